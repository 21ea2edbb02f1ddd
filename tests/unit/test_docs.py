"""The documents say what is there: commands, settings, decisions, links, examples; the three READMEs say the same.

`test_query_docs.py` does this for the query language, `test_api_documented.py` for the API.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
import pytest
from click.testing import CliRunner, Result

import zhengwen
from index.settings import ENVIRONMENT_PREFIX, Settings

ROOT: Final = Path(__file__).resolve().parents[2]
READMES: Final = ("README.md", "README.zh-Hant.md", "README.zh-Hans.md")
NOT_OURS: Final = {"var", "build", "dist", "__pycache__"}
DOCUMENTS: Final = sorted(
    path.relative_to(ROOT).as_posix()
    for path in ROOT.rglob("*.md")
    if not any(part in NOT_OURS or part.startswith(".") for part in path.relative_to(ROOT).parts)
)
ADRS: Final = sorted(path.name for path in (ROOT / "docs" / "adr").glob("*.md"))
COMMANDS: Final = sorted(zhengwen.COMMANDS)
# Put together here, so that this file does not name them.
UNWANTED: Final = tuple(
    "".join(parts)
    for parts in (
        ("/wo", "rk/"),
        ("/ho", "me/"),
        ("/ro", "ot/"),
        ("pypi", ".org"),
        ("python", "hosted"),
        ("npmjs", ".org"),
        ("art", "ifactory"),
    )
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(document: str, language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", document, flags=re.MULTILINE | re.DOTALL)


def shell_lines(document: str) -> list[str]:
    """The commands of the shell blocks, without comments."""
    lines = [re.sub(r"\s+# .*", "", line) for block in blocks(document, "sh") for line in block.splitlines()]
    return [line for line in lines if line]


def without_code(document: str) -> str:
    document = re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]+`", "", document)


def anchors(document: str) -> set[str]:
    """What a heading is called in links: lower case, signs dropped, spaces as hyphens."""
    prose = re.sub(r"^```.*?^```$", "", document, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", prose, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def parameters_of(found: click.Command) -> list[click.Parameter]:
    """A command's own parameters and those of its parts."""
    parts = found.commands.values() if isinstance(found, click.Group) else ()
    return [*found.params, *(parameter for part in parts for parameter in parameters_of(part))]


def options_of(parameters: list[click.Parameter]) -> list[str]:
    options = [one for one in parameters if isinstance(one, click.Option)]
    return [name for one in options for name in (*one.opts, *one.secondary_opts)]


def undocumented(options: list[str], text: str) -> list[str]:
    return [one for one in options if not re.search(rf"(?<![\w-]){one}(?![\w-])", text)]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_options(name: str) -> None:
    sections = re.split(r"^## ", read("docs/command-line.md"), flags=re.MULTILINE)
    (section,) = (section for section in sections if section.startswith(f"{name}\n"))
    assert undocumented(options_of(parameters_of(zhengwen.load_command(name))), section) == []


def test_the_options_of_the_command_itself_are_documented() -> None:
    assert (
        undocumented(options_of(zhengwen.command.params), read("docs/command-line.md").partition("\n## ")[0])
        == []
    )


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Settings)])
def test_every_setting_is_documented(name: str) -> None:
    words = re.findall(r"`([^`\n]+)`", read("docs/settings.md"))
    assert {name, ENVIRONMENT_PREFIX + name.upper()} - set(words) == set()


