"""Saved and pasted pages: golden texts with the expectation beside them, the project's samples, the first article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ItemError
from index.model import PartialDate
from indexer.inputs import ArticleInput, InputDefaults, RawRecord
from indexer.sources.plain_text import parse_plain_text

ROOT = Path(__file__).resolve().parents[4]
TOLD = "样例河上的老桥今天封闭，加固四个月，公交车改走新桥。"
GOLDEN = sorted((ROOT / "tests" / "golden" / "plain_text").glob("*.txt"))
SAMPLES = sorted((ROOT / "samples" / "text").glob("*.txt"))


def read(content: str | bytes, defaults: InputDefaults | None = None) -> ArticleInput:
    text = content.encode() if isinstance(content, str) else content
    record = RawRecord(path="a.txt", line=None, format="text", content=text)
    return parse_plain_text(record, defaults or InputDefaults())


def rendered(article: ArticleInput) -> str:
    """An article as the golden files write it."""
    published = article.published.iso() if article.published else ""
    head = {
        "title": article.title,
        "source": article.source or "",
        "published": published,
        "url": article.url or "",
    }
    return "".join(f"{key}: {value}".rstrip() + "\n" for key, value in head.items()) + f"\n{article.body}\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_texts(path: Path) -> None:
    assert rendered(read(path.read_bytes())) == path.with_suffix(".expected").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_lose_their_page_and_nothing_else(path: Path) -> None:
    article = read(path.read_bytes())
    assert article.title
    for word in ("版權", "版权", "責任編輯", "责任编辑", "記者 ", "记者 ", "打印", "©", "聲明：", "声明："):
        assert word not in article.body
    assert len(article.body) > 0.5 * len(article.raw)


def test_the_first_article(real_data: Path) -> None:
    path = real_data / "seed" / "000_a14628910f49d145.txt"
    article = read(path.read_bytes())
    lines = path.read_text(encoding="utf-8").split("\n")
    assert article.title == "自治區科學技術獎勵大會在呼召開"
    assert article.body.split("\n") == [*lines[2:9], lines[9].removesuffix("(記者 李晗)")]
    assert article.body.startswith("11月27日,內蒙古自治區")
    assert article.body.endswith("設分會場。")
    assert article.raw == path.read_text(encoding="utf-8")
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("原標題:甲乙丙\n正文。", "甲乙丙", "正文。"),
        ("原标题： 甲乙丙 \n\n正文。", "甲乙丙", "正文。"),
        ("標題：甲乙丙\r\n正文。\r\n", "甲乙丙", "正文。"),
        ("【原标题】：甲乙丙\n正文。", "甲乙丙", "正文。"),
        ("甲乙丙\n（原标题：丁戊己庚）\n正文。", "甲乙丙", "正文。"),
        ("甲乙丙？\n正文。", "甲乙丙？", "正文。"),
        ("甲乙，" * 29 + "丙\n正文。", "甲乙，" * 29 + "丙", "正文。"),
        ("# 甲乙丙\n正文。", "甲乙丙", "正文。"),
        ("甲乙丙", "甲乙丙", ""),
        ("會議召開。代表出席。", "會議召開", "會議召開。代表出席。"),
        ("示例天气 2025年3月8日\n正文。", "示例天气 2025年3月8日", "正文。"),
        ("2025年3月8日 星期六\n甲乙丙\n正文。", "甲乙丙", "正文。"),
        ("字號：大 中 小\n甲乙丙\n正文。", "甲乙丙", "正文。"),
        ("標題:\n甲乙丙\n正文。", "甲乙丙", "正文。"),
    ],
)
def test_titles(text: str, title: str, body: str) -> None:
    article = read(text)
    assert (article.title, article.body) == (title, body)


def test_a_labelled_date_is_of_the_text_and_a_default_is_given() -> None:
    defaults = InputDefaults(published=PartialDate(year=2024), source="默認", regions=("北京",))
    own = read("甲乙丙\n发布时间：2025年4月17日 来源：自己\n正文。", defaults)
    assert (own.published, own.published_origin, own.source) == (
        PartialDate(year=2025, month=4, day=17),
        "text",
        "自己",
    )
    filled = read("甲乙丙\n正文。", defaults)
    assert (filled.published, filled.published_origin, filled.source) == (
        PartialDate(year=2024),
        "given",
        "默認",
    )
    assert filled.regions == ("北京",)


_TEXT = "大会7日在示例市召开。\n代表认为，目标已经明确。"


@pytest.mark.parametrize(
    ("stamp", "published", "source", "author"),
    [
        ("2025年03月08日 09:15:00　来源：样例网", "2025-03-08T09:15:00+08:00", "样例网", None),
        ("来源：样例日报　作者：陈例　2025-03-08 09:15", "2025-03-08T09:15:00+08:00", "样例日报", "陈例"),
        ("2025/03/08 09:15 樣例報 記者王例文／台北報導", "2025-03-08T09:15:00+08:00", "樣例報", "王例文"),
        ("样例日报 2025-03-08", "2025-03-08", "样例日报", None),
        ("（2025年3月8日）", "2025-03-08", None, None),
        ("日期：二〇二五年三月八日", "2025-03-08", None, None),
        ("更新时间：2025-03-09\n发布时间：2025-03-08", "2025-03-08", None, None),
        ("更新时间：2025-03-09", "2025-03-09", None, None),
        ("03-08 09:15 来源：网络", "--03-08", None, None),
        ("来源：样例网\n2025-03-08", "2025-03-08", "样例网", None),
        ("3月8日 样例日报", "--03-08", "样例日报", None),
        ("王例文 | 2025-03-08", "2025-03-08", None, "王例文"),
        ("——示例省大会侧记\n2025-03-08 09:15", "2025-03-08T09:15:00+08:00", None, None),
    ],
)
def test_a_stamp_line_dates_the_page_and_leaves_the_text(
    stamp: str, published: str, source: str | None, author: str | None
) -> None:
    article = read(f"标题：示例省召开大会\n{stamp}\n{_TEXT}")
    assert article.published is not None
    assert (article.published.iso(), article.published_origin) == (published, "text")
    assert (article.source, article.author) == (source, author)
    assert article.body.removeprefix("——示例省大会侧记\n") == _TEXT


@pytest.mark.parametrize(
    "text",
    [
        "2025年3月8日，大会召开。\n代表认为，目标明确。",
        "来源和去向要分清。\n代表认为，目标明确。",
        "各单位：\n现将通知印发给你们，请遵照执行。\n示例市发展和改革委员会\n2025年3月8日",
        "现将通知印发给你们，请遵照执行。\n示例市商务局 2025年3月8日",
        "现将讲座安排通知如下。\n时间：2025年3月8日\n地点：示例市图书馆\n欢迎参加。",
        "（2025年3月8日示例省人民代表大会通过）\n第一条　为了发展经济，制定本条例。",
    ],
)
def test_a_day_of_the_text_itself_stays(text: str) -> None:
    article = read(f"标题：示例通知\n{text}")
    assert (article.body, article.published) == (text, None)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("作者：陈例", "陈例"),
        ("记者：陈例 李样", "陈例 李样"),
        ("樣例報 記者王例文／台北報導", "王例文"),
        ("记者：谢谢您。", None),
        ("作者：佚名", None),
        ("责任编辑：王例", None),
    ],
)
def test_who_wrote_it(line: str, author: str | None) -> None:
    assert read(f"标题：示例省召开大会\n{_TEXT}\n{line}").author == author


@pytest.mark.parametrize(
    ("first", "title"),
    [
        ("示例省召开大会-样例新闻网", "示例省召开大会"),
        ("示例省召开大会_国内_样例新闻网", "示例省召开大会"),
        ("示例省召开大会 | 样例日报", "示例省召开大会"),
        ("专访周例｜示例省怎样召开大会", "专访周例｜示例省怎样召开大会"),
        ("示例省召开大会——访样例电视台", "示例省召开大会——访样例电视台"),
    ],
)
def test_a_title_loses_the_name_of_its_site(first: str, title: str) -> None:
    article = read(f"{first}\n{_TEXT}")
    assert (article.title, article.body) == (title, _TEXT)


@pytest.mark.parametrize(
    ("above", "kept"),
    [
        ("新聞公報", ""),
        (
            "样例市人民政府办公室文件\n样政办发〔2025〕12号",
            "样例市人民政府办公室文件\n样政办发〔2025〕12号\n",
        ),
        ("样例网首页 新闻 财经 登录", ""),
    ],
)
def test_what_stands_above_a_title_is_none(above: str, kept: str) -> None:
    article = read(f"{above}\n老桥封闭四个月\n{TOLD}")
    assert (article.title, article.body) == ("老桥封闭四个月", f"{kept}{TOLD}")


def test_a_page_as_browsers_print_it() -> None:
    text = f"2025/11/26 10:22 老桥封闭四个月 - 样例网\n老桥封闭四个月\n{TOLD}\nhttps://www.sample.invalid/a.html 1/1\n"
    article = read(text)
    assert (article.title, article.body, article.published) == ("老桥封闭四个月", TOLD, None)


def test_a_count_of_comments_above_the_text_ends_nothing() -> None:
    article = read(f"老桥封闭四个月\n0条评论\n{TOLD}\n3条评论\n网友甲：绕得太远。\n")
    assert article.body == TOLD


def test_the_headline_below_the_name_of_the_page_is_the_title() -> None:
    article = read(f"示例省大会开幕_要闻\n首页 | 要闻 | 视频\n示例省大会开幕\n2025-03-08 09:15\n{_TEXT}")
    assert (article.title, article.body) == ("示例省大会开幕", _TEXT)


@pytest.mark.parametrize(
    ("head", "published", "source", "author"),
    [
        ("2025-03-08 HKT 09:15", "2025-03-08T09:15:00+08:00", None, None),
        ("2025 03/08 09:15:20 来源：样例网", "2025-03-08T09:15:20+08:00", "样例网", None),
        ("王例文·2025年03月08日 09:15", "2025-03-08T09:15:00+08:00", None, "王例文"),
        ("2025年3月8日 09:15\n王例文", "2025-03-08T09:15:00+08:00", None, "王例文"),
        ("原创 王例文 样例发布\n2025年3月8日 09:15 示例", "2025-03-08T09:15:00+08:00", "样例发布", None),
        ("文 王例文\n2025-03-08", "2025-03-08", None, "王例文"),
        ("By Wang Liwen\nUpdated: 2025-03-08 09:15", "2025-03-08T09:15:00+08:00", None, None),
        ("【来源】样例日报\n【作者】王例文", None, "样例日报", "王例文"),
        ("作者：本报记者 王例文", None, None, "王例文"),
        (
            "**来源：** 样例日报　**作者：** 王例文\n![](https://img.invalid/1.jpg)",
            None,
            "样例日报",
            "王例文",
        ),
    ],
)
def test_heads_of_many_sites(
    head: str, published: str | None, source: str | None, author: str | None
) -> None:
    article = read(f"示例省大会开幕\n{head}\n{_TEXT}")
    found = article.published.iso() if article.published else None
    assert (article.body, found, article.source, article.author) == (_TEXT, published, source, author)


def test_an_impossible_labelled_date_is_none() -> None:
    assert read("甲乙丙\n发布时间：2025-02-30\n正文。").published is None


@pytest.mark.parametrize("content", ["", " \n\u3000\n", "\u200b\ufeff", "\x00\x07"])
def test_nothing_to_see_is_refused(content: str) -> None:
    with pytest.raises(ItemError, match="empty"):
        read(content)


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises(ItemError, match="no Chinese text in any known encoding"):
        read("Olá, açúcar".encode("latin-1"))


def test_control_characters_go_with_a_warning() -> None:
    article = read("甲\x00乙\n正\x07文。")
    assert (article.title, article.body, article.raw) == ("甲乙", "正文。", "甲乙\n正文。")
    assert article.warnings == ("text: 2 control characters removed",)


def test_legacy_encodings_and_damage() -> None:
    text = "原標題:自治區科學技術獎勵大會召開\n內蒙古自治區科學技術獎勵大會在呼和浩特召開,表彰科技工作者。"
    assert read(text.encode("big5")).body == read(text.encode("gbk")).body == text.split("\n")[1]
    damaged = read(text.encode("gbk")[:-3])
    assert damaged.body == text.split("\n")[1][:-2] + "\ufffd"
    assert damaged.warnings == ("1 damaged bytes replaced by U+FFFD (read as gb18030)",)


def test_a_long_line_is_read_in_bounded_time() -> None:
    assert read("標題\n" + "國" * 1_000_000).body == "國" * 1_000_000


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_is_an_article_or_empty(text: str) -> None:
    try:
        article = read(text)
    except ItemError:
        return
    assert article.title or article.body


PIECES = st.sampled_from(
    [
        "原标题：", "甲乙丙", "。", "\n", "（记者 李晗）", "記者 馬建兵 攝", "版权所有", "凡本网注明", "1、", "来源：", "王", "驻", "(", ")",
        "责任编辑：", "未经授权不得转载", "更多报道", "图为", " ", "2025-11-28 10:22", "第一条", "本网", "声明：",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=60))
def test_the_body_is_made_of_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    try:
        article = read(text)
    except ItemError:
        return
    position = 0
    for character in article.body.replace("\n", ""):
        position = article.raw.index(character, position) + 1


def test_a_text_saved_with_its_references_is_undone_and_says_so() -> None:
    article = read("示例省大会开幕\n&nbsp;&nbsp;大会7日在&ldquo;示例市&rdquo;召开。")
    assert article.body == "大会7日在“示例市”召开。"
    assert article.warnings == ("text: markup that was escaped as if it were text, undone",)
    assert "&nbsp;" in article.raw
