"""What tells of a photograph: captions, whose it is, and who took it; captions below a label that says so.

Pure patterns over spelled text (`spelling.py`), each precise rather than complete: a sentence of the article must never
go. `boilerplate.py` decides where in a page they may be used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from index.model import Span
from indexer.extract.bylines import NAMES, ROLE

# A line that is nothing but a picture's origin: who took, drew or gave it.
_PICTURE_LINE: Final = re.compile(
    r"(?:[\u3400-\u9fffA-Za-z0-9·]{1,16}(?:资料图片?|档案照片?|图片|制图|截图|供图|绘图|配图)(?:\s*/\s*|$)){1,3}|(?:图|供图|图片(?:提供|来源)?|(?:照片|图像|影像)来源)\s*[:|/]\s*[^。!?:]{2,40}"
    # A comma parts words of a sentence too: behind it stands who owns or gave the picture, and nothing else. What screen
    # readers are told begins no sentence.
    rf"|(?:图片|照片)(?:来源|提供),\s*(?:[A-Z][^。!?]{{1,40}}|{NAMES}|[\u3400-\u9fff·]{{1,14}}(?:[社网报台]|新闻|提供|截图|图片|资料|微博|微信))"
    r"|图像来源,[^。!?:]{2,40}|图像加注文字,.{0,100}"
)
_MADE_LINE: Final = re.compile(
    r"[\u3400-\u9fff]{2,16}(?:部|中心|频道|工作室|融媒体)(?:出品|制作|监制|联合出品)"
)
_CAPTION_LABEL: Final = re.compile(r"(?P<template>图像加注文字),\s*|图(?:注|说|片说明)\s*:\s*")
_CAPTION_START: Final = re.compile(
    r"(?:图为|图(?:注|说|片说明)\s*:|这是(?:\d{1,2}月)?\d{1,2}日[^。]{0,30}(?:拍摄|航拍)|上图|下图|左图|右图|配图|图说|图片?\s?[①-⑳一二三四五六七八九十\d]{0,2}\s?:|资料图|[▲△▼▽◀▶]\s*[\u3400-\u9fff\"]|\(图\))"
)
_CREDIT_END: Final = re.compile(
    rf"(?:^|[。!?\"\s(,;])(?P<who>[^。!?\"(]{{0,30}}?(?:{ROLE}|社|报|网|图|中心)[^。!?\"(]{{0,16}}|{NAMES})\s*[/|]?\s*"
    r"(?:(?<![拍航录自偷实翻])摄(?:影(?:报[道导])?)?|[\u3400-\u9fff]{0,6}传真)\s*[/:]?(?:\s*\d[\d\s年月日]*)?(?:\([^()]{2,12}\))?[)。.\s]*$"
    r"|\((?:[^()]{0,24}(?:资料图片?|档案照片?|资料照片?|供图|提供|(?:无人机|手机|拼版|合成|全景)(?:照片|航拍)|视频截图|截图|制图|翻摄[^()]{0,16}|摄)|(?:图|图片|图源|来源|取自|照片)\s*[:/][^()]{1,30}|图片?取自[^()]{1,40})\)[。\s]*$"
    r"|[。!?\"\s](?:[\u3400-\u9fff]{2,14}供图|(?:资料|档案|网上|网络|受访者)(?:图片?|照片|提供)|图\s*[:|]\s*[^。!?:\s]{2,16})[。\s]*$"
)
_CREDIT_SIGN: Final = re.compile("[摄图照截供源取真]")
_LONGEST_CAPTION: Final = 160
# A label of one's own may have nothing behind it: then the article goes on below.
_LONGEST_BELOW_LABEL: Final = 30
_LONGEST_BELOW_TEMPLATE: Final = 100
_TAIL_CHARACTERS: Final = 120


def detect_photo_credit(spelled: str) -> Span | None:
    """Find who took or gave the photograph at a paragraph's end."""
    tail = max(0, len(spelled) - _TAIL_CHARACTERS)
    if _CREDIT_SIGN.search(spelled, tail) is None:  # saves the slow pattern for most paragraphs
        return None
    found = _CREDIT_END.search(spelled, tail)
    if found is None:
        return None
    start = found.start("who") if found["who"] else found.start()
    return Span(start=start, end=found.end())


def is_caption(spelled: str) -> bool:
    """True for a short paragraph that tells of a photograph."""
    if len(spelled) > _LONGEST_CAPTION:
        return False
    line = spelled.strip(" ()")
    if _PICTURE_LINE.fullmatch(line) or _MADE_LINE.fullmatch(line):
        return True
    return _CAPTION_START.match(spelled) is not None or detect_photo_credit(spelled) is not None


def detect_captions(spelled: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines that tell of a photograph, and of those below a label that says so (`图像加注文字,`)."""
    return frozenset(
        number
        for number, line in enumerate(spelled)
        if is_caption(line) or (number > 0 and is_labelled_caption(spelled[number - 1], line))
    )


def is_labelled_caption(above: str, spelled: str) -> bool:
    """True for a line of one short sentence below one that only says that a caption follows (`图像加注文字,`)."""
    label = _CAPTION_LABEL.fullmatch(above)
    if label is None or "。" in spelled[:-1]:
        return False
    return len(spelled) <= (_LONGEST_BELOW_LABEL if label["template"] is None else _LONGEST_BELOW_TEMPLATE)
