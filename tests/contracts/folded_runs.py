"""The recall law's brute force, written from the contract and the fold table alone: nothing of `index.analysis` is used.

Contract: quotes, brackets, middle dots and three spaces are skipped, zero-width characters are removed, every other
sign stands where it stands and thus parts what is beside it.
"""

import random
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.contracts.engine_cases import RawArticle

FOLD_TABLE = Path(__file__).resolve().parent.parent.parent / "index" / "analysis" / "data" / "fold.tsv"
SKIPPED = "“”‘’\"'「」『』《》〈〉()（）·・ \u3000\u00a0"
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
_SKIPPED_SIGN = re.compile(f"[{re.escape(SKIPPED)}]")
# Within one sentence: Han characters, and what is skipped between them.
SENTENCE = re.compile(rf"[{HAN}](?:[{HAN}]|[{re.escape(SKIPPED)}])*")


class FoldedTexts:
    """Texts as the contract compares them."""

    def __init__(self) -> None:
        rows = FOLD_TABLE.read_text("utf-8").splitlines()
        self._table = dict(row.split("\t") for row in rows if row and not row.startswith("# "))
        self._skipped = {self._table.get(sign, sign) for sign in SKIPPED} | set(SKIPPED)

    def fold(self, text: str) -> str:
        return "".join(folded for sign in text if (folded := self._fold_sign(sign)) not in self._skipped)

    def _fold_sign(self, sign: str) -> str:
        return " " if unicodedata.category(sign) in ("Mn", "Me", "Cf") else self._table.get(sign, sign)

    def holding(self, run: str, folded: Sequence[tuple[str, str]]) -> set[int]:
        """Numbers from 1 of the (title, body) pairs that hold the folded run."""
        sought = self.fold(run)
        return {number for number, texts in enumerate(folded, 1) if any(sought in text for text in texts)}

    def fold_articles(self, articles: Sequence[RawArticle]) -> list[tuple[str, str]]:
        return [(self.fold(article.title), self.fold(article.body)) for article in articles]


def units_of(text: str) -> list[str]:
    """The units of *text*, a run of ideographs, ASCII letters and digits, and skipped signs; breaks stand as spaces."""
    return re.findall(r"[0-9a-z]+|[^0-9a-z]", _SKIPPED_SIGN.sub("\0", text.lower()))


def holds_units(text: str, sought: Sequence[str]) -> bool:
    """Whether the units *sought* stand side by side in *text*, skipped signs aside."""
    found = [unit for unit in units_of(text) if unit != "\0"]
    count = len(sought)
    return any(found[at : at + count] == list(sought) for at in range(len(found) - count + 1))


def runs_of(articles: Sequence[RawArticle], count: int, seed: int) -> Iterator[str]:
    """*count* runs of 1–12 Han characters inside sentences, skipped signs between them kept; one in six is altered."""
    chance = random.Random(seed)
    for number in range(count):
        length = number % 12 + 1
        run = _run(articles, length, chance)
        if number % 6 == 5:
            # A run that may be nowhere: its halves change places.
            run = run[length // 2 :].lstrip(SKIPPED) + run[: length // 2]
        yield run


def _run(articles: Sequence[RawArticle], length: int, chance: random.Random) -> str:
    while True:
        article = chance.choice(articles)
        text = article.title if chance.random() < 0.2 else article.body
        if not text:
            continue
        start = chance.randrange(len(text))
        sentence = SENTENCE.match(text, start)
        if sentence is None:
            continue
        run = ""
        for sign in sentence[0]:
            run += sign
            if sum(other not in SKIPPED for other in run) == length:
                return run
