"""What looks like a date in running text: the patterns that `dates.py` reads, each with what must not stand around it.

Nothing here says what a match means. Every pattern begins with few signs and repeats nothing without a bound, so that a text
is scanned in linear time. A guard beside a pattern names what it keeps out.
"""

from __future__ import annotations

import re
from typing import Final

from index.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_PLACES
from indexer.detect.date_grammar import (
    CLOCK,
    DAY,
    DAY_NUMBER,
    DIGIT,
    MONTH,
    NUMERIC_DAY,
    PART_OF_DAY,
    SPACE,
    WEEK,
    YEAR,
)
from indexer.detect.reckoning import WEEKDAYS, YEARS_FROM_THIS

_NUMBER_SIGNS: Final = ARABIC_DIGITS + HAN_DIGITS + HAN_PLACES
TO: Final = rf"{SPACE}(?:至|到|[-－—–~～〜]{{1,2}}){SPACE}"

ANY_DATE: Final = re.compile(rf"[日号號天年月周週期拜晚晨]|{DIGIT}[-/.－／． ]{DIGIT}")
"""A text without a match holds no date at all."""
LUNAR_GATE: Final = re.compile("[历曆]|月初|[正腊臘冬]月|大年")
DAY_WORD_GATE: Final = re.compile("[前昨今本明后後当當同][日天晚夜晨早午]")
WEEKDAY_GATE: Final = re.compile(f"[周週期拜][{WEEKDAYS}]")
COUNTED_GATE: Final = re.compile("[天周週期拜日][之以]?[前后後]")
NUMERIC_GATE: Final = re.compile(rf"{DIGIT}{SPACE}[-/.－／． ]{SPACE}{DIGIT}")
"""The gates: what must stand in a text for the pattern of that name; they cost a tenth of the patterns."""

LUNAR: Final = re.compile(
    rf"(?:{DIGIT}{{4}}年{SPACE})?"
    rf"(?:(?:农|農|阴|陰|夏|旧|舊)[历曆]{SPACE}(?:[{_NUMBER_SIGNS}]{{1,5}}年{SPACE})?"
    rf"(?:[{_NUMBER_SIGNS}正腊臘冬]{{1,3}}月)?(?:初?{DAY_NUMBER}日?)?"
    rf"|[闰閏]?[{HAN_DIGITS}十正腊臘冬]{{1,2}}月初[{HAN_DIGITS}十]"
    rf"|[正腊臘冬]月(?:{DAY_NUMBER}日?)?|大年(?:初[{HAN_DIGITS}十]|三十))"
)
WRITTEN: Final = re.compile(
    rf"(?=[{_NUMBER_SIGNS}两兩]{{1,8}}{SPACE}(?:[年月日号號]|{TO})|[今去前明后後来來本上昨]年|(?:中[華华])?民[國国]|[公西]元"
    rf"|[上下本这這此][上下]?一?[个個]?月)(?<![{_NUMBER_SIGNS}第./／])"
    # 今年, 2025年, 民國114年, and 2024年度, which is no year of an event
    rf"(?:(?:(?P<year_word>{'|'.join(YEARS_FROM_THIS)})|{YEAR}(?P<fiscal>度)?){SPACE})?"
    rf"(?:(?:(?P<shift>(?:上上|下下|上|下|本|这|這|此)(?:一?[个個])?)月|{MONTH}){SPACE})?"
    # 5日, 3至5日, and 五日's short form behind a month, 八月十五
    rf"(?:(?P<day>{DAY_NUMBER})(?:{TO}(?P<last>{DAY_NUMBER}))?{SPACE}(?P<sign>[日号號])"
    rf"|(?<=月)(?P<bare>[{HAN_DIGITS}十廿卅]{{1,3}})(?=$|[\s，。、；：！？,.;:!?)）的那是在有]))?"
)
BEHIND_DAY: Final = re.compile(rf"(?:{SPACE}[，,]?{SPACE}[(（]?{WEEK}[{WEEKDAYS}][)）]?)?(?:{SPACE}{CLOCK})?")
"""The weekday and the time of day that belong to the day before them."""
RANGE_END: Final = re.compile(rf"(?:{SPACE}{PART_OF_DAY})?{TO}(?:{YEAR}{SPACE})?(?:{MONTH}{SPACE})?{DAY}")
DAY_WORD: Final = re.compile(
    r"(?=[大前昨今本明后後当當同])(?P<word>大前天|大[后後]天"
    r"|(?<![目此以之当當先日年月])前天(?![气氣空津下然])|(?<![目此以之当當先日年月])前日(?![本相均常程韩韓俄趋語语])"
    r"|昨[日天晚夜晨](?!本(?![报報港地市台臺]))|(?:(?<![至迄如现現而当當])今日|(?<!至)今[天晨早晚夜午])(?!本(?![报報港地市台臺]))"
    r"|(?<!日)本日|明[天日晚早晨](?!本(?![报報港地市台臺])|香|方舟)|(?<![今以之此然午先])[后後]天(?![气氣空津下性生养養])"
    r"|(?P<same>(?<![相适適担擔不])[当當][日天晚](?!本(?![报報港地市台臺]))|同[日天](?!本)))"
    rf"(?:{SPACE}{CLOCK})?"
)
WEEKDAY_WORD: Final = re.compile(
    rf"(?<![{_NUMBER_SIGNS}每逢两兩几幾单單双雙])(?P<shift>(?:上上|下下|上|下|本|这|這|此)(?:一?[个個])?)?"
    rf"(?P<week>{WEEK})(?P<weekday>[{WEEKDAYS}])(?![{_NUMBER_SIGNS}带帶道围圍福])(?!{TO}{WEEK})"
)
COUNTED: Final = re.compile(
    rf"(?<![{_NUMBER_SIGNS}第])(?P<count>{DIGIT}{{1,3}}|[{HAN_DIGITS}十百两兩]{{1,4}}){SPACE}"
    rf"(?P<unit>[天周週]|[个個]?(?:星期|礼拜|禮拜)|日(?=[之以]))[之以]?(?P<way>前(?![往后後])|[后後])"
)
WEEKDAY_OF_MONTH: Final = re.compile(
    rf"(?<![{_NUMBER_SIGNS}第])(?:{YEAR}{SPACE})?{MONTH}的?{SPACE}"
    rf"(?:第(?P<place>[一二三四五1-5])|最[后後]一?)[个個]?的?{WEEK}(?P<weekday>[{WEEKDAYS}])"
)
NUMERIC: Final = re.compile(rf"(?<![{ARABIC_DIGITS}./－-]){NUMERIC_DAY}(?!{DIGIT}|[-/.]{DIGIT})")
SPACED: Final = re.compile(r"(?<![\d./-])(?P<year>\d{4}) (?P<month>\d\d) (?P<day>\d\d)(?![\d./-])", re.ASCII)
YEAR_BEHIND: Final = re.compile(
    r"(?<![\d./-])(?P<one>\d{1,2})(?P<sign>[-/.])(?P<other>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d./-])",
    re.ASCII,
)
SHORT: Final = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sign>[-/])(?P<middle>\d{1,2})(?P=sign)(?P<last>\d{1,2})(?![\d./-])",
    re.ASCII,
)
SLASHED: Final = re.compile(r"(?<![\d./-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d./%-])", re.ASCII)

