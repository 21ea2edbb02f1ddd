"""Finds the organisations that an article names: those of the table, and names made after the grammar of such names.

A name ends with a word for a body (委员会, 大学, 有限公司) and begins with what such names begin with: a place (北京市
教育局), another organisation (国务院办公厅), a word like 国家 or 中华, or a proper name; between them stand nouns and a few
verbs (发展, 管理). A place and a general word alone (美国公司, 上海学校) name nobody. Precision comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from indexer.detect import word_classes as wc
from indexer.detect.tables import read_words
from indexer.detect.tagged_text import TaggedText

_ENDS = frozenset((wc.ENDING, wc.ORGANISATION, wc.DICTIONARY_ORGANISATION))
# One character ends a name only behind a place or a body, and with something between: 河北省|文化和旅游|厅.
_SHORT_ENDINGS = frozenset("局厅署院社队厂委办部处所")
_WITHIN = frozenset(
    (
        wc.NOUN,
        wc.PLACE,
        wc.DICTIONARY_PLACE,
        wc.ORGANISATION,
        wc.DICTIONARY_ORGANISATION,
        wc.ANCHOR,
        wc.ENDING,
        wc.CHARACTER,
        wc.LATIN,
        wc.NAME,
        wc.LIKE_NAME,
        wc.FOREIGN,
        wc.PROPER,
        wc.SURNAME,
        wc.WEAK_SURNAME,
        wc.PERSON,
    )
)
_BEGINS = frozenset((wc.PLACE, wc.DICTIONARY_PLACE, wc.ORGANISATION, wc.DICTIONARY_ORGANISATION, wc.ANCHOR))
_PLACES = frozenset((wc.PLACE, wc.DICTIONARY_PLACE))
_BEFORE_KNOWN = _PLACES | {wc.ORGANISATION, wc.DICTIONARY_ORGANISATION}
_JOINED_BY_AND = frozenset("厅局部委署办")
_TAKES_PLACE = frozenset("部局署院委会办府厅党队行社省心所")
_DICTIONARY_BODY = re.compile(
    ".+(?:(?<![东南西北中])部|局|厅|署|院|社|党|校|(?<!常)委|司|军|盟|队|府|集团|学|银行|委员会|协会|学会|联合会|理事会|议会|"
    "商会|工会|基金会|国会|电台|电视台|厂)"
)
_GENERAL_BODY = re.compile(
    "(?:.{1,3}国|国际|全国|全球|世界|亚洲|欧洲|日本|俄罗斯|外资|中资|民营|国有|公立|私立)(?:.{0,2}公司|银行|学校|大学|医院|学院|企业)"
)
_NO_BODIES = frozenset(
    "加工厂 施工队 工程队 运输队 上市公司 跨国公司 北京高校 普通高校 世界女篮 世界女排 参政党 新政府 党和政府 安全部队 中央部 社会科学 儿童文学 古典文学 天文学 中医学 "
    "人体科学 文学 科学 大学 数学 医学 法学 哲学 同学 留学 上学 自然科学 经济学 各部 外部 内部 内外部".split()
)
_HEADED = frozenset("党委 省委 市委 县委 区委 州委 旗委 盟委 纪委 团委 政法委".split())
_HEADS = frozenset("长 书记 副书记 主席 主委 副主委 主任 副主任 董事长 秘书长 副秘书长 发言人".split())
_LOOSE = frozenset((wc.CHARACTER, wc.SURNAME))
_BRAND = frozenset((wc.CHARACTER, wc.PROPER, wc.SURNAME, wc.NAME, wc.LATIN, wc.FOREIGN, wc.LIKE_NAME))
_LONGEST_BRAND = 4
_SOUNDS = frozenset("12.")
_EVERYWHERE = frozenset("全国 国际 世界 全球 全省 全美 自治区 亚洲 欧洲 非洲 北美".split())
_MOST_WORDS = 9
_LONGEST = 26
_ORDINAL = re.compile("第[一二三四五六七八九十百0-9０-９]+$")
_NEVER_WITHIN = frozenset(
    "企业 单位 部门 机构 地区 记者 群众 干部 人民群众 年 月 日 时 来 上 下 中 内 外 前 后 里 间 等 新 大 小 老 好 高 本 该 各 全 我 这 那 每 首 某 原 于 从 由 都 过 应 向 那 解 能 当 经 常 别 将 全 多 推 办 建 设 获 赴 拟 为 被 把 让 使 令 增 减 促 助 抓 提 降 升 涨 跌 破 超 达 迎 送 发 开 关 停 启 落 签 涉 查 优先 办理 推动 推进 加快 实施 开展 支持 加强 深化 完善 落实 成立 设立 建成 启动 举行 召开 举办 参加 出席 派出 组织 全面 进一步 积极 共同 联合 主要".split()
)
# A body that a bare place names: 中国政府, 美国国会; with most others a country is only where they are (美国大学).
_OF_COUNTRIES = frozenset(
    "政府 国会 议会 参议院 众议院 海军 空军 陆军 央行 中央银行 内阁 国防部 大使馆 使馆 总领事馆 国家队 代表队 男队 女队 男足 女足 男篮 女篮 男排 女排 足球队 篮球队 排球队 最高法院 宪法法院 总统府 队 人大 政协 党委 纪委 监委 联合会 总商会".split()
)
_OF_CITIES = frozenset(
    "大学 学院 银行 法院 检察院 日报 晚报 时报 晨报 早报 电视台 电台 议会 政府 人大 政协 党委 纪委 监委 团委 总商会 海关 交易所 证券交易所 地铁公司 航空公司 高等法院 最高法院 宪法法院 商报 邮报 监狱 联合会".split()
)
_QUOTED = re.compile("《([^》《]{1,10})》(?:杂志社?|报社|周刊|月刊|报)")


class OrganisationSpan(NamedTuple):
    """A stretch of the text that names an organisation; *known* where the table has it."""

    start: int
    end: int
    known: bool


class OrganisationNames:
    """Finds organisations; immutable."""

    def __init__(self) -> None:
        self._generic = read_words("organisation_words.tsv", "generic")
        self._known = read_words("organisations.tsv")
        self._heads = {
            title: length
            for title in read_words("titles.tsv", "office")
            for length in (2, 3)
            if title[:length] in self._known | _HEADED and title[length:] in _HEADS
        }

    def find(self, tagged: TaggedText) -> list[OrganisationSpan]:
        """The organisations in *tagged*, in order, none overlapping another: the longest name counts."""
        found: list[OrganisationSpan] = []
        for span in self._spans(tagged):
            while found and span.start <= found[-1].start:
                found.pop()
            if not found or span.start >= found[-1].end:
                found.append(span)
        found += _quoted(tagged, found)
        return sorted(found)

    def _spans(self, tagged: TaggedText) -> Iterator[OrganisationSpan]:
        ends = [
            index
            for index, (letter, word) in enumerate(zip(tagged.letters, tagged.words, strict=True))
            if letter in _ENDS or word in _SHORT_ENDINGS or word in self._heads
        ]
        for index in ends:
            letter, word = tagged.letters[index], tagged.words[index]
            length = len(word)
            if word in self._heads:
                # 外交部|长, 自治区|党委|书记: the title of who heads a body names the body.
                length = self._heads[word]
                first = self._first_of_headed(tagged, index, word[:length])
            elif word in _SHORT_ENDINGS:
                first = self._first_of_short(tagged, index)
            elif letter == wc.ENDING:
                first = self._first(tagged, index)
            elif letter == wc.ORGANISATION:
                first = self._first_of_known(tagged, index)
            else:
                is_body = word not in _NO_BODIES and bool(_DICTIONARY_BODY.fullmatch(word))
                is_body = is_body and not _GENERAL_BODY.fullmatch(word)
                first = self._first_of_known(tagged, index) if is_body else None
            if first is not None:
                yield OrganisationSpan(
                    tagged.starts[first],
                    tagged.starts[index] + length,
                    letter == wc.ORGANISATION and first == index,
                )

    def _first_of_known(self, tagged: TaggedText, index: int) -> int:
        """A known body takes in the place or body right before it: 中国|外交部, 国务院|国资委."""
        first = index
        if tagged.words[index][-1] in _TAKES_PLACE:
            while first and tagged.letters[first - 1] in _BEFORE_KNOWN:
                first -= 1
        return first

    def _first_of_headed(self, tagged: TaggedText, index: int, body: str) -> int | None:
        """A ministry may stand alone, a committee (党委, 省委) only behind the place whose it is."""
        first = index
        while first and tagged.letters[first - 1] in (*_PLACES, wc.ANCHOR):
            first -= 1
        return first if first < index or body in self._known else None

    def _first_of_short(self, tagged: TaggedText, index: int) -> int | None:
        # 新北芦洲|社|宅: a loose character behind it belongs with it.
        is_team = tagged.words[index] == "队" and tagged.letters[index - 1] in _PLACES
        if tagged.letters[index + 1 : index + 2] in _LOOSE and not is_team:
            return None
        window = self._window(tagged, index)
        first = _first_beginning(tagged, window, index)
        if first is None or first == index:
            return None
        if tagged.words[index] == "队" and first == index - 1 and tagged.letters[first] in _PLACES:
            return first
        within = tagged.starts[index] - tagged.starts[first + 1]
        return first if 2 <= within <= 12 else None

    def _first(self, tagged: TaggedText, index: int) -> int | None:
        """The word with which the name that ends with the word at *index* begins; None where none does."""
        word = tagged.words[index]
        window = self._window(tagged, index)
        first = _first_beginning(tagged, window, index)
        if first is None:
            return self._brand(tagged, index)
        if tagged.letters[first] == wc.ANCHOR and word in _OF_BRANDS:
            return self._branded(tagged, first)
        if first == index - 1 and word in self._generic and tagged.words[first] in _EVERYWHERE:
            return None
        if word in self._generic and all(letter in _PLACES for letter in tagged.letters[first:index]):
            place = tagged.words[index - 1]
            if word in _OF_COUNTRIES or (word in _OF_CITIES and not _is_country(place)):
                return first
            return None
        return first

    def _window(self, tagged: TaggedText, index: int) -> int:
        """How far to the left the name that ends at *index* may reach."""
        first = index
        end = tagged.starts[index + 1]
        while first and index - first < _MOST_WORDS and end - tagged.starts[first - 1] <= _LONGEST:
            letter, word = tagged.letters[first - 1], tagged.words[first - 1]
            is_within = letter in _WITHIN and word not in _NEVER_WITHIN
            if not is_within and not _may_stand_within(tagged, first - 1, index):
                break
            first -= 1
        return first

    def _branded(self, tagged: TaggedText, first: int) -> int | None:
        """日盛|国际商业银行: a firm's own name before a general word; 国际航空公司 alone is nobody."""
        brand = first
        while brand and tagged.starts[first] - tagged.starts[brand - 1] <= _LONGEST_BRAND:
            if tagged.letters[brand - 1] not in _BRAND or tagged.words[brand - 1] in _NEVER_WITHIN:
                break
            brand -= 1
        return brand if tagged.starts[first] - tagged.starts[brand] > 1 else None

    def _brand(self, tagged: TaggedText, index: int) -> int | None:
        """A proper name right before a word for a company: 劳拉公司."""
        if index == 0 or tagged.words[index] not in _OF_BRANDS:
            return None
        if tagged.letters[index - 1] in (wc.PROPER, wc.LATIN) and len(tagged.words[index - 1]) > 1:
            return index - 1
        first = index
        while first and tagged.sounds[first - 1] in _SOUNDS:
            first -= 1
        while first < index and tagged.letters[first] == wc.FUNCTION:
            first += 1
        return first if tagged.starts[index] - tagged.starts[first] > 1 else None


