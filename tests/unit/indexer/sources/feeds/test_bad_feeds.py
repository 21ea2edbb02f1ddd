"""Feeds as attackers and broken programs write them: a clear answer, no other entry harmed, nothing stored as HTML, in little time."""

from __future__ import annotations

import time

import pytest

from index.errors import ItemError
from indexer.inputs import FeedEntry
from indexer.sources.feeds import parse_feed

GOOD = "<item><title>好的一条</title><link>https://a.invalid/2</link></item>"
SECONDS = 5.0


def a_feed(items: str, prolog: str = '<?xml version="1.0" encoding="utf-8"?>') -> bytes:
    return f'{prolog}<rss version="2.0"><channel><title>样例</title>{items}{GOOD}</channel></rss>'.encode()


def read(items: str, prolog: str = "") -> tuple[FeedEntry, ...]:
    started = time.process_time()
    entries = parse_feed(a_feed(items, prolog)).entries
    assert time.process_time() - started < SECONDS
    assert entries[-1].title == "好的一条"
    return entries


REFUSED = "refused: its DOCTYPE has an internal subset, in which entities can be declared"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]>',
        '<!DOCTYPE rss [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY % dtd SYSTEM "http://a.invalid/x.dtd"> %dtd;]>',
        '<!-- <rss> --><!DOCTYPE rss SYSTEM "x" [<!ENTITY a "b">]>',
        '<!doctype rss [<!ENTITY a "b">]>',
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_an_internal_subset_is_refused_in_every_encoding(prolog: str, codec: str) -> None:
    document = (
        f'<?xml version="1.0"?>{prolog}<rss><channel><item><title>&lol2;&xxe;</title></item></channel></rss>'
    )
    with pytest.raises(ItemError) as caught:
        parse_feed(document.encode(codec))
    assert caught.value.reason == REFUSED


def test_a_plain_doctype_is_dropped_and_nothing_is_fetched() -> None:
    prolog = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://127.0.0.1:1/rss.dtd">'
    entries = read("<item><title>一&nbsp;二&undefined;</title></item>", prolog)
    assert entries[0].title == "一 二&undefined;"


def test_entities_declared_in_the_wrong_place_stay_text() -> None:
    entries = read(
        '<item><title>x</title></item><!DOCTYPE rss [<!ENTITY lol "lol">]><item><title>&lol;</title></item>'
    )
    assert [entry.title for entry in entries] == ["x", "&lol;", "好的一条"]


def test_utf7_hides_nothing() -> None:
    with pytest.raises(ItemError, match="got plain text"):
        parse_feed(b"+ADwAIQ-DOCTYPE rss +AFsAPAAh-ENTITY a +ACI-b+ACIAPgBdAD4-", charset="utf-7")


@pytest.mark.parametrize(
    "item",
    [
        "<item><title>x</title><description>" + "<b>" * 200_000 + "</description></item>",
        "<item><title>x</title><description>" + "&lt;b&gt;" * 200_000 + "</description></item>",
        "<item><title " + " ".join(f'a{number}="1"' for number in range(200_000)) + ">x</title></item>",
        "<item " + " ".join(f'xmlns:a{number}="u"' for number in range(50_000)) + "><title>x</title></item>",
        "<item><title>x</title><description><![CDATA[" + "<!--" * 300_000 + "]]></description></item>",
        "<item><title>x</title><description>" + "&amp;" * 300_000 + "</description></item>",
        "<item><title>x</title><description>" + "ﷺ" * 100_000 + "</description></item>",
        "<item><title>x</title><description><![CDATA[" + '<a ">"' * 100_000 + "]]></description></item>",
    ],
    ids=["nested", "nested-escaped", "attributes", "namespaces", "comments", "references", "ligatures", "quotes"],
)  # fmt: skip
def test_what_is_meant_to_hang_does_not(item: str) -> None:
    assert read(item)[0].title == "x"


def test_a_title_of_10_mb_is_cut_and_said_so() -> None:
    entries = read(f"<item><title>{'字' * 10_500_000}</title></item>")
    assert entries[0].title == "字" * 512
    assert entries[0].warnings == ("title: 3,000,000 characters, cut at 512",)


HTML = [
    ("<img src=x onerror=alert(1)>题", "题"),
    ("<svg/onload=alert(1)>题", "题"),
    ("题<script>alert(1)</script>", "题"),
    (
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>题",
        "题",
    ),
    ('<a href="javascript:alert(1)">题</a>', "题"),
    ("题<!--", "题"),
    ("题<style>@import 'x'</style>", "题"),
    ("<noscript><p title='</noscript><img src=x onerror=alert(1)>'>题</noscript>", "题"),
]


@pytest.mark.parametrize(("markup", "text"), HTML)
def test_html_in_a_title_leaves_text(markup: str, text: str) -> None:
    escaped = markup.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for title in (escaped, f"<![CDATA[{markup}]]>"):
        found = read(f"<item><title>{title}</title></item>")[0].title
        assert "<" not in found
        assert text in found or "noscript" in markup


