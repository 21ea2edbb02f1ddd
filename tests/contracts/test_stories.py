"""Laws of stories, on every store: they hang together by copies alone, whatever came first and whatever went.

The articles are few and invented, so that whether two are linked is asked of every pair by brute force.
"""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.script import to_simplified
from index.analysis.sketches import band_keys, resemblances, sketch_text
from index.model import Article, Copy, PartialDate
from index.store.memory_store import MemoryStore
from index.store.near_copies import compared_text, is_near_copy
from index.store.port import PutOutcome, StoreReader, StoreWriter
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from index.store.stories import Sketched
from tests.builders import a_clock, an_article
from tests.contracts.store_archive import Archive

DAY = PartialDate(year=2025, month=11, day=27)
PARAGRAPHS = (
    "雲州市低空物流試點今日啟動，首批三條航線連接港區、園區和縣城，主要運送生鮮和急救藥品，單程約需十餘分鐘。",
    "居民最關心的是噪音。試點方案規定夜間停飛，航線避開學校和醫院，並在沿線設立監測點，監測的結果每週公布一次。",
    "主管部門表示，試點結束後將評估成本和安全記錄，再決定是否擴大範圍，基礎數據和責任劃分則要先一步做得扎實。",
    "參加試點的五家企業都是本地的，他們共投入無人機六十餘架，調度、氣象和應急三套規程都要在一年之內檢驗完畢。",
)
FERRY = (
    "樣例港首艘電動渡輪本週抵達，完成測試和驗船程序之後，年底前會來往兩岸，試驗計劃由政府全額資助，為期兩年。",
    "營辦商說，新船的噪音和排放都比柴油船低得多，充電一次可以行駛八個來回，船員已在廠房接受了三個月的培訓。",
)
TEXTS = (
    "\n".join(PARAGRAPHS),
    "\n".join(PARAGRAPHS[:3]),
    "\n".join(PARAGRAPHS[1:]),
    to_simplified("\n".join(PARAGRAPHS)),
    "\n".join((*PARAGRAPHS[:3], *FERRY[:1])),
    "\n".join(FERRY),
    "\n".join(FERRY) + "（來源：樣例社）",
    "雲州股市收盤報三千零二十一點。",
    "雲州股市收盤報三千零五十四點。",
    "",
)
IDS = ("a", "b", "c", "d", "e")


def an_item(article_id: str, body: str, **particulars: object) -> Article:
    return an_article(id=article_id, title="雲州要聞", body=body, published=DAY, **particulars)


def linked(one: Article, other: Article) -> bool:
    sketches = [sketch_text(article.title, article.body) for article in (one, other)]
    keys = band_keys(b"".join(sketches))
    return (
        bool((keys[0] == keys[1]).any())
        and resemblances(*sketches)[0] >= 0.25
        and is_near_copy(compared_text(one), compared_text(other))
    )


def expected_stories(articles: dict[int, Article]) -> dict[int, int]:
    """By brute force: the least ordinal that each article hangs together with, 0 for what is alone."""
    groups = {ordinal: {ordinal} for ordinal in articles}
    for one, other in itertools.combinations(articles, 2):
        if groups[one] is not groups[other] and linked(articles[one], articles[other]):
            groups[one] |= groups[other]
            for ordinal in groups[other]:
                groups[ordinal] = groups[one]
    return {ordinal: min(group) if len(group) > 1 else 0 for ordinal, group in groups.items()}


def found_stories(reader: StoreReader) -> dict[int, int]:
    return {stored.ordinal: stored.story for stored in reader.all_articles()}


def assert_right(reader: StoreReader) -> None:
    stored = {one.ordinal: one.article for one in reader.all_articles()}
    stories = expected_stories(stored)
    assert found_stories(reader) == stories
    assert {one.ordinal: one.story for one in reader.changes_after(0) if not one.removed} == stories
    for ordinal, article in stored.items():
        others = [other for other in stored if other != ordinal and stories[other] == stories[ordinal] > 0]
        assert [copy.id for copy in reader.copies(article.id)] == [stored[other].id for other in others]
        assert reader.story_sizes([stories[ordinal]]) == (len(others) + 1,)
        told = sorted([ordinal, *others]) if stories[ordinal] else []
        assert list(reader.story_ordinals(stories[ordinal])) == told
    alone = sum(story == 0 for story in stories.values())
    assert reader.story_count() == alone + len(set(stories.values()) - {0})
    assert reader.verify() == ()


