"""Texts that were pasted from a mail: subject and day stay, the other fields and the signature go."""

from __future__ import annotations

import pytest

from indexer.extract.mail import without_mail

TEXT = ("青禾省水利厅六日召开防汛会议。", "会议要求完善预警机制。")


@pytest.mark.parametrize(
    ("head", "left"),
    [
        (("发件人: desk@q.invalid", "主题: 转发: 防汛会议召开", "日期: 2025年5月6日"), ("标题：防汛会议召开", "日期: 2025年5月6日")),
        (("From: desk", "To: all", "Subject: Re: Fwd: 防汛会议召开"), ("标题：防汛会议召开",)),
        (("寄件者：樣例報", "主旨：防汛會議召開"), ("标题：防汛會議召開",)),
    ],
)  # fmt: skip
def test_a_subject_is_a_title(head: tuple[str, ...], left: tuple[str, ...]) -> None:
    assert without_mail((*head, *TEXT, "--", "样例报编辑部")) == [*left, *TEXT]


@pytest.mark.parametrize(
    "text", [("主题: 防汛会议", *TEXT), ("日期: 2025年5月6日", *TEXT), (*TEXT, "--", "样例报"), ()]
)
def test_what_is_no_mail_stays(text: tuple[str, ...]) -> None:
    assert without_mail(text) == [*text]


HEAD = ("发件人: desk@q.invalid", "主题: 防汛会议召开")


def test_the_head_ends_with_the_first_empty_line() -> None:
    assert without_mail((*HEAD, "", "附件：名单一份", *TEXT)) == [
        "标题：防汛会议召开",
        "附件：名单一份",
        *TEXT,
    ]


@pytest.mark.parametrize(
    ("field", "left"),
    [
        ("附件：防汛会议名单.docx", ()),
        ("附件: 名单.xls (24K)、照片.jpg", ()),
        ("附件：防汛应急预案", ("附件：防汛应急预案",)),
        ("附件1：防汛应急预案", ("附件1：防汛应急预案",)),
    ],
)
def test_a_text_that_was_an_attachment_begins_with_its_title(field: str, left: tuple[str, ...]) -> None:
    assert without_mail((*HEAD, field, *TEXT)) == ["标题：防汛会议召开", *left, *TEXT]


@pytest.mark.parametrize(
    "line",
    [
        "---------- Forwarded message ---------",
        "-----转发的邮件-----",
        "-----Original Message-----",
        "-----邮件原件-----",
    ],
)
def test_what_says_that_a_mail_was_forwarded_stands_above_its_head(line: str) -> None:
    assert without_mail((line, "", *HEAD, "", *TEXT)) == ["标题：防汛会议召开", *TEXT]


def test_a_drawn_line_is_no_signature() -> None:
    assert without_mail((*HEAD, "", TEXT[0], "__________", TEXT[1])) == [
        "标题：防汛会议召开",
        TEXT[0],
        "__________",
        TEXT[1],
    ]
