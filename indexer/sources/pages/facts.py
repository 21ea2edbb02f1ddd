"""What a page prints about its article around it: day, source, author, in the lines below the headline and below the text.

For what its metadata leave out. Pure patterns over short lines; a date in the running text is none of its business
(`indexer/detect/`). `reading.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from index.model import PartialDate, Span
from indexer.detect.date_grammar import PRINTED_DAY
from indexer.extract.bylines import detect_writers, is_names_line, parse_labelled_line
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import even_stamp, join_issue_lines, parse_stamp_line
from indexer.sources.given_dates import parse_stamp

_LONGEST: Final = 100
_MONTHS: Final = 12
_NEXT_LABEL: Final = r"(?=$|[\s|/,;()]|(?:信息|稿件|新闻|文章|本文)?来源|作者|编辑|责任?编|责编|记者|发布|时间|日期|浏览|点击|阅读|字[号体]|分享|评论|打印|关闭|收藏|参与(?:互动|评论)|我要|举报|纠错|投诉|订阅|\d+条|第\d+页|\d{4}[-年])"
_STAMP: Final = re.compile(rf"(?<!\d)(?=19|20){PRINTED_DAY}")
# A year of the Republic only behind a label: 114-11-03 may be anything.
_ROC_STAMP: Final = re.compile(r"(?<=[期间布][: ])\s?1\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)")
# 06.05.2023 is a day of May wherever it is written; 05/06/2023 only where one of them can be no month.
# Beside it stands its label and the time of day only: what else names such a day is no stamp.
_LAST_YEAR_STAMP: Final = re.compile(
    r"\W*(?:(?:(?:发[布表]|更新|刊登|张贴)(?:时间|日期)?|时间|日期|于)[\s:|]*)?(\d{1,2})([./])(\d{1,2})\2((?:19|20)\d\d)"
    r"(?:[\s-]*(\d{1,2}:\d\d(?::\d\d)?(?:\s?[ap]m)?))?\W*",
    re.IGNORECASE,
)
# Of a year in two figures only a label says that it is one, and that the page is meant (开放时间:09-12-16点); some print the
# time of day right behind it.
_SHORT_STAMP: Final = re.compile(
    r"(?<=(?:发布|发表|更新)时间:)\s?([012]\d)-(\d\d)-(\d\d)(?!-)\s?(\d\d:\d\d)?"
)
# 202511/1908:31:26 of a page that draws year, day and hour in boxes side by side.
_BOXED_STAMP: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)/(\d\d)\s?(\d\d:\d\d(?::\d\d)?)")
_SOURCE: Final = re.compile(
    rf"(?:(?:信息|稿件|新闻|文章|本文|资料)?来源(?:于|自)?|稿源|出处|转自)\s*[:|]\s*[\"《\[(]?\s?([^\s:|,;()\[\]\"》]{{2,24}}?(?:《[^\s:|,;()\"《》]{{2,16}}》)?)\s?[\"》\])]?{_NEXT_LABEL}"
)
_AUTHOR: Final = re.compile(
    rf"(?:(?<!该)作者|撰文|(?<!责任)(?<!编辑)记者|(?i:author)\s*(?=,))\s*(?:[:|/]|(?<=[rR\s]),)\s*([\u3400-\u9fff·]{{2,12}}?(?:[ 、,][\u3400-\u9fff·]{{2,4}}){{0,4}}?){_NEXT_LABEL}"
)
_NO_SOURCE: Final = re.compile(
    r"(?:原创|转载文章|网络|互联网|本站原创|本站|未知|不详|匿名|其[他它]|综合|转载|admin|管理员)(?:稿)?"
)
_PLATFORMS: Final = frozenset(
    "微信公众平台 微信公众号 今日头条 头条号 百家号 百度百家 搜狐号 网易号 企鹅号 大鱼号 一点资讯 澎湃号 快传号 新浪看点 知乎 知乎专栏 微博 新浪微博"
    " 哔哩哔哩 简书 雪球 方格子 痞客邦 Medium Substack Facebook Blogger".split()
)
# 原创 王小明 某地发布 2025年11月3日 15:20: the account stands before the day.
_ACCOUNT: Final = re.compile(
    r"(?:原创\s+)?(?:[^\s:|]{2,20}\s+)?(?P<account>[^\s:|]{2,20})\s+(?:(?:19|20)\d\d[-/.年]|[今昨前]天|\d+\s?(?:天|小时|分钟|周)前|\d{1,2}月\d{1,2}日)"
)
_LABEL: Final = re.compile(
    r"(?:(?:信息|稿件|新闻|文章|本文)?来源|稿源|出处|作者|(?:本[报网社]|特约|通讯员)?\s*记者|文)\s*[:|/]?\s*"
)
_OUTLET: Final = re.compile(
    r".+(?:网|报|社|台|新闻|在线|频道|传媒|消息|日报|晚报|时报|周刊|杂志|科技|财经|观察|资讯|头条|政务|发布|客户端|中心|编辑部|委员会|[局厅部委办署])|网易|新浪|搜狐|腾讯|凤凰|澎湃"
)
# Columns are called 权威发布 and 今日早报 too.
_PAPER: Final = re.compile(
    r".+(?:[日晚时商周快党青农]报|都市报|通讯社|[新中]社|电视台|广播电台|卫视|周刊|客户端|新闻网)"
)
_ISSUER: Final = re.compile(
    r"(?:发布机构|发文机关|发文单位|发布单位|制发机关)\s*:\s*([\u3400-\u9fff()]{4,24})(?=$|[\s|,;])"
)

_LABEL_ALONE: Final = re.compile(
    r"\s*(?:(?:信息|稿件|新闻|文章)?来源|稿源|作者|记者|撰文|(?:发[布表文]|出版)?(?:日期|时间))\s*:\s*"
)
_LONGEST_VALUE: Final = 30
_DOMAIN: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,8}", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFacts:
    """What the lines say, each None where they do not.

    *account* is the word before the day, or the outlet behind it, where nothing says what it is; *issuer* the office that an index of official documents names.
    """

    published: PartialDate | None = None
    source: str | None = None
    author: str | None = None
    account: str | None = None
    issuer: str | None = None


def is_platform(name: str) -> bool:
    """True for a place where others publish: the account, which pages give as author, is the source there."""
    return spell(name) in _PLATFORMS


def is_outlet(name: str) -> bool:
    """True for the name of a publication or office where a person's is asked for."""
    return _OUTLET.fullmatch(spell(name)) is not None


