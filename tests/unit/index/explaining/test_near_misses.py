"""What comes close to a run that is not there, on texts made for each case."""

from __future__ import annotations

import pytest

from index.analysis.analyzer import Analyzer, exact_units
from index.explaining.model import NearMiss
from index.explaining.near_misses import find_near_misses
from index.model import Article, ArticleVersion
from index.planning.plan import Needle
from index.schema import TextScope
from tests.builders import NOON, an_article

ANALYZER = Analyzer()
TEXT: tuple[TextScope, ...] = ("title", "body")


def near(
    typed: str, article: Article, scopes: tuple[TextScope, ...] = TEXT, *versions: ArticleVersion
) -> tuple[NearMiss, ...]:
    needle = Needle(typed=typed, spellings=(exact_units(typed),), scopes=scopes)
    return find_near_misses(needle, ANALYZER.coarse_words(typed), article, versions)


def codes(typed: str, article: Article, scopes: tuple[TextScope, ...] = TEXT) -> list[str]:
    return [one.code for one in near(typed, article, scopes)]


def marked(miss: NearMiss) -> list[str]:
    assert miss.excerpt is not None
    text = miss.excerpt.text
    return [text[span.start : span.end] for span in miss.excerpt.highlights]


def test_a_run_across_a_full_stop_is_named_with_the_sign_between() -> None:
    (miss,) = near("出口管制", an_article(body="本年擴大稀土出口。管制辦法另行公佈。"))
    assert (miss.code, marked(miss)) == ("across-break", ["出口。管制"])
    assert "parted by 。" in miss.message


def test_a_run_across_a_line_break_says_so() -> None:
    (miss,) = near("出口管制", an_article(body="稀土出口\n管制辦法"))
    assert miss.message == "its characters follow each other in the body, but parted by a line break"


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (("title",), "stands in the body (2×), but is looked for in the title alone"),
        (("entity",), "stands in the body (2×), but is looked for in names alone"),
    ],
)
def test_a_run_in_another_field(scopes: tuple[TextScope, ...], expected: str) -> None:
    (miss,) = near("补贴", an_article(title="辦法", body="補貼企業，補貼研究。"), scopes)
    assert (miss.code, miss.message, marked(miss)) == ("other-field", expected, ["補貼"])


def test_letters_inside_a_longer_word() -> None:
    (miss,) = near("5G", an_article(body="頻率為5GHz。"))
    assert (miss.code, marked(miss)) == ("inside-word", ["5GHz"])
    assert "5g* finds" in miss.message


@pytest.mark.parametrize(
    ("field", "article"),
    [
        ("tags", an_article(tags=("碳中和",))),
        ("author", an_article(author="碳中和")),
        ("source", an_article(source="碳中和報")),
    ],
)
def test_what_is_stored_beside_the_text_is_not_searched(field: str, article: Article) -> None:
    (miss,) = near("碳中和", article)
    assert (miss.code, miss.message) == (
        "not-searched",
        f"stands in the {field}, which words do not search",
    )


def test_what_was_taken_out_of_the_text() -> None:
    (miss,) = near("王小明", an_article(body="稀土。", raw="稀土。\n責任編輯：王小明"))
    assert (miss.code, marked(miss)) == ("taken-out", ["王小明"])


def test_what_an_earlier_version_said() -> None:
    earlier = ArticleVersion(number=1, title="舊題", body="出口管制。", stored_at=NOON)
    (miss,) = near("出口管制", an_article(body="出口放開。"), TEXT, earlier)
    assert (miss.code, marked(miss)) == ("earlier-version", ["出口管制"])
    assert "version 1" in miss.message


def test_scattered_words_and_the_longest_part() -> None:
    found = near("稀土出口管制", an_article(title="稀土", body="管制辦法，稀土出口。"))
    assert [(one.code, one.message) for one in found] == [
        ("scattered", "holds 3 of its 3 words: 稀土、出口、管制, but not side by side"),
        ("longest-part", "the longest part that stands there is 稀土出口"),
    ]


def test_words_that_lack_are_named() -> None:
    (miss,) = near("稀土出口管制", an_article(title="稀土", body="企業。"))
    assert miss.message == "holds 1 of its 3 words: 稀土, not 出口、管制"


@pytest.mark.parametrize("typed", ["量子", "煤", "NASA"])
def test_nothing_comes_close(typed: str) -> None:
    assert codes(typed, an_article()) == []


def test_a_source_has_no_near_miss() -> None:
    assert codes("稀土", an_article(), ("source",)) == []
