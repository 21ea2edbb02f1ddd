"""Pages of several kinds, written for this test, with what must be read of them beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.inputs import ExtractedText
from indexer.sources.decode import decode_markup
from indexer.sources.pages.reading import read_page

PAGES = sorted((Path(__file__).resolve().parents[4] / "golden" / "pages").glob("*.html"))


def rendered(found: ExtractedText) -> str:
    """A page's article as the golden files write it."""
    facts = {
        "title": found.title,
        "url": found.url,
        "published": found.published.iso() if found.published else None,
        "source": found.source,
        "author": found.author,
        "tags": " | ".join(found.tags),
    }
    lines = [f"{key}: {value}" for key, value in facts.items() if value]
    lines += [f"warning: {warning}" for warning in found.warnings]
    return "\n".join((*lines, "", found.body, ""))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_golden_pages(path: Path) -> None:
    found = read_page(decode_markup(path.read_bytes()).text, "https://asked.invalid/page.html")
    assert rendered(found) == path.with_suffix(".expected").read_text(encoding="utf-8")
