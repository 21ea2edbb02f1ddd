"""The engine contract: the laws of `index/engines/port.py` on every engine of the registry; here its life and its counts.

`test_engine_runs.py`, `test_engine_order.py` and `test_engine_damage.py` go on.
"""

import random
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from index.engines.criteria import (
    AddedAfter,
    AllArticles,
    AllOf,
    AnyKeyword,
    AnyOf,
    Criterion,
    DayRange,
    NoArticles,
    UnitPrefix,
    Without,
)
from index.engines.port import (
    Engine,
    EngineReader,
    IndexedState,
    Tally,
    TallyRequest,
    TimeCount,
    TimeCounts,
    ValueCount,
)
from index.engines.registry import DEFAULT_ENGINE, ENGINES, engine_named
from index.errors import UserError
from index.schema import DATED_BY_EVENT, FACET_NAMES, FacetName, TimeUnit
from tests.builders_engine import a_run, an_index_document
from tests.contracts.conftest import BuildIndex
from tests.contracts.engine_answers import bodies, commit, found


def values(reader: EngineReader, field: FacetName) -> tuple[ValueCount, ...]:
    (counts,) = reader.tally(TallyRequest(criterion=AllArticles(), facets=(field,), limit=20)).facets
    return counts.values


def test_an_empty_index_answers_everything_with_nothing(engine: Engine, folder: Path) -> None:
    reader = engine.open_reader(folder)
    criteria: tuple[Criterion, ...] = (
        AllArticles(), NoArticles(), a_run("稀土"), a_run("稀土出口"), UnitPrefix(prefix="te"), DayRange(first=1, last=99991231),
        AnyKeyword(field="region", values=("15",)), Without(child=a_run("稀土")),
        AddedAfter(ordinal=0),
    )  # fmt: skip
    for criterion in criteria:
        assert found(reader, criterion) == set()
    tally = reader.tally(TallyRequest(criterion=AllArticles(), facets=FACET_NAMES, units=("month",)))
    assert tally.total == 0
    assert [facet.values for facet in tally.facets] == [()] * len(FACET_NAMES)
    assert [times.counts for times in tally.times] == [()]
    assert reader.frequency(a_run("稀土")) == 0
    assert list(reader.states()) == []
    assert reader.last_sequence() == 0
    assert engine.verify(folder) == ()
    assert reader.is_newest()
    reader.close()


def test_added_articles_are_found_by_a_reader_opened_later(index_of: BuildIndex) -> None:
    reader = index_of(bodies("稀土出口管制", "人工智能"))
    assert found(reader, AllArticles()) == {1, 2}
    assert found(reader, NoArticles()) == set()
    assert found(reader, a_run("稀土")) == {1}


def test_spellings_are_looked_up_and_counted_by_no_facet(index_of: BuildIndex) -> None:
    reader = index_of(
        [
            an_index_document(1, organisation=("包钢集团",), spelling=("organisation:包钢",)),
            an_index_document(2, organisation=("包钢",)),
        ]
    )
    assert found(reader, AnyKeyword(field="spelling", values=("organisation:包钢",))) == {1}
    assert found(reader, AnyKeyword(field="spelling", values=("包钢", "person:包钢"))) == set()
    assert [one.value for one in values(reader, "organisation")] == ["包钢", "包钢集团"]


def test_what_is_dated_by_its_event_is_looked_up(index_of: BuildIndex) -> None:
    reader = index_of([an_index_document(1, dated_by=(DATED_BY_EVENT,)), an_index_document(2)])
    assert found(reader, AnyKeyword(field="dated_by", values=(DATED_BY_EVENT,))) == {1}