_OF_BRANDS = frozenset(
    "公司 集团 集团公司 股份公司 有限公司 银行 航空公司 大学 基金会 俱乐部 股份有限公司 有限责任公司 医院 研究所 汽车公司 石油公司 证券公司 保险公司 电影公司 实验室 事务所 律师事务所 新闻社 通讯社 日报 时报 邮报 电视台 政府 党 杂志 博物馆 学院".split()
)


def _is_country(place: str) -> bool:
    return place.endswith("国") or place in _COUNTRIES


_COUNTRIES = frozenset(
    "日本 印度 俄罗斯 加拿大 巴西 墨西哥 阿根廷 意大利 西班牙 葡萄牙 荷兰 瑞士 瑞典 挪威 芬兰 丹麦 波兰 捷克 匈牙利 希腊 土耳其 伊朗 伊拉克 以色列 沙特 埃及 南非 印尼 马来西亚 菲律宾 越南 缅甸 柬埔寨 老挝 朝鲜 蒙古 巴基斯坦 乌克兰 澳大利亚 新西兰 欧洲 亚洲 非洲 拉美 北美".split()
)


def _first_beginning(tagged: TaggedText, window: int, index: int) -> int | None:
    for first in range(window, index):
        if tagged.letters[first] in _BEGINS:
            return first
    return None


def _may_stand_within(tagged: TaggedText, at: int, index: int) -> bool:
    """和 between the fields of an office (文化和旅游厅), and ordinals (第一)."""
    word = tagged.words[at]
    if tagged.letters[at] == wc.AND:
        return (
            tagged.words[index][-1] in _JOINED_BY_AND
            and tagged.letters[at - 1] == wc.NOUN
            and tagged.letters[at + 1] in (wc.NOUN, wc.ENDING)
        )
    return tagged.letters[at] == wc.NUMBER and _ORDINAL.match(word) is not None


def _quoted(tagged: TaggedText, found: list[OrganisationSpan]) -> list[OrganisationSpan]:
    """Periodicals: 《求是》杂志."""
    if "《" not in tagged.text:
        return []
    taken = {offset for span in found for offset in range(span.start, span.end)}
    return [
        OrganisationSpan(match.start(), match.end(), known=False)
        for match in _QUOTED.finditer(tagged.text)
        if taken.isdisjoint(range(match.start(), match.end()))
    ]
