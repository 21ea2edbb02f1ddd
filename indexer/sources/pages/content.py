"""Which lines of a page are the article: the run that says most in sentences and least in links.

Each line weighs what it says in sentences, and costs what it has of links and of scraps. First the block whose lines
together weigh most is chosen, then of its lines the heaviest run; so a breadcrumb above and links below fall away, and a
subheading or a line of verse within stays. After Pasternack and Roth, Extracting Article Text from the Web with Maximum
Subsequence Segmentation (WWW 2009), with weights for Chinese, whose sentences show by their signs. Pure; `reading.py` calls it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from indexer.extract.bylines import (
    is_editor_line,
    is_related_heading,
    is_tool_line,
    parse_labelled_line,
)
from indexer.extract.legal_tail import is_site_number, is_site_operator
from indexer.extract.notices import is_cookie_notice
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import is_stamp_line
from indexer.sources.pages.lines import Line
from indexer.sources.pages.places import ArticlePlace, find_place, lines_aside

Element = Any

_SENTENCE_SIGN: Final = re.compile("[。！？；：，、“”「」…!?;,]")
_SENTENCE_END: Final = re.compile("[。！？…；!?.”」』）)]$")
_END_OF_ARTICLE: Final = re.compile(
    r"\s*[\[(]?(?:(?:网友|最新|最热|热门|精彩|全部|新闻|我来)?(?:评论|跟帖|跟贴|说两句)|\d+条评论.*|发表评论|我要(?:评论|跟帖|反馈)|作者(?:最新)?文章|(?:特别|免责|版权|郑重)声明"
    r"|延伸\s*[·.]\s*推荐|推荐|为[你您]推荐|编辑推荐|精彩视频.*|往期\S{0,6}|标签|(?:相关)?关键[词字]|文章关键词|(?:相关)?搜索|相关\S{0,4}|热门\S{0,4}|热点\S{0,4}|今日\S{0,4}|附近的.*|举报|返回顶部"
    r"|上一[篇页条].*|下一[篇页条].*|(?:微信)?扫[一描].{0,20}|用微信扫.*)\s*[\])]?\s*:?\s*"
)
# Below everything; short, and no sentence that reports.
_RIGHTS: Final = re.compile(
    r"(?:copyright|©|[\u3400-\u9fff]?icp\s?[备证]|版权所有(?![者人权])|著作权所有(?![者人权])|all rights reserved|[\u3400-\u9fff]?公网安备|许可证(?:编?号)?\s*:(?=.{0,60}(?:icp|备案|公网安备))).{0,80}[^。!?]",
    re.IGNORECASE,
)
_LAST_RIGHTS: Final = (
    "版权所有",
    "不得转载",
    "ll rights reserved",
    "ll rights reserved.",
    "ll Rights Reserved",
    "ll Rights Reserved.",
)
# Of what warns or reminds, only that is a statement which names the site or its texts too: articles warn as well.
_STATEMENT: Final = re.compile(
    r"[\W_]*(?:(?:特[别別]|免[責责]|版[权權]|平[台臺]|[郑鄭]重)?(?:[声聲]明|(?P<warns>提示|提醒))\s*[:：]|(?P<notice>(?:notice|disclaimer):\s*(?:the|this|all|any)\s[^。]{0,200}?(?:upload|posted by|published by|platform|represent|liab|endorse)))",
    re.IGNORECASE,
)
_ABOUT_TEXTS: Final = re.compile(
    "(?:[转轉][载載]|版[权權]|立[场場]|存[储儲](?:空[间間])?服[务務]|投[资資]建[议議]|侵[权權]|不代表)"
)
_OF_THE_SITE: Final = re.compile("(?:本(?:平[台臺]|[网網站文号號报報刊]|公[众眾][号號])|以上|上述)")
# A call to do something elsewhere, with the link to it: an advertisement between headline and text.
_CALL: Final = re.compile(
    r"[【\[(（>][^】\])）]{0,6}(?:点击|點擊|戳|扫码|掃碼|投票|报名|報名|下载|下載|订阅|訂閱|购票|購票)[^】\])）]{0,8}[】\])）<]"
)
_LONGEST_STAMP: Final = 26
_LIST_STAMP: Final = re.compile(
    r"\s*[\[(（]?(?:20\d\d[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s+(?:HKT\s+)?\d{1,2}:\d\d(?::\d\d)?)?[\])）]?$"
)
_LINK_MARK: Final = re.compile(r"[▶►▸➤→➡»>＞👉]")
_ATTACHMENT: Final = re.compile(r"\s*(?:附件|附表|附图|附)\s*\d{0,2}\s*[:.、1-9]")
# How official documents begin and end; these lines are short and say little, and are the document's all the same.
_OPENING: Final = re.compile(
    r"[\u3400-\u9fffA-Za-z]{2,16}\s*\d{1,2}月\d{1,2}日(?:专|综合)?(?:电|讯|报[道导]|消息)|.{1,20}[(\[]?\d{4}[)\]]?第?\d{1,5}号|\(?第\s?\d{1,5}\s?号\)?|.{2,60}[局委厅部办院县区市府省门校会位]:"
)
_CLOSING: Final = re.compile(
    r"(?:.{0,30}(?:政府|委员会|办公[室厅]|[局厅部委院署处会]|中心|公司|集团))(?:\s+.{2,20}(?:局|厅|部|委|会|室)){0,6}"
    r"|[\d〇零○一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日号]"
    r"|\(?此件(?:公开|主动公开|依申请公开)\S{0,4}\)?|附件.{0,120}|附\s*:.{0,120}|\d{1,2}[.、]\s*\S.{2,100}"
)
_MOST_CLOSING: Final = 12
_MOST_OPENING: Final = 3
_NOT_TITLE: Final = re.compile(r"[\W_]+")

# Weights are in characters. On 34 saved pages of 20 sites halving or doubling any of them moves the mean F1 by under .001:
# what decides is that sentences weigh and links cost, not how much. Only two shares
# do more when doubled: of links (.033), of titles (.011).
_LONGEST_WEIGHED: Final = 400
_PER_SIGN: Final = 4
_MOST_SIGNS: Final = 10
_SHORTEST_SENTENCE: Final = 20
_LINKED: Final = 0.5
_DEAREST_LINK: Final = 40
_FURNITURE: Final = -12.0
# A bar to share by stands below most texts, and in some below a first paragraph that weighs more.
_SHARING: Final = -80.0
_SCRAP: Final = -6.0
_SCRAP_CHARACTERS: Final = 12
_FRAGMENT: Final = -2.0
_IN_PARAGRAPH: Final = -1.0
_END: Final = -300.0
_IN_BLOCK: Final = -4.0
_LONGEST_FURNITURE: Final = 60
_SHORTEST_TITLE: Final = 6
_MOST_LINES: Final = 20_000
_LONGEST_GAP: Final = 24
"""Lines of links between two paragraphs of one place; lists on pages have 8 to 12."""
_NUMBER_SIGN: Final = re.compile("(?:[iI][cC][pP]|安|[标標])")
_LONGEST_HEAD: Final = 12
_FULL_STOPS: Final = ("。", "！", "？", "。”", "。」")
_FOOT_LINES: Final = 20
_FOOT_REACH: Final = 4
_LONGEST_FOOT: Final = 200
_SAME_SHARE: Final = 0.6
_MOST_BELOW: Final = 0.5
# No more than this share of a page's sentences stands above its headline; what looks like one below is a subheading.
_MOST_ABOVE: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The chosen lines, in order, and what they weigh."""

    lines: tuple[Line, ...]
    weight: float


