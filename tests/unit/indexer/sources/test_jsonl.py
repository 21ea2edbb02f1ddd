"""One line of JSONL: what is read, what is refused and with which words, what is cleaned."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ItemError
from index.model import PartialDate
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.jsonl import parse_jsonl

NO_DEFAULTS = InputDefaults()
WRITTEN = "write 2025, 2025-11, 2025-11-27 or 2025-11-27T10:42+08:00"


def a_line(content: str | bytes) -> RawRecord:
    return RawRecord(
        path="a.jsonl",
        line=7,
        format="jsonl",
        content=content.encode() if isinstance(content, str) else content,
    )


def read(defaults: InputDefaults = NO_DEFAULTS, **values: Any) -> ArticleInput:
    return parse_jsonl(a_line(json.dumps({"title": "題", "body": "文", **values})), defaults)


def reason(content: str | bytes) -> str:
    with pytest.raises(ItemError) as caught:
        parse_jsonl(a_line(content), NO_DEFAULTS)
    assert (caught.value.path, caught.value.line) == ("a.jsonl", 7)
    return caught.value.reason


def refused(**values: Any) -> str:
    return reason(json.dumps({"title": "題", **values}))


def test_every_key_is_read() -> None:
    line = json.dumps(
        {
            "id": "a/1", "url": "https://example.cn/1", "title": " 標題 ", "body": "　第一段\n  第二段 \n",
            "published": "2025-11-27", "source": " 樣例日報 ", "region": ["內蒙古", "1501"], "author": "李晗",
            "tags": ["科技", "科技", " "], "unknown": {"deep": [1, 2]},
        },
        ensure_ascii=False,
    )  # fmt: skip
    assert parse_jsonl(a_line(line), NO_DEFAULTS) == ArticleInput(
        title="標題", body="第一段\n  第二段", raw=line, id="a/1", url="https://example.cn/1",
        published=PartialDate(year=2025, month=11, day=27), published_origin="given", source="樣例日報", author="李晗",
        tags=("科技",), regions=("內蒙古", "1501"),
    )  # fmt: skip


def test_body_is_not_cleaned_of_bylines() -> None:
    assert read(body="正文。(记者 李晗)\n版权所有").body == "正文。(记者 李晗)\n版权所有"


@pytest.mark.parametrize("key", ["id", "url", "published", "source", "region", "author", "tags", "body"])
@pytest.mark.parametrize("value", [None, ""])
def test_null_and_empty_are_absent(key: str, value: Any) -> None:
    article = read(**{key: value})
    assert getattr(article, {"region": "regions"}.get(key, key)) in (None, "", ())


@pytest.mark.parametrize(
    ("given", "taken", "warning"),
    [
        (5, "5", "id: a number, taken as the text '5'"),
        (0, "0", "id: a number, taken as the text '0'"),
        ("", None, "id: empty, taken as none"),
    ],
)
def test_an_id_that_is_no_text_or_none_is_said(given: object, taken: str | None, warning: str) -> None:
    article = read(id=given)
    assert (article.id, article.warnings) == (taken, (warning,))


@pytest.mark.parametrize("given", ["5", " ", "新華社/1", None])
def test_an_id_as_it_should_be_says_nothing(given: str | None) -> None:
    assert (read(id=given).id, read(id=given).warnings) == (given, ())


def test_title_alone_and_body_alone_are_articles() -> None:
    assert parse_jsonl(a_line('{"title": "題"}'), NO_DEFAULTS).body == ""
    assert parse_jsonl(a_line('{"body": "文"}'), NO_DEFAULTS).title == ""


def test_defaults_fill_only_what_is_absent() -> None:
    defaults = InputDefaults(source="默認", published=PartialDate(year=2024), regions=("北京",))
    filled = read(defaults)
    assert (filled.source, filled.published, filled.published_origin, filled.regions) == (
        "默認", PartialDate(year=2024), "given", ("北京",),
    )  # fmt: skip
    own = read(defaults, source="自己", published="2025", region="上海")
    assert (own.source, own.published, own.regions) == ("自己", PartialDate(year=2025), ("上海",))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"title": "題"', "not JSON: Expecting ',' delimiter at character 14"),
        ("稀土", "not JSON: Expecting value at character 1"),
        ('["題"]', "not an object but a list"),
        ('"題"', "not an object but a text"),
        ("null", "not an object but null"),
        ("17", "not an object but a number"),
        ('{"title": NaN}', "not JSON: NaN is no value"),
        ('{"title": "題", "x": -Infinity}', "not JSON: -Infinity is no value"),
        ("[" * 10_000, "not an article: nested too deeply"),
        ('{"title": "題", "x": ' + "[" * 10_000 + "]" * 10_000 + "}", "not an article: nested too deeply"),
        ("{}", "neither title nor body"),
        ('{"title": " \\u200b", "body": "\\u3000"}', "neither title nor body"),
        ('{"title": "", "body": null}', "neither title nor body"),
        ('{"title": "題", "id": ' + "9" * 5000 + "}", "id: must be a text, not a number"),
    ],
)
def test_what_is_no_article_is_refused(line: str, expected: str) -> None:
    assert reason(line).startswith(expected)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"title": 5}, "title: must be a text, not a number"),
        ({"body": ["文"]}, "body: must be a text, not a list"),
        ({"published": "2024-02-30"}, f"published: 2024-02-30 is not a date of the calendar: {WRITTEN}"),
        ({"published": "0000"}, f"published: 0000 is not a date of the calendar: {WRITTEN}"),
        ({"published": "99999"}, f"published: 99999 is not an ISO 8601 date: {WRITTEN}"),
        (
            {"published": "二〇二四年三月五日"},
            f"published: 二〇二四年三月五日 is not an ISO 8601 date: {WRITTEN}",
        ),
        ({"published": 1732665600}, "published: must be a text, not a number"),
        ({"source": {}}, "source: must be a text, not an object"),
        ({"author": True}, "author: must be a text, not true or false"),
        ({"tags": {"a": 1}}, "tags: must be a text or a list of texts, not an object"),
        ({"tags": ["a", None]}, "tags: must be a text or a list of texts, not null"),
        ({"region": [["北京"]]}, "region: must be a text or a list of texts, not a list"),
        ({"region": 1.5}, "region: must be a text or a list of texts, not a number"),
        ({"url": 1}, "url: must be a text, not a number"),
        ({"id": 1.5}, "id: must be a text, not a number"),
        ({"id": False}, "id: must be a text, not true or false"),
        ({"id": "x" * 12_001}, "id: 12,001 characters in an address, 12,000 at most"),
        ({"id": "國" * 1_334}, "id: 12,006 characters in an address, 12,000 at most"),
        ({"id": "a\x00b"}, "id: holds a control character or a lone surrogate"),
        ({"id": "a\ud800"}, "id: holds a control character or a lone surrogate"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(values: dict[str, Any], expected: str) -> None:
    assert refused(**values) == expected


def test_of_a_key_given_twice_the_last_counts() -> None:
    assert parse_jsonl(a_line('{"title": "一", "title": "二"}'), NO_DEFAULTS).title == "二"


def test_whole_numbers_stand_for_their_digits() -> None:
    article = read(id=17, region=15, tags=[2025, "年"])
    assert (article.id, article.regions, article.tags) == ("17", ("15",), ("2025", "年"))


def test_one_text_of_tags_is_a_list_with_commas() -> None:
    assert read(tags="科技, 稀土、能源，科技").tags == ("科技", "稀土", "能源")
    assert read(tags=["甲、乙"]).tags == ("甲、乙",)


@pytest.mark.parametrize("id_", ["a/b//c:d#e", "文章 一", " "])
def test_id_is_kept_exactly(id_: str) -> None:
    assert read(id=id_).id == id_


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.cn/",
        "/relative",
        "http://",
        "https://[x",
        "http://a.cn/ b",
        "http://a:x/",
    ],
)
def test_what_is_no_web_link_is_dropped_with_a_warning(url: str) -> None:
    article = read(url=url)
    assert (article.url, article.warnings) == (None, ("url: not an http or https link, dropped",))
    assert json.loads(article.raw)["url"] == url


def test_of_a_key_given_twice_the_last_counts_which_is_said() -> None:
    line = '{"title": "題", "x": 1, "x": 2, "body": {"a": 1, "a": 1}, "body": "文", "title": "新題"}'
    article = parse_jsonl(a_line(line), NO_DEFAULTS)
    assert (article.title, article.body) == ("新題", "文")
    assert article.warnings == (
        "title: given more than once, the last one counts",
        "body: given more than once, the last one counts",
    )


def test_what_is_repeated_inside_a_value_that_nobody_asks_for_is_passed_over() -> None:
    assert parse_jsonl(a_line('{"title": "題", "x": {"title": 1, "title": 2}}'), NO_DEFAULTS).warnings == ()


def test_lone_surrogates_are_replaced_and_said() -> None:
    article = read(title="題\ud800", body="文\udfff\ud800字")
    assert (article.title, article.body) == ("題\ufffd", "文\ufffd\ufffd字")
    assert article.warnings == (
        "title: 1 lone surrogates replaced by U+FFFD",
        "body: 2 lone surrogates replaced by U+FFFD",
    )


def test_surrogate_pairs_are_characters() -> None:
    assert parse_jsonl(a_line('{"title": "\\ud842\\udfb7"}'), NO_DEFAULTS).title == "𠮷"


def test_control_characters_go_and_are_said() -> None:
    article = read(title="稀\x00土", body="稀\x00土\x07\u0085新行\r\n又一行\tx")
    assert (article.title, article.body) == ("稀土", "稀土\n新行\n又一行\tx")
    assert article.warnings == ("title: 1 control characters removed", "body: 2 control characters removed")


def test_a_raw_nul_inside_a_text_is_cleaned_too() -> None:
    article = parse_jsonl(a_line('{"title": "稀\x00土"}'), NO_DEFAULTS)
    assert (article.title, article.raw) == ("稀土", '{"title": "稀土"}')


def test_a_title_is_one_line_of_at_most_512_characters() -> None:
    article = read(title="國" * 10_000_000)
    assert article.title == "國" * 512
    assert article.warnings == ("title: 10,000,000 characters, cut at 512",)
    assert read(title="上\n  下\u2028後").title == "上 下 後"


@pytest.mark.parametrize(
    "text", ["𠮷㐀〇", "稀\u200b土", "\u202e倒", "ﷺ", "<img src=x onerror=alert(1)>", "嘅"]
)
def test_odd_characters_are_kept_exactly(text: str) -> None:
    article = read(title=text, body=text)
    assert (article.title, article.body, article.warnings) == (text, text, ())


def test_a_byte_order_mark_and_gbk_are_read() -> None:
    text = '{"title": "内蒙古自治区科学技术奖励大会在呼和浩特召开"}'
    for encoding in ("utf-8-sig", "gbk"):
        assert parse_jsonl(a_line(text.encode(encoding)), NO_DEFAULTS).title == json.loads(text)["title"]


def test_damaged_bytes_are_replaced_and_said() -> None:
    article = parse_jsonl(a_line(b'{"title": "C919 \xff"}'), NO_DEFAULTS)
    assert article.title == "C919 \ufffd"
    assert article.warnings == ("1 damaged bytes replaced by U+FFFD (read as utf-8)",)


def test_an_unknown_encoding_is_refused() -> None:
    with pytest.raises(ItemError, match="'klingon' is not an encoding known here"):
        parse_jsonl(a_line('{"title": "題"}'.encode("gbk")), InputDefaults(encoding="klingon"))


@given(st.binary(max_size=200))
def test_any_bytes_are_an_article_or_refused(content: bytes) -> None:
    try:
        article = parse_jsonl(a_line(content), NO_DEFAULTS)
    except ItemError:
        return
    assert article.title or article.body


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.text(), values, max_size=3),
    max_leaves=8,
)
KEYS = st.sampled_from(["id", "url", "title", "body", "published", "source", "region", "author", "tags", "x"])


@given(st.dictionaries(KEYS, json_values))
def test_what_is_stored_can_be_stored(values: dict[str, Any]) -> None:
    try:
        article = parse_jsonl(a_line(json.dumps(values)), NO_DEFAULTS)
    except ItemError:
        return
    for text in (
        article.title,
        article.body,
        article.raw,
        article.source or "",
        article.author or "",
        *article.tags,
    ):
        assert "\x00" not in text
        assert text.encode("utf-8").decode("utf-8") == text


def test_a_number_of_any_length_may_stand_under_an_unknown_key() -> None:
    long = "9" * 5_000
    line = a_line(f'{{"title": "一", "serial": {long}, "deep": [[{long}]]}}')
    assert parse_jsonl(line, NO_DEFAULTS).title == "一"
