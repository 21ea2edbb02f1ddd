"""The day of the event: where it is told, and where it must stay unknown. Persons, places and events are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from indexer.detect.event_dates import ReferenceDays, detect_event_date

FRIDAY = PartialDate(year=2025, month=11, day=28)
PUBLISHED = ReferenceDays(published=FRIDAY)


def event(
    body: str, title: str = "某省召开大会", reference: ReferenceDays = PUBLISHED, head: str = ""
) -> str | None:
    date = detect_event_date(title, body, reference, head)
    return None if date is None else date.iso()


@pytest.mark.parametrize(
    ("body", "iso"),
    [
        ("11月27日，某省科技獎勵大會召開，宣讀了關於2024年度獎勵的決定。", "2025-11-27"),
        ("某省省长27日在该市会见来访的代表团。", "2025-11-27"),
        ("某部今天发布的数据显示，出口同比增长一成。", "2025-11-28"),
        ("昨天下午，某市新站投入使用。", "2025-11-27"),
        ("今天（11月28日），某市启动检测。", "2025-11-28"),
        ("【某社11月28日电】国际竞赛27日在某市开幕，将于30日落幕。", "2025-11-27"),
        ("大会昨天召开，通过决议。（新华社北京11月28日电）", "2025-11-27"),
        ("外长27日到访某国。", "2025-11-27"),
        ("新规今天开始实施。", "2025-11-28"),
        ("議會下午開會，討論新例。", "2025-11-28"),
        ("（某社記者某某某市27日電）檢方今天起訴前市長。", "2025-11-27"),
        ("某公司总裁（中）7日答问。（某社）\n（某社某市28日電）政府今天宣布新規。", "2025-11-28"),
        ("新华社某市11月28日电（记者某某）记者从省厅获悉，隧道28日贯通。", "2025-11-28"),
        ("新华社某市11月28日电（记者某某）记者27日从省厅获悉，案件办结。", "2025-11-27"),
        ("外长昨日就20日的声明表示遗憾，发言人27日答问。", "2025-11-27"),
        ("局长周三（26日）出席论坛。", "2025-11-26"),
        ("某部11月25日联合发布五件案例，自12月1日起施行。", "2025-11-25"),
        ("多名团体代表到场。\n某会表示，今晚在社区中心提供服务。", "2025-11-28"),
        ("中华民国114年11月27日，该会公告修正办法。", "2025-11-27"),
        ("12月7日是选举日。当局27日公布安排。", "2025-11-27"),
        ("哥伦比亚外交部27日发布公告。", "2025-11-27"),
        ("立法院會今（28）日三讀通過條例。", "2025-11-28"),
        ("市長昨（27）日出席典禮。", "2025-11-27"),
        ("某發〔2025〕11號文件27日印發。", "2025-11-27"),
        ("某社某市11月28日电 某部宣布，自11月28日起取消限制。", "2025-11-28"),
        ("某社某市11月27日电 当地时间11月27日零时起，多个部门停摆。26日晚，议会表决。", "2025-11-27"),
        ("某武装16号公布视频，称遭到袭击。", "2025-11-16"),
        ("某社某市11月27日电 股市高开，指数报2700点，涨幅0.7%。", "2025-11-27"),
        # what begins today, a count up to today, and what was told today
        ("从今天起，该市放开限制。", "2025-11-28"),
        ("截至今天（11月28日）16时，该市累计确诊100例。", "2025-11-28"),
        ("记者从27日召开的会议上获悉，该省将布局新产业。", "2025-11-27"),
        ("记者从今天（11月28日）举行的发布会上了解到，前三季度增长一成。", "2025-11-28"),
        ("今天的比赛中，该队夺冠。", "2025-11-28"),
        # a name in quotation marks behind today is no programme by itself
        ("今天“样例二号”在某地发射成功。", "2025-11-28"),
        ("今天《某某条例》正式公布。", "2025-11-28"),
    ],
)
def test_the_day_is_told(body: str, iso: str) -> None:
    assert event(body) == iso


@pytest.mark.parametrize(
    "body",
    [
        "某省日前印发意见，去年12月曾公开征求意见。",
        "近日，某市启动改造。11月20日，市长考察工地。",
        "这两天，冷空气影响多地。昨天下午，该市降雪。",
        "2024年度科技奖励方案征求意见。",
        "协定将于12月4日生效。",
        "论坛11月26日至28日在该市举行。",
        "公司股票连续三日（11月26日、27日、28日）涨停。",
        "截至11月26日，全省共有观测站百座。",
        "今年6月21日，他来到该村考察。",
        "据报道，某地妇人被令限期拆除。\n据该报今天的报道，地政部门已张贴告示。",
        "他说：“27日的会我没有去。”",
        "會上說明要在15日前完成，為期3日。",
        "天文台預料風暴周四早上掠過。",
        "總統星期三與某人會面時，將討論首要任務。",
        "收市價較昨日跌逾1.8%。",
        "每天上午，他到公園散步。",
        "3天前，他来到该村。",
        "某发〔2025〕11号文件印发，明确多项任务。",
        "按照某办发（2025）20号的要求，各单位抓好落实。",
        "论坛11月26、27日在该市举行。",
        "11月26日和27日，暴雨袭击该市。\n27日的雨量达到一百毫米。",
        "新华社某市11月28日电 去年11月27日成立的协会召开例会。",
        "每年11月27日，该市举行纪念活动。",
        "去年今日，他来到该市。",
        "周一至周五开放，周六休息。",
        "某地居民说，工程进展顺利。",
        # what a programme says of itself, and today as the time in which we live
        "系列报道《山乡新貌》今天（11月28日）播出第二集《水来了》。",
        "今天的《工匠》，我们来认识焊工某某。",
        "从今天起，新闻联播推出《山乡新貌》专栏，走近基层干部。",
        "详细内容请收看今晚播出的《某某访谈》。",
        "百年沧桑巨变。今天的某地，正奋力谱写新篇章。",
        # this week's Friday, mostly ahead
        "本周共有若干亿元到期，逾半在周五到期。",
        # an example far below that says no word of the title
        "节日里各处景区游人如织。\n某湖边人头攒动。有关部门加强疏导。今天，某山索道恢复运行。",
        "",
    ],
)
def test_the_day_stays_unknown(body: str) -> None:
    assert event(body) is None


@pytest.mark.parametrize(
    "title",
    [
        "国内联播快讯",
        "综述：一年来的变化",
        "【专访】某某谈改革",
        "某报早报｜要闻",
        "改革为什么难？",
        "通讯丨山村的变迁",
    ],
)
def test_round_ups_comments_and_questions_have_no_day(title: str) -> None:
    assert event("某省27日召开大会。", title) is None


def test_an_anniversary_is_no_round_up() -> None:
    assert event("知事27日在记者会上再次要求停飞。", "事故一周年之际知事要求停飞") == "2025-11-27"


def test_a_programme_that_is_the_news_has_a_day() -> None:
    assert event("专题片《山乡新貌》今晚在综合频道播出。", "《山乡新貌》今晚播出") == "2025-11-28"


@pytest.mark.parametrize(
    ("title", "iso"),
    [
        ("投资协定将于12月4日生效", "2025-12-04"),
        ("某市11月26日召开大会", "2025-11-26"),
        ("关于油价的通知（2025年11月27日）", "2025-11-27"),
        ("论坛12月25日至27日举行", "2025-11-28"),
        ("常委会闭幕 决定大会12月5日召开", "2025-11-28"),
        ("关于2024年度奖励的决定", "2025-11-28"),
    ],
)
def test_a_title_that_names_one_day_decides(title: str, iso: str) -> None:
    assert event("某部28日公布消息。", title) == iso


@pytest.mark.parametrize(
    ("reference", "iso"),
    [
        (ReferenceDays(fetched=FRIDAY), "2025-11-27"),
        (ReferenceDays(), "--11-27"),
        (ReferenceDays(published=PartialDate(year=2024)), "--11-27"),
        (ReferenceDays(published=PartialDate(year=2025, month=11)), "2025-11-27"),
        (ReferenceDays(published=PartialDate(year=2025, month=12)), "2025-11-27"),
        (ReferenceDays(published=PartialDate(year=2025, month=3)), "--11-27"),
        (ReferenceDays(published=FRIDAY, fetched=PartialDate(year=2027, month=1, day=3)), "2025-11-27"),
    ],
)
def test_the_year_is_reckoned_from_what_is_given_or_unknown(reference: ReferenceDays, iso: str) -> None:
    assert event("11月27日，大會召開，獎勵2024年度的項目。", reference=reference) == iso


@pytest.mark.parametrize(
    ("body", "published", "iso"),
    [
        ("3月7日，大会召开。", PartialDate(year=2025), "2025-03-07"),
        ("12月30日，大会召开。", PartialDate(year=2025), "--12-30"),
        ("12月30日，大会召开。", PartialDate(year=2025, month=1), "2024-12-30"),
        ("新华社某市3月8日电 大会7日召开。", PartialDate(year=2025, month=3), "2025-03-07"),
        ("大会7日召开。", PartialDate(year=2025, month=3), None),
        ("大会7日召开。", PartialDate(month=3, day=8), "--03-07"),
    ],
)
def test_a_month_or_a_year_of_publication_gives_the_year(
    body: str, published: PartialDate, iso: str | None
) -> None:
    assert event(body, reference=ReferenceDays(published=published)) == iso


@pytest.mark.parametrize(
    ("body", "iso"),
    [
        ("新华社某市3月8日电 大会7日召开。", "--03-07"),
        ("新华社某市3月8日电 大会昨天召开。", "--03-07"),
        ("新华社某市1月1日电 大会31日召开。", "--12-31"),
        ("新华社某市3月8日电 3月7日，大会召开。", "--03-07"),
        ("新华社某市3月8日电 某部宣布新规。", "--03-08"),
        ("新华社某市3月1日电 大会28日召开。", "--02-28"),
        # 28 or 29 February, and which Wednesday, only the year tells
        ("新华社某市3月1日电 大会昨天召开。", None),
        ("新华社某市3月8日电 大会周三召开。", None),
        ("新华社某市3月8日电 去年3月7日大会召开。", None),
        ("新华社某市3月8日电 2025年3月7日，大会召开。", "2025-03-07"),
    ],
)
def test_below_a_dateline_whose_year_is_unknown_days_are_reckoned_from_it(body: str, iso: str | None) -> None:
    assert event(body, reference=ReferenceDays()) == iso


@pytest.mark.parametrize(
    ("body", "iso"),
    [("昨天，某市新站启用。", "2025-11-27"), ("周三，局长出席论坛。", None), ("議會下午開會。", None)],
)
def test_of_a_fetch_alone_weekdays_are_not_reckoned(body: str, iso: str | None) -> None:
    assert event(body, reference=ReferenceDays(fetched=FRIDAY)) == iso


@pytest.mark.parametrize(
    ("body", "iso"),
    [
        ("某武装16号公布视频。官员说，1月18号也曾遭袭。", None),
        ("部队今天演习。2007年2月13日，该部队成立。", None),
        ("部队2007年2月13日成立。今天演习。", "2007-02-13"),
        ("大会11月27日召开。代表28日返程。", "--11-27"),
    ],
)
def test_behind_a_day_that_cannot_be_reckoned_stands_background(body: str, iso: str | None) -> None:
    assert event(body, reference=ReferenceDays()) == iso


LAW = (
    "1995年6月8日 某市第十届人民代表大会常务委员会第十七次会议通过\n1995年8月1日 某省人民代表大会常务委员会批准\n"
    "2010年5月14日 某市人民代表大会常务委员会第三十次会议《关于修改若干法规的决定》修正\n2010年6月1日 施行\n第一条 1996年1月1日前的事项。"
)


@pytest.mark.parametrize(
    ("body", "iso"),
    [
        (LAW, "2010-05-14"),
        (
            "2020年3月1日 某院会议通过 根据2023年12月5日某院会议修正 自2024年1月1日起施行\n第一条 为了施行。",
            "2023-12-05",
        ),
        ("2020年3月1日，会议通过决议。", "2020-03-01"),
        ("2020年3月1日 签署公报\n双方修订协定。", "2020-03-01"),
    ],
)
def test_a_law_was_last_amended_on_the_last_such_day_at_its_head(body: str, iso: str) -> None:
    assert event(body, title="某市条例", reference=ReferenceDays()) == iso


def test_days_are_reckoned_from_the_dateline_rather_than_from_publication() -> None:
    assert event("（某社某市25日綜合外電報導）數百人今天上街遊行。") == "2025-11-25"


def test_a_dateline_that_the_body_has_lost_is_looked_for_in_the_page() -> None:
    body = "大会今天召开。"
    assert event(body, head=f"（记者某某 11月26日电）{body}") == "2025-11-26"


@given(title=st.text(), body=st.text(alphabet="11月27日今天昨前至，。“”（）电社新华记者将\n日前截2025年周三"))
def test_any_article_has_a_day_or_none(title: str, body: str) -> None:
    date = detect_event_date(title, body, PUBLISHED)
    assert date is None or (date.day is not None and date.time is None)
