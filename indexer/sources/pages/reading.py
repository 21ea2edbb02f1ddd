"""Markup of a page → the article in it: metadata, then the lines that are its text, then what is printed around them.

    markup → tree (bounded) → read_metadata
                            → read_lines → find_content → split_boilerplate → ExtractedText

Runs in the confined child only (`process.py`): the parsers here are the ones that attackers write for. Pure. Where our own
way finds little, JSON-LD's text and trafilatura are asked (ADR 13).
"""

from __future__ import annotations

import dataclasses
import html
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import trafilatura
from lxml import etree

from index.errors import ItemError
from index.model import PartialDate
from indexer.extract.boilerplate import Removal, SplitText, find_author, split_boilerplate
from indexer.extract.headline import first_sentence
from indexer.extract.markup import render_text, undo_second_escape
from indexer.extract.notices import is_notice_line
from indexer.extract.spelling import spell
from indexer.inputs import ExtractedText
from indexer.sources.cleaning import clean_text, clean_title, is_blank
from indexer.sources.pages.comments import leave_out_comments
from indexer.sources.pages.content import find_content, is_same_title
from indexer.sources.pages.embedded_state import read_state
from indexer.sources.pages.facts import (
    PrintedFacts,
    drop_label,
    is_domain,
    is_outlet,
    is_paper,
    is_platform,
    join_labels,
    read_facts,
)
from indexer.sources.pages.lines import CAPTION_MARKS, Line, read_lines
from indexer.sources.pages.messenger import complete_post
from indexer.sources.pages.metadata import Marks, PageMetadata, read_metadata, saved_from
from indexer.sources.pages.teasers import leave_out_teasers
from indexer.sources.pages.titles import choose_title, clean_page_title, site_name_of, tells_of

Element = Any

MAX_PAGE_BYTES: Final = 2_000_000
_LITTLE: Final = 120.0
"""Content that weighs less is two short sentences: then others are asked."""
_MOST_LINES_ASKED: Final = 5_000
_MOST_TAGS_ASKED: Final = 40_000
"""trafilatura takes 5 s for 150,000 lines, and 13 s for a row of 60,000 cells; of 173 real pages the largest has 15,000 tags."""
_TWICE: Final = 2
_LONGEST_BUTTON: Final = 10
_LINES_ABOVE: Final = 12
_LINES_BELOW: Final = 4
_BULLETS: Final = "·•◆■●►-– "
_TEXT_HEAD: Final = 3
# In bytes and small letters, in which an expression finds its first letters eight times as fast as in any; an address is ASCII.
_DATA_ADDRESS: Final = re.compile(rb"data:[a-z0-9.+-]{0,40}/[!#-&(*-=?-~]{256,}")
_BYLINE_CLASS: Final = re.compile(
    rb"""class\s?=\s?["'][^"'<>]{0,80}(?:uthor|yline|eporter|riter|ournalist)"""
)
_LONG_TAG_CHARACTERS: Final = 16_000
# Possessive and bounded: what begins like a tag and never ends is looked through once.
_LONG_TAG: Final = re.compile(rf"(<[a-zA-Z][\w:-]{{0,64}}+)[^<>]{{{_LONG_TAG_CHARACTERS},}}+>")
_SENTENCE_SIGN: Final = re.compile("[，。！？；]")
_LINKED_DATA: Final = "application/ld+json"
_SHORTEST_TITLE: Final = 6
_SEPARATORS: Final = ("-", "–", "—", "_", "|", "｜", ":", "：", "】", "]")
_TAG: Final = re.compile(r"\s*(?:原创|原創|转载|轉載|置顶|置頂|独家|獨家)$")
_MEDIUM: Final = re.compile(r"[\[【]\s?(?:视频|視頻|影音|图集|圖集|组图|組圖)\s?[\]】]\s*(?=.{4})")
_BARS: Final = ("-", "_", "|", "｜")
_ESCAPED: Final = "text: markup that was escaped as if it were text, undone"
_TOO_DEEP: Final = "Excessive depth"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parsed:
    """A page as a tree and as lines, and in UTF-8, in which a mark is looked for ten times as fast as in text."""

    page: Element
    content: bytes
    lines: list[Line]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """The article's paragraphs, and the page's lines above (nearest first) and below them.

    *head* and *foot* are the nearest lines above and below that are no links, nearest first.
    """

    paragraphs: tuple[str, ...]
    above: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()