@contextmanager
def every_store() -> Iterator[Sequence[tuple[StoreWriter, Callable[[], StoreReader]]]]:
    memory = MemoryStore(now=a_clock(step_seconds=0))
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(SqliteStoreWriter(Path(folder), now=a_clock(step_seconds=0))) as writer,
    ):
        yield (
            (memory.writer(), memory.reader),
            (writer, lambda: SqliteStoreReader(Path(folder))),
        )


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[str, str, str]]:
    """Steps: what happens, to which article, with which text."""
    step = st.tuples(
        st.sampled_from(["put", "put", "put", "again", "remove", "date", "source", "commit", "rollback"]),
        st.sampled_from(IDS),
        st.sampled_from(TEXTS),
    )
    return draw(st.lists(step, min_size=1, max_size=14))


def take(writer: StoreWriter, what: str, article_id: str, text: str) -> None:
    known = {one.article.id for one in writer.all_articles()}
    match what:
        case "put":
            writer.put(an_item(article_id, text))
        case "again":
            writer.put(an_item(article_id, text), again=True)
        case "remove" if article_id in known:
            writer.remove(article_id)
        case "date" if article_id in known:
            late = replace(DAY, year=2020 + len(text) % 5)
            writer.put(replace(writer.article(article_id).article, published=late))
        case "source" if article_id in known:
            elsewhere = f"源{len(text) % 2}"
            writer.put(replace(writer.article(article_id).article, source=elsewhere))
        case "commit":
            writer.commit()
        case "rollback":
            writer.rollback()


@settings(max_examples=60)
@given(histories())
def test_stories_are_right_after_any_history(history: list[tuple[str, str, str]]) -> None:
    with every_store() as stores:
        for writer, reader in stores:
            for what, article_id, text in history:
                take(writer, what, article_id, text)
                assert_right(writer)
            writer.commit()
            with closing(reader()) as opened:
                assert_right(opened)


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from(TEXTS), min_size=2, max_size=7),
    st.randoms(use_true_random=False),
    st.integers(1, 4),
)
def test_neither_order_nor_batches_matter(texts: list[str], chance: object, batch: int) -> None:
    articles = [an_item(f"n{number}", text) for number, text in enumerate(texts)]
    shuffled = list(articles)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    partitions = []
    with every_store() as stores, every_store() as others:
        for (writer, _), some, size in ((stores[1], articles, 100), (others[1], shuffled, batch)):
            for number, article in enumerate(some, start=1):
                writer.put(article)
                if number % size == 0:
                    writer.commit()
            copies = {one.id: {copy.id for copy in writer.copies(one.id)} for one in articles}
            partitions.append(copies)
    assert partitions[0] == partitions[1]


@settings(max_examples=25)
@given(st.lists(st.sampled_from(TEXTS), min_size=1, max_size=7), st.booleans())
def test_grouping_anew_gives_the_same(texts: list[str], spoiled: bool) -> None:
    with every_store() as stores:
        for writer, _ in stores:
            for number, text in enumerate(texts):
                writer.put(an_item(f"n{number}", text))
            before, last = found_stories(writer), writer.last_sequence()
            if spoiled:
                writer.regroup([])
            sketched = [
                Sketched(one.ordinal, sketch_text(one.article.title, one.article.body))
                for one in writer.all_articles()
            ]
            writer.regroup(sketched)
            assert found_stories(writer) == before
            assert (writer.last_sequence() == last) is (not spoiled or not any(before.values()))
            assert_right(writer)


def test_the_invented_texts_have_copies_among_them() -> None:
    articles = [an_item(f"n{number}", text) for number, text in enumerate(TEXTS)]
    pairs = itertools.combinations(range(len(TEXTS)), 2)
    found = {(one, other) for one, other in pairs if linked(articles[one], articles[other])}
    assert found >= {(0, 1), (0, 2), (0, 3), (1, 4), (5, 6)}
    assert not found & {(7, 8), (0, 5), (4, 5)}


def put(archive: Archive, *articles: Article) -> list[bool]:
    return [result.has_copies for result in archive.stored(*articles)]


