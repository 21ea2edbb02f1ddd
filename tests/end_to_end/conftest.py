"""Archives for the tests of the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.command import Archive, some_articles, write_articles


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(folder=tmp_path / "data")


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """An archive of 30 articles for the commands that only read."""
    folder = tmp_path_factory.mktemp("read")
    archive = Archive(folder=folder / "data")
    assert archive.run("add", write_articles(folder / "news.jsonl", some_articles(30))).exit_code == 0
    return archive


@pytest.fixture
def news(tmp_path: Path) -> str:
    return write_articles(tmp_path / "news.jsonl", some_articles(3))
