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

_ORIGINS_OF_TEXT = ("dateline", "text")
"""Origins of a day of publication that was read in the text itself, so that it goes where that text goes."""


class BodyChange(enum.Enum):
    """How an input's body stands to the versions that are stored."""

    SAME = "the current body"
    EARLIER = "a body that was there before"
    NEW = "a body not seen before"


def compare_bodies(new: int, current: int, earlier: Iterable[int]) -> BodyChange:
    """Whether a body, by its digest, is the current one, one that an earlier version had, or makes a new version.

    Nothing but the body decides (ADR 4): the same body under another title is the same version, and one that was there
    before is never new again, since feeds deliver old states late.
    """
    if new == current:
        return BodyChange.SAME
    return BodyChange.EARLIER if new in earlier else BodyChange.NEW


def complete_key(new: TextKey, current: TextKey) -> TextKey:
    """The key of the text that an input leaves: a title or body that it lacks stays the current one."""
    title = current.title if new.title == EMPTY_TEXT else new.title
    body = current.body if new.body == EMPTY_TEXT else new.body
    return TextKey(title, body)


def merge_particulars(stored: Article, incoming: Article, *, is_same_body: bool) -> Article:
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
        event_date=_merged_event(stored, incoming, is_same_body=is_same_body),
        fetched=_first_fetched(stored, incoming),
        source=incoming.source if incoming.source is not None else stored.source,
        author=incoming.author if incoming.author is not None else stored.author,
        tags=incoming.tags or stored.tags,
        given_regions=incoming.given_regions or stored.given_regions,
        regions=_merged_regions(stored, incoming),
    )


def merge_late_particulars(stored: Article, incoming: Article) -> Article:
    """*stored* with what an *incoming* earlier state says beside its text: date, source, author, url, tags, given regions.

    Its title, its entities and what else follows from its text belong to a version that was superseded.
    """
    is_dated = incoming.published_origin not in _ORIGINS_OF_TEXT
    published_from = _published_from(stored, incoming) if is_dated else stored
    return replace(
        stored,
        url=_merged_url(stored, incoming),
        published=published_from.published,
        published_origin=published_from.published_origin,
        date_ahead=published_from.date_ahead,
        fetched=_first_fetched(stored, incoming),
        source=incoming.source if incoming.source is not None else stored.source,
        author=incoming.author if incoming.author is not None else stored.author,
        tags=incoming.tags or stored.tags,
        given_regions=incoming.given_regions or stored.given_regions,
        regions=_narrowed_regions(stored, incoming),
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
    is_reckoned = incoming.published_origin == "dateline" and not _is_seen_earlier(stored, incoming)
    return stored if is_reckoned and _is_same_day(stored.published, incoming.published) else incoming


def _merged_event(stored: Article, incoming: Article, *, is_same_body: bool) -> PartialDate | None:
    """The day of the event; what was reckoned when the text was new stays, unless a day of publication is given since.

    Where the text turns out to be older than was known, the year follows: `rebuild` reckons from the same days.
    """
    if incoming.event_date is None:
        return stored.event_date
    is_reckoned = {stored.published_origin, incoming.published_origin} <= {None, "dateline"}
    if stored.event_date is not None and is_same_body and is_reckoned and _is_seen_earlier(incoming, stored):
        return stored.event_date
    if stored.event_date is None or not _is_same_day(stored.event_date, incoming.event_date):
        return incoming.event_date
    is_given = incoming.published is not None and incoming.published_origin != "dateline"
    is_older = stored.published_origin in (None, "dateline") and _is_seen_earlier(stored, incoming)
    return (
        incoming.event_date if (is_given or is_older) and incoming.event_date.has_year else stored.event_date
    )


def _is_same_day(stored: PartialDate, incoming: PartialDate) -> bool:
    """True for two days of one name, of which the stored one has a year."""
    return stored.has_year and (stored.month, stored.day) == (incoming.month, incoming.day)


def _first_fetched(stored: Article, incoming: Article) -> PartialDate | None:
    """The earlier day: a text is no younger than when it was first seen. From what is no full day nothing can be reckoned."""
    known = [date for date in (stored.fetched, incoming.fetched) if date is not None]
    return min(
        known, key=lambda date: (not date.is_full, date.sort_seconds() if date.has_year else 0), default=None
    )


def _is_seen_earlier(stored: Article, incoming: Article) -> bool:
    """True where the input was saved before the day that the stored article was taken to be first seen on."""
    first = _first_fetched(stored, incoming)
    return stored.fetched is not None and first is not None and first.is_full and first != stored.fetched


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


def _narrowed_regions(stored: Article, incoming: Article) -> tuple[str, ...]:
    """The regions that *incoming* gives, with what they lie in, then those of *stored* that lie in one of them."""
    given = incoming.given_regions
    if not given:
        return stored.regions
    outer = tuple(code for code in incoming.regions if any(one.startswith(code) for one in given))
    inner = tuple(
        code for code in stored.regions if code not in outer and any(code.startswith(one) for one in given)
    )
    return outer + inner
