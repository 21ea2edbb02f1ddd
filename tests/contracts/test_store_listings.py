"""The contract of the article store, gone on: what lists and maps of the site ask, on every store."""

from __future__ import annotations

from dataclasses import replace

from index.store.port import StoredAddress, StoredListing
from tests.builders import a_full_article, an_article
from tests.contracts.store_archive import Archive

RICH = a_full_article()


def test_listings_name_the_entities_and_come_in_the_order_asked_for(archive: Archive) -> None:
    other = an_article(title="另一條")
    archive.stored(RICH, other)
    found = archive.reader().listings([other.id, "nowhere", RICH.id])
    assert [(one.id, one.entities) for one in found] == [(other.id, ()), (RICH.id, RICH.entities)]
    assert all(one.stored_at.tzinfo is not None for one in found)


def test_a_listing_says_when_the_current_text_was_stored(archive: Archive) -> None:
    archive.stored(RICH)
    archive.stored(replace(RICH, body="另一個正文"))
    reader = archive.reader()
    current = reader.versions(RICH.id)[-1].stored_at
    assert reader.listings([RICH.id]) == (
        StoredListing(id=RICH.id, stored_at=current, entities=RICH.entities),
    )


def test_addresses_come_by_ordinal_in_portions_without_removed_articles(archive: Archive) -> None:
    first, second, third = archive.stored(RICH, an_article(title="另一條"), an_article(title="第三條"))
    archive.writer.remove(archive.reader().ids([second.ordinal])[0])
    archive.writer.commit()
    reader = archive.reader()
    portion = reader.addresses(limit=1)
    assert [(one.ordinal, one.id) for one in portion] == [(first.ordinal, RICH.id)]
    assert [one.ordinal for one in reader.addresses(after_ordinal=first.ordinal, limit=9)] == [third.ordinal]
    assert portion == (
        StoredAddress(ordinal=first.ordinal, id=RICH.id, stored_at=reader.listings([RICH.id])[0].stored_at),
    )


def test_the_last_ordinal_is_that_of_the_newest_article_even_where_it_was_removed(archive: Archive) -> None:
    archive.writer.commit()
    assert archive.reader().last_ordinal() == 0
    _, last = archive.stored(RICH, an_article(title="另一條"))
    archive.writer.remove(archive.reader().ids([last.ordinal])[0])
    archive.writer.commit()
    assert archive.reader().last_ordinal() == last.ordinal
