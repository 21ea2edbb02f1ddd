"""Names of bodies in laws, gazettes and news of companies, and what is none. All are invented but for public ones."""

from __future__ import annotations

import pytest

from tests.finder import Finder


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # a session between the place and its parliament
        ("赣州市第十届人民代表大会常务委员会通过。", ["赣州市第十届人民代表大会常务委员会"]),
        ("澳门特别行政区第十四届全国人民代表大会代表当选。", ["全国人民代表大会"]),
        # a quarter of Taiwan, an office before loose characters
        ("財政部北區國稅局公告。", ["財政部北區國稅局"]),
        ("香港生產力促進局轉介個案。", ["香港生產力促進局"]),
        # general words behind a place or country
        ("东北电力公司和巴西石油公司签约。", ["东北电力公司", "巴西石油公司"]),
        ("杭州互联网法院与上海知识产权法院宣判。", ["杭州互联网法院", "上海知识产权法院"]),
        # the dictionary's periodicals; a report is none
        ("《中央日报》跟进。", ["中央日报"]),
        ("据《晚间要闻》报道，天气转凉。", []),
        # numbers and verbs begin and hold no name
        ("葛洲坝6座水电站停机，上市银行发布年报。", []),
        ("曝光银行乱象，严肃查处银行违规。", []),
        ("国家之间所欠缺的是信任。", []),
    ],
)
def test_bodies(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("伯鑫营造有限公司（许若川）", ["伯鑫营造有限公司"]),
        ("债权人：沁元网络技术(北京)有限公司", ["沁元网络技术(北京)有限公司"]),
        # where the beginning is not sure, nobody is named
        ("他说这是一家很小的有限公司。", []),
    ],
)
def test_companies_as_they_are_registered(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("江西省高级人民法院（以下简称赣高院）宣判。赣高院认为，", ["江西省高级人民法院", "赣高院"]),
        ("江西省教育厅（以下简称“赣教厅”）发文。", ["江西省教育厅", "赣教厅"]),
        # nobody's own name, and not a body's
        ("赣州市人民代表大会常务委员会（以下简称常务委员会）决定。", ["赣州市人民代表大会常务委员会"]),
        ("江西省教育厅（以下简称本厅）发文。", ["江西省教育厅"]),
        ("新能源汽车（以下简称新能车）增长。", []),
    ],
)
def test_short_names_given_in_brackets(finder: Finder, body: str, expected: list[str]) -> None:
    assert finder.names(body, "organisation") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("南投字第0990022947號公文。", []),
        ("南投下了雨。", ["南投"]),
        ("从深圳至江门铁路通车。", ["深圳", "江门"]),
        ("从深圳到江门体育馆参观。", ["深圳", "江门体育馆"]),
    ],
)
def test_places_that_files_and_railways_are_named_after(
    finder: Finder, body: str, expected: list[str]
) -> None:
    assert finder.names(body, "place") == expected
