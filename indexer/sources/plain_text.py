"""A pasted or saved page as plain text → an article as given.

Finds the title, reads the lines that a page prints about itself (source, time, link), and hands the paragraphs to
`indexer/extract/boilerplate.py`. Everything taken out stands in raw. It must not look for dates, places or persons in
the running text: that is `indexer/detect/`. Next: `indexer/pipeline.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.errors import ItemError
from index.model import DateOrigin, PartialDate
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.bylines import (
    detect_link,
    is_caption,
    is_names_line,
    is_stamp_line,
    is_tool_line,
    parse_labelled_line,
)
from indexer.extract.headline import LONGEST_SENTENCE_TITLE, can_be_title, first_sentence
from indexer.extract.spelling import spell
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.cleaning import clean_text, clean_title, is_blank
from indexer.sources.decode import UnknownEncodingError, decode_text
from indexer.sources.given_dates import parse_stamp
from indexer.sources.jsonl import is_web_link

_TITLE_LABEL: Final = re.compile(r"\(?\s*(?:原?标题|原题|题目)\s*\)?\s*:\s*\)?")
_LABEL_LINES: Final = 8
_HEAD_LINES: Final = 50
_DATE_LABELS: Final = frozenset("发布时间 发表时间 发布日期 发文时间 更新时间 更新日期 时间 日期".split())
_SOURCE_LABELS: Final = frozenset("来源 稿源 新闻来源 信息来源 文章来源".split())
_LONGEST_SOURCE: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class _Headline:
    """The title, and the paragraphs without its line."""

    title: str
    rest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _PageFacts:
    """What the page says about itself in lines of their own."""

    source: str | None = None
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
    paragraphs = [line for line in map(_trimmed, cleaned.text.splitlines()) if line]
    if is_blank(cleaned.text):
        raise ItemError("empty", path=record.path, line=record.line)
    headline = _split_headline(paragraphs)
    facts = _read_page_facts(headline.rest)
    title = clean_title(headline.title)
    origin: DateOrigin | None = "text" if facts.published else "given" if defaults.published else None
    return ArticleInput(
        title=title.text,
        body="\n".join(split_boilerplate(headline.rest, title.text).kept),
        raw=cleaned.text,
        url=facts.url,
        published=facts.published or defaults.published,
        published_origin=origin,
        source=facts.source or defaults.source,
        regions=defaults.regions,
        is_reading=True,
        warnings=(*decoded.warnings, *cleaned.warnings, *title.warnings),
    )


def _trimmed(line: str) -> str:
    """A line without the white space and invisible signs around it."""
    return line.strip().strip("\u200b\u2060\ufeff").strip()


def _split_headline(paragraphs: Sequence[str]) -> _Headline:
    """The labelled title, else the first line that can be one, else the first sentence (which stays in the body)."""
    labelled = _labelled_title(paragraphs)
    if labelled is not None:
        return labelled
    for number, paragraph in enumerate(paragraphs[:_HEAD_LINES]):
        if _is_page_line(paragraph):
            continue
        if can_be_title(paragraph):
            return _Headline(
                title=paragraph.lstrip("# "), rest=(*paragraphs[:number], *paragraphs[number + 1 :])
            )
        return _Headline(title=first_sentence(paragraph), rest=tuple(paragraphs))
    return _Headline(title=paragraphs[0][:LONGEST_SENTENCE_TITLE], rest=tuple(paragraphs[1:]))


def _labelled_title(paragraphs: Sequence[str]) -> _Headline | None:
    """`原標題:…` near the top: it is the title, unless a line above it can be one (then it is a page line)."""
    for number, paragraph in enumerate(paragraphs[:_LABEL_LINES]):
        found = _TITLE_LABEL.match(spell(paragraph))
        if found is None:
            continue
        title = paragraph[found.end() :].strip()
        following = paragraphs[number + 1 :]
        if not title and following:
            title, following = following[0], following[1:]
        above = [line for line in paragraphs[:number] if not _is_page_line(line)]
        rest = (*paragraphs[:number], *following)
        if not above or not can_be_title(above[0]):
            return _Headline(title=title, rest=rest)
        first = rest.index(above[0])
        return _Headline(title=above[0], rest=(*rest[:first], *rest[first + 1 :]))
    return None


def _is_page_line(paragraph: str) -> bool:
    """True for a line that is certainly neither title nor article."""
    spelled = spell(paragraph)
    return (
        is_tool_line(spelled)
        or is_stamp_line(spelled)
        or is_caption(spelled)
        or is_names_line(spelled)
        or detect_link(spelled) is not None
        or bool(parse_labelled_line(spelled))
    )


def _read_page_facts(paragraphs: Sequence[str]) -> _PageFacts:
    """Source, time and link where labelled lines at the edges of the page give them; the first of each counts."""
    source: str | None = None
    published: PartialDate | None = None
    url: str | None = None
    edges = paragraphs if len(paragraphs) <= 12 else (*paragraphs[:6], *paragraphs[-6:])
    for paragraph in edges:
        spelled = spell(paragraph)
        link = detect_link(spelled)
        if link is not None and url is None:
            url = paragraph[link.start : link.end]
        for label, span in parse_labelled_line(spelled):
            value = paragraph[span.start : span.end].strip()
            if label in _DATE_LABELS and published is None:
                published = parse_stamp(spell(value))
            elif label in _SOURCE_LABELS and source is None and 0 < len(value) <= _LONGEST_SOURCE:
                source = value
    return _PageFacts(source=source, published=published, url=url if url and is_web_link(url) else None)