def test_a_count_within_others_is_the_same_whatever_was_asked_before(engine: Engine, folder: Path) -> None:
    dated = AnyKeyword(field="dated_by", values=(DATED_BY_EVENT,))
    commit(
        engine,
        folder,
        [
            an_index_document(number, body=body, dated_by=(DATED_BY_EVENT,) if number % 2 else ())
            for number, body in enumerate(("稀土", "稀土出口", "低空经济", "出口"), start=1)
        ],
    )
    for words in ("稀土", "出口", "低空"):
        within = a_run(words)
        fresh, asked = engine.open_reader(folder), engine.open_reader(folder)
        asked.tally(TallyRequest(criterion=within))
        both = found(fresh, AllOf(children=(dated, within)))
        assert asked.count(dated, within) == fresh.count(dated, within) == len(both)
        fresh.close()
        asked.close()


def test_added_after_selects_what_came_later(index_of: BuildIndex) -> None:
    reader = index_of(bodies("稀土出口", "人工智能", "稀土开采"))
    assert found(reader, AddedAfter(ordinal=0)) == {1, 2, 3}
    assert found(reader, AddedAfter(ordinal=2)) == {3}
    assert found(reader, AddedAfter(ordinal=3)) == set()
    assert found(reader, AllOf(children=(a_run("稀土"), AddedAfter(ordinal=1)))) == {3}
    assert found(reader, Without(child=AddedAfter(ordinal=1))) == {1}


def test_nothing_is_visible_before_commit_nor_to_a_reader_of_before(
    engine: Engine, folder: Path, index_of: BuildIndex
) -> None:
    reader = index_of(bodies("稀土出口"))
    writer = engine.open_writer(folder)
    writer.add([an_index_document(2, body="稀土开采")])
    assert reader.is_newest()
    other = engine.open_reader(folder)
    assert found(other, AllArticles()) == {1}
    other.close()
    writer.commit()
    assert found(reader, a_run("稀土")) == {1}
    assert not reader.is_newest()
    newest = reader.reopened()
    assert found(newest, a_run("稀土")) == {1, 2}
    assert newest.is_newest()
    assert found(reader, a_run("稀土")) == {1}
    newest.close()
    writer.close()


def test_a_writer_closed_without_commit_leaves_the_last_committed_state(
    engine: Engine, folder: Path, index_of: BuildIndex
) -> None:
    reader = index_of(bodies("稀土出口", "人工智能"))
    writer = engine.open_writer(folder)
    writer.add([an_index_document(1, body="换了内容"), an_index_document(3, body="新的")])
    writer.remove([2])
    writer.close()
    reader = reader.reopened()
    assert found(reader, AllArticles()) == {1, 2}
    assert found(reader, a_run("稀土")) == {1}
    assert engine.verify(folder) == ()


def test_adding_replaces_by_ordinal(engine: Engine, folder: Path, index_of: BuildIndex) -> None:
    reader = index_of(bodies("稀土出口", "人工智能"))
    writer = engine.open_writer(folder)
    writer.add([an_index_document(1, body="绿色发展", sequence=9, digest=-5)])
    writer.commit()
    writer.close()
    reader = reader.reopened()
    assert found(reader, AllArticles()) == {1, 2}
    assert found(reader, a_run("稀土")) == set()
    assert found(reader, a_run("绿色")) == {1}
    assert reader.frequency(a_run("稀土")) == 0
    assert set(reader.states()) == {IndexedState(1, 9, -5, 0), IndexedState(2, 2, 14, 0)}


def test_the_last_of_several_states_in_one_commit_wins(engine: Engine, folder: Path) -> None:
    writer = engine.open_writer(folder)
    writer.add(bodies("稀土出口", "人工智能", "粮食安全"))
    writer.add(
        [an_index_document(1, body="乡村振兴"), an_index_document(1, body="绿色发展"), an_index_document(4)]
    )
    writer.remove([2, 4, 77])
    writer.add([an_index_document(4, body="又来了")])
    writer.commit()
    writer.close()
    reader = engine.open_reader(folder)
    assert found(reader, AllArticles()) == {1, 3, 4}
    assert found(reader, a_run("绿色")) == {1}
    assert found(reader, AnyOf(children=(a_run("稀土"), a_run("乡村振兴"), a_run("人工")))) == set()
    reader.close()


