"""Subscriptions in stores that were made before there were any."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.store.database import STORE_FILE
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from tests.builders import a_clock, a_feed, an_article


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A folder with a store of one article and no tables for feeds."""
    with closing(SqliteStoreWriter(tmp_path, now=a_clock())) as writer:
        writer.put(an_article())
        writer.commit()
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.executescript("DROP TABLE feed_entries; DROP TABLE feeds;")
    return tmp_path


def test_a_reader_sees_no_feeds_and_all_articles(older: Path) -> None:
    with closing(SqliteStoreReader(older)) as reader:
        assert (reader.feeds(), reader.feed_entries("x"), reader.count(), reader.verify()) == ((), (), 1, ())


def test_feeds_of_a_store_that_knew_no_wish_for_full_text_have_none(tmp_path: Path) -> None:
    with closing(SqliteStoreWriter(tmp_path, now=a_clock())) as writer:
        writer.put_feed(a_feed())
        writer.commit()
    with closing(sqlite3.connect(tmp_path / STORE_FILE)) as connection:
        connection.execute("ALTER TABLE feeds DROP COLUMN full_text")
    with closing(SqliteStoreReader(tmp_path)) as reader:
        assert reader.feeds() == (a_feed(),)
        with closing(SqliteStoreWriter(tmp_path, now=a_clock())) as writer:
            writer.put_feed(a_feed(full_text=True))
            writer.commit()
        assert reader.feeds() == (a_feed(full_text=True),)


def test_a_writer_makes_room_for_them(older: Path) -> None:
    with closing(SqliteStoreReader(older)) as reader:
        with closing(SqliteStoreWriter(older, now=a_clock())) as writer:
            writer.put_feed(a_feed())
            writer.commit()
        assert (reader.feeds(), reader.count()) == ((a_feed(),), 1)
