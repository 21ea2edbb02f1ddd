"""The site over a small archive on disk: the samples, ids of every shape, and an article that tells of one removal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index import errors
from index.archive.folder import DataFolder
from index.search import SearchService
from index.settings import Settings
from indexer.build import ArchiveWriter
from tests.archive import build_archive
from webapp import create_app

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
STRANGE_IDS = (
    "a/b",
    "/",
    "//",
    "/a",
    "a/",
    "a//b",
    "http://example.org/x?y=z#w",
    "a:b",
    "a#b",
    "a?b=c&d",
    "a%2Fb",
    "100%",
    "a+b c",
    "國務院〔2024〕12號",
    "𠮷㐀〇",
    ".a",
    "a;b,c",
    "'\"<>&",
    "tag:example.org,2025:/a/../b",
)
REMOVED_ID = "removed"


def strange_articles() -> Iterator[dict[str, object]]:
    for number, article_id in enumerate(STRANGE_IDS):
        yield {"id": article_id, "title": f"編號特別的文章{number}", "body": f"第{number}篇。"}
    yield {"id": REMOVED_ID, "title": "撤下的文章", "body": "這一篇後來撤下。"}


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a data folder with the samples and the articles above."""
    folder = tmp_path_factory.mktemp("archive")
    lines = [
        line
        for name in ("articles-hans.jsonl", "articles-hant.jsonl", "updates.jsonl")
        for line in (SAMPLES / name).read_text(encoding="utf-8").splitlines()
    ]
    build_archive(folder, [*(json.loads(line) for line in lines), *strange_articles()])
    with ArchiveWriter(DataFolder(folder)) as writer:
        writer.remove(REMOVED_ID)
    return Settings(data=folder)


@pytest.fixture(scope="session")
def app(archive: Settings) -> Iterator[Flask]:
    """The site over that archive."""
    service = SearchService.open(archive)
    yield create_app(archive, service)
    service.close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of that site."""
    return app.test_client()


@pytest.fixture
def empty_client(tmp_path: Path) -> FlaskClient:
    """A browser of a site whose data folder does not exist."""
    return create_app(Settings(data=tmp_path / "absent")).test_client()


def problem_kinds() -> set[str]:
    """What a problem document of the site may be called; only the command line is ever locked out."""
    classes = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.ZhengwenError)
    ]
    return {one.problem_kind for one in classes} - {"internal", "request", "locked"}
