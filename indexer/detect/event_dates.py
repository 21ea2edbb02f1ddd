"""The day of the event that an article tells of, from its title, its dateline and its lead.

    lead behind the dateline → sentences → the first that tells of one day → PartialDate

Precision before recall: where the lead says 日前 or 近日, tells of several days at once, comments rather than reports, or is a
round-up of several reports, the day is unknown. Background (去年, 截至某日), plans (将于) and what stands in quotes never give
the day; the year of a report (2024年度) never gives the year. Pure; days are reckoned from the dateline, else from the day of
publication, else from that of the fetch. What a mention is stands in `dates.py`, what one is in its sentence in
`event_sentences.py`, the patterns for it in `event_cues.py`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from index.model import PartialDate, Span
from indexer.detect.date_mention import DateMention, DateRule
from indexer.detect.datelines import detect_dateline
from indexer.detect.dates import find_dates
from indexer.detect.event_cues import (
    ANNOUNCED,
    CAPTION,
    CAPTION_GATE,
    COMMENT,
    DONE,
    ENACTED,
    ENACTMENT,
    FEATURE,
    HALF_DAY,
    NOT_BEFORE,
    NOT_BEHIND,
    NOT_DONE,
    ON_AIR,
    ON_AIR_TITLE,
    ROUND_UP,
    SENTENCE_END,
    TITLE_GATE,
    VAGUE,
)
from indexer.detect.event_sentences import Sentence, is_near, is_quoted, is_range, text_before, without_time
from indexer.detect.reckoning import Reckoning
from indexer.detect.relative_days import full_date

_LEAD_CHARACTERS: Final = 280
_DECEMBER: Final = 12
_NEAR_THE_END: Final = 11
_BACKGROUND_DAYS: Final = 31
"""What lies further back is background: an anniversary, an earlier version."""
_LATER_BACKGROUND_DAYS: Final = 7
"""The same behind the first sentence, which tells what is new."""
_TITLE_AHEAD_DAYS: Final = 90
"""A title that names a day to come tells of that day: 协定将于2月4日生效."""

_LINES_OF_ENACTMENT: Final = 16
_LONGEST_ENACTMENT: Final = 1_000
"""How many lines at the head of a law may tell of its passing and amendments, and how much of one is read."""

_OF_EVENTS: Final = frozenset(
    (DateRule.FULL, DateRule.MONTH_DAY, DateRule.DAY, DateRule.DAY_WORD, DateRule.WEEKDAY)
)
_BY_FETCH: Final = _OF_EVENTS - {DateRule.WEEKDAY}
"""What is understood where only the fetch is known: a page may be months old then, and no weekday tells."""
_OF_ANY_YEAR: Final = _BY_FETCH - {DateRule.FULL}
_ANY_YEARS: Final = (2023, 2024)
"""A year and a leap year: what a day means in both, it means whatever the year."""
_UNREAD: Final = frozenset((DateRule.DAY, DateRule.DAY_WORD))
_ANY_DAY: Final = dt.date(2024, 1, 31)
_OF_TITLES: Final = frozenset((DateRule.FULL, DateRule.MONTH_DAY))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceDays:
    """What days are reckoned from: the day of publication and that of the fetch, each as far as it is known."""

    published: PartialDate | None = None
    fetched: PartialDate | None = None

    def day(self) -> dt.date | None:
        """The day that is known best: of publication, else of the fetch."""
        known = self.published if self.is_published else self.fetched
        return known.first_day() if known is not None and known.is_full else None

    def day_without_year(self) -> PartialDate | None:
        """The day of publication where its year is unknown."""
        date = self.published
        return None if date is None or date.has_year or date.day is None else date

    def with_year(self, date: PartialDate) -> PartialDate:
        """*date* with the year in which it was published, where month and year, or the year, are all that is known of that.

        Events lie up to a month back: beside a year alone, a day near its end may be of the one before.
        """
        year = None if self.published is None or self.published.is_full else self.published.year
        if year is None or date.has_year or date.month is None:
            return date
        month = None if self.published is None else self.published.month
        if month is None and date.month >= _NEAR_THE_END:
            return date
        if month is not None and (month - date.month) % _DECEMBER > 1:
            return date
        is_year_before = month is not None and date.month > month
        return PartialDate(year=year - is_year_before, month=date.month, day=date.day)

    @property
    def is_published(self) -> bool:
        """True where the day of publication is known."""
        return self.published is not None and self.published.is_full


def detect_event_date(title: str, body: str, reference: ReferenceDays, head: str = "") -> PartialDate | None:
    """The day of the main event, None where the text does not say it or says several.

    *head* is a text that the dateline may stand in where the body has lost it. Without a reference a day keeps no year
    (`--11-27`), and days without a month are not understood. Looks at the title and 280 characters of the lead.
    """
    if TITLE_GATE.search(title) and (ROUND_UP.search(title) or COMMENT.search(title)):
        return None
    day = reference.day()
    dateline = detect_dateline(body, day)
    lead = _lead_lines(title, body, 0 if dateline is None else _lead_start(body, dateline.span))
    if dateline is None and head:
        dateline = detect_dateline(head, day)
    written = None if dateline is None else reference.with_year(dateline.date)
    rules = _OF_EVENTS if reference.is_published else _BY_FETCH
    if written is not None and written.is_full:
        day, rules = written.first_day(), _OF_EVENTS
    seen_from = written or reference.day_without_year()
    if day is None and seen_from is not None and not _names_a_year(title, lead):
        return _without_year(title, lead, seen_from, is_dateline=written is not None)
    found = _titled(title, day) or _enacted(body, day) or _Lead(title, lead, day, rules).event_date(written)
    return None if found is None else reference.with_year(found)


def _names_a_year(title: str, lead: str) -> bool:
    """True where a date in full stands there: a day without a year is no day of just any year then."""
    return any(one.rule is DateRule.FULL for one in (*find_dates(title), *find_dates(lead)))


def _without_year(title: str, lead: str, seen_from: PartialDate, *, is_dateline: bool) -> PartialDate | None:
    """The day of the event where the year of the dateline, or of the page's day, is unknown: what it is in any year."""
    found = set[PartialDate | None]()
    for year in _ANY_YEARS:
        with contextlib.suppress(ValueError):  # no 29 February
            day = dt.date(year, seen_from.month or 1, seen_from.day or 1)
            date = _titled(title, day) or _Lead(title, lead, day, _OF_ANY_YEAR).event_date(
                full_date(day) if is_dateline else None
            )
            found.add(None if date is None else PartialDate(month=date.month, day=date.day))
    return found.pop() if len(found) == 1 else None


