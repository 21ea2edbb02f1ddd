"""What an answer of the API says of parameters that it did not read: `regoin=15` must not look like a search of 15.

They are ignored all the same, as the contract has it; what only says how a page is shown may be copied from its address.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import Final

from index.model import Notice
from webapp.parameters import PARAMETERS

_KNOWN: Final = frozenset(parameter.name for parameter in PARAMETERS)
_OF_PAGES: Final = frozenset({"lang", "chart", "view", "names", "version", "article"})
_MOST: Final = 3
_SHOWN_LENGTH: Final = 40


def unknown_parameter_notices(names: Iterable[str]) -> tuple[Notice, ...]:
    """A notice for each of *names* that no search reads, with the one that may be meant; those that seem to mean one come first, three at most."""
    unknown = [_shown(name) for name in dict.fromkeys(names) if name and name not in _KNOWN | _OF_PAGES]
    meant = {name: difflib.get_close_matches(name, sorted(_KNOWN), n=1, cutoff=0.7) for name in unknown}
    told = sorted(meant, key=lambda name: not meant[name])[:_MOST]
    return tuple(_notice(name, meant[name]) for name in told)


def _shown(name: str) -> str:
    printable = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in name)
    return printable if len(printable) <= _SHOWN_LENGTH else printable[:_SHOWN_LENGTH] + "…"


def _notice(shown: str, meant: Sequence[str]) -> Notice:
    asked = (f"，是否指 {meant[0]}？", f"; is {meant[0]} meant?") if meant else ("", "")
    return Notice(
        code="unknown-parameter",
        message=f"没有参数 {shown}，未予理会{asked[0]} · there is no parameter {shown}: it was ignored{asked[1]}",
        values=(shown,),
    )
