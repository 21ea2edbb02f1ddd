"""Bigrams: a run is found by its cover exactly where its units stand side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.ngrams import bigrams, cover
from index.analysis.units import BREAK, canonical, closed_units, unit_texts

SIGNS = "天地国国里ab5 -。,+\n“\u200b\u093f𠮷"
texts = st.text(alphabet=SIGNS, max_size=24)


def places(terms: list[str], units: list[str]) -> list[int]:
    """Where the phrase of *units*' cover stands among the bigrams *terms*: what an engine's phrase query finds."""
    placed = cover(units)
    return [
        start
        for start in range(len(terms))
        if all(start + one.offset < len(terms) and terms[start + one.offset] == one.term for one in placed)
    ]


@given(texts)
def test_there_is_one_bigram_per_unit(text: str) -> None:
    closed = closed_units(canonical(text))
    assert len(bigrams(closed)) == len(closed)
    assert len(" ".join(bigrams(closed)).split(" ")) == max(1, len(closed))


@given(
    texts,
    st.lists(
        st.sampled_from(["天", "地", "国", "里", "a", "b", "5", "ab", "。", "𠮷"]), min_size=2, max_size=7
    ),
)
def test_a_run_is_found_exactly_where_its_units_are_neighbours(text: str, run: list[str]) -> None:
    canon = canonical(text)
    found = unit_texts(canon)
    expected = [at for at in range(len(found)) if found[at : at + len(run)] == run]
    assert places(bigrams(closed_units(canon)), run) == expected


@given(texts, st.data())
def test_every_run_of_a_text_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    canon = canonical(text)
    found = unit_texts(canon)
    if len(found) < 2:
        return
    first = data.draw(st.integers(0, len(found) - 2))
    last = data.draw(st.integers(first + 2, len(found)))
    assert first in places(bigrams(closed_units(canon)), found[first:last])


@given(st.lists(st.sampled_from("天地国里"), min_size=2, max_size=20))
def test_a_cover_names_every_unit_with_half_the_terms(run: list[str]) -> None:
    placed = cover(run)
    named = {one.offset + step for one in placed for step in (0, 1)}
    assert named == set(range(len(run)))
    assert len(placed) == (len(run) + 1) // 2
    assert [one.offset for one in placed] == sorted(one.offset for one in placed)


@pytest.mark.parametrize("run", [[], ["国"]])
def test_a_single_unit_is_no_run(run: list[str]) -> None:
    with pytest.raises(ValueError, match="at least two"):
        cover(run)


def test_the_last_unit_is_paired_with_a_break() -> None:
    assert bigrams(["国", "5g·"]) == ["国5g·", f"5g·{BREAK}"]
    assert bigrams([]) == []


def test_no_two_pairs_of_latin_units_read_alike() -> None:
    assert bigrams(closed_units("ab c"))[0] != bigrams(closed_units("a bc"))[0]
