"""Wrapped text: paragraphs come back from any width and style; what only looks wrapped stays as it is."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.wrapped_lines import join_wrapped_lines

PARAGRAPHS = (
    "样例市26日公布老旧小区改造计划，三年内改造小区一百二十个，惠及居民四万三千户，总投资约六十八亿元，其中市级财政安排二十亿元。",
    "市住建局局长周例文说，改造不是简单刷墙，而是把水、电、气和电梯一并做好。“居民最关心的事，就是我们最先做的事。”",
    "根据计划，到2027年底，全市将完成加装电梯三百零六部，更新供水管网四十八公里，新增停车位五千二百个，并建设社区养老驿站。",
    "专家认为，资金分担机制是能否持续的关键，建议引入专业机构运营小区里的闲置房屋，用收益补贴物业费用，并公开账目。",
)


def wrapped(paragraph: str, columns: int, indent: str = "") -> list[str]:
    """A paragraph as a mailer wraps it: two columns for an ideograph, closing signs left hanging, numbers whole."""
    lines, line, width = [], "", 0
    for unit in re.findall(r"[A-Za-z0-9.]+|.", indent + paragraph):
        own = len(unit) if unit.isascii() else 2 * len(unit)
        if width + own > columns and unit not in "，。、；：！？”」）":
            lines.append(line)
            line, width = "", 0
            unit, own = (unit, own) if unit != " " else ("", 0)
        line, width = line + unit, width + own
    return [*lines, line]


@pytest.mark.parametrize("columns", range(36, 81, 4))
def test_indented_paragraphs_come_back(columns: int) -> None:
    lines = [line for paragraph in PARAGRAPHS for line in wrapped(paragraph, columns, "　　")]
    assert [line.strip() for line in join_wrapped_lines(lines)] == list(PARAGRAPHS)


@pytest.mark.parametrize("columns", range(36, 81, 4))
def test_paragraphs_between_empty_lines_come_back(columns: int) -> None:
    lines = [line for paragraph in PARAGRAPHS for line in (*wrapped(paragraph, columns), "")]
    assert list(filter(None, join_wrapped_lines(lines))) == list(PARAGRAPHS)


def test_a_wrap_counted_in_characters_is_seen() -> None:
    lines = [line for paragraph in PARAGRAPHS for line in (*textwrap.wrap(paragraph, 30), "")]
    assert list(filter(None, join_wrapped_lines(lines))) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "text",
    [
        "样例江水绿油油两岸花\n去年种下千棵柳到桥头\n今年牵牛走过桥上看水\n走到半路天落雨等天晴\n" * 3,
        "白榆区槐树里小区改造工程（含电梯三十部）\n河西区东风路小区改造工程（含驿站两处所）\n" * 4,
        "记者：改造完成之后，最大的难题是什么\n周例：没有人管，钱不够，服务就跟不上\n" * 4,
        "今天是个好日子，全市开工。\n明天也是好日子，照常开工。\n" * 4,
        "江边偶题\n\n春风吹过样例江南岸上，柳絮纷纷飞满画船，\n渔火三更照见旧时桥下，钟声一夜送到客前，\n故人此去应无消息可寄，白发今来已有华年，\n且把长竿钓取明月一轮，不知身世在谁人间。",
        "王例明，男，汉族，现任样例市副市长，\n李例华，女，回族，现任样例市教育局长，\n赵例国，男，壮族，现任样例市水利局长，\n周例文，女，满族，现任样例市住建局长。",
        "联系人：样例市住建局办公室周例文同志，\n邮箱：请寄至样例市政府网站公开的信箱，\n地址：样例市白榆区槐树里一百二十八号，\n邮编：见样例市邮政管理局公布的编码。",
        "甲说：“改造完成之后，没有人管，钱也不够用。”\n乙说：“那么先把电梯装好，再来谈物业的事情。”\n甲说：“电梯装好以后，谁来出维修的那一份钱。”\n乙说：“大家一起出，每户一份，账目要公开的。”",
        "\n".join(PARAGRAPHS),
        "",
    ],
    ids=[
        "verse",
        "list",
        "interview",
        "short sentences",
        "lines of verse",
        "roster",
        "address",
        "dialogue",
        "paragraphs",
        "nothing",
    ],
)
def test_what_is_not_wrapped_stays(text: str) -> None:
    assert join_wrapped_lines(text.splitlines()) == text.splitlines()


def test_words_of_latin_letters_keep_their_blank_and_numbers_stay_whole() -> None:
    paragraph = "本市与 Sample Aero Industries 签约，在2025年底前建成起降点60个，并与 Example Network 合作建设通信网络，覆盖主要航路和机场周边。"
    lines = [line.rstrip() for _ in range(3) for line in wrapped(paragraph, 40, "　　")]
    assert {line.strip().replace("与 Ex", "与Ex") for line in join_wrapped_lines(lines)} == {
        paragraph.replace("与 Ex", "与Ex")
    }


def test_a_long_line_is_no_wrapped_text_and_costs_no_time() -> None:
    lines = ["标题", "。" * 200_000 + "x", "正文在此，"]
    assert join_wrapped_lines(lines) == lines


@given(st.lists(st.text(alphabet="中文，。abc 12　\n（一", max_size=60), max_size=40))
def test_no_character_is_lost(lines: list[str]) -> None:
    joined = "".join(join_wrapped_lines(lines))
    assert "".join(joined.split()) == "".join("".join(lines).split())
