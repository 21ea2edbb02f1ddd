"""Search: the way of a query, on one screen.

    text → parse (query/) → given before? (archive/given_answers.py) → plan (planning/) → facets, timeline (counting/) → engine: select and rank (engines/)
         → second stage (ranking/) → page of hits (store/) → snippets (showing/) → SearchResult

`SearchService` is the library's front door and only reads: nothing on this way writes, repairs or rebuilds. It looks for a
newer generation or commit at each call, answers each call from one state of the index, and may be used by several
threads. Every error that leaves it is one of `index.errors`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from index.analysis.pinyin import common_words
from index.analysis.script import name_key
from index.answering.alike import AlikeArticle, find_alike
from index.answering.answer import Answering
from index.answering.date_notices import date_notices
from index.answering.everything import FoundArticles, walk_all
from index.answering.latest import find_latest
from index.answering.place import ResultPlace, find_place
from index.archive.folder import DataFolder
from index.archive.opened import Opened, open_current
from index.counting.counts import count_archive, count_names, count_provinces
from index.counting.profiles import Profile, Subject, build_profile
from index.engines.port import Counted
from index.errors import NotBuiltError, PageWindowError, ParameterError, QueryLimitError, ZhengwenError
from index.explaining.model import Explanation
from index.explaining.reading import explain
from index.model import (
    MAX_SIZE,
    WINDOW,
    Copy,
    Facet,
    Hit,
    SearchRequest,
    SearchResult,
    ShownScript,
    Timeline,
)
from index.query.ast import ParsedQuery
from index.query.parser import parse_query
from index.query.render import render_query
from index.regions.gazetteer import Gazetteer
from index.schema import FacetName
from index.settings import Settings
from index.showing.articles import ShownArticle, show_article
from index.showing.names import show_known
from index.store.boilerplate import LearnedParagraph
from index.store.feeds import Feed
from index.store.port import NameKind, StoredAddress, StoredListing
from index.store.sqlite_store import SqliteStoreReader
from index.suggesting.alternatives import Alternative, AlternativeFinder
from index.suggesting.known_names import KnownNames
from index.suggesting.suggestions import Suggestion

_MAX_TYPED = 256  # as long as a query may be


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceState:
    """Whether the service can answer, and from what; *problem* says why not."""

    ready: bool
    articles: int
    generation: str
    engine: str
    problem: ZhengwenError | None = None


class SearchService:
    """Answers searches over one data folder."""

    def __init__(self, folder: DataFolder, gazetteer: Gazetteer) -> None:
        """Nothing is opened before the first call: an absent or empty folder is a state, not an error."""
        self._folder = folder
        self._gazetteer = gazetteer
        self._opened: Opened | None = None
        self._opening = threading.Lock()
        self._names = KnownNames()

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
        if opened is None or not opened.is_newest(self._folder):
            with self._opening:
                opened = self._opened
                if opened is None or not opened.is_newest(self._folder):
                    # The one before is not closed: calls under way finish on it, then it is collected.
                    opened = self._opened = open_current(self._folder, former=opened)
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
        sequence = opened.store.last_sequence()
        result = opened.answers.get(request, sequence)
        if result is None:
            result = self._answer(request, parsed, opened, started)
            opened.answers.keep(request, sequence, result)
        return dataclasses.replace(result, took_ms=round((time.perf_counter() - started) * 1000, 2))

    def _answer(
        self, request: SearchRequest, parsed: ParsedQuery, opened: Opened, started: float
    ) -> SearchResult:
        """The answer of what *opened* holds; how long it took, *started* included, is `search`'s to say."""
        search = Answering(request, opened, self._gazetteer, started)
        answered = search.answer(parsed)
        hits = search.hits(answered)
        beside = answered.beside
        provinces = None
        if request.with_provinces:
            wherever = answered.selected.without("region")
            provinces = count_provinces(
                opened.reader, wherever, self._gazetteer, request.script, search.counted
            )
        dated = date_notices(request, answered.selected, answered.needles, opened.reader)
        return SearchResult(
            text=request.query,
            interpreted=render_query(parsed.tree),
            match=answered.match,
            notices=(*parsed.notices, *answered.notices, *dated),
            total=answered.total,
            took_ms=0.0,
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
        return walk_all(request, self._current(), self._gazetteer)

    def latest(self, request: SearchRequest) -> tuple[Hit, ...]:
        """What a feed of *request* shows: the newest *size* by date, and as many that came into the archive last; newest first.

        Raises as `search`.
        """
        return find_latest(request, self._current(), self._gazetteer)

    def place(self, request: SearchRequest, article_id: str) -> ResultPlace | None:
        """Where an article stands among the results, and those beside it; None where it is not on that page. Raises as `search`."""
        _check_window(request)
        return find_place(request, self._current(), self._gazetteer, article_id)

    def explain(self, request: SearchRequest, article_id: str | None = None) -> Explanation:
        """How *request* is understood, and why an article is found or not. Raises as `search`, with an id as `article` too."""
        return explain(request, self._current(), self._gazetteer, article_id)

    def changed_at(self) -> float:
        """When anything in the archive changed last (Unix seconds): a removal, too, which leaves no article to tell of it."""
        names = (self._folder.store, self._folder.store.with_name(f"{self._folder.store.name}-wal"))
        return max((name.stat().st_mtime for name in names if name.exists()), default=0.0)

    def suggest(
        self, typed: str, *, limit: int = 8, script: ShownScript = "original"
    ) -> tuple[Suggestion, ...]:
        """Names of the archive that somebody may be about to type, pinyin included. Raises as `search`."""
        opened = self._current()
        found = self._names.of(opened).suggest(
            typed[:_MAX_TYPED], limit, lambda query: self._count(SearchRequest(query=query), opened)
        )
        return tuple(
            dataclasses.replace(one, text=show_known(opened.store, one.kind, [one.text], script)[0])
            for one in found
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
        opened = self._current()
        names = self._names.of(opened)
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
        return show_article(article_id, query, script, self._current(), self._gazetteer)

    def copies(self, article_id: str) -> tuple[Copy, ...]:
        """The other articles of the same story, the first kept first. Raises NotFoundError, GoneError, NotBuiltError."""
        return self._current().store.copies(article_id)


def _stored_feeds(folder: DataFolder) -> tuple[Feed, ...]:
    try:
        with contextlib.closing(SqliteStoreReader(folder.path)) as store:
            return store.feeds()
    except NotBuiltError:
        return ()


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
