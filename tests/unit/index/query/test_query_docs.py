"""The documentation of the query language says what the parser does."""

import re
from pathlib import Path

import pytest

from index.query.lexer import FIELDS, OPERATORS
from index.query.notices import ALL_NOTICES
from index.query.parser import QUERY_LIMITS, parse_query
from index.query.render import render_query

DOCUMENT = (Path(__file__).resolve().parents[4] / "docs" / "query-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\| `(.+?)` \| `(.+?)` \| ", DOCUMENT.partition("## Notices")[0], flags=re.MULTILINE)


def test_the_tables_are_found() -> None:
    assert len(EXAMPLES) > 30


@pytest.mark.parametrize(("typed", "read_as"), EXAMPLES)
def test_every_example_reads_as_the_document_says(typed: str, read_as: str) -> None:
    parsed = parse_query(typed.replace("\\|", "|"))
    assert render_query(parsed.tree) == read_as
    assert parsed.notices == ()


def test_every_notice_field_operator_and_limit_is_documented() -> None:
    for notice in ALL_NOTICES:
        assert f"`{notice.code}`" in DOCUMENT
    for name in (*FIELDS, *OPERATORS):
        assert name in DOCUMENT.replace("\\|", "|")
    limits = f"{QUERY_LIMITS.characters} characters (as typed), {QUERY_LIMITS.clauses} clauses or depth {QUERY_LIMITS.depth}"
    assert limits in DOCUMENT
