"""The tagger contract, on both implementations: the same Han words with the same tags, wherever a text is cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import segment
from index.analysis.script import to_simplified
from index.analysis.segment import MAX_RUN, JiebaTagger, RjiebaTagger, Tagger, load_tagger
from tests.contracts.engine_cases import load_news, load_samples

ADDED = (("样例镇", "ns"), ("国家示例局", "nt"))
IMPLEMENTATIONS: dict[str, Callable[[Iterable[tuple[str, str]]], Tagger]] = {
    "jieba": JiebaTagger,
    "rjieba": RjiebaTagger,
}
HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
REAL_ARTICLES = 100
# As of the segmenters: two cuts that weigh the same to the last digit.
RARE_TIES = 2

texts = st.text(alphabet="省长周砚清出席样例镇国家示例局a5G，。 \n·（）㐀𠮷\x00", max_size=40) | st.text(
    max_size=30
)


@pytest.fixture(scope="module")
def taggers() -> dict[str, Tagger]:
    return {name: make(ADDED) for name, make in IMPLEMENTATIONS.items()}


@pytest.fixture(params=list(IMPLEMENTATIONS))
def tagger(request: pytest.FixtureRequest, taggers: dict[str, Tagger]) -> Tagger:
    return taggers[request.param]


def han_words(tagger: Tagger, text: str) -> list[tuple[str, str]]:
    return [(word, tagger.tag(word)) for word in tagger.cut(text) if HAN.fullmatch(word)]


@given(text=texts)
def test_the_words_joined_are_the_text(taggers: dict[str, Tagger], text: str) -> None:
    for tagger in taggers.values():
        assert "".join(tagger.cut(text)) == text


@given(text=texts)
def test_both_give_the_same_words_and_tags(taggers: dict[str, Tagger], text: str) -> None:
    assert han_words(taggers["jieba"], text) == han_words(taggers["rjieba"], text)


def test_both_tag_the_samples_alike(taggers: dict[str, Tagger]) -> None:
    for article in load_samples()[::4]:
        text = to_simplified(f"{article.title}\n{article.body}")
        assert han_words(taggers["jieba"], text) == han_words(taggers["rjieba"], text)


def test_both_tag_real_news_alike(taggers: dict[str, Tagger], real_data: Path) -> None:
    differing = [
        line
        for article in load_news(real_data, REAL_ARTICLES)
        for line in to_simplified(f"{article.title}\n{article.body[:1_500]}").split("\n")
        if han_words(taggers["jieba"], line) != han_words(taggers["rjieba"], line)
    ]
    assert len(differing) <= RARE_TIES, differing


def test_words_have_the_dictionary_s_tags(tagger: Tagger) -> None:
    assert han_words(tagger, "在北京出席论坛") == [("在", "p"), ("北京", "ns"), ("出席", "v"), ("论坛", "n")]
    assert tagger.tag("㐀") == "x"


def test_added_words_stay_whole_with_their_tags(tagger: Tagger) -> None:
    assert han_words(tagger, "样例镇的国家示例局") == [("样例镇", "ns"), ("的", "uj"), ("国家示例局", "nt")]


def test_a_word_of_the_dictionary_keeps_its_tag(tagger: Tagger) -> None:
    added = IMPLEMENTATIONS[{JiebaTagger: "jieba", RjiebaTagger: "rjieba"}[type(tagger)]]([("北京", "zz")])
    assert added.tag("北京") == "ns"


def test_frequencies_are_the_dictionary_s(tagger: Tagger) -> None:
    assert tagger.frequency("北京") == pytest.approx(34_488, abs=1)
    assert tagger.frequency("砚清") == 0


@pytest.mark.parametrize("sign", ["国", "。", " ", "a"])
def test_time_is_linear_in_a_repeated_character(tagger: Tagger, sign: str) -> None:
    text = sign * 50_000
    assert "".join(tagger.cut(text)) == text


def test_a_long_run_is_cut(tagger: Tagger) -> None:
    text = "国" * MAX_RUN + "北京"
    assert tagger.cut(text)[-1] == "北京"


def test_the_fast_one_is_preferred_and_the_reference_serves_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert isinstance(load_tagger(), RjiebaTagger)
    monkeypatch.setattr(segment, "rjieba", None)
    assert isinstance(load_tagger(), JiebaTagger)
