"""The reader's script over an archive with names that both scripts write: pages and API show them as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.search import SearchService
from index.settings import Settings
from tests.archive import build_archive
from webapp import create_app

HANT_BODY = "信義里里長范良銹指出，協防台灣一事，規定如后。范良銹說，涂家彰將赴陳冲處研商後續。"
HANS_BODY = "市长于珊指出，有关系统成绩显著，一出让土地就签约。于珊说，邓乾素将研究。"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("scripts")
    build_archive(
        folder,
        [
            {"id": "hant", "title": "里長范良銹談協防台灣", "body": HANT_BODY, "source": "台岳新聞"},
            {"id": "hans", "title": "市长于珊谈成绩显著", "body": HANS_BODY, "source": "显著网"},
        ],
    )
    settings = Settings(data=folder)
    service = SearchService.open(settings)
    yield create_app(settings, service).test_client()
    service.close()


def hit(site: FlaskClient, article_id: str, script: str) -> tuple[str, str]:
    answer = site.get(f"/api/v1/search?script={script}").json
    assert answer is not None
    (found,) = (one for one in answer["hits"] if one["id"] == article_id)
    return found["title"]["text"], "".join(one["text"] for one in found["snippets"])


@pytest.mark.parametrize("script", ["original", "hant"])
def test_traditional_text_stays_for_its_readers(site: FlaskClient, script: str) -> None:
    assert hit(site, "hant", script) == ("里長范良銹談協防台灣", HANT_BODY)


@pytest.mark.parametrize("script", ["original", "hans"])
def test_simplified_text_stays_for_its_readers(site: FlaskClient, script: str) -> None:
    assert hit(site, "hans", script) == ("市长于珊谈成绩显著", HANS_BODY)


def test_persons_keep_their_names_in_the_other_script(site: FlaskClient) -> None:
    title, body = hit(site, "hans", "hant")
    assert title == "市長于珊談成績顯著"
    assert body.startswith("市長于珊指出，有關系統成績顯著，一出讓土地就簽約。")


def test_the_page_of_an_article_shows_the_same(site: FlaskClient) -> None:
    assert "市長于珊指出，有關系統成績顯著" in site.get("/article/hans?script=hant").get_data(as_text=True)
    assert "規定如后" in site.get("/article/hant?script=hant").get_data(as_text=True)


def test_converted_is_said_only_of_what_is(site: FlaskClient) -> None:
    said = "Shown in converted script"
    pages = {
        address: said in site.get(f"{address}&lang=en").get_data(as_text=True)
        for address in ("/article/hans?script=hant", "/article/hant?script=hant", "/article/hant?script=hans")
    }
    assert list(pages.values()) == [True, False, True]


def labels(site: FlaskClient, facet: str, script: str) -> dict[str, str]:
    answer = site.get(f"/api/v1/search?script={script}").json
    assert answer is not None
    return {value["value"]: value["label"] for value in answer["facets"][facet]}


@pytest.mark.parametrize(
    ("script", "shown"), [("original", "范良銹"), ("hans", "范良锈"), ("hant", "范良銹")]
)
def test_a_person_is_shown_as_articles_of_the_readers_script_write_the_name(
    site: FlaskClient, script: str, shown: str
) -> None:
    assert labels(site, "person", script)["范良锈"] == shown
    assert shown in site.get(f"/person/范良锈?script={script}").get_data(as_text=True)


def test_within_a_converted_text_too(tmp_path: Path) -> None:
    build_archive(
        tmp_path,
        [
            {"id": "hant", "title": "主任委員范良銹談協防", "body": HANT_BODY},
            {
                "id": "hans",
                "title": "主任委员范良锈谈采购",
                "body": "主任委员范良锈说，不锈钢采购办法已经修正。",
            },
        ],
    )
    site = create_app(Settings(data=tmp_path)).test_client()
    title, body = hit(site, "hans", "hant")
    assert (title, body) == ("主任委員范良銹談採購", "主任委員范良銹說，不鏽鋼採購辦法已經修正。")
    assert body[:7] in site.get("/article/hans?script=hant").text


def test_a_chosen_person_is_shown_so_too(site: FlaskClient) -> None:
    assert ">范良銹</bdi>" in site.get("/?person=范良锈&lang=en").get_data(as_text=True)


def test_sources_are_shown_as_they_call_themselves(site: FlaskClient) -> None:
    assert labels(site, "source", "hant") == {"台岳新聞": "台岳新聞", "显著网": "顯著網"}
    assert labels(site, "source", "hans") == {"台岳新聞": "台岳新闻", "显著网": "显著网"}


def test_regions_are_named_in_simplified_script_but_for_readers_of_the_other(site: FlaskClient) -> None:
    found = []
    for script in ("original", "hans", "hant"):
        answer = site.get(f"/api/v1/search?q=台灣&script={script}").json
        assert answer is not None
        found.append(next(region["name"] for one in answer["hits"] for region in one["regions"]))
    assert found == ["台湾省", "台湾省", "臺灣省"]
