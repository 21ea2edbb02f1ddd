"""What is taken for a name and is none, or for a name of another kind: bodies behind verbs, places, brands, words.

Each rule stands beside what it must leave alone. All persons are invented but for public figures whose names are words.
"""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "persons", "bodies"),
    [
        # a title that is a verb or a place too
        ("沈若川代表党中央表示慰问。党中央高度重视。", ["沈若川"], ["党中央"]),
        ("苏丹卫生部发布通报。", [], ["卫生部"]),
        # titles that are nothing else
        ("自治區主席包鋼主持。", ["包鋼"], []),
        ("全国人大代表沈若川发言。", ["沈若川"], []),
    ],
)
def test_a_body_behind_a_title(finder: Finder, body: str, persons: list[str], bodies: list[str]) -> None:
    assert (finder.names(body, "person"), finder.names(body, "organisation")) == (persons, bodies)
