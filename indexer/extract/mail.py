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
# A mail's own field names files; a text that was an attachment begins with its title.
_ATTACHED_TEXT: Final = re.compile(r"附件\s*\d{0,2}\s*:\s*(?![^:]*\.[A-Za-z]{2,5}\b)\S.*")
_FORWARDED: Final = re.compile(r"(?:\s*(?:re|fwd?|fw|回复|答复|转发|转寄)\s*:\s*)+", re.IGNORECASE)
_FORWARDING: Final = re.compile(
    r"-*\s*(?:(?:begin\s)?forwarded message|original message|转发(?:的?邮件|的?消息)(?:信息)?|转寄邮件|原始邮件|邮件原[文件])\s*:?\s*-*",
    re.IGNORECASE,
)
_SIGNATURE: Final = "--"
_HEAD: Final = frozenset({"sender", "subject"})
_KINDS: Final = ("sender", "subject", "other", "date")
_LONGEST_SIGNATURE: Final = 8


def without_mail(lines: Sequence[str]) -> list[str]:
    """The *lines* (trimmed) that are not empty, with the subject as a labelled title, the day below it, and neither the mail's
    other fields nor a signature.

    A line that says that the mail was forwarded may stand above its head, which ends with the first empty line below sender and
    subject. All of them where they do not begin with such a head.
    """
    subject, day = "", ""
    fields: set[str] = set()
    start = next((number for number, line in enumerate(lines) if not _is_above_head(line)), len(lines))
    while start < len(lines):
        found = _FIELD.fullmatch(spell(lines[start]))
        if found is None and (lines[start] or fields >= _HEAD):
            break
        if fields >= _HEAD and _ATTACHED_TEXT.fullmatch(spell(lines[start])):
            break
        if found is not None:
            kind = next(kind for kind in _KINDS if found[kind])
            fields.add(kind)
            if kind == "subject":
                value = lines[start][found.start("value") :]
                forwarded = _FORWARDED.match(spell(value))
                subject = value[forwarded.end() :] if forwarded else value
            elif kind == "date":
                day = lines[start]
        start += 1
    if not fields >= _HEAD:
        return [line for line in lines if line]
    text = [line for line in lines[start:] if line]
    text = text[: _signature(text)]
    return [f"标题：{subject}", *([day] if day else []), *text] if subject else text


def _is_above_head(line: str) -> bool:
    return not line or _FORWARDING.fullmatch(spell(line)) is not None


def _signature(text: Sequence[str]) -> int:
    """Where the signature begins, a few lines below its mark; `len(text)` where there is none."""
    for number in range(len(text) - 1, max(0, len(text) - _LONGEST_SIGNATURE), -1):
        if text[number] == _SIGNATURE:
            return number
    return len(text)
