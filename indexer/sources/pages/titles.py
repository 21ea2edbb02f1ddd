"""The title of a page's article: among what metadata, headline and title element say, the one that fits its text.

Pure. Title elements carry the names of columns and sites behind them, and some templates say the same on every page.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Final

from indexer.extract.headline import can_be_title

_SITE_NAME: Final = r"[^_|｜\-–—]{0,12}(?:网|網|報|报|刊|雜誌|杂志|电视|電視|社|台|臺|新闻|新聞|在线|在線|频道|頻道|传媒|傳媒|媒体|媒體|政府|门户|門戶|客户端|客戶端|中心|委员会|委員會|局|厅|廳|博客|论坛|論壇|资讯|資訊|com|cn|\.tw|\.hk)"
_TAIL: Final = re.compile(
    rf"(?P<title>.{{4,}}?)\s*(?:[_|｜].*|\s[-–—]{{1,2}}\s.*|[-–—]{{1,2}}\s*{_SITE_NAME}\s*|\s{_SITE_NAME}_.*)",
    re.IGNORECASE,
)
_LAST_NAME: Final = re.compile(rf".*?[_|｜\-–—]\s*({_SITE_NAME})\s*", re.IGNORECASE)
_SITE_TAIL: Final = re.compile(
    rf"(?P<title>.{{6,}}?)(?:\s*[_|｜]\s*[^_|｜]{{2,12}}){{0,2}}\s*(?:[_|｜]|(?<![-–—])[-–](?![-–—]))\s*{_SITE_NAME}",
    re.IGNORECASE,
)
_SOFTWARE: Final = re.compile(r"\s*[-|–]\s*Powered by .{2,40}$", re.IGNORECASE)
# 青禾日报--2025年11月26日--01要闻--…, as papers call the pages of an issue.
_FIRST_NAME: Final = re.compile(rf"({_SITE_NAME})\s*(?:--+|—+|[_|｜])\s*(?=.{{4,}})", re.IGNORECASE)
# The name of an office stands over all pages of its site, and shares words with most of its texts.
_OFFICE: Final = re.compile(
    r"[\u3400-\u9fff()（）]{2,30}(?:局|厅|廳|委员会|委員會|人民政府|办公室|辦公室|大学|大學|学院|學院|医院|醫院|(?:门户|門戶|政府)?(?:网|網)站?|中心|公司)"
)
_PAPER_BEFORE: Final = re.compile(
    r"([\u3400-\u9fff]{2,8}(?:日[报報]|晚[报報]|[时時][报報]|新[闻聞][网網]|[电電][视視][台臺]|新[华華][网網]))\s*[-–:：]\s*(?=.{6,})"
)
_LEAST_SHARED: Final = 0.3
_SOME_SHARED: Final = 0.1
_SHORTEST_LINE: Final = 8


def clean_page_title(text: str) -> str:
    """A title without the names of column and site behind it."""
    line = _SOFTWARE.sub("", " ".join(text.split()))
    if (found := _TAIL.fullmatch(line)) is not None:
        return found["title"].strip()
    paper = _PAPER_BEFORE.match(line)
    return line[paper.end() :] if paper else line


def drop_site_name(text: str) -> str:
    """A headline of a saved text without the site's name at its end; a bar that parts anything else stays."""
    found = _SITE_TAIL.fullmatch(text)
    return found["title"] if found else text


def site_name_of(text: str) -> str | None:
    """The name of the site that a title element ends with, or begins with; None without one."""
    line = _SOFTWARE.sub("", " ".join(text.split()))
    found = _LAST_NAME.fullmatch(line) or _FIRST_NAME.match(line) or _PAPER_BEFORE.match(line)
    return found[1].strip() if found else None


def choose_title(candidates: Sequence[str], above: Sequence[str], body: str) -> str:
    """The first candidate that shares words with the *body*; else the line *above* it that does; else the first there is.

    *candidates* in the order in which they are believed, *above* the lines over the article's first, the nearest first.
    """
    pairs = _pairs(body)
    shares: dict[str, float] = {}
    given = [candidate for candidate in candidates if candidate]
    telling = [candidate for candidate in given if _OFFICE.fullmatch(candidate) is None]
    lines = [line for line in above if can_be_title(line) and len(line) >= _SHORTEST_LINE]
    for least, among in (
        (_LEAST_SHARED, telling),
        (_SOME_SHARED, telling),
        (_LEAST_SHARED, [line for line in lines if _OFFICE.fullmatch(line) is None]),
        (_SOME_SHARED, given),
    ):
        for candidate in among:
            if candidate not in shares:
                shares[candidate] = _shared(candidate, pairs)
            if shares[candidate] >= least:
                return candidate
    return given[0] if given else ""


def _pairs(text: str) -> frozenset[tuple[str, str]]:
    return frozenset(itertools.pairwise(text))


def _shared(title: str, pairs: frozenset[tuple[str, str]]) -> float:
    """The share of a title's neighbouring characters that stand side by side in the text too."""
    own = _pairs(re.sub(r"[\W_]+", "", title))
    return len(own & pairs) / len(own) if own else 0.0
