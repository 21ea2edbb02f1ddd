"""The laws of stories on every engine: found where any article matches, shown by the earliest that does, counted once."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from index.engines.criteria import AllArticles, AllOf, AnyKeyword, Criterion, DayRange, RankedQuery, Without
from index.engines.port import Candidate, Engine, EngineReader, Selection, TallyRequest, TimeCount
from index.schema import FACET_NAMES, IndexDocument, TimeUnit
from tests.builders_engine import a_run, an_index_document

BuildIndex = Callable[[Iterable[IndexDocument]], EngineReader]
UNITS: tuple[TimeUnit, ...] = ("year", "month", "day")
DATES = (None, "2023", "2024-05", "2024-05-03", "2024-05-03T09:30", "2025-01-31", "2025-02-01T00:00")
WORDS = ("稀土", "出口", "低空", "管制", "企業")
CRITERIA: tuple[Criterion, ...] = (
    AllArticles(),
    a_run("稀土"),
    a_run("出口"),
    AllOf(children=(a_run("低空"), AnyKeyword(field="region", values=("15",)))),
    AllOf(children=(a_run("企業"), DayRange(first=20_240_501, last=20_241_231))),
    Without(child=a_run("稀土")),
    a_run("無此詞"),
)


def random_documents(seed: int, number: int = 120) -> list[IndexDocument]:
    """Articles in stories of one to six; values and dates of one story's articles differ."""
    chance = random.Random(seed)
    documents = []
    for ordinal in range(1, number + 1):
        story = chance.choice((0, 0, 0, 3, 7, 20, 41, 42, 43, 44, 45))
        documents.append(
            an_index_document(
                ordinal,
                title=chance.choice(WORDS),
                body="，".join(chance.choices(WORDS, k=3)),
                date=chance.choice(DATES),
                region=tuple(chance.sample(["15", "1501", "44"], k=chance.randint(0, 3))),
                term=tuple(chance.sample(WORDS, k=chance.randint(0, 2))),
                story=story,
            )
        )
    return documents


def groups_of(documents: Sequence[IndexDocument], selected: set[int]) -> list[list[IndexDocument]]:
    """The selected articles by story, in each the one that shows it first."""
    groups: dict[str, list[IndexDocument]] = {}
    for document in documents:
        if document.ordinal in selected:
            key = f"story {document.story}" if document.story else f"article {document.ordinal}"
            groups.setdefault(key, []).append(document)
    return [sorted(group, key=day_and_age) for group in groups.values()]


def day_and_age(document: IndexDocument) -> tuple[int, int]:
    return (document.first_day or 99_999_999, document.ordinal)


def selected_by(reader: EngineReader, criterion: Criterion) -> set[int]:
    return {one.ordinal for one in reader.newest(criterion, 1_000).candidates}


@pytest.mark.parametrize("seed", range(3))
def test_totals_values_and_times_count_each_story_once(index_of: BuildIndex, seed: int) -> None:
    documents = random_documents(seed)
    reader = index_of(documents)
    for criterion in CRITERIA:
        groups = groups_of(documents, selected_by(reader, criterion))
        request = TallyRequest(
            criterion=criterion, facets=FACET_NAMES, limit=50, units=UNITS, counted="stories"
        )
        tally = reader.tally(request)
        assert tally.total == len(groups)
        assert tally.undated == sum(any(not one.first_day for one in group) for group in groups)
        for facet in tally.facets:
            expected = Counter(
                value for group in groups for value in {v for one in group for v in getattr(one, facet.field)}
            )
            assert {one.value: one.count for one in facet.values} == expected
        for times in tally.times:
            starts = Counter(
                start
                for group in groups
                for start in {s for one in group for s in getattr(one, f"{times.unit}s")}
            )
            assert times.counts == tuple(TimeCount(*one) for one in sorted(starts.items()))


@pytest.mark.parametrize("seed", range(3))
def test_a_story_is_shown_by_its_earliest_article_among_the_selected(index_of: BuildIndex, seed: int) -> None:
    documents = random_documents(seed)
    reader = index_of(documents)
    for criterion in CRITERIA:
        groups = groups_of(documents, selected_by(reader, criterion))
        shown = sorted((-group[0].sort_seconds, group[0].ordinal) for group in groups)
        newest = reader.newest(criterion, 1_000, "stories")
        assert newest.total == len(groups)
        assert sorted((-one.sort_seconds, one.ordinal) for one in newest.candidates) == shown
        best = reader.best(RankedQuery(criterion=criterion), 1_000, "stories")
        assert best.total == len(groups)
        assert {one.ordinal for one in best.candidates} == {ordinal for _, ordinal in shown}


