"""A tantivy index in a folder that may not be written: read through links, which are gone once a commit is open."""

from __future__ import annotations

import os
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from index.engines.criteria import AllArticles
from index.engines.registry import engine_named
from index.errors import ReadOnlyError
from tests.builders_engine import an_index_document

TANTIVY = engine_named("tantivy")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An index of one article in a folder that, for all that the engine can tell, readers may not write into."""
    folder = tmp_path / "engine"
    folder.mkdir()
    TANTIVY.create(folder)
    add(folder, 1)
    for lock in folder.glob(".tantivy-*"):
        lock.unlink()
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    (tmp_path / "links").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "links"))
    return folder


def add(folder: Path, ordinal: int) -> None:
    with closing(TANTIVY.open_writer(folder)) as writer:
        writer.add([an_index_document(ordinal)])
        writer.commit()


def test_a_reader_leaves_nothing(folder: Path) -> None:
    before = sorted(folder.iterdir())
    with closing(TANTIVY.open_reader(folder)) as reader:
        assert reader.count(AllArticles()) == 1
        assert (sorted(folder.iterdir()), list(Path(tempfile.gettempdir()).iterdir())) == (before, [])


def test_a_reader_moves_on_to_what_was_written_elsewhere(folder: Path) -> None:
    with closing(TANTIVY.open_reader(folder)) as reader:
        add(folder, 2)
        assert reader.reopened().count(AllArticles()) == 2


def test_where_no_links_can_be_made_it_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "absent"))
    with pytest.raises(ReadOnlyError, match="a temporary folder for its locks cannot be made"):
        TANTIVY.open_reader(folder)
