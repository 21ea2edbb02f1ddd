"""The first sentence that stands in for a title: the report's own words, without dateline and byline."""

from __future__ import annotations

import pytest

from indexer.extract.boilerplate import split_boilerplate
from indexer.extract.headline import first_sentence

SENTENCE = "云溪县召开科技大会"


@pytest.mark.parametrize(
    "lead",
    [
        "",
        "云溪网海港11月27日电 (记者 李某平)",
        "云溪社海港11月27日电（记者李某平、王某某）",
        "云溪社海港11月27日电 题：",
        "【雲溪社11月12日電】",
        "〔記者王小明／海港報導〕",
        "（雲溪社記者林小明海港5日電）",
        "【本報訊】",
        "【雲溪專訊】",
        "【记者李某平海港报道】",
        "本报讯（记者 李某平）",
        "本报讯 ",
        "本报海港3月8日电（记者 李某平）",
        "云溪网消息：",
        "据云溪社海港5日电，"[:-1] + " ",
        "云溪社记者王某海港1月5日电 ",
        "（记者 李某平）",
    ],
)
def test_a_sentence_loses_dateline_and_byline(lead: str) -> None:
    assert first_sentence(f"{lead}{SENTENCE}。会议强调落实。") == SENTENCE


@pytest.mark.parametrize(
    "sentence",
    [
        "云溪社今年成立五十周年",
        "本报记者将赴各地采访",
        "云溪网讯问多名证人",
        "云溪县电视台3日电视节目改版",
        "（试行）办法自明年起施行",
        "3月8日电力供应恢复正常",
        "11月27日，云溪县召开科技大会",
    ],
)
def test_words_of_the_report_stay(sentence: str) -> None:
    assert first_sentence(f"{sentence}。") == sentence


def test_a_lead_alone_stays() -> None:
    assert first_sentence("【本報訊】") == "【本報訊】"


def test_what_a_credit_parted_stays_apart() -> None:
    split = split_boilerplate(["本报海港3月8日电（记者 李明）云溪省推进低空经济。"])
    assert split.kept == ("本报海港3月8日电 云溪省推进低空经济。",)
