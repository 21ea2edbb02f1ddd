"""Asks the advisory databases about the locked run-time requirements: `make audit` calls it, no test does.

pip-audit exits 0 when it could not audit a package; here a package without an answer is a failure, as is a
report that does not name every locked package. Needs a network, and pip-audit on PATH.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).resolve().parent.parent / "requirements" / "run.lock"


def main() -> int:
    """Audit the lock, print what is wrong, and return the exit status: 0 only when all were audited clean."""
    program = shutil.which("pip-audit")
    if program is None:
        print("make audit: pip-audit is missing: pipx install pip-audit", file=sys.stderr)
        return 2
    command = [program, "--requirement", str(LOCK), "--require-hashes", "--disable-pip", "--format", "json"]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        report = json.loads(run.stdout)
    except json.JSONDecodeError:
        print(f"make audit: pip-audit gave no report (exit {run.returncode}):\n{run.stderr}", file=sys.stderr)
        return 1
    locked = read_locked_names(LOCK.read_text(encoding="utf-8"))
    problems = list(find_problems(report["dependencies"], locked))
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def find_problems(dependencies: list[dict[str, object]], locked: set[str]) -> Iterator[str]:
    """Yield one line per vulnerability, per skipped package and per *locked* name not in the report."""
    for dependency in dependencies:
        name = str(dependency["name"])
        locked = locked - {canonicalize_name(name)}
        if "skip_reason" in dependency:
            yield f"{name}: not audited: {dependency['skip_reason']}"
        vulnerabilities = dependency.get("vulns", [])
        if isinstance(vulnerabilities, list):
            for vulnerability in vulnerabilities:
                fixed = ", ".join(vulnerability["fix_versions"]) or "no version yet"
                yield f"{name} {dependency['version']}: {vulnerability['id']}, fixed in {fixed}"
    for name in sorted(locked):
        yield f"{name}: not audited: absent from the report"


def read_locked_names(lock: str) -> set[str]:
    """Read the canonical names of the packages that the text of a lock asks for on this system."""
    lines = (line.removesuffix("\\") for line in lock.splitlines() if line[:1].isalnum())
    requirements = (Requirement(line.strip()) for line in lines)
    return {
        canonicalize_name(requirement.name)
        for requirement in requirements
        if requirement.marker is None or requirement.marker.evaluate()
    }


if __name__ == "__main__":
    sys.exit(main())
