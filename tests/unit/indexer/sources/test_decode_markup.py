"""Pages and feeds in every encoding, with labels that agree, disagree and lie; every case of an archive of thirty years."""

from __future__ import annotations

import codecs

import pytest

from indexer.sources.decode import UnknownEncodingError, decode_markup, decode_text

HANS = "11月27日，样例市科学技术奖励大会在样例召开，表彰为全市科技进步和高质量发展作出突出贡献的科技工作者。"
HANT = "11月27日，樣例市科學技術獎勵大會在樣例召開，表彰為全市科技進步和高品質發展作出突出貢獻的科技工作者。"


def a_page(text: str, label: str | None) -> str:
    meta = "" if label is None else f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    return f"<html><head>{meta}</head><body>{text}</body></html>"


def a_feed(text: str, label: str) -> str:
    return f'<?xml version="1.0" encoding="{label}"?><rss><item><title>{text}</title></item></rss>'


@pytest.mark.parametrize(
    ("text", "codec", "labels"),
    [
        (HANS, "gbk", ["gb2312", "GBK", "gb18030", "x-gbk"]),
        (HANS + "朱镕基𠮷㐀", "gb18030", ["gb2312", "gbk"]),
        (HANT, "big5", ["big5", "Big5", "big5-hkscs", "x-x-big5"]),
        (HANT + "嘅咗", "big5hkscs", ["big5"]),
        (HANS, "utf-8", ["utf-8", "UTF8"]),
    ],
)
def test_a_true_label(text: str, codec: str, labels: list[str]) -> None:
    for label in labels:
        for document in (a_page(text, label), a_feed(text, label)):
            decoded = decode_markup(document.encode(codec))
            assert (decoded.text, decoded.warnings) == (document, ())
            http = decode_markup(document.encode(codec), label)
            assert (http.text, http.warnings) == (document, ())


@pytest.mark.parametrize(
    ("text", "codec", "declared", "charset", "read_as"),
    [
        (HANS, "utf-8", "gb2312", None, "utf-8"),
        (HANS, "utf-8", None, "gbk", "utf-8"),
        (HANS, "gbk", "utf-8", None, "gb18030"),
        (HANS, "gbk", "iso-8859-1", "ISO-8859-1", "gb18030"),
        (HANS, "gbk", "big5", "utf-8", "gb18030"),
        (HANT, "big5", "gb2312", None, "big5hkscs"),
        (HANT, "big5", "big5", "gb2312", "big5hkscs"),
        (HANT, "utf-8", "utf-16", None, "utf-8"),
    ],
)
def test_a_label_that_lies_is_warned_of_and_not_believed(
    text: str, codec: str, declared: str | None, charset: str | None, read_as: str
) -> None:
    document = a_page(text, declared)
    decoded = decode_markup(document.encode(codec), charset)
    assert (decoded.text, decoded.encoding) == (document, read_as)
    assert decoded.warnings == (f"labelled {charset or declared}, read as {read_as}",)


@pytest.mark.parametrize(
    ("mark", "codec"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_wins_over_declaration_and_http(mark: bytes, codec: str) -> None:
    document = a_feed(HANS, "big5")
    decoded = decode_markup(mark + document.encode(codec), "gbk")
    assert (decoded.text, decoded.encoding) == (document, codec)


def test_utf16_without_a_mark_is_known_by_its_first_bytes() -> None:
    for codec in ("utf-16-le", "utf-16-be"):
        document = a_feed("plain words", "utf-16")
        assert decode_markup(document.encode(codec)).text == document


def test_utf7_is_never_undone() -> None:
    assert decode_markup(b"+ADw-script+AD4-", "utf-7").text == "+ADw-script+AD4-"


def test_an_unknown_label_is_passed_over() -> None:
    document = a_page(HANS, "utf8mb4")
    assert decode_markup(document.encode("gbk"), "none").text == document


def test_text_without_chinese_is_read_as_labelled() -> None:
    assert decode_markup("caf\xe9 d\xe9j\xe0".encode("cp1252"), "latin1").text == "café déjà"
    assert decode_markup("日本の政策について".encode("shift_jis"), "Shift_JIS").text == "日本の政策について"


def test_euro_signs_of_both_code_pages() -> None:
    gbk = "价".encode("gbk") + b"\x80" + f"一{HANS}".encode("gbk")
    assert decode_markup(gbk).text == f"价€一{HANS}"
    big5 = "價".encode("big5") + b"\xa3\xe1" + f"一{HANT}".encode("big5")
    assert decode_markup(big5, "big5").text == f"價€一{HANT}"


def test_interpuncts_of_big5_are_those_of_the_standard() -> None:
    content = "阿".encode("big5") + b"\xa1\x45" + f"里{HANT}".encode("big5")
    assert decode_markup(content).text == f"阿‧里{HANT}"


EUC_TW = bytes.fromhex(
    "edb5cbf3c6cbc4fcc6ccd2eff0d0cac0ddb4ede4f3c4f2d6cecea1a2cfd0e8e4e8d7c7c0c6cbe0f5d5adc8b4d8c3f9f8cefbd2efcac0c4d6c9a2"
    "cfafa1a4"
)


def test_euc_tw_is_read_by_its_label_and_without_one() -> None:
    text = "樣例市公布科學技術獎勵辦法，表彰對全市發展有貢獻的科技工作者。"
    for label in ("euc-tw", None):
        decoded = decode_text(EUC_TW, label)
        assert (decoded.text, decoded.warnings) == (text, ())


def test_what_euc_tw_lacks_is_damage() -> None:
    decoded = decode_text(EUC_TW + b"\x8e\xa7\xa1\xa1", "euc-tw")
    assert decoded.warnings == ("1 damaged bytes replaced by U+FFFD (read as euc_tw)",)


def test_damage_is_one_sign_and_a_warning() -> None:
    document = a_page(HANS, "gb2312").encode("gbk")
    cut = document[: document.index("者。".encode("gbk")) + 1]
    decoded = decode_markup(cut)
    assert decoded.text.endswith("科技工作\ufffd")
    assert decoded.warnings == ("1 damaged bytes replaced by U+FFFD (read as gb18030)",)


def test_bytes_that_are_nothing_are_refused() -> None:
    with pytest.raises(UnknownEncodingError):
        decode_markup(bytes(range(129, 255)) * 40)


def test_one_word_of_hz_is_refused_where_the_label_says_so() -> None:
    page = b'<?xml version="1.0" encoding="hz-gb-2312"?><rss><channel><title>~{9+~}</title></channel></rss>'
    with pytest.raises(UnknownEncodingError, match="HZ"):
        decode_markup(page)
