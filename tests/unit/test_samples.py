"""The bundled sample archive: well-formed, covering, and pointing at no real site."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ARCHIVES = ("articles-hans.jsonl", "articles-hant.jsonl")
SAMPLE_TAGS = {"articles-hans.jsonl": "样例", "articles-hant.jsonl": "樣例"}
REQUIRED = ("id", "url", "title", "body", "source", "tags")
KNOWN = {*REQUIRED, "published", "region", "author"}
PUBLISHED = re.compile(
    r"202[3-6](-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T[0-2]\d:[0-5]\d:[0-5]\d(Z|[+-]\d\d:\d\d))?)?)?"
)
# Every provincial-level division by its short name, in both scripts where they differ.
PROVINCES = (
    "北京 天津 河北 山西 内蒙古|內蒙古 辽宁|遼寧 吉林 黑龙江|黑龍江 上海 江苏|江蘇 浙江 安徽 福建 江西 "
    "山东|山東 河南 湖北 湖南 广东|廣東 广西|廣西 海南 重庆|重慶 四川 贵州|貴州 云南|雲南 西藏 陕西|陝西 "
    "甘肃|甘肅 青海 宁夏|寧夏 新疆 台湾|台灣|臺灣 香港 澳门|澳門"
).split()
RECURRING = {
    "稀土": 12,
    "新质生产力|新質生產力|新質生産力": 12,
    "低空经济|低空經濟": 10,
    "乡村振兴|鄉村振興": 10,
}

SampleObject = dict[str, Any]


def read_objects(*names: str) -> list[SampleObject]:
    lines = [line for name in names for line in (SAMPLES / name).read_text("utf-8").splitlines()]
    return [json.loads(line) for line in lines]


def shown_text(sample: SampleObject) -> str:
    region = sample.get("region", "")
    return "\n".join([sample["title"], sample["body"], *([region] if isinstance(region, str) else region)])


def count_holding(names: str) -> int:
    pattern = re.compile(names)
    return sum(bool(pattern.search(shown_text(sample))) for sample in read_objects(*ARCHIVES))


def test_the_archive_is_large_enough_in_both_scripts() -> None:
    counts = {name: len(read_objects(name)) for name in ARCHIVES}
    assert min(counts.values()) >= 65
    assert sum(counts.values()) >= 130


@pytest.mark.parametrize("name", ARCHIVES)
def test_every_line_is_an_article_marked_as_a_sample(name: str) -> None:
    for sample in read_objects(name):
        missing = [key for key in REQUIRED if not sample.get(key)]
        assert (sample.get("id"), missing, set(sample) - KNOWN) == (sample["id"], [], set())
        assert SAMPLE_TAGS[name] in sample["tags"]
        assert 120 <= len(sample["body"]) <= 500, sample["id"]
        assert 8 <= len(sample["title"]) <= 30, sample["id"]


@pytest.mark.parametrize("key", ["id", "url", "title"])
def test_no_two_articles_share_what_identifies_them(key: str) -> None:
    counts = Counter(sample[key] for sample in read_objects(*ARCHIVES))
    assert [value for value, count in counts.items() if count > 1] == []


def test_the_scripts_are_kept_apart() -> None:
    simplified_only, traditional_only = set("这们产业经济对说关发"), set("這們產業經濟對說關發産説")
    for sample in read_objects(ARCHIVES[0]):
        assert not traditional_only & set(shown_text(sample)), sample["id"]
    # One traditional article quotes the simplified 发 on purpose.
    for sample in read_objects(ARCHIVES[1]):
        assert not (simplified_only - {"发"}) & set(shown_text(sample)), sample["id"]


@pytest.mark.parametrize("names", PROVINCES)
def test_every_province_is_in_at_least_two_articles(names: str) -> None:
    assert count_holding(names) >= 2


@pytest.mark.parametrize(("names", "least"), RECURRING.items())
def test_topics_recur(names: str, least: int) -> None:
    assert count_holding(names) >= least


def test_all_three_spellings_of_one_term_occur() -> None:
    assert min(count_holding(name) for name in ("新质生产力", "新質生產力", "新質生産力")) >= 3


def test_dates_are_iso_and_lie_between_2023_and_october_2026() -> None:
    dates = [sample["published"] for sample in read_objects(*ARCHIVES) if "published" in sample]
    assert [date for date in dates if not PUBLISHED.fullmatch(date) or date >= "2026-11"] == []
    months = {date[:7] for date in dates if len(date) >= 7}
    assert len(months) == 3 * 12 + 10
    assert {len(date) for date in dates} >= {4, 7, 10, 25}
    assert len(dates) < len(read_objects(*ARCHIVES))


def test_about_half_of_the_articles_give_their_region() -> None:
    samples = read_objects(*ARCHIVES)
    given = sum("region" in sample for sample in samples)
    assert 0.35 <= given / len(samples) <= 0.65


def test_there_are_many_sources() -> None:
    assert len({sample["source"] for sample in read_objects(*ARCHIVES)}) >= 12


def test_no_address_but_sample_invalid() -> None:
    files = [*SAMPLES.glob("*.jsonl"), *SAMPLES.glob("text/*.txt")]
    content = "\n".join(path.read_text("utf-8") for path in files)
    assert set(re.findall(r"[a-z]+://([^/\s\"]+)", content)) == {"sample.invalid"}
    assert re.findall(r"www\.|@[a-z0-9-]+\.", content) == []
    assert all(sample["url"].startswith("https://sample.invalid/") for sample in read_objects(*ARCHIVES))


def test_updates_change_the_body_of_articles_that_exist() -> None:
    bodies = {sample["id"]: sample["body"] for sample in read_objects(*ARCHIVES)}
    updates = read_objects("updates.jsonl")
    assert len(updates) >= 2
    assert [update["id"] for update in updates if bodies[update["id"]] == update["body"]] == []


def test_plain_texts_have_a_title_line_and_one_needs_utf_8() -> None:
    texts = [path.read_text("utf-8") for path in sorted(SAMPLES.glob("text/*.txt"))]
    assert len(texts) >= 8
    assert [text for text in texts if not 5 <= len(text.splitlines()[0]) <= 40] == []
    assert any(text.encode("gbk", errors="replace").decode("gbk") != text for text in texts)


def test_the_readme_counts_are_true() -> None:
    readme = (SAMPLES / "README.md").read_text("utf-8")
    counts = [int(number) for number in re.findall(r"\| (\d+) articles", readme)]
    assert counts == [*(len(read_objects(name)) for name in ARCHIVES), len(list(SAMPLES.glob("text/*.txt")))]


def test_the_queries_are_within_the_limits() -> None:
    lines = (SAMPLES / "queries.list").read_text("utf-8").splitlines()
    queries = [line for line in lines if line and not line.startswith("#")]
    assert len(queries) >= 25
    assert max(map(len, queries)) <= 256
