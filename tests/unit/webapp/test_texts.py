import re
from pathlib import Path
from typing import get_args

import pytest
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

import webapp
from index.analysis.script import only_simplified, only_traditional
from index.model import ENTITY_KINDS, FILTER_ATTRIBUTES, DateOrigin, MatchKind, Notice, Sort
from index.query.notices import ALL_NOTICES
from index.schema import FACET_NAMES
from index.suggesting.alternatives import AlternativeKind
from tests.unit.webapp.conftest import problem_kinds
from tests.wording import NOT_IN_TAIWAN, NOT_ON_THE_MAINLAND, words_in
from webapp.reader import PLACES
from webapp.texts import LANGUAGES, choose_language, load_help, load_texts

FOLDER = Path(webapp.__file__).parent
SOURCES = [*FOLDER.rglob("*.py"), *(FOLDER / "templates").iterdir()]
# Names that code puts together: t["sort_" ~ name], texts[f"facet_{name}"] …
MADE_NAMES = {
    *(f"facet_{name}" for name in FILTER_ATTRIBUTES),
    *(f"facet_{kind}" for kind in ENTITY_KINDS),
    *("facet_region_note", "facet_place_note"),
    *(f"sort_{sort.value}" for sort in Sort),
    *("view_excerpts", "view_titles"),
    *(f"script_{script}" for script in ("original", "hans", "hant")),
    *(f"script_{script}_title" for script in ("original", "hans", "hant")),
    *(f"origin_{origin}" for origin in get_args(DateOrigin)),
    *(f"kind_{kind}" for kind in FACET_NAMES),
    *("first_article", "latest_article", "problem_being_made"),
    *(f"problem_{kind.replace('-', '_')}" for kind in problem_kinds() if kind != "parameter"),
    *(
        f"{prefix}_{name}"
        for prefix in ("parameter", "hint")
        for name in ("from", "to", "region", "page", "size", "sort", "script", "dup")
    ),
    *("parameter_q", "hint_once"),
    *(f"problem_http_{status}" for status in (404, 414, 500)),
    *(f"alternative_{kind.replace('-', '_')}" for kind in get_args(AlternativeKind)),
    *re.findall(r'"(key_[a-z]+)"', (FOLDER / "templates" / "_keys.html").read_text(encoding="utf-8")),
    *(f"place_{name}" for name, _ in PLACES),
    *("last_week", "last_month", "last_year"),
    *(f"explain_match_{kind.replace('-', '_')}" for kind in get_args(MatchKind)),
    *(f"explain_{kind}" for kind in ("all", "any", "at_least", "not", "everything")),
    *(f"explain_{reason}" for reason in ("shown_by_copy", "beyond_pages", "story_found", "not_indexed")),
    "explain_lead",
    *(f"field_{scope}" for scope in ("title", "body", "entity", "source")),
    *(
        f"near_{miss}"
        for miss in ("across_break", "earlier_version", "inside_word", "longest_part", "not_searched")
    ),
    *(f"near_{miss}" for miss in ("other_field", "scattered", "scattered_all", "taken_out")),
    *(f"error_{status}" for status in (400, 404, 405, 410, 414, 500, 503, "other")),
}


def used_names() -> set[str]:
    names = set(MADE_NAMES)
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        names |= set(re.findall(r"\bt\.([a-z_0-9]+)\b(?!\()", text)) - {
            "say",
            "language",
            "han_language",
            "notice",
        }
        names |= set(re.findall(r'\bsay\(\s*["\']([a-z_]+)["\']', text))
        names |= set(re.findall(r'\btexts\["([a-z_]+)"\]', text))
        names |= set(re.findall(r'texts\.say\(\s*"[a-z_]+" if [^)]*? else "([a-z_]+)"', text))
    return names


def test_every_word_that_is_said_stands_in_the_table_and_none_is_idle() -> None:
    notices = {name for name in load_texts("en").words if name.startswith("notice_")}
    singular = {f"{name}_one" for name in used_names()} & set(load_texts("en").words)
    assert used_names() | singular == set(load_texts("en").words) - notices


def test_one_is_said_as_one() -> None:
    texts = load_texts("en")
    assert [texts.say("total_stories", total=total) for total in (0, 1, 2)] == [
        "0 stories",
        "1 story",
        "2 stories",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_notice_of_the_query_language_is_said_in_each_language(language: str) -> None:
    texts = load_texts(choose_language(language, LanguageAccept()))
    codes = {notice.code for notice in ALL_NOTICES}
    said = {code for code in codes if "notice_" + code.replace("-", "_") in texts.words}
    assert said == codes


def test_an_unknown_notice_is_said_as_it_comes() -> None:
    assert load_texts("en").notice(Notice(code="new", message="words")) == "words"


def test_the_same_braces_stand_in_every_language() -> None:
    def braces(words: str) -> set[str]:
        return set(re.findall(r"{[a-z]+}", words))

    english = load_texts("en").words
    for language in LANGUAGES:
        words = load_texts(language).words
        assert {name for name in english if braces(words[name]) != braces(english[name])} == set()


@pytest.mark.parametrize(
    ("language", "foreign"), [("zh-Hant", NOT_IN_TAIWAN), ("zh-Hans", NOT_ON_THE_MAINLAND)]
)
def test_each_script_has_the_words_of_its_readers(language: str, foreign: tuple[str, ...]) -> None:
    chosen = choose_language(language, LanguageAccept())
    said = [*load_texts(chosen).words.values(), *(row.meaning for row in load_help(chosen))]
    assert words_in("\n".join(said), foreign) == set()


@pytest.mark.parametrize(
    ("wanted", "accepted", "language"),
    [
        (None, "", "zh-Hant"),
        (None, "*", "zh-Hant"),
        (None, "zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        (None, "zh-HK", "zh-Hant"),
        (None, "zh-Hant-CN", "zh-Hant"),
        (None, "zh-CN,zh;q=0.9", "zh-Hans"),
        (None, "zh", "zh-Hans"),
        (None, "en-GB,zh-TW;q=0.5", "en"),
        (None, "de,zh-TW;q=0.5", "zh-Hant"),
        (None, "fr", "en"),
        ("zh-Hans", "zh-TW", "zh-Hans"),
        ("ZH-HANT", "en", "zh-Hant"),
        ("tlh", "en", "en"),
    ],
)
def test_the_language_is_chosen(wanted: str | None, accepted: str, language: str) -> None:
    assert choose_language(wanted, parse_accept_header(accepted, LanguageAccept)) == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_has_examples(language: str) -> None:
    rows = load_help(choose_language(language, LanguageAccept()))
    assert len(rows) > 10
    assert all(row.query and row.meaning for row in rows)


def test_queries_of_the_help_stand_in_the_script_of_its_language() -> None:
    written = {language: "".join(row.query for row in load_help(language)) for language in LANGUAGES}
    assert only_simplified().isdisjoint(written["zh-Hant"] + written["en"])
    assert only_traditional().isdisjoint(written["zh-Hans"])
