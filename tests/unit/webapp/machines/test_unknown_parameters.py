import pytest
from flask.testing import FlaskClient

from webapp.machines.unknown_parameters import unknown_parameter_notices
from webapp.parameters import PARAMETERS


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("regoin", "没有参数 regoin，未予理会，是否指 region？ · there is no parameter regoin: it was ignored; is region meant?"),
        ("organization", "没有参数 organization，未予理会，是否指 organisation？ · there is no parameter organization: it was ignored; is organisation meant?"),
        ("limit", "没有参数 limit，未予理会 · there is no parameter limit: it was ignored"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_not_known_is_said(name: str, said: str) -> None:
    assert [notice.message for notice in unknown_parameter_notices([name, "q"])] == [said]


def test_what_is_known_or_says_how_a_page_is_shown_is_not_said() -> None:
    names = [*(parameter.name for parameter in PARAMETERS), "lang", "chart", "view"]
    assert unknown_parameter_notices(names) == ()


def test_a_hostile_address_makes_a_short_notice() -> None:
    (first, *rest) = unknown_parameter_notices([f"{number}{'x' * 5000}" for number in range(9)])
    assert (len(first.values[0]), len(rest)) == (41, 2)


def test_those_that_seem_to_mean_one_come_first() -> None:
    notices = unknown_parameter_notices(["a", "b\x00", "", "c", "regoin"])
    assert [notice.values for notice in notices] == [("regoin",), ("a",), ("b\N{REPLACEMENT CHARACTER}",)]


def test_an_explanation_says_it_too(client: FlaskClient) -> None:
    explained = client.get("/api/v1/explain?q=稀土&regoin=15").get_json()
    assert [notice["code"] for notice in explained["notices"]] == ["unknown-parameter"]


def test_the_answer_holds_the_notice_and_the_search_is_the_same(client: FlaskClient) -> None:
    plain = client.get("/api/v1/search?q=稀土&region=15").get_json()
    other = client.get("/api/v1/search?q=稀土&region=15&sourec=x&lang=en").get_json()
    assert [notice["code"] for notice in other["query"]["notices"]][-1] == "unknown-parameter"
    assert (other["total"], len(other["query"]["notices"])) == (
        plain["total"],
        len(plain["query"]["notices"]) + 1,
    )
