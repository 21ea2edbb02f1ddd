"""The line that a page prints below its headline: day, time, source, author and buttons, in any order and between any signs.

    2025-03-08 09:15  来源：某报  作者：陈明  字号：大 中 小      2025/03/08 09:15 某報 記者王小明／台北報導

Pure. A line is one only as a whole: whatever else stands in it, a word of a sentence or the name of an office that issued a
document, makes it the article's own. Where in a page such lines may stand is decided in `boilerplate.py` and
`indexer/sources/plain_text.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index.model import PartialDate, Span
from indexer.detect.date_grammar import (
    NUMERIC_SIGNS,
    PRINTED_DAY,
    PRINTED_YEAR,
    SPACE,
    build_day,
    match_stamp,
)
from indexer.extract.bylines import (
    LABEL_OF_PAGE,
    LABEL_OF_PERSON,
    LISTED_NAMES,
    NAME,
    NAMES,
    WRITER,
    is_tool_line,
)

_LONGEST: Final = 160
_SIGN: Final = re.compile(r"[\d二]|记者|作者|撰文|^文\s")
# A day, a time ago or a writer, without which a line tells nothing: half of the lines with a figure have none.
_TELLING: Final = re.compile(
    rf"\d{SPACE}[{NUMERIC_SIGNS}]|[年月前]|[今昨]天|刚刚|记者|作者|撰|执笔|文[\s:|/]|通讯员|编译|译者|摄|报|电|讯|整理"
)
_SEPARATORS: Final = re.compile(r"[\s|/,;:·•‧∣()\[\]<>_—–-]*")
# Behind a value that has no name's or date's form of its own.
_BOUNDARY: Final = rf"(?=$|[\s|,;()/]|{PRINTED_YEAR}|{LABEL_OF_PERSON}\s*[:|]|{LABEL_OF_PAGE}\s*[:|])"

_DATE_LABEL: Final = re.compile(
    r"(?:(?:最[后近新]|原|首次|新闻|稿件|文章|信息|网站)?"
    r"(?P<act>发布|发表|发文|发稿|发出|发送|更新|修[改订]|编辑|刊[登发载出]|登载|上[传网线綫線稿版架]|公[布告开]|成文|印发|签发|出版|见报|张贴|建立|创建|播出|提交|录入|入库|收录|撰写|写作|异动|维护)"
    r"\s*(?:日期|时间|日|于|時|时)?|日期|时间|时刻|(?i:(?P<edited>last\s(?:updated|modified)|updated)|published|posted|date)(?:\s(?:on|at))?(?=[\s:]))\s*[:|]?\s*"
)
_CHANGED: Final = ("更新", "修改", "修订", "编辑")
_ZONE: Final = re.compile(
    r"\s*(?:hkt|cst|(?:gmt|utc)\s?\+0?8(?::?00)?|\+08:?00|\.\d{1,6}|z(?![a-z])|(?:北京|台北|香港|当地)时间)",
    re.IGNORECASE,
)
_BEHIND_DATE: Final = re.compile(
    r"\s*(?:更新|修改|发布|发表|刊登|刊载|出版|首播|上[传线線]|发稿|发文|[来讯])(?![\u3400-\u9fff:|])"
)
# 3/8 10:20, 03月08日 10:20, 10:20: the year is that of the line's full day, or unknown.
_SHORT_STAMP: Final = re.compile(
    r"(?:(?P<month>\d{1,2})(?:[-/.]|月)(?P<day_of_month>\d{1,2})日?\s*)?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?![\d:])"
    r"|(?P<bare_month>\d{1,2})月(?P<bare_day>\d{1,2})日(?=[\s|,;()]|$)"
)
_SOURCE: Final = re.compile(
    r"(?:(?:本文|信息|稿件|新闻|文章|消息|内容|本稿|资料)?(?:来源|稿源)|出处|转自|转载自|原载|供稿单位|媒体)(?:于|自|媒体)?\s*[:|]?\s*"
    rf"(?P<source>(?!{PRINTED_YEAR})[^\s:|,;()/。!?]{{2,30}}?(?:\s(?=[A-Za-z]|客户端|微信|公众号)[^\s:|,;()/。!?]{{1,16}}?){{0,3}})[\s\"]*{_BOUNDARY}"
)
_AUTHOR: Final = re.compile(
    r"(?:(?:本文|文章)?作者|撰文|执笔|(?:本[报网刊社台]|特约|实习)?记者|文)\s*[:|/]\s*"
    rf"(?P<author>(?:[\u3400-\u9fff·]{{2,12}}?(?:[\s、,/]{{1,2}}(?!{LABEL_OF_PERSON}|{LABEL_OF_PAGE}){NAME}){{0,5}}|[A-Za-z][A-Za-z.' ]{{1,30}}?)){_BOUNDARY}"
)
# Case is left open only where it matters: for the whole it costs 20 ms at each start, one range of ideographs after the other.
_OTHER_LABEL: Final = re.compile(
    rf"(?:{LABEL_OF_PERSON}|{LABEL_OF_PAGE}|人气|评论数?|跟帖|跟贴|热度|点赞|转发|收藏|播放|字数|文号|来自|(?i:ip)属地|发[表布]于|属地)"
    rf"\s*[:|]?\s*(?:{NAMES}|[\d,.]+\s*[万次条个人kwKW+]*|[^\s:|,;()/。!?\d]{{1,16}}?){_BOUNDARY}"
)
_PERSONS: Final = re.compile(rf"(?!谢谢){NAMES}")
_PLACE_OF_REPORT: Final = r"(?:\s*[/|@]?\s*[\u3400-\u9fff]{0,8}(?:\d{1,2}日)?(?:连线)?(?:综合)?(?:报[道导]|专电|电|摄影?|讯|撰稿|整理))"
_NAMES_BEFORE_PLACE: Final = rf"{LISTED_NAMES}(?={_PLACE_OF_REPORT}(?=$|[\s|,;()/\d]))"
_WRITER: Final = re.compile(
    rf"[\u3400-\u9fff]{{0,8}}?{WRITER}\s*[:|]?\s*(?P<author>{_NAMES_BEFORE_PLACE}|{NAMES}){_PLACE_OF_REPORT}?(?=$|[\s|,;()/\d])"
)
_BARE_WRITER: Final = re.compile(rf"文\s+(?P<author>{NAMES})(?=$|[\s|,;()/\d])")
_NAMED_REPORT: Final = re.compile(
    rf"(?P<author>{_NAMES_BEFORE_PLACE}|{NAMES}){_PLACE_OF_REPORT}(?=$|[\s|,;()/\d])"
)
_DESK: Final = re.compile(
    rf"(?:编译|编辑|中心|综合|即时|财经|国际|政治|生活|社会|地方|两岸)(?:组|部|台|中心|新闻中心)?{_PLACE_OF_REPORT}(?=$|[\s|,;()/\d])"
)
# Media only: an office before a day is the issuer of a document.
_OUTLET: Final = re.compile(
    r"[\"《]?\s?(?P<source>[\u3400-\u9fffA-Za-z0-9·]{0,14}?(?:日报|晚报|早报|时报|商报|学报|快报|周报|周刊|[^\s情简汇]报|[^\s]网|通讯社|[华央同联闻]社|[^\s]{2}(?<![院部委局号会令厅府署])发布(?!时间|日期)|电视台|广播电台|卫视|广播|新闻|客户端|在线|频道|之声|融媒体|公众号|头条))\s?[\"》]?"
    rf"(?=$|[\s|,;()/]|{PRINTED_YEAR}|\d{{1,2}}[:月]|记者)"
)
_EMPTY_LABEL: Final = re.compile(
    rf"(?:{LABEL_OF_PERSON}|{LABEL_OF_PAGE})\s*[:|]\s*(?=$|{PRINTED_YEAR}|{LABEL_OF_PERSON}\s*[:|]|{LABEL_OF_PAGE}\s*[:|])"
)
# Seen from a day that the line does not tell.
_RELATIVE: Final = re.compile(
    r"(?:[今昨前]天|(?:\d{1,2}|半)\s?个?(?:分钟|小时|天)前|刚刚)(?:\s?(?P<clock>\d{1,2}:\d{2}))?(?=$|[\s|,;()])"
)
_LINK: Final = re.compile(r"https?://[^\s\u3000-\uffee]+|(?:[a-z0-9-]+\.)+[a-z]{2,8}(?=\s)", re.IGNORECASE)
_PAGE_OF_PAPER: Final = re.compile(
    r"(?:第\s?)?(?:[A-Za-z]?\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:面|次)?(?=$|[\s|,;:()])"
)
_TOOL_WORD: Final = re.compile(
    r"(?:[大中小]?字[号体][大小]?\s*:?\s*|[【]?打印(?:本页|本文)?|复制(?:链接)?|大\s*中\s*小|小\s*中\s*大|放大|缩小|默认|超大|[大中小特](?=$|[\s|,;()])|t?[大小]号?字?(?=$|[\s|,;()])|a\s*[-+](?:\s*a\s*[-+])*|a\s+a(?:\s+a)?"
    r"|我要(?:评论|分享|纠错|留言|报错)|我来说两句(?:\s*\(?\d+\)?)?|(?:参与)?(?:评论|跟帖|互动|讨论)(?:\s*\(?\d+\)?\s*条?)?|\d+\s*(?:次?(?:浏览|阅读|点击)|条?评论|人?参与)|(?:浏览|阅读|点击|点阅|评论|点赞|转发|人气)(?:[数數]|量|率|次[数數]|人次)?\s*:?\s*\d[\d,.]*\s*[万次kw+]*"
    r"|分享(?:到|至)?|收藏|纠错|报错|订阅|关注|点赞|转发|语音(?:播报|朗读)?|听新闻|听全文|朗读|播报|下载|手机看新闻|扫码\S{0,8}|保存|关闭(?:窗口)?|返回(?:列表|首页)?|打赏|举报|投诉|繁体?|简体?|原创"
    r"|微信|微博|新浪微博|qq空间?|qq好友|朋友圈|facebook|twitter|line|email|更多|用微信扫码\S{0,12}|加载中|来源(?=$)|正文|(?:星期|周|礼拜)[一二三四五六日天])"
    r"(?=$|[\s|,;:()/\d\[\]]|字号|打印|分享|评论|收藏|来源|作者|编辑)",
    re.IGNORECASE,
)

# A name that nothing tells what it is: 2025-10-03 16:20 範例時報, 2025-10-03 王例文.
_LONGEST_WORD: Final = 8
_WORD: Final = re.compile(
    r"(?:^|(?<=[\s|,;()/·]))(?!(?:[\u3400-\u9fff]*(?:施行|实施|批准|通过|修订|修正|生效|颁布|废止)|[\u3400-\u9fff]+(?:公布|发布|印发))(?=$|[\s|,;()/·]))"
    r"[\u3400-\u9fffA-Za-z]{2,16}(?=$|[\s|,;()/·])"
)
"""Not what is done with a law: 2003年10月1日 施行 stands at a law's head, and its day is no page's."""


# 2025-11-03 HKT 15:20, and 2025 11/03 15:20 of a page that prints the year apart.
_ZONE_BEFORE_CLOCK: Final = re.compile(
    r"(?<=\d)\s+(?:hkt|cst|gmt\+8)(\s+\d{1,2}:\d\d(?::\d\d)?)", re.IGNORECASE
)
_CLOCK_BEFORE_DAY: Final = re.compile(
    r"(?<!\d)(\d{1,2}:\d\d) ((?:19|20)\d\d[-/.]\d\d[-/.]\d\d)(?![\d:]|\s+\d{1,2}:)"
)
_YEAR_APART: Final = re.compile(r"((?:19|20)\d\d)\s+(\d{1,2})\s?/\s?(\d{1,2})(?=\s+\d{1,2}:\d\d)")
_STAMP_HEAD: Final = re.compile(
    rf"(?:[A-Za-z.]{{4,24}}\s+)?{PRINTED_DAY}\s*\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?=[^。!?]*(?:来源|作者|编辑|记者|字[号体]|打印|评论)\s*[:|)])[^。!?]*"
    r"|(?:发[表布]|更新|修改)(?:时间|日期)\s*:\s*\d{1,2}[/.]\d{1,2}[/.]\d{4}[^。!?\u3400-\u9fff]*(?:(?:更新|修改)(?:时间|日期)\s*:[^。!?\u3400-\u9fff]*)?"
)
# Below a press release: the day with its weekday, and below that the hour.
_ISSUE_DAY: Final = re.compile(rf"(?P<day>{PRINTED_DAY})\s*\((?:星期|周)[一二三四五六日天]\)")
_ISSUE_TIME: Final = re.compile(r"(?:香港|北京|台北)时间\s*(?P<hour>\d{1,2})[时:](?P<minute>\d{1,2})分?")


@dataclass(frozen=True, slots=True, kw_only=True)
class StampLine:
    """What such a line says, each None where it does not: its days, and who as spans of it.

    *short_date* has no year. *changed* is the day on which the page was last edited. *is_certain* says that the line can be nothing else wherever
    it stands; a bare day, and a day beside a name, may also close a document. *has_word* says that a word stands in it of
    which nobody knows what it is: beside a bare day it may be a title.
    """

    date: PartialDate | None = None
    changed: PartialDate | None = None
    short_date: PartialDate | None = None
    source: Span | None = None
    author: Span | None = None
    is_certain: bool = False
    has_word: bool = False


def is_stamp_head(spelled: str) -> bool:
    """True for a line that begins with day and time of day, or a host before them, and has a label and no sentence behind.

    For the lines above a text only, where whatever else stands in such a line (pages, bars, names in brackets) is the page's.
    """
    return len(spelled) <= _LONGEST and _STAMP_HEAD.fullmatch(spelled) is not None


def even_stamp(spelled: str) -> str:
    """*spelled* with day and time side by side as one stamp, where a page parts them; of the same length."""
    if ":" not in spelled:
        return spelled
    evened = _ZONE_BEFORE_CLOCK.sub(lambda zone: zone[1].ljust(len(zone[0])), spelled)
    evened = _CLOCK_BEFORE_DAY.sub(r"\2 \1", evened)
    return _YEAR_APART.sub(lambda day: "/".join(day.groups()).ljust(len(day[0])), evened)


def join_issue_lines(day_line: str, time_line: str) -> str | None:
    """One stamp of the two lines below a press release (`2025年11月3日(星期一)`, `香港时间15时20分`); None of any others."""
    day, time = _ISSUE_DAY.fullmatch(day_line), _ISSUE_TIME.fullmatch(time_line)
    return f"{day['day']} {time['hour']}:{time['minute']:0>2}" if day and time else None


def parse_stamp_line(spelled: str) -> StampLine | None:
    """Read *spelled* (`spelling.py`) as such a line; None where anything else stands in it, or nothing that tells."""
    if len(spelled) > _LONGEST or not (_SIGN.search(spelled) and _TELLING.search(spelled)):
        return None
    reading = _Reading(even_stamp(spelled))
    while not reading.is_at_end():
        if not reading.take():
            return None
    return reading.line()


def is_stamp_line(spelled: str) -> bool:
    """True for a stamp line that can be nothing else, wherever it stands: it has a label or a time of day."""
    line = parse_stamp_line(spelled)
    return line is not None and line.is_certain


class _Reading:
    """One line being taken apart from left to right."""

    def __init__(self, spelled: str) -> None:
        self._text = spelled
        self._position = 0
        self._spans: dict[str, Span] = {}
        self._dates: dict[str, PartialDate] = {}
        self._is_dated = self._is_relative = False
        self._is_labelled = self._has_clock = False
        self._word = ""

    def is_at_end(self) -> bool:
        """True behind the last part, separators passed over."""
        found = _SEPARATORS.match(self._text, self._position)
        self._position = found.end() if found else self._position
        return self._position == len(self._text)

    def take(self) -> bool:
        """Take the part that stands here; False where what stands here is none."""
        return self._take_date() or self._take_named() or self._take_rest()

    def line(self) -> StampLine | None:
        """What was taken; None for buttons alone."""
        spans, dates = self._spans, self._dates
        if not self._is_dated and not self._names_somebody():
            return None
        if not (spans or dates.keys() - {"short_date"} or self._is_relative or self._has_clock):
            return None  # 3月8日 alone is a heading
        is_timed = "date" in dates and self._has_clock
        if self._word and not is_timed and not ("date" in dates and len(self._word) <= _LONGEST_WORD):
            return None
        return StampLine(
            date=dates.get("date"),
            changed=dates.get("changed"),
            short_date=dates.get("short_date"),
            source=spans.get("source"),
            author=spans.get("author"),
            is_certain=self._is_labelled or self._has_clock or self._is_boxed(),
            has_word=self._word != "",
        )

    def _is_boxed(self) -> bool:
        """True for 【2004/03/08 某报】, as papers close a text."""
        return (
            self._text.startswith("(")
            and self._text.endswith(")")
            and "date" in self._dates
            and "source" in self._spans
        )

    def _names_somebody(self) -> bool:
        """False for 记者：谢谢您, which is a line of an interview."""
        author = self._spans.get("author")
        return author is not None and _PERSONS.fullmatch(self._text[author.start : author.end]) is not None

    def _take_date(self) -> bool:
        label = _DATE_LABEL.match(self._text, self._position)
        start = label.end() if label else self._position
        is_changed = label is not None and (
            (label["act"] or "").startswith(_CHANGED) or label["edited"] is not None
        )
        stamp = match_stamp(self._text, start)
        if stamp is None:
            return self._take_short(start) or self._take_relative(start)
        end = self._pass(_ZONE, stamp.end)
        self._keep_date("changed" if is_changed else "date", stamp.date)
        self._has_clock |= stamp.date.time is not None
        self._is_labelled |= label is not None
        self._position = self._pass(_BEHIND_DATE, end)
        return True

    def _take_short(self, start: int) -> bool:
        found = _SHORT_STAMP.match(self._text, start)
        if found is None:
            return False
        if found["month"] or found["bare_month"]:
            day = build_day(
                None, found["month"] or found["bare_month"], found["day_of_month"] or found["bare_day"]
            )
            self._keep_date("short_date", day)
        self._has_clock |= found["clock"] is not None
        self._position = self._pass(_BEHIND_DATE, self._pass(_ZONE, found.end()))
        return True

    def _take_relative(self, start: int) -> bool:
        found = _RELATIVE.match(self._text, start)
        if found is None:
            return False
        self._is_dated = self._is_relative = True
        self._has_clock |= found["clock"] is not None
        self._position = found.end()
        return True

    def _take_named(self) -> bool:
        for pattern in (_SOURCE, _AUTHOR, _WRITER, _BARE_WRITER, _NAMED_REPORT, _DESK, _OUTLET):
            found = pattern.match(self._text, self._position)
            if found is None:
                continue
            for name, value in found.groupdict().items():
                self._keep(name, *found.span(name)) if value else None
            self._is_labelled |= pattern in (_SOURCE, _AUTHOR, _WRITER, _BARE_WRITER)
            self._position = found.end()
            return True
        return False

    def _take_rest(self) -> bool:
        for pattern in (_LINK, _PAGE_OF_PAPER, _EMPTY_LABEL, _TOOL_WORD, _OTHER_LABEL):
            found = pattern.match(self._text, self._position)
            if found is not None and found.end() > self._position:
                self._is_labelled |= pattern in (_PAGE_OF_PAPER, _OTHER_LABEL)
                self._position = found.end()
                return True
        if is_tool_line(self._text[self._position :]):
            self._position = len(self._text)
            return True
        word = None if self._word else _WORD.match(self._text, self._position)
        if word is not None:
            self._word = word[0]
            # Before the day stands who wrote it, behind it often the place from which it was sent.
            if "date" not in self._dates and _PERSONS.fullmatch(word[0]):
                self._keep("author", *word.span())
            self._position = word.end()
        return word is not None

    def _pass(self, pattern: re.Pattern[str], position: int) -> int:
        found = pattern.match(self._text, position)
        return found.end() if found else position

    def _keep_date(self, name: str, date: PartialDate | None) -> None:
        """The first of each counts; none of the calendar is a day of the page all the same."""
        self._is_dated = True
        if date is not None:
            self._dates.setdefault(name, date)

    def _keep(self, name: str, start: int, end: int) -> None:
        """The first of each counts."""
        self._spans.setdefault(name, Span(start=start, end=end))
