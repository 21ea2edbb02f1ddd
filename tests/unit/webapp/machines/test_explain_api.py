from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from tests.unit.webapp.machines.test_api import validate


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "稀土",
        "稀土 出口&article=sample-hans-004",
        "(低空 | 稀土) -煤 title:條例&article=sample-hans-004",
        "綠色* 區域:廣東 date:2025-11 5G应用&region=15&from=2025&person=无此人",
        "如何推动新质生产力发展壮大&article=sample-hant-001",
        "稀土&sort=date&dup=all&article=sample-hant-001",
    ],
)
def test_explanations_fit_the_document(client: FlaskClient, parameters: str) -> None:
    response = client.get(f"/api/v1/explain?q={parameters}")
    assert response.status_code == 200
    validate(response.json, "Explanation")


def test_an_article_is_explained(client: FlaskClient) -> None:
    answer = client.get("/api/v1/explain?q=稀土出口許可&article=sample-hans-004").json
    assert answer is not None
    article = answer["article"]
    assert (article["id"], article["is_found"], article["rank"]) == ("sample-hans-004", True, 1)
    hit = client.get("/api/v1/search?q=稀土出口許可").json
    assert hit is not None
    assert article["score"]["value"] == hit["hits"][0]["score"]


def test_no_article_is_explained_where_none_is_asked_for(client: FlaskClient) -> None:
    answer = client.get("/api/v1/explain?q=稀土&article=").json
    assert answer is not None
    assert answer["article"] is None


@pytest.mark.parametrize(
    ("parameters", "status", "parameter"),
    [
        ("q=x&article=nowhere", 404, None),
        ("q=x&article=a&article=b", 400, "article"),
        ("q=x&from=2025-02-30", 400, "from"),
        (f"q={quote('国') * 257}", 400, "q"),
    ],
)
def test_what_cannot_be_explained_is_a_problem(
    client: FlaskClient, parameters: str, status: int, parameter: str | None
) -> None:
    response = client.get(f"/api/v1/explain?{parameters}")
    assert response.mimetype == "application/problem+json"
    assert response.json is not None
    assert (response.status_code, response.json.get("parameter")) == (status, parameter)
