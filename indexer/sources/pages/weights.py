"""What one line of a page weighs: what it says in sentences, less what it has of links and scraps; in characters.

Lines about the page (buttons, stamps, labels, rights) have a cost each, by which `content.py` knows them. Pure.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Final

from indexer.extract.bylines import (
    is_editor_line,
    is_related_heading,
    is_tool_line,
    parse_labelled_line,
)
from indexer.extract.notices import is_cookie_notice, is_notice_line
from indexer.extract.spelling import spell
from indexer.extract.stamp_lines import is_stamp_line
from indexer.sources.pages.lines import Line

_SENTENCE_SIGN: Final = re.compile("[。！？；：，、“”「」…!?;,]")
SENTENCE_END: Final = re.compile("[。！？…；!?.”」』）)]$")
_END_OF_ARTICLE: Final = re.compile(
    r"\s*[\[(]?(?:(?:网友|最新|最热|热门|精彩|全部|新闻|我来)?(?:评论|跟帖|跟贴|说两句)|\d+条评论.*|发[表布](?:评论|意见|留言|看法|回[复覆])|《.{2,100}》(?:上)?有\s?\d+\s?[个条](?:想法|评论|留言|回复)|留言板?规则|我要(?:评论|跟帖|反馈)|作者(?:最新)?文章|(?:特别|免责|版权|郑重)声明"
    r"|延伸\s*[·.]\s*推荐|推荐|为[你您]推荐|编辑推荐|精彩视频.*|往期\S{0,6}|标签|(?:相关)?关键[词字]|文章关键词|(?:相关)?搜索|相关\S{0,4}|热门\S{0,4}|热点\S{0,4}|今日\S{0,4}|附近的.*|举报|返回顶部"
    r"|上一[篇页条].*|下一[篇页条].*|(?:微信)?扫[一描].{0,20}|用微信扫.*)\s*[\])]?\s*:?\s*"
)
# Below everything; short, and no sentence that reports.
_RIGHTS: Final = re.compile(
    r"(?:copyright|©|[\u3400-\u9fff]{2,14} 版权所有(?=[ :])|[\u3400-\u9fff]?icp\s?[备证]|版权所有(?![者人权])|著作权所有(?![者人权])|all rights reserved|[\u3400-\u9fff]?公网安备|许可证(?:编?号)?\s*:(?=.{0,60}(?:icp|备案|公网安备))).{0,80}[^。!?]",
    re.IGNORECASE,
)
_LAST_RIGHTS: Final = (
    "版权所有",
    "不得转载",
    "ll rights reserved",
    "ll rights reserved.",
    "ll Rights Reserved",
    "ll Rights Reserved.",
)
# Of what warns or reminds, only that is a statement which names the site or its texts too: articles warn as well.
_STATEMENT: Final = re.compile(
    r"[\W_]*(?:(?:特[别別]|免[責责]|版[权權]|平[台臺]|[郑鄭]重)?(?:[声聲]明|(?P<warns>提示|提醒))\s*[:：]|(?P<notice>(?:notice|disclaimer):\s*(?:the|this|all|any)\s[^。]{0,200}?(?:upload|posted by|published by|platform|represent|liab|endorse)))",
    re.IGNORECASE,
)
_ABOUT_TEXTS: Final = re.compile(
    "(?:[转轉][载載]|版[权權]|立[场場]|存[储儲](?:空[间間])?服[务務]|投[资資]建[议議]|侵[权權]|不代表)"
)
_OF_THE_SITE: Final = re.compile("(?:本(?:平[台臺]|[网網站文号號报報刊]|公[众眾][号號])|以上|上述)")
# What a site says to its readers: rules for what they write, whose its texts are, which languages it has. Reports of such
# rules have its words too, but not those with which a site speaks of itself.
_TO_READERS: Final = re.compile(
    r"留言|发言|跟帖|[账帐]号|使用者|用户|版权|著作权|侵[权犯害]|不代表|隐私|有权(?:删除|拒绝|修改)"
)
_OF_ITSELF: Final = re.compile(
    r"本(?:网站?|站|平台|公众号)|请勿|[您你]的浏览器|内容(?:合作方|提供[者方商])|免责声明"
)
_HAN: Final = re.compile("[\u3400-\u9fff]")
_LEAST_OF_SITE: Final = 0.6
_LEAST_HAN: Final = 0.3
# A call to do something elsewhere, with the link to it: an advertisement between headline and text.
_CALL: Final = re.compile(
    r"[【\[(（>][^】\])）]{0,6}(?:点击|點擊|戳|扫码|掃碼|投票|报名|報名|下载|下載|订阅|訂閱|购票|購票)[^】\])）]{0,8}[】\])）<]"
)
# How official documents begin; these lines are short and say little, and are the document's all the same.
OPENING: Final = re.compile(
    r"[\u3400-\u9fffA-Za-z]{2,16}\s*\d{1,2}月\d{1,2}日(?:专|综合)?(?:电|讯|报[道导]|消息)|.{1,20}[(\[]?\d{4}[)\]]?第?\d{1,5}号|\(?第\s?\d{1,5}\s?号\)?|.{2,60}[局委厅部办院县区市府省门校会位]:"
    r"|(?:(?:尊敬|[敬亲親][爱愛])的.{2,40}|.{0,12}(?:各位|诸位|同志们|女士们|先生们|朋友们|同学们).{0,30})[:,!]"
)

# Weights are in characters. On 34 saved pages of 20 sites halving or doubling any of them moves the mean F1 by under .001:
# what decides is that sentences weigh and links cost, not how much. Only two shares
# do more when doubled: of links (.033), of titles (.011).
_LONGEST_WEIGHED: Final = 400
_PER_SIGN: Final = 4
_MOST_SIGNS: Final = 10
SHORTEST_SENTENCE: Final = 20
LINKED: Final = 0.5
_DEAREST_LINK: Final = 40
FURNITURE: Final = -12.0
# A bar to share by stands below most texts, and in some below a first paragraph that weighs more.
SHARING: Final = -80.0
_SCRAP: Final = -6.0
_SCRAP_CHARACTERS: Final = 12
_FRAGMENT: Final = -2.0
_IN_PARAGRAPH: Final = -1.0
END: Final = -300.0
_LONGEST_FURNITURE: Final = 60


def weigh(line: Line, has_furniture: bool) -> float:
    """What a line says less what it costs, in characters."""
    length = len(line.text)
    if is_advertisement(line):
        return FURNITURE
    if has_furniture and length <= _LONGEST_FURNITURE and (cost := furniture(line.text)):
        return cost
    if line.link_characters > LINKED * length:
        return -float(min(length, _DEAREST_LINK))
    if _SENTENCE_SIGN.search(line.text) and (
        length >= SHORTEST_SENTENCE or SENTENCE_END.search(line.text) or OPENING.fullmatch(spell(line.text))
    ):
        return END if is_statement(line.text) else in_sentences(line)
    if line.block.tag in ("p", "pre", "tr"):
        return _IN_PARAGRAPH
    return _SCRAP if length <= _SCRAP_CHARACTERS else _FRAGMENT


def in_sentences(line: Line) -> float:
    """What a line says, whether a site says it of itself or not: its characters that are no links, and its signs."""
    signs = len(_SENTENCE_SIGN.findall(line.text))
    said = len(line.text) - line.link_characters
    return float(min(said, _LONGEST_WEIGHED) + _PER_SIGN * min(signs, _MOST_SIGNS))


def is_statement(text: str) -> bool:
    """True for what a site says of the texts that others put there; it is long, and reads like sentences."""
    found = _STATEMENT.match(text)
    if found is None or found["notice"]:
        return found is not None
    return _ABOUT_TEXTS.search(text) is not None and (
        found["warns"] is None or _OF_THE_SITE.search(text) is not None
    )


def is_of_the_site(texts: Sequence[str]) -> bool:
    """True where most of *texts*, by characters, is what a site says to its readers, of itself too, or no Chinese at all."""
    of_itself = [text for text in texts if _speaks_of_itself(text)]
    if not of_itself:
        return False
    to_readers = [text for text in texts if text in of_itself or _TO_READERS.search(spell(text))]
    return sum(map(len, to_readers)) >= _LEAST_OF_SITE * sum(map(len, texts))


def _speaks_of_itself(text: str) -> bool:
    if len(_HAN.findall(text)) < _LEAST_HAN * len(text) or is_statement(text):
        return True
    return _OF_ITSELF.search(spell(text)) is not None or is_notice_line(spell(text))


def is_advertisement(line: Line) -> bool:
    """True for a call to go elsewhere, and for a call to agree to cookies, which reads like sentences."""
    text = line.text
    if line.link_characters and _CALL.search(text):
        return True
    return ("ookie" in text or "OOKIE" in text) and is_cookie_notice(spell(text))


def furniture(text: str) -> float:
    """What a line costs that is about the page; 0 where it is not."""
    return _remembered_furniture(text) if len(text) <= _LONGEST_FURNITURE else _judge_furniture(text)


def _judge_furniture(text: str) -> float:
    spelled = spell(text)
    if _END_OF_ARTICLE.fullmatch(spelled) or is_related_heading(spelled) or is_editor_line(spelled):
        return END
    if _RIGHTS.match(spelled) or spelled.endswith(_LAST_RIGHTS):
        return END
    if spelled.startswith("分享"):
        return SHARING
    if is_tool_line(spelled) or is_stamp_line(spelled) or parse_labelled_line(spelled):
        return FURNITURE
    return 0.0


# The short lines of the latest pages: those of one site print the same menus, and judging a line takes 7 µs.
_remembered_furniture = functools.lru_cache(maxsize=1 << 12)(_judge_furniture)
