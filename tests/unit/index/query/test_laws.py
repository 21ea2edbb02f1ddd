"""Laws of the query language, on strings made of its own signs and on any strings."""

import contextlib
import sys
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.analysis.units import canonical, unit_texts
from index.errors import QueryLimitError
from index.query.ast import And, Everything, InDates, InRegion, Node, Not, Or, Phrase, Prefix, Run
from index.query.leaves import is_searchable
from index.query.lexer import normalise_query
from index.query.nesting import PAIRED_SIGNS, without_signs
from index.query.parser import QUERY_LIMITS, QueryLimits, parse_query
from index.query.render import render_query

# Rendering writes ` AND ` for a space, and pieces of one word as clauses: longer, but the same tree.
NO_LIMITS = QueryLimits(characters=sys.maxsize, clauses=sys.maxsize, depth=130)

SIGNS = [
    *" \u3000\u00a0\t\n\u200b|-()（）\"“”「」『』'‘’《》·:：*＊.。，,、；！？!?+%/\\—…～~[]【】_&#@{}<>=^$`\x00\ud800\u202e",
    *(
        "OR",
        "AND",
        "NOT",
        "或",
        "ＯＲ",
        "or",
        "not ",
        " OR ",
        " AND ",
        " NOT ",
        " 或 ",
        " -",
        "--",
        "() ",
        '" "',
    ),
    *(
        "title:",
        "標題：",
        "body:",
        "正文：",
        "entity:",
        "實體:",
        "source:",
        "来源：",
        "region:",
        "地區：",
        "date:",
        "日期：",
    ),
    *(
        "2025",
        "2025-11",
        "2025年11月",
        "..",
        "至",
        "2025-02-30",
        "1,000",
        "１，０００",
        "3.5",
        "内蒙古",
        "15",
    ),
    *(
        "稀土",
        "出口",
        "5G",
        "tech",
        "t",
        "A",
        "b",
        "〇",
        "𠮷",
        "ß",
        "é",
        "\u0301",
        "㎡",
        "ﷺ",
        "‥",
        "か",
        "한",
    ),
]
composed = st.lists(st.sampled_from(SIGNS), max_size=24).map("".join)
queries = composed | st.text(max_size=40) | st.text(alphabet='a稀"“”「」()| -:,*', max_size=24)

FULL_WIDTH: dict[int, int] = {
    ord(" "): 0x3000,
    **{sign: sign + 0xFEE0 for sign in range(0x21, 0x7F) if not chr(sign).isalnum()},
}


def parse_all(text: str) -> Node:
    return parse_query(text, NO_LIMITS).tree


@given(st.text(max_size=300) | st.text(alphabet=st.characters(codec=None), max_size=300) | composed)
@example("(" * 256)
@example("-" * 256)
@example(" " * 256)
@example("(" * 128 + ")" * 128)
@example('"' * 255)
@example("title:" * 42)
@example("\ud800" * 256)
@example("\x00")
def test_every_string_has_a_reading_or_is_over_a_limit(text: str) -> None:
    if len(text) > QUERY_LIMITS.characters:
        with pytest.raises(QueryLimitError, match="256"):
            parse_query(text)
        return
    try:
        parsed = parse_query(text)
    except QueryLimitError:
        # Only then is it too much: without limits it has a reading.
        parsed = parse_query(text, NO_LIMITS)
    render_query(parsed.tree).encode()
    parsed.text.encode()


@given(queries)
@example("“a “b”")
@example('x，"a')
@example("-A，B")
@example("x，(A)(B)")
@example("(9)1,000，(999)1,000")
@example("“解 x“决 ”")
@example("OR")
@example("A 或 ( | ) - (OR)")
@example('region:「a"b」')
def test_the_rendered_tree_reads_back_as_the_same_tree(text: str) -> None:
    tree = parse_all(text)
    assert parse_all(render_query(tree)) == tree


@given(queries)
def test_rendering_is_canonical(text: str) -> None:
    once = render_query(parse_all(text))
    assert render_query(parse_all(once)) == once


@given(queries)
def test_full_width_signs_equal_half_width_ones(text: str) -> None:
    half, full = parse_query(text, NO_LIMITS), parse_query(text.translate(FULL_WIDTH), NO_LIMITS)
    assert (half.tree, half.plain, half.notices) == (full.tree, full.plain, full.notices)


@given(queries, st.integers(min_value=0), st.sampled_from("\u200b\u200d\u2060\ufeff\u202e\u00ad"))
def test_invisible_characters_change_nothing(text: str, place: int, invisible: str) -> None:
    place %= len(text) + 1
    marked = text[:place] + invisible + text[place:]
    assert parse_all(marked) == parse_all(text)


