"""Page numbers of a copied text go, with what stands beside them on each page; numbers of sections and rows stay."""

from __future__ import annotations

import itertools

import pytest

from indexer.extract.page_marks import without_page_marks

PAGE = tuple(f"样例河航道疏浚第{number}段由沿河各县分段施工，" for number in range(16))
CUT = "航道疏浚今年完成，两座旧桥已经拆除，新建的船"
CUTS = tuple(CUT.replace("两", number) for number in "两三四")
BELOW = "闸明年春天放水。"


@pytest.mark.parametrize(
    "marks",
    [
        ("- 1 -", "- 2 -", "- 3 -"),
        ("第 1 页 共 3 页", "第 2 页 共 3 页", "第 3 页 共 3 页"),
        ("第4頁", "第5頁", "第6頁"),
        ("Page 1 of 3", "Page 2 of 3", "Page 3 of 3"),
        (
            "https://www.sample.invalid/a 1/3",
            "https://www.sample.invalid/a 2/3",
            "https://www.sample.invalid/a 3/3",
        ),
        ("1/3", "2/3", "3/3"),
        ("7", "8", "9"),
    ],
)
@pytest.mark.parametrize("beside", [(), ("",)], ids=["alone", "between blank lines"])
def test_numbers_of_pages_go(marks: tuple[str, ...], beside: tuple[str, ...]) -> None:
    lines = [
        line
        for cut, mark in zip(CUTS, marks, strict=True)
        for line in (*PAGE, cut, *beside, mark, *beside, BELOW)
    ]
    assert without_page_marks(lines) == [line for cut in CUTS for line in (*PAGE, cut, BELOW)]


def test_what_stands_beside_them_on_each_page_goes_too() -> None:
    head = "样例研究院 研究简报"
    lines = [line for number, cut in enumerate(CUTS) for line in (*PAGE, cut, f"- {number} -", head, BELOW)]
    assert without_page_marks(lines) == [line for cut in CUTS for line in (*PAGE, cut, BELOW)]


@pytest.mark.parametrize(
    "lines",
    [
        (*PAGE, "工程明年完成。", "1", *PAGE, "船闸明年放水。", "2", *PAGE, "码头后年建成。", "3", *PAGE),
        ("序号", "1", CUT, "2", CUT, "3", CUT),
        (*PAGE, CUT, "1", *PAGE, CUT, "3", *PAGE, CUT, "4", *PAGE),
        ("两队战成平局，比分是", "1/2", "决赛", "2/2"),
        (*PAGE, "- 1 -", *PAGE, "- 7 -"),
        ("样例县新增的桥梁数目为以下的数字", "- 3 -", "座。"),
        ("山前雨", "· 1 ·", "船过旧桥。", "· 2 ·", "灯火在水里。", "· 3 ·", "人在岸上。"),
        ("问答", "- 1 -", "问：船闸何时放水？", "答：明年春天。", "- 2 -", "问：旧桥怎么办？", "答：拆除。"),
        tuple(
            line
            for n in range(1, 6)
            for line in (str(n), *(f"样例县第{n}片区第{m}号住户张某某李某某" for m in range(16)))
        ),
    ],
    ids=[
        "sections",
        "rows",
        "not counting",
        "scores",
        "others between dashes",
        "a figure",
        "parts of a poem",
        "questions",
        "registers",
    ],
)
def test_other_numbers_stay(lines: tuple[str, ...]) -> None:
    assert without_page_marks(lines) == list(lines)


def test_blank_lines_stay_where_a_sentence_ends_with_its_page() -> None:
    mark = "第 1 页，共 2 页"
    assert without_page_marks(["船闸明年放水。", "", mark, "", *PAGE]) == ["船闸明年放水。", "", "", *PAGE]


def test_twenty_thousand_numbers_are_read_as_quickly_as_lines() -> None:
    marks = [f"- {number} -" for number in range(1, 10_000)]
    listed = [CUT, *marks, BELOW, *itertools.chain.from_iterable((f"第{n}页", "") for n in range(1, 10_000))]
    assert without_page_marks(listed) == listed
