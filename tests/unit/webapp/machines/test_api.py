import json
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from tests.unit.webapp.conftest import REMOVED_ID, STRANGE_IDS
from webapp.machines.openapi import render_openapi
from webapp.parameters import PARAMETERS

DOCUMENT: dict[str, Any] = json.loads(render_openapi())
NASTY_QUERIES = (
    "(" * 3000,
    "-" * 3000,
    '"',
    '"稀土',
    "「",
    "body:",
    "*",
    "  " * 128,
    "的 了 在",
    "%00",
    "%ED%A0%80",
    "%FF%FE",
    "%E2%80%AE稀土",
    "%EF%B7%BA" * 200,
    "AND OR NOT",
    "title:(((",
    "date:2024-13",
    "region:亞特蘭蒂斯",
    "稀土" * 200,
    " ".join("稀土" for _ in range(40)),
    "(" * 9 + "稀土" + ")" * 9,
    "+",
    "\\",
    "稀土 -",
    "NOT 稀土",
    "𠮷",
    "%F0%9F%8E%89",
    "a*",
    "%0A%0D%09",
)


def schema_of(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}


def validate(answer: object, name: str) -> None:
    Draft202012Validator(schema_of(name)).validate(answer)


def test_the_document_is_valid_openapi() -> None:
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(DOCUMENT)


def test_the_document_describes_every_parameter() -> None:
    described = {one["name"] for one in DOCUMENT["paths"]["/api/v1/search"]["get"]["parameters"]}
    assert described == {one.name for one in PARAMETERS}


def test_the_document_is_served(client: FlaskClient) -> None:
    assert client.get("/openapi.json").json == DOCUMENT


@pytest.mark.parametrize(
    "parameters",
    [
        "",
        "q=稀土",
        "q=稀土&sort=date&dup=all&size=100",
        "q=稀土&script=hant",
        "q=稀土&script=hans&facets=0",
        "q=魑魅魍魎",
        "q=稀土&page=100",
        "region=15&from=2025&to=2025-12-31",
        "q=稀土+AND+(出口",
    ],
)
def test_answers_fit_the_document(client: FlaskClient, parameters: str) -> None:
    response = client.get(f"/api/v1/search?{parameters}")
    assert response.status_code == 200
    validate(response.json, "SearchAnswer")


