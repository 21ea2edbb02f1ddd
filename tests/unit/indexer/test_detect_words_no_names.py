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
        ("市长曾毓海指出。", ["曾毓海"]),
        ("调度员曾鼐说。", ["曾鼐"]),
        # a word that begins with a surname, and a particle
        ("儿子高兴地说，父親高興地說。", []),
        ("儿子高兴国说。", ["高兴国"]),
        # a sea that sounds
        ("由阿蒙森海返航，阿蒙森海、罗斯海结冰。", []),
        # provinces by one character each
        ("领导冀鲁豫、苏鲁豫皖等地工作。", []),
    ],
)
def test_words_that_are_no_persons(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "person") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # to hold an office, for what may be a surname
        ("任省长期间，历任部长，候任總統。", []),
        ("到任先生们说。任先生在座。", ["任"]),
        # unless somebody of that surname is named in the article
        ("任知远局长出席。任局长说，他曾任省长，候任部长到场。", ["任知远", "任"]),
    ],
)
def test_an_office_is_held_or_borne(finder: Finder, body: str, expected: list[str]) -> None:
    spans = [mention.span for mention in finder.findings("", body).persons]
    assert [body[span.start : span.end] for span in spans] == expected
