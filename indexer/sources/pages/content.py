"""Which lines of a page are the article: the run that says most in sentences and least in links.

Each line weighs what it says in sentences, and costs what it has of links and of scraps (`weights.py`). First the block whose lines
together weigh most is chosen, then of its lines the heaviest run; so a breadcrumb above and links below fall away, and a
subheading or a line of verse within stays. After Pasternack and Roth, Extracting Article Text from the Web with Maximum
Subsequence Segmentation (WWW 2009), with weights for Chinese, whose sentences show by their signs. Pure; `reading.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from indexer.extract.bylines import is_place_line, is_related_heading
from indexer.extract.legal_tail import is_site_number, is_site_operator
from indexer.extract.spelling import spell
from indexer.sources.pages.lines import Line
from indexer.sources.pages.places import ArticlePlace, find_place, lines_aside
from indexer.sources.pages.titles import LEAST_TOLD, share_of
from indexer.sources.pages.weights import (
    END,
    FURNITURE,
    LINKED,
    OPENING,
    SENTENCE_END,
    SHARING,
    SHORTEST_SENTENCE,
    furniture,
    in_sentences,
    is_advertisement,
    is_of_the_site,
    is_statement,
    weigh,
)

Element = Any

_LINK_MARK: Final = re.compile(r"[▶►▸➤→➡»>＞👉]")
_ATTACHMENT: Final = re.compile(r"\s*(?:附件|附表|附图|附)\s*\d{0,2}\s*[:.、1-9]")
# How official documents end; these lines are short and say little, and are the document's all the same.
_CLOSING: Final = re.compile(
    r"(?:[\u3400-\u9fff]{0,8}[部局院署处司厅省市县区州镇]\s?长|[\u3400-\u9fff]{0,8}(?:主任委员|主任|主席|行政长官|委员长))\s+[\u3400-\u9fff·]{2,4}"
    r"|(?:.{0,30}(?:政府|委员会|办公[室厅]|[局厅部委院署处会]|中心|公司|集团))(?:\s+.{2,20}(?:局|厅|部|委|会|室)){0,6}"
    r"|(?:[\d〇零○一二三四五六七八九十]{4}|(?:中华)?民国\s?[\d〇零○一二三四五六七八九十]{2,5})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日号]"
    r"|\(?此件(?:公开|主动公开|依申请公开)\S{0,4}\)?|附件.{0,120}|附\s*:.{0,120}|\d{1,2}[.、]\s*\S.{2,100}"
)
_TIME_LABEL: Final = re.compile(r"\S{0,4}(?:时间|日期)\s*:")
_MOST_CLOSING: Final = 12
_MOST_OPENING: Final = 3
_NOT_TITLE: Final = re.compile(r"[\W_]+")

_IN_BLOCK: Final = -4.0
_SHORTEST_TITLE: Final = 6
_MOST_LINES: Final = 20_000
_LONGEST_GAP: Final = 24
"""Lines of links between two paragraphs of one place; lists on pages have 8 to 12."""
# Who runs a site and where it is asked, and the columns of its menu.
_OF_OFFICE: Final = re.compile(
    r"电话|传真|邮编|邮箱|热线|地址|备案|标识码|主办|承办|版权|(?:联系|关于)我们|当前位置|首页|网站|(?:信息|政务)公开|办事(?:服务|指南)|网上办事|互动交流|政民互动"
)
_MOST_OF_OFFICE: Final = 0.2
"""A register has a column of addresses too."""
_LONGEST_HEAD: Final = 12
_FEWEST_SHORT: Final = 3
_SHORTEST_TELLING: Final = 12
_FULL_STOPS: Final = ("。", "！", "？", "。”", "。」")
_MORE: Final = 3
_SAME_SHARE: Final = 0.6
_MOST_BELOW: Final = 0.5
# No more than this share of a page's sentences stands above its headline; what looks like one below is a subheading.
_MOST_ABOVE: Final = 0.2
_TIMES_TOLD: Final = 3
_NEAR_HEADLINE: Final = 40


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
    weights = [weigh(line, is_page) for line in lines]
    _spare_statements(lines, weights)
    below = _below_headline(lines, weights, title)
    content = _heaviest(lines[below:], weights[below:], has_headline=below > 0)
    return _under_headline(lines, weights, title, content) or content


def _under_headline(
    lines: Sequence[Line], weights: Sequence[float], title: str, content: Content
) -> Content | None:
    """What stands directly below the headline and tells of it, where *content* is what a site says of itself.

    Rules for comments, a site's rights or a notice of languages say more in sentences than a flash of two lines. Whatever
    else says most stays: of 4,228 real articles 7 of 100 have next to nothing of their headline in their text.
    """
    if not content.lines or len(title) < _SHORTEST_TITLE:
        return None
    texts = [line.text for line in content.lines]
    share = share_of(title, "".join(texts))
    if share >= LEAST_TOLD or not is_of_the_site(texts):
        return None
    first = next(number for number, line in enumerate(lines) if line is content.lines[0])
    headlines = [number for number, line in enumerate(lines) if is_same_title(line.text, title)]
    # Below such a content stands its page again, with comments or a list: only where no headline stands above it.
    for start in [number for number in headlines if number < first] or headlines:
        end = start + 1 + _NEAR_HEADLINE
        near = slice(start + 1, min(end, first) if start < first else end)
        other = _heaviest(lines[near], weights[near], has_headline=True)
        if share_of(title, "".join(line.text for line in other.lines)) >= max(
            LEAST_TOLD, _TIMES_TOLD * share
        ):
            return other
    return None


def _heaviest(lines: Sequence[Line], weights: Sequence[float], *, has_headline: bool) -> Content:
    """The heaviest run of *lines*, with what belongs to it above and below; a lead only below a headline."""
    # Furniture stands in the article's own block as often as beside it: it parts runs, and says little of blocks.
    inside = _heaviest_block(
        lines, [_IN_BLOCK if weight in (FURNITURE, SHARING, END) else weight for weight in weights]
    )
    run = _heaviest_run([weights[number] for number in inside])
    if run.start == run.end:
        return Content(lines=_only_table(lines, weights) if has_headline else (), weight=0.0)
    # A block's lines stand together: the run is one of the page's too.
    start = inside[run.start]
    end = _above_operators(lines, weights, start, inside[run.end - 1] + 1)
    place = find_place(
        line for line, weight in zip(lines[start:end], weights[start:end], strict=True) if weight > 0
    )
    first, last = _reach(lines, weights, place, start, end)
    boxed = {first + number for number in lines_aside(lines[first:last], place)}
    between = {
        number
        for number in range(first, last)
        if not start <= number < end and not (place.holds(lines[number]) or place.holds_row(lines[number]))
    }
    first, last = _reach_short(lines, weights, place, first, last)
    opening, closing = _extend(lines, place, first, last)
    aside = boxed | between
    chosen = [number for number in range(opening, closing) if number not in aside]
    leads = _leads(lines, weights, opening) if has_headline else []
    return Content(
        lines=tuple(lines[number] for number in leads + chosen if not _is_link_list(lines[number])),
        weight=run.weight,
    )


def _above_operators(lines: Sequence[Line], weights: Sequence[float], start: int, end: int) -> int:
    """The run's end without who runs the site and where it is asked, unless that stands where the paragraphs stand."""
    last = end
    while last - 1 > start and _is_of_operator(spell(lines[last - 1].text)):
        last -= 1
    place = find_place(lines[number] for number in range(start, last) if weights[number] > 0)
    return end if last == end or place.holds(lines[last]) else last


