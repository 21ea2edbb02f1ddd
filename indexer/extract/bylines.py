"""Who wrote, took, edited: credits in brackets, lines of names, photo captions; what pages say about themselves in a line.

Pure patterns over spelled text (`spelling.py`), each precise rather than complete: a sentence of the article must never
go. `boilerplate.py` decides where in a page they may be used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from index.model import Span
from indexer.detect.date_grammar import match_stamp

# Some 360 surnames, by hand: one that is missing costs a byline that stays, one too many nothing, for every pattern asks
# for a role, a label or a bracket beside it.
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石"
    "廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章"
    "鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲"
    "虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井"
    "祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇洪赖茅凃粘昌"
)
# The commonest: for names of two characters of which nothing says that they are names.
_COMMON_SURNAMES: Final = _SURNAMES[:132]
_COMPOUND_SURNAMES: Final = "欧阳|上官|司马|诸葛|司徒|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|长孙|宇文|呼延"
# No given name ends with 摄, which follows names of two characters.
NAME: Final = rf"(?:(?:{_COMPOUND_SURNAMES})[\u3400-\u6443\u6445-\u9fff]{{1,2}}|[{_SURNAMES}]\s?[\u3400-\u6443\u6445-\u9fff]{{1,2}})"
# Atomic: a list of two- and three-character names can be cut in exponentially many ways.
NAMES: Final = rf"(?>{NAME}(?:(?:[\s、,;/·]|和|与){{0,3}}{NAME})*)"
# Before a name that stands alone in brackets, as words and places do too (左图, 全文, 连载一, 王府井).
_IS_BARE_NAME: Final = (
    r"(?!(?:高清|章节|文摘|连载.?|.文|.{0,2}[图刊版报社网台井街路省市县区州旗镇乡村国完])[\s、,;/·)])"
    rf"(?=[{_COMMON_SURNAMES}]|[{_SURNAMES}][\u3400-\u9fff]{{2}})"
)
# Before a place (记者王小明/台北报导), which is no second name.
LISTED_NAMES: Final = rf"{NAME}(?:[、 ]{NAME}){{0,4}}"
_NO_NAME: Final = r"(?!文章|文集|连线|调查|手记|观察|走访|探访|来信|时评|时|从|来到|节|站|会|证|问)"
ROLE: Final = (
    r"(?:(?:特[约派]|[见实]习|驻[\u3400-\u9fff]{1,8}|文字|摄影|视频|本[报社网台]|首席|参与|执笔|通讯|全媒体){0,3}"
    r"(?:(?<!登)记者|通讯员|实习生|编译|编辑|责编|网编|译者|核稿|审核|校对|审校|监制|执笔|作者|撰文|翻译|整理|采写|文字|主编|总编|供稿|摄影))"
    + _NO_NAME
)
WRITER: Final = (
    r"(?:特[约派]|[见实]习|驻[\u3400-\u9fff]{1,8}|本[报社网台]|首席|全媒体){0,2}(?:记者|通讯员|作者|编译|译者|摄影|撰稿人?)"
    + _NO_NAME
)
LABEL_OF_PERSON: Final = (
    rf"(?:{ROLE}|责任编辑|值班编辑|视频编辑|美术编辑|新媒体编辑|编审|审签|值班主任|值班编委|策划|统筹|出品|(?:本版)?制图|图表|海报|制作|剪辑|摄像|配音|设计|文案"
    r"|编\s{1,2}辑|责\s{1,2}编|来\s{1,2}源|作\s{1,2}者|审\s{1,2}核|校\s{1,2}对|值班编审|[一二三]审|[初复终]审|[一二三]校|责任校对|责校|终校|监审|签发|审读|值班总编辑?|值班主编|值班领导|总监制|总策划|新媒体|图文|视觉|美编|排版|撰稿|供图|素材|摄影师"
    r"|文/图|图/文|文|图|(?:本文)?来源|稿源|新闻来源|信息来源|文章来源|图片来源|出处|原载|转自|图源)"
)
LABEL_OF_PAGE: Final = (
    r"(?:发布时间|发表时间|发布日期|发文时间|更新时间|更新日期|时间|日期|浏览次数|浏览量|浏览|点击数|点击量|点击|阅读数|阅读量|阅读|访问量|字号|字体"
    r"|分享到|分享|打印|网址|本文网址|链接|原文链接|本文链接|原文网址|(?i:url)|关键词|关键字|标签|栏目|发布者|发布机构|发布单位|发布人|点阅(?:次?[数數])?|录入|作者单位"
    r"|索引号|索\s引\s号|文\s{1,3}号|主题分类|主题词|信息(?:分类|类别|名称|索引号|格式)|信息公开类别|公开(?:方式|形式|类别|范围|时限|属性)|发文(?:机关|机构|单位|字号|日期)|(?:制发|成文|生成|生效|废止|印发)(?:机关|日期|时间)|文号|有效性|体裁分类|服务对象|相关字词"
    r"|(?i:source|author|date|published|link|tags?|keywords?|categor(?:y|ies)))"
)
_BOXED: Final = "来源|作者|记者|日期|时间|发布时间|发布日期|责任编辑|编辑|链接|网址"
_LABELLED: Final = re.compile(
    rf"[\s(|>▌▍■●◆*]*(?:\((?P<boxed>{_BOXED})\)\s*:?|(?P<label>{LABEL_OF_PERSON}|{LABEL_OF_PAGE})\s*(?::\**|/(?=\S)|\|))\s*"
    rf"(?P<value>(?:(?![\s)|(*]+(?:{LABEL_OF_PERSON}|{LABEL_OF_PAGE})\s*[:|])[^。!?;\n])*?)[)\s|。]*"
    rf"(?=$|[\s)|(*]+(?:{LABEL_OF_PERSON}|{LABEL_OF_PAGE})\s*[:|])"
)
_CORRECTION: Final = re.compile(r"\s*\((?:我要)?(?:纠错|报错|打印)\)\s*")
_BEHIND_LABEL: Final = re.compile("[:/|]")
_EDITOR_LABELS: Final = frozenset("责任编辑 责编 编辑 网编 值班编辑 视频编辑 文字编辑 新媒体编辑".split())
# Ordinary words before a colon too: credits only where a name follows.
_NAMED_LABELS: Final = frozenset(
    "新媒体 图文 视觉 素材 摄影师 审读 监审 签发 排版 审核 校对 审校 监制 核稿 编审 审签 策划 统筹 设计 出品 制作 整理 翻译 文字 摄影 录入 文案".split()
)
# Stages of a trial as well as of an edition: credits where nothing but names follows.
_STAGE: Final = re.compile("[一二三初复终]审|[一二三]校")
_LONGEST_VALUE: Final = 40

# In brackets: an agency or place may stand before the role, a place, a day and 电/报道 behind the names.
_CREDIT_INSIDE: Final = re.compile(
    rf"[^。!?,;:()]{{0,14}}?{ROLE}\s*(?:(?:[:/]\s*)[\u3400-\u9fffA-Za-z·][^。!?()]{{0,60}}|{NAMES}[^。!?()]{{0,40}})"
    rf"|(?:图|文|摄|摄影|文字|撰文)\s*[:/]\s*[^。!?()]{{2,40}}"
    rf"|(?:责任编辑|值班编辑|编辑|来源|原载)\s*[:/]\s*[^。!?()]{{2,60}}"
    rf"|全文?完|完毕?|本文完|未完待续|综合报[道导]"
)
_BRACKET: Final = re.compile(r"\(([^()]{1,200})\)")
_AGENCY_CODE: Final = re.compile(r"\s*1[01]\d[01]\d[0-3]\d(?!\d)")
_LAST_NAMES: Final = re.compile(
    rf"(?:^\s*(?=\({_IS_BARE_NAME}{NAME}\)\s*$)|[。!?\"])\s*(\((?:{NAME}[\s、,;/·]*){{1,5}}\)|\([\u3400-\u9fff]{{2,6}}(?:社|网|报|台|新闻|经纬|客户端)(?:APP)?\))\s*(?:\(完\))?\s*$"
)
# Behind a dateline or an agency's sentence, names or the agency alone are a credit anywhere.
_DATELINE_NAMES: Final = re.compile(rf"\d日[专综]?[电讯]\s*(\((?:{NAME}[\s、,;/·]*){{1,5}}\))")
_AGENCY_END: Final = re.compile(r"[。!?\"]\s*(\([\u3400-\u9fff]{2,4}社\))\s*$")
_NAMES_LINE: Final = re.compile(
    rf"[^。!?,;:()]{{0,16}}?{WRITER}\s*(?:{NAMES}(?:\s+(?:{WRITER}\s*)?{NAMES})*\s*(?:报[道导]|发自[\u3400-\u9fff、]{{2,10}})?"
    rf"|{LISTED_NAMES}\s*/?\s*文(?:[\s/]*[\u3400-\u9fff]{{0,8}}(?:供图|图|摄影?))?(?:\s*[:/]?\s*{NAMES})?)"
)
_NAMED_REPORT: Final = re.compile(rf"{NAME}(?:[、 ]{NAME}){{0,3}}\s+[\u3400-\u9fff]{{2,6}}报[道导]")
# Behind 记者: in an interview stands what was asked: words of sentences are in no name.
_ASKED: Final = r"谢谢|.{0,8}[您你我他她它们吗呢吧么啊的了谁哪怎这]|何[时人以为谓处种在必况故不须]|那[个些时里就]|于是|成[为功]|能[否够不]|有[没何]|全[部都]|时间|都[有是]|和谁|应[当该]|查[明处]|通[过知报]"
_EDITED: Final = re.compile(rf"[\u3400-\u9fff]{{2,8}}(?:编辑|责编|校对|记者)\s*[:|/]\s*(?!{_ASKED}){NAMES}")
# A list of who wrote and in which office, as screen readers are told: 作者,某某 / 角色,某社.
_ROLE_ITEM: Final = re.compile(
    rf"[-•·\s]*(?:(?:作者|author),\s?(?:{NAMES}|[A-Za-z][\w.' -]{{1,40}})"
    r"|(?:角色|role),\s?[^。,;!?:]{0,24}(?:记者|编辑|主编|撰稿人?|作者|评论员|通讯员|主持人|[社网台报]|新闻|中文|[A-Za-z]))",
    re.IGNORECASE,
)
_LATIN_NAMES: Final = re.compile(r"By(?: [A-Z][\w.'-]*){2,4}")
_LEAD_IN: Final = re.compile(
    r"(?:综合)?[\u3400-\u9fff]{0,10}(?:社|报|网|台|新闻|频道|在线|客户端)[\u3400-\u9fff]{0,6}(?:记者报[道导]|消息|综合报[道导]|讯|报[道导])(?:\([^()]{1,40}\))?:|\(?(?:正文|内容|全文)\)?:"
)
_REPORTER_IN: Final = re.compile(
    rf"(?:\([^()]{{2,12}}(?:讯|消息|电)\)\s*)?(?P<who>{WRITER}\s*{NAME}(?:[、 ]{NAME}){{0,4}}[\u3400-\u9fff]{{0,6}}?(?:报[道导]|综合报[道导]|专电):)"
)
_LEAD_LINE: Final = re.compile(
    r"(?:本[报台网刊]|[\u3400-\u9fff]{2,8}(?:网|社|台|报|新闻))(?:消息|讯|综合报[道导])|\(?(?:正文|全文|新闻内容|文章内容)(?:\)|:)+"
)

# Who wrote and took pictures, in a line that is a caption else.
_BOTH: Final = re.compile(r"文\s?/\s?[图摄]|[图摄]\s?/\s?文")
_NAMES_ALONE: Final = re.compile(
    rf"\s*\((?:[\u3400-\u9fff]{{1,4}}[社报网台]\s*/?\s*)?{_IS_BARE_NAME}(?P<names>{NAMES})\)\s*"
)
_WRITERS: Final = re.compile(
    rf"(?:(?<!登)记者|作者(?!单位)|撰文|采写|执笔|撰稿人?|(?<![\u3400-\u9fff])文(?:\s?/\s?(?:图|摄影?))?(?=\s*[:/| ])){_NO_NAME}\s*[:/|,]?\s*(?:{WRITER}\s*)?(?P<names>{LISTED_NAMES}(?=\s*/\s*[文图摄]|\s+文\s?/\s?[图摄])|{LISTED_NAMES}(?=\s*/\s*[\u3400-\u9fff]{{2,10}}(?:报[道导]|专?电|摄影?|综合)|报[道导])|{NAMES}(?=$|[\s()/|,、;:]|报[道导]|摄影报)|{NAME}(?=[\u3400-\u9fff]{{2,8}}\d{{1,2}}日))"
)

_ROLE_BEFORE: Final = re.compile(rf"{WRITER}\s*(?=[\u3400-\u9fff])")

_TAIL_CHARACTERS: Final = 120
_LONGEST_LABELLED_LINE: Final = 200
_DATE_LABELS: Final = frozenset({"时间", "日期", "date", "published"})

_TOOLS: Final = re.compile(
    r"(?:(?:(?:阅读|浏览|点击|评论|分享|点赞|转发|收藏|播放)[数量]?:?\d[\d.,]*[万亿kw+]*次?|\d+条?(?:评论|跟帖)|(?:(?:(?:您|你)?(?:当前|现在|目前)?(?:所在)?的?位置)[:>»›]|首页[>»›→])\S{0,50}|\S{2,30}[>»›]{1,2}(?:正文|文章|内容|详情)|(?:打印|列印)(?:本页|此页|本文)?|更多精彩\S{0,40}"
    r"|关闭(?:窗口)?|窗口|收藏|分享(?:到\S{0,20}|[给給]\S{0,6})?:?|纠错|举报|返回顶部|返回首页|返回列表|返回\S{2,6},查看更多|(?:缩小|放大)字体|字号:?[大中小]\S{0,8}|[大中小]字[号体]|阅读原文|展开全文|查看原文|首页"
    r"|(?:上/下|上|下)一[篇页条]\S{0,40}|点击进入专题\S{0,20}|点击查看\S{0,20}|点击播放\S{0,4}|文章已到底部|(?:继续|向[上下])滑动看下一个|(?:文章)?已于(?:\d{4}-)?\d{1,2}-\d{1,2}修改|(?:本文|全文)共计?\d+字\S{0,6}|[大小]字体|赞助(?:广告|内容)|商品推荐|(?:已经?)?到底了|没有更多\S{0,4}|扫一扫\S{0,24}|扫描二维码\S{0,24}|长按\S{0,6}二维码\S{0,20}"
    r"|(?:请|欢迎)?关注\S{0,20}(?:公众号|微信|微博|频道)\S{0,12}|透过googlenews追踪\S{0,8}|请?继续往下阅读\S{0,6}|文章继续|advertisement|(?:相关)?附件下载:?|下载附件|广告|\d{1,20}下一页\S{0,6}|共\d{1,3}页|下载\S{0,10}(?:app|客户端)[^\s。]{0,12}|微信|微博|新浪微博|腾讯(?:qq|微博)|qq(?:空间|好友)|朋友圈|facebook|twitter|line"
    r"|(?:字体|字号)?:?(?:大中小|小中大|大小|a[+-])|a\+a-)[|/·]*)++|字[体号](?:大小:?|:)|缩小|放大"
)
# A bar of languages, a row of hash tags and a menu stand as one line; all are lists of such words alone.
_BAR: Final = re.compile(
    r"(?:(?:简体(?:中文)?|繁体(?:中文)?|[简繁](?:体版)?|中文(?:版|网|简体|繁体)?|英文版?|english|en|русский|français|español|日本語|한국어|العربية|deutsch|português|手机版|客户端|无障碍(?:浏览|阅读)?|长者模式|登[录入]|注册|设为首页|(?:加入)?收藏(?:本站)?)(?:[\s|/·,]+|$)){2,}"
    r"|(?:#[^#\s。,]{1,20}#?(?:\s+|$)){2,}|#[^#\s。,]{1,20}#|[\u3400-\u9fff]{0,6}(?:首页|主页)(?:[\s|·/]+[\u3400-\u9fffA-Za-z]{1,6}){2,}"
    r"|[\u3400-\u9fffA-Za-z]{2,10}(?:\s?(?:>>|»|›)\s?[\u3400-\u9fffA-Za-z]{2,10}){1,5}",
    re.IGNORECASE,
)
# Nothing is to be read in it: a drawn line, a picture in Markdown. Up to five stars are what a review gives.
_RULE: Final = re.compile(r"[-=_~—–─━═＝]{3,}|[*＊]{3,}|[★☆]{6,}|!\([^()]*\)\([^()\s]*\)")
# Buttons that are words too: only beside other lines of the page.
_WEAK_TOOL: Final = re.compile(
    r"\+\d{1,4}|0|[∙·•|]|[大中小]|字[体号]|[\u3400-\u9fff]{2,6}\s*[>»›]|关注|标准|默认|正常|更多|返回|评论|点赞|转发|语音播报|论坛|博客|[\u3400-\u9fff]{2,8}(?:app|客户端)",
    re.IGNORECASE,
)
_BOXES: Final = re.compile(r"[\u3400-\u9fff]{0,6}\s*(?:\([^()]{1,12}\)\s*){3,}")
_NUMERAL_BOX: Final = re.compile(r"\((?:\d+|[一二三四五六七八九十]+)\)")
_LONGEST_TOOL_LINE: Final = 60
_MOST_BUTTONS: Final = 12
_NAME_START: Final = re.compile(NAME)
_ONLY_NAMES: Final = re.compile(NAMES)
_LONGEST_NAMES: Final = 16
_ACCOUNT_LINE: Final = re.compile(r"原创\s*[:|]?\s*(?:[^\s:,。]{2,16}\s+){0,2}(?P<account>[^\s:,。]{2,16})")
_PLACE_LINE: Final = re.compile(
    r"(?:会议|活动|举[办行]|报名|比赛|演出|讲座|展[览出])?(?:地点|地址|场地|会场|主题|主讲人?|对象|议题|方式)\s*:"
)
_FORMER_TITLE: Final = re.compile(r"\(?\s*(?:本文)?原(?:标题|题目?)\s*(?:[为是]\s*:?\s*(?=《)|:)[^。]{2,80}")
_BEHIND_STAMP: Final = re.compile(r"[\s|]*")
_LINK_LINE: Final = re.compile(
    r"(?:网址|链接|原文链接|本文链接|原文网址|本文网址|url)?\s*:?\s*(https?://[^\s\u3000-\uffee]+)",
    re.IGNORECASE,
)
_RELATED: Final = re.compile(
    r"(?:更多\S{0,12}(?:报[道导]|新闻|阅读|内容|资讯)|(?:往下)?看更多\S{0,16}|相关(?:新闻|阅读|报[道导]|链接|文章|推荐|专题|稿件)|延伸阅读|推荐阅读|推荐新闻|热门\S{0,6}"
    r"|你可能(?:也|还)?(?:喜欢|感兴趣|想看)\S{0,8}|猜你喜欢|喜欢此内容的人还喜欢|往期(?:回顾|推荐|精彩|精选|文章|内容)\S{0,4}|热点推荐|精彩推荐|今日热点)\s*:?"
)


def detect_credits(spelled: str) -> Iterator[Span]:
    """Find credits in brackets anywhere in a paragraph, with an agency's date code behind them (`(编辑:简范文)1130611`)."""
    for bracket in _BRACKET.finditer(spelled):
        if _CREDIT_INSIDE.fullmatch(bracket[1].strip()):
            code = _AGENCY_CODE.match(spelled, bracket.end())
            yield Span(start=bracket.start(), end=code.end() if code else bracket.end())
    for names in (
        _DATELINE_NAMES.search(spelled, 0, _TAIL_CHARACTERS),
        _AGENCY_END.search(spelled, max(0, len(spelled) - _TAIL_CHARACTERS)),
    ):
        if names is not None:
            yield Span(start=names.start(1), end=names.end(1))


