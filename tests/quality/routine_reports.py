"""Routine reports in pairs that look alike and are no copies: another day, place, level, number or name, or all of it.

The reports are own writing (`routine_reports.tsv`), filled by chance from a fixed seed. A pair differs in all slots of one
kind, or in one letter of each person's name; a third of the reports is held out, for measuring only. The same report with
another byline, in the other script or with a credit is a copy.
"""

from __future__ import annotations

import csv
import datetime as dt
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

SEED = 23
ROUNDS = 6
"""Pairs of one report and one kind of difference."""

Part: TypeAlias = Literal["design", "held"]

_SLOT = re.compile(r"\{(\w+)(?::([^}]+))?\}")
_LISTS = {
    "provinces": "海南 河南 湖南 云南 河北 湖北 江西 江苏 浙江 安徽 山东 山西 陕西 广东 甘肃 贵州 四川 辽宁 吉林 青海",
    "capitals": "北京 天津 石家庄 太原 沈阳 长春 哈尔滨 南京 济南 郑州 西安 兰州 成都 合肥 南昌 长沙",
    "cities": "苏州 徐州 泰州 台州 杭州 湖州 温州 泉州 漳州 海口 合肥 南昌 郑州 昆明 洛阳 绵阳 岳阳 衡阳 襄阳 宜昌",
    "counties": "珙县 洱源县 泸定县 漾濞县 双湖县 塔什库尔干县 安县 歙县 固镇县 枞阳县 桐庐县 仙居县 天台县 武义县",
    "taiwan": "臺北市 臺中市 臺南市 高雄市 桃園市 新北市 新竹縣 苗栗縣 彰化縣 雲林縣 屏東縣 花蓮縣 臺東縣",
    "hongkong": "沙田 大埔 觀塘 油尖旺 深水埗 屯門 元朗 荃灣 葵青 黃大仙 九龍城 灣仔 東 南 中西",
    "countries": "法国 德国 巴西 埃及 泰国 老挝 肯尼亚 赞比亚 墨西哥 新西兰 沙特阿拉伯 哈萨克斯坦 乌兹别克斯坦",
    "forecasts": "东北地区 华北北部 江南 华南 西北地区东部 西南 黄淮 江淮 江汉 内蒙古东部 青藏高原 新疆北部 台湾海峡 四川盆地",
    "ministries": "教育部 财政部 商务部 科学技术部 生态环境部 水利部 应急管理部 民政部 司法部",
    "foreigners": "卡梅罗 桑托尔 贝尔曼 阿卜杜林 费拉里尼 科瓦连 奥尔特加诺 哈桑诺夫",
}
_SURNAMES, _GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "明建国丽华伟芳军敏静强磊洋艳勇杰娟涛超霞平刚桂英志文辉玲健新",
)
_FIRST_DAY = dt.date(2025, 1, 3)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutineReport:
    """A form; `{name:filler}` are its slots."""

    kind: str
    part: Part
    title: str
    body: str

    def slots(self) -> dict[str, str]:
        """The filler of each slot, in order."""
        return {name: filler for name, filler in _SLOT.findall(self.title + self.body) if filler}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledReport:
    """An article made of a form."""

    title: str
    body: str
    day: dt.date
    source: str

    def elsewhere(self, *, body: str) -> FilledReport:
        """The same of another source, with this text."""
        return replace(self, body=body, source="丙报")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPair:
    """Two articles of one form that differ in *difference* and are no copies."""

    kind: str
    difference: str
    one: FilledReport
    other: FilledReport


