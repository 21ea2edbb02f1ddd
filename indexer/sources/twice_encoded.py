"""Text that was UTF-8, read as Windows-1252 or Latin-1 and saved as UTF-8 again (青 became é, a quote and a blank) → the text it was.

Databases of old sites are full of it. Pure; `decode.py` calls it for valid UTF-8 without a single ideograph.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.sources.common_characters import COMMON_CHARACTERS

_IDEOGRAPH: Final = re.compile("[\u3400-\u9fff]")
# The first bytes of ideographs in UTF-8, E3 to E9, as letters, with a letter or sign behind them.
_LEAD: Final = re.compile("[\u00e3-\u00e9][^\x00-\x7f]")
_LEAST_SHARE: Final = 0.3
"""Of common characters among all ideographs; news has .7."""
_BYTES: Final = {
    ord(sign): chr(byte) for byte in range(0x80, 0xA0) if (sign := bytes((byte,)).decode("cp1252", "ignore"))
}


def undo_second_encoding(text: str) -> str | None:
    """What *text* was before it was encoded twice; None where it was not, or where that is no Chinese."""
    # An ideograph stands in the title of nearly all pages: no more of them is looked at.
    if _IDEOGRAPH.search(text) is not None or _LEAD.search(text) is None:
        return None
    try:
        before = text.translate(_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    ideographs = _IDEOGRAPH.findall(before)
    common = sum(map(COMMON_CHARACTERS.__contains__, ideographs))
    return before if ideographs and common >= _LEAST_SHARE * len(ideographs) else None
