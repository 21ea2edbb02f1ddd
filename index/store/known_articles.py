"""What the SQLite writer looks at of a stored article before it decides what an input changes (`merging.py`)."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from index.model import Article
from index.store.digest import TextKey
from index.store.merging import GIVEN_ID_PREFIX
from index.store.packed import PackedArticle
from index.store.port import PutOutcome, PutResult
from index.store.rows import parse_particulars
from index.store.sqlite_reading import Row

_KNOWN = "SELECT ordinal, id, identity, version, removed, title_digest, body_digest, stored_at, particulars, story FROM articles"
_KNOWN_BY_IDENTITY = f"{_KNOWN} WHERE identity = ?"
_KNOWN_BY_ID = f"{_KNOWN} WHERE id = ?"
_KNOWN_BY_ORDINAL = f"{_KNOWN} WHERE ordinal = ?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A stored article without its texts, which decisions know by their digests; *story* as in `stories.py`."""

    ordinal: int
    id: str
    identity: str
    version: int
    removed: bool
    key: TextKey
    stored_at: str
    particulars: str
    story: int

    def article(self) -> Article:
        """The article with empty texts."""
        bare = Article(id=self.id, identity=self.identity, title="", body="", raw="")
        return parse_particulars(self.particulars, bare)

    def unchanged(self) -> PutResult:
        """What becomes of an input that changes nothing."""
        return PutResult(outcome=PutOutcome.UNCHANGED, ordinal=self.ordinal, sequence=0, version=self.version)


def find_known(connection: sqlite3.Connection, article: PackedArticle) -> Known | None:
    """The stored article that an input is: by its identity, or the one whose id it gives."""
    row = connection.execute(_KNOWN_BY_IDENTITY, (article.identity,)).fetchone()
    if row is None and article.identity == GIVEN_ID_PREFIX + article.id:
        row = connection.execute(_KNOWN_BY_ID, (article.id,)).fetchone()
    return None if row is None else _known(row)


def known_by_id(connection: sqlite3.Connection, article_id: str) -> Known | None:
    """The article with that id, removed or not."""
    row = connection.execute(_KNOWN_BY_ID, (article_id,)).fetchone()
    return None if row is None else _known(row)


def known_by_ordinal(connection: sqlite3.Connection, ordinal: int) -> Known | None:
    """The article with that ordinal, removed or not."""
    row = connection.execute(_KNOWN_BY_ORDINAL, (ordinal,)).fetchone()
    return None if row is None else _known(row)


def _known(row: Row) -> Known:
    (ordinal, article_id, identity, version, removed, title_digest, body_digest, stored_at, *rest) = row
    particulars, story = rest
    return Known(
        ordinal=ordinal,
        id=article_id,
        identity=identity,
        version=version,
        removed=bool(removed),
        key=TextKey(title_digest, body_digest),
        stored_at=stored_at,
        particulars=particulars,
        story=story,
    )
