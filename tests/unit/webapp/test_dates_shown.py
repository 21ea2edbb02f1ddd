"""What searches say of dates: which one is used, where it is the event's, and where it cannot be."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from index.search import SearchService
from index.settings import Settings
from indexer.inputs import InputDefaults
from tests.archive import build_archive
from webapp import create_app

ARTICLES = (
    {"id": "given", "title": "稀土甲", "body": "稀土會議。", "published": "2025-11-26"},
    {"id": "event", "title": "稀土乙", "body": "2025年11月27日，稀土大會召開。"},
    {"id": "ahead", "title": "稀土丙", "body": "稀土展望。", "published": "2099-01-01"},
    {"id": "none", "title": "稀土丁", "body": "稀土。"},
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A browser of a site with an article of every kind, taken on 28 November 2025."""
    folder = tmp_path_factory.mktemp("dates")
    build_archive(folder, ARTICLES, InputDefaults(today=dt.date(2025, 11, 28)))
    service = SearchService.open(Settings(data=folder))
    yield create_app(Settings(data=folder), service).test_client()
    service.close()


def test_the_newest_comes_first_by_the_date_that_is_used_and_what_lies_ahead_last(
    client: FlaskClient,
) -> None:
    hits = client.get("/api/v1/search?q=稀土&sort=date").get_json()["hits"]
    assert [(hit["id"], hit["dated_by"]) for hit in hits] == [
        ("event", "event_date"),
        ("given", "published"),
        ("ahead", None),
        ("none", None),
    ]


def test_a_date_that_lies_ahead_is_shown(client: FlaskClient) -> None:
    article = client.get("/api/v1/articles/ahead").get_json()
    assert (article["published"], article["dated_by"]) == ("2099-01-01", None)


def test_filters_use_the_event_where_nothing_was_published(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=稀土&from=2025-11-27").get_json()
    assert ([hit["id"] for hit in answer["hits"]], answer["timeline"]["undated"]) == (["event"], 0)


def test_the_timeline_counts_what_lies_ahead_as_undated(client: FlaskClient) -> None:
    timeline = client.get("/api/v1/search?q=稀土").get_json()["timeline"]
    assert (sum(bar["count"] for bar in timeline["buckets"]), timeline["undated"]) == (2, 2)


@pytest.mark.parametrize(
    ("parameters", "codes"),
    [
        ("sort=date", ["dated-by-event"]),
        ("sort=date&facets=0", ["dated-by-event"]),
        ("from=2025-11-27", ["dated-by-event"]),
        ("to=2025-11-26", []),
        ("sort=relevance", ["dated-by-event"]),  # its timeline
        ("sort=date&page=2&size=1", ["dated-by-event"]),  # what stands on another page counts
        ("sort=relevance&facets=0", []),
        ("facets=0&q=稀土 date:2025-11", ["dated-by-event"]),
        ("facets=0&q=稀土 -date:2024", ["dated-by-event"]),
        ("facets=0&q=", ["dated-by-event"]),  # newest first
        ("facets=0&q=稀土 -date:2025", []),
    ],
)
def test_a_search_by_date_says_where_the_event_stands_for_publication(
    client: FlaskClient, parameters: str, codes: list[str]
) -> None:
    asked = parameters if "q=" in parameters else f"q=稀土&{parameters}"
    answer = client.get(f"/api/v1/search?{asked}").get_json()
    assert [notice["code"] for notice in answer["query"]["notices"]] == codes


def test_pages_name_the_event_and_remark_on_what_lies_ahead(client: FlaskClient) -> None:
    page = client.get("/?q=稀土&lang=en").get_data(as_text=True)
    shown = [
        " ".join(re.sub("<[^>]+>", "", one).split())
        for one in re.findall(r'(?s)<p class="facts">.*?</p>', page)
    ]
    assert sorted(shown) == [
        "2025-11-26",
        "2099-01-01 in the future: not used for sorting and filtering",
        "No date",
        "event 2025-11-27",
    ]


@pytest.mark.parametrize("parameters", ["q=稀土", "q=稀土&sort=date", "q=稀土&to=2025-11-26", "q="])
def test_an_explanation_gives_the_notices_of_its_search(client: FlaskClient, parameters: str) -> None:
    answer = client.get(f"/api/v1/search?{parameters}").get_json()
    explained = client.get(f"/api/v1/explain?{parameters}").get_json()
    codes = [notice["code"] for notice in explained["notices"]]
    assert codes == [notice["code"] for notice in answer["query"]["notices"]]
