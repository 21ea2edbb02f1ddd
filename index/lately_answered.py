"""Answers given lately: whoever asks the same again, while nothing changed, gets the same without a search.

People go back to their results, saved searches are asked day after day, and a site's first page all day long. Held by an opened
generation (`opened.py`), which forgets all of them at a newer commit of the index; a change of the store alone is told by its sequence.
"""

from __future__ import annotations

from typing import NamedTuple

from index.engines.recent import Recent
from index.model import SearchRequest, SearchResult

CHARACTERS_KEPT = 12_000_000
"""Some 770 first pages with facets, 20 MB in memory (measured at 100,000 articles)."""
_ITEM_CHARACTERS = 100
"""What a hit, a value or a bucket takes beside its text, in characters."""


class _Asked(NamedTuple):
    """A request, and the store's newest change when it was asked."""

    request: SearchRequest
    sequence: int


class GivenAnswers:
    """The answers of one state of an archive; safe for several threads."""

    def __init__(self, most: int = CHARACTERS_KEPT) -> None:
        """*most* characters are kept, with what an answer holds beside text counted as text."""
        self._answers: Recent[_Asked, SearchResult] = Recent(most)

    def get(self, request: SearchRequest, sequence: int) -> SearchResult | None:
        """What was answered to *request* while the store's newest change was *sequence*; None where that is not known."""
        return self._answers.get(_Asked(request, sequence))

    def keep(self, request: SearchRequest, sequence: int, result: SearchResult) -> None:
        """Remember *result*; *sequence* was read before it was made, so that what changed meanwhile makes it unknown."""
        self._answers.keep(_Asked(request, sequence), result, _characters(result))


class LatelyAnswered:
    """The answers of an archive's current state.

    Who answers takes `current` before looking at the index and gives the answer back to it: what `forget` has replaced
    meanwhile takes an answer of an older state along.
    """

    def __init__(self) -> None:
        self.current = GivenAnswers()

    def forget(self) -> None:
        """Begin anew: the index has moved on."""
        self.current = GivenAnswers()


def _characters(result: SearchResult) -> int:
    texts = sum(
        len(hit.title.text) + sum(len(snippet.text) for snippet in hit.snippets) for hit in result.hits
    )
    items = len(result.hits) + sum(len(facet.values) for facet in result.facets or ())
    items += len(result.timeline.buckets) if result.timeline else 0
    return texts + _ITEM_CHARACTERS * (items + len(result.provinces or ()) + 1)
