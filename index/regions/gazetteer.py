"""The gazetteer: codes and names of China's divisions and of other countries, and what an input may mean.

Reads three shipped tables (`data/`: gazetteer.tsv with divisions of 1980-2023, countries.tsv, region_aliases.tsv) and
the one-character names of `abbreviations.py`; answers by code or by name, in either script and any variant spelling. It
does not look for names in running text: that is `indexer.detect.regions`, which takes `search_names` from here. Nothing is
guessed: an ambiguous name gives all divisions that bear it, an unknown one gives none. The flow goes on in the query (`region:`), the API's `region` parameter, the facets' labels, and the writer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeAlias, get_args

from index.analysis.script import fold
from index.model import ShownScript
from index.regions.abbreviations import RegionAbbreviations
from index.regions.tables import read_rows

Level: TypeAlias = Literal["province", "prefecture", "county", "country"]
Status: TypeAlias = Literal["current", "renamed", "abolished"]
NameKind: TypeAlias = Literal["full", "short", "alias", "former", "group", "area"]

_LEVELS: dict[str, Level] = {level: level for level in get_args(Level)}
_STATUSES: dict[str, Status] = {status: status for status in get_args(Status)}
_ALIAS_KINDS: dict[str, NameKind] = {"group": "group", "area": "area", "name": "alias"}
_CODE = re.compile(r"[0-9]{2}(?:[0-9]{2}){0,2}")
_COUNTRY_CODE = re.compile(r"[A-Za-z]{2}")
# ISO 3166-1 has codes for what GB/T 2260 numbers as divisions, and keeps UK for whom it calls GB.
_CODES_BY_ISO = {"TW": "71", "HK": "81", "MO": "82", "UK": "GB"}
# The country as a whole has no code here and is no region of an article: asked for, it means all that lies in it.
_WHOLE_COUNTRY = frozenset({"CN", "中国", "中华人民共和国"})
_MAINLAND = frozenset({"中国大陆", "中国内地"})
_NOT_MAINLAND = frozenset({"71", "81", "82"})
_COUNTRY_PREFIXES = ("中华人民共和国", "中国")
_PATH_GAPS = re.compile(r"[\s·・\-/>,，、—]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A division of China or another country.

    *successor* is the code of the current division that holds the place of a renamed one; *short_name* is
    what a label shows (内蒙古, 呼和浩特), *short_names* all the short ones, in simplified script.
    """

    code: str
    level: Level
    name: str
    name_hant: str
    short_name: str
    short_name_hant: str
    parent_code: str | None
    status: Status = "current"
    successor: str | None = None
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchName:
    """A folded surface form to look for in folded text, and the codes of what may be meant.

    *needs_context*: the bare form is a common word or borne by several, so it counts only beside a parent's
    name or with other evidence.
    """

    text: str
    codes: tuple[str, ...]
    kind: NameKind
    needs_context: bool


@dataclass(frozen=True, slots=True)
class _Meanings:
    """All codes that a folded name may mean, by how strong the claim is."""

    full: list[str] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    alias: list[str] = field(default_factory=list)
    group: list[str] = field(default_factory=list)
    area: list[str] = field(default_factory=list)
    former: list[str] = field(default_factory=list)

    def strongest(self) -> list[str]:
        """The codes of the strongest claim; current names go before former ones."""
        return self.full or self.group or [*self.short, *self.alias] or self.former or self.area


