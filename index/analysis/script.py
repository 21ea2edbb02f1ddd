"""Script: simplified or traditional, conversion between them, and the fold that makes every spelling equal.

The only door to OpenCC. `fold` is 1:1 (same length, same offsets) and serves index terms only; segmenting and showing
use `to_simplified` and `to_traditional`, which keep the length too (asserted). Nothing here cuts text: `units.py` and
`segment.py` do that next.
"""

from __future__ import annotations

import codecs
import functools
import hashlib
from importlib import resources

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

from index.errors import DamagedError
from index.model import Script

_NAMES_KEPT = 20_000
_TEXTS_KEPT = 128
"""Titles and bodies of a batch and more (`indexer/workers.py`), simplified and folded at most 30 MB each."""
_REMEMBERED_CHARACTERS = 50_000

CodePoints = npt.NDArray[np.uint32]
_TO_TRADITIONAL = "s2tw"  # 40 MB, which a reader loads where somebody reads in traditional script
_PLANES_END = 0x110000
_SURROGATES = range(0xD800, 0xE000)
_COMPATIBILITY = range(0xF900, 0xFB00)
_BIG5_SECOND_LEVEL = 0xC9  # the lead byte with which the rarer characters of Big5 begin

# Share of marked characters from which a text counts as one script: below it a text quotes both (measured on
# 41k real articles: 99.4 % lie under 0.03 or over 0.97).
_ONE_SCRIPT_SHARE = 0.9

# Written in both scripts, but OpenCC changes them in some words (瞭解, 藉口): all that its dictionaries change so, but for
# 著覆沈哩么坏俱, which are common in simplified texts, and those must not be converted: 显著 would become 显着.
_TRADITIONAL_IN_SOME_WORDS = "藉瞭衹甦彷睪簷潀痺"


