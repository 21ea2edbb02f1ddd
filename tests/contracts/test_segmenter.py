"""The segmenter contract, on both implementations: the same words of the same text, wherever it is cut."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import segment
from index.analysis.lexicon import load_lexicon
from index.analysis.script import to_simplified
from index.analysis.segment import MAX_RUN, JiebaSegmenter, RjiebaSegmenter, Segmenter, load_segmenter
from tests.contracts.engine_cases import load_news, load_samples

TERMS = tuple(entry.term for entry in load_lexicon())
IMPLEMENTATIONS: dict[str, Callable[[tuple[str, ...]], Segmenter]] = {
    "jieba": JiebaSegmenter,
    "rjieba": RjiebaSegmenter,
}
HAN_RUN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
REAL_ARTICLES = 300
# jieba adds logarithms from the left, jieba-rs multiplies weights: where two cuts weigh the same to the last digit,
# they may choose differently; the articles of this test hold no such line, a larger draw a few.
RARE_TIES = 2

texts = st.text(alphabet="农村公路发展新质生产力中国人民国a5G，。 \n“㐀𠮷\x00", max_size=40) | st.text(
    max_size=30
)


@pytest.fixture(scope="module")
def segmenters() -> dict[str, Segmenter]:
    return {name: make(TERMS) for name, make in IMPLEMENTATIONS.items()}


@pytest.fixture(params=list(IMPLEMENTATIONS))
def segmenter(request: pytest.FixtureRequest, segmenters: dict[str, Segmenter]) -> Segmenter:
    return segmenters[request.param]


def sample_texts() -> list[str]:
    return [to_simplified(f"{article.title}\n{article.body}") for article in load_samples()]


def check_laws(segmenter: Segmenter, text: str) -> None:
    tokens = list(segmenter.cut(text))
    for token in tokens:
        assert token.text == text[token.start : token.end] != ""
        assert HAN_RUN.fullmatch(token.text)
    assert segmenter.words(text) == [token.text for token in tokens]
    assert "".join(segmenter.coarse(text)) == "".join(HAN_RUN.findall(text))
    # A word comes before every longer one that holds it.
    for number, token in enumerate(tokens):
        for earlier in tokens[:number]:
            assert not (earlier.start <= token.start and token.end <= earlier.end), (earlier, token)
    covered = {place for token in tokens for place in range(token.start, token.end)}
    assert covered == {place for run in HAN_RUN.finditer(text) for place in range(run.start(), run.end())}


def test_the_laws_hold_on_the_samples(segmenter: Segmenter) -> None:
    for text in sample_texts()[::8]:
        for line in text.split("\n"):
            check_laws(segmenter, line)


@given(text=texts)
def test_the_laws_hold_on_any_text(segmenters: dict[str, Segmenter], text: str) -> None:
    for segmenter in segmenters.values():
        check_laws(segmenter, text)


@given(text=texts)
def test_both_cut_any_text_alike(segmenters: dict[str, Segmenter], text: str) -> None:
    assert list(segmenters["jieba"].cut(text)) == list(segmenters["rjieba"].cut(text))
    assert segmenters["jieba"].coarse(text) == segmenters["rjieba"].coarse(text)


def test_both_cut_the_samples_alike(segmenters: dict[str, Segmenter]) -> None:
    for text in sample_texts():
        assert list(segmenters["jieba"].cut(text)) == list(segmenters["rjieba"].cut(text))
        assert segmenters["jieba"].coarse(text) == segmenters["rjieba"].coarse(text)


def test_both_cut_real_news_alike(segmenters: dict[str, Segmenter], real_data: Path) -> None:
    differing = [
        line
        for article in load_news(real_data, REAL_ARTICLES)
        for line in to_simplified(f"{article.title}\n{article.body[:1_500]}").split("\n")
        if segmenters["jieba"].words(line) != segmenters["rjieba"].words(line)
    ]
    assert len(differing) <= RARE_TIES, differing


def test_parts_come_before_the_whole(segmenter: Segmenter) -> None:
    assert segmenter.words("农村公路") == ["农村", "公路", "农村公路"]
    assert segmenter.coarse("农村公路") == ["农村公路"]


@pytest.mark.parametrize(
    "term",
    ["新质生产力", "低空经济", "耐心资本", "专精特新", "碳达峰", "营商环境", "高质量发展", "乡村振兴", "一带一路", "粤港澳大湾区", "中国式现代化"],
)  # fmt: skip
def test_a_term_stays_whole_in_a_sentence(segmenter: Segmenter, term: str) -> None:
    assert term in segmenter.words(f"加快推进{term}的若干措施")
    assert term in segmenter.coarse(f"加快推进{term}的若干措施")


def test_every_term_of_the_lexicon_stays_whole(segmenter: Segmenter) -> None:
    han = [term for term in TERMS if HAN_RUN.fullmatch(term)]
    assert len(han) > 400
    assert [term for term in han if segmenter.coarse(term) != [term]] == []
    assert [term for term in han if segmenter.words(term)[-1] != term] == []


def test_letters_digits_and_signs_are_no_words(segmenter: Segmenter) -> None:
    assert segmenter.words("5G应用，COVID-19疫情 4S店AA制") == ["应用", "疫情", "店", "制"]
    assert list(segmenter.cut("")) == []
    assert segmenter.words("abc 123 ，。\x00🀄") == []
    assert segmenter.coarse("") == []


def test_words_do_not_reach_over_what_is_no_han(segmenter: Segmenter) -> None:
    assert segmenter.words("农 村") == ["农", "村"]
    assert segmenter.words("农\n村公“路”") == ["农", "村", "公", "路"]


def test_rare_ideographs_are_words_of_their_own(segmenter: Segmenter) -> None:
    assert segmenter.coarse("𠮷野家㐀") == ["𠮷", "野", "家", "㐀"]


# With guesses (HMM) 杭研 and 来到了 depend on their neighbours: an article and a query would be cut differently.
def test_no_words_are_guessed(segmenter: Segmenter) -> None:
    assert segmenter.coarse("他来到了网易杭研大厦") == ["他", "来到", "了", "网易", "杭", "研", "大厦"]
    assert segmenter.coarse("王伟中指出") == ["王", "伟", "中", "指出"]


@pytest.mark.parametrize("sign", ["国", "。", " ", "a"])
def test_time_is_linear_in_a_repeated_character(segmenter: Segmenter, sign: str) -> None:
    # In one run, 50,000 times 国 takes 9 s in both.
    text = sign * 50_000
    assert "".join(segmenter.coarse(text)) == "".join(HAN_RUN.findall(text))
    assert sum(1 for _ in segmenter.cut(text)) >= len(segmenter.coarse(text))


def test_a_long_run_is_cut_and_its_spans_go_on(segmenter: Segmenter) -> None:
    text = "国" * MAX_RUN + "农村公路"
    assert [(token.text, token.start) for token in segmenter.cut(text)][-3:] == [
        ("农村", MAX_RUN),
        ("公路", MAX_RUN + 2),
        ("农村公路", MAX_RUN),
    ]


def test_several_threads_get_what_one_gets(segmenter: Segmenter) -> None:
    lines = sample_texts()[:40]
    alone = [segmenter.words(line) for line in lines]
    with ThreadPoolExecutor(4) as pool:
        for together in pool.map(lambda _: [segmenter.words(line) for line in lines], range(4)):
            assert together == alone


def test_one_dictionary_does_not_change_another(segmenters: dict[str, Segmenter]) -> None:
    for name, make in IMPLEMENTATIONS.items():
        with_term = make(("国人民路",))
        assert with_term.coarse("国人民路") == ["国人民路"]
        assert segmenters[name].coarse("国人民路") != ["国人民路"]


def test_the_fast_one_is_preferred_and_the_reference_serves_without_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load_segmenter().name == "rjieba"
    monkeypatch.setattr(segment, "rjieba", None)
    fallback = load_segmenter(("新质生产力",))
    assert (fallback.name, fallback.coarse("新质生产力")) == ("jieba", ["新质生产力"])


def test_an_unknown_segmenter_is_refused() -> None:
    with pytest.raises(ValueError, match="jieba or rjieba"):
        load_segmenter(prefer="hanlp")
