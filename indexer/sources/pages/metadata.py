"""What a page says of its article in so many words: JSON-LD, OpenGraph, meta, time, link; before any of its text is read.

Pure: a parsed page in, values out. The names are those of schema.org, ogp.me, Dublin Core, and the ones that the State
Council prescribes to Chinese government sites (国办发〔2017〕47号: ArticleTitle, PubDate, ContentSource …). A value that
cannot be right (a date that does not exist, a link to the front page) is passed over.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from index.model import PartialDate
from indexer.extract.spelling import spell
from indexer.sources.feed_dates import parse_feed_date
from indexer.sources.feeds.entries import (
    Markup,
    MarkupKind,
    absolute_link,
    clean_name,
    clean_names,
    read_names,
)

Element = Any

_TITLE_NAMES: Final = ("articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title")
_DATE_NAMES: Final = (
    "article:published_time", "og:published_time", "pubdate", "publishdate", "publish_date", "publishtime", "publish_time",
    "published", "datepublished", "article:create_at", "weibo:article:create_at", "bytedance:published_time", "og:release_date",
    "firstpublishedtime", "publish-date", "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "releasedate", "release_date", "date", "og:time",
)  # fmt: skip
_SOURCE_NAMES: Final = (
    "contentsource",
    "og:site_name",
    "sitename",
    "dc.source",
    "source",
    "application-name",
    "dc.publisher",
)
_AUTHOR_NAMES: Final = ("author", "article:author", "dc.creator", "dcterms.creator", "og:article:author")
_TAG_NAMES: Final = ("keywords", "news_keywords", "article:tag", "og:article:tag")
_URL_NAMES: Final = ("og:url", "url")
_TAG_SIGNS: Final = str.maketrans(dict.fromkeys("，、；;|", ","))
_LONGEST_TAG: Final = 12
_ARTICLE_TYPES: Final = ("article", "blogposting", "report", "newsarticle")
# `标题<br/>副题` stands in meta elements of many templates; <script> in a title is what it is about.
_FORMATTED: Final = re.compile(
    r"<br\s*/?>|<(font|span|strong|b|i|em|p)(?:\s[^<>]{0,200})?>[^<>]*</\1>", re.IGNORECASE
)
_AUTHOR_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:author|byline|reporter|writer|journalist)(?:$|[\s_-])", re.IGNORECASE
)
_BYLINE: Final = re.compile(
    r"[(\s]*(?:(?:特约|实习|本[报社网]|[\u3400-\u9fff]{2,4}[社网报])?(?:记者|作者|撰文|编译|文))\s*[:/]?\s*(?P<names>[\u3400-\u9fff·]{2,4}(?:[\s、,]+[\u3400-\u9fff·]{2,4}){0,3})\s*"
    r"(?:[/|]?\s*(?:[\u3400-\u9fff]{2,6}?(?:、[\u3400-\u9fff]{2,3})?)?(?:综合)?(?:报[道导]|专电))?[)\s]*"
)
_LONGEST_BYLINE: Final = 60
_MAX_DEPTH: Final = 12
_MAX_OBJECTS: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMetadata:
    """What was found, each None or empty where the page does not say; *body* is JSON-LD's articleBody."""

    title: str | None = None
    published: PartialDate | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    body: str = ""


def read_metadata(page: Element, url: str | None) -> PageMetadata:
    """Read the head of a parsed page; *url* is the address that it came from."""
    metas = _metas(page)
    article = _linked_article(page)
    titles = [_string(article.get("headline")), *_values(metas, _TITLE_NAMES), _string(article.get("name"))]
    dates = [
        _string(article.get("datePublished")),
        *_values(metas, _DATE_NAMES),
        *_properties(page, "datePublished"),
        *_times(page),
        _string(article.get("dateCreated")),
    ]
    sources = [*_values(metas, _SOURCE_NAMES), *_named(article.get("publisher"))]
    told = [*_named(article.get("author")), *_values(metas, _AUTHOR_NAMES)]
    tags = _values(metas, _TAG_NAMES) + _strings(article.get("keywords"))
    return PageMetadata(
        title=next((name for title in titles if (name := _clean_title(title))), None),
        published=next((date for text in dates if text and (date := parse_feed_date(text))), None),
        source=next((name for source in sources if (name := clean_name(source))), None),
        author=_one_author(told) or _one_author(_printed_authors(page)),
        url=_canonical(page, metas, article, url),
        tags=clean_names(tag for value in tags for tag in _split_tags(value)),
        body=_string(article.get("articleBody")),
    )


