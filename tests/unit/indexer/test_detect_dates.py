"""Dates in running text: every writing with what it means, what is no date, and the laws of spans and time."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from indexer.detect.date_mention import DateMention, DateRule
from indexer.detect.dates import find_dates
from indexer.detect.reckoning import Reckoning

FRIDAY = dt.date(2025, 11, 28)


def found(
    text: str, reference: dt.date | None = FRIDAY, reckoning: Reckoning = Reckoning.PAST
) -> list[tuple[str, str]]:
    """Every mention as its surface and its date, a range with both ends."""
    return [
        (text[one.span.start : one.span.end], _dates(one)) for one in find_dates(text, reference, reckoning)
    ]


def _dates(mention: DateMention) -> str:
    return mention.date.iso() if mention.until is None else f"{mention.date.iso()}..{mention.until.iso()}"


@pytest.mark.parametrize(
    ("text", "surface", "iso"),
    [
        ("自2024年3月5日起施行", "2024年3月5日", "2024-03-05"),
        ("2024 年 3 月 5 日，会议", "2024 年 3 月 5 日", "2024-03-05"),
        ("２０２４年３月５號", "２０２４年３月５號", "2024-03-05"),
        ("二〇二四年三月五日", "二〇二四年三月五日", "2024-03-05"),
        ("二○二四年十二月廿九日", "二○二四年十二月廿九日", "2024-12-29"),
        ("二零二四年十月卅一日", "二零二四年十月卅一日", "2024-10-31"),
        ("两千零四年八月十五日", "两千零四年八月十五日", "2004-08-15"),
        ("二〇二四年3月五日", "二〇二四年3月五日", "2024-03-05"),
        ("中華民國113年3月5日公布", "中華民國113年3月5日", "2024-03-05"),
        ("民国一百一十三年三月五日", "民国一百一十三年三月五日", "2024-03-05"),
        ("民國元年1月1日", "民國元年1月1日", "1912-01-01"),
        ("攝於114年11月7日", "114年11月7日", "2025-11-07"),
        ("2024-03-05发布", "2024-03-05", "2024-03-05"),
        ("见2024/3/5号文", "2024/3/5", "2024-03-05"),
        ("2024.03.05", "2024.03.05", "2024-03-05"),
        ("２０２４－０３－０５", "２０２４－０３－０５", "2024-03-05"),
        ("13.5.2015", "13.5.2015", "2015-05-13"),
        ("2024年3月5日下午3时5分召开", "2024年3月5日下午3时5分", "2024-03-05T15:05:00+08:00"),
        ("2024年3月5日（星期二）9:30", "2024年3月5日（星期二）9:30", "2024-03-05T09:30:00+08:00"),
        ("2024年3月5日晚8點半", "2024年3月5日晚8點半", "2024-03-05T20:30:00+08:00"),
        ("10月12号，星期一", "10月12号，星期一", "2025-10-12"),
        ("11月27日，大会召开", "11月27日", "2025-11-27"),
        ("十一月廿七日", "十一月廿七日", "2025-11-27"),
        ("12月1日", "12月1日", "2024-12-01"),
        ("2月29日", "2月29日", "2024-02-29"),
        ("27日在京召开", "27日", "2025-11-27"),
        ("外长30日前往北京", "30日", "2025-10-30"),
        ("12号到的", "12号", "2025-11-12"),
        ("外交部14号说", "14号", "2025-11-14"),
        ("某总统3号召开会议", "3号", "2025-11-03"),
        ("昨日公布", "昨日", "2025-11-27"),
        ("今天上午10时", "今天上午10时", "2025-11-28T10:00:00+08:00"),
        ("前天", "前天", "2025-11-26"),
        ("大前天", "大前天", "2025-11-25"),
        ("明日開幕", "明日", "2025-11-29"),
        ("後天", "後天", "2025-11-30"),
        ("本月15日", "本月15日", "2025-11-15"),
        ("上月十五日", "上月十五日", "2025-10-15"),
        ("上个月31日", "上个月31日", "2025-10-31"),
        ("去年12月5日", "去年12月5日", "2024-12-05"),
        ("今年6月21日", "今年6月21日", "2025-06-21"),
        ("去年本月十日", "去年本月十日", "2024-11-10"),
        ("本周三", "本周三", "2025-11-26"),
        ("上週三", "上週三", "2025-11-19"),
        ("下下周日", "下下周日", "2025-12-14"),
        ("上上個星期一", "上上個星期一", "2025-11-10"),
        ("星期四", "星期四", "2025-11-27"),
        ("禮拜日", "禮拜日", "2025-11-23"),
        ("3天前", "3天前", "2025-11-25"),
        ("两周后", "两周后", "2025-12-12"),
        ("十日之前", "十日之前", "2025-11-18"),
        ("一个星期前", "一个星期前", "2025-11-21"),
        ("五月第二个星期日", "五月第二个星期日", "2025-05-11"),
        ("2024年11月的最后一个周四", "2024年11月的最后一个周四", "2024-11-28"),
        ("十二月第一个周一", "十二月第一个周一", "2024-12-02"),
        ("我十七号要去", "十七号", "2025-11-17"),
        ("2025年11月", "2025年11月", "2025-11"),
        ("11月份", "11月份", "2025-11"),
        ("上月", "上月", "2025-10"),
        ("2025年全年", "2025年", "2025"),
        ("去年第三季度", "去年", "2024"),
        # the number beside the word
        ("院會今（28）日三讀", "今（28）日", "2025-11-28"),
        ("市長昨(27)晚出席", "昨(27)晚", "2025-11-27"),
        ("今（28日）公布", "今（28日）", "2025-11-28"),
        ("昨天（27）公布", "昨天（27）", "2025-11-27"),
        ("昨（廿七）日下午3時", "昨（廿七）日下午3時", "2025-11-27T15:00:00+08:00"),
        ("今（11/28）日起", "今（11/28）日", "2025-11-28"),
        ("明（29）日開幕", "明（29）日", "2025-11-29"),
        ("總統前（26）日出席", "前（26）日", "2025-11-26"),
        # which decides where the reference is another day
        ("院會今（23）日三讀", "今（23）日", "2025-11-23"),
        ("今（114）年11月27日", "今（114）年11月27日", "2025-11-27"),
        ("去（113）年12月5日", "去（113）年12月5日", "2024-12-05"),
        ("上（10）月15日", "上（10）月15日", "2025-10-15"),
        ("本(11)月27日", "本(11)月27日", "2025-11-27"),
        ("發布於114/11/27", "114/11/27", "2025-11-27"),
        ("日期114.11.27", "114.11.27", "2025-11-27"),
        ("2025\u201311\u201327发布", "2025\u201311\u201327", "2025-11-27"),
        ("2025 / 11 / 27", "2025 / 11 / 27", "2025-11-27"),
        ("’25年3月5日", "’25年3月5日", "2025-03-05"),
        ("令和7年11月27日", "令和7年11月27日", "2025-11-27"),
        ("平成元年5月1日", "平成元年5月1日", "1989-05-01"),
        ("元月5日", "元月5日", "2025-01-05"),
        ("2025年元月", "2025年元月", "2025-01"),
        ("昨下午宣布", "昨", "2025-11-27"),
        ("今上午9時", "今上午9時", "2025-11-28T09:00:00+08:00"),
        ("前晚抵達", "前晚", "2025-11-26"),
        ("同日，某部发布公告", "同日", "2025-11-28"),
        ("外交部16号公布证据", "16号", "2025-11-16"),
        ("央行12号公告称", "12号", "2025-11-12"),
        ("11月27日（四）上午", "11月27日（四）", "2025-11-27"),
        ("上周三大盘下跌", "上周三", "2025-11-19"),
        ("本周日举行", "本周日", "2025-11-30"),
    ],
)
def test_a_date_is_found(text: str, surface: str, iso: str) -> None:
    assert found(text) == [(surface, iso)]


@pytest.mark.parametrize(
    ("text", "surface", "ends"),
    [
        ("12月25日到27日舉辦", "12月25日到27日", "2024-12-25..2024-12-27"),
        ("11月3日至12月5日", "11月3日至12月5日", "2025-11-03..2025-12-05"),
        ("2025年11月3日—5日", "2025年11月3日—5日", "2025-11-03..2025-11-05"),
        ("11月3-5日", "11月3-5日", "2025-11-03..2025-11-05"),
        ("23日晚到24日凌晨", "23日晚到24日", "2025-11-23..2025-11-24"),
        ("10月27、28日", "10月27、28日", "2025-10-27..2025-10-28"),
        ("十月二十七、二十八日", "十月二十七、二十八日", "2025-10-27..2025-10-28"),
        ("本月22、23、24日", "本月22、23、24日", "2025-11-22..2025-11-24"),
        ("于27和28日召开", "27和28日", "2025-11-27..2025-11-28"),
        ("12月30日至1月2日", "12月30日至1月2日", "2024-12-30..2025-01-02"),
        ("2025.11.27-2025.11.30", "2025.11.27-2025.11.30", "2025-11-27..2025-11-30"),
        ("2025-11-27至2025-11-30", "2025-11-27至2025-11-30", "2025-11-27..2025-11-30"),
        ("2024年12月30日至次年1月2日", "2024年12月30日至次年1月2日", "2024-12-30..2025-01-02"),
    ],
)
def test_a_range_is_one_mention(text: str, surface: str, ends: str) -> None:
    assert found(text) == [(surface, ends)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月3日、4日", [("11月3日", "2025-11-03"), ("4日", "2025-11-04")]),
        ("11月9日宣布，当天生效", [("11月9日", "2025-11-09"), ("当天", "2025-11-09")]),
        ("10月31日开会，同日印发", [("10月31日", "2025-10-31"), ("同日", "2025-10-31")]),
        ("今天（11月28日）", [("今天（11月28日）", "2025-11-28")]),
        ("下周二（2日）", [("下周二", "2025-12-02"), ("2日", "2025-12-02")]),
        ("11月20日开会，次日闭幕", [("11月20日", "2025-11-20"), ("次日", "2025-11-21")]),
        (
            "1949年10月1日成立，同年11月27日解散",
            [("1949年10月1日", "1949-10-01"), ("同年11月27日", "1949-11-27")],
        ),
        (
            "2019年10月1日开工，次年3月5日竣工",
            [("2019年10月1日", "2019-10-01"), ("次年3月5日", "2020-03-05")],
        ),
        ("10月5日开幕，当月15日闭幕", [("10月5日", "2025-10-05"), ("当月15日", "2025-10-15")]),
        ("2019年的12月5日", [("2019年", "2019"), ("12月5日", "2019-12-05")]),
        (
            "2025年10月28日举行，第二阶段于11月11日举行",
            [("2025年10月28日", "2025-10-28"), ("11月11日", "2025-11-11")],
        ),
        # of which year the second day is nobody knows
        ("2019年10月1日开工，12月5日竣工", [("2019年10月1日", "2019-10-01")]),
        ("97年3月26日至101年3月25日", [("101年3月25日", "2012-03-25")]),
        ("三、5日上午开会", [("5日", "2025-11-05")]),
    ],
)
def test_what_leans_on_the_mention_before(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        # not on the calendar
        *("2月30日", "2019年2月29日", "2024-02-30", "13月5日", "11月31日", "0000-00-00", "2024年3月5日".replace("5", "0")),
        # another calendar, nobody's century, no year of an event
        *("农历正月初一", "農曆八月十五", "2015年农历正月初一", "大年三十", "三月初一", "98年3月5日", "2024年度", "99999年1月1日"),
        # lengths of time, numbers of things, names
        *("100年前", "一百年来", "7日年化收益率", "十日谈", "三日月", "为期3日", "第3日", "3日内", "连续5日", "7日游", "100日元", "一連5日", "15日前", "長征12号", "2号楼", "三號強風信號", "於八號或以上", "三號熱帶氣旋", "神舟十八号", "人民路12号", "“某某”3号", "商船某某3號」", "連升4日", "前日相岸田", "两三天前", "最后一个周三"),
        *("目前日本", "日前", "先后天气", "如今日本", "每周一", "周一至周五", "一周三次", "1至6月", "从0到1", "最近", "五日市"),
        # numbers of documents
        *("国发〔2025〕11号", "国办发[2025]3号", "某发(2025)11号", "某发（二〇二五）11号", "某字第 11 号", "某部令12号", "公告12号", "12号提案", "12号公告", "16号公路", "5号公馆", "较去年同期增长", "2024年同期"),
        # no year, no month in particular, and what is counted from a day that is not said
        *("每年11月27日", "每年的11月27日", "每年1月1日至12月31日", "每月15日", "同年11月27日", "当月15日", "次日", "公告刊登次日起7日内", "连署公开的同日", "中方愿同日方一道", "本年度"),
        # names and words that begin like a day
        *("今日头条", "今日俄罗斯", "那年今日", "历史上的今天", "如今（28）日", "会前（5）日", "上周二手房成交", "上周日本首相", "上周日均成交", "本周日程", "上周天气", "上周三大指数", "上周四川", "上周五粮液", "上周一些", "目前晚会", "美元月线"),
        # shares, versions, a date that the word contradicts
        *("約3/5的受訪者", "逾1/3", "1/3以上", "v114.11.27", "2025.11.27-3", "114.1.2", "114.11.27.1", "今（14）年3月5日", "一九九八年元月初一", "农历正月初一，同日"),
        "稀土",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11月27日", ["--11-27"]),
        ("2025年11月27日", ["2025-11-27"]),
        ("27日", []),
        ("昨天", []),
        ("今（28）日", []),
        ("今（11/28）日", ["--11-28"]),
        ("同日", []),
        ("上月15日", []),
        ("去年11月27日", []),
        ("11月", []),
    ],
)
def test_without_a_reference_nothing_is_guessed(text: str, expected: list[str]) -> None:
    assert [iso for _, iso in found(text, None)] == expected


@pytest.mark.parametrize(
    ("text", "reckoning", "iso"),
    [
        ("12月7日", Reckoning.PAST, "2024-12-07"),
        ("12月7日", Reckoning.NEWS, "2025-12-07"),
        ("3月7日", Reckoning.NEWS, "2025-03-07"),
        ("将于14日落幕", Reckoning.NEWS, "2025-12-14"),
        ("14日将落幕", Reckoning.NEWS, "2025-12-14"),
        ("考虑14日召集国会", Reckoning.NEWS, "2025-12-14"),
        ("14日落幕", Reckoning.NEWS, "2025-11-14"),
        ("將於6月1日生效", Reckoning.NEWS, "2026-06-01"),
    ],
)
def test_news_looks_a_little_ahead(text: str, reckoning: Reckoning, iso: str) -> None:
    assert [date for _, date in found(text, FRIDAY, reckoning)] == [iso]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("2025年11月27日", DateRule.FULL),
        ("2025-11-27", DateRule.FULL),
        ("11月27日", DateRule.MONTH_DAY),
        ("本月27日", DateRule.MONTH_DAY),
        ("27日", DateRule.DAY),
        ("昨天", DateRule.DAY_WORD),
        ("周三", DateRule.WEEKDAY),
        ("3天前", DateRule.COUNTED),
        ("11月", DateRule.MONTH),
        ("今年", DateRule.YEAR),
        ("3-7-07", DateRule.GUESSED),
        ("12/1", DateRule.GUESSED),
        # sure only on the weekday on which it falls
        ("11/27（四）", DateRule.MONTH_DAY),
        ("11/27（五）", DateRule.GUESSED),
        ("11月27日（星期四）", DateRule.MONTH_DAY),
        ("11月27日（星期五）", DateRule.GUESSED),
        ("今（28）日", DateRule.DAY_WORD),
        ("今（23）日", DateRule.DAY),
        ("05/06/2024", DateRule.GUESSED),
        ("八月十五", DateRule.GUESSED),
    ],
)
def test_a_mention_says_how_it_was_read(text: str, rule: DateRule) -> None:
    assert [one.rule for one in find_dates(text, FRIDAY)] == [rule]


_HAN = "〇一二三四五六七八九"


def _han_year(year: int) -> str:
    return "".join(_HAN[int(digit)] for digit in str(year))


def _han_number(number: int) -> str:
    tens, units = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _HAN[tens] + "十") + (_HAN[units] if units else "")


def _wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdecimal() else sign for sign in text)


_WRITINGS = {
    "年月日": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "年月日 with zeros": lambda day: f"{day:%Y年%m月%d日}",
    "年月號": lambda day: f"{day.year}年{day.month}月{day.day}號",
    "wide": lambda day: _wide(f"{day.year}年{day.month}月{day.day}日"),
    "Han": lambda day: f"{_han_year(day.year)}年{_han_number(day.month)}月{_han_number(day.day)}日",
    "mixed": lambda day: f"{_han_year(day.year)}年{day.month}月{_han_number(day.day)}日",
    "廿卅": lambda day: f"{_han_year(day.year)}年{day.month}月{_han_number(day.day).replace('二十', '廿').replace('三十', '卅')}日",
    "Republic": lambda day: f"民國{day.year - 1911}年{day.month}月{day.day}日",
    "Republic in Han": lambda day: f"中華民國{_han_number(day.year - 1911) if day.year < 2010 else _han_year(day.year - 1911)}年{day.month}月{day.day}日",
    "hyphens": lambda day: f"{day:%Y-%m-%d}",
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "full stops": lambda day: f"{day.year}.{day.month}.{day.day}",
    "wide hyphens": lambda day: _wide(f"{day:%Y-%m-%d}").replace("-", "－"),
}  # fmt: skip


@pytest.mark.parametrize("writing", _WRITINGS)
@given(day=st.dates(min_value=dt.date(1912, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_comes_back_from_every_writing(writing: str, day: dt.date) -> None:
    text = f"会议于{_WRITINGS[writing](day)}召开"
    assert [one.date for one in find_dates(text)] == [
        PartialDate(year=day.year, month=day.month, day=day.day)
    ]


@given(
    day=st.dates(min_value=dt.date(1912, 1, 1), max_value=dt.date(2099, 12, 31)),
    reference=st.dates(min_value=dt.date(1912, 1, 1), max_value=dt.date(2099, 12, 31)),
)
def test_a_day_without_a_year_is_the_latest_up_to_the_reference(day: dt.date, reference: dt.date) -> None:
    (mention,) = find_dates(f"{day.month}月{day.day}日", reference)
    read = mention.date.first_day()
    assert (read.month, read.day) == (day.month, day.day)
    assert read <= reference
    assert (reference - read).days <= 8 * 366


_PIECES = st.lists(
    st.one_of(
        st.text(max_size=4),
        st.sampled_from(
            "2025年 民國 113年 11月 廿七日 27日 号 至 到 、 - / . （ 星期一 周三 昨天 今年 上个月 将于 农历 正月 初一 下午3时 年度 当天 元".split()
        ),
    ),
    max_size=30,
).map("".join)


@given(text=_PIECES, reference=st.one_of(st.none(), st.dates()), reckoning=st.sampled_from(list(Reckoning)))
def test_any_text_is_read_and_its_spans_stand_in_order(
    text: str, reference: dt.date | None, reckoning: Reckoning
) -> None:
    end = 0
    for mention in find_dates(text, reference, reckoning):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end


@given(text=_PIECES, reference=st.dates())
def test_a_mention_means_the_same_by_itself(text: str, reference: dt.date) -> None:
    for mention in find_dates(text, reference):
        surface = text[mention.span.start : mention.span.end]
        if mention.rule is DateRule.FULL:
            assert mention.date in [one.date for one in find_dates(surface, reference)]


@pytest.mark.parametrize(
    "piece",
    [
        "2025年",
        "11月",
        "27日至",
        "周",
        "1-",
        "二〇",
        "今",
        "（",
        "民國",
        "大年",
        "3月5",
        " ",
        "今（28",
        "27、",
        "每年",
        "同月",
        "上周三大",
    ],
)
def test_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(repeats: int) -> float:
        text = "日" + piece * repeats
        taken = []
        for _ in range(3):
            started = time.process_time()
            find_dates(text, FRIDAY)
            taken.append(time.process_time() - started)
        return min(taken)

    seconds(100)
    # The least of three, since machines are noisy. A quadratic pattern takes 64 times as long for eight times the text.
    assert seconds(16_000) <= 40 * max(seconds(2_000), 0.002)