def detect_last_names(spelled: str) -> Span | None:
    """Find names alone in brackets behind the last sentence; only an article's end has a byline so bare."""
    found = _LAST_NAMES.search(spelled, max(0, len(spelled) - _TAIL_CHARACTERS))
    return Span(start=found.start(1), end=found.end(1)) if found else None


def detect_writers(spelled: str) -> Span | None:
    """Find the names of who wrote the text in a byline (`(本报记者 王小明、李例)`); None where it names editors or photographers.

    Between a reporter and the place of a dateline stands nothing (`记者王小明台北3日电`): a place has two characters at least.
    """
    found = _WRITERS.search(spelled)
    return Span(start=found.start("names"), end=found.end("names")) if found else None


def detect_bare_writers(spelled: str) -> Span | None:
    """Find the names in a byline that is nothing but names in brackets; an agency has none (`(路透社)`)."""
    found = _NAMES_ALONE.fullmatch(spelled)
    return Span(start=found.start("names"), end=found.end("names")) if found else None


def is_joint_byline(spelled: str) -> bool:
    """True for a credit of text and pictures together (`记者 王小明 文/摄`)."""
    return _BOTH.search(spelled) is not None


def drop_role(spelled: str) -> int:
    """Where the name begins in a value that may have its bearer's role before it (`本报记者 王小明`)."""
    found = _ROLE_BEFORE.match(spelled)
    return found.end() if found else 0


