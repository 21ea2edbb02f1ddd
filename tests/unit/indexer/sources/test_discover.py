"""Paths become records: folders, gzip, standard input, formats told apart, and every bad file answered for."""

from __future__ import annotations

import gzip
import io
import json
import logging
import os
import time
from pathlib import Path

import pytest

from index.errors import ItemError
from indexer.inputs import InputFormat, RawRecord
from indexer.sources import byte_streams
from indexer.sources.detect_format import Content, detect_content
from indexer.sources.discover import MAX_RECORD_BYTES, discover_records

LINE = '{"title": "稀土"}'


def found(*paths: Path | str, forced: InputFormat | None = None, stdin: bytes = b"") -> list[str]:
    """The records of *paths*, each as `name:line format` or `name:line reason`."""
    records = discover_records(list(map(str, paths)), forced=forced, standard_input=io.BytesIO(stdin))
    return [
        f"{os.path.basename(record.path)}:{record.line or ''} "
        + (record.reason if isinstance(record, ItemError) else record.format)
        for record in records
    ]


def contents(path: Path | str, stdin: bytes = b"") -> list[bytes]:
    records = discover_records([str(path)], forced=None, standard_input=io.BytesIO(stdin))
    return [record.content for record in records if isinstance(record, RawRecord)]


def a_file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_lines_and_texts(tmp_path: Path) -> None:
    lines = a_file(tmp_path, "a.jsonl", f"{LINE}\n\n  \n{LINE}\r\n{LINE}")
    text = a_file(tmp_path, "b.txt", "標題\n正文。")
    assert found(lines, text) == ["a.jsonl:1 jsonl", "a.jsonl:4 jsonl", "a.jsonl:5 jsonl", "b.txt: text"]
    assert contents(lines) == [LINE.encode()] * 3


