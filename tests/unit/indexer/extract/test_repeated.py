"""What repeats at the edges of many articles, and what does not."""

from __future__ import annotations

from indexer.extract.repeated import cut_repeated, detect_repeated, paragraph_key

FOOT = "本台版权所有，转载请与我们联系。"
LEAD = "各位听众，欢迎收听样例夜话节目。"


def bodies(count: int, *, lead: str = "", middle: str = "", foot: str = "") -> list[str]:
    return [
        "\n".join(filter(None, (lead, f"第{number}件事。", middle, f"第{number}件事的经过。", foot)))
        for number in range(count)
    ]


def test_layers_are_peeled_from_both_ends() -> None:
    found = detect_repeated(bodies(10, lead=LEAD, foot=f"节目由样例台制作，编排王小明。\n{FOOT}"))
    assert {one.text for one in found} == {LEAD, "节目由样例台制作，编排王小明。", FOOT}


def test_what_repeats_within_is_the_articles_own() -> None:
    assert detect_repeated(bodies(30, middle="执业方式依照技师法第六条第一项规定。")) == ()


def test_short_and_rare_paragraphs_are_left() -> None:
    assert detect_repeated(bodies(30, foot="特此公告。")) == ()
    assert detect_repeated(bodies(7, foot=FOOT)) == ()
    assert detect_repeated([*bodies(8, foot=FOOT), *bodies(30)]) == ()


def test_a_long_one_needs_less() -> None:
    notice = FOOT * 3
    assert [one.articles for one in detect_repeated([*bodies(8, foot=notice), *bodies(60)])] == [8]


def test_script_blanks_and_width_do_not_tell_paragraphs_apart() -> None:
    assert paragraph_key("本臺版權所有, 轉載請與我們聯系。") == paragraph_key(
        "本台版权所有，转载请与我们联系。"
    )


def test_cutting_stops_at_what_is_not_repeated() -> None:
    keys = {paragraph_key(FOOT), paragraph_key(LEAD)}
    assert cut_repeated(f"{LEAD}\n甲。\n{FOOT}\n乙。\n{FOOT}", keys) == f"甲。\n{FOOT}\n乙。"
    assert cut_repeated(f"{LEAD}\n{FOOT}", keys) == f"{LEAD}\n{FOOT}"
