"""Pages read in a child process: what is found, which limits hold, what happens to the child."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.errors import ItemError
from indexer.sources.confined import Limits
from indexer.sources.pages import PageExtractor

PARAGRAPHS = (
    "样例市3月5日发布低空经济行动方案，提出用三年时间建成覆盖全市的起降点网络，支持企业开展试飞、检测和运营服务。",
    "方案明确，市级财政每年安排专项资金，重点支持关键零部件攻关，鼓励高校与企业共建实验室，培养专业人才。",
    "市交通运输局负责人表示，下一步将会同有关部门制定实施细则，公开征求社会意见，并定期公布进展情况。",
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>样例市发布方案_样例新闻网</title>
<meta property="og:title" content="样例市发布低空经济行动方案"><meta property="og:site_name" content="样例新闻网">
<meta property="article:published_time" content="2026-03-05T10:22:00+08:00"><meta name="author" content="何一鸣">
<link rel="canonical" href="https://sample.invalid/2026/1.html"></head><body>
<nav><a href="/">首页</a><a href="/gn">国内</a></nav><article><h1>样例市发布低空经济行动方案</h1>
{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}</article>
<footer>版权所有 样例新闻网 未经授权不得转载</footer></body></html>"""


@pytest.fixture(scope="module")
def pages() -> Iterator[PageExtractor]:
    with PageExtractor() as extractor:
        yield extractor


def test_the_article_of_a_page(pages: PageExtractor) -> None:
    found = pages.extract(PAGE.encode(), url="https://sample.invalid/2026/1.html?utm_source=x", charset=None)
    assert (found.title, found.body) == ("样例市发布低空经济行动方案", "\n".join(PARAGRAPHS))
    assert (found.url, found.source, found.author) == (
        "https://sample.invalid/2026/1.html",
        "样例新闻网",
        "何一鸣",
    )
    assert found.published is not None
    assert found.published.iso() == "2026-03-05T10:22:00+08:00"


def test_a_page_without_an_article_is_an_item_error(pages: PageExtractor) -> None:
    with pytest.raises(ItemError, match="no article was found"):
        pages.extract(b"<html><body></body></html>", url=None, charset=None)


def test_a_page_over_a_limit_ends_its_child_and_the_next_one_is_read() -> None:
    with PageExtractor(limits=Limits(wall_seconds=0.0)) as extractor, pytest.raises(ItemError) as caught:
        extractor.extract(PAGE.encode(), url=None, charset=None)
    assert caught.value.reason == "the page cannot be read: it takes over 0 s"
