"""The day of publication that a text gives itself, and what lies ahead."""

from __future__ import annotations

import datetime as dt

import pytest

from index.model import PartialDate
from indexer.detect.publication import detect_address_day, detect_publication, lies_ahead

FRIDAY = dt.date(2025, 11, 28)


def published(body: str, head: str = "", fetched: dt.date | None = FRIDAY) -> tuple[str, str] | None:
    found = detect_publication(body, head, fetched)
    return None if found is None else (found.date.iso(), found.origin)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("新华社某市11月27日电 大会召开。", ("2025-11-27", "dateline")),
        ("（某社某市25日綜合外電報導）遊行。\n（編譯：某某）1141126", ("2025-11-26", "dateline")),
        ("某部令\n中華民國114年11月27日\n某字第1號\n修正辦法。", ("2025-11-27", "text")),
        ("2025年11月27日 星期四\n本报讯 大会召开。", ("2025-11-27", "text")),
        ("各有关单位：\n现印发通知。\n某市商务局\n2025年11月27日", ("2025-11-27", "text")),
        (
            "一、姓名：某人\n二、方式：如上\n三、机构：某所\n四、所在：某地\n五、期间：三年\n某部公告\n"
            "中華民國114年11月27日\n某授企字第1140000001號\n主 旨：核准登記。\n依 據：某法。\n某某人",
            ("2025-11-27", "text"),
        ),
        ("JANE Q. DOE, JOHN ROE2025年11月27日\n影片讲了一个故事。", ("2025-11-27", "text")),
        ("114年01月13日\n某人接見來賓。\n某人致詞。", ("2025-01-13", "text")),
        ("现印发通知。\n某市人民政府办公厅\n二〇二五年十一月二十七日", ("2025-11-27", "text")),
        ("JANE DOE, JOHN ROE2025年11月27日某地，一场比赛。\n比赛结束了。", ("2025-11-27", "text")),
        ("某甲2025年11月27日某地，一场比赛。 Jane Doe/Some Agency\n比赛结束了。", ("2025-11-27", "text")),
        ("某委員會令\n中華民國114年11月27日（補登）\n某字第1140000001號\n訂定要點。", ("2025-11-27", "text")),
        ("现印发通知。\n某市水利局 某市财政局\n2025年11月27日", ("2025-11-27", "text")),
        ("现印发通知。\n某市水利局　2025年11月27日", ("2025-11-27", "text")),
        ("会议通过了名单。\n特此通知。\n2025年11月27日", ("2025-11-27", "text")),
        ("任命某甲为局长。\n总理　某乙丙\n2025年11月27日", ("2025-11-27", "text")),
        ("政府提醒市民。\n完\n2025年11月27日（星期四）", ("2025-11-27", "text")),
        ("请遵照执行。\n抄送：各局。\n某市水利局办公室　　2025年11月27日印发", ("2025-11-27", "text")),
        ("某局今天（11月27日）发布消息。会议通过决议。", ("2025-11-27", "text")),
    ],
)
def test_a_text_gives_its_day(body: str, expected: tuple[str, str]) -> None:
    assert published(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "11月27日，大会召开。",
        "2025年11月27日，大会召开。会议通过决议。",
        "大会召开。\n名单如下\n104/3/17\n103/6/11",
        "大会召开。会议通过了决议。\n他说。\n2025年11月27日",
        "2024年度",
        "一、某人\n二、某事\n三、某所\n四、某地\n五、三年\n六、中華民國114年11月27日\n某字第1140000001號函。\n主旨\n依據\n某人",
        "一、某人\n二、某事\n三、某所\n四、某地\n五、三年\n中華民國114年11月27日\n依某字第1號函辦理\n主旨\n依據\n某人",
        "John Doe生于2025年11月27日",
        "某甲2025年11月27日会见某国总统。",
        "ABC, DEF 2025年11月27日举行会议。",
        "办法如下。\n某市水利局 某年某月\n2025年11月27日",
        "他为人民服务。\n人民的好总理 某乙丙\n2025年11月27日",
        "任命某甲为局长。\n总理　某乙丙\n1976年1月8日",
        "某某表示，今天（11月27日）的仪式意义重大。",
        "",
    ],
)
def test_the_first_date_of_a_text_is_not_its_day(body: str) -> None:
    assert published(body) is None


def test_a_dateline_that_the_body_has_lost_is_found_in_the_page() -> None:
    assert published("大会召开。", "（记者某某 11月27日电）大会召开。") == ("2025-11-27", "dateline")


def test_without_a_fetch_day_a_dateline_keeps_no_year() -> None:
    assert published("新华社某市11月27日电 大会召开。", fetched=None) == ("--11-27", "dateline")


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (PartialDate(year=2025, month=11, day=30), False),
        (PartialDate(year=2025, month=12, day=1), True),
        (PartialDate(year=2099, month=1, day=1), True),
        (PartialDate(year=2025), False),
        (PartialDate(year=2026), True),
        (PartialDate(month=12, day=31), False),
    ],
)
def test_more_than_two_days_lie_ahead(date: PartialDate, expected: bool) -> None:
    assert lies_ahead(date, FRIDAY) is expected


@pytest.mark.parametrize(
    "url",
    [
        "https://example.cn/2025/11/27/a.html",
        "https://example.cn/n1/2025/1127/c1-2.html",
        "https://example.cn/20251127/abc/c.html",
        "https://example.cn/content/202511/27/content_1.html",
        "https://example.cn/gj/2025/11-27/9142537.shtml",
        "https://example.cn/html/2025-11/27/x_20251127_6.htm",
        "https://example.cn/t20251127_1.html",
        "https://example.cn/news/story20251127-8193164",
    ],
)
def test_an_address_may_name_the_day(url: str) -> None:
    assert detect_address_day(url) == PartialDate(year=2025, month=11, day=27)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.cn/article/1120251127",
        "https://example.cn/2025/11/a.html",
        "https://example.cn/2025/02/30/a.html",
        "https://example.cn/2025/11/27/20251126.html",
        "https://example.cn/a?day=2025-11-27",
        "https://example.cn/",
    ],
)
def test_other_addresses_name_none(url: str) -> None:
    assert detect_address_day(url) is None


def test_the_address_counts_before_the_dateline() -> None:
    found = detect_publication(
        "新华社某市11月26日电 大会召开。", "", FRIDAY, "https://example.cn/2025/11/27/a.html"
    )
    assert found == (PartialDate(year=2025, month=11, day=27), "page")