def test_removing_takes_articles_out_of_totals_facets_and_frequencies(
    engine: Engine, folder: Path, index_of: BuildIndex
) -> None:
    texts = [
        an_index_document(number, body="稀土出口", region=("15",), date="2025-11") for number in range(1, 6)
    ]
    reader = index_of(texts)
    writer = engine.open_writer(folder)
    writer.remove([2, 4, 4, 1000])
    writer.commit()
    reader = reader.reopened()
    assert found(reader, a_run("稀土出口")) == {1, 3, 5}
    assert values(reader, "region") == (ValueCount("15", 3),)
    tally = reader.tally(TallyRequest(criterion=AllArticles(), units=("month",)))
    assert (tally.total, tally.times) == (3, (TimeCounts(unit="month", counts=(TimeCount(202511, 3),)),))
    assert reader.frequency(a_run("稀土")) == 3
    assert reader.frequency(a_run("稀")) == 3
    writer.remove([1, 3, 5])
    writer.commit()
    writer.close()
    reader = reader.reopened()
    assert found(reader, AllArticles()) == set()
    assert reader.last_sequence() == 0
    assert engine.verify(folder) == ()


def test_many_commits_and_reopenings_keep_everything(engine: Engine, folder: Path) -> None:
    for number in range(1, 13):
        writer = engine.open_writer(folder)
        writer.add(
            [
                an_index_document(
                    number, body=f"第{number}条 稀土出口管制 批次{number % 3}", person=(f"人{number % 3}",)
                )
            ]
        )
        writer.remove([number - 6])
        writer.commit()
        writer.close()
    reader = engine.open_reader(folder)
    assert found(reader, a_run("稀土出口管制")) == set(range(7, 13))
    assert found(reader, a_run("批次1")) == {7, 10}
    assert values(reader, "person") == (
        ValueCount("人0", 2), ValueCount("人1", 2), ValueCount("人2", 2)
    )  # fmt: skip
    assert {state.ordinal for state in reader.states()} == set(range(7, 13))
    assert engine.verify(folder) == ()
    reader.close()


def test_a_commit_of_nothing_is_no_error(engine: Engine, folder: Path, index_of: BuildIndex) -> None:
    reader = index_of(bodies("稀土出口"))
    writer = engine.open_writer(folder)
    writer.add([])
    writer.remove([])
    writer.commit()
    writer.commit()
    writer.close()
    reader = reader.reopened()
    assert found(reader, AllArticles()) == {1}


def test_a_writer_goes_on_after_a_commit(engine: Engine, folder: Path) -> None:
    writer = engine.open_writer(folder)
    writer.add(bodies("稀土"))
    writer.commit()
    writer.add([an_index_document(2, body="稀土"), an_index_document(1, body="粮食")])
    writer.commit()
    writer.close()
    reader = engine.open_reader(folder)
    assert found(reader, a_run("稀土")) == {2}
    assert found(reader, AllArticles()) == {1, 2}
    reader.close()


def test_states_and_last_sequence_tell_what_is_indexed(index_of: BuildIndex) -> None:
    big = 2**62
    documents = [
        an_index_document(5, body="稀土", sequence=40, digest=-big),
        an_index_document(9, body="粮食", sequence=big, digest=big),
        an_index_document(2**40, body="水", sequence=3, digest=0),
    ]
    reader = index_of(documents)
    assert sorted(reader.states(), key=lambda state: state.ordinal) == [
        IndexedState(5, 40, -big, 0), IndexedState(9, big, big, 0), IndexedState(2**40, 3, 0, 0)
    ]  # fmt: skip
    assert reader.last_sequence() == big


def test_a_writer_tells_what_is_committed_and_nothing_more(engine: Engine, folder: Path) -> None:
    with closing(engine.open_writer(folder)) as writer:
        told = [writer.committed()]
        writer.add([an_index_document(5, sequence=40), an_index_document(9, sequence=7)])
        told.append(writer.committed())
        writer.commit()
        writer.remove([9])
        told.append(writer.committed())
    assert [(one.articles, one.last_sequence) for one in told] == [(0, 0), (0, 0), (2, 40)]


