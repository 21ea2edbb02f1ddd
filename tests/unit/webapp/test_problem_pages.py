"""Pages of errors: the fault in the reader's language, what mends it, and the search kept as far as it can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from index.archive.folder import DataFolder
from index.settings import Settings, default_data_folder
from tests.archive import build_archive
from webapp import create_app, render_command

REFUSED = "/?q=稀土&region=15&source=樣例日報&from=2024-02-30"


def html(client: FlaskClient, address: str, status: int = 400) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.get_data(as_text=True)


def outside_details(page: str) -> str:
    before, _, rest = page.partition('<details class="quiet"')
    return before + rest.partition("</details>")[2]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-Hant", "起始日期「2024-02-30」無法辨識。請寫成 2025、2025-11 或 2025-11-27"),
        ("zh-Hans", "起始日期“2024-02-30”无法识别。请写成 2025、2025-11 或 2025-11-27"),
        ("en", "The first date “2024-02-30” cannot be read. Write 2025, 2025-11 or 2025-11-27"),
    ],
)
def test_a_parameter_that_cannot_be_read_is_told_in_the_readers_language(
    client: FlaskClient, language: str, said: str
) -> None:
    page = html(client, f"{REFUSED}&lang={language}")
    assert said in outside_details(page)
    assert "there is no such date as" not in outside_details(page)


def test_the_library_s_own_words_stand_behind_details(client: FlaskClient) -> None:
    assert "there is no such date as 2024-02-30" in html(client, REFUSED)


def test_a_mistyped_date_costs_no_filter(client: FlaskClient) -> None:
    page = html(client, f"{REFUSED}&lang=en")
    for name, value in (("region", "15"), ("source", "樣例日報"), ("lang", "en")):
        assert f'name="{name}" value="{value}"' in page
    assert 'type="hidden" name="from"' not in page
    assert 'href="/?q=%E7%A8%80%E5%9C%9F&amp;region=15&amp;source=' in page


def test_a_mistyped_date_is_mended_in_place(client: FlaskClient) -> None:
    page = html(client, f"{REFUSED}&to=2024-12&lang=en")
    (form,) = re.findall(r'<form class="dates".*?</form>', page, flags=re.DOTALL)
    fields = re.findall(r'name="([^"]*)" value="([^"]*)"', form)
    assert fields == [
        ("q", "稀土"),
        ("region", "15"),
        ("source", "樣例日報"),
        ("lang", "en"),
        ("from", "2024-02-30"),
        ("to", "2024-12"),
    ]


def test_what_is_no_date_is_not_asked_for_as_one(client: FlaskClient) -> None:
    assert '<form class="dates"' not in html(client, "/?q=稀土&region=亞特蘭蒂斯&from=2024")


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/?q=a&q=b&lang=en", "The query “a, b” cannot be read. It may be given once."),
        ("/?region=亞特蘭蒂斯&lang=en", "The region “亞特蘭蒂斯” cannot be read."),
        ("/?sort=worst&lang=en", "The order “worst” cannot be read. relevance or date."),
        ("/?added_after=x&lang=en", "added_after “x” cannot be read."),
        ("/?page=0&lang=en", "The page “0” cannot be read."),
    ],
)
def test_every_parameter_is_named(client: FlaskClient, address: str, said: str) -> None:
    assert said in html(client, address)


def test_beyond_the_window_the_way_back_keeps_the_search(client: FlaskClient) -> None:
    assert 'href="/?q=%E7%A8%80%E5%9C%9F&amp;lang=en"' in html(client, "/?q=稀土&page=400&lang=en")


def test_notices_about_regions_are_in_one_language(client: FlaskClient) -> None:
    page = html(client, "/?q=region:亞特蘭蒂斯&lang=en", 200)
    assert "There is no region called 亞特蘭蒂斯" in page
    assert "没有地区" not in page
    assert "may mean" in html(client, "/?region=鼓楼区&lang=en", 200)


@pytest.fixture
def without_index(tmp_path: Path) -> FlaskClient:
    """A site whose articles are stored and whose index somebody moved away."""
    build_archive(tmp_path, [{"id": "1", "title": "稀土"}, {"id": "2", "title": "農業"}])
    DataFolder(tmp_path).pointer.unlink()
    return create_app(Settings(data=tmp_path)).test_client()


def test_a_missing_index_is_not_called_an_empty_archive(without_index: FlaskClient, tmp_path: Path) -> None:
    page = html(without_index, "/?lang=en", 503)
    assert "2 articles are stored here, and their index is missing" in page
    assert f"zhengwen --data {tmp_path} rebuild" in page
    assert "There is nothing to search" not in page


def test_the_api_says_the_same(without_index: FlaskClient) -> None:
    response = without_index.get("/api/v1/search?q=稀土")
    answer = response.json
    assert answer is not None
    assert (response.status_code, answer["type"]) == (503, "urn:zhengwen:problem:index-missing")
    assert "2 articles" in answer["detail"]
    assert "zhengwen rebuild" in answer["detail"]
    assert response.headers["Retry-After"]


def test_first_steps_name_every_way_and_the_folder(empty_client: FlaskClient, tmp_path: Path) -> None:
    page = html(empty_client, "/?lang=en", 200)
    for said in ("HTML", "Atom", "JSONL", "WARC", f"--data {tmp_path / 'absent'} feeds add"):
        assert said in page


def test_commands_name_the_folder_where_it_is_not_the_usual_one() -> None:
    assert render_command(Settings(data=default_data_folder())) == "zhengwen"
    assert render_command(Settings(data=Path("my news"))) == "zhengwen --data 'my news'"


@pytest.mark.parametrize("address", ["/", "/feeds", "/saved"])
def test_no_page_shows_a_command_without_it(client: FlaskClient, address: str) -> None:
    page = html(client, address, 200)
    assert page.count("<code>zhengwen ") == page.count("<code>zhengwen --data ")
