"""The readers of records: all can be loaded ahead, and none is loaded before its first record comes."""

import subprocess
import sys

CODE = """
import sys, indexer.commands
from indexer.sources.readers import load_readers
READERS = ("plain_text", "pages.records", "feeds.records")
print([name for name in READERS if f"indexer.sources.{name}" in sys.modules])
load_readers()
print([name for name in READERS if f"indexer.sources.{name}" not in sys.modules])
"""


def test_a_command_that_adds_loads_no_reader_before_it_is_asked() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n[]\n"
