"""docs/explain.md names every field of the document and every code in it."""

from __future__ import annotations

import dataclasses
import re

import pytest

from index.explaining import model
from index.schema import FACET_NAMES
from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "explain.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\s]+)`", TEXT))
CLASSES = [one for one in vars(model).values() if dataclasses.is_dataclass(one) and isinstance(one, type)]


@pytest.mark.parametrize("one", CLASSES, ids=[one.__name__ for one in CLASSES])
def test_every_field_is_documented(one: type) -> None:
    assert {field.name for field in dataclasses.fields(one)} - NAMED == set()


def test_every_code_is_documented() -> None:
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "index" / "explaining").glob("*.py")]
    codes = {code for source in sources for code in re.findall(r'code="([a-z-]+)"', source)}
    assert len(codes) > 12
    assert codes | set(FACET_NAMES) | {"entity", "added_after"} <= NAMED
