"""The guide for users: three languages that say the same, examples that find something, commands that run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient

import zhengwen
from tests.conftest import ROOT
from tests.unit.webapp.conftest import app, archive, client  # noqa: F401  (fixtures)
from tests.wording import NOT_IN_TAIWAN, NOT_ON_THE_MAINLAND, words_in

GUIDE: Final = ROOT / "docs" / "guide"
LANGUAGES: Final = ("README.md", "README.zh-Hant.md", "README.zh-Hans.md")


def read(name: str) -> str:
    return (GUIDE / name).read_text(encoding="utf-8")


def examples(name: str) -> list[str]:
    rows = re.findall(r"^\| `(.+?)` \|", read(name), flags=re.MULTILINE)
    return [row.replace("\\|", "|") for row in rows]


def commands(name: str) -> list[str]:
    return re.findall(r"^zhengwen .+$", read(name), flags=re.MULTILINE)


@pytest.mark.parametrize("name", LANGUAGES[1:])
def test_the_languages_say_the_same(name: str) -> None:
    ours, theirs = read(LANGUAGES[0]), read(name)
    assert re.findall(r"^#+ ", theirs, flags=re.MULTILINE) == re.findall(r"^#+ ", ours, flags=re.MULTILINE)
    assert examples(name) == examples(LANGUAGES[0])
    assert commands(name) == commands(LANGUAGES[0])
    assert len(re.findall(r"!\[", theirs)) == len(re.findall(r"!\[", ours))
    assert len(re.findall(r"^- ", theirs, flags=re.MULTILINE)) == len(
        re.findall(r"^- ", ours, flags=re.MULTILINE)
    )


@pytest.mark.parametrize("folder", [ROOT, GUIDE])
@pytest.mark.parametrize(
    ("name", "foreign"), [("README.zh-Hant.md", NOT_IN_TAIWAN), ("README.zh-Hans.md", NOT_ON_THE_MAINLAND)]
)
def test_each_script_has_the_words_of_its_readers(folder: Path, name: str, foreign: tuple[str, ...]) -> None:
    assert words_in((folder / name).read_text(encoding="utf-8"), foreign) == set()


@pytest.mark.parametrize("query", examples(LANGUAGES[0]))
def test_every_example_finds_a_sample(client: FlaskClient, query: str) -> None:  # noqa: F811
    answer = client.get("/api/v1/search", query_string={"q": query, "facets": "0"}).json
    assert answer is not None
    assert (answer["total"] > 0, answer["query"]["notices"]) == (True, [])


def test_the_commands_are_there() -> None:
    group = zhengwen.load_command("saved")
    parts = {shlex.split(line)[2] for line in commands(LANGUAGES[0])}
    assert parts <= set(getattr(group, "commands", {}))
