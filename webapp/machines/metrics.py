"""What the site tells a monitor: requests, their times, and the state of the index, in Prometheus's text format.

Kept per process; with several processes (`processes` of the settings) each scrape is answered by one of them, which says
so in the label `worker`. Labels are names of routes and numbers, never a query or an address.
"""

from __future__ import annotations

import os
import time

from flask import Flask, Response, g, request
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from index.search import SearchService

# Around the goals: 25 ms for a page of results, 150 ms under load, 10 s of a deadline.
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 10.0)


class Metrics:
    """Counts the requests of one application and answers `/metrics`."""

    def __init__(self, service: SearchService) -> None:
        self._service = service
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._requests = Counter(
            "zhengwen_requests",
            "Requests answered.",
            ("worker", "route", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "zhengwen_request_seconds",
            "Time until an answer begins, in seconds.",
            ("worker", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._articles = Gauge("zhengwen_articles", "Articles stored.", registry=self._registry)
        self._ready = Gauge("zhengwen_ready", "1 where searches can be answered.", registry=self._registry)
        self._index = Gauge(
            "zhengwen_index_info",
            "The index that answers.",
            ("generation", "engine"),
            registry=self._registry,
        )

    def register(self, app: Flask) -> None:
        """Count the requests of *app*, and give it the route."""
        app.before_request(_begin)
        app.after_request(self._count)
        app.add_url_rule("/metrics", "metrics", self.answer)

    def answer(self) -> Response:
        """Everything counted, and the state of the index now."""
        state = self._service.state()
        self._articles.set(state.articles)
        self._ready.set(int(state.ready))
        self._index.clear()
        if state.ready:
            self._index.labels(generation=state.generation, engine=state.engine).set(1)
        response = Response(generate_latest(self._registry), content_type=CONTENT_TYPE_LATEST)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _count(self, response: Response) -> Response:
        # The process of the moment: this object may have been made before a fork.
        worker, route = str(os.getpid()), request.endpoint or "none"
        self._requests.labels(worker, route, request.method, str(response.status_code)).inc()
        began: float | None = g.get("began")
        if began is not None:
            self._seconds.labels(worker, route).observe(time.perf_counter() - began)
        return response


def _begin() -> None:
    g.began = time.perf_counter()
