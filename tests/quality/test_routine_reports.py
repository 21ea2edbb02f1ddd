"""Routine reports that look alike stay apart, and each is still found in another guise; own writing, so no data is needed."""

from __future__ import annotations

import pytest
from opencc import OpenCC

from index.store.near_copies import is_near_copy
from tests.quality.reports_quality import compared_report, false_merges
from tests.quality.routine_reports import Part, load_routine_reports, make_reports

GUISES = {
    "another byline": lambda body: "本报讯（记者 王例句）" + body,
    "a credit": lambda body: body + "\n（来源：样例网 责任编辑：王例句）",
    "the script and the words of Taiwan": OpenCC("s2twp").convert,
    "the script of Hong Kong": OpenCC("s2hk").convert,
    "simplified": OpenCC("tw2sp").convert,
}


def test_the_reports_are_of_many_kinds_and_a_third_is_held_out() -> None:
    parts = [report.part for report in load_routine_reports()]
    assert (len(parts) >= 40, parts.count("held") * 3 >= len(parts)) == (True, True)


@pytest.mark.parametrize("part", ["design", "held"])
def test_no_two_routine_reports_are_taken_for_copies(part: Part) -> None:
    assert [f"{pair.kind}: {pair.difference}" for pair in false_merges(part)] == []


@pytest.mark.parametrize("guise", GUISES)
@pytest.mark.parametrize("part", ["design", "held"])
def test_a_routine_report_in_another_guise_is_a_copy(part: Part, guise: str) -> None:
    missed = [
        report.title
        for report in make_reports(part)
        if not is_near_copy(
            compared_report(report), compared_report(report.elsewhere(body=GUISES[guise](report.body)))
        )
    ]
    assert missed == []
