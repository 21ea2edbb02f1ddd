"""Texts that end anywhere: no detector looks behind the end, in one article or the last of several. All persons are invented."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.finder import Finder

TEXTS = (
    "芦溪县源南镇党委副书记宋以宁到三涧溪村、桃园村考察。国务院国资委企业改革局局长周砚清表示，国际合作方式执行科技计划所产生之成果，"
    "由行政院中部聯合服務中心說明。永嘉县委常委沈若川陪同；他考入延安中学，又到定远中学任教。地址：旗山區中學路60號，香港中學文憑考試。",
    "证券简称：苡特电气 公告编号：7\n郑州苡特电气股份有限公司（以下简称苡特电气）引进了苡桥集团、朗苡科技集团、金苡物流、西苡钢铁等企业，"
    "苡特股份、苡桥集团、西苡钢铁等涨停。公平交易委員會（公平會）所長、任省长、任先生在座，曾鼐说：冀鲁豫、南方网红。",
    "副总理兼外长沙伦赛到访中东欧国家，俄军在库斯克州集结；從種子島宇宙中心發射，在阿蒙森海考察。重啟寧順省（Ninh Thuan）的計畫，"
    "打通北仑港海铁联运，林芝镇嘎拉村，国家自然博物馆，“苡拉尔岛”号，美|商务部，中国驻日本大使馆，第七十八集团军，鹤壁市第十届人民代表大会。",
)


@pytest.mark.parametrize("text", TEXTS)
def test_every_beginning_of_a_text_is_read_as_alone_and_last_of_a_batch(finder: Finder, text: str) -> None:
    begun = [text[:end] for end in range(len(text) + 1)]
    alone = [finder.findings("", one) for one in begun]
    together = [finder.findings_together([("", first), ("", last)]) for first, last in pairwise(begun)]
    assert [found for _, found in together] == alone[1:]
