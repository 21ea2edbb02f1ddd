"""Stamp lines: day, source, author and buttons in any order; and the lines that only begin like one."""

from __future__ import annotations

import time

import pytest

from index.model import Span
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import is_stamp_line, parse_stamp_line


def read(line: str) -> tuple[str | None, str | None, str | None] | None:
    """The day that *line* tells, source and author as they stand in it."""
    stamp = parse_stamp_line(spell(line))
    if stamp is None:
        return None
    day = None if stamp.date is None else stamp.date.iso()
    return day, _surface(line, stamp.source), _surface(line, stamp.author)


def _surface(line: str, span: Span | None) -> str | None:
    return None if span is None else line[span.start : span.end]


@pytest.mark.parametrize(
    ("line", "date", "source", "author"),
    [
        ("2025年03月08日 09:15:00　来源：样例网", "2025-03-08T09:15:00+08:00", "样例网", None),
        ("2025-03-08 09:15 来源：样例日报", "2025-03-08T09:15:00+08:00", "样例日报", None),
        ("来源：样例日报　作者：陈例　2025-03-08 09:15", "2025-03-08T09:15:00+08:00", "样例日报", "陈例"),
        ("作者：陈例 李样 来源：样例日报 发布时间：2025年3月8日 阅读：3.2万", "2025-03-08", "样例日报", "陈例 李样"),
        ("2025-03-08 09:15:00来源：样例网作者：陈例", "2025-03-08T09:15:00+08:00", "样例网", "陈例"),
        ("2025年3月8日09:15 | 来源：样例网－样例日报 小字号", "2025-03-08T09:15:00+08:00", "样例网－样例日报", None),
        ("2025/03/08 09:15 樣例報 記者王例文／台北報導", "2025-03-08T09:15:00+08:00", "樣例報", "王例文"),
        ("〔記者王例文／台北報導〕2025/03/08", "2025-03-08", None, "王例文"),
        ("樣例新聞網 / 2025-03-08 09:15 / 即時報導", "2025-03-08T09:15:00+08:00", "樣例新聞網", None),
        ("樣例網 2025/3/8 09:15（3/8 10:20 更新）", "2025-03-08T09:15:00+08:00", "樣例網", None),
        ("发布：2025-03-08　来源：示例部　点阅：123", "2025-03-08", "示例部", None),
        ("時間：2025-03-08 來源：省政府辦公廳 【字體：大 中 小】", "2025-03-08", "省政府辦公廳", None),
        ("2025-03-08 09:15 浏览：1234次 字号：大 中 小 打印 分享", "2025-03-08T09:15:00+08:00", None, None),
        ("【大】【中】【小】 2025-03-08 09:15 来源：样例网 【打印】", "2025-03-08T09:15:00+08:00", "样例网", None),
        ("發稿時間：2025/03/08 09:15", "2025-03-08T09:15:00+08:00", None, None),
        ("上版日期：114-03-08", "2025-03-08", None, None),
        ("民國114年3月8日 星期六 09:15", "2025-03-08T09:15:00+08:00", None, None),
        ("日期：二〇二五年三月八日", "2025-03-08", None, None),
        ("2025-03-08T09:15:00+08:00", "2025-03-08T09:15:00+08:00", None, None),
        ("发布于：2025-03-08 09:15 IP属地：示例", "2025-03-08T09:15:00+08:00", None, None),
        ("《 样例日报 》（ 2025年03月08日 01 版）", "2025-03-08", "样例日报", None),
        ("樣例報 2025年3月8日 星期六 A1版", "2025-03-08", "樣例報", None),
        ("來源： 2025-03-08 09:15", "2025-03-08T09:15:00+08:00", None, None),
        ("發布日期：2025-03-08 點閱數：1,234", "2025-03-08", None, None),
        ("2025-03-08 09:15 示例", "2025-03-08T09:15:00+08:00", None, None),
        ("昨天 21:30 来源：样例网", None, "样例网", None),
        ("樣例報 記者王例文／台北報導", None, "樣例報", "王例文"),
    ],
)  # fmt: skip
def test_a_stamp_line_is_taken_apart(
    line: str, date: str | None, source: str | None, author: str | None
) -> None:
    assert read(line) == (date, source, author)
    assert is_stamp_line(spell(line))


@pytest.mark.parametrize(
    "line", ["2025-03-08", "（2025年3月8日）", "样例日报 2025-03-08", "二〇二五年三月八日"]
)
def test_a_bare_day_is_one_only_where_stamps_stand(line: str) -> None:
    assert parse_stamp_line(spell(line)) is not None
    assert not is_stamp_line(spell(line))


def test_the_day_of_the_last_change_is_told_apart() -> None:
    line = "更新時間：2025-03-09 10:20　發佈時間：2025-03-08 09:15"
    stamp = parse_stamp_line(spell(line))
    assert stamp is not None
    assert stamp.date is not None
    assert stamp.changed is not None
    assert (stamp.date.iso(), stamp.changed.iso()) == (
        "2025-03-08T09:15:00+08:00",
        "2025-03-09T10:20:00+08:00",
    )


@pytest.mark.parametrize(
    "line",
    [
        "2025年3月8日，样例社记者从示例市获悉",
        "2025年3月8日某市举行大会",
        "2025年3月8日起施行",
        "2025-03-08 示例省推进低空经济发展大会召开并作出部署",
        "截至2025年3月8日 09:15",
        "（2025年3月8日示例省第十四届人民代表大会第三次会议通过）",
        "来源：样例社记者从有关部门获悉，2025年3月8日会议召开",
        "热量来源：2025年3月8日起煤炭占比五成",
        "据样例社2025年3月8日报道，大会召开",
        "记者王例文从会上获悉",
        "记者：谢谢您",
        "记者：好的",
        "示例发〔2025〕11号 2025年3月8日",
        # who issued a document, and when
        "2025年3月8日 示例省人民政府办公厅",
        "示例省发展和改革委员会 2025年3月8日",
        "示例县供销合作社联合社 2025年3月8日",
        # the head of a law
        "2003年10月1日 施行",
        "1997年1月22日 示例院批准",
        "1987年8月22日 示例院发布",
        "1999年5月14日 示例院令第263号发布",
        # of an event
        "时间：2025年3月8日 地点：示例市",
        "时间：每日上午8时",
        "2025年3月8日 晴",
        "3月8日",
        "2025-02-30",
        "打印 分享",
        "",
    ],
)
def test_what_only_looks_like_one_is_none(line: str) -> None:
    assert read(line) is None


@pytest.mark.parametrize(
    "piece", ["2025-03-08 ", "记者王", "来源：", "王", "作者：王例 ", "大 中 小 ", "09:15", "/"]
)
def test_no_line_takes_long(piece: str) -> None:
    line = spell("2025-03-08 " + piece * 200)[:160]
    started = time.process_time()
    parse_stamp_line(line)
    assert time.process_time() - started < 0.1
