"""What stands below an article goes, what it ends with stays: golden lines, and documents that end like notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.extract.boilerplate import split_boilerplate

LINES = Path(__file__).resolve().parents[3] / "golden" / "last_lines"
TITLE = "云溪县召开经济工作会议"
ARTICLE = (
    "云溪县3月7日召开经济工作会议，部署全年工作。会议强调要坚持稳中求进。",
    "与会代表认为，目标任务已经明确，关键在于落实。",
)


def read_lines(name: str) -> list[str]:
    return (LINES / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", read_lines("go.txt"))
def test_a_notice_below_the_article_goes(line: str) -> None:
    assert split_boilerplate((*ARTICLE, line), TITLE).kept == ARTICLE


@pytest.mark.parametrize("line", read_lines("stay.txt"))
def test_what_an_article_ends_with_stays(line: str) -> None:
    assert split_boilerplate((*ARTICLE, line), TITLE).kept == (*ARTICLE, line)


def test_notices_go_above_links_too() -> None:
    foot = (
        "※本文由授權轉載，未經同意不得轉載",
        "更多新聞：",
        "雲溪縣稀土新規上路",
        "海港市跟進",
        "加入LINE好友",
        "© 2025 雲溪時報",
    )
    assert split_boilerplate((*ARTICLE, *foot), TITLE).kept == ARTICLE


def test_the_heading_over_a_column_goes_and_the_column_stays() -> None:
    column = "云溪县位于云溪省东部，面积一千平方公里，是重要的稀土产地。"
    assert split_boilerplate((*ARTICLE, "●新闻链接", column), TITLE).kept == (*ARTICLE, column)


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        (
            "关于规范网络转载版权秩序的通知",
            (
                "各有关单位：",
                "为规范网络转载版权秩序，现就有关事项通知如下：",
                "一、转载他人作品应当取得许可，未经许可不得转载。",
                "二、转载作品应当注明作者姓名和来源，不得歪曲原意。",
                "云溪县版权局",
                "2025年11月20日",
            ),
        ),
        (
            "云溪县公告",
            (
                "根据有关规定，现公告如下：",
                "一、未经许可不得转载本网站内容。",
                "二、转载须注明出处。",
                "云溪县人民政府",
                "二〇二五年十一月二十日",
            ),
        ),
        (
            "法院：免责声明不能免责",
            (
                "云溪县法院昨日判决一起侵权案。法院认为，该声明不能免除其责任。",
                "被告文末的声明写道：“图片来自网络，如有侵权，请联系删除。”",
            ),
        ),
        (
            "云溪县网站管理办法",
            (
                "第一条 为了规范网站，制定本办法。",
                "第二条 网站转载作品，应当取得授权。",
                "第三条 未经许可，不得转载、摘编新闻作品。",
            ),
        ),
    ],
    ids=["notice", "announcement", "quotation", "statute"],
)
def test_a_document_about_rights_stays_whole(title: str, paragraphs: tuple[str, ...]) -> None:
    assert split_boilerplate(paragraphs, title).kept == paragraphs
