"""The contract of the article store where two inputs of one article give different dates, on every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.model import DateOrigin, PartialDate
from index.store.port import PutOutcome
from tests.builders import a_full_article
from tests.contracts.store_archive import Archive

RICH = a_full_article()
REPORT = replace(
    RICH, published=PartialDate(year=2025, month=11, day=28), published_origin="feed", event_date=None
)
NEXT_YEAR = PartialDate(year=2026, month=11, day=27)
THIS_YEAR = PartialDate(year=2025, month=11, day=27)
NO_YEAR = PartialDate(month=11, day=27)


@pytest.mark.parametrize(
    ("origin", "published"),
    [("given", THIS_YEAR), ("feed", THIS_YEAR), ("page", REPORT.published), ("dateline", REPORT.published)],
)
def test_a_day_of_publication_gives_way_to_one_that_is_trusted_as_much(
    archive: Archive, origin: DateOrigin, published: PartialDate
) -> None:
    archive.stored(REPORT, replace(REPORT, published=THIS_YEAR, published_origin=origin))
    assert archive.reader().article(RICH.id).article.published == published


@pytest.mark.parametrize("later", [NEXT_YEAR, NO_YEAR])
def test_a_year_that_was_reckoned_when_the_text_was_new_stays(archive: Archive, later: PartialDate) -> None:
    first = replace(
        RICH, published=THIS_YEAR, published_origin="dateline", event_date=THIS_YEAR, fetched=THIS_YEAR
    )
    again = replace(first, published=later, event_date=later, fetched=NEXT_YEAR)
    assert [one.outcome for one in archive.stored(first, again)] == [PutOutcome.ADDED, PutOutcome.UNCHANGED]


def test_a_year_that_is_known_since_takes_the_place_of_none(archive: Archive) -> None:
    first = replace(RICH, published=None, published_origin=None, event_date=NO_YEAR)
    archive.stored(first, replace(first, event_date=THIS_YEAR, fetched=THIS_YEAR))
    stored = archive.reader().article(RICH.id).article
    assert (stored.event_date, stored.fetched) == (THIS_YEAR, THIS_YEAR)


@pytest.mark.parametrize("vague", [PartialDate(year=2025), PartialDate(year=2025, month=11)])
def test_a_day_of_the_fetch_stays_where_a_vaguer_one_comes(archive: Archive, vague: PartialDate) -> None:
    first = replace(RICH, published=None, published_origin=None, event_date=THIS_YEAR, fetched=THIS_YEAR)
    archive.stored(first, replace(first, event_date=NO_YEAR, fetched=vague))
    stored = archive.reader().article(RICH.id).article
    assert (stored.event_date, stored.fetched) == (THIS_YEAR, THIS_YEAR)


def test_yesterday_stays_the_day_before_the_text_was_first_seen(archive: Archive) -> None:
    first = replace(RICH, published=None, published_origin=None, event_date=THIS_YEAR, fetched=THIS_YEAR)
    archive.stored(
        first, replace(first, event_date=PartialDate(year=2026, month=11, day=26), fetched=NEXT_YEAR)
    )
    assert archive.reader().article(RICH.id).article.event_date == THIS_YEAR


def test_a_text_that_was_seen_earlier_than_known_is_dated_by_that(archive: Archive) -> None:
    first = replace(
        RICH, published=NEXT_YEAR, published_origin="dateline", event_date=NEXT_YEAR, fetched=NEXT_YEAR
    )
    archive.stored(first, replace(first, published=THIS_YEAR, event_date=THIS_YEAR, fetched=THIS_YEAR))
    stored = archive.reader().article(RICH.id).article
    assert (stored.published, stored.event_date, stored.fetched) == (THIS_YEAR, THIS_YEAR, THIS_YEAR)


def test_a_date_that_lies_ahead_is_indexed_as_none(archive: Archive) -> None:
    (first,) = archive.stored(RICH)
    digest = archive.reader().article(RICH.id).digest
    archive.stored(replace(RICH, date_ahead=True))
    stored = archive.reader().article(RICH.id)
    assert (stored.article.date_ahead, stored.digest != digest) == (True, True)
    assert archive.reader().verify() == ()
    archive.stored(RICH)
    assert archive.reader().article(RICH.id).article.date_ahead is False
    assert first.outcome is PutOutcome.ADDED
