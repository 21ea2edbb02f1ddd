"""Bytes become text: every encoding that Chinese is saved in, damage, labels that lie."""

from __future__ import annotations

import codecs
import time

import pytest

from indexer.sources.decode import DecodedText, UnknownEncodingError, decode_text, parse_encoding

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


@pytest.mark.parametrize(
    ("text", "encoding"), [(HANS * 3, "gb18030"), (HANT * 3, "big5hkscs"), (HANT * 3, "gb18030")]
)
@pytest.mark.parametrize("lost", [9, 30, 55])
def test_a_lost_byte_costs_a_character_and_not_its_line(text: str, encoding: str, lost: int) -> None:
    before, after = text[:lost], text[lost + 1 :]
    assert not text[lost].isascii()
    content = before.encode(encoding) + text[lost].encode(encoding)[:1] + after.encode(encoding)
    decoded = decode_text(content, encoding)
    assert decoded.text.startswith(before[:-2])
    assert decoded.text.endswith(after[5:])


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
def test_a_lost_byte_costs_nothing_behind_the_next_tag(encoding: str) -> None:
    before, behind = "<p>範例縣冬修水利工程啟動", "</p><p>參加的有八千人次，完成土方一萬立方米。</p>" * 3
    content = before.encode(encoding)[:-1] + behind.encode(encoding)
    assert decode_text(content, encoding).text.endswith(behind)


def test_a_lost_byte_is_marked_and_said() -> None:
    content = HANS[:30].encode("gbk") + HANS[30].encode("gbk")[:1] + HANS[31:].encode("gbk")
    decoded = decode_text(content)
    assert decoded.text.count("\ufffd") == 1
    assert decoded.warnings == ("1 damaged bytes replaced by U+FFFD (read as gb18030)",)


def test_what_is_not_damaged_is_read_as_it_stands() -> None:
    rare = "囧囍囚囝囟囡囪囫囮囹囿圂圃圄圉"
    assert decode_text((HANS + rare).encode("gb18030")).text == HANS + rare


def test_resynchronising_is_linear() -> None:
    started = time.process_time()
    decode_text(HANS.encode("gbk") + b"\xb8" * 500_000, "gbk")
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ((HANS * 2).encode("hz"), "HZ"),
        ("会议纪要\n全区大会".encode("hz"), "HZ"),
        ("内の会議を開く".encode("iso2022_jp"), "ISO-2022"),
        ("회의 개최".encode("iso2022_kr"), "ISO-2022"),
        (HANS.encode("utf-7"), "UTF-7"),
    ],
)
def test_encodings_in_seven_bits_are_refused_by_name(content: bytes, name: str) -> None:
    with pytest.raises(UnknownEncodingError, match=f"the text is in {name}, which is not read"):
        decode_text(content)


@pytest.mark.parametrize(
    "content",
    [
        b"~{}~ is a sign of shells",
        b"a+b=c; C++ and 1+1-2",
        b"x = y~{z}~{w}",
        b"dial +8613800000000-1 or +abcdef- now",
    ],
)
def test_ascii_that_only_looks_shifted_is_ascii(content: bytes) -> None:
    assert decode_text(content).text == content.decode()


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs"])
@pytest.mark.parametrize("is_first", [True, False])
def test_lines_of_two_encodings_are_read_line_by_line(encoding: str, is_first: bool) -> None:
    lines = [HANT.encode(encoding), HANT.encode()]
    decoded = decode_text(b"\n".join(lines if is_first else lines[::-1]))
    assert decoded.text == f"{HANT}\n{HANT}"
    assert decoded.warnings == (f"some lines are UTF-8, some {encoding}",)


def test_english_of_windows_1252() -> None:
    text = "Café — déjà vu. China’s policy on rare earths was announced in the capital."
    decoded = decode_text(text.encode("cp1252"))
    assert (decoded.text, decoded.encoding) == (text, "cp1252")


def test_english_with_chinese_names_is_gbk() -> None:
    text = "The 国务院 of China said in the morning that the policy was announced."
    assert decode_text(text.encode("gbk")).text == text


@pytest.mark.parametrize("wrongly", ["latin-1", "cp1252"])
def test_what_was_encoded_twice_is_undone(wrongly: str) -> None:
    text = "青禾县三日召开会议，部署秋收工作。"
    twice = b"".join(_letter(byte, wrongly) for byte in text.encode())
    assert decode_text(twice) == DecodedText(
        text=text, encoding="utf-8", warnings=("encoded as UTF-8 twice, undone once",)
    )


def _letter(byte: int, encoding: str) -> bytes:
    """One byte read as *encoding*, where it has it, else as Latin-1, and saved as UTF-8."""
    return (bytes((byte,)).decode(encoding, "ignore") or chr(byte)).encode()


@pytest.mark.parametrize("text", ["élève à Genève, où il naît", "é青ä", "ééàà"])
def test_letters_of_other_languages_stay(text: str) -> None:
    assert decode_text(text.encode()).text == text
