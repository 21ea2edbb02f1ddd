"""Search: the way of a query, on one screen.

    text → parse (query/) → plan (planning.py) → facets, timeline (facets.py) → engine: select and rank (engines/)
         → second stage (ranking.py) → page of hits (store/) → snippets (snippets.py) → SearchResult

`SearchService` is the library's front door and only reads: nothing on this way writes, repairs or rebuilds. It looks for a
newer generation or commit at each call, answers each call from one state of the index, and may be used by several
threads. Every error that leaves it is one of `index.errors`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index.alternatives import Alternative, AlternativeFinder
from index.analysis.script import name_key
from index.answering import Answering, regions_of, show_persons, shown
from index.date_notices import date_notices
from index.engines.port import Counted
from index.errors import NotBuiltError, PageWindowError, ParameterError, QueryLimitError, ZhengwenError
from index.explaining.model import Explanation
from index.explaining.reading import explain
from index.facets import show_known
from index.generations import DataFolder
from index.lately_added import find_lately_added
from index.likeness import AlikeArticle, find_alike
from index.matching import Matcher, merged
from index.model import (
    MAX_SIZE,
    WINDOW,
    Article,
    ArticleVersion,
    Copy,
    Facet,
    Hit,
    Region,
    SearchRequest,
    SearchResult,
    ShownScript,
    Snippet,
    Sort,
    Timeline,
)
from index.opened import Opened, open_current
from index.pinyin import common_words
from index.planning import Planner
from index.profiles import Profile, Subject, build_profile, count_archive, count_names, count_provinces
from index.query.parser import parse_query
from index.query.render import render_query
from index.regions import Gazetteer
from index.schema import FacetName
from index.settings import Settings
from index.store.boilerplate import LearnedParagraph
from index.store.feeds import Feed
from index.store.port import NameKind, StoredAddress, StoredListing
from index.store.sqlite_store import SqliteStoreReader
from index.suggestions import NameIndex, Suggestion, build_name_index

_MAX_TYPED = 256  # as long as a query may be
_NAMES_KEPT_SECONDS = 60.0
_READ_AT_ONCE = 200  # a walk then holds some 500 kB of texts, whatever it finds


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    """Whether the service can answer, and from what; *problem* says why not."""

    ready: bool
    articles: int
    generation: str
    engine: str
    problem: ZhengwenError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticles:
    """Everything that a search finds, newest first: how much, and the articles one by one (without `raw`).

    What was removed since is left out; all others come from the state of the moment in which each is read.
    """

    total: int
    interpreted: str
    articles: Iterator[Article]
    generation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownArticle:
    """One article as a page shows it: title and whole body in the script asked for, with the query's highlights."""

    article: Article
    title: Snippet
    body: Snippet
    regions: tuple[Region, ...]
    versions: tuple[ArticleVersion, ...]
    copies: tuple[Copy, ...]
    script_shown: ShownScript


class _KnownNames(NamedTuple):
    """The names of one state of the archive: which, and when they were looked up (seconds of the monotonic clock)."""

    names: NameIndex
    stamp: tuple[str, int]
    made_at: float


