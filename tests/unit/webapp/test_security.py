import pytest
from flask import Flask
from flask.testing import FlaskClient

from webapp.security import CONTENT_SECURITY_POLICY

ADDRESSES = (
    "/",
    "/?q=稀土",
    "/?page=-1",
    "/article/sample-hant-001",
    "/article/nowhere",
    "/feeds",
    "/overview",
    "/saved",
    "/term/稀土",
    "/person/沒有這個人",
    "/organisation/a",
    "/place/內蒙古",
    "/source/樣例在線",
    "/region/15",
    "/region/亞特蘭蒂斯",
    "/names/term",
    "/names/person",
    "/names/organisation",
    "/names/place",
    "/names/source",
    "/names/region",
    "/cite/bibtex/sample-hant-001",
    "/cite/ris/nowhere",
    "/help",
    "/healthz",
    "/readyz",
    "/metrics",
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-0.xml",
    "/sitemap-9.xml",
    "/search.atom?q=稀土",
    "/search.json?q=稀土",
    "/search.atom?page=-1",
    "/export.csv?q=稀土",
    "/export.jsonl?q=稀土",
    "/export.md?q=稀土",
    "/export.bib?q=稀土",
    "/export.ris?q=稀土",
    "/export.csv?from=x",
    "/opensearch.xml",
    "/openapi.json",
    "/api/v1/search?q=稀土",
    "/api/v1/search?page=-1",
    "/api/v1/articles/sample-hant-001",
    "/api/v1/articles/nowhere",
    "/explain?q=稀土&article=sample-hant-001",
    "/explain?q=稀土&article=nowhere",
    "/api/v1/explain?q=稀土&article=sample-hant-001",
    "/api/v1/explain?q=稀土&article=nowhere",
    "/api/v1/suggest?q=xitu",
    "/api/v1/suggest?limit=x",
    "/suggest?q=xitu",
    "/static/style.css",
    "/static/site.js",
    "/static/mark.svg",
    "/static/nothing",
    "/nothing",
    "/?q=" + "a" * 20_000,
)


def test_every_route_is_walked(app: Flask) -> None:
    rules = {rule.rule.split("<")[0] for rule in app.url_map.iter_rules()}
    walked = {rule for rule in rules if any(address.split("?")[0].startswith(rule) for address in ADDRESSES)}
    assert walked == rules


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_response_carries_the_headers(client: FlaskClient, address: str, method: str) -> None:
    headers = client.open(address, method=method, buffered=True).headers
    assert {name: headers.get(name) for name in EXPECTED} == EXPECTED
    assert "Set-Cookie" not in headers


EXPECTED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def test_the_policy_allows_nothing_from_elsewhere() -> None:
    directives = dict(one.split(" ", 1) for one in CONTENT_SECURITY_POLICY.split("; "))
    assert directives == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "script-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize(
    "address", ["/", "/api/v1/search", "/static/style.css", "/article/x", "/nothing", "/healthz"]
)
def test_only_reading_is_answered(client: FlaskClient, address: str, method: str) -> None:
    response = client.open(address, method=method)
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("address", [address for address in ADDRESSES if len(address) < 1_000])
def test_head_answers_as_get_without_a_body(client: FlaskClient, address: str) -> None:
    got, headed = client.get(address, buffered=True), client.head(address, buffered=True)
    assert (headed.status_code, headed.mimetype, headed.data) == (got.status_code, got.mimetype, b"")


@pytest.mark.parametrize("template", ["style=", "onclick", "<script>", "<style", "javascript:"])
def test_pages_hold_nothing_that_the_policy_forbids(client: FlaskClient, template: str) -> None:
    pages = (
        "/",
        "/?q=稀土&chart=share",
        "/article/sample-hant-001?q=稀土&names=1",
        "/help",
        "/nothing",
        "/overview",
        "/explain?q=稀土出口許可&article=sample-hans-004",
    )
    for address in (*pages, "/term/稀土", "/names/source", "/region/15?chart=share"):
        assert template not in client.get(address).get_data(as_text=True)
