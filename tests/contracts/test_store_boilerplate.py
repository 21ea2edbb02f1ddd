"""Learned paragraphs and readings: the laws of `index/store/boilerplate.py`, on every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.errors import GoneError, NotFoundError
from index.store.boilerplate import LearnedParagraph, Reading
from tests.builders import an_article
from tests.contracts.store_archive import Archive

FIRST = LearnedParagraph(publisher="乙社", key=-5, text="再见。", articles=9)
SECOND = LearnedParagraph(publisher="乙社", key=7, text="欢迎。", articles=12, kept=True)
THIRD = LearnedParagraph(publisher="甲社", key=7, text="欢迎。", articles=3)


def test_learned_paragraphs_come_by_publisher_then_count(archive: Archive) -> None:
    archive.writer.put_learned([FIRST, THIRD, SECOND])
    archive.writer.commit()
    assert archive.reader().learned_paragraphs() == (SECOND, FIRST, THIRD)
    archive.writer.put_learned([replace(FIRST, articles=20)])
    assert archive.writer.learned_paragraphs()[0].articles == 20


def test_readings_come_last_stored_first_without_removed_ones(archive: Archive) -> None:
    results = [archive.writer.put(an_article(body=f"正文{number}")) for number in range(4)]
    for result in results:
        archive.writer.note_reading(result.ordinal, "甲社", f"全文{result.ordinal}")
    archive.writer.note_reading(results[1].ordinal, None, None)
    archive.writer.note_reading(results[2].ordinal, "甲社", None)
    archive.writer.remove(archive.writer.ids([results[3].ordinal])[0])
    archive.writer.commit()
    reader = archive.reader()
    ids = reader.ids([results[0].ordinal, results[2].ordinal])
    newest = Reading(ordinal=results[2].ordinal, id=ids[1], body="正文2", uncut="正文2")
    oldest = Reading(ordinal=results[0].ordinal, id=ids[0], body="正文0", uncut=f"全文{results[0].ordinal}")
    assert reader.readings("甲社") == (newest, oldest)
    assert reader.readings("甲社", newest=1) == (newest,)
    assert reader.readings("丙社") == ()
    assert reader.publishers() == ("甲社",)


def test_a_replaced_text_is_no_new_version_and_keeps_raw(archive: Archive) -> None:
    article = an_article(body="正文。\n再见。", raw="原文。正文。\n再见。")
    ordinal = archive.writer.put(article).ordinal
    cut = replace(archive.writer.article(article.id).article, body="正文。")
    assert archive.writer.replace_text(ordinal, cut) == archive.writer.last_sequence()
    archive.writer.commit()
    stored = archive.reader().article(article.id)
    assert (stored.article.body, stored.article.raw, stored.version) == ("正文。", article.raw, 1)
    assert [version.body for version in archive.reader().versions(article.id)] == ["正文。"]
    assert archive.reader().verify() == ()


def test_the_text_of_what_is_not_there_cannot_be_replaced(archive: Archive) -> None:
    article = an_article()
    with pytest.raises(NotFoundError):
        archive.writer.replace_text(99, article)
    ordinal = archive.writer.put(article).ordinal
    archive.writer.remove(article.id)
    with pytest.raises(GoneError):
        archive.writer.replace_text(ordinal, article)
