"""The tables of the store and the marks by which its file is known.

Statements only. `database.py` creates and opens files with them, `sqlite_reading.py` and `sqlite_store.py` use the tables.
"""

from __future__ import annotations

STORE_VERSION = 1
"""`PRAGMA user_version`: raised when tables, row forms or digests change."""

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
    particulars TEXT NOT NULL
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
