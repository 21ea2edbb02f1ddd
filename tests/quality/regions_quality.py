"""Measures the detection of regions on real, labelled articles; `measure_regions` gives the figures.

It reads what lies in the data folder and judges; it sets no floors (test_regions_quality.py does) and prints nothing.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.analysis.script import fold
from index.regions.gazetteer import Gazetteer
from indexer.detect.regions import RegionDetector

_SPEED_ARTICLES = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """*right* of *total*."""

    right: int
    total: int

    @property
    def ratio(self) -> float:
        """The share of the right ones; 0 of 0 is 1."""
        return self.right / self.total if self.total else 1.0

    def __str__(self) -> str:
        return f"{self.ratio:.3f} ({self.right}/{self.total})"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigures:
    """What was measured.

    *primary*: labelled main provinces found first; *false_provinces*: articles labelled with none that got one;
    the pairs of precision and recall count provinces and countries of all labelled articles; *law_titles*, *laws*
    (with 200 characters of the body) and *offices* (municipal pages): given provinces found first.
    """

    primary: Share
    false_provinces: Share
    province_precision: Share
    province_recall: Share
    country_precision: Share
    country_recall: Share
    law_titles: Share
    laws: Share
    offices: Share
    megabytes_per_second: float


def measure_regions(data: Path) -> RegionFigures:
    """Measure on `eval/labels`, `news/laws_cn`, `news/gov_rss` and (speed) `news/xwlb` in the folder *data*."""
    gazetteer = Gazetteer.load()
    detector = RegionDetector(gazetteer, fold)
    labelled = _Labelled()
    articles = {row["id"]: row for row in _rows(data / "eval" / "labels" / "articles.jsonl")}
    for label in _rows(data / "eval" / "labels" / "labels.jsonl"):
        article = articles[label["id"]]
        labelled.judge(label, detector.detect(article["title"], article["body"]).regions)
    titles, laws = _measure_laws(data, gazetteer, detector)
    return RegionFigures(
        primary=Share(right=labelled.primary_right, total=labelled.primary),
        false_provinces=Share(right=labelled.false, total=labelled.without),
        province_precision=Share(right=labelled.provinces_right, total=labelled.provinces_found),
        province_recall=Share(right=labelled.provinces_right, total=labelled.provinces),
        country_precision=Share(right=labelled.countries_right, total=labelled.countries_found),
        country_recall=Share(right=labelled.countries_right, total=labelled.countries),
        law_titles=titles,
        laws=laws,
        offices=_measure_offices(data, gazetteer, detector),
        megabytes_per_second=_measure_speed(data, detector),
    )


@dataclass(slots=True)
class _Labelled:
    """Counts over the articles labelled by reading."""

    primary: int = 0
    primary_right: int = 0
    without: int = 0
    false: int = 0
    provinces: int = 0
    provinces_found: int = 0
    provinces_right: int = 0
    countries: int = 0
    countries_found: int = 0
    countries_right: int = 0

    def judge(self, label: dict[str, Any], regions: tuple[str, ...]) -> None:
        """Count one article."""
        provinces = [code for code in regions if code.isdigit() and len(code) == 2]
        countries = [code for code in regions if not code.isdigit()]
        if label["primary"]:
            self.primary += 1
            self.primary_right += provinces[:1] == [label["primary"]]
        if not label["provinces"]:
            self.without += 1
            self.false += bool(provinces)
        self.provinces += len(label["provinces"])
        self.provinces_found += len(provinces)
        self.provinces_right += len(set(provinces) & set(label["provinces"]))
        self.countries += len(label["countries"])
        self.countries_found += len(countries)
        self.countries_right += len(set(countries) & set(label["countries"]))


def _measure_laws(data: Path, gazetteer: Gazetteer, detector: RegionDetector) -> tuple[Share, Share]:
    total = by_title = by_both = 0
    for row in _rows(data / "news" / "laws_cn.jsonl.gz"):
        if row.get("region"):
            total += 1
            expected = gazetteer.resolve(row["region"])[0].code
            by_title += detector.detect(row["title"], "").regions[:1] == (expected,)
            by_both += detector.detect(row["title"], row["body"][:200]).regions[:1] == (expected,)
    return Share(right=by_title, total=total), Share(right=by_both, total=total)


def _measure_offices(data: Path, gazetteer: Gazetteer, detector: RegionDetector) -> Share:
    total = right = 0
    for row in _rows(data / "news" / "gov_rss.jsonl.gz"):
        total += 1
        expected = gazetteer.ancestors(gazetteer.resolve(row["region"])[0].code)[-1].code
        right += detector.detect(row["title"], row["body"], row["source"]).regions[:1] == (expected,)
    return Share(right=right, total=total)


def _measure_speed(data: Path, detector: RegionDetector) -> float:
    texts = []
    for row in _rows(data / "news" / "xwlb.jsonl.gz"):
        texts.append(row)
        if len(texts) == _SPEED_ARTICLES:
            break
    size = sum(len((row["title"] + row["body"]).encode()) for row in texts)
    began = time.perf_counter()
    for row in texts:
        detector.detect(row["title"], row["body"])
    return size / 1e6 / (time.perf_counter() - began)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)
