"""Dating an article: what was given stays, what the text tells is found, and what lies ahead is marked."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from index.model import Article, DateOrigin, PartialDate
from indexer.dating import detect_dating
from tests.builders import an_article

TODAY = dt.date(2025, 11, 28)
FRIDAY = PartialDate(year=2025, month=11, day=28)
THURSDAY = PartialDate(year=2025, month=11, day=27)
FAR = PartialDate(year=2099, month=1, day=1)
DATELINED = "新华社某市11月27日电 大会27日召开。"


def date_article(article: Article, today: dt.date | None = None) -> Article:
    """*article* with the dates that are found of it."""
    return dataclasses.replace(article, **detect_dating(article, today)._asdict())


def dates(article: Article) -> tuple[str | None, DateOrigin | None, str | None]:
    published, event = article.published, article.event_date
    return (
        None if published is None else published.iso(),
        article.published_origin,
        None if event is None else event.iso(),
    )


@pytest.mark.parametrize("origin", ["given", "feed", "page"])
def test_what_an_input_gave_stays(origin: DateOrigin) -> None:
    article = an_article(body=DATELINED, published=FRIDAY, published_origin=origin)
    assert dates(date_article(article, TODAY)) == ("2025-11-28", origin, "2025-11-27")


@pytest.mark.parametrize(
    ("body", "published", "expected"),
    [
        # the dateline's day, with the year and, on the same day, the time that the page prints
        (DATELINED, PartialDate(year=2025, month=11, day=28), ("2025-11-27", "dateline", "2025-11-27")),
        (
            DATELINED.replace("大会27日", "大会26日"),
            PartialDate(year=2024, month=11, day=27, time=dt.time(9, 15)),
            ("2024-11-27T09:15:00+08:00", "dateline", "2024-11-26"),
        ),
        # another's report, retold
        (DATELINED, PartialDate(year=2025, month=12, day=9), ("2025-12-09", "text", "2025-11-27")),
        ("大会27日召开。", FRIDAY, ("2025-11-28", "text", "2025-11-27")),
    ],
)
def test_a_printed_day_gives_way_to_a_dateline_and_gives_it_the_year(
    body: str, published: PartialDate, expected: tuple[str, str, str]
) -> None:
    article = an_article(body=body, published=published, published_origin="text")
    once = date_article(article)
    assert dates(once) == expected
    assert date_article(once) == once


def test_a_printed_day_without_a_year_is_reckoned_from_the_fetch() -> None:
    printed = an_article(
        body="大会27日召开。", published=PartialDate(month=11, day=28), published_origin="text"
    )
    assert dates(date_article(printed)) == ("--11-28", "text", "--11-27")
    fetched = date_article(dataclasses.replace(printed, fetched=PartialDate(year=2026, month=1, day=3)))
    assert dates(fetched) == ("2025-11-28", "text", "2025-11-27")


def test_a_dateline_gives_what_the_input_left_out() -> None:
    article = an_article(body=DATELINED, fetched=FRIDAY)
    assert dates(date_article(article, TODAY)) == ("2025-11-27", "dateline", "2025-11-27")


def test_today_is_nothing_to_reckon_from() -> None:
    assert dates(date_article(an_article(body=DATELINED), TODAY)) == ("--11-27", "dateline", "--11-27")


def test_a_dateline_is_found_in_the_page_where_the_body_lost_it() -> None:
    article = an_article(
        body="大会今天召开。", raw="大会召开\n（记者某某 11月27日电）大会今天召开。", fetched=FRIDAY
    )
    assert dates(date_article(article)) == ("2025-11-27", "dateline", "2025-11-27")


@pytest.mark.parametrize(
    "raw",
    [
        "<html><body><p>（记者某某 11月27日电）大会</p></body></html>",
        "<item><description>&lt;p&gt;（记者某某 11月27日电）大会&lt;/p&gt;</description></item>",
        "<entry><content><![CDATA[<div>新华社某市11月27日电 大会</div>]]></content></entry>",
    ],
)
def test_a_dateline_is_found_in_markup_too(raw: str) -> None:
    article = an_article(body="大会。", raw=raw, fetched=FRIDAY)
    assert dates(date_article(article)) == ("2025-11-27", "dateline", None)


CUT = "（某社某市26日綜合外電報導）遊行今天舉行。"


@pytest.mark.parametrize(
    "raw",
    [
        f"標題\n{CUT}\n他說。（編譯：某某/核稿：某某）1141127",
        f"<article><p>{CUT}</p><p>他說。（編譯：某某）1141127</p></article>",
    ],
)
def test_a_release_code_is_found_in_the_page_though_the_body_has_a_dateline(raw: str) -> None:
    article = an_article(body=CUT, raw=raw)
    assert dates(date_article(article)) == ("2025-11-27", "dateline", "2025-11-26")


@pytest.mark.parametrize("raw", [f"（編譯：某某）1141127起\n{CUT}", f"{CUT}（第三區）1141127"])
def test_other_figures_behind_brackets_are_no_release_code(raw: str) -> None:
    assert dates(date_article(an_article(body=CUT, raw=raw))) == (None, None, None)


def test_of_a_line_of_json_only_the_body_is_read() -> None:
    article = an_article(body="大会。", raw='{"body": "（记者某某 11月27日电）大会"}', fetched=FRIDAY)
    assert dates(date_article(article)) == (None, None, None)


def test_what_was_found_before_is_found_anew() -> None:
    wrong = an_article(body="大会。", published=THURSDAY, published_origin="dateline", event_date=THURSDAY)
    assert dates(date_article(wrong)) == (None, None, None)


def test_dating_twice_changes_nothing() -> None:
    once = date_article(an_article(body=DATELINED, fetched=FRIDAY, published=FAR), TODAY)
    assert date_article(once) == once


def test_a_date_that_lies_ahead_is_kept_and_not_used() -> None:
    article = date_article(an_article(published=FAR, published_origin="given"), TODAY)
    assert (article.published, article.date_ahead, article.dated()) == (FAR, True, None)


def test_days_are_not_reckoned_from_a_date_that_lies_ahead() -> None:
    article = an_article(body="11月27日，大会召开。", published=FAR, published_origin="feed", fetched=FRIDAY)
    assert dates(date_article(article)) == ("2099-01-01", "feed", "2025-11-27")


@pytest.mark.parametrize(
    ("published", "ahead"),
    [(PartialDate(year=2025, month=11, day=30), False), (PartialDate(year=2025, month=12, day=1), True)],
)
def test_two_days_ahead_are_allowed(published: PartialDate, ahead: bool) -> None:
    assert date_article(an_article(published=published, published_origin="given"), TODAY).date_ahead is ahead


def test_the_day_of_the_fetch_counts_rather_than_today() -> None:
    article = an_article(
        published=FRIDAY, published_origin="given", fetched=PartialDate(year=2025, month=1, day=1)
    )
    assert date_article(article, TODAY).date_ahead is True


def test_an_event_that_lies_ahead_dates_nothing() -> None:
    article = date_article(an_article(title="协定将于12月24日生效", body="协定。", fetched=FRIDAY), TODAY)
    assert (dates(article)[2], article.dated()) == ("2025-12-24", None)


def test_a_mark_stays_where_there_is_no_day_to_judge_it_by() -> None:
    marked = an_article(published=FAR, published_origin="given", date_ahead=True)
    assert date_article(marked).date_ahead is True
