"""The analyzer: articles and queries get the same units and words, and no text is too strange or too long."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import Analyzer, FieldTerms, exact_units
from index.analysis.script import fold, to_simplified, to_traditional
from index.analysis.segment import MAX_RUN, Token
from index.analysis.units import BREAK, canonical, closed_units, is_letters, is_mark, unit_texts
from index.archive.generations import load_analyzer

SIGNS = "天地國国里農村公路aB5" + "“』（· \u3000" + "。，;!" + "-_.,+%" + "\n…①\u200b\u0301🀄\x00𠮷㐀ﷺ\u202e"
texts = st.text(alphabet=SIGNS, max_size=30) | st.text(max_size=30)


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return load_analyzer(())


class CountingSegmenter:
    """Cuts into single characters and notes the longest text of one Han run that it was given."""

    name = "counting"

    def __init__(self) -> None:
        self.characters = 0

    def cut(self, text: str) -> Iterator[Token]:
        return (Token(sign, at, at + 1) for at, sign in enumerate(text))

    def words(self, text: str) -> list[str]:
        self.characters += len(text)
        return list(text)

    def joined_words(self, lines: str) -> str:
        return " ".join(self.words(lines))

    def coarse(self, text: str) -> list[str]:
        return self.words(text)


@given(texts)
def test_a_field_has_one_bigram_per_unit(text: str) -> None:
    terms = load_analyzer(()).analyse(text)
    assert len(terms.bigrams.split()) == len(closed_units(canonical(text)))


@given(texts)
def test_every_unit_but_marks_is_a_word_of_its_own(text: str) -> None:
    words = load_analyzer(()).analyse(text).words.split(" ")
    for unit in unit_texts(canonical(text)):
        assert (unit in words) != is_mark(unit)


@given(texts)
def test_terms_are_parted_by_single_spaces(text: str) -> None:
    terms = load_analyzer(()).analyse(text)
    for joined in (terms.words, terms.bigrams):
        assert joined == " ".join(joined.split())


@given(texts)
def test_words_are_runs_of_the_folded_text(text: str) -> None:
    folded = fold(text)
    for word in load_analyzer(()).words(text):
        assert len(word) > 1
        assert word in folded


@given(texts)
def test_the_pieces_of_a_run_are_its_units_between_breaks(text: str) -> None:
    run = load_analyzer(()).read_run(text)
    flat = [unit for piece in run.pieces for unit in piece]
    assert [unit for unit in flat if not is_mark(unit)] == [
        unit for unit in unit_texts(canonical(text)) if not is_mark(unit)
    ]
    for piece in run.pieces:
        assert not is_mark(piece[0])
        assert not is_mark(piece[-1])
        assert not {*piece} & {BREAK, "。", ","}


@given(texts)
def test_a_quotation_begins_and_ends_with_a_letter_or_a_mark_that_must_stand_there(text: str) -> None:
    found = exact_units(text)
    assert {*found[:1], *found[-1:]}.isdisjoint("+%." + BREAK)
    assert [unit for unit in found if not is_mark(unit)] == [
        unit for unit in unit_texts(canonical(text)) if not is_mark(unit)
    ]


@pytest.mark.parametrize("text", ["", " ", "。", "\x00", "\u200b", "“”", "🀄"])
def test_text_without_letters_has_no_words(text: str, analyzer: Analyzer) -> None:
    assert analyzer.analyse(text).words == ""
    assert analyzer.read_run(text).pieces == ()
    assert analyzer.coarse_words(text) == []
    assert [word for word in analyzer.whole_words(text) if word] == []


@pytest.mark.parametrize(
    "text",
    [
        "內蒙古自治區召開會議",
        "新質生産力",
        "計畫與規劃",
        "頭髮與發展",
        "裏面和裡面",
        "透過數據",
        "台灣臺灣",
        "瞭解情況",
        "藉口",
    ],
)
def test_every_spelling_has_the_same_terms(text: str, analyzer: Analyzer) -> None:
    expected = analyzer.analyse(text)
    for spelling in (to_simplified(text), to_traditional(to_simplified(text))):
        assert analyzer.analyse(spelling) == expected


def test_words_come_parts_first_then_the_whole(analyzer: Analyzer) -> None:
    assert analyzer.words("農村公路") == ["农村", "公路", "农村公路"]
    assert analyzer.analyse("農村公路") == FieldTerms(
        words="农村公路 农 村 公 路", bigrams=f"农村 村公 公路 路{BREAK}"
    )


def test_latin_and_digits_are_terms_beside_han(analyzer: Analyzer) -> None:
    assert analyzer.analyse("5G應用").words.split()[-3:] == ["5g", "应", "用"]
    assert analyzer.coarse_words("發展5G應用") == ["发展", "应用", "5g"]


def test_whole_words_keep_names_together(analyzer: Analyzer) -> None:
    assert "卫健委" in analyzer.whole_words("國家衛健委的通知")
    assert "的" in analyzer.whole_words("國家衛健委的通知")


@given(texts)
def test_whole_words_are_the_coarse_ones_put_together(text: str) -> None:
    analyzer = load_analyzer(())
    assert "".join(analyzer.whole_words(text)) == "".join(analyzer.coarse_words(text))
    assert [word for word in analyzer.whole_words(text) if is_letters(word)] == [
        word for word in analyzer.coarse_words(text) if is_letters(word)
    ]


def test_each_character_is_segmented_once() -> None:
    segmenter = CountingSegmenter()
    Analyzer(segmenter=segmenter).analyse("国" * 100_000)
    assert segmenter.characters == 100_000


@pytest.mark.parametrize("text", ["国", "國", " ", "。", "1", "a", "A-", "人民", "\n"])
def test_a_hundred_thousand_times_the_same_is_analysed(text: str, analyzer: Analyzer) -> None:
    # Quadratic, each of these takes half a minute and more.
    long = text * 100_000
    assert len(analyzer.analyse(long).bigrams.split()) == len(closed_units(canonical(long)))


def test_a_word_over_the_cut_of_a_long_run_is_still_found_by_its_bigrams(analyzer: Analyzer) -> None:
    text = "国" * (MAX_RUN - 1) + "稀土"
    assert "稀土" in analyzer.analyse(text).bigrams.split()


def test_terms_of_either_script_are_one_dictionary() -> None:
    segmenter = CountingSegmenter()
    hans, hant = (Analyzer([term], segmenter=segmenter) for term in ("新质生产力", "新質生產力"))
    assert hans.fingerprint == hant.fingerprint
    assert hans.fingerprint != Analyzer([], segmenter=segmenter).fingerprint


def test_the_order_of_terms_does_not_matter() -> None:
    segmenter = CountingSegmenter()
    assert (
        Analyzer(["稀土", "低空"], segmenter=segmenter).fingerprint
        == Analyzer(["低空", "稀土", "稀土"], segmenter=segmenter).fingerprint
    )
