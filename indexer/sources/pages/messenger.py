"""What a messenger's page says of its post in its program alone: which account it is of, and when it was sent.

WeChat prints 昨天 where the day should stand, and its own name where the account's; a saved page keeps the variables from which
its program would have written both. Pure; `reading.py` calls it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re
from typing import Final

from index.model import SHANGHAI, PartialDate
from indexer.sources.given_dates import parse_stamp
from indexer.sources.pages.facts import is_platform
from indexer.sources.pages.metadata import PageMetadata

_ACCOUNT: Final = re.compile(
    rb"""\bvar\s+nickname\s?=\s?(?:htmlDecode\()?["']([^"'\\<>]{1,90})["']|(?:class="profile_nickname"|id="js_name")[^<>]{0,80}>([^<>]{1,90})<"""
)
_SENT: Final = re.compile(
    rb"""\b(?:var\s+|window\.)(?:ct|createTime|publish_time)\s?=\s?["'](?:(1\d{9})|(20\d\d-\d\d-\d\d[ \d:]{0,9}))["']"""
)


def complete_post(metadata: PageMetadata, content: bytes) -> PageMetadata:
    """*metadata* of a page whose source is a platform, with the account as source and the time of sending; others as they are."""
    if metadata.source is None or not is_platform(metadata.source):
        return metadata
    account = _ACCOUNT.search(content)
    name = html.unescape((account[1] or account[2]).decode(errors="replace")).strip() if account else ""
    return dataclasses.replace(
        metadata, source=name or metadata.source, published=metadata.published or _sent(content)
    )


def _sent(content: bytes) -> PartialDate | None:
    found = _SENT.search(content)
    if found is None:
        return None
    if found[2]:
        return parse_stamp(found[2].decode())
    moment = dt.datetime.fromtimestamp(int(found[1]), SHANGHAI)
    return parse_stamp(f"{moment:%Y-%m-%d %H:%M:%S}")
