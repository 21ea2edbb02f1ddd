"""Lines of a page: where they end, and what leaves no trace in them."""

from __future__ import annotations

import pytest
from lxml import etree

from indexer.sources.pages.lines import read_lines


def lines(markup: str) -> list[tuple[str, int, str | None]]:
    page = etree.fromstring(markup, etree.HTMLParser())
    return [(line.text, line.link_characters, line.heading) for line in read_lines(page)]


@pytest.mark.parametrize(
    "hidden",
    [
        "<pre hidden>a\nb</pre>",
        "<h2 style='display : none'>a</h2>",
        "<a hidden>a</a>",
        "<nav><pre>a</pre></nav>",
    ],
)
def test_what_is_hidden_leaves_no_trace(hidden: str) -> None:
    markup = f"<div>{hidden}<p>one\ntwo <a href=/>three</a></p></div>"
    assert lines(markup) == [("one two three", 5, None)]


def test_blanks_between_blocks_are_no_lines_and_between_words_one_blank() -> None:
    assert lines("<div>\n <p>\n one <b>two</b>\n\n three\n</p>\n </div>") == [("one two three", 0, None)]


def test_a_break_between_ideographs_stands_for_nothing() -> None:
    assert lines("<p>\u3000\u3000样例\n市</p><h1> 题 </h1>") == [("样例市", 0, None), ("题", 0, "h1")]


def test_each_line_of_preformatted_text_is_one() -> None:
    assert lines("<pre>\none\n\ntwo</pre>after") == [("one", 0, None), ("two", 0, None), ("after", 0, None)]
