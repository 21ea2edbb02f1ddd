"""Answers given lately: whoever asks the same again, while nothing changed, gets the same without a search.

People go back to their results, saved searches are asked day after day, and a site's first page all day long. Held by an opened
generation (`opened.py`), which says from what state it answers: an answer of an earlier one is asked for by nobody, and makes room in time.
"""

from __future__ import annotations

from typing import NamedTuple

from index.engines.recent import Recent
from index.model import SearchRequest, SearchResult

CHARACTERS_KEPT = 12_000_000
"""Some 680 first pages with facets, 20 MB in memory (measured at 100,000 articles)."""
_ITEM_CHARACTERS = 100
"""What a hit, a value or a bucket takes beside its text, in characters."""
_ANSWER_CHARACTERS = 1_500
"""What an answer takes that finds nothing, and the request beside it."""


class ArchiveState(NamedTuple):
    """What an archive is answered from: the index's commit as its reader counts them, and the store's newest change."""

    commit: int
    sequence: int


class _Asked(NamedTuple):
    """A request, and the state in which it was asked."""

    request: SearchRequest
    state: ArchiveState


class GivenAnswers:
    """Some answers; safe for several threads."""

    def __init__(self, most: int = CHARACTERS_KEPT) -> None:
        """*most* characters are kept, with what an answer holds beside text counted as text."""
        self._answers: Recent[_Asked, SearchResult] = Recent(most)

    def get(self, request: SearchRequest, state: ArchiveState) -> SearchResult | None:
        """What was answered to *request* in that state; None where that is not known."""
        return self._answers.get(_Asked(request, state))

    def keep(self, request: SearchRequest, state: ArchiveState, result: SearchResult) -> None:
        """Remember *result*; *state* was read before it was made, so that what changed meanwhile makes it unknown."""
        self._answers.keep(_Asked(request, state), result, _characters(result))


def _characters(result: SearchResult) -> int:
    texts = len(result.text) + len(result.interpreted) + sum(len(notice.message) for notice in result.notices)
    for hit in result.hits:
        texts += len(hit.title.text) + sum(len(snippet.text) for snippet in hit.snippets)
        texts += len(hit.id) + len(hit.url or "") + len(hit.source or "")
    items = len(result.hits) + sum(len(facet.values) for facet in result.facets or ())
    items += len(result.timeline.buckets) if result.timeline else 0
    return _ANSWER_CHARACTERS + texts + _ITEM_CHARACTERS * (items + len(result.provinces or ()))
