"""Which entries of a feed are new: compared with what was noted when they were taken last. Pure.

A feed hands out the same twenty entries a hundred times a day. One that says what it said before costs nothing: no
page is fetched for it again, and no article is touched. Only entries still in the feed are remembered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.store.digest import digest_bytes
from index.store.feeds import TakenEntry
from indexer.identity import canonical_url
from indexer.inputs import FeedEntry

MAX_ATTEMPTS = 3
"""Fetches of an entry's page that may fail for passing reasons before its own text is left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryChange:
    """An entry that is to be taken; *wants_page*: its text is to come from its page; *attempts* of that have failed."""

    entry: FeedEntry
    key: int
    digest: int
    wants_page: bool
    attempts: int

    def noted(self, *, completed: bool = False, attempts: int | None = None) -> TakenEntry:
        """What is to be remembered when it was taken; without *attempts*, what was known of them."""
        return TakenEntry(self.key, self.digest, completed, self.attempts if attempts is None else attempts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedEntries:
    """The entries of a feed: *changes* to be taken, in the feed's order, and notes on the *unchanged* ones that stay."""

    changes: tuple[EntryChange, ...]
    unchanged: tuple[TakenEntry, ...]
    repeated: int


def is_settled(note: TakenEntry) -> bool:
    """True where no page could complete the entry any more: it came from its page, is full, or was given up."""
    return note.completed or note.attempts >= MAX_ATTEMPTS


def compare_entries(
    entries: Iterable[FeedEntry], noted: Iterable[TakenEntry], *, full_text: bool
) -> ComparedEntries:
    """Part new and changed entries from those taken before; of several entries that are one article the first counts.

    With *full_text* pages are wanted for entries that are not full; an entry that came from its page once is never
    overwritten by its summary, *full_text* or not.
    """
    known: Mapping[int, TakenEntry] = {note.entry: note for note in noted}
    changes: list[EntryChange] = []
    unchanged: list[TakenEntry] = []
    seen: set[int] = set()
    repeated = 0
    for entry in entries:
        key = entry_key(entry)
        if key in seen:
            repeated += 1
            continue
        seen.add(key)
        digest = _digest(entry)
        note = known.get(key)
        is_same = note is not None and note.digest == digest
        completed = note is not None and note.completed
        has_page = bool(entry.url) and not entry.is_full
        attempts = (note.attempts if note is not None and is_same else 0) if has_page else MAX_ATTEMPTS
        wants_page = has_page and (full_text or completed) and attempts < MAX_ATTEMPTS
        is_pending = wants_page and not completed
        if note is not None and is_same and not is_pending:
            unchanged.append(note)
        else:
            changes.append(
                EntryChange(entry=entry, key=key, digest=digest, wants_page=wants_page, attempts=attempts)
            )
    return ComparedEntries(changes=tuple(changes), unchanged=tuple(unchanged), repeated=repeated)


def entry_key(entry: FeedEntry) -> int:
    """Who an entry is, as `indexer/identity.py` sees it: its URL, else its id, else its title."""
    url = canonical_url(entry.url) if entry.url else None
    return digest_bytes(repr((url, None if url else entry.id or ("", entry.title))).encode())


def _digest(entry: FeedEntry) -> int:
    """What an entry says: everything that would go into the article."""
    published = None if entry.published is None else entry.published.iso()
    said = (
        entry.title,
        entry.summary,
        entry.body,
        entry.is_full,
        entry.url,
        published,
        entry.author,
        entry.tags,
    )
    return digest_bytes(repr(said).encode("utf-8", "backslashreplace"))
