"""Lines that a site or paper puts below an article: rights, disclaimers, invitations to read on, follow, share, send in.

A line is one where every clause of it is: no sentence of an article is made of such clauses alone. What forbids without
speaking of this site, this paper or this text may be the law's own words, and so counts only where the line is short.
Pure patterns over spelled text (`spelling.py`); `legal_tail.py` decides where in a page they may be used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

LONGEST_NOTICE_LINE: Final = 300
_LONGEST_UNOWNED: Final = 40
_LONGEST_INVITATION: Final = 60
_LEAST_SHARE: Final = 0.5
_LEAST_CALL: Final = 0.7

# Within one clause.
_ANY: Final = "[^,。;]"
_OUTLET: Final = (
    r"(?:社|网|报|电视台|广播电台|卫视|刊|新闻|日报|晚报|时报|周刊|杂志|频道|客户端|经纬|电讯|通讯社)"
)
_REUSE: Final = (
    r"(?:转载|摘编|复制|翻印|镜像|转贴|抄袭|盗用|刊载|重制|引用|转发|公开播送|公开传输|改编|节录|传播)"
)
_WORKS: Final = r"(?:文章?|稿件?|版|新闻|报道|内容|图文|图片|影音|文字|作品|资料|数据|观点|信息|版面)"
_THIS: Final = (
    rf"(?:本[网站报刊社台版文稿篇页](?!讯|记者|名|告|价|会|区|点|今|公司|件|化|物|学|本|湾|风)|本(?:{_WORKS}|网站|平台|公众号|号|频道|栏目|新闻网)(?!件|化|物|学)"
    rf"|[此该]文(?!件|化|物)|以上{_WORKS}|上述{_WORKS}|文中)"
)
# The law's words for whose rights these are, how reports report, and how statutes count.
_REPORTED: Final = re.compile(
    r"指出|表示|强调|介绍|(?<![您你])认为|透露|获悉|说明|(?<!特别)(?<!温馨)提醒|要求(?!删除|撤下)|规定|报[道导]称|[他她][说称]|第[一二三四五六七八九十百\d]+[条款章]|法院|被告|原告|判决|条例|办法"
    r"|《[^》]{0,30}(?:法|条例|规定|办法)》|著作权人|权利人|他人|当事人|消费者|涉案|涉密|单位和个人|群众|市民|居民|记者将|的规定|提示今后"
)
_NUMBERED: Final = re.compile(r"\(?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.](?!\d)")
_OPENING: Final = re.compile(
    r"(?:[^\w()]|\()*(?:[^(),。:]{2,12}\)(?=[加关追订扫点下更立]))?(?:[^:,。]{0,10}(?:声明|提示|(?:特别|温馨)提醒|说明|启事|告示|注|备注|附注|须知)[:)\"]+)?"
)
_LABELLED: Final = re.compile(r"(作者|来源|出处|投稿):(?=\S)")
_CLAUSE: Final = re.compile(r"[^,。;!?:|/~]+")

# Clauses that are the site's own whatever stands beside them.
_OWN: Final = re.compile(
    "|".join(
        (
            rf"{_THIS}{_ANY}{{0,30}}(?:版权|著作权|智慧财产权|转载|摘编|转自|摘自|选自|来自|来源于|首发|首刊|授权|专稿|供稿|不代表|[仅只]代表|仅供|不构成|不作为|不承担|不负)",
            rf"(?:版权|著作权)[归为属]{_ANY}{{1,20}}$|版权所有(?![者人权])|翻印必究|侵权必究|违者(?:依法)?必究|侵删|icp[备证]|公网安备",
            rf"仅?提供(?:信息)?(?:存储|发布)(?:空间)?(?:平台|服务)|信息(?:发布|存储)(?:空间)?(?:平台|服务)|(?:用户|作者)上传并发布|自媒体{_ANY}{{0,20}}上传",
            rf"转载(?:此文|本文)|转载(?:请|须|需|时|务必|必须){_ANY}{{0,8}}(?:注明|标明|联系|授权|保留|附)|[如若凡]需?转载|转载(?:授权|合作|投稿)|欢迎转载|转载时有(?:删节|改动)",
            rf"[经获由已]{_ANY}{{0,30}}授权(?:转载|刊登|刊载|发布)|^(?:转载|转|摘|编译)自|原文(?:刊载于|刊于|载于|标题|链接|出处|地址)",
            rf"[如若倘](?:有|果)?{_ANY}{{0,12}}(?:侵权|侵犯|异议|标注错误|版权问题)|图片?(?:片)?均?(?:来源于?|来自于?)网络$|^请?{_ANY}{{0,6}}与本[站网报社]{_ANY}{{0,4}}联系{_ANY}{{0,10}}$|^请?尊重(?:知识产权|智慧财产权|版权|著作权|原创)",
            rf"不构成{_ANY}{{0,10}}建议|(?:内容|资料|数据|信息|观点){_ANY}{{0,6}}仅供{_ANY}{{0,6}}参考|不作为{_ANY}{{0,6}}依据|[纯仅]?属{_ANY}{{0,6}}个人(?:意见|观点|看法|言论|立场)|{_THIS}{_ANY}{{0,20}}专供{_ANY}{{0,20}}|风险自[担负]|概不负责|保留一切{_ANY}{{0,4}}权利",
            rf"[仅只不]代表(?:原?作者|本人|个人|其|本.|我们?|该){_ANY}{{0,14}}(?:观点|立场|意见|看法)|{_THIS}{_ANY}{{0,16}}(?:主办|承办|运营)|^本[报社刊网台](?:地址|社址|电话|邮箱|邮编|热线|网址)|^点击查看更多关于[他她]",
        )
    )
)
# Prohibitions: this site's, or the law's.
_FORBIDDEN: Final = re.compile(
    rf"(?:不得|禁止|谢绝|请勿|严禁|勿|不可|不准){_ANY}{{0,8}}{_REUSE}{_ANY}{{0,30}}$"
)
# Invitations to read on, follow, scan, download, share, send in; from the beginning of a clause.
_PLEASE: Final = r"^(?:请|立即|马上|现在|快来?|欢迎|赶快|即刻|记得|也可)*"
_INVITING: Final = re.compile(
    "|".join(
        (
            rf"^请?(?:欲知|想看|想了解|了解|查看|看|获取|阅读|浏览)?更多{_ANY}{{0,12}}(?:报[道导]|资讯|新闻|内容|精彩|消息|解读|详情|文章|影音|信息)(?:{_ANY}{{0,16}}(?:请|尽在|就在|下载|关注|点击|扫码|戳|详见|上{_ANY}{{1,10}}网$)|$)",
            rf"{_PLEASE}(?:下载|打开|安装){_ANY}{{0,20}}(?:客户端|app)[)\"》]*(?:(?:查看|阅读|浏览|看){_ANY}{{0,10}})?$",
            rf"{_PLEASE}(?:微信|用微信)?扫(?:码|描|一扫){_ANY}{{0,16}}(?:二维码|qrcode|追踪|关注|下载|加入|阅读|查看|观看|手机|app|客户端|群|订阅)|^(?:扫码|扫一扫)$|{_PLEASE}(?:长按|识别){_ANY}{{0,10}}二维码",
            rf"{_PLEASE}(?:关注|追踪|订阅|加入|按赞|赞好|搜索|添加){_ANY}{{0,24}}(?:公众号|微信号?|微博|line|好友|粉丝团?|粉丝专页|频道|群|telegram|google新?闻?|news|facebook|脸书|youtube|instagram|ig|threads|电子报|我们|抖音号?|专页){_ANY}{{0,8}}$|{_PLEASE}订阅{_ANY}{{0,16}}电子报{_ANY}{{0,16}}$|{_PLEASE}(?<=[迎请])搜[索寻]{_ANY}{{1,20}}$",
            rf"^{_ANY}{{0,4}}(?:点击?|点按|按下|长按)(?:本文)?(?:上方|下方|右上角|右下角|左下角|文末|图片|视频|标题|蓝字|卡片|名片){_ANY}{{0,24}}$",
            rf"^(?:本文|此文|本篇|以下){_ANY}{{0,6}}(?:付费|会员|订户|订阅者){_ANY}{{0,4}}(?:内容|文章|专享|专属|独享|阅读|限定){_ANY}{{0,16}}$|^(?:剩余|余下|还有|本文剩余){_ANY}{{0,6}}\d+%{_ANY}{{0,20}}$",
            rf"{_PLEASE}(?:订阅|登[录入]|购买|开通|付费|加入会员|成为会员){_ANY}{{0,8}}(?:后|即可|以便?|继续|解锁){_ANY}{{0,4}}(?:阅读|解锁|畅读|浏览|观看|查看){_ANY}{{0,12}}$|{_PLEASE}(?:订阅|登[录入]|购买|开通)$|^畅读{_ANY}{{0,12}}$|^享受?{_ANY}{{0,6}}阅读$|^阅读全文$|^(?:一键)?(?:赞助|打赏)(?:本[刊报站网]|我们|作者)$|^请?输入(?:正确的?)?(?:电子)?(?:信箱|邮箱|邮件).{{0,8}}$",
            rf"{_PLEASE}在?(?:评论|留言)区{_ANY}{{0,6}}(?:留言|讨论|互动|聊聊|说说|分享|告诉我们){_ANY}{{0,6}}$|^在?(?:应用程序|app|客户端)[里内中]?(?:阅读|打开|查看)$",
            rf"{_PLEASE}关注{_ANY}{{1,8}}(?:发布|政务|网|报|新闻)$",
            rf"{_PLEASE}(?:点(?:击|我|选|此)|按此){_ANY}{{0,14}}(?:原文|进入|查看|看更多|下载|订阅|在看|关注|加入|此处|这里|参与|报名|链接){_ANY}{{0,10}}|^阅读原文|^(?:觉得|喜欢)[^,。;喜欢]{{0,8}}(?:点个?赞|分享|转发|点个\"?在看|关注)",
            rf"{_PLEASE}(?:点赞$|点个赞$|点赞(?:分享|收藏|关注|转发)|分享[到至给这本此]{_ANY}{{0,8}}$|转发(?:分享|给|到){_ANY}{{0,8}}$|分享转发)|^返回{_ANY}{{0,10}}(?:首页|顶部|列表)>*$",
            rf"^(?:欢迎|感谢您?的?)(?:阅读|转发|分享|点赞|收看|收听|关注|订阅){_ANY}{{0,8}}$|^(?:欢迎|请)?(?:您|广大读者)?(?:提供|拨打|发送){_ANY}{{0,6}}(?:新闻)?(?:线索|报料|爆料)",
            rf"^{_ANY}{{0,6}}(?:(?:投稿|来稿|报料|爆料|新闻线索|商务合作|广告合作|欢迎投稿|欢迎来稿)(?:$|请|联系|热线|专线|邮箱|信箱|电话|微信|方式|[a-z\d]|\()|(?:新闻|广告|发行|读者|24小时)热线|24小时{_ANY}{{0,4}}热线){_ANY}{{0,40}}$",
        )
    )
)
# One of these stands in each: saves the list of patterns for most lines.
_INVITING_SIGN: Final = re.compile("[载订阅扫追注搜点击按登购享发谢迎稿赞料戳多剩余热返装成升支赏助输]")
# A subheading may say so too (成为联合国会员): an invitation only beside another one.
_JOINING: Final = (
    rf"(?:成为|加入|升级){_ANY}{{0,10}}会员|支持(?:独立|优质|原创){_ANY}{{0,6}}(?:新闻|报[道导]|媒体|写作)"
)
_JOINING_LINE: Final = re.compile(rf"[^\w]*(?:{_JOINING})[^\w]*")
_OWN_ADDRESS: Final = re.compile("本[报社刊网台](?:地址|社址|电话|邮箱|热线)$")
_WEAK: Final = re.compile(
    "^(?:"
    + "|".join(
        (
            _JOINING,
            rf"(?:未经|非经|不经|未获|未得|如未){_ANY}{{0,24}}(?:授权|许可|同意|允许|书面){_ANY}{{0,24}}|{_ANY}{{0,20}}(?:仅供|不构成){_ANY}{{0,10}}",
            rf"请{_ANY}{{0,24}}(?:联系|联络|来信|来电|通知|告知){_ANY}{{0,16}}|我们[将会]{_ANY}{{0,16}}(?:更正|删除|处理|撤下)|并?(?:及时|立即|第一时间)?(?:更正|删除|处理)|谢谢[您你]?|感谢.{{0,8}}",
            rf"[a-z0-9.@_\-+()#&>]+|{_ANY}{{0,10}}(?:出于|目的){_ANY}{{0,20}}|(?:违者|否则|侵者){_ANY}{{0,14}}|{_ANY}{{0,12}}{_REUSE}{_ANY}{{0,12}}",
            rf"(?:监督|违法|不良|举报|联系|客服|投诉|服务|传真|咨询){_ANY}{{0,10}}(?:电话|邮箱|热线|方式|信箱|微信|qq)?[\d\-()a-z@.]*|电话|邮箱|邮件|微信|传真|地址|网址|作者|编辑部",
            rf"(?:来源|出处|作者){_ANY}{{0,40}}|[了查看]?[解看]?更多{_ANY}{{0,20}}|[随即]时掌握{_ANY}{{0,10}}|(?:查看|阅读|浏览|了解){_ANY}{{0,12}}|重?要?新闻不漏[接看]|看{_ANY}{{0,4}}新闻|请?登[录陆]{_ANY}{{0,16}}网{_ANY}{{0,4}}|[您你]的支持是{_ANY}{{2,16}}|(?:如[欲需想]|若[欲需想]|想)(?:获[得取]|了解|知[道悉]|查询){_ANY}{{0,14}}|{_ANY}{{1,8}}有(?:instagram|facebook|脸书|youtube|telegram|twitter|微博|抖音)",
            rf"{_ANY}{{0,12}}(?:公众号|微信|微博|客户端|app|{_OUTLET}){_ANY}{{0,4}}|{_ANY}{{1,10}}系{_ANY}{{0,24}}(?:教授|研究员|学者|院长|评论员|记者)|加入{_ANY}{{0,10}}|点个?赞|给?{_ANY}{{0,6}}朋友{_ANY}{{0,4}}",
            rf"{_ANY}{{0,10}}(?:使用了[您你]的|索取稿酬|支付稿酬|出现在本[站网]|撤下[您你]的|要求撤下){_ANY}{{0,16}}|对{_ANY}{{0,20}}保持中立|{_ANY}{{0,20}}(?:准确性|可靠性|完整性|真实性){_ANY}{{0,30}}|{_ANY}{{0,4}}(?:图片|文字|视频|音频){_ANY}{{0,4}}|{_ANY}{{0,12}}(?:书面授权|主办|承办){_ANY}{{0,14}}",
        )
    )
    + ")$"
)
_HEADING: Final = re.compile(
    r"[\W_]*(?:(?:新闻|相关|延[伸申]|更多[\u3400-\u9fff]{0,6}|推荐|热门|精选|焦点|编辑|小编)(?:链接|新闻|阅读|报[道导]|文章|内容|专题|推荐|资讯|影音|视频|消息)|看更多|[你您]可能(?:还|也)?(?:想看|喜欢|感兴趣))[\s:>)\"»★▼↓]*"
)
_HEADED_LINK: Final = re.compile(
    r"[\W_]*(?:延[伸申]阅读|相关(?:新闻|阅读|报[道导]|文章|链接)|推荐阅读|更多(?:新闻|报[道导]|文章)|看更多)[)\s]*[:|>][^。]{2,80}"
)
# What asks a reader to agree to cookies; a report about them speaks of nobody's own site.
_COOKIES: Final = re.compile(
    r"(?=.{0,200}cookies?)(?=.{0,200}(?:本[网站]|本网站|我们|[您你]))(?=.{0,300}(?:同意|接受|隐私|私隐|浏览体验|偏好|用户体验|合作.伴|个[性人]化))",
    re.DOTALL,
)
_TOLD: Final = re.compile("指出|认为|规定|条例|法院|记者|第[一二三四五六七八九十百\\d]+条")
_COMMENTS: Final = re.compile(
    r"\(?(?:网友|最新|热门|热评|全部|精彩|精选|读者|用户)?\s*(?:评论|跟帖|跟贴|留言|回[复应])(?:区|列表)?\s*(?:\(?\d*\)?)\s*\)?:?|(?:发表|发布)(?:评论|留言)\S{0,8}|共?\s*\d+\s*[条则]?(?:评论|留言|回复)|我来说两句\S{0,8}|(?:.{0,60}[\"》〉]\s*[上中]?|本[文篇帖]|目前)?\s*(?:已?有|共有?)\s*\d+\s*[条则件个]\s*(?:评论|留言|回[复应])"
)
_MACHINERY: Final = re.compile(
    r"^登[录入]|登[录入]后|\d+\s*[条则](?:评论|留言|回复)|^(?:回复|点?赞|举报|最新|最热)(?:\s|\(|\d|$)|暂无评论|还没有人|刚刚|\d+\s*(?:分钟|小时|天)前|^[A-Za-z]{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4} at |\s(?:表示|说道?):(?=\s|$)|网友\s*:|^\S{1,12}网友(?:\s|$)|电子邮件|文明上网"
)
_MACHINERY_WITHIN: Final = 4
_FULL_STOPS: Final = ("。", "!", "?", '。"', "。)")
_LONGEST_MACHINERY: Final = 60
# Lines that are credits as a whole.
_CREDIT: Final = re.compile(
    r"\W*(?:notice|disclaimer):(?=.{0,260}(?:upload|postedby|publishedby|platform|represent|liab|endorse))(?:the|this|all|any)[a-z].{20,280}"
    r"|[^。!?:]{0,16}(?:尽在|就看|就上|认准)[^。!?:]{2,40}助[您你][^。!?:]{2,24}[。!]?|支持[^,。:]{1,8}(?:社|报|网|台|新闻|媒体|周刊|杂志),?[^,。:]{0,10}值得[您你]?(?:信赖|信任|支持)"
    r"|(?=.{0,60}[您你我]).{0,60}(?:阅读|查看|参阅|了解)(?:我们|本网?站)的?隐私(?:权?政策|声明)。?|[您你]?的?(?:电子)?(?:邮箱|邮件)(?:地址)?不会被公开.{0,30}"
    r"|请同意我们的隐私.{2,40}|跳过.{1,12}继续阅读|skip.{1,20}andcontinuereading|endof.{2,12}"
    rf"|[(](?!(?:重要|主要|今日|最新|国内|国际|热点|本地|社会|财经|体育|时政)新闻|通讯社)(?:完|全文完|本报[\u3400-\u9fff]{{0,4}}|综合报[道导]|综合[\u3400-\u9fff]{{2,8}}(?:报[道导]|消息)|本?文?作者[为是系][^()]{{2,60}}"
    rf"|[\u3400-\u9fffa-z]{{1,6}}{_OUTLET}(?:[、/\s][\u3400-\u9fffa-z]{{1,6}}{_OUTLET}){{0,3}}(?:(?:综合)?报[道导]|专电|电|提供)?)[)]"
    r"|[\W_]*(?:the)?end[\W_]*|(?:部分)?(?:影片|视频|画面|照片|图像|音频)来源:[^。,;]{2,40}|(?:核稿|责任|执行|值班|文字|网络|新媒体|本期|本版|栏目|版面|版式|视觉)(?:编辑|主编|统筹|美编|校对|审核|监制|设计)[:/|][\u3400-\u9fff、]{2,30}"
    r"|据《[^》]{2,12}》(?:报道)?|[(]据《[^》]{2,12}》(?:报道)?[)]|[\u3400-\u9fff]{2,10}融媒体中心|(?:[^|。,;]{2,12}\|){2,}[^|。,;]{2,12}(?<=我们|方式|服务|声明|地图|信息|邮箱|政策|投稿)(?:copyright.{0,80})?"
    r"|以下文章来源于.{2,40}|(?:全文|本文)?完|thepost.{1,260}(?:appearedfirston|firstappearedon).{1,60}|.{0,200}这篇文章最[早先](?:发布|发表|出现)[于在].{2,60}"
    r"|[^。,;!?:]{0,14}(?:安心|生命线|张老师|心理援助|心理危机|1925)[^。,;!?:]{0,10}[专热]线(?:电话)?[::]?[\d\-()转小时h、/]{3,40}[。;]?|(?:请)?再给自己一次机会"
    r"|[您你]所?(?:浏览|查[询看]|阅读|检索)的[^,。;]{1,8}已(?:过|超过|不存在|下架|移除|删除)[^,。;]{0,12}[,。](?:请|建议)?[您你]?[^。]{0,40}。?"
    r"|反侵权公告:?|(?=.{0,240}未[经获][^,。]{0,16}(?:授权|许可|同意))[^。]{0,200}。?[^。]{0,60}本(?:报社?|网站?|站|社|刊|台)郑重声明.{0,200}"
    r"|[(]\S{2,20}(?:提醒您|关心您)[)].{4,80}|[^。,:]{2,10}(?:新闻[网云]?|[日晚时周]报|电视台|网)(?:提醒您|关心您):.{4,80}|[☆★※◎●*]{1,3}.{0,60}(?:提醒您|关心您|有害健康|(?:请|可|可以)?(?:拨打?|致电).{0,20}\d{3,}).{0,80}|[^。]{0,60}(?:点我|按我|点此|立即|马上)下载[^。]{0,8}(?:app|客户端)[^。]{0,20}"
    r"|[^。]{0,40}尽在[^,。]{2,14}(?:app|客户端|公众号|频道)|.{0,60}关闭.{0,8}(?:广告拦截|广告屏蔽|adblock).{0,20}"
    r"|[\u3400-\u9fff·]{2,20}来源:[\u3400-\u9fff]{2,10}(?:社|网|报|台|客户端)|.{4,200}点击查看更多关于[他她]的信息。"
)


def is_notice_line(spelled: str) -> bool:
    """True for a line that says nothing but whose the text is, what is not answered for, or where to go from here."""
    if len(spelled) > LONGEST_NOTICE_LINE:
        return False
    line = "".join(spelled.split()).lower()
    if _CREDIT.fullmatch(line) or is_cookie_notice(line):
        return True
    line = _LABELLED.sub(r"\1", line)
    opening = _OPENING.match(line)
    start = opening.end() if opening else 0
    clauses = _CLAUSE.findall(line, start)
    if not clauses or _REPORTED.search(line) or _NUMBERED.match(line):
        return False
    own = any(_OWN.search(clause) or _INVITING.match(clause) for clause in clauses)
    forbidding = any(_FORBIDDEN.search(clause) for clause in clauses)
    if not own and (not forbidding or len(line) > _LONGEST_UNOWNED):
        return False
    known = sum(len(clause) for clause in clauses if _is_known(clause))
    labelled = "声明" in line[:start] or _OWN_ADDRESS.match(clauses[0]) is not None
    calling = len(line) <= _LONGEST_INVITATION and _INVITING.match(clauses[0]) is not None
    least = _LEAST_SHARE if labelled else _LEAST_CALL if calling else 1
    return known >= least * sum(map(len, clauses))


def is_invitation_line(spelled: str) -> bool:
    """True for a line that does nothing but invite to subscribe, download, follow, share, wherever in a text it stands."""
    if len(spelled) > _LONGEST_INVITATION or _INVITING_SIGN.search(spelled) is None:
        return False
    clauses = _CLAUSE.findall("".join(spelled.split()).lower())
    return (
        any(_INVITING.match(clause) for clause in clauses)
        and _REPORTED.search(spelled) is None
        and all(map(_is_known, clauses))
    )


def is_joining_line(spelled: str) -> bool:
    """True for a call to join or support that a subheading may be as well: a line of the page beside another invitation."""
    return _JOINING_LINE.fullmatch("".join(spelled.split())) is not None


def detect_comments(spelled: Sequence[str]) -> int:
    """The index of the heading over what readers wrote, below a sentence; `len(spelled)` where there is none.

    A heading alone may be the article's own: one of the next lines must be of the machinery (log in, reply, 3 minutes ago).
    """
    is_told = False
    for number, line in enumerate(spelled):
        if is_told and _COMMENTS.fullmatch(line) is not None:
            below = spelled[number : number + 1 + _MACHINERY_WITHIN]
            if any(_MACHINERY.search(line) for line in below if len(line) <= _LONGEST_MACHINERY):
                return number
        # Above the text stand how many comments there are, too.
        is_told = is_told or line.endswith(_FULL_STOPS)
    return len(spelled)


def is_cookie_notice(spelled: str) -> bool:
    """True for a paragraph that asks for consent to cookies."""
    lower = spelled.lower()
    return "cookie" in lower and _COOKIES.match(lower) is not None and _TOLD.search(lower) is None


def is_related_line(spelled: str) -> bool:
    """True for the heading over links to other articles, marked or not, and for one with its link behind it."""
    return _HEADING.fullmatch(spelled) is not None or _HEADED_LINK.fullmatch(spelled) is not None


def _is_known(clause: str) -> bool:
    bare = clause.strip('()"《》<>＞»-—')
    return not bare or any(
        pattern.search(bare) is not None for pattern in (_OWN, _INVITING, _FORBIDDEN, _WEAK)
    )
