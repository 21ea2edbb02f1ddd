"""The table of readers: each entry is there, and none is loaded before its first record comes."""

import subprocess
import sys
from typing import get_args

import pytest

from indexer.inputs import INPUT_FORMATS
from indexer.sources.readers import READERS, RecordKind, load_reader


@pytest.mark.parametrize("kind", READERS)
def test_each_reader_is_where_the_table_says(kind: RecordKind) -> None:
    module, _, name = READERS[kind].partition(":")
    reader = load_reader(kind)
    assert (reader.__module__, reader.__name__) == (module, name)


def test_every_format_has_a_reader_and_entries_stand_for_feeds() -> None:
    assert set(READERS) == set(get_args(RecordKind)) == {*INPUT_FORMATS, "entry"} - {"feed"}


def test_a_command_that_adds_loads_no_reader_before_it_knows_the_format() -> None:
    code = "import sys, indexer.commands; print('indexer.extract.bylines' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
