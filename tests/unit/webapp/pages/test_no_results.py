"""What a page without results says: nothing that is not true, and the ways that find something."""

import pytest
from flask.testing import FlaskClient


def text(client: FlaskClient, query: str) -> str:
    return client.get("/", query_string={"q": query, "lang": "en"}).get_data(as_text=True)


@pytest.mark.parametrize("query", ["AND", "OR", "或"])
def test_a_lone_operator_is_not_said_to_be_read_otherwise(client: FlaskClient, query: str) -> None:
    assert "Read as" not in text(client, query)


@pytest.mark.parametrize("query", ["稀土 -出口", "稀土｜出口", "稀土 -不存在的詞"])
def test_a_reading_that_says_more_is_shown(client: FlaskClient, query: str) -> None:
    assert "Read as" in text(client, query)


@pytest.mark.parametrize("query", ["稀土 出口", "稀土　出口", "稀土 AND 出口", '稀土 "出口"'])
def test_that_a_space_means_both_is_not_said(client: FlaskClient, query: str) -> None:
    assert "Read as" not in text(client, query)


def test_what_was_loosened_is_not_said_to_be_read_as_all_of_it(client: FlaskClient) -> None:
    html = text(client, "稀土 出口 馬拉松運動員")
    assert "Nothing matches as written" in html
    assert "Read as" not in html


def test_signs_alone_are_told_once_and_not_called_sought_after(client: FlaskClient) -> None:
    html = text(client, "。，")
    assert "Nothing in the query can be searched" in html
    assert "Signs alone are not searched" not in html
    assert "were tried" not in html


def test_nothing_is_said_of_loosened_results_where_there_are_none(client: FlaskClient) -> None:
    html = text(client, "xx yy zzqqj")
    assert "Nothing found" in html
    assert "Nothing matches as written" not in html


def test_a_quotation_is_offered_without_its_quotes(client: FlaskClient) -> None:
    assert "Without the quotes" in text(client, '"稀土企業獎勵辦法出台細則"')


def test_pinyin_of_two_words_leads_to_them(client: FlaskClient) -> None:
    assert "q=%E7%A8%80%E5%9C%9F" in text(client, "xi tu chanye")