def load_routine_reports() -> list[RoutineReport]:
    """All forms, in the order of the file."""
    with (Path(__file__).parent / "routine_reports.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
        next(rows)
        return [
            RoutineReport(kind=kind, part="held" if part == "held" else "design", title=title, body=body)
            for kind, part, title, body in rows
        ]


def make_report_pairs(part: Part) -> Iterator[ReportPair]:
    """The look-alikes of one part; the same on every machine."""
    for report in load_routine_reports():
        if report.part != part:
            continue
        chance = random.Random(f"{SEED} {report.kind}")
        for _ in range(ROUNDS):
            yield from _pairs_of(report, chance)


def make_reports(part: Part) -> Iterator[FilledReport]:
    """One filled report of each round of each form."""
    for report in load_routine_reports():
        if report.part == part:
            chance = random.Random(f"{SEED} {report.kind} alone")
            for _ in range(ROUNDS):
                yield _fill(report, _draw(report.slots(), {}, chance), _FIRST_DAY, "甲报")


def _pairs_of(report: RoutineReport, chance: random.Random) -> Iterator[ReportPair]:
    slots = report.slots()
    is_dated = any(name in report.title + report.body for name in ("{day}", "{month}"))
    drawn = _draw(slots, {}, chance)
    day = _FIRST_DAY + dt.timedelta(chance.randrange(300))
    one = _fill(report, drawn, day, "甲报")
    for difference in _differences(slots, is_dated=is_dated):
        if difference == "a letter of a name":
            changed = {name: _respelled(drawn[name], chance) for name in slots if slots[name] == "persons"}
        elif difference == "all":
            changed = _draw(slots, drawn, chance)
        else:
            changed = _draw(
                {name: slots[name] for name in slots if _class(name) == difference}, drawn, chance
            )
        days = chance.randint(1, 9) if difference in ("day", "all") else chance.choice((0, 0, 1))
        days *= 31 if "{month}" in report.title and difference in ("day", "all") else 1
        source = chance.choice(("甲报", "乙报"))
        other = _fill(report, drawn | changed, day + dt.timedelta(days), source)
        yield ReportPair(kind=report.kind, difference=difference, one=one, other=other)


def _differences(slots: dict[str, str], *, is_dated: bool) -> list[str]:
    differences = list(dict.fromkeys(_class(name) for name in slots if _class(name) != "detail"))
    if "persons" in slots.values():
        differences.append("a letter of a name")
    return [*differences, *(["day"] if is_dated else []), "all"]


def _class(name: str) -> str:
    return name.rstrip("0123456789")


def _draw(slots: dict[str, str], former: dict[str, str], chance: random.Random) -> dict[str, str]:
    """New values for *slots*, other ones than *former* and than one another."""
    drawn: dict[str, str] = {}
    for name, filler in slots.items():
        taken = {former.get(name), *drawn.values()}
        value = _draw_one(filler, chance)
        while value in taken:
            value = _draw_one(filler, chance)
        drawn[name] = value
    return drawn


def _draw_one(filler: str, chance: random.Random) -> str:
    if filler == "persons":
        return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, 2))
    if filler in _LISTS:
        return chance.choice(_LISTS[filler].split())
    if "/" in filler:
        return chance.choice(filler.split("/"))
    low, _, high_and_digits = filler.partition("-")
    high, digits = re.fullmatch(r"([0-9]+(?:\.[0-9]+(?=\.))?)(?:\.([0-9]))?", high_and_digits).groups()  # type: ignore[union-attr]
    if digits is None:
        return str(chance.randint(int(low), int(high)))
    return f"{chance.uniform(float(low), float(high)):.{digits}f}"


def _respelled(person: str, chance: random.Random) -> str:
    return person[:-1] + chance.choice([letter for letter in _GIVEN if letter not in person])


def _fill(report: RoutineReport, drawn: dict[str, str], day: dt.date, source: str) -> FilledReport:
    tomorrow = day + dt.timedelta(1)
    values = drawn | {
        "day": f"{day.month}月{day.day}日",
        "next": f"{tomorrow.month}月{tomorrow.day}日",
        "month": f"{day.month}月份",
    }
    title, body = (_SLOT.sub(lambda slot: values[slot[1]], text) for text in (report.title, report.body))
    return FilledReport(title=title, body=body, day=day, source=source)
