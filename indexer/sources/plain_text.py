"""A pasted or saved page as plain text → an article as given.

Finds the title, reads the lines that a page prints about itself (source, time, link), and hands the paragraphs to
`indexer/extract/boilerplate.py`. Everything taken out stands in raw. It must not look for dates, places or persons in
the running text: that is `indexer/detect/`. Next: `indexer/pipeline.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import Final

from index.errors import ItemError
from index.model import DateOrigin, PartialDate, Span
from indexer.extract.boilerplate import find_author, split_boilerplate
from indexer.extract.bylines import (
    detect_account,
    detect_link,
    drop_role,
    is_bare_name,
    is_place_line,
    parse_labelled_line,
)
from indexer.extract.captions import detect_captions
from indexer.extract.mail import without_mail
from indexer.extract.markup import undo_second_escape
from indexer.extract.page_marks import without_page_marks
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import StampLine, join_issue_lines, parse_stamp_line
from indexer.extract.wrapped_lines import join_wrapped_lines
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.cleaning import clean_text, clean_title, is_blank
from indexer.sources.decode import UnknownEncodingError, decode_text
from indexer.sources.given_dates import parse_stamp
from indexer.sources.pages.facts import is_outlet
from indexer.sources.text_headline import split_headline
from indexer.sources.web_links import is_web_link

_LABEL_LINES: Final = 8
_DATE_LABELS: Final = frozenset("发布时间 发表时间 发布日期 发文时间 时间 日期 date published".split())
_CHANGE_LABELS: Final = frozenset("更新时间 更新日期".split())
_SOURCE_LABELS: Final = frozenset("来源 稿源 新闻来源 信息来源 文章来源 发布单位 发布机构 source".split())
_AUTHOR_LABELS: Final = frozenset("作者 本文作者 撰文 撰稿 author".split())
_LONGEST_SOURCE: Final = 30
# Media alone: what else ends like the name of an office may be a second headline.
_MEDIUM: Final = re.compile(
    r"[\u3400-\u9fffA-Za-z]{2,8}(?:日报|晚报|早报|时报|商报|周报|网|通讯社|电视台|客户端|周刊|杂志|在线|中文网?)"
)
_EDGE_LINES: Final = 6
_NOBODY: Final = re.compile(
    r"(?:本[站网]|网络|互联网|原创|综合|转载|佚名|匿名|未知|不详|其[他它]|admin|管理员)(?:原创|整理|稿|转载)*",
    re.IGNORECASE,
)
"""Written where a source or author should stand, and neither."""
_ESCAPED: Final = "text: markup that was escaped as if it were text, undone"
_LONGEST_HEADING: Final = 60
_SENTENCE_SIGNS: Final = ("。", "！", "？", "!", "?", "；", ";", "…")


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageFacts:
    """What the page says about itself in lines of their own."""

    source: str | None = None
    author: str | None = None
    published: PartialDate | None = None
    url: str | None = None


def parse_plain_text(record: RawRecord, defaults: InputDefaults) -> ArticleInput:
    """Read one text; *defaults* fill what it does not say. Pure.

    The body keeps the page's lines, one per paragraph, trimmed and without empty ones. Raises ItemError where the bytes
    are no text or nothing can be seen in it.
    """
    try:
        decoded = decode_text(record.content, defaults.encoding)
    except UnknownEncodingError as error:
        raise ItemError(str(error), path=record.path, line=record.line) from error
    cleaned = clean_text(decoded.text, "text")
    undone = undo_second_escape(cleaned.text)
    text = cleaned.text if undone is None else undone
    unwrapped = join_wrapped_lines(without_page_marks(text.splitlines()))
    paragraphs = _join_labels(without_mail(list(map(_trimmed, unwrapped))))
    if is_blank(cleaned.text):
        raise ItemError("empty", path=record.path, line=record.line)
    headline = split_headline(paragraphs)
    facts = _read_page_facts(headline.rest)
    told = _without_head_stamps(headline.rest)
    title = clean_title(headline.title)
    split = split_boilerplate(told, title.text)
    origin: DateOrigin | None = "text" if facts.published else "given" if defaults.published else None
    return ArticleInput(
        title=title.text,
        body="\n".join(split.kept),
        raw=cleaned.text,
        url=facts.url,
        published=facts.published or defaults.published,
        published_origin=origin,
        source=facts.source or defaults.source,
        author=facts.author or find_author(told, split),
        regions=defaults.regions,
        is_reading=True,
        warnings=(
            *decoded.warnings,
            *cleaned.warnings,
            *title.warnings,
            *(() if undone is None else (_ESCAPED,)),
        ),
    )


def _trimmed(line: str) -> str:
    """A line without the white space and invisible signs around it."""
    return line.strip().strip("\u200b\u2060\ufeff").strip()


def _join_labels(lines: Sequence[str]) -> list[str]:
    """The lines with labels of the head and the values that stand below them in one line each, as copied tables part them."""
    joined: list[str] = []
    label = ""
    for number, line in enumerate(lines):
        if label and _is_value(label, line):
            joined[-1] += line
            label = ""
            continue
        joined.append(line)
        spelled = spell(line)
        label = spelled[:-1].strip() if number < _LABEL_LINES and spelled.endswith(":") else ""
    return joined


def _is_value(label: str, line: str) -> bool:
    """True where a line can be nothing but what a label above it asks for."""
    if label in _DATE_LABELS or label in _CHANGE_LABELS:
        return parse_stamp(spell(line)) is not None
    if label in _AUTHOR_LABELS:
        return is_bare_name(spell(line))
    return label in _SOURCE_LABELS and len(line) <= _LONGEST_SOURCE and is_outlet(line)


def _without_head_stamps(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs without the stamp lines between headline and text; a bare day further below may close a document."""
    head = _head_lines(paragraphs)
    stamps = {number for number in range(head) if parse_stamp_line(spell(paragraphs[number])) is not None}
    accounts = {number for number in range(head) if detect_account(spell(paragraphs[number])) is not None}
    beside = _names_beside(paragraphs, stamps, head)
    gone = stamps | accounts | beside
    return tuple(one for number, one in enumerate(paragraphs) if number not in gone)