def detect_lead_in(spelled: str) -> Span | None:
    """Find `央视网消息:` and its like at the beginning of the first paragraph, or who reports: `(某报讯) 记者王小明报道:`."""
    found = _LEAD_IN.match(spelled)
    if found is not None:
        return Span(start=0, end=found.end())
    reporter = _REPORTER_IN.match(spelled)
    return Span(start=reporter.start("who"), end=reporter.end()) if reporter else None


def detect_link(spelled: str) -> Span | None:
    """Find the address in a line that is nothing but an address, labelled or not."""
    found = _LINK_LINE.fullmatch(spelled.strip(" ()"))
    return Span(start=(start := spelled.index(found[1])), end=start + len(found[1])) if found else None


def is_names_line(spelled: str) -> bool:
    """True for a paragraph of roles and names alone (`新华社记者任芊`)."""
    if len(spelled) > _LONGEST_VALUE:
        return False
    line = spelled.strip()
    return any(
        pattern.fullmatch(line) for pattern in (_NAMES_LINE, _NAMED_REPORT, _EDITED, _LATIN_NAMES, _ROLE_ITEM)
    )


def is_tool_line(spelled: str) -> bool:
    """True for buttons and invitations: print, close, share, follow, download."""
    line = "".join(spelled.split()).replace("(", "").replace(")", "").lower()
    if not 0 < len(line) <= _LONGEST_TOOL_LINE:
        return False
    return (
        _TOOLS.fullmatch(line) is not None
        or _BAR.fullmatch(spelled) is not None
        or _is_row_of_tools(spelled)
        or _is_row_of_boxes(spelled)
    )


