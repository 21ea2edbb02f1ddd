"""Tells names of the table of bodies from parts of other words that they were cut from: 南方网|红, GAR|CIA.

Pure, over tagged text. Latin letters that gloss a name are told here too.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.detect import word_classes as wc
from indexer.detect.tagged_text import TaggedText

_LATIN_WORD = re.compile(" [A-Za-z]")
_LETTER = re.compile("[A-Za-z]")
# G78 is a train, BBC085763 a number plate; 2014APEC and APEC21个成员 name it.
_NUMBER_BEHIND = re.compile("(?<=[0-9])[0-9]|[0-9]{3}")
_SITE: Final = "网"
# What goes on after it in words: 网红, 网友, 网民, 网购, 网络, 网站, 网点, 网格, 网约车, 网课, 网速, 网贷.
_AFTER_SITES: Final = frozenset("红友民购络站点格约课速贷")
# What is named after a school or a place's schools.
_NAMED_AFTER: Final = frozenset("路 街 大街 巷 文凭 文凭考试".split())


def is_part_of_another(tagged: TaggedText, index: int) -> bool:
    """True where the known name at the word *index* is the beginning of another word, or Latin letters that name nobody by themselves."""
    if tagged.words[index].isascii():
        return _is_gloss(tagged, index)
    return tagged.words[index][-1] == _SITE and tagged.text[tagged.starts[index + 1]] in _AFTER_SITES


def is_of_road(tagged: TaggedText, index: int) -> bool:
    """True where a road is named after what ends with the word at *index*, or an examination: 旗山区中学|路, 香港中学|文凭."""
    return tagged.words[index + 1] in _NAMED_AFTER


def _is_gloss(tagged: TaggedText, index: int) -> bool:
    """True for letters that begin a bracket (联邦调查局（FBI） is named once), a make's name (Google News) or stand in a word (GAR|CIA)."""
    start, end = tagged.starts[index], tagged.starts[index + 1]
    return (
        tagged.letters[index - 1 : index] == wc.OPEN
        or _LATIN_WORD.match(tagged.text, end) is not None
        or _LETTER.match(tagged.text, end) is not None
        or _NUMBER_BEHIND.match(tagged.text, end) is not None
        or (start > 0 and _LETTER.match(tagged.text, start - 1) is not None)
    )
