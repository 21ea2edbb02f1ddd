"""What a second input of a stored article changes: the decisions of `put`, for every store alike.

Pure: values in, values out. Whether two inputs are one article is decided before (`indexer/identity.py`); writing what
is decided here is the stores' part (`sqlite_store.py`, `memory_store.py`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import replace

from index.model import DATE_ORIGINS, Article, PartialDate
from index.store.digest import EMPTY_TEXT, TextKey

GIVEN_ID_PREFIX = "id:"
"""An identity that begins so is an id that the input gave itself; the id follows."""
URL_PREFIX = "url:"
"""An identity that begins so is a canonical URL."""


class TextChange(enum.Enum):
    """How an input's text stands to the versions that are stored."""

    SAME = "the current text"
    EARLIER = "a text that was there before"
    NEW = "a text not seen before"


def compare_texts(new: TextKey, current: TextKey, earlier: Iterable[TextKey]) -> TextChange:
    """Whether a text is the current one, an earlier one, or a new version.

    A body that an earlier version had is never new again, whatever its title: feeds deliver old states late. The
    current body under another title is new, unless both stood together before.
    """
    if new == current:
        return TextChange.SAME
    if new.body == current.body:
        return TextChange.EARLIER if new in set(earlier) else TextChange.NEW
    return TextChange.EARLIER if any(key.body == new.body for key in earlier) else TextChange.NEW


def complete_key(new: TextKey, current: TextKey) -> TextKey:
    """The key of the text that an input leaves: a title or body that it lacks stays the current one."""
    title = current.title if new.title == EMPTY_TEXT else new.title
    body = current.body if new.body == EMPTY_TEXT else new.body
    return TextKey(title, body)


def merge_particulars(stored: Article, incoming: Article) -> Article:
    """*incoming* under the identity of *stored*, with everything that it lacks taken from there.

    What an input does not say is not contradicted: a missing date, source, author, url, tag or given region stays as
    stored, and a day of publication gives way only to one that is trusted as much (given before feed before page before
    text). Script, entities and derived regions follow the newest derivation; regions that follow from given ones
    which stay, stay too, in front. Title, body and raw are the incoming ones.
    """
    published_from = _published_from(stored, incoming)
    return replace(
        incoming,
        id=stored.id,
        identity=stored.identity,
        url=_merged_url(stored, incoming),
        published=published_from.published,
        published_origin=published_from.published_origin,
        date_ahead=published_from.date_ahead,
        event_date=_merged_event(stored, incoming),
        fetched=_first_fetched(stored, incoming),
        source=incoming.source if incoming.source is not None else stored.source,
        author=incoming.author if incoming.author is not None else stored.author,
        tags=incoming.tags or stored.tags,
        given_regions=incoming.given_regions or stored.given_regions,
        regions=_merged_regions(stored, incoming),
    )


def merge_derived(stored: Article, derived: Article) -> Article:
    """*stored* with what detectors make of it now: regions, entities, script and the dates that its text gives."""
    return replace(
        stored,
        regions=derived.regions,
        entities=derived.entities,
        script=derived.script,
        published=derived.published,
        published_origin=derived.published_origin,
        event_date=derived.event_date,
        date_ahead=derived.date_ahead,
    )


def _published_from(stored: Article, incoming: Article) -> Article:
    """Which of both gives the day of publication: the one that is trusted more, of equals the newer one."""
    if incoming.published is None or stored.published is None:
        return incoming if incoming.published is not None else stored
    trust = [DATE_ORIGINS.index(one.published_origin or "given") for one in (stored, incoming)]
    if trust[0] != trust[1]:
        return stored if trust[0] < trust[1] else incoming
    is_reckoned = incoming.published_origin == "dateline"
    return stored if is_reckoned and _is_same_day(stored.published, incoming.published) else incoming


def _merged_event(stored: Article, incoming: Article) -> PartialDate | None:
    """The day of the event; the year that was reckoned when the text was new stays, unless one is given since."""
    if incoming.event_date is None:
        return stored.event_date
    if stored.event_date is None or not _is_same_day(stored.event_date, incoming.event_date):
        return incoming.event_date
    is_given = incoming.published is not None and incoming.published_origin != "dateline"
    return incoming.event_date if is_given and incoming.event_date.has_year else stored.event_date


def _is_same_day(stored: PartialDate, incoming: PartialDate) -> bool:
    """True for two days of one name, of which the stored one has a year."""
    return stored.has_year and (stored.month, stored.day) == (incoming.month, incoming.day)


def _first_fetched(stored: Article, incoming: Article) -> PartialDate | None:
    """The earlier day: a text is no younger than when it was first seen."""
    known = [date for date in (stored.fetched, incoming.fetched) if date is not None]
    return min(known, key=lambda date: date.sort_seconds() if date.has_year else 0, default=None)


def _merged_url(stored: Article, incoming: Article) -> str | None:
    # Where the URL is the identity, two spellings of it say the same: the first stays, or they would take turns.
    if incoming.url is None or (stored.url is not None and stored.identity.startswith(URL_PREFIX)):
        return stored.url
    return incoming.url


def _merged_regions(stored: Article, incoming: Article) -> tuple[str, ...]:
    if incoming.given_regions or not stored.given_regions:
        return incoming.regions
    # A division's code begins with the codes of those it lies in.
    kept = tuple(
        code for code in stored.regions if any(given.startswith(code) for given in stored.given_regions)
    )
    return kept + tuple(code for code in incoming.regions if code not in kept)
