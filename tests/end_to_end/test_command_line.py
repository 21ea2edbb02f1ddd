"""The command line of the contract: `add` and `search`, the settings, and what holds for all commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import zhengwen
from tests.end_to_end.command import Archive, some_articles, write_articles

ADD_KEYS = ["added", "updated", "unchanged", "particulars", "duplicates", "rejected", "seconds"]


# add


def test_add_reports_as_the_contract_says(archive: Archive, news: str) -> None:
    found = archive.ask("add", news)
    assert {name: found[name] for name in ADD_KEYS if name != "seconds"} == {
        "added": 3,
        "updated": 0,
        "unchanged": 0,
        "particulars": 0,
        "duplicates": 0,
        "rejected": [],
    }
    assert isinstance(found["seconds"], float)
    assert (found["removed_earlier"], found["warnings"]) == (0, [])


def test_add_twice_changes_nothing(archive: Archive, news: str) -> None:
    archive.run("add", news)
    before = archive.ask("search", "稀土")
    found = archive.ask("add", news)
    assert (found["added"], found["updated"], found["unchanged"]) == (0, 0, 3)
    after = archive.ask("search", "稀土")
    assert {**after, "took_ms": 0} == {**before, "took_ms": 0}


def test_the_body_alone_decides_what_counts_as_updated(archive: Archive) -> None:
    """An equal body is unchanged, but what else is said of the article now is taken over, and counted apart."""
    states: list[dict[str, object]] = [
        {"id": "a", "title": "稀土", "body": "出口管制。", "published": "2025-11-01"},
        {"id": "a", "title": "新標題", "body": "出口管制。", "published": "2025-11-02", "tags": ["貿易"]},
        {"id": "a", "body": "出口放開。"},
        {"id": "a", "title": "舊聞", "body": "出口管制。", "source": "示例社"},
    ]
    counts = []
    for state in states:
        found = archive.ask("add", "-", stdin=json.dumps(state).encode())
        counts.append([found[key] for key in ("added", "updated", "unchanged", "particulars")])
    assert counts == [[1, 0, 0, 0], [0, 0, 1, 1], [0, 1, 0, 0], [0, 0, 1, 1]]
    (hit,) = archive.ask("search", "出口放開", "--from", "2025-11-02", "--source", "示例社")["hits"]
    assert hit["title"]["text"] == "新標題"
    printed = archive.run("add", "-", stdin=json.dumps({**states[2], "author": "王小明"}).encode()).stdout
    assert "1 unchanged (1 with other particulars)" in printed


def test_add_reports_each_rejected_line_and_stores_the_others(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"title": "\xe7\xa8\x80\xe5\x9c\x9f"}\n{"broken\n{"id": "x"}\n{"title": "b"}')
    result = archive.run("add", str(path), "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["added"] == 2
    assert [(one["path"], one["line"]) for one in found["rejected"]] == [(str(path), 2), (str(path), 3)]
    assert found["rejected"][1]["reason"] == "neither title nor body: one of them is required"
    assert f"{path}:3: rejected: neither title nor body" in result.stderr


def test_add_accounts_for_every_file_of_a_folder(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    write_articles(folder / "a.jsonl", some_articles(1))
    (folder / "b.gz").write_bytes(b"\x1f\x8b damaged")
    (folder / "c.jsonl").symlink_to("nowhere")
    (folder / "d.png").write_bytes(b"\x89PNG")
    result = archive.run("add", str(folder), "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["added"] == 1
    assert [one["path"] for one in found["rejected"]] == [str(folder / "b.gz"), str(folder / "c.jsonl")]
    assert found["passed_over"] == [str(folder / "d.png")]
    assert "1 file is no page, feed, text or JSON lines, passed over: d.png" in result.stderr


def test_add_says_what_is_not_there_and_adds_the_rest(archive: Archive, news: str) -> None:
    result = archive.run("add", "nothere.jsonl", news, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert (found["added"], len(found["rejected"])) == (3, 1)
    assert found["rejected"] == [
        {"path": "nothere.jsonl", "line": None, "reason": "cannot be opened: No such file or directory"}
    ]


def test_add_of_nothing_that_is_there_is_exit_1(archive: Archive) -> None:
    result = archive.run("add", "nothere", "nothere2")
    assert result.exit_code == 1
    assert result.stdout.startswith("0 added, 0 updated, 0 unchanged, 2 rejected in ")


def test_add_reads_folders_gzip_and_plain_text(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "saved"
    (folder / "inner").mkdir(parents=True)
    write_articles(folder / "inner" / "news.jsonl.gz", some_articles(3))
    (folder / "page.txt").write_text("原標題：包頭發佈稀土獎勵辦法\n包頭市今日發佈辦法。\n", encoding="utf-8")
    assert archive.ask("add", str(folder))["added"] == 4
    assert archive.ask("search", "包頭發佈")["hits"][0]["title"]["text"] == "包頭發佈稀土獎勵辦法"


def test_add_reads_standard_input(archive: Archive) -> None:
    found = archive.ask("add", "-", stdin='{"title": "稀土"}\n{"title": '.encode())
    assert (found["added"], found["rejected"][0]["path"], found["rejected"][0]["line"]) == (1, "-", 2)
    assert archive.run("add", "-", "--format", "text", stdin="一篇文字。".encode()).exit_code == 0


def test_add_fills_what_the_input_lacks(archive: Archive) -> None:
    text = '{"id": "a", "title": "稀土"}'.encode("gb18030")
    options = ["--source", " 樣例日報 ", "--published", "2025-11", "--region", "呼和浩特", "--region", "31"]
    archive.run("add", "-", *options, "--encoding", "gbk", stdin=text)
    (hit,) = archive.ask("search", "稀土")["hits"]
    assert (hit["source"], hit["published"], hit["published_origin"]) == ("樣例日報", "2025-11", "given")
    assert [region["code"] for region in hit["regions"]] == ["15", "1501", "31"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "opml"], "--format opml: a list of feeds is read by zhengwen feeds import"),
        (["--format", "docx"], "--format 'docx' is not known: there are jsonl, text, html, feed"),
        (
            ["--published", "2025-02-30"],
            "--published: 2025-02-30 is not a date of the calendar: write 2025, 2025-11",
        ),
        (["--fetched", "gestern"], "--fetched: gestern is not an ISO 8601 date: write 2025, 2025-11"),
        (
            ["--region", "火星"],
            "--region: no division or country is called '火星'; give a full or short name, or a code",
        ),
        (["--encoding", "klingon"], "--encoding: 'klingon' is not an encoding known here"),
        (["--workers", "65"], "Invalid value for '--workers'"),
    ],
)
def test_add_refuses_options_it_cannot_read(
    archive: Archive, news: str, options: list[str], said: str
) -> None:
    result = archive.run("add", news, *options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert not archive.folder.exists()


def test_add_with_many_articles_uses_workers(archive: Archive, tmp_path: Path) -> None:
    path = write_articles(tmp_path / "many.jsonl", some_articles(450))
    assert archive.ask("add", path, "--workers", "2")["added"] == 450
    assert archive.run("check").exit_code == 0


# search


def test_search_prints_the_document_of_the_api(read_only: Archive) -> None:
    found = read_only.ask("search", "稀土 出口", "--region", "15", "--from", "2025-11", "--limit", "2")
    assert list(found) == ["query", "total", "took_ms", "page", "size", "hits", "facets", "timeline"]
    assert (found["total"], found["page"], found["size"], len(found["hits"])) == (15, 1, 2, 2)
    assert list(found["facets"]) == ["region", "source", "person", "organisation", "place", "term"]
    bare = read_only.ask("search", "稀土", "出口", "--no-facets")
    assert list(bare) == ["query", "total", "took_ms", "page", "size", "hits"]
    assert bare["query"]["text"] == "稀土 出口"


@pytest.mark.parametrize(
    ("offset", "limit"),
    [(0, 30), (3, 10), (7, 1), (29, 5), (30, 10), (95, 10), (0, 1000), (150, 120), (999, 1)],
)
def test_search_shows_any_window(read_only: Archive, offset: int, limit: int) -> None:
    everything = [hit["id"] for hit in read_only.ask("search", "稀土", "--limit", "100")["hits"]]
    found = read_only.ask("search", "稀土", "--offset", str(offset), "--limit", str(limit))
    assert [hit["id"] for hit in found["hits"]] == everything[offset : offset + limit]
    assert (found["total"], found["size"], "facets" in found) == (30, limit, True)


def test_search_for_people(read_only: Archive) -> None:
    result = read_only.run("search", "稀土", "--limit", "1", "--offset", "2", "--sort", "date")
    lines = result.stdout.splitlines()
    assert lines[0].startswith("30 found · 稀土 · ")
    assert lines[2].endswith("條 稀土出口管制")
    assert lines[2].startswith("  3. ")
    assert "\x1b" not in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(("name", "asked"), [("serach", " Did you mean search?"), ("xyz", "")])
def test_a_command_that_is_not_known_names_the_one_that_may_be_meant(
    read_only: Archive, name: str, asked: str
) -> None:
    result = read_only.run(name, "稀土")
    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        f"Error: No such command '{name}'.{asked}",
    )


def test_search_lists_headlines_a_line_each(read_only: Archive) -> None:
    hits = read_only.ask("search", "稀土", "--limit", "3")["hits"]
    lines = read_only.run("search", "稀土", "--limit", "3", "--titles", "--no-facets").stdout.splitlines()
    assert (lines[0].startswith("30 found · 稀土 · "), lines[1], len(lines)) == (True, "", 5)
    for number, (hit, line) in enumerate(zip(hits, lines[2:], strict=True), start=1):
        copies = f"+{hit['copies']}" if hit["copies"] else ""
        source = " ".join(part for part in (hit["source"], copies) if part)
        day = (hit["published"] or hit["event_date"] or "no date")[:10]
        assert (
            line
            == f"{number:>3}. {day:<10}  {hit['title']['text']}  {source}{' · ' if source else ''}id {hit['id']}"
        )


def test_headlines_of_nothing_say_what_less_would_find(read_only: Archive) -> None:
    lines = read_only.run("search", "稀土 鯨魚", "--titles").stdout.splitlines()
    assert lines[1:] == ["", "These would find something:", "     30  Without 鯨魚: 稀土"]


def test_search_that_finds_nothing_is_no_error(read_only: Archive) -> None:
    result = read_only.run("search", "鯨魚")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Nothing found · 鯨魚")
    assert read_only.ask("search", "鯨魚")["hits"] == []


def test_search_that_finds_nothing_says_what_less_would_find(read_only: Archive) -> None:
    words = read_only.run("search", "稀土 鯨魚").stdout.splitlines()
    assert words[1:] == ["", "These would find something:", "     30  Without 鯨魚: 稀土"]
    filtered = read_only.run("search", "稀土", "--region", "西藏").stdout.splitlines()
    assert filtered[-1] == "     30  Without the filter 西藏"
    assert read_only.run("search", "鯨魚").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 30),
        ("-鯨魚", 30),
        ("-稀土", 0),
        ("-", 0),
        ("NOT 稀土", 0),
        ("source:樣例日報 -第3條", 14),
        ("（", 0),
    ],
)
def test_any_query_is_answered(read_only: Archive, query: str, total: int) -> None:
    assert read_only.ask("search", query, "--no-facets")["total"] == total


@pytest.mark.parametrize("word", ["--title:稀土", "--標題:稀土", "-title:稀土"])
def test_a_field_behind_dashes_is_no_option(read_only: Archive, word: str) -> None:
    plain, dashed = (read_only.run("search", one, "--json") for one in ("NOT title:稀土", word))
    assert (plain.exit_code, dashed.exit_code) == (0, 0)
    asked = [json.loads(one.stdout)["query"]["interpreted"] for one in (plain, dashed)]
    assert asked[0] == asked[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["稀" * 257], "over the limit of 256 characters: shorten it"),
        (["a " * 33], "over the limit of 32 clauses: leave some out"),
        (["(" * 9 + "a" + ")" * 9], "over the limit of depth 8: use fewer"),
        (
            ["稀土", "--region", "火星"],
            "region: no division or country is called '火星'; give a full or short name",
        ),
        (["稀土", "--from", "2025-13"], "from"),
        (["稀土", "--to", "2024-02-30"], "there is no such date as 2024-02-30; give a day of the calendar"),
        (["稀土", "--sort", "size"], "sort must be relevance or date"),
        (["稀土", "--script", "latin"], "script must be original or hans or hant"),
        (["稀土", "--limit", "0"], "--limit"),
        (["稀土", "--offset", "-1"], "--offset"),
        (["稀土", "--offset", "991"], "--offset and --limit together reach 1,000"),
        (["稀土", "--regoin", "15"], "No such option '--regoin'"),
        (["稀土", "--data", "d"], "--data belongs before the command: zhengwen --data … search …"),
        (["稀土", "--config=c"], "--config belongs before the command: zhengwen --config … search …"),
        ([], "Missing argument 'QUERY'"),
    ],
)
def test_search_refuses_what_it_cannot_read(read_only: Archive, arguments: list[str], said: str) -> None:
    result = read_only.run("search", *arguments, "--json")
    assert result.exit_code == 2
    assert said in result.stderr
    problem = json.loads(result.stdout)
    assert (problem["status"], said in problem["detail"]) == (400, True)


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["search", "稀" * 257], ("query-limit", 400, "q")),
        (["search", "稀土", "--limit", "0"], ("parameter", 400, "limit")),
        (["search", "稀土", "--regoin", "15"], ("request", 400, None)),
        (["nothing"], ("request", 400, None)),
    ],
)
def test_with_json_an_error_is_the_problem_document_of_the_api(
    read_only: Archive, arguments: list[str], problem: tuple[str, int, str | None]
) -> None:
    result = read_only.run(*arguments, "--json")
    found = json.loads(result.stdout)
    kind = found["type"].removeprefix("urn:zhengwen:problem:")
    assert (kind, found["status"], found.get("parameter")) == problem
    assert (found["title"], result.exit_code) == ("Bad Request", 2)


def test_without_json_an_error_leaves_standard_output_empty(read_only: Archive) -> None:
    assert read_only.run("search", "稀土", "--", "--json").stdout != ""
    assert read_only.run("search", "稀" * 257).stdout == ""


# the command itself


@pytest.mark.parametrize("group", [[], ["feeds"], ["saved"]])
def test_lists_of_commands_say_in_whole_what_each_does(group: list[str]) -> None:
    shown = CliRunner().invoke(zhengwen.command, [*group, "--help"], terminal_width=80).output
    assert [line for line in shown.splitlines()[1:] if line.endswith("...")] == []


def test_version_help_and_no_command() -> None:
    runner = CliRunner()
    assert runner.invoke(zhengwen.command, ["--version"]).stdout.startswith("zhengwen ")
    assert runner.invoke(zhengwen.command, ["--help"]).exit_code == 0
    assert runner.invoke(zhengwen.command, []).exit_code == 2
    assert runner.invoke(zhengwen.command, ["nosuch"]).exit_code == 2


def test_the_data_folder_of_environment_and_file(
    archive: Archive, news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.run("add", news)
    runner = CliRunner()
    monkeypatch.setenv("ZHENGWEN_DATA", str(archive.folder))
    assert json.loads(runner.invoke(zhengwen.command, ["stats", "--json"]).stdout)["articles"] == 3
    monkeypatch.delenv("ZHENGWEN_DATA")
    config = tmp_path / "zhengwen.toml"
    config.write_text(f"data = {json.dumps(str(archive.folder))}\n", encoding="utf-8")
    result = runner.invoke(zhengwen.command, ["--config", str(config), "stats", "--json"])
    assert json.loads(result.stdout)["articles"] == 3
    monkeypatch.setenv("ZHENGWEN_CONFIG", str(config))
    assert json.loads(runner.invoke(zhengwen.command, ["stats", "--json"]).stdout)["articles"] == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--data", ""], "Invalid value for '--data': is empty"),
        (["--config", "none.toml"], "cannot read the settings file none.toml: No such file or directory"),
    ],
)
def test_settings_that_cannot_be_read_are_exit_2(arguments: list[str], said: str) -> None:
    result = CliRunner().invoke(zhengwen.command, [*arguments, "stats"])
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_data_folder_that_is_a_file_is_exit_3(tmp_path: Path, news: str) -> None:
    result = Archive(folder=Path(news)).run("add", news)
    assert result.exit_code == 3
    assert news in result.stderr


def test_quiet_says_errors_only(archive: Archive) -> None:
    stdin = b'{"title": "x", "url": "ftp://x"}\n{'
    loud = archive.run("add", "-", stdin=stdin)
    quiet = archive.run("-q", "add", "-", stdin=stdin)
    assert len(loud.stderr.splitlines()) == 2
    assert quiet.stderr.startswith("zhengwen: -:2: rejected: not JSON")
    assert len(quiet.stderr.splitlines()) == 1
