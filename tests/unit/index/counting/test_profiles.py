"""Profiles and likeness over a small archive: what is counted equals what the articles say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.counting.profiles import Subject
from index.search import SearchService
from index.settings import Settings
from tests.archive import build_archive

ARTICLES: list[dict[str, object]] = [
    {"id": "1", "title": "包頭公佈稀土獎勵", "body": "內蒙古包頭市公佈稀土獎勵辦法，支持永磁材料企業。",
     "published": "2024-03-01", "source": "樣例日報", "region": "包頭市"},
    {"id": "2", "title": "贛州稀土礦山復綠", "body": "江西贛州稀土礦山復綠，永磁材料企業參與。",
     "published": "2025-06-15", "source": "样例日报", "region": "赣州市"},
    {"id": "3", "title": "內蒙古稀土永磁材料企業聚會", "body": "內蒙古稀土永磁材料企業聚會，商討出口。",
     "published": "2025-06", "source": "另一家", "region": "內蒙古"},
    {"id": "4", "title": "海南氣象", "body": "海南明天有雨。", "published": "2023-01-01", "source": "另一家", "region": "海南"},
    {"id": "5", "title": "無日期的稀土稿", "body": "稀土。", "source": "另一家"},
]  # fmt: skip


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchService]:
    folder: Path = tmp_path_factory.mktemp("profiles")
    build_archive(folder, ARTICLES)
    service = SearchService.open(Settings(data=folder))
    yield service
    service.close()


def test_a_profile_says_since_when_how_often_and_where(service: SearchService) -> None:
    profile = service.profile(Subject(kind="term", value="稀土"))
    assert (profile.total, profile.timeline.undated) == (4, 1)
    assert profile.first is not None
    assert profile.latest is not None
    assert profile.peak is not None
    assert (profile.first.id, profile.first.date.iso()) == ("1", "2024-03-01")
    assert profile.latest.id == "2"
    assert (profile.peak.start.isoformat(), profile.peak.count) == ("2025-06-01", 2)
    assert [(one.value, one.count) for one in profile.provinces] == [("15", 2), ("36", 1)]


def test_the_archive_is_counted_bucket_by_bucket(service: SearchService) -> None:
    profile = service.profile(Subject(kind="source", value="樣例日報"))
    whole = {
        bucket.start.isoformat(): of
        for bucket, of in zip(profile.timeline.buckets, profile.archive, strict=True)
    }
    assert (whole["2024-03-01"], whole["2024-04-01"], whole["2025-06-01"]) == (1, 0, 2)


def test_either_script_names_the_same_subject(service: SearchService) -> None:
    one, other = (service.profile(Subject(kind="source", value=name)) for name in ("樣例日報", "样例日报"))
    assert (one.total, one.name) == (other.total, other.name) == (2, "樣例日報")


def test_the_subject_is_not_its_own_companion(service: SearchService) -> None:
    profile = service.profile(Subject(kind="term", value="稀土"))
    terms = next(facet for facet in profile.companions if facet.name == "term")
    assert "稀土" not in {one.value for one in terms.values}
    region = service.profile(Subject(kind="region", value="1502"))
    codes = {one.value for facet in region.companions if facet.name == "region" for one in facet.values}
    assert codes & {"15", "1502"} == set()


def test_a_term_that_no_article_carries_is_counted_where_it_is_said(service: SearchService) -> None:
    profile = service.profile(Subject(kind="term", value="礦山復綠"))
    assert (profile.total, profile.is_run) == (1, True)


def test_what_is_nowhere_has_an_empty_profile(service: SearchService) -> None:
    profile = service.profile(Subject(kind="person", value="沒有這個人"))
    assert (profile.total, profile.first, profile.latest, profile.peak) == (0, None, None, None)


def test_names_are_counted_over_the_archive(service: SearchService) -> None:
    sources = service.names("source")
    assert [(one.value, one.count) for one in sources.values] == [("另一家", 3), ("樣例日報", 2)]


def test_alike_articles_share_telling_words_and_are_never_the_article_itself(service: SearchService) -> None:
    assert {one.id for one in service.alike("1")} == {"2", "3"}
    assert service.alike("4") == ()
