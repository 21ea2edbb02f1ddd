"""The head and the signature of a mail that a text was pasted from.

    发件人: … / 主题: 转发: … / 日期: …      From: … / Subject: … / Date: …      -- / signature

Pure; `indexer/sources/plain_text.py` asks before it looks for a title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from indexer.extract.spelling import spell

_FIELD: Final = re.compile(
    r"(?:(?P<sender>发件人|寄件者|寄件人|发送人|from)|(?P<subject>主题|主旨|subject)"
    r"|(?P<other>收件人|收件者|抄送|副本|密送|密件副本|附件|to|cc|bcc|reply-to)|(?P<date>日期|时间|发送时间|寄件日期|date|sent))\s*:\s*(?P<value>.*)",
    re.IGNORECASE,
)
_FORWARDED: Final = re.compile(r"(?:\s*(?:re|fwd?|fw|回复|答复|转发|转寄)\s*:\s*)+", re.IGNORECASE)
_SIGNATURE: Final = re.compile(r"--\s?|_{5,}")
_KINDS: Final = ("sender", "subject", "other", "date")
_MOST_FIELDS: Final = 8
_LONGEST_SIGNATURE: Final = 8


def without_mail(paragraphs: Sequence[str]) -> list[str]:
    """*paragraphs* with the subject as a labelled title, the day below it, and neither the mail's other fields nor a signature.

    As they are where they do not begin with a sender and a subject.
    """
    subject, day = "", ""
    fields: set[str] = set()
    start = 0
    for paragraph in paragraphs[:_MOST_FIELDS]:
        found = _FIELD.fullmatch(spell(paragraph))
        if found is None:
            break
        start += 1
        kind = next(kind for kind in _KINDS if found[kind])
        fields.add(kind)
        if kind == "subject":
            value = paragraph[found.start("value") :]
            forwarded = _FORWARDED.match(spell(value))
            subject = value[forwarded.end() :] if forwarded else value
        elif kind == "date":
            day = paragraph
    if not {"sender", "subject"} <= fields:
        return list(paragraphs)
    text = paragraphs[start : _signature(paragraphs, start)]
    return [f"标题：{subject}", *([day] if day else []), *text] if subject else list(text)


def _signature(paragraphs: Sequence[str], start: int) -> int:
    """Where the signature begins, a few lines below its mark; `len(paragraphs)` where there is none."""
    for number in range(len(paragraphs) - 1, max(start, len(paragraphs) - _LONGEST_SIGNATURE), -1):
        if _SIGNATURE.fullmatch(paragraphs[number]):
            return number
    return len(paragraphs)
