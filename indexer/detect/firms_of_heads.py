"""Finds firms by those who head them: 谊安医疗董事长, 凌云集团总经理.

Before such an office stands whose it is; a trade at its end and a word before it that is no common noun say that it is a firm's
name. `organisations.py` asks, and lets names that it found itself go first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from index.model import Span
from indexer.detect import cues
from indexer.detect import word_classes as wc
from indexer.detect.listed_firms import OWN_LETTERS, TRADES, has_own_name
from indexer.detect.tagged_text import TaggedText

_HEADS: Final = frozenset(
    "董事长 副董事长 总裁 副总裁 总经理 副总经理 创始人 联合创始人 首席执行官 首席财务官 首席技术官 董事会秘书 董秘 掌门人 执行总裁 执行董事 "
    "行政总裁 总工程师".split()
)
_ENDS = (*TRADES, "集团", "股份", "医疗", "资本", "互动", "网络", "软件", "通信", "芯片", "机器人")
_WITHIN = OWN_LETTERS | {wc.NOUN, wc.ENDING}
_BORDERS = frozenset(
    (wc.SIGN, wc.LINE, wc.COMMA, wc.QUOTE, wc.AND, wc.OPEN, wc.CLOSE, wc.FUNCTION, wc.SPEECH)
)
_LONGEST = 8


def firms_of_heads(tagged: TaggedText) -> Iterator[Span]:
    """Where *tagged* names them, in order."""
    words = tagged.words
    for index in [at for at in tagged.at_words[cues.TITLE] if words[at] in _HEADS]:
        if tagged.text.endswith(_ENDS, 0, tagged.starts[index]):
            first = index
            while first and tagged.letters[first - 1] in _WITHIN:
                first -= 1
            span = Span(tagged.starts[first], tagged.starts[index])
            is_bordered = first == 0 or tagged.letters[first - 1] in _BORDERS
            if is_bordered and span.end - span.start <= _LONGEST and has_own_name(tagged, span):
                yield span
