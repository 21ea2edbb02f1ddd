"""The engines by name: one visible table. `zhengwen rebuild --engine NAME` picks from it.

An engine is added by writing a module that fulfils `port.Engine` and one line here; the contract suite then runs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.engines.port import Engine
from index.engines.reference_engine import ReferenceEngine
from index.engines.tantivy_engine import TantivyEngine
from index.engines.whoosh_engine import WhooshEngine
from index.errors import UserError

DEFAULT_ENGINE = "tantivy"

ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        "tantivy": TantivyEngine(),
        "whoosh": WhooshEngine(),
        "reference": ReferenceEngine(),
    }
)


def engine_named(name: str) -> Engine:
    """The engine called *name*. Raises UserError, listing the names, where there is none."""
    try:
        return ENGINES[name]
    except KeyError:
        raise UserError(f"no engine is called {name!r}; there are {', '.join(ENGINES)}") from None
