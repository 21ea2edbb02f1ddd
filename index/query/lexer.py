"""Query text to tokens: words, quotations, brackets, operators, fields.

Decides which signs are operators and which are text, and nothing else: whether an operator has its operands, what a word
means and what is over a limit is the business of `parser.py`. Any string can be read; the time is linear in its length.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from index.query.ast import Scope
from index.query.nesting import PAIRED_SIGNS, find_nesting, find_unbalanced, is_separator, without_signs

FieldName: TypeAlias = Scope | Literal["region", "date"]
TokenKind: TypeAlias = Literal["word", "phrase", "open", "close", "or", "and", "not", "minus", "field"]

FIELDS: Final[dict[str, FieldName]] = {
    "title": "title", "標題": "title", "标题": "title",
    "body": "body", "正文": "body",
    "entity": "entity", "實體": "entity", "实体": "entity",
    "source": "source", "來源": "source", "来源": "source",
    "region": "region", "地區": "region", "地区": "region",
    "date": "date", "日期": "date",
}  # fmt: skip
"""Field names of the query language, in lower case, and the field each means."""
OPERATORS: Final[dict[str, TokenKind]] = {"OR": "or", "或": "or", "|": "or", "AND": "and", "NOT": "not"}
"""Words that are operators where they stand between operands."""

# Controls of direction, joining and width, soft hyphen, byte order mark: invisible, so no reader means them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Other widths of the same sign: full-width, half-width CJK, small and vertical forms. Small brackets are left out: in an
# article they are breaks, unlike the brackets they look like (analysis/units.py).
_OTHER_WIDTH = re.compile("[\uff01-\uff65\ufe10-\ufe16\ufe50-\ufe58\ufe5f-\ufe6b\u037e]")
_DAY_WITHOUT_YEAR = re.compile(r"--[0-9０-９]")
_HYPHENS = "\u2010\u2011\u2212"
_SPACES = "\u3000\u00a0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token. *text* is the word, without stray quotes and brackets, or the inside of the quotation."""

    kind: TokenKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LexedQuery:
    """The tokens of a query in order, and in *unbalanced* the quotes and brackets that lack the other one."""

    tokens: tuple[Token, ...]
    unbalanced: frozenset[str]


def normalise_query(text: str) -> str:
    """*text* without invisible characters, its signs half-width and U+3000 and U+00A0 as U+0020.

    Letters, digits and ideographs stay as typed, and so do line breaks and tabs: in a quotation they are breaks, as in
    articles. Lone surrogates become U+FFFD. Idempotent.
    """
    visible = _INVISIBLE.sub("", replace_surrogates(text))
    return "".join(_normalise_sign(sign) for sign in visible)


def replace_surrogates(text: str) -> str:
    """*text* with each lone surrogate as U+FFFD, so that it can be encoded."""
    return _SURROGATE.sub("\ufffd", text)


def field_key(name: str) -> str:
    """*name* as the keys of `FIELDS` are written: lower case, half-width."""
    return unicodedata.normalize("NFKC", name).casefold()


def lex(text: str) -> LexedQuery:
    """Cut *text*, which `normalise_query` has been through, into tokens."""
    return _Scanner(text).scan()


def as_operator(word: str) -> TokenKind | None:
    """The operator that *word* is where it stands alone; letters may be full-width, never lower-case."""
    return OPERATORS.get(unicodedata.normalize("NFKC", word))


def _normalise_sign(sign: str) -> str:
    if sign < "\u0080" or sign.isalnum():
        return sign
    if sign in _SPACES:
        return " "
    if sign in _HYPHENS:
        return "-"
    return unicodedata.normalize("NFKC", sign) if _OTHER_WIDTH.match(sign) else sign


class _Scanner:
    """One walk over the text; a word is open while `_start` is not negative."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._nesting = find_nesting(text)
        self._closes: set[int] = set()
        self._tokens: list[Token] = []
        self._strays: list[int] = []
        self._start = -1

    def scan(self) -> LexedQuery:
        place = 0
        while place < len(self._text):
            place = self._step(place)
        self._end_word(place)
        return LexedQuery(tokens=tuple(self._tokens), unbalanced=find_unbalanced(self._text, self._strays))

    def _step(self, place: int) -> int:
        sign = self._text[place]
        if sign.isspace():
            self._end_word(place)
        elif sign == "|":
            self._end_word(place)
            self._emit("or", sign)
        elif place in self._closes:
            self._end_word(place)
            self._emit("close", sign)
        elif self._opens(place):
            return self._open(place)
        elif self._start < 0 and sign == "-" and self._negates(place):
            self._emit("minus", sign)
        elif self._start < 0:
            self._start = place
            if sign in PAIRED_SIGNS and self._nesting.is_stray(place):
                # A word of its own, so that what follows still stands after a bracket.
                self._end_word(place + 1)
        elif sign == ":" and self._names_field(place):
            self._emit("field", self._text[self._start : place].lstrip("-"))
            self._start = -1
        return place + 1

    def _opens(self, place: int) -> bool:
        """Whether an operator quotation or bracket begins at *place*: both its outer sides touch no text."""
        mate = self._nesting.mates[place]
        return mate > place and self._nesting.outer_sides[mate + 1] and self._at_border(place)

    def _at_border(self, place: int) -> bool:
        if self._start < 0:
            return True
        word = self._text[self._start : place]
        return word != "或" and as_operator(word) is not None and not self._is_glued()

    def _open(self, place: int) -> int:
        self._end_word(place)
        mate = self._nesting.mates[place]
        if self._text[place] == "(":
            self._closes.add(mate)
            self._emit("open", "(")
            return place + 1
        self._emit("phrase", self._text[place + 1 : mate].strip())
        return mate + 1

    def _negates(self, place: int) -> bool:
        """Whether the hyphen at *place*, where no word is open, touches something that it can negate.

        The two before a day of an unknown year (date:--11-27) belong to the day.
        """
        after = place + 1
        is_in_date = bool(self._tokens) and self._tokens[-1].kind == "field"
        if is_in_date and _DAY_WITHOUT_YEAR.match(self._text, place) and self._names_dates(self._tokens[-1]):
            return False
        touches = (
            after < len(self._text) and not is_separator(self._text[after]) and after not in self._closes
        )
        return touches and self._text[place - 1 : place] != "-"

    def _names_dates(self, field: Token) -> bool:
        return FIELDS[field_key(field.text)] == "date"

    def _is_glued(self) -> bool:
        """Whether the open word touches a minus or a field's colon, so that it is no operator."""
        return self._start > 0 and self._text[self._start - 1] in "-:"

    def _names_field(self, place: int) -> bool:
        # Of several hyphens before a word one is a minus and the others are nothing: before a field too.
        word = self._text[self._start : place].lstrip("-")
        return field_key(word) in FIELDS

    def _end_word(self, place: int) -> None:
        if self._start < 0:
            return
        raw = self._text[self._start : place]
        operator = None if self._is_glued() else as_operator(raw)
        if operator is None:
            self._emit("word", self._read_word(place))
        else:
            self._emit(operator, raw)
        self._start = -1

    def _read_word(self, place: int) -> str:
        inside = range(self._start, place)
        strays = [
            here
            for here in inside
            if self._text[here] in PAIRED_SIGNS and self._nesting.mates[here] not in inside
        ]
        self._strays += strays
        return without_signs(self._text[self._start : place], [here - self._start for here in strays])

    def _emit(self, kind: TokenKind, text: str) -> None:
        self._tokens.append(Token(kind=kind, text=text))
