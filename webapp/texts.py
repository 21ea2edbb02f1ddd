"""The words of the interface in its three languages (`texts.tsv`), and the choice between them.

Templates and views hold no words of their own. The JSON API speaks English and does not read this. Notices come
from the library with a stable code; those named in the table are said in the reader's language, others as they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, TypeAlias

from werkzeug.datastructures import LanguageAccept

from index.analysis.script import to_simplified
from index.errors import DamagedError
from index.model import Notice

Language: TypeAlias = Literal["zh-Hant", "zh-Hans", "en"]
LANGUAGES: tuple[Language, ...] = ("zh-Hant", "zh-Hans", "en")
LANGUAGE_NAMES: tuple[tuple[Language, str], ...] = (
    ("zh-Hant", "繁體"),
    ("zh-Hans", "简体"),
    ("en", "English"),
)

_REGIONS_OF_HANT = {"hant", "tw", "hk", "mo"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The words of one language, by name; templates say `t.search_label`."""

    language: Language
    words: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.words[name]

    @property
    def han_language(self) -> str:
        """The `lang` of Chinese words that stand among these."""
        return self.language if self.language != "en" else "zh-Hant"

    @property
    def sentence_space(self) -> str:
        """What stands between two sentences: nothing where the full stop brings its own space."""
        return " " if self.language == "en" else ""

    def say(self, name: str, /, **values: object) -> str:
        """The words called *name* with *values* put in; numbers get their separators, and one is said as one."""
        if f"{name}_one" in self.words and 1 in values.values():
            name = f"{name}_one"
        shown = {key: f"{value:,}" if isinstance(value, int) else value for key, value in values.items()}
        return self.words[name].format(**shown)

    def notice(self, notice: Notice) -> str:
        """A notice in this language where the table has it, else the library's own words."""
        words = self.words.get("notice_" + notice.code.replace("-", "_"))
        return notice.message if words is None else words.format(*notice.values)


def choose_language(wanted: str | None, accepted: LanguageAccept) -> Language:
    """The language of the interface: what the address says, else what the browser prefers, else traditional Chinese."""
    for language in LANGUAGES:
        if wanted is not None and wanted.lower() == language.lower():
            return language
    for tag in accepted.values():
        parts = tag.lower().replace("_", "-").split("-")
        if parts[0] == "zh":
            return "zh-Hant" if _REGIONS_OF_HANT & set(parts[1:]) else "zh-Hans"
        if parts[0] == "en":
            return "en"
    # Neither Chinese nor English is spoken: English is the better guess. No wish at all: the name's own script.
    return "en" if accepted and accepted.best != "*" else "zh-Hant"


@cache
def load_texts(language: Language) -> Texts:
    """The words of *language*, read once; raises DamagedError where a row of the table is short."""
    column = 1 + LANGUAGES.index(language)
    words = {row[0]: row[column] for row in _read_rows("texts.tsv")}
    return Texts(language=language, words=MappingProxyType(words))


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRow:
    """A query to try and what it does."""

    query: str
    meaning: str


@cache
def load_help(language: Language) -> tuple[HelpRow, ...]:
    """The query language by example, in *language*; the queries in its script, which find the same."""
    column = 1 + LANGUAGES.index(language)
    write = to_simplified if language == "zh-Hans" else str
    return tuple(HelpRow(query=write(row[0]), meaning=row[column]) for row in _read_rows("help.tsv"))


def _read_rows(file_name: str) -> Iterator[list[str]]:
    lines = resources.files("webapp").joinpath(file_name).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("#"):
            continue
        row = line.split("\t")
        if len(row) != 1 + len(LANGUAGES):
            raise DamagedError(f"{file_name}: {line[:40]!r} has {len(row)} columns; reinstall zhengwen")
        yield row