def read_page(markup: str, url: str | None) -> ExtractedText:
    """The article of one page; *url* is where it came from. Raises ItemError where there is none."""
    parsed = _parse(markup)
    marks = Marks(
        microdata=b"itemprop" in parsed.content, bylines=_BYLINE_CLASS.search(parsed.content) is not None
    )
    metadata = read_metadata(parsed.page, url or saved_from(parsed.content), marks)
    metadata = complete_post(metadata, parsed.content)
    element_title = _element_title(parsed.page)
    wanted = metadata.title or clean_page_title(element_title)
    found = _find(_without_lists(parsed, wanted), wanted, metadata.body)
    if not found.paragraphs:
        raise ItemError("no article was found in the page")
    candidates = _titles(parsed, metadata, element_title)
    above = (*found.above, found.paragraphs[0])
    chosen = choose_title(candidates, above, "\n".join(found.paragraphs), (metadata.source,))
    printed = _untagged(" ".join(_as_printed(chosen, found).split()), element_title)
    title = clean_title(printed or first_sentence(found.paragraphs[0]))
    paragraphs = _without_title(found.paragraphs, title.text) if chosen else found.paragraphs
    body = clean_text("\n".join(paragraphs), "text")
    undone = undo_second_escape(body.text)
    lines = (body.text if undone is None else undone).split("\n")
    split = split_boilerplate(lines, title.text)
    facts = read_facts(_printed(found, lines, split))
    source, author = _names(metadata, facts, element_title)
    return ExtractedText(
        title=title.text,
        body="\n".join(split.kept),
        url=metadata.url,
        published=_more_precise(metadata.published, facts.published),
        source=source,
        author=author or find_author(lines, split),
        tags=metadata.tags,
        warnings=(*parsed.warnings, *title.warnings, *body.warnings, *([] if undone is None else [_ESCAPED])),
    )


def _titles(parsed: _Parsed, metadata: PageMetadata, element_title: str) -> list[str]:
    """What may be the title, in the order in which it is believed."""
    headings = [line for line in parsed.lines if line.heading == "h1"]
    # A headline that is a link leads home more often than to itself.
    own = [line.text for line in headings if not line.link_characters]
    linked = [line.text for line in headings if line.link_characters]
    # A printed line with which the title element begins is whole: its bar parts no name from it.
    printed = {line.text for line in parsed.lines if not line.link_characters}
    whole = max((line for line in printed if element_title.startswith(line)), key=len, default="")
    cleaned = clean_page_title(element_title)
    given = metadata.title or ""
    first = given if given in printed else clean_page_title(given)
    return [first, *own, max(cleaned, whole, key=len), *linked]


def _untagged(headline: str, element_title: str) -> str:
    """A headline without its medium before it, and the mark that a platform draws behind (原创) where the title element has none."""
    headline = _MEDIUM.sub("", headline, count=1) if _MEDIUM.match(headline) else headline
    bare = _TAG.sub("", headline)
    return bare if element_title.startswith(bare) and not element_title.startswith(headline) else headline


def _printed(found: _Found, lines: Sequence[str], split: SplitText) -> Iterator[str]:
    """The lines about the page, those first that are believed: in the text's beginning, above it, in the text, below it."""
    inside = [
        span.paragraph
        for span in split.removed
        if span.why in (Removal.BYLINE, Removal.PAGE_LINE)
        and span.end - span.start == len(lines[span.paragraph])
    ]
    yield from (lines[number] for number in inside if number < _TEXT_HEAD)
    yield from found.head
    yield from (lines[number] for number in inside if number >= _TEXT_HEAD)
    yield from found.foot


def _parse(markup: str) -> _Parsed:
    """Parse within limits; where libxml2 gives up, the lines come from the markup itself."""
    content = _bounded(markup)
    if len(content) > MAX_PAGE_BYTES:
        raise ItemError(f"a page of over {MAX_PAGE_BYTES:,} bytes")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        page = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ItemError("no article was found in the page") from error
    if page is None:
        raise ItemError("no article was found in the page")
    if all(_TOO_DEEP not in entry.message for entry in parser.error_log):
        return _Parsed(
            page=page,
            content=content,
            lines=read_lines(page, has_captions=any(mark in content for mark in CAPTION_MARKS)),
        )
    texts = render_text(content.decode()).split("\n")
    lines = [Line(text=text, link_characters=0, block=page, heading=None) for text in texts if text]
    warning = "nested too deeply: read without regard to its structure"
    return _Parsed(page=page, content=content, lines=lines, warnings=(warning,))


