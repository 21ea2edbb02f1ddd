"""Real news, written in the encodings of old sites and cut to a few characters: read back, never wrongly.

Skipped where there is no data (ZHENGWEN_TEST_DATA).
"""

from __future__ import annotations

import gzip
import itertools
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.sources.decode import UnknownEncodingError, decode_text

pytestmark = pytest.mark.quality

FILES = ("agora_2411", "ey_gazette", "xwlb", "chinanews_2020")
ARTICLES_PER_FILE = 300


def beginnings(folder: Path, characters: int) -> Iterator[str]:
    for name in FILES:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            for line in itertools.islice(lines, ARTICLES_PER_FILE):
                row = json.loads(line)
                yield f"{row['title']}\n{row['body']}"[:characters]


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-16-le"])
@pytest.mark.parametrize("characters", [40, 400])
def test_encodings_are_told_apart(real_data: Path, encoding: str, characters: int) -> None:
    read = wrong = refused = 0
    for text in beginnings(real_data / "news", characters):
        try:
            content = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        try:
            wrong += decode_text(content).text != text
            read += 1
        except UnknownEncodingError:
            refused += 1
    print(f"decode: {encoding}, {characters} characters: {read} read, {wrong} wrongly, {refused} refused")
    assert read > 250
    assert (wrong, refused) == (0, 0)