class _Run(NamedTuple):
    """Neighbouring lines `[start, end)` and the sum of their weights."""

    start: int
    end: int
    weight: float


def find_content(lines: Sequence[Line], title: str) -> Content:
    """The article's lines among those of a page, links between them left out; none where nothing weighs more than it costs."""
    # A page of more lines is none of a site: judging each would take seconds.
    is_page = len(lines) <= _MOST_LINES
    weights = [_weigh(line, is_page) for line in lines]
    _discount_foot(lines, weights)
    _spare_statements(lines, weights)
    below = _below_headline(lines, weights, title)
    lines, weights = lines[below:], weights[below:]
    # Furniture stands in the article's own block as often as beside it: it parts runs, and says little of blocks.
    inside = _heaviest_block(
        lines, [_IN_BLOCK if weight in (_FURNITURE, _SHARING, _END) else weight for weight in weights]
    )
    run = _heaviest_run([weights[number] for number in inside])
    if run.start == run.end:
        return Content(lines=(), weight=0.0)
    # A block's lines stand together: the run is one of the page's too.
    start, end = inside[run.start], inside[run.end - 1] + 1
    place = find_place(
        line for line, weight in zip(lines[start:end], weights[start:end], strict=True) if weight > 0
    )
    first, last = _reach(lines, weights, place, start, end)
    boxed = {first + number for number in lines_aside(lines[first:last], place)}
    between = {
        number
        for number in range(first, last)
        if not start <= number < end and not place.holds(lines[number])
    }
    opening, closing = _extend(lines, first, last)
    chosen = [number for number in range(opening, closing) if number not in boxed | between]
    leads = _leads(lines, weights, opening) if below else []
    return Content(
        lines=tuple(lines[number] for number in leads + chosen if not _is_link_list(lines[number])),
        weight=run.weight,
    )


