"""Whatever is done to them, the memory store and the SQLite store answer alike."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import NotFoundError
from index.model import Article, Entity, PartialDate
from index.store.memory_store import MemoryStore
from index.store.port import StoreReader, StoreWriter
from index.store.sqlite_store import SqliteStoreReader, SqliteStoreWriter
from tests.builders import a_clock, an_article

articles = st.builds(
    replace,
    st.sampled_from(
        [an_article(id="a"), an_article(id="b"), an_article(id="a", identity="url:https://example.cn/a")]
    ),
    title=st.sampled_from(["", "甲", "乙"]),
    body=st.sampled_from(["", "正", "文", "正文"]),
    raw=st.sampled_from(["", "正", "原"]),
    url=st.sampled_from([None, "https://example.cn/a", "https://example.cn/b"]),
    published=st.sampled_from([None, PartialDate(year=2025), PartialDate(year=2025, month=1, day=2)]),
    source=st.sampled_from([None, "某報"]),
    given_regions=st.sampled_from([(), ("1501",)]),
    regions=st.sampled_from([(), ("15", "1501"), ("11", "15")]),
    entities=st.sampled_from([(), (Entity(name="甲", canonical="甲", kind="person"),)]),
)
Step = Callable[[StoreWriter], object]


def refused(step: Step, writer: StoreWriter) -> object:
    try:
        return step(writer)
    except NotFoundError as error:
        return type(error)


def a_put(article: Article, again: bool) -> Step:
    return lambda writer: writer.put(article, again=again)


def a_removal(article_id: str) -> Step:
    return lambda writer: writer.remove(article_id)


def a_derivation(ordinal: int, article: Article) -> Step:
    return lambda writer: writer.update_derived(ordinal, article)


steps = st.one_of(
    st.builds(a_put, articles, st.booleans()),
    st.builds(a_put, articles, st.just(False)),
    st.builds(a_removal, st.sampled_from(["a", "b", "a-2"])),
    st.builds(a_derivation, st.integers(1, 3), articles),
    st.sampled_from([StoreWriter.commit, StoreWriter.rollback]).map(
        lambda method: lambda writer: getattr(writer, method.__name__)()
    ),
)


def everything(reader: StoreReader) -> object:
    found = list(reader.all_articles())
    versions = [reader.versions(one.article.id) for one in found]
    asked = [3, 1, 2]
    return (
        found,
        versions,
        list(reader.changes_after(0)),
        [reader.copies(one.article.id) for one in found],
        [reader.story_ordinals(one.story) for one in found],
        (reader.last_sequence(), reader.count(), reader.story_count(), reader.sources(), reader.verify()),
        (reader.articles(asked), reader.texts(asked), reader.ids(asked)),
    )


@settings(max_examples=60)
@given(st.lists(steps, max_size=25))
def test_two_stores_agree(taken: list[Step]) -> None:
    memory = MemoryStore(now=a_clock(step_seconds=0))
    with tempfile.TemporaryDirectory() as folder:
        ours = memory.writer()
        with closing(SqliteStoreWriter(Path(folder), now=a_clock(step_seconds=0))) as theirs:
            for step in taken:
                assert refused(step, theirs) == refused(step, ours)
            assert everything(theirs) == everything(ours)
            with closing(SqliteStoreReader(Path(folder))) as reader:
                assert everything(reader) == everything(memory.reader())