@given(st.text())
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise_query(text)
    assert normalise_query(once) == once


@given(queries)
def test_trees_are_well_formed(text: str) -> None:
    parsed = parse_query(text, NO_LIMITS)
    check_node(parsed.tree)
    if not is_searchable(normalise_query(text)):
        assert isinstance(parsed.tree, Everything | Run)
    if parsed.plain:
        assert all(isinstance(leaf, Run) for leaf in leaves(parsed.tree)) or parsed.tree == Everything()
    assert len(set(parsed.notices)) == len(parsed.notices)


@given(queries)
def test_a_query_in_brackets_means_the_same(text: str) -> None:
    tree = parse_all(text)
    rendered = render_query(tree)
    if is_searchable(rendered):
        assert parse_all(f"({rendered})") == tree
        assert parse_all(f"NOT ({rendered})") == (tree.child if isinstance(tree, Not) else Not(child=tree))


@given(queries, queries)
def test_two_rendered_queries_join_with_or(left: str, right: str) -> None:
    trees = [parse_all(text) for text in (left, right)]
    texts = [render_query(tree) for tree in trees]
    if all(is_searchable(text) for text in texts):
        flat = [node for tree in trees for node in (tree.children if isinstance(tree, Or) else (tree,))]
        assert parse_all(" OR ".join(texts)) == Or(children=tuple(flat))


MIXED = st.text(alphabet="aB5０Ｇ稀土\U00020000か“”「」『』\"()'·-_/.,%+。\u0301\u200b\n…", max_size=16)


@given(MIXED)
@example("3.(5")
@example("1),000")
@example("COVID(-19")
@example("5(\u0301G")
@example("稀\u0301)a")
def test_a_text_without_its_quotes_and_brackets_has_the_same_units(text: str) -> None:
    places = [place for place, sign in enumerate(text) if sign in PAIRED_SIGNS]
    assert unit_texts(canonical(without_signs(text, places))) == unit_texts(canonical(text))


@given(st.text(alphabet="aB5稀土“”「」『』\"()'·《》", min_size=1, max_size=16))
def test_a_word_of_letters_ideographs_and_skipped_signs_keeps_its_units(text: str) -> None:
    read = leaves(parse_all(text))
    if len(read) == 1 and is_searchable(text):
        assert isinstance(read[0], Run | Phrase)
        assert unit_texts(canonical(read[0].text)) == unit_texts(canonical(text))


@pytest.mark.parametrize(
    "unit",
    [
        "(",
        ")",
        '"',
        "“",
        "「a",
        "a”",
        "-",
        "a ",
        "a，",
        "|",
        "title:",
        "(a",
        "a)",
        ' "a',
        '"" ',
        "NOT ",
        "a OR ",
    ],
)
@pytest.mark.campaign  # timed: for a quiet machine
def test_time_grows_with_the_length_and_not_its_square(unit: str) -> None:
    def seconds(length: int) -> float:
        text = (unit * length)[:length]
        times = []
        for _ in range(3):
            started = time.perf_counter()
            with contextlib.suppress(QueryLimitError):
                parse_query(text, QueryLimits(characters=length, clauses=length, depth=8))
            times.append(time.perf_counter() - started)
        return min(times)

    # Quadratic time would give 64; the slack is for a busy machine.
    assert seconds(8_000) < 24 * seconds(1_000) + 0.02


def leaves(node: Node) -> list[Node]:
    match node:
        case And() | Or():
            return [leaf for child in node.children for leaf in leaves(child)]
        case Not():
            return leaves(node.child)
        case _:
            return [node]


def check_node(node: Node, *, inside: bool = False) -> None:
    match node:
        case And() | Or():
            assert len(node.children) >= 2
            for child in node.children:
                assert not isinstance(child, type(node))
                check_node(child, inside=True)
        case Not():
            assert not isinstance(node.child, Not)
            check_node(node.child, inside=True)
        case Everything():
            assert not inside
        case Run():
            assert node.text
            assert is_searchable(node.text) or not inside
            assert not is_searchable(node.text) or not any(sign in node.text for sign in "。、:;!?*| ")
        case Phrase():
            assert is_searchable(node.text)
            assert node.text == node.text.strip()
        case Prefix():
            assert len(node.text) >= 2
            assert node.text.isalnum()
        case InRegion():
            assert is_searchable(node.name)
        case InDates():
            assert node.first is not None or node.last is not None
