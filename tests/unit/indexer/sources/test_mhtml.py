"""Pages that a browser saved in one file."""

from __future__ import annotations

import base64
import io
import quopri
import time
from pathlib import Path

import pytest

from index.errors import ItemError
from indexer.inputs import RawRecord
from indexer.sources.discover import discover_records
from indexer.sources.mhtml import is_saved_page, read_saved_page

PAGE = (
    "<html><head><title>樣例縣公佈方案</title></head><body><p>樣例縣今天公佈方案，共十條。</p></body></html>"
)
URL = "https://sample.invalid/a/1.html"


def saved(
    content: bytes,
    coding: str = "8bit",
    *,
    kind: str = "text/html; charset=big5",
    place: str = URL,
    end: str = "\r\n",
) -> bytes:
    """A saved page with a picture before it and a style behind it."""
    head = [
        "From: <Saved by a browser>", "MIME-Version: 1.0", "Content-Type: multipart/related;", '\ttype="text/html";',
        '\tboundary="----=_Part"', "", "",
    ]  # fmt: skip
    picture = [
        "------=_Part",
        "Content-Type: image/png",
        "Content-Transfer-Encoding: base64",
        "",
        "iVBORw0KGgo=",
        "",
    ]
    page = [
        "------=_Part", f"Content-Type: {kind}", f"Content-Transfer-Encoding: {coding}", f"Content-Location: {place}", "", "",
    ]  # fmt: skip
    style = ["", "------=_Part", "Content-Type: text/css", "", "body{}", "------=_Part--", ""]
    before, behind = (end.join(lines).encode() for lines in (head + picture + page, style))
    return before + content + behind


def the_record(content: bytes, path: Path) -> RawRecord:
    path.write_bytes(content)
    (record,) = discover_records([str(path)], forced=None, standard_input=io.BytesIO())
    assert isinstance(record, RawRecord)
    return record


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize(
    ("coding", "encode"),
    [("8bit", bytes), ("quoted-printable", quopri.encodestring), ("base64", base64.encodebytes)],
)
def test_the_page_in_a_saved_file(tmp_path: Path, coding: str, encode: object, end: str) -> None:
    assert callable(encode)
    record = the_record(saved(encode(PAGE.encode("big5")), coding, end=end), tmp_path / "a.mhtml")
    assert (record.format, record.url, record.charset) == ("html", URL, "big5")
    assert record.content.decode("big5").strip() == PAGE


def test_an_address_that_is_none_of_the_web_is_none(tmp_path: Path) -> None:
    record = the_record(saved(PAGE.encode(), place="cid:frame@mhtml.blink"), tmp_path / "a.mht")
    assert record.url is None


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(ItemError, match="without a page in it"):
        read_saved_page(saved(b"x", kind="text/plain"), "a.mhtml")


def test_base64_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    packed = base64.b64encode(PAGE.encode())
    content = read_saved_page(saved(packed[:-7], "base64"), "a.mhtml").content
    assert PAGE.encode().startswith(content)
    assert len(content) > 0.9 * len(PAGE.encode())


def test_mails_and_texts_are_no_saved_pages() -> None:
    mail = b"From: a@b.invalid\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nmultipart/related; boundary=x"
    assert not is_saved_page(mail)
    assert not is_saved_page("樣例縣：Content-Type: multipart/related; boundary=x".encode())


def parts(*inside: str, kind: str = 'multipart/related; boundary="B"', head: str = "") -> bytes:
    """A file of these parts, with *head* above its kind."""
    return (
        f"{head}Content-Type: {kind}\n\n".encode()
        + "".join(f"--B\n{part}\n" for part in inside).encode()
        + b"--B--\n"
    )


HTML = "Content-Type: text/html; charset=utf-8\n"
BY_BROWSER = "From: <Saved by Blink>\nSnapshot-Content-Location: https://sample.invalid/a/1.html\n"
FRAME = f"{HTML}Content-Location: https://sample.invalid/frame.html\n\n<p>frame</p>"


def test_a_mail_whose_text_is_there_twice_is_read_as_text(tmp_path: Path) -> None:
    both = f'Content-Type: multipart/alternative; boundary="C"\n\n--C\nContent-Type: text/plain\n\nx\n--C\n{HTML}\n{PAGE}\n--C--\n'
    mail = parts(
        both,
        kind='multipart/related; type="multipart/alternative"; boundary="B"',
        head="From: a@sample.invalid\nSubject: x\n",
    )
    assert not is_saved_page(mail)
    assert the_record(mail, tmp_path / "mail.txt").format == "text"


def test_a_first_part_that_says_where_it_is_from_makes_a_saved_page() -> None:
    head = "From: x\nMIME-Version: 1.0\n"
    assert is_saved_page(parts(f"{HTML}Content-Location: {URL}\n\n{PAGE}", head=head))
    assert not is_saved_page(parts(f"{HTML}\n{PAGE}", f"{HTML}Content-Location: {URL}\n\n{PAGE}", head=head))


def test_a_page_within_parts_of_a_part() -> None:
    inner = f'Content-Type: multipart/alternative; boundary="B1"\n\n--B1\n{HTML}\n{PAGE}\n--B1--'
    assert read_saved_page(parts(inner, head=BY_BROWSER), "a.mhtml").content.decode().strip() == PAGE


def test_a_boundary_within_a_line_cuts_nothing() -> None:
    page = PAGE.replace("，共", "--B--，\n--Bx 共")
    assert (
        read_saved_page(parts(f"{HTML}\n{page}", head=BY_BROWSER), "a.mhtml").content.decode().strip() == page
    )


def test_the_page_is_the_part_from_the_address_that_the_file_names() -> None:
    content = parts(FRAME, f"{HTML}Content-Location: {URL}\n\n{PAGE}", head=BY_BROWSER)
    assert read_saved_page(content, "a.mhtml").content.decode().strip() == PAGE


def test_the_page_is_the_part_that_the_file_starts_with() -> None:
    kind = 'multipart/related; boundary="B"; start="<page@sample>"'
    content = parts(FRAME, f"{HTML}Content-ID: <page@sample>\n\n{PAGE}", kind=kind)
    assert read_saved_page(content, "a.mhtml").content.decode().strip() == PAGE


def test_parts_in_parts_without_end_are_not_opened() -> None:
    content = f"{HTML}\n{PAGE}"
    for number in range(1_000):
        content = (
            f"Content-Type: multipart/mixed; boundary=N{number}\n\n--N{number}\n{content}\n--N{number}--"
        )
    with pytest.raises(ItemError, match="without a page in it"):
        read_saved_page(parts(content, head=BY_BROWSER), "a.mhtml")


def test_time_is_bounded() -> None:
    started = time.process_time()
    for filling in (
        b"------=_Part\r\n",
        b"Content-Type: text/html\r\n",
        b"=\r\n",
        b"\r\n \r\n",
        b"------=_Part\r\nA: b\r\n\r\n",
    ):
        read_saved_page(saved(filling * 200_000 + b"x"), "a.mhtml")
    assert time.process_time() - started < 5
