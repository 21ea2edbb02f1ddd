"""Derive index/regions/data/gazetteer.tsv and index/regions/data/countries.tsv from lists of administrative divisions.

Reads the GB/T 2260 revisions of 1980-2016, a later list of codes, the current list of the statistics
bureau, the lists of Hong Kong, Macau and Taiwan, and CLDR's names of territories (through babel). Codes
and names are facts; each row written says in which list it was seen. What the lists cannot tell stands,
by hand and with its year, in gazetteer_corrections.tsv beside this file. It is run by hand when a list
changes; nothing at run time imports it. The flow goes on in index/regions/gazetteer.py, which loads both tables.

    python tools/make_gazetteer.py FOLDER_OF_LISTS index/regions/data
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel import Locale
from opencc import OpenCC

PLACEHOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位"})
# The bureau numbers development zones from 71 on; they are no administrative divisions.
ZONE_CODE = re.compile(r"^\d{4}7\d$")
SUFFIX = re.compile(
    r"(特别行政区|自治区|行政区|自治州|自治县|自治旗|行政委员会|地区|林区|新区|特区|省|市|盟|区|县|旗|州)$"
)
NATIONALITIES = """
    蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族
    哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜 土族 达斡尔族
    达斡尔 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族 普米族 塔吉克 怒族 鄂温克族 德昂族 保安族
    裕固族 京族 独龙族 鄂伦春族 各族
