"""What tantivy's errors mean outside: they come as plain ValueErrors, told apart by their words."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.engines.tantivy_index import translated
from index.errors import DamagedError, LockedError, OperatorError, ReadOnlyError, StorageFullError


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Failed to acquire Lockfile: LockBusy. Some(...)", LockedError),
        ("Failed to acquire Lockfile: IoError(Os { code: 30, kind: ReadOnlyFilesystem })", ReadOnlyError),
        ("Failed to acquire Lockfile: IoError(Os { code: 13, kind: PermissionDenied })", ReadOnlyError),
        ("An IO error occurred: 'No space left on device (os error 28)'", StorageFullError),
        ("Data corrupted: 'footer'", DamagedError),
        ("something new", OperatorError),
    ],
)
def test_each_error_has_its_class(said: str, expected: type[OperatorError]) -> None:
    with pytest.raises(OperatorError) as raised, translated(Path("folder")):
        raise ValueError(said)
    assert type(raised.value) is expected


def test_a_folder_that_may_not_be_written_is_not_called_damaged() -> None:
    said = "Failed to acquire Lockfile: IoError(Os { code: 30, kind: ReadOnlyFilesystem })"
    expected = pytest.raises(ReadOnlyError, match="folder is read-only for this process")
    with expected as raised, translated(Path("folder")):
        raise ValueError(said)
    assert raised.value.exit_status == 3
