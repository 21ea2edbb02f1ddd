"""Cues stand where words and characters have them, and where what they need stands beside them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from indexer.detect import cues
from indexer.detect.cues import CueTables

_GIVES_SPEAKER = cues.WANTS_SPEAKER << cues.GIVES
_GIVES_LOOSE = cues.WANTS_LOOSE << cues.GIVES


def words(*flags: int) -> dict[int, list[int]]:
    return dict(cues.places_of_words(np.array(flags, dtype=np.uint16)))


def characters(tables: CueTables, text: str) -> dict[int, list[int]]:
    points = np.array([ord(character) for character in text], dtype=np.uint32)
    return dict(cues.places_of_characters(tables.of_characters().take(points)))


def test_a_word_begins_a_name_behind_what_it_wants() -> None:
    assert words(cues.WANTS_SPEAKER, _GIVES_SPEAKER, cues.WANTS_SPEAKER) == {cues.BEGINS_NAME: [2]}


def test_a_word_begins_a_name_before_the_loose_character_that_it_wants() -> None:
    assert words(_GIVES_LOOSE, cues.WANTS_LOOSE, _GIVES_LOOSE) == {cues.BEGINS_NAME: [1]}


def test_a_word_behind_what_it_does_not_want_begins_nothing() -> None:
    assert words(_GIVES_SPEAKER, cues.WANTS_TITLE) == {}


def test_what_begins_a_name_by_itself_needs_nobody() -> None:
    assert words(cues.BEGINS_NAME) == {cues.BEGINS_NAME: [0]}


def test_a_word_with_two_cues_stands_at_both_in_order() -> None:
    both = cues.ENDS_BODY | cues.TITLE
    assert words(cues.TITLE, both, cues.ENDS_BODY) == {cues.TITLE: [0, 1], cues.ENDS_BODY: [1, 2]}


PAIRS = CueTables(characters={cues.WIRE: "日", cues.WIRE << cues.ENDS: "电", cues.BRACKET: "（"})


def test_a_pair_is_where_its_first_character_stands() -> None:
    assert characters(PAIRS, "三日电，日子") == {cues.WIRE: [1]}


def test_a_character_by_itself_counts_at_the_end_too() -> None:
    assert characters(PAIRS, "（日（") == {cues.BRACKET: [0, 2]}


def test_half_a_pair_at_the_end_is_none() -> None:
    assert characters(PAIRS, "电三日") == {}


@given(st.text("日电（三", max_size=12))
def test_places_are_those_of_a_search(text: str) -> None:
    expected = {
        cues.WIRE: [at for at in range(len(text)) if text.startswith("日电", at)],
        cues.BRACKET: [at for at in range(len(text)) if text[at] == "（"],
    }
    assert characters(PAIRS, text) == {cue: places for cue, places in expected.items() if places}


def test_a_cue_of_two_finders_is_that_of_the_characters_of_both() -> None:
    tables = CueTables(characters={cues.BRACKET: "（"}) | CueTables(characters={cues.BRACKET: "【"})
    assert characters(tables, "（a【") == {cues.BRACKET: [0, 2]}
