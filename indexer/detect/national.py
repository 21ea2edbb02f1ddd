"""What tells national news from regional: who issues it, and places that it only lists or has on an agenda.

国务院办公厅印发通知 … 北京、上海、广东等地先行试点 is about no region: such places are told their context here, and `region_weights.py` says what
they weigh. Also the genre of an article, and the head that `indexer/extract` cut from a body (〔記者…／台北報導〕): where the report was made.
Pure, over folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.detect.region_weights import Genre
from indexer.detect.region_zones import Zones
from indexer.detect.sightings import Sighting

_LEAD_LENGTH = 60
_ISSUER = re.compile(
    # A look at the first character passes over nine places in ten.
    "(?=[国中党全教财商公民司农文交水生自工科人住应退最海审证多各])(?:国务院|中共中央|党中央|中央(?:办公厅|军委|宣传部|组织部|政法委|纪委|网信办|经济工作会议|政治局|财经委|深改委|农办|财办|文明办|一号文件)"
    "|全国(?!各?地?先进|劳模|冠军)|国家(?:发展|统计局|税务|卫生|能源局|医保|医疗保障|市场监督|市场监管|药监|知识产权|数据局|林草|移民|邮政|"
    "铁路|文物局|体育总局|广电|金融监管|金融监督|外汇|粮食|疾控|消防|矿山|烟草|网信办|互联网信息办|安全部|民委|民族事务)"
    "|(?:教育|财政|商务|公安|民政|司法|农业农村|文化和旅游|文旅|交通运输|水利|生态环境|自然资源|工业和信息化|工信|科技|科学技术|人社|"
    "人力资源和?社会保障|住房和?城乡建设|住建|应急管理|退役军人事务)部|中国人民银行|最高人民法院|最高人民检察院|最高法|最高检|海关总署|"
    "审计署|中国证监会|证监会|国资委|中国气象局|中央气象台|多部门|各省)"
)
# Between two places of a list.
_BETWEEN = re.compile("[、,，]|和|与|及|以及")
_AND_SO_ON = re.compile("等")
_MANY_COUNTRIES = re.compile(
    "等(?:近|约|超过|逾|全球|世界|沿线)?(?:[0-9一二三四五六七八九十百]{1,4}(?:多|余)?个?|多个?|数十个?|几十个?)国"
)
_LEAST_LISTED = 3
_AGENDA = re.compile("关于[^。;；\n]{2,60}?的(?:决定|报告|议案|条约|协定|草案|决议|说明|请示)")
_LEAST_ITEMS = 2
_LEAST_WITH_MORE = 2
_LISTED_KINDS = frozenset(("name", "place", "abbr", "seat"))


# What the government or the party reports to a congress is about the whole country, whatever it names; a document of theirs
# is about a place where title or lead name it (国务院关于推动内蒙古高质量发展的意见).
_REPORT = re.compile(
    "(?=[国中全])(?:国务院(?:政府)?工作报告|中国共产党第.{1,4}次全国代表大会上的.{0,4}报告|全国人民代表大会.{0,16}(?:决议|工作报告))"
)
_REPORT_BEGINS = re.compile(
    "我(?:代表|受)[^。,，]{0,24}(?:国务院|中央|常委会|常务委员会|委员会|法院|检察院)[^。]{0,12}向(?:大会|党的|全国人大|会议)"
)
_REPORT_WITHIN = 120
_DOCUMENT = re.compile(
    "(?=[国中全])(?:国务院|中共中央|中央办公厅|中办|国办|全国人民代表大会|全国人大|全国政协|^中华人民共和国).{0,60}"
    "(?:报告|决议|决定|意见|通知|规划|纲要|公报|方案|办法|条例|批复|规定|规则|细则|法)(?:$|[(《》])"
)


def genre_of(folded: str, body_start: int) -> Genre:
    """What an article is, its title before its body: a report to a congress, a document of state by its title, or news."""
    title = folded[: body_start - 1]
    if _REPORT.search(title) or (
        folded.find("我", body_start, body_start + _REPORT_WITHIN) >= 0
        and _REPORT_BEGINS.search(folded, body_start, body_start + _REPORT_WITHIN)
    ):
        return "report"
    return "document" if _DOCUMENT.search(title) else "news"


def mark_passing(sightings: Sequence[Sighting], folded: str, zones: Zones) -> None:
    """Tell places that are named in passing so: what national news lists or has on an agenda, and examples of many countries."""
    told_from = zones.told_from
    for one in _capitals_among_places(sightings, folded):
        one.context = "row"
    if folded.find("、", told_from) >= 0 and _is_national(folded, zones.body_start, told_from):
        for one in _listed_places([one for one in sightings if one.start >= zones.body_start], folded):
            one.context = "listed"
        for one in _agenda_places(sightings, folded, told_from):
            one.context = "agenda"
    for one in _example_countries(sightings, folded):
        one.context = "example"


def _is_national(folded: str, body_start: int, told_from: int) -> bool:
    """True where the title or the first words behind the dateline (*told_from*) name a national issuer."""
    return bool(
        _ISSUER.search(folded, 0, body_start) or _ISSUER.search(folded, told_from, told_from + _LEAD_LENGTH)
    )


def _listed_places(sightings: Sequence[Sighting], text: str) -> Sequence[Sighting]:
    """The sightings of the one list of places, 北京、上海、广东等地; none where there are several: a round-up."""
    lists: list[Sequence[Sighting]] = []
    run: list[Sighting] = []
    for sighting in sightings:
        if sighting.surface.kind not in _LISTED_KINDS:
            continue
        if run and not _BETWEEN.fullmatch(text, run[-1].end, sighting.start):
            lists.append(run)
            run = []
        run.append(sighting)
    lists.append(run)
    found = [one for one in lists if _is_list(one, text)]
    return found[0] if len(found) == 1 else ()


def _agenda_places(sightings: Sequence[Sighting], text: str, start: int) -> Iterator[Sighting]:
    """The places behind *start* that a session's agenda names in the titles of what it deals with: 审议关于在北京设立法院的议案、关于…的报告."""
    items = [found.span() for found in _AGENDA.finditer(text, start)]
    if len(items) >= _LEAST_ITEMS:
        for one in sightings:
            if any(first <= one.start < last for first, last in items):
                yield one


