"""A list with excerpts and the same as headlines alone."""

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
