"""The notices of the query language: what a reader is told where a query was not read as its signs suggest, or was loosened.

Codes are stable and part of the outside; messages are for people, Chinese first. This module decides nothing: `parser.py`
says when, and `answering/answer.py` when a query is loosened.
"""

from __future__ import annotations

from index.model import Notice

UNBALANCED_QUOTE = Notice(
    code="unbalanced-quote", message="引号不成对，按普通字处理 · unbalanced quote, read as plain text"
)
UNBALANCED_BRACKET = Notice(
    code="unbalanced-bracket", message="括号不成对，按普通字处理 · unbalanced bracket, read as plain text"
)
LONE_OPERATOR = Notice(
    code="lone-operator",
    message="运算符缺少对象，按普通字处理 · operator without operand, read as a plain word",
)
SMALL_OPERATOR = Notice(
    code="small-operator",
    message="小写的 and、or、not 按普通字处理，运算符须大写：AND、OR、NOT"
    " · and, or, not in small letters are plain words; operators are written AND, OR, NOT",
)
IMPOSSIBLE_DATE = Notice(
    code="impossible-date", message="日期无法识别，按普通字处理 · not a date, read as plain words"
)
SWAPPED_DATES = Notice(
    code="swapped-dates", message="起止日期已对调 · the ends of the date range were swapped"
)
UNKNOWN_FIELD = Notice(
    code="unknown-field",
    message="没有这个字段，按普通字处理；字段有标题、正文、实体、来源、地区、日期"
    " · no such field, read as plain words; fields are title, body, entity, source, region, date",
)
EMPTY_FIELD = Notice(
    code="empty-field", message="字段后没有内容，按普通字处理 · field without content, read as a plain word"
)
STAR_DROPPED = Notice(
    code="star-dropped",
    message="星号已忽略，前面须有至少两个字母或数字 · star ignored, it needs two letters or digits before it",
)
SIGNS_IGNORED = Notice(code="signs-ignored", message="单独的符号不参与检索 · signs alone are not searched")
NOTHING_SEARCHABLE = Notice(
    code="nothing-searchable", message="没有可检索的字 · nothing in the query can be searched"
)

ALL_NOTICES = (
    UNBALANCED_QUOTE,
    UNBALANCED_BRACKET,
    LONE_OPERATOR,
    SMALL_OPERATOR,
    IMPOSSIBLE_DATE,
    SWAPPED_DATES,
    UNKNOWN_FIELD,
    EMPTY_FIELD,
    STAR_DROPPED,
    SIGNS_IGNORED,
    NOTHING_SEARCHABLE,
)
"""Every notice that reading a query can give; the documentation lists them."""

RELAXED_ALL_WORDS = Notice(
    code="relaxed-all-words",
    message="没有文章含有整句，改为查找含有全部词语的文章 · no article says it as written: all its words are looked for",
)


def relaxed_most_words(least: int, asked: int) -> Notice:
    """That articles are looked for which hold at least *least* of the *asked* words."""
    return Notice(
        code="relaxed-most-words",
        values=(str(least), str(asked)),
        message=f"没有文章含有整句，改为查找至少含其中 {least} 个词的文章（共 {asked} 个）"
        f" · no article says it as written: at least {least} of its {asked} words {'are' if least > 1 else 'is'} looked for",
    )
