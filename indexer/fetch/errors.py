"""What can go wrong with a fetch, in words that stand in a feed's health and in reports."""

from __future__ import annotations

import enum

from index.errors import ItemError


class FailureKind(enum.Enum):
    """Where a fetch failed."""

    REFUSED = "not asked: the address may not be fetched"
    UNWANTED = "not asked: the site wants it left alone"
    POSTPONED = "not asked: the host wants a pause"
    UNREACHABLE = "no connection"
    TIMEOUT = "too slow"
    BROKEN = "an answer that breaks HTTP or ends early"
    TOO_LARGE = "more than the limits allow"
    STATUS = "a status that is no success"


_PASSING = frozenset(
    (FailureKind.POSTPONED, FailureKind.UNREACHABLE, FailureKind.TIMEOUT, FailureKind.BROKEN)
)
_PASSING_STATUSES = frozenset((408, 425, 429))


class FetchError(ItemError):
    """A fetch without a result. *path* is the address asked; *retry_after_seconds* is the server's own wish, bounded."""

    def __init__(
        self,
        reason: str,
        *,
        kind: FailureKind,
        url: str = "",
        status: int | None = None,
        retry_after_seconds: float | None = None,
    ) -> None:
        super().__init__(reason, path=url)
        self.kind = kind
        self.status = status
        self.retry_after_seconds = retry_after_seconds

    @property
    def is_passing(self) -> bool:
        """True where the same request may succeed later."""
        if self.status is not None:
            return self.status in _PASSING_STATUSES or self.status >= 500
        return self.kind in _PASSING
