"""Where the legal tail of a saved page begins: what the site says of its rights, below the article.

Each paragraph is scored by what it says, not by known sentences: rights, permission, reuse, works, disclaimer, liability,
and above all whether it speaks of this site and these works. A tail is a block at the end whose paragraphs score high;
an article *about* copyright reports, cites articles of law and names no "this site". Pure; `boilerplate.py` calls it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from indexer.extract.notices import is_notice_line

_SUBJECTS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"版权|著作权|知识产权|侵权|侵犯|商标",
        r"授权|许可|未经|不得|禁止|谢绝|严禁|同意|无权|须经|擅自",
        r"转载|摘编|复制|翻印|镜像|转贴|刊载|刊登|引用|转发|公开播送|公开传输|下载|复印|链接",
        r"作品|稿件|信息内容|图片|文字|影音|音视频|原创|专稿|著作|文章",
        r"不代表|赞同其观点|真实性|完整性|及时性|准确性|仅供参考|投资建议|不构成|参考之用|自行(?:承担|核实)",
        r"法律责任|追究|法律手段|责任自负|概不负责|不承担|赔偿|诉讼|维护合法权益|后果自负",
        r"联系|联络|邮箱|电话|举报|投诉|e-?mail|客服|致电|来信",
    )
)
# Each alone marks a line as the site's own.
_NOTICES: Final = re.compile(
    r"©|\(c\)\s?(?:19|20)\d\d|copyright|allrightsreserved|版权所有(?![者人权])|著作权所有(?![者人权])|(?:版权|著作权|免责|法律)声明(?=$|[:)\d]|[本凡未如若转以①])|版权归\S{1,24}所有|版权均?属"
    r"|凡本?[网站报刊社]?\S{0,12}(?:注明|标注|标明|署名)|转载(?:请|必须|须|时|务必|不必|需)\S{0,8}(?:注明|标明)|icp[备证]|公网安备|(?:政府)?网站标识码:|(?:新闻|信息|视听|网络|出版|电信业务)\S{0,10}许可证"
    r"|违法和?不良信息|本文\S{0,24}不(?:一定)?(?:代表|反映)\S{0,16}(?:立场|观点|意见)|保留(?:所有|一切|全部|零项|法律)?权利|未经\S{0,16}(?:授权|许可|同意|允许)\S{0,6}(?:禁止|谢绝|请勿|亦得|也可)"
)
_PHRASES: Final = re.compile(
    r"未经\S{0,16}(?:授权|许可|同意|允许)\S{0,24}(?:不得|转载|使用|复制)|(?:本文|文章|以上内容|此文|稿件|观点)\S{0,16}(?:不|仅|只)代表"
    r"|(?:转载|刊载|发布)\S{0,12}(?:目的|出于)\S{0,10}(?:传递|传播)|(?:联系|告知|通知)\S{0,12}(?:删除|更正|处理)|仅供(?:参考|学习|交流|演示)"
    r"|自有版权|著作权法\S{0,4}保护|目的在于传递|以(?:便|获)\S{0,8}授权|取得\S{0,12}授权|授权\S{0,20}(?:范围|使用)"
)
_THIS_SITE: Final = re.compile(
    r"本(?:网站?|站|报(?!讯|记者|名|告|价)|社(?!区|会|记者|讯)|刊|台(?!消息|记者|湾)|平台|公众号|页面?|频道|公司|客户端|声明|媒体)|我[们网站社司]|上述(?:声明|作品|内容|信息)|以上声明|(?:该|其|此)(?:网站|页面)?自有版权"
)
_REPORTING: Final = re.compile(
    r"指出|表示|强调|介绍|认为|透露|据悉|获悉|报[道导]称|第[一二三四五六七八九十百\d]+[条款]|法院|被告|原告|判决|条例|办法|\"[^\"]{0,20}法\"|《[^》]{0,30}(?:法|条例|规定|办法)》|案件|月\d{1,2}日(?:电|讯)"
)
_ITEM: Final = re.compile(r"\s*(?:\(?(\d{1,2})[)、.](?!\d)|([一二三四五六七八九十])、)")
_HEADING: Final = re.compile(
    r"\s*[(*※◎#]*\s*(?:\S{0,8}(?:声明|说明|须知|告示)|注|注意|备注|附注|提示|启事)\s*[)*]*\s*:?"
)
_MARKED: Final = re.compile(r"\s*(?:[※◎*●■]|(?:特别|郑重|重要)?(?:声明|提示|说明|注)\s*:)")
_SITE_NAME: Final = re.compile(
    r"(?:来源(?:为|是|于|自)?[:\"]+|注明\"?(?!来源|出处|稿源))([\u3400-\u9fffA-Za-z]{2,16})|([\u3400-\u9fffA-Za-z]{2,12})(?:版权声明|版权所有)|\"([\u3400-\u9fffA-Za-z]{2,12})\"(?:网站|自有|专稿)"
)
_NO_NAMES: Final = frozenset(
    {"来源", "本网", "本站", "其他", "其它", "出处", "作者", "第三方", "所有", "以上"}
)
_ABOUT_RIGHTS: Final = re.compile(r"版权|著作权|知识产权|转载|声明|侵权|授权")
_DAY: Final = re.compile(
    r"[\d〇零○一二三四五六七八九十]{4}年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日"
)
_ORDINALS: Final = "一二三四五六七八九十"

# Who runs a site, as its foot says below or above its number.
_OPERATOR: Final = re.compile(
    r"(?:主办|承办|协办|运[维营]|技术支持|制作维护|网站管理|建设(?:维护|运维)|维护)(?:单位)?:[^。]{2,40}|网站地图|联系我们|关于我们|隐私(?:声明|政策)|使用帮助|网站声明"
)

_SITE_NUMBER: Final = re.compile(r"icp\s?[备证]|公网安备|网站标识码\s*:", re.IGNORECASE)

_SENTENCE_ENDS: Final = ("。", "!", "?", ";", '。"')

_STRONG: Final = 5
_WEAK: Final = 2
_LONGEST_BRIDGE: Final = 40
_LONGEST_ITEM_GAP: Final = 6
_LONGEST_FOOTER: Final = 60
_LONGEST_TAIL: Final = 60
_LONGEST_NOTICE: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    """A paragraph of the page's end: what it says of rights, and what place in a page it could have.

    *item* is the number it begins with; *heading* one that heads a notice, or says who runs the site; *notice* unmistakably the site's own;
    *footer* short and no sentence, as what stands below everything; *day* the day under an official document.
    """

    score: int
    item: int | None
    heading: bool
    notice: bool
    length: int
    footer: bool
    day: bool


def detect_legal_tail(spelled: Sequence[str], title: str = "") -> int:
    """The index of the paragraph with which the tail begins; `len(spelled)` where there is none.

    Paragraphs and title come spelled (`spelling.py`). The first paragraph is never part of a tail. More than half of a
    text goes only where a paragraph gives unmistakable notice and the title is not about rights.
    """
    notices = detect_notices(spelled, title)
    bottom = next((number for number in range(len(spelled), 0, -1) if number - 1 not in notices), 0)
    above = max(0, bottom - _LONGEST_TAIL)
    end = spelled[above:bottom]
    sites = _detect_site_names(end)
    # Most texts end with themselves: of their paragraphs the last one or two are scored, and not sixty.
    start = _scan_up(len(end), (_score(paragraph, sites) for paragraph in reversed(end)))
    if start == len(end):
        return len(spelled)
    scored = [_score(paragraph, sites) for paragraph in end]
    start = _extend_up(scored, start)
    return above + start if above or _may_go(scored, start, title) else len(spelled)


def detect_notices(spelled: Sequence[str], title: str = "") -> frozenset[int]:
    """The numbers of the notices under which only notices, headings and links stand, wherever the legal tail begins.

    Paragraphs and title come spelled. None of the first paragraph, none above the day of an official document.
    """
    found: set[int] = set()
    for number in range(len(spelled) - 1, max(0, len(spelled) - _LONGEST_TAIL), -1):
        paragraph = spelled[number]
        if is_notice_line(paragraph) or (number + 1 in found and _OPERATOR.fullmatch(_squeezed(paragraph))):
            found.add(number)
        elif (
            len(paragraph) > _LONGEST_FOOTER
            or paragraph.endswith(_SENTENCE_ENDS)
            or _DAY.fullmatch(paragraph)
        ):
            break
    tail = sum(len(spelled[number]) for number in found)
    is_most = 2 * tail > sum(map(len, spelled))
    return frozenset() if is_most and _ABOUT_RIGHTS.search(title) else frozenset(found)


def is_site_number(spelled: str) -> bool:
    """True for a line with the numbers under which a site is registered: its foot."""
    return _SITE_NUMBER.search(spelled) is not None


def is_site_operator(spelled: str) -> bool:
    """True for a line that says who runs a site or leads to its service pages; an event has such lines too."""
    return _OPERATOR.match(spelled) is not None


def _scan_up(paragraphs: int, from_end: Iterable[_Scored]) -> int:
    """Walk from the end over strong paragraphs, over weak ones between them, over one short line, over the footer below."""
    start = paragraphs
    bridged = False
    for position, paragraph in zip(range(paragraphs - 1, 0, -1), from_end, strict=False):
        if paragraph.day:
            break
        if paragraph.score >= _STRONG:
            start, bridged = position, False
        elif paragraph.score < _WEAK and not paragraph.heading:
            if start == paragraphs and paragraph.footer:
                continue
            if bridged or paragraph.length > _LONGEST_BRIDGE:
                break
            bridged = True
    return start


def _extend_up(scored: Sequence[_Scored], start: int) -> int:
    """Take in what leads into the block: a heading, the items numbered before its first, weak neighbours of them."""
    item = scored[start].item
    position = start
    while position > 1 and start - position < _LONGEST_ITEM_GAP:
        position -= 1
        above = scored[position]
        if above.item is not None:
            if item is None or above.item != item - 1 or above.score < 1:
                break
            start, item = position, above.item
        elif (above.heading or above.score >= _STRONG) and position == start - 1:
            start = position
        elif above.score < _WEAK:
            break
    return start


def _may_go(scored: Sequence[_Scored], start: int, title: str) -> bool:
    """Guard the article: a tail longer than it needs better evidence."""
    tail = sum(paragraph.length for paragraph in scored[start:])
    if tail <= sum(paragraph.length for paragraph in scored[:start]):
        return True
    notices = sum(paragraph.notice for paragraph in scored[start:])
    return notices >= 1 and _ABOUT_RIGHTS.search(title) is None


def _detect_site_names(spelled: Sequence[str]) -> frozenset[str]:
    """The names under which the notices speak of their site (凡本网注明"来源:国际在线")."""
    names = set()
    for paragraph in spelled:
        if _NOTICES.search(_squeezed(paragraph)):
            for found in _SITE_NAME.finditer(paragraph):
                names.add(next(group for group in found.groups() if group))
    return frozenset(names - _NO_NAMES)


def _score(paragraph: str, sites: frozenset[str]) -> _Scored:
    """Weigh one paragraph; the weights were fitted on 41k articles and the tails of the saved pages seen."""
    if len(paragraph) > _LONGEST_NOTICE:
        return _Scored(
            score=0, item=None, heading=False, notice=False, length=len(paragraph), footer=False, day=False
        )
    squeezed = _squeezed(paragraph)
    notices = len(set(_NOTICES.findall(squeezed)))
    score = 4 * min(notices, 2) + 2 * min(len(set(_PHRASES.findall(squeezed))), 2)
    score += sum(subject.search(squeezed) is not None for subject in _SUBJECTS)
    item = _item_number(paragraph)
    named = any(site in squeezed for site in sites)
    if item is not None and named:
        score = max(score, 1)  # 1、“某网”由某台主办。
    if score:
        own = _THIS_SITE.search(squeezed) is not None
        score += 2 * own + 2 * named + (notices > 0 and len(squeezed) <= 60)
        score += item is not None or _MARKED.match(paragraph) is not None
        score -= 3 * min(len(set(_REPORTING.findall(squeezed))), 2)
        if not (notices or own or named):
            score = min(score, _STRONG - 1)  # rules of a trade forbid and disclaim too, but not for this site
    heading = len(squeezed) <= 14 and _HEADING.fullmatch(paragraph) is not None
    return _Scored(
        score=score,
        item=item,
        heading=heading or _OPERATOR.fullmatch(squeezed) is not None,
        notice=notices > 0,
        length=len(squeezed),
        day=_DAY.fullmatch(squeezed) is not None,
        footer=len(squeezed) <= _LONGEST_FOOTER and not squeezed.endswith(_SENTENCE_ENDS),
    )


def _item_number(paragraph: str) -> int | None:
    found = _ITEM.match(paragraph)
    if found is None:
        return None
    return int(found[1]) if found[1] else _ORDINALS.index(found[2]) + 1


def _squeezed(paragraph: str) -> str:
    """Without blanks and in lower case: some sites space their notice out (人 民 网 版 权 所 有)."""
    return "".join(paragraph.split()).lower()
