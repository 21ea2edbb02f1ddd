"""What an answer of the API says of parameters that it did not read: `regoin=15` must not look like a search of 15.

They are ignored all the same, as the contract has it; what only says how a page is shown may be copied from its address.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final

from index.model import Notice
from webapp.parameters import PARAMETERS

_KNOWN: Final = tuple(parameter.name for parameter in PARAMETERS)
_OF_PAGES: Final = frozenset({"lang", "chart", "view", "names", "version", "article"})
_MOST: Final = 3
_SHOWN_LENGTH: Final = 40


def unknown_parameter_notices(names: Iterable[str]) -> tuple[Notice, ...]:
    """A notice for each of *names* that no search reads, the first few of them, with the one that may be meant."""
    unknown = [name for name in dict.fromkeys(names) if name not in _KNOWN and name not in _OF_PAGES]
    return tuple(_notice(name) for name in unknown[:_MOST])


def _notice(name: str) -> Notice:
    shown = name if len(name) <= _SHOWN_LENGTH else name[:_SHOWN_LENGTH] + "…"
    meant = difflib.get_close_matches(shown, _KNOWN, n=1, cutoff=0.7)
    asked = (f"，是否指 {meant[0]}？", f"; is {meant[0]} meant?") if meant else ("", "")
    return Notice(
        code="unknown-parameter",
        message=f"没有参数 {shown}，未予理会{asked[0]} · there is no parameter {shown}: it was ignored{asked[1]}",
        values=(shown,),
    )
