"""Which inputs are one article."""

from __future__ import annotations

import datetime as dt
import re
import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.model import PartialDate
from indexer.identity import IdentityParts, canonical_url, identity_key, make_id

PLAIN = "https://www.example.cn/a/b?id=7"


@pytest.mark.parametrize(
    "spelling",
    [
        PLAIN,
        f"  {PLAIN}\n",
        "HTTPS://WWW.Example.CN/a/b?id=7",
        "https://www.example.cn:443/a/b?id=7",
        "https://www.example.cn./a/b?id=7",
        "https://www.example.cn/a/b/?id=7",
        "https://www.example.cn/a/b//?id=7",
        "https://www.example.cn/a/./x/../b?id=7",
        "https://www.example.cn/%61/b?id=7",
        "https://www.example.cn/a/b?id=7#part",
        "https://www.example.cn/a/b?utm_source=x&id=7&UTM_Medium=y",
        "https://www.example.cn/a/b?fbclid=1&id=7&spm=C7.P2&hmsr=a",
        "https://www.example.cn/a/b?id=7&from=timeline&isappinstalled=0",
        "https://www.example.cn/a/b?&id=7&",
        "https://user:secret@www.example.cn/a/b?id=7",
        "https://www。example。cn/a/b?id=7",
        "https://ｗｗｗ.example.cn/a/b?id=7",
    ],
)
def test_spellings_of_one_url(spelling: str) -> None:
    assert canonical_url(spelling) == PLAIN


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://example.cn", "http://example.cn/"),
        ("http://example.cn/?", "http://example.cn/"),
        ("http://example.cn?a=1", "http://example.cn/?a=1"),
        ("http://example.cn:8080/a", "http://example.cn:8080/a"),
        ("http://example.cn:443/a", "http://example.cn:443/a"),
        ("https://example.cn:80/a", "https://example.cn:80/a"),
        ("http://example.cn/A/b.HTML", "http://example.cn/A/b.HTML"),
        ("http://example.cn/a?b=1&a=2&b=", "http://example.cn/a?b=1&a=2&b="),
        ("http://example.cn/a?from=beijing", "http://example.cn/a?from=beijing"),
        ("http://example.cn/a?from=timelines", "http://example.cn/a?from=timelines"),
        ("http://example.cn/國", "http://example.cn/%E5%9C%8B"),
        ("http://example.cn/%e5%9c%8b", "http://example.cn/%E5%9C%8B"),
        ("http://example.cn/%d6%d0?q=%B9%fa", "http://example.cn/%D6%D0?q=%B9%FA"),
        ("http://example.cn/100%", "http://example.cn/100%25"),
        ("http://example.cn/a%2Fb", "http://example.cn/a%2Fb"),
        ("http://example.cn/a b", "http://example.cn/a%20b"),
        ("http://example.cn/../../a", "http://example.cn/a"),
        ("http://中國.cn/", "http://xn--fiqz9s.cn/"),
        ("http://gоv.cn/", "http://xn--gv-fmc.cn/"),
        ("http://[2001:DB8::1]:80/a", "http://[2001:db8::1]/a"),
        ("http://192.0.2.7/a", "http://192.0.2.7/a"),
        ("http://a_b.example.cn/", "http://a_b.example.cn/"),
    ],
)
def test_canonical_urls(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "example.cn/a",
        "//example.cn/a",
        "/a/b",
        "ftp://example.cn/a",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:a@example.cn",
        "http:",
        "http://",
        "http:///a",
        "http://:80/a",
        "http://./",
        "http://a..b/",
        "http://exa mple.cn/",
        "http://example.cn:99999/",
        "http://example.cn:x/",
        "http://[::1/",
        "http://[zz]/",
        "http://<b>/",
        "http://example.cn\\@evil.example/",
        "http://" + "a" * 64 + ".cn/",
        "http://" + "a." * 200 + "cn/",
        "http://example.cn/\ud800",
        "http://\ud800.cn/",
        "國",
    ],
)
def test_what_is_no_http_url_has_no_canonical_form(text: str) -> None:
    assert canonical_url(text) is None


urls = st.builds(
    lambda scheme, host, rest: f"{scheme}://{host}/{rest}",
    st.sampled_from(["http", "HTTPS"]),
    st.sampled_from(["example.cn", "中國.cn", "A.B:8080"]),
    st.text(alphabet=string.printable + "國％。/?#&=%", max_size=30),
)


@given(st.one_of(st.text(max_size=40), urls))
def test_a_canonical_url_is_its_own_and_plain(text: str) -> None:
    canonical = canonical_url(text)
    if canonical is not None:
        assert canonical_url(canonical) == canonical
        assert re.fullmatch(r"https?://[a-z0-9._:\[\]-]+/[!-~]*", canonical)


FULL = IdentityParts(
    title="標題",
    body="正文",
    given_id="7",
    url="https://example.cn/a/",
    feed="https://example.cn/feed",
    feed_item_id="x",
    source="示例日報",
    published=PartialDate(year=2025, month=11, day=27, time=dt.time(8, 0)),
)


def test_the_first_that_an_input_gives_decides_alone() -> None:
    parts = FULL
    assert identity_key(parts) == "id:7"
    parts = replace(parts, given_id=None)
    assert identity_key(parts) == "url:https://example.cn/a"
    parts = replace(parts, url="javascript:x")
    assert identity_key(parts).startswith("feed:")
    parts = replace(parts, feed_item_id="")
    assert identity_key(parts).startswith("day:")
    parts = replace(parts, published=PartialDate(year=2025, month=11))
    assert identity_key(parts).startswith("text:")


def test_what_comes_after_the_first_does_not_matter() -> None:
    other = replace(FULL, title="別的", body="別的", source=None, published=None)
    assert identity_key(other) == identity_key(FULL)
    feed, same = (replace(one, given_id=None, url=None) for one in (FULL, other))
    assert identity_key(feed) == identity_key(same)


def test_one_item_id_in_two_feeds_is_two_articles() -> None:
    one = replace(FULL, given_id=None, url=None)
    assert identity_key(one) != identity_key(replace(one, feed="https://example.cn/other"))
    assert identity_key(one) == identity_key(replace(one, feed="https://EXAMPLE.cn/feed/"))


def test_source_title_and_day_are_one_article_whatever_its_time_and_body() -> None:
    one = replace(FULL, given_id=None, url=None, feed=None)
    later = replace(one, body="改", published=PartialDate(year=2025, month=11, day=27), title=" 標題\n")
    assert identity_key(one) == identity_key(later)
    next_day = replace(one, published=PartialDate(year=2025, month=11, day=28))
    keys = {identity_key(p) for p in (one, next_day, replace(one, title="乙"), replace(one, source="乙"))}
    assert len(keys) == 4


def test_an_input_that_says_nothing_is_known_by_its_text() -> None:
    bare = IdentityParts(title="標題", body="正文")
    assert identity_key(bare) == identity_key(replace(bare))
    keys = {identity_key(p) for p in (bare, replace(bare, body="改"), replace(bare, source="乙"))}
    assert len(keys) == 3


def test_made_ids_are_short_stable_and_safe_in_urls() -> None:
    made = make_id("url:https://example.cn/a")
    assert made == make_id("url:https://example.cn/a")
    assert re.fullmatch(r"[a-z2-7]{12}", made)
    assert len({make_id(f"url:https://example.cn/{number}") for number in range(2_000)}) == 2_000


def test_a_given_id_is_the_id() -> None:
    assert make_id("id:a/b//c:d#國") == "a/b//c:d#國"
