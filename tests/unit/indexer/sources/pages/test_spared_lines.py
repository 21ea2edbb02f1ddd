"""Paragraphs that only look like a page's own lines: they stay, and so does what stands below them."""

from __future__ import annotations

import pytest

from indexer.sources.pages.reading import read_page

TEXT = "样例市3月5日发布低空经济行动方案，提出用三年时间建成覆盖全市的起降点网络。"
BELOW = "评审结果将于四月底前在市科技局网站公示，公示期为五个工作日。"


def body(*paragraphs: str) -> list[str]:
    inside = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return read_page(f"<h1>样例市发布方案</h1><div>{inside}</div>", None).body.split("\n")


@pytest.mark.parametrize(
    "paragraph",
    [
        "特别提示：各申报单位须在3月20日前登录申报系统上传全部材料，逾期不再受理。",
        "提示：凡是要求上传身份证照片和银行卡号的来电，一律是诈骗，请立即挂断。",
        "提醒：投稿作者须为本市在校学生，每人限交一篇，字数不超过两千字。",
        "版权所有者有权要求侵权人赔偿损失",
        "著作权所有人可以委托集体管理组织行使权利",
        "许可证编号：样20250012",
    ],
)
def test_a_paragraph_and_what_is_below_it_stay(paragraph: str) -> None:
    assert body(TEXT, TEXT, paragraph, BELOW) == [TEXT, TEXT, paragraph, BELOW]


def test_a_statement_above_most_of_the_text_ends_nothing() -> None:
    statement = "声明：样例市版权局昨天公布的名单所列单位，均已停止侵权并删除了作品。"
    assert body(TEXT, statement, TEXT, TEXT, BELOW) == [TEXT, statement, TEXT, TEXT, BELOW]


@pytest.mark.parametrize(
    "statement",
    [
        "特别声明：以上内容为自媒体用户上传并发布，本平台仅提供信息存储服务，不代表本平台立场。",
        "提示：本平台转载的文章版权归原作者，如有异议请与我们联系，我们将及时处理。",
    ],
)
def test_what_a_site_states_at_the_foot_ends_the_text(statement: str) -> None:
    assert body(TEXT, TEXT, TEXT, statement, "市民都在看这些新闻，快来说说您的看法。") == [TEXT, TEXT, TEXT]


def test_a_sentence_in_its_own_box_stays_though_most_of_it_is_a_link() -> None:
    sentence = "补贴申领可登录<a href='/x'>云溪市政务服务网站申领入口页面</a>办理。"
    page = f"<h1>样例市发布方案</h1><div><p>{TEXT}</p><p>{TEXT}</p><div>{sentence}</div><p>{TEXT}</p><p>{BELOW}</p></div>"
    assert read_page(page, None).body.split("\n") == [
        TEXT,
        TEXT,
        "补贴申领可登录云溪市政务服务网站申领入口页面办理。",
        TEXT,
        BELOW,
    ]