def _clean_title(text: str) -> str | None:
    """A title: references that JSON and templates leave are undone; of tags only those go that format a line."""
    kind = MarkupKind.HTML if _FORMATTED.search(text) else MarkupKind.PLAIN
    return clean_name(Markup(text if kind is MarkupKind.HTML else html.unescape(text), kind))


def _split_tags(value: str) -> list[str]:
    """Keywords at their commas; where there are none, at blanks, as old templates write them."""
    tags = value.translate(_TAG_SIGNS).split(",")
    return tags if len(tags) > 1 or len(value) <= _LONGEST_TAG else value.split()


def _metas(page: Element) -> dict[str, list[str]]:
    """The contents of meta elements by name or property, in lower case."""
    found: dict[str, list[str]] = {}
    for meta in page.iter("meta"):
        content = (meta.get("content") or "").strip()
        for name in {meta.get("name"), meta.get("property"), meta.get("itemprop")} - {None}:
            if content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _values(metas: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _properties(page: Element, name: str) -> Iterator[str]:
    for element in page.iterfind(f".//*[@itemprop='{name}']"):
        yield element.get("content") or element.get("datetime") or "".join(element.itertext())[:100]


def _times(page: Element) -> Iterator[str]:
    """Times that are marked as the publication's, else the only one of the page."""
    times = [element for element in page.iter("time") if element.get("datetime")]
    marked = [element for element in times if element.get("pubdate") is not None]
    for element in marked or (times if len(times) == 1 else ()):
        yield element.get("datetime")


def _canonical(
    page: Element, metas: dict[str, list[str]], article: dict[str, Any], url: str | None
) -> str | None:
    """The page's own address; one that points to a front page is a template's mistake."""
    links = [
        link.get("href") or "" for link in page.iter("link") if (link.get("rel") or "").lower() == "canonical"
    ]
    main = article.get("mainEntityOfPage")
    given = [*links, *_values(metas, _URL_NAMES), _string(article.get("url"))]
    given.append(_string(main.get("@id")) if isinstance(main, dict) else _string(main))
    for link in given:
        absolute = absolute_link(link, url) if link else None
        if absolute is not None and _is_article_address(absolute):
            return absolute
    return url


def _is_article_address(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _one_author(authors: Iterable[str]) -> str | None:
    """The first that is a name: addresses, numbers and sites' own names stand there too."""
    for name in read_names(authors):
        if len(name) <= 40 and not name.lower().startswith(("http", "www.")) and not name.isdigit():
            return name
    return None


def _printed_authors(page: Element) -> Iterator[str]:
    """Who is named in elements that templates call so; none where the text is no byline."""
    for element in page.iterfind(".//*[@class]"):
        if _AUTHOR_CLASS.search(element.get("class")) is None:
            continue
        text = "".join(element.itertext())[:_LONGEST_BYLINE].strip()
        found = _BYLINE.fullmatch(spell(text))
        if found is not None:
            yield text[found.start("names") : found.end("names")]


def _linked_article(page: Element) -> dict[str, Any]:
    """The article of the page's JSON-LD; empty where there is none that can be read."""
    candidates: list[dict[str, Any]] = []
    for script in page.iterfind(".//script[@type]"):
        if "ld+json" not in script.get("type").lower():
            continue
        try:
            value = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        candidates += (found for found in _objects(value) if _is_article(found))
    return max(candidates, key=len, default={})


def _objects(value: Any) -> list[dict[str, Any]]:
    """Every object inside a value, to some depth."""
    found: list[dict[str, Any]] = []
    level = [value]
    for _ in range(_MAX_DEPTH):
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                found.append(one)
                below += one.values()
            elif isinstance(one, list):
                below += one
        level = below[:_MAX_OBJECTS]
    return found[:_MAX_OBJECTS]


def _is_article(value: dict[str, Any]) -> bool:
    kinds = " ".join(_strings(value.get("@type"))).lower()
    return any(kind in kinds for kind in _ARTICLE_TYPES)


def _named(value: Any) -> list[str]:
    """The names of one or several persons or organisations."""
    found = value if isinstance(value, list) else [value]
    return [_string(one.get("name")) if isinstance(one, dict) else _string(one) for one in found]


def _strings(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _string(value: Any) -> str:
    return next(iter(_strings(value)), "")
