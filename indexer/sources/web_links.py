"""Is a text that an input gives as its address a link of the web? What it is reduced to is `indexer/identity.py`'s business."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

_LINK: Final = re.compile(r"https?://[^\s\x00-\x1f\x7f]+", re.IGNORECASE)
# What nearly every link looks like: no need to take it apart.
_PLAIN_LINK: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:/[^\s\x00-\x1f\x7f]*)?", re.ASCII
)


def is_web_link(url: str) -> bool:
    """True for an http or https link with a host."""
    if _PLAIN_LINK.fullmatch(url) is not None:
        return True
    if _LINK.fullmatch(url) is None:
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and (parts.port is None or parts.port >= 0)
    except ValueError:
        return False
