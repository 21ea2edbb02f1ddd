"""Pages as attackers and broken programs write them: read or refused with a word, within the limits, the child replaced."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from index.errors import ItemError
from indexer.inputs import InputDefaults, RawRecord
from indexer.sources.confined import Limits
from indexer.sources.pages import PageExtractor
from indexer.sources.pages.records import parse_page

TEXT = "样例市3月5日发布低空经济行动方案，提出用三年时间建成覆盖全市的起降点网络。"
ARTICLE = f"<p>{TEXT}</p>" * 3
SECONDS = 30.0


@pytest.fixture(scope="module")
def pages() -> Iterator[PageExtractor]:
    with PageExtractor() as extractor:
        yield extractor


def body(pages: PageExtractor, markup: str) -> str:
    started = time.monotonic()
    found = pages.extract_text(markup, url=None)
    assert time.monotonic() - started < SECONDS
    return found.body


@pytest.mark.parametrize(
    "markup",
    [
        "<p " + " ".join(f'a{number}="1"' for number in range(200_000)) + ">" + ARTICLE,
        "<b>" * 200_000 + ARTICLE,
        "<div>" * 200_000 + ARTICLE,
        ARTICLE + "<!--" * 300_000,
        "<svg><math>" * 100_000 + ARTICLE,
        "<table><tr><td>" * 60_000 + ARTICLE,
        '<img src="data:image/png;base64,' + "A" * 5_000_000 + '">' + ARTICLE,
        "<script type='application/ld+json'>" + "[" * 200_000 + "</script>" + ARTICLE,
        ARTICLE.replace("样", "\x00样"),
        ARTICLE + "<" + "a" * 400_000,
        f"<p>{TEXT}</p><table><tr>{'<td>1</td>' * 60_000}</tr></table>",
        f"<h1>样例市发布低空经济行动方案</h1>{ARTICLE}{'<div>' * 230}<ul>{'<li><p>好。</p><i>回复 举报</i></li>' * 9_000}</ul>",
        f"<h1>样例市发布低空经济行动方案</h1>{ARTICLE}{'<ul><li><i>回复 举报</i></li><li><i>回复 举报</i></li></ul>' * 9_000}",
    ],
    ids=[
        "attributes",
        "nested",
        "nested-blocks",
        "comments",
        "svg",
        "tables",
        "data",
        "json",
        "nul",
        "unended",
        "cells",
        "comments-in-depth",
        "lists",
    ],
)
def test_what_is_meant_to_hang_is_read(pages: PageExtractor, markup: str) -> None:
    assert body(pages, markup).startswith(TEXT)


def test_markup_never_comes_through(pages: PageExtractor) -> None:
    markup = (
        f"<title>题<script>alert(1)</script></title><h1>样例市发布<img src=x onerror=alert(1)>方案</h1>{ARTICLE}"
        f"<p>{TEXT}<img src=x onerror=alert(1)><a href='javascript:alert(1)'>全文</a>。</p><style>p{{}}</style>"
    )
    found = pages.extract_text(markup, url="javascript:alert(1)")
    assert "<" not in found.title + found.body
    assert found.body.split("\n")[-1] == f"{TEXT}全文。"


def test_a_title_of_600_000_characters_is_cut_and_said_so(pages: PageExtractor) -> None:
    found = pages.extract_text(f"<title>{'字' * 600_000}</title>{ARTICLE}", url=None)
    assert len(found.title) == 512
    assert found.warnings == ("title: 600,000 characters, cut at 512",)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("", "no article was found in the page"),
        ("<!--" * 300_000, "no article was found in the page"),
        ("<html><body><form><input type=password></form></body></html>", "no article was found in the page"),
        ("<p>国。" * 500_000, "a page of over 2,000,000 bytes"),
    ],
    ids=["nothing", "comments", "login", "large"],
)  # fmt: skip
def test_what_holds_no_article_is_refused_with_a_word(pages: PageExtractor, markup: str, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        pages.extract_text(markup, url=None)
    assert caught.value.reason == reason


def test_a_child_over_its_processor_time_is_ended_by_the_kernel_and_replaced() -> None:
    many = "字，说。<br>" * 100_000
    with PageExtractor(limits=Limits(cpu_seconds=0, wall_seconds=60)) as extractor:
        with pytest.raises(ItemError) as caught:
            extractor.extract_text(many, url=None)
        assert caught.value.reason == "the page cannot be read: it takes over 0 s of processor time"
        assert extractor.extract_text(ARTICLE, url=None).body.startswith(TEXT)


def test_bytes_that_are_no_text_are_refused(pages: PageExtractor) -> None:
    with pytest.raises(ItemError):
        pages.extract(bytes(range(129, 255)) * 40, url=None, charset=None)


def test_children_are_not_shared_and_end_with_the_extractor() -> None:
    with PageExtractor(processes=2) as extractor:
        assert extractor.extract_text(ARTICLE, url=None).body.startswith(TEXT)
    assert extractor.extract_text(ARTICLE, url=None).body.startswith(TEXT)
    extractor.close()


def test_what_a_page_escapes_is_text(pages: PageExtractor) -> None:
    headline = "样例市发布低空经济 &lt;script&gt;alert(1)&lt;/script&gt; 行动方案"
    found = pages.extract_text(
        f"<title>{headline}</title><h1>{headline}</h1>{ARTICLE}<p>{TEXT}写作 &lt;b&gt;。</p>", url=None
    )
    assert found.title == "样例市发布低空经济 <script>alert(1)</script> 行动方案"
    assert found.body.split("\n")[-1] == f"{TEXT}写作 <b>。"


def test_a_page_that_shows_its_own_markup_is_undone_and_says_so(pages: PageExtractor) -> None:
    found = pages.extract_text(
        f"<h1>样例市发布低空经济行动方案</h1><div>&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;{TEXT}&lt;/p&gt;</div>",
        url=None,
    )
    assert (found.body, found.warnings) == (
        f"{TEXT}\n{TEXT}",
        ("text: markup that was escaped as if it were text, undone",),
    )


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("样例市发布低空经济&lt;br/&gt;行动方案", "样例市发布低空经济 行动方案"),
        ("样例市发布&lt;font color=red&gt;低空经济&lt;/font&gt;行动方案", "样例市发布低空经济行动方案"),
        ("样例市发布 &lt;script&gt; 低空经济行动方案", "样例市发布 <script> 低空经济行动方案"),
        ("样例市发布&amp;ldquo;低空经济&amp;rdquo;行动方案", "样例市发布“低空经济”行动方案"),
    ],
)
def test_of_the_markup_in_a_title_only_what_formats_goes(
    pages: PageExtractor, content: str, title: str
) -> None:
    assert (
        pages.extract_text(f'<meta property="og:title" content="{content}">{ARTICLE}', url=None).title
        == title
    )


@pytest.mark.parametrize(
    ("path", "form", "reason"),
    [
        ("login.xml", "<input type=password>", "not a feed: got an HTML login page"),
        ("news.rss.gz", "", "not a feed: got an HTML page"),
        ("login.html", "<input type=password>", "no article was found in the page"),
    ],
)
def test_a_page_under_the_name_of_a_feed_is_named(
    pages: PageExtractor, path: str, form: str, reason: str
) -> None:
    content = f"<html><body><form>{form}</form></body></html>".encode()
    record = RawRecord(path=path, line=None, format="html", content=content)
    with pytest.raises(ItemError) as caught:
        parse_page(record, InputDefaults(), pages)
    assert caught.value.reason == reason
