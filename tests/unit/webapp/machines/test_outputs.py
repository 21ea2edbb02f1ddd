"""Feeds and exports as the site gives them."""

import csv
import datetime as dt
import io
import json
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from index.settings import Settings
from indexer.inputs import InputDefaults
from tests.archive import build_archive
from webapp import create_app
from webapp.machines.exports import EXPORT_FORMATS, protect_cell
from webapp.machines.outputs import MAX_EXPORTS

ATOM = "{http://www.w3.org/2005/Atom}"
QUERY = quote("稀土")


def total(client: FlaskClient, search: str) -> int:
    answer = client.get(f"/api/v1/search?{search}&facets=0").json
    assert answer is not None
    return int(answer["total"])


def exported(client: FlaskClient, ending: str, search: str) -> str:
    response = client.get(f"/export.{ending}?{search}")
    assert response.status_code == 200
    return response.get_data(as_text=True)


def entries(client: FlaskClient, address: str) -> list[ElementTree.Element]:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (200, "application/atom+xml")
    return list(ElementTree.fromstring(response.data).iter(f"{ATOM}entry"))


def test_a_search_is_a_feed_of_its_newest_results(client: FlaskClient) -> None:
    found = entries(client, f"/search.atom?q={QUERY}&sort=relevance&page=2&size=1")
    days = [day.text for entry in found for day in entry.iter(f"{ATOM}published")]
    assert len(found) == total(client, f"q={QUERY}")
    assert days == sorted(days, key=str, reverse=True)


def test_every_entry_has_what_the_format_asks_for(client: FlaskClient) -> None:
    feed = ElementTree.fromstring(client.get(f"/search.atom?q={QUERY}").data)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert [len(element.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    ids = [entry.findtext(f"{ATOM}id") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids) > 1
    assert all(one.startswith("urn:uuid:") for one in ids)


def test_ids_of_entries_are_those_of_the_articles_whatever_is_asked_and_wherever(client: FlaskClient) -> None:
    def ids(search: str, host: str) -> set[str]:
        response = client.get(f"/search.atom?{search}", headers={"Host": host})
        return {
            one.text or "" for one in ElementTree.fromstring(response.data).findall(f"{ATOM}entry/{ATOM}id")
        }

    assert ids(f"q={QUERY}", "a.example") < ids("q=", "b.example:8080") | ids(
        f"q={QUERY}&lang=en", "c.example"
    )


def test_a_feed_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    for address in (f"/search.atom?q={QUERY}", f"/search.json?q={QUERY}"):
        first = client.get(address)
        by_tag = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        by_time = client.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})
        assert [by_tag.status_code, by_tag.data, by_time.status_code] == [304, b"", 304]
        other = client.get(address, headers={"If-None-Match": '"other"'})
        assert other.status_code == 200


def test_a_feed_changes_with_the_archive(tmp_path: Path) -> None:
    build_archive(tmp_path, [{"id": "1", "title": "稀土", "body": "稀土。", "published": "2025-01-01"}])
    client = create_app(Settings(data=tmp_path)).test_client()
    tag = client.get(f"/search.atom?q={QUERY}").headers["ETag"]
    build_archive(tmp_path, [{"id": "2", "title": "又是稀土", "body": "稀土。", "published": "2025-01-02"}])
    again = client.get(f"/search.atom?q={QUERY}", headers={"If-None-Match": tag})
    assert again.status_code == 200
    assert [entry.findtext(f"{ATOM}title") for entry in entries(client, f"/search.atom?q={QUERY}")] == [
        "又是稀土",
        "稀土",
    ]


def test_the_json_feed_says_the_same(client: FlaskClient) -> None:
    feed = client.get(f"/search.json?q={QUERY}").json
    assert feed is not None
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == [
        entry.findtext(f"{ATOM}id") for entry in entries(client, f"/search.atom?q={QUERY}")
    ]


def test_links_of_a_feed_are_whole_addresses_that_are_answered(client: FlaskClient) -> None:
    links = [
        link.get("href") or ""
        for entry in entries(client, f"/search.atom?q={QUERY}")
        for link in entry.iter(f"{ATOM}link")
        if link.get("rel") == "alternate"
    ]
    assert links
    assert {client.get(link.removeprefix("http://localhost")).status_code for link in links} == {200}


@pytest.mark.parametrize("ending", EXPORT_FORMATS)
def test_an_export_holds_every_result(client: FlaskClient, ending: str) -> None:
    text = exported(client, ending, f"q={QUERY}&size=1")
    count = {
        "csv": lambda: len(list(csv.reader(io.StringIO(text)))) - 1,
        "jsonl": lambda: len(text.splitlines()),
        "md": lambda: text.count("\n## "),
        "bib": lambda: text.count("@misc{"),
        "ris": lambda: text.count("TY  - NEWS"),
    }[ending]()
    assert count == total(client, f"q={QUERY}")