def _is_row_of_tools(spelled: str) -> bool:
    """True for several buttons side by side, words among them that are buttons only there (`放大 标准 分享`)."""
    words = spelled.lower().split()
    sure = [word for word in words if not is_weak_tool(word)]
    return 1 < len(words) <= _MOST_BUTTONS and sure != [] and all(_TOOLS.fullmatch(word) for word in sure)


def _is_row_of_boxes(spelled: str) -> bool:
    """True for buttons in brackets side by side, one known among them (`【我来说两句】【推荐】【打印】【关闭】`)."""
    if _BOXES.fullmatch(spelled) is None or _NUMERAL_BOX.search(spelled):
        return False
    words = [word.strip() for word in re.split(r"[()]", spelled) if word.strip()]
    return any(_TOOLS.fullmatch("".join(word.lower().split())) for word in words)


def is_rule(spelled: str) -> bool:
    """True for a line drawn with signs, as stands between an article and its page, and in tables."""
    return _RULE.fullmatch(spelled) is not None


def is_weak_tool(spelled: str) -> bool:
    """True for a word that is a button where it stands beside others, and text elsewhere."""
    return _WEAK_TOOL.fullmatch(spelled) is not None


def is_lead_line(spelled: str) -> bool:
    """True for `央视网消息` and `正文:` on a line of their own."""
    return _LEAD_LINE.fullmatch(spelled) is not None


