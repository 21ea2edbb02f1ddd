"""The text of pieces of markup: as a browser shows it, whatever is in it, in little time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.markup import (
    drop_comments,
    looks_like_markup,
    render_line,
    render_text,
    undo_second_escape,
)

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
        ("評《<AI法案>》要點", "評《<AI法案>》要點"),
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


@given(PIECES.filter(lambda markup: "&" not in markup))
def test_no_tag_is_ever_left(markup: str) -> None:
    assert not looks_like_markup(render_text(markup))


@pytest.mark.parametrize(
    ("text", "undone"),
    [
        ("<p>甲乙。</p><p>丙丁。</p>", "甲乙。\n丙丁。"),
        ('<div class="a">甲乙，<b>丙</b>丁。</div>', "甲乙，丙丁。"),
        ("甲乙。<br/>丙丁。<BR>戊己。", "甲乙。\n丙丁。\n戊己。"),
        ("<h2>甲</h2>\n<p>乙</p>", "甲\n乙"),
        ("他說&ldquo;可以&rdquo;。&nbsp;", "他說“可以”。"),
    ],
)
def test_markup_that_was_escaped_once_too_often_is_undone(text: str, undone: str) -> None:
    assert undo_second_escape(text) == undone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲<script>alert(1)</script>乙",
        "在 <head> 與 <body> 之間",
        "段落用 <p> 標記，換行用 <br> 標記。",
        "以 <p> 開始、以 </p> 結束",
        "<b>甲</b>與<i>乙</i>",
        "AT&T；A&B；&nbsp; 是不換行空格",
        "1 < 2 且 3 > 2",
    ],
)
def test_a_text_about_markup_stays(text: str) -> None:
    assert undo_second_escape(text) is None


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
