"""Facets and timeline: exact counts with names; the bars' width follows the span, partial dates count wherever they reach."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from index.counting.facets import MAX_VALUES, FacetCounter
from index.engines.criteria import AllArticles, AllOf, AnyKeyword, DayRange, UnitRun
from index.engines.port import EngineReader
from index.engines.registry import engine_named
from index.model import Facet, Timeline
from index.planning.days_and_regions import day_range
from index.planning.selected import DayWindow, FacetFilter, Selected
from index.regions.gazetteer import Gazetteer
from index.schema import FACET_NAMES, IndexDocument
from index.showing.names import show_value
from index.store.memory_store import MemoryStore
from tests.builders import a_clock
from tests.builders_engine import an_index_document

EVERYTHING = Selected(criterion=AllArticles())
EVER = DayWindow(first=0, last=99_991_231)
CountersOf = Callable[[Iterable[IndexDocument]], "Counted"]


class Counted:
    """Facets and timelines of an index in the reference engine."""

    def __init__(self, reader: EngineReader, store: MemoryStore) -> None:
        self._counter = FacetCounter(reader, store.reader(), Gazetteer.load(), "articles")

    def facets(self, selected: Selected = EVERYTHING) -> dict[str, Facet]:
        found = self._counter.count(selected, "original", EVER).facets
        assert [facet.name for facet in found] == list(FACET_NAMES)
        return {facet.name: facet for facet in found}

    def timeline(self, selected: Selected = EVERYTHING, window: DayWindow = EVER) -> Timeline:
        return self._counter.count(selected, "original", window).timeline


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore(now=a_clock())


@pytest.fixture
def counted(tmp_path: Path, store: MemoryStore) -> Iterator[CountersOf]:
    engine = engine_named("reference")
    readers: list[EngineReader] = []

    def build(documents: Iterable[IndexDocument]) -> Counted:
        engine.create(tmp_path)
        writer = engine.open_writer(tmp_path)
        writer.add(documents)
        writer.commit()
        writer.close()
        readers.append(engine.open_reader(tmp_path))
        return Counted(readers[-1], store)

    yield build
    for reader in readers:
        reader.close()


def dated(*dates: str | None) -> list[IndexDocument]:
    return [an_index_document(number, title="稀土", date=date) for number, date in enumerate(dates, 1)]


def bars(timeline: Timeline) -> list[tuple[str, int]]:
    return [(bucket.start.isoformat(), bucket.count) for bucket in timeline.buckets]


def filtered(first: int, last: int) -> Selected:
    return Selected(criterion=AllArticles(), filters=(DayRange(first=first, last=last),))


def test_a_few_weeks_are_shown_by_day_with_the_empty_ones(counted: CountersOf) -> None:
    timeline = counted(dated("2025-01-30", "2025-02-02", "2025-02-02T08:00", None)).timeline()
    assert timeline.interval == "day"
    assert bars(timeline) == [("2025-01-30", 1), ("2025-01-31", 0), ("2025-02-01", 0), ("2025-02-02", 2)]
    assert timeline.undated == 1


@pytest.mark.parametrize(
    ("first", "last", "interval", "count"),
    [
        ("2025-03-07", "2025-03-07", "day", 1),
        ("2025-01-01", "2025-03-03", "day", 62),
        ("2025-01-01", "2025-03-04", "month", 3),
        ("2024-12-31", "2025-02-28", "day", 60),
        ("2024-12-30", "2025-04-01", "month", 5),
        ("2015-02-01", "2025-01-31", "month", 120),
        ("2015-01-31", "2025-01-01", "year", 11),
        ("1949-10-01", "2025-11-27", "year", 77),
    ],
)
def test_the_interval_follows_the_span(
    counted: CountersOf, first: str, last: str, interval: str, count: int
) -> None:
    timeline = counted(dated(first, last)).timeline()
    assert (timeline.interval, len(timeline.buckets)) == (interval, count)
    assert sum(bucket.count for bucket in timeline.buckets) == 2


def test_a_date_of_a_month_counts_in_each_of_its_days(counted: CountersOf) -> None:
    timeline = counted(dated("2024-02", "2024-02-29")).timeline()
    assert (timeline.interval, len(timeline.buckets)) == ("day", 29)
    assert [bucket.count for bucket in timeline.buckets] == [1] * 28 + [2]


def test_a_date_of_a_year_counts_in_each_of_its_months(counted: CountersOf) -> None:
    timeline = counted(dated("2025", "2025-11-27", "2026-01-02")).timeline()
    assert timeline.interval == "month"
    assert [bucket.count for bucket in timeline.buckets] == [1] * 10 + [2, 1, 1]
    assert [bucket.start.month for bucket in timeline.buckets] == [*range(1, 13), 1]


def test_buckets_keep_from_and_to(counted: CountersOf) -> None:
    archive = counted(dated("2025", "2025-11", "2025-11-27", "2024-11-27"))
    window = DayWindow(first=20_251_126, last=20_251_128)
    timeline = archive.timeline(filtered(window.first, window.last), window)
    assert timeline.interval == "day"
    assert bars(timeline) == [("2025-11-26", 2), ("2025-11-27", 3), ("2025-11-28", 2)]
    assert timeline.undated == 0


def test_a_window_of_years_keeps_its_years(counted: CountersOf) -> None:
    archive = counted(dated("2000", "2001-05", "2015-01-01", "2020"))
    window = day_range(None, None)
    assert archive.timeline(filtered(window.first, window.last)).interval == "year"
    later = archive.timeline(filtered(20_010_101, 99_991_231), DayWindow(first=20_010_101, last=99_991_231))
    assert (later.interval, bars(later)[0], len(later.buckets)) == ("year", ("2001-01-01", 1), 20)


def test_half_open_windows(counted: CountersOf) -> None:
    archive = counted(dated("2025-11", "2025-11-27"))
    until = archive.timeline(filtered(0, 20_251_110), DayWindow(first=0, last=20_251_110))
    assert (bars(until)[0], bars(until)[-1]) == (("2025-11-01", 1), ("2025-11-10", 1))
    since = archive.timeline(filtered(20_251_127, 99_991_231), DayWindow(first=20_251_127, last=99_991_231))
    assert bars(since)[0] == ("2025-11-27", 2)
    assert bars(since)[-1] == ("2025-11-30", 1)


def test_the_ends_of_time_have_bars(counted: CountersOf) -> None:
    timeline = counted(dated("0001", "9999-12-31")).timeline()
    assert (timeline.interval, len(timeline.buckets)) == ("year", 9_999)
    assert timeline.buckets[0].start == dt.date(1, 1, 1)
    assert timeline.buckets[-1].start == dt.date(9999, 1, 1)


def test_no_dates_no_bars(counted: CountersOf) -> None:
    timeline = counted(dated(None, None)).timeline()
    assert (timeline.buckets, timeline.undated) == ((), 2)


def test_nothing_selected_nothing_counted(counted: CountersOf) -> None:
    nothing = Selected(criterion=UnitRun(units=("無", "此")))
    archive = counted(dated("2025"))
    assert archive.timeline(nothing) == Timeline(interval="month", buckets=(), undated=0)
    assert all(facet.values == () for facet in archive.facets(nothing).values())


def test_values_come_by_count_then_value_and_no_more_than_twenty(counted: CountersOf) -> None:
    documents = [an_index_document(n, title="稀土", term=(f"詞{n % 30:02d}", "全")) for n in range(1, 46)]
    values = counted(documents).facets()["term"].values
    assert len(values) == MAX_VALUES
    assert [(one.value, one.count) for one in values[:3]] == [("全", 45), ("詞01", 2), ("詞02", 2)]
    assert [(-one.count, one.value) for one in values] == sorted((-one.count, one.value) for one in values)


def test_names_are_the_archives_and_labels_follow_the_script(store: MemoryStore, counted: CountersOf) -> None:
    writer = store.writer()
    writer.note_names("person", [("王小明", "王小明"), ("张伟", "張偉")])
    writer.commit()
    archive = counted([an_index_document(1, title="稀土", person=("张伟",), region=("15", "1501"))])
    facets = archive.facets()
    assert [(one.value, one.label) for one in facets["person"].values] == [("張偉", "張偉")]
    assert [(one.value, one.label) for one in facets["region"].values] == [
        ("15", "内蒙古"),
        ("1501", "呼和浩特"),
    ]


def test_a_facet_leaves_its_own_parameter_out_and_keeps_the_others(counted: CountersOf) -> None:
    archive = counted(
        [
            an_index_document(1, title="稀土", region=("15",), term=("甲",)),
            an_index_document(2, title="稀土", region=("44",), term=("甲",)),
            an_index_document(3, title="稀土", region=("44",), term=("乙",)),
        ]
    )
    region = FacetFilter(field="region", criterion=AnyKeyword(field="region", values=("15",)))
    term = FacetFilter(field="term", criterion=AnyKeyword(field="term", values=("甲",)))
    facets = archive.facets(Selected(criterion=AllArticles(), facet_filters=(region, term)))
    assert [(one.value, one.count) for one in facets["region"].values] == [("15", 1), ("44", 1)]
    assert [(one.value, one.count) for one in facets["term"].values] == [("甲", 1)]


def test_what_a_facet_leaves_out() -> None:
    region = FacetFilter(field="region", criterion=AnyKeyword(field="region", values=("15",)))
    days = DayRange(first=1, last=2)
    selected = Selected(criterion=AllArticles(), filters=(days,), facet_filters=(region,))
    assert selected.all_filters() == (days, region.criterion)
    assert selected.without("region") == AllOf(children=(AllArticles(), days))
    assert selected.without("term") == selected.without(None)
    assert EVERYTHING.without("region") == AllArticles()


def test_values_are_shown_in_a_script() -> None:
    assert show_value("place", "內蒙古", "hans") == "内蒙古"
    assert show_value("place", "内蒙古", "hant") == "內蒙古"
    assert show_value("place", "內蒙古内", "original") == "內蒙古内"


def test_a_person_keeps_the_family_name_that_both_scripts_write() -> None:
    assert show_value("person", "范涂岳锋", "hant") == "范涂岳鋒"
