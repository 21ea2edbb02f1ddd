import time

from hypothesis import given
from hypothesis import strategies as st

from webapp.views.version_diff import ChangedParagraph, compare_texts


def told(paragraphs: tuple[ChangedParagraph, ...]) -> list[str]:
    signs = {"same": "", "added": "+", "dropped": "-"}
    return [
        f"{paragraph.skipped}|" + " ".join(signs[one.kind] + one.text for one in paragraph.changes)
        for paragraph in paragraphs
    ]


def test_equal_texts_have_no_changes() -> None:
    assert compare_texts("甲\n乙", "甲\n\n 乙") == ()


def test_changed_characters_are_shown_in_their_paragraph() -> None:
    assert told(compare_texts("首段。\n价格下跌一点。", "首段。\n价格上涨一点。")) == [
        "1|价格 -下跌 +上涨 一点。"
    ]


def test_paragraphs_come_and_go() -> None:
    assert told(compare_texts("甲段。\n乙段。", "甲段。\n乙段。\n丙說明。")) == ["2|+丙說明。"]
    assert told(compare_texts("甲段。\n乙段。", "乙段。")) == ["0|-甲段。"]


def test_paragraphs_that_share_little_stand_one_after_the_other() -> None:
    assert told(compare_texts("今天下雨了", "明朝晴空万里")) == ["0|-今天下雨了", "0|+明朝晴空万里"]


def test_long_paragraphs_are_compared_by_clause_and_in_time() -> None:
    old = "国" * 3_000 + "，" + "事" * 3_000
    started = time.process_time()
    changes = compare_texts(old, old + "。又一句")
    assert "".join(one.text for paragraph in changes for one in paragraph.changes).endswith("又一句")
    assert time.process_time() - started < 5


TEXT = st.text(alphabet="甲乙丙，。\n", max_size=40)


@given(TEXT, TEXT)
def test_the_changes_hold_both_texts(old: str, new: str) -> None:
    changed = compare_texts(old, new)
    before = "".join(one.text for line in changed for one in line.changes if one.kind != "added")
    after = "".join(one.text for line in changed for one in line.changes if one.kind != "dropped")
    assert len(before) - len(after) == len("".join(old.split())) - len("".join(new.split()))