class Gazetteer:
    """Divisions and countries by code and by name; immutable, safe to share between threads."""

    def __init__(self, divisions: Iterable[Division], groups: Iterable[SearchName] = ()) -> None:
        self._rows = tuple(divisions)
        self._by_code: dict[str, Division] = {}
        self._labels: dict[ShownScript, dict[str, str]] = {}
        for division in self._rows:
            self._by_code.setdefault(division.code, division)
        self._meanings: dict[str, _Meanings] = {}
        folded = _fold_all(name for division in self._rows for name in _names_of(division))
        # A short name that a province has means the province: nobody calls 天津's 河北区 "河北".
        self._provincial = {
            folded[short]
            for division in self._rows
            if division.level == "province"
            for short in division.short_names
        }
        for division in self._rows:
            self._claim(division, folded)
        self._abbreviations = RegionAbbreviations.load()
        for group in groups:
            claims = self._meanings.setdefault(group.text, _Meanings())
            of_kind = {"group": claims.group, "area": claims.area}.get(group.kind, claims.alias)
            of_kind.extend(group.codes)

    @classmethod
    def load(cls) -> Gazetteer:
        """Read the shipped tables, once per process; raises DamagedError where a row cannot be read."""
        return _load()

    def _claim(self, division: Division, folded: dict[str, str]) -> None:
        code = division.successor or division.code
        current = division.status == "current"
        for name in {folded[division.name], folded[division.name_hant]}:
            claims = self._meanings.setdefault(name, _Meanings())
            _add(claims.full if current else claims.former, code)
        for name in {folded[short] for short in division.short_names}:
            if division.level in ("province", "country") or name not in self._provincial:
                claims = self._meanings.setdefault(name, _Meanings())
                _add(claims.short if current else claims.former, code)

    def __len__(self) -> int:
        return len(self._by_code)

    def divisions(self) -> Iterator[Division]:
        """Every division and country once, by its newest name, in the order of the codes."""
        return iter(self._by_code.values())

    def get(self, code: str) -> Division | None:
        """The division of exactly this code (no trailing zero pairs), renamed and abolished ones included."""
        return self._by_code.get(code)

    def resolve(self, text: str) -> tuple[Division, ...]:
        """What an input may mean: a code, a full or short name in any spelling, or a path (广东省深圳市).

        Several where the name is ambiguous, or stands for several (京津冀, 闽赣, 东北); what lies in another one of them
        is left out (吉林 is the province, 吉林市 lies in it). A renamed division gives the one that holds its
        place today, an abolished one itself; China gives its provinces. () where nothing is known by that name.
        """
        wanted = text.strip()
        if self.is_whole_country(wanted):
            return self._provinces(but=_NOT_MAINLAND if _plain(wanted) in _MAINLAND else frozenset())
        codes = self._resolve_code(wanted)
        if codes is None:
            codes = self._resolve_name(fold(wanted))
        divisions = [self._by_code[code] for code in dict.fromkeys(codes)]
        found = {division.code for division in divisions}
        return tuple(
            division
            for division in divisions
            if not any(other.code in found for other in self.ancestors(division.code)[1:])
        )

    def is_whole_country(self, text: str) -> bool:
        """True where an input means China itself, or its mainland, in any spelling."""
        return _plain(text) in _WHOLE_COUNTRY | _MAINLAND

    def is_group(self, text: str) -> bool:
        """True where an input is the name of several divisions together (京津冀, 冀鲁豫), not a name that several bear."""
        name = fold(text.strip())
        claims = self._meanings.get(name)
        if claims is None:
            return len(self._abbreviations.codes(name)) > 1
        return bool(claims.group or (claims.area and claims.strongest() == claims.area)) and not claims.full

    def _provinces(self, *, but: frozenset[str]) -> tuple[Division, ...]:
        return tuple(one for one in self.divisions() if one.level == "province" and one.code not in but)

    def _resolve_code(self, wanted: str) -> list[str] | None:
        if _CODE.fullmatch(fold(wanted)):
            division = self._by_code.get(re.sub(r"(?:00)+$", "", fold(wanted)))
            return [] if division is None else [division.successor or division.code]
        if _COUNTRY_CODE.fullmatch(fold(wanted)):
            code = fold(wanted).upper()
            code = _CODES_BY_ISO.get(code, code)
            return [code] if code in self._by_code else []
        return None

    def _resolve_name(self, name: str) -> list[str]:
        claims = self._meanings.get(name)
        if claims is not None:
            return claims.strongest()
        if codes := self._abbreviations.codes(name):
            return list(codes)
        path = _PATH_GAPS.sub("", name)
        for prefix in _COUNTRY_PREFIXES:
            if path.startswith(prefix) and len(path) > len(prefix):
                return self._resolve_name(path[len(prefix) :])
        return self._resolve_path(path) if len(path) <= _LONGEST_PATH else []

    def _resolve_path(self, path: str) -> list[str]:
        """Codes of what a chain of names means, each within the one before; longest first name first."""
        if path in self._meanings:
            return self._meanings[path].strongest()
        for length in range(len(path) - 1, 1, -1):
            head = self._meanings.get(path[:length])
            if head is None:
                continue
            outer = set(head.full + head.short + head.alias + head.former)
            inner = [code for code in self._resolve_inner(path[length:]) if outer & self._codes_above(code)]
            if inner:
                return inner
        return []

    def _resolve_inner(self, path: str) -> list[str]:
        claims = self._meanings.get(path)
        if claims is not None:
            return [*claims.full, *claims.short, *claims.alias, *claims.former]
        return self._resolve_path(path)

    def _codes_above(self, code: str) -> set[str]:
        return {division.code for division in self.ancestors(code)[1:]}

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """The division itself first, then what it lies in, the province last; () for an unknown code."""
        chain: list[Division] = []
        division = self._by_code.get(code)
        while division is not None and len(chain) < 4:
            chain.append(division)
            division = self._by_code.get(division.parent_code) if division.parent_code else None
        return tuple(chain)

    def name(self, code: str, script: ShownScript = "original") -> str:
        """The full name, traditional for `hant`, else simplified; an unknown code as it is."""
        division = self._by_code.get(code)
        if division is None:
            return code
        return division.name_hant if script == "hant" else division.name

    def label(self, code: str, script: ShownScript = "original") -> str:
        """The short label of a facet: 内蒙古, 呼和浩特, 北京朝阳区 (where others bear the name)."""
        # Twenty in each answer, and each is looked up by its folded name: 0.15 ms unless remembered.
        labels = self._labels.setdefault(script, {})
        label = labels.get(code)
        if label is None:
            label = labels[code] = self._label(code, script)
        return label

    def _label(self, code: str, script: ShownScript) -> str:
        division = self._by_code.get(code)
        if division is None:
            return code
        hant = script == "hant"
        if division.level == "county" and division.name.endswith(("区", "县", "旗")):
            label = division.name_hant if hant else division.name
        else:
            label = division.short_name_hant if hant else division.short_name
        claims = self._meanings.get(fold(label), _Meanings())
        if division.level == "county" and division.parent_code and len({*claims.full, *claims.short}) > 1:
            return self.label(division.parent_code, script) + label
        return label

    def search_names(self) -> Iterator[SearchName]:
        """Every folded surface form, each once; former names only where no current one has them."""
        for text, claims in self._meanings.items():
            for kind, codes in _kinds_of(claims):
                yield SearchName(
                    text=text,
                    codes=tuple(codes),
                    kind=kind,
                    needs_context=kind != "group" and self._needs_context(text, kind, codes),
                )

    def _needs_context(self, text: str, kind: NameKind, codes: list[str]) -> bool:
        levels = {self._by_code[code].level for code in codes}
        if not levels & {"county"}:
            return len(codes) > 1
        # 赵县 or 城区 may be cut out of other words; 满洲里 and 张家港 are safe, 和平 and 新建 are not.
        return len(text) < 3 or len(codes) > 1


