"""Paths → records: walks files and folders, unpacks gzip, tells formats apart, cuts JSON lines.

Bytes only: nothing is decoded or parsed (that is `jsonl.py`, `plain_text.py`, `feeds/` and `pages/`), and nothing is ever held
beyond one line, text, page or feed. What cannot be read is yielded as ItemError in its place, so that one bad input never stops a run.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from index.errors import ItemError
from indexer.inputs import InputFormat, RawRecord
from indexer.sources.byte_streams import (
    GZIP_MAGIC,
    gunzip_chunks,
    peek_chunks,
    read_chunks,
    read_whole,
    split_lines,
    transcode_chunks,
)
from indexer.sources.detect_format import (
    HEAD_BYTES,
    LINE_FORMAT_NAME,
    Content,
    detect_binary,
    detect_content,
    detect_wide_encoding,
)
from indexer.sources.mhtml import read_saved_page
from indexer.sources.warc import read_warc

MAX_RECORD_BYTES: Final = 16_000_000
"""One line or one text may be that long: the longest article known (a budget) has 2 MB."""
STANDARD_INPUT: Final = "-"
_NAMED_FILES: Final = 5
"""Files passed over that are named on the terminal; the report has all."""

Discovered: TypeAlias = RawRecord | ItemError

_LOG: Final = logging.getLogger(__name__)
_TAKEN_NAME: Final = re.compile(
    r"\.(?:jsonl|ndjson|json|txt|x?html?|shtml?|mht(?:ml)?|xml|rss|atom|rdf|warc)(?:\.gz)?$", re.IGNORECASE
)
_GZIP_NAME: Final = re.compile(r"\.gz$", re.IGNORECASE)
_JSON_NAME: Final = re.compile(r"\.json(?:\.gz)?$", re.IGNORECASE)
_TEXT_NAME: Final = re.compile(
    r"\.(?:jsonl|ndjson|txt|x?html?|shtml?|mht(?:ml)?|rss|atom)(?:\.gz)?$", re.IGNORECASE
)
# What browsers save beside a page: its pictures, programs and frames.
_PAGE_FILES: Final = ("_files", "_file", ".files", "_elements", "-Dateien")
# Companions of data, not articles; `notice-12.html` is one, and so is `notice-12.txt`.
_COMPANION_NAME: Final = re.compile(
    r"(?:(?:readme|licen[cs]e|copying|changelog|authors|makefile)(?:[.\-_][^.]*)?|notice)(?:\.txt|\.json)?$",
    re.IGNORECASE,
)

_WHOLE_FORMATS: Final[dict[Content, InputFormat]] = {
    Content.TEXT: "text",
    Content.PAGE: "html",
    Content.FEED: "feed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Origin:
    """Where bytes come from: what the report calls it, whether it was named on the command line, what was forced."""

    shown: str
    named: bool
    forced: InputFormat | None


def discover_records(
    paths: Sequence[str],
    *,
    forced: InputFormat | None,
    standard_input: BinaryIO,
    passed_over: Callable[[str], None] = lambda path: None,
) -> Iterator[Discovered]:
    """Yield every record of *paths* in their order, or an ItemError in its place; `-` is *standard_input*.

    Folders are walked recursively in sorted order, without hidden files; of them `*.jsonl`, `*.ndjson`, `*.json` (where
    it is JSON lines or a feed), `*.txt`, `*.html`, `*.xml` (where it is a feed) and their kin, each also `.gz`, and text without an
    extension is taken; not what browsers save beside a page. The others are passed over: *passed_over* is told each path, the log
    their number and the first names. A file named in *paths* is read or rejected, and so is, in folders too, what has the name
    of gzip and cannot be unpacked, or is a link that leads nowhere. *forced* overrules the detection of formats.
    """
    for path in paths:
        if path == STANDARD_INPUT:
            origin = _Origin(shown=STANDARD_INPUT, named=True, forced=forced)
            yield from _read_stream(standard_input, origin)
        elif os.path.isdir(path):
            yield from _walk_folder(path, forced, passed_over)
        else:
            yield from _read_file(path, _Origin(shown=_shown(path), named=True, forced=forced))


def _walk_folder(
    folder: str, forced: InputFormat | None, passed_over: Callable[[str], None]
) -> Iterator[Discovered]:
    """Read what a folder holds and say which files were not taken."""
    unreadable: list[OSError] = []
    left: list[str] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not _is_beside_page(name, names)
        )
        linked = [name for name in folders if os.path.islink(os.path.join(parent, name))]
        for name in sorted([*names, *linked]):
            if name.startswith("."):
                continue
            path = os.path.join(parent, name)
            found = _read_inside(path, name, forced)
            first = next(found, None)
            if first is None:
                left.append(os.path.relpath(path, folder))
                passed_over(_shown(path))
            else:
                yield first
                yield from found
        while unreadable:
            yield _unreadable(unreadable.pop())
    while unreadable:
        yield _unreadable(unreadable.pop())
    if left:
        _say_left(folder, left)


def _read_inside(path: str, name: str, forced: InputFormat | None) -> Iterator[Discovered]:
    """The records of a file that a folder holds; nothing of what is passed over."""
    try:
        status = os.stat(path)
    except OSError as error:
        where = "a link that leads nowhere" if os.path.islink(path) else "cannot be read"
        yield ItemError(f"{where}: {error.strerror}", path=_shown(path))
        return
    if stat.S_ISREG(status.st_mode) and _is_taken(name):
        yield from _read_file(path, _Origin(shown=_shown(path), named=False, forced=forced))


def _say_left(folder: str, left: Sequence[str]) -> None:
    names = ", ".join(_shown(name) for name in left[:_NAMED_FILES])
    more = f" and {len(left) - _NAMED_FILES:,} more" if len(left) > _NAMED_FILES else ""
    _LOG.warning(
        "%s: %s, passed over: %s%s",
        _shown(folder),
        "1 file is no page, feed, text or JSON lines"
        if len(left) == 1
        else f"{len(left):,} files are no pages, feeds, texts or JSON lines",
        names,
        more,
    )


def _is_beside_page(folder: str, names: Sequence[str]) -> bool:
    """True for the folder that a browser saved beside a page of that name."""
    for ending in _PAGE_FILES:
        page = folder.removesuffix(ending)
        if page != folder and any(f"{page}.{kind}" in names for kind in ("html", "htm", "shtml", "xhtml")):
            return True
    return False


def _is_taken(name: str) -> bool:
    """True for the names that are read inside folders."""
    if _COMPANION_NAME.match(name):
        return False
    return bool(_TAKEN_NAME.search(name)) or not Path(_GZIP_NAME.sub("", name)).suffix


def _read_file(path: str, origin: _Origin) -> Iterator[Discovered]:
    """Open and read one file; a file that cannot be opened is one ItemError."""
    try:
        stream = open(path, "rb")  # noqa: SIM115 - closed below; opening alone may fail here
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        yield ItemError(f"cannot be opened: {reason}", path=origin.shown)
        return
    with stream:
        yield from _read_stream(stream, origin)


def _read_stream(stream: BinaryIO, origin: _Origin) -> Iterator[Discovered]:
    """Yield the records of one stream of bytes; where it breaks off, an ItemError follows those before."""
    chunks = read_chunks(stream)
    peeked = peek_chunks(chunks, len(GZIP_MAGIC))
    chunks = peeked.chunks
    if peeked.head == GZIP_MAGIC:
        chunks = gunzip_chunks(chunks)
    elif _GZIP_NAME.search(origin.shown):
        if not peeked.head:
            yield ItemError("empty, not gzip", path=origin.shown)
            return
        # What promises to be gzip and is neither that nor a text is damaged, in a folder too.
        origin = dataclasses.replace(origin, named=True)
    try:
        yield from _read_content(chunks, origin)
    except ItemError as error:
        yield ItemError(error.reason, path=origin.shown, line=error.line)


def _read_content(chunks: Iterator[bytes], origin: _Origin) -> Iterator[Discovered]:
    """Tell the format by the head, then cut the records; yields nothing for what a folder merely holds beside them."""
    peeked = peek_chunks(chunks, HEAD_BYTES)
    content = detect_content(peeked.head, origin.shown)
    if content is Content.EMPTY:
        yield from _read_empty(read_whole(peeked.chunks, MAX_RECORD_BYTES), origin)
    elif content is Content.WEB_ARCHIVE and origin.forced is None:
        yield from read_warc(peeked.chunks, origin.shown, MAX_RECORD_BYTES)
    elif content is Content.SAVED_PAGE and origin.forced in (None, "html"):
        yield read_saved_page(read_whole(peeked.chunks, MAX_RECORD_BYTES), origin.shown)
    elif content is Content.BINARY:
        yield from _reject(f"not text but {detect_binary(peeked.head)}", origin)
    elif origin.forced == "jsonl" or (origin.forced is None and content is Content.JSON_LINES):
        wide = detect_wide_encoding(peeked.head)
        yield from _cut_lines(transcode_chunks(peeked.chunks, wide) if wide else peeked.chunks, origin)
    elif origin.forced is not None or content in _WHOLE_FORMATS:
        form = origin.forced or _WHOLE_FORMATS[content]
        if origin.forced or origin.named or form != "text" or not _JSON_NAME.search(origin.shown):
            whole = read_whole(peeked.chunks, MAX_RECORD_BYTES)
            yield RawRecord(path=origin.shown, line=None, format=form, content=whole)
    else:
        yield from _reject(content.value, origin)


def _reject(reason: str, origin: _Origin) -> Iterator[Discovered]:
    """Reject what was named, or what its own name calls a text; pass over anything else inside a folder."""
    if origin.named or _TEXT_NAME.search(origin.shown):
        yield ItemError(reason, path=origin.shown)


def _read_empty(content: bytes, origin: _Origin) -> Iterator[Discovered]:
    """White space at the beginning: no records in a line format, else a rejected text, or one after a long gap."""
    if content.strip():
        yield RawRecord(path=origin.shown, line=None, format="text", content=content)
    elif origin.forced != "jsonl" and not LINE_FORMAT_NAME.search(origin.shown):
        yield from _reject("empty", origin)


def _cut_lines(chunks: Iterator[bytes], origin: _Origin) -> Iterator[Discovered]:
    """One record per line that is not blank; a line over the limit, or where the stream breaks off, is rejected by its number."""
    read = 0
    try:
        for line in split_lines(chunks, MAX_RECORD_BYTES):
            read = line.number
            if line.content is None:
                reason = f"a line of over {MAX_RECORD_BYTES:,} bytes"
                yield ItemError(reason, path=origin.shown, line=line.number)
            elif line.content.strip(b" \t\r\xef\xbb\xbf"):
                yield RawRecord(path=origin.shown, line=line.number, format="jsonl", content=line.content)
    except ItemError as error:
        raise ItemError(error.reason, line=read + 1) from error


def _unreadable(error: OSError) -> ItemError:
    return ItemError(f"cannot be read: {error.strerror}", path=_shown(str(error.filename)))


def _shown(path: str) -> str:
    """The path as a report can carry it: names that are no UTF-8 lose their odd bytes."""
    return os.fsencode(path).decode("utf-8", "replace")
