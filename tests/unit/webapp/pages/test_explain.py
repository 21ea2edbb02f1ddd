from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.unit.webapp.pages.test_search import page

FOUND = "sample-hans-004"


def test_a_found_article_is_told_its_place_and_its_figures(client: FlaskClient) -> None:
    structure = page(client, f"/explain?q=稀土出口許可&article={FOUND}&lang=en")
    assert "Found: number 1 of 1" in structure.text
    assert set(structure.marks) == {"稀土出口许可"}
    assert ("table", ()) in structure.elements


def test_what_fails_and_what_comes_close_is_said(client: FlaskClient) -> None:
    text = page(client, f'/explain?q="稀土煤炭出口"&article={FOUND}&lang=en').text
    assert "This article is not found" in text
    assert "It says 稀土、出口, not 煤炭" in text


def test_a_filter_says_what_the_article_has_instead(client: FlaskClient) -> None:
    text = page(client, f"/explain?q=稀土&article={FOUND}&to=2024&source=样例在线&lang=en").text
    assert "this article: 2025-04-09" in text
    assert "this article: 样例通讯社" in text


def test_a_query_alone_is_explained_too(client: FlaskClient) -> None:
    structure = page(client, "/explain?q=(稀土 | 低空) -煤&lang=en")
    assert all(words in structure.text for words in ("any of these", "without this", "Ranked by"))
    assert "This article" not in structure.text


def test_an_article_may_be_named_by_its_address(client: FlaskClient) -> None:
    address = quote(f"http://localhost/article/{FOUND}?q=稀土&page=2", safe="")
    assert "Found: number 1 of 1" in page(client, f"/explain?q=稀土出口許可&article={address}&lang=en").text


@pytest.mark.parametrize("named", ["nowhere", "http://localhost/article/nowhere", "http://localhost/help"])
def test_an_article_that_is_not_there_is_an_error_page(client: FlaskClient, named: str) -> None:
    page(client, f"/explain?q=稀土&article={quote(named, safe='')}", 404)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
@pytest.mark.parametrize(
    "search",
    [
        "q=稀土煤炭出口",
        "q=如何推動稀土煤炭出口許可的辦理",
        "q=title:出口 source:样例 region:北京 date:2024 稀*",
        "q=稀土&sort=date&region=15&from=2026&person=無此人&entity=商务部&term=稀土&added_after=9",
        "q=後續&dup=all",
        "q=NOT 煤",
        "q=。",
        "q=",
    ],
)
def test_every_kind_of_part_has_words_in_every_language(
    client: FlaskClient, search: str, language: str
) -> None:
    structure = page(client, f"/explain?{search}&article={FOUND}&lang={language}")
    assert ("ul", ("class",)) in structure.elements


def test_pages_lead_to_the_explanation(client: FlaskClient) -> None:
    address = f"/explain?q={quote('稀土')}&source={quote('样例通讯社')}"
    search = f"q={quote('稀土')}&source={quote('样例通讯社')}"
    assert address in page(client, f"/?{search}").links
    assert f"{address}&article={FOUND}" in page(client, f"/article/{FOUND}?{search}").links
    assert f"/explain?q={quote('魑魅魍魎')}" in page(client, "/?q=魑魅魍魎").links
    assert [one for one in page(client, f"/article/{FOUND}").links if one.startswith("/explain")] == []
