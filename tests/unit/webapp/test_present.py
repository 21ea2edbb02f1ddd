import datetime as dt
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate, Snippet, Span
from webapp.present import (
    choose_text_language,
    clean_text,
    clean_value,
    parse_link,
    render_date,
    render_snippet,
    render_span,
    render_text,
)
from webapp.texts import load_texts


class Reading(HTMLParser):
    """The text of some HTML, and the elements that it holds."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag if not attrs else f"{tag} {attrs}")

    def handle_data(self, data: str) -> None:
        self.text += data


def a_snippet(text: str, *ranges: tuple[int, int]) -> Snippet:
    return Snippet(text=text, highlights=tuple(Span(start=start, end=end) for start, end in ranges))


def test_highlights_become_marks() -> None:
    assert render_snippet(a_snippet("稀土出口", (0, 2))) == "<mark>稀土</mark>出口"


def test_spans_are_code_points_beyond_the_basic_plane() -> None:
    assert render_snippet(a_snippet("𠮷稀土𠮷", (1, 3))) == "𠮷<mark>稀土</mark>𠮷"


def test_markup_in_text_is_text() -> None:
    html = render_snippet(a_snippet("<b>稀土</b>&amp;", (3, 5)))
    assert html == "&lt;b&gt;<mark>稀土</mark>&lt;/b&gt;&amp;amp;"


def test_a_mark_inside_markup_does_not_open_it() -> None:
    html = render_snippet(a_snippet("<script>", (1, 7)))
    assert html == "&lt;<mark>script</mark>&gt;"


def test_marks_are_never_nested_and_never_leave_the_text() -> None:
    html = render_snippet(a_snippet("稀土出口", (0, 3), (1, 2), (2, 9)))
    assert html == "<mark>稀土出</mark><mark>口</mark>"


@pytest.mark.parametrize("sign", ["\u202e", "\u202a", "\u2066", "\u2069", "\u202c"])
def test_signs_that_turn_the_line_are_taken_out(sign: str) -> None:
    assert render_text(f"公{sign}告") == "公告"


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\x85", "\ud800", "\ufffe"])
def test_what_html_cannot_show_is_replaced(sign: str) -> None:
    assert render_text(f"公{sign}告") == "公\ufffd告"


@pytest.mark.parametrize("sign", ["\n", "\u3000", "\u200b", "\U000f0000", "𠮷"])
def test_other_signs_stand_as_they_are(sign: str) -> None:
    assert clean_text(f"公{sign}告") == f"公{sign}告"


def test_no_sign_of_the_basic_plane_is_passed_over_as_printable() -> None:
    printed = "".join(chr(code) for code in range(0x10000) if chr(code).isprintable())
    assert clean_text(printed + "\n") == printed + "\n"


def test_values_of_templates_are_cleaned_and_left_to_the_template_to_escape() -> None:
    assert clean_value("<\u202e\x00") == "<\ufffd"
    assert clean_value(render_text("<")) == "&lt;"
    assert clean_value(3) == 3


@given(st.text(), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_any_text_stays_text(text: str, ranges: list[tuple[int, int]]) -> None:
    reading = Reading(str(render_snippet(a_snippet(text, *sorted(ranges)))))
    assert set(reading.elements) <= {"mark"}
    assert reading.text == Reading(str(render_text(text))).text


@pytest.mark.parametrize(
    ("url", "address", "host"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d", "example.org"),
        ("HTTP://Example.ORG:8080/", "http://example.org:8080/", "example.org"),
        ("https://g\u043ev.cn/x", "https://xn--gv-fmc.cn/x", "xn--gv-fmc.cn"),
        (
            "https://例子.中国/政策",
            "https://xn--fsqu00a.xn--fiqs8s/%E6%94%BF%E7%AD%96",
            "xn--fsqu00a.xn--fiqs8s",
        ),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E", "example.org"),
        ("https://[2001:db8::1]/", "https://[2001:db8::1]/", "[2001:db8::1]"),
        ("https://example.org/a b", "https://example.org/a%20b", "example.org"),
    ],
)
def test_http_links_are_followed_with_ascii_hosts(url: str, address: str, host: str) -> None:
    link = parse_link(url)
    assert link is not None
    assert (link.address, link.host) == (address, host)


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/",
        "/relative",
        "https://",
        "https:///path",
        "https://gov.cn@evil.example/",
        "https://user:pass@example.org/",
        "http://exa mple.org/",
        "http://example.org:port/",
        "http://example.org:99999/",
        "http://[::1/",
        "http://" + "a" * 300 + ".org/",
        "http://a\x00b/",
        "https://evil.example\\@gov.cn/",
        "https://example.org/" + "a" * 5000,
        "http://\ud800/",
    ],
)
def test_everything_else_is_no_link(url: str | None) -> None:
    assert parse_link(url) is None


@given(st.text(max_size=200))
def test_any_string_is_a_safe_link_or_none(url: str) -> None:
    link = parse_link(url)
    assert link is None or (link.address.startswith(("http://", "https://")) and link.address.isascii())


@pytest.mark.parametrize(
    ("date", "html"),
    [
        (None, ""),
        (PartialDate(year=2025), '<time datetime="2025">2025</time>'),
        (PartialDate(year=2025, month=11), '<time datetime="2025-11">2025-11</time>'),
        (PartialDate(year=2025, month=11, day=27), '<time datetime="2025-11-27">2025-11-27</time>'),
        (
            PartialDate(year=2025, month=11, day=27, time=dt.time(10, 42, 3)),
            '<time datetime="2025-11-27T10:42:03+08:00">2025-11-27 10:42</time>',
        ),
        (PartialDate(month=11, day=27), '<time datetime="11-27">11 月 27 日（年份不詳）</time>'),
    ],
)
def test_dates_are_shown_as_precisely_as_known(date: PartialDate | None, html: str) -> None:
    assert render_date(date, load_texts("zh-Hant")) == html


def test_a_day_without_its_year_names_its_month_in_english() -> None:
    html = render_date(PartialDate(month=3, day=6), load_texts("en"))
    assert html == '<time datetime="03-06">6 March (year unknown)</time>'


def test_the_language_of_text_follows_the_script_shown() -> None:
    assert choose_text_language("hant") == "zh-Hant"
    assert choose_text_language("hans") == "zh-Hans"
    assert choose_text_language("mixed") == "zh"
    assert choose_text_language("hant", "hans") == "zh-Hans"


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2026-07-03", "2026-08-21", "2026-07 – 08"),
        ("2013-01-23", "2026-08-21", "2013-01 – 2026-08"),
        ("2026-07-03", "2026-07-09", "2026-07"),
        ("2026-07-03", "2026-07-03", "2026-07-03"),
        ("2024", "2026-08-21", "2024 – 2026-08"),
        ("2026", "2026-08-21", "2026 – 2026-08"),
        (None, "2026-08-21", "2026-08-21"),
        (None, None, ""),
    ],
)
def test_from_when_to_when_is_said_short(first: str | None, last: str | None, said: str) -> None:
    def date(text: str | None) -> PartialDate | None:
        if text is None:
            return None
        year, month, day = [*map(int, text.split("-")), None, None][:3]
        return PartialDate(year=year, month=month, day=day)

    assert Reading(render_span(date(first), date(last), load_texts("en"))).text == said
