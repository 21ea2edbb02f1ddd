"""The contract of the article store: what a second input of an article changes, on every store."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from index.model import PartialDate
from index.store.port import PutOutcome, PutResult
from tests.builders import NOON, a_full_article
from tests.contracts.store_archive import Archive

DAY = PartialDate(year=2025, month=11, day=27)
RICH = a_full_article()


def outcomes(results: list[PutResult]) -> list[PutOutcome]:
    return [result.outcome for result in results]


def test_another_body_makes_a_new_version(archive: Archive) -> None:
    first, second = archive.stored(RICH, replace(RICH, body="改", raw="改了"))
    assert (second.outcome, second.ordinal, second.version) == (PutOutcome.UPDATED, first.ordinal, 2)
    reader = archive.reader()
    assert (reader.article(RICH.id).article.body, reader.article(RICH.id).article.raw) == ("改", "改了")
    versions = [(one.number, one.title, one.body, one.stored_at) for one in reader.versions(RICH.id)]
    assert versions == [
        (1, RICH.title, RICH.body, NOON),
        (2, RICH.title, "改", NOON + dt.timedelta(minutes=1)),
    ]
    assert reader.verify() == ()


def test_an_earlier_body_is_unchanged_and_brings_neither_its_title_nor_what_its_text_says(
    archive: Archive,
) -> None:
    new = replace(RICH, title="新標題", body="改", raw="改了", entities=(), script="hans")
    results = archive.stored(RICH, new, RICH)
    assert results[2] == PutResult(
        outcome=PutOutcome.UNCHANGED, ordinal=results[0].ordinal, sequence=0, version=2
    )
    assert archive.reader().article(RICH.id).article == new


def test_an_earlier_body_brings_its_particulars(archive: Archive) -> None:
    new = replace(RICH, body="改", raw="改了", entities=(), regions=("15", "1501", "150102"))
    late = replace(
        RICH,
        published=DAY,
        published_origin="given",
        source="示例晚報",
        author="別人",
        tags=("稀土",),
        given_regions=("15",),
        regions=("15", "1502"),
    )
    last = archive.stored(RICH, new, late)[-1]
    assert (last.outcome, last.particulars, last.version) == (PutOutcome.UNCHANGED, True, 2)
    stored = archive.reader().article(RICH.id).article
    assert stored == replace(
        late, body="改", raw="改了", entities=(), regions=("15", "1501", "150102"), script=new.script
    )
    assert archive.reader().verify() == ()


def test_a_day_that_an_earlier_text_said_does_not_come_back_with_it(archive: Archive) -> None:
    undated = replace(RICH, published=None, published_origin=None)
    new = replace(undated, body="改")
    late = replace(undated, published=DAY, published_origin="dateline")
    assert archive.stored(undated, new, late)[-1].sequence == 0
    assert archive.reader().article(RICH.id).article.published is None


def test_another_title_over_the_same_body_is_no_new_version(archive: Archive) -> None:
    retitled = replace(RICH, title="新標題")
    results = archive.stored(RICH, retitled, retitled)
    assert [(one.outcome, one.version, one.particulars) for one in results] == [
        (PutOutcome.ADDED, 1, False),
        (PutOutcome.UNCHANGED, 1, True),
        (PutOutcome.UNCHANGED, 1, False),
    ]
    reader = archive.reader()
    assert reader.article(RICH.id).article == retitled
    assert [(one.number, one.title, one.body) for one in reader.versions(RICH.id)] == [
        (1, "新標題", RICH.body)
    ]
    assert [text.title for text in reader.texts([results[0].ordinal])] == ["新標題"]
    assert reader.verify() == ()


def test_an_earlier_version_keeps_the_title_that_it_had_last(archive: Archive) -> None:
    archive.stored(RICH, replace(RICH, title="二"), replace(RICH, title="三", body="改"))
    titles = [(one.number, one.title) for one in archive.reader().versions(RICH.id)]
    assert titles == [(1, "二"), (2, "三")]


def test_changed_particulars_are_no_new_version_but_a_change(archive: Archive) -> None:
    later = replace(RICH, published=DAY, source="示例晚報", tags=("稀土",), raw="新的")
    first, second = archive.stored(RICH, later)
    assert (second.outcome, second.particulars, second.version) == (PutOutcome.UNCHANGED, True, 1)
    assert second.sequence > first.sequence
    assert archive.reader().article(RICH.id).article == later
    assert len(archive.reader().versions(RICH.id)) == 1


def test_the_same_states_in_the_same_order_end_as_they_did(archive: Archive) -> None:
    states = (
        RICH,
        replace(RICH, title="新標題", tags=("稀土",)),
        replace(RICH, body="改", source="示例晚報"),
    )
    archive.stored(*states)
    before = archive.reader().article(RICH.id).article
    assert outcomes(archive.stored(*states)) == [PutOutcome.UNCHANGED] * 3
    assert archive.reader().article(RICH.id).article == before
    assert len(archive.reader().versions(RICH.id)) == 2


def test_what_an_input_lacks_is_kept(archive: Archive) -> None:
    bare = replace(
        RICH,
        raw="",
        url=None,
        published=None,
        published_origin=None,
        event_date=None,
        source=None,
        author=None,
        tags=(),
        given_regions=(),
        regions=(),
    )
    first, *_ = results = archive.stored(RICH, bare, replace(bare, title=""), replace(bare, body=""))
    assert outcomes(results)[1:] == [PutOutcome.UNCHANGED] * 3
    assert archive.reader().article(RICH.id).article == RICH
    assert archive.reader().last_sequence() == first.sequence


def test_a_title_alone_keeps_the_particulars_and_the_text_that_its_input_lacks(archive: Archive) -> None:
    update = replace(RICH, title="新標題", body="", raw="", published=None, published_origin=None)
    assert archive.stored(RICH, update)[1].version == 1
    assert archive.reader().article(RICH.id).article == replace(RICH, title="新標題")
    assert archive.reader().verify() == ()


def test_derived_entities_and_regions_follow_the_newest_derivation(archive: Archive) -> None:
    newer = replace(RICH, entities=RICH.entities[1:], given_regions=(), regions=("11",), script="mixed")
    _, second = archive.stored(RICH, newer)
    assert (second.outcome, second.particulars) == (PutOutcome.UNCHANGED, True)
    stored = archive.reader().article(RICH.id).article
    assert (stored.entities, stored.regions) == (RICH.entities[1:], ("15", "1501", "11"))
    assert (stored.given_regions, stored.script) == (("1501",), "mixed")


def test_another_raw_text_around_the_same_article_is_no_change(archive: Archive) -> None:
    assert outcomes(archive.stored(RICH, replace(RICH, raw="另一個廣告")))[1] is PutOutcome.UNCHANGED