def is_former_title(spelled: str) -> bool:
    """True for a line that gives the title under which the article first stood."""
    return _FORMER_TITLE.fullmatch(spelled.strip()) is not None


def is_bare_name(spelled: str) -> bool:
    """True for a line that is a person's name, or several, and nothing else."""
    return len(spelled) <= _LONGEST_NAMES and _ONLY_NAMES.fullmatch(spelled) is not None


def detect_account(spelled: str) -> Span | None:
    """Find the account in `原创 王小明 某地发布`, as messengers print it below a headline: its last name."""
    found = _ACCOUNT_LINE.fullmatch(spelled)
    return Span(start=found.start("account"), end=found.end("account")) if found else None


def is_editor_line(spelled: str) -> bool:
    """True for a line of its own that names who edited: only page furniture and notices stand below it."""
    button = _CORRECTION.match(spelled)
    line = spelled[button.end() :] if button else spelled
    return any(label in _EDITOR_LABELS for label, _ in parse_labelled_line(line))


def is_place_line(spelled: str) -> bool:
    """True for a line that says where, about what or for whom: a day beside it is that of an event, not of the page."""
    return _PLACE_LINE.match(spelled) is not None


def is_related_heading(spelled: str) -> bool:
    """True for the heading over links to other articles."""
    return _RELATED.fullmatch(spelled.strip(" ()")) is not None


