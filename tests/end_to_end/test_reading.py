"""Feeds, pages and web archives through the command: found, dated, told apart, never twice, nothing of them HTML."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path
from typing import Any

import pytest

from index.store.sqlite_store import SqliteStoreReader
from tests.conftest import ROOT
from tests.end_to_end.command import Archive

GOLDEN = ROOT / "tests" / "golden"
TAIL = "未经授权不得转载"


ENTRIES = 3
"""Of the two golden feeds that are added."""


def counts(archive: Archive, *paths: str, stdin: bytes = b"") -> dict[str, int]:
    report = archive.ask("add", *paths, stdin=stdin)
    return {key: report[key] for key in ("added", "updated", "unchanged")} | {
        "rejected": len(report["rejected"])
    }


def a_feed(*items: str) -> bytes:
    return f'<rss version="2.0"><channel><title>样例社</title>{"".join(items)}</channel></rss>'.encode()


def an_item(number: int, link: str = "", guid: str = "") -> str:
    text = f"<title>第{number}条稀土消息</title><description>第{number}条的内容，关于稀土。</description>"
    return f"<item>{text}<link>{link}</link><guid isPermaLink='false'>{guid}</guid></item>"


def stored(archive: Archive) -> list[Any]:
    store = SqliteStoreReader(archive.folder)
    try:
        return [one.article for one in store.all_articles()]
    finally:
        store.close()


def test_a_feed_a_page_and_a_folder_are_found_by_search(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    shutil.copytree(GOLDEN / "pages", folder / "pages")
    (folder / "feed.rdf.gz").write_bytes(
        gzip.compress((GOLDEN / "feeds" / "rss-1.0.rdf").read_bytes(), mtime=0)
    )
    (folder / "notes.expected").write_text("not taken")
    (folder / "pages" / "picture.svg").write_text("<svg/>")
    feed = str(GOLDEN / "feeds" / "json-feed-1.1.json")
    articles = len(list(folder.glob("pages/*.html"))) + ENTRIES
    once = {"added": articles, "updated": 0, "unchanged": 0, "rejected": 0}
    assert counts(archive, feed, str(folder)) == once
    assert counts(archive, feed, str(folder)) == once | {"added": 0, "unchanged": articles}
    (hit,) = archive.ask("search", "耐心資本")["hits"]
    assert (hit["source"], hit["published"], hit["published_origin"]) == (
        "样例财经",
        "2025-11-28T09:05:00+08:00",
        "page",
    )
    assert hit["url"] == "https://finance.invalid/a/20251128/88.html"
    (hit,) = archive.ask("search", "海港科技園")["hits"]
    assert (hit["published"], hit["published_origin"], hit["source"]) == (
        "2025-11-27T09:30:00+08:00",
        "feed",
        "海港時報",
    )


def test_what_is_around_an_article_is_not_found_and_stands_in_raw(archive: Archive) -> None:
    archive.run("add", str(GOLDEN / "pages" / "news-json-ld.html"))
    for words in (TAIL, "网友评论", "哪些企业先受益", "发布会现场", "<article>"):
        assert archive.ask("search", f'"{words}"')["total"] == 0
    (article,) = stored(archive)
    assert TAIL in article.raw
    assert "<article>" in article.raw
    assert "<" not in article.title + article.body


@pytest.mark.parametrize(
    ("links", "articles"),
    [
        (["https://a.invalid/1?utm_source=x", "HTTPS://A.invalid/1/", "https://a.invalid:443/1#top"], 1),
        (["https://a.invalid/1", "https://a.invalid/1?id=2", "http://a.invalid/1"], 3),
    ],
)
def test_an_address_decides_who_an_article_is(archive: Archive, links: list[str], articles: int) -> None:
    archive.run("add", "-", stdin=a_feed(*(an_item(number, link) for number, link in enumerate(links))))
    assert archive.ask("search", "稀土")["total"] == articles


def test_one_guid_with_many_addresses_is_many_articles(archive: Archive) -> None:
    items = (an_item(number, f"https://a.invalid/{number}", guid="same") for number in range(5))
    assert counts(archive, "-", stdin=a_feed(*items))["added"] == 5


def test_without_an_address_the_guid_decides(archive: Archive) -> None:
    feed = a_feed(an_item(1, guid="g1"), an_item(2, guid="g2"))
    assert counts(archive, "-", stdin=feed)["added"] == 2
    assert counts(archive, "-", stdin=feed)["unchanged"] == 2
    assert counts(archive, "-", stdin=a_feed(an_item(3, guid="g1")))["updated"] == 1


def test_an_entry_without_title_link_and_id_is_known_by_its_text(archive: Archive) -> None:
    feed = a_feed("<item><description>无题的稀土消息一则。</description></item>", "<item></item>")
    report = archive.ask("add", "-", stdin=feed)
    assert report["added"] == 1
    assert report["rejected"] == [{"path": "-", "line": None, "reason": "entry 2: neither title nor text"}]
    assert archive.ask("add", "-", stdin=feed)["unchanged"] == 1
    assert [article.title for article in stored(archive)] == ["无题的稀土消息一则"]


def test_many_entries_of_one_address_are_versions_of_one_article(archive: Archive) -> None:
    items = (an_item(number, "https://a.invalid/same") for number in range(30))
    report = archive.ask("add", "-", stdin=a_feed(*items))
    assert (report["added"], report["updated"]) == (1, 29)
    assert (
        report["warnings"][0]["message"]
        == "30 entries have the link https://a.invalid/same: versions of one article"
    )
    assert archive.run("check").exit_code == 0


def test_what_was_forced_to_be_a_feed_is_named(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text("<html><title>登录</title><input type='password'></html>")
    report = archive.ask("add", str(path), "--format", "rss")
    assert report["rejected"] == [
        {"path": str(path), "line": None, "reason": "not a feed: got an HTML login page"}
    ]


def test_a_source_given_is_taken_where_the_entry_has_none(archive: Archive) -> None:
    archive.run("add", "-", "--source", "样例日报", stdin=a_feed(an_item(1, "https://a.invalid/1")))
    archive.run("add", "-", stdin=a_feed(an_item(2, "https://a.invalid/2")))
    assert [article.source for article in stored(archive)] == ["样例日报", "样例社"]
