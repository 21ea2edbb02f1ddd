"""`make quality`: prints every figure of `measures.py` beside its floor; exit status 1 where one is not kept."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.conftest import ROOT
from tests.quality.measures import MEASURES


def main() -> int:
    """Measure everything; 0 where all floors hold, 1 where not, 2 without data."""
    data = Path(os.environ.get("ZHENGWEN_TEST_DATA") or ROOT.parent / "shared" / "data")
    if not (data / "news").is_dir():
        print(f"no data in {data}: ZHENGWEN_TEST_DATA names another folder", file=sys.stderr)
        return 2
    failed = 0
    for measure in MEASURES:
        for figure in measure(data):
            print(figure, flush=True)
            failed += not figure.holds
    print(f"{failed} below their floors" if failed else "every floor holds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