def _reach(
    lines: Sequence[Line], weights: Sequence[float], place: ArticlePlace, start: int, end: int
) -> tuple[int, int]:
    """The run with the paragraphs that stand beyond links above and below it, in the same place of the page."""
    last = end
    for number in range(end, len(lines)):
        if number - last > _LONGEST_GAP or _ends(lines[number], weights[number]):
            break
        if _is_paragraph(lines[number], weights[number]) and place.holds(lines[number]):
            last = number + 1
    first = start
    for number in range(start - 1, -1, -1):
        if first - number > _LONGEST_GAP or weights[number] == _END:
            break
        if _is_paragraph(lines[number], weights[number]) and place.holds(lines[number]):
            first = number
    return first, last


def _leads(lines: Sequence[Line], weights: Sequence[float], first: int) -> list[int]:
    """The sentences between headline and text, above day and author: the article's lead."""
    start = first
    while start > 0 and first - start < _LONGEST_HEAD and weights[start - 1] != _END:
        start -= 1
    return [
        number
        for number in range(start, first)
        if _is_paragraph(lines[number], weights[number]) and lines[number].text.endswith(_FULL_STOPS)
    ]


def _ends(line: Line, weight: float) -> bool:
    """True for what ends an article; the heading over links stands between paragraphs too."""
    return weight == _END and not is_related_heading(spell(line.text))


def _is_paragraph(line: Line, weight: float) -> bool:
    return weight >= _SHORTEST_SENTENCE and not line.link_characters


def _discount_foot(lines: Sequence[Line], weights: list[float]) -> None:
    """Who runs the site and under which number, at its foot, reads like sentences; below a short text it weighs more."""
    for number in range(max(0, len(lines) - _FOOT_LINES), len(lines)):
        text = lines[number].text
        if len(text) <= _LONGEST_FOOT and _NUMBER_SIGN.search(text) and is_site_number(spell(text)):
            for near in range(max(0, number - _FOOT_REACH), min(len(lines), number + _FOOT_REACH + 1)):
                if near == number or is_site_operator(spell(lines[near].text)):
                    weights[near] = min(weights[near], _FURNITURE)


def is_same_title(one: str, other: str) -> bool:
    """True where two titles differ in signs and spaces only, or by a word before or behind."""
    shorter, longer = sorted((_NOT_TITLE.sub("", one), _NOT_TITLE.sub("", other)), key=len)
    if len(shorter) < max(_SHORTEST_TITLE, _SAME_SHARE * len(longer)):
        return shorter == longer and shorter != ""
    return longer.startswith(shorter) or longer.endswith(shorter)


def _weigh(line: Line, has_furniture: bool) -> float:
    """What a line says less what it costs, in characters."""
    length = len(line.text)
    if _is_advertisement(line):
        return _FURNITURE
    if has_furniture and length <= _LONGEST_FURNITURE and (cost := _furniture(line.text)):
        return cost
    if line.link_characters > _LINKED * length or (line.link_characters and _is_listed(line)):
        return -float(min(length, _DEAREST_LINK))
    if _SENTENCE_SIGN.search(line.text) and (
        length >= _SHORTEST_SENTENCE
        or _SENTENCE_END.search(line.text)
        or _OPENING.fullmatch(spell(line.text))
    ):
        return _END if _is_statement(line.text) else _in_sentences(line)
    if line.block.tag in ("p", "pre", "tr"):
        return _IN_PARAGRAPH
    return _SCRAP if length <= _SCRAP_CHARACTERS else _FRAGMENT


def _in_sentences(line: Line) -> float:
    signs = len(_SENTENCE_SIGN.findall(line.text))
    said = len(line.text) - line.link_characters
    return float(min(said, _LONGEST_WEIGHED) + _PER_SIGN * min(signs, _MOST_SIGNS))


def _is_statement(text: str) -> bool:
    """True for what a site says of the texts that others put there; it is long, and reads like sentences."""
    found = _STATEMENT.match(text)
    if found is None or found["notice"]:
        return found is not None
    return _ABOUT_TEXTS.search(text) is not None and (
        found["warns"] is None or _OF_THE_SITE.search(text) is not None
    )


def _spare_statements(lines: Sequence[Line], weights: list[float]) -> None:
    """What reads like a site's statement ends an article at the foot of its sentences only, not above most of them."""
    below = 0.0
    most = _MOST_BELOW * sum(weight for weight in weights if weight > 0)
    for number in range(len(lines) - 1, -1, -1):
        if below > most and weights[number] == _END and _is_statement(lines[number].text):
            weights[number] = _in_sentences(lines[number])
        below += max(weights[number], 0.0)


