"""Feeds of every format, written for this test, with what must be read of them beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.inputs import FeedEntry, ParsedFeed
from indexer.sources.feeds import parse_feed

GOLDEN = Path(__file__).resolve().parents[4] / "golden" / "feeds"
FEEDS = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".expected")


def rendered(feed: ParsedFeed) -> str:
    """A feed as the golden files write it."""
    head = {"feed": feed.title, "site": feed.site_url, "url": feed.url, "language": feed.language}
    lines = [f"{key}: {value}" for key, value in head.items() if value]
    lines += [f"warning: {warning}" for warning in feed.warnings]
    for entry in feed.entries:
        lines += ["", *rendered_entry(entry)]
    return "\n".join(lines) + "\n"


def rendered_entry(entry: FeedEntry) -> list[str]:
    facts = {
        "title": entry.title,
        "url": entry.url,
        "id": entry.id,
        "published": entry.published.iso() if entry.published else None,
        "source": entry.source,
        "author": entry.author,
        "tags": " | ".join(entry.tags),
        "summary": entry.summary.replace("\n", " ¶ "),
        "full body" if entry.is_full else "body": entry.body.replace("\n", " ¶ "),
    }
    lines = [f"{key}: {value}" for key, value in facts.items() if value]
    return [*lines, *(f"warning: {warning}" for warning in entry.warnings)]


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_golden_feeds(path: Path) -> None:
    expected = path.with_name(f"{path.name}.expected").read_text(encoding="utf-8")
    assert rendered(parse_feed(path.read_bytes(), base_url="https://base.invalid/feed")) == expected