def test_an_export_goes_beyond_the_window_of_pages(tmp_path: Path) -> None:
    build_archive(tmp_path, [{"id": str(n), "title": f"第{n}條", "body": "稀土。"} for n in range(1_100)])
    client = create_app(Settings(data=tmp_path)).test_client()
    assert len(exported(client, "jsonl", f"q={QUERY}").splitlines()) == 1_100


def test_the_csv_begins_with_a_byte_order_mark_and_is_saved_as_a_file(client: FlaskClient) -> None:
    response = client.get(f"/export.csv?q={QUERY}")
    assert response.data.startswith(b"\xef\xbb\xbfid,title,source,")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="zhengwen-')


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1", "\r=1", "\n@a", "﹢"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert protect_cell(cell)[0] not in "=+-@＝＋－＠\t\r\n "


def test_other_cells_stay_as_they_are() -> None:
    assert [protect_cell(cell) for cell in ("稀土", "", "a=b", "5G-A")] == ["稀土", "", "a=b", "5G-A"]


def test_an_exported_archive_can_be_added_again(client: FlaskClient, tmp_path: Path) -> None:
    def given(site: FlaskClient) -> list[dict[str, object]]:
        names = (
            "id",
            "url",
            "title",
            "body",
            "published",
            "source",
            "region",
            "author",
            "tags",
            "script",
            "regions",
        )
        lines = [json.loads(line) for line in exported(site, "jsonl", "q=").splitlines()]
        return [{name: line.get(name) for name in names} for line in lines]

    build_archive(tmp_path, map(json.loads, exported(client, "jsonl", "q=").splitlines()))
    assert given(create_app(Settings(data=tmp_path)).test_client()) == given(client)


def test_an_export_is_shown_in_the_script_asked_for_but_the_import_format(client: FlaskClient) -> None:
    assert "内蒙古召开" in exported(client, "md", "q=title:內蒙古召開&script=hans&source=樣例在線")
    assert "內蒙古召開" in exported(client, "jsonl", "q=title:內蒙古召開&script=hans&source=樣例在線")


def test_names_are_written_as_articles_of_the_script_write_them_wherever_they_go(tmp_path: Path) -> None:
    text = "主任委員范良銹表示，辦法修正。主任委員范良銹說明。"
    build_archive(tmp_path, [{"id": "1", "title": "范良銹出席會議", "body": text}])
    site = create_app(Settings(data=tmp_path)).test_client()
    places = (
        "/export.csv?",
        "/search.atom?",
        "/search.json?",
        "/api/v1/suggest?q=fanliang&",
        "/person/范良锈?",
    )
    shown = {place: site.get(f"{place}script=hant").text for place in places}
    assert {place for place, text in shown.items() if "范良銹" not in text or "范良鏽" in text} == set()


def test_an_export_under_bad_parameters_is_refused(client: FlaskClient) -> None:
    assert client.get("/export.csv?from=2024-02-30").status_code == 400


def test_too_many_exports_at_once_are_put_off(client: FlaskClient) -> None:
    under_way = [client.get("/export.csv?q=") for _ in range(MAX_EXPORTS)]
    refused = client.get("/export.csv?q=")
    for response in under_way:
        response.close()
    assert (refused.status_code, "Retry-After" in refused.headers) == (503, True)
    assert client.get("/export.csv?q=", buffered=True).status_code == 200


def test_a_site_without_an_index_has_no_feed(empty_client: FlaskClient) -> None:
    assert [empty_client.get(one).status_code for one in ("/search.atom", "/search.json", "/export.csv")] == [
        503
    ] * 3


def test_a_table_flags_dates_that_lie_ahead(tmp_path: Path) -> None:
    build_archive(
        tmp_path,
        [
            {"id": "ahead", "title": "遠期", "body": "稀土。", "published": "2099-01-01"},
            {"id": "past", "title": "近期", "body": "稀土。", "published": "2025-01-01"},
        ],
        InputDefaults(today=dt.date(2025, 11, 28)),
    )
    client = create_app(Settings(data=tmp_path)).test_client()
    rows = csv.DictReader(io.StringIO(exported(client, "csv", f"q={QUERY}").lstrip("\ufeff")))
    assert {row["id"]: row["date_ahead"] for row in rows} == {"ahead": "1", "past": ""}
