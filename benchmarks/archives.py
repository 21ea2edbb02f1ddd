"""Archives under measurement: built and run by the public command, in processes of their own.

`build_archive` runs `zhengwen add` on a set of articles; `load_archive` keeps one over a set in `var/bench` and builds it
only where it is absent or was built differently. `serving` runs the site. Times are wall time of whole commands.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.articles import FOLDER, ROOT, ArticleSet
from index.archive.folder import DataFolder
from index.archive.generations import current_generation, generation_analyzer
from index.errors import ZhengwenError
from index.store.sqlite_store import SqliteStoreReader

_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRun:
    """A command that ended well: what it printed, its wall and processor seconds (its children's included)."""

    output: str
    seconds: float
    cpu_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running site: its process and where it listens."""

    process_id: int
    host: str
    port: int

    @property
    def address(self) -> str:
        """The beginning of every URL of it."""
        return f"http://{self.host}:{self.port}"


def run_command(data: Path, *arguments: str) -> CommandRun:
    """Run `zhengwen` on the folder *data*; SystemExit with its messages where it fails."""
    return run_timed(_command(data, *arguments))


def run_timed(command: Sequence[str]) -> CommandRun:
    """Run a command of ours, compiled as an installed program is; SystemExit with its messages where it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or (done.returncode and not done.stdout):
        sys.exit(f"{' '.join(command)} ended with status {done.returncode}:\n{done.stderr}")
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return CommandRun(output=done.stdout, seconds=seconds, cpu_seconds=cpu)


def _environment() -> dict[str, str]:
    """Ours, but with compiled modules kept: where nothing keeps them, every start compiles all libraries for a second."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(FOLDER / "compiled")}


def _command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "zhengwen", "--data", str(data), *arguments]


def build_archive(data: Path, articles: ArticleSet) -> CommandRun:
    """A new archive in *data*, whatever was there before, with *articles* added by the public command."""
    shutil.rmtree(data, ignore_errors=True)
    run = run_command(data, "add", "--json", str(articles.path))
    added = json.loads(run.output)["added"]
    if added != articles.count:
        print(f"only {added:,} of {articles.count:,} articles were added", file=sys.stderr)
    return run


def load_archive(articles: ArticleSet, *, fresh: bool) -> Path:
    """The data folder over *articles*, as it was built before unless *fresh* or built differently."""
    data = archive_folder(articles)
    if fresh or not _is_usable(data):
        print(f"building the archive of {articles.count:,} articles …", file=sys.stderr, flush=True)
        build_archive(data, articles)
    return data


def archive_folder(articles: ArticleSet) -> Path:
    """Where the archive over *articles* is kept."""
    return FOLDER / f"archive-{articles.name}"


def _is_usable(data: Path) -> bool:
    try:
        generation_analyzer(current_generation(DataFolder(data)))
        store = SqliteStoreReader(data)
    except ZhengwenError:
        return False
    try:
        return store.count() > 0
    finally:
        store.close()


@contextlib.contextmanager
def serving(data: Path) -> Iterator[Site]:
    """The site over *data* in a process of its own, answering; stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        _command(data, "serve", "--port", str(port)),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    site = Site(process_id=process.pid, host="127.0.0.1", port=port)
    try:
        _await(site, process)
        yield site
    finally:
        process.terminate()
        process.wait(timeout=10)


def _await(site: Site, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + _START_SECONDS
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            if get(site, "/healthz").status == 200:
                return
        if process.poll() is not None:
            sys.exit(f"zhengwen serve ended with status {process.returncode}")
        time.sleep(0.05)
    sys.exit(f"zhengwen serve does not answer after {_START_SECONDS:.0f} s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the site answered."""

    status: int
    body: bytes


def get(site: Site, target: str) -> Answer:
    """One GET over a connection of its own. Raises OSError."""
    with socket.create_connection((site.host, site.port), timeout=20) as connection:
        connection.sendall(f"GET {target} HTTP/1.0\r\nHost: {site.host}\r\n\r\n".encode("ascii"))
        received = bytearray()
        while chunk := connection.recv(1 << 16):
            received += chunk
    head, _, body = bytes(received).partition(b"\r\n\r\n")
    found = re.match(rb"HTTP/1\.[01] (\d{3})", head)
    if found is None:
        raise OSError("no HTTP answer")
    return Answer(status=int(found[1]), body=body)


def folder_bytes(folder: Path) -> int:
    """The sizes of all files below *folder*."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