""".split()
NATIONALITY_TAIL = re.compile(rf"^(.{{2,}}?)(?:{'|'.join(sorted(NATIONALITIES, key=len, reverse=True))})+$")
# Divisions that moved to a new province keep their history: 重庆 left 四川 in 1997, 海南 left 广东 in 1988.
SPLIT_FROM = {"51": ("51", "50"), "44": ("44", "46")}
PROVINCE_LEVEL_CITIES = frozenset({"11", "12", "31", "50"})
# OpenCC's standard forms that no newspaper writes.
COMMON_FORMS = str.maketrans("峯羣", "峰群")
HEADER = (
    "# Administrative divisions of China. Written by tools/make_gazetteer.py; do not edit by hand.",
    "# code: GB/T 2260 without trailing zero pairs. GB/T 2260 has none below 71, 81 and 82: the codes 71xx,",
    "#   71xxxx, 81xxxx and 82xxxx are our own (corrections, kind own).",
    "# level: province, prefecture or county (whatever has a six-digit code, directly governed ones too)",
    "# short: short names, '/' between them, the first one is shown; empty: the full name is the only one",
    "# status: current; renamed (successor holds the place today: renamed, raised, merged whole); abolished",
    "# A code has several rows where its division had several names; the newest name comes first.",
    "# provenance: gb2260 revisions (first-last) that hold the name; cpca: adcode list of about 2017; nbs: list",
    "#   of the statistics bureau, 2023; dist: public list of HK, MO and TW; manual: gazetteer_corrections.tsv",
)
COLUMNS = ("code", "level", "name", "name_hant", "short", "status", "successor", "parent", "provenance")


@dataclass(slots=True, kw_only=True)
class Naming:
    """One name that one code had, and the lists in which it was seen, oldest first."""

    code: str
    name: str
    seen: list[str]
    status: str = "current"
    successor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """What was written by hand: see the head of gazetteer_corrections.tsv."""

    hant: dict[str, str] = field(default_factory=dict)
    successor: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)


def load_corrections(path: Path) -> Corrections:
    """Read the table of corrections; an unknown kind raises AttributeError."""
    corrections = Corrections()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, key, value = line.split("\t")[:3]
            getattr(corrections, kind)[key] = value
    return corrections


def load_lists(folder: Path) -> Iterator[Naming]:
    """Yield every (list, code, name) of the mainland lists, oldest list first, as one-sighting namings."""
    for path in sorted((folder / "gb2260").glob("*.tsv")):
        with path.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                yield Naming(
                    code=short_code(row["Code"]), name=row["Name"], seen=["gb2260:" + row["Revision"]]
                )
    with (folder / "cpca-adcodes.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield Naming(code=short_code(row["adcode"][:6]), name=row["name"], seen=["cpca"])
    for part in ("provinces", "cities", "areas"):
        with (folder / f"dist__{part}.csv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                yield Naming(code=short_code(row["code"]), name=row["name"], seen=["nbs"])


def short_code(code: str) -> str:
    """Drop the trailing zero pairs of a six-digit code."""
    return re.sub(r"(00)+$", "", code)


def gather(sightings: Iterable[Naming]) -> list[Naming]:
    """Join the sightings of one name at one code; placeholders and development zones are dropped.

    So are the bureau's rows that stand for a whole city without districts (东莞市 at 441900 and below).
    """
    namings: dict[str, Naming] = {}
    for sighting in sightings:
        code, name = sighting.code, sighting.name
        is_city = len(code) == 6 and f"{code[:4]}:{name}" in namings
        if is_city or name in PLACEHOLDERS or ZONE_CODE.match(code):
            continue
        known = namings.setdefault(f"{code}:{name}", sighting)
        if known is not sighting:
            known.seen.extend(seen for seen in sighting.seen if seen not in known.seen)
    return list(namings.values())


def stem(name: str) -> str:
    """Strip suffix and nationality: 恩施土家族苗族自治州 gives 恩施; one character is never left alone."""
    match = SUFFIX.search(name)
    if match is None or match.start() < 2:
        return name
    bare = name[: match.start()]
    if bare.endswith(("左翼", "右翼")) or (bare[-1] in "左右前后中" and match.group() == "旗"):
        return name
    if "自治" in match.group() or match.group() == "区":
        tail = NATIONALITY_TAIL.match(bare)
        bare = tail.group(1) if tail else bare
        bare = bare[:-1] if len(bare) > 2 and bare.endswith("族") else bare
    return bare


def level_of(code: str) -> str:
    """Name the level that the length of a code tells."""
    return {2: "province", 4: "prefecture", 6: "county"}[len(code)]


def find_successor(
    old: Naming, current: dict[str, Naming], moved: dict[str, str], corrections: Corrections
) -> str:
    """Find the code of the division that holds an old one's place today, or ''.

    By hand first; then the only current division of the same province with the same stem and level (a
    district only within its own city: 新华区 is in many); a city of county level may have become a
    prefecture-level one, a county in it has not; then the same code. *moved*: successors of prefectures.
    """
    provinces = SPLIT_FROM.get(old.code[:2], (old.code[:2],))
    for key in (f"{old.code.ljust(6, '0')}:{old.name}", f"{old.code[:2]}:{old.name}"):
        if key in corrections.successor:
            return named_successor(corrections.successor[key], provinces, current)
    own_stem = stem(old.name)
    prefecture = moved.get(old.code[:4], old.code[:4])
    found = [
        new.code
        for new in current.values()
        if new.code[:2] in provinces
        and stem(new.name) == own_stem
        and may_follow(old, new)
        and (not is_district(old) or new.code.startswith(prefecture))
    ]
    longest = [code for code in found if len(code) == max(map(len, found))]
    near = [code for code in longest if code.startswith(prefecture)] or longest
    if len(near) == 1:
        return near[0]
    return old.code if old.code in current else ""


def is_district(naming: Naming) -> bool:
    """Tell whether a division is part of a city, with a name that other cities use too."""
    return len(naming.code) == 6 and naming.name.endswith("区") and not naming.name.endswith(("林区", "特区"))


def may_follow(old: Naming, new: Naming) -> bool:
    """Tell whether the levels allow that *new* holds the place of *old*."""
    raised = old.name.endswith(("市", "行政区")) and len(new.code) < len(old.code)
    return len(new.code) == len(old.code) or raised


def named_successor(value: str, provinces: Iterable[str], current: dict[str, Naming]) -> str:
    """Turn what was written by hand, a code or a full name, into the code of one current division."""
    codes = [
        one.code for one in current.values() if value in (one.code, one.name) and one.code[:2] in provinces
    ]
    if len(codes) != 1:
        raise ValueError(f"{value} names {len(codes)} current divisions of {provinces}")
    return codes[0]


def settle(namings: list[Naming], corrections: Corrections) -> list[Naming]:
    """Give every naming its status and successor; current ones first within a code."""
    current = {
        naming.code: naming for naming in namings if naming.seen[-1] == "nbs" or naming.code in "71 81 82"
    }
    moved: dict[str, str] = {}
    for naming in sorted(namings, key=lambda one: len(one.code)):
        if current.get(naming.code) is not naming:
            naming.successor = find_successor(naming, current, moved, corrections)
            naming.status = "renamed" if naming.successor else "abolished"
            if len(naming.code) == 4 and naming.successor:
                moved[naming.code] = naming.successor
    for code, value in corrections.own.items():
        name, _, source = value.partition("|")
        namings.append(Naming(code=code, name=name, seen=["manual", *([source] if source else [])]))
    return sorted(namings, key=lambda one: (one.code, one.status != "current", -list_age(one.seen[-1])))


def list_age(seen: str) -> int:
    """Order the lists in time: the month of a GB/T 2260 revision, the others after them."""
    return (
        int(seen.partition(":")[2])
        if seen.startswith("gb2260:")
        else 999900 + ("cpca", "nbs").index(seen)
        if seen in ("cpca", "nbs")
        else 999999
    )


def parent_of(naming: Naming, newest: dict[str, Naming]) -> str:
    """Find the code that a division lies in: its prefecture where there is one, else its province.

    The county that surrounded a city and went into it (通辽县) lies in the city of its name.
    """
    code, province = naming.code, naming.code[:2]
    if len(code) == 2:
        return ""
    if len(code) == 4 or province in PROVINCE_LEVEL_CITIES:
        return province
    if naming.status == "abolished":
        for other in newest.values():
            is_city = len(other.code) == 4 and other.code[:2] == province and other.status == "current"
            if is_city and stem(other.name) == stem(naming.name):
                return other.code
    prefecture = newest.get(code[:4])
    if prefecture is None:
        return province
    return prefecture.successor if prefecture.status == "renamed" else prefecture.code


def own_divisions(folder: Path) -> Iterator[Naming]:
    """Number the divisions of Taiwan, Hong Kong and Macau in the order of their list: codes of our own."""
    tree = json.loads((folder / "dist__HK-MO-TW.json").read_text(encoding="utf-8"))
    for number, (city, districts) in enumerate(tree["台湾省"].items(), start=1):
        yield Naming(code=f"71{number:02}", name=city, seen=["dist"])
        for part, district in enumerate(districts, start=1):
            yield Naming(code=f"71{number:02}{part:02}", name=district, seen=["dist"])
    for province, name in (("81", "香港特别行政区"), ("82", "澳门特别行政区")):
        parts = [part for area in tree[name].values() for part in area]
        for number, part in enumerate(parts, start=1):
            yield Naming(code=f"{province}00{number:02}", name=part.partition("（")[0], seen=["dist"])


def to_hant(name: str, converter: OpenCC, corrections: Corrections) -> str:
    """Write a name in traditional characters, corrected by hand; the length is kept."""
    result = corrections.hant.get(name)
    if result is None:
        result = converter.convert(name).translate(COMMON_FORMS)
        for part, written in corrections.hant.items():
            at = name.find(part)
            if at >= 0:
                result = result[:at] + written + result[at + len(part) :]
    if len(result) != len(name):
        raise ValueError(f"length of {name} changed: {result}")
    return result


def short_names(naming: Naming, corrections: Corrections) -> str:
    """List the short names of a division; '' where only the full one is used."""
    by_hand = corrections.short.get(naming.code) if naming.status == "current" else None
    if by_hand is not None:
        return by_hand
    own_stem = stem(naming.name)
    names = [own_stem] if own_stem != naming.name else []
    if naming.name.endswith(("自治州", "自治县", "自治旗")):
        names.append(own_stem + naming.name[-1])
    return "/".join(names)


def render_provenance(seen: list[str]) -> str:
    """Say where a name was seen: the first and the last GB/T 2260 revision, then the other lists."""
    revisions = [one.partition(":")[2] for one in seen if one.startswith("gb2260:")]
    others = [one for one in seen if not one.startswith("gb2260:")]
    span = (
        [f"gb2260:{revisions[0]}-{revisions[-1]}" if len(revisions) > 1 else f"gb2260:{revisions[0]}"]
        if revisions
        else []
    )
    return " ".join([*span, *others])


def render_divisions(folder: Path, corrections: Corrections) -> list[str]:
    """Make all rows of gazetteer.tsv."""
    namings = settle(gather(load_lists(folder)), corrections)
    namings.extend(own_divisions(folder))
    converter = OpenCC("s2t")
    newest: dict[str, Naming] = {}
    for naming in namings:
        newest.setdefault(naming.code, naming)
    by_code: dict[str, list[Naming]] = defaultdict(list)
    for naming in namings:
        by_code[naming.code].append(naming)
    rows = ["\t".join(COLUMNS)]
    for code in sorted(by_code):
        for naming in by_code[code]:
            cells = (
                code,
                level_of(code),
                naming.name,
                to_hant(naming.name, converter, corrections),
                short_names(naming, corrections),
                naming.status,
                naming.successor,
                parent_of(naming, newest),
                render_provenance(naming.seen),
            )
            rows.append("\t".join(cells))
    return rows


def render_countries() -> list[str]:
    """Make all rows of countries.tsv: ISO 3166-1 alpha-2 codes with CLDR's names in Chinese."""
    rows = ["code\tname\tname_hant\tother\tprovenance"]
    simplified, taiwan, hong_kong = (
        Locale.parse(name).territories for name in ("zh", "zh_Hant", "zh_Hant_HK")
    )
    for code in sorted(simplified):
        if re.fullmatch(r"[A-Z]{2}", code) and code not in {
            "CN",
            "HK",
            "MO",
            "TW",
            "EU",
            "EZ",
            "UN",
            "QO",
            "XA",
            "XB",
            "ZZ",
        }:
            name, hant, other = simplified[code], taiwan[code], hong_kong[code]
            rows.append("\t".join((code, name, hant, other if other != hant else "", "cldr")))
    return rows


def main() -> None:
    """Write both tables into the folder named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("lists", type=Path, help="folder with gb2260/, cpca-adcodes.csv and dist__*")
    parser.add_argument("target", type=Path, help="folder to write gazetteer.tsv and countries.tsv to")
    arguments = parser.parse_args()
    corrections = load_corrections(Path(__file__).with_name("gazetteer_corrections.tsv"))
    divisions = [*HEADER, *render_divisions(arguments.lists, corrections)]
    countries = [
        "# Countries and territories. Written by tools/make_gazetteer.py; do not edit by hand.",
        "# names from CLDR (zh, zh_Hant, zh_Hant_HK); more names stand in region_aliases.tsv",
        *render_countries(),
    ]
    (arguments.target / "gazetteer.tsv").write_text("\n".join(divisions) + "\n", encoding="utf-8")
    (arguments.target / "countries.tsv").write_text("\n".join(countries) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
