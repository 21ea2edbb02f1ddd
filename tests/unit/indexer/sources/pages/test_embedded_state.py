"""Texts in the programs of pages: literals in both notations, and marks that close nothing."""

from __future__ import annotations

import time

import pytest

from indexer.sources.pages.embedded_state import read_state

TEXT = "样例市3月5日发布低空经济行动方案，提出用三年时间建成覆盖全市的起降点网络。" * 4


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (f'"{TEXT}"', TEXT),
        (f"'{TEXT}'", TEXT),
        (rf"'{TEXT}所谓\"低空\"。'", f'{TEXT}所谓"低空"。'),
        (f"""'{TEXT}所谓"低空"。'""", f'{TEXT}所谓"低空"。'),
        (rf"'{TEXT}it\'s。'", f"{TEXT}it's。"),
        (rf"'{TEXT}反斜线\\。'", f"{TEXT}反斜线\\。"),
        (f"""/'/g; state = "{TEXT}" """, TEXT),
    ],
    ids="double single escaped-mark mark apostrophe backslash lone-mark".split(),
)
def test_a_literal_is_read_as_it_is_written(written: str, text: str) -> None:
    assert read_state([f"window.state = {written};"]) == text


@pytest.mark.parametrize("mark", ['"', "'"])
def test_marks_that_close_nothing_are_passed_in_linear_time(mark: str) -> None:
    started = time.process_time()
    assert read_state([mark + f"\\{mark}" * 100_000, f"'{TEXT}'"]) == TEXT
    assert time.process_time() - started < 1
