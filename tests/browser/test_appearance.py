"""How pages look: on a phone, on paper, in both colour schemes; nothing cut, broken, or moving while it loads."""

from __future__ import annotations

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, OpenPage

PHONE = {"width": 320, "height": 700}


@pytest.mark.parametrize(
    "address",
    [
        "/?q=稀土",
        "/article/sample-hant-001?q=稀土&names=1",
        "/overview",
        "/explain?q=(稀土 | 煤) 出口&article=sample-hans-004",
        "/term/稀土",
        "/help",
        "/feeds",
        "/saved",
        "/person/王样本",
        "/names/person",
    ],
)
def test_nothing_is_wider_than_a_small_phone(open_page: OpenPage, address: str) -> None:
    page = open_page(address, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_first_result_begins_on_the_first_screen(open_page: OpenPage, language: str) -> None:
    asked = "/?q=稀土&region=15&source=樣例在線&source=样例通讯社&from=2024&sort=date"
    page = open_page(f"{asked}&lang={language}", viewport=PHONE)
    box = page.locator(".hit h2").first.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 520
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_phone_the_head_has_three_lines(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}", viewport=PHONE)
    tops = page.evaluate(
        "['.brand', '.script', '.menu > summary'].map(one => { const box = document.querySelector(one)"
        ".getBoundingClientRect(); return box.top + box.height / 2; })"
    )
    assert max(tops) - min(tops) < 6
    assert page.evaluate("document.querySelector('.top').getBoundingClientRect().height") < 150


def test_labels_of_a_chart_stay_within_it(open_page: OpenPage) -> None:
    for query in ("稀土", "內蒙古", ""):
        page = open_page(f"/?q={query}", viewport=PHONE)
        cut = page.evaluate(
            "[...document.querySelectorAll('.chart text')].filter(one => { const box = one.getBoundingClientRect();"
            " return box.width && (box.left < 0 || box.right > innerWidth); }).length"
        )
        assert cut == 0


def test_a_single_bar_is_no_chart(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土&from=2025-11-28&to=2025-11-28")
    assert page.locator(".chart").count() == 0


def test_a_map_says_its_counts_and_leads_only_to_articles(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    shown = page.locator(".tiles a").evaluate_all(
        "links => links.map(link => [link.querySelector('title').textContent.split(': ')[1],"
        " link.querySelector('.of').textContent])"
    )
    assert shown
    assert all(title == count != "0" for title, count in shown)
    assert page.locator(".tiles .t0 a, .tiles a.t0").count() == 0


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_offices_are_not_broken_into_letters(open_page: OpenPage, width: int) -> None:
    page = open_page("/person/王样本", viewport={"width": width, "height": 800})
    assert page.locator(".offices td").count() > 0
    broken = page.locator(".offices th, .offices time, .offices .number").evaluate_all(
        "cells => cells.filter(cell => { const range = document.createRange(); range.selectNodeContents(cell);"
        " return new Set([...range.getClientRects()].map(box => box.top)).size > 1; }).length"
    )
    assert broken == 0


def test_colours_are_those_of_the_system_or_of_choice(open_page: OpenPage) -> None:
    def ground(page: Page) -> int:
        red = re.search(r"\d+", page.evaluate("getComputedStyle(document.body).backgroundColor"))
        assert red is not None
        return int(red[0])

    page = open_page("/", color_scheme="dark")
    assert ground(page) < 60
    page.click(".menu summary")
    page.click("[data-themes] button[value=light]")
    assert ground(page) > 200
    page.reload()
    assert ground(page) > 200


def test_nothing_moves_while_a_page_loads(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    shift = page.evaluate(
        "new Promise(done => { let sum = 0; new PerformanceObserver(list => { for (const one of list.getEntries())"
        " sum += one.value; }).observe({type: 'layout-shift', buffered: true}); requestAnimationFrame(() =>"
        " requestAnimationFrame(() => done(sum))); })"
    )
    # A busy browser paints a page in parts; a hundredth of what counts as good (0.1) is no move that anybody sees.
    assert shift < 0.001


def test_a_printed_list_says_what_was_asked_and_where_each_result_is(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土&region=15&lang=en")
    page.emulate_media(media="print")
    printed = page.inner_text("body")
    assert ("Search 稀土" in printed, "内蒙古" in printed, "q=稀土&region=15" in printed) == (
        True,
        True,
        True,
    )
    for hidden in (".to-filters", "summary", ".top", ".filters", ".outputs"):
        assert page.locator(hidden).locator("visible=true").count() == 0
    address = page.evaluate("getComputedStyle(document.querySelector('.hit h2'), '::after').content")
    assert address.startswith('"https://sample.invalid/')
    assert page.evaluate("getComputedStyle(document.querySelector('.hit h2 a')).color") == "rgb(0, 0, 0)"


def test_a_printed_article_carries_its_citation_and_colours_of_paper(open_page: OpenPage) -> None:
    page = open_page("/article/sample-hant-001", color_scheme="dark")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator("main > .printed")).to_contain_text("[")
    assert page.evaluate("getComputedStyle(document.querySelector('article h1')).color") == "rgb(0, 0, 0)"


def test_on_screen_nothing_of_paper_is_seen(open_page: OpenPage) -> None:
    assert open_page("/article/sample-hant-001").locator(".printed").locator("visible=true").count() == 0


def test_results_can_be_printed(open_page: OpenPage) -> None:
    page = open_page("/article/sample-hant-001?q=稀土")
    page.emulate_media(media="print")
    expect(page.locator(".top")).to_be_hidden()
    expect(page.locator("article")).to_be_visible()


@pytest.mark.parametrize(("width", "media"), [(640, "screen"), (794, "print"), (1280, "screen")])
def test_the_longest_date_stays_in_its_column(
    open_page: OpenPage, width: int, media: Literal["print", "screen"]
) -> None:
    page = open_page("/?q=稀土&lang=zh-Hant", viewport={"width": width, "height": 900})
    page.emulate_media(media=media)
    page.evaluate("document.querySelector('.hit time').textContent = '12 月 26 日（年份不詳）'")
    date, title = (page.locator(f".hit {part}").first.bounding_box() for part in ("time", "h2"))
    assert date is not None
    assert title is not None
    assert date["x"] + date["width"] <= title["x"]
