"""Measures what is read of saved pages, by sentences judged by hand and by the texts that came with some; `measure_pages` gives it.

`page_sentences.tsv` holds digests of the sentences that are each page's article; the texts stay in the data folder. Beside ours
stands trafilatura as it comes, and with the precision that is asked of it where it is used. What is compared with the texts that
came with pages loses captions, bylines and legal tail first, on all sides: those texts have them, a body must not (contract).
"""

from __future__ import annotations

import collections
import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import trafilatura

from index.errors import ItemError
from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.markup import render_text
from indexer.sources.decode import decode_markup
from indexer.sources.pages.reading import read_page

LABELS = Path(__file__).with_name("page_sentences.tsv")
TEXTS = {
    "test__test-pages__gmw__source.html": "test__test-pages__gmw__expected.html",
    "test__test-pages__qq__source.html": "test__test-pages__qq__expected.html",
    "tests__data__html__chinese_article_001.html": "tests__data__txt__chinese_article_001.txt",
}
"""Pages of `extract_gold` with the whole text beside them."""

Extract = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFigures:
    """Mean F1 over pages, by way of reading: of characters in judged sentences, and of tokens against given texts."""

    pages: int
    sentences: Mapping[str, float]
    texts: Mapping[str, float]
    worst: tuple[str, ...]


WAYS: Mapping[str, Extract] = {
    "ours": lambda markup: _ours(markup),
    "trafilatura": lambda markup: trafilatura.extract(markup) or "",
    "trafilatura, precision": lambda markup: (
        trafilatura.extract(markup, favor_precision=True, include_comments=False) or ""
    ),
}


def measure_pages(data: Path) -> PageFigures:
    """Read every labelled page in every way; *worst* names pages of ours under .95."""
    labels = _load_labels()
    markups = {page: decode_markup((data / "pages" / page).read_bytes()).text for page in labels}
    by_page = {
        way: {page: _sentence_f1(extract(markups[page]), labels[page]) for page in labels}
        for way, extract in WAYS.items()
    }
    return PageFigures(
        pages=len(labels),
        sentences={way: _mean(figures.values()) for way, figures in by_page.items()},
        texts={way: _mean(_text_f1s(data, extract)) for way, extract in WAYS.items()},
        worst=tuple(f"{page} {f1:.3f}" for page, f1 in by_page["ours"].items() if f1 < 0.95),
    )


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text, as their letters, digits and ideographs."""
    for sentence in re.split(r"[。！？!?；;\n]", text):
        if letters := re.sub(r"\W+", "", sentence):
            yield letters


def sentence_digest(letters: str) -> str:
    """What a sentence is known by."""
    return hashlib.blake2b(letters.encode(), digest_size=5).hexdigest()


def _ours(markup: str) -> str:
    try:
        return read_page(markup, None).body
    except ItemError:
        return ""


def _load_labels() -> dict[str, dict[str, tuple[str, int]]]:
    labels: dict[str, dict[str, tuple[str, int]]] = {}
    rows = (line for line in LABELS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for row in csv.DictReader(rows, delimiter="\t"):
        page = labels.setdefault(row["page"], {})
        page[row["digest"]] = (row["judgement"], int(row["characters"]))
    return labels


def _sentence_f1(text: str, labels: Mapping[str, tuple[str, int]]) -> float:
    """F1 of characters: a sentence is right where it is judged to be the article's; neutral ones do not count.

    A credit cut out of a sentence changes its digest: what is perfect can be a little under 1.
    """
    right = wrong = 0
    for letters in set(split_sentences(text)):
        judgement = labels.get(sentence_digest(letters), ("", 0))[0]
        right += len(letters) if judgement == "article" else 0
        wrong += len(letters) if not judgement else 0
    total = sum(characters for judgement, characters in labels.values() if judgement == "article")
    return 2 * right / (right + wrong + total) if right else 0.0


def _text_f1s(data: Path, extract: Extract) -> Iterable[float]:
    folder = data / "pages" / "extract_gold"
    for page, expected in TEXTS.items():
        text = (folder / expected).read_text(encoding="utf-8")
        wanted = _tokens(render_text(text) if expected.endswith(".html") else text)
        found = _tokens(extract(decode_markup((folder / page).read_bytes()).text))
        yield 2 * (wanted & found).total() / (wanted.total() + found.total())


def _tokens(text: str) -> collections.Counter[str]:
    """Ideographs, and runs of letters and digits, of what the rules for plain text leave."""
    kept = "\n".join(split_boilerplate([line.strip() for line in text.split("\n") if line.strip()]).kept)
    return collections.Counter(re.findall(r"[\u3400-\u9fff]|[A-Za-z0-9]+", kept))


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found)
