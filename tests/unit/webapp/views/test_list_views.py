"""A list with excerpts and the same as headlines alone; the command that saves its search."""

import html
import re

import pytest
from flask.testing import FlaskClient

from index.model import SearchRequest
from webapp.addresses import SearchAddress


def test_headlines_come_with_day_and_source_alone(client: FlaskClient) -> None:
    html = client.get("/?q=稀土&view=titles&size=50").get_data(as_text=True)
    assert html.count('class="hit"') > 10
    assert ['class="hits titles"' in html, 'class="snippet"' in html, 'class="named"' in html] == [
        True,
        False,
        False,
    ]


def test_a_view_that_is_not_known_is_the_usual_one(client: FlaskClient) -> None:
    html = client.get("/?q=稀土&view=other").get_data(as_text=True)
    assert ('class="hits titles"' in html, 'class="snippet"' in html) == (False, True)


@pytest.mark.parametrize(
    ("page", "size", "to_titles", "address"),
    [
        (1, 10, True, "/?q=a&size=50&view=titles"),
        (5, 10, True, "/?q=a&size=50&view=titles"),
        (6, 10, True, "/?q=a&page=2&size=50&view=titles"),
        (100, 10, True, "/?q=a&page=20&size=50&view=titles"),
        (2, 50, False, "/?q=a&page=6"),
    ],
)
def test_the_other_view_of_a_list_goes_on_where_one_is(
    page: int, size: int, to_titles: bool, address: str
) -> None:
    asked = SearchAddress(request=SearchRequest(query="a", page=page, size=size), shows_titles=not to_titles)
    assert asked.with_titles(to_titles).url() == address


@pytest.mark.parametrize(
    ("asked", "argument"),
    [
        ("q=稀土 出口&page=2&size=1&lang=en", "'稀土 出口'"),
        ("q=稀土&region=15", "'/?q=%E7%A8%80%E5%9C%9F&region=15'"),
        ("q=-煤", "'/?q=-%E7%85%A4'"),
        ("q=/煤", "'/?q=%2F%E7%85%A4'"),
        ("", "''"),
    ],
)
def test_the_command_that_saves_a_search_is_as_plain_as_it_can_be(
    client: FlaskClient, asked: str, argument: str
) -> None:
    page = client.get(f"/?{asked}&dup=head").get_data(as_text=True)
    commands = re.findall(r"saved add \S+ (.*?)</code>", page)
    assert [html.unescape(one) for one in commands] == [argument]