def test_references_are_undone_once() -> None:
    assert read("<item><title>一&amp;amp;lt;二</title></item>")[0].title == "一&lt;二"
    assert read("<item><title>&lt;b&gt;题&lt;/b&gt;</title></item>")[0].title == "题"
    assert read("<item><title>&amp;lt;b&amp;gt;题&amp;lt;/b&amp;gt;</title></item>")[0].title == "<b>题</b>"


def test_a_description_escaped_twice_is_undone_and_said() -> None:
    twice = "&amp;lt;p&amp;gt;甲。&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;乙。&amp;lt;/p&amp;gt;"
    entry = read(f"<item><title>x</title><description>{twice}</description></item>")[0]
    assert (entry.summary, entry.warnings) == (
        "甲。\n乙。",
        ("summary: markup that was escaped as if it were text, undone",),
    )


def test_a_description_about_markup_keeps_it() -> None:
    about = "&lt;p&gt;把 &amp;lt;p&amp;gt;甲&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;乙&amp;lt;/p&amp;gt; 寫進網頁。&lt;/p&gt;"
    entry = read(f"<item><title>x</title><description>{about}</description></item>")[0]
    assert (entry.summary, entry.warnings) == ("把 <p>甲</p><p>乙</p> 寫進網頁。", ())


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("<title>甲 &lt;script&gt;alert(1)&lt;/script&gt; 乙</title>", "甲 <script>alert(1)</script> 乙"),
        ('<title type="text">A&lt;B &amp;amp; C</title>', "A<B &amp; C"),
        ('<title type="html">丙 &amp;lt;script&amp;gt; 丁</title>', "丙 <script> 丁"),
        ('<title type="html">丙 &lt;b&gt;丁&lt;/b&gt;</title>', "丙 丁"),
        ('<title type="html"><![CDATA[丙 &lt;b&gt; 丁]]></title>', "丙 <b> 丁"),
        ('<title type="xhtml"><div>丙 &lt;b&gt; <b>丁</b></div></title>', "丙 <b> 丁"),
        ('<title type="xhtml">丙 &lt;b&gt; 丁</title>', "丙 <b> 丁"),
    ],
)
def test_a_title_of_atom_is_decoded_as_its_type_says(title: str, text: str) -> None:
    feed = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>a</id>{title}</entry></feed>'
    )
    assert parse_feed(feed.encode()).entries[0].title == text


def test_a_picture_in_atom_is_no_text() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>x</title><content type="image/png">iVBORw0KGgo=</content></entry></feed>'
    assert parse_feed(feed.encode()).entries[0].body == ""


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//",
        "http://",
        "vbscript:x",
        "https://a b/",
    ],
)
def test_a_link_is_of_the_web_or_there_is_none(link: str) -> None:
    entry = read(f"<item><title>x</title><link>{link}</link></item>")[0]
    assert entry.url is None
    assert entry.warnings == ("link: not an http or https address, left out",)


def test_signs_of_markup_in_a_link_are_escaped_and_not_allowed_in_its_host() -> None:
    entries = read(
        '<item><title>x</title><link>https://a.invalid/&lt;script&gt;?q="1"</link></item>'
        "<item><title>y</title><link>https://a&lt;b&gt;.invalid/</link></item>"
    )
    assert [entry.url for entry in entries[:2]] == ["https://a.invalid/%3Cscript%3E?q=%221%22", None]


def test_signs_that_cannot_be_stored_go_and_signs_that_can_stay() -> None:
    entries = read("<item><title>一\x00二\x0b三\u202e四\u200b五&#0;&#xD800;𠮷㐀〇</title></item>")
    assert entries[0].title == "一二三\u202e四\u200b五\ufffd\ufffd𠮷㐀〇"


def test_an_item_of_nothing_is_still_an_entry() -> None:
    entry = read("<item></item>")[0]
    assert (entry.title, entry.url, entry.id, entry.summary, entry.body) == ("", None, None, "", "")


def test_one_broken_entry_harms_no_other() -> None:
    entries = read(
        "<item><title>一</titel><link>https://a.invalid/1</link></item><item><title>二<br>三</title></item>"
    )
    assert [entry.title for entry in entries] == ["一", "二 三", "好的一条"]


def test_a_feed_that_breaks_off_keeps_what_came_before() -> None:
    feed = parse_feed(a_feed("<item><title>一</title></item>")[:-60])
    assert [entry.title for entry in feed.entries][:1] == ["一"]
    assert feed.warnings[0].startswith("broken XML, read as far as it goes: ")


def test_a_truncated_character_is_one_sign_and_a_warning() -> None:
    content = '<?xml version="1.0" encoding="gb2312"?><rss><item><title>关于进一步加强城市管理工作的通知，各单位</title></item></rss>'.encode(
        "gbk"
    )
    cut = content[: content.index("位".encode("gbk")) + 1]
    feed = parse_feed(cut)
    assert feed.entries[0].title == "关于进一步加强城市管理工作的通知，各单\ufffd"
    assert feed.warnings[0] == "1 damaged bytes replaced by U+FFFD (read as gb18030)"


def test_an_id_that_is_no_address_is_no_bad_link() -> None:
    feed = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>tag:a.invalid,2025:1</id><title>x</title></entry></feed>'
    entry = parse_feed(feed.encode()).entries[0]
    assert (entry.id, entry.url, entry.warnings) == ("tag:a.invalid,2025:1", None, ())
