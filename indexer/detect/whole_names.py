"""Says which whole name a name stands for in an article: 王先生 for the one 王 who is named, 自治区党委 for the region's.

Pure: the names of one article in, the archive's name for each out. `names.py` finds the names and asks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from index.regions.gazetteer import Gazetteer
from indexer.detect.country_letters import STATES
from indexer.detect.regions import PlaceMention
from indexer.detect.tables import read_pairs, read_words

# How long a surname is, and what a whole name is longer than: one of two is a whole name, unless one of four begins with
# it (桥本龙太郎), or it is a surname itself (石破茂).
_SURNAMES_OF = ((1, 1), (2, 3), (3, 3))
_LONG_SURNAME = 2
# 李　明: set apart to fill the line.
_SPACES = re.compile("[ \u3000]+")
_AUTONOMOUS = "自治区"
_HONG_KONG, _CODE_OF_HONG_KONG = "香港", "81"
_LEVELS = (_AUTONOMOUS, "自治州", "省", "市", "区", "县", "州", "盟", "旗", "特区")


class WholeNames:
    """Knows public figures, bodies and their regions by all their names; immutable."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._long_surnames = frozenset().union(
            *(read_words("surnames.tsv", kind) for kind in ("japanese", "japanese word", "compound"))
        )
        self._people = dict(read_pairs("people.tsv"))
        self._bodies = dict(read_pairs("organisations.tsv"))
        self._of_states = read_words("organisation_rules.tsv", "of states")
        self._of_hong_kong = read_words("organisation_rules.tsv", "of Hong Kong")
        self._states = {
            letter: names.split(",")
            for letter, names in read_pairs("country_letters.tsv")
            if letter in STATES
        }

    def of_persons(self, names: Collection[str]) -> dict[str, str]:
        """For each name, the archive's name of who is called so: a public figure's has no given name (唐纳德·特朗普)."""
        wholes = _whole_persons(names, self._long_surnames)
        return {
            name: self._people.get(whole.rpartition("·")[2]) or _SPACES.sub("", whole)
            for name, whole in wholes.items()
        }

    def of_bodies(
        self, names: Collection[str], divisions: Sequence[PlaceMention], *, is_traditional: bool
    ) -> dict[str, str]:
        """For each name of a body, the archive's: 自治区党委 is the 内蒙古自治区党委 of an article about 内蒙古.

        Empty for what is only Hong Kong's by such a name (天文台), where a simplified article names nothing of Hong Kong.
        """
        own_region = ""
        if any(name.startswith(_AUTONOMOUS) for name in names):
            own_region = self._own_region(divisions)
        wholes = ((name, self._of_state(_whole_body(name, names, own_region), divisions)) for name in names)
        bodies = {name: self._bodies.get(whole, whole) for name, whole in wholes}
        short = self._of_hong_kong.intersection(names)
        if short and not is_traditional and not _names_hong_kong(names, divisions):
            bodies |= dict.fromkeys(short, "")
        return bodies

    def _of_state(self, name: str, divisions: Iterable[PlaceMention]) -> str:
        """美商务部 is 美国商务部, 乌国防部 that of the one 乌 that the article names; any other name is itself."""
        if name[1:] not in self._of_states or name[0] not in self._states:
            return name
        states = self._states[name[0]]
        if len(states) > 1:
            named = {self._gazetteer.name(one.code) for one in divisions if one.code}
            states = [state for state in states if state in named]
        return states[0] + name[1:] if len(states) == 1 else name

    def _own_region(self, divisions: Iterable[PlaceMention]) -> str:
        """The one autonomous region that the article names, which its bare 自治区 is; empty where there is none or several."""
        names = {self._gazetteer.name(one.code[:2]) for one in divisions if one.code and one.code.isdigit()}
        own = [name for name in names if name.endswith(_AUTONOMOUS)]
        return own[0] if len(own) == 1 else ""


def _whole_persons(names: Collection[str], long_surnames: frozenset[str]) -> dict[str, str]:
    """For each name as written, the full name that it stands for: 王 (先生), 桥本 and 拜内维尔特 for the one so called."""
    longer: dict[str, list[str]] = defaultdict(list)
    for name in names:
        parts = {name[:length] for length, least in _SURNAMES_OF if len(name) > least}
        if name[:_LONG_SURNAME] in long_surnames:
            parts.add(name[:_LONG_SURNAME])
        if "·" in name:
            parts.add(name.rpartition("·")[2])
        for part in parts:
            if part != name:
                longer[part].append(name)
    wholes: dict[str, str] = {}
    for name in names:
        candidates = longer.get(name, ())
        if len(candidates) == 1:
            wholes[name] = candidates[0]
        else:
            wholes[name] = name if len(name) > 1 else ""
    return wholes


def _names_hong_kong(names: Iterable[str], divisions: Iterable[PlaceMention]) -> bool:
    return any(one.code and one.code.startswith(_CODE_OF_HONG_KONG) for one in divisions) or any(
        name.startswith(_HONG_KONG) for name in names
    )


def _whole_body(name: str, names: Collection[str], own_region: str) -> str:
    """The full name of a body written as *name*: the only other one that ends so, or the one of the region."""
    if not name.startswith(_LEVELS):
        return name
    longer = [other for other in names if other != name and other.endswith(name)]
    if len(longer) == 1:
        return longer[0]
    if own_region and name.startswith(_AUTONOMOUS) and name != _AUTONOMOUS:
        return own_region + name.removeprefix(_AUTONOMOUS)
    return name
