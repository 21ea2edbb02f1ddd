"""Which entries are new."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from indexer.inputs import FeedEntry
from indexer.subscriptions.entries import MAX_ATTEMPTS, compare_entries, is_settled


def an_entry(number: int = 1, **parts: object) -> FeedEntry:
    values: dict[str, object] = {
        "title": f"第{number}條",
        "summary": "摘要",
        "url": f"http://feeds.example/{number}",
        "id": f"id{number}",
        **parts,
    }
    return FeedEntry(**values)  # type: ignore[arg-type]


def test_everything_is_new_at_first_and_nothing_the_second_time() -> None:
    entries = [an_entry(1), an_entry(2)]
    first = compare_entries(entries, (), full_text=False)
    assert [change.entry for change in first.changes] == entries
    notes = tuple(change.noted() for change in first.changes)
    second = compare_entries(entries, notes, full_text=False)
    assert (second.changes, second.unchanged) == ((), notes)


def test_an_entry_that_says_something_else_is_taken_again() -> None:
    notes = [change.noted() for change in compare_entries([an_entry()], (), full_text=False).changes]
    changed = an_entry(title="第1條（更正）")
    assert [one.entry for one in compare_entries([changed], notes, full_text=False).changes] == [changed]


def test_what_left_the_feed_is_forgotten() -> None:
    notes = [
        change.noted() for change in compare_entries([an_entry(1), an_entry(2)], (), full_text=False).changes
    ]
    compared = compare_entries([an_entry(2)], notes, full_text=False)
    assert compared.unchanged == (notes[1],)


def test_of_entries_that_are_one_article_the_first_counts() -> None:
    same_url = [an_entry(1), an_entry(1, id="other", title="另一個標題", url="http://FEEDS.example/1#top")]
    same_id = [an_entry(2, url=None), an_entry(2, url=None, title="另一個標題")]
    compared = compare_entries([*same_url, *same_id], (), full_text=False)
    assert ([one.entry for one in compared.changes], compared.repeated) == ([same_url[0], same_id[0]], 2)


def test_one_id_with_many_addresses_is_many_articles() -> None:
    entries = [an_entry(number, id="same") for number in range(3)]
    assert len(compare_entries(entries, (), full_text=False).changes) == 3


def test_pages_are_wanted_for_summaries_only_and_with_full_text_only() -> None:
    entries = [an_entry(1), an_entry(2, body="全文", is_full=True), an_entry(3, url=None)]
    wanted = {
        full_text: [one.wants_page for one in compare_entries(entries, (), full_text=full_text).changes]
        for full_text in (False, True)
    }
    assert wanted == {False: [False, False, False], True: [True, False, False]}


def test_what_a_page_could_still_complete_is_not_settled() -> None:
    entries = [an_entry(1), an_entry(2, is_full=True), an_entry(3, url=None)]
    notes = [change.noted() for change in compare_entries(entries, (), full_text=False).changes]
    assert [is_settled(note) for note in notes] == [False, True, True]


def test_entries_taken_without_their_pages_are_completed_later() -> None:
    notes = [change.noted() for change in compare_entries([an_entry()], (), full_text=False).changes]
    (change,) = compare_entries([an_entry()], notes, full_text=True).changes
    assert (change.wants_page, change.attempts) == (True, 0)


def test_an_entry_is_tried_a_few_times_only() -> None:
    (change,) = compare_entries([an_entry()], (), full_text=True).changes
    tried = [change.noted(attempts=MAX_ATTEMPTS - 1)]
    (again,) = compare_entries([an_entry()], tried, full_text=True).changes
    given_up = [again.noted(attempts=MAX_ATTEMPTS)]
    assert compare_entries([an_entry()], given_up, full_text=True).changes == ()


def test_a_completed_entry_that_changes_is_completed_again_in_any_case() -> None:
    (change,) = compare_entries([an_entry()], (), full_text=True).changes
    completed = [change.noted(completed=True, attempts=0)]
    assert compare_entries([an_entry()], completed, full_text=True).changes == ()
    (again,) = compare_entries([an_entry(summary="更正")], completed, full_text=False).changes
    assert again.wants_page


@given(
    st.lists(
        st.builds(
            FeedEntry,
            title=st.text(max_size=3),
            summary=st.text(max_size=3),
            url=st.none() | st.sampled_from(["http://a.example/", "http://a.example/b", "no address"]),
            id=st.none() | st.text(max_size=2),
            is_full=st.booleans(),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_what_was_noted_is_never_taken_again(entries: list[FeedEntry], full_text: bool) -> None:
    compared = compare_entries(entries, (), full_text=full_text)
    notes = [change.noted(completed=change.wants_page) for change in compared.changes]
    again = compare_entries([replace(entry) for entry in entries], notes, full_text=full_text)
    assert (again.changes, len(again.unchanged), again.repeated) == ((), len(notes), compared.repeated)
