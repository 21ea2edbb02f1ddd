"""Value columns: counts equal brute force over any rows, and rows last from one writer to the next."""

import random
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from index.engines.port import FacetCounts, TimeCount, ValueCount
from index.engines.value_columns import ColumnWriter, Counts, ValueColumns
from index.schema import FACET_NAMES, IndexDocument
from tests.builders_engine import an_index_document


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "columns"
    path.touch()
    return path


def add(path: Path, *documents: IndexDocument) -> list[int]:
    writer = ColumnWriter(path)
    rows = [writer.add(document) for document in documents]
    writer.sync()
    writer.close()
    return rows


def count(columns: ValueColumns, rows: list[int]) -> Counts:
    return columns.count(np.array(rows, dtype=np.int64))


def random_documents(chance: random.Random, number: int) -> list[IndexDocument]:
    dates = [None, "2024", "2024-02", "2025-11-27", "2025-11-28T08:00"]
    return [
        an_index_document(
            ordinal,
            date=chance.choice(dates),
            region=tuple(chance.choices(["15", "1501", "44"], k=chance.randint(0, 4))),
            person=tuple(f"人{chance.randint(1, 40)}" for _ in range(chance.randint(0, 3))),
        )
        for ordinal in range(1, number + 1)
    ]


@pytest.mark.parametrize("share", [0.0, 0.02, 0.2, 0.6, 1.0])
def test_counts_equal_brute_force(path: Path, share: float) -> None:
    chance = random.Random(5)
    documents = random_documents(chance, 400)
    rows = add(path, *documents)
    chosen = [row for row in rows if chance.random() < share]
    counts = count(ValueColumns.read(path), chosen)
    for field in FACET_NAMES:
        expected = Counter(value for row in chosen for value in set(getattr(documents[row], field)))
        assert {one.value: one.count for one in counts.facet(field, 100).values} == expected
    months = Counter(month for row in chosen for month in documents[row].months)
    assert counts.timeline("month").counts == tuple(TimeCount(*one) for one in sorted(months.items()))


def test_one_value_in_two_fields_is_two_values(path: Path) -> None:
    rows = add(path, an_index_document(1, person=("包钢",)), an_index_document(2, organisation=("包钢",)))
    counts = count(ValueColumns.read(path), rows)
    assert counts.facet("person", 5) == FacetCounts(field="person", values=(ValueCount("包钢", 1),))
    assert counts.facet("organisation", 5).values == (ValueCount("包钢", 1),)


def test_values_are_cut_where_counts_differ(path: Path) -> None:
    people = [("甲", "乙", "丙"), ("甲", "乙"), ("甲",)]
    rows = add(path, *(an_index_document(n, person=names) for n, names in enumerate(people, 1)))
    counts = count(ValueColumns.read(path), rows)
    assert [one.value for one in counts.facet("person", 1).values] == ["甲"]
    tied = count(ValueColumns.read(path), rows[:1])
    assert [one.value for one in tied.facet("person", 1).values] == ["丙", "乙", "甲"]


def test_rows_and_codes_go_on_with_the_next_writer(path: Path) -> None:
    assert add(path, an_index_document(1, term=("稀土",)), an_index_document(2)) == [0, 1]
    columns = ValueColumns.read(path)
    assert add(path, an_index_document(9, term=("稀土", "出口"))) == [2]
    grown = columns.with_news(path)
    assert (columns.rows, grown.rows) == (2, 3)
    assert count(grown, [0, 2]).facet("term", 5).values == (ValueCount("稀土", 2), ValueCount("出口", 1))
    assert grown.number("ordinal").tolist() == [1, 2, 9]
    assert grown.with_news(path) is grown


def test_what_was_not_synced_never_was(path: Path) -> None:
    writer = ColumnWriter(path)
    writer.add(an_index_document(1, term=("稀土",)))
    writer.close()
    assert ValueColumns.read(path).rows == 0
    assert add(path, an_index_document(2, term=("出口",))) == [0]
    assert count(ValueColumns.read(path), [0]).facet("term", 5).values == (ValueCount("出口", 1),)


def test_codes_go_beyond_sixteen_bits(path: Path) -> None:
    # 2 bytes hold the codes of a block as long as all of them fit.
    many = 70_000
    names = [f"人{number}" for number in range(many)]
    documents = [
        an_index_document(at + 1, person=tuple(names[at * 1_000 : (at + 1) * 1_000]))
        for at in range(many // 1_000)
    ]
    rows = add(path, *documents)
    (last,) = add(path, an_index_document(99, person=(names[3], names[-1])))
    counts = count(ValueColumns.read(path), [rows[0], rows[-1], last])
    found = {one.value: one.count for one in counts.facet("person", many).values}
    assert len(found) == 2_000
    assert [found[name] for name in (names[3], names[4], names[-1], names[-2])] == [2, 1, 2, 1]
