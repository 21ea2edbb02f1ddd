"""Snippets: whole sentences or clauses of the body that show the most of what was asked for."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.analyzer import exact_units
from index.model import Snippet
from index.planning.plan import Needle
from index.showing.matching import Matcher, merged
from index.showing.snippets import FRAGMENT_CHARACTERS, MAX_FRAGMENTS, show_texts

SENTENCE_MARKS = "。！？!?；;…\n"
BORDER_BEFORE = re.compile(r"(?:[。！？!?；;…，、：,:][”’」』）)》〉\"'】］\]]*|[\s])\s*$")
SOUGHT = ["稀土", "出口管制", "后", "5G", "土。天", "天，国"]
pieces = st.sampled_from(
    ["天地", "國家", "稀土", "稀 土", "出口管制", "後", "5G", "，", "。", "。”", "、", "；", "\n", " ", "\n\n", "2,500", "Aa bb", "天" * 50, "地" * 130]
)  # fmt: skip
bodies = st.lists(pieces, max_size=60).map("".join)


def a_matcher(*sought: str) -> Matcher:
    return Matcher(
        [Needle(typed=one, spellings=(exact_units(one),), scopes=("title", "body")) for one in sought]
    )


def cut(body: str, matcher: Matcher) -> tuple[Snippet, ...]:
    (shown,) = show_texts([""], [body], matcher)
    return shown.snippets


def fragments(body: str, *sought: str) -> list[str]:
    return [snippet.text for snippet in cut(body, a_matcher(*sought))]


def marks(snippets: tuple[Snippet, ...]) -> list[str]:
    return [snippet.text[span.start : span.end] for snippet in snippets for span in snippet.highlights]


def place_of(snippet: Snippet, body: str, start: int) -> int:
    place = body.replace("\n", " ").find(snippet.text, start)
    assert place >= 0, snippet.text
    return place


def begins_at_a_border(body: str, start: int) -> bool:
    return not body[:start].strip() or BORDER_BEFORE.search(body[:start]) is not None


def ends_at_a_border(body: str, end: int) -> bool:
    after = body[end:]
    return not after.strip() or after[0].isspace() or BORDER_BEFORE.search(body[:end]) is not None


LONG = "天" * 60


def cuts(body: str, *sought: str) -> list[tuple[bool, bool]]:
    return [(one.is_cut_before, one.is_cut_after) for one in cut(body, a_matcher(*sought))]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"國家。稀土{LONG}。{LONG}。", (False, False)),
        (f"稀土，{LONG}，{LONG}，{LONG}。", (False, True)),
        (f"{LONG}，{LONG}，{LONG}、稀土。天地。", (True, False)),
        (f"{LONG}，{LONG}，{LONG}，稀土，{LONG}，{LONG}，{LONG}。", (True, True)),
        (f"標題沒有句號\n稀土{LONG}\n{LONG}{LONG}", (False, False)),
        (f"「{LONG}{LONG}。」稀土的話。{LONG}{LONG}。", (False, False)),
        ("稀土", (False, False)),
        (f"稀土{LONG}{LONG}{LONG}", (False, True)),
        (f"天地，{LONG}{LONG}稀土{LONG}{LONG}", (True, True)),
    ],
)
def test_a_snippet_says_where_its_sentence_goes_on(body: str, expected: tuple[bool, bool]) -> None:
    assert cuts(body, "稀土") == [expected]


def test_the_beginning_of_a_body_says_so_too() -> None:
    assert cuts(f"{LONG}，{LONG}，{LONG}。", "稀土") == [(False, True)]
    assert cuts("天地。", "稀土") == [(False, False)]


def test_a_sentence_is_shown_once_however_often_it_stands_there() -> None:
    slogan = f"大力發展稀土產業，{'建' * 100}。"
    assert fragments(f"{slogan}\n{'天' * 130}。\n{slogan}\n{'地' * 130}。\n{slogan}", "稀土") == [slogan]


def test_what_differs_is_shown_beside_it() -> None:
    slogan, other = f"發展稀土產業，{'建' * 100}。", f"稀土出口管制，{'管' * 100}。"
    body = "\n".join([slogan, "天" * 130 + "。", slogan, "地" * 130 + "。", other])
    assert fragments(body, "稀土", "出口管制") == [slogan, other]


def test_a_thousand_repetitions_are_no_burden() -> None:
    slogan = f"發展稀土產業，{'建' * 100}。\n"
    assert len(fragments(slogan * 2_000, "稀土")) == 1


@given(bodies, st.lists(st.sampled_from(SOUGHT), max_size=4, unique=True))
def test_fragments_are_ordered_disjoint_pieces_of_the_body(body: str, sought: list[str]) -> None:
    matcher = a_matcher(*sought)
    snippets = cut(body, matcher)
    assert len(snippets) <= MAX_FRAGMENTS
    end = 0
    for snippet in snippets:
        end = place_of(snippet, body, end) + len(snippet.text)
        assert snippet.text == snippet.text.strip() != ""
        previous = 0
        for span in snippet.highlights:
            assert previous <= span.start < span.end <= len(snippet.text)
            previous = span.end


@given(bodies, st.lists(st.sampled_from(SOUGHT), max_size=4, unique=True))
def test_what_matches_is_shown_and_marked(body: str, sought: list[str]) -> None:
    matcher = a_matcher(*sought)
    snippets = cut(body, matcher)
    found = [body[span.start : span.end].replace("\n", " ") for span in merged(matcher.matches(body, "body"))]
    assert bool(marks(snippets)) == bool(found)
    assert bool(snippets) == bool(body.strip())
    if found:
        assert all(snippet.highlights for snippet in snippets)
        assert set(marks(snippets)) <= set(found)


@given(
    bodies.filter(lambda body: "地地" not in body), st.lists(st.sampled_from(SOUGHT), max_size=4, unique=True)
)
def test_fragments_begin_and_end_at_borders_and_are_short(body: str, sought: list[str]) -> None:
    matcher = a_matcher(*sought)
    crossed = merged(matcher.matches(body, "body"))
    at = 0
    for snippet in cut(body, matcher):
        at = place_of(snippet, body, at)
        end = at + len(snippet.text)
        if longest_clause(body) + sum(span.end - span.start for span in crossed) <= FRAGMENT_CHARACTERS:
            assert begins_at_a_border(body, at), body[:at][-10:]
            assert ends_at_a_border(body, end), body[end:][:10]
        longest = max((span.end - span.start for span in crossed), default=0)
        assert len(snippet.text) <= FRAGMENT_CHARACTERS + longest
        at = end


def longest_clause(body: str) -> int:
    return max(len(clause) for clause in re.split(rf"[{SENTENCE_MARKS}，、： ]", body))


def test_short_sentences_are_joined_up_to_120_characters() -> None:
    body = "第一句話。" * 10 + "稀土在這裡。" + "最後一句話。" * 30
    (fragment,) = fragments(body, "稀土")
    assert "稀土在這裡。" in fragment
    assert FRAGMENT_CHARACTERS - 6 <= len(fragment) <= FRAGMENT_CHARACTERS
    assert fragment.endswith("最後一句話。")


def test_a_paragraph_is_not_left() -> None:
    assert fragments("標題。\n稀土產業。\n別的事。", "稀土") == ["稀土產業。"]


def test_a_long_sentence_is_cut_at_clauses() -> None:
    clause = "這是一個相當長的分句用來填滿篇幅，"
    (fragment,) = fragments(clause * 10 + "稀土產業得到獎勵，" + clause * 10 + "完。", "稀土")
    assert "稀土產業得到獎勵，" in fragment
    assert fragment.startswith("這是")
    assert fragment.endswith("，")
    assert len(fragment) <= FRAGMENT_CHARACTERS


def test_a_comma_in_a_number_and_a_colon_in_a_time_are_no_borders() -> None:
    body = "長" * 70 + "稀土10:30共計1,000,000元" + "短" * 60 + "，" + "尾" * 100 + "。"
    (fragment,) = fragments(body, "稀土")
    assert "稀土10:30共計1,000,000元" in fragment


def test_text_without_any_mark_is_cut_around_the_match() -> None:
    body = "天" * 5_000 + "稀土" + "地" * 5_000
    (snippet,) = cut(body, a_matcher("稀土"))
    assert len(snippet.text) == FRAGMENT_CHARACTERS
    assert marks((snippet,)) == ["稀土"]
    assert snippet.text.startswith("天")
    assert snippet.text.endswith("地")


@pytest.mark.parametrize("before", [0, 2_990, 2_997, 2_998, 2_999, 3_000, 3_001, 3_478, 3_479, 3_480, 50_000])
@pytest.mark.parametrize("filler", ["天", "天，", "天。", "a ", "\n"])
def test_a_match_is_found_however_far_into_the_body(before: int, filler: str) -> None:
    body = filler * (before // len(filler)) + "稀土出口管制" + filler * 3_000
    assert marks(cut(body, a_matcher("稀土出口管制"))) == ["稀土出口管制"]


def test_a_phrase_is_shown_whole_over_its_comma_and_its_sentence() -> None:
    clause = "這是一個相當長的分句用來填滿篇幅，"
    body = clause * 8 + "這裡是稀土。出口也有管制，" + clause * 8
    (snippet,) = cut(body, a_matcher("稀土。出口"))
    assert marks((snippet,)) == ["稀土。出口"]
    assert begins_at_a_border(body, body.find(snippet.text))
    assert snippet.text.endswith("，")


def test_the_most_different_needles_are_shown() -> None:
    body = "\n".join(["稀土。", "稀土稀土稀土。", "出口與管制。", "稀土。", "許可證。", "別的。"])
    assert fragments(body, "稀土", "出口", "管制", "许可证") == ["稀土稀土稀土。", "出口與管制。", "許可證。"]


def test_a_short_line_is_shown_where_nothing_else_says_it() -> None:
    notice = "稀土管理署令\n" + "天" * 20 + "。\n"
    assert fragments(notice, "稀土") == ["稀土管理署令"]
    more = "今後稀土的出口由該署審核並公布結果。"
    assert fragments(notice + more, "稀土") == [more]
    assert fragments("稀土出口\n" + LONG + "稀土。", "稀土", "出口") == ["稀土出口", LONG + "稀土。"]


def test_a_fragment_begins_with_no_mark_that_closes() -> None:
    assert fragments("日前公布了《條例\n》，稀土出口須經許可。", "稀土") == ["稀土出口須經許可。"]
    assert fragments("說明如下\n，稀土。", "，稀土") == ["，稀土。"]
    assert fragments("天地\n（稀土）", "稀土") == ["（稀土）"]


def test_needles_far_from_each_other_are_both_shown() -> None:
    body = "稀土在前。\n" + "其他的話。\n" * 2_000 + "出口在後。"
    assert fragments(body, "稀土", "出口") == ["稀土在前。", "出口在後。"]


def test_needles_far_apart_in_one_long_sentence_are_both_shown() -> None:
    body = "稀土在前，" + "其他的話，" * 100 + "出口在後。"
    snippets = cut(body, a_matcher("稀土", "出口"))
    assert marks(snippets) == ["稀土", "出口"]
    assert len(snippets) == 2


def test_at_most_three_fragments() -> None:
    assert len(fragments("稀土。\n\n" * 50, "稀土")) <= MAX_FRAGMENTS
    names = ["稀土", "出口", "管制", "许可", "审查"]
    assert len(fragments("\n".join(f"{name}。" for name in names), *names)) == MAX_FRAGMENTS


def test_without_a_match_the_beginning_is_shown_unmarked() -> None:
    body = "\n\n" + " " * 600 + "第一句話。" * 60
    (snippet,) = cut(body, a_matcher("稀土"))
    assert snippet.highlights == ()
    assert snippet.text.startswith("第一句話。")
    assert snippet.text.endswith("。")
    assert len(snippet.text) <= FRAGMENT_CHARACTERS


@pytest.mark.parametrize("body", ["", " ", "\n\u3000\n"])
def test_an_empty_body_has_no_snippets(body: str) -> None:
    assert cut(body, a_matcher("稀土")) == ()


@pytest.mark.parametrize("sign", [" ", "\u3000", "\n", "。", "，", "稀土", "國", "…", "\t"])
def test_no_run_of_one_sign_takes_quadratic_time(sign: str) -> None:
    # Quadratic, each of these takes a minute.
    body = sign * 50_000 + "稀土。" + sign * 50_000
    assert marks(cut(body, a_matcher("稀土", "出口")))
