"""Rows: a raw text comes back whatever it is, takes little room, and a flipped byte of it is seen."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import DamagedError
from index.store.rows import pack_raw, unpack_raw

BODY = "稀土出口“管制”，\n1,000 噸。" * 20
texts = st.text(alphabet='稀土"\\\n\0a1,{}:é𠮷', max_size=20)


def a_line(body: str, *, ascii_only: bool = False) -> str:
    return json.dumps({"id": "1", "title": "標題", "body": body, "source": "新報"}, ensure_ascii=ascii_only)


@given(texts, texts)
def test_any_raw_text_comes_back(raw: str, body: str) -> None:
    assert unpack_raw(pack_raw(raw, body), body) == raw


@given(texts, texts, st.booleans())
def test_any_line_that_holds_the_body_comes_back(body: str, beside: str, ascii_only: bool) -> None:
    raw = beside + a_line(body, ascii_only=ascii_only) + beside
    assert unpack_raw(pack_raw(raw, body), body) == raw


@pytest.mark.parametrize("ascii_only", [False, True])
def test_a_line_of_json_leaves_what_stands_beside_the_body(ascii_only: bool) -> None:
    packed = pack_raw(a_line(BODY, ascii_only=ascii_only), BODY)
    assert packed is not None
    assert len(packed) < 100


def test_a_page_is_compressed_against_its_body() -> None:
    packed = pack_raw(f"原標題：甲\n{BODY}\n責任編輯：乙", BODY)
    assert packed is not None
    assert len(packed) < 100


def test_the_body_itself_is_not_kept_twice() -> None:
    assert pack_raw(BODY, BODY) is None
    assert unpack_raw(None, BODY) == BODY


def test_a_flipped_byte_is_seen_wherever_it_is() -> None:
    packed = pack_raw(a_line(BODY), BODY)
    assert packed is not None
    for place in range(len(packed)):
        flipped = bytearray(packed)
        flipped[place] ^= 0x08
        with pytest.raises(DamagedError):
            unpack_raw(bytes(flipped), BODY)


@pytest.mark.parametrize("length", [0, 1, 4, 5, 6, 20])
def test_a_cut_raw_text_is_damage(length: int) -> None:
    packed = pack_raw(a_line(BODY), BODY)
    assert packed is not None
    with pytest.raises(DamagedError):
        unpack_raw(packed[:length], BODY)


def test_a_raw_text_with_another_body_is_damage() -> None:
    packed = pack_raw(f"原標題：甲\n{BODY}", BODY)
    with pytest.raises(DamagedError):
        unpack_raw(packed, "別的正文")