_LONGEST_PATH = 40


def _plain(text: str) -> str:
    """Folded, and upper case, as codes of countries are written."""
    return fold(text.strip()).upper()


def _names_of(division: Division) -> tuple[str, ...]:
    return (division.name, division.name_hant, *division.short_names)


def _fold_all(names: Iterable[str]) -> dict[str, str]:
    """Each name and its folded form; folded in one piece, which is ten times faster than one by one."""
    distinct = list(dict.fromkeys(names))
    return dict(zip(distinct, fold("\n".join(distinct)).split("\n"), strict=True))


def _add(codes: list[str], code: str) -> None:
    if code not in codes:
        codes.append(code)


def _kinds_of(claims: _Meanings) -> Iterator[tuple[NameKind, list[str]]]:
    """The strongest claim, and the short name beside a full one of the same form (吉林 has no full one)."""
    if claims.full:
        yield "full", claims.full
    elif claims.group:
        yield "group", claims.group
    elif claims.short:
        yield "short", list(dict.fromkeys([*claims.short, *claims.alias]))
    elif claims.alias:
        yield "alias", claims.alias
    elif claims.former:
        yield "former", claims.former


def _load_divisions() -> Iterator[Division]:
    for code, level, name, name_hant, shorts, status, successor, parent, _ in read_rows("gazetteer.tsv"):
        short_names = tuple(shorts.split("/")) if shorts else ()
        short = short_names[0] if short_names else name
        at = name.find(short)
        yield Division(
            code=code,
            level=_LEVELS[level],
            name=name,
            name_hant=name_hant,
            short_name=short,
            short_name_hant=name_hant[at : at + len(short)] if at >= 0 else _hant_of(short),
            parent_code=parent or None,
            status=_STATUSES[status],
            successor=successor if successor not in ("", code) else None,
            short_names=short_names,
        )


def _hant_of(short: str) -> str:
    """The traditional form of the one shown short name that is no part of its full name."""
    return {"马祖": "馬祖"}.get(short, short)


def _load_countries() -> Iterator[Division]:
    for code, name, name_hant, other, _ in read_rows("countries.tsv"):
        yield Division(
            code=code,
            level="country",
            name=name,
            name_hant=name_hant,
            short_name=name,
            short_name_hant=name_hant,
            parent_code=None,
            short_names=tuple(filter(None, (other,))),
        )


def _load_groups() -> Iterator[SearchName]:
    for surface, codes, kind, _ in read_rows("region_aliases.tsv"):
        yield SearchName(
            text=fold(surface),
            codes=tuple(codes.split(",")),
            kind=_ALIAS_KINDS[kind],
            needs_context=False,
        )


@cache
def _load() -> Gazetteer:
    return Gazetteer([*_load_divisions(), *_load_countries()], _load_groups())
