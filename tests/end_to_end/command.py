"""The command for tests: in this process through click's runner, and as a process of its own."""

from __future__ import annotations

import gzip
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

import zhengwen
from tests.builders import letters_of
from tests.conftest import ROOT


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A data folder, and the command that works on it."""

    folder: Path

    def run(self, *arguments: str, stdin: bytes = b"") -> Result:
        """Run the command in this process. A bug shows its own traceback."""
        return CliRunner().invoke(
            zhengwen.command, ["--data", str(self.folder), *arguments], input=stdin, catch_exceptions=False
        )

    def ask(self, *arguments: str, stdin: bytes = b"") -> Any:
        """Run the command with `--json` and read what it prints."""
        return json.loads(self.run(*arguments, "--json", stdin=stdin).stdout)

    def start(self, *arguments: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start the command as a process of its own, all its streams piped."""
        return subprocess.Popen(
            [sys.executable, "-m", "zhengwen", "--data", str(self.folder), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
        )

    def run_on_full_disk(self, file_bytes: int, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command where no file may grow beyond so many bytes."""
        return subprocess.run(
            [sys.executable, "-m", "zhengwen", "--data", str(self.folder), *arguments],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
            preexec_fn=lambda: resource.setrlimit(
                resource.RLIMIT_FSIZE, (file_bytes, resource.RLIM_INFINITY)
            ),
        )


def write_articles(path: Path, articles: Sequence[Mapping[str, object]]) -> str:
    """Write JSONL (gzipped where the name says so) and give its path."""
    content = "".join(json.dumps(article, ensure_ascii=False) + "\n" for article in articles).encode()
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return str(path)


def some_articles(count: int) -> list[dict[str, object]]:
    """Articles a0 … with ids, a source and dates of two months; every other one is of Inner Mongolia."""
    return [
        {
            "id": f"a{number}",
            "title": f"第{number}條 稀土出口管制",
            "body": f"內蒙古獎勵稀土企業。第{number}號辦法自公佈之日起施行。{letters_of(number)}",
            "source": "樣例日報" if number % 2 else "样例公报",
            "published": f"2025-{11 + number % 2}-{number % 28 + 1:02d}",
            "region": "內蒙古" if number % 2 else "广东",
        }
        for number in range(count)
    ]
