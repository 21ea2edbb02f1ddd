"""Measures routine reports: which pairs that only look alike would be taken for copies. Every pair is compared, met or not."""

from __future__ import annotations

from collections.abc import Iterator

from index.analysis.script import from_code_points
from index.analysis.sketches import compared_letters, letters
from index.store.near_copies import ComparedText, is_near_copy
from tests.quality.routine_reports import FilledReport, Part, ReportPair, make_report_pairs


def false_merges(part: Part) -> Iterator[ReportPair]:
    """The pairs of one part that are taken for copies."""
    for pair in make_report_pairs(part):
        if is_near_copy(compared_report(pair.one), compared_report(pair.other)):
            yield pair


def compared_report(report: FilledReport) -> ComparedText:
    """What is compared of a report."""
    return ComparedText(
        title=from_code_points(letters(report.title)),
        text=from_code_points(compared_letters(report.title, report.body)),
        day=report.day,
        source=report.source,
    )