def _titled(title: str, day: dt.date | None) -> PartialDate | None:
    """The one day that the title names in words (11月27日); several are none."""
    found = {
        without_time(mention.date)
        for mention in find_dates(title, day, Reckoning.NEWS)
        if mention.rule in _OF_TITLES
        and mention.until is None
        and not is_quoted(title[: mention.span.start])
        and not NOT_BEFORE.search(text_before(title, mention))
        and is_near(mention.date, day, -_BACKGROUND_DAYS, _TITLE_AHEAD_DAYS)
        and not (_is_ahead(mention.date, day) and ANNOUNCED.search(title, 0, mention.span.start))
    }
    return found.pop() if len(found) == 1 else None


def _enacted(body: str, day: dt.date | None) -> PartialDate | None:
    """The day on which a law was passed or last amended, of the lines at its head that each begin with such a day."""
    dates: list[PartialDate] = []
    for line in itertools.islice(body.split("\n"), _LINES_OF_ENACTMENT):
        if not ENACTMENT.match(line):
            break
        told = line[:_LONGEST_ENACTMENT]
        dates += [
            without_time(one.date)
            for one in find_dates(told)
            if one.rule is DateRule.FULL and ENACTED.search(told, one.span.end)
        ]
    last = max(dates, key=_day_number, default=None)
    return last if last is not None and (day is None or is_near(last, day, -_BACKGROUND_DAYS, 0)) else None


def _lead_start(body: str, dateline: Span) -> int:
    """Where the lead begins: behind a dateline before it; at the beginning where the dateline ends a paragraph."""
    before = body[body.rfind("\n", 0, dateline.start + 1) + 1 : dateline.start]
    behind = body[dateline.end :].split("\n", 1)[0]
    return 0 if before.strip() and not behind.strip("）)】 ") else dateline.end


def _lead_lines(title: str, body: str, start: int) -> str:
    """The text that tells what happened: behind the dateline, without captions and the title said again."""
    lines = body[start : start + 2 * _LEAD_CHARACTERS].split("\n")
    told = [line for line in lines if line.strip() != title.strip() and not _is_caption(line)]
    return _before_announcement(title, "\n".join(told)[:_LEAD_CHARACTERS])


def _before_announcement(title: str, lead: str) -> str:
    """*lead* up to the sentence in which a programme says when it is shown; all of it where that is the news."""
    found = ON_AIR.search(lead)
    if found is None or ON_AIR_TITLE.search(title):
        return lead
    return lead[: max((end.end() for end in SENTENCE_END.finditer(lead, 0, found.start())), default=0)]


def _is_caption(line: str) -> bool:
    return CAPTION_GATE.search(line) is not None and CAPTION.search(line) is not None


