"""Other spellings of a text: any that fold to the same, Kangxi radicals, compatibility ideographs and full width too."""

from __future__ import annotations

import functools
import random

from hypothesis import strategies as st

from index.analysis.script import fold, load_fold_table


def any_spelling(text: str) -> st.SearchStrategy[str]:
    """*text* with any of its characters replaced by others that fold to the same."""
    return st.tuples(*[st.sampled_from(_foldings(sign)) for sign in text]).map("".join)


def respelled(text: str, chance: random.Random) -> str:
    """*text* with one character in two replaced by any that folds to the same."""
    return "".join(chance.choice(_foldings(sign)) if chance.random() < 0.5 else sign for sign in text)


def _foldings(sign: str) -> str:
    return _fold_classes().get(fold(sign), sign)


@functools.cache
def _fold_classes() -> dict[str, str]:
    """For each folded character all that fold to it."""
    classes: dict[str, str] = {}
    for character, folded in load_fold_table().items():
        classes[folded] = classes.get(folded, folded) + character
    return classes
