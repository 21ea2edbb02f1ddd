"""The child of the kill tests: stores articles and acknowledges each commit on standard output until it is killed."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path

from index.store.lock import WriterLock
from index.store.sqlite_store import SqliteStoreWriter
from tests.builders import a_clock, an_article

BATCH = 7
BODY = "稀土產業獎勵辦法，自公佈之日起施行。" * 60
GROWING = "低空物流試點，三條航線今日投入運行。" * 60


def main() -> None:
    """Store batches of new articles, the last a copy of the first, and change an old one; each line is the sequence that is safe."""
    folder = Path(sys.argv[1])
    with WriterLock(folder):
        writer = SqliteStoreWriter(folder, now=a_clock())
        start = writer.count()
        for batch in itertools.count():
            for number in range(BATCH):
                new = start + batch * BATCH + number
                said = new - number if number == BATCH - 1 else new
                writer.put(an_article(title=f"第{said}條", body=f"{BODY}{said}", id=f"n{new}"))
            # A body that grows, so that versions are killed in the making too.
            writer.put(an_article(title="頭條", body=f"{GROWING}{writer.last_sequence()}", id="head"))
            writer.commit()
            sys.stdout.write(f"{writer.last_sequence()}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
