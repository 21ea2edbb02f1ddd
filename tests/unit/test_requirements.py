"""What is locked is safe enough to run: versions not below the last known hole, every file by its hash."""

import re
import sqlite3
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ["build.lock", "run.lock", "dev.lock"]

# The first release without the holes known in November 2026; a row may only rise.
SAFE_FROM = {
    "flask": "3.1.3",
    "jinja2": "3.1.6",
    "werkzeug": "3.1.6",
    "waitress": "3.0.2",
    "urllib3": "2.7.0",
    "lxml": "6.0.0",
}


def a_lock(name: str) -> str:
    return (ROOT / "requirements" / name).read_text(encoding="utf-8")


def locked_requirements(lock: str) -> list[Requirement]:
    lines = [line.removesuffix("\\").strip() for line in a_lock(lock).splitlines() if line[:1].isalnum()]
    return [Requirement(line) for line in lines]


def locked_names(lock: str) -> set[str]:
    return {canonicalize_name(requirement.name) for requirement in locked_requirements(lock)}


@pytest.mark.parametrize(("package", "minimum"), SAFE_FROM.items())
def test_installed_version_is_safe(package: str, minimum: str) -> None:
    assert Version(version(package)) >= Version(minimum)


@pytest.mark.parametrize(("package", "minimum"), SAFE_FROM.items())
def test_locked_version_is_safe(package: str, minimum: str) -> None:
    found = [each for each in locked_requirements("run.lock") if canonicalize_name(each.name) == package]
    versions = [Version(specifier.version) for each in found for specifier in each.specifier]
    assert versions
    assert min(versions) >= Version(minimum)


def test_sqlite_has_what_the_store_uses() -> None:
    # UPSERT and RETURNING. The WAL bug of all releases up to 3.51.2 needs two writers: ours is one, locked.
    assert sqlite3.sqlite_version_info >= (3, 35)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_one_version_with_hashes(lock: str) -> None:
    entries = re.split(r"^(?=[A-Za-z0-9])", a_lock(lock), flags=re.MULTILINE)[1:]
    assert entries
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_index(lock: str) -> None:
    assert re.findall(r"https?://|--index|--extra-index|--find-links|@ ", a_lock(lock)) == []


def test_every_dependency_of_the_project_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    run = {canonicalize_name(Requirement(each).name) for each in project["project"]["dependencies"]}
    dev = {canonicalize_name(Requirement(each).name) for each in project["dependency-groups"]["dev"]}
    assert run - locked_names("run.lock") == set()
    assert run | dev <= locked_names("dev.lock")


def test_locks_agree() -> None:
    run = {str(requirement.specifier) + requirement.name for requirement in locked_requirements("run.lock")}
    dev = {str(requirement.specifier) + requirement.name for requirement in locked_requirements("dev.lock")}
    assert run - dev == set()
