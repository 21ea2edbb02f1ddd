"""Names on their whole way: from an article as it comes in to facets, `entity:`, filters and the API."""

from __future__ import annotations

import pytest

from index.settings import Settings
from tests.end_to_end.command import Archive, write_articles
from webapp import create_app

ARTICLES = (
    {
        "id": "hant",
        "title": "自治區表彰稀土科研人員",
        "body": "內蒙古自治區黨委書記周硯清出席會議。周硯清指出，要發展稀土產業。自治區人民政府主席包鋼主持。（記者 魯知遠）",
    },
    {
        "id": "hans",
        "title": "稀土企业座谈会举行",
        "body": "内蒙古自治区党委书记周砚清参加座谈。工信部派人列席。",
    },
    {"id": "works", "title": "包钢发布公告", "body": "包钢生产的稀土钢轨出口。"},
)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.run("add", write_articles(archive.folder.parent / "names.jsonl", ARTICLES))
    return archive


def ids(archive: Archive, *arguments: str) -> list[str]:
    return sorted(hit["id"] for hit in archive.ask("search", *arguments)["hits"])


@pytest.mark.parametrize("query", ["entity:周硯清", "entity:周砚清", "實體：周硯清"])
def test_a_name_is_found_in_any_script(filled: Archive, query: str) -> None:
    assert ids(filled, query) == ["hans", "hant"]


def test_the_canonical_name_finds_the_abbreviation(filled: Archive) -> None:
    assert ids(filled, "entity:工业和信息化部") == ["hans"]


def test_a_person_and_a_company_of_one_name_are_filtered_apart(filled: Archive) -> None:
    assert (ids(filled, "", "--person", "包鋼"), ids(filled, "", "--organisation", "包钢集团")) == (
        ["hant"],
        ["works"],
    )


@pytest.mark.parametrize(
    ("parameter", "name", "expected"),
    [
        # as an article writes it, where the archive calls nobody of that kind so
        ("--organisation", "包鋼", ["works"]),
        ("--organisation", "工信部", ["hans"]),
        ("--entity", "工信部", ["hans"]),
        # somebody the archive calls so, and a company that an article calls so
        ("--entity", "包鋼", ["hant", "works"]),
        # the archive's name, whatever else is written so elsewhere
        ("--person", "包钢", ["hant"]),
        ("--organisation", "周砚清", []),
    ],
)
def test_a_name_is_filtered_by_as_an_article_writes_it(
    filled: Archive, parameter: str, name: str, expected: list[str]
) -> None:
    assert ids(filled, "", parameter, name) == expected


def test_every_facet_count_is_the_total_of_its_click(filled: Archive) -> None:
    facets = filled.ask("search", "")["facets"]
    for kind in ("person", "organisation", "place", "term"):
        for one in facets[kind]:
            assert filled.ask("search", "", f"--{kind}", one["value"])["total"] == one["count"], one


def test_facets_count_names_over_both_scripts(filled: Archive) -> None:
    facets = filled.ask("search", "稀土")["facets"]
    assert [(one["value"], one["count"]) for one in facets["person"]] == [("周砚清", 2), ("包钢", 1)]
    assert ("内蒙古自治区人民政府", 1) in [(one["value"], one["count"]) for one in facets["organisation"]]


def test_the_api_gives_names_with_offices_and_spans(filled: Archive) -> None:
    client = create_app(Settings(data=filled.folder)).test_client()
    answer = client.get("/api/v1/articles/hant").get_json()
    persons = {one["name"]: one for one in answer["entities"] if one["kind"] == "person"}
    assert set(persons) == {"周硯清", "包鋼"}
    assert persons["周硯清"] == {
        "name": "周硯清",
        "canonical": "周砚清",
        "kind": "person",
        "office": "內蒙古自治區黨委書記",
        "spans": [["body", 10, 13], ["body", 18, 21]],
    }


def test_a_rebuild_finds_the_same(filled: Archive) -> None:
    before = filled.ask("search", "稀土")
    filled.run("rebuild")
    assert {**filled.ask("search", "稀土"), "took_ms": 0} == {**before, "took_ms": 0}


def test_a_term_is_one_in_every_region_s_words(archive: Archive) -> None:
    articles = (
        {"id": "mainland", "title": "", "body": "推动高质量发展。"},
        {"id": "hant", "title": "", "body": "推動高品質發展。"},
    )
    archive.run("add", write_articles(archive.folder.parent / "terms.jsonl", articles))
    assert ids(archive, "", "--term", "高品質發展") == ["hant", "mainland"]
    assert [one["value"] for one in archive.ask("search", "")["facets"]["term"]] == ["高质量发展"]
