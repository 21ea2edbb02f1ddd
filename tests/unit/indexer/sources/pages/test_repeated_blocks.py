"""Blocks that repeat: comments and teasers go, and what an article is made of stays."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from indexer.sources.pages.reading import read_page

TITLE = "样例市公布老桥加固方案"
LEAD = "样例市今天公布老桥加固方案，桥面封闭四个月，公交改走新桥。"
COST = "工程投资两千万元，由市财政承担，明年五月恢复通行。"
TOLD = "第{0}段桥面在样例河上游，工人已经搭好支架，预计{0}月完成，附近居民可以走便桥。"
LONG = TOLD + "施工单位说，这一段的桥墩建于四十年前，裂缝最多，因此最先加固，夜间不施工。"
NUMBERS = range(1, 7)


def page(inside: str) -> str:
    return f"<title>{TITLE}_样例网</title><h1>{TITLE}</h1><div>2025-11-27　来源：样例晚报</div><div class='c'>{inside}</div>"


def repeated(block: str, numbers: Iterable[int] = NUMBERS) -> str:
    return "".join(block.format(number, TOLD.format(number), LONG.format(number)) for number in numbers)


def body(inside: str) -> list[str]:
    return read_page(page(inside), None).body.split("\n")


OWN = {
    "programme": "<div class=row><i>0{0}:30</i><h4><a href=/s/{0}>样例厅：第{0}座老桥怎么修</a></h4><p>{1}</p></div>",
    "letters": "<div class=qa><p>网友甲 2025-11-0{0} 09:10</p><p>{1}</p><p>回复 2025-11-1{0} 10:00</p><p>来信收悉，我们将研究第{0}项建议。</p></div>",
    "talk": "<dl class=t><dt>网友甲 10:0{0}:11 提问</dt><dd>第{0}段什么时候修好？</dd><dt>王样明 10:0{0}:40 回复</dt><dd>{1}</dd></dl>",
    "one talk": "<dt>网友甲 10:0{0}:11 提问</dt><dd>第{0}段什么时候修好？</dd><dt>王样明 10:0{0}:40 回复</dt><dd>{1}</dd>",
    "ticker": "<div class=post><h4><a href=#p{0}>10:0{0} 第{0}段桥面开始施工</a></h4><p>{1}</p></div>",
    "places": "<section class=item><h3><a href=/b/{0}>第{0}名：样例河第{0}座老桥</a></h3><p>{1}</p></section>",
    "persons": "<li class=w><h4><a href=/p/{0}>{0}. 守桥三十年的工人李例</a></h4><div>{1}</div></li>",
    "timeline": "<li class=t><a href=/n/{0}>2025年{0}月1日：第{0}份方案</a><span><p>{1}</p></span></li>",
    "mailbox": "<div class=qa><p>市民甲{0} 2025-11-0{0}</p><p>{1}</p><p>市交通局 回复 2025-11-1{0}</p><p>来信收悉，我局将研究。</p></div>",
    "replies": "<div class=qa><p>{1}</p><p>官方回复 2025-11-1{0}</p><p>来信收悉，我们将研究第{0}项建议。</p></div>",
    "dated": "<div class=qa><p>{1}</p><p>回復 2025年11月1{0}日</p><p>来信收悉，我们将研究第{0}项建议。</p></div>",
    "interview": "<div class=talk><div>张局长 回复 网友 10:01:3{0}</div><p>{1}</p></div>",
    "questions": "<div class=row><div>議員{0} 引用 第{0}項 2025年11月27日</div><div>{1}</div></div>",
    "quoted": "<blockquote><div>@网友{0} 11月27日 10:0{0} 来自微博 回复</div><div>{1}</div></blockquote>",
    "reported": "<div class=q><p>网友“某某{0}”回复说：</p><p>{1}</p></div>",
    "one's posts": "<div class=w><div>@样例发布 10:0{0} 来自 微博</div><p>{1}</p><div>转发 {0} 评论 {0} 回复 {0}</div></div>",
    "answers beside": "<div class=q><div>记者 10:0{0} 回复</div><p>第{0}段什么时候修好，附近的居民怎么走，会不会通知他们？</p></div>"
    "<div class=q><div>局长</div><p>{1}</p></div>",
    "two who talk": "<div class=q><div>记者 10:0{0} 回复</div><p>第{0}段什么时候修好，附近的居民怎么走，会不会通知他们？</p></div>"
    "<div class=q><div>局长 10:1{0} 回复</div><p>{1}</p></div>",
    "floors": "<div class=w><p>{1}</p><div>{0}楼</div></div>",
    "court": "<div class=l><div>10:0{0} 审判长 说道</div><p>{1}</p></div>",
}


APART = "<div class=lead><p>{}</p></div><div class=list>{}</div>"


@pytest.mark.parametrize(
    "frame", ["<p>{}</p>{}", APART, "<p>{}</p><ol>{}</ol>"], ids=["beside", "apart", "list"]
)
@pytest.mark.parametrize("block", OWN.values(), ids=OWN)
def test_blocks_below_a_lead_are_the_article(block: str, frame: str) -> None:
    text = "".join(body(frame.format(LEAD, repeated(block))))
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []


CARD = "<div class=card><h3><a href=/n/{0}>样例河第{0}座老桥的来历</a></h3><p>{1}</p></div>"
DAY = CARD.replace("</p>", "</p><span>样例网 11-0{0}</span>")
TEASERS = {
    "a day below": DAY,
    "cut short": CARD.replace("{1}", "{1}样例河上……[详细]"),
    "linked twice": CARD.replace("</p>", "</p><a href=/n/{0}>更多</a>"),
}


@pytest.mark.parametrize("card", TEASERS.values(), ids=TEASERS)
def test_teasers_apart_from_a_flash_go(card: str) -> None:
    assert body(APART.format(f"{LEAD}</p><p>{COST}", repeated(card, [1, 2, 3, 4]))) == [LEAD, COST]


@pytest.mark.parametrize(
    ("lead", "block"),
    [
        (LEAD, CARD),
        (LEAD, DAY.replace(">样例河第{0}", ">{0}. 样例河第{0}")),
        (LEAD, DAY.replace(">样例河第{0}", ">1{0}:05 样例河第{0}")),
        (f"{LEAD}{COST}各段方案如下。", DAY),
        (f"{LEAD}{COST}", DAY.replace("/n/", "#s")),
        (f"{LEAD}{COST}", DAY.replace("<p>{1}</p>", "<p>{1}</p><p>{1}</p>")),
        (LEAD, DAY),
    ],
    ids=[
        "plain",
        "counted",
        "timed",
        "announced",
        "leads within",
        "of several paragraphs",
        "below one sentence",
    ],
)
def test_linked_items_apart_stay_where_they_are_no_teasers(lead: str, block: str) -> None:
    text = "".join(body(APART.format(lead, repeated(block))))
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []


BUTTONS = {
    "two": "<div class=cmt><span>网友{0}</span><span>11-27 10:0{0}</span><p>{1}</p><span>回复 举报 赞({0})</span></div>",
    "time": "<div class=cmt><b>网友{0}</b><p>{1}</p><span>{0}小时前 回复</span></div>",
    "one": "<div class=cmt><b>网友{0}</b><p>{1}</p><a>回复</a></div>",
    "above": "<div class=cmt><b>网友{0}</b><div>11-27 10:0{0} 举报</div><p>{1}</p></div>",
    "below neighbours": "<div>网友{0}</div><p>{1}</p><div class=act><a>回复</a></div>",
}


@pytest.mark.parametrize("block", BUTTONS.values(), ids=BUTTONS)
def test_comments_with_buttons_go_even_beside_the_paragraphs(block: str) -> None:
    assert body(f"<div class=t><p>{LEAD}</p><p>{COST}</p></div>{repeated(block)}") == [LEAD, COST]


@pytest.mark.parametrize("block", [BUTTONS["two"], BUTTONS["one"]])
def test_comments_between_the_paragraphs_go_only_below_the_last(block: str) -> None:
    assert body(f"<p>{LEAD}</p><p>{COST}</p>{repeated(block)}") == [LEAD, COST]
    text = "".join(body(f"<p>{LEAD}</p>{repeated(block)}<p>{LEAD}</p><p>{COST}</p>"))
    assert TOLD.format(3) in text


NAMED = {
    "in one line": "<div class=cmt><b>甲乙{0} 11-27 10:0{0} 回复</b><p>{1}</p></div>",
    "above and below": "<div class=cmt><b>甲乙{0}</b> <i>{0}小时前</i><p>{1}</p><a>回复</a></div>",
    "floors": "<div class=cmt><i>{0}楼 甲乙{0} 11-27 10:0{0}</i><p>{1}</p></div>",
}


@pytest.mark.parametrize("block", NAMED.values(), ids=NAMED)
def test_names_with_a_time_of_day_go_apart_from_the_paragraphs(block: str) -> None:
    assert body(APART.format(f"{LEAD}</p><p>{COST}", repeated(block))) == [LEAD, COST]


@pytest.mark.parametrize(
    "block",
    [
        NAMED["in one line"].replace(" 10:0{0}", ""),
        NAMED["in one line"].replace("{1}", "{2}"),
        NAMED["floors"].replace("{0}楼 甲乙{0}", "{0}楼会议室"),
    ],
    ids=["a day alone", "told at length", "a room on a floor"],
)
def test_names_with_less_stay_apart_too(block: str) -> None:
    text = "".join(body(APART.format(f"{LEAD}</p><p>{COST}", repeated(block))))
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []


@pytest.mark.parametrize(
    "lead",
    ["老桥加固方案公布以来，本报收到来信千余封，网友留言选登。", f"{LEAD}{COST}</p><p>以下是读者的来信："],
    ids=["in its last words", "in a line of its own"],
)
def test_letters_that_the_lead_announces_stay(lead: str) -> None:
    text = "".join(body(APART.format(f"{LEAD}</p><p>{lead}", repeated(BUTTONS["two"]))))
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []


def test_comments_go_below_the_notice_that_they_are_of_readers() -> None:
    notice = "<p>以下留言只代表网友个人观点，不代表本站立场。</p>"
    text = "".join(body(APART.format(f"{LEAD}</p><p>{COST}", notice + repeated(BUTTONS["two"]))))
    assert TOLD.format(3) not in text


def test_letters_below_one_sentence_beside_them_stay() -> None:
    text = "".join(body(f"<p>{LEAD}</p>{repeated(BUTTONS['one'])}"))
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []


def test_letters_that_the_headline_names_stay() -> None:
    markup = page(APART.format(f"<p>{LEAD}</p><p>{COST}</p>", repeated(BUTTONS["two"])))
    text = read_page(markup.replace(TITLE, f"{TITLE} 网友留言选登"), None).body
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []


def test_posts_that_tell_of_the_headline_as_much_as_the_first_stay() -> None:
    post = "<div class=m><div>来信人：李{0} 10:0{0} 回复</div><p>{1}</p></div>".replace("{1}", LEAD + "{1}")
    text = "".join(body(repeated(post)))
    assert [number for number in NUMBERS if TOLD.format(number) not in text] == []