@pytest.mark.parametrize("name", ADRS)
def test_every_decision_is_listed_and_says_its_number(name: str) -> None:
    assert f"(adr/{name})" in read("docs/README.md")
    assert read(f"docs/adr/{name}").startswith(f"# ADR {int(name[:4])}: ")


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_every_document_is_listed(name: str) -> None:
    assert name == "README.md" or f"({name})" in read("docs/README.md")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    missing = []
    for target in re.findall(r"\]\(([^)\s]+)\)", without_code(read(name))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (ROOT / name).parent / path if path else ROOT / name
        if not file.exists() or (anchor and anchor not in anchors(file.read_text(encoding="utf-8"))):
            missing.append(target)
    assert missing == []


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_the_paths_that_are_named_are_there(name: str) -> None:
    named = re.findall(r"`((?:index|indexer|webapp|tests|docs|tools|samples)/[\w./-]*)`", read(name))
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_layers_that_are_drawn_are_those_that_are_checked() -> None:
    contracts = tomllib.loads(read("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract.get("containers") == ["index"])
    drawn = next(block for block in blocks(read("ARCHITECTURE.md"), "text") if "zhengwen.py" in block)
    order = re.findall(r"\w+", drawn[drawn.index("search >") :])
    assert order == [name for layer in layers for name in re.findall(r"\w+", layer)]


def test_no_two_decisions_have_one_number() -> None:
    numbers = [name[:4] for name in ADRS]
    assert sorted(set(numbers)) == numbers


def test_decisions_that_are_referred_to_are_there() -> None:
    numbers = {int(name[:4]) for name in ADRS}
    referring = {}
    for folder in ("index", "indexer", "webapp", "docs"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".md"):
                found = re.findall(r"\bADR (\d+)|\bdocs/adr/(\d{4})", path.read_text(encoding="utf-8"))
                absent = {int(one or other) for one, other in found} - numbers
                if absent:
                    referring[path.relative_to(ROOT).as_posix()] = absent
    assert referring == {}


@pytest.mark.parametrize("name", READMES[1:])
def test_the_readmes_say_the_same(name: str) -> None:
    ours, theirs = read(READMES[0]), read(name)
    assert shell_lines(theirs) == shell_lines(ours)
    assert [blocks(theirs, kind) for kind in ("json", "text")] == [
        blocks(ours, kind) for kind in ("json", "text")
    ]
    assert re.findall(r"\]\(([^)]+)\)", theirs) == re.findall(r"\]\(([^)]+)\)", ours)
    assert re.findall(r"^#+ ", theirs, flags=re.MULTILINE) == re.findall(r"^#+ ", ours, flags=re.MULTILINE)


def test_the_readme_names_targets_of_the_makefile() -> None:
    targets = [line.split()[1] for line in shell_lines(read("README.md")) if line.startswith("make ")]
    assert targets == ["run", "test"]
    assert all(re.search(rf"^{target}:", read("Makefile"), flags=re.MULTILINE) for target in targets)


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """Runs commands on an archive of its own, from the root of the project; the log is put back afterwards."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("ZHENGWEN_DATA", str(tmp_path / "archive"))
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield CliRunner()
    root.handlers[:], root.level = handlers, level


def run(cli: CliRunner, line: str) -> Result:
    program, *arguments = shlex.split(line)
    assert program == "zhengwen"
    return cli.invoke(zhengwen.command, arguments)


def holds(answer: Any, example: Any) -> bool:
    """True where *example* is *answer*, or what is left of it when keys are left out."""
    if isinstance(example, dict):
        return all(key in answer and holds(answer[key], value) for key, value in example.items())
    if isinstance(example, list):
        return len(answer) == len(example) and all(map(holds, answer, example))
    return bool(answer == example)


def test_the_commands_of_the_readme_run_and_print_what_it_shows(cli: CliRunner) -> None:
    document = read("README.md")
    lines = [line for line in shell_lines(document) if line.startswith("zhengwen ")]
    assert len(lines) > 5
    printed = {}
    for line in lines:
        result = run(cli, line)
        assert (line, result.exit_code) == (line, 0)
        printed[line] = result.stdout
    (shown,) = blocks(document, "text")
    assert re.sub(r"\d+ ms", "ms", shown) in {re.sub(r"\d+ ms", "ms", text) for text in printed.values()}
    assert all(text and not text.startswith("Nothing found") for text in printed.values())
    answer = json.loads(run(cli, "zhengwen search 稀土出口許可 --json").stdout)
    example = next(block for block in blocks(document, "json") if '"query"' in block)
    assert holds(answer, json.loads(example))


def test_the_import_example_of_the_readme_is_taken(cli: CliRunner, tmp_path: Path) -> None:
    line = next(block for block in blocks(read("README.md"), "json") if '"body"' in block)
    file = tmp_path / "example.jsonl"
    file.write_text(line, encoding="utf-8")
    report = json.loads(run(cli, f"zhengwen add --json {shlex.quote(str(file))}").stdout)
    assert (report["added"], report["rejected"], report["warnings"]) == (1, [], [])


def test_the_user_dictionary_of_the_documents_is_read(cli: CliRunner, tmp_path: Path) -> None:
    (example,) = blocks(read("docs/user-dictionary.md"), "text")
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "userdict.txt").write_text(example, encoding="utf-8")
    sample = tmp_path / "sample.txt"
    sample.write_text("某市推进东数西算工程\n某市今天推进东数西算，千万工程同时展开。\n", encoding="utf-8")
    assert run(cli, f"zhengwen add {shlex.quote(str(sample))}").exit_code == 0
    facets = json.loads(run(cli, 'zhengwen search "" --json').stdout)["facets"]["term"]
    assert {"东数西算", "千万工程"} <= {value["value"] for value in facets}


def test_a_backup_made_as_documented_is_restored(cli: CliRunner, tmp_path: Path) -> None:
    document = read("docs/backup.md")
    backup, restored = tmp_path / "backup", tmp_path / "restored"
    backup.mkdir()
    run(cli, "zhengwen add samples/text")
    script = next(block for block in blocks(document, "sh") if "python3 -" in block)
    restoring = next(block for block in blocks(document, "sh") if "mkdir" in block)
    for lines in (script, "".join(re.findall(r"^(?:mkdir|cp) .*\n", restoring, flags=re.MULTILINE))):
        subprocess.run(
            ["sh", "-ec", lines.replace("/backup", str(backup))],
            cwd=tmp_path,
            env={"PATH": os.environ["PATH"], "DATA": str(tmp_path / "archive")},
            check=True,
        )
    searching = "search 包头 --json --no-facets"
    found = [hit["id"] for hit in json.loads(run(cli, f"zhengwen {searching}").stdout)["hits"]]
    there = f"zhengwen --data {shlex.quote(str(restored))}"
    assert [run(cli, f"{there} {one}").exit_code for one in ("rebuild", "check")] == [0, 0]
    assert [hit["id"] for hit in json.loads(run(cli, f"{there} {searching}").stdout)["hits"]] == found
    assert found


def test_nothing_names_a_machine_or_a_registry() -> None:
    naming = []
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if any(part in NOT_OURS or (part.startswith(".") and part != ".ci") for part in parts[:-1]):
            continue
        if path.is_file() and path.suffix not in (".png", ".pyc"):
            text = path.read_text(encoding="utf-8", errors="replace")
            naming += [f"{'/'.join(parts)}: {sign}" for sign in UNWANTED if sign in text]
    assert naming == []
