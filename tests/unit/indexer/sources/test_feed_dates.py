"""Dates of feeds and metadata: every form that is read, what is refused, and zones that are real."""

from __future__ import annotations

import datetime as dt
import email.utils

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.sources.feed_dates import parse_feed_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03", "2024-03"),
        ("2024-03-05T10:00:00+08:00[Asia/Shanghai]", "2024-03-05T10:00:00+08:00"),
        ("2024-03-05T10:00:00\u221205:00", "2024-03-05T23:00:00+08:00"),
        ("2024/03/05 (二) 10:00", "2024-03-05T10:00:00+08:00"),
        ("Tuesday, March 5, 2024 - 10:30", "2024-03-05T10:30:00+08:00"),
        ("Tue Mar 05 2024 10:00:00 GMT+0800 (中国标准时间)", "2024-03-05T10:00:00+08:00"),
        ("2024-03-05T10:00:00Z", "2024-03-05T18:00:00+08:00"),
        ("2024-03-05T20:00:00.000Z", "2024-03-06T04:00:00+08:00"),
        ("2024-03-05T10:00:00-0500", "2024-03-05T23:00:00+08:00"),
        ("2024-03-05 10:00:00 GMT", "2024-03-05T18:00:00+08:00"),
        ("2024-03-05 10:00:00 +0800 CST", "2024-03-05T10:00:00+08:00"),
        ("20240305T101112Z", "2024-03-05T18:11:12+08:00"),
        ("20240305101112", "2024-03-05T10:11:12+08:00"),
        ("2024/3/5 9:05", "2024-03-05T09:05:00+08:00"),
        ("2024.03.05", "2024-03-05"),
        ("２０２４－０３－０５", "2024-03-05"),
        ("2024/03/05 下午 03:05:00", "2024-03-05T15:05:00+08:00"),
        ("2024-03-05 周二 10:00", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 +0800", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 GMT", "2024-03-05T18:00:00+08:00"),
        ("Tue, 05 Mar 2024 23:00:00 EST", "2024-03-06T12:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00 PDT", "2024-03-06T01:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 CST", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 GMT+8", "2024-03-05T10:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 +0000 (UTC)", "2024-03-05T18:00:00+08:00"),
        ("Tue, 05 Mar 2024 24:00:00 +0800", "2024-03-06T00:00:00+08:00"),
        ("Tue, 05 Mar 2024 10:00:00 XYZ", "2024-03-05"),
        ("05 Mar 2024", "2024-03-05"),
        ("5 March 24 10:00 +0800", "2024-03-05T10:00:00+08:00"),
        ("Tuesday, 05-Mar-94 10:00:00 GMT", "1994-03-05T18:00:00+08:00"),
        ("Wed, 4 Sept 2024 10:00:00 +0800", "2024-09-04T10:00:00+08:00"),
        ("Fri, 05 Mar 2024 10:00:00 +0800", "2024-03-05T10:00:00+08:00"),
        ("Tue Mar  5 10:00:00 2024", "2024-03-05T10:00:00+08:00"),
        ("Tue Mar 05 10:00:00 CST 2024", "2024-03-05T10:00:00+08:00"),
        ("March 5, 2024 10:30 PM", "2024-03-05T22:30:00+08:00"),
        ("Mar 5th, 2024", "2024-03-05"),
        ("November 28, 2024", "2024-11-28"),
        ("September 5 2024 10:30", "2024-09-05T10:30:00+08:00"),
        ("2024 Mar 5", "2024-03-05"),
        ("2024-Mar-05 10:30", "2024-03-05T10:30:00+08:00"),
        ("2024\u201303\u201305 10:30", "2024-03-05T10:30:00+08:00"),
        ("113.3.5 10:30", "2024-03-05T10:30:00+08:00"),
        ("星期二, 05 三月 2024 10:00:00 +0800", "2024-03-05T10:00:00+08:00"),
        ("2024年3月5日", "2024-03-05"),
        ("2024年03月05日 10:22:01", "2024-03-05T10:22:01+08:00"),
        ("2024年3月5日（星期二）下午3时5分", "2024-03-05T15:05:00+08:00"),
        ("２０２４年３月５日", "2024-03-05"),
        ("二〇二四年三月五日", "2024-03-05"),
        ("二○二四年十一月廿五日", "2024-11-25"),
        ("二〇二四年3月五日", "2024-03-05"),
        ("民國113年3月5日", "2024-03-05"),
        ("中華民國一百一十三年三月五日", "2024-03-05"),
        ("113年3月5日", "2024-03-05"),
        ("113/03/05 10:00", "2024-03-05T10:00:00+08:00"),
        ("2024年3月", "2024-03"),
        ("3月5日", "--03-05"),
        ("25/03/2024", "2024-03-25"),
        ("03/25/2024 10:00", "2024-03-25T10:00:00+08:00"),
        ("05.05.2024", "2024-05-05"),
        ("2025-11-27T10:00:00 Asia/Shanghai", "2025-11-27T10:00:00+08:00"),
        ("Thu, 27 Nov 2025 10:00:00 Asia/Tokyo", "2025-11-27T09:00:00+08:00"),
        ("Thu, 27 Nov 2025 10:00:00 America/New_York", "2025-11-27"),
        ("2025-331", "2025-11-27"),
    ],
)
def test_a_date_is_read(text: str, iso: str) -> None:
    date = parse_feed_date(text)
    assert date is not None
    assert date.iso() == iso


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "0000-00-00",
            "0000-00-00 00:00:00",
            "2024-02-30T25:61:61Z",
            "2024-02-30",
            "99999-01-01",
            "0",
        ),
        *(
            "Tue, 31 Feb 2024 10:00:00 GMT",
            "Tue, 05 Mar 2024 25:00:00 GMT",
            "Tue, 05 Foo 2024",
            "Tue, 05 Ma 2024",
        ),
        *(
            "2024年2月30日",
            "2024年13月1日",
            "99999年1月1日",
            "〇年一月一日",
            "98年3月5日",
            "2024年3月5日25:00",
        ),
        *("05/03/2024", "03/05/24", "2024-03/05", "昨天", "3小时前", "刚刚", "2024年度", "1709600000", "now"),
        *("0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59-10:00", "2024-03-05" * 20),
        *("2024年3月5日和6日", "Tue, 05 Mar 2024 10:00:00 +9900", "民國0年1月1日", "二二十年三月五日"),
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_feed_date(text) is None


_MOMENTS = st.datetimes(min_value=dt.datetime(1971, 1, 1), max_value=dt.datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
_ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: dt.timezone(dt.timedelta(minutes=minutes)))


@given(_MOMENTS, _ZONES)
def test_any_moment_in_any_zone_comes_back_from_rfc_822(moment: dt.datetime, zone: dt.timezone) -> None:
    aware = moment.replace(tzinfo=zone)
    read = parse_feed_date(email.utils.format_datetime(aware))
    assert read is not None
    assert dt.datetime.fromisoformat(read.iso()) == aware


@given(_MOMENTS, _ZONES)
def test_any_moment_in_any_zone_comes_back_from_iso_8601(moment: dt.datetime, zone: dt.timezone) -> None:
    aware = moment.replace(tzinfo=zone)
    read = parse_feed_date(aware.isoformat())
    assert read is not None
    assert dt.datetime.fromisoformat(read.iso()) == aware


@given(
    st.one_of(
        st.text(),
        st.text(alphabet="0123456789-/:.年月日〇一二十廿百民國上下午时分 TZGMTar,+"),
        st.text("9", max_size=200),
    )
)
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = parse_feed_date(text)
    assert date is None or date.iso()
