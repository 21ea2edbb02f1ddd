"""What keeps a day out: the words around it with which 3日 is a length of time, 12号 a number, 上周二手房 no Tuesday.

Patterns only; `date_patterns.py` and `dates.py` ask them. Each guard is a finding in real news.
"""

from __future__ import annotations

import re
from typing import Final

from index.analysis.numerals import ARABIC_DIGITS, HAN_DIGITS, HAN_PLACES

_NUMBER_SIGNS: Final = ARABIC_DIGITS + HAN_DIGITS + HAN_PLACES

NO_DAY_ALONE_BEFORE: Final = re.compile(
    r"(?:[第逾每隔几幾]\s?|一[连連]|[连連][升跌涨漲降阴陰阳陽]|(?<!附)近|[为為][期时時]|[历歷][时時]|[连連持][续續]|期[间間限]?[：:]|[超][过過]|[满滿足]了?)$"
)
"""第3日, 为期3日, 连续3日 are no days of a month."""
NO_DAY_ALONE_BEHIND: Final = re.compile(
    "[内內](?![阁閣政塔部地蒙])|[游遊](?![行说說])|前(?![往赴来來后後])|[后後间間均龄齡元圆圓线線]"
    "|之[内內前后後间間]|以[内內上下前后後]|月|年化|[谈談](?![判到及了话話论論])|市(?![场場民委政长長区區内內值府])|[（(]自"
)
"""3日内, 3日后, 7日游, 100日元 neither; 15日前 is a term, not a day; but 3日前往, 3日内阁 are."""
NUMBER_OF_THING_BEFORE: Final = re.compile(
    "(?:[A-Za-z0-9０-９”」』》路街道巷弄里段村区區号號舟宫宮娥征斗感云雲分践踐问問龙龍洋兔桥橋天卫衛星机機组組栋棟幢座楼樓门門线線编編室厅廳院型舰艦"
    rf"台站坑井球场場厂廠校位案河矿礦库庫令字函〕\]】]|公告|[(（][{_NUMBER_SIGNS}]{{2,4}}年?[)）])\s?$"
)
NUMBER_OF_THING_BEHIND: Final = re.compile(
    rf"[{_NUMBER_SIGNS}”」』》东東南西北线線楼樓院门門馆館机機车車球文令店厅廳台臺颱井坑矿礦船舰艦轮輪路街库庫选選种種住宅病房反航站风風强強烈颶飓热熱信警戒波高隧桥橋"
    "水电電产產洞煤油区區墓坝壩泊碼码或及专專卫衛星飞飛火探工单單元棚舱艙]|公(?:路|里|交|寓|[馆館园園墓]|告(?![说說称稱了]))|提案|[议議]案|[决決][议議]|法案|[条條]例|[会會][议議]室"
)
"""Behind the first and before the second 12号 is the number of a house, a document, a rocket, a storm signal, and no day."""
NO_DAY_WORD: Final = "(?!本(?![报報港地市台臺])|香|方舟|之星|之[后後]》|(?<=今日)(?:[头頭][条條]|俄[罗羅]斯))"
"""Behind 今日, 明天 and their like: the names of papers, programmes and companies."""
_TEN_THOUSANDS: Final = "大(?![盘盤雨雪早风風跌涨漲选選会會])|[名个個家位]"
NO_DAY_OF_WEEK: Final = (
    "(?!(?<=日)(?:本(?![报報地市])|[经經][指济濟贸貿]|[均元圆圓益常媒股韩韓程线線语語])|(?<=天)[气氣津然文猫貓河府]"
    "|(?<=一)[些直共度批名位场場项項则則篇支件份般样樣连連致系個个家次季起]|(?<=二)(?:手|[级級次线線胎审審维維]"
    f"|{_TEN_THOUSANDS})|(?<=三)(?:[星峡峽亚亞农農者方项項角季]|中(?!午)|{_TEN_THOUSANDS})"
    f"|(?<=四)(?:[川方季]|{_TEN_THOUSANDS})|(?<=五)(?:[粮糧角矿礦]|{_TEN_THOUSANDS})|(?<=六)(?:合|{_TEN_THOUSANDS}))"
)
"""Behind a weekday that is none: 上周二手房, 上周日本, 上周三大指数, 上周天气."""
SHARE_BEFORE: Final = re.compile("[约約占佔逾超近达達有]$")
SHARE_BEHIND: Final = re.compile(r"\s?(?:的|以上|多[数數]|[人强強成议議席票])")
"""Before and behind 3/5 that is a share and no day."""
PLANNED_BEFORE: Final = re.compile(
    "(?:[将將](?:会|會)?[于於在自从從到]?|[预預][计計定][于於在]?|[定订訂拟擬][于於]?|考[虑慮]|[计計][划劃畫]|打算)(?:今年|本月|下月)?$"
)
"""Before and behind a day that had not come when this was written."""
PLANNED_BEHIND: Final = re.compile(r"\s?(?:[上下中]午|凌晨|晚上?)?[将將](?![军軍领領近])")
OF_YEAR: Final = re.compile("[，,的)）]?")
"""The whole of what stands between a year and a day of that year: 2019年的12月5日."""
