"""Words and quotations to leaves: pieces between punctuation marks, stars, and text that reads back as itself.

A leaf's text is canonical: written alone it is lexed as the very same leaf, so that `render.py` need not escape. Fields
and dates are `parser.py`'s business; letters and scripts the analyzer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.analysis.units import canonical, is_letters, is_mark, unit_texts
from index.query.lexer import lex
from index.query.nesting import PAIRED_SIGNS, QUOTE_SIGNS, QUOTES, without_signs

# Between marks; a comma that groups thousands is no mark (the same rule as in analysis/units.py).
_DIGIT = "[0-9０-９]"
_PIECE = re.compile(
    rf"(?:(?<!{_DIGIT})(?<!{_DIGIT}[.,]){_DIGIT}{{1,3}}(?:,{_DIGIT}{{3}})+(?!{_DIGIT}|,{_DIGIT})|[^。、,:;!?])+"
)
_STAR = "*"
_PLAINLY_SEARCHABLE = re.compile("[0-9A-Za-z\u4e00-\u9fff]")  # spares the analyzer nearly every time
_MIN_PREFIX = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """What stands between two marks of a word: a run, or the beginning of a token when *is_prefix*."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CutWord:
    """The pieces of one word, in order, all to be found; *star_dropped* when a star had no meaning."""

    pieces: tuple[Piece, ...]
    star_dropped: bool = False


def is_searchable(text: str) -> bool:
    """True where *text* holds a letter, digit or ideograph."""
    if _PLAINLY_SEARCHABLE.search(text):
        return True
    return bool(text) and any(not is_mark(unit) for unit in unit_texts(canonical(text)))


def cut_word(word: str) -> CutWord:
    """Cut *word* at 。，、：；！？; pieces without letter, digit or ideograph vanish.

    A star at the end of a Latin piece makes a prefix of it, after Han it means nothing; any other one parts the piece
    like a mark and is reported.
    """
    pieces: list[Piece] = []
    dropped = False
    for part in _PIECE.findall(word):
        body = part.rstrip(_STAR)
        if body != part and _is_token(body):
            pieces.append(Piece(text=body, is_prefix=True))
            continue
        dropped |= _STAR in body or (body != part and not _ends_in_han(body))
        pieces.extend(Piece(text=text) for text in _read_runs(body))
    return CutWord(pieces=tuple(pieces), star_dropped=dropped)


def canonical_phrase(text: str) -> str:
    """*text*, the inside of a quotation, without its quotes where no pair of quotes could carry them."""
    return text if quote_phrase(text) is not None else _without(text, QUOTE_SIGNS)


def quote_phrase(text: str) -> str | None:
    """*text* in the first pair of quotes that reads back as this phrase; None where no pair does."""
    for opening, closing in QUOTES.items():
        quoted = f"{opening}{text}{closing}"
        tokens = lex(quoted).tokens
        if len(tokens) == 1 and tokens[0].kind == "phrase" and tokens[0].text == text:
            return quoted
    return None


def _is_token(text: str) -> bool:
    """Whether *text* is letters and digits that the index keeps as one token, at least two of them."""
    units = unit_texts(canonical(text))
    return text.isalnum() and len(units) == 1 and is_letters(units[0]) and len(units[0]) >= _MIN_PREFIX


def _ends_in_han(text: str) -> bool:
    units = unit_texts(canonical(text))
    return bool(units) and not is_mark(units[-1]) and not is_letters(units[-1])


def _read_runs(text: str) -> Iterator[str]:
    for part in text.split(_STAR):
        run = part.lstrip("-")
        if not is_searchable(run):
            continue
        if _is_one_word(run):
            yield run
        else:
            # The mark beside it was what made its quotes or brackets text; they are skipped in matching anyway.
            for bare in _PIECE.findall(_without(run, PAIRED_SIGNS)):
                yield bare.lstrip("-")


def _is_one_word(text: str) -> bool:
    if PAIRED_SIGNS.isdisjoint(text):
        return True
    tokens = lex(text).tokens
    return len(tokens) == 1 and tokens[0].text == text and tokens[0].kind in ("word", "or", "and", "not")


def _without(text: str, signs: frozenset[str]) -> str:
    return without_signs(text, [place for place, sign in enumerate(text) if sign in signs])