class _Lead:
    """The lead, asked for the day of the event sentence by sentence, so that most of it need not be read."""

    def __init__(self, title: str, text: str, day: dt.date | None, rules: frozenset[DateRule]) -> None:
        """*rules* are the writings that are understood."""
        self._title = title
        self._text = text
        self._day = day
        self._rules = rules

    def event_date(self, written: PartialDate | None) -> PartialDate | None:
        """The day of the first sentence that tells of one; where none does and nothing vague is said, the dateline's."""
        background = _BACKGROUND_DAYS
        names_another_day = False
        for sentence in self._sentences():
            told = [
                without_time(one.date)
                for one in sentence.mentions
                if self._is_told(sentence, one, background, written)
            ]
            if told and self._is_of_the_news(sentence, told, written):
                return max(told, key=_day_number)
            if sentence.start == 0 and self._is_of_today(sentence):
                return full_date(self._day)
            is_vague = VAGUE.search(sentence.text) is not None or self._has_unread_day(sentence)
            if is_vague or any(is_range(one) or self._is_listed(sentence, one) for one in sentence.mentions):
                return None
            if sentence.start == 0:
                days = [without_time(one.date) for one in sentence.mentions if one.date.day is not None]
                names_another_day = any(day != written for day in days)
            background = _LATER_BACKGROUND_DAYS
        return written if not names_another_day and self._begins_with_an_act() else None

    def _is_of_the_news(
        self, sentence: Sentence, told: list[PartialDate], written: PartialDate | None
    ) -> bool:
        """True for the first paragraph and what begins the second, and behind that for what says a word of the title.

        The rest is background or examples, found right in three of five read, against nineteen of twenty ahead. The day of a document, a line of its own, is its news too, and so is what a report tells of the day of its dateline.
        """
        if written in told and FEATURE.match(self._text) is None:
            return True
        if sentence.is_date_line() or "\n" not in self._text[: sentence.start].strip():
            return True
        return any(
            f"{one}{other}" in sentence.text
            for one, other in itertools.pairwise(self._title)
            if one.isalnum() and other.isalnum()
        )

    def _sentences(self) -> Iterator[Sentence]:
        start = 0
        for end in self._sentence_ends():
            text = self._text[start:end]
            mentions = find_dates(text, self._day, Reckoning.NEWS)
            yield Sentence(text=text, start=start, mentions=mentions)
            start = end

    def _sentence_ends(self) -> Iterator[int]:
        for found in SENTENCE_END.finditer(self._text):
            yield found.end()
        yield len(self._text)

    def _begins_with_an_act(self) -> bool:
        """True where the first sentence reports something that is done on one day."""
        end = next(self._sentence_ends())
        return (
            FEATURE.match(self._text) is None
            and DONE.search(self._text, 0, end) is not None
            and NOT_DONE.search(self._text, 0, end) is None
        )

    def _is_of_today(self, sentence: Sentence) -> bool:
        """True where the first sentence names a part of the day of publication, and no day (議會下午開會)."""
        found = HALF_DAY.search(sentence.text)
        return (
            found is not None
            and self._rules is _OF_EVENTS
            and not sentence.mentions
            and VAGUE.search(sentence.text) is None
            and not is_quoted(sentence.text[: found.start()])
        )

    def _is_listed(self, sentence: Sentence, mention: DateMention) -> bool:
        """True for one of several days of the news, 4号和5号: no sentence behind it tells which is meant."""
        return (
            mention.rule in self._rules
            and is_near(mention.date, self._day, -_LATER_BACKGROUND_DAYS, 0)
            and sentence.lists(mention)
        )

    def _has_unread_day(self, sentence: Sentence) -> bool:
        """True where the sentence names a day (6号, 今天) that nothing is known to reckon from: what follows is background."""
        if self._day is not None:
            return False
        return any(
            one.rule in _UNREAD and not NOT_BEHIND.match(sentence.text, one.span.end)
            for one in find_dates(sentence.text, _ANY_DAY, Reckoning.NEWS)
        )

    def _is_told(
        self, sentence: Sentence, mention: DateMention, background_days: int, written: PartialDate | None
    ) -> bool:
        """True where *mention* is a day that the sentence tells of, not one that it counts from or speaks of beside.

        What begins on the day that the dateline (*written*) names happened then: 1月31日零时起.
        """
        behind = NOT_BEHIND.match(sentence.text, mention.span.end)
        is_begun = (
            behind is not None
            and behind[0].endswith("起")
            and without_time(mention.date) in (written, full_date(self._day))
        )
        return (
            mention.rule in self._rules
            and mention.until is None
            and is_near(mention.date, self._day, -background_days, 0)
            and not sentence.counts_from(mention, self._day)
            and (behind is None or is_begun)
            and not sentence.lists(mention)
            and not sentence.is_of_these_days(mention)
            and not (mention.rule is DateRule.WEEKDAY and sentence.expects(mention))
            and not is_quoted(self._text[: sentence.start + mention.span.start])
        )


def _is_ahead(date: PartialDate, day: dt.date | None) -> bool:
    return day is not None and date.is_full and date.first_day() > day


def _day_number(date: PartialDate) -> int:
    """What is newest in a sentence is its news; of days without a year the first one counts."""
    return date.first_day().toordinal() if date.is_full else 0
