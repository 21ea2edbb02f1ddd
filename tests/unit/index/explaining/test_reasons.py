"""Reasons in words, of clauses and filters as they come."""

from __future__ import annotations

import pytest

from index.explaining.model import Clause, Days, FieldCount, Filter, FoundIn, SoughtRun, WrittenForm
from index.explaining.ranks import Place, notes_on, story_found
from index.explaining.reasons import reasons_of
from index.model import Region

MET = Clause(kind="everything", text="", articles=3, is_met=True)


def a_run(text: str, *, is_met: bool, field: str = "body") -> SoughtRun:
    found = FoundIn(field="body", count=2, written=(WrittenForm(text=text, count=2),))
    return SoughtRun(
        text=text,
        spellings=(tuple(text),),
        looked_up="bigrams",
        terms=(text,),
        words=(),
        inner_words=(),
        articles=1,
        fields=(FieldCount(field="source" if field == "source" else "body", articles=1),),
        is_met=is_met,
        found=(found,) if is_met else (),
    )


def a_clause(text: str, *, is_met: bool) -> Clause:
    return Clause(kind="run", text=text, articles=1, runs=(a_run(text, is_met=is_met),), is_met=is_met)


def told(clause: Clause, *filters: Filter) -> list[str]:
    return [reason.message for reason in reasons_of(clause, filters)]


def test_nothing_is_said_of_what_is_met() -> None:
    assert told(MET, Filter(parameter="region", asked=("15",), articles=1, is_met=True)) == []


def test_every_part_of_all_that_fails_and_none_that_is_met() -> None:
    parts = (a_clause("稀土", is_met=True), a_clause("出口", is_met=False), a_clause("管制", is_met=False))
    clause = Clause(kind="all", text="…", articles=0, clauses=parts, is_met=False)
    assert told(clause) == ["出口 does not stand in the body", "管制 does not stand in the body"]


def test_what_is_excluded_is_told_with_its_place() -> None:
    clause = Clause(
        kind="not", text="NOT 煤", articles=1, clauses=(a_clause("煤", is_met=True),), is_met=False
    )
    assert told(clause) == ["煤 is excluded and is met: 煤 2× in the body"]


def test_the_source_that_it_has_instead() -> None:
    run = a_run("晚报", is_met=False, field="source")
    clause = Clause(kind="run", text="source:晚报", articles=1, runs=(run,), is_met=False, has=("样例日报",))
    assert told(clause) == ["晚报 does not stand in the source: its source is 样例日报"]


@pytest.mark.parametrize(
    ("days", "has", "expected"),
    [
        (("2025-01-01", None), ("2024",), "it is dated 2024, not within 2025-01-01 to …"),
        ((None, "2024-12-31"), (), "it has no date, and … to 2024-12-31 is asked for"),
    ],
)
def test_dates(days: tuple[str | None, str | None], has: tuple[str, ...], expected: str) -> None:
    asked = Filter(
        parameter="from, to",
        asked=("…", "…"),
        articles=1,
        days=Days(first=days[0], last=days[1]),
        is_met=False,
        has=has,
    )
    assert told(MET, asked) == [expected]


def test_names_that_are_akin_come_first() -> None:
    has = ("日本", "韩国", "德国", "包钢集团")
    asked = Filter(parameter="organisation", asked=("包鋼",), articles=1, is_met=False, has=has)
    assert told(MET, asked) == ["its organisation is 包钢集团、日本、韩国 and 1 more, not 包鋼"]


def test_what_is_asked_for_where_it_has_none() -> None:
    regions = tuple(Region(code=str(code), name=f"第{code}省") for code in range(11, 16))
    asked = Filter(parameter="region", asked=("中国",), articles=9, regions=regions, is_met=False)
    assert told(MET, asked) == ["it has no region, and 第11省 or 第12省 or 第13省 or 2 more is asked for"]


def test_notes_on_a_place() -> None:
    near, far = (Place(rank=rank, ordinal=7, score=1.0) for rank in (1_000, 1_001))
    assert notes_on(near, None) == ()
    assert [note.code for note in notes_on(far, "甲")] == ["shown-by-copy", "beyond-pages"]
    assert story_found(far, "甲").message == "its story is found all the same, by article 甲 (number 1,001)"
