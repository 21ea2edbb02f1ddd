"""The engine contract: scores, hints, ties and date order."""

import pytest

from index.engines.criteria import (
    AllArticles,
    AllOf,
    AnyOf,
    Criterion,
    DayRange,
    RankedQuery,
    Without,
    WordHint,
)
from tests.builders_engine import a_run, an_index_document
from tests.contracts.conftest import BuildIndex
from tests.contracts.engine_answers import EVERYTHING, bodies


def test_hints_raise_scores_and_never_change_what_is_selected(index_of: BuildIndex) -> None:
    reader = index_of(bodies("甲稀土出口", "甲出口", "甲其他", "稀土出口"))
    plain = reader.best(RankedQuery(criterion=a_run("甲")), 10)
    hinted = reader.best(
        RankedQuery(criterion=a_run("甲"), hints=(WordHint(word="稀土"), WordHint(word="无此词"))), 10
    )
    assert hinted.total == plain.total == 3
    assert {row.ordinal for row in hinted.candidates} == {1, 2, 3}
    assert hinted.candidates[0].ordinal == 1
    before = {row.ordinal: row.score for row in plain.candidates}
    after = {row.ordinal: row.score for row in hinted.candidates}
    assert after[1] > before[1]
    assert [after[2], after[3]] == pytest.approx([before[2], before[3]])
    heavy = reader.best(RankedQuery(criterion=a_run("甲"), hints=(WordHint(word="稀土", weight=3.0),)), 10)
    raised = {row.ordinal: row.score for row in heavy.candidates}
    assert raised[1] - before[1] == pytest.approx(3 * (after[1] - before[1]), rel=1e-4)


@pytest.mark.parametrize("word", ["出口", "稀土出口"])
def test_a_hint_is_a_word_of_any_length(index_of: BuildIndex, word: str) -> None:
    documents = bodies("甲稀土", "甲稀土出口", "甲其他")
    documents[1] = documents[1]._replace(body_words="稀土出口 " + documents[1].body_words)
    query = RankedQuery(criterion=a_run("甲"), hints=(WordHint(word=word),))
    best = index_of(documents).best(query, 10).candidates[0]
    assert best.ordinal == 2


def test_filters_select_and_never_score(index_of: BuildIndex) -> None:
    reader = index_of(bodies("甲乙", "甲乙乙乙", "甲"))
    plain = {row.ordinal: row.score for row in reader.best(RankedQuery(criterion=a_run("甲")), 10).candidates}
    query = RankedQuery(criterion=a_run("甲"), filters=(a_run("乙"), Without(child=a_run("甲乙乙"))))
    filtered = reader.best(query, 10)
    assert filtered.total == 1
    assert [row.ordinal for row in filtered.candidates] == [1]
    assert filtered.candidates[0].score == pytest.approx(plain[1])


def test_more_of_what_is_sought_and_a_title_score_higher(index_of: BuildIndex) -> None:
    filler = "今天天气很好大家都去公园散步" * 3
    documents = [
        an_index_document(1, title="会议", body="稀土" + filler),
        an_index_document(2, title="稀土", body=filler + "会议"),
        an_index_document(3, title="会议", body="稀土稀土稀土" + filler),
        an_index_document(4, title="会议", body="稀土" + filler * 20),
        *(an_index_document(number, title="别的", body=filler) for number in range(5, 30)),
    ]
    reader = index_of(documents)
    order = [row.ordinal for row in reader.best(RankedQuery(criterion=a_run("稀土")), 10).candidates]
    assert sorted(order) == [1, 2, 3, 4]
    assert order[-1] == 4
    assert order.index(3) < order.index(1)
    assert order.index(2) < order.index(1)


def test_scores_of_alternatives_add_up(index_of: BuildIndex) -> None:
    reader = index_of(bodies("甲乙丙", "甲丁戊", "乙己庚", "辛壬癸"))
    a, b = a_run("甲"), a_run("乙")

    def scores(criterion: Criterion) -> dict[int, float]:
        return {
            row.ordinal: row.score for row in reader.best(RankedQuery(criterion=criterion), 10).candidates
        }

    alone_a, alone_b = scores(a), scores(b)
    both = scores(AnyOf(children=(a, b)))
    assert both[1] == pytest.approx(alone_a[1] + alone_b[1], rel=1e-5)
    assert [both[2], both[3]] == pytest.approx([alone_a[2], alone_b[3]], rel=1e-5)
    assert scores(AllOf(children=(a, b)))[1] == pytest.approx(both[1], rel=1e-5)
    assert scores(AllOf(children=(a, Without(child=b))))[2] == pytest.approx(alone_a[2], rel=1e-5)
    unscored = AllOf(children=(a, AnyOf(children=(AllArticles(), DayRange(first=1, last=2)))))
    assert scores(unscored)[1] == pytest.approx(alone_a[1], rel=1e-5)
    assert set(scores(Without(child=a)).values()) == {0.0}


def test_ties_by_score_are_newest_first_and_never_cut(index_of: BuildIndex) -> None:
    documents = [
        an_index_document(number, body="稀土", date=f"2025-01-{number % 9 + 1:02d}")
        for number in range(1, 91)
    ]
    documents += [an_index_document(number, body="稀土稀土稀土", date="2020") for number in (100, 101)]
    reader = index_of(documents)
    selection = reader.best(RankedQuery(criterion=a_run("稀土")), 5)
    assert selection.total == 92
    rows = selection.candidates
    assert {row.ordinal for row in rows[:2]} == {100, 101}
    assert [(row.score, row.sort_seconds) for row in rows] == sorted(
        ((row.score, row.sort_seconds) for row in rows), reverse=True
    )
    newest = {document.ordinal for document in documents if document.first_day == 20250109}
    assert {row.ordinal for row in rows[2:12]} == newest


def test_order_by_date_is_newest_first_and_undated_last(index_of: BuildIndex) -> None:
    documents = [
        an_index_document(1, body="甲"),
        an_index_document(2, body="甲", date="2025-03-01"),
        an_index_document(3, body="甲", date="2025-03-01T00:00:01"),
        an_index_document(4, body="甲", date="2025"),
        an_index_document(5, body="甲", date="1949-10-01"),
        an_index_document(6, body="乙", date="2026"),
        an_index_document(7, body="甲"),
    ]
    reader = index_of(documents)
    rows = reader.newest(a_run("甲"), EVERYTHING).candidates
    assert [row.ordinal for row in rows[:4]] == [3, 2, 4, 5]
    assert {row.ordinal for row in rows[4:]} == {1, 7}
    assert {row.score for row in rows} == {0.0}
    assert [row.sort_seconds for row in rows] == [
        {document.ordinal: document.sort_seconds for document in documents}[row.ordinal] for row in rows
    ]


def test_order_by_date_holds_all_that_tie_with_the_last(index_of: BuildIndex) -> None:
    days = ["2025-03-02"] * 3 + ["2025-03-01"] * 150 + ["2024-01-01"] * 10
    reader = index_of(an_index_document(number, body="甲", date=day) for number, day in enumerate(days, 1))
    selection = reader.newest(a_run("甲"), 5)
    assert selection.total == 163
    assert {row.ordinal for row in selection.candidates[:3]} == {1, 2, 3}
    assert {row.ordinal for row in selection.candidates[3:153]} == set(range(4, 154))
    assert [row.ordinal for row in reader.newest(a_run("甲"), 3).candidates[:3]]
    assert {row.ordinal for row in reader.newest(a_run("甲"), 3).candidates} == {1, 2, 3}
