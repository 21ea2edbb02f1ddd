"""What the tests of the writer share."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.fixture(scope="session")
def finder() -> Finder:
    """Loaded once: it takes half a second, and remembers nothing that a test could see."""
    return Finder()
