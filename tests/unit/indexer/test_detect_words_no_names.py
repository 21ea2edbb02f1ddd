"""Words that read like names of persons. All persons are invented."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # an adverb that is a surname, and what nobody is called behind it
        ("市长曾遭举报。", []),
        ("議員曾任局長。", []),
        ("当事人应依规定申请。", []),
        ("市长曾毓海指出。", ["曾毓海"]),
        ("调度员曾鼐说。", ["曾鼐"]),
        # a word that begins with a surname, and a particle
        ("儿子高兴地说，父親高興地說。", []),
        ("儿子高兴国说。", ["高兴国"]),
        # provinces by one character each
        ("领导冀鲁豫、苏鲁豫皖等地工作。", []),
        # to hold an office
        ("任省长期间，历任部长，候任總統。", []),
        ("任知远出席，任省长、任先生在座。", ["任知远"]),
    ],
)
def test_words_that_are_no_persons(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected
