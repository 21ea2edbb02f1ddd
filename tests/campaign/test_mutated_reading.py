"""A hundred thousand mutated feeds and pages: an answer or one ItemError each, none over ten seconds, no markup stored but what was text."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from index.errors import ItemError
from indexer.inputs import ParsedFeed
from indexer.sources.feeds import ConfinedFeedParser, find_feed_links, parse_feed, parse_opml
from indexer.sources.pages import PageExtractor
from tests.campaign.mutations import mutated

pytestmark = pytest.mark.campaign

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
FEEDS = 80_000
PAGES = 20_000
MOST_SECONDS = 10.0
TITLE_ELEMENT = re.compile(r"<title[^>]*>(.*?)(?:</title|$)", re.IGNORECASE | re.DOTALL)
PARTED = re.compile(r"<[?!][^>]*>")
ESCAPED_TAG = re.compile(r"(?:&|&amp;)(?:lt|#0*60|#x0*3c);?\s*/?([a-z][a-z0-9]*)", re.IGNORECASE)
TAG = re.compile(r"<(script|style|img|svg|iframe|math|table|h1)(?=[\s/>])[^<]*>", re.IGNORECASE)


def load_seeds(folder: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((GOLDEN / folder).iterdir()) if path.suffix != ".expected"]


def read_all(inputs: Iterable[bytes], read: Callable[[bytes], Sequence[str]]) -> Iterator[str]:
    """What is wrong with each answer: too slow, or markup in it."""
    for number, content in enumerate(inputs):
        started = time.monotonic()
        try:
            texts = read(content)
        except ItemError:
            texts = ()
        if time.monotonic() - started > MOST_SECONDS:
            yield f"{number}: over {MOST_SECONDS:.0f} s"
        markup = content.decode("utf-8", "replace")
        # In a title element nothing is a tag.
        written = {name.lower() for name in ESCAPED_TAG.findall(markup)} | {
            name.lower() for title in TITLE_ELEMENT.findall(markup) for name in TAG.findall(title)
        }
        # <<?…?>style> is the text <style> in a browser too: what parts its signs shows nothing.
        joined = Counter(TAG.findall(PARTED.sub("", markup))) - Counter(TAG.findall(markup))
        written |= {name.lower() for name in joined}
        stored = {name.lower() for text in texts for name in TAG.findall(text)}
        if stored - written:
            yield f"{number}: markup in {texts!r}"[:400]


def test_mutated_feeds() -> None:
    def read(content: bytes) -> list[str]:
        feed = parse_feed(content, base_url="https://a.invalid/")
        find_feed_links(content, "https://a.invalid/", None)
        assert all(
            entry.url is None or entry.url.startswith(("http://", "https://")) for entry in feed.entries
        )
        # What Atom and JSON Feed call text may hold any sign.
        if re.search(rb"<(?:feed|entry)|jsonfeed", content, re.IGNORECASE):
            return []
        return [text for entry in feed.entries for text in (entry.title, entry.summary, entry.body)]

    assert list(read_all(mutated(load_seeds("feeds"), FEEDS, seed=13), read)) == []


def test_mutated_feeds_come_through_the_child_as_they_are_read_here() -> None:
    def read_or_reason(read: Callable[[bytes], ParsedFeed], content: bytes) -> ParsedFeed | str:
        try:
            return read(content)
        except ItemError as error:
            return error.reason

    with ConfinedFeedParser() as feeds:
        differing = [
            content
            for content in mutated(load_seeds("feeds"), FEEDS // 10, seed=16)
            if read_or_reason(feeds.parse, content) != read_or_reason(parse_feed, content)
        ]
    assert differing == []


def test_mutated_lists_of_feeds() -> None:
    seed = b'<opml version="2.0"><body><outline text="x"><outline text="y" xmlUrl="https://a.invalid/1"/></outline></body></opml>'

    def read(content: bytes) -> list[str]:
        return [outline.url for outline in parse_opml(content).outlines]

    assert list(read_all(mutated([seed, *load_seeds("feeds")], FEEDS // 10, seed=14), read)) == []


def test_mutated_pages() -> None:
    with PageExtractor() as pages:

        def read(content: bytes) -> list[str]:
            found = pages.extract(content, url="https://a.invalid/", charset=None)
            assert found.url is None or found.url.startswith(("http://", "https://"))
            return [found.body]

        assert list(read_all(mutated(load_seeds("pages"), PAGES, seed=15), read)) == []
