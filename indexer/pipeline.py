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
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple
from urllib.parse import urlsplit

from index.analysis.analyzer import Analyzer
from index.analysis.lexicon import load_lexicon
from index.analysis.script import detect_script, fold_again, name_key
from index.archive.generations import load_analyzer
from index.errors import ItemError
from index.model import Article
from index.regions.gazetteer import Gazetteer
from index.schema import IndexDocument
from index.store.packed import PackedArticle, pack_all, unpack_article
from index.store.port import NameKind, spelling_key
from indexer.dating import detect_dating
from indexer.detect.names import NameDetector, PlacedText
from indexer.detect.regions import RegionDetector
from indexer.detect.terms import TermDetector
from indexer.documents import build_documents
from indexer.entities import build_entities
from indexer.extract.repeated import cut_repeated
from indexer.given_regions import GivenRegions, resolve_given_regions
from indexer.identity import IdentityParts, canonical_url, identity_key, make_id
from indexer.inputs import ArticleInput, EntryRecord, InputDefaults, RawRecord
from indexer.sources.pages import PageExtractor
from indexer.sources.readers import load_readers, read_record

_AHEAD = "its date, {}, lies in the future: it is shown, but not used for sorting and filtering"


class KindedName(NamedTuple):
    """A name, what it names, and the key that all its spellings share."""

    kind: NameKind
    key: str
    name: str


class KindedNames(NamedTuple):
    """Some `KindedName`s, their parts in columns: an article is so handed over in 44 µs in place of 50, both ways."""

    kinds: tuple[NameKind, ...]
    keys: tuple[str, ...]
    names: tuple[str, ...]


class Prepared(NamedTuple):
    """An article ready for the store, and its document for the index; *path* and *line* say where it came from.

    *names* are those whose spelling the archive remembers. Where the program found the text itself, *publisher* is whose
    paragraphs are learned from it, and *uncut* the text before learned ones were cut, if any was. A named tuple of named
    tuples, since worker processes hand it over: as dataclasses it cost twice as much to send as to store (measured).
    """

    path: str
    line: int | None
    packed: PackedArticle
    names: KindedNames
    document: IndexDocument
    warnings: tuple[str, ...] = ()
    publisher: str | None = None
    uncut: str | None = None

    @property
    def article(self) -> Article:
        """The article, unpacked."""
        return unpack_article(self.packed)


class _Taken(NamedTuple):
    """A record that became an article, at first without what is derived; the rest as in `Prepared`."""

    article: Article
    path: str = ""
    line: int | None = None
    warnings: tuple[str, ...] = ()
    publisher: str | None = None
    uncut: str | None = None


@functools.cache
def _load_region_detector() -> RegionDetector:
    """The one detector of this process: it is immutable, depends on shipped tables only, and takes half a second."""
    return RegionDetector(Gazetteer.load(), fold_again)


@functools.cache
def _load_name_detector() -> NameDetector:
    """The one detector of names of this process, as `_load_region_detector`; loaded at the first article."""
    return NameDetector(Gazetteer.load(), (entry.term for entry in load_lexicon()))


