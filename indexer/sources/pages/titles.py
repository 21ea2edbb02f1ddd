"""The title of a page's article: among what metadata, headline and title element say, the one that fits its text.

Pure. Title elements carry the names of columns and sites behind them, and some templates say the same on every page.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from indexer.extract.headline import can_be_title

_SITE_NAME: Final = r"[^_|｜\-–—]{0,12}(?:网|網|報|报|刊|雜誌|杂志|电视|電視|社|台|臺|新闻|新聞|在线|在線|频道|頻道|传媒|傳媒|媒体|媒體|政府|门户|門戶|客户端|客戶端|中心|委员会|委員會|局|厅|廳|博客|论坛|論壇|资讯|資訊|com|cn|\.tw|\.hk)"
_TAIL: Final = re.compile(
    rf"(?P<title>.{{4,}}?)\s*(?:[_|｜].*|\s[-–—]{{1,2}}\s.*|[-–—]{{1,2}}\s*{_SITE_NAME}\s*|\s{_SITE_NAME}_.*)",
    re.IGNORECASE,
)
# Some print their name in English behind it: 样本新闻-The Sample.
_LAST_NAME: Final = re.compile(
    rf".*?[_|｜\-–—]\s*({_SITE_NAME})\s*(?:[-–—|]?\s?(?:The\s)?[A-Z][A-Za-z]+(?:\s[A-Z][A-Za-z]+){{0,2}})?",
    re.IGNORECASE,
)
_SITE_TAIL: Final = re.compile(
    rf"(?P<title>.{{6,}}?)(?:\s*[_|｜]\s*[^_|｜]{{2,12}}){{0,2}}\s*(?:[_|｜]|(?<![-–—])[-–](?![-–—]))\s*{_SITE_NAME}",
    re.IGNORECASE,
)
_SOFTWARE: Final = re.compile(r"\s*[-|–]\s*Powered by .{2,40}$", re.IGNORECASE)
# 青禾日报--2025年11月26日--01要闻--…, as papers call the pages of an issue.
# A Chinese dash parts a headline from its second line; before it stands no name of a site.
_FIRST_NAME: Final = re.compile(
    r"([^_|｜\-–—:：]{2,12}(?:[日晚时時早周週商快][报報]|[网網]|[党黨青农農][报報]|[杂雜][志誌]|[周週月]刊|[电電][视視]|[电電广廣衛卫][视視播]?[台臺]|通[讯訊]社|[新华華央中]社|新[闻聞]|在[线線]|[频頻]道|[传傳]媒|客[户戶]端))"
    r"\s*(?:--+|[_|｜])\s*(?=.{4,})",
    re.IGNORECASE,
)
# The name of an office stands over all pages of its site, and shares words with most of its texts; a headline that ends
# like one (…制裁三家公司) says what was done.
_OFFICE: Final = re.compile(
    r"[\u3400-\u9fff()（）]{2,30}(?:局|厅|廳|委员会|委員會|人民政府|办公室|辦公室|大学|大學|学院|學院|医院|醫院|(?:门户|門戶|政府)?(?:网|網)站?|中心|公司)"
)
_PAPER_BEFORE: Final = re.compile(
    r"([\u3400-\u9fff]{2,8}(?:日[报報]|晚[报報]|[时時][报報]|新[闻聞][网網]|[电電][视視][台臺]|新[华華][网網]))(?:[数數][字位][报報]|[电電]子[报報版])?\s*(?P<sign>[-–:：])\s*(?=.{6,})"
)
_DONE: Final = re.compile(
    r"[\d一二三四五六七八九十两多][家所个個名]|[，,：:！？!?“”《》\s]|制裁|起[诉訴]|[处處][罚罰]|[约約][谈談]|收[购購]|[调調]查|走[进進][访訪]|[访訪][问問]|考察|[调調]研|慰[问問]|支持|[帮幫]助|成[为為立]|建成|建[设設]一?[个個座家所]|打造|[设設]立|落[户戶地]|入[选選股驻駐]|[获獲]批|揭牌|通[报報]|[发發]布|公布|召[开開]|[举舉][办辦行]|[参參][观觀]|走向|[关關][闭閉停]|[进進][驻駐]|接管|取[缔締]|整[顿頓]|批准|要求|呼[吁籲]|考上|推[动動][进進]?|加[强強快]|[涌湧][进進入]|[现現]身|[将將]|被|把|[赴赞讚]|拟|擬|了"
)
_LEAST_SHARED: Final = 0.3
_SOME_SHARED: Final = 0.1
_SHORTEST_LINE: Final = 8
LEAST_TOLD: Final = 0.15
"""What is another text than the title's has next to none of its pairs."""
_LONGEST_COMPARED: Final = 500
"""In characters; a title of more is none, and each of its pairs would be looked for in the whole text."""
_NO_LETTERS: Final = re.compile(r"[\W_]+")


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
    found = _LAST_NAME.fullmatch(line) or _FIRST_NAME.match(line)
    if found is None and (paper := _PAPER_BEFORE.match(line)) is not None:
        # Before a colon stands who is quoted.
        found = paper if paper["sign"] in "-–" else None
    return found[1].strip() if found else None


def choose_title(
    candidates: Sequence[str], above: Sequence[str], body: str, sites: Collection[str | None] = ()
) -> str:
    """The first candidate that shares words with the *body*; else the line *above* it that does; else the first there is.

    *candidates* in the order in which they are believed, *above* the lines over the article's first, the nearest first;
    what is named like one of *sites*, or like an office, only where nothing else is.
    """
    shares: dict[str, float] = {}
    given = [candidate for candidate in candidates if candidate]
    telling = [candidate for candidate in given if not _is_name(candidate, sites)]
    lines = [line for line in above if can_be_title(line) and len(line) >= _SHORTEST_LINE]
    # A text of figures says nothing of its headline: what metadata and page agree on is it all the same.
    agreed = [
        one for one in telling if len(one) >= _SHORTEST_LINE and (one in lines or telling.count(one) > 1)
    ]
    for least, among in (
        (_LEAST_SHARED, telling),
        (_SOME_SHARED, telling),
        (0.0, agreed),
        (_LEAST_SHARED, [line for line in lines if not _is_name(line, sites)]),
        (_SOME_SHARED, given),
    ):
        for candidate in among:
            if candidate not in shares:
                shares[candidate] = share_of(candidate, body)
            if shares[candidate] >= least:
                return candidate
    return given[0] if given else ""


def tells_of(title: str, text: str) -> bool:
    """True where a text has words of the title; a text has a third of them and more (of 49 pages the median is .6)."""
    return share_of(title, text) >= LEAST_TOLD


def _is_name(line: str, sites: Collection[str | None]) -> bool:
    return line in sites or (_OFFICE.fullmatch(line) is not None and _DONE.search(line) is None)


def share_of(title: str, text: str) -> float:
    """The share of a title's neighbouring characters that stand side by side in a text too."""
    letters = _NO_LETTERS.sub("", title[:_LONGEST_COMPARED])
    pairs = {letters[number : number + 2] for number in range(len(letters) - 1)}
    return sum(pair in text for pair in pairs) / len(pairs) if pairs else 0.0
