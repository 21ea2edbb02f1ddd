"""The articles that figures are measured on: real ones, a fixed sample, or recombined up to any number.

Real news is read from the data folder (`ZHENGWEN_TEST_DATA`, else `../shared/data` beside the project); where there is
none, the samples of the project serve, which is said. Sets are deterministic and kept as JSONL in `var/bench`. The
archives over them are built by `archives.py`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "bench"
_SEED = 20_250_301
_VERSION = 1  # raised whenever the same data may give other articles
# Signs at which a title is parted, so that two titles can be mixed.
_TITLE_PARTS = re.compile(r"(?<=[ 　：:，,；;—])")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsArticle:
    """One article of the import format, as far as figures need it; *family* is the file that it came from."""

    family: str
    id: str
    title: str
    body: str
    url: str | None
    published: str | None
    source: str | None
    regions: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSet:
    """A set of articles on disk: *path* is JSONL, *text_bytes* the UTF-8 length of all titles and bodies."""

    name: str
    path: Path
    count: int
    text_bytes: int
    origin: str

    def articles(self, limit: int | None = None) -> Iterator[NewsArticle]:
        """The articles in order, at most *limit*."""
        with self.path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if limit is not None and number >= limit:
                    return
                yield _parse(line, "")


def data_folder() -> Path:
    """Where real data lies, whether or not it is there."""
    return Path(os.environ.get("ZHENGWEN_TEST_DATA") or ROOT.parent / "shared" / "data")


def load_articles(count: int) -> ArticleSet:
    """*count* articles: a fixed random sample of the real ones, or all of them and recombined ones beside them."""
    files = sorted((data_folder() / "news").glob("*.jsonl.gz"))
    origin = "real news"
    if not files:
        files = sorted((ROOT / "samples").glob("articles-*.jsonl"))
        origin = "the project's samples, multiplied"
        print(
            f"no real news in {data_folder()} (ZHENGWEN_TEST_DATA names another folder): {origin}; goals are not meant for it",
            file=sys.stderr,
        )
    key = _key(files, count)
    path = FOLDER / f"articles-{count}-{key}.jsonl"
    summary = path.with_suffix(".json")
    if not summary.exists():
        print(f"making {count:,} articles out of {origin} …", file=sys.stderr, flush=True)
        FOLDER.mkdir(parents=True, exist_ok=True)
        _write(path, summary, _made(list(_read(files)), count))
    facts = json.loads(summary.read_text(encoding="utf-8"))
    return ArticleSet(name=path.stem, path=path, count=count, text_bytes=facts["text_bytes"], origin=origin)


def _key(files: Sequence[Path], count: int) -> str:
    names = "\n".join(f"{path.name} {path.stat().st_size}" for path in files)
    return hashlib.blake2b(f"{_VERSION} {count}\n{names}".encode(), digest_size=4).hexdigest()


def _read(files: Sequence[Path]) -> Iterator[NewsArticle]:
    for path in files:
        content = path.read_bytes()
        text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
        for line in text.rstrip("\n").split("\n"):
            yield _parse(line, path.name)


def _parse(line: str, family: str) -> NewsArticle:
    found = json.loads(line)
    region = found.get("region") or []
    return NewsArticle(
        family=family,
        id=str(found.get("id") or ""),
        title=found.get("title") or "",
        body=found.get("body") or "",
        url=found.get("url"),
        published=found.get("published"),
        source=found.get("source"),
        regions=(region,) if isinstance(region, str) else tuple(region),
        tags=tuple(found.get("tags") or ()),
    )


def _made(real: list[NewsArticle], count: int) -> list[NewsArticle]:
    chance = random.Random(_SEED)
    if count <= len(real):
        return chance.sample(real, count)
    families: dict[str, list[NewsArticle]] = {}
    for article in real:
        families.setdefault(article.family, []).append(article)
    made = list(real)
    for number in range(count - len(real)):
        first = chance.choice(real)
        second = chance.choice(families[first.family])
        made.append(_mixed(number, first, second, chance))
    chance.shuffle(made)
    return made


def _mixed(number: int, first: NewsArticle, second: NewsArticle, chance: random.Random) -> NewsArticle:
    """A new article of the form of *first*, half of its paragraphs taken from *second*: the mean length stays."""
    others = second.body.split("\n")
    paragraphs = [
        chance.choice(others) if chance.random() < 0.5 else paragraph for paragraph in first.body.split("\n")
    ]
    ahead, behind = _TITLE_PARTS.split(first.title), _TITLE_PARTS.split(second.title)
    title = "".join([*ahead[: (len(ahead) + 1) // 2], *behind[len(behind) // 2 :]])
    return replace(first, id=f"mixed:{number}", url=None, title=title, body="\n".join(paragraphs))


def _write(path: Path, summary: Path, articles: Sequence[NewsArticle]) -> None:
    text_bytes = 0
    with path.open("w", encoding="utf-8") as lines:
        for article in articles:
            text_bytes += len(article.title.encode()) + len(article.body.encode())
            lines.write(render_jsonl(article))
    # Written last: a set that was interrupted is made anew.
    summary.write_text(json.dumps({"articles": len(articles), "text_bytes": text_bytes}), encoding="utf-8")


def render_jsonl(article: NewsArticle) -> str:
    """*article* as one line of the import format."""
    found = {
        "id": article.id,
        "url": article.url,
        "title": article.title,
        "body": article.body,
        "published": article.published,
        "source": article.source,
        "region": list(article.regions),
        "tags": list(article.tags),
    }
    return json.dumps({key: value for key, value in found.items() if value}, ensure_ascii=False) + "\n"
