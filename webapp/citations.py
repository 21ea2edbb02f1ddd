"""Citations of an article: GB/T 7714—2015 as text, BibTeX and RIS for programs.

Pure: an article in, text out; the day of access is given. What is not known is left out, never made up: no author, no
"佚名"; a day only where the article's date has one.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.model import Article, PartialDate
from webapp.present import parse_link

_BIBTEX_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_BIBTEX_SIGN = re.compile("|".join(re.escape(sign) for sign in _BIBTEX_SIGNS))
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_AUTHOR_GAPS = re.compile(r"[、,，;；/]\s*|\s{1,}(?=[\u3400-\u9fff])")
_KEY_SAFE = re.compile(r"[^A-Za-z0-9]+")


def cite_gbt7714(article: Article, accessed: dt.date) -> str:
    """One line after GB/T 7714—2015: newspapers on line as [N/OL], without a source [EB/OL], without a link [N]."""
    link = parse_link(article.url)
    date = _day(article.dated())
    authors = ",".join(split_authors(article.author))
    title = _line(article.title) or "[无题]"
    head = f"{authors}. " if authors else ""
    where = f" {link.address}." if link else ""
    access = f"[{accessed.isoformat()}]" if link else ""
    if article.source:
        kind = "N/OL" if link else "N"
        dated = f", {date}" if date else ""
        return f"{head}{title}[{kind}]. {_line(article.source)}{dated}{access}.{where}"
    dated = f"({date})" if date else ""
    tail = f" {dated}{access}." if dated or access else ""
    return f"{head}{title}[{'EB/OL' if link else 'Z'}].{tail}{where}"


def render_bibtex(article: Article) -> str:
    """One `@misc` entry, UTF-8; signs with a meaning to TeX are escaped."""
    link = parse_link(article.url)
    date = article.dated()
    fields = [
        ("title", "{" + _bibtex(article.title) + "}"),
        ("author", " and ".join("{" + _bibtex(name) + "}" for name in split_authors(article.author))),
        ("howpublished", _bibtex(article.source or "")),
        ("year", "" if date is None else f"{date.year:04d}"),
        ("month", "" if date is None or date.month is None else str(date.month)),
        ("day", "" if date is None or date.day is None else str(date.day)),
        ("url", link.address if link else ""),
        ("language", "chinese"),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@misc{{{_bibtex_key(article)},\n{lines}}}\n"


def render_ris(article: Article) -> str:
    """One RIS record of type NEWS; lines end with CR LF, as the format asks."""
    return "".join(f"{tag}  - {value}\r\n" for tag, value in _ris_lines(article))


def _ris_lines(article: Article) -> Iterator[tuple[str, str]]:
    date = article.dated()
    yield "TY", "NEWS"
    yield "TI", _line(article.title)
    for name in split_authors(article.author):
        yield "AU", name
    if article.source:
        yield "T2", _line(article.source)
    if date is not None:
        yield "PY", f"{date.year:04d}"
        parts = [
            f"{date.year:04d}",
            f"{date.month:02d}" if date.month else "",
            f"{date.day:02d}" if date.day else "",
        ]
        yield "DA", "/".join(parts) + "/"
    link = parse_link(article.url)
    if link is not None:
        yield "UR", link.address
    for tag in article.tags:
        yield "KW", _line(tag)
    yield "LA", "zh"
    yield "ID", _line(article.id)
    yield "ER", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitationFile:
    """A form of citation that programs keep: how it is made, its media type, and the ending of a file of it."""

    render: Callable[[Article], str]
    mimetype: str
    ending: str


CITATION_FILES: Mapping[str, CitationFile] = MappingProxyType(
    {
        "bibtex": CitationFile(render=render_bibtex, mimetype="application/x-bibtex", ending="bib"),
        "ris": CitationFile(render=render_ris, mimetype="application/x-research-info-systems", ending="ris"),
    }
)


def split_authors(author: str | None) -> tuple[str, ...]:
    """The names in a field of authors: parted by 、 or commas, and before Han by spaces; 记者 is no part of a name."""
    names = (_line(name) for name in _AUTHOR_GAPS.split(_line(author or "")))
    return tuple(
        name for name in (re.sub(r"^(?:本报|本報)?(?:记者|記者)\s*", "", name) for name in names) if name
    )


def _day(date: PartialDate | None) -> str:
    return "" if date is None else date.iso()[:10]


def _line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


def _bibtex(text: str) -> str:
    return _BIBTEX_SIGN.sub(lambda sign: _BIBTEX_SIGNS[sign[0]], _line(text))


def _bibtex_key(article: Article) -> str:
    """Readable where the id is, and one of its own for every id."""
    readable = _KEY_SAFE.sub("-", article.id).strip("-")[:40]
    if readable == article.id:
        return readable
    digest = hashlib.blake2b(article.id.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{readable}-{digest}" if readable else f"zhengwen-{digest}"
