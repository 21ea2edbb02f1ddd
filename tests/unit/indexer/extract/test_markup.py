"""The text of pieces of markup: as a browser shows it, whatever is in it, in little time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.markup import drop_comments, drop_markup, looks_like_markup, render_line, render_text

PIECES = st.lists(
    st.sampled_from(
        ["<", ">", "</", "b", "script", "style", "svg", " ", "\n", "=", '"', "'", "<!--", "-->", "&lt;", "&amp;", "&#60;", "<![CDATA[", "]]>", "题", "<p", "/", "\x00", "img src=x "]
    )
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲<b>乙</b>丙</p><p>丁</p>", "甲乙丙\n丁"),
        ("甲<br>乙<BR/>丙", "甲\n乙\n丙"),
        ("行\n行 word\nword", "行行 word word"),
        ("1 &lt; 2 &amp;&amp; 3 &euro;&#8364;&nbsp;", "1 < 2 && 3 €€"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a < b, c <3", "a < b, c <3"),
        ("特寫<新聞>", "特寫<新聞>"),
        ('x<img alt="a>b" src=y>z', "xz"),
        ("甲<script>alert('<p>')</script>乙<style>p{}</style>丙", "甲乙丙"),
        ("甲<script>alert(1)", "甲"),
        ("<noscript>甲", "甲"),
        ("<ruby>漢<rp>(</rp><rt>han</rt><rp>)</rp></ruby>字", "漢字"),
        ("<figure><img><figcaption>圖說</figcaption></figure>文", "文"),
        ("甲<!-- 乙 -->丙<!-->丁", "甲丙丁"),
        ("<![CDATA[<p>甲</p>]]>乙", "甲\n乙"),
        ("<td>甲</td><td>乙</td>", "甲 乙"),
        ("<svg/onload=alert(1)>题", "题"),
    ],
)
def test_the_text_is_what_a_browser_shows(markup: str, text: str) -> None:
    assert render_text(markup) == text


def test_one_line() -> None:
    assert render_line("<p>甲</p>\n<p> 乙  丙</p>") == "甲 乙 丙"


@given(PIECES)
def test_no_tag_is_ever_left(markup: str) -> None:
    assert not looks_like_markup(drop_markup(render_text(markup)))


@given(st.text())
def test_a_text_without_tags_comes_back_as_it_is(text: str) -> None:
    assert looks_like_markup(text) or drop_markup(text) == text


def test_tags_over_several_lines_and_several_layers_go() -> None:
    assert drop_markup("甲<img\nsrc=x\nonerror=alert(1)>乙") == "甲乙"
    assert drop_markup("&lt;b&gt;甲") == "&lt;b&gt;甲"
    assert drop_markup("<b>&lt;b&gt;甲</b>") == "甲"


def test_comments_are_dropped() -> None:
    assert drop_comments("甲<!--乙-->丙<!--丁") == "甲丙"


@pytest.mark.parametrize(
    "piece",
    [
        "<!--",
        "<b>",
        "<a ",
        '<a ">"',
        "<script>",
        "<svg>",
        "<![CDATA[",
        "&",
        "&lt",
        "字\n",
        "<",
        "</",
        "<!",
        '"',
        "<b x='",
    ],
)
def test_time_is_proportional(piece: str) -> None:
    started = time.process_time()
    render_text(piece * 300_000 + "'")
    assert time.process_time() - started < 6
