"""Web archives (WARC 1.0 and 1.1) → their pages and feeds, each with the address and charset that it was answered with.

warcio cuts the records and undoes what HTTP did to them; what each holds is judged by its content, as with files. Everything
else in an archive (requests, pictures, programs, errors of servers) is passed over. Next: `discover.py` hands the records on.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from index.errors import ItemError
from indexer.inputs import InputFormat, RawRecord
from indexer.sources.byte_streams import ChunkStream
from indexer.sources.detect_format import HEAD_BYTES, Content, detect_content

_BUFFER_BYTES: Final = 1 << 16
_CHARSET: Final = "charset="


def read_warc(chunks: Iterator[bytes], shown: str, max_bytes: int) -> Iterator[RawRecord | ItemError]:
    """The pages and feeds of an archive, in order; *shown* is what the report calls it.

    A record over *max_bytes*, or one that cannot be undone, is an ItemError in its place. Raises ItemError where the archive breaks off.
    """
    stream = ChunkStream(chunks)
    try:
        for record in ArchiveIterator(io.BufferedReader(stream, _BUFFER_BYTES)):
            if record.rec_type == "response" and _is_answer(record):
                found = _read_record(record, shown, max_bytes)
                if found is not None:
                    yield found
    except (ArchiveLoadFailed, EOFError, ValueError) as error:
        raise stream.broken or ItemError(f"the web archive is damaged: {str(error)[:100]}") from error
    if stream.broken is not None:
        raise stream.broken


def _is_answer(record: Any) -> bool:
    status = record.http_headers.get_statuscode() if record.http_headers else ""
    return status == "200" and record.rec_headers.get_header("WARC-Target-URI") is not None


def _read_record(record: Any, shown: str, max_bytes: int) -> RawRecord | ItemError | None:
    """The record's page or feed; None for anything else."""
    url = record.rec_headers.get_header("WARC-Target-URI").strip("<>")
    path = f"{shown}#{url}"
    content = record.content_stream().read(max_bytes + 1)
    kind = detect_content(content[:HEAD_BYTES], url)
    if kind not in (Content.PAGE, Content.FEED):
        return None
    if len(content) > max_bytes:
        return ItemError(f"a page or feed of over {max_bytes:,} bytes", path=path)
    charset = _charset(record.http_headers.get_header("Content-Type") or "")
    form: InputFormat = "html" if kind is Content.PAGE else "feed"
    return RawRecord(path=path, line=None, format=form, content=content, url=url, charset=charset)


def _charset(media_type: str) -> str | None:
    _, found, rest = media_type.lower().partition(_CHARSET)
    return rest.partition(";")[0].strip("\"' ") or None if found else None
