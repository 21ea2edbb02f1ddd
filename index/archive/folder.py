"""The data folder: where what is kept of one archive lies.

    data/
      store.sqlite          the truth (store/)
      userdict.txt          the user's terms; `rebuild` takes them in
      engine                the engine that `rebuild --engine` chose
      saved.json            saved searches (saved_searches.py)
      index/                generations (generations.py), one of them current

Names places, and reads and writes only what is a line of text. What lies there is read by who it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.analysis.lexicon import load_user_dictionary
from index.engines.registry import DEFAULT_ENGINE
from index.files.durable import replace_durably


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The places in a data folder."""

    path: Path

    @property
    def store(self) -> Path:
        """The article store's file."""
        return self.path / "store.sqlite"

    @property
    def user_dictionary(self) -> Path:
        """The user's own terms, one per line."""
        return self.path / "userdict.txt"

    @property
    def saved_searches(self) -> Path:
        """The list of saved searches."""
        return self.path / "saved.json"

    @property
    def index(self) -> Path:
        """The folder of generations."""
        return self.path / "index"

    @property
    def pointer(self) -> Path:
        """The file that names the current generation."""
        return self.index / "CURRENT"

    @property
    def pointer_name(self) -> str:
        """As `pointer`, for who looks at each request: joining paths takes ten times as long as looking."""
        return f"{self.path}/index/CURRENT"

    def engine_name(self) -> str:
        """The engine chosen for this folder, the default where none was."""
        try:
            return (self.path / "engine").read_text(encoding="utf-8").strip() or DEFAULT_ENGINE
        except FileNotFoundError:
            return DEFAULT_ENGINE

    def remember_engine(self, name: str) -> None:
        """Use *name* for every later generation of this folder."""
        replace_durably(self.path / "engine", name + "\n")

    def user_terms(self) -> tuple[str, ...]:
        """The terms of the user's dictionary; raises UserError for a line that cannot be read."""
        return load_user_dictionary(self.user_dictionary) if self.user_dictionary.exists() else ()
