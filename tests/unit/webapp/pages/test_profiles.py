from contextlib import closing
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient

from index.archive.folder import DataFolder
from index.settings import Settings
from index.store.sqlite_store import SqliteStoreReader
from indexer.adding import AddOptions, add_records
from indexer.build import ArchiveWriter
from indexer.inputs import InputDefaults, RawRecord
from tests.unit.webapp.pages.test_search import Structure, page
from webapp import create_app

KINDS = ("person", "organisation", "place", "term", "source", "region")


def links_to(structure: Structure, prefix: str) -> list[str]:
    return [link for link in structure.links if link.startswith(prefix)]


def test_a_profile_says_how_often_and_leads_to_the_articles(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search?term=稀土&facets=0").json
    assert answer is not None
    structure = page(client, "/term/稀土?lang=en")
    assert f"Stories{answer['total']}" in "".join(structure.text.split())
    assert "/?term=%E7%A8%80%E5%9C%9F&lang=en" in structure.links


def test_a_count_beside_a_companion_is_the_total_of_both(client: FlaskClient) -> None:
    html = client.get("/source/樣例在線").get_data(as_text=True)
    structure = Structure(html)
    searches = [link for link in structure.links if link.startswith("/?source=") and "&term=" in link]
    assert searches
    for link in searches[:5]:
        answer = client.get("/api/v1/search" + link[1:] + "&facets=0").json
        assert answer is not None
        label = html.split(f'href="{link.replace("&", "&amp;")}"', 1)[1].split('class="count">', 1)[1]
        assert int(label.split("<", 1)[0]) == answer["total"]


@pytest.mark.parametrize("kept", [False, True])
def test_the_page_of_a_source_lists_what_was_learned_of_it(tmp_path: Path, kept: bool) -> None:
    motto = "更多政策解读，请锁定每晚九点的样例夜话，我们不见不散。"
    texts = (f"样例市第{number}号通知发布\n样例市奖励稀土企业{number}家。\n{motto}" for number in range(10))
    records = (RawRecord(path="a.txt", line=None, format="text", content=one.encode()) for one in texts)
    options = AddOptions(defaults=InputDefaults(source="样例夜话"))
    folder = DataFolder(tmp_path)
    add_records(folder, records, options)
    with closing(SqliteStoreReader(folder.path)) as store:
        (learned,) = store.learned_paragraphs()
    if kept:
        with ArchiveWriter(folder) as writer:
            writer.judge_paragraph(learned.handle, kept=True)
    site = create_app(Settings(data=tmp_path)).test_client()
    text = page(site, "/source/样例夜话?lang=en").text
    assert motto in text
    assert (f"boilerplate --keep {learned.handle}" in text, "Given back to the articles" in text) == (
        not kept,
        kept,
    )


@pytest.mark.parametrize("address", ["/term/新質生產力", "/term/新质生产力", "/region/15", "/region/內蒙古"])
def test_either_spelling_names_the_same(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_nowhere_is_said_in_words_and_can_be_searched(client: FlaskClient, kind: str) -> None:
    structure = page(client, f"/{kind}/亞特蘭蒂斯", 404)
    assert ("h1", ()) in structure.elements
    if kind != "region":
        assert "/?q=" + quote("亞特蘭蒂斯") in structure.links


def test_an_ambiguous_region_has_no_page_of_its_own(client: FlaskClient) -> None:
    assert client.get("/region/鼓楼区").status_code == 404


def test_an_ambiguous_region_offers_its_divisions(client: FlaskClient) -> None:
    structure = page(client, "/region/朝阳区?lang=en&script=hans", 404)
    assert "More than one place bears that name" in structure.text
    assert "北京市 朝阳区" in structure.text
    assert "/region/110105?script=hans&lang=en" in structure.links


def test_a_name_without_articles_offers_those_that_hold_it(client: FlaskClient) -> None:
    links = page(client, "/person/低空經", 404).links
    assert "/term/" + quote("低空经济") in links


def test_a_place_that_is_a_region_leads_to_it(client: FlaskClient) -> None:
    assert "/region/54" in page(client, "/place/西藏", 404).links


def test_what_is_like_nothing_offers_nothing(client: FlaskClient) -> None:
    assert "Perhaps one of these" not in page(client, "/term/亞特蘭蒂斯?lang=en", 404).text


@pytest.mark.parametrize("kind", ["place", "term", "source", "region"])
def test_every_name_that_is_listed_has_a_page(client: FlaskClient, kind: str) -> None:
    links = links_to(page(client, f"/names/{kind}"), f"/{kind}/")
    assert links
    statuses = {unquote(link): client.get(link).status_code for link in links[:60]}
    assert {link for link, status in statuses.items() if status != 200} == set()


def test_the_overview_leads_to_profiles_and_to_all_names(client: FlaskClient) -> None:
    links = page(client, "/overview").links
    assert any(link.startswith("/term/") for link in links)
    assert "/names/source" in links


def test_script_and_language_stay_along_the_way(client: FlaskClient) -> None:
    structure = page(client, "/source/樣例在線?script=hans&lang=en")
    followed = [
        link for link in structure.links if link.startswith(("/?", "/article/", "/overview", "/help"))
    ]
    assert followed
    assert [link for link in followed if "script=hans" not in link or "lang=en" not in link] == []


def test_a_bad_script_is_refused(client: FlaskClient) -> None:
    assert client.get("/term/稀土?script=x").status_code == 400
