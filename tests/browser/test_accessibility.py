"""axe-core finds nothing at all on any page, folded or unfolded, in both colour schemes and all three languages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import LANGUAGES, REMOVED_ID, OpenPage

PAGES = (
    "/?size=2",
    "/?q=稀土&chart=share&size=2",
    "/?q=稀土&view=titles&size=50",
    "/?q=稀土&region=15&source=樣例在線",
    "/?q=魑魅魍魎",
    "/?q=xitu",
    "/?q=稀土&page=9",
    "/?from=x",
    "/article/sample-hant-001?q=稀土&names=1",
    "/article/sample-hans-002",
    f"/article/{REMOVED_ID}",
    "/term/稀土",
    "/person/沒有這個人",
    "/region/15",
    "/names/source",
    "/overview",
    "/explain?q=(稀土 | 煤) 出口 -無此&region=15&article=sample-hant-001",
    "/explain?q=稀土出口許可&article=sample-hans-004",
    "/saved",
    "/feeds",
    "/help",
)
SCHEMES = ("light", "dark")
PHONE = {"width": 320, "height": 700}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
"""Colours are all that the dark scheme changes: the other rules see nothing new there."""


def faults(page: Page, rules: Mapping[str, object] = EVERY_RULE) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found.response["violations"]
        for node in rule["nodes"][:3]
    ]


def open_everything(page: Page) -> None:
    """What stands there folded stands there unfolded too."""
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")


# Words do not change with colours: each page with all its rules in one language and with its colours in the dark is enough from day
# to day; the campaign looks at every page folded and unfolded in both schemes and all languages.
@pytest.mark.parametrize("number", range(len(PAGES)))
def test_nothing_is_found(open_page: OpenPage, number: int) -> None:
    page = open_page(with_language(PAGES[number], LANGUAGES[number % len(LANGUAGES)]))
    open_everything(page)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []


@pytest.mark.campaign
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("address", PAGES)
def test_nothing_is_found_in_any_language(
    open_page: OpenPage, address: str, scheme: str, language: str
) -> None:
    page = open_page(with_language(address, language), color_scheme=scheme)
    assert faults(page) == []
    open_everything(page)
    assert faults(page) == []


def with_language(address: str, language: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang={language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_found_on_a_phone_at_home(open_page: OpenPage, language: str) -> None:
    page = open_page(f"/?lang={language}", viewport=PHONE)
    assert faults(page) == []


def test_nothing_is_found_on_a_phone_with_everything_open(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土", viewport=PHONE)
    open_everything(page)
    page.evaluate("location.hash = '#filters'")
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []


@pytest.mark.parametrize(("scheme", "rules"), [("light", EVERY_RULE), ("dark", COLOURS)])
def test_nothing_is_found_in_what_the_script_adds(
    open_page: OpenPage, scheme: str, rules: Mapping[str, object]
) -> None:
    page = open_page("/?q=稀土", color_scheme=scheme)
    page.keyboard.press("/")
    page.locator("#q").press_sequentially("xi")
    page.locator(".suggestions li").first.wait_for()
    page.keyboard.press("ArrowDown")
    assert faults(page, rules) == []
    page.keyboard.press("Escape")
    page.locator("h1").first.click()
    page.keyboard.press("?")
    assert faults(page, rules) == []


def test_nothing_is_found_where_there_is_nothing_yet(browser: Browser, empty_site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(empty_site)
    assert faults(page) == []
    context.close()
