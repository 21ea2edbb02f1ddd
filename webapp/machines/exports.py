"""All results of a search as a file: CSV, JSON lines, Markdown, BibTeX, RIS, written piece by piece as it is read.

Each format is a generator of text: articles in, pieces out, never a whole file in memory. What spreadsheets would take
for a formula is made harmless. JSON lines are the import format, texts as stored, so that an archive can be handed on.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from index.model import Article, EntityKind
from index.regions.gazetteer import Gazetteer
from webapp.addresses import SearchAddress
from webapp.citations import render_bibtex, render_ris
from webapp.present import parse_link
from webapp.reader import Reader, ShowNames

_BYTE_ORDER_MARK = "\ufeff"  # by it Excel knows UTF-8
# What a cell may begin with to be taken for a formula, full-width forms included (OWASP, CSV Injection).
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠\t\r]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_MARKDOWN_SIGN = re.compile(r"([\\`*_{}\[\]<>#|~])")
_LEAD_CHARACTERS = 160
_COLUMNS = (
    "id", "title", "source", "published", "published_origin", "event_date", "regions", "region_codes", "persons",
    "organisations", "places", "terms", "author", "tags", "script", "url", "date_ahead",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportContext:
    """What a format needs beside the articles: what was asked, names of regions and others, the script of the reader."""

    address: SearchAddress
    interpreted: str
    total: int
    gazetteer: Gazetteer
    reader: Reader
    show_names: ShowNames

    def regions(self, article: Article) -> tuple[str, ...]:
        """The full names of an article's regions."""
        return tuple(self.gazetteer.name(code, self.reader.script) for code in article.regions)

    def names(self, article: Article, kind: EntityKind) -> tuple[str, ...]:
        """Whom or what of a kind an article names."""
        found = dict.fromkeys(entity.canonical for entity in article.entities if entity.kind == kind)
        return tuple(self.show_names(kind, list(found), self.reader.script))


def write_csv(articles: Iterable[Article], context: ExportContext) -> Iterator[str]:
    """Rows with CR LF after a byte order mark and a row of column names (RFC 4180); several values joined by `; `."""
    yield _BYTE_ORDER_MARK + _csv_row(_COLUMNS)
    show = context.reader.show
    for article in articles:
        link = parse_link(article.url)
        cells = (
            article.id,
            context.reader.show_text(article.title, article.script),
            show(article.source or ""),
            "" if article.published is None else article.published.iso(),
            article.published_origin or "",
            "" if article.event_date is None else article.event_date.iso(),
            "; ".join(context.regions(article)),
            "; ".join(article.regions),
            "; ".join(context.names(article, "person")),
            "; ".join(context.names(article, "organisation")),
            "; ".join(context.names(article, "place")),
            "; ".join(context.names(article, "term")),
            show(article.author or ""),
            "; ".join(show(tag) for tag in article.tags),
            article.script,
            link.address if link else "",
            "1" if article.date_ahead else "",
        )
        yield _csv_row([protect_cell(cell) for cell in cells])


def protect_cell(text: str) -> str:
    """*text* as a cell that no spreadsheet computes: an apostrophe stands before what would begin a formula."""
    text = _UNWRITABLE.sub("\ufffd", text)
    return f"'{text}" if _FORMULA.match(text) else text


def _csv_row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row, lineterminator="\r\n").writerow(cells)
    return row.getvalue()


def write_jsonl(articles: Iterable[Article], context: ExportContext) -> Iterator[str]:
    """One object a line, in the import format, with what was found beside it; texts as stored, whatever the script."""
    for article in articles:
        found: dict[str, object] = {
            "id": article.id,
            "url": article.url,
            "title": article.title,
            "body": article.body,
            "published": None if article.published is None else article.published.iso(),
            "event_date": None if article.event_date is None else article.event_date.iso(),
            "source": article.source,
            "region": list(article.given_regions),
            "author": article.author,
            "tags": list(article.tags),
            "script": article.script,
            "regions": list(article.regions),
            "entities": [
                {"name": one.canonical, "kind": one.kind, "office": one.office} for one in article.entities
            ],
        }
        kept = {name: value for name, value in found.items() if value not in (None, [])}
        yield json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n"


def write_markdown(articles: Iterable[Article], context: ExportContext) -> Iterator[str]:
    """A document: what was asked, then a heading, the particulars and the beginning of each article."""
    show, texts = context.reader.show, context.reader.texts
    yield f"# {_markdown(context.interpreted or texts['newest'])}\n\n"
    yield f"{texts.say('total_articles', total=context.total)}\n"
    for article in articles:
        link = parse_link(article.url)
        title = _markdown(context.reader.show_text(article.title, article.script) or texts["untitled"])
        date = article.dated()
        facts = [
            show(article.source or ""),
            "" if date is None else date.iso()[:10],
            texts["list_comma"].join(context.regions(article)),
        ]
        lead = _lead(context.reader.show_text(article.body, article.script))
        yield f"\n## {f'[{title}](<{link.address}>)' if link else title}\n\n"
        yield " · ".join(_markdown(fact) for fact in facts if fact) + "\n"
        yield f"\n> {_markdown(lead)}\n" if lead else ""


def write_bibtex(articles: Iterable[Article], context: ExportContext) -> Iterator[str]:
    """One entry after another."""
    for article in articles:
        yield render_bibtex(article) + "\n"


def write_ris(articles: Iterable[Article], context: ExportContext) -> Iterator[str]:
    """One record after another."""
    for article in articles:
        yield render_ris(article)


def _markdown(text: str) -> str:
    return _MARKDOWN_SIGN.sub(r"\\\1", " ".join(_UNWRITABLE.sub(" ", text).split()))


def _lead(body: str) -> str:
    """The first paragraph, cut where it is long."""
    first = body.strip().split("\n", 1)[0]
    return first if len(first) <= _LEAD_CHARACTERS else first[:_LEAD_CHARACTERS] + "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """A format: its name, how it is written, its media type."""

    name: str
    write: Callable[[Iterable[Article], ExportContext], Iterator[str]]
    mimetype: str


EXPORT_FORMATS: Mapping[str, ExportFormat] = MappingProxyType(
    {
        "csv": ExportFormat(name="CSV", write=write_csv, mimetype="text/csv"),
        "jsonl": ExportFormat(name="JSONL", write=write_jsonl, mimetype="application/jsonl"),
        "md": ExportFormat(name="Markdown", write=write_markdown, mimetype="text/markdown"),
        "bib": ExportFormat(name="BibTeX", write=write_bibtex, mimetype="application/x-bibtex"),
        "ris": ExportFormat(name="RIS", write=write_ris, mimetype="application/x-research-info-systems"),
    }
)
"""Every format by the ending of its address and of the file."""
EXPORT_NAMES = tuple((ending, form.name) for ending, form in EXPORT_FORMATS.items())
"""Endings and names, as a page lists them."""
