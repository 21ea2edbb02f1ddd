"""The engines by name: one visible table. `zhengwen rebuild --engine NAME` picks from it.

An engine is added by writing a module that fulfils `port.Engine`, and here a function that loads it and one line of the table; the
contract suite then runs on it. It is loaded when it is asked for, hence the imports inside the functions: Whoosh was a fifteenth of
the start of every search on the terminal, though hardly any archive uses it.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from index.engines.port import Engine
from index.errors import UserError

DEFAULT_ENGINE = "tantivy"


def _tantivy() -> Engine:
    from index.engines.tantivy_engine import TantivyEngine

    return TantivyEngine()


def _whoosh() -> Engine:
    from index.engines.whoosh_engine import WhooshEngine

    return WhooshEngine()


def _reference() -> Engine:
    from index.engines.reference_engine import ReferenceEngine

    return ReferenceEngine()


ENGINES: Final[Mapping[str, Callable[[], Engine]]] = MappingProxyType(
    {"tantivy": _tantivy, "whoosh": _whoosh, "reference": _reference}
)


@functools.cache
def engine_named(name: str) -> Engine:
    """The engine called *name*, always the same one. Raises UserError, listing the names, where there is none."""
    if name not in ENGINES:
        raise UserError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    return ENGINES[name]()
