"""The order by relevance: scores as they are shown, falling, of equal ones the newer first, behind the spelling typed (contract)."""

import contextlib
from pathlib import Path

import pytest

from index.archive.folder import DataFolder
from index.engines.registry import ENGINES
from index.model import SearchRequest
from index.search import SearchService
from index.settings import Settings
from tests.archive import build_archive

MINES = [
    {"title": f"第{day}號", "body": "稀土。" + "礦" * (3_900 + day), "published": f"2025-11-{day:02d}"}
    for day in range(1, 29)
]
"""The longer the newer, and scores apart by less than a ten-thousandth."""
OTHERS = [{"title": f"其他{number}", "body": "別的事。"} for number in range(5)]


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_scores_as_shown_order_the_hits(engine: str, tmp_path: Path) -> None:
    DataFolder(tmp_path).remember_engine(engine)
    build_archive(tmp_path, MINES + OTHERS)
    request = SearchRequest(query="稀土", size=100, all_copies=True)
    with contextlib.closing(SearchService.open(Settings(data=tmp_path))) as service:
        hits = service.search(request).hits
    shown = [(hit.score, hit.published.iso() if hit.published else "") for hit in hits]
    assert (len(hits), len({score for score, _ in shown}) > 1) == (len(MINES), True)
    assert shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("query", ["里長", "℃里長", "★里長、", '"里長★"', '"里長。"', "里長+", "里長★公佈"])
@pytest.mark.parametrize("order", ["裏里裡", "裡里裏"])
def test_signs_do_not_change_which_spelling_comes_first(tmp_path: Path, query: str, order: str) -> None:
    rows = [
        {"id": one, "title": f"{one}長。", "body": f"℃★{one}長★公佈{at}。"} for at, one in enumerate(order)
    ]
    build_archive(tmp_path, rows)
    with contextlib.closing(SearchService.open(Settings(data=tmp_path))) as service:
        assert service.search(SearchRequest(query=query)).hits[0].id == "里"
