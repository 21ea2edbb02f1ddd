"""Measures dates on real data: cases of writings, labelled articles, and datelines against given days of publication.

It reads what lies in the data folder and judges; it sets no floors (measures.py and test_dates_quality.py do) and prints
nothing.
"""

from __future__ import annotations

import datetime as dt
import gzip
import itertools
import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from index.model import Article, PartialDate
from indexer.dating import detect_dating
from indexer.detect.dates import find_dates
from indexer.detect.event_dates import ReferenceDays, detect_event_date
from indexer.detect.publication import Publication, detect_address_day, detect_publication
from indexer.inputs import InputDefaults, RawRecord
from indexer.sources.given_dates import parse_iso_date
from indexer.sources.plain_text import parse_plain_text
from tests.quality.regions_quality import Share

_NO_DAY: Final = "0001-01-01"
"""How the cases write that there is no such day."""
_LUNAR: Final = re.compile("[农農]历|正月|月初|大年")
_CASES: Final = "Specs__DateTime__Chinese__Date{}.json"
_DATED_NEWS: Final = ("agora_2411", "chinanews_2020", "feeds_cn", "ey_gazette")
_EVERY: Final = 2
"""Every second article is looked at."""
_PASTED: Final = {
    "agora_2411": 12,
    "chinanews_2020": 4,
    "feeds_cn": 4,
    "ey_gazette": 16,
    "laws_cn": 4,
    "gov_rss": 1,
    "xwlb": 40,
}
"""Of which set every how-manieth article is read as pasted text."""
_FETCHED_AFTER: Final = dt.timedelta(days=2)
_SPEED_ARTICLES: Final = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class DateFigures:
    """What was measured.

    *writings*: cases that resolve to one day (of past and future the past one) read as that day, *solar_writings* without
    those of the lunar calendar, *wrong_writings* of all cases read as another day; *surfaces*: found exactly where they
    stand. *events_found* of the labelled, *events_right* of all given. *pasted* articles without their given day: found within a day
    of it, of all; *pasted_right* of those that were given a day. The rest: days found in articles whose day of
    publication is given, within a day of it.
    """

    writings: Share
    solar_writings: Share
    wrong_writings: Share
    surfaces: Share
    events_found: Share
    events_right: Share
    datelines: Share
    date_lines: Share
    addresses: Share
    pasted: Share
    pasted_right: Share
    microseconds_per_article: float


def measure_dates(data: Path) -> DateFigures:
    """Measure on `eval/dates`, `eval/labels` and `news` in the folder *data*."""
    writings, solar, wrong = _measure_writings(data)
    found, right = _measure_events(data)
    published = _measure_publication(data)
    pasted, pasted_right = _measure_pasted(data)
    return DateFigures(
        writings=writings,
        solar_writings=solar,
        wrong_writings=wrong,
        surfaces=_measure_surfaces(data),
        events_found=found,
        events_right=right,
        datelines=published["dateline"],
        date_lines=published["text"],
        addresses=published["page"],
        pasted=pasted,
        pasted_right=pasted_right,
        microseconds_per_article=_measure_speed(data),
    )


def wrong_events(data: Path) -> list[str]:
    """Labelled articles whose day was given and is another one, by id."""
    return [label["id"] for label, given in _judged_events(data) if given not in (None, label["event_date"])]


def _measure_writings(data: Path) -> tuple[Share, Share, Share]:
    total = right = lunar = wrong = cases = 0
    for case in json.loads(
        (data / "eval" / "dates" / _CASES.format("Parser")).read_text(encoding="utf-8-sig")
    ):
        reference = dt.date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
        expected = [one["Value"]["PastResolution"]["date"] for one in case["Results"]]
        found = [one.date.iso()[:10] for one in find_dates(case["Input"], reference)]
        cases += 1
        wrong += not set(found) <= set(expected)
        if _NO_DAY not in expected:
            total += 1
            right += found == expected
            lunar += _LUNAR.search(case["Input"]) is not None
    return (
        Share(right=right, total=total),
        Share(right=right, total=total - lunar),
        Share(right=wrong, total=cases),
    )


