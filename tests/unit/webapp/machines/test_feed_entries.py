"""Which articles a feed holds: the newest by date, and those that came in last, whatever their date."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from index.archive.folder import DataFolder
from index.settings import Settings
from indexer.build import ArchiveWriter
from tests.archive import build_archive
from webapp import create_app
from webapp.machines.outputs import FEED_ENTRIES

ATOM = "{http://www.w3.org/2005/Atom}"


def articles(first: int, count: int, year: int) -> list[dict[str, object]]:
    return [
        {
            "id": f"{year}-{number}",
            "title": f"第{number}號稀土消息{year}",
            "body": f"編號{number}。" + chr(0x4E00 + 37 * number) * 5,
            "published": f"{year}-01-{number % 28 + 1:02d}",
        }
        for number in range(first, first + count)
    ]


def titles(client: FlaskClient, search: str = "q=稀土") -> Sequence[str]:
    response = client.get(f"/search.atom?{search}")
    assert response.status_code == 200
    return [
        entry.findtext(f"{ATOM}title") or ""
        for entry in ElementTree.fromstring(response.data).iter(f"{ATOM}entry")
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feed")
    build_archive(folder, articles(0, 2 * FEED_ENTRIES, 2025))
    build_archive(folder, articles(900, 1, 1999))
    return folder


def test_an_old_article_that_was_added_today_is_in_the_feed(folder: Path) -> None:
    found = titles(create_app(Settings(data=folder)).test_client())
    assert found[-1] == "第900號稀土消息1999"


def test_so_are_the_newest_and_none_twice(folder: Path) -> None:
    client = create_app(Settings(data=folder)).test_client()
    found = titles(client)
    answer = client.get(f"/api/v1/search?q=稀土&sort=date&size={FEED_ENTRIES}").json
    assert answer is not None
    assert [hit["title"]["text"] for hit in answer["hits"]] == list(found[:FEED_ENTRIES])
    assert len(set(found)) == len(found) <= 2 * FEED_ENTRIES


def test_a_late_copy_of_a_story_is_no_news_but_for_its_own_source(folder: Path, tmp_path: Path) -> None:
    story = "自治區公佈稀土產業獎勵辦法，企業可獲獎勵，辦法自下月起施行，各盟市應當制定細則並向社會公佈結果。"
    first = {
        "id": "first",
        "title": "獎勵辦法公佈",
        "body": story,
        "published": "1998-01-01",
        "source": "甲報",
    }
    build_archive(tmp_path, [first, *articles(0, 600, 2025)])
    build_archive(tmp_path, [{**first, "id": "copy", "published": "1998-01-02", "source": "乙報"}])
    client = create_app(Settings(data=tmp_path)).test_client()
    assert "獎勵辦法公佈" not in titles(client)
    assert titles(client, "q=稀土&source=乙報") == ["獎勵辦法公佈"]
    assert "獎勵辦法公佈" in titles(client, "q=稀土&dup=all")


def test_a_removal_is_a_change_for_those_who_ask_by_time(tmp_path: Path) -> None:
    build_archive(tmp_path, articles(0, 2, 2025))
    client = create_app(Settings(data=tmp_path)).test_client()
    first = client.get("/search.atom?q=稀土")
    store = DataFolder(tmp_path).store
    for name in (store, store.with_name(f"{store.name}-wal")):
        if name.exists():
            os.utime(name, (1_000_000_000, 1_000_000_000))
    since = client.get("/search.atom?q=稀土").headers["Last-Modified"]
    with ArchiveWriter(DataFolder(tmp_path)) as writer:
        writer.remove("2025-0")
    again = client.get("/search.atom?q=稀土", headers={"If-Modified-Since": since})
    assert (first.status_code, again.status_code) == (200, 200)
    assert "第0號" not in again.get_data(as_text=True)