def _beside(stamps: Set[int], head: int) -> Set[int]:
    """The numbers of the head's lines above and below its stamp lines."""
    return {number + step for number in stamps for step in (-1, 1) if 0 <= number + step < head} - stamps


def _names_beside(paragraphs: Sequence[str], stamps: Set[int], head: int) -> Set[int]:
    """The head's lines beside a stamp line that are nothing but a name, and those beside them: reporter, paper, day."""
    nearest = {number for number in _beside(stamps, head) if _is_name_line(paragraphs[number])}
    next_ones = {number for number in _beside(nearest, head) if _is_name_line(paragraphs[number])}
    return (nearest | next_ones) - stamps


def _is_name_line(paragraph: str) -> bool:
    """True for a line that is nothing but a name: beside a stamp line it says who wrote or published the text."""
    spelled = spell(paragraph)
    return is_bare_name(spelled) or _MEDIUM.fullmatch(spelled) is not None


def _head_lines(paragraphs: Sequence[str]) -> int:
    """How many lines stand above the first that tells something; 0 where none does. A caption is none of both."""
    captions = detect_captions(list(map(spell, paragraphs[: _EDGE_LINES + 1])))
    for number, paragraph in enumerate(paragraphs[: _EDGE_LINES + len(captions) + 1]):
        if number in captions:
            continue
        if len(paragraph) > _LONGEST_HEADING or paragraph.endswith(_SENTENCE_SIGNS):
            return number
    return 0


