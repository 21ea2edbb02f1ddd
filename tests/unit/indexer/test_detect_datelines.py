"""Datelines and release codes: the forms of agencies, what is none, and from which day they are reckoned."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from indexer.detect.datelines import detect_dateline, detect_release_code

FRIDAY = dt.date(2025, 11, 28)


@pytest.mark.parametrize(
    ("text", "surface", "iso"),
    [
        ("新华社北京11月27日电（记者甲乙）全国大会27日召开。", "新华社北京11月27日电", "2025-11-27"),
        ("【共同社11月12日电】某公司宣布", "【共同社11月12日电", "2025-11-12"),
        ("【共同社华盛顿11月14日电】据报道", "【共同社华盛顿11月14日电", "2025-11-14"),
        ("（中央社記者某某香港28日電）香港", "（中央社記者某某香港28日電", "2025-11-28"),
        ("（中央社墨西哥市25日綜合外電報導）", "（中央社墨西哥市25日綜合外電報導", "2025-11-25"),
        ("（记者某某 11月27日电）呼和浩特", "（记者某某 11月27日电", "2025-11-27"),
        ("本报呼和浩特11月27日电 （记者某某）", "本报呼和浩特11月27日电", "2025-11-27"),
        ("中新网4月3日电据某省卫健委消息", "中新网4月3日电", "2025-04-03"),
        ("某日报11月27日讯 记者从", "某日报11月27日讯", "2025-11-27"),
        ("据新华社北京11月27日电", "据新华社北京11月27日电", "2025-11-27"),
        ("36氪11月27日消息，某公司", "36氪11月27日消息", "2025-11-27"),
        ("IT之家 11 月 27 日消息，某公司", "IT之家 11 月 27 日消息", "2025-11-27"),
        ("【收盘】财联社1月30日电，指数", "】财联社1月30日电", "2025-01-30"),
        ("〔中央社台北廿七日電〕立法院", "〔中央社台北廿七日電", "2025-11-27"),
        ("路透11月27日電 央行宣布", "路透11月27日電", "2025-11-27"),
        ("（吉隆坡27日讯）首相宣布", "（吉隆坡27日讯）", "2025-11-27"),
        ("新华社北京2024年11月27日电", "新华社北京2024年11月27日电", "2024-11-27"),
        ("大会召开。某某 摄\n新华社北京11月27日电 大会", "\n新华社北京11月27日电", "2025-11-27"),
        ("某新社台北11月27日电台湾当局宣布", "某新社台北11月27日电", "2025-11-27"),
        ("新华社北京11月27日电商务部宣布", "新华社北京11月27日电", "2025-11-27"),
        ("【某外网11月27日|全时区】某国宣布", "【某外网11月27日|", "2025-11-27"),
        ("【某网北京11月27日】大会召开", "【某网北京11月27日】", "2025-11-27"),
        ("大会昨日召开，通过决议。（新华社北京11月27日电）", "（新华社北京11月27日电", "2025-11-27"),
        ("决议。" * 300 + "（新华社北京11月27日电）", "（新华社北京11月27日电）", "2025-11-27"),
        (
            "纪念大会召开。" * 200 + "\n（新华社北京11月27日电 记者某甲、某乙）",
            "（新华社北京11月27日电 记者某甲、某乙）",
            "2025-11-27",
        ),
    ],
)
def test_a_dateline_is_found(text: str, surface: str, iso: str) -> None:
    dateline = detect_dateline(text, FRIDAY)
    assert dateline is not None
    assert (text[dateline.span.start : dateline.span.end], dateline.date.iso()) == (surface, iso)


@pytest.mark.parametrize(
    "text",
    [
        "国家主席7月25日致电祝贺",
        "据某通讯社27日报道，矿区停产",
        "据市商务局28日消息，协定生效",
        "某网站11月27日电影票房公布",
        "11月27日，大会召开。",
        "新华社今天发表评论员文章",
        "大会（吉隆坡27日讯）",
        "（见27日讯息）",
        "稀土",
        "",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert detect_dateline(text, FRIDAY) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新华社北京11月27日电", PartialDate(month=11, day=27)),
        ("新华社北京2025年11月27日电", PartialDate(year=2025, month=11, day=27)),
    ],
)
def test_without_a_reference_the_year_stays_unknown(text: str, expected: PartialDate) -> None:
    dateline = detect_dateline(text)
    assert dateline is not None
    assert dateline.date == expected


def test_a_day_alone_without_a_reference_is_no_dateline() -> None:
    assert detect_dateline("（中央社台北28日電）") is None


def test_a_dateline_may_be_a_day_ahead_of_the_reference() -> None:
    dateline = detect_dateline("（中央社東京29日電）", FRIDAY)
    assert dateline is not None
    assert dateline.date.iso() == "2025-11-29"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("會議結束。（編輯：某某）1141128", "2025-11-28"),
        ("會議結束。（譯者：某某/核稿：某某）1131103\n下一段", "2024-11-03"),
        ("会议结束。（编译：某某）1141128 ", "2025-11-28"),
    ],
)
def test_a_release_code_is_read(text: str, iso: str) -> None:
    code = detect_release_code(text)
    assert code is not None
    assert code.iso() == iso


@pytest.mark.parametrize(
    "text", ["會議（圖）1141128", "（編輯：某某）1141328", "（編輯：某某）0912345678", "1141128"]
)
def test_what_is_no_release_code(text: str) -> None:
    assert detect_release_code(text) is None


@given(st.text(alphabet="新华社北京记者（）()【】11月27日电，。\n 據据中央稿：編輯0123"))
def test_any_text_has_a_dateline_or_none(text: str) -> None:
    dateline = detect_dateline(text, FRIDAY)
    assert dateline is None or 0 <= dateline.span.start < dateline.span.end <= len(text)
