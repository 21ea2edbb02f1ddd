"""What a page says of its article in so many words: JSON-LD, OpenGraph, meta, time, link; before any of its text is read.

Pure: a parsed page in, values out. The names are those of schema.org, ogp.me, Dublin Core, and the ones that the State
Council prescribes to Chinese government sites (国办发〔2017〕47号: ArticleTitle, PubDate, ContentSource …). A value that
cannot be right (a date that does not exist, a link to the front page) is passed over.
"""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from index.model import PartialDate
from indexer.extract.bylines import is_bare_name
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
from indexer.sources.pages.facts import is_domain, is_outlet
from indexer.sources.pages.linked_data import names_of, read_linked_article, text_of, texts_of

Element = Any

_TITLE_NAMES: Final = ("articletitle", "og:title", "twitter:title", "dc.title", "dcterms.title")
_DATE_NAMES: Final = (
    "article:published_time", "og:published_time", "apub:time", "pubdate", "publishdate", "publish_date", "publishtime", "publish_time",
    "published", "datepublished", "article:create_at", "weibo:article:create_at", "bytedance:published_time", "og:release_date",
    "firstpublishedtime", "publish-date", "date.issued", "dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date",
    "releasedate", "release_date", "date", "og:time",
)  # fmt: skip
_SOURCE_NAMES: Final = (
    "contentsource",
    "og:site_name",
    "sitename",
    "mediaid",
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
# `标题<br/>副题` stands in meta elements of many templates; <script> in a title is what it is about.
_FORMATTED: Final = re.compile(
    r"<br\s*/?>|<(font|span|strong|b|i|em|p|div)(?:\s[^<>]{0,200})?>[^<>]*</\1>", re.IGNORECASE
)
_WITHOUT_SCHEME: Final = re.compile(r"www\.(?:[\w-]+\.)+[a-z]{2,}/", re.IGNORECASE)
_AUTHOR_CLASS: Final = re.compile(
    r"(?:^|[\s_-])(?:author|byline|reporter|writer|journalist)(?:$|[\s_-])", re.IGNORECASE
)
_BYLINE: Final = re.compile(
    r"[(\s]*(?:(?:特约|实习|本[报社网]|[\u3400-\u9fff]{2,4}[社网报])?(?:记者|作者|撰文|编译|文))\s*[:/]?\s*(?P<names>[\u3400-\u9fff·]{2,4}(?:[\s、,]+[\u3400-\u9fff·]{2,4}){0,3})\s*"
    r"(?:[/|]?\s*(?:[\u3400-\u9fff]{2,6}?(?:、[\u3400-\u9fff]{2,3})?)?(?:综合)?(?:报[道导]|专电))?[)\s]*"
)
# What templates and programs put where a person is asked for.
_NOBODY: Final = re.compile(
    r"name\W*|author|your ?name|admin(?:istrator)?\d*|root|webmaster|editor|user\d*|test|guest|(?:系统)?管理员|管理員|小[编編]|编辑|編輯|佚名|匿名|未知|本站"
    r"|(?:大[汉漢][网網][络絡]|jpage|拓尔思|trs|帝国cms|empirecms|dedecms|织梦\S{0,12}|phpcms|discuz!?|comsenz|wordpress|drupal|joomla)(?:[\s!.].*)?",
    re.IGNORECASE,
)
_SAVED_FROM: Final = re.compile(
    rb"<!--\s{0,9}(?:saved from url=\(\d{1,4}\)|page saved with singlefile\s{1,9}url:\s{0,9})(https?://[^\s<>]{1,2000})",
    re.IGNORECASE,
)
_HEAD_BYTES: Final = 4_096
_LONGEST_BYLINE: Final = 60
_LONGEST_AUTHOR: Final = 40
_MOST_AUTHORS: Final = 5


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The elements that say something of the page: contents of meta by name, canonical links, texts of JSON-LD, `time`."""

    metas: dict[str, list[str]] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    times: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a page's markup may hold: most have neither, and looking for it in the tree takes as long as reading the head."""

    microdata: bool = True
    bylines: bool = True


EVERYTHING: Final = Marks()


def read_metadata(page: Element, url: str | None, marks: Marks = EVERYTHING) -> PageMetadata:
    """Read the head of a parsed page; *url* is the address that it came from."""
    head = _read_head(page)
    metas = head.metas
    marked = page if marks.microdata else None
    article = read_linked_article(head.scripts)
    titles = [text_of(article.get("headline")), *_values(metas, _TITLE_NAMES), text_of(article.get("name"))]
    # One by one: what is marked in the text is looked for only where the head has no day.
    dates = itertools.chain(
        (text_of(article.get("datePublished")), *_values(metas, _DATE_NAMES)),
        _properties(marked, "datePublished"),
        _times(head.times),
        (text_of(article.get("dateCreated")),),
    )
    sources = itertools.chain(
        _values(metas, _SOURCE_NAMES), names_of(article.get("publisher")), _properties(marked, "publisher")
    )
    tags = _values(metas, _TAG_NAMES) + texts_of(article.get("keywords"))
    return PageMetadata(
        title=next((name for title in titles if (name := _clean_title(title))), None),
        published=next((date for text in dates if text and (date := parse_feed_date(text))), None),
        source=(source := _first_name(sources)),
        author=_person(_all_authors(head, article, page, marks), source),
        url=_canonical(head, article, url),
        tags=clean_names(tag for value in tags for tag in _split_tags(value)),
        body=text_of(article.get("articleBody")),
    )


def saved_from(content: bytes) -> str | None:
    """The address that a browser or SingleFile noted at the head of a page that it saved."""
    noted = _SAVED_FROM.search(content, 0, _HEAD_BYTES)
    return None if noted is None else absolute_link(noted[1].decode("utf-8", "replace"), None)


def _first_name(sources: Iterable[str]) -> str | None:
    """The first that is a name; a host name only where there is no other."""
    host = None
    for name in filter(None, map(clean_name, sources)):
        if not is_domain(name):
            return name
        host = host or name
    return host


def _clean_title(text: str) -> str | None:
    """A title: references that JSON and templates leave are undone; of tags only those go that format a line."""
    kind = MarkupKind.HTML if _FORMATTED.search(text) else MarkupKind.PLAIN
    return clean_name(Markup(text if kind is MarkupKind.HTML else html.unescape(text), kind))


def _split_tags(value: str) -> list[str]:
    """Keywords at their commas; where there are none, at blanks, as old templates write them."""
    tags = value.translate(_TAG_SIGNS).split(",")
    return tags if len(tags) > 1 or len(value) <= _LONGEST_TAG else value.split()


def _read_head(page: Element) -> _Head:
    """Sort the elements that say something of the page: one walk for all of them, where each of them would take 0.1 ms."""
    head = _Head()
    for element in page.iter("meta", "link", "script", "time"):
        if element.tag == "meta":
            _add_meta(head.metas, element)
        elif element.tag == "link" and (element.get("rel") or "").lower() == "canonical":
            head.links.append(element.get("href") or "")
        elif element.tag == "script" and "ld+json" in (element.get("type") or "").lower():
            head.scripts.append(element.text or "")
        elif element.tag == "time" and element.get("datetime"):
            head.times.append(element)
    return head


def _add_meta(metas: dict[str, list[str]], meta: Element) -> None:
    """The content of a meta element by its name or property, in lower case."""
    content = (meta.get("content") or "").strip()
    for name in {meta.get("name"), meta.get("property"), meta.get("itemprop")} - {None}:
        if content:
            metas.setdefault(name.strip().lower(), []).append(content)


def _values(metas: dict[str, list[str]], names: Sequence[str]) -> list[str]:
    return [value for name in names for value in metas.get(name, ())]


def _properties(page: Element | None, name: str) -> Iterator[str]:
    """The values of a property of microdata, of an item that is one its name; none without a page."""
    for element in () if page is None else page.iterfind(f".//*[@itemprop='{name}']"):
        inner = element.find(".//*[@itemprop='name']") if element.get("itemscope") is not None else None
        value = element if inner is None else inner
        yield value.get("content") or value.get("datetime") or "".join(value.itertext())[:100].strip()


def _times(times: Sequence[Element]) -> Iterator[str]:
    """Times that are marked as the publication's, else the only one of the page."""
    marked = [element for element in times if element.get("pubdate") is not None]
    for element in marked or (times if len(times) == 1 else ()):
        yield element.get("datetime")


def _canonical(head: _Head, article: dict[str, Any], url: str | None) -> str | None:
    """The page's own address; one that points to a front page is a template's mistake."""
    main = article.get("mainEntityOfPage")
    given = [*head.links, *_values(head.metas, _URL_NAMES), text_of(article.get("url"))]
    given.append(text_of(main.get("@id")) if isinstance(main, dict) else text_of(main))
    for link in given:
        absolute = absolute_link(_with_scheme(link, url), url) if link else None
        if absolute is not None and _is_article_address(absolute):
            return absolute
    return url


def _with_scheme(link: str, url: str | None) -> str:
    """A link that begins with a host name (`www.…/`, or the page's own) is an address without its scheme, and no path.

    The scheme is the page's: what differs in it is another article.
    """
    parts = urlsplit(url or "")
    is_own = parts.netloc != "" and link.startswith(f"{parts.netloc}/")
    return f"{parts.scheme or 'https'}://{link}" if is_own or _WITHOUT_SCHEME.match(link) else link


def _is_article_address(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.path.strip("/") or parts.query)


def _all_authors(head: _Head, article: dict[str, Any], page: Element, marks: Marks) -> Iterator[str]:
    """Who is named as author, in the order in which it is believed; those of JSON-LD together."""
    yield "、".join(_authors(names_of(article.get("author")))[:_MOST_AUTHORS])
    yield from _authors(_values(head.metas, _AUTHOR_NAMES))[:1]
    yield from _authors(_properties(page if marks.microdata else None, "author"))[:1]
    yield from _authors(_printed_authors(page))[:1] if marks.bylines else ()


def _person(authors: Iterable[str], source: str | None) -> str | None:
    """The first that is no publisher, for templates give theirs to all texts; the first of all where none is a person."""
    outlet = None
    for name in filter(None, authors):
        if name != source and not is_outlet(name):
            return name
        outlet = outlet or name
    return outlet


def _authors(authors: Iterable[str]) -> list[str]:
    """Those that are names: addresses and numbers stand there too."""
    return [
        name
        for name in read_names(authors)
        if len(name) <= _LONGEST_AUTHOR
        and not name.lower().startswith(("http", "www."))
        and not name.isdigit()
        and _NOBODY.fullmatch(name.strip()) is None
    ]


def _printed_authors(page: Element) -> Iterator[str]:
    """Who is named in elements that templates call so; none where the text is no byline."""
    judged: dict[str | None, bool] = {None: False}
    for element in page.iterdescendants():
        name = element.get("class")
        if name not in judged:
            judged[name] = _AUTHOR_CLASS.search(name) is not None
        if not judged[name]:
            continue
        text = "".join(element.itertext())[:_LONGEST_BYLINE].strip()
        if is_bare_name(spell(text)) or is_outlet(text):
            yield text
            continue
        found = _BYLINE.fullmatch(spell(text))
        if found is not None:
            yield text[found.start("names") : found.end("names")]
