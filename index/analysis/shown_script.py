"""The script in which text is shown: conversion for readers, which leaves alone what is in their script already.

OpenCC takes characters that both scripts write for those of the other one (范 becomes 範, 岳 becomes 嶽, 著 becomes 着). So it is
asked only where a text holds what the reader's script never writes; what it gets wrong in news is mended after it, and names of
persons go character by character. All keeps its length, so highlights stay exact. Never part of what is found: that is `fold`
in `script.py`. The flow goes on in whatever shows text: `index/showing/`, the site.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import ahocorasick_rs

from index.analysis.script import (
    detect_script,
    is_common_in_big5,
    load_shown_words,
    only_simplified,
    only_traditional,
    to_simplified,
    to_traditional,
)
from index.model import Script, ShownScript

_NAMES_KEPT = 20_000
"""Names, sources and offices that were shown lately: 4 MB."""
_LONGEST_NAME = 40
_NO_NAMES: Mapping[str, str] = MappingProxyType({})

# What `s2tw` makes of these in news is the rarer writing: of 2,700 real traditional articles, made simplified and converted back, the
# second stood in the original and not the first 3,364 times for 台 (臺 4,739: a matter of taste), 里 1,408 (裡 87), 布 1,100 (佈 55),
# 污 743 (汙 4), 發 461 (髮 wrong), 占 189 (佔 75), 范 139, 簽 126 (籤), 余 60, 岩 52 (巖 0), 岳 31 (嶽 0); of 3,400 others 毀 23 (燬 0), 個 19
# (箇 1: 一个中国); 檯 only in 櫃檯 and never for 总台. The table has the words in which the first is right.
_USUAL = dict(
    zip(
        "臺巖嶽佈汙齣範餘塗鬱裡剋佔瞭釐錶髮籤檯箇燬",
        "台岩岳布污出范余涂郁里克占了厘表發簽台個毀",
        strict=True,
    )
)
_RARE = re.compile(f"[{''.join(_USUAL)}]")
# In names a character that both scripts write stays, but for these, which hardly any name in traditional script has.
_NEVER_IN_NAMES = {"云": "雲", "丰": "豐", "冲": "沖", "钟": "鍾"}
# 乾 is 干 in simplified words (乾燥) and 乾 in simplified names (and in 乾隆).
_KEPT_IN_SIMPLIFIED_NAMES = "乾"


def show_text(
    text: str, target: ShownScript, written: Script = "mixed", names: Mapping[str, str] = _NO_NAMES
) -> str:
    """*text* as a reader of *target* sees it, of the same length; *written* is the script of the article that it is of.

    A text in the reader's script is shown as it is stored; of one that mixes scripts the sentences in the other one are converted.
    *names* says how those of persons in it are shown, in as many characters.
    """
    if target == "original" or written == target or not _is_foreign(text, target, written):
        return text
    if written == "mixed" and len(text) > _LONGEST_NAME:
        shown = "".join(_show_sentence(sentence, target) for sentence in _SENTENCES.findall(text))
    else:
        shown = _convert(text, target)
    return _with_names(text, shown, names)


def show_name(name: str, target: ShownScript) -> str:
    """A source, body, place, term, office or tag in the script of *target*: as it is unless it holds what that never writes."""
    if target == "original" or _other_script(target).isdisjoint(name):
        return name
    return _convert_lately(name, target) if len(name) <= _LONGEST_NAME else _convert(name, target)


def show_person(name: str, target: ShownScript) -> str:
    """The name of a person in the script of *target*: no words are seen in it, and 范 余 于 涂 岳 stay what they are."""
    if target == "original" or _other_script(target).isdisjoint(name):
        return name
    if not _own_script(target).isdisjoint(name):
        return name  # 陳冲 is a name in traditional script, whatever 冲 is elsewhere
    return "".join(_show_name_character(character, target) for character in name)


_SENTENCES = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+|[^。！？!?；;\n]+\Z")


def _other_script(target: ShownScript) -> frozenset[str]:
    """The characters that a text in *target* never holds."""
    return only_traditional() if target == "hans" else only_simplified()


def _own_script(target: ShownScript) -> frozenset[str]:
    """The characters that only a text in *target* holds."""
    return only_simplified() if target == "hans" else only_traditional()


def _is_foreign(text: str, target: ShownScript, written: Script) -> bool:
    """True where something of *text* is to be converted.

    Of an article in the other script everything is, but a piece that only the reader's script writes so (a quoted name, an
    editor's title): 之后 has no mark of its script and is 之後.
    """
    if not _other_script(target).isdisjoint(text):
        return True
    other = "hant" if target == "hans" else "hans"
    return written == other and _own_script(target).isdisjoint(text)


def _show_sentence(sentence: str, target: ShownScript) -> str:
    is_own = _other_script(target).isdisjoint(sentence) or detect_script(sentence) == target
    return sentence if is_own else _convert(sentence, target)


def _convert(text: str, target: ShownScript) -> str:
    return to_simplified(text) if target == "hans" else _mended(text, to_traditional(text))


_convert_lately = functools.lru_cache(maxsize=_NAMES_KEPT)(_convert)


def _mended(text: str, converted: str) -> str:
    """*converted*, which `s2tw` made of *text*, without the errors that it makes in news."""
    signs = list(converted)
    for found in _RARE.finditer(converted):
        if text[found.start()] != found[0]:
            signs[found.start()] = _USUAL[found[0]]
    for word in _words_in(text):
        signs[word.start : word.end] = word.traditional
    return "".join(signs)


class _Word(NamedTuple):
    """A word of the table at its place in a text."""

    start: int
    end: int
    traditional: str


def _words_in(text: str) -> Iterator[_Word]:
    """The words of the table in *text*, by start: one that lies in another one (理发 in 总理发言) is passed over.

    Of two that overlap the second is right (长|发展), so whoever writes them in this order has it written last.
    """
    automaton, words = _word_automaton()
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    reached = 0
    for number, start, end in sorted(found, key=lambda match: (match[1], -match[2])):
        if end > reached:
            reached = end
            yield _Word(start, end, words[number])


@functools.cache
def _word_automaton() -> tuple[ahocorasick_rs.AhoCorasick, Sequence[str]]:
    """What finds the words of the table, and what each is in traditional script."""
    rows = load_shown_words()
    return ahocorasick_rs.AhoCorasick(list(rows)), tuple(rows.values())


def _with_names(text: str, shown: str, names: Mapping[str, str]) -> str:
    """*shown* with each of *names* as it is to be shown, wherever *text* holds it."""
    for name, wanted in names.items():
        at = text.find(name) if name else -1
        while at >= 0:
            shown = shown[:at] + wanted + shown[at + len(name) :]
            at = text.find(name, at + len(name))
    return shown


@functools.lru_cache(maxsize=_NAMES_KEPT)
def _show_name_character(character: str, target: ShownScript) -> str:
    if target == "hans":
        return character if character in _KEPT_IN_SIMPLIFIED_NAMES else to_simplified(character)
    if character in _NEVER_IN_NAMES:
        return _NEVER_IN_NAMES[character]
    return character if is_common_in_big5(character) else _convert(character, target)