NO_DAY_ALONE_BEFORE: Final = re.compile(
    "(?:[第逾每隔几幾]|一[连連]|[连連][升跌涨漲降阴陰阳陽]|(?<!附)近|[为為][期时時]|[历歷][时時]|[连連持][续續]|期[间間限]?[：:]|[超][过過]|[满滿足]了?)$"
)
"""第3日, 为期3日, 连续3日 are no days of a month."""
NO_DAY_ALONE_BEHIND: Final = re.compile(
    "[内內](?![阁閣政塔部地蒙])|[游遊](?![行说說])|前(?![往赴来來后後])|[后後间間均龄齡元圆圓线線]"
    "|之[内內前后後间間]|以[内內上下前后後]|市(?![场場民委政长長区區内內值府])|[（(]自"
)
"""3日内, 3日后, 7日游, 100日元 neither; 15日前 is a term, not a day; but 3日前往, 3日内阁 are."""
NUMBER_OF_THING_BEFORE: Final = re.compile(
    "[A-Za-z0-9０-９”」』》路街道巷弄里段村区區号號舟宫宮娥征斗感云雲分践踐问問龙龍洋兔桥橋天卫衛星机機组組栋棟幢座楼樓门門线線编編室厅廳院型舰艦"
    "台站坑井球场場厂廠校位案河矿礦库庫]$"
)
NUMBER_OF_THING_BEHIND: Final = re.compile(
    rf"[{_NUMBER_SIGNS}”」』》东東南西北线線楼樓院门門馆館机機车車球文令店厅廳台臺颱井坑矿礦船舰艦轮輪路街库庫选選种種住宅病房公反航站风風强強烈颶飓热熱信警戒波高隧桥橋"
    "水电電产產洞煤油区區墓坝壩泊碼码或及专專卫衛星飞飛火探工单單元棚舱艙]"
)
"""Behind the first and before the second 12号 is the number of a house, a rocket, a storm signal, and no day."""
PLANNED_BEFORE: Final = re.compile(
    "(?:[将將](?:会|會)?[于於在自从從到]?|[预預][计計定][于於在]?|[定订訂拟擬][于於]?|考[虑慮]|[计計][划劃畫]|打算)(?:今年|本月|下月)?$"
)
"""Before and behind a day that had not come when this was written."""
PLANNED_BEHIND: Final = re.compile(r"\s?(?:[上下中]午|凌晨|晚上?)?[将將](?![军軍领領近])")
