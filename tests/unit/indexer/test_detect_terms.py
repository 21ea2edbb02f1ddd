"""Terms of the lexicon found in articles: every spelling, exact spans, the longest of what overlaps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.lexicon import LexiconEntry, load_lexicon
from index.analysis.script import fold, to_traditional
from index.model import PartialDate
from indexer.detect.terms import TermDetector


def an_entry(term: str, *, not_in: tuple[str, ...] = ()) -> LexiconEntry:
    return LexiconEntry(
        term=term,
        term_hant=to_traditional(term),
        category="数字",
        document="a document",
        issuer="an issuer",
        date=PartialDate(year=2024, month=3, day=5),
        not_in=not_in,
    )


def a_detector(*terms: str, extra: tuple[str, ...] = ()) -> TermDetector:
    return TermDetector([an_entry(term) for term in terms], fold, extra)


def canonical(detector: TermDetector, text: str) -> list[str]:
    return [mention.canonical for mention in detector.detect("", text)]


def test_a_mention_says_field_and_exact_span() -> None:
    (in_title, in_body) = a_detector("稀土").detect("稀土出口", "包头的稀土")
    assert (in_title.field, in_title.start, in_title.end, in_title.surface) == ("title", 0, 2, "稀土")
    assert (in_body.field, in_body.start, in_body.end, in_body.surface) == ("body", 3, 5, "稀土")


@pytest.mark.parametrize("spelling", ["新质生产力", "新質生產力", "新質生産力", "新质生産力"])
def test_every_spelling_is_one_canonical_term(spelling: str) -> None:
    (mention,) = a_detector("新质生产力").detect("", f"發展{spelling}。")
    assert mention.canonical == "新质生产力"
    assert mention.surface == spelling


def test_full_width_and_case_do_not_matter() -> None:
    assert canonical(a_detector("RCEP", "人工智能+"), "ｒｃｅｐ生效，人工智能＋行动") == ["RCEP", "人工智能+"]


@pytest.mark.parametrize("written", ["“双一流”建设", "「雙一流」建設", "双一流建设", "『双「一流」』建设"])
def test_quotes_inside_a_term_are_skipped(written: str) -> None:
    (mention,) = a_detector("双一流建设").detect("", f"推进{written}")
    assert mention.surface == written[written.index("双" if "双" in written else "雙") :]


def test_quotes_around_a_term_stay_outside() -> None:
    (mention,) = a_detector("卡脖子").detect("", "破解“卡脖子”难题")
    assert mention.surface == "卡脖子"


def test_a_space_or_a_line_parts_a_term() -> None:
    assert canonical(a_detector("城市更新"), "提升城市 更新理念\n城市\n更新") == []


def test_the_longest_of_overlapping_terms_counts_and_its_part_elsewhere() -> None:
    detector = a_detector("人工智能", "人工智能+")
    assert canonical(detector, "人工智能+行动；人工智能") == ["人工智能+", "人工智能"]


def test_a_longer_run_that_is_no_term_hides_it() -> None:
    detector = TermDetector([an_entry("注册制", not_in=("注册制度",))], fold)
    assert [m.start for m in detector.detect("", "会员註冊制度与股票发行注册制")] == [11]


def test_latin_ends_match_whole_runs_only() -> None:
    assert canonical(a_detector("5G", "RCEP"), "5G网络 5GHz RCEPS 15G RCEP") == ["5G", "RCEP"]


def test_user_terms_are_found_and_never_rename_shipped_ones() -> None:
    detector = a_detector("稀土", extra=("算力券", "稀土"))
    assert canonical(detector, "發放算力券，稀土") == ["算力券", "稀土"]


def test_nothing_in_nothing() -> None:
    assert a_detector("稀土").detect("", "") == ()
    assert a_detector().detect("稀土", "稀土") == ()


def test_a_fold_that_changes_lengths_is_refused() -> None:
    detector = TermDetector([an_entry("稀土")], lambda text: text.replace("％", "%%"))
    with pytest.raises(ValueError, match="spans would shift"):
        detector.detect("", "稀土占50％")


SHIPPED = TermDetector(load_lexicon(), fold)
PIECES = [entry.term for entry in load_lexicon()[:60]] + [
    "“",
    "”",
    "》",
    " ",
    "\n",
    "，",
    "的",
    "A",
    "5G",
    "𠀀",
    "國",
    "·",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_spans_refer_to_the_text_and_never_overlap(text: str) -> None:
    last = 0
    for mention in SHIPPED.detect("", text):
        assert text[mention.start : mention.end] == mention.surface
        assert mention.start >= last
        last = mention.end


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_script_does_not_change_what_is_found(text: str) -> None:
    assert canonical(SHIPPED, text) == canonical(SHIPPED, to_traditional(text))


@pytest.mark.parametrize("run", ["国", "人工智能", "“", "稀土“”"])
def test_long_repetition_is_no_trap(run: str) -> None:
    text = run * 50_000
    assert len(SHIPPED.detect("", text)) == text.count("人工智能") + text.count("稀土")


@pytest.mark.parametrize(
    ("body", "surface", "expected"),
    [
        ("推動高品質發展。", "高品質發展", "高质量发展"),
        ("推動高質素發展。", "高質素發展", "高质量发展"),
        ("高水準對外開放", "高水準對外開放", "高水平对外开放"),
        ("發展人工智慧。", "人工智慧", "人工智能"),
        ("數位經濟成長", "數位經濟", "数字经济"),
    ],
)
def test_a_term_is_found_in_other_regions_words(body: str, surface: str, expected: str) -> None:
    (mention,) = TermDetector(load_lexicon(), fold).detect("", body)
    assert (mention.surface, mention.canonical) == (surface, expected)


@pytest.mark.parametrize("body", ["建设智慧城市。", "都市化的生活。"])
def test_what_is_only_alike_is_another_thing(body: str) -> None:
    found = {mention.canonical for mention in TermDetector(load_lexicon(), fold).detect("", body)}
    assert found <= {"智慧城市"}
