"""What is a near-copy and what only looks like one: invented articles, each case with its reason."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import to_simplified
from index.model import Article, PartialDate
from index.store.near_copies import compared_text, is_near_copy
from tests.builders import an_article

DAY = PartialDate(year=2025, month=11, day=27)
NEXT_DAY = replace(DAY, day=28)
MONTH_LATER = replace(DAY, month=12)

NEWS = an_article(
    title="雲州推進低空物流試點 三條航線投入運行",
    body=(
        "樣例社雲州11月27日電（記者 李樣章）雲州市低空物流試點27日啟動，首批三條航線連接港區、園區和縣城。"
        "市交通主管部門介紹，試點為期一年，重點檢驗調度、氣象和應急三套規程。\n"
        "首條航線長18公里，由港區直達城東園區，主要運送生鮮和急救藥品，單程約12分鐘。參加試點的五家企業共投入"
        "無人機64架，每日可安排航班240架次。\n"
        "居民最關心的是噪音。試點方案規定，夜間10時至次日6時停飛，航線避開學校和醫院，並在沿線設立9處噪音監測點，"
        "結果每週公布。\n"
        "主管部門表示，試點結束後將評估成本和安全記錄，再決定是否擴大範圍。專家提醒，低空運輸要走得遠，"
        "先得把基礎數據和責任劃分做扎實。"
    ),
    published=DAY,
)
FIRST, SECOND, THIRD, LAST = NEWS.body.split("\n")

COPIES = {
    "the same": NEWS,
    "another title": replace(NEWS, title="無人機送貨來了：市民說好，也怕吵"),
    "simplified": replace(NEWS, title=to_simplified(NEWS.title), body=to_simplified(NEWS.body)),
    "one paragraph less": replace(NEWS, body=f"{FIRST}\n{THIRD}\n{LAST}"),
    "one paragraph less, another title": replace(
        NEWS, title="三條航線開通", body=f"{FIRST}\n{SECOND}\n{LAST}"
    ),
    "without its beginning": replace(NEWS, body=f"{SECOND}\n{THIRD}\n{LAST}"),
    "another byline and date line": replace(
        NEWS,
        body=NEWS.body.replace("樣例社雲州11月27日電（記者 李樣章）", "本報雲州11月28日訊 記者王例句報道 "),
    ),
    "a source line at the end": replace(
        NEWS, body=NEWS.body + "\n（來源：樣例社客戶端 責任編輯：陳範文 校對：林樣本）"
    ),
    "corrected": replace(NEWS, body=NEWS.body.replace("64架", "65架").replace("扎實", "紮實")),
    "a name spelled by its sound": replace(NEWS, body=NEWS.body.replace("扎實", "紮石")),
    "two verbs exchanged": replace(
        NEWS, body=NEWS.body.replace("部門介紹", "部門透露").replace("再決定", "再考慮")
    ),
    "in the words of the mainland's press": replace(
        NEWS, title=to_simplified(NEWS.title), body=to_simplified(NEWS.body).replace("数据", "资料")
    ),
    "another place in the dateline": replace(
        NEWS, body=NEWS.body.replace("樣例社雲州11月", "樣例社成都11月")
    ),
    "numerals written out": replace(NEWS, body=NEWS.body.replace("18公里", "十八公里")),
    "next day": replace(NEWS, published=NEXT_DAY),
    "a month later, with a credit": replace(NEWS, published=MONTH_LATER, body=NEWS.body + "（樣例社）"),
    "a month later, unchanged": replace(NEWS, published=MONTH_LATER),
    "without a date": replace(NEWS, published=None),
    "a year alone": replace(NEWS, published=PartialDate(year=2020)),
}

MARKET = an_article(
    title="样例指数收涨0.4%",
    body="样例股市27日收盘，样例综合指数报3021点，上涨12点，涨幅0.4%，成交额2410亿元。两市上涨个股1820只，下跌960只。",
    published=DAY,
)
WEATHER = an_article(
    title="颱風範例增強 天文台將發出三號信號",
    body=(
        "天文台表示，颱風範例今日下午3時集結在本港東南約400公里，會在傍晚6時至8時發出三號強風信號。市民應"
        "遠離岸邊，停止所有水上活動。隨後兩日天氣轉趨穩定。"
    ),
    published=DAY,
)
NOTICE = an_article(
    title="樣例部對王例句等3件核定通知書公示送達",
    body=(
        "主旨：公示送達王例句等3件核定通知書及繳款書。依據：行政程序樣例法第七十八條、第八十條及第八十一條。公告事項："
        "一、應受送達人現住所不明，致通知書無法送達，特此公示。二、請應受送達人於公告之日起二十日內，攜帶身分證明文件"
        "及印章，至本部承辦單位領取，逾期視為已送達。三、對本件如有不服，得於期限內依法提起訴願。"
    ),
    published=DAY,
)
GRANT = an_article(
    title="样例区产业专项资金住房建设分项拟资助名单公示",
    body=(
        "根据样例区产业高质量发展专项资金管理办法和实施细则的规定，住房建设分项拟对符合条件的项目予以资助，现将名单予以"
        "公示。公示期为五个工作日，自公布之日起计算。公示期内如有异议，请以书面形式向区产业专项资金领导小组办公室反映，"
        "单位意见应加盖公章，个人意见应署真实姓名和联系方式，逾期不予受理。"
    ),
    published=DAY,
)
SITTING = an_article(
    title="样例市人大常委会举行第五十七次主任会议",
    body=(
        "样例市人大常委会21日在人民会堂举行第五十七次主任会议，主任主持会议。会议听取了有关代表团审议名单草案和议程草案"
        "情况的汇报，决定将名单草案和议程草案提请预备会议审议。副主任、秘书长出席会议，有关部门负责人列席会议并作了说明。"
    ),
    published=DAY,
)
# Sixty articles, long enough that a new one is hardly a fiftieth of all letters.
LAW = an_article(
    title="樣例市低空物流條例",
    body="\n".join(
        f"第{number}條　第{number}號航線的經營單位應當依照本條例建立調度、氣象和應急規程，報主管部門備案，並在第{number}號公告欄公布"
        "監測的結果；未經備案的，不得載運貨物，主管部門可以責令停飛，直到補正為止。"
        for number in range(1, 61)
    ),
    published=DAY,
)
NEW_CLAUSE = "經營單位將監測的結果隱瞞或者延遲公布，致使居民受擾的，應當賠償所受的損失，並由主管部門予以通報，屢次違反的取消備案資格，其負責人在三年之內不得再行申請，已經繳納的保證金用於補償沿線的住戶。"
WARNING = an_article(
    title="样例气象台发布暴雨预警",
    body=(
        "样例气象台11月26日18时继续发布暴雨蓝色预警：预计26日20时至27日20时，河北南部等地部分地区有大到暴雨，局地伴有短时强降水和"
        "雷暴大风等强对流天气。防御指南：学校、幼儿园采取适当措施，保证学生安全；驾驶人员注意道路积水和交通阻塞；检查城市、农田、"
        "鱼塘的排水系统，做好排涝准备。"
    ),
    published=DAY,
)
CITY_NOTICE = an_article(
    title="臺北市政府公告修正自治條例",
    body=(
        "主旨：公告修正「臺北市管線挖掘樣例自治條例」部分條文。依據：樣例法第二十六條。公告事項：一、修正機關：臺北市政府。二、對於公告內容"
        "有任何意見或修正建議者，請於本公告刊登公報之次日起六十日內陳述意見或洽詢承辦單位，逾期視為無意見。"
    ),
    published=DAY,
)
APPOINTMENT = an_article(
    title="样例市任免国家工作人员",
    body="样例市人大常委会表决通过任免事项，任命李样亮为样例市副市长，并举行宪法宣誓仪式，常委会有关领导出席。",
    published=DAY,
)
AWARD = an_article(
    title="样例县人民医院设备采购项目中标公告",
    body=(
        "一、项目名称：样例县人民医院设备采购项目。二、采购结果：供应商名称：样康医疗器械有限公司。三、公告期限：自11月20日起一个工作日。"
        "四、其他补充事宜：各有关当事人对中标结果有异议的，可以在公告发布之日起七个工作日内，以书面形式向采购人或采购代理机构提出质疑。"
    ),
    published=DAY,
)
BRIEF = an_article(
    title="樣例股初段微跌", body="樣例股市初段下跌，綜合指數較早時報2550點，跌11點。", published=DAY
)


def reworded(article: Article, *pairs: tuple[str, str], published: PartialDate | None = NEXT_DAY) -> Article:
    title, body = article.title, article.body
    for old, new in pairs:
        title, body = title.replace(old, new), body.replace(old, new)
    assert body != article.body
    return replace(article, title=title, body=body, published=published)


LOOK_ALIKES = {
    "the next day's market": (
        MARKET,
        reworded(
            MARKET, ("27日", "28日"), ("3021", "3054"), ("12点", "33点"), ("0.4", "1.1"), ("2410", "2655")
        ),
    ),
    "the market in Chinese numerals": (
        reworded(
            MARKET,
            ("3021", "三千零二十一"),
            ("12点", "十二点"),
            ("0.4%", "百分之零点四"),
            ("1820", "一千八百二十"),
        ),
        reworded(
            MARKET,
            ("3021", "三千零五十四"),
            ("12点", "三十三点"),
            ("0.4%", "百分之一点一"),
            ("1820", "二千零四"),
        ),
    ),
    "the same day's brief": (
        BRIEF,
        reworded(BRIEF, ("初段", "午後"), ("2550", "2543"), ("11點", "18點"), published=DAY),
    ),
    "a later bulletin on the weather": (
        WEATHER,
        reworded(WEATHER, ("400公里", "280公里"), ("3時", "9時"), ("6時至8時", "10時"), published=DAY),
    ),
    "the same bulletin on the next storm": (
        WEATHER,
        replace(WEATHER, published=replace(DAY, month=10), title="颱風樣本增強 天文台將發出三號信號"),
    ),
    "a notice to somebody else": (
        NOTICE,
        reworded(NOTICE, ("王例句", "陳樣本"), ("3件", "5件"), published=DAY),
    ),
    "a notice to somebody else of the same number": (
        NOTICE,
        reworded(NOTICE, ("王例句", "陳樣本"), published=DAY),
    ),
    "the list of another office": (GRANT, reworded(GRANT, ("住房建设", "人力资源"), published=DAY)),
    "the next sitting": (SITTING, reworded(SITTING, ("五十七", "五十八"), ("21日", "29日"))),
    "a sitting on the same day": (
        reworded(SITTING, ("第五十七次", "第一次"), published=DAY),
        reworded(SITTING, ("第五十七次", "第二次"), published=DAY),
    ),
    "the next number of a long series": (
        replace(NEWS, title="雲州低空觀察（3）"),
        replace(NEWS, title="雲州低空觀察（4）", body=NEWS.body.replace("64架", "65架")),
    ),
    "a year later": (
        SITTING,
        replace(SITTING, published=replace(DAY, year=2026), title="样例市人大常委会举行主任会议"),
    ),
    "the law as amended, years later": (
        LAW,
        replace(
            LAW,
            published=replace(DAY, year=2028),
            body=LAW.body.replace("第30號公告欄公布", "第30號公告欄公布。" + NEW_CLAUSE).replace(
                "第9號公告欄公布", "第9號公告欄及入口處公布"
            ),
        ),
    ),
    "a text that quotes the whole": (
        NEWS,
        replace(
            NEWS,
            title="低空經濟一年回望",
            body="一年之前，低空物流還只是紙面上的規劃；一年之後，港區的居民已習慣頭頂的嗡嗡聲。" * 6
            + NEWS.body,
        ),
    ),
    "its first paragraph alone": (NEWS, replace(NEWS, body=FIRST)),
    "other news": (NEWS, MARKET),
    "a warning of another grade": (WARNING, reworded(WARNING, ("蓝色", "橙色"), published=DAY)),
    "a warning for another place": (WARNING, reworded(WARNING, ("河北", "湖北"), published=DAY)),
    "the next day's warning, whose days stand in the text already": (
        WARNING,
        reworded(WARNING, ("27日", "28日"), ("26日", "27日")),
    ),
    "the same form for a city that shares a letter": (
        CITY_NOTICE,
        reworded(CITY_NOTICE, ("臺北", "臺中"), published=DAY),
    ),
    "somebody else appointed": (APPOINTMENT, reworded(APPOINTMENT, ("李样亮", "李样磊"), published=DAY)),
    "another company's award": (AWARD, reworded(AWARD, ("样康", "例博"), published=DAY)),
    "the next day's notice of one source": (
        replace(NEWS, source="樣例報"),
        replace(reworded(NEWS, ("64架", "65架")), source="樣例報"),
    ),
    "a brief that tells otherwise": (
        APPOINTMENT,
        reworded(APPOINTMENT, ("表决通过", "表决否定"), published=DAY),
    ),
    "the list of another kind of work": (GRANT, reworded(GRANT, ("住房建设", "招生"), published=DAY)),
    "a form whose verbs are others": (
        GRANT,
        reworded(GRANT, ("计算", "实施"), ("反映", "提出"), ("受理", "通过"), published=DAY),
    ),
    "a notice of another day": (
        AWARD,
        reworded(AWARD, ("11月20日", "11月25日"), published=None),
    ),
}


@pytest.mark.parametrize("name", COPIES)
def test_an_edited_article_is_a_copy(name: str) -> None:
    assert is_near_copy(compared_text(NEWS), compared_text(COPIES[name]))


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_what_only_looks_alike_is_no_copy(name: str) -> None:
    one, other = LOOK_ALIKES[name]
    assert not is_near_copy(compared_text(one), compared_text(other))


@pytest.mark.parametrize("article", [MARKET, WEATHER, NOTICE, GRANT, SITTING, BRIEF])
def test_a_routine_report_is_a_copy_of_itself_elsewhere(article: Article) -> None:
    elsewhere = replace(article, title=to_simplified(article.title), body=to_simplified(article.body))
    assert is_near_copy(compared_text(article), compared_text(elsewhere))
    with_credit = replace(article, body=article.body + "（样例社）")
    assert is_near_copy(compared_text(article), compared_text(with_credit))


PARTS = st.sampled_from([FIRST, SECOND, THIRD, LAST, MARKET.body, WEATHER.body, BRIEF.body, "", "甲", "3"])
articles = st.builds(
    replace,
    st.just(NEWS),
    title=st.sampled_from([NEWS.title, MARKET.title, "", "第一次", "第二次"]),
    body=st.lists(PARTS, max_size=4).map("".join),
    published=st.sampled_from([None, DAY, NEXT_DAY, MONTH_LATER]),
)


@given(articles, articles)
def test_it_does_not_matter_who_came_first(one: Article, other: Article) -> None:
    ours, theirs = compared_text(one), compared_text(other)
    assert is_near_copy(ours, theirs) == is_near_copy(theirs, ours)


@given(articles)
def test_every_article_is_a_copy_of_itself(article: Article) -> None:
    assert is_near_copy(compared_text(article), compared_text(article))
