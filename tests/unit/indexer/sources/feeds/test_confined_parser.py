"""Feeds read in a child process: the same is found, the limits hold, a hostile feed costs its child and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import ItemError
from indexer.sources.confined import ConfinedPool, Limits
from indexer.sources.feeds import ConfinedFeedParser, parse_feed
from indexer.sources.feeds.parsed_json import load_feed

GOLDEN = Path(__file__).resolve().parents[4] / "golden" / "feeds"
FEEDS = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".expected")
FEED = "<rss><channel><title>雲溪日報</title><item><title>縣府公佈稀土回收辦法</title></item></channel></rss>".encode()


@pytest.fixture(scope="module")
def feeds() -> Iterator[ConfinedFeedParser]:
    with ConfinedFeedParser() as parser:
        yield parser


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.name)
def test_what_the_child_reads_is_what_is_read_here(feeds: ConfinedFeedParser, path: Path) -> None:
    content = path.read_bytes()
    base = "https://base.invalid/feed"
    assert feeds.parse(content, base_url=base) == parse_feed(content, base_url=base)


def test_what_http_said_goes_along(feeds: ConfinedFeedParser) -> None:
    content = FEED.decode().encode("big5")
    assert feeds.parse(content, charset="big5") == parse_feed(content, charset="big5")


def test_half_a_surrogate_pair_in_an_id_comes_through(feeds: ConfinedFeedParser) -> None:
    content = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "\\ud842", "title": "\\ud842\\udfb7"}]}'
    assert feeds.parse(content) == parse_feed(content)


def test_what_is_no_feed_is_said_as_ever(feeds: ConfinedFeedParser) -> None:
    with pytest.raises(ItemError) as caught:
        feeds.parse(b"<html><body><form><input type=password></form></body></html>")
    assert caught.value.reason == "not a feed: got an HTML login page"


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(wall_seconds=0.0), "the feed cannot be read: it takes over 0 s"),
        (Limits(answer_bytes=64), "the feed cannot be read: over 64 bytes would come of it"),
    ],
)
def test_a_feed_over_a_limit_is_one_item_error(limits: Limits, reason: str) -> None:
    with ConfinedFeedParser(limits=limits) as parser, pytest.raises(ItemError) as caught:
        parser.parse(FEED)
    assert caught.value.reason == reason


def test_a_feed_that_takes_too_long_costs_its_child_and_the_next_one_is_read() -> None:
    # Each entry's raw repeats the declarations of the root.
    declared = "".join(f' xmlns:n{number}="urn:x-{number}"' for number in range(350))
    flood = f"<rss{declared}><channel>{'<item><title>一</title></item>' * 100_000}</channel></rss>"
    with ConfinedFeedParser(limits=Limits(cpu_seconds=1, wall_seconds=60)) as parser:
        with pytest.raises(ItemError) as caught:
            parser.parse(flood.encode())
        assert caught.value.reason == "the feed cannot be read: it takes over 1 s of processor time"
        assert parser.parse(FEED).title == "雲溪日報"


@pytest.mark.parametrize(
    "item",
    [
        f"<description>{'稀' * 2_900_000}</description>",
        f"<title>一</title><author>{'a' * 2_900_000}</author>",
        f"<title>一</title><guid>{'g' * 2_900_000}</guid>",
        f"<description>{'.' * 2_900_000}</description>",
    ],
    ids=["text", "author", "guid", "dots"],
)
def test_one_endless_text_is_read_within_the_limits(feeds: ConfinedFeedParser, item: str) -> None:
    assert len(feeds.parse(f"<rss><channel><item>{item}</item></channel></rss>".encode()).entries) == 1


def test_a_child_answers_so_many_questions_and_another_goes_on() -> None:
    question = (b"[null, null, null]", FEED)
    with ConfinedPool("indexer.sources.feeds.process", 1, questions_per_process=2) as children:
        answers = [children.ask(question) for _ in range(5)]
    assert [load_feed(answer).title for answer in answers] == ["雲溪日報"] * 5