def _is_listed(line: Line) -> bool:
    """True for a link with the day and hour behind it that lists print."""
    stamp = _LIST_STAMP.search(line.text, max(0, len(line.text) - _LONGEST_STAMP))
    return stamp is not None and line.link_characters > _LINKED * (len(line.text) - len(stamp[0]))


def _is_advertisement(line: Line) -> bool:
    """True for a call to go elsewhere, and for a call to agree to cookies, which reads like sentences."""
    text = line.text
    if line.link_characters and _CALL.search(text):
        return True
    return ("ookie" in text or "OOKIE" in text) and is_cookie_notice(spell(text))


def _furniture(text: str) -> float:
    """What a line costs that is about the page; 0 where it is not."""
    return _remembered_furniture(text) if len(text) <= _LONGEST_FURNITURE else _judge_furniture(text)


def _judge_furniture(text: str) -> float:
    spelled = spell(text)
    if _END_OF_ARTICLE.fullmatch(spelled) or is_related_heading(spelled) or is_editor_line(spelled):
        return _END
    if _RIGHTS.match(spelled) or spelled.endswith(_LAST_RIGHTS):
        return _END
    if spelled.startswith("分享"):
        return _SHARING
    if is_tool_line(spelled) or is_stamp_line(spelled) or parse_labelled_line(spelled):
        return _FURNITURE
    return 0.0


# The short lines of the latest pages: those of one site print the same menus, and judging a line takes 7 µs.
_remembered_furniture = functools.lru_cache(maxsize=1 << 12)(_judge_furniture)


def _below_headline(lines: Sequence[Line], weights: Sequence[float], title: str) -> int:
    """The number of the line below the headline; 0 where none has most of the page's sentences below it."""
    most = _MOST_ABOVE * sum(weight for weight in weights if weight > 0)
    above = 0.0
    below = 0
    for number, (line, weight) in enumerate(zip(lines, weights, strict=True)):
        if above > most:
            break
        if is_same_title(line.text, title):
            below = number + 1
        above += max(weight, 0.0)
    return below


def _heaviest_block(lines: Sequence[Line], weights: Sequence[float]) -> list[int]:
    """The numbers of the lines inside the block that weighs most; a block pays for what it takes in."""
    total: dict[Element, float] = {}
    above: dict[Element, Element] = {}
    # Each element behind the one that it stands in: weights go up from the last to the first, once each.
    order: list[Element] = []
    for line, weight in zip(lines, weights, strict=True):
        block = line.block
        if block not in total:
            chain = [block]
            total[block] = 0.0
            while (parent := chain[-1].getparent()) is not None:
                above[chain[-1]] = parent
                if parent in total:
                    break
                total[parent] = 0.0
                chain.append(parent)
            order += reversed(chain)
        total[block] += weight
    if not total:
        return []
    for block in reversed(order):
        if block in above:
            total[above[block]] += total[block]
    # Of blocks inside each other that weigh the same the first, which is the inner one, says where the article is.
    best = max(total, key=lambda block: total[block])
    inside = {best}
    for block in order:
        if above.get(block) in inside:
            inside.add(block)
    return [number for number, line in enumerate(lines) if line.block in inside]


def _heaviest_run(weights: Sequence[float]) -> _Run:
    """The run with the greatest sum; an empty one where nothing weighs more than it costs."""
    best = _Run(0, 0, 0.0)
    start, running = 0, 0.0
    for number, weight in enumerate(weights):
        if running <= 0:
            start, running = number, 0.0
        running += weight
        if running > best.weight:
            best = _Run(start, number + 1, running)
    return best


def _extend(lines: Sequence[Line], start: int, end: int) -> tuple[int, int]:
    """Take in the lines with which a document opens and closes, where they stand directly before and behind the run."""
    first, last = start, end
    while first > 0 and start - first < _MOST_OPENING and _OPENING.fullmatch(spell(lines[first - 1].text)):
        first -= 1
    while last < len(lines) and last - end < _MOST_CLOSING and _closes(lines[last]):
        last += 1
    return first, last


def _closes(line: Line) -> bool:
    if line.link_characters and not _ATTACHMENT.match(spell(line.text)):
        return False
    return _furniture(line.text) == 0 and _CLOSING.fullmatch(spell(line.text)) is not None


def _is_link_list(line: Line) -> bool:
    """True for links to elsewhere between the paragraphs; attachments are the article's own."""
    if _is_advertisement(line):
        return True
    if line.link_characters <= _LINKED * len(line.text) or _ATTACHMENT.match(spell(line.text)):
        return False
    return _LINK_MARK.match(line.text) is not None or _SENTENCE_END.search(line.text) is None
