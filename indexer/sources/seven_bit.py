"""Encodings in seven bits, which are read as ASCII and mean something else: named, so that they can be refused.

The Encoding Standard reads HZ and ISO-2022-CN and -KR as nothing ("replacement", https://encoding.spec.whatwg.org/#replacement) and
knows no UTF-7: they hide markup from whoever looks at the bytes. Pure.
"""

from __future__ import annotations

import re
from typing import Final

_HZ: Final = re.compile(rb"~\{(?:[\x21-\x7d][\x21-\x7e]){2,}?(?:~\}|\n|$)")
_HZ_SHIFT: Final = b"~{"
_ISO_2022: Final = re.compile(rb"\x1b\$[@AB)*+(]")
_UTF_7: Final = re.compile(rb"\+[A-Za-z0-9+/]{5,}(?:-|(?=[^A-Za-z0-9+/-])|$)")
_UTF_7_SHARE: Final = 0.3
_HAN: Final = re.compile("[\u3400-\u9fff]")
_REFUSED_LABELS: Final = re.compile(
    r"utf-?7|(?:cs)?iso-?2022-?(?:cn|kr|jp)\S*|hz(?:-?gb-?2312)?|replacement", re.IGNORECASE
)
_LOOKED_AT: Final = 1 << 16


def detect_seven_bit(content: bytes, labels: tuple[str, ...] = ()) -> str | None:
    """Name the encoding in seven bits that ASCII *content* is in, None where it is none; *labels* are what it is said to be."""
    head = content[:_LOOKED_AT]
    if not head.isascii():
        return None
    if _ISO_2022.search(head):
        return "ISO-2022"
    runs = _HZ.findall(head)
    is_labelled = any(_REFUSED_LABELS.fullmatch(label) for label in labels)
    if (runs and _reads_as_han(b"".join(runs), "hz")) or (is_labelled and _HZ_SHIFT in head):
        return "HZ"
    shifted = _UTF_7.findall(head)
    is_shifted = sum(map(len, shifted)) > _UTF_7_SHARE * len(head) or (is_labelled and bool(shifted))
    if is_shifted and _reads_as_han(
        b" ".join(run if run.endswith(b"-") else run + b"-" for run in shifted), "utf-7"
    ):
        return "UTF-7"
    return None


def _reads_as_han(content: bytes, encoding: str) -> bool:
    """True where the decoded text is Han for the most part."""
    text = content.decode(encoding, "replace")
    return 2 * len(_HAN.findall(text)) > len(text)
