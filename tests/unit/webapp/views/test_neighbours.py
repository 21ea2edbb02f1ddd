"""From result to result: the links on an article's page to those beside it."""

import html
import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient


def links_to_articles(client: FlaskClient, search: str) -> list[str]:
    """The links of the results on a page, in order."""
    found = re.findall(r'<h2[^>]*><a href="(/article/[^"]*)"', client.get(search).get_data(as_text=True))
    return [html.unescape(one) for one in found]


def related(client: FlaskClient, address: str, relation: str) -> str | None:
    found = re.search(rf'<a href="([^"]*)" rel="{relation}"', client.get(address).get_data(as_text=True))
    return html.unescape(found[1]) if found else None


@pytest.mark.parametrize("search", ["/?q=稀土&size=2&lang=en", "/?region=15&sort=date&size=3&dup=all"])
def test_results_are_read_one_after_the_other_over_all_pages(client: FlaskClient, search: str) -> None:
    listed = [
        hit["id"]
        for number in range(1, 9)
        for hit in client.get(f"{search.replace('/?', '/api/v1/search?')}&page={number}").get_json()["hits"]
    ]
    address: str | None = links_to_articles(client, search)[0]
    forwards: list[str] = []
    while address is not None and len(forwards) < 16:
        forwards.append(address)
        address = related(client, address, "next")
    ids = [unquote(one.split("?")[0].removeprefix("/article/")) for one in forwards]
    assert ids == listed[:16]
    assert len(ids) > 3
    assert related(client, forwards[0], "prev") is None
    assert [related(client, one, "prev") for one in forwards[1:]] == forwards[:-1]


def test_an_article_says_which_result_it_is(client: FlaskClient) -> None:
    (first, _) = links_to_articles(client, "/?q=稀土&size=2&page=2&lang=en")
    total = client.get("/api/v1/search?q=稀土").get_json()["total"]
    assert f"Result 3 of {total}" in client.get(first).get_data(as_text=True)


def test_an_article_that_no_search_led_to_has_no_neighbours(client: FlaskClient) -> None:
    assert related(client, "/article/sample-hant-001", "next") is None
    assert related(client, "/article/sample-hant-001?q=文章裡沒有的話", "next") is None