def _is_of_operator(spelled: str) -> bool:
    return is_site_operator(spelled) or is_site_number(spelled)


def _reach(
    lines: Sequence[Line], weights: Sequence[float], place: ArticlePlace, start: int, end: int
) -> tuple[int, int]:
    """The run with the paragraphs that stand beyond links above and below it, in the same place of the page, and tables below it."""
    last = end
    for number in range(end, len(lines)):
        if number - last > _LONGEST_GAP or _ends(lines[number], weights[number]):
            break
        line, weight = lines[number], weights[number]
        if (_is_paragraph(line, weight) and place.holds(line)) or (
            weight > FURNITURE and place.holds_row(line)
        ):
            last = number + 1
    first = start
    for number in range(start - 1, -1, -1):
        if first - number > _LONGEST_GAP or _ends(lines[number], weights[number]):
            break
        if _is_paragraph(lines[number], weights[number]) and place.holds(lines[number]):
            first = number
    return first, last


def _reach_short(
    lines: Sequence[Line], weights: Sequence[float], place: ArticlePlace, start: int, end: int
) -> tuple[int, int]:
    """The run with the lines directly above and below it that stand in its place and say something in less than sentences.

    Posts are written so (好消息来了 / 本周五起 / 新开三条线路), and laws say above their text who passed them; of one or two short
    lines only what lies between the run and a longer one, for they are a name or a day more often.
    """
    first, last = start, end
    while first > 0 and _is_short(lines[first - 1], weights[first - 1], place):
        first -= 1
    while last < len(lines) and _is_short(lines[last], weights[last], place):
        last += 1
    above, below = lines[first:start], lines[end:last]
    return start - _telling(above[::-1]), end + _telling(below)