class Pipeline:
    """The stages with their dictionaries loaded; read-only after construction, but for the children that read pages."""

    def __init__(self, user_terms: tuple[str, ...] = (), analyzer: Analyzer | None = None) -> None:
        """Load lexicon, gazetteer and segmenter (about half a second); *user_terms* join the lexicon."""
        self.analyzer = analyzer if analyzer is not None else load_analyzer(user_terms)
        self._gazetteer = Gazetteer.load()
        self._regions = _load_region_detector()
        self._terms = TermDetector(load_lexicon(), fold_again, user_terms)
        self._pages = PageExtractor()
        self._boilerplate: Mapping[str, Set[int]] = {}

    def use_boilerplate(self, keys: Mapping[str, Set[int]]) -> None:
        """Cut these paragraphs (`learning.py`) from what is read from now on, by publisher."""
        self._boilerplate = keys

    def boilerplate_of(self, publisher: str | None) -> Set[int]:
        """The keys of the paragraphs that are cut from a publisher's articles."""
        return self._boilerplate.get(publisher or "", frozenset())

    def warm_up(self) -> None:
        """Load what else is loaded at its first use, so that processes forked now share it (half a second each)."""
        load_readers()
        self.derive(Article(id="", identity="", title="暖機", body="热身，5G。", raw=""))

    def close(self) -> None:
        """End the children that read pages; a later page starts new ones."""
        self._pages.close()

    def run(self, record: RawRecord | EntryRecord, defaults: InputDefaults) -> Prepared | ItemError:
        """One record all the way; an ItemError (returned, with path and line) where it cannot be taken."""
        return self.run_all((record,), defaults)[0]

    def run_all(
        self, records: Sequence[RawRecord | EntryRecord | ItemError], defaults: InputDefaults
    ) -> list[Prepared | ItemError]:
        """`run` for each of *records*, whose names and terms are found together; an error given stays in its place."""
        taken = [one if isinstance(one, ItemError) else self._take(one, defaults) for one in records]
        sound = [one for one in taken if not isinstance(one, ItemError)]
        derived = self._derived([one.article for one in sound], defaults.today)
        made = iter(
            self._prepare(
                [
                    one._replace(article=article, warnings=(*one.warnings, *_ahead(article)))
                    for one, article in zip(sound, derived, strict=True)
                ]
            )
        )
        return [one if isinstance(one, ItemError) else next(made) for one in taken]

    def _take(self, record: RawRecord | EntryRecord, defaults: InputDefaults) -> _Taken | ItemError:
        line = record.line if isinstance(record, RawRecord) else None
        try:
            given = self.read(record, defaults)
            publisher = _publisher(given)
            body = cut_repeated(given.body, self.boilerplate_of(publisher))
            article, warnings = self._article(given, body, defaults)
        except ItemError as error:
            return ItemError(error.reason, path=error.path or record.path, line=error.line or line)
        uncut = None if body == given.body else given.body
        return _Taken(article, record.path, line, warnings, publisher, uncut)

    def _prepare(self, taken: Sequence[_Taken]) -> list[Prepared | ItemError]:
        """Pack each, and make its document; an ItemError where a text holds what cannot be stored."""
        packed = pack_all([one.article for one in taken])
        sound = [
            one.article for one, own in zip(taken, packed, strict=True) if not isinstance(own, ItemError)
        ]
        documents = iter(self.documents(sound))
        return [
            ItemError(own.reason, path=one.path, line=one.line)
            if isinstance(own, ItemError)
            else Prepared(
                path=one.path,
                line=one.line,
                packed=own,
                names=_in_columns(_names_of(one.article)),
                document=next(documents)._replace(digest=own.digest),
                warnings=one.warnings,
                publisher=one.publisher,
                uncut=one.uncut,
            )
            for one, own in zip(taken, packed, strict=True)
        ]

    def read(self, record: RawRecord | EntryRecord, defaults: InputDefaults) -> ArticleInput:
        """What the record says, by the reader of its format. Raises ItemError."""
        return read_record(record, defaults, self._pages)

    def derive(self, article: Article) -> Prepared:
        """A stored article with everything derived made anew, and its document: what `rebuild` runs."""
        return self.derive_all((article,))[0]

    def derive_all(self, articles: Sequence[Article]) -> list[Prepared]:
        """`derive` for each of *articles*, whose names and terms are found together."""
        made = self._prepare([_Taken(article) for article in self._derived(articles)])
        return [_sound(one) for one in made]

    def documents(self, articles: Sequence[Article]) -> list[IndexDocument]:
        """The documents of articles as they are stored."""
        return build_documents(articles, self.analyzer, self._gazetteer)

    def _article(
        self, given: ArticleInput, body: str, defaults: InputDefaults
    ) -> tuple[Article, tuple[str, ...]]:
        """The article with *body* as its text; who it is follows from what was given, whatever is cut from it."""
        url = canonical_url(given.url) if given.url else None
        regions = self._given_regions(given, body, defaults)
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
            given_regions=regions.codes,
        )
        return article, (*given.warnings, *regions.warnings)

    def _given_regions(self, given: ArticleInput, body: str, defaults: InputDefaults) -> GivenRegions:
        return resolve_given_regions(
            given.regions or defaults.regions,
            self._gazetteer,
            lambda: frozenset(self._regions.detect(given.title, body, given.source or "").regions),
        )

    def _derived(self, articles: Sequence[Article], today: dt.date | None = None) -> list[Article]:
        """*articles* with what their texts tell.

        Detector by detector, not article by article: each finds its tables and its code in the processor's cache.
        """
        datings = [detect_dating(one, today) for one in articles]
        found = [self._regions.detect(one.title, one.body, one.source or "", one.raw) for one in articles]
        terms = [self._terms.detect(one.title, one.body) for one in articles]
        names = _load_name_detector().detect_all(
            [PlacedText(one.title, one.body, own.mentions) for one, own in zip(articles, found, strict=True)]
        )
        return [
            dataclasses.replace(
                article,
                published=dating.published,
                published_origin=dating.published_origin,
                event_date=dating.event_date,
                date_ahead=dating.date_ahead,
                script=detect_script(article.title + "\n" + article.body),
                regions=self._ordered(article.given_regions, regions.regions),
                entities=build_entities(article.title, article.body, named, told),
            )
            for article, dating, regions, named, told in zip(
                articles, datings, found, names, terms, strict=True
            )
        ]

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


def _ahead(article: Article) -> tuple[str, ...]:
    """The warning that its date of publication lies ahead, where it does."""
    date = article.published
    return (_AHEAD.format(date.iso()),) if article.date_ahead and date is not None else ()


def _sound(prepared: Prepared | ItemError) -> Prepared:
    if isinstance(prepared, ItemError):
        raise prepared
    return prepared


def _in_columns(names: Iterator[KindedName]) -> KindedNames:
    kinds, keys, texts = tuple(zip(*names, strict=True)) or ((), (), ())
    return KindedNames(kinds, keys, texts)


def _names_of(article: Article) -> Iterator[KindedName]:
    if article.source:
        key = name_key(article.source)
        yield KindedName("source", key, article.source)
        yield KindedName("source", spelling_key(key, article.script), article.source)
    for entity in article.entities:
        key = name_key(entity.canonical)
        yield KindedName(entity.kind, key, entity.canonical)
        if name_key(entity.name) == key:
            # 范良銹 is no longer 范良銹 when its canonical name, which is simplified, is converted back.
            yield KindedName(entity.kind, spelling_key(key, article.script), entity.name)


def _publisher(given: ArticleInput) -> str | None:
    """Whose paragraphs are learned from an article: its source, else its site; None for a text that came as it is."""
    if not given.is_reading:
        return None
    return given.source or (urlsplit(given.url).hostname if given.url else None)
