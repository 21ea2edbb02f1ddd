"""What looks like a date in running text: the patterns that `dates.py` reads, each with what must not stand around it.

Nothing here says what a match means. Every pattern begins with few signs and repeats nothing without a bound, so that a text
is scanned in linear time. A guard beside a pattern names what it keeps out; those of days and numbers alone stand in
`date_guards.py`.
"""

from __future__ import annotations

import re
from typing import Final

from index.analysis.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_PLACES, ZERO_LETTERS
from indexer.detect.date_grammar import (
    CLOCK,
    DAY,
    DAY_NUMBER,
    DIGIT,
    ERA,
    MONTH,
    MONTH_NUMBER,
    NUMERIC_DAY,
    NUMERIC_SIGNS,
    PART_OF_DAY,
    SPACE,
    WEEK,
    WEEKDAY,
    YEAR,
)
from indexer.detect.date_guards import NO_DAY_OF_WEEK, NO_DAY_WORD
from indexer.detect.reckoning import WEEKDAYS, YEARS_FROM_THIS

_NUMBER_SIGNS: Final = ARABIC_DIGITS + HAN_DIGITS + HAN_PLACES
TO: Final = rf"{SPACE}(?:至|到|[-－—–~～〜]{{1,2}}){SPACE}"

ANY_DATE: Final = re.compile(
    rf"[日号號天年月周週期拜晚晨]|{DIGIT}{SPACE}[{NUMERIC_SIGNS} ]{SPACE}{DIGIT}|[今昨明前][上中下夜早午深]"
)
"""A text without a match holds no date at all."""
LUNAR_GATE: Final = re.compile("[历曆]|月初|[正腊臘冬]月|大年")
DAY_WORD_GATE: Final = re.compile("[前昨今本明后後当當同次翌][日天晚夜晨早午上下中凌清傍深]")
BRACKETED_GATE: Final = re.compile("[前昨今本明后後次翌同][(（]")
WEEKDAY_GATE: Final = re.compile(f"[周週期拜][{WEEKDAYS}]")
COUNTED_GATE: Final = re.compile("[天周週期拜日][之以]?[前后後]")
NUMERIC_GATE: Final = re.compile(rf"{DIGIT}{SPACE}[{NUMERIC_SIGNS} ]{SPACE}{DIGIT}")
"""The gates: what must stand in a text for the pattern of that name; they cost a tenth of the patterns."""

