"""The pipeline: the whole way of one article, from what an input says to what store and index get.

    RawRecord → ArticleInput → Article → IndexDocument

Read by `sources/`, identified by `identity.py`, dated by `dating.py`, given its regions and entities by `detect/`, turned into terms by
`documents.py`. Pure but for its dictionaries: no clock, no network, no store. It runs in worker processes
(`workers.py`); `build.py` puts the results into store and index, in the order of the input.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from urllib.parse import urlsplit

from index.analysis.analyzer import Analyzer
from index.analysis.lexicon import load_lexicon
from index.analysis.script import detect_script, fold
from index.errors import ItemError
from index.generations import load_analyzer
from index.model import Article
from index.regions import Gazetteer
from index.schema import IndexDocument
from indexer.dating import date_article
from indexer.detect.names import NameDetector
from indexer.detect.regions import RegionDetector
from indexer.detect.terms import TermDetector
from indexer.documents import build_document
from indexer.entities import build_entities
from indexer.extract.repeated import cut_repeated
from indexer.identity import IdentityParts, canonical_url, identity_key, make_id
from indexer.inputs import ArticleInput, EntryRecord, InputDefaults, RawRecord
from indexer.sources.feeds.records import parse_entry
from indexer.sources.jsonl import parse_jsonl
from indexer.sources.pages import PageExtractor
from indexer.sources.pages.records import parse_page
from indexer.sources.plain_text import parse_plain_text

_AHEAD = "its date, {}, lies in the future: it is shown, but not used for sorting and filtering"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An article ready for the store, and its document for the index; *path* and *line* say where it came from.

    Where the program found the text itself, *publisher* is whose paragraphs are learned from it, and *uncut* the text before
    learned ones were cut, if any was.
    """

    path: str
    line: int | None
    article: Article
    document: IndexDocument
    warnings: tuple[str, ...] = ()
    publisher: str | None = None
    uncut: str | None = None


@functools.cache
def _load_region_detector() -> RegionDetector:
    """The one detector of this process: it is immutable, depends on shipped tables only, and takes half a second."""
    return RegionDetector(Gazetteer.load(), fold)


@functools.cache
def _load_name_detector() -> NameDetector:
    """The one detector of names of this process, as `_load_region_detector`."""
    return NameDetector(Gazetteer.load(), (entry.term for entry in load_lexicon()))


