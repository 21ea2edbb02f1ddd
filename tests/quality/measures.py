"""Every measure of `make quality`: the one list, with floors. A new measure is a function here and a line in `MEASURES`.

Floors only rise. What needs more than a number (which term, which article) is told by the tests beside, by name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from index.analysis.lexicon import load_lexicon
from tests.quality.copies_quality import COPIES, measure_copies
from tests.quality.dates_quality import measure_dates
from tests.quality.feeds_quality import measure_feeds
from tests.quality.figures import Figure
from tests.quality.names_quality import KINDS, measure_names
from tests.quality.names_quality import SETS as NAME_SETS
from tests.quality.pages_quality import measure_pages
from tests.quality.ranking_quality import SETS, RankingFigures, measure_ranking
from tests.quality.regions_quality import measure_regions
from tests.quality.reports_quality import false_merges
from tests.quality.routine_reports import Part
from tests.quality.script_quality import measure_script
from tools.check_lexicon import check_lexicon, read_news

Measure = Callable[[Path], Sequence[Figure]]
"""Reads the data folder, gives figures."""

NAME_FLOORS = {"person": 0.815, "place": 0.793, "organisation": 0.688}
"""F1 of exact spans, on both sets of sentences."""

REPORT_PARTS: tuple[Part, ...] = ("design", "held")
"""What the rules for copies were made with, and what they were not."""

RANKING_FLOORS = dict(zip(SETS, (0.914, 0.972, 0.993), strict=True))
"""nDCG@10 of the service, per question set."""


def measure_lexicon(data: Path) -> list[Figure]:
    """How many terms of the lexicon stand in the document that they name, and whether all occur at all."""
    report = check_lexicon(load_lexicon(), read_news(data / "news"))
    return [
        Figure(name="lexicon: terms", value=report.terms, bound=400),
        Figure(
            name="lexicon: share confirmed in its document",
            value=report.documents_confirmed / report.terms,
            bound=0.95,
        ),
        Figure(name="lexicon: faults", value=len(report.faults), bound=0, less_is_better=True),
    ]


def measure_region_detection(data: Path) -> list[Figure]:
    """Regions of labelled articles and regional laws."""
    figures = measure_regions(data)
    return [
        Figure(name="regions: main province", value=figures.primary.ratio, bound=0.95),
        Figure(
            name="regions: invented provinces",
            value=figures.false_provinces.ratio,
            bound=0.04,
            less_is_better=True,
        ),
        Figure(name="regions: precision, provinces", value=figures.province_precision.ratio, bound=0.95),
        Figure(name="regions: recall, provinces", value=figures.province_recall.ratio, bound=0.95),
        Figure(name="regions: precision, countries", value=figures.country_precision.ratio, bound=0.88),
        Figure(name="regions: recall, countries", value=figures.country_recall.ratio, bound=0.85),
        Figure(name="regions: local laws, title", value=figures.law_titles.ratio, bound=0.99),
        Figure(name="regions: local laws, title and 200 characters", value=figures.laws.ratio, bound=0.998),
        Figure(name="regions: municipal pages", value=figures.offices.ratio, bound=1.0),
    ]


def measure_name_detection(data: Path) -> list[Figure]:
    """Persons, places and organisations: exact spans in labelled sentences, spellings in labelled articles, speed."""
    measured = measure_names(data)
    figures = []
    for name in NAME_SETS:
        for kind in KINDS:
            score = measured.spans[name][kind]
            figures += [
                Figure(name=f"names: {name}, {kind}, F1", value=score.f1, bound=NAME_FLOORS[kind]),
                Figure(name=f"names: {name}, {kind}, precision", value=score.precision, bound=0.75),
                Figure(name=f"names: {name}, {kind}, recall", value=score.recall),
            ]
    for kind in KINDS:
        score = measured.articles[kind]
        figures += [
            Figure(name=f"names: labelled articles, {kind}, precision", value=score.precision),
            Figure(name=f"names: labelled articles, {kind}, recall", value=score.recall),
        ]
    speed = measured.megabytes_per_second
    return [*figures, Figure(name="names: MB/s of CPU time, one core", value=speed, bound=1.0)]


def measure_date_detection(data: Path) -> list[Figure]:
    """Writings of days, the day of the event, the day of publication."""
    figures = measure_dates(data)
    return [
        Figure(name="dates: writings that name one day", value=figures.writings.ratio, bound=0.85),
        Figure(
            name="dates: the same without the lunar calendar", value=figures.solar_writings.ratio, bound=0.95
        ),
        Figure(
            name="dates: writings read as another day",
            value=figures.wrong_writings.ratio,
            bound=0,
            less_is_better=True,
        ),
        Figure(name="dates: surfaces found exactly", value=figures.surfaces.ratio, bound=0.80),
        Figure(name="dates: events found of the labelled", value=figures.events_found.ratio, bound=0.88),
        Figure(name="dates: events right of the given", value=figures.events_right.ratio, bound=0.97),
        Figure(
            name="dates: datelines within a day of publication", value=figures.datelines.ratio, bound=0.99
        ),
        Figure(
            name="dates: lines of their own within a day of it", value=figures.date_lines.ratio, bound=0.99
        ),
        Figure(name="dates: addresses within a day of it", value=figures.addresses.ratio, bound=0.99),
        Figure(
            name="dates: pasted texts given their day of publication", value=figures.pasted.ratio, bound=0.39
        ),
        Figure(name="dates: … of those given one", value=figures.pasted_right.ratio, bound=0.995),
        Figure(name="dates: µs per article for its event", value=figures.microseconds_per_article),
    ]


def measure_reading(data: Path) -> list[Figure]:
    """Pages beside trafilatura, feeds beside feedparser."""
    pages, feeds = measure_pages(data), measure_feeds(data)
    ways = [way for way in pages.sentences if way != "ours"]
    name = f"pages: F1 of {pages.pages} saved pages, judged sentences"
    given = "pages: F1 against texts that came with them"
    return [
        Figure(name=f"{name}: ours", value=pages.sentences["ours"], bound=0.99),
        *(Figure(name=f"{name}: {way}", value=pages.sentences[way]) for way in ways),
        Figure(name=f"{given}: ours", value=pages.texts["ours"], bound=0.96),
        *(Figure(name=f"{given}: {way}", value=pages.texts[way]) for way in ways),
        Figure(name="feeds: not read", value=feeds.unread, bound=0, less_is_better=True),
        Figure(name="feeds: with a damaged sign", value=feeds.damaged, bound=0, less_is_better=True),
        Figure(name="feeds: titles as feedparser reads them", value=feeds.same_titles, bound=0.99),
        Figure(name="feeds: links as feedparser reads them", value=feeds.same_links, bound=1.0),
    ]


def measure_near_copies(data: Path, *, every: int = 1) -> list[Figure]:
    """Edited articles among all real ones (or each *every*-th), and the look-alikes that must stay apart."""
    figures = measure_copies(data, COPIES // every, every=every)
    return [
        *(
            Figure(name=f"copies: found, {edit}", value=share, bound=0.95)
            for edit, share in figures.recall.items()
        ),
        Figure(name="copies: precision of the links of edited articles", value=figures.precision, bound=0.98),
        Figure(name="copies: links between real articles", value=len(figures.real)),
        Figure(
            name="copies: … between different ones of one form",
            value=len(figures.forms),
            bound=0,
            less_is_better=True,
        ),
        # All were read: they are printed again.
        Figure(
            name="copies: … between other days of one source",
            value=len(figures.recurring),
            bound=3,
            less_is_better=True,
        ),
        *(
            Figure(
                name=f"copies: routine reports that look alike, taken for copies, {part}",
                value=len(list(false_merges(part))),
                bound=0,
                less_is_better=True,
            )
            for part in REPORT_PARTS
        ),
        Figure(
            name="copies: articles per second of CPU time, sketched and placed",
            value=figures.articles_per_second,
        ),
    ]


def measure_question_sets(data: Path) -> list[Figure]:
    """nDCG@10 of the service beside plain BM25."""
    return ranking_figures(measure_ranking(data))


def ranking_figures(measured: RankingFigures) -> list[Figure]:
    """The service's figure of each set with its floor, and the plain baselines of the same run."""
    figures = []
    for row in measured.sets:
        name = f"{row.name}, {row.questions} questions, nDCG@10"
        figures += [
            Figure(name=f"{name}: search service", value=row.service, bound=RANKING_FLOORS[row.name]),
            Figure(name=f"{name}: plain BM25, words + bigrams", value=row.words_and_bigrams),
            Figure(name=f"{name}: plain BM25, bigrams", value=row.bigrams),
            Figure(name=f"{name}: plain BM25, words", value=row.words),
        ]
    return figures


def measure_shown_script(data: Path) -> list[Figure]:
    """Texts in the reader's script stay; what is converted reads as news in that script writes it."""
    figures = measure_script(data)
    return [
        Figure(
            name="script: articles changed in their own script",
            value=figures.changed,
            bound=0,
            less_is_better=True,
        ),
        Figure(
            name="script: sources changed in their own script",
            value=figures.changed_names,
            bound=0,
            less_is_better=True,
        ),
        Figure(name="script: characters back in traditional articles", value=figures.same, bound=0.995),
        Figure(name="script: … by OpenCC alone", value=figures.same_as_opencc),
        Figure(
            name="script: characters back in simplified articles", value=figures.same_simplified, bound=0.9998
        ),
    ]


MEASURES: tuple[Measure, ...] = (
    measure_lexicon,
    measure_region_detection,
    measure_name_detection,
    measure_date_detection,
    measure_reading,
    measure_near_copies,
    measure_shown_script,
    measure_question_sets,
)
