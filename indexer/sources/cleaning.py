"""What must never be stored in any text: control characters, halves of surrogate pairs, white space around it.

Nothing else is changed: inner white space, zero-width and bidirectional signs stay, for the analysis to skip and the
pages to fence. What was changed is said in warnings, which `ArticleInput` carries to the report.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

MAX_TITLE_CHARACTERS: Final = 512
"""Longer titles are cut there."""

_CONTROL_BYTES: Final = bytes((*range(0x09), *range(0x0B, 0x20), 0x7F))
_LATE_CONTROL: Final = re.compile(rb"\xc2[\x80-\x9f]")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_LINE_END: Final = re.compile("[\x0b\x0c\x85]")
_TITLE_BREAK: Final = re.compile("\\s*[\n\u2028\u2029\t]\\s*")
_VISIBLE: Final = re.compile(
    "[^\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffd]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanText:
    """A text that can be stored, and what had to be changed for it."""

    text: str
    warnings: tuple[str, ...] = ()


def is_storable(text: str) -> bool:
    """True where `clean_text` would take away no more than white space around *text*."""
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return False
    # In bytes, for an expression takes three times as long to look through a page.
    return len(content.translate(None, _CONTROL_BYTES)) == len(content) and not _LATE_CONTROL.search(content)


def clean_text(text: str, name: str) -> CleanText:
    """Take out of *text* what cannot be stored, and white space around it; *name* is the field's, for the warnings.

    Line ends become `\\n`; other control characters go; lone surrogates become U+FFFD. Idempotent.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if is_storable(text):
        return CleanText(text=text.strip())
    warnings = []
    text = _LINE_END.sub("\n", text)
    text, surrogates = _SURROGATE.subn("\ufffd", text)
    text, controls = _CONTROL.subn("", text)
    if surrogates:
        warnings.append(f"{name}: {surrogates} lone surrogates replaced by U+FFFD")
    if controls:
        warnings.append(f"{name}: {controls} control characters removed")
    return CleanText(text=text.strip(), warnings=tuple(warnings))


def clean_title(text: str) -> CleanText:
    """As `clean_text`, on one line and of at most `MAX_TITLE_CHARACTERS` characters. Idempotent."""
    cleaned = clean_text(text, "title")
    title = _TITLE_BREAK.sub(" ", cleaned.text)
    if len(title) <= MAX_TITLE_CHARACTERS:
        return CleanText(text=title, warnings=cleaned.warnings)
    warning = f"title: {len(title):,} characters, cut at {MAX_TITLE_CHARACTERS}"
    return CleanText(text=title[:MAX_TITLE_CHARACTERS].rstrip(), warnings=(*cleaned.warnings, warning))


def is_blank(text: str) -> bool:
    """True where a reader would see nothing."""
    return _VISIBLE.search(text) is None