class Pipeline:
    """The stages with their dictionaries loaded; read-only after construction, but for the children that read pages."""

    def __init__(self, user_terms: tuple[str, ...] = (), analyzer: Analyzer | None = None) -> None:
        """Load lexicon, gazetteer and segmenter (about half a second); *user_terms* join the lexicon."""
        self.analyzer = analyzer if analyzer is not None else load_analyzer(user_terms)
        self._gazetteer = Gazetteer.load()
        self._regions = _load_region_detector()
        self._names = _load_name_detector()
        self._terms = TermDetector(load_lexicon(), fold, user_terms)
        self._pages = PageExtractor()
        self._boilerplate: Mapping[str, Set[int]] = {}

    def use_boilerplate(self, keys: Mapping[str, Set[int]]) -> None:
        """Cut these paragraphs (`learning.py`) from what is read from now on, by publisher."""
        self._boilerplate = keys

    def close(self) -> None:
        """End the children that read pages; a later page starts new ones."""
        self._pages.close()

    def run(self, record: RawRecord | EntryRecord, defaults: InputDefaults) -> Prepared | ItemError:
        """One record all the way; an ItemError (returned, with path and line) where it cannot be taken."""
        line = record.line if isinstance(record, RawRecord) else None
        try:
            given = self._read(record, defaults)
            publisher = _publisher(given)
            body = cut_repeated(given.body, self._boilerplate.get(publisher or "", frozenset()))
            article, warnings = self._article(given, body, defaults)
        except ItemError as error:
            return ItemError(error.reason, path=error.path or record.path, line=error.line or line)
        return Prepared(
            path=record.path,
            line=line,
            article=article,
            document=build_document(article, self.analyzer, self._gazetteer),
            warnings=warnings,
            publisher=publisher,
            uncut=None if body == given.body else given.body,
        )

    def _read(self, record: RawRecord | EntryRecord, defaults: InputDefaults) -> ArticleInput:
        """What the record says, by the reader of its format. Raises ItemError."""
        if isinstance(record, EntryRecord):
            return parse_entry(record, defaults)
        if record.format == "jsonl":
            return parse_jsonl(record, defaults)
        if record.format == "html":
            return parse_page(record, defaults, self._pages)
        return parse_plain_text(record, defaults)

    def derive(self, article: Article) -> Prepared:
        """A stored article with everything derived made anew, and its document: what `rebuild` runs."""
        derived = self._derived(article)
        return Prepared(
            path="",
            line=None,
            article=derived,
            document=build_document(derived, self.analyzer, self._gazetteer),
        )

    def document(self, article: Article) -> IndexDocument:
        """The document of an article as it is stored."""
        return build_document(article, self.analyzer, self._gazetteer)

    def _article(
        self, given: ArticleInput, body: str, defaults: InputDefaults
    ) -> tuple[Article, tuple[str, ...]]:
        """The article with *body* as its text; who it is follows from what was given, whatever is cut from it."""
        url = canonical_url(given.url) if given.url else None
        codes, warnings = self._resolve(given.regions or defaults.regions)
        published = given.published if given.published is not None else defaults.published
        origin = given.published_origin if given.published is not None else ("given" if published else None)
        source = given.source or defaults.source
        identity = identity_key(
            IdentityParts(
                title=given.title,
                body=given.body,
                given_id=given.id,
                url=url,
                feed=given.feed,
                feed_item_id=given.feed_item_id,
                source=source,
                published=published,
            )
        )
        article = Article(
            id=make_id(identity),
            identity=identity,
            title=given.title,
            body=body,
            raw=given.raw,
            url=url,
            published=published,
            published_origin=origin,
            fetched=defaults.fetched,
            source=source,
            author=given.author,
            tags=given.tags,
            given_regions=codes,
        )
        dated = self._derived(article, defaults.today)
        ahead = [_AHEAD.format(date.iso())] if dated.date_ahead and (date := dated.published) else []
        return dated, (*given.warnings, *warnings, *ahead)

    def _resolve(self, names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        codes: list[str] = []
        warnings: list[str] = []
        for name in names:
            divisions = self._gazetteer.resolve(name)
            codes += [division.code for division in divisions]
            if not divisions:
                warnings.append(f"region {name[:40]!r} is no division or country that is known: left out")
        return tuple(dict.fromkeys(codes)), tuple(warnings)

    def _derived(self, article: Article, today: dt.date | None = None) -> Article:
        article = date_article(article, today)
        findings = self._regions.detect(article.title, article.body, article.source or "")
        names = self._names.detect(article.title, article.body, findings.mentions)
        terms = self._terms.detect(article.title, article.body)
        return dataclasses.replace(
            article,
            script=detect_script(article.title + "\n" + article.body),
            regions=self._ordered(article.given_regions, findings.regions),
            entities=build_entities(article.title, article.body, names, terms),
        )

    def _ordered(self, given: Sequence[str], detected: Sequence[str]) -> tuple[str, ...]:
        """What is given decides; of what is detected, only what lies in a given division joins. Provinces come first."""
        if not given:
            return tuple(detected)
        inner = [
            code for code in detected if any(code != outer and self._lies_in(code, outer) for outer in given)
        ]
        chains = [
            division.code
            for code in (*given, *inner)
            for division in reversed(self._gazetteer.ancestors(code))
        ]
        return tuple(dict.fromkeys(chains))

    def _lies_in(self, code: str, outer: str) -> bool:
        return any(division.code == outer for division in self._gazetteer.ancestors(code))


def _publisher(given: ArticleInput) -> str | None:
    """Whose paragraphs are learned from an article: its source, else its site; None for a text that came as it is."""
    if not given.is_reading:
        return None
    return given.source or (urlsplit(given.url).hostname if given.url else None)
