"""The tables of the detectors of names: well-formed, with provenance, and in accord with the gazetteer."""

from __future__ import annotations

from importlib import resources

import pytest

from index.analysis.script import to_simplified
from index.regions.gazetteer import Gazetteer
from indexer.detect.tables import read_pairs, read_rows, read_words

TABLES = (
    "country_letters.tsv geography.tsv locality_words.tsv name_characters.tsv name_contexts.tsv name_parts.tsv not_names.tsv not_places.tsv "
    "organisation_rules.tsv organisation_words.tsv organisations.tsv people.tsv surnames.tsv titles.tsv"
).split()
# A word of these may be of several kinds.
SEVERAL_KINDS = ("locality_words.tsv", "organisation_rules.tsv", "titles.tsv")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_says_where_it_comes_from(name: str) -> None:
    head = resources.files("indexer.detect").joinpath("data", name).read_text("utf-8").split("\n")[:2]
    assert all(line.startswith("# ") for line in head)
    assert "compiled by hand" in " ".join(head).lower() or "make_name_characters.py" in head[0]


@pytest.mark.parametrize("name", [name for name in TABLES if name not in SEVERAL_KINDS])
def test_no_name_stands_twice(name: str) -> None:
    texts = [row[0] for row in read_rows(name)]
    assert sorted({text for text in texts if texts.count(text) > 1}) == []


@pytest.mark.parametrize("name", TABLES)
def test_names_are_simplified(name: str) -> None:
    texts = "\n".join(row[0] for row in read_rows(name))
    changed = [
        (old, new)
        for old, new in zip(texts.split("\n"), to_simplified(texts).split("\n"), strict=True)
        if old != new and len(old) > 1
    ]
    assert changed == []


@pytest.mark.parametrize("name", ["people.tsv", "organisations.tsv", "geography.tsv"])
def test_what_stands_for_others_stands_for_itself(name: str) -> None:
    canonical = dict(read_pairs(name))
    assert [text for text, one in canonical.items() if canonical.get(one, one) != one] == []


def test_full_names_of_bodies_are_found_themselves() -> None:
    bodies = dict(read_pairs("organisations.tsv"))
    assert [full for full in bodies.values() if full not in bodies] == []


def test_what_is_hong_kongs_by_a_short_name_is_a_body() -> None:
    bodies = dict(read_pairs("organisations.tsv"))
    assert read_words("organisation_rules.tsv", "of Hong Kong") - bodies.keys() == set()


def test_characters_of_countries_mean_what_the_detectors_name() -> None:
    gazetteer = Gazetteer.load()
    known = {division.name for division in gazetteer.divisions()}
    known |= {canonical for _, canonical in read_pairs("geography.tsv")}
    meant = {name for _, names in read_pairs("country_letters.tsv") for name in names.split(",")}
    assert meant - known == set()


def test_no_title_is_a_surname() -> None:
    titles = read_words("titles.tsv", "office") | read_words("titles.tsv", "role")
    assert titles & read_words("surnames.tsv") == set()
