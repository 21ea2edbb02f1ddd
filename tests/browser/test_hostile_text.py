"""500 ways to get markup through text, in every field on every page, judged by the browser's own document.

A page with hostile texts must hold the same elements as one with plain texts, and run nothing. Without a browser,
`tests/unit/webapp/pages/test_search.py` judges by the markup.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Dialog, Page

from index.archive.folder import DataFolder
from index.archive.saved_searches import SavedSearch, store_saved
from tests.archive import build_archive
from tests.browser.conftest import sample_articles, serving
from tests.builders import NOON
from tests.xss_vectors import VECTORS

PLAIN = "平常的一句話 alert 7 7 evil"
# The kinds of elements of documents that the browser parses: name, class and the names of the attributes. What is asked
# for is fetched and parsed by the browser, which runs nothing then; single pages are opened besides, to see that nothing runs.
KINDS = """async addresses => {
  const kinds = {};
  for (const address of addresses) {
    const html = await (await fetch(address)).text();
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    kinds[address] = [...new Set([...parsed.querySelectorAll('*')].map(one => [one.tagName, one.getAttribute('class') ?? '',
      one.getAttributeNames().sort().join(' '), ['href', 'src', 'action'].map(name => one.getAttribute(name) ?? '')
      .filter(value => value && !/^([/?#]|https?:)/.test(value)).join(' ')].join('|')))];
  }
  return kinds;
}"""


def hostile_articles() -> Iterator[dict[str, object]]:
    """One article per vector, the vector in each field; the first is plain."""
    for number, vector in enumerate((PLAIN, *VECTORS)):
        yield {
            "id": f"v{number}",
            "title": vector,
            # Letters of its own, so that none is a copy of another and all pages list as many.
            "body": f"{vector}\\n稀土 {vector}\\n" + f"{number:04}國" * 20,
            "author": vector,
            "source": vector,
            "url": f"https://sample.invalid/{quote(vector)}" if number % 2 else vector,
            "tags": [vector],
            "published": "2025-01-01",
        }
        if number % 50 == 0:
            yield {"id": f"v{number}", "title": vector, "body": f"{vector}，改過。{vector}", "source": vector}
    # Plain texts with everything that a page can show, so that all of it is known.
    yield from sample_articles()


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("hostile")
    build_archive(folder, hostile_articles())
    searches = [
        SavedSearch(
            name=f"n{number} {vector[:60]}", search="q=" + quote(vector), seen_ordinal=1, seen_at=NOON
        )
        for number, vector in enumerate(VECTORS[:: len(VECTORS) // 20])
    ]
    store_saved(DataFolder(folder), searches)
    with serving(folder) as address:
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test where anything runs, opens, or leaves."""
    context = browser.new_context()
    context.set_default_timeout(60_000)
    page = context.new_page()
    happened: list[str] = []

    def note(dialog: Dialog) -> None:
        happened.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", note)
    page.on("popup", lambda popup: happened.append(popup.url))
    page.on(
        "request",
        lambda asked: happened.append(asked.url) if not asked.url.startswith("http://127.0.0.1:") else None,
    )
    yield page
    context.close()
    assert happened == []


def kinds_of(page: Page, addresses: list[str]) -> dict[str, set[str]]:
    """The kinds of elements on each page; *page* stands on the site already."""
    found: dict[str, list[str]] = page.evaluate(KINDS, addresses)
    return {address: set(kinds) for address, kinds in found.items()}


def unknown(page: Page, addresses: list[str], plain: list[str]) -> dict[str, set[str]]:
    """What pages hold that none of the plain ones does."""
    allowed: set[str] = set().union(*kinds_of(page, plain).values())
    return {
        address: kinds - allowed for address, kinds in kinds_of(page, addresses).items() if kinds - allowed
    }


PLAIN_ARTICLES = [
    f"/article/{one}?names=1&q=稀土"
    for one in ("v0", "sample-hant-001", "sample-hans-002", "sample-hans-008")
]
SOURCES = sorted({str(article.get("source") or "") for article in sample_articles()})
PLAIN_LISTS = ["/", "/?q=稀土", "/?q=平常", "/?q=evil&size=3&page=2", "/?source=x&person=y", "/?q=沒有這個", "/?q=xitu",
               "/?q=稀土&source=x", "/?q=平常 evil AND", "/?q=稀土&chart=share&region=15&from=2020", "/?from=x", "/?region=x",
               "/?q=稀土 沒有這個字", "/article/nowhere?q=x",
    "/?q=稀土&size=100", "/?q=稀土 -沒有這個",
    *(f"/?q=稀土&source={source}" for source in SOURCES),
]  # fmt: skip


def test_no_text_of_an_article_becomes_an_element(page: Page, hostile_site: str) -> None:
    page.goto(hostile_site)
    articles = [f"/article/v{number}?names=1&q=稀土" for number in range(1, len(VECTORS) + 1)]
    assert unknown(page, articles, PLAIN_ARTICLES) == {}


def test_no_text_in_a_list_becomes_an_element(page: Page, hostile_site: str) -> None:
    page.goto(hostile_site)
    lists = [f"/?size=100&dup=all&page={number}" for number in range(1, 8)]
    lists += [f"/?size=100&dup=all&chart=share&page={number}" for number in range(1, 8)]
    lists += [f"/?size=100&dup=all&view=titles&page={number}" for number in range(1, 8)]
    plain = [*PLAIN_LISTS, "/?chart=share&size=20&dup=all", "/?size=20&page=3", "/?page=90"]
    plain += ["/?view=titles&size=100", "/?view=titles&size=100&dup=all"]
    assert unknown(page, lists, plain) == {}


def test_no_name_becomes_an_element(page: Page, hostile_site: str) -> None:
    page.goto(hostile_site)
    profiles = [f"/source/{quote(vector, safe='')}" for vector in VECTORS]
    others = ["/overview", "/names/source", "/saved"]
    plain = [
        "/source/樣例在線",
        "/source/樣例",
        "/source/nobody",
        "/term/稀土",
        "/names/term",
        "/region/15",
        *PLAIN_LISTS,
    ]
    assert unknown(page, profiles, plain) == {}
    # Only the list of saved searches has what no plain page has.
    found = unknown(page, others, plain)
    known = {
        "A|new|class href|",
        "CODE|||",
        "LI|||",
        "P|row|class|",
        "P|quiet row|class|",
        "UL|saved-list|class|",
    }
    assert set().union(*found.values()) <= known


def test_no_parameter_becomes_an_element(page: Page, hostile_site: str) -> None:
    page.goto(hostile_site)
    # Each vector in one of three places in turn: 1,500 pages would take a minute.
    forms = ("/?size=1&q={0}&source={0}", "/?from={0}&q={0}", "/article/{0}?q={0}")
    addresses = [
        forms[number % 3].format(quote(vector, safe="", errors="replace"))
        for number, vector in enumerate(VECTORS)
    ]
    found = unknown(page, addresses, [*PLAIN_LISTS, *PLAIN_ARTICLES])
    # A folded facet opens where what is chosen stands in it.
    assert set().union(*found.values()) <= {"DETAILS||open|"}


@pytest.mark.parametrize("path", ["/article/v{}?names=1&q=稀土", "/?size=25&dup=all&page={}", "/saved"])
def test_nothing_runs_where_such_pages_are_opened(page: Page, hostile_site: str, path: str) -> None:
    for number in range(1, 1 + (20 if "{}" in path else 1)):
        page.goto(hostile_site + path.format(number * 24 if "article" in path else number))


def test_no_suggestion_becomes_an_element(page: Page, hostile_site: str) -> None:
    page.goto(hostile_site)
    for typed in ("<", "&lt", "script", "img", '"'):
        page.fill("#q", "")
        with page.expect_response(lambda answer: "/api/v1/suggest" in answer.url):
            page.locator("#q").press_sequentially(typed)
        elements = page.evaluate(
            "new Promise(done => setTimeout(() => done([...document.querySelectorAll('.suggestions *')]"
            ".map(one => one.tagName)), 50))"
        )
        assert set(elements) <= {"LI", "BDI", "SMALL"}
