"""Run as a process of its own: an index whose disk is full during a commit; prints what happened as JSON.

The limit on the size of files stands for the full disk: every write beyond it is refused.
"""

import json
import resource
import sys
from pathlib import Path

from index.engines.criteria import AllArticles
from index.engines.port import Engine
from index.engines.registry import engine_named
from index.errors import StorageFullError
from index.schema import IndexDocument

LIMIT_BYTES = 3_000


def a_document(ordinal: int) -> IndexDocument:
    terms = " ".join(f"词{ordinal}之{number}" for number in range(200))
    return IndexDocument(
        ordinal=ordinal, sequence=ordinal, digest=ordinal, body_words=terms, body_bigrams=terms
    )


def attempt(engine: Engine, folder: Path) -> str:
    """What a commit on the full disk ends in."""
    writer = engine.open_writer(folder)
    try:
        writer.add(a_document(ordinal) for ordinal in range(100, 400))
        writer.commit()
    except StorageFullError:
        return "refused"
    finally:
        writer.close()
    return "committed"


def count(engine: Engine, folder: Path) -> int:
    reader = engine.open_reader(folder)
    found = reader.count(AllArticles())
    reader.close()
    return found


def main(name: str, folder: Path) -> None:
    engine = engine_named(name)
    engine.create(folder)
    writer = engine.open_writer(folder)
    writer.add([a_document(1), a_document(2)])
    writer.commit()
    writer.close()
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (LIMIT_BYTES, hard))
    outcome = attempt(engine, folder)
    after_refusal = count(engine, folder)
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    faults = engine.verify(folder)
    second = attempt(engine, folder)
    rows = {
        "full": outcome,
        "kept": after_refusal,
        "faults": faults,
        "after": second,
        "found": count(engine, folder),
    }
    sys.stdout.write(json.dumps(rows))


main(sys.argv[1], Path(sys.argv[2]))
