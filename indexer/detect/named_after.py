"""Tells what is only named after a place: 广东话, 北京烤鸭, 云南白药, 山东舰. It lies nowhere, and says nothing of where news are made.

A name of a division, short and without 省 or 市, makes another name with what follows. Words that are also words of the
economy (黄金, 高速) name a firm only in news of the stock market and before a border. Pure functions over folded or simplified
text; `places.py` passes such names over, `organisations.py` takes the firms.
"""

from __future__ import annotations

import re

from index.model import Span

_SPEECH_AND_FOOD = (
    "话(?![题剧语音费术筒])|方言|菜(?![价农市场篮园地单心籽油])|菜系|料理|烤鸭|板鸭|盐水鸭|烧鸡|大盘鸡|手抓羊肉|拉面|牛肉面|小吃|小面|热干面|"
    "担担面|刀削面|米粉|螺蛳粉|凉皮|泡馍|肉夹馍|炒饭|火锅|麻辣烫|烧烤|早茶|点心|小笼包?|生煎|汤包|灌汤包|臭豆腐|麻花|月饼|火腿|"
    "黄酒|老酒|啤酒(?!节|城)|老陈醋|陈醋|榨菜|龙井|毛尖|铁观音|普洱茶|咖喱|泡菜"
)
_ARTS = "评弹|梆子|皮影|剪纸|年画|刺绣|云锦|泥人|花鼓戏|采茶戏|大鼓|快板|琴书|弹词|滑稽戏"
_HISTORY = "条约|事变|公报|共识|宣言|议定书|公约"
_PRESS = "卫视|日报(?!社)|晚报|晨报|早报|商报|都市报|青年报|电影制片厂"
_FINANCE = "农商银行|农商行|银行(?![业间卡分支监])|证券交易所|商品交易所|期货交易所|证券(?=[、，。；！？])|信托(?=[、，。；！？])"
BRANDS = "茅台(?![镇机学])|白药|汾酒|敖东|长虹|同仁堂|老窖"
"""Words that are the name of one firm behind a place."""
_CARS = "(?:现代|大众|奔驰|奥迪|通用|本田|丰田)(?=[、，。；汽和等车])"
# An age of anything else: 青年时代.
_AGE = "时代(?!广场|大道)"
# 辽宁舰 and 福建号驶出, but 舰队 and 舰艇 are a place's, and 号 begins other words (北京号召, 上海号牌). No figure stands between: 江苏1号.
_SHIPS = "舰(?![队艇])|号(?![召称码牌段令角脉贩子外线楼房院店铺商0-9])"
_ANY = re.compile(
    "|".join((_SPEECH_AND_FOOD, _ARTS, _HISTORY, _PRESS, _FINANCE, BRANDS, _CARS, _AGE, _SHIPS))
)
_FIRM = re.compile(f"{BRANDS}|{_AGE}")
_TRADE = re.compile(
    "(?:黄金|高速|机场|能源|橡胶|矿业|钢铁|水泥|重工|汽车|电力|燃气|水务|航空|化纤|建工|路桥|交建|城投|环保|医药|药业|石化|国贸|"
    "酒家|控股|实业|科技|高新|新材|旅游|文旅|传媒|食品|乳业|种业|海运|物流|地产|置业|稀土|煤业|锂业|铜业|铝业|银行|证券|人寿|港)"
    "(?=[、,，。；;！？!)）]|和|等|股价|股份|涨|跌|收[涨跌于]|市值|发布|公告|披露|盘中|尾盘|封板|$)"
)


def _first_characters(pattern: str) -> frozenset[str]:
    """The characters that the words of *pattern* begin with."""
    plain = re.sub(r"\(\?[=!].*?\)|[?:()]", "", pattern)
    return frozenset(word[0] for word in plain.split("|") if word)


BEHIND = _first_characters("|".join((_ANY.pattern, _TRADE.pattern)))
"""The characters with which what is named after a place goes on: nine names in ten are passed over by one look at it."""
_STOCKS = re.compile(
    "股价|涨停|跌停|[AaＡ]股|市值|收盘|收涨|收跌|上市公司|个股|板块|大涨|大跌|领涨|领跌|涨逾|跌逾|涨超|跌超"
)
_SIGNS_OF_STOCKS = ("股", "涨", "跌", "市值", "收盘", "上市", "板块")
_SHORT = 2
_DIVISIONS = frozenset("省市区县州盟旗")


def is_about_stocks(text: str, article: Span) -> bool:
    """True where the *article* within folded or simplified *text* is news of the stock market."""
    # Seven looks for a sign cost a fifth of one search for the words.
    start, end = article
    return (
        any(text.find(sign, start, end) >= 0 for sign in _SIGNS_OF_STOCKS)
        and _STOCKS.search(text, start, end) is not None
    )


def is_named_after(text: str, place: Span) -> bool:
    """True where the name of a place at *place*, with one of `BEHIND` behind it, only begins another name."""
    if _is_full(text, place):
        return False
    if _ANY.match(text, place.end) is not None:
        return True
    return _TRADE.match(text, place.end) is not None and is_about_stocks(text, Span(0, len(text)))


def firm_of(text: str, place: Span, *, about_stocks: bool) -> Span | None:
    """The firm whose name the place at *place* begins; None where none stands there."""
    found = None if _is_full(text, place) else _firm(text, place.end, about_stocks)
    return None if found is None else Span(place.start, found.end())


def _is_full(text: str, place: Span) -> bool:
    """贵州省, but not 贵州."""
    return place.end - place.start > _SHORT and text[place.end - 1] in _DIVISIONS


def _firm(text: str, end: int, about_stocks: bool) -> re.Match[str] | None:
    return _FIRM.match(text, end) or (_TRADE.match(text, end) if about_stocks else None)