def parse_labelled_line(spelled: str) -> tuple[tuple[str, Span], ...]:
    """Read a line that is nothing but labels and short values (`来源:X 发布时间:Y`): each label with its value's span.

    A date and time may stand before them, as on most pages. Empty where anything else stands in the line.
    """
    if len(spelled) > _LONGEST_LABELLED_LINE:
        return ()
    if _BEHIND_LABEL.search(spelled) is None and not spelled.startswith("("):
        return ()
    if "关键" in spelled:
        spelled = spelled.replace(";", ",")  # between keywords, where elsewhere a sentence ends
    parts: list[tuple[str, Span]] = []
    stamp = match_stamp(spelled, len(spelled) - len(spelled.lstrip()))
    behind = None if stamp is None else _BEHIND_STAMP.match(spelled, stamp.end)
    position = behind.end() if behind else 0
    while position < len(spelled):
        found = _LABELLED.match(spelled, position)
        if found is None or found.end() == position or len(found["value"].strip()) > _LONGEST_VALUE:
            return ()
        label = "".join((found["label"] or found["boxed"]).lower().split())
        value = found["value"].strip()
        if label in _DATE_LABELS and not _is_day(value):
            return ()  # 时间:每日上午8时 is the article's own
        if (label in _NAMED_LABELS or label.startswith("记者")) and not _NAME_START.match(value):
            return ()
        if _STAGE.fullmatch(label) and not _ONLY_NAMES.fullmatch(value):
            return ()
        parts.append((label, Span(start=found.start("value"), end=found.end("value"))))
        position = found.end()
    return tuple(parts)


def _is_day(value: str) -> bool:
    """True for a day as pages print it and nothing else, in brackets or not."""
    line = value.strip("() ")
    stamp = match_stamp(line)
    return stamp is not None and stamp.end == len(line)