def _measure_surfaces(data: Path) -> Share:
    total = right = 0
    cases = json.loads((data / "eval" / "dates" / _CASES.format("Extractor")).read_text(encoding="utf-8-sig"))
    for case in cases:
        expected = [(one["Start"], one["Length"]) for one in case["Results"]]
        spans = [one.span for one in find_dates(case["Input"], dt.date(2017, 3, 22))]
        total += 1
        right += [(span.start, span.end - span.start) for span in spans] == expected
    return Share(right=right, total=total)


def _measure_events(data: Path) -> tuple[Share, Share]:
    labelled = found = given = right = 0
    for label, day in _judged_events(data):
        labelled += label["event_date"] is not None
        found += label["event_date"] is not None and day is not None
        given += day is not None
        right += day is not None and day == label["event_date"]
    return Share(right=found, total=labelled), Share(right=right, total=given)


def _judged_events(data: Path) -> Iterator[tuple[dict[str, Any], str | None]]:
    """Every label with the day that is given for its article."""
    folder = data / "eval" / "labels"
    articles = {row["id"]: row for row in _rows(folder / "articles.jsonl")}
    for label in _rows(folder / "labels.jsonl"):
        article = articles[label["id"]]
        reference = ReferenceDays(published=parse_iso_date(article["published"]))
        date = detect_event_date(article["title"], article["body"], reference)
        yield label, None if date is None else date.iso()


def _measure_publication(data: Path) -> dict[str, Share]:
    """Days found without the given one, by origin; the fetch is three days after it."""
    found = {"dateline": [0, 0], "text": [0, 0], "page": [0, 0]}
    for name in _DATED_NEWS:
        for row in itertools.islice(_rows(data / "news" / f"{name}.jsonl.gz"), 0, None, _EVERY):
            if not row.get("published"):
                continue
            given = parse_iso_date(row["published"]).first_day()
            addressed = detect_address_day(row.get("url") or "")
            publications = (
                detect_publication(row["body"], "", given + dt.timedelta(days=3)),
                None if addressed is None else Publication(addressed, "page"),
            )
            for one in publications:
                if one is not None:
                    found[one.origin][0] += abs((one.date.first_day() - given).days) <= 1
                    found[one.origin][1] += 1
    return {origin: Share(right=right, total=total) for origin, (right, total) in found.items()}


def _measure_pasted(data: Path) -> tuple[Share, Share]:
    """Articles as text with nothing but title and body, fetched two days after their given day."""
    total = found = right = 0
    for name, every in _PASTED.items():
        for row in itertools.islice(_rows(data / "news" / f"{name}.jsonl.gz"), 0, None, every):
            given = parse_iso_date(row.get("published") or _NO_DAY[:4])
            if not given.is_full:
                continue
            day = _pasted_day(row, given.first_day())
            total += 1
            found += day is not None
            right += day is not None and abs((day - given.first_day()).days) <= 1
    return Share(right=right, total=total), Share(right=right, total=found)


def _pasted_day(row: dict[str, Any], given: dt.date) -> dt.date | None:
    text = f"{row['title']}\n\n{row['body']}"
    record = RawRecord(path="pasted.txt", line=None, format="text", content=text.encode())
    page = parse_plain_text(record, InputDefaults())
    fetched = given + _FETCHED_AFTER
    article = Article(
        id="pasted",
        identity="pasted",
        title=page.title,
        body=page.body,
        raw=page.raw,
        published=page.published,
        published_origin=page.published_origin,
        fetched=PartialDate(year=fetched.year, month=fetched.month, day=fetched.day),
    )
    published = detect_dating(article, fetched).published
    return published.first_day() if published is not None and published.is_full else None


def _measure_speed(data: Path) -> float:
    rows = list(itertools.islice(_rows(data / "news" / "xwlb.jsonl.gz"), _SPEED_ARTICLES))
    references = [ReferenceDays(published=parse_iso_date(row["published"])) for row in rows]
    began = time.process_time()
    for row, reference in zip(rows, references, strict=True):
        detect_event_date(row["title"], row["body"], reference)
    return (time.process_time() - began) / len(rows) * 1e6


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode().split("\n"):
        if line:
            yield json.loads(line)
