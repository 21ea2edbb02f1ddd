"""Sketches: equal for equal letters in any spelling, alike for texts that are alike, the same on every machine."""

import hashlib
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import to_simplified, to_traditional
from index.analysis.sketches import (
    BANDS,
    SHINGLE,
    SKETCH_BYTES,
    band_keys,
    compared_letters,
    letters,
    resemblances,
    shingle_hashes,
    sketch_all,
    sketch_text,
)

TEXT = (
    "內蒙古自治區稀土新材料產業推進會二十七日在呼和浩特召開,來自包頭、赤峰等盟市的四十餘家企業介紹了永磁、儲氫"
    "和拋光材料的最新進展。與會者談得最多的,是怎樣把新質生產力落到一道道工序上。"
)


def random_text(chance: random.Random, length: int) -> str:
    return "".join(chr(chance.randint(0x4E00, 0x8FFF)) for _ in range(length))


@pytest.mark.parametrize(
    "other",
    [
        to_simplified(TEXT),
        to_traditional(TEXT),
        TEXT.replace("。", "。\n\n").replace(",", "，"),
        f"“{TEXT}”",
        TEXT.replace("稀土", "稀\u200b土"),
    ],
)
def test_script_signs_and_spaces_do_not_matter(other: str) -> None:
    assert sketch_text("題", other) == sketch_text("別的題", TEXT)


def test_a_sketch_is_the_same_on_every_machine() -> None:
    assert hashlib.blake2b(sketch_text("", TEXT), digest_size=8).hexdigest() == "4912ac6e25985c44"


def test_a_text_without_letters_has_none() -> None:
    assert (sketch_text("", ""), sketch_text("？！", "……\n")) == (b"", b"")


def test_a_short_body_is_compared_with_its_title() -> None:
    assert sketch_text("甲", "短訊。") != sketch_text("乙", "短訊。")
    assert compared_letters("甲", "短訊。").tolist() == letters("甲短訊").tolist()
    assert compared_letters("甲", "長" * 30).tolist() == letters("長" * 30).tolist()


@given(st.text(max_size=40))
def test_any_text_has_a_sketch_of_one_size(text: str) -> None:
    assert len(sketch_text("", text)) == (SKETCH_BYTES if len(letters(text)) else 0)


@given(st.text(alphabet="甲乙丙丁1a", min_size=1, max_size=60), st.integers(1, 12))
def test_every_run_has_its_hash(text: str, length: int) -> None:
    found = letters(text)
    length = min(length, len(found))
    runs = [tuple(found[at : at + length].tolist()) for at in range(len(found) - length + 1)]
    hashes = shingle_hashes(found, length).tolist()
    assert len(hashes) == len(runs)
    assert len(set(hashes)) == len(set(runs))
    assert dict(zip(runs, hashes, strict=True)) == dict(zip(runs[::-1], hashes[::-1], strict=True))


@pytest.mark.parametrize("length", [300, 30_000])
@pytest.mark.parametrize("kept", [0.0, 0.3, 0.6, 0.9, 1.0])
def test_resemblance_is_about_the_share_of_common_runs(length: int, kept: float) -> None:
    chance = random.Random(11)
    text = random_text(chance, length)
    other = text[: int(length * kept)] + random_text(chance, length - int(length * kept))
    ours, theirs = (set(shingle_hashes(letters(one), SHINGLE).tolist()) for one in (text, other))
    expected = len(ours & theirs) / len(ours | theirs)
    (found,) = resemblances(sketch_text("", text), sketch_text("", other))
    assert found == pytest.approx(expected, abs=0.17)


def test_sketches_are_compared_and_banded_as_one_array() -> None:
    sketches = [sketch_text("", text) for text in (TEXT, TEXT[::-1], TEXT)]
    keys = band_keys(b"".join(sketches))
    assert keys.shape == (3, BANDS)
    assert np.array_equal(keys[0], keys[2])
    assert not np.any(keys[0] == keys[1])
    assert resemblances(sketches[0], b"".join(sketches)).tolist() == [1.0, 0.0, 1.0]


@given(st.lists(st.text(alphabet="稀土产业a1。 ", max_size=30), max_size=6))
def test_texts_sketched_together_have_the_sketches_that_each_has_alone(bodies: list[str]) -> None:
    titles = [body[:3] for body in bodies]
    alone = [sketch_text(title, body) for title, body in zip(titles, bodies, strict=True)]
    assert sketch_all(titles, bodies) == alone