def _read_page_facts(paragraphs: Sequence[str]) -> _PageFacts:
    """Source, author, time and link where lines at the edges of the page give them; the first of each counts.

    The day on which the page was last changed counts where no other is given.
    """
    found = _FoundFacts()
    head = _head_lines(paragraphs)
    stamps = {number for number in range(head) if parse_stamp_line(spell(paragraphs[number])) is not None}
    names = _names_beside(paragraphs, stamps, head)
    for number, paragraph in enumerate(paragraphs):
        if _EDGE_LINES <= number < len(paragraphs) - _EDGE_LINES:
            continue
        below = paragraphs[number + 1] if number + 1 < len(paragraphs) else ""
        if number in names:
            found.read_name(paragraph)
            continue
        found.read(paragraph, is_head=number < head, is_event=is_place_line(spell(below)))
        found.read_issue(paragraph, below)
    return found.facts()


class _FoundFacts:
    """What was found so far, line by line."""

    def __init__(self) -> None:
        self._source: str | None = None
        self._author: str | None = None
        self._url: str | None = None
        self._dates: dict[str, PartialDate] = {}

    def read(self, paragraph: str, *, is_head: bool, is_event: bool) -> None:
        """Read one line: as a stamp line, in the head without a label too, or as one of labels and values."""
        spelled = spell(paragraph)
        link = detect_link(spelled)
        if link is not None and self._url is None:
            self._url = paragraph[link.start : link.end]
        account = detect_account(spelled) if is_head else None
        if account is not None:
            self._take_source(_surface(paragraph, account))
            return
        stamp = parse_stamp_line(spelled)
        if stamp is not None and (stamp.is_certain or is_head):
            self._read_stamp(paragraph, stamp, is_event)
            return
        for label, span in parse_labelled_line(spelled):
            value = paragraph[span.start : span.end].strip()
            if label in _SOURCE_LABELS:
                self._take_source(value)
            elif label in _AUTHOR_LABELS:
                self._take_author(value)
            elif not is_event and label in _DATE_LABELS:
                self._take_date("published", parse_stamp(spell(value)))
            elif not is_event and label in _CHANGE_LABELS:
                self._take_date("changed", parse_stamp(spell(value)))

    def read_name(self, name: str) -> None:
        """Read a line that is nothing but who wrote or published the text."""
        if is_bare_name(spell(name)):
            self._take_author(name)
        else:
            self._take_source(name)

    def read_issue(self, paragraph: str, below: str) -> None:
        """Read two lines below a press release that say when it was issued."""
        issued = join_issue_lines(spell(paragraph), spell(below))
        if issued is not None:
            self._take_date("published", parse_stamp(issued))

    def facts(self) -> _PageFacts:
        """All of it, the surest day first."""
        published = next(
            (self._dates[kind] for kind in ("published", "changed", "short") if kind in self._dates), None
        )
        url = self._url if self._url and is_web_link(self._url) else None
        return _PageFacts(source=self._source, author=self._author, published=published, url=url)

    def _read_stamp(self, paragraph: str, stamp: StampLine, is_event: bool) -> None:
        if stamp.source is not None:
            self._take_source(_surface(paragraph, stamp.source))
        if stamp.author is not None:
            self._take_author(_surface(paragraph, stamp.author))
        if is_event:
            return
        self._take_date("published", stamp.date)
        self._take_date("changed", stamp.changed)
        self._take_date("short", stamp.short_date)

    def _take_source(self, name: str) -> None:
        if self._source is None and _is_name(name):
            self._source = name

    def _take_author(self, name: str) -> None:
        if self._author is None and _is_name(name):
            self._author = name[drop_role(spell(name)) :]

    def _take_date(self, kind: str, date: PartialDate | None) -> None:
        if date is not None:
            self._dates.setdefault(kind, date)


def _surface(paragraph: str, span: Span) -> str:
    return paragraph[span.start : span.end].strip()


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST_SOURCE and _NOBODY.fullmatch(spell(name)) is None
