"""Mutated feeds and pages: bytes flipped, cut, doubled and mixed, what attackers write put anywhere. Deterministic by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

HOSTILE = (
    b"<script>alert(1)</script>", b"<img src=x onerror=alert(1)>", b"<svg/onload=alert(1)>", b"&lt;img src=x onerror=alert(1)&gt;",
    b"<![CDATA[<iframe src=javascript:alert(1)>]]>", b"<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", b"javascript:alert(1)",
    b"<!--" * 40, b"]]>", b"<b>" * 300, b"\x00\x01", b"\xff\xfe", b"&#0;&#xD800;&#x110000;", b"&nbsp;&undefined;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b'<?xml version="1.0" encoding="utf-16"?>', b"<item><title>", b"</item>", b"</title>", b"<entry>", b"\x80", "嘅".encode("big5hkscs"),
    "朱镕基".encode("gbk"), "𠮷\u202e\u200b".encode(), b'"' * 50, b"{" * 50, b"[" * 200, b"<p " + b"a=1 " * 200 + b">", b"\r\n" * 30, b"0000-00-00",
)  # fmt: skip


def mutated(seeds: Sequence[bytes], rounds: int, seed: int) -> Iterator[bytes]:
    """*rounds* variants of *seeds*, each changed one to six times."""
    chance = random.Random(seed)
    for _ in range(rounds):
        content = chance.choice(seeds)
        for _ in range(chance.randint(1, 6)):
            content = _change(content, seeds, chance)
        yield content


def _change(content: bytes, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 1, 3, 20, 400)))
    kind = chance.randrange(7)
    if kind == 0:
        return content[:start] + bytes([chance.randrange(256)]) + content[end:]
    if kind == 1:
        return content[:start] + content[end:]
    if kind == 2:
        return content[:start] + content[start:end] * chance.choice((2, 3, 50)) + content[end:]
    if kind == 3:
        return content[:start]
    if kind == 4:
        other = chance.choice(seeds)
        return content[:start] + other[chance.randrange(len(other)) :]
    return content[:start] + chance.choice(HOSTILE) + content[start:]
