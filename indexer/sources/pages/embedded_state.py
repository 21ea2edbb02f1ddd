"""Text that a page carries inside its programs, for the page to be built from: `__NEXT_DATA__`, `__INITIAL_STATE__` and their kin.

Such pages have no paragraphs before their programs ran, and the article stands in one long literal. The literals are looked
for, whatever notation is around them. Pure, in time proportional to the text; `reading.py` asks where a page has no text else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final

from indexer.extract.markup import looks_like_markup, render_text, undo_second_escape

_SHORTEST: Final = 120
_MOST_LITERALS: Final = 200
_LITERAL: Final = re.compile(
    rf'"((?:[^"\\\n]|\\.){{{_SHORTEST},}}+)"|\'((?:[^\'\\\n]|\\.){{{_SHORTEST},}}+)\''
)
_SENTENCES: Final = re.compile("[\u3400-\u9fff][^。！？]{0,200}[。！？]")
_LEAST_SENTENCES: Final = 2


def read_state(scripts: Iterable[str]) -> str:
    """The longest text that tells something among the literals of *scripts*, one line per paragraph; "" without one."""
    texts = (_text_of(literal) for script in scripts for literal in _literals(script))
    return max((text for text in texts if _tells(text)), key=len, default="")


def _literals(script: str) -> Iterable[str]:
    for number, found in enumerate(_LITERAL.finditer(script)):
        if number == _MOST_LITERALS:
            return
        yield found[1] or found[2].replace("\\'", "'").replace('"', '\\"')


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
