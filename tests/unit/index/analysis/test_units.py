"""Units: canonical text is 1:1 with any text, and every way to cut it gives the same units."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.units import (
    BREAK,
    DECIMAL,
    GLUE,
    LATIN_END,
    LETTERS,
    MAX_LATIN_UNIT,
    SKIP,
    canonical,
    closed_units,
    is_letters,
    is_mark,
    plain_canonical,
    unit_texts,
    units,
)

# Few signs, so that runs, breaks, numbers and joiners meet; then what no keyboard types.
SIGNS = "天國国aB5" + "“』（· \u3000" + "。，;!" + "-_.,+%" + "\n…①\u200b\u0301\ufe0f⏎🀄"
RARE = "𠮷㐀〇ﷺ\x00\u202e\u2063\u2064\u00adéßि가ｱア\ue000\U0010ffff\u2f00㍿½\x85\u2028"
signs = st.text(alphabet=SIGNS, max_size=30)
any_text = st.text(alphabet=SIGNS + RARE, max_size=30) | st.text(max_size=40)
MANY = 100_000


def unit_pattern(unit: str) -> str:
    """A regular expression that finds *unit*, as a whole unit, in canonical text."""
    if not is_letters(unit):
        return re.escape(unit)
    inner = f"{GLUE}*".join(re.escape(sign) for sign in unit.replace(".", DECIMAL))
    return rf"(?<!{LETTERS}){inner}(?!{LETTERS})"


def texts_of(text: str) -> list[str]:
    return [unit.text for unit in units(canonical(text))]


@given(any_text)
def test_canonical_is_one_to_one(text: str) -> None:
    assert len(canonical(text)) == len(text)
    assert len(plain_canonical(text)) == len(text)


@given(any_text)
def test_the_plain_form_of_a_plain_form_is_itself(text: str) -> None:
    assert plain_canonical(plain_canonical(text)) == plain_canonical(text)


@given(any_text)
def test_units_are_ordered_disjoint_and_inside(text: str) -> None:
    previous = 0
    for unit in units(canonical(text)):
        assert previous <= unit.start < unit.end <= len(text)
        previous = unit.end


@given(any_text)
def test_the_ways_to_cut_agree(text: str) -> None:
    canon = canonical(text)
    assert unit_texts(canon) == [unit.text for unit in units(canon)]
    assert closed_units(canon) == [
        unit + LATIN_END if is_letters(unit) else unit for unit in unit_texts(canon)
    ]


@given(any_text)
def test_no_unit_holds_what_terms_are_joined_by(text: str) -> None:
    for unit in unit_texts(canonical(text)):
        assert unit
        assert LATIN_END not in unit
        assert not any(sign.isspace() for sign in unit)


@given(any_text)
def test_no_two_breaks_meet_and_none_meets_a_mark(text: str) -> None:
    found = unit_texts(canonical(text))
    for left, right in itertools.pairwise(found):
        assert not (left == BREAK and is_mark(right))
        assert not (right == BREAK and is_mark(left))


@given(any_text)
def test_a_unit_is_found_by_its_pattern_where_it_stands(text: str) -> None:
    canon = canonical(text)
    for unit in units(canon):
        if unit.end - unit.start < MAX_LATIN_UNIT:
            spans = [match.span() for match in re.finditer(unit_pattern(unit.text), canon)]
            assert (unit.start, unit.end) in spans


# A number is read with its neighbours: cut in the middle of 1.2.3 or 1,000,5 its parts may read otherwise.
NUMBER_CHAIN = re.compile(r"[0-9][.,]|[.,][0-9]|[0-9]{2}")


@given(any_text, st.data())
def test_what_is_cut_at_unit_borders_has_the_same_units(text: str, data: st.DataObject) -> None:
    found = units(canonical(text))
    if not found:
        return
    first = data.draw(st.integers(0, len(found) - 1))
    last = data.draw(st.integers(first, len(found) - 1))
    start, end = found[first].start, found[last].end
    plain = re.sub(r"\s", "_", plain_canonical(text))
    if any(NUMBER_CHAIN.search(plain[max(0, cut - 2) : cut + 2]) for cut in (start, end)):
        return
    expected = [unit.text for unit in found[first : last + 1]]
    got = texts_of(text[start:end])
    # At an end a sign may lose the neighbour that it depended on (a break beside a mark): readers trim marks there.
    assert trimmed(got) == trimmed(expected)


def trimmed(found: list[str]) -> list[str]:
    while found and is_mark(found[0]):
        found = found[1:]
    while found and is_mark(found[-1]):
        found = found[:-1]
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5G應用", ["5g", "应", "用"]),
        ("從0到1", ["从", "0", "到", "1"]),
        ("C919大型客機", ["c919", "大", "型", "客", "机"]),
        ("COVID-19", ["covid", "19"]),
        ("PD1728_A", ["pd1728", "a"]),
        ("U.S.", ["u", "s", "."]),
        ("3.5%", ["3.5", "%"]),
        ("３．５％", ["3.5", "%"]),
        ("1,000,000元", ["1000000", "元"]),
        ("1,00元", ["1", ",", "00", "元"]),
        ("1.2.3", ["1", "2", "3"]),
        ("人工智能+", ["人", "工", "智", "能", "+"]),
        ("“卡脖子”难题", ["卡", "脖", "子", "难", "题"]),
        ("〔2024〕12号", [BREAK, "2024", BREAK, "12", "号"]),
        ("稀土。\n\n出口", ["稀", "土", "。", "出", "口"]),
        ("稀土\n\n出口", ["稀", "土", BREAK, "出", "口"]),
        ("稀土——出口", ["稀", "土", BREAK, "出", "口"]),
        ("中美-貿易", ["中", "美", BREAK, "贸", "易"]),
        ("稀\u200b土", ["稀", "土"]),
        ("𠮷野家", ["𠮷", "野", "家"]),
        ("カタカナ", ["カ", "タ", "カ", "ナ"]),
        ("Straße", ["straße"]),
        ("", []),
        (" \u3000（）", []),
    ],
)
def test_texts_and_their_units(text: str, expected: list[str]) -> None:
    assert texts_of(text) == expected


def test_a_vowel_sign_of_its_own_is_one_unit_on_both_sides() -> None:
    assert closed_units(canonical("\u093f")) == ["\u093f"]
    assert not is_letters("\u093f")


def test_very_long_words_are_cut_alike() -> None:
    assert [len(unit) for unit in texts_of("x" * 150)] == [64, 64, 22]


@pytest.mark.parametrize(
    "text", ["国", " ", "。", "+", "-", "1", "1,", "1.", "a-", "\n", "。\n", "“", "国 ", "1,000"]
)
def test_no_run_of_one_sign_takes_quadratic_time(text: str) -> None:
    # Quadratic, each of these takes a minute.
    assert len(canonical(text * MANY)) == len(text) * MANY


def test_skips_and_breaks_are_what_they_say() -> None:
    assert canonical("（稀） 土") == f"{SKIP}稀{SKIP}{SKIP}土"
    assert canonical("稀|土") == f"稀{BREAK}土"


@pytest.mark.parametrize("sign", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u0301"])
def test_a_zero_width_sign_vanishes_inside_a_unit_and_is_skipped_outside(sign: str) -> None:
    assert unit_texts(canonical(f"5{sign}{sign}G 稀{sign}土{sign}5G{sign}")) == ["5g", "稀", "土", "5g"]
    assert len(canonical(f"5{sign}G")) == 3
    assert [(unit.text, unit.start, unit.end) for unit in units(canonical(f"稀{sign}CO{sign}2"))] == [
        ("稀", 0, 1),
        ("co2", 2, 6),
    ]
