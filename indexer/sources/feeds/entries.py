"""What a format's reader found of one entry → a `FeedEntry`: cleaned text, absolute links, dates that exist.

Every format comes through here, so that cleaning is done once and alike. Text is text (no tags, no scripts, references
decoded once), a link is http(s) or there is none, a date that is none is left out and warned of; `raw` keeps all.
Next: `records.py` makes an article of it, or whoever fetches looks for its page.
"""

from __future__ import annotations

import enum
import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from index.model import PartialDate
from indexer.extract.markup import looks_like_markup, render_text, undo_second_escape
from indexer.inputs import FeedEntry
from indexer.sources.cleaning import CleanText, clean_text, clean_title, is_blank
from indexer.sources.feed_dates import parse_feed_date
from indexer.sources.web_links import is_web_link

MAX_TAGS: Final = 32
MAX_NAME_CHARACTERS: Final = 200
MAX_ID_CHARACTERS: Final = 2_000
MAX_TEXT_CHARACTERS: Final = 2_000_000
"""The text of one entry is cut there, as pages are; the longest article known has 0.7 million characters."""

_MORE_LINK: Final = re.compile(
    r"\s*[\[(（【]?(?:阅读|閱讀|查看|點擊|点击|繼續|继续)\S{0,4}(?:全文|原文|阅读|閱讀|更多|详情|詳情)[\])）】]?[\s>»→.]*$"
)
# What ends a teaser; a full text ends with a sentence.
_TEASER_END: Final = re.compile(
    r"(?:…|\.{3,}|。{3,}|\[(?:…|\.\.\.|&hellip;)\]|(?:[\[(（【]?(?:阅读|閱讀|查看|點擊|点击|繼續|继续|更多|详[细情]|詳[細情])"
    r"\S{0,8}(?:全文|原文|阅读|閱讀|内容|內容|更多|详情|詳情)?[\])）】]?|read more|continue reading)[\s>»→.]*)$",
    re.IGNORECASE,
)
_FULL_CHARACTERS: Final = 400
"""A description of several paragraphs and as many characters is an article; of 3,000 seen teasers none was longer."""
_MAIL_NAME: Final = re.compile(r"\S+@\S+\s*\(([^()]{1,100})\)|([^<>]{1,100}?)\s*<\S+@\S+>")
_NO_ADDRESS: Final = re.compile(r"[<>\"`{}|^]")
_MAIL: Final = re.compile(r"\S+@\S+")


class MarkupKind(enum.Enum):
    """How the value of an element is to be read."""

    HTML = "HTML"
    PLAIN = "plain text"


class Markup(NamedTuple):
    """A value as it stands in the feed, XML or JSON already undone, and how it is to be read."""

    value: str
    kind: MarkupKind = MarkupKind.HTML


NOTHING: Final = Markup("")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryParts:
    """One entry as a format says it; *links*, *dates* and *authors* in the order in which they are to be believed.

    *summary* is what the format calls a description, *content* what it calls the whole, *film* what is said of one, for
    entries of nothing else; *base* is the address that relative links stand to.
    """

    title: Markup = NOTHING
    summary: Markup = NOTHING
    content: Markup = NOTHING
    film: Markup = NOTHING
    id: str = ""
    links: Sequence[str] = ()
    dates: Sequence[str] = ()
    authors: Sequence[str] = ()
    tags: Sequence[str] = ()
    source: str = ""
    raw: str = ""
    base: str | None = None


def build_entry(parts: EntryParts) -> FeedEntry:
    """Clean every part; what is wrong with one is left out and said in the entry's warnings."""
    warnings: list[str] = []
    title = _kept(clean_title(_one_line(parts.title)), warnings)
    described = _kept(_rendered_body(parts.summary, "summary"), warnings)
    content = _kept(_rendered_body(parts.content, "content"), warnings)
    if not described and not content:
        described = _kept(_rendered_body(parts.film, "summary"), warnings)
    summary = _kept(_clean_body(described, "summary"), warnings)
    body = _kept(_clean_body(content, "content"), warnings)
    if not body and _is_article(described):
        summary, body, content = "", summary, described
    return FeedEntry(
        title="" if is_blank(title) else title,
        summary=summary,
        body=body,
        # A teaser is known by its end, or because the summary says more.
        is_full=bool(body) and not _is_teaser(content) and len(body) >= len(summary),
        raw=_kept(clean_text(parts.raw, "raw"), []),
        id=parts.id.strip()[:MAX_ID_CHARACTERS] or None,
        url=_read_link(parts, warnings),
        published=_read_date(parts.dates, warnings),
        source=clean_name(parts.source),
        author="、".join(read_names(parts.authors))[:MAX_NAME_CHARACTERS] or None,
        tags=clean_names(parts.tags),
        warnings=tuple(warnings),
    )


