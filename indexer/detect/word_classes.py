"""Sorts words by what they can be in a name: one letter per word, so that grammars are patterns over letters.

A text of three hundred words becomes a string of three hundred letters (`tagged_text.py`), in which names are looked
for (`chinese_names.py`, `foreign_names.py`, `organisations.py`, `localities.py`). The shipped tables come first,
then the dictionary's parts of speech, which are hints: it takes 雷阵雨 for a person and 热烈祝贺 for a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from index.analysis.script import to_simplified
from index.regions.gazetteer import Gazetteer, SearchName
from indexer.detect.name_model import NameModel, are_provinces
from indexer.detect.tables import read_rows, read_words

TITLE: Final = "T"  # 书记 总统: before a name
ADDRESS: Final = "t"  # 同志 先生: behind a name
REPORTER: Final = "R"  # 记者 编辑
SPEECH: Final = "V"  # 指出 表示
PERSON: Final = "P"  # a public figure of people.tsv
SURNAME: Final = "S"
WEAK_SURNAME: Final = "s"  # 和 于 高: a surname that is a common word
NAME: Final = "N"  # the dictionary's word that begins with a surname and looks like a name
LIKE_NAME: Final = "W"  # the same, a noun
LIKE_NAME_NO_NOUN: Final = "w"
FOREIGN: Final = "F"  # characters of transliteration only
PLACE: Final = "L"  # the gazetteer's and our tables'
DICTIONARY_PLACE: Final = "l"
ORGANISATION: Final = "O"
DICTIONARY_ORGANISATION: Final = "e"
ENDING: Final = "U"  # 委员会 大学: ends the name of an organisation
ANCHOR: Final = "K"  # 国家 中华: begins one
NOUN: Final = "n"
PROPER: Final = "z"
VERB: Final = "v"
ADJECTIVE: Final = "a"
CHARACTER: Final = "g"  # a single character that is none of the others
FUNCTION: Final = "f"
AND: Final = "c"
COMMA: Final = ","  # 、
NUMBER: Final = "m"
PRONOUN: Final = "r"
TIME: Final = "d"
LATIN: Final = "x"
OPEN: Final = "("
CLOSE: Final = ")"
DOT: Final = "·"
HYPHEN: Final = "‧"  # the word that stands for a hyphen which joins a name as a dot does
LINE: Final = "\n"
SIGN: Final = "."
QUOTE: Final = '"'

_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SIGNS = {
    "、": COMMA,
    "·": DOT,
    HYPHEN: DOT,
    "（": OPEN,
    "(": OPEN,
    "）": CLOSE,
    ")": CLOSE,
    **dict.fromkeys('“”"「」『』《》〈〉', QUOTE),
}
_FUNCTIONS = frozenset(
    "的了着过在是有同为以从到把被将对向就都也还并而且等其这那他她它们我你您不没很更最又再才只已曾应须可能会要所之于由给让使令叫请说道称前后上下内外中间里时年月日号个名位只第一二三四五六七八九十百千万亿两几多各每某本该此何谁哪怎什么吗呢吧啊呀哦"
)
_ANDS = frozenset("和与及暨")
_COMMON_SURNAMES = frozenset("于时成年何应那都过全常多有元平解能干当别相水路单冀")
_COMMON_COMPOUNDS = frozenset(("东方", "南宫", "长孙", "太史"))
TRANSLITERATION = frozenset(
    "阿埃艾爱安昂奥巴白拜班邦包鲍贝本比彼别宾波伯博布策查茨达戴丹当道德登邓迪丁东杜顿多厄恩尔法凡范菲费芬丰冯佛弗夫福盖甘冈戈格根古哈海汉豪赫亨胡华怀惠霍基吉季加贾简杰金卡凯坎康考柯科克肯库夸奎昆拉莱兰朗劳勒雷蕾黎里理利丽莉莲良列林琳龙隆卢鲁路伦罗洛吕马玛迈麦曼芒梅门蒙米密明莫墨默姆穆纳娜南内尼宁牛纽农努诺欧帕潘庞佩彭皮平珀普奇恰乔切钦琼丘曲让热荣茹瑞萨塞赛桑瑟森沙珊尚绍舍申什圣施诗史舒斯丝思司索苏塔泰坦汤唐陶特滕提蒂田廷图托瓦万旺威维韦魏温文翁沃乌伍武西希锡夏香小肖谢辛欣雄休许逊雅亚延扬耶叶伊依因英尤于约扎泽詹珍芝朱兹卓兀儿宝保察哥贡瓜圭黑津喀堪郎瑙朴羌什陀辖蓬"
    "礼坦祖尤瓦旦次仁嘎措增央益珠竹孜艾韋佛姬绮茜妮黛荻柴宾辛魁修萧葛翠崔寇奈葉"
)
# The dictionary's parts of speech; what is not here is a noun, as most words of names are.
_TAGS: dict[str, str] = {
    **dict.fromkeys(("a", "ad", "z"), ADJECTIVE),
    **dict.fromkeys(("v", "vd", "vi", "vq"), VERB),
    **dict.fromkeys(("p", "d", "u", "uj", "ul", "uz", "uv", "ud", "ug", "y", "e", "o"), FUNCTION),
    "c": FUNCTION,
    "t": TIME,
    "m": NUMBER,
    "mq": NUMBER,
    "r": PRONOUN,
    "rr": PRONOUN,
    "rz": PRONOUN,
    "nz": PROPER,
    "eng": LATIN,
}
_FUNCTION_TAGS = frozenset("cpuy")
_NOUN_TAGS = frozenset("nj")
_NAMES_OF_PLACES_END = frozenset("村镇乡县庄屯州省市郡路岛")
# 丰城市 is one of them.
_CITIES, _LONGEST_CITY = ("城市", "城镇", "都市"), 3
_JOINS = frozenset("在于和的")
# 监督|局 and 保障局: what a word of the dictionary ends with that names a kind of body. 处 and 系 end more words that name
# none (交界处, 保持联系; two in three), so that those that do are rows of a table.
_BODIES_END = frozenset("局署司所部社队厂委院")
_SHORTEST_BODY = 3
_NO_MORE = frozenset("前原")
# How well the characters of a word of three must fit a name for the dictionary's tag to be believed.
_LEAST_FIT = 4.5


def is_transliteration(text: str) -> bool:
    """True where only characters stand that transliterations use."""
    return TRANSLITERATION.issuperset(text)


_NEVER_SOUNDS = frozenset("和与于及以有等也从到日")
_SOUNDS_FIRMLY = frozenset((FOREIGN, PERSON, CHARACTER, SURNAME))
_SOUNDS_LOOSELY = frozenset(
    (WEAK_SURNAME, FUNCTION, NAME, LIKE_NAME, NOUN, PROPER, DICTIONARY_PLACE, DICTIONARY_ORGANISATION)
)


def sound_of(word: str, letter: str) -> str:
    """The part that a word can have in a transliterated name.

    1: it may make one; 2: it may stand in the midst of one; a dot; 0: none.
    """
    if letter == DOT:
        return "."
    if letter in _SOUNDS_FIRMLY:
        return "1" if letter == FOREIGN or is_transliteration(word) else "0"
    if letter in _SOUNDS_LOOSELY and is_transliteration(word):
        return "0" if word in _NEVER_SOUNDS else "2"
    return "0"


class WordClasses:
    """Words to letters; immutable but for what it remembers of words seen, and safe to share between threads."""

    def __init__(self, words: dict[str, str], not_names: frozenset[str], model: NameModel) -> None:
        self._words = words
        self._not_names = not_names
        self._not_places = read_words("not_places.tsv")
        self._offices = read_words("organisation_words.tsv", "office")
        self._no_kinds = tuple(read_words("organisation_rules.tsv", "no kind"))
        self._model = model
        self._surnames = model.surnames()

    @classmethod
    def load(cls, gazetteer: Gazetteer, model: NameModel, terms: Iterable[str]) -> WordClasses:
        """Read the shipped tables; where one word stands in several, the first table wins. *terms* are nouns."""
        words: dict[str, str] = {}
        for text, letter in (*_table_words(gazetteer), *_lettered(terms, NOUN)):
            words.setdefault(text, letter)
        return cls(words, read_words("not_names.tsv"), model)

    def added_words(self) -> Iterator[tuple[str, str]]:
        """The words of the tables with the tag under which the tagger takes them in."""
        for word in self._words:
            if len(word) > 1:
                yield word, "nz"

    def __contains__(self, word: str) -> bool:
        """True for the words of the tables."""
        return word in self._words

    def _names_no_place(self, word: str) -> bool:
        """True for what the dictionary has for a place by mistake: rows of the table, kinds of cities (宜居|城市), 在|城镇, 和|澳洲."""
        if word in self._not_places or (len(word) > _LONGEST_CITY and word.endswith(_CITIES)):
            return True
        rest = word[1:]
        return word[0] in _JOINS and (rest in self._not_places or self._words.get(rest) == PLACE)

    def letter_of(self, word: str, tag: str) -> str:
        """The letter of *word*, which the dictionary tags so."""
        letter = self._words.get(word)
        if letter is not None:
            return letter
        if not _HAN.match(word):
            return _letter_of_sign(word)
        if len(word) == 1:
            return self._letter_of_character(word, tag)
        if word in self._surnames:
            return WEAK_SURNAME if word in _COMMON_COMPOUNDS else SURNAME
        if (tag[0] == "n" or word[0] in _NO_MORE) and self._is_titled(word):
            return TITLE
        if tag == "ns" and not word.endswith("政府"):
            return NOUN if self._names_no_place(word) else DICTIONARY_PLACE
        if tag in ("ns", "nt"):
            return DICTIONARY_ORGANISATION
        if tag.startswith("nr"):
            return self._letter_of_name(word)
        letter = _TAGS.get(tag, NOUN)
        if letter == NOUN and tag[0] in _NOUN_TAGS and self._is_kind_of_body(word):
            return ENDING
        if letter in "nzva" and len(word) in (2, 3) and word[0] in self._surnames:
            return LIKE_NAME if letter in "nz" else LIKE_NAME_NO_NOUN
        return letter

    def _is_kind_of_body(self, word: str) -> bool:
        """True for a word that ends with a kind of body: 保障局, 检验所, and 人事处 of the table; not 当局."""
        if word in self._offices:
            return True
        return len(word) >= _SHORTEST_BODY and word[-1] in _BODIES_END and not word.endswith(self._no_kinds)

    def _is_titled(self, word: str) -> bool:
        """True for a title that the dictionary has together with its body or as held no more: 外交部发言人, 前首相."""
        if word[0] in _NO_MORE and self._words.get(word[1:]) == TITLE:
            return True
        return any(
            len(word) > length + 1 and self._words.get(word[-length:]) == TITLE for length in (2, 3, 4)
        )

    def _letter_of_character(self, word: str, tag: str) -> str:
        if word in _ANDS:
            return AND
        if tag in _FUNCTION_TAGS and word not in self._surnames:
            return FUNCTION
        if word in self._surnames:
            return WEAK_SURNAME if word in _FUNCTIONS or word in _COMMON_SURNAMES else SURNAME
        return FUNCTION if word in _FUNCTIONS else CHARACTER

    def _letter_of_name(self, word: str) -> str:
        """A word that the dictionary takes for a person's name."""
        surname = word[:2] if word[:2] in self._surnames and len(word) > 2 else word[0]
        given = word[len(surname) :]
        if len(word) > 2 and word[-1] in _NAMES_OF_PLACES_END:
            return NOUN if self._names_no_place(word) else DICTIONARY_PLACE
        if surname in self._surnames and len(given) in (1, 2):
            if word in self._not_names or are_provinces(word):
                return LIKE_NAME
            if len(given) == 1:
                return NAME if len(word) == 3 else LIKE_NAME
            fit = self._model.named(surname, given) - self._model.unlikeliness(word)
            if fit >= _LEAST_FIT:
                return NAME
            if not is_transliteration(word):
                return LIKE_NAME
        return FOREIGN if is_transliteration(word) and word not in self._not_names else PROPER


