"""Generations: whole indexes side by side in the data folder, one of them current.

    index/CURRENT         the name of the current generation, replaced atomically
    index/<generation>/   manifest.json, userdict.txt (as built), texts.* (ranking/folded_text_files.py), engine/ (the engine's files)

A generation is built beside the current one, fsynced, then promoted; the one before stays until a later writer finds it
retired, so that readers finish on it. The manifest's fingerprint says which schema, dictionary, fold table and library
versions the terms come from: another one is an `IncompatibleError`, never a wrong answer. This module must not read
articles or build terms: `indexer/build.py` does, and `search.py` reads.
"""

from __future__ import annotations

import contextlib
import functools
import json
import secrets
import shutil
import time
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from index.analysis.analyzer import Analyzer
from index.analysis.lexicon import load_lexicon, load_user_dictionary
from index.archive.folder import DataFolder
from index.engines.port import Engine
from index.engines.registry import engine_named
from index.errors import DamagedError, IncompatibleError, IndexMissingError, NotBuiltError, OperatorError
from index.files.durable import replace_durably, sync
from index.ranking.folded_text_files import create_folded_texts
from index.schema import SCHEMA_VERSION
from index.store.sqlite_store import SqliteStoreReader

_RETIRED_SECONDS = 60
"""How long a generation that is no longer current is kept for readers that have not moved on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What the terms of an index depend on; two equal ones mean the same text gives the same terms and files."""

    schema: int
    analysis: str
    engine: str
    engine_version: str
    opencc: str
    jieba: str
    rjieba: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One whole index on disk."""

    name: str
    folder: Path
    fingerprint: Fingerprint

    @property
    def engine_folder(self) -> Path:
        """Where the engine keeps its files."""
        return self.folder / "engine"

    @property
    def engine(self) -> Engine:
        """The engine that reads and writes it."""
        return engine_named(self.fingerprint.engine)


# Immutable, so one for all; a server's processes then share the one that was loaded before they divided (35 MB each).
@functools.lru_cache(maxsize=1)
def load_analyzer(user_terms: tuple[str, ...]) -> Analyzer:
    """The analyzer with the policy lexicon and the given terms; takes a third of a second."""
    return Analyzer((*(entry.term for entry in load_lexicon()), *user_terms))


def fingerprint_of(engine: Engine, analyzer: Analyzer) -> Fingerprint:
    """The fingerprint that an index built now would have."""
    return Fingerprint(
        schema=SCHEMA_VERSION,
        analysis=analyzer.fingerprint,
        engine=engine.name,
        engine_version=engine.version(),
        opencc=version("opencc"),
        jieba=version("jieba"),
        rjieba=_version_or_none("rjieba"),
    )


def _version_or_none(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def current_generation(folder: DataFolder) -> Generation:
    """The current generation. Raises NotBuiltError (IndexMissingError where articles are stored), DamagedError."""
    try:
        name = folder.pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError as error:
        if articles := _count_stored(folder):
            raise IndexMissingError(articles) from error
        raise NotBuiltError(
            f"nothing is indexed in {folder.path} yet: run zhengwen add PATH first"
        ) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DamagedError(f"{folder.pointer} cannot be read: run zhengwen rebuild") from error
    return load_generation(folder, name)


def _count_stored(folder: DataFolder) -> int:
    """How many articles the store holds; 0 where there is none that this program reads (opening it says why)."""
    try:
        with contextlib.closing(SqliteStoreReader(folder.path)) as store:
            return store.count()
    except OperatorError:
        return 0


def load_generation(folder: DataFolder, name: str) -> Generation:
    """The generation with that name. Raises DamagedError."""
    path = folder.index / name
    try:
        if not name or "/" in name or name.startswith("."):
            raise ValueError(f"{name!r} names no generation")
        manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
        fingerprint = Fingerprint(**manifest["fingerprint"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise DamagedError(f"the index in {path} cannot be read ({error}): run zhengwen rebuild") from error
    return Generation(name=name, folder=path, fingerprint=fingerprint)


def user_terms_of(generation: Generation) -> tuple[str, ...]:
    """The user's terms that *generation* was built with."""
    copy = generation.folder / "userdict.txt"
    return load_user_dictionary(copy) if copy.exists() else ()


def generation_analyzer(generation: Generation) -> Analyzer:
    """The analyzer with the terms that *generation* was built with. Raises IncompatibleError where it no longer fits."""
    analyzer = load_analyzer(user_terms_of(generation))
    check_fingerprint(generation, analyzer)
    return analyzer


def check_fingerprint(generation: Generation, analyzer: Analyzer) -> None:
    """Raise IncompatibleError, saying what changed, unless the index was built as this program would build it."""
    expected = asdict(fingerprint_of(generation.engine, analyzer))
    found = asdict(generation.fingerprint)
    changed = [f"{key} {found[key]} → {expected[key]}" for key in expected if expected[key] != found[key]]
    if changed:
        raise IncompatibleError(
            f"the index was built differently ({'; '.join(changed)}): run zhengwen rebuild"
        )


def create_generation(
    folder: DataFolder, engine: Engine, user_terms: tuple[str, ...], analyzer: Analyzer
) -> Generation:
    """An empty generation beside the current one, not yet promoted; `indexer/generation_writer.py` fills it."""
    name = f"{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"
    path = folder.index / name
    path.mkdir(parents=True, mode=0o700)
    folder.index.chmod(0o700)
    (path / "engine").mkdir(mode=0o700)
    if user_terms:
        (path / "userdict.txt").write_text("\n".join(user_terms) + "\n", encoding="utf-8")
    fingerprint = fingerprint_of(engine, analyzer)
    manifest = {"generation": name, "fingerprint": asdict(fingerprint)}
    (path / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    create_folded_texts(path)
    engine.create(path / "engine")
    return Generation(name=name, folder=path, fingerprint=fingerprint)


def promote(folder: DataFolder, generation: Generation) -> None:
    """Make *generation* the current one: every file of it is on the disk before the pointer is replaced."""
    for path in sorted(generation.folder.rglob("*")):
        sync(path)
    sync(generation.folder)
    sync(folder.index)
    replace_durably(folder.pointer, generation.name + "\n")


def discard_retired(folder: DataFolder, *, now: float) -> None:
    """Remove generations that have not been current for a minute; *now* is seconds since the epoch."""
    if not folder.index.is_dir():
        return
    try:
        current = folder.pointer.read_text(encoding="utf-8").strip()
        replaced = folder.pointer.stat().st_mtime
    except FileNotFoundError:
        current, replaced = "", 0.0
    if now - replaced < _RETIRED_SECONDS:
        return
    for path in folder.index.iterdir():
        if path.is_dir() and path.name != current:
            shutil.rmtree(path)