def clean_name(value: str | Markup) -> str | None:
    """A name (of a feed, source, person, category) as text on one line, None where nothing is left."""
    markup = value if isinstance(value, Markup) else Markup(value)
    line = " ".join(clean_text(_one_line(markup), "name").text.split())[:MAX_NAME_CHARACTERS]
    return None if is_blank(line) else line


def clean_names(values: Iterable[str]) -> tuple[str, ...]:
    """Names without blanks and repeats, `MAX_TAGS` at most."""
    names = dict.fromkeys(name for value in values if (name := clean_name(value)))
    return tuple(names)[:MAX_TAGS]


def read_names(values: Iterable[str]) -> tuple[str, ...]:
    """Names of persons; addresses of mail are left out (`desk@example.cn (王小明)` is 王小明)."""
    names = []
    for value in values:
        # Looking for an address takes the square of a text without blanks.
        line = value.strip()[:MAX_ID_CHARACTERS]
        found = _MAIL_NAME.fullmatch(line)
        name = (found[1] or found[2]) if found else _MAIL.sub("", line)
        names.append(name)
    return clean_names(names)


def absolute_link(link: str, base: str | None) -> str | None:
    """*link* as an http(s) address, relative ones against *base*; None for anything else.

    Signs that no address has (RFC 3986, 2.2: `<`, `"`, `{` …) are escaped behind the host, and not allowed in it.
    """
    text = "".join(link.split()) if "\n" in link else link.strip()
    try:
        absolute = urljoin(base, text) if base and text else text
    except ValueError:
        return None
    if not is_web_link(absolute):
        return None
    escaped = _NO_ADDRESS.sub(lambda sign: f"%{ord(sign[0]):02X}", absolute)
    return escaped if absolute == escaped or "%" not in urlsplit(escaped).netloc else None


def only_address(identifier: str) -> str:
    """An identifier that is an address of the web; "" for `tag:`, `urn:` and numbers, which are none and claim to be none."""
    return identifier if identifier.strip().lower().startswith("http") else ""


def _read_link(parts: EntryParts, warnings: list[str]) -> str | None:
    given = [link for link in parts.links if link and link.strip()]
    for link in given:
        absolute = absolute_link(link, parts.base)
        if absolute is not None:
            return absolute
    if given:
        warnings.append("link: not an http or https address, left out")
    return None


def _read_date(dates: Sequence[str], warnings: list[str]) -> PartialDate | None:
    given = [date.strip() for date in dates if date and date.strip()]
    for text in given:
        date = parse_feed_date(text)
        if date is not None:
            return date
    if given:
        warnings.append(f"date: {given[0][:40]!r} is none, left out")
    return None


def _one_line(markup: Markup) -> str:
    return " ".join(_rendered(markup).split())


def _rendered(markup: Markup) -> str:
    """The text of a value, decoded once, as its kind says. The lines of a text without any markup are its paragraphs."""
    value = markup.value
    if markup.kind is MarkupKind.HTML and "<" in value:
        return render_text(value)
    text = html.unescape(value) if markup.kind is MarkupKind.HTML else value
    return "\n".join(line for line in map(str.strip, text.splitlines()) if line)


def _rendered_body(markup: Markup, name: str) -> CleanText:
    """As `_rendered`; what a template escaped once too often, or called plain, is undone, and said."""
    text = _rendered(markup)
    has_tags = markup.kind is MarkupKind.HTML and looks_like_markup(markup.value)
    undone = None if has_tags else undo_second_escape(text)
    if undone is None:
        return CleanText(text=text)
    return CleanText(text=undone, warnings=(f"{name}: markup that was escaped as if it were text, undone",))


def _clean_body(text: str, name: str) -> CleanText:
    cleaned = clean_text(_MORE_LINK.sub("", text), name)
    if is_blank(cleaned.text):
        return CleanText(text="", warnings=cleaned.warnings)
    if len(cleaned.text) <= MAX_TEXT_CHARACTERS:
        return cleaned
    warning = f"{name}: {len(cleaned.text):,} characters, cut at {MAX_TEXT_CHARACTERS:,}"
    return CleanText(text=cleaned.text[:MAX_TEXT_CHARACTERS], warnings=(*cleaned.warnings, warning))


def _is_article(summary: str) -> bool:
    return len(summary) >= _FULL_CHARACTERS and "\n" in summary and not _is_teaser(summary)


def _is_teaser(text: str) -> bool:
    return _TEASER_END.search(text[-60:]) is not None


def _kept(cleaned: CleanText, warnings: list[str]) -> str:
    warnings.extend(cleaned.warnings)
    return cleaned.text
