"""The one tree of errors; who may see each, and what the outside makes of it.

    ZhengwenError
    ├── UserError               the caller can mend it: HTTP 400, exit 2
    │   ├── QueryLimitError     a query over the limits of the query language
    │   └── ParameterError      a parameter or option that cannot be read; names it
    │       ├── UnknownRegionError  a region that no gazetteer knows
    │       └── PageWindowError     page × size beyond the window
    ├── NotFoundError           no such article: 404
    │   └── GoneError           the article was removed: 410
    ├── OperatorError           the owner of the data folder can mend it: HTTP 503, exit 3
    │   ├── NotBuiltError       nothing indexed yet: 503, exit 3
    │   │   └── IndexMissingError   articles are stored and their index is gone: `zhengwen rebuild` makes it
    │   ├── IncompatibleError   index or store of another version: names the mending command
    │   ├── DamagedError        a file of store or index cannot be read
    │   ├── StorageFullError    the disk refused a write: exit 3
    │   ├── ReadOnlyError       what is asked has to write, and this process may not: exit 3
    │   ├── LockedError         another writer holds the folder: exit 75
    │   ├── DeadlineError       the answer took longer than allowed: 503
    │   └── BusyError           as much of this is under way as the site bears: 503
    └── ItemError               one input was rejected; collected in the report, never stops a run

Anything else that is raised is a bug and shows as one. This module must not import
anything of the project.
"""

from __future__ import annotations


class ZhengwenError(Exception):
    """Base of every error that is raised on purpose; *problem_kind* names it in a problem document, to programs."""

    exit_status = 1
    http_status = 500
    problem_kind = "internal"


class UserError(ZhengwenError):
    """The request cannot be answered as it stands; the message says what to change."""

    exit_status = 2
    http_status = 400
    problem_kind = "request"


class QueryLimitError(UserError):
    """A query exceeds a limit of the query language; the message names the limit."""

    problem_kind = "query-limit"
    name = "q"


class ParameterError(UserError):
    """A parameter or option cannot be read; *name* is the parameter's public name."""

    problem_kind = "parameter"

    def __init__(self, name: str, message: str) -> None:
        super().__init__(message)
        self.name = name


class UnknownRegionError(ParameterError):
    """No division or country is called *region*; *given_as* is how the parameter was written."""

    def __init__(self, region: str, *, given_as: str = "region") -> None:
        super().__init__(
            "region",
            f"{given_as}: no division or country is called {region[:40]!r}; give a full or short name, or a code"
            " (15, 150000, JP)",
        )


class PageWindowError(ParameterError):
    """`page × size` reaches beyond the window of results that can be paged through."""

    problem_kind = "page-window"


class NotFoundError(ZhengwenError):
    """Nothing is stored under that id."""

    exit_status = 2
    http_status = 404
    problem_kind = "not-found"


class GoneError(NotFoundError):
    """The article was stored once and removed on purpose."""

    http_status = 410
    problem_kind = "removed"


class OperatorError(ZhengwenError):
    """The data folder needs its owner; the message names the command that mends it."""

    exit_status = 3
    http_status = 503
    problem_kind = "unavailable"


class NotBuiltError(OperatorError):
    """There is no index yet."""

    problem_kind = "not-built"


class IndexMissingError(NotBuiltError):
    """There are *articles* in the store, and no index of them."""

    problem_kind = "index-missing"

    def __init__(self, articles: int) -> None:
        super().__init__(
            f"{articles:,} articles are stored here and their index is missing: run zhengwen rebuild"
        )
        self.articles = articles


class IncompatibleError(OperatorError):
    """Store or index were written by another schema, dictionary, fold table or library version."""

    problem_kind = "incompatible"


class DamagedError(OperatorError):
    """A file of the data folder cannot be read as what it should be."""

    problem_kind = "damaged"


class StorageFullError(OperatorError):
    """The disk or a quota refused a write; what was acknowledged before is safe."""


class ReadOnlyError(OperatorError):
    """This process may not write into *folder*, and has to: *why* says for what. Nothing is wrong with the archive."""

    def __init__(self, folder: object, why: str) -> None:
        super().__init__(
            f"{folder} is read-only for this process, and {why}:"
            " give it the right to write into the data folder, or work on a copy"
        )


class LockedError(OperatorError):
    """Another process writes into the data folder."""

    exit_status = 75
    problem_kind = "locked"


class DeadlineError(OperatorError):
    """The answer was not ready within the time that a request may take."""

    problem_kind = "deadline"


class BusyError(OperatorError):
    """The site does as much of this at once as leaves room for everything else."""

    problem_kind = "busy"


class ItemError(ZhengwenError):
    """One input was rejected. *path* and *line* (1-based, None outside line formats) say which."""

    def __init__(self, reason: str, *, path: str = "", line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = path
        self.line = line
