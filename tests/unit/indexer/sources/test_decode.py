"""Bytes become text: every encoding that Chinese is saved in, damage, labels that lie."""

from __future__ import annotations

import codecs

import pytest

from indexer.sources.decode import UnknownEncodingError, decode_text, parse_encoding

HANS = "11月27日，内蒙古自治区科学技术奖励大会在呼和浩特召开，表彰为全区科技进步和高质量发展作出突出贡献的科技工作者。"
HANT = "11月27日，內蒙古自治區科學技術獎勵大會在呼和浩特召開，表彰為全區科技進步和高品質發展作出突出貢獻的科技工作者。"
CANTONESE = "政府發言人說，嘅字是香港增補字符集的字，市民可以在網上查閱有關資料。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("text", [HANS, HANT, "稀土\n" + HANS])
def test_text_comes_back_from_every_encoding(text: str, encoding: str) -> None:
    decoded = decode_text(text.encode(encoding))
    assert (decoded.text, decoded.warnings) == (text, ())


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE])
def test_utf16_by_its_mark(mark: bytes) -> None:
    encoding = "utf-16-be" if mark == codecs.BOM_UTF16_BE else "utf-16-le"
    assert decode_text(mark + "一".encode(encoding)).text == "一"


@pytest.mark.parametrize("text", [HANT, CANTONESE])
def test_big5_is_told_from_gb18030(text: str) -> None:
    decoded = decode_text(text.encode("big5hkscs"))
    assert (decoded.text, decoded.encoding) == (text, "big5hkscs")


def test_traditional_text_in_gbk_is_not_taken_for_big5() -> None:
    assert decode_text(HANT.encode("gbk")).text == HANT


def test_ascii_is_utf8() -> None:
    assert decode_text(b'{"title": "C919"}').encoding == "utf-8"


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb18030", "x-gbk", "CP936"])
def test_every_gb_label_reads_the_superset(label: str) -> None:
    rare = "朱镕基在会上说，𠮷㐀〇"
    assert decode_text(rare.encode("gb18030"), label).text == rare


def test_big5_label_reads_hong_kong_characters() -> None:
    assert decode_text(CANTONESE.encode("big5hkscs"), "big5").text == CANTONESE


def test_utf8_labelled_gbk_stays_utf8_with_a_warning() -> None:
    decoded = decode_text(HANS.encode(), "gbk")
    assert (decoded.text, decoded.warnings) == (HANS, ("the bytes are UTF-8, not gbk",))


def test_the_euro_of_code_page_936() -> None:
    content = "价格为".encode("gbk") + b"\x80" + "一百，两国贸易的发展".encode("gbk")
    assert decode_text(content).text == "价格为€一百，两国贸易的发展"


def test_a_truncated_gbk_character_is_one_replacement_and_a_warning() -> None:
    decoded = decode_text(HANS.encode("gbk")[:-3])
    assert decoded.text == HANS[:-2] + "\ufffd"
    assert decoded.warnings == ("1 damaged bytes replaced by U+FFFD (read as gb18030)",)


def test_a_damaged_byte_of_utf8_is_one_replacement_and_a_warning() -> None:
    decoded = decode_text(HANS[:20].encode() + b"\xff" + HANS[20:].encode())
    assert decoded.text == HANS[:20] + "\ufffd" + HANS[20:]
    assert decoded.warnings == ("1 damaged bytes replaced by U+FFFD (read as utf-8)",)


def test_utf8_cut_off_inside_a_character() -> None:
    assert decode_text(HANS.encode()[:-1]).text == HANS[:-1] + "\ufffd"


@pytest.mark.parametrize(
    "content", [b"\xfd\xfc\xfb" * 50, bytes(range(128, 256)) * 4, "Olá, açúcar é bom".encode("latin-1")]
)
def test_bytes_that_read_like_nothing_are_refused(content: bytes) -> None:
    with pytest.raises(UnknownEncodingError):
        decode_text(content[3:])


def test_a_named_encoding_overrules_the_guess() -> None:
    assert decode_text("Olá, açúcar".encode("latin-1"), "latin-1").text == "Olá, açúcar"


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(UnknownEncodingError, match="'klingon' is not an encoding"):
        parse_encoding("klingon")
