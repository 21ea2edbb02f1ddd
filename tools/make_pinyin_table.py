"""Make the table of readings by which names are suggested to somebody who types pinyin.

A character and its readings without tones, the commonest first: `index/analysis/data/pinyin.tsv`. Only characters that folded text
may hold stand in it (`index/analysis/script.py`), since names are looked up folded. Runs on a maintainer's machine only;
the program reads the table, 90 kB, and not pypinyin, which takes 56 MB of every serving process (measured, 0.55).

    .venv/bin/python tools/make_pinyin_table.py

A reading counts where the phrases of pypinyin (47,000, MIT) bear it out: the first one of the character's own entry always,
another one where at least 5 % of its places in phrases and two of them have it. So 重 is zhong and chong, and not tong.
"""

from __future__ import annotations

import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "index" / "analysis" / "data" / "pinyin.tsv"
LEAST_SHARE = 0.05
LEAST_PLACES = 2
# Beyond GB2312 and Big5 nobody types pinyin for a name; the fold leads from there into it.
BLOCK = range(0x4E00, 0xA000)

sys.path.insert(0, str(ROOT))
from index.analysis.script import fold  # noqa: E402  (found only once the project is on the path)


def main() -> None:
    """Write the table."""
    TABLE.write_text("\n".join(render_rows()) + "\n", encoding="utf-8")


def render_rows() -> list[str]:
    """The lines of the table: a heading, then one row per character that folds to itself, by code point."""
    heard = count_readings()
    rows = [
        "# Readings of characters without tones, the commonest first (ü as v). Made by tools/make_pinyin_table.py",
        "# from pypinyin 0.55 (MIT; its data: pinyin-data and phrase-pinyin-data, MIT).",
    ]
    for point in BLOCK:
        character = chr(point)
        if point in pinyin_dict and fold(character) == character and is_common(character):
            rows.append(f"{character}\t{' '.join(choose_readings(point, heard[character]))}")
    return rows


def count_readings() -> dict[str, Counter[str]]:
    """How often each character has each reading in the phrases."""
    heard: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, syllables in phrases_dict.items():
        for character, readings in zip(phrase, syllables, strict=False):
            heard[character][without_tone(readings[0])] += 1
    return heard


def choose_readings(point: int, heard: Counter[str]) -> list[str]:
    """The readings of a character that count, the commonest first."""
    listed = list(dict.fromkeys(without_tone(one) for one in pinyin_dict[point].split(",")))
    total = sum(heard[one] for one in listed)
    kept = [
        one
        for one in listed
        if one == listed[0] or (heard[one] >= LEAST_PLACES and heard[one] >= LEAST_SHARE * total)
    ]
    return sorted(kept, key=lambda one: -heard[one])


def without_tone(syllable: str) -> str:
    """`zhòng` as zhong, `lǜ` as lv."""
    plain = unicodedata.normalize(
        "NFD",
        syllable.replace("ü", "v").replace("ǖ", "v").replace("ǘ", "v").replace("ǚ", "v").replace("ǜ", "v"),
    )
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).lower()


def is_common(character: str) -> bool:
    """True for characters of GB2312, GBK's first plane and Big5, in which names are written."""
    for encoding in ("gb2312", "big5"):
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


if __name__ == "__main__":
    main()
