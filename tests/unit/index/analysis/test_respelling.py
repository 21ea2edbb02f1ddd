"""Respelling: what a query is cut into depends on its folded text alone, and is what the dictionary knows."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis.analyzer import Analyzer
from index.analysis.respelling import Respeller, load_respellings
from index.analysis.script import fold
from tests.spellings import any_spelling

RESPELLER = Respeller(())
ANALYZER = Analyzer()
texts = st.text(
    alphabet="计划画畫家著着名庭沉沈没阳复覆盖了瞭解干乾净什甚么发展如何Ａa5，\n", max_size=16
) | st.text(max_size=16)


@pytest.mark.parametrize(
    ("folded", "spelled"),
    [
        ("划家", "画家"),
        ("计划", "计划"),
        ("计划家庭", "计划家庭"),
        ("着名的划家", "著名的画家"),
        ("着眼", "着眼"),
        ("沉阳的计划", "沈阳的计划"),
        ("复盖", "覆盖"),
        ("台湾", "台湾"),
    ],
)
def test_words_are_spelled_as_the_dictionary_spells_them(folded: str, spelled: str) -> None:
    assert RESPELLER.respell(folded) == spelled


@given(texts)
@example("划")
def test_folding_undoes_it(text: str) -> None:
    assert fold(RESPELLER.respell(text)) == fold(text)


@given(texts.flatmap(lambda text: st.tuples(st.just(text), any_spelling(text))))
def test_every_spelling_is_cut_alike(spellings: tuple[str, str]) -> None:
    one, other = spellings
    assert RESPELLER.respell(one) == RESPELLER.respell(other)
    assert ANALYZER.coarse_words(one) == ANALYZER.coarse_words(other)
    assert ANALYZER.whole_words(one) == ANALYZER.whole_words(other)
    assert ANALYZER.words(one) == ANALYZER.words(other)


def test_terms_of_a_word_list_are_spelled_as_they_stand_there() -> None:
    assert Respeller(["丹画计"]).respell("丹划计") == "丹画计"


def test_the_table_folds_to_its_first_column() -> None:
    assert [word for word, spelled in load_respellings().items() if fold(spelled) != word] == []
