"""The real articles of the data folder, for figures over all of them at once."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class RealArticle:
    """One article; *family* is the file that it came from, *day* its publication in Asia/Shanghai as given."""

    family: str
    title: str
    body: str
    source: str | None
    day: dt.date | None


def load_real_articles(data: Path) -> list[RealArticle]:
    """All articles of `news/`, file by file."""
    articles = []
    for path in sorted((data / "news").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            articles += [_parse(line, path.name.removesuffix(".jsonl.gz")) for line in lines]
    return articles


def _parse(line: str, family: str) -> RealArticle:
    row = json.loads(line)
    published = (row.get("published") or "")[:10]
    return RealArticle(
        family=family,
        title=row.get("title") or "",
        body=row.get("body") or "",
        source=row.get("source"),
        day=dt.date.fromisoformat(published) if len(published) == 10 else None,
    )
