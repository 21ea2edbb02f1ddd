"""Files of blocks: what was synced is read, what a killed writer left is not, and a reader goes on where it was."""

from pathlib import Path

import pytest

from index.errors import DamagedError
from index.files.blocks import BlockWriter, read_blocks


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "blocks"
    path.touch()
    return path


def append(path: Path, *contents: bytes) -> None:
    writer = BlockWriter(path, end_of(path))
    for content in contents:
        writer.append(content)
    writer.sync()
    writer.close()


def end_of(path: Path) -> int:
    return max((block.end for block in read_blocks(path)), default=0)


def contents(path: Path, start: int = 0) -> list[bytes]:
    return [block.content for block in read_blocks(path, start)]


def test_blocks_come_back_in_order(path: Path) -> None:
    append(path, b"one", b"", b"three")
    append(path, b"four")
    assert contents(path) == [b"one", b"", b"three", b"four"]


def test_a_reader_goes_on_where_it_was(path: Path) -> None:
    append(path, b"one", b"two")
    end = end_of(path)
    append(path, b"three")
    assert contents(path, end) == [b"three"]


@pytest.mark.parametrize("left", range(1, 18))
def test_a_torn_block_is_none_and_the_next_writer_writes_over_it(path: Path, left: int) -> None:
    append(path, b"one")
    whole = path.stat().st_size
    append(path, b"two")
    with path.open("r+b") as file:
        file.truncate(whole + left)
    assert contents(path) == [b"one"]
    append(path, b"another two")
    assert contents(path) == [b"one", b"another two"]


def test_no_flipped_bit_passes(path: Path) -> None:
    append(path, b"one", b"two")
    sound = path.read_bytes()
    for at in range(len(sound)):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 0x10]) + sound[at + 1 :])
        assert b"".join(contents(path)) in (b"", b"one"), at


def test_a_missing_file_is_a_damaged_one(path: Path) -> None:
    path.unlink()
    with pytest.raises(DamagedError):
        contents(path)
    with pytest.raises(DamagedError):
        BlockWriter(path, 0)


def test_no_writer_opens_a_file_that_is_shorter_than_it_should_be(path: Path) -> None:
    append(path, b"one")
    with pytest.raises(DamagedError, match="zhengwen rebuild"):
        BlockWriter(path, end_of(path) + 1)


def test_a_writer_makes_no_hole_where_its_file_was_cut(path: Path) -> None:
    append(path, b"one")
    writer = BlockWriter(path, end_of(path))
    path.write_bytes(b"")
    with pytest.raises(DamagedError):
        writer.append(b"two")
    writer.close()
    assert path.read_bytes() == b""
