"""What is read around a day to tell whether it is the event's: patterns for `event_dates.py`, each with its reason.

Both scripts, spelled out; nothing here knows a source, a person or a place.
"""

from __future__ import annotations

import re
from typing import Final

from indexer.detect.date_grammar import BYLINE_OF_CAPTION, PRINTED_DAY

SENTENCE_END: Final = re.compile(r"[。！？!?\n]")
QUOTE_BEGINS: Final = "“「『《〈"
QUOTE_ENDS: Final = "”」』》〉"
JOINED: Final = frozenset(("、", "和", "及", "与", "與", "以及"))
"""Between two days of a list."""

ROUND_UP: Final = re.compile(
    "[联聯]播快[讯訊]|[简簡][讯訊]$|要[闻聞](?:速[览覽]|一[览覽]|$)|早知道|[汇彙]总$"
    r"|一[周週](?:要[闻聞]|[热熱][点點]|回[顾顧]|[综綜]述|大事|新[闻聞]|看[点點]|[^\u3400-\u9fff]|$)"
    "|(?:周[报報]|早[报報]|晚[报報]|早餐)[|｜:：丨】]"
)
"""Titles of several reports in one."""
TITLE_GATE: Final = re.compile("[联聯讯訊闻聞知总總周週早晚：:丨｜|】）)？?]")
"""A title without any of these is no round-up and no comment: looking for one takes a tenth of the time."""
_COMMENTS: Final = (
    "[评評][论論][员員]?|社[论論]|社[评評]|[时時网網快短][评評]|[观觀]察|[综綜]述|述[评評]|通[讯訊]|特[写寫稿]|[专專][访訪]|[侧側][记記]|手[记記]"
    "|[问問]答|解[读讀]|深度|[视視][点點]|[随隨][笔筆]|[观觀][点點]|事[实實]查核"
)
COMMENT: Final = re.compile(
    rf"(?:^|[【〔（(｜|】])[^：:丨｜|】）)]{{0,6}}(?:{_COMMENTS})[：:丨｜|】）)]|【[^】]{{0,4}}[评評][^】]{{0,4}}】|[？?]\s*$"
)
"""Titles of comments and features, and questions: what day they speak of is not theirs."""
FEATURE: Final = re.compile(
    rf"^[\s】）)]*(?:[\u3400-\u9fff]{{0,4}}(?:{_COMMENTS}|分析)[:：丨｜|]|[题題]\s?[:：])"
)
"""The same at the beginning of a lead, behind the dateline."""
HALF_DAY: Final = re.compile(
    "(?<![日天号號一二三四五六每周週前整個个去上下間间])(?:上午|下午|凌晨|清晨|傍晚|中午)(?![班茶時时段場场校各市後后])"
)
"""A part of the day that is named without its day: the one on which it was written."""
# Each word begins with one sign, so that the search passes over all others at once: a third of the time of [连連]日.
VAGUE: Final = re.compile(
    "日前|近日|连日|連日|最近|早前|这[几幾两兩]天|這[几幾两兩]天|几天前|幾天前|不久前|上旬|中旬|下旬"
    "|据(?:[报報][导導道]|悉|[传傳称稱])|據(?:[报報][导導道]|悉|[传傳称稱])"
)
"""A sentence that says so does not name the day."""
_PLACE_OF_TIME: Final = (
    "(?:[当當]地[时時][间間]|北京[时時][间間]|美[国國东東][时時][间間]|今年|本月|上月|去年)?"
)
NOT_BEFORE: Final = re.compile(
    f"(?:截(?:至|止|止到)|[自从從由至距继繼]|(?:[较較]|比(?![亚亞利赛賽特]))[^，。]{{0,4}}|[别別同][于於]|早在|原定){_PLACE_OF_TIME}$"
)
"""Before a day that something is counted or compared from."""
STATUS: Final = re.compile(f"截(?:至|止|止到){_PLACE_OF_TIME}$")
"""Before the day of a count: where it was written on that day, the count is what is told."""
TOLD_FROM: Final = re.compile(r"[^，。！？]{1,48}(?:[获獲]悉|[了瞭]解到|得知)")
"""Behind a day with 从 before it that nothing begins on: 记者从今天举行的发布会上获悉."""
EXPECTED: Final = re.compile(
    "[将將料拟擬](?![军軍])|[预預][计計测測报報]"
    "|[周週期拜][一二三四五六日天](?:至|到|及|和|与|與|、|[-—–~～])(?:周|週|星期|礼拜|禮拜)?[一二三四五六日天]"
)
"""Beside a weekday: the one to come may be meant, or several (周一至周五开放), and which that is the writing leaves open."""
OF_WEEK: Final = re.compile("[本这這下][周週](?![一二三四五六日天])[^。！？]*$")
"""Before a weekday alone: 本周共有若干到期，逾半在周五到期 is this week's, and mostly ahead."""
NOT_BEHIND: Final = re.compile(
    r"(?:[（(][^（）()]{1,12}[)）])?[)）]?(?:之?前(?![往赴来來后後])|以前|做起|起(?![诉訴草飞飛火义義步降])|止|以[来來]"
    r"|(?:至|到)(?:今|目前|[本下]?[月周週年]|\d{1,2}月|\d{4}年|明)|的?[报報](?:道|導|导)|消息|援引|引述|引用)"
)
"""Behind a day that something lasts from or until, or on which others told of it."""
THESE_DAYS: Final = re.compile(
    "的(?!(?:时候|時候)|[^，。]{0,12}(?:[会會]|[赛賽]|[仪儀]式|活[动動]|行[动動]|[发發]布|[报報]告|[报報][导導道]|演|[讲講][话話]|[阅閱]兵|任[务務]|[调調]度|[进進]度|[数數][据據]|[显顯]示|通[报報]|公告|表[决決]|投票|幕|[节節]目|文章|社[论論]|[专專][访訪]|案|[审審]|集))"
)
"""Behind 今天: 今天的湖北 is the place as it is now, 今天的发布会 an event."""
ANNOUNCED: Final = re.compile("宣[布佈]|[决決]定|通[过過]|[闭閉]幕|公[布佈]|[发發][布佈]|表示|[称稱]")
"""Before a day to come in a title: what happened is that it was announced."""
_SHOWN: Final = r"(?:[（(][^（）()]{1,10}[)）])?"
ON_AIR: Final = re.compile(
    # one sign begins all of it, so that a search passes over all others at once
    rf"今(?:(?:[天日晚]|(?=起)){_SHOWN}(?:"
    # 今天的《大国工匠》, 今天播出第二集, 今天我们来认识, 今天节目的最后
    "的?[《“][^。！？；]{0,30}?(?:播出|推出|[节節]目|[栏欄]目|系列|我[们們]|[带帶][您你]|[为為]您)|的?[节節]目|[^。，；！？]{0,16}?"
    "(?:播出(?!的)|推出[^。，；]{0,8}(?:系列|[专專][栏欄题題]|[节節]目|《|【)|[为為]您|[带帶][您你]|[带帶]大家|[让讓]我[们們]"
    "|我[们們](?:就|[继繼][续續]|[来來]|要|[将將]|再)?(?:走[近进進]|[认認][识識]|[关關]注|[讲講]述|推出|[听聽]|看))"
    # 从今天开始，《新闻联播》推出系列报道
    "|(?:起|[开開]始)[^。；！？]{0,24}?(?:播出|[开開][设設]|[专專][栏欄]|[栏欄]目|新[闻聞][联聯]播|系列(?:[报報]|[节節]目)|推出[《【]))"
    # 请收看今晚播出的节目
    "|(?<=收看今|关注今|關注今|请看今|請看今)[晚天])"
)
"""What a programme says of itself: 系列报道今天播出第二集. Its day is that of no event, but where the title tells of the programme."""
ON_AIR_TITLE: Final = re.compile("播出|[开開]播|播[报報]|揭[晓曉]|首播|收官|今晚|直播|推出|[预預]告")
DONE: Final = re.compile(
    "宣[布佈]|公[布佈]|[发發][布佈]|召[开開]|[举舉]行|[开開]幕|[闭閉]幕|[会會][见見]|[签簽]署|[启啟]動|启动|印[发發]|揭牌|[开開竣]工|通[车車]|投[产產]"
    "|抵[达達]|[开開收]盤|[开收]盘|[高低][开開]|收[报報跌涨漲]|判[处處]|逮捕|[当當]选"
)
"""Acts of one day: a report that begins with one, and names no day, was written on it."""
NOT_DONE: Final = re.compile(
    "[将將](?![军軍])|[拟擬恐憂忧曾据據料]|[预預][计計]|[计計][划畫劃]|可能|[传傳]出|[报報](?:道|導|导)|分析|以[来來]|至今|截至|[题題]:|[综綜]述|期[间間]|”[^。]{0,20}(?:指出|[说說]|表示)"
)
"""What makes such an act doubtful, planned, others' news or long past."""
CAPTION: Final = re.compile(
    # 新华社记者 某某 摄; 中央社記者某某攝 114年11月7日
    r"[\s。！”」）)][^。！，]{2,24}(?:[摄攝]影?|[供製制][图圖]|[传傳]真)[)）。]?\s*(?:\d{2,4}年\d{1,2}月\d{1,2}日)?\s*$"
    # （路透社资料照片）, （视觉中国）, 图：某某
    r"|[（(][^（）()]{0,20}(?:社|[网網]|[资資]料|[档檔]案|照片|[图圖]片?|中国|提供|[摄攝])[^（）()]{0,8}[)）]。?\s*$"
    r"|[图圖]片?(?:[来來]?源)?\s?[/／:：][^。，]{1,20}。?\s*$"
    r"|^\s*(?:[图圖][为為]|[上下左右][图圖]|[资資]料[图圖]|[图圖]片[来來]源)"
    # what a page of a paper, and a translator's byline, print above a report
    rf"|^\s*{PRINTED_DAY}\s*(?:星期|周|週)[一二三四五六日天]\s*$"
    rf"|^\s*[A-Z\u00c0-\u00de][A-Za-z\u00c0-\u024f.,'’& -]{{2,60}}[ \u3000]?{PRINTED_DAY}"
    rf"|^{BYLINE_OF_CAPTION}"
    # the moment when a page was made
    rf"|^\s*{PRINTED_DAY}[T\s]*\d{{1,2}}:\d{{2}}[:.\dZ\s]*$"
)
"""A line that tells of a photograph, or of the page."""
CAPTION_GATE: Final = re.compile(r"[摄攝图圖真]|[)）]。?\s*$|[A-Za-z]$|^\s*(?:\d{4}|[A-Z\u00c0-\u00de])")
"""What must stand in such a line; looking for it takes a tenth of the time."""
ENACTMENT: Final = re.compile(
    r"[（(]?(?:根[据據])?[0-9０-９一二三四五六七八九〇○零]{4}\s?年\s?[0-9０-９一二三四五六七八九十]{1,3}\s?月\s?[0-9０-９一二三四五六七八九十]{1,3}\s?日"
)
ENACTED: Final = re.compile("通[过過]|修[正订訂]|[会會][议議]$")
"""How a line at the head of a law begins, and what it says behind the day where the law was passed or amended on it."""
