"""Files of folded texts: what was synced is read, by ordinal and in the order asked for; damage shows."""

from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedError
from index.ranking.folded_text_files import (
    FoldedTextReader,
    FoldedTextWriter,
    create_folded_texts,
    text_faults,
)
from index.ranking.folded_texts import fold_texts
from index.store.port import StoredText

ONE = StoredText(1, "稀土出口管制", "商務部公布「稀土」出口管制。")
SEVEN = StoredText(7, "", "𠮷野家皇後街 COVID-19")
NINE = StoredText(9, "只有標題", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_folded_texts(tmp_path)
    return tmp_path


def write(folder: Path, *texts: StoredText) -> None:
    writer = FoldedTextWriter(folder)
    writer.add(texts)
    writer.sync()
    writer.close()


def check(reader: FoldedTextReader, *texts: StoredText) -> None:
    found, expected = reader.read([text.ordinal for text in texts]), fold_texts(texts)
    assert found.points.tolist() == expected.points.tolist()
    assert found.ends.tolist() == expected.ends.tolist()
    assert found.lengths.tolist() == expected.lengths.tolist()


def test_texts_come_back_in_the_order_asked_for(folder: Path) -> None:
    write(folder, ONE, SEVEN)
    write(folder, NINE)
    reader = FoldedTextReader(folder)
    check(reader, NINE, ONE, SEVEN)
    check(reader, SEVEN)
    check(reader)


def test_some_of_the_texts_read_are_as_if_they_had_been_read_alone() -> None:
    found = fold_texts([ONE, SEVEN, NINE]).take(np.array([2, 1]))
    expected = fold_texts([NINE, SEVEN])
    assert found.points.tolist() == expected.points.tolist()
    assert found.ends.tolist() == expected.ends.tolist()
    assert found.lengths.tolist() == expected.lengths.tolist()


def test_what_is_added_meanwhile_is_there_for_a_reader_opened_anew(folder: Path) -> None:
    write(folder, ONE)
    reader = FoldedTextReader(folder)
    newer = StoredText(1, "換了標題", "換了內容")
    write(folder, newer, NINE)
    check(reader.reopened(), newer, NINE)
    check(reader, ONE)


def test_what_was_not_synced_is_written_over(folder: Path) -> None:
    write(folder, ONE)
    writer = FoldedTextWriter(folder)
    writer.add([SEVEN])
    writer.close()
    write(folder, NINE)
    reader = FoldedTextReader(folder)
    check(reader, ONE, NINE)
    assert list(text_faults(folder)) == []
    with pytest.raises(DamagedError):
        reader.read([7])


@pytest.mark.parametrize("name", ["texts.utf16", "texts.directory"])
def test_missing_and_cut_files_are_damaged(folder: Path, name: str) -> None:
    write(folder, ONE, SEVEN)
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(content[:-2])
    with pytest.raises(DamagedError):
        FoldedTextReader(folder).read([1])
    path.unlink()
    with pytest.raises(DamagedError):
        FoldedTextReader(folder)
    assert list(text_faults(folder)) != []


def test_a_flipped_byte_is_a_fault(folder: Path) -> None:
    write(folder, ONE, SEVEN)
    path = folder / "texts.utf16"
    content = bytearray(path.read_bytes())
    content[5] ^= 1
    path.write_bytes(content)
    assert len(list(text_faults(folder))) == 1


@pytest.mark.parametrize("bytes_left", [0, 10, -1])
def test_no_writer_opens_texts_that_were_cut(folder: Path, bytes_left: int) -> None:
    write(folder, ONE, SEVEN)
    path = folder / "texts.utf16"
    path.write_bytes(path.read_bytes()[:bytes_left])
    with pytest.raises(DamagedError, match="zhengwen rebuild"):
        FoldedTextWriter(folder)


def test_a_writer_makes_no_hole_where_texts_are_cut_under_it(folder: Path) -> None:
    write(folder, ONE, SEVEN)
    writer = FoldedTextWriter(folder)
    path = folder / "texts.utf16"
    path.write_bytes(b"")
    with pytest.raises(DamagedError):
        writer.add([NINE])
    writer.close()
    assert path.read_bytes() == b""


def test_how_many_articles_have_a_text(folder: Path) -> None:
    write(folder, ONE, SEVEN)
    write(folder, SEVEN, NINE)
    writer = FoldedTextWriter(folder)
    assert writer.articles == 3
    writer.close()
    assert FoldedTextReader(folder).without_text([1, 2, 9, 10]) == [2, 10]
