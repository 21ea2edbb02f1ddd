"""Terms by arrays: what is cut in bulk for an index is what queries are cut into, text by text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.ngrams import bigrams
from index.analysis.script import from_code_points
from index.analysis.segment import Segmenter, load_segmenter
from index.analysis.term_arrays import UnitTerms, fold_words, unit_terms
from index.analysis.units import (
    END,
    LATIN_END,
    MAX_LATIN_UNIT,
    canonical,
    canonical_all,
    closed_units,
    is_mark,
    unit_texts,
)

# Few signs, so that runs, breaks, numbers and joiners meet; then what no keyboard types.
SIGNS = "天國国aB5" + "“』（· \u3000" + "。，;!" + "-_.,+%" + "\n…①\u200b\u0301\ufe0f⏎🀄"
RARE = "𠮷㐀〇ﷺ\x00\u202e\u2063\u2064\u00adéßि가ｱア\ue000\U0010ffff\u2f00㍿½\x85\u2028"
any_text = st.text(alphabet=SIGNS + RARE, max_size=30) | st.text(alphabet="12345,.", max_size=12)
long_units = st.lists(
    st.sampled_from(["a" * 40, "\u200b" * 70, "b", "国", "1,000", "3.5", " "]), max_size=8
).map("".join)


def by_unit(text: str) -> UnitTerms:
    canon = canonical(text)
    letters = [unit for unit in unit_texts(canon) if not is_mark(unit)]
    return UnitTerms(units=" ".join(letters), bigrams=" ".join(bigrams(closed_units(canon))))


@given(st.lists(any_text, max_size=4))
def test_texts_read_together_are_what_each_is_alone(texts: list[str]) -> None:
    together = from_code_points(canonical_all(texts))
    assert together == "".join(canonical(text) + END for text in texts)


@given(st.lists(any_text | long_units, max_size=4))
def test_terms_in_bulk_are_the_terms_unit_by_unit(texts: list[str]) -> None:
    assert unit_terms(canonical_all(texts)) == [by_unit(text) for text in texts]


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return load_segmenter(prefer="rjieba")


@pytest.mark.parametrize("least", [2, 3])
@given(texts=st.lists(any_text, max_size=4))
def test_words_in_bulk_are_the_words_line_by_line(segmenter: Segmenter, texts: list[str], least: int) -> None:
    lines = [text.replace("\n", " ") for text in texts]
    expected = [" ".join(word for word in segmenter.words(line) if len(word) >= least) for line in lines]
    assert fold_words(segmenter.joined_words("\n".join(lines)), least=least)[: len(lines)] == expected


def test_a_text_has_its_units_and_their_pairs() -> None:
    assert unit_terms(canonical_all(["5G應用。", "", "稀土"])) == [
        UnitTerms(units="5g 应 用", bigrams=f"5g{LATIN_END}应 应用 用。 。⏎"),
        UnitTerms(units="", bigrams=""),
        UnitTerms(units="稀 土", bigrams="稀土 土⏎"),
    ]


@pytest.mark.parametrize("length", [63, 64, 65, 128, 129])
def test_a_long_word_is_parted_on_both_sides_alike(length: int) -> None:
    assert unit_terms(canonical_all(["x" * length])) == [by_unit("x" * length)]
    assert (
        unit_terms(canonical_all(["国" + "x" * length]))[0].units.count("x" * MAX_LATIN_UNIT) == length // 64
    )


def test_words_of_one_character_are_left_out_and_lines_stay() -> None:
    assert fold_words("農村 的  公路 \n \n 人 们\n大家") == ["农村 公路", "", "", "大家"]


def test_short_words_are_left_out_where_longer_ones_are_asked_for() -> None:
    assert fold_words("農村 農村公路 的 公路\n生产力 力\n", least=3) == ["农村公路", "生产力", ""]