def _bounded(markup: str) -> bytes:
    """*markup* in UTF-8, without pictures written into it and without tags so long that libxml2 would not end.

    It compares each attribute with all before it: 200,000 of one tag take two minutes. Most pages have neither.
    """
    content = _without_pictures(markup.encode().replace(b"\x00", b""))
    return _LONG_TAG.sub(r"\1>", content.decode()).encode() if _has_long_tag(content) else content


def _has_long_tag(content: bytes) -> bool:
    """True where a tag may be so long; from the last tag within reach to the next such, some ten steps a page."""
    start = content.find(b"<")
    while start >= 0:
        end = start + _LONG_TAG_CHARACTERS
        if (near := content.rfind(b"<", start + 1, end)) < 0:
            if end < len(content) and content.find(b">", start, end) < 0:
                return True
            near = content.find(b"<", end)
        start = near
    return False


def _without_pictures(content: bytes) -> bytes:
    kept, position = [], 0
    lower = content.lower()
    for found in _DATA_ADDRESS.finditer(lower) if b"data:" in lower else ():
        kept.append(content[position : found.start()])
        position = found.end()
    return b"".join((*kept, content[position:])) if kept else content


def _find(parsed: _Parsed, title: str, linked_body: str) -> _Found:
    """The article by our own way; by JSON-LD or trafilatura where that finds little and they find more."""
    lines = parsed.lines
    content = find_content(lines, title)
    own = tuple(line.text for line in content.lines)
    if (
        content.weight < _LITTLE
        and len(lines) <= _MOST_LINES_ASKED
        and parsed.content.count(b"<") <= _MOST_TAGS_ASKED
    ):
        others = tuple(_elsewhere(parsed.page, linked_body))
        # It takes as long as six pages, and finds no more than what stands on the page without links.
        if not own or _said(lines) > _TWICE * _characters(own):
            others += (_by_trafilatura(parsed.page),)
        if tells_of(title, "".join(own)):
            others = tuple(other for other in others if tells_of(title, "".join(other)))
        best = max((own, *others), key=_characters)
        if _characters(best) > _TWICE * max(_characters(own), 1):
            return _around(best, lines)
    if not own:
        return _Found(paragraphs=())
    numbers = {id(line): number for number, line in enumerate(lines)}
    return _placed(own, lines, numbers[id(content.lines[0])], numbers[id(content.lines[-1])])


def _without_lists(parsed: _Parsed, title: str) -> _Parsed:
    """The page without comments and teasers, in its tree too, for others look there."""
    commented = leave_out_comments(parsed.lines, title)
    left = leave_out_teasers(commented.lines, title)
    gone = (*commented.blocks, *left.blocks)
    for block in gone:
        block.getparent().remove(block)
    return dataclasses.replace(parsed, lines=left.lines) if gone else parsed


def _said(lines: Sequence[Line]) -> int:
    """How many characters of a page stand in lines without links that are longer than a button."""
    return sum(
        len(line.text) for line in lines if not line.link_characters and len(line.text) >= _LONGEST_BUTTON
    )


def _elsewhere(page: Element, linked_body: str) -> Iterator[tuple[str, ...]]:
    """Texts that stand in no paragraph of a page: of JSON-LD, of its programs, of form fields that hand markup to them."""
    programs = (script.text or "" for script in page.iter("script") if script.get("type") != _LINKED_DATA)
    fields = (area.text or "" for area in page.iter("textarea"))
    for text in (_text_of(linked_body), read_state(programs), *map(_text_of, fields)):
        yield _paragraphs(text)


def _around(paragraphs: tuple[str, ...], lines: Sequence[Line]) -> _Found:
    """What others found, with the lines above and below it where the page prints it; else with the page's first."""
    texts = [line.text for line in lines]
    first = next((number for number, text in enumerate(texts) if text == paragraphs[0]), None)
    if first is None:
        head = tuple(reversed(texts[:_LINES_ABOVE]))
        return _Found(paragraphs=paragraphs, above=head, head=tuple(reversed(join_labels(head[::-1]))))
    last = max(number for number, text in enumerate(texts) if text == paragraphs[-1] or number == first)
    return _placed(paragraphs, lines, first, last)


