"""Streams of bytes in bounded memory: chunks, gunzipped within limits, looked at ahead, cut into lines.

Everything is an iterator of chunks, so that standard input, pipes and files larger than memory go the same way. What
came through before a stream broke off is handed on first; then ItemError says why it ended. Knows no formats.
"""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from index.errors import ItemError

CHUNK_BYTES: Final = 1 << 18
GZIP_MAGIC: Final = b"\x1f\x8b"
FREE_DECODED_BYTES: Final = 10_000_000
"""Up to here a gzip stream may expand as it likes: small texts of one character compress 1000:1."""
MAX_RATIO: Final = 100
"""Beyond `FREE_DECODED_BYTES`: decoded ≤ 100 × read; news compresses about 3:1."""
MAX_DECODED_BYTES: Final = 64 << 30
"""No input holds more, gzipped or not expanded: 64 GiB is ten million long articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeekedChunks:
    """The first bytes of a stream, and the whole stream with them."""

    head: bytes
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line without its end; *number* is 1-based; *content* is None where the line is over the limit."""

    number: int
    content: bytes | None


def read_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """Yield what *stream* gives; a read that fails raises ItemError after what came before."""
    while True:
        try:
            chunk = stream.read(CHUNK_BYTES)
        except OSError as error:
            raise ItemError(f"cannot be read: {error.strerror or error}") from error
        if not chunk:
            return
        yield chunk


def peek_chunks(chunks: Iterator[bytes], size: int) -> PeekedChunks:
    """Look at the first *size* bytes (fewer where the stream ends); an error on the way is raised in its place."""
    taken: list[bytes] = []
    error: ItemError | None = None
    try:
        while sum(map(len, taken)) < size and (chunk := next(chunks, None)) is not None:
            taken.append(chunk)
    except ItemError as caught:
        error = caught
    return PeekedChunks(head=b"".join(taken)[:size], chunks=_chained(taken, error, chunks))


def _chained(taken: list[bytes], error: ItemError | None, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield from taken
    if error is not None:
        raise error
    yield from chunks


def gunzip_chunks(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress gzip, several members in a row too, within `MAX_RATIO` and `MAX_DECODED_BYTES`.

    Raises ItemError where the stream is damaged, cut off or expands too far, after all that could be read.
    """
    read = decoded = 0
    member = zlib.decompressobj(wbits=31)
    for chunk in chunks:
        read += len(chunk)
        while chunk:
            if member.eof:
                # Zeros may pad an archive (gzip(1)); anything else begins another member.
                chunk = chunk.lstrip(b"\x00")
                if not chunk:
                    break
                member = zlib.decompressobj(wbits=31)
            before = member.copy()  # 6 µs a chunk
            try:
                text = member.decompress(chunk, CHUNK_BYTES)
            except zlib.error as error:
                yield from _up_to_damage(before, chunk)
                raise ItemError(f"the gzip data is damaged: {error}") from error
            decoded += len(text)
            if text:
                yield text
            if decoded > max(FREE_DECODED_BYTES, MAX_RATIO * read) or decoded > MAX_DECODED_BYTES:
                raise ItemError(
                    f"the gzip data expands over {MAX_RATIO}:1 beyond {FREE_DECODED_BYTES:,} bytes"
                )
            chunk = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise ItemError("the gzip data breaks off")


def _up_to_damage(member: zlib._Decompress, chunk: bytes) -> Iterator[bytes]:
    """What a chunk holds before the byte that is wrong: zlib itself gives nothing of a chunk that it refuses."""
    for at in range(len(chunk)):
        try:
            text = member.decompress(chunk[at : at + 1])
        except zlib.error:
            return
        if text:
            yield text


class ChunkStream(io.RawIOBase):
    """A stream of chunks as a file that can be read, for libraries that ask for one.

    Where the stream breaks off, the file ends, and *broken* says why: so nothing that came before is lost in a buffer.
    """

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._rest = b""
        self.broken: ItemError | None = None

    def readable(self) -> bool:
        """True, as the base class asks."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill *buffer* with what comes next; 0 at the end."""
        if not self._rest:
            try:
                self._rest = next(self._chunks, b"")
            except ItemError as error:
                self.broken = error
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


def transcode_chunks(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Turn a stream of *encoding* (its byte order mark included) into UTF-8; damaged units become U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")


def split_lines(chunks: Iterator[bytes], max_bytes: int) -> Iterator[Line]:
    """Cut at `\\n` and `\\r\\n`; a line over *max_bytes* keeps its number and loses its content, never held whole.

    A stream that breaks off loses the line that it breaks off in.
    """
    number = 1
    kept: list[bytes] = []
    held = 0
    over = False
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            over = over or held + len(piece) > max_bytes
            yield Line(number=number, content=None if over else b"".join((*kept, piece)).removesuffix(b"\r"))
            number, kept, held, over = number + 1, [], 0, False
        over = over or held + len(rest) > max_bytes
        held = 0 if over else held + len(rest)
        kept = [] if over else [*kept, rest] if rest else kept
    if over or held:
        yield Line(number=number, content=None if over else b"".join(kept).removesuffix(b"\r"))


def read_whole(chunks: Iterator[bytes], max_bytes: int) -> bytes:
    """Gather a whole stream; ItemError where it is over *max_bytes* or breaks off."""
    taken = bytearray()
    for chunk in chunks:
        taken += chunk
        if len(taken) > max_bytes:
            raise ItemError(f"one text of over {max_bytes:,} bytes")
    return bytes(taken)
