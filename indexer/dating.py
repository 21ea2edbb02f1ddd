"""Dating: the dates of an article, from what its input gave and what its text tells.

    published (given, feed, page, else by the address, a dateline, a line of its own) → does it lie ahead? → the event's day

Pure: no clock; the day on which an input is taken comes from the edge (`commands.py`, `InputDefaults.today`). `Pipeline` calls
this for new articles and for stored ones at a rebuild; what is found in texts stands in `detect/`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import itertools
import re
from typing import Final, NamedTuple

from index.model import Article, DateOrigin, PartialDate, choose_date
from indexer.detect.datelines import detect_dateline
from indexer.detect.event_dates import ReferenceDays, detect_event_date
from indexer.detect.publication import detect_publication, lies_ahead

_SIGN_OF_DATELINE: Final = re.compile("[日號号][专專特综綜]?[电電讯訊合]")
_TAG: Final = re.compile(r"<!\[CDATA\[|\]\]>|<[^<>]{0,400}>")
_DATELINES_LOOKED_AT: Final = 8
_MARKUP_LOOKED_AT: Final = 200_000
_ANY_DAY: Final = dt.date(2000, 1, 1)
_BEFORE_SIGN, _BEHIND_SIGN = 200, 30
"""Characters of markup that are read around the sign of a dateline."""


class Dating(NamedTuple):
    """The dates of an article and where they come from, named as its fields."""

    published: PartialDate | None
    published_origin: DateOrigin | None
    event_date: PartialDate | None
    date_ahead: bool


def date_article(article: Article, today: dt.date | None = None) -> Article:
    """*article* with its `Dating`."""
    return dataclasses.replace(article, **detect_dating(article, today)._asdict())


def detect_dating(article: Article, today: dt.date | None = None) -> Dating:
    """The day of publication where the input gave none, the day of the event, and whether the date lies ahead.

    "Ahead" is seen from the day of the fetch, else from *today*; where neither is known, a date that is found again keeps
    its mark.
    """
    head = _uncut_text(article.raw, article.body)
    published, origin = _published(article, head)
    day = _full_day(article.fetched) or today
    # A day of publication that cannot be is no day to reckon from either.
    trusted = None if published is not None and _lies_ahead(published, day, article) else published
    event_date = detect_event_date(
        article.title, article.body, ReferenceDays(published=trusted, fetched=article.fetched), head
    )
    by = choose_date(published, event_date)
    used = None if by is None else published if by == "published" else event_date
    return Dating(published, origin, event_date, used is not None and _lies_ahead(used, day, article))


def _uncut_text(raw: str, body: str) -> str:
    """The text before captions and bylines were cut from it, where *body* has no dateline; of markup what may be one.

    Nothing of a line of JSONL, from which nothing is cut.
    """
    begins = raw.lstrip()[:1]
    # Whatever the day: here it only counts that there is a dateline.
    if begins == "{" or detect_dateline(body, _ANY_DAY) is not None:
        return ""
    if begins != "<":
        return raw
    signs = itertools.islice(_SIGN_OF_DATELINE.finditer(raw, 0, _MARKUP_LOOKED_AT), _DATELINES_LOOKED_AT)
    pieces = [raw[max(0, sign.start() - _BEFORE_SIGN) : sign.end() + _BEHIND_SIGN] for sign in signs]
    # Feeds hold their HTML escaped once more.
    return "\n".join(_TAG.sub("\n", html.unescape(_TAG.sub("\n", piece))) for piece in pieces)


def _lies_ahead(date: PartialDate, day: dt.date | None, article: Article) -> bool:
    """Seen from *day*; without one, as *article* was marked, where this is one of its dates."""
    if day is not None:
        return lies_ahead(date, day)
    return article.date_ahead and date in (article.published, article.event_date)


def _published(article: Article, head: str) -> tuple[PartialDate | None, DateOrigin | None]:
    """What the input gave; else, and in place of an earlier finding, what the text tells."""
    given, origin = article.published, article.published_origin
    if given is not None and origin != "dateline":
        return given, origin
    found = detect_publication(article.body, head, _full_day(article.fetched), article.url)
    return (None, None) if found is None else (found.date, found.origin)


def _full_day(date: PartialDate | None) -> dt.date | None:
    return date.first_day() if date is not None and date.is_full else None
