"""Copies made of real articles by the edits that newsrooms make; the same articles and seed give the same copies.

Each edit is a function of the text; what it cannot be made of (one paragraph, nothing to correct) is left out.
"""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from opencc import OpenCC

from index.analysis.script import detect_script
from index.analysis.sketches import letters
from tests.quality.real_articles import RealArticle

SEED = 17
MIN_LETTERS = 60
"""Shorter ones are headlines and tickers: edited, hardly anything of them is left."""

# Words that differ between editions change too (信息, 資訊), not only characters.
_TO_TRADITIONAL = ("s2t", "s2twp", "s2hk")
_TO_SIMPLIFIED = ("t2s", "tw2sp")
_SURNAMES, _GIVEN = "王李張劉陳杨赵黄周吴", "明建国麗华偉芳军敏静强磊洋艷勇"
_DATELINE = re.compile(r"^.{0,25}?[电電讯訊][^，。]{0,20}?[)） ]")
_PLACES = ("北京", "上海", "台北", "香港", "广州", "成都", "武汉", "華盛頓", "东京")
_BYLINES = (
    "本报{day}日电（记者{name}）",
    "样例社样市{month}月{day}日电 记者{name}报道 ",
    "（{month}月{day}日訊，記者{name}、{other}）",
)
_CREDITS = (
    "（来源：样例网 责任编辑：{name}）",
    "來源：樣例日報客戶端 編輯：{name} 校對：{other}",
    "原标题：样例报道 责编：{name} 审核：{other} 本文仅代表作者观点，不代表本网立场",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedCopy:
    """A copy: *edit* says what was done, *original* is the number of the article."""

    edit: str
    original: int
    title: str
    body: str


@dataclass(slots=True)
class _Draft:
    title: str
    body: str
    titles: Sequence[str]
    chance: random.Random


def _drop_paragraph(draft: _Draft) -> bool:
    paragraphs = [one for one in draft.body.split("\n") if one.strip()]
    if len(paragraphs) < 2:
        return False
    del paragraphs[draft.chance.randrange(len(paragraphs))]
    draft.body = "\n".join(paragraphs)
    return True


def _change_title(draft: _Draft) -> bool:
    draft.title = draft.chance.choice(draft.titles)
    return True


def _convert(draft: _Draft) -> bool:
    is_traditional = detect_script(draft.body) == "hant"
    converter = _converter(draft.chance.choice(_TO_SIMPLIFIED if is_traditional else _TO_TRADITIONAL))
    draft.title, draft.body = converter.convert(draft.title), converter.convert(draft.body)
    return True


@functools.cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


def _change_byline(draft: _Draft) -> bool:
    byline = _fill(draft.chance.choice(_BYLINES), draft.chance)
    found = _DATELINE.match(draft.body)
    draft.body = byline + (draft.body[found.end() :] if found else draft.body)
    return True


def _append_credit(draft: _Draft) -> bool:
    draft.body += "\n" + _fill(draft.chance.choice(_CREDITS), draft.chance)
    return True


def _correct(draft: _Draft) -> bool:
    """One correction for every three hundred letters, two at least: a letter, a word put in, a digit."""
    chance = draft.chance
    text = list(draft.body)
    for _ in range(min(6, 2 + len(text) // 300)):
        place = chance.randrange(len(text))
        kind = chance.random()
        digits = [at for at, sign in enumerate(text) if sign.isdecimal()]
        if kind < 0.2 and len(digits) > 6:
            text[chance.choice(digits)] = chance.choice("0123456789")
        elif kind < 0.6:
            text[place] = chance.choice("的了和与在并将其该")
        else:
            text[place] += chance.choice(("了", "已经", "目前"))
    draft.body = "".join(text)
    return True


def _convert_words(draft: _Draft) -> bool:
    """Into the script of Taiwan with its words, or out of it."""
    is_traditional = detect_script(draft.body) == "hant"
    converter = _converter("tw2sp" if is_traditional else "s2twp")
    draft.title, draft.body = converter.convert(draft.title), converter.convert(draft.body)
    return True


def _move_dateline(draft: _Draft) -> bool:
    """Another place at the head; what has no dateline is given one, and its copy another."""
    found = _DATELINE.match(draft.body)
    place = draft.chance.choice(_PLACES)
    if found and draft.body[: found.end()].count("日"):
        return _replace_place(draft, found.end(), place)
    draft.body = f"样例社{place}{draft.chance.randint(1, 28)}日电 " + draft.body
    return True


def _replace_place(draft: _Draft, end: int, place: str) -> bool:
    head = re.sub(
        r"(社|网|網|訊|讯)[^\d\s（(社网網]{2,4}(?=\s?\d)",
        lambda agency: agency[1] + place,
        draft.body[:end],
        count=1,
    )
    draft.body = head + draft.body[end:]
    return True


def _correct_figure(draft: _Draft) -> bool:
    """One figure of several: all its digits."""
    numbers = list(re.finditer(r"\d+", draft.body))
    if len(numbers) < 4:
        return False
    number = draft.chance.choice(numbers)
    figure = "".join(draft.chance.choice("123456789") for _ in number[0])
    draft.body = draft.body[: number.start()] + figure + draft.body[number.end() :]
    return True


def _correct_letter(draft: _Draft) -> bool:
    """One letter that was mistyped."""
    places = [at for at, sign in enumerate(draft.body) if "一" <= sign <= "鿿"]
    if not places:
        return False
    place = draft.chance.choice(places)
    typed = draft.body[draft.chance.choice(places)]
    draft.body = draft.body[:place] + typed + draft.body[place + 1 :]
    return True


def _fill(pattern: str, chance: random.Random) -> str:
    names = ["".join((chance.choice(_SURNAMES), *chance.sample(_GIVEN, 2))) for _ in range(2)]
    return pattern.format(
        month=chance.randint(1, 12), day=chance.randint(1, 28), name=names[0], other=names[1]
    )


EDITS: dict[str, Callable[[_Draft], bool]] = {
    "a paragraph dropped": _drop_paragraph,
    "title changed": _change_title,
    "script converted": _convert,
    "byline changed": _change_byline,
    "source line added": _append_credit,
    "corrected": _correct,
    "words converted": _convert_words,
    "place of the dateline changed": _move_dateline,
    "a figure corrected": _correct_figure,
    "a letter corrected": _correct_letter,
}
SEVERAL = "two or three of these"


def make_copies(articles: Sequence[RealArticle], count: int) -> Iterator[EditedCopy]:
    """*count* copies of articles of every file alike, as many of each edit, and as many of several at once."""
    chance = random.Random(SEED)
    families: dict[str, list[int]] = {}
    for number, article in enumerate(articles):
        families.setdefault(article.family, []).append(number)
    titles = [article.title for article in articles if article.title]
    names = [*EDITS, SEVERAL]
    made = 0
    while made < count:
        edit = names[made % len(names)]
        number = chance.choice(families[chance.choice(sorted(families))])
        article = articles[number]
        draft = _Draft(article.title, article.body, titles, chance)
        edits = [edit] if edit in EDITS else chance.sample(sorted(EDITS), chance.choice((2, 3)))
        is_possible = len(letters(article.body)) >= MIN_LETTERS and all(EDITS[one](draft) for one in edits)
        if is_possible and len(letters(draft.body)) >= MIN_LETTERS // 2:
            made += 1
            yield EditedCopy(edit=edit, original=number, title=draft.title, body=draft.body)
