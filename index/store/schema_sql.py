"""The tables of the store and the marks by which its file is known.

Statements only. `database.py` creates and opens files with them, `sqlite_reading.py` and `sqlite_store.py` use the tables.
"""

from __future__ import annotations

STORE_VERSION = 2
"""`PRAGMA user_version`: raised when tables, row forms or digests change. 2: stories."""

APPLICATION_ID = 0x5A_48_57_31
"""`PRAGMA application_id`: "ZHW1", so that another program's database is never taken for a store."""

# Texts have a table of their own, whose rows hold nothing else: ranking reads hundreds of them per search
# (200 of 100,000 texts of 600 characters: 1.1 ms). Earlier versions stand apart from the current text, raws apart from both.
# Removed articles keep their row in `articles`, so that neither ordinal nor identity is given again.
SCHEMA = """
CREATE TABLE articles (
    ordinal INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    identity TEXT NOT NULL UNIQUE,
    sequence INTEGER NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    digest INTEGER NOT NULL,
    title_digest INTEGER NOT NULL,
    body_digest INTEGER NOT NULL,
    removed INTEGER NOT NULL,
    stored_at TEXT NOT NULL,
    source TEXT,
    checksum INTEGER NOT NULL,
    particulars TEXT NOT NULL,
    story INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX articles_by_source ON articles (source) WHERE removed = 0;
CREATE TABLE texts (
    ordinal INTEGER PRIMARY KEY REFERENCES articles (ordinal),
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE raws (
    ordinal INTEGER PRIMARY KEY REFERENCES articles (ordinal),
    raw BLOB NOT NULL
);
CREATE TABLE versions (
    ordinal INTEGER NOT NULL REFERENCES articles (ordinal),
    number INTEGER NOT NULL,
    title_digest INTEGER NOT NULL,
    body_digest INTEGER NOT NULL,
    stored_at TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (ordinal, number)
);
CREATE TABLE names (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    canonical TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID;
"""

# Sketches find candidates, links are those found to be copies (each in both directions), `articles.story` follows from
# the links: the ordinal of the first article of the story, 0 for one that is alone.
STORY_TABLES = """
CREATE INDEX articles_by_story ON articles (story) WHERE story > 0;
CREATE TABLE sketches (
    ordinal INTEGER PRIMARY KEY REFERENCES articles (ordinal),
    sketch BLOB NOT NULL
);
CREATE TABLE links (
    ordinal INTEGER NOT NULL REFERENCES articles (ordinal),
    other INTEGER NOT NULL REFERENCES articles (ordinal),
    PRIMARY KEY (ordinal, other)
) WITHOUT ROWID;
"""

MIGRATIONS: dict[int, str] = {
    1: f"ALTER TABLE articles ADD COLUMN story INTEGER NOT NULL DEFAULT 0; {STORY_TABLES}",
}
"""What makes a store of an earlier version one of the next. The articles of version 1 get their sketches by `zhengwen rebuild`."""