def _letter_of_sign(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if "\n" in word or "\r" in word:
        return LINE
    return LATIN if word.isalnum() else SIGN


def _table_words(gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """Every word of the tables with its letter, the stronger claim first."""
    yield from _lettered(read_words("people.tsv"), PERSON)
    yield from _lettered(read_words("organisations.tsv"), ORGANISATION)
    yield from _lettered(read_words("titles.tsv", "reporter"), REPORTER)
    yield from _lettered(read_words("titles.tsv", "office"), TITLE)
    yield from _lettered(read_words("titles.tsv", "role"), TITLE)
    yield from _lettered(read_words("titles.tsv", "address"), ADDRESS)
    for kind in ("ending", "generic"):
        yield from _lettered(read_words("organisation_words.tsv", kind), ENDING)
    yield from _lettered(read_words("organisation_words.tsv", "anchor"), ANCHOR)
    yield from _lettered(_place_words(gazetteer), PLACE)
    yield from _lettered(_bare_counties(gazetteer), LIKE_NAME)
    yield from _lettered(read_words("name_contexts.tsv", "speech"), SPEECH)
    yield from _lettered(read_words("organisation_words.tsv", "verb"), NOUN)
    yield from _lettered(read_words("name_parts.tsv"), FOREIGN)
    yield from _lettered(read_words("regional_words.txt"), NOUN)


def _lettered(words: Iterable[str], letter: str) -> Iterator[tuple[str, str]]:
    for word in words:
        yield word, letter


def _place_words(gazetteer: Gazetteer) -> Iterator[str]:
    """Names of places that are no common words, in simplified script."""
    yield from read_words("geography.tsv")
    left_out = {text for text, _, kind in read_rows("region_cues.tsv") if kind == "context"}
    names = set(read_words("foreign_cities.tsv"))
    for name in gazetteer.search_names():
        if name.kind == "alias":
            names.add(name.text)
        elif _is_bare_county(name):
            left_out.add(name.text)
    for division in gazetteer.divisions():
        names.update((division.name, division.name_hant, *division.short_names))
    yield from (name for name in _simplified(names) - _simplified(left_out) if len(name) > 1)


def _bare_counties(gazetteer: Gazetteer) -> Iterator[str]:
    """Bare names of counties that are names of persons by their characters (闵行): read so only behind a title."""
    for name in gazetteer.search_names():
        if _is_bare_county(name):
            yield name.text


def _is_bare_county(name: SearchName) -> bool:
    """True for names of two characters that only counties bear: 南昌 is a city too, 闵行 is not."""
    return name.kind != "group" and len(name.text) == 2 and all(len(code) == 6 for code in name.codes)


def _simplified(names: set[str]) -> set[str]:
    """Converted in one piece, which is ten times faster than one by one."""
    return set(to_simplified("\n".join(names)).split("\n"))
