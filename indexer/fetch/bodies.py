"""The bytes of an answer, unpacked within limits: size, ratio, and nothing but gzip.

Gets chunks as they come off the wire and stops at the first one too many: what is refused was never held whole.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from indexer.fetch.errors import FailureKind, FetchError

_GZIP_MAGIC: Final = b"\x1f\x8b\x08"
_GZIP_WINDOW: Final = 16 + zlib.MAX_WBITS
_STEP_BYTES: Final = 65_536
_RATIO_FREE_BYTES: Final = 65_536
"""Up to here any ratio is taken: a short page of one repeated line is packed 200 to 1 and harms nobody."""
_ENCODINGS: Final = {"": False, "identity": False, "gzip": True, "x-gzip": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLimits:
    """At most *max_bytes* unpacked, at most *max_ratio* times what came over the wire."""

    max_bytes: int
    max_ratio: int


def read_body(chunks: Iterable[bytes], encoding: str, limits: BodyLimits) -> bytes:
    """Join *chunks*, unpacked where `Content-Encoding` (*encoding*) or the content itself says gzip.

    Raises FetchError: TOO_LARGE beyond the limits, BROKEN for another encoding and for gzip that is none or ends early.
    """
    packed = _ENCODINGS.get(encoding.strip().lower())
    if packed is None:
        raise FetchError(
            f"packed as {encoding.strip()[:40]!r}, where only gzip was asked for", kind=FailureKind.BROKEN
        )
    body = _Body(limits)
    unpacker: _Unpacker | None = _Unpacker(body) if packed else None
    first = True
    for chunk in chunks:
        if first and chunk and not packed and chunk.startswith(_GZIP_MAGIC):
            unpacker = _Unpacker(body)  # a file that is gzip itself: sitemap.xml.gz
        first = first and not chunk
        if unpacker is None:
            body.take(chunk)
        else:
            unpacker.take(chunk)
    if unpacker is not None:
        unpacker.finish()
    return bytes(body.content)


class _Body:
    """What is unpacked so far."""

    def __init__(self, limits: BodyLimits) -> None:
        self._limits = limits
        self.content = bytearray()

    @property
    def room(self) -> int:
        """Bytes that may still come, and one more by which too many are noticed."""
        return self._limits.max_bytes - len(self.content) + 1

    def take(self, data: bytes) -> None:
        self.content += data
        if len(self.content) > self._limits.max_bytes:
            raise FetchError(f"larger than {self._limits.max_bytes:,} bytes", kind=FailureKind.TOO_LARGE)

    def check_ratio(self, received: int) -> None:
        size = len(self.content)
        if size > _RATIO_FREE_BYTES and size > received * self._limits.max_ratio:
            raise FetchError(
                f"unpacks to more than {self._limits.max_ratio} times its size", kind=FailureKind.TOO_LARGE
            )


class _Unpacker:
    """Gzip in one or several members; zeros and rubbish after the last are passed over, as gzip(1) does."""

    def __init__(self, body: _Body) -> None:
        self._body = body
        self._received = 0
        self._held = b""  # too few bytes to tell whether a member begins
        self._member: zlib._Decompress | None = None
        self._members = 0
        self._is_over = False

    def take(self, data: bytes) -> None:
        """Unpack what has come, member after member."""
        self._received += len(data)
        data, self._held = self._held + data, b""
        while data and not self._is_over:
            if self._member is None and not self._begin_member(data):
                return
            data = self._unpack(data)

    def finish(self) -> None:
        """All has come. Raises FetchError where a member is not whole; no byte at all is an empty answer."""
        if self._member is not None or (self._held and not self._members):
            raise FetchError("gzip that ends early", kind=FailureKind.BROKEN)

    def _begin_member(self, data: bytes) -> bool:
        if len(data) < len(_GZIP_MAGIC):
            self._held = data
            return False
        if not data.startswith(_GZIP_MAGIC):
            if not self._members:
                raise FetchError("said to be gzip, and is not", kind=FailureKind.BROKEN)
            self._is_over = True
            return False
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._members += 1
        return True

    def _unpack(self, data: bytes) -> bytes:
        """Unpack *data* as far as the member goes; what follows it."""
        member = self._member
        while member is not None:
            step = min(_STEP_BYTES, self._body.room)
            try:
                unpacked = member.decompress(data, step)
            except zlib.error:
                raise FetchError("gzip that is damaged", kind=FailureKind.BROKEN) from None
            self._body.take(unpacked)
            self._body.check_ratio(self._received)
            if member.eof:
                self._member = None
                return member.unused_data
            data = member.unconsumed_tail
            # A full step may have more to give although it took all that came.
            if not data and len(unpacked) < step:
                break
        return b""
