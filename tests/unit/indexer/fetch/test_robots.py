"""robots.txt: who is asked, how often, and what its absence means."""

from __future__ import annotations

import pytest

from indexer.fetch import robots as robots_module
from indexer.fetch.errors import FailureKind, FetchError
from indexer.fetch.robots import Robots
from tests.loopback import Exchange, Route
from tests.misbehaving import answering, login_page, redirecting, silent
from tests.unit.indexer.fetch.conftest import Bench, a_request

RULES = b"""User-agent: *
Disallow: /private/
Crawl-delay: 7

User-agent: Zhengwen
Disallow: /not-you
Allow: /not-you/but-this
Crawl-delay: 900
"""


def saying(rules: bytes) -> Route:
    def route(exchange: Exchange) -> None:
        exchange.answer(rules, content_type="text/plain")

    return route


def robots_of(bench: Bench, route: Route) -> Robots:
    bench.server.routes["/robots.txt"] = route
    return Robots(bench.client, bench.gate, bench.clock)


def refusal(robots: Robots, path: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        robots.check(f"http://feeds.example{path}")
    return caught.value


def test_the_rules_for_our_name_go_before_those_for_all(bench: Bench) -> None:
    robots = robots_of(bench, saying(RULES))
    for path in ("/a", "/private/a", "/not-you/but-this"):
        robots.check(f"http://feeds.example{path}")
    assert refusal(robots, "/not-you/a").kind is FailureKind.UNWANTED
    assert bench.server.targets() == ["/robots.txt"]


def test_a_crawl_delay_is_obeyed_within_bounds(bench: Bench) -> None:
    robots_of(bench, saying(RULES)).check("http://feeds.example/a")
    bench.fetch("/feed")
    bench.fetch("/feed")
    assert bench.clock.slept == [pytest.approx(30, abs=1)]


def test_rules_are_kept_for_a_day(bench: Bench) -> None:
    robots = robots_of(bench, saying(b""))
    for hours in (0, 23, 2):
        bench.clock.pass_seconds(hours * 3600)
        robots.check("http://feeds.example/a")
    assert bench.server.targets() == ["/robots.txt", "/robots.txt"]


def test_each_site_has_its_own(bench: Bench) -> None:
    robots = robots_of(bench, saying(RULES))
    robots.check("http://feeds.example/a")
    robots.check("http://other.example/a")
    assert [request.headers["host"] for request in bench.server.requests] == [
        "feeds.example",
        "other.example",
    ]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone"])
def test_a_site_without_rules_allows_everything(bench: Bench, status: str) -> None:
    robots_of(bench, answering(status)).check("http://feeds.example/a")


@pytest.mark.parametrize("route", [login_page, redirecting("/404"), saying(b"\xff\xfe\x00nonsense")])
def test_a_page_instead_of_rules_allows_everything(bench: Bench, route: Route) -> None:
    robots_of(bench, route).check("http://feeds.example/a")


@pytest.mark.parametrize(
    "route", [answering("500 Broken"), answering("429 Too Many"), redirecting("/robots.txt")]
)
def test_where_the_rules_cannot_be_had_nothing_is_allowed_now(bench: Bench, route: Route) -> None:
    robots = robots_of(bench, route)
    failure = refusal(robots, "/a")
    assert (failure.is_passing, failure.reason.startswith("robots.txt cannot be read: ")) == (True, True)
    bench.server.routes["/robots.txt"] = saying(b"")
    assert refusal(robots, "/a").is_passing
    bench.clock.pass_seconds(601)
    robots.check("http://feeds.example/a")


def test_rules_that_would_take_minutes_to_read_are_not_read(bench: Bench) -> None:
    names = b"".join(b"User-agent: a%d\n" % number for number in range(2_000))
    rules = names + b"Disallow: /x\n" * 5_000
    failure = refusal(robots_of(bench, saying(rules)), "/a")
    assert (failure.kind, failure.is_passing) == (FailureKind.TOO_LARGE, False)


def test_a_silent_site_is_a_failure_that_passes(bench: Bench) -> None:
    bench.server.routes["/robots.txt"] = silent
    robots = Robots(bench.impatient, bench.gate, bench.clock)
    assert refusal(robots, "/a").kind is FailureKind.TIMEOUT


def test_sites_that_were_met_long_ago_are_forgotten(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots_module, "_KEPT_SITES", 1)
    robots = robots_of(bench, saying(b""))
    for host in ("feeds", "other", "feeds"):
        robots.check(f"http://{host}.example/a")
    assert len(bench.server.requests) == 3


def test_the_rules_of_a_site_that_is_redirected_to_hold_too(bench: Bench) -> None:
    def rules(exchange: Exchange) -> None:
        is_other = exchange.request.headers["host"] == "other.example"
        saying(b"User-agent: *\nDisallow: /" if is_other else b"")(exchange)

    robots = robots_of(bench, rules)
    assert robots.fetch(a_request("/feed", wanted="page")).status == 200
    with pytest.raises(FetchError) as caught:
        robots.fetch(a_request("/moved-on", wanted="page"))
    assert (caught.value.kind, caught.value.path) == (FailureKind.UNWANTED, "http://feeds.example/moved-on")
    asked = [(request.headers["host"], request.target) for request in bench.server.requests]
    assert asked[-1] == ("other.example", "/robots.txt")
