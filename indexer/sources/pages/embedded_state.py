"""Text that a page carries inside its programs, for the page to be built from: `__NEXT_DATA__`, `__INITIAL_STATE__` and their kin.

Such pages have no paragraphs before their programs ran, and the article stands in one long literal. The literals are looked
for, whatever notation is around them. Pure, in time proportional to the text; `reading.py` asks where a page has no text else.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from typing import Final

from indexer.extract.markup import looks_like_markup, render_text, undo_second_escape

_SHORTEST: Final = 120
_MOST_LITERALS: Final = 200
_QUOTE: Final = re.compile("[\"']")
_INSIDE: Final = {
    '"': re.compile(r'(?:[^"\\\n]|\\.)*+'),
    "'": re.compile(r"(?:[^'\\\n]|\\.)*+"),
}
_SIGN: Final = re.compile(r'\\.|"')
_AS_JSON: Final = {r"\'": "'", '"': r"\""}
_SENTENCES: Final = re.compile("[\u3400-\u9fff][^。！？]{0,200}[。！？]")
_LEAST_SENTENCES: Final = 2


def read_state(scripts: Iterable[str]) -> str:
    """The longest text that tells something among the literals of *scripts*, one line per paragraph; "" without one."""
    texts = (_text_of(literal) for script in scripts for literal in _literals(script))
    return max((text for text in texts if _tells(text)), key=len, default="")


def _literals(script: str) -> Iterator[str]:
    """The first long literals, as JSON writes them, without their quotation marks."""
    for opening, inside in itertools.islice(_long_literals(script), _MOST_LITERALS):
        yield inside if opening == '"' else _SIGN.sub(lambda sign: _AS_JSON.get(sign[0], sign[0]), inside)


def _long_literals(script: str) -> Iterator[tuple[str, str]]:
    """Each with the mark that opens it; what is short closes nothing, so that a lone mark in code hides no literal."""
    position = 0
    # How far the last one of each kind went without its end: one that begins before it goes no further.
    unclosed = dict.fromkeys(_INSIDE, 0)
    while (opening := _QUOTE.search(script, position)) is not None:
        quote, position = opening[0], opening.end()
        if position <= unclosed[quote] or (inside := _INSIDE[quote].match(script, position)) is None:
            continue
        if script[inside.end() : inside.end() + 1] != quote:
            unclosed[quote] = inside.end()
        elif len(inside[0]) >= _SHORTEST:
            position = inside.end() + 1
            yield quote, inside[0]


def _text_of(literal: str) -> str:
    try:
        value = json.loads(f'"{literal}"', strict=False)
    except ValueError:
        return ""
    if looks_like_markup(value):
        return render_text(value)
    return undo_second_escape(render_text(value)) or value


def _tells(text: str) -> bool:
    return len(_SENTENCES.findall(text)) >= _LEAST_SENTENCES
