"""What somebody does on the site, with a script, without one, and with the keyboard alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import LANGUAGES, OpenPage

PHONE = {"width": 320, "height": 700}


def search(page: Page, query: str) -> None:
    page.fill("#q", query)
    with page.expect_navigation():
        page.press("#q", "Enter")


def count_of(page: Page) -> int:
    said = re.search(r"[\d,]+", page.inner_text(".summary h1"))
    assert said is not None
    return int(said[0].replace(",", ""))


@pytest.mark.parametrize("with_script", [True, False])
def test_from_a_query_to_an_article_and_back(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/", java_script_enabled=with_script)
    search(page, "稀土")
    marks = page.locator(".hit mark").all_inner_texts()
    assert set(marks) == {"稀土"}
    page.click(".hit h2 a >> nth=0")
    expect(page.locator("article h1")).to_be_visible()
    page.click(".back a")
    assert page.input_value("#q") == "稀土"


@pytest.mark.parametrize("with_script", [True, False])
def test_filters_are_chosen_joined_and_taken_back(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/?q=稀土", java_script_enabled=with_script)
    before = count_of(page)
    links = page.locator(".filters .values a", has_text="样例")
    links.nth(0).click()
    first = count_of(page)
    page.locator(".filters .values a:not([aria-current])", has_text="样例").nth(0).click()
    assert first < count_of(page) < before
    chips = page.locator(".chips a:not(.plain)")
    assert chips.count() == 2
    page.click(".chips li:last-child > .plain")
    assert (count_of(page), page.locator(".chips a:not(.plain)").count()) == (before, 0)


@pytest.mark.parametrize("with_script", [True, False])
def test_a_bar_narrows_the_dates_and_a_tile_the_region(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/?q=稀土", java_script_enabled=with_script)
    bar = page.locator(".chart a", has=page.locator(".bar:not([height='0'])")).last
    expected = bar.locator("title").text_content()
    bar.locator(".hover").click()
    assert expected is not None
    assert expected.endswith(f": {count_of(page)}")
    assert page.locator(".chips a:not(.plain)").count() == 1
    page.goto(page.url.split("?")[0] + "?q=稀土")
    page.locator(".tiles a.t5 rect").first.click()
    assert page.locator(".chips a:not(.plain)").inner_text().startswith("地區")


@pytest.mark.parametrize("with_script", [True, False])
def test_headlines_alone_are_more_to_a_page_and_stay_so(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/?q=稀土&page=2&lang=en", java_script_enabled=with_script)
    shown = page.locator(".hit h2 bdi").all_inner_texts()
    page.get_by_role("link", name="Headlines").click()
    expect(page.locator(".titles")).to_be_visible()
    headlines = page.locator(".hit h2 bdi")
    expect(page.locator(".snippet")).to_have_count(0)
    assert headlines.all_inner_texts()[10 : 10 + len(shown)] == shown
    page.locator(".filters .values a").first.click()
    expect(page.locator(".chips")).to_be_visible()
    expect(page.locator(".titles .hit").first).to_be_visible()
    page.get_by_role("link", name="Excerpts").click()
    expect(page.locator(".snippet").first).to_be_visible()


def test_headlines_fit_a_phone_and_are_walked_by_keys(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土&view=titles&size=50", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".titles .hit").nth(1)).to_have_class(re.compile("here"))
    page.keyboard.press("o")
    expect(page.locator("article h1")).to_be_visible()
    page.keyboard.press("u")
    expect(page.locator(".titles .hit:target")).to_be_visible()


def test_quick_dates_and_typed_ones(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    page.locator(".quick a", has_text="2024").click()
    page.wait_for_url(re.compile("from=2024&to=2024"))
    page.fill(".dates input[name=from]:visible", "2025-11")
    page.fill(".dates input[name=to]:visible", "2025-12")
    page.click(".dates button")
    page.wait_for_url(re.compile("from=2025-11&to=2025-12"))
    assert "q=%E7%A8%80%E5%9C%9F" in page.url


@pytest.mark.parametrize("with_script", [True, False])
def test_one_goes_from_mark_to_mark(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/article/sample-hant-001?q=稀土", java_script_enabled=with_script)
    page.locator(".tools a").first.click()
    page.wait_for_url(re.compile("#m1$"))
    bar = page.locator(".step:visible")
    assert bar.count() == 1
    bar.locator(".next").click()
    page.wait_for_url(re.compile("#m2$"))
    page.locator(".step:visible .previous").click()
    page.wait_for_url(re.compile("#m1$"))
    page.locator(".step:visible .previous").click()
    page.wait_for_url(re.compile(f"#m{page.locator('article mark').count()}$"))


def test_the_text_that_is_copied_is_the_articles_own(open_page: OpenPage) -> None:
    page = open_page("/article/sample-hant-001?q=稀土&names=1")
    text = page.evaluate("document.querySelector('.body').innerText.replace(/\\s/g, '')")
    assert "自治區稀土新材料産值力爭比2024年翻一番" in text


def test_names_are_linked_on_demand_and_lead_to_their_search(open_page: OpenPage) -> None:
    page = open_page("/article/sample-hant-001")
    assert page.locator("a.name").count() == 0
    page.locator(".tools a").last.click()
    assert page.locator("h1 a.name").count() > 0
    page.locator(".body a.name", has_text="呼和浩特").first.click()
    page.wait_for_url(re.compile("place="))
    assert page.locator(".hit").count() > 0


def test_what_changed_between_versions_is_shown(open_page: OpenPage) -> None:
    page = open_page("/article/sample-hans-002")
    assert page.locator("del").all_inner_texts() == ["下跌"]
    assert page.locator("ins").first.inner_text() == "上涨"


def test_an_article_leads_to_profiles_and_to_what_is_like_it(open_page: OpenPage) -> None:
    page = open_page("/article/sample-hant-001")
    assert page.locator(".likes a").count() > 0
    page.locator(".aside .values a", has_text="稀土").first.click()
    expect(page.locator("h1")).to_have_text("稀土")
    assert page.locator(".landmarks dd").count() == 4
    page.locator(".tiles a.t5 rect").first.click()
    assert page.locator(".chips a:not(.plain)").count() == 2


@pytest.mark.parametrize("with_script", [True, False])
def test_pinyin_leads_to_the_term(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/", java_script_enabled=with_script)
    if with_script:
        page.locator("#q").press_sequentially("xitu")
        page.locator(".suggestions li", has_text="稀土").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    else:
        search(page, "xitu")
        page.locator(".ways a", has_text="稀土").first.click()
    page.wait_for_url(re.compile("%E7%A8%80%E5%9C%9F"))
    assert count_of(page) > 0


def test_a_suggestion_can_be_left(open_page: OpenPage) -> None:
    page = open_page("/")
    page.locator("#q").press_sequentially("內蒙")
    page.locator(".suggestions li").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator(".suggestions li")).to_have_count(0)
    assert page.input_value("#q") == "內蒙"


def test_the_keyboard_is_enough(open_page: OpenPage) -> None:
    page = open_page("/")
    page.keyboard.press("/")
    page.keyboard.type("稀土")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("q="))
    for key in ("j", "j", "k"):
        page.keyboard.press(key)
    title = page.locator(".hit.here h2").inner_text()
    assert title == page.locator(".hit h2").first.inner_text()
    assert page.evaluate("document.activeElement.matches('.hit.here h2 a')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/article/"))
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/\?q="))
    assert page.locator(".hit:target h2").inner_text() == title
    page.keyboard.press("j")
    assert page.locator(".hit.here h2").inner_text() == page.locator(".hit h2").nth(1).inner_text()
    page.keyboard.press("k")
    page.keyboard.press("o")
    page.wait_for_url(re.compile("/article/"))
    assert page.locator("h1").inner_text() == title
    page.keyboard.press("n")
    page.wait_for_url(re.compile("#m1$"))
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/\?q="))
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_the_way_back_from_an_article_keeps_filters_and_page(open_page: OpenPage) -> None:
    page = open_page("/?region=15&sort=date&size=2&page=2&dup=all")
    before = page.url
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/article/"))
    page.keyboard.press("u")
    page.wait_for_url(re.compile(r"/\?region="))
    search, anchor = page.url.split("#")
    assert search.split("?")[1].split("&") == ["region=15", "sort=date", "page=2", "size=2", "dup=all"]
    assert before.split("/?")[0] == search.split("/?")[0]
    assert page.locator(".hit:target").get_attribute("id") == anchor
    expect(page.locator(".hit:target h2")).to_be_in_viewport()


def test_single_keys_can_be_turned_off(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    page.keyboard.press("?")
    page.uncheck("dialog input")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".hit.here").count() == 0


def test_the_first_thing_that_tab_reaches_leads_past_the_head(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    page.keyboard.press("Tab")
    link = page.locator(":focus")
    expect(link).to_be_in_viewport()
    assert link.get_attribute("href") == "#content"
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_what_has_the_focus_can_be_seen(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    seen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "(() => { const one = document.activeElement; const style = getComputedStyle(one);"
                " return one === document.body || style.outlineStyle !== 'none'; })()"
            )
        )
    assert seen == [True] * 25


def test_no_ring_of_the_focus_is_cut_off(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    cut = []
    for _ in range(25):
        page.keyboard.press("Tab")
        cut.append(
            page.evaluate(
                """(() => {
                  const one = document.activeElement, style = getComputedStyle(one);
                  const ring = parseFloat(style.outlineOffset) + parseFloat(style.outlineWidth);
                  const box = one.getBoundingClientRect();
                  for (let around = one.parentElement; around; around = around.parentElement) {
                    if (getComputedStyle(around).overflowX !== "clip") continue;
                    const edge = around.getBoundingClientRect();
                    if (box.left - ring < edge.left || box.right + ring > edge.right) return one.textContent;
                  }
                  return "";
                })()"""
            )
        )
    assert "".join(cut) == ""


@pytest.mark.parametrize("with_script", [True, False])
def test_on_a_phone_filters_are_a_sheet_of_their_own(open_page: OpenPage, with_script: bool) -> None:
    page = open_page("/?q=稀土", viewport=PHONE, java_script_enabled=with_script)
    filters = page.locator("#filters")
    expect(filters).to_be_hidden()
    page.click(".to-filters")
    expect(filters).to_be_visible()
    page.click("#filters .close")
    expect(filters).to_be_hidden()
    page.click(".to-filters")
    filters.locator(".values a").first.click()
    expect(filters).to_be_hidden()
    assert page.locator(".chips a:not(.plain)").count() == 1


def test_the_sheet_of_filters_keeps_the_focus_and_is_closed_by_escape(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土", viewport=PHONE)
    page.click(".to-filters")
    # Over the last link Tab leaves the page for the browser's own controls, and never lands behind the sheet.
    page.locator("#filters a:visible, #filters summary:visible").last.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('body, #filters, #filters *')")
    page.keyboard.press("Escape")
    expect(page.locator("#filters")).to_be_hidden()
    # The sheet goes with the address; the focus goes back in the event that follows, a moment later.
    expect(page.locator(".to-filters")).to_be_focused()
    page.click(".hit h2 a >> nth=0")
    page.wait_for_url(re.compile("/article/"))


def test_beside_results_the_address_of_the_sheet_covers_nothing(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土#filters")
    assert page.evaluate("[...document.querySelectorAll('main, .top')].some(one => one.inert)") is False


def test_the_skip_link_to_filters_stands_where_filters_are(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    skips = page.locator(".skips a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert skips == ["#content", "#q", "#filters"]
    for address in ("/?q=魑魅魍魎", "/help", "/article/sample-hant-001"):
        page = open_page(address)
        missing = page.evaluate(
            "[...document.querySelectorAll('.skips a')].filter(link => !document.querySelector(link.hash)).length"
        )
        assert missing == 0


def test_the_readers_script_is_kept_along_the_way_and_in_the_browser(open_page: OpenPage) -> None:
    page = open_page("/?q=稀土")
    page.click(".script a >> text=简")
    page.wait_for_url(re.compile("script=hans"))
    page.click(".hit h2 a >> nth=0")
    page.wait_for_url(re.compile("/article/.*script=hans"))
    page.goto(page.url.split("/article/")[0] + "/?q=內蒙古")
    page.wait_for_url(re.compile("script=hans"))
    assert page.evaluate("document.cookie") == ""
    with page.expect_navigation():
        page.click(".script a >> nth=0")
    page.goto(page.url.split("?")[0] + "?q=稀土")
    assert "script" not in page.url


def test_marks_are_exact_in_either_script(open_page: OpenPage) -> None:
    for script, written in (("hans", "内蒙古"), ("hant", "內蒙古")):
        page = open_page(f"/?q=內蒙古&script={script}")
        assert set(page.locator(".hit mark").all_inner_texts()) == {written}


@pytest.mark.parametrize(
    ("locale", "language"), [("zh-TW", "zh-Hant"), ("zh-CN", "zh-Hans"), ("en-GB", "en")]
)
def test_the_language_is_the_browsers(open_page: OpenPage, locale: str, language: str) -> None:
    assert open_page("/", locale=locale).locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_chosen_and_kept(open_page: OpenPage, language: str) -> None:
    page = open_page("/?q=稀土", locale="fr")
    page.click(".menu summary")
    with page.expect_navigation():
        page.click(f".menu a[hreflang={language}]")
    expect(page.locator("html")).to_have_attribute("lang", language)
    page.goto(page.url.split("?")[0] + "help")
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_what_was_saved_is_listed_with_what_is_new(open_page: OpenPage) -> None:
    page = open_page("/saved")
    page.click(".saved-list .new")
    expect(page.locator(".hit").first).to_be_visible()
    page.wait_for_url(re.compile("added_after=5"))


def test_what_is_chosen_leads_to_its_profile(open_page: OpenPage) -> None:
    page = open_page("/?term=稀土")
    page.click(".chips .plain")
    expect(page.locator("h1")).to_have_text("稀土")