def test_highlights_are_ranges_of_the_text_beside_them(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=稀土&size=50").json
    assert answer is not None
    marked = [
        piece["text"][start:end]
        for hit in answer["hits"]
        for piece in (hit["title"], *hit["snippets"])
        for start, end in piece["highlights"]
    ]
    assert set(marked) == {"稀土"}


def test_facets_0_leaves_facets_and_timeline_out(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=稀土&facets=0").json
    assert answer is not None
    assert {"facets", "timeline"} & set(answer) == set()


def test_all_six_facets_are_there_even_when_empty(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=魑魅魍魎").json
    assert answer is not None
    assert answer["facets"] == {
        name: [] for name in ("region", "source", "person", "organisation", "place", "term")
    }


def test_every_article_found_can_be_read(client: FlaskClient) -> None:
    hits: list[dict[str, Any]] = []
    for page in (1, 2):
        answer = client.get(f"/api/v1/search?size=100&page={page}").json
        assert answer is not None
        hits += answer["hits"]
    for hit in hits:
        response = client.get("/api/v1/articles/" + quote(hit["id"], safe=""))
        assert response.json is not None
        assert response.json["id"] == hit["id"]
        validate(response.json, "ArticleAnswer")


@pytest.mark.parametrize("article_id", STRANGE_IDS)
def test_every_id_has_an_address(client: FlaskClient, article_id: str) -> None:
    for encoded in (quote(article_id, safe=""), quote(article_id, safe=":;,'")):
        response = client.get(f"/api/v1/articles/{encoded}")
        assert response.json is not None
        assert response.json.get("id") == article_id
        assert client.get(f"/article/{encoded}").status_code == 200


def test_slashes_of_an_id_may_stand_as_they_are(client: FlaskClient) -> None:
    response = client.get("/api/v1/articles/a//b")
    assert response.json is not None
    assert response.json.get("id") == "a//b"


@pytest.mark.parametrize(
    ("address", "status", "kind", "parameter"),
    [
        ("/api/v1/search?page=-1", 400, "parameter", "page"),
        ("/api/v1/search?page=1000000000000000000", 400, "page-window", "page"),
        ("/api/v1/search?size=100&page=11", 400, "page-window", "page"),
        ("/api/v1/search?from=2024-02-30", 400, "parameter", "from"),
        ("/api/v1/search?region=亞特蘭蒂斯", 400, "parameter", "region"),
        ("/api/v1/search?q=a&q=b", 400, "parameter", "q"),
        ("/api/v1/search?q=" + "a" * 257, 400, "query-limit", "q"),
        ("/api/v1/articles/nowhere", 404, "not-found", None),
        ("/api/v1/articles/%FF%FE", 404, "not-found", None),
        (f"/api/v1/articles/{REMOVED_ID}", 410, "removed", None),
        ("/api/v1/articles/", 404, "http-404", None),
        ("/api/v1/nothing", 404, "http-404", None),
        ("/api", 404, "http-404", None),
        ("/api/v1/search?q=" + "a" * 20_000, 414, "http-414", None),
    ],
)
def test_errors_are_problem_documents(
    client: FlaskClient, address: str, status: int, kind: str, parameter: str | None
) -> None:
    response = client.get(address)
    assert response.mimetype == "application/problem+json"
    problem = json.loads(response.data)
    validate(problem, "ProblemAnswer")
    assert (response.status_code, problem["status"], problem["type"], problem.get("parameter")) == (
        status,
        status,
        f"urn:zhengwen:problem:{kind}",
        parameter,
    )


@pytest.mark.parametrize("query", NASTY_QUERIES)
@pytest.mark.parametrize("path", ["/api/v1/search?q=", "/?q=", "/article/sample-hant-001?q="])
def test_no_query_is_an_error_of_ours(client: FlaskClient, path: str, query: str) -> None:
    assert client.get(path + query).status_code in (200, 400)


@pytest.mark.parametrize("address", ["/api/v1/search", "/api/v1/articles/x"])
def test_without_an_index_the_api_says_when_to_come_back(empty_client: FlaskClient, address: str) -> None:
    response = empty_client.get(address)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    validate(json.loads(response.data), "ProblemAnswer")


def test_answers_name_the_generation(client: FlaskClient) -> None:
    generations = {
        client.get(address).headers["X-Zhengwen-Generation"]
        for address in ("/api/v1/search", "/api/v1/articles/a", "/", "/healthz")
        if client.get(address).status_code == 200
    }
    assert len(generations) == 1


def test_health_fits_the_document(client: FlaskClient, empty_client: FlaskClient) -> None:
    healthy, ill = client.get("/healthz"), empty_client.get("/healthz")
    assert (healthy.status_code, ill.status_code) == (200, 503)
    validate(healthy.json, "HealthAnswer")
    validate(ill.json, "HealthAnswer")
    assert int(ill.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("%E7%A8%80%E5%9C%9F", "稀土"),
        ("a%2Bb+c", "a+b c"),
        ("%25FF", "%FF"),
        ("%FF%FE", "\ufffd\ufffd"),
        ("%ED%A0%80", "\ufffd\ufffd\ufffd"),
        ("a%FFb", "a\ufffdb"),
        ("\u00ff", "\ufffd"),  # a byte that is not even percent-encoded
    ],
)
def test_a_byte_that_is_no_utf8_is_read_as_a_sign_of_its_own(
    client: FlaskClient, address: str, query: str
) -> None:
    response = client.get("/api/v1/search", environ_overrides={"QUERY_STRING": f"q={address}"})
    assert response.get_json()["query"]["text"] == query