def _telling(lines: Sequence[Line]) -> int:
    """How many of the *lines*, the nearest to the text first, are its own; none of what an office prints above and below all its texts."""
    of_office = sum(_OF_OFFICE.search(spell(line.text)) is not None for line in lines)
    if of_office > _MOST_OF_OFFICE * len(lines):
        return 0
    if len(lines) >= _FEWEST_SHORT:
        return len(lines)
    return max(
        (number + 1 for number, line in enumerate(lines) if len(line.text) >= _SHORTEST_TELLING), default=0
    )


def _is_short(line: Line, weight: float, place: ArticlePlace) -> bool:
    return (
        weight > FURNITURE and not line.link_characters and place.holds(line) and not _is_below_picture(line)
    )


def _is_below_picture(line: Line) -> bool:
    above = line.block.getprevious()
    return (
        above is not None
        and next(above.iter("img"), None) is not None
        and not any(map(str.strip, above.itertext()))
    )


def _only_table(lines: Sequence[Line], weights: Sequence[float]) -> tuple[Line, ...]:
    """The rows of the longest table, for a page that says nothing in sentences; none of a table of links."""
    tables: dict[Element, list[Line]] = {}
    for line, weight in zip(lines, weights, strict=True):
        if line.block.tag == "tr" and weight > FURNITURE and not line.link_characters:
            tables.setdefault(line.block.getparent(), []).append(line)
    rows = max(tables.values(), key=len, default=[])
    return tuple(rows) if len(rows) >= _FEWEST_SHORT else ()


def _leads(lines: Sequence[Line], weights: Sequence[float], first: int) -> list[int]:
    """The sentences between headline and text, above day and author: the article's lead."""
    start = first
    while start > 0 and first - start < _LONGEST_HEAD and weights[start - 1] != END:
        start -= 1
    return [
        number
        for number in range(start, first)
        if _is_paragraph(lines[number], weights[number]) and lines[number].text.endswith(_FULL_STOPS)
    ]


def _ends(line: Line, weight: float) -> bool:
    """True for what ends an article; the heading over links stands between paragraphs too."""
    return weight == END and not is_related_heading(spell(line.text))


def _is_paragraph(line: Line, weight: float) -> bool:
    return weight >= SHORTEST_SENTENCE and not line.link_characters


def is_same_title(one: str, other: str) -> bool:
    """True where two titles differ in signs and spaces only, or by a word before or behind; a sentence that says more is none."""
    if one.endswith("。") and len(one) > len(other) + _MORE:
        return False
    shorter, longer = sorted((_NOT_TITLE.sub("", one), _NOT_TITLE.sub("", other)), key=len)
    if len(shorter) < max(_SHORTEST_TITLE, _SAME_SHARE * len(longer)):
        return shorter == longer and shorter != ""
    return longer.startswith(shorter) or longer.endswith(shorter)


def _spare_statements(lines: Sequence[Line], weights: list[float]) -> None:
    """What reads like a site's statement ends an article at the foot of its sentences only, not above most of them."""
    below = 0.0
    most = _MOST_BELOW * sum(weight for weight in weights if weight > 0)
    for number in range(len(lines) - 1, -1, -1):
        if below > most and weights[number] == END and is_statement(lines[number].text):
            weights[number] = in_sentences(lines[number])
        below += max(weights[number], 0.0)


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


def _extend(lines: Sequence[Line], place: ArticlePlace, start: int, end: int) -> tuple[int, int]:
    """Take in the lines with which a document opens and closes, where they stand directly before and behind the run."""
    first, last = start, end
    while first > 0 and start - first < _MOST_OPENING and _opens(lines, first - 1):
        first -= 1
    while last < len(lines) and last - end < _MOST_CLOSING and _closes(lines[last], place):
        last += 1
    return first, last


def _opens(lines: Sequence[Line], number: int) -> bool:
    """True for the line with which a document opens; of a meeting, when it was stands above where."""
    spelled = spell(lines[number].text)
    if OPENING.fullmatch(spelled) is not None or is_place_line(spelled):
        return True
    return (
        number + 1 < len(lines)
        and is_place_line(spell(lines[number + 1].text))
        and _TIME_LABEL.match(spelled) is not None
    )


def _closes(line: Line, place: ArticlePlace) -> bool:
    """True for a line with which a document closes; who organises an event stands where its paragraphs stand, who runs a site does not."""
    spelled = spell(line.text)
    if line.link_characters and not _ATTACHMENT.match(spelled):
        return False
    if furniture(line.text) or _CLOSING.fullmatch(spelled) is None:
        return False
    return not is_site_operator(spelled) or place.holds(line)


def _is_link_list(line: Line) -> bool:
    """True for links to elsewhere between the paragraphs; attachments are the article's own."""
    if is_advertisement(line):
        return True
    if line.link_characters <= LINKED * len(line.text) or _ATTACHMENT.match(spell(line.text)):
        return False
    return _LINK_MARK.match(line.text) is not None or SENTENCE_END.search(line.text) is None
