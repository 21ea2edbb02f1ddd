"""The second stage: what it puts first, and that a score depends on the article and the query alone."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import Analyzer
from index.analysis.script import to_traditional
from index.analysis.units import canonical, plain_canonical, unit_texts
from index.ranking.folded_texts import MAX_BODY, fold_texts
from index.ranking.occurrences import find_runs
from index.ranking.scoring import has_twins, says_typed, score_all, titles_said
from index.ranking.terms import RankRun, RankTerm, Units, exact_terms, idf, relaxed_terms
from index.store.port import StoredText

FILLER = "今天天气很好，大家都去公园散步。"


def scores(terms: tuple[RankTerm, ...], *texts: tuple[str, str]) -> list[float]:
    stored = [StoredText(number, title, body) for number, (title, body) in enumerate(texts, start=1)]
    return [float(score) for score in score_all(terms, fold_texts(stored))]


def one_in_fifty(units: Units) -> int:
    return 20


def asked(*runs: str) -> tuple[RankTerm, ...]:
    """The terms of a query as written."""
    units = [RankRun(units=tuple(unit_texts(canonical(run)))) for run in runs]
    return exact_terms(units, one_in_fifty, 1_000)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer()


def relaxed(analyzer: Analyzer, question: str) -> tuple[RankTerm, ...]:
    words = [tuple(unit_texts(canonical(word))) for word in analyzer.words(question)]
    return relaxed_terms(words, analyzer.read_run(question).pieces, one_in_fifty, 1_000)


def is_falling(values: list[float]) -> bool:
    return all(first > second for first, second in itertools.pairwise(values))


def test_a_title_comes_before_any_number_of_mentions_in_a_body() -> None:
    found = scores(
        asked("稀土"), ("稀土出口", FILLER * 5), ("會議", "稀土。" * 30 + FILLER), ("會議", FILLER + "稀土")
    )
    assert is_falling(found)


def test_more_mentions_the_lead_and_a_shorter_body_score_higher() -> None:
    late = FILLER * 20 + "稀土"
    found = scores(
        asked("稀土"),
        ("", "稀土" + FILLER * 20 + "稀土"),
        ("", "稀土" + FILLER * 20),
        ("", late),
        ("", late + FILLER * 200),
    )
    assert is_falling(found)


def test_a_shorter_body_is_not_all() -> None:
    article = "稀土企業。" + FILLER * 20 + "稀土出口。" + FILLER * 20 + "稀土價格。"
    assert is_falling(scores(asked("稀土"), ("", article), ("", "稀土。")))


def test_runs_near_each_other_come_before_runs_far_apart() -> None:
    beside = "稀土出口受到管制。" + FILLER * 10
    near = "稀土的管制涉及出口。" + FILLER * 10
    far = "稀土受到管制。" + FILLER * 10 + "出口。"
    assert is_falling(scores(asked("稀土", "出口"), ("", beside), ("", near), ("", far)))


def test_an_exact_run_comes_before_its_words_scattered(analyzer: Analyzer) -> None:
    terms = relaxed(analyzer, "農村公路養護管理如何改革")
    together = "農村公路養護管理改革。" + FILLER * 5
    scattered = "農村改革。" + FILLER * 2 + "公路管理。" + FILLER * 3 + "養護。"
    assert is_falling(scores(terms, ("", together), ("", scattered), ("", "農村。" + FILLER * 5)))


def test_what_says_more_of_the_question_comes_first(analyzer: Analyzer) -> None:
    terms = relaxed(analyzer, "稀土出口管制何時開始")
    more = "稀土。" + FILLER + "出口。" + FILLER + "管制。" + FILLER
    assert is_falling(scores(terms, ("", more), ("", "稀土。稀土。稀土。稀土。" + FILLER * 3)))


def test_a_title_that_the_question_says_in_whole_comes_first(analyzer: Analyzer) -> None:
    terms = relaxed(analyzer, "為什麼該站稱作北土城站？")
    body = "北土城站位於北土城路。" + FILLER * 20
    named, half, other = ("北土城站", body), ("北土城站西側的停車場", body), ("", body)
    assert is_falling(scores(terms, named, half, other))
    texts = fold_texts([StoredText(1, "北土城站", ""), StoredText(2, *half)])
    said = titles_said(np.ones((2, 3), dtype=np.bool_), texts)
    assert said.tolist() == pytest.approx([1.0, (3 / 9) ** 3])


def test_a_title_is_not_said_where_only_bodies_were_asked() -> None:
    runs = [RankRun(units=("稀", "土"), in_title=False), RankRun(units=("出", "口"), in_title=False)]
    terms = exact_terms(runs, one_in_fifty, 1_000)
    first, second = scores(terms, ("稀土出口", "稀土。出口。"), ("", "稀土。出口。"))
    assert first == second


def test_question_words_weigh_little(analyzer: Analyzer) -> None:
    weights = {term.text: term.weight for term in relaxed(analyzer, "稀土是什麼")}
    assert weights["稀土"] > 3 * weights["什么"]
    assert weights["土"] > 3 * weights["是"]


def test_only_the_field_asked_for_counts() -> None:
    terms = exact_terms([RankRun(units=("稀", "土"), in_body=False)], one_in_fifty, 1_000)
    assert scores(terms, ("會議", "稀土"), ("稀土", "會議")) == [
        0.0,
        pytest.approx(scores(terms, ("稀土", ""))[0]),
    ]


def test_a_score_depends_on_no_other_candidate_and_on_no_order(analyzer: Analyzer) -> None:
    terms = relaxed(analyzer, "稀土出口管制措施的實施範圍是什麼")
    shuffled = random.Random(5)
    texts = [
        ("稀土" * (number % 3), FILLER * (number % 7) + "出口管制。" * (number % 5)) for number in range(60)
    ]
    expected = {text: scores(terms, text)[0] for text in texts}
    for _ in range(3):
        shuffled.shuffle(texts)
        assert scores(terms, *texts) == [expected[text] for text in texts]


def test_no_spelling_changes_a_score(analyzer: Analyzer) -> None:
    title, body = "农村公路养护", "农村公路养护管理体制改革实施方案。" + FILLER
    for question in ("农村公路怎样养护", "農村公路怎樣養護"):
        terms = relaxed(analyzer, question)
        found = scores(terms, (title, body), (to_traditional(title), to_traditional(body)))
        assert found[0] == found[1] > 0
    assert relaxed(analyzer, "农村公路怎样养护") == relaxed(analyzer, "農村公路怎樣養護")


def test_quotes_and_joiners_are_skipped_and_fields_are_not_joined() -> None:
    found = scores(asked("卡脖子难题", "COVID-19"), ("", "“卡脖子”難題與covid-19"), ("卡脖子", "難題"))
    assert found[0] > 0
    assert found[1] == 0


def test_nothing_to_count_scores_nothing() -> None:
    assert scores((), ("稀土", "稀土")) == [0.0]
    assert scores(asked("稀土")) == []
    assert scores(asked("稀土"), ("", "")) == [0.0]
    assert scores(asked("稀土"), ("", FILLER * (MAX_BODY // len(FILLER) + 1) + "稀土")) == [0.0]


def test_idf_falls_with_frequency_and_stays_positive() -> None:
    assert is_falling([idf(frequency, 1_000) for frequency in (0, 1, 10, 500, 1_000)])
    assert idf(1_000, 1_000) > 0
    assert idf(10, 3) > 0  # an archive that grew in between


@given(st.lists(st.text("稀土出口。AB", max_size=30), min_size=1, max_size=4), st.data())
def test_runs_are_found_where_python_finds_them(bodies: list[str], data: st.DataObject) -> None:
    runs = data.draw(
        st.lists(st.text("稀土出口ab", min_size=1, max_size=4), min_size=1, max_size=6, unique=True)
    )
    texts = fold_texts([StoredText(number, "", body) for number, body in enumerate(bodies)])
    found = find_runs(runs, texts)
    starts = texts.ends - texts.lengths - 1
    places = {
        (int(run), int(piece) // 2, int(place - starts[piece]))
        for run, piece, place in zip(found.runs, found.pieces, found.places, strict=True)
    }
    assert places == {
        (number, candidate, start)
        for candidate, body in enumerate(bodies)
        for number, run in enumerate(runs)
        for start in range(len(body))
        if body.lower().startswith(run, start)
    }


def test_twins_and_the_spelling_typed() -> None:
    assert has_twins("皇后")
    assert not has_twins("稀土")
    bodies = ["武則天是皇后。", "女皇後來退位。", "女皇後來退位，皇后繼位。", "沒有這個詞。", "皇「后」"]
    texts = fold_texts([StoredText(number, "", body) for number, body in enumerate(bodies)])
    assert says_typed("皇后", texts).tolist() == [True, False, True, False, True]
    assert says_typed("皇後", texts).tolist() == [False, True, True, False, False]


def test_runs_are_found_in_every_spelling() -> None:
    bodies = ["皇后", "皇後", "發展", "发展", "髮展", "𠮷野家皇後"]
    texts = fold_texts([StoredText(number, body, "") for number, body in enumerate(bodies)])
    for runs in (["皇后"], ["皇后", "发展"], ["皇后", "发展", "发", "𠮷野家皇"]):
        found = find_runs(runs, texts)
        where = {(int(run), int(piece) // 2) for run, piece in zip(found.runs, found.pieces, strict=True)}
        assert where == {
            (number, candidate)
            for number, run in enumerate(runs)
            for candidate, body in enumerate(bodies)
            if run in plain_canonical(body)
        }


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=4))
def test_texts_are_folded_one_by_one_as_all_together(pairs: list[tuple[str, str]]) -> None:
    stored = [StoredText(number, title, body) for number, (title, body) in enumerate(pairs)]
    together, apart = fold_texts(stored), [fold_texts([one]) for one in stored]
    assert together.points.tolist() == [unit for one in apart for unit in one.points.tolist()]
    assert together.lengths.tolist() == [length for one in apart for length in one.lengths.tolist()]
    assert together.ends.tolist() == list(
        itertools.accumulate(length + 1 for length in together.lengths.tolist())
    )