def _capitals_among_places(sightings: Sequence[Sighting], text: str) -> Iterator[Sighting]:
    """The capital where it stands in a row with other places of China, as one of them: 北京、天津气温下降, 京津冀三地签署协议."""
    for at, one in enumerate(sightings):
        if (one.context or one.surface.context) != "capital" or one.surface.kind not in _LISTED_KINDS:
            continue
        before = sightings[at - 1] if at else None
        behind = sightings[at + 1] if at + 1 < len(sightings) else None
        if (before is not None and _are_in_a_row(before, one, text)) or (
            behind is not None and _are_in_a_row(one, behind, text)
        ):
            yield one


def _are_in_a_row(first: Sighting, second: Sighting, text: str) -> bool:
    codes = (*first.codes, *second.codes)
    if not all(code.isdigit() for code in codes) or len({code[:2] for code in codes}) < 2:
        return False
    if first.end == second.start:
        return first.surface.kind == second.surface.kind == "abbr"
    return _BETWEEN.fullmatch(text, first.end, second.start) is not None


def _example_countries(sightings: Sequence[Sighting], text: str) -> Iterator[Sighting]:
    """The countries of lists that say they name but some of many: 美国、埃及、约旦等近30个国家的媒体."""
    if len(sightings) < _LEAST_LISTED:
        return
    for found in _MANY_COUNTRIES.finditer(text, sightings[0].end):
        last = next((at for at, one in enumerate(sightings) if one.end == found.start()), None)
        if last is None:
            continue
        first = last
        while first and _BETWEEN.fullmatch(text, sightings[first - 1].end, sightings[first].start):
            first -= 1
        if last - first + 1 >= _LEAST_LISTED:
            yield from (one for one in sightings[first : last + 1] if not one.surface.codes[0].isdigit())


def _is_list(run: Sequence[Sighting], text: str) -> bool:
    least = _LEAST_WITH_MORE if run and _AND_SO_ON.match(text, run[-1].end) else _LEAST_LISTED
    return len(run) >= least


_SURE_LENGTH = 12
_LONGEST_HEAD = 120
_HEAD = re.compile(
    r"[〔【（(\[][^〔【（(\[〕】）)\]<>\n]{0,24}?(?:記者|记者|社|特派員|特派员)"
    r"[^〔【（(\[〕】）)\]<>\n]{0,30}(?:報導|报导|報道|报道|[電电訊讯])[^〔【（(\[〕】）)\]<>\n]{0,3}[〕】）)\]]"
)


def cut_head(raw: str, body: str) -> str:
    """The head of a report that stands in *raw* right before *body* and was cut from it; empty where there is none."""
    first_line = body[:_SURE_LENGTH].partition("\n")[0]
    if not first_line or raw == body:
        return ""
    # A page may have the text twice: in what it says of itself, and as its text.
    for at in {raw.find(first_line), raw.rfind(first_line)}:
        heads = _HEAD.findall(raw, max(0, at - _LONGEST_HEAD), at) if at > 0 else []
        if heads:
            return str(heads[-1])
    return ""