@pytest.mark.parametrize("limit", [1, 3, 10, 40])
def test_the_first_stories_are_the_same_whatever_the_limit(index_of: BuildIndex, limit: int) -> None:
    reader = index_of(random_documents(4))
    for criterion in CRITERIA:
        asked: tuple[Callable[[int], Selection], ...] = (
            lambda n, c=criterion: reader.newest(c, n, "stories"),  # type: ignore[misc]
            lambda n, c=criterion: reader.best(RankedQuery(criterion=c), n, "stories"),  # type: ignore[misc]
        )
        for ask in asked:
            whole, first = ask(1_000), ask(limit)
            assert first.total == whole.total
            assert len(first.candidates) >= min(limit, whole.total)
            kept = len(first.candidates)
            assert set(map(places, first.candidates)) == set(map(places, whole.candidates[:kept]))


def places(candidate: Candidate) -> tuple[int, float, int]:
    return (candidate.ordinal, round(candidate.score, 5), candidate.sort_seconds)


def test_a_story_ranks_as_its_best_article_and_is_dated_as_the_one_that_shows_it(
    index_of: BuildIndex,
) -> None:
    reader = index_of(
        [
            an_index_document(1, body="稀土" + "。甲乙丙丁" * 40, date="2024-01-01", story=1),
            an_index_document(2, body="稀土。甲乙丙丁" * 20, date="2024-06-01"),
            an_index_document(3, title="稀土", body="稀土稀土稀土", date="2025-01-01", story=1),
        ]
    )
    best = reader.best(RankedQuery(criterion=a_run("稀土")), 10, "stories")
    assert [one.ordinal for one in best.candidates] == [1, 2]
    (alone, *_) = reader.best(RankedQuery(criterion=a_run("稀土")), 10).candidates
    assert best.candidates[0].score == pytest.approx(alone.score)
    assert alone.ordinal == 3
    newest = reader.newest(a_run("稀土"), 10, "stories")
    assert [one.ordinal for one in newest.candidates] == [2, 1]


def test_many_copies_hide_nothing_behind_them(index_of: BuildIndex) -> None:
    copies = [
        an_index_document(n, title="稀土", body="稀土", date="2025-01-01", story=1) for n in range(1, 601)
    ]
    others = [an_index_document(n, body=f"稀土{n}", date=f"2024-{n - 600:02d}-01") for n in range(601, 606)]
    reader = index_of([*copies, *others])
    for found in (
        reader.best(RankedQuery(criterion=a_run("稀土")), 3, "stories"),
        reader.newest(a_run("稀土"), 3, "stories"),
    ):
        assert found.total == 6
        assert found.candidates[0].ordinal == 1
        assert len(found.candidates) >= 3


def test_an_undated_article_shows_a_story_last(index_of: BuildIndex) -> None:
    reader = index_of(
        [
            an_index_document(1, body="稀土", story=1),
            an_index_document(2, body="稀土", date="2025", story=1),
            an_index_document(3, body="稀土", date="2025-01-01T08:00", story=1),
            an_index_document(4, body="出口", story=4),
            an_index_document(5, body="出口", story=4),
        ]
    )
    assert [one.ordinal for one in reader.newest(a_run("稀土"), 5, "stories").candidates] == [2]
    assert [one.ordinal for one in reader.newest(a_run("出口"), 5, "stories").candidates] == [4]


def test_articles_count_by_themselves_where_they_are_asked_for(index_of: BuildIndex) -> None:
    documents = random_documents(5)
    reader = index_of(documents)
    tally = reader.tally(TallyRequest(criterion=AllArticles()))
    assert (tally.total, reader.newest(AllArticles(), 5).total) == (120, 120)
    assert tally.undated == sum(not one.first_day for one in documents)


def test_a_story_follows_what_is_replaced_and_removed(engine: Engine, folder: Path) -> None:
    writer = engine.open_writer(folder)
    writer.add(an_index_document(n, body="稀土", date="2025-01-01", story=1) for n in (1, 2, 3))
    writer.commit()
    reader = engine.open_reader(folder)
    assert reader.tally(TallyRequest(criterion=a_run("稀土"), counted="stories")).total == 1
    writer.remove([1])
    writer.add([an_index_document(2, body="稀土", date="2025-01-01"), an_index_document(3, body="稀土")])
    writer.commit()
    reader = reader.reopened()
    assert reader.tally(TallyRequest(criterion=a_run("稀土"), counted="stories")).total == 2
    assert {(one.ordinal, one.story) for one in reader.states()} == {(2, 0), (3, 0)}
    assert [one.ordinal for one in reader.newest(a_run("稀土"), 5, "stories").candidates] == [2, 3]
    writer.close()
    reader.close()
