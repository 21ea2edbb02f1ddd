from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.unit.webapp.machines.test_api import validate
from tests.unit.webapp.pages.test_search import page


def test_suggestions_fit_the_document(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=xitu").json
    validate(answer, "SuggestAnswer")
    assert answer is not None
    assert answer["suggestions"][0] == {"text": "稀土", "kind": "term", "count": 16, "query": "稀土"}


def test_browsers_get_suggestions_in_their_form(client: FlaskClient) -> None:
    response = client.get("/suggest?q=xitu&limit=1")
    assert (response.mimetype, response.json) == (
        "application/x-suggestions+json",
        ["xitu", ["稀土"], ["16"]],
    )


@pytest.mark.parametrize("limit", ["0", "21", "x", "-1"])
def test_a_bad_limit_is_refused(client: FlaskClient, limit: str) -> None:
    answer = client.get(f"/api/v1/suggest?q=x&limit={limit}")
    assert (answer.status_code, answer.json and answer.json["parameter"]) == (400, "limit")


def test_names_are_shown_in_the_script_asked_for(client: FlaskClient) -> None:
    answer = client.get("/api/v1/suggest?q=neimenggu&script=hant").json
    assert answer is not None
    assert {one["text"][:3] for one in answer["suggestions"]} == {"內蒙古"}


def test_pinyin_sent_without_a_script_leads_to_the_term(client: FlaskClient) -> None:
    structure = page(client, "/?q=xitu&lang=en")
    assert "稀土 instead" in structure.text
    assert f"/?q={quote('稀土')}&lang=en" in structure.links


def test_no_result_says_what_would_be_found_without_a_filter(client: FlaskClient) -> None:
    structure = page(client, f"/?q={quote('稀土')}&region=54&lang=en")
    assert "Without the filter 西藏" in structure.text
    assert f"/?q={quote('稀土')}&lang=en" in structure.links


def test_nothing_to_offer_is_said_in_words(client: FlaskClient) -> None:
    assert "were tried, and found nothing either" in page(client, "/?q=魑魅魍魎&lang=en").text


def test_a_result_offers_nothing_else(client: FlaskClient) -> None:
    assert "Perhaps you meant" not in page(client, "/?q=稀土&lang=en").text
