"""Derive indexer/detect/data/foreign_cities.tsv: cities abroad, each with its country and the name of all its spellings.

Names come from CLDR's exemplar cities of time zones (through babel) in the Chinese of the mainland, Taiwan and
Hong Kong, and from a list by hand below (provenance press), where spellings of one place are joined by = (the first
stands for all). It is run by hand; the flow goes on in indexer/detect/places.py, which loads the table.

    python tools/make_foreign_cities.py indexer/detect/data/foreign_cities.tsv
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.core import get_global

from index.analysis.script import to_simplified

# Names of persons, firms or common words, and stations in Antarctica.
LEFT_OUT = frozenset(
    """达尔文 達爾文 凯西 凱西 莫森 道森 圣约翰 聖約翰 圣路易斯 聖路易 纳尔逊堡 納爾遜堡 班吉 班基 麦格理 麥格理 戴维斯
    戴維斯 圣胡安 聖胡安 诺姆 诺福克 諾福克 马里恩 文森 温尼伯 可可斯 科科斯 不丹 约翰斯顿 诺姆 諾姆 乌拉尔 烏拉爾 开云 開雲 图勒 圖勒 杜里 自由市 西港 門多西諾 中央 中部
    路易斯维尔 威克 豪威 豪勳爵島 凤凰城 阿曼 梅里达 大坎普""".split()
)
BY_HAND = """
US 华盛顿=华府=华盛顿特区 旧金山=三藩市 休斯敦=休士顿=侯斯顿 西雅图 波士顿 费城 迈阿密 洛杉矶 亚特兰大 拉斯维加斯 夏威夷 加利福尼亚州=加州=加利福尼亚 得克萨斯州=得克萨斯=德克萨斯=得州 佛罗里达州=佛罗里达=佛州
US 纽约州 阿拉斯加 曼哈顿 达拉斯 硅谷=矽谷 国会山 明尼苏达 密歇根 宾夕法尼亚 俄亥俄 伊利诺伊 亚利桑那 弗吉尼亚=维吉尼亚 马里兰州 夏洛特 圣迭戈 华尔街
JP 东京=东京都 大阪=大阪府 京都=京都府 横滨 名古屋 福冈 广岛 长崎 北海道 冲绳 千叶 札幌 神户 福岛 仙台 熊本 奈良 静冈 爱知 兵库 埼玉 神奈川 九州岛
KR 釜山 仁川 济州岛 大邱 大田市 光州市 世宗市 板门店
KP 平壤 开城工业
TR 安卡拉 伊斯坦布尔=伊斯坦堡
IL 特拉维夫 耶路撒冷 海法 戈兰高地
PS 约旦河西岸 拉马拉 拉法 加沙城 汗尤尼斯
IR 伊斯法罕 霍尔木兹
IN 新德里 孟买 班加罗尔 金奈
PK 伊斯兰堡 卡拉奇 拉合尔 瓜达尔
DE 慕尼黑 法兰克福 汉堡 德累斯顿 科隆市 杜塞尔多夫 斯图加特 莱比锡
FR 里昂 马赛 斯特拉斯堡 尼斯市 戛纳
GB 曼彻斯特 利物浦 伯明翰 爱丁堡 苏格兰 威尔士 英格兰 北爱尔兰 格拉斯哥 英伦
CH 日内瓦 达沃斯 洛桑 伯尔尼
IT 米兰 威尼斯 那不勒斯 都灵 佛罗伦萨 西西里
ES 巴塞罗那=巴塞隆纳 瓦伦西亚 加泰罗尼亚
BR 里约热内卢=里约 巴西利亚
AR 布宜诺斯艾利斯
RU 圣彼得堡 符拉迪沃斯托克=海参崴 索契 喀山 车臣
UA 基辅 顿巴斯 克里米亚 顿涅茨克 卢甘斯克 哈尔科夫 敖德萨 扎波罗热 赫尔松
CA 渥太华 蒙特利尔=蒙特娄 魁北克 安大略 卡尔加里
AU 悉尼=雪梨 堪培拉=坎培拉 昆士兰 新南威尔士 维多利亚州
NZ 惠灵顿=威灵顿 基督城
VN 河内 胡志明市 岘港 海防市
TH 清迈 普吉 芭堤雅
NL 海牙 鹿特丹
YE 萨那 荷台达 亚丁
SA 利雅得=利雅德 吉达 麦加
SY 阿勒颇
MM 内比都 果敢
LA 万象=永珍 琅勃拉邦
KZ 阿斯塔纳=努尔苏丹
MX 墨西哥城=墨西哥市 蒂华纳
PL 华沙 克拉科夫
EG 苏伊士
ID 万隆 巴厘岛=峇里岛 雅万高铁
MY 布城 沙巴 砂拉越 槟城
BE 北约总部
MN 乌兰巴托
AE 阿布扎比=阿布达比
KH 西哈努克 暹粒
ZA 约翰内斯堡 开普敦 比勒陀利亚
NG 阿布贾
ET 亚的斯亚贝巴
NP 珠穆朗玛峰南坡
VA 圣座
PH 马尼拉 棉兰老
"""


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description="Derive the table of cities abroad.")
    parser.add_argument("target", type=Path)
    arguments = parser.parse_args()
    rows: dict[str, str] = {}
    for country, cities in _by_hand():
        for city in cities:
            rows.setdefault(city, f"{cities[0]}\t{country}\tpress")
    locales = [Locale.parse(name) for name in ("zh", "zh_Hant", "zh_Hant_HK")]
    for zone, country in get_global("zone_territories").items():
        if country in ("CN", "HK", "MO", "TW", "AQ", "001"):
            continue
        cities = [locale.time_zones.get(zone, {}).get("city", "") for locale in locales]
        cities = [city for city in cities if len(city) > 1 and city not in LEFT_OUT]
        known = [rows[to_simplified(city)].split("\t")[0] for city in cities if to_simplified(city) in rows]
        for city in cities:
            rows.setdefault(city, f"{(*known, to_simplified(cities[0]))[0]}\t{country}\tcldr")
    head = [
        "# Written by tools/make_foreign_cities.py; do not edit by hand.",
        "text\tcanonical\tcode\tprovenance",
    ]
    lines = [
        *head,
        *(
            f"{city}\t{row}"
            for city, row in sorted(rows.items(), key=lambda item: (item[1].split("\t")[1:], item[0]))
        ),
    ]
    arguments.target.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _by_hand() -> Iterator[tuple[str, list[str]]]:
    """Countries with the spellings of one of their places."""
    for line in BY_HAND.strip().splitlines():
        country, *places = line.split()
        for place in places:
            yield country, place.split("=")


if __name__ == "__main__":
    main()