def test_folders_are_walked_in_order_without_what_is_no_article(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (
        "b/2.txt",
        "b/1.txt",
        "a.txt",
        ".hidden/x.txt",
        ".x.txt",
        "z/plain",
        "README.md",
        "README",
        "c.html",
        "d.csv",
    ):
        a_file(tmp_path, name, "正文。")
    a_file(tmp_path, "e.json", '{\n  "title": "一"\n}')
    a_file(tmp_path, "f.json", LINE)
    with caplog.at_level(logging.WARNING):
        assert found(tmp_path) == [
            "a.txt: text",
            "c.html: text",
            "f.json:1 jsonl",
            "1.txt: text",
            "2.txt: text",
            "plain: text",
        ]
    assert [record.getMessage() for record in caplog.records] == [
        f"{tmp_path}: 4 files are no pages, feeds, texts or JSON lines, passed over: README, README.md, d.csv, e.json"
    ]


def test_a_notice_is_no_companion_of_data(tmp_path: Path) -> None:
    for name in ("notice-114.html", "notice-114.txt", "NOTICE.txt", "NOTICE", "LICENSE-MIT.txt", "readme_zh"):
        a_file(tmp_path, name, "正文。")
    assert found(tmp_path) == ["notice-114.html: text", "notice-114.txt: text"]


def test_a_missing_path_and_an_unreadable_name_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    text = a_file(tmp_path, "b.txt", "正文。")
    assert found(tmp_path / "none", "nul\x00name", text) == [
        "none: cannot be opened: No such file or directory",
        "nul\x00name: cannot be opened: embedded null byte",
        "b.txt: text",
    ]


def test_a_name_that_is_no_utf8_can_be_reported(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xd6\xd0.txt")).write_bytes("正文。".encode())
    except OSError:
        pytest.skip("this file system refuses such names")
    assert found(tmp_path) == ["\ufffd\ufffd.txt: text"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (LINE, "jsonl"),
        ("\ufeff" + LINE, "jsonl"),
        ("\n\n  " + LINE, "jsonl"),
        ('{"title": "broken', "jsonl"),
        (f"broken\n{LINE}\n", "jsonl"),
        ("標題\n正文。", "text"),
        ("[记者 李晗] 正文。", "text"),
        ("{花括号}开头的正文。", "text"),
        ("<记者>不是标记。", "text"),
        ("三月五日，会议召开。", "text"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_the_content_decides_on_standard_input(content: str, kind: str, encoding: str) -> None:
    records = found("-", stdin=content.encode(encoding))
    assert {record.split(" ")[-1] for record in records} == {kind}


@pytest.mark.parametrize(
    ("content", "format_name"),
    [
        ("<!DOCTYPE html><p>", "html"),
        ("\n<html>", "html"),
        ("<!-- x --><html>", "html"),
        (
            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"><html xmlns="x">',
            "html",
        ),
        ("<!-- <rss> --><div>", "html"),
        ('<?xml version="1.0"?><rss>', "feed"),
        ("<rss version='2.0'>", "feed"),
        ("<!-- generator --><rdf:RDF xmlns='x'>", "feed"),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
        ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", "feed"),
        ("<urlset xmlns='x'>", "feed"),
        ('{"version": "https://jsonfeed.org/version/1.1", "title": "x"}', "feed"),
        ('{\n "title": "x",\n "version": "https:\\/\\/jsonfeed.org\\/version\\/1"\n}', "feed"),
    ],
)
def test_pages_and_feeds_are_known_by_their_content(content: str, format_name: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert found("-", stdin=content.encode(encoding)) == [f"-: {format_name}"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('<opml version="2.0">', "a list of feeds (OPML): zhengwen feeds import reads it"),
        ('<?xml version="1.0"?><note>', "XML that is neither page nor feed"),
    ],
)
def test_other_markup_is_refused_with_a_word(content: str, reason: str) -> None:
    assert found("-", stdin=content.encode()) == [f"-: {reason}"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "not text but a PDF"),
        (b"PK\x03\x04\x14\x00", "not text but a ZIP archive or an Office file"),
        (b"\x89PNG\r\n\x1a\n", "not text but a picture"),
        (bytes(range(256)) * 20, "not text but binary data"),
        (b"\x00" * 5000, "not text but binary data"),
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        (b'[{"title": "x"}]', "JSON that is not one object per line (JSONL)"),
        (b'{\n "title": "x"\n}', "JSON that is not one object per line (JSONL)"),
        (gzip.compress(gzip.compress(b"x", mtime=0), mtime=0), "not text but gzip inside gzip"),
    ],
)
def test_what_is_no_text_is_refused_with_a_word(content: bytes, reason: str) -> None:
    assert found("-", stdin=content) == [f"-: {reason}"]


def test_a_folder_passes_over_what_its_name_does_not_call_text(tmp_path: Path) -> None:
    a_file(tmp_path, "program", b"\x7fELF" + bytes(range(256)) * 9)
    a_file(tmp_path, "list", "<opml>")
    a_file(tmp_path, "list.txt", "<opml>")
    assert found(tmp_path) == ["list.txt: a list of feeds (OPML): zhengwen feeds import reads it"]


def test_what_a_browser_saved_beside_a_page_is_not_taken(tmp_path: Path) -> None:
    a_file(tmp_path, "page.html", "<html>")
    a_file(tmp_path, "page_files/frame.html", "<html>")
    a_file(tmp_path, "other_files/frame.html", "<html>")
    assert found(tmp_path) == ["page.html: html", "frame.html: html"]


def test_a_name_helps_a_page_that_begins_with_text(tmp_path: Path) -> None:
    fragment = "稀土出口的消息<br>第二段"
    assert found(a_file(tmp_path, "a.html", fragment)) == ["a.html: html"]
    assert found(a_file(tmp_path, "a.txt", fragment)) == ["a.txt: text"]


def test_an_empty_file_of_lines_holds_nothing(tmp_path: Path) -> None:
    assert found(a_file(tmp_path, "a.jsonl", "\n")) == []


def test_a_name_helps_where_the_first_line_is_broken(tmp_path: Path) -> None:
    lines = "[" * 10_000 + f"\n{LINE}"
    assert found(a_file(tmp_path, "a.jsonl", lines)) == ["a.jsonl:1 jsonl", "a.jsonl:2 jsonl"]


def test_a_forced_format_overrules_the_content(tmp_path: Path) -> None:
    assert found(a_file(tmp_path, "a.jsonl", LINE), forced="text") == ["a.jsonl: text"]
    assert found(a_file(tmp_path, "b.txt", "標題\n正文"), forced="jsonl") == [
        "b.txt:1 jsonl",
        "b.txt:2 jsonl",
    ]
    assert found(a_file(tmp_path, "c.html", "<html>"), forced="text") == ["c.html: text"]


def test_utf16_lines_become_utf8() -> None:
    assert contents("-", f"{LINE}\n{LINE}".encode("utf-16")) == [LINE.encode()] * 2


def test_gzip_is_known_by_its_magic(tmp_path: Path) -> None:
    members = gzip.compress(f"{LINE}\n".encode()) + gzip.compress(LINE.encode()) + b"\x00" * 100
    assert found(a_file(tmp_path, "a.jsonl.gz", members)) == ["a.jsonl.gz:1 jsonl", "a.jsonl.gz:2 jsonl"]
    assert found("-", stdin=gzip.compress("標題\n正文。".encode())) == ["-: text"]


def test_a_gzip_that_breaks_off_keeps_what_came_before() -> None:
    lines = "".join(f'{{"title": "{os.urandom(40).hex()}"}}\n' for _ in range(9_000))
    whole = gzip.compress(lines.encode())
    records = found("-", stdin=whole[: len(whole) // 2])
    assert records[0] == "-:1 jsonl"
    assert len(records) > 4_000
    assert records[-1] == f"-:{len(records)} the gzip data breaks off"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (gzip.compress("標題\n正文。".encode(), mtime=0)[:-4], "the gzip data breaks off"),
        (gzip.compress(b"", mtime=0)[:5], "the gzip data breaks off"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 50, "the gzip data is damaged: "),
        (gzip.compress(b"x", mtime=0) + b"junk", "the gzip data is damaged: "),
    ],
)
def test_a_damaged_gzip_is_refused(content: bytes, reason: str) -> None:
    records = found("-", stdin=content)
    assert len(records) == 1
    assert records[0].startswith(f"-: {reason}")


def test_lines_before_a_wrong_check_sum_are_read_and_its_place_is_named() -> None:
    whole = gzip.compress(f"{LINE}\n{LINE}\n".encode(), mtime=0)
    wrong = whole[:-8] + b"\x00" * 8
    records = found("-", stdin=wrong)
    assert records[:2] == ["-:1 jsonl", "-:2 jsonl"]
    assert records[2].startswith("-:3 the gzip data is damaged: ")
    assert len(records) == 3


def test_a_gzip_bomb_is_refused() -> None:
    bomb = gzip.compress(b"\n" * 30_000_000, mtime=0)
    assert found("-", stdin=bomb)[-1] == "-: the gzip data expands over 100:1 beyond 10,000,000 bytes"


def test_a_line_over_the_limit_is_refused_and_the_rest_goes_on() -> None:
    long = b'{"title": "' + b"x" * 100_000_000 + b'"}'
    records = found("-", stdin=b"\n".join([LINE.encode(), long, LINE.encode(), long]))
    over = f"a line of over {MAX_RECORD_BYTES:,} bytes"
    assert records == ["-:1 jsonl", f"-:2 {over}", "-:3 jsonl", f"-:4 {over}"]


def test_a_text_over_the_limit_is_refused() -> None:
    assert found("-", stdin="國".encode() * 6_000_000) == ["-: one text of over 16,000,000 bytes"]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
def test_lines_do_not_depend_on_the_chunks(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(byte_streams, "CHUNK_BYTES", size)
    lines = [json.dumps({"title": "題" * number}).encode() for number in range(1, 20)]
    assert contents("-", gzip.compress(b"\r\n".join(lines))) == lines


def test_a_pipe_that_fails_is_reported() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise OSError(5, "Input/output error")
            return super().read(size)

    records = list(discover_records(["-"], forced=None, standard_input=Failing(f"{LINE}\n{LINE}".encode())))
    assert [record.line for record in records] == [1, 2]
    assert isinstance(records[1], ItemError)
    assert records[1].reason == "cannot be read: Input/output error"


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    a_file(tmp_path, "a.txt", "正文。")
    try:
        (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("no symbolic links here")
    assert found(tmp_path) == ["a.txt: text"]


def test_every_file_of_a_folder_is_read_rejected_or_told_as_passed_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    packed = gzip.compress(f"{LINE}\n".encode() * 200)
    for name, content in {
        "a.gz": packed,
        "b.gz": packed[:-9],
        "c.gz": bytes(range(256)) * 4,
        "d.jsonl.gz": packed[:20],
        "e.txt.gz": b"",
        "f.tar.gz": gzip.compress(bytes(1024)),
        "g.png": b"\x89PNG\r\n\x1a\n",
        "sub/h.docx": b"PK\x03\x04",
    }.items():
        a_file(tmp_path, name, content)
    (tmp_path / "i.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "j").symlink_to("j")
    (tmp_path / "k").symlink_to(tmp_path / "sub", target_is_directory=True)
    left: list[str] = []
    records = list(
        discover_records([str(tmp_path)], forced=None, standard_input=io.BytesIO(), passed_over=left.append)
    )
    rejected = {
        os.path.basename(record.path): record.reason for record in records if isinstance(record, ItemError)
    }
    assert sorted(rejected) == ["b.gz", "c.gz", "d.jsonl.gz", "e.txt.gz", "i.txt", "j"]
    assert rejected["e.txt.gz"] == "empty, not gzip"
    assert rejected["i.txt"] == "a link that leads nowhere: No such file or directory"
    assert rejected["j"].startswith("a link that leads nowhere: ")
    assert {os.path.basename(record.path) for record in records if isinstance(record, RawRecord)} >= {"a.gz"}
    assert [os.path.relpath(path, tmp_path) for path in left] == [
        "f.tar.gz",
        "g.png",
        "k",
        os.path.join("sub", "h.docx"),
    ]


def test_of_many_files_passed_over_the_first_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(12):
        a_file(tmp_path, f"{number:02}.png", "x")
    with caplog.at_level(logging.WARNING):
        assert found(tmp_path) == []
    (message,) = (record.getMessage() for record in caplog.records)
    assert message.startswith(f"{tmp_path}: 12 files are no pages")
    assert message.endswith("passed over: 00.png, 01.png, 02.png, 03.png, 04.png and 7 more")


def test_a_text_that_only_calls_itself_gzip_is_a_text(tmp_path: Path) -> None:
    a_file(tmp_path, "a.gz", "標題\n正文。")
    assert found(tmp_path) == ["a.gz: text"]


def test_comments_and_declarations_without_end_are_looked_through_once() -> None:
    started = time.process_time()
    for piece in (b"<!--", b"<!-- x", b"<?xml ", b"<!doctype "):
        detect_content(piece * 20_000, "a.html")
    assert time.process_time() - started < 2


def test_the_root_stands_behind_comments_and_declarations() -> None:
    head = b'<?xml version="1.0"?> <!DOCTYPE rss PUBLIC "a" "b"><!-- <html> --><rss>'
    assert detect_content(head, "a") is Content.FEED
