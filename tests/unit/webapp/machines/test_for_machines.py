import gzip
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from index.settings import Settings
from tests.archive import build_archive
from tests.unit.webapp.conftest import STRANGE_IDS
from webapp import create_app
from webapp.machines import for_machines

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: FlaskClient, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    return [one.text or "" for one in ElementTree.fromstring(response.data).iter(f"{MAP}loc")]


def test_the_map_of_the_site_leads_to_every_article(client: FlaskClient) -> None:
    found = locations(client, "/sitemap.xml")
    paths = [one.removeprefix("http://localhost") for one in found if "/article/" in one]
    assert {"/article/" + quote(one, safe="") for one in STRANGE_IDS if one.strip(".")} <= set(paths)
    assert {client.get(path).status_code for path in paths} == {200}
    assert not any("removed" in path for path in paths)


def test_the_map_of_a_large_site_has_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(for_machines, "ARTICLES_PER_MAP", 2)
    build_archive(tmp_path, [{"id": str(n), "title": f"第{n}條", "body": "稀土。"} for n in range(5)])
    client = create_app(Settings(data=tmp_path)).test_client()
    parts = locations(client, "/sitemap.xml")
    assert parts == [f"http://localhost/sitemap-{number}.xml" for number in range(3)]
    articles = [
        one
        for part in parts
        for one in locations(client, part.removeprefix("http://localhost"))
        if "/article/" in one
    ]
    assert articles == [f"http://localhost/article/{number}" for number in range(5)]
    assert client.get("/sitemap-3.xml").status_code == 404


def test_crawlers_are_told_what_to_leave_alone(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").get_data(as_text=True).splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /?", "Disallow: /api/", "Sitemap: http://localhost/sitemap.xml"} <= set(lines)


def test_readiness_is_told(client: FlaskClient, empty_client: FlaskClient) -> None:
    ready, unready = client.get("/readyz"), empty_client.get("/readyz")
    assert (ready.status_code, ready.json) == (200, {"status": "ready"})
    assert (unready.status_code, unready.json) == (503, {"status": "unavailable", "problem": "not-built"})
    assert "Retry-After" in unready.headers


def test_metrics_count_requests_by_route_and_status_and_tell_no_query(tmp_path: Path) -> None:
    build_archive(tmp_path, [{"id": "1", "title": "稀土", "body": "稀土。"}])
    client = create_app(Settings(data=tmp_path)).test_client()
    client.get("/?q=secret")
    client.get("/nothing/secret")
    text = client.get("/metrics").get_data(as_text=True)
    families = {family.name: family for family in text_string_to_metric_families(text)}
    counted = {
        (sample.labels["route"], sample.labels["status"]): sample.value
        for sample in families["zhengwen_requests"].samples
        if sample.name.endswith("_total")
    }
    assert counted == {("search", "200"): 1, ("none", "404"): 1}
    assert families["zhengwen_articles"].samples[0].value == 1
    assert "secret" not in text


def test_metrics_are_told_without_an_index(empty_client: FlaskClient) -> None:
    assert "zhengwen_ready 0.0" in empty_client.get("/metrics").get_data(as_text=True)


@pytest.mark.parametrize("address", ["/?q=稀土", "/static/style.css", "/api/v1/search", "/search.atom"])
def test_text_is_compressed_for_those_who_take_it(client: FlaskClient, address: str) -> None:
    packed = client.get(address, headers={"Accept-Encoding": "gzip, br"}, buffered=True)
    plain = client.get(address, buffered=True)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["Vary"]
    if "took_ms" not in plain.get_data(as_text=True):
        assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)


def test_a_compressed_feed_is_known_by_its_tag(client: FlaskClient) -> None:
    packed = client.get("/search.atom", headers={"Accept-Encoding": "gzip"})
    again = client.get(
        "/search.atom", headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("encodings", ["identity", "gzip;q=0", "br", ""])
def test_nobody_gets_what_they_do_not_take(client: FlaskClient, encodings: str) -> None:
    response = client.get("/", headers={"Accept-Encoding": encodings})
    assert "Content-Encoding" not in response.headers


def test_the_description_keeps_script_and_language_and_names_itself(client: FlaskClient) -> None:
    xml = client.get("/opensearch.xml?script=hant&lang=en").get_data(as_text=True)
    assert xml.count("{searchTerms}&amp;script=hant&amp;lang=en") == 3
    assert 'rel="self" template="http://localhost/opensearch.xml?script=hant&amp;lang=en"' in xml
    assert "{searchTerms}&amp;" not in client.get("/opensearch.xml").get_data(as_text=True)