def _placed(paragraphs: tuple[str, ...], lines: Sequence[Line], first: int, last: int) -> _Found:
    """*paragraphs* with what stands around the lines *first* to *last*, which they are."""
    head = (line.text for line in reversed(lines[:first]) if not _is_link(line))
    foot = (line.text for line in lines[last + 1 :] if not _is_link(line))
    return _Found(
        paragraphs=paragraphs,
        above=tuple(line.text for line in reversed(lines[max(0, first - _LINES_ABOVE) : first])),
        head=tuple(reversed(join_labels([*itertools.islice(head, _LINES_ABOVE)][::-1]))),
        foot=tuple(join_labels([*itertools.islice(foot, _LINES_BELOW)])),
    )


def _is_link(line: Line) -> bool:
    """True for what is a link as a whole, but for the sign before it."""
    return line.link_characters >= len(line.text.lstrip(_BULLETS))


def _by_trafilatura(page: Element) -> tuple[str, ...]:
    etree.strip_elements(page, "script", "style", "noscript", "svg", "template", with_tail=False)
    found: Any = trafilatura.bare_extraction(
        etree.tostring(page, encoding="unicode", method="html"),
        favor_precision=True,
        include_comments=False,
        with_metadata=False,
    )
    paragraphs = _paragraphs(found.text if found is not None and found.text else "")
    return tuple(paragraph for paragraph in paragraphs if not is_notice_line(spell(paragraph)))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" |\t\u3000\xa0") for line in text.split("\n") if not is_blank(line.strip(" |-")))


def _text_of(value: str) -> str:
    """The text of JSON-LD's articleBody: its lines are paragraphs, unless there is markup in it."""
    return render_text(value) if "<" in value else html.unescape(value)


def _characters(paragraphs: tuple[str, ...]) -> int:
    """How much is said in sentences; in all where there are none."""
    said = sum(len(paragraph) for paragraph in paragraphs if _SENTENCE_SIGN.search(paragraph))
    return said or sum(map(len, paragraphs))


def _as_printed(title: str, found: _Found) -> str:
    """The title as it is printed above the text, where others cut it short or put a name behind it."""
    start = title.rstrip(".…")
    for number, line in enumerate(found.above):
        if start and is_same_title(line, title) and line.startswith(start):
            return line
        if is_same_title(line, title) and title.startswith(line):
            # What is behind it may be a name, or the headline's second line.
            rest = title[len(line) :].strip()
            return line if number == 0 or found.above[number - 1] != rest else title
        before = title[: -len(line)] if title.endswith(line) else ""
        if len(line) >= _SHORTEST_TITLE and (
            before.endswith(_SEPARATORS)
            or (before.endswith(" ") and before.strip() not in found.above)
            or (title.startswith(line) and title[len(line) :].lstrip().startswith(_BARS))
        ):
            return line
    return title


def _without_title(paragraphs: tuple[str, ...], title: str) -> tuple[str, ...]:
    """The paragraphs without a headline before them, unless nothing else is there."""
    if len(paragraphs) > 1 and is_same_title(paragraphs[0], title):
        return paragraphs[1:]
    return paragraphs


def _element_title(page: Element) -> str:
    return next((" ".join("".join(element.itertext()).split()) for element in page.iter("title")), "")


def _more_precise(given: PartialDate | None, printed: PartialDate | None) -> PartialDate | None:
    """What metadata say, with the time of day that only the page prints."""
    if given is None or printed is None or given.time is not None:
        return given or printed
    same_day = (given.year, given.month, given.day) == (printed.year, printed.month, printed.day)
    return printed if same_day else given


def _names(metadata: PageMetadata, facts: PrintedFacts, element_title: str) -> tuple[str | None, str | None]:
    """Source and author; where a template gives the outlet as author, the outlet is the source."""
    source = drop_label(metadata.source) if metadata.source else None
    author = drop_label(metadata.author) if metadata.author else None
    author = None if author == source else author
    if source is not None and is_platform(source):
        account = facts.account or author
        return account or source, facts.author or (author if author != account else None)
    outlet = author if author is not None and is_outlet(author) else None
    return (
        (None if source and is_domain(source) else source)
        or facts.source
        or outlet
        or (facts.account if facts.account and is_paper(facts.account) else None)
        or site_name_of(element_title)
        or (facts.account if facts.account and is_outlet(facts.account) else None)
        or source
        or facts.issuer,
        facts.author if outlet is not None else author or facts.author,
    )
