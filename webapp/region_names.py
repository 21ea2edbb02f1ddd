"""The names of regions on a page: in the script that texts are shown in, else in the reader's own.

The API names them in simplified script unless asked otherwise; on a page in traditional Chinese that would look wrong.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from index.model import ShownScript
from index.regions.gazetteer import Gazetteer
from webapp.present import choose_text_language
from webapp.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionNames:
    """Full names and short labels by code, all in one script."""

    gazetteer: Gazetteer
    script: ShownScript

    @property
    def language(self) -> str:
        """The `lang` of the names."""
        return choose_text_language("hans", self.script)

    def name(self, code: str) -> str:
        """The full name."""
        return self.gazetteer.name(code, self.script)

    def lie_in(self, code: str, wanted: frozenset[str]) -> bool:
        """True where a region is one of the *wanted* codes or lies in one."""
        return any(division.code in wanted for division in self.gazetteer.ancestors(code))

    def codes(self, names: Iterable[str]) -> frozenset[str]:
        """The codes that *names*, as they are typed, may mean."""
        return frozenset(division.code for name in names for division in self.gazetteer.resolve(name))

    def label(self, code: str) -> str:
        """The short name."""
        return self.gazetteer.label(code, self.script)


def choose_region_names(gazetteer: Gazetteer, shown: ShownScript, texts: Texts) -> RegionNames:
    """The names for a reader of *texts* who sees articles in the script *shown*."""
    own: ShownScript = "hant" if texts.language == "zh-Hant" else "hans"
    return RegionNames(gazetteer=gazetteer, script=own if shown == "original" else shown)