def is_paper(name: str) -> bool:
    """True for the name of a paper, agency or broadcaster, which no column of a site has."""
    return _PAPER.fullmatch(spell(name)) is not None


def join_labels(lines: Sequence[str]) -> list[str]:
    """*lines* with a label that stands alone (`来源：`) and the line below it as one, as lists of terms part them."""
    joined: list[str] = []
    for line in lines:
        if joined and len(line) <= _LONGEST_VALUE and _LABEL_ALONE.fullmatch(spell(joined[-1])):
            joined[-1] += line
        else:
            joined.append(line)
    return joined


def is_domain(name: str) -> bool:
    """True for a bare host name, which some templates give as the source: who publishes there has a name."""
    return _DOMAIN.fullmatch(name) is not None


def drop_label(name: str) -> str | None:
    """A name without the label that some templates put before it (`来源：`, `记者`) and what follows; None where none is left."""
    found = _LABEL.match(spell(name))
    if found is not None and found.end() < len(name):
        name = (name[found.end() :].split() or [""])[0]
    return None if not name or _NO_SOURCE.fullmatch(spell(name)) else name


def _is_byline(spelled: str) -> bool:
    """True for a line that only says who wrote the text: names and roles, or these beside a day, an outlet, labels."""
    return (
        is_names_line(spelled) or parse_stamp_line(spelled) is not None or parse_labelled_line(spelled) != ()
    )


def read_facts(lines: Iterable[str]) -> PrintedFacts:
    """Read short lines in the order given; the first of each counts."""
    published: PartialDate | None = None
    source: str | None = None
    author: str | None = None
    account: str | None = None
    issuer: str | None = None
    above = ""
    for line in lines:
        if len(line) > _LONGEST:
            continue
        spelled = even_stamp(spell(line))
        stamp = _STAMP.search(spelled) or _ROC_STAMP.search(spelled)
        if published is None and stamp is not None:
            published = parse_stamp(spelled[stamp.start() :])
        if published is None:
            published = _rare_stamp(spelled)
        if (issued := join_issue_lines(above, spelled)) is not None:
            published = parse_stamp(issued)
        above = spelled
        named = _ACCOUNT.match(spelled)
        if account is None and named is not None:
            account = line[named.start("account") : named.end("account")]
        if account is None and (outlet := _outlet_of(spelled)) is not None:
            account = line[outlet.start : outlet.end]
        found = _SOURCE.search(spelled)
        if source is None and found is not None and not _NO_SOURCE.fullmatch(found[1]):
            source = line[found.start(1) : found.end(1)]
        found = _AUTHOR.search(spelled)
        if author is None and found is not None:
            author = drop_label(line[found.start(1) : found.end(1)].strip())
        names = detect_writers(spelled) if author is None else None
        if names is not None and _is_byline(spelled):
            author = line[names.start : names.end]
        found = _ISSUER.search(spelled)
        if issuer is None and found is not None:
            issuer = line[found.start(1) : found.end(1)]
    return PrintedFacts(published=published, source=source, author=author, account=account, issuer=issuer)


def _outlet_of(spelled: str) -> Span | None:
    """The outlet that a stamp names behind its day, without a label."""
    stamp = parse_stamp_line(spelled)
    return stamp.source if stamp is not None else None


def _rare_stamp(spelled: str) -> PartialDate | None:
    """A day as few pages print it: with its year last, or with two figures of it behind a label; None of any other."""
    if (last := _LAST_YEAR_STAMP.fullmatch(spelled)) is not None:
        first, sign, second, year, clock = last.groups()
        if sign == "." or int(first) > _MONTHS or first == second:
            return parse_stamp(f"{year}-{second}-{first} {clock or ''}")
        return parse_stamp(f"{year}-{first}-{second} {clock or ''}") if int(second) > _MONTHS else None
    if (boxed := _BOXED_STAMP.search(spelled)) is not None:
        return parse_stamp(f"{boxed[1]}-{boxed[2]}-{boxed[3]} {boxed[4]}")
    if (short := _SHORT_STAMP.search(spelled)) is not None:
        return parse_stamp(f"20{short[1]}-{short[2]}-{short[3]} {short[4] or ''}")
    return None
