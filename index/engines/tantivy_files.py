"""The files of a tantivy index: is each what its writer wrote?

tantivy closes every segment file with a footer that holds a CRC-32 of what stands before it, and checks it only when asked;
this asks, without tantivy. Used by `tantivy_engine.py` alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CONTENTS = "meta.json"
"""Names the segments of the newest commit; replaced as a whole, and without a checksum."""
_FOOTER_MAGIC = 1337
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")


def committed_faults(folder: Path) -> Iterator[str]:
    """What is wrong with the files of the newest commit, in words; leftovers of an interrupted one are no fault."""
    try:
        segments = json.loads((folder / CONTENTS).read_bytes())["segments"]
        names = [name for segment in segments for name in _file_names(segment)]
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield f"{CONTENTS} cannot be read ({error})"
        return
    for name in names:
        try:
            yield from _footer_faults(folder / name)
        except OSError as error:
            yield f"{name} cannot be read ({error.strerror})"


def _file_names(segment: dict[str, Any]) -> Iterator[str]:
    stem = segment["segment_id"].replace("-", "")
    yield from (f"{stem}.{part}" for part in _PARTS)
    if segment.get("deletes"):
        yield f"{stem}.{segment['deletes']['opstamp']}.del"


def _footer_faults(path: Path) -> Iterator[str]:
    """The footer is JSON with the checksum, its length and a magic number, both 32 bits little-endian, at the end."""
    content = path.read_bytes()
    length = int.from_bytes(content[-8:-4], "little") if len(content) >= 8 else 0
    if len(content) < 8 + length or int.from_bytes(content[-4:], "little") != _FOOTER_MAGIC:
        yield f"{path.name} has no footer: it was cut short or overwritten"
        return
    try:
        expected = json.loads(content[-8 - length : -8])["crc"]
    except (ValueError, KeyError, TypeError):
        yield f"{path.name} has an unreadable footer"
        return
    if zlib.crc32(content[: -8 - length]) != expected:
        yield f"{path.name} does not fit its checksum"