LUNAR: Final = re.compile(
    rf"(?:[{_NUMBER_SIGNS}]{{2,8}}年{SPACE})?"
    rf"(?:(?:农|農|阴|陰|夏|旧|舊)[历曆]{SPACE}(?:[{_NUMBER_SIGNS}]{{1,5}}年{SPACE})?"
    rf"(?:[{_NUMBER_SIGNS}正腊臘冬]{{1,3}}月)?(?:初?{DAY_NUMBER}日?)?"
    rf"|[闰閏]?[{HAN_DIGITS}十正腊臘冬元]{{1,2}}月初[{HAN_DIGITS}十]"
    rf"|[正腊臘冬]月(?:{DAY_NUMBER}日?)?|大年(?:初[{HAN_DIGITS}十]|三十))"
)
# 本(11)月, 今（114）年: what the word means is said beside it. 同年, 次月: of the day spoken of last. 每年 is no year.
_SAID_YEAR: Final = (
    rf"[今去前明本後后昨上][(（](?P<said_era>{ERA})?(?P<said_year>[{_NUMBER_SIGNS}]{{2,4}})年?[)）]年"
)
_TIED_YEAR: Final = "(?P<tied_year>[同当當该該次翌每历歷往逐常]年的?)"
_SAID_MONTH: Final = rf"(?P<said>[上下本这這此当當])[(（](?P<said_month>{MONTH_NUMBER})月?[)）]月份?"
_TIED_MONTH: Final = "(?P<tied_month>[同当當该該次翌每各逢隔][个個]?月)"
# Without a month not at the beginning of a line, where 3、5日 is a paragraph's number and a day.
_OTHERS: Final = rf"(?(month)(?:、{DAY_NUMBER}){{0,6}}|(?:(?<=[\u3400-\u9fff]{DIGIT})|(?<=[\u3400-\u9fff]{DIGIT}{{2}}))(?:、{DIGIT}{{1,2}}){{0,6}})"
_FIRST_SIGNS: Final = (
    f"{_NUMBER_SIGNS}两兩元大今去前明后後来來本上昨同当當该該次翌每历歷往逐常中民公西令平昭下这這此各逢隔'’＇"
)
WRITTEN: Final = re.compile(
    rf"(?=[{_FIRST_SIGNS}])(?=[{_NUMBER_SIGNS}{ZERO_LETTERS}两兩]{{1,8}}{SPACE}(?:[年月日号號、和及与與]|{TO})|元月|[今去前明后後来來本上昨同当當该該次翌每历歷往逐常]年|{ERA}"
    rf"|大前年|[上下本这這此][上下]?一?[个個]?月|[同当當该該次翌每各逢隔][个個]?月|[今去前明本後后昨上下这這此当當][(（])(?<![{_NUMBER_SIGNS}第./／])"
    # 今年, 2025年, 民國114年, and 2024年度 and 1990年代, which are no year of an event
    rf"(?:(?:(?P<year_word>{'|'.join(YEARS_FROM_THIS)})|{_SAID_YEAR}|{_TIED_YEAR}|{YEAR})(?P<fiscal>度|代(?![表理价價办辦码碼购購言际際收付谢謝课課培工]))?{SPACE})?"
    rf"(?:(?:(?P<shift>(?:上上|下下|上|下|本|这|這|此)(?:一?[个個])?)月|{_SAID_MONTH}|{_TIED_MONTH}|{MONTH}){SPACE})?"
    # 5日, 3至5日, 27、28日, and 五日's short form behind a month, 八月十五
    rf"(?:(?P<day>{DAY_NUMBER})(?:(?:{_OTHERS}[、和及与與]|{TO})"
    rf"(?P<last>{DAY_NUMBER}))?{SPACE}(?P<sign>[日号號])"
    rf"|(?<=月)(?P<bare>[{HAN_DIGITS}十廿卅]{{1,3}}|{DIGIT}{{1,2}})(?=$|[\s，。、；：！？,.;:!?)）的那是在有])(?![.,．，、~～—–-]{DIGIT}))?"
)
BEHIND_DAY: Final = re.compile(rf"(?:{SPACE}[，,]?{SPACE}(?P<week>{WEEKDAY}))?(?:{SPACE}{CLOCK})?")
"""The weekday and the time of day that belong to the day before them."""
RANGE_END: Final = re.compile(
    rf"(?:{SPACE}{PART_OF_DAY})?{TO}(?:(?:{YEAR}|[同当當该該]年|(?P<next_year>[次翌]年)){SPACE})?(?:{MONTH}{SPACE})?{DAY}"
)
_NOT_OF_TIME: Final = "(?<![目此以之当當先日年月])"
_NOT_THEN: Final = "(?<!年)(?<!年的)(?<!史上的)"
"""去年今日, 历史上的今天 are other years' days."""
DAY_WORD: Final = re.compile(
    r"(?=[大前昨今本明后後当當同次翌])(?:(?P<word>大前天|大[后後]天"
    rf"|{_NOT_OF_TIME}前天(?![气氣空津下然])|{_NOT_OF_TIME}前日(?![本相均常程韩韓俄趋語语])|(?<![目此以之当當先日年月提跟眼生])前晚(?!期)"
    rf"|昨[日天晚夜晨早午]|昨(?=[上下中]午|凌晨|清晨|傍晚|深夜)|(?<![至迄如现現而当當]){_NOT_THEN}今日"
    rf"|(?<!至){_NOT_THEN}今[天晨早晚夜午]|(?<![至迄如现現而当當])今(?=[上下中]午|凌晨|清晨|傍晚|深夜)"
    r"|(?<!日)本日|明[天日晚早晨]|(?<![今以之此然午先])[后後]天(?![气氣空津下性生养養]))"
    r"|(?P<same>(?<![相适適担擔不])[当當][日天晚]|同[日天](?![方本]))|(?P<next>(?<![\u4e00二三多首此本每几幾两兩几依])次日(?![达達])|翌[日晨晚]))"
    rf"{NO_DAY_WORD}(?:[(（](?:(?P<month>{MONTH_NUMBER})[月/])?(?P<day>{DAY_NUMBER})[日號号]?[)）])?(?:{SPACE}{CLOCK})?"
)
BRACKETED: Final = re.compile(
    r"(?<![至迄如现現而当當目此以之日年月])(?P<word>大?前|昨|今|(?<!日)本|明|大?[后後]|次|翌|同)"
    rf"[(（](?:(?P<month>{MONTH_NUMBER})[月/])?(?P<day>{DAY_NUMBER})"
    rf"(?:(?P<sign>[日号號])[)）][日天晚早晨午夜]?|[)）](?:[日天晚早晨午夜](?![本均])|(?={SPACE}{PART_OF_DAY})))(?:{SPACE}{CLOCK})?"
)
"""今（28）日, 昨(27)晚, 今（11/28）上午: a word and the day that it means, as Taiwan's papers write."""
WEEKDAY_WORD: Final = re.compile(
    rf"(?<![{_NUMBER_SIGNS}每逢两兩几幾单單双雙])(?P<shift>(?:上上|下下|上|下|本|这|這|此)(?:一?[个個])?)?"
    rf"(?P<week>{WEEK})(?P<weekday>[{WEEKDAYS}])(?![{_NUMBER_SIGNS}带帶道围圍福])(?!{TO}{WEEK}){NO_DAY_OF_WEEK}"
)
COUNTED: Final = re.compile(
    rf"(?<![{_NUMBER_SIGNS}第])(?P<count>{DIGIT}{{1,3}}|[{HAN_DIGITS}十百两兩]{{1,4}}){SPACE}"
    rf"(?P<unit>[天周週]|[个個]?(?:星期|礼拜|禮拜)|日(?=[之以]))[之以]?(?P<way>前(?![往后後])|[后後])"
)
WEEKDAY_OF_MONTH: Final = re.compile(
    rf"(?<![{_NUMBER_SIGNS}第])(?:{YEAR}{SPACE})?{MONTH}的?{SPACE}"
    rf"(?:第(?P<place>[一二三四五1-5])|最[后後]一?)[个個]?的?{WEEK}(?P<weekday>[{WEEKDAYS}])"
)
_NO_NUMBER_BEHIND: Final = rf"(?!{DIGIT}|[-/.\u2013](?!{DIGIT}{{4}}[/.]{DIGIT}{{1,2}}[/.]){DIGIT})"
NUMERIC: Final = re.compile(rf"(?<![{ARABIC_DIGITS}./－-]){NUMERIC_DAY}{_NO_NUMBER_BEHIND}")
NUMERIC_END: Final = re.compile(rf"{TO}{NUMERIC_DAY}(?!{DIGIT}|[-/.\u2013]{DIGIT})")
"""The last day of a range whose first day is written in full figures too."""
SPACED: Final = re.compile(r"(?<![\d./-])(?P<year>\d{4}) (?P<month>\d\d) (?P<day>\d\d)(?![\d./-])", re.ASCII)
ROC_NUMERIC: Final = re.compile(
    # with full stops only in two figures each: 114.1.2 may be the number of a version
    r"(?<![\dA-Za-z./-])(?P<year>1[0-5]\d)(?:/(?P<month>\d{1,2})/(?P<day>\d{1,2})|\.(?P<dotted_month>\d\d)\.(?P<dotted_day>\d\d))(?![\d./-])",
    re.ASCII,
)
YEAR_BEHIND: Final = re.compile(
    r"(?<![\d./-])(?P<one>\d{1,2})(?P<sign>[-/.])(?P<other>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d./-])",
    re.ASCII,
)
SHORT: Final = re.compile(
    r"(?<![\d./-])(?P<first>\d{1,2})(?P<sign>[-/])(?P<middle>\d{1,2})(?P=sign)(?P<last>\d{1,2})(?![\d./-])",
    re.ASCII,
)
SLASHED: Final = re.compile(
    r"(?<![\d./-])(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d./%-])(?:\s?(?P<week>[(（](?:星期|周|週)?[一二三四五六日][)）]))?",
    re.ASCII,
)
