"""The limits of the query language: what is over one is refused by name, everything else is answered."""

import pytest

from index.errors import QueryLimitError
from index.query.parser import parse_query
from index.query.render import render_query


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("稀" * 257, "256"),
        (" " * 257, "256"),
        ("(" * 3000, "256"),
        ("-" * 3000, "256"),
        (" ".join(["稀"] * 33), "32"),
        (" OR ".join(["稀"] * 33), "32"),
        ("|".join(["稀"] * 33), "32"),
        ("(" * 9 + "稀土" + ")" * 9, "8"),
        ("A (" * 9 + "B" + ")" * 9, "8"),
    ],
)
def test_over_a_limit_names_it(query: str, limit: str) -> None:
    with pytest.raises(QueryLimitError, match=rf"\b{limit}\b"):
        parse_query(query)


@pytest.mark.parametrize(
    "query",
    [
        "稀" * 256,
        " " * 256,
        "(" * 256,
        "(" * 128 + ")" * 128,
        "-" * 256,
        '"' * 256,
        "“" * 256,
        " ".join(["稀"] * 32),
        " OR ".join(["稀"] * 32),
        "稀，" * 128,
        "(" * 8 + "稀土" + ")" * 8,
        "title:" * 32,
        "\ud800" * 256,
    ],
)
def test_at_the_limits_there_is_an_answer(query: str) -> None:
    render_query(parse_query(query).tree)
