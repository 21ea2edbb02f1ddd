"""The version of this program: for `--version`, for those who are asked for feeds, and for what names its maker."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def program_version() -> str:
    """The version that is installed; from a source tree that is not, the word `source`."""
    try:
        return version("zhengwen")
    except PackageNotFoundError:
        return "source"
