"""Given answers: whoever asks the same again, while nothing changed, gets the same without a search.

People go back to their results, saved searches are asked day after day, and a site's first page all day long. Every state of the archive
that is opened (`opened.py`) has its own, so that no answer outlives what it was given from.
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


class _Asked(NamedTuple):
    """A request, and the newest change of the store when it was asked."""

    request: SearchRequest
    sequence: int


class GivenAnswers:
    """Some answers out of one committed state of an index; safe for several threads."""

    def __init__(self, most: int = CHARACTERS_KEPT) -> None:
        """*most* characters are kept, with what an answer holds beside text counted as text."""
        self._answers: Recent[_Asked, SearchResult] = Recent(most)

    def get(self, request: SearchRequest, sequence: int) -> SearchResult | None:
        """What was answered to *request* when the store's newest change was *sequence*; None where that is not known."""
        return self._answers.get(_Asked(request, sequence))

    def keep(self, request: SearchRequest, sequence: int, result: SearchResult) -> None:
        """Remember *result*; *sequence* was read before it was made, so that what is stored meanwhile makes it unknown."""
        self._answers.keep(_Asked(request, sequence), result, _characters(result))


def _characters(result: SearchResult) -> int:
    texts = len(result.text) + len(result.interpreted) + sum(len(notice.message) for notice in result.notices)
    for hit in result.hits:
        texts += len(hit.title.text) + sum(len(snippet.text) for snippet in hit.snippets)
        texts += len(hit.id) + len(hit.url or "") + len(hit.source or "")
    items = len(result.hits) + sum(len(facet.values) for facet in result.facets or ())
    items += len(result.timeline.buckets) if result.timeline else 0
    return _ANSWER_CHARACTERS + texts + _ITEM_CHARACTERS * (items + len(result.provinces or ()))
