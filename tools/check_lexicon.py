"""Checks the policy lexicon against real news: each term must occur, and stand in the document that it names.

Reads a data folder with `news/*.jsonl.gz` (import format) and changes nothing. Comparison is by folded text,
so scripts do not matter. A document that is not at hand cannot be checked and is only counted. Run by hand
when the lexicon changes, and by `tests/quality/test_lexicon_quality.py`.

    python -m tools.check_lexicon [FOLDER]      (else $ZHENGWEN_TEST_DATA, else ../shared/data)
"""

from __future__ import annotations

import gzip
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import ahocorasick_rs

from index.analysis.lexicon import LexiconEntry, load_lexicon
from index.analysis.script import fold

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsText:
    """What of a saved article the check needs; *year* is that of its publication, or empty."""

    title: str
    text: str
    year: str


@dataclass(slots=True, kw_only=True)
class Sighting:
    """What was seen of one entry: articles that use the term, and its document's state."""

    articles: int = 0
    document_found: bool = False
    document_uses_it: bool = False
    document_years: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconReport:
    """Faults as lines of text, and how many terms and documents could be confirmed."""

    faults: tuple[str, ...]
    terms: int
    terms_seen: int
    documents_confirmed: int


def main() -> int:
    """Print the faults and a summary; exit status 1 where there is any fault, 2 without data."""
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("ZHENGWEN_TEST_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    if not (folder / "news").is_dir():
        print(f"check_lexicon: no news in {folder}; name a data folder", file=sys.stderr)
        return 2
    report = check_lexicon(load_lexicon(), read_news(folder / "news"))
    for fault in report.faults:
        print(fault)
    print(
        f"check_lexicon: {report.terms_seen} of {report.terms} terms occur, "
        f"{report.documents_confirmed} in the document they name; {len(report.faults)} faults"
    )
    return 1 if report.faults else 0


def read_news(folder: Path) -> Iterator[NewsText]:
    """Read every article of the `*.jsonl.gz` in *folder*, in a fixed order."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                title = row.get("title") or ""
                yield NewsText(
                    title=title,
                    text=f"{title}\n{row.get('body') or ''}",
                    year=(row.get("published") or "")[:4],
                )


def check_lexicon(entries: Iterable[LexiconEntry], news: Iterable[NewsText]) -> LexiconReport:
    """Look for every entry in *news* and report what cannot be true.

    A fault is a term that no article uses, a document at hand that does not use its term, or one published in
    another year than stated. Occurrences inside an entry's `not_in` runs are not counted.
    """
    entries = tuple(entries)
    patterns = {fold(entry.term): index for index, entry in enumerate(entries)}
    finder = ahocorasick_rs.AhoCorasick(list(patterns))
    order = tuple(patterns.values())
    sightings = [Sighting() for _ in entries]
    by_document: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        by_document.setdefault(fold(entry.document), []).append(index)
    for article in news:
        folded = fold(article.text)
        matches = finder.find_matches_as_indexes(folded, overlapping=True)
        used = {order[match[0]] for match in matches}
        used -= {index for index in used if entries[index].not_in and not _is_used(entries[index], folded)}
        for index in used:
            sightings[index].articles += 1
        for index in by_document.get(fold(article.title), ()):
            sightings[index].document_found = True
            if index in used:
                sightings[index].document_uses_it = True
                sightings[index].document_years.add(article.year)
    return _make_report(entries, sightings)


def _is_used(entry: LexiconEntry, folded: str) -> bool:
    for run in entry.not_in:
        folded = folded.replace(fold(run), "\n")
    return fold(entry.term) in folded


def _make_report(entries: tuple[LexiconEntry, ...], sightings: list[Sighting]) -> LexiconReport:
    return LexiconReport(
        faults=tuple(
            f"{entry.term}: {fault}"
            for entry, sighting in zip(entries, sightings, strict=True)
            for fault in _find_faults(entry, sighting)
        ),
        terms=len(entries),
        terms_seen=sum(sighting.articles > 0 for sighting in sightings),
        documents_confirmed=sum(sighting.document_uses_it for sighting in sightings),
    )


def _find_faults(entry: LexiconEntry, sighting: Sighting) -> Iterator[str]:
    if not sighting.articles:
        yield "occurs in no article"
    if sighting.document_found and not sighting.document_uses_it:
        yield f"does not occur in {entry.document}"
    years = sighting.document_years - {""}
    if years and str(entry.date.year) not in years:
        yield f"{entry.document} is dated {'/'.join(sorted(years))} in the data, {entry.date.iso()} here"


if __name__ == "__main__":
    sys.exit(main())
