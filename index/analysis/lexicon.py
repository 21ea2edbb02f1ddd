"""The words that a general dictionary lacks: the shipped policy lexicon and a data folder's own word list.

`load_lexicon` reads `data/lexicon.tsv`, whose head says what each column means; every term stands there with
a public document, issuer and date in which it was seen, and `tools/check_lexicon.py` confirms it against real
news. `load_user_dictionary` reads the `userdict.txt` that people edit by hand, so its errors are written for
them. Nothing here folds, segments or detects: the segmenter takes the terms as words, `indexer.detect.terms`
looks for them in articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from index.errors import DamagedError, UserError
from index.model import PartialDate

MAX_TERM_LENGTH = 32
"""Code points; the longest shipped term has 19, and a run longer than this is a sentence, not a term."""

_REQUIRED_COLUMNS = ("term", "term_hant", "category", "document", "issuer", "date")
_OPTIONAL_COLUMNS = ("not_in", "note")
_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_FREQUENCY = re.compile(r"[0-9]{1,9}", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{1,8}", re.ASCII)
# What may stand inside a term beside letters, digits and ideographs: the signs that runs skip or that belong
# to a unit (query language). Any other sign breaks a run, so a term holding it could never be found.
_SIGNS_IN_TERMS = frozenset("+%.-_·・“”‘’\"'「」『』《》〈〉()（）＋％．－")


@dataclass(frozen=True, slots=True, kw_only=True)
class LexiconEntry:
    """One policy term, in both scripts, and a public document that uses it.

    *not_in* are longer runs in which these characters are not the term (注册制 in 注册制度); *date* is the
    document's, to the month or the day.
    """

    term: str
    term_hant: str
    category: str
    document: str
    issuer: str
    date: PartialDate
    not_in: tuple[str, ...] = ()
    note: str = ""


@cache
def load_lexicon() -> tuple[LexiconEntry, ...]:
    """Read the shipped policy lexicon, in its own order, once per process.

    Raises DamagedError with the line where the installed file is not what was shipped.
    """
    text = resources.files("index.analysis").joinpath("data", "lexicon.tsv").read_text(encoding="utf-8")
    return parse_lexicon(text.splitlines())


def parse_lexicon(lines: Iterable[str]) -> tuple[LexiconEntry, ...]:
    """Parse the rows of a lexicon; empty lines and lines that begin with '#' are skipped.

    No term stands twice, in either script. Raises DamagedError naming the line (from 1) and the fault.
    """
    entries: list[LexiconEntry] = []
    first_line: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            entry = _parse_row(line)
            for spelling in {entry.term, entry.term_hant}:
                if spelling in first_line:
                    raise ValueError(f"{spelling} stands already in line {first_line[spelling]}")
                first_line[spelling] = number
        except ValueError as error:
            raise DamagedError(f"lexicon.tsv, line {number}: {error}; reinstall zhengwen") from error
        entries.append(entry)
    return tuple(entries)


def _parse_row(line: str) -> LexiconEntry:
    cells = line.split("\t")
    most = len(_REQUIRED_COLUMNS) + len(_OPTIONAL_COLUMNS)
    if not len(_REQUIRED_COLUMNS) <= len(cells) <= most:
        raise ValueError(f"{len(cells)} columns, expected {len(_REQUIRED_COLUMNS)} to {most}")
    cells += [""] * (most - len(cells))
    for name, cell in zip(_REQUIRED_COLUMNS + _OPTIONAL_COLUMNS, cells, strict=True):
        if cell != cell.strip():
            raise ValueError(f"spaces around the {name}")
        if not cell and name in _REQUIRED_COLUMNS:
            raise ValueError(f"no {name}")
    term, term_hant, category, document, issuer, date, not_in, note = cells
    for spelling in (term, term_hant):
        fault = find_fault(spelling)
        if fault:
            raise ValueError(f"{spelling}: {fault}")
    blockers = tuple(not_in.split(";")) if not_in else ()
    for blocker in blockers:
        if term not in blocker and term_hant not in blocker:
            raise ValueError(f"not_in: {blocker} does not hold the term")
    return LexiconEntry(
        term=term,
        term_hant=term_hant,
        category=category,
        document=document,
        issuer=issuer,
        date=_parse_date(date),
        not_in=blockers,
        note=note,
    )


def _parse_date(text: str) -> PartialDate:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"date {text}, expected YYYY-MM or YYYY-MM-DD")
    day = None if match[3] is None else int(match[3])
    return PartialDate(year=int(match[1]), month=int(match[2]), day=day)


def load_user_dictionary(path: Path) -> tuple[str, ...]:
    """Read a data folder's own word list: one term per line, in either script; no file is an empty list.

    A frequency and a part-of-speech tag may follow a term, as in jieba's dictionaries, and are not used; '#'
    begins a comment, at the start of a line or after a space; a byte-order mark is accepted. Terms come in
    the order of the file, each spelling once. Raises UserError naming file, line and remedy.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bad_line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{path}, line {bad_line}: not UTF-8; save the file as UTF-8 and try again"
        ) from error
    terms: dict[str, None] = {}
    # Not splitlines(): a vertical tab or U+2028 inside a line must not shift the numbers that editors show.
    for number, line in enumerate(text.split("\n"), start=1):
        columns = re.split(r"(?:^|\s)#", line, maxsplit=1)[0].split()
        if not columns:
            continue
        fault = _find_column_fault(columns) or find_fault(columns[0])
        if fault:
            raise UserError(f"{path}, line {number}: {fault}; change the line or put # before it")
        terms[columns[0]] = None
    return tuple(terms)


def _find_column_fault(columns: list[str]) -> str | None:
    if len(columns) > 3:
        return "a line is a term, then at most a frequency and a tag, and a term holds no space"
    rest = columns[1:]
    if len(rest) == 2 and not _FREQUENCY.fullmatch(rest[0]):
        return f"the frequency {rest[0][:20]} is not a whole number"
    if rest and not (_TAG.fullmatch(rest[-1]) or (len(rest) == 1 and _FREQUENCY.fullmatch(rest[0]))):
        return f"after the term stands {rest[-1][:20]}, expected a whole number or a tag such as n"
    return None


def find_fault(term: str) -> str | None:
    """Say why *term* could never be found in a text, or None where it could."""
    if len(term) > MAX_TERM_LENGTH:
        return f"a term has at most {MAX_TERM_LENGTH} characters, this has {len(term)}"
    if not any(character.isalnum() for character in term):
        return "a term needs a letter, a digit or a Chinese character"
    for character in term:
        if not (character.isalnum() or character in _SIGNS_IN_TERMS):
            return f"{character!r} parts a text, so a term cannot hold it"
    return None