class SearchService:
    """Answers searches over one data folder."""

    def __init__(self, folder: DataFolder, gazetteer: Gazetteer) -> None:
        """Nothing is opened before the first call: an absent or empty folder is a state, not an error."""
        self._folder = folder
        self._gazetteer = gazetteer
        self._opened: Opened | None = None
        self._opening = threading.Lock()
        self._names: _KnownNames | None = None
        self._naming = threading.Lock()

    @classmethod
    def open(cls, settings: Settings) -> SearchService:
        """The service of the data folder in *settings*; never raises for one that is absent, empty or broken."""
        return cls(DataFolder(settings.data), Gazetteer.load())

    def state(self) -> ServiceState:
        """Whether searches can be answered now; never raises a ZhengwenError."""
        try:
            opened = self._current()
            articles = opened.store.count()
        except ZhengwenError as error:
            return ServiceState(ready=False, articles=0, generation="", engine="", problem=error)
        generation = opened.generation
        return ServiceState(
            ready=True, articles=articles, generation=generation.name, engine=generation.fingerprint.engine
        )

    def learned_paragraphs(self, source: str) -> tuple[LearnedParagraph, ...]:
        """What was learned to be no part of a source's articles (its name in either script), the commonest first.

        Raises NotBuiltError, IncompatibleError, DamagedError.
        """
        key = name_key(source)
        learned = self._current().store.learned_paragraphs()
        return tuple(one for one in learned if name_key(one.publisher) == key)

    def feeds(self) -> tuple[Feed, ...]:
        """Every subscription with its health, in the order of adding; none where nothing is stored.

        Raises IncompatibleError, DamagedError.
        """
        try:
            return self._current().store.feeds()
        except NotBuiltError:
            # Subscriptions come before the first article, and so before the first index.
            return _stored_feeds(self._folder)

    def close(self) -> None:
        """Release the files."""
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()

    def _current(self) -> Opened:
        """The newest generation and commit. Raises NotBuiltError, IncompatibleError, DamagedError."""
        opened = self._opened
        if opened is None or opened.is_superseded(self._folder):
            with self._opening:
                opened = self._opened
                if opened is None or opened.is_superseded(self._folder):
                    # The one before is not closed: calls under way finish on it, then it is collected.
                    opened = self._opened = open_current(self._folder, previous=opened)
        opened.refresh()
        return opened

    def search(self, request: SearchRequest) -> SearchResult:
        """One page of results.

        Raises QueryLimitError, ParameterError (naming the parameter), NotBuiltError, IncompatibleError, DamagedError,
        DeadlineError.
        """
        started = time.perf_counter()
        _check_window(request)
        parsed = parse_query(request.query)
        opened = self._current()
        search = Answering(request, opened, self._gazetteer, started)
        answered = search.answer(parsed)
        hits = search.hits(answered)
        beside = answered.beside
        provinces = None
        if request.with_provinces:
            wherever = answered.selected.without("region")
            counted: Counted = "articles" if request.all_copies else "stories"
            provinces = count_provinces(opened.reader, wherever, self._gazetteer, request.script, counted)
        dated = date_notices(request, answered.selected, answered.needles, opened.reader)
        return SearchResult(
            text=request.query,
            interpreted=render_query(parsed.tree),
            match=answered.match,
            notices=(*parsed.notices, *answered.notices, *dated),
            total=answered.total,
            took_ms=round((time.perf_counter() - started) * 1000, 2),
            page=request.page,
            size=request.size,
            hits=hits,
            facets=None if beside is None else beside.facets,
            timeline=None if beside is None else beside.timeline,
            generation=opened.generation.name,
            provinces=provinces,
        )

    def walk(self, request: SearchRequest) -> FoundArticles:
        """Everything that *request* finds, beyond the window of pages too, in the order of `sort=date`. Raises as `search`."""
        parsed = parse_query(request.query)
        opened = self._current()
        began = time.perf_counter()
        first = dataclasses.replace(request, sort=Sort.DATE, page=1, size=1, with_facets=False)
        total = Answering(first, opened, self._gazetteer, began).answer(parsed).total
        whole = dataclasses.replace(first, size=max(1, total))
        candidates = Answering(whole, opened, self._gazetteer, began).answer(parsed).candidates
        return FoundArticles(
            total=total,
            interpreted=render_query(parsed.tree),
            articles=_read_articles(opened, [candidate.ordinal for candidate in candidates]),
            generation=opened.generation.name,
        )

    def explain(self, request: SearchRequest, article_id: str | None = None) -> Explanation:
        """How *request* is understood, and why an article is found or not. Raises as `search`, with an id as `article` too."""
        return explain(request, self._current(), self._gazetteer, article_id)

    def latest(self, request: SearchRequest) -> tuple[Hit, ...]:
        """What a feed of *request* shows: the newest *size* by date, and as many that came into the archive last; newest first.

        Raises as `search`.
        """
        opened = self._current()
        asked = dataclasses.replace(request, sort=Sort.DATE, page=1, with_facets=False)
        search = Answering(asked, opened, self._gazetteer, time.perf_counter())
        answered = search.answer(parse_query(request.query))
        newest = answered.candidates[: request.size]
        if answered.total > len(newest):
            counted: Counted = "articles" if request.all_copies else "stories"
            selected = answered.selected.without(None)
            newest += find_lately_added(selected, opened, request.size, counted)
        return search.hits_of(answered, sorted(set(newest), key=lambda one: (-one.sort_seconds, one.ordinal)))

    def changed_at(self) -> float:
        """When anything in the archive changed last (Unix seconds): a removal, too, which leaves no article to tell of it."""
        names = (self._folder.store, self._folder.store.with_name(f"{self._folder.store.name}-wal"))
        return max((name.stat().st_mtime for name in names if name.exists()), default=0.0)

    def suggest(
        self, typed: str, *, limit: int = 8, script: ShownScript = "original"
    ) -> tuple[Suggestion, ...]:
        """Names of the archive that somebody may be about to type, pinyin included. Raises as `search`."""
        found = self._name_index().suggest(typed[:_MAX_TYPED], limit)
        store = self._current().store
        return tuple(
            dataclasses.replace(one, text=show_known(store, one.kind, [one.text], script)[0]) for one in found
        )

    def shown_names(self, kind: NameKind, names: Sequence[str], script: ShownScript) -> tuple[str, ...]:
        """Canonical *names* as articles of that script write them, converted where none does; as they are for `original`."""
        if script == "original":
            return tuple(names)
        return show_known(self._current().store, kind, names, script)

    def alternatives(self, request: SearchRequest) -> tuple[Alternative, ...]:
        """What would be found were something of *request* left out or spelled otherwise. Raises as `search`."""
        return self._alternative_finder().find(request)

    def respellings(self, request: SearchRequest) -> tuple[Alternative, ...]:
        """What would be found were something of *request* spelled otherwise. Raises as `search`."""
        return self._alternative_finder().respell(request)

    def _alternative_finder(self) -> AlternativeFinder:
        opened, names = self._current(), self._name_index()
        return AlternativeFinder(
            analyzer=opened.analyzer,
            sound_alike=names.sound_alike,
            spelled=lambda letters: tuple(dict.fromkeys([*names.spelled(letters), *common_words(letters)])),
            count=lambda other: self._count(other, opened),
        )

    def _count(self, request: SearchRequest, opened: Opened) -> int:
        try:
            parsed = parse_query(request.query)
        except QueryLimitError:
            return 0
        return Answering(request, opened, self._gazetteer, time.perf_counter()).count(parsed)

    def _name_index(self) -> NameIndex:
        """The names of the archive, made anew at most once a minute while it changes."""
        opened = self._current()
        stamp = (opened.generation.name, opened.reader.last_sequence())
        known = self._names
        is_fresh = known is not None and (
            known.stamp == stamp or time.monotonic() < known.made_at + _NAMES_KEPT_SECONDS
        )
        if known is None or not is_fresh:
            with self._naming:
                known = self._names
                if known is None or known.stamp != stamp:
                    names = build_name_index(opened)
                    known = self._names = _KnownNames(names=names, stamp=stamp, made_at=time.monotonic())
        return known.names

    def alike(self, article_id: str, *, limit: int = 6) -> tuple[AlikeArticle, ...]:
        """Articles that share the telling words of this one, the most alike first. Raises as `article`."""
        opened = self._current()
        return find_alike(opened.store.article(article_id), opened, limit)

    def listings(self, ids: Sequence[str]) -> tuple[StoredListing, ...]:
        """Whom and what these articles name, and when their texts were stored; in that order, without those not there."""
        return self._current().store.listings(ids)

    def addresses(self, *, after_ordinal: int, limit: int) -> tuple[StoredAddress, ...]:
        """The next articles in the order in which they came into the archive. Raises as `search`."""
        return self._current().store.addresses(after_ordinal=after_ordinal, limit=limit)

    def last_ordinal(self) -> int:
        """The number of the article that came into the archive last, 0 for an empty one. Raises as `search`."""
        return self._current().store.last_ordinal()

    def archive_counts(self, timeline: Timeline, *, all_copies: bool = False) -> tuple[int, ...]:
        """The stories (or articles) of the whole archive in each bucket of *timeline*. Raises as `search`."""
        counted: Counted = "articles" if all_copies else "stories"
        return count_archive(self._current().reader, timeline, counted)

    def profile(self, subject: Subject, script: ShownScript = "original") -> Profile:
        """Since when, how often, where and with whom *subject* is in the news. Raises as `search`."""
        return build_profile(subject, self._current(), self._gazetteer, script)

    def names(self, kind: FacetName, script: ShownScript = "original") -> Facet:
        """Every name of a kind in the archive, by count. Raises as `search`."""
        return count_names(kind, self._current(), self._gazetteer, script)

    def article(self, article_id: str, *, query: str = "", script: ShownScript = "original") -> ShownArticle:
        """One article with the highlights of *query*. Raises NotFoundError, GoneError, NotBuiltError, QueryLimitError."""
        opened = self._current()
        stored = opened.store.article(article_id)
        article = stored.article
        parsed = parse_query(query)
        planner = Planner(opened.analyzer, self._gazetteer)
        matcher = Matcher(planner.plan(parsed.tree).needles)
        body = matcher.matches(article.body, "body")
        title = matcher.matches(article.title, "title")
        if not body and not title and (relaxed := planner.relax(parsed)) is not None:
            matcher = Matcher(relaxed.needles)
            body, title = matcher.matches(article.body, "body"), matcher.matches(article.title, "title")
        persons = show_persons(article.entities, opened.store, script)
        return ShownArticle(
            article=article,
            title=shown(
                Snippet(text=article.title, highlights=merged(title)), script, article.script, persons
            ),
            body=shown(Snippet(text=article.body, highlights=merged(body)), script, article.script, persons),
            regions=regions_of(article, self._gazetteer, script),
            versions=opened.store.versions(article_id),
            copies=opened.store.copies(article_id),
            script_shown=script,
        )

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The other articles of the same story, the first kept first. Raises NotFoundError, GoneError, NotBuiltError."""
        return self._current().store.copies(article_id)


def _stored_feeds(folder: DataFolder) -> tuple[Feed, ...]:
    try:
        with contextlib.closing(SqliteStoreReader(folder.path)) as store:
            return store.feeds()
    except NotBuiltError:
        return ()


def _read_articles(opened: Opened, ordinals: Sequence[int]) -> Iterator[Article]:
    for at in range(0, len(ordinals), _READ_AT_ONCE):
        for stored in opened.store.articles(ordinals[at : at + _READ_AT_ONCE]):
            yield stored.article


def _check_window(request: SearchRequest) -> None:
    if request.size < 1 or request.size > MAX_SIZE:
        raise ParameterError("size", f"size must be from 1 to {MAX_SIZE}")
    if request.page < 1:
        raise ParameterError("page", "page counts from 1")
    if request.page * request.size > WINDOW:
        raise PageWindowError(
            "page",
            f"page × size reaches {WINDOW} results at most: narrow the search by date, region or source",
        )
