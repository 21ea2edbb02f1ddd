"""The contract of the article store (`index/store/port.py`), on every store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index.errors import GoneError, ItemError, NotFoundError
from index.model import Article, PartialDate
from index.store.digest import content_digest
from index.store.port import PutOutcome, PutResult, SourceCount, SpelledName, StoredState, spelling_key
from tests.builders import a_full_article, an_article
from tests.contracts.store_archive import Archive

DAY = PartialDate(year=2025, month=11, day=27)
RICH = a_full_article()


def a_numbered_article(number: int) -> Article:
    """One of many that are no copies of one another."""
    return an_article(title=f"第{number}條", body=f"{number:05}國" * 3)


def outcomes(results: list[PutResult]) -> list[PutOutcome]:
    return [result.outcome for result in results]


def test_everything_of_an_article_comes_back_exactly(archive: Archive) -> None:
    archive.stored(RICH)
    stored = archive.reader().article(RICH.id)
    assert (stored.article, stored.version, stored.digest) == (RICH, 1, content_digest(RICH))


def test_an_empty_raw_text_stays_empty(archive: Archive) -> None:
    article = an_article(raw="")
    archive.stored(article)
    assert archive.reader().article(article.id).article.raw == ""


def test_articles_come_without_raw_in_the_order_asked_for(archive: Archive) -> None:
    first, second = archive.stored(RICH, an_article(title="另一條"))
    asked = (second.ordinal, 999, first.ordinal)
    found = archive.reader().articles(asked)
    assert [one.ordinal for one in found] == [second.ordinal, first.ordinal]
    assert found[1].article == replace(RICH, raw="")


def test_texts_and_ids_come_in_the_order_asked_for(archive: Archive) -> None:
    other = an_article(title="另一條", body="另一個正文")
    first, second = archive.stored(RICH, other)
    reader = archive.reader()
    asked = (second.ordinal, 999, first.ordinal)
    texts = [(text.ordinal, text.title, text.body) for text in reader.texts(asked)]
    assert texts == [
        (second.ordinal, other.title, other.body),
        (first.ordinal, RICH.title, RICH.body),
    ]
    assert reader.ids(asked) == (other.id, "", RICH.id)


def test_an_empty_store_answers(archive: Archive) -> None:
    archive.writer.commit()
    reader = archive.reader()
    assert (reader.count(), reader.last_sequence(), reader.sources(), reader.verify()) == (0, 0, (), ())
    assert [*reader.changes_after(0), *reader.all_articles()] == []
    assert (reader.articles([1]), reader.texts([]), reader.ids([1])) == ((), (), ("",))


def test_the_same_article_twice_changes_nothing(archive: Archive) -> None:
    first, second = archive.stored(RICH, RICH)
    assert (first.outcome, first.version) == (PutOutcome.ADDED, 1)
    assert second == PutResult(outcome=PutOutcome.UNCHANGED, ordinal=first.ordinal, sequence=0, version=1)
    assert archive.writer.last_sequence() == first.sequence


def test_two_spellings_of_the_url_that_is_the_identity_do_not_take_turns(archive: Archive) -> None:
    article = an_article(id="u", identity="url:https://example.cn/a", url="https://example.cn/a")
    results = archive.stored(article, replace(article, url="https://example.cn/a?utm_source=x"))
    assert outcomes(results) == [PutOutcome.ADDED, PutOutcome.UNCHANGED]


def test_the_identity_decides_and_the_first_id_stays(archive: Archive) -> None:
    first = an_article(id="one", identity="url:https://example.cn/a")
    _, second = archive.stored(first, replace(first, id="two", body="改"))
    assert second.outcome is PutOutcome.UPDATED
    reader = archive.reader()
    assert reader.article("one").article.body == "改"
    with pytest.raises(NotFoundError):
        reader.article("two")


def test_a_made_id_that_is_taken_is_lengthened(archive: Archive) -> None:
    taken = an_article(id="abc")
    other = an_article(id="abc", identity="url:https://example.cn/a")
    third = an_article(id="abc", identity="url:https://example.cn/b")
    results = archive.stored(taken, other, third)
    assert archive.reader().ids([one.ordinal for one in results]) == ("abc", "abc-2", "abc-3")
    assert archive.writer.put(other).outcome is PutOutcome.UNCHANGED


def test_a_given_id_that_names_a_stored_article_is_that_article(archive: Archive) -> None:
    first = an_article(id="abc", identity="url:https://example.cn/a", url="https://example.cn/a")
    same = replace(first, identity="id:abc", author="王小明")
    results = archive.stored(first, same, first)
    assert [one.particulars for one in results] == [False, True, False]
    assert archive.reader().article("abc").article.identity == first.identity


def test_two_given_ids_are_never_one_article(archive: Archive) -> None:
    assert outcomes(archive.stored(RICH, replace(RICH, id="x", identity="id:x"))) == [PutOutcome.ADDED] * 2


def test_a_removed_article_is_gone_and_stays_so(archive: Archive) -> None:
    (first,) = archive.stored(RICH)
    assert archive.writer.remove(RICH.id) == first.ordinal
    again = archive.writer.put(replace(RICH, body="改"))
    archive.writer.commit()
    assert again == PutResult(outcome=PutOutcome.REMOVED, ordinal=0, sequence=0, version=0)
    reader = archive.reader()
    for question in (reader.article, reader.versions, reader.copies, archive.writer.remove):
        with pytest.raises(GoneError):
            question(RICH.id)
    asked = [first.ordinal]
    assert (reader.articles(asked), reader.texts(asked), reader.ids(asked)) == ((), (), ("",))
    assert (reader.count(), reader.sources(), list(reader.all_articles())) == (0, (), [])
    assert list(reader.changes_after(0)) == [StoredState(first.ordinal, first.sequence + 1, 0, True)]


def test_a_removed_article_comes_back_only_when_told_to(archive: Archive) -> None:
    archive.stored(replace(RICH, body="更早"), RICH)
    ordinal = archive.writer.remove(RICH.id)
    back = archive.writer.put(RICH, again=True)
    archive.writer.commit()
    assert (back.outcome, back.version, back.ordinal) == (PutOutcome.ADDED, 1, ordinal)
    reader = archive.reader()
    assert reader.article(RICH.id).article == RICH
    assert [one.body for one in reader.versions(RICH.id)] == [RICH.body]
    assert reader.verify() == ()


def test_an_article_brought_back_by_its_id_keeps_its_identity(archive: Archive) -> None:
    first = an_article(id="abc", identity="url:https://example.cn/a")
    archive.stored(first)
    archive.writer.remove("abc")
    assert archive.writer.put(replace(first, identity="id:abc"), again=True).outcome is PutOutcome.ADDED
    assert archive.writer.article("abc").article == first
    assert archive.writer.put(first).outcome is PutOutcome.UNCHANGED


def test_the_id_of_a_removed_article_is_not_given_to_another(archive: Archive) -> None:
    archive.stored(RICH)
    archive.writer.remove(RICH.id)
    (other,) = archive.stored(an_article(id=RICH.id, identity="url:https://example.cn/a"))
    assert archive.reader().ids([other.ordinal]) == (f"{RICH.id}-2",)


def test_ordinals_are_never_used_again(archive: Archive) -> None:
    (first,) = archive.stored(RICH)
    archive.writer.remove(RICH.id)
    (second,) = archive.stored(an_article(title="另一條"))
    assert second.ordinal > first.ordinal > 0


def test_unknown_articles_are_not_found(archive: Archive) -> None:
    archive.stored(RICH)
    reader = archive.reader()
    for unknown in ("nobody", "", "\ud800", "a/b:c#d國"):
        for question in (reader.article, reader.versions, reader.copies, archive.writer.remove):
            with pytest.raises(NotFoundError) as raised:
                question(unknown)
            assert not isinstance(raised.value, GoneError)


def test_changes_come_in_order_each_article_once(archive: Archive) -> None:
    first, second = archive.stored(an_article(title="甲"), an_article(title="乙"))
    changed, removed = an_article(title="甲", author="某"), an_article(title="乙").id
    (update,) = archive.stored(changed)
    archive.writer.remove(removed)
    archive.writer.commit()
    reader = archive.reader()
    states = list(reader.changes_after(0))
    assert [(one.ordinal, one.removed) for one in states] == [(first.ordinal, False), (second.ordinal, True)]
    assert [one.sequence for one in states] == [update.sequence, update.sequence + 1]
    assert states[0].digest == content_digest(changed)
    assert list(reader.changes_after(update.sequence)) == states[1:]
    assert list(reader.changes_after(reader.last_sequence())) == []


def test_all_articles_come_by_ordinal_with_raw(archive: Archive) -> None:
    first, _ = archive.stored(RICH, an_article(title="另一條"))
    reader = archive.reader()
    assert next(reader.all_articles()).article == RICH
    assert [one.ordinal for one in reader.all_articles(after_ordinal=first.ordinal)] == [2]


def test_a_walk_is_steady_while_articles_are_stored(archive: Archive) -> None:
    archive.stored(*map(a_numbered_article, range(1_200)))
    walk = archive.reader().all_articles()
    seen = [next(walk).ordinal]
    archive.stored(an_article(title="新來的"), replace(a_numbered_article(1_199), author="某"))
    seen += [one.ordinal for one in walk]
    assert seen == list(range(1, 1_201))


def test_a_writer_may_write_while_it_walks(archive: Archive) -> None:
    archive.stored(*map(a_numbered_article, range(1_200)))
    walked = 0
    for one in archive.writer.all_articles():
        archive.writer.update_derived(one.ordinal, replace(one.article, regions=("11",)))
        archive.writer.put(a_numbered_article(5_000 + one.ordinal))
        walked += 1
    assert (walked, archive.writer.count()) == (1_200, 2_400)
    changed = 0
    for state in archive.writer.changes_after(0):
        archive.writer.update_derived(state.ordinal, an_article())
        changed += 1
    assert changed <= 2_400


def test_readers_see_what_is_committed_and_nothing_else(archive: Archive) -> None:
    archive.stored(RICH)
    reader = archive.reader()
    archive.writer.put(replace(RICH, body="改"))
    archive.writer.note_names("person", [("a", "A")])
    assert archive.writer.article(RICH.id).article.body == "改"
    assert (reader.article(RICH.id).article.body, reader.last_sequence()) == (RICH.body, 1)
    assert [name.canonical for name in reader.names("person", ["a"])] == ["a"]
    archive.writer.commit()
    assert (reader.article(RICH.id).article.body, reader.last_sequence()) == ("改", 2)
    assert [name.canonical for name in reader.names("person", ["a"])] == ["A"]


def test_what_is_rolled_back_never_happened(archive: Archive) -> None:
    archive.stored(RICH)
    archive.writer.put(replace(RICH, body="改"))
    archive.writer.put(an_article(title="另一條"))
    archive.writer.rollback()
    assert (archive.writer.count(), archive.writer.last_sequence()) == (1, 1)
    (result,) = archive.stored(replace(RICH, body="改"))
    assert (result.outcome, result.sequence) == (PutOutcome.UPDATED, 2)


def test_update_derived_replaces_what_detectors_found(archive: Archive) -> None:
    (first,) = archive.stored(RICH)
    derived = replace(
        RICH,
        regions=("31",),
        entities=(),
        script="mixed",
        published=PartialDate(year=2025, month=11, day=26),
        published_origin="dateline",
        event_date=PartialDate(year=2025, month=11, day=25),
        date_ahead=True,
    )
    other = replace(derived, title="別的", body="別的", source=None, tags=(), given_regions=())
    sequence = archive.writer.update_derived(first.ordinal, other)
    archive.writer.commit()
    stored = archive.reader().article(RICH.id)
    assert stored.article == derived
    assert (stored.sequence, stored.version) == (sequence, 1)
    assert stored.digest == content_digest(stored.article)
    assert archive.reader().verify() == ()
    archive.writer.remove(RICH.id)
    with pytest.raises(GoneError):
        archive.writer.update_derived(first.ordinal, an_article())
    with pytest.raises(NotFoundError):
        archive.writer.update_derived(999, an_article())


def test_sources_are_counted_the_commonest_first_then_by_name(archive: Archive) -> None:
    sources = ("乙", "甲", "丙", "丙", None)
    archive.stored(*(an_article(title=f"{n}", source=source) for n, source in enumerate(sources)))
    archive.writer.put(an_article(title="走了", source="乙"))
    archive.writer.remove(an_article(title="走了").id)
    archive.writer.commit()
    counted = [SourceCount(source=one, articles=n) for one, n in (("丙", 2), (None, 1), ("乙", 1), ("甲", 1))]
    assert archive.reader().sources() == tuple(counted)


def test_the_first_spelling_of_a_name_stays_for_each_kind(archive: Archive) -> None:
    archive.writer.note_names("person", [("a", "A"), ("a", "Ａ"), ("b", "B")])
    archive.writer.note_names("place", [("a", "Ä")])
    archive.writer.note_names("term", [])
    archive.writer.commit()
    reader = archive.reader()
    assert [name.canonical for name in reader.names("person", ["b", "c", "a"])] == ["B", "c", "A"]
    assert [name.canonical for name in reader.names("place", ["a"])] == ["Ä"]


def test_a_name_is_spelled_as_articles_of_each_script_do(archive: Archive) -> None:
    archive.writer.note_names("person", [("a", "A"), (spelling_key("a", "hans"), "A")])
    archive.writer.commit()
    reader = archive.reader()
    assert reader.names("person", ["a"]) == (SpelledName("A", "A", None),)
    archive.writer.note_names("person", [(spelling_key("a", "hant"), "Ａ")])
    archive.writer.commit()
    reader.refresh()
    assert reader.names("person", ["a"]) == (SpelledName("A", "A", "Ａ"),)


@pytest.mark.parametrize(
    "bad",
    [
        replace(RICH, identity="id:x", title="壞\ud800"),
        replace(RICH, identity="id:x", body="壞\ud800"),
        replace(RICH, identity="id:x", raw="壞\ud800"),
        replace(RICH, identity="id:x", author="壞\ud800"),
        replace(RICH, identity="壞\ud800"),
    ],
    ids=["title", "body", "raw", "author", "identity"],
)
def test_a_lone_surrogate_is_refused_and_nothing_of_it_stored(archive: Archive, bad: Article) -> None:
    archive.stored(RICH)
    with pytest.raises(ItemError):
        archive.writer.put(bad)
    archive.stored(an_article(title="另一條"))
    assert (archive.reader().count(), archive.reader().verify()) == (2, ())


def test_an_article_has_no_copies_yet(archive: Archive) -> None:
    archive.stored(RICH)
    assert archive.reader().copies(RICH.id) == ()