def code_points(text: str) -> CodePoints:
    """The code points of *text*, shape `(len(text),)`; lone surrogates stay as they are."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def from_code_points(points: CodePoints) -> str:
    """The text of *points*; inverse of `code_points`."""
    # Straight to the codec: `bytes.decode` looks it up by name, which takes as long as decoding.
    content = np.ascontiguousarray(points, dtype="<u4").data
    return codecs.utf_32_le_decode(content, "surrogatepass", True)[0]


def _read_rows(name: str) -> tuple[tuple[str, str], ...]:
    text = resources.files("index.analysis").joinpath("data", name).read_text(encoding="utf-8")
    rows = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        left, tab, right = line.partition("\t")
        if not tab or len(left) != 1 or len(right) != 1:
            raise DamagedError(
                f"{name}, line {number}: expected two characters parted by a tab; reinstall zhengwen"
            )
        rows.append((left, right))
    return tuple(rows)


@functools.cache
def load_fold_table() -> dict[str, str]:
    """The fold table, character to character, read once; only characters that change stand in it."""
    return dict(_read_rows("fold.tsv"))


@functools.cache
def load_shown_words() -> dict[str, str]:
    """Words that `to_traditional` gets wrong in news, simplified to traditional, of equal length; read once."""
    return read_word_pairs("shown_words.tsv")


def read_word_pairs(file_name: str) -> dict[str, str]:
    """A shipped table of two words of equal length a line, the first to the second.

    Raises DamagedError where the installed file is not what was shipped.
    """
    text = resources.files("index.analysis").joinpath("data", file_name).read_text(encoding="utf-8")
    rows = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        word, tab, other = line.partition("\t")
        if not tab or len(word) != len(other):
            raise DamagedError(
                f"{file_name}, line {number}: expected two words of one length; reinstall zhengwen"
            )
        rows[word] = other
    return rows


@functools.cache
def fold_fingerprint() -> str:
    """A digest of the fold table: two indexes with the same one fold alike."""
    rows = "\n".join(f"{left}\t{right}" for left, right in sorted(load_fold_table().items()))
    return hashlib.blake2b(rows.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


@functools.cache
def fold_points() -> CodePoints:
    """The fold as an array over all code points: `fold_points()[code_points(text)]` is the folded text."""
    table = np.arange(_PLANES_END, dtype=np.uint32)
    pairs = load_fold_table()
    table[np.array([ord(left) for left in pairs], dtype=np.int64)] = [ord(right) for right in pairs.values()]
    table[_SURROGATES.start : _SURROGATES.stop] = 0xFFFD
    table.setflags(write=False)
    return table


def fold(text: str) -> str:
    """*text* with every spelling folded into one; 1:1, so offsets stay those of *text*.

    `fold(fold(t)) == fold(t)`, and `fold(convert(t)) == fold(t)` for every script conversion of OpenCC that keeps words.
    """
    return from_code_points(fold_points().take(code_points(text)))


def fold_again(text: str) -> str:
    """`fold`, remembered for the texts folded last: every detector reads the same title and body."""
    return _folded_lately(text) if len(text) < _REMEMBERED_CHARACTERS else fold(text)


_folded_lately = functools.lru_cache(maxsize=_TEXTS_KEPT)(fold)


@functools.lru_cache(maxsize=_NAMES_KEPT)
def name_key(name: str) -> str:
    """The key under which a name is filtered and counted: every spelling of one name gives the same."""
    return " ".join(fold(name).split())


@functools.cache
def twins() -> dict[str, frozenset[str]]:
    """For characters that fold together with a *different word* (后/後), those other characters."""
    table: dict[str, set[str]] = {}
    for left, right in _read_rows("twins.tsv"):
        table.setdefault(left, set()).add(right)
        table.setdefault(right, set()).add(left)
    return {character: frozenset(others) for character, others in table.items()}


@functools.cache
def _converter(config: str) -> OpenCC:
    return OpenCC(config)


def _convert_same_length(text: str, config: str) -> str:
    converted: str = _converter(config).convert(text)
    if len(converted) != len(text):
        # Never seen on 100 MB of documents; line by line keeps the damage to the line that does it.
        lines = [(line, _converter(config).convert(line)) for line in text.split("\n")]
        converted = "\n".join(new if len(new) == len(old) else old for old, new in lines)
    return converted


def to_simplified(text: str) -> str:
    """*text* in simplified script (OpenCC `tw2s`), same length, no words exchanged."""
    return _convert_same_length(text, "tw2s")


def simplify(text: str) -> str:
    """*text* as dictionaries read it: simplified where something in it is traditional, else as it is; same length.

    Remembered for the texts read last, since analysis and detectors read the same (the conversion takes as long as cutting
    into words).
    """
    return _simplified_lately(text) if len(text) < _REMEMBERED_CHARACTERS else _simplify(text)


def _simplify(text: str) -> str:
    return to_simplified(text) if has_traditional(text) else text


_simplified_lately = functools.lru_cache(maxsize=_TEXTS_KEPT)(_simplify)


def to_traditional(text: str) -> str:
    """*text* in traditional script (OpenCC `s2tw`), same length, no words exchanged."""
    return _convert_same_length(text, _TO_TRADITIONAL)


def taiwanese_words(text: str) -> str:
    """*text* folded, with the words of Taiwan's press for the mainland's (信息 becomes 资讯); lengths change."""
    return fold(_converter("s2twp").convert(text))


def mainland_words(text: str) -> str:
    """*text* folded, with the words of the mainland's press for Taiwan's (资讯 becomes 信息); lengths change."""
    return fold(_converter("tw2sp").convert(_converter("s2tw").convert(text)))


def _han() -> list[str]:
    return [chr(point) for block in (range(0x3400, 0x4DC0), range(0x4E00, 0xA000)) for point in block]


@functools.cache
def _traditional_flags() -> npt.NDArray[np.uint8]:
    """Per code point, bits: 1 = written so only in traditional script, 4 = changed by `to_simplified` in some words."""
    flags = np.zeros(_PLANES_END, dtype=np.uint8)
    han = _han()
    simplified = _converter("t2s").convert("\n".join(han)).split("\n")
    for character, simple in zip(han, simplified, strict=True):
        if simple != character and len(simple) == 1:
            flags[ord(character)] = 1
    flags[code_points(_TRADITIONAL_IN_SOME_WORDS)] |= 4
    flags[_COMPATIBILITY.start : _COMPATIBILITY.stop] |= 4
    flags.setflags(write=False)
    return flags


@functools.cache
def _simplified_flags() -> npt.NDArray[np.bool_]:
    """Per code point, whether it is written so only in simplified script."""
    flags = np.zeros(_PLANES_END, dtype=np.bool_)
    han = _han()
    traditional = _converter(_TO_TRADITIONAL).convert("\n".join(han)).split("\n")
    for character, old in zip(han, traditional, strict=True):
        if old != character and not _traditional_flags()[ord(character)] & 1 and not _in_big5(character):
            flags[ord(character)] = True
    flags.setflags(write=False)
    return flags


@functools.cache
def _script_marks() -> npt.NDArray[np.uint8]:
    """Per code point, bits: 1 = written so only in traditional script, 2 = only in simplified script."""
    marks = (_traditional_flags() & np.uint8(1)) | _simplified_flags().astype(np.uint8) * np.uint8(2)
    marks.setflags(write=False)
    return marks


def _in_big5(character: str) -> bool:
    return _encodable(character, "big5")


def _encodable(character: str, charset: str) -> bool:
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def is_common_in_big5(character: str) -> bool:
    """True for the 5,401 characters of the first level of Big5: those that traditional script writes every day."""
    return _in_big5(character) and character.encode("big5")[0] < _BIG5_SECOND_LEVEL


@functools.cache
def only_traditional() -> frozenset[str]:
    """The characters that simplified text never holds: what conversion changes and GB 2312 does not have.

    乾 於 徵 瞭 are in GB 2312: names and some words keep them in simplified script.
    """
    flags = _traditional_flags()
    return frozenset(one for one in _han() if flags[ord(one)] & 1 and not _encodable(one, "gb2312"))


@functools.cache
def only_simplified() -> frozenset[str]:
    """The characters that traditional text never holds: what conversion changes and Big5 does not have."""
    return frozenset(map(chr, np.flatnonzero(_simplified_flags()).tolist()))


def detect_script(text: str) -> Script:
    """`hant` or `hans` where nine in ten marked characters say so, `mixed` where they differ, `none` where none is."""
    marks = _script_marks().take(code_points(text))
    traditional = int(np.count_nonzero(marks & 1))
    simplified = int(np.count_nonzero(marks & 2))
    marked = traditional + simplified
    if marked == 0:
        return "none"
    if traditional >= _ONE_SCRIPT_SHARE * marked:
        return "hant"
    return "hans" if simplified >= _ONE_SCRIPT_SHARE * marked else "mixed"


def has_traditional(text: str) -> bool:
    """True where `to_simplified` may change *text*: False for simplified news, which it would only cost time."""
    return bool(_traditional_flags().take(code_points(text)).any())
