"""Builders: the smallest valid values with only what a test is about spelled out."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from index.model import Article, Entity, FieldSpan, PartialDate
from index.store.digest import text_key
from index.store.feeds import Feed
from index.store.merging import GIVEN_ID_PREFIX

NOON = dt.datetime(2025, 11, 28, 4, 0, tzinfo=dt.UTC)


_HAN = "".join(map(chr, range(0x4E00, 0x9FA5)))


def letters_of(number: int) -> str:
    """Letters of the number's own, so that texts of one form are no copies (else comparing them is most of a test)."""
    return "".join(random.Random(number).choices(_HAN, k=60))


def an_article(
    title: str = "內蒙古獎勵稀土企業", body: str = "呼和浩特市公佈稀土產業獎勵辦法。", **overrides: Any
) -> Article:
    """An article with that text and, unless given, an id of its own by the text; *raw* is the body."""
    key = text_key(title, body)
    made_id = f"t{(key.title ^ (key.body << 1)) & 0xFFFF_FFFF_FFFF:012x}"
    article_id = overrides.pop("id", made_id)
    identity = overrides.pop("identity", f"{GIVEN_ID_PREFIX}{article_id}")
    raw = overrides.pop("raw", body)
    article = Article(id=article_id, identity=identity, title=title, body=body, raw=raw)
    return replace(article, **overrides)


def a_full_article() -> Article:
    """An article with every particular, signs that are hard to keep, and a raw text of its own."""
    return an_article(
        title="內蒙古獎勵稀土𠮷業",
        body="呼和浩特市公佈\n稀土\x00產業獎勵辦法。\u202e〇㐀",
        raw="責任編輯：王小明\n呼和浩特市公佈稀土產業獎勵辦法。",
        url="https://example.cn/a?b=1",
        published=PartialDate(year=2025, month=11, day=27, time=dt.time(10, 42, 3)),
        published_origin="given",
        event_date=PartialDate(month=2, day=29),
        fetched=PartialDate(year=2025, month=11, day=28),
        source="示例日報",
        author="王小明",
        tags=("稀土", "獎勵"),
        script="hant",
        given_regions=("1501",),
        regions=("15", "1501"),
        entities=(
            Entity(
                name="王小明",
                canonical="王小明",
                kind="person",
                office="局長",
                spans=(FieldSpan(field="title", start=0, end=3), FieldSpan(field="body", start=4, end=7)),
            ),
            Entity(name="稀土", canonical="稀土", kind="term"),
        ),
    )


def a_feed(url: str = "http://feeds.example/rss", **overrides: Any) -> Feed:
    """A feed that was just subscribed to."""
    return replace(Feed(url=url, added_at=NOON), **overrides)


def a_clock(start: dt.datetime = NOON, *, step_seconds: int = 60) -> Callable[[], dt.datetime]:
    """A clock that goes on by one step at each look, beginning at *start*."""
    looks = iter(range(10**9))
    return lambda: start + dt.timedelta(seconds=step_seconds * next(looks))
