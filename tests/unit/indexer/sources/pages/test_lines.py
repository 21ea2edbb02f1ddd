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


def texts(markup: str) -> list[str]:
    return [text for text, _, _ in lines(markup)]


def test_a_row_of_short_cells_is_one_line_however_they_are_wrapped() -> None:
    row = "<tr><td><div><p>白菜</p></div></td><td><p>1.2<br>元</p></td></tr>"
    assert texts(
        f"<table><thead><tr><th><p>品名</p></th><th>价格</th></tr></thead><tbody>{row}</tbody></table>"
    ) == [
        "品名 价格",
        "白菜 1.2 元",
    ]


def test_cells_of_several_paragraphs_are_a_layout() -> None:
    row = "<tr><td><div>首页</div><div>新闻</div></td><td><p>台风登陆。</p><p>三万人转移。</p></td></tr>"
    assert texts(f"<table>{row}{row}</table>") == ["首页", "新闻", "台风登陆。", "三万人转移。"] * 2


@pytest.mark.parametrize("table", ["<table>{}</table>", "<table><tbody>{}</tbody></table>"])
def test_the_only_row_of_a_table_is_a_layout(table: str) -> None:
    row = "<tr><td><p>首页</p></td><td><p>台风今晨登陆。</p></td></tr>"
    assert texts(table.format(row)) == ["首页", "台风今晨登陆。"]


def test_an_empty_paragraph_makes_no_layout() -> None:
    row = "<tr><td><p>白菜</p><p> </p></td><td><p>1.2</p></td></tr>"
    assert texts(f"<table>{row}{row}</table>") == ["白菜 1.2", "白菜 1.2"]
