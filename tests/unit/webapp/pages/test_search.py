import datetime as dt
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from index.settings import Settings
from index.store.lock import WriterLock
from tests.archive import build_archive
from tests.unit.webapp.conftest import REMOVED_ID
from tests.xss_vectors import VECTORS
from webapp import create_app

PLAIN = "平常的一句話 alert 7 7 evil"
FIELDS = ("title", "body", "author", "source", "url", "tags")


class Structure(HTMLParser):
    """The elements of a page with the names of their attributes, in order; links and the text apart."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.marks: list[str] = []
        self.text = ""
        self._in_mark = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag == "mark":
            self._in_mark = True
            self.marks.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self._in_mark = False

    def handle_decl(self, decl: str) -> None:
        assert decl == "doctype html"

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment on a page: {data}")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marks[-1] += data


def page(client: FlaskClient, address: str, status: int = 200) -> Structure:
    response = client.get(address)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    return Structure(response.get_data(as_text=True))


def test_a_search_marks_what_matched(client: FlaskClient) -> None:
    structure = page(client, "/?q=稀土&lang=zh-Hant")
    assert set(structure.marks) == {"稀土"}


def test_a_search_in_another_script_marks_the_same(client: FlaskClient) -> None:
    assert page(client, "/?q=新质生产力").marks == page(client, "/?q=新質生産力").marks


def test_an_article_marks_the_query(client: FlaskClient) -> None:
    structure = page(client, "/article/sample-hant-001?q=稀土")
    assert set(structure.marks) == {"稀土"}
    assert "一道道工序" in structure.text


def test_links_of_hits_keep_query_script_and_language(client: FlaskClient) -> None:
    links = page(client, "/?q=稀土&script=hans&lang=en").links
    articles = [link for link in links if link.startswith("/article/")]
    assert articles
    wanted = "?q=%E7%A8%80%E5%9C%9F&script=hans&lang=en"
    assert all(link.removesuffix("#copies").endswith(wanted) for link in articles)


def test_counts_beside_a_choice_say_what_they_count(client: FlaskClient) -> None:
    said = "each figure is for that value alone"
    assert said not in page(client, "/?q=稀土&lang=en").text
    assert said in page(client, "/?q=稀土&source=樣例在線&lang=en").text


def test_who_is_named_in_a_hit_stands_by_kind(client: FlaskClient) -> None:
    html = client.get("/?q=稀土新材料&lang=en&size=1").get_data(as_text=True)
    named = html.split('<p class="named">')[1].split("</p>")[0]
    kinds = re.findall(r'<span class="(\w+)"', named)
    assert (kinds, "region=" in named) == (sorted(kinds, key=("person", "organisation", "term").index), False)


def test_paper_says_what_was_asked_where_and_when(client: FlaskClient) -> None:
    html = client.get("/?q=稀土&region=15&lang=en").get_data(as_text=True)
    assert re.findall(r'<p class="printed">Search <bdi lang="zh">(.*?)</bdi>', html) == ["稀土"]
    (head,) = re.findall(r'<p class="printed"><b>政聞</b> <span>(.*?)</span> <bdi>(.*?)</bdi>', html)
    assert head[1] == "http://localhost/?q=稀土&amp;region=15&amp;lang=en"
    assert dt.date.fromisoformat(head[0]).isoformat() == head[0]


def test_paper_names_an_article_by_its_own_address_and_cites_it(client: FlaskClient) -> None:
    html = client.get("/article/sample-hant-001?q=稀土&region=15").get_data(as_text=True)
    assert "<bdi>http://localhost/article/sample-hant-001</bdi>" in html
    assert '<p class="printed" lang="zh-Hant">' in html


def test_an_article_leads_back_to_the_whole_search_it_was_found_by(client: FlaskClient) -> None:
    asked = "/?q=%E7%A8%80%E5%9C%9F&from=2024&region=15&sort=date&page=1&size=3&dup=all&chart=share&lang=en"
    found = next(link for link in page(client, asked).links if link.startswith("/article/"))
    back = next(link for link in page(client, found).links if "#hit-" in link)
    search, anchor = back.split("#")
    assert search == asked.replace("&page=1", "")
    assert f'id="{anchor}"' in client.get(search).text


def test_an_article_leads_back_to_filters_without_a_query(client: FlaskClient) -> None:
    found = next(link for link in page(client, "/?region=15").links if link.startswith("/article/"))
    structure = page(client, found)
    back = f"/?region=15#hit-{found.removeprefix('/article/').split('?')[0]}"
    assert (back in structure.links, structure.marks) == (True, [])


def test_an_article_that_no_search_led_to_leads_back_to_none(client: FlaskClient) -> None:
    html = client.get("/article/sample-hant-001?script=hans&lang=en").get_data(as_text=True)
    assert 'rel="up"' not in html


@pytest.mark.parametrize("rest", ["from=x", "page=-1", "region=nowhere", "sort=&sort=", "page=900&size=100"])
def test_an_article_is_shown_whatever_stands_beside_its_query(client: FlaskClient, rest: str) -> None:
    structure = page(client, f"/article/sample-hant-001?q=%E7%A8%80%E5%9C%9F&lang=en&{rest}")
    assert "/?q=%E7%A8%80%E5%9C%9F&lang=en#hit-sample-hant-001" in structure.links


def test_an_article_has_one_address_of_its_own(client: FlaskClient) -> None:
    html = client.get("/article/sample-hant-001?q=稀土&region=15&script=hans").get_data(as_text=True)
    assert '<link rel="canonical" href="/article/sample-hant-001">' in html


def test_a_search_from_an_article_keeps_no_filters(client: FlaskClient) -> None:
    html = client.get("/article/sample-hant-001?q=稀土&region=15&lang=en").get_data(as_text=True)
    assert re.findall(r'type="hidden" name="(\w+)"', html) == ["lang"]


def test_every_link_of_a_page_of_results_is_answered(client: FlaskClient) -> None:
    links = {link for link in page(client, "/?q=稀土&region=15").links if link.startswith("/")}
    statuses = {link: client.get(link, buffered=True).status_code for link in links}
    assert {link for link, status in statuses.items() if status != 200} == set()


def test_a_facet_click_gives_what_its_count_says(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?q=稀土").json
    assert answer is not None
    for name, values in answer["facets"].items():
        for value in values:
            clicked = client.get(f"/api/v1/search?q=稀土&{name}={quote(value['value'])}&facets=0").json
            assert clicked is not None
            assert (name, value["value"], clicked["total"]) == (name, value["value"], value["count"])


def test_the_language_is_that_of_the_reader(client: FlaskClient) -> None:
    html = client.get("/", headers={"Accept-Language": "zh-CN"}).get_data(as_text=True)
    assert '<html lang="zh-Hans">' in html


def test_texts_say_their_script(client: FlaskClient) -> None:
    html = client.get("/article/sample-hant-001?lang=en").get_data(as_text=True)
    assert '<article class="article" lang="zh-Hant">' in html
    html = client.get("/article/sample-hant-001?script=hans").get_data(as_text=True)
    assert '<article class="article" lang="zh-Hans">' in html


@pytest.mark.parametrize("address", ["/?q=稀土", "/article/sample-hant-001"])
def test_converted_text_is_marked_as_such(client: FlaskClient, address: str) -> None:
    sign = "&" if "?" in address else "?"
    said = "Shown in converted script"
    assert said in page(client, f"{address}{sign}lang=en&script=hans").text
    assert said not in page(client, f"{address}{sign}lang=en").text


@pytest.mark.parametrize("query", ["", "?q=稀土"])
def test_an_absent_folder_shows_the_first_steps(empty_client: FlaskClient, query: str) -> None:
    assert "zhengwen add" in page(empty_client, f"/{query}").text


def test_no_result_is_said_in_words(client: FlaskClient) -> None:
    assert "Nothing found" in page(client, "/?q=魑魅魍魎&lang=en").text


def test_a_page_past_the_last_is_said_in_words(client: FlaskClient) -> None:
    assert "There are no results on this page." in page(client, "/?q=稀土&page=90&lang=en").text


def test_the_open_search_description_can_be_read(client: FlaskClient) -> None:
    response = client.get("/opensearch.xml")
    root = ElementTree.fromstring(response.data)
    urls = root.iter("{http://a9.com/-/spec/opensearch/1.1/}Url")
    (url,) = (one for one in urls if one.get("type") == "text/html")
    assert url.get("template") == "http://localhost/?q={searchTerms}"


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?page=-1", 400),
        ("/?from=2024-02-30&q=稀土", 400),
        ("/article/nowhere", 404),
        (f"/article/{REMOVED_ID}", 410),
        ("/article/", 404),
        ("/nothing", 404),
        ("/static/nothing.css", 404),
        ("/static/../__init__.py", 404),
        ("/static/%2e%2e/__init__.py", 404),
        ("/?q=" + "a" * 8_192, 400),
        ("/?q=" + "a" * 20_000, 414),
    ],
)
def test_errors_are_pages_in_plain_words(client: FlaskClient, address: str, status: int) -> None:
    structure = page(client, address, status)
    assert ("h1", ()) in structure.elements


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-Hant", "另有 2 個來源"), ("zh-Hans", "另有 2 个来源"), ("en", "2 more sources")],
)
def test_a_hit_names_how_many_others_tell_its_story(client: FlaskClient, language: str, said: str) -> None:
    structure = page(client, f"/?q=稀土新材料产业推进会&lang={language}")
    assert said in structure.text
    (link,) = [link for link in structure.links if link.endswith("#copies")]
    assert "/article/sample-hans-001" in link
    alone = page(client, "/?q=稀土新材料产业推进会&dup=all&source=样例晚报")
    assert "sample-hans-084" in " ".join(alone.links)


def test_an_article_lists_who_else_tells_its_story(client: FlaskClient) -> None:
    structure = page(client, "/article/sample-hans-084")
    assert all(source in structure.text for source in ("樣例在線", "样例通讯社"))
    assert [link for link in structure.links if "sample-hant-001" in link] != []
    assert ("section", ("id",)) in structure.elements


def test_a_page_without_an_index_says_so(empty_client: FlaskClient) -> None:
    response = empty_client.get("/article/x")
    assert (response.status_code, int(response.headers["Retry-After"]) > 0) == (503, True)


def test_a_removed_article_is_told_apart_from_one_that_never_was(client: FlaskClient) -> None:
    assert "was removed by its keeper" in page(client, f"/article/{REMOVED_ID}?lang=en", 410).text
    assert "lost in copying" in page(client, "/article/nowhere?lang=en", 404).text


def test_a_query_over_the_limits_is_told_what_they_are(client: FlaskClient) -> None:
    assert "256 characters, 32 clauses" in page(client, "/?lang=en&q=" + "a" * 300, 400).text


def test_an_index_that_is_being_made_is_said_and_looked_for_again(tmp_path: Path) -> None:
    client = create_app(Settings(data=tmp_path)).test_client()
    with WriterLock(tmp_path):
        for address in ("/?lang=en", "/overview?lang=en"):
            html = client.get(address).get_data(as_text=True)
            assert ("being made just now" in html, 'http-equiv="refresh"' in html) == (True, True)
    assert 'http-equiv="refresh"' not in client.get("/").get_data(as_text=True)


def test_an_index_of_another_version_names_the_command_that_mends_it(tmp_path: Path) -> None:
    build_archive(tmp_path, [{"id": "1", "title": "稀土", "body": "稀土。"}])
    (manifest,) = (tmp_path / "index").glob("*/manifest.json")
    manifest.write_text(manifest.read_text().replace('"schema": ', '"schema": 9'))
    structure = page(create_app(Settings(data=tmp_path)).test_client(), "/?lang=en", 503)
    assert ("must be made anew" in structure.text, "zhengwen rebuild" in structure.text) == (True, True)


def test_what_was_typed_survives_an_error(client: FlaskClient) -> None:
    assert 'value="稀土"' in client.get("/?q=稀土&from=x").get_data(as_text=True)


def xss_articles() -> Iterator[dict[str, object]]:
    for number, vector in enumerate((PLAIN, *VECTORS)):
        # Letters of its own, so that none is a copy of another and all pages list the same.
        body = f"{vector}\n" + f"{number:04}國" * 20
        given = {"title": vector, "body": body, "author": vector, "source": vector, "tags": [vector]}
        url = "javascript:alert(1)" if number == 0 else vector
        yield {"id": f"v{number}", "url": url, **given}


@pytest.fixture(scope="module")
def xss_client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    folder = tmp_path_factory.mktemp("xss")
    build_archive(folder, xss_articles())
    return create_app(Settings(data=folder)).test_client()


def test_no_text_of_an_article_becomes_markup(xss_client: FlaskClient) -> None:
    plain = page(xss_client, "/article/v0").elements
    different = [
        vector
        for number, vector in enumerate(VECTORS, start=1)
        if page(xss_client, f"/article/v{number}").elements != plain
    ]
    assert different == []


def test_no_text_of_a_hit_becomes_markup(xss_client: FlaskClient) -> None:
    allowed = set(page(xss_client, "/?q=平常的一句話").elements) | set(page(xss_client, "/?size=1").elements)
    allowed |= set(page(xss_client, "/?size=1&page=2").elements)
    for number in range(1, 11):
        structure = page(xss_client, f"/?size=50&page={number}&lang=en")
        assert set(structure.elements) - allowed == set()
        assert all(re.match(r"/|\?|#", link) for link in structure.links)


def test_no_source_of_a_copy_becomes_markup(tmp_path: Path) -> None:
    told = {"title": "雲州要聞", "body": "雲州市低空物流試點今日啟動，首批三條航線連接港區、園區和縣城。" * 3}
    sources = (PLAIN, *VECTORS[:12])
    build_archive(tmp_path, [told | {"id": f"v{n}", "source": source} for n, source in enumerate(sources)])
    client = create_app(Settings(data=tmp_path)).test_client()
    assert "另有 12 個來源" in page(client, "/?lang=zh-Hant").text
    listed = set(page(client, "/article/v0").elements)
    assert set(page(client, "/article/v1").elements) == listed


def test_no_query_becomes_markup(xss_client: FlaskClient) -> None:
    allowed: set[tuple[str, tuple[str, ...]]] = set()
    for plain in ("", "?q=平常", "?q=沒有這個", "?q=平常+AND", "?q=evil&source=x", "?q=alert&size=1"):
        allowed |= set(page(xss_client, f"/{plain}").elements)
    for vector in VECTORS:
        structure = page(xss_client, "/?size=1&q=" + quote(vector, errors="replace"))
        assert set(structure.elements) - allowed == set()


def test_no_explanation_becomes_markup(xss_client: FlaskClient) -> None:
    allowed: set[tuple[str, tuple[str, ...]]] = set()
    for plain in ("q=平常&article=v0", "q=沒有+這個&article=v0", "q=平常+evil&source=x&article=v0", "q=;+<"):
        allowed |= set(page(xss_client, f"/explain?{plain}").elements)
    for number, vector in enumerate(VECTORS, start=1):
        value = quote(vector, errors="replace")
        structure = page(xss_client, f"/explain?q={value}&person={value}&article=v{number}")
        assert set(structure.elements) - allowed == set()


def test_no_parameter_becomes_markup(xss_client: FlaskClient) -> None:
    chosen = set(page(xss_client, "/?source=x&person=y&lang=en").elements)
    refused = set(page(xss_client, "/?from=x&lang=en", 400).elements)
    for vector in VECTORS[:: len(VECTORS) // 50]:
        value = quote(vector)
        assert set(page(xss_client, f"/?source={value}&person={value}&lang=en").elements) - chosen == set()
        for name in ("from", "region", "page", "sort", "script"):
            assert set(page(xss_client, f"/?{name}={value}&lang=en", 400).elements) - refused == set()


def test_an_unexpected_error_is_logged_and_tells_nothing(app: Flask, tmp_path: Path) -> None:
    broken = create_app(Settings(data=tmp_path))
    broken.logger.disabled = True

    def fail() -> str:
        raise RuntimeError("/secret/path")

    broken.add_url_rule("/api/v1/fail", "fail", fail)
    response = broken.test_client().get("/api/v1/fail")
    problem = json.loads(response.data)
    assert (response.status_code, problem["status"], "secret" in str(problem)) == (500, 500, False)