def test_facets_and_timeline_equal_brute_force(index_of: BuildIndex) -> None:
    chance = random.Random(11)
    documents = []
    for number in range(1, 301):
        date = chance.choice(
            [None, "2024", f"2024-{chance.randint(1, 12):02d}", f"2023-05-{chance.randint(1, 31):02d}"]
        )
        documents.append(
            an_index_document(
                number,
                body=chance.choice(["稀土出口", "粮食安全", "稀土与粮食"]),
                date=date,
                region=tuple(chance.sample(["15", "1501", "44", "71"], chance.randint(0, 3))),
                person=tuple(f"人{chance.randint(1, 60)}" for _ in range(chance.randint(0, 2))),
                source=chance.choice(["", "人民日报", "新华社"]),
            )
        )
    reader = index_of(documents)
    criterion = AllOf(children=(a_run("稀土"), Without(child=AnyKeyword(field="region", values=("44",)))))
    chosen = [row for row in documents if "稀土" in row.body_bigrams.split() and "44" not in row.region]
    units: tuple[TimeUnit, ...] = ("day", "year", "month")
    tally = reader.tally(TallyRequest(criterion=criterion, facets=FACET_NAMES, limit=20, units=units))
    assert tally.total == len(chosen)
    assert [facet.field for facet in tally.facets] == list(FACET_NAMES)
    assert [times.unit for times in tally.times] == list(units)
    for facet in tally.facets:
        counts = Counter(value for row in chosen for value in set(getattr(row, facet.field)))
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        least = ordered[19][1] if len(ordered) > 20 else 0
        assert [(row.value, row.count) for row in facet.values] == [
            item for item in ordered if item[1] >= least
        ]
    for times in tally.times:
        numbers = Counter(number for row in chosen for number in getattr(row, f"{times.unit}s"))
        assert times.counts == tuple(TimeCount(*item) for item in sorted(numbers.items()))


def test_facets_come_in_the_order_asked_for_and_hold_ties(index_of: BuildIndex) -> None:
    documents = [
        an_index_document(n, body="甲", term=("常见",) if n < 3 else (), person=(f"人{n:03d}",))
        for n in range(1, 101)
    ]
    reader = index_of(documents)
    request = TallyRequest(criterion=AllArticles(), facets=("term", "person"), limit=3)
    terms, persons = reader.tally(request).facets
    assert (terms.field, persons.field) == ("term", "person")
    assert terms.values == (ValueCount("常见", 2),)
    assert persons.values == tuple(ValueCount(f"人{n:03d}", 1) for n in range(1, 101))
    assert reader.tally(TallyRequest(criterion=a_run("甲"))) == Tally(
        total=100, undated=100, facets=(), times=()
    )


def test_the_frequency_of_a_run(index_of: BuildIndex) -> None:
    documents = [
        an_index_document(1, title="稀土出口", body="稀土出口管制"),
        an_index_document(2, body="稀土。出口"),
        an_index_document(3, title="稀土"),
        an_index_document(4, body="出口管制，土出"),
        an_index_document(5, body="5G应用"),
    ]
    reader = index_of(documents)
    assert reader.frequency(a_run("稀")) == 3
    assert reader.frequency(a_run("稀土")) == 3
    assert reader.frequency(a_run("稀土", "title")) == 2
    assert reader.frequency(a_run("出口")) == 3
    assert reader.frequency(a_run("5g")) == 1
    assert reader.frequency(a_run("煤炭")) == 0
    # Three and more: the least of the pairs 稀土 (3), 出口 (3); 稀土 (3), 土出 (2).
    assert reader.frequency(a_run("稀土出口")) == 3
    assert reader.frequency(a_run("稀土出")) == 2


def test_engines_are_named(engine: Engine) -> None:
    assert engine_named(engine.name) is engine
    assert engine_named(engine.name) is engine
    assert engine.version()
    assert DEFAULT_ENGINE in ENGINES


def test_an_unknown_engine_is_a_user_error_that_lists_the_names() -> None:
    with pytest.raises(UserError, match="tantivy, whoosh, reference"):
        engine_named("lucene")