def test_the_first_kept_is_the_head_and_others_are_listed_with_it(archive: Archive) -> None:
    first = an_item("first", TEXTS[0])
    later = an_item("later", TEXTS[3], source="樣例晚報")
    assert put(archive, first, an_item("other", TEXTS[5]), later) == [False, False, True]
    reader = archive.reader()
    assert [reader.article(one).story for one in ("first", "other", "later")] == [1, 0, 1]
    assert reader.copies("first") == (Copy(id="later", source="樣例晚報", published=DAY),)
    assert [copy.id for copy in reader.copies("later")] == ["first"]
    assert (reader.copies("other"), reader.story_count(), reader.count()) == ((), 2, 3)


def test_what_joins_a_story_changes_its_head_too(archive: Archive) -> None:
    (first,) = archive.stored(an_item("first", TEXTS[0]))
    (second,) = archive.stored(an_item("second", TEXTS[1]))
    changed = list(archive.reader().changes_after(first.sequence))
    assert [(one.ordinal, one.story) for one in changed] == [(2, 1), (1, 1)]
    assert changed[0].sequence == second.sequence
    archive.stored(an_item("third", TEXTS[3]))
    assert [one.ordinal for one in archive.reader().changes_after(changed[-1].sequence)] == [3]


def test_two_given_ids_with_one_text_are_one_story(archive: Archive) -> None:
    assert put(archive, an_item("a", "短訊。"), an_item("b", "短訊。")) == [False, True]


def test_an_article_that_joins_two_stories_makes_them_one(archive: Archive) -> None:
    put(archive, an_item("a", "甲" + PARAGRAPHS[0]), an_item("b", "".join(FERRY)))
    reader = archive.reader()
    assert (reader.article("a").story, reader.article("b").story) == (0, 0)
    put(archive, an_item("c", "甲" + PARAGRAPHS[0]), an_item("d", "".join(FERRY)))
    assert [reader.article(one).story for one in "abcd"] == [1, 2, 1, 2]
    archive.stored(an_item("d", "甲" + PARAGRAPHS[0]))
    assert [reader.article(one).story for one in "abcd"] == [1, 0, 1, 1]


def test_a_changed_body_leaves_the_story(archive: Archive) -> None:
    put(archive, an_item("a", TEXTS[0]), an_item("b", TEXTS[1]))
    archive.stored(an_item("b", TEXTS[5]))
    reader = archive.reader()
    assert (reader.copies("a"), reader.article("a").story, reader.article("b").story) == ((), 0, 0)


def test_when_the_head_is_removed_the_next_one_leads(archive: Archive) -> None:
    put(archive, an_item("a", TEXTS[0]), an_item("b", TEXTS[1]), an_item("c", TEXTS[3]))
    archive.writer.remove("a")
    archive.writer.commit()
    reader = archive.reader()
    assert [reader.article(one).story for one in ("b", "c")] == [2, 2]
    back = archive.writer.put(an_item("a", TEXTS[0]), again=True)
    archive.writer.commit()
    assert (back.outcome, back.has_copies) == (PutOutcome.ADDED, True)
    assert [reader.article(one).story for one in ("a", "b", "c")] == [1, 1, 1]


def test_what_hung_together_by_one_article_falls_apart_without_it(archive: Archive) -> None:
    first, bridge, last = PARAGRAPHS, (*PARAGRAPHS, *FERRY), (*PARAGRAPHS[2:], *FERRY)
    put(
        archive,
        *(an_item(one, "".join(text)) for one, text in zip("abc", (first, bridge, last), strict=True)),
    )
    reader = archive.reader()
    assert [reader.article(one).story for one in "abc"] == [1, 1, 1]
    archive.writer.remove("b")
    archive.writer.commit()
    assert [reader.article(one).story for one in "ac"] == [0, 0]


@pytest.mark.parametrize("removed", IDS[:3])
def test_a_story_of_equal_texts_outlives_any_of_them(archive: Archive, removed: str) -> None:
    put(archive, *(an_item(one, TEXTS[0]) for one in IDS))
    archive.writer.remove(removed)
    archive.writer.commit()
    assert archive.reader().story_sizes([archive.reader().article("e").story]) == (4,)
    assert_right(archive.reader())
