"""The engines by name: one visible table. `zhengwen rebuild --engine NAME` picks from it.

An engine is added by writing a module that fulfils `port.Engine` and one line here; the contract suite then runs on it. It is loaded
when it is asked for: Whoosh was a fifteenth of the start of every search on the terminal, though hardly any archive uses it.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from index.engines.port import Engine
from index.errors import UserError

DEFAULT_ENGINE = "tantivy"

ENGINES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "tantivy": "index.engines.tantivy_engine:TantivyEngine",
        "whoosh": "index.engines.whoosh_engine:WhooshEngine",
        "reference": "index.engines.reference_engine:ReferenceEngine",
    }
)


@functools.cache
def engine_named(name: str) -> Engine:
    """The engine called *name*, always the same one. Raises UserError, listing the names, where there is none."""
    if name not in ENGINES:
        raise UserError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}")
    module, _, kind = ENGINES[name].partition(":")
    engine: Engine = getattr(importlib.import_module(module), kind)()
    return engine
