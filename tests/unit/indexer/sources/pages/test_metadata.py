"""What pages say of themselves, what is printed around their text, and which of it is believed."""

from __future__ import annotations

import json
import time

import pytest

from indexer.inputs import ExtractedText
from indexer.sources.pages.facts import drop_label, is_outlet, read_facts
from indexer.sources.pages.reading import read_page
from indexer.sources.pages.titles import choose_title, clean_page_title, share_of, site_name_of

TEXT = "样例市3月5日发布低空经济行动方案，提出用三年时间建成覆盖全市的起降点网络。"
TITLE = "样例市发布低空经济行动方案"


def read(head: str = "", above: str = "", url: str | None = "https://asked.invalid/1") -> ExtractedText:
    paragraphs = f"<p>{TEXT}</p>" * 3
    return read_page(f"<html><head>{head}</head><body><h1>{TITLE}</h1>{above}{paragraphs}</body></html>", url)


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="/2">', "https://asked.invalid/2"),
        ('<link rel="canonical" href="https://asked.invalid/">', "https://asked.invalid/1"),
        ('<link rel="canonical" href="javascript:alert(1)">', "https://asked.invalid/1"),
        ('<meta property="og:url" content="https://other.invalid/3">', "https://other.invalid/3"),
        ('<meta property="og:url" content="www.other.invalid/3">', "https://www.other.invalid/3"),
        ('<meta property="og:url" content="asked.invalid/3">', "https://asked.invalid/3"),
        ("", "https://asked.invalid/1"),
    ],
)
def test_the_address_of_a_page(head: str, url: str) -> None:
    assert read(head).url == url


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("asked.invalid/3", "http://asked.invalid/3"),
        ("www.asked.invalid/3", "http://www.asked.invalid/3"),
        ("www.html", "http://asked.invalid/www.html"),
        ("https://asked.invalid/3", "https://asked.invalid/3"),
    ],
)
def test_an_address_without_a_scheme_has_the_pages(link: str, url: str) -> None:
    assert read(f'<link rel="canonical" href="{link}">', url="http://asked.invalid/1").url == url


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta name="PubDate" content="2025-11-27 10:42">', "2025-11-27T10:42:00+08:00"),
        ('<meta property="article:published_time" content="2025-11-27T10:42:00Z">', "2025-11-27T18:42:00+08:00"),
        ('<meta name="publishdate" content="2025-02-30"><meta name="date" content="2025-11-27">', "2025-11-27"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-11-27"}</script>', "2025-11-27"),
        ('<script type="application/ld+json">{"@type":"NewsArticle",</script><meta name="date" content="2025-11-26">', "2025-11-26"),
        ('<script type="application/ld+json">{"@type":"Organization","datePublished":"2001-01-01"}</script>', None),
    ],
)  # fmt: skip
def test_the_day_of_a_page(head: str, published: str | None) -> None:
    found = read(head).published
    assert (found.iso() if found else None) == published


def test_times_count_where_one_is_marked_or_alone() -> None:
    alone = read(above='<time datetime="2025-11-27T09:00+08:00">昨天</time>').published
    assert alone is not None
    assert alone.iso() == "2025-11-27T09:00:00+08:00"
    assert (
        read(above='<time datetime="2025-11-27">a</time><time datetime="2020-01-01">b</time>').published
        is None
    )


def test_metadata_come_before_what_is_printed_which_adds_the_hour() -> None:
    head = '<meta name="date" content="2025-11-27"><meta property="og:site_name" content="样例新闻网">'
    found = read(head, "<div>2025-11-27 10:42 来源：样例日报 作者：何一鸣</div>")
    assert found.published is not None
    assert (found.published.iso(), found.source, found.author) == (
        "2025-11-27T10:42:00+08:00",
        "样例新闻网",
        "何一鸣",
    )


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("2025-11-27 10:22　来源：样例日报", ("2025-11-27T10:22:00+08:00", "样例日报", None)),
        ("發布日期：2025年11月27日　作者：方例舟　信息來源：樣例縣水利局　點擊數：12", ("2025-11-27", "樣例縣水利局", "方例舟")),
        ("样例新闻网 ( 2025-11-27 09:20:26 ) 稿件来源：样例日报", ("2025-11-27T09:20:26+08:00", "样例日报", None)),
        ("来源：网络", (None, None, None)),
        ("2025-09-07 09:59:22　来源: 样例晚报举报", ("2025-09-07T09:59:22+08:00", "样例晚报", None)),
        ("06.05.2023", ("2023-05-06", None, None)),
        ("发表时间： 26/05/2023 - 10:11", ("2023-05-26T10:11:00+08:00", None, None)),
        ("05/26/2023 - 10:11", ("2023-05-26T10:11:00+08:00", None, None)),
        ("06/05/2023 - 10:11", (None, None, None)),
        ("2025-04-05 06:40更新　来源：转载文章第1页/共1页", ("2025-04-05T06:40:00+08:00", None, None)),
        ("2025年7月16日08:19 来源：[ 样例报 ]", ("2025-07-16T08:19:00+08:00", "样例报", None)),
        ("发布时间：18-03-0823:16", ("2018-03-08T23:16:00+08:00", None, None)),
        ("9/17/2004 5:54:13 PM", ("2004-09-17T17:54:13+08:00", None, None)),
        ("开放时间:09-12-16点", (None, None, None)),
        ("報名時間：08-10-30 至額滿為止", (None, None, None)),
        ("截至 31.12.2022 的資料", (None, None, None)),
        ("采写：样报见习记者 方例舟", (None, None, "方例舟")),
        ("责任编辑：李晗", (None, None, None)),
        ("2025-13-45", (None, None, None)),
    ],
)  # fmt: skip
def test_what_is_printed(line: str, facts: tuple[str | None, ...]) -> None:
    found = read_facts([line])
    assert (found.published.iso() if found.published else None, found.source, found.author) == facts


@pytest.mark.parametrize(
    ("account", "source"),
    [("样例日报", "样例日报"), ("权威发布", "青禾新闻网"), ("信息发布", "青禾新闻网"), ("今日早报", "青禾新闻网")],
)  # fmt: skip
def test_a_paper_before_the_day_is_the_source_and_a_column_is_not(account: str, source: str) -> None:
    title = f"<title>{TITLE}_要闻_青禾新闻网</title>"
    assert read(title, f"<div>{account}　2025-11-27 10:00</div>").source == source


def test_labels_and_outlets() -> None:
    assert (drop_label("来源：样例日报 原创稿"), drop_label("記者王小明"), drop_label("未知")) == (
        "样例日报",
        "王小明",
        None,
    )
    assert is_outlet("样例日报")
    assert not is_outlet("何一鸣")


def test_an_outlet_that_is_given_as_author_is_the_source() -> None:
    found = read('<meta name="author" content="样例日报">')
    assert (found.source, found.author) == ("样例日报", None)


@pytest.mark.parametrize(
    ("text", "title", "site"),
    [
        ("样例市发布方案_国内_样例新闻网", "样例市发布方案", "样例新闻网"),
        ("样例市发布方案 - 样例日报", "样例市发布方案", "样例日报"),
        ("样例市发布方案-样例网", "样例市发布方案", "样例网"),
        ("样例市发布方案_城事_样本新闻-The Sample", "样例市发布方案", "样本新闻"),
        ("山城公車增班 | 地方 | 山城新聞", "山城公車增班", "山城新聞"),
        ("中美-中欧班列开行", "中美-中欧班列开行", None),
        ("样例市发布方案 - 城事 - 样例论坛 - Powered by Example!", "样例市发布方案", "样例论坛"),
    ],
)
def test_titles_lose_the_names_of_sites(text: str, title: str, site: str | None) -> None:
    assert (clean_page_title(text), site_name_of(text)) == (title, site)


def test_a_title_shares_words_with_its_text() -> None:
    assert choose_title(["样例网首页", TITLE], [], TEXT) == TITLE
    assert choose_title(["股市行情大全"], ["首页", TITLE], TEXT) == TITLE
    assert choose_title(["股市行情大全"], [], TEXT) == "股市行情大全"


def test_the_name_of_an_office_is_the_title_of_its_last_resort() -> None:
    notice = "样例市交通局关于发布低空经济行动方案的通知"
    text = f"样例市交通局现就低空经济行动方案通知如下。{TEXT}"
    assert choose_title(["样例市交通局"], [notice], text) == notice
    assert choose_title(["样例市交通局"], [], text) == "样例市交通局"


@pytest.mark.parametrize(
    "headline",
    ["临海国制裁三家样例科技公司", "样例省对口支持云溪县人民医院", "样例集团起诉云溪大学"],
)
def test_a_headline_that_ends_like_an_office_is_a_title(headline: str) -> None:
    reply = "样例市商务局回应临海国的最新举动"
    text = f"{headline}，样例市商务局今天回应。{TEXT}"
    assert choose_title([headline], [reply], text) == headline


def test_the_name_of_the_site_is_no_title() -> None:
    text = f"云溪观察今天获悉，{TITLE}。{TEXT}"
    assert choose_title(["云溪观察", TITLE], [], text, ("云溪观察",)) == TITLE


@pytest.mark.parametrize(
    ("printed", "author"),
    [
        ("記者王小明／海港報導", "王小明"),
        ("〔記者王小明、林小美／綜合報導〕", "王小明、林小美"),
        ("文／王小明", "王小明"),
        ("作者：王小明", "王小明"),
        ("云溪社记者 王小明", "王小明"),
        ("王小明", "王小明"),
        ("更多作者文章", None),
        ("雲溪時報編輯部", None),
    ],
)
def test_the_author_that_a_template_marks(printed: str, author: str | None) -> None:
    assert read(above=f'<span class="article-author">{printed}</span>').author == author


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("稀土新規上路 | 即時新聞 | 雲溪新聞網", "雲溪新聞網"),
        ("稀土新规公布_时政频道_云溪网", "云溪网"),
        ("稀土新規上路 - 雲溪週刊", "雲溪週刊"),
        ("稀土新規上路 | 即時", None),
        ("云溪日报--2025年11月26日--01要闻--稀土新规公布", "云溪日报"),
        ("云溪新闻网_稀土新规今天公布", "云溪新闻网"),
        ("打造高水平开放平台——云溪试验区观察", None),
        ("走进样例市税务局——一线见闻之三", None),
        ("云溪政务中心——群众满意的窗口", None),
        ("建设一流创新平台--云溪实验室见闻", None),
        ("样例日报：坚持稳中求进的总基调", None),
    ],
)
def test_the_site_behind_the_title(title: str, site: str | None) -> None:
    assert site_name_of(title) == site


def linked(*objects: object, before: str = "", behind: str = "") -> str:
    values = json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False)
    return f'<script type="application/ld+json">{before}{values}{behind}</script>'


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "author": {"name": "何一鳴"},
    "publisher": {"name": "樣例日報"},
}


@pytest.mark.parametrize(
    "head",
    [
        linked({"@type": "BreadcrumbList"}, ARTICLE),
        linked(ARTICLE, before="\n//<![CDATA[\n", behind="\n//]]>\n"),
        linked(ARTICLE, before="/*<![CDATA[*/", behind="/*]]>*/"),
        linked(ARTICLE, before="<!--", behind="-->"),
        linked(ARTICLE, behind=";"),
        linked(ARTICLE).replace("}}", "},}"),
        linked(
            {
                "@graph": [
                    {"@type": "Article", "author": {"@id": "#p"}, "publisher": {"@id": "#o"}},
                    {"@type": "Organization", "@id": "#o", "name": "樣例日報"},
                    {"@type": "Person", "@id": "#p", "name": "何一鳴"},
                ]
            }
        ),
    ],
    ids="array cdata comment-cdata comment semicolon comma graph".split(),
)
def test_json_ld_as_sites_write_it(head: str) -> None:
    found = read(head)
    assert (found.source, found.author) == ("樣例日報", "何一鳴")


def test_several_authors_of_json_ld_are_all_named() -> None:
    head = linked(
        ARTICLE | {"author": [{"name": "何一鳴"}, {"name": "方例舟"}, {"url": "https://x.invalid"}]}
    )
    assert read(head).author == "何一鳴、方例舟"


def test_microdata_name_author_and_publisher() -> None:
    above = (
        '<span itemprop="author" itemscope>文 <span itemprop="name">何一鳴</span></span>'
        '<span itemprop="publisher" itemscope><meta itemprop="name" content="樣例日報"></span>'
    )
    found = read(above=above)
    assert (found.source, found.author) == ("樣例日報", "何一鳴")


def test_what_wraps_json_ld_is_taken_off_in_linear_time() -> None:
    started = time.process_time()
    read(f'<script type="application/ld+json">{"*" * 200_000}</script>')
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("本报记者　陈例", "陈例"),
        ("样例报／ 记者陈例文／海港即时报导", "陈例文"),
        ("样例新闻记者 陈例文", "陈例文"),
        ("只看该作者 | 倒序浏览", None),
    ],
)
def test_a_line_of_writers_alone_names_the_author(line: str, author: str | None) -> None:
    assert read(above=f"<div>{line}</div>").author == author


def test_a_host_name_is_the_source_only_where_nothing_else_is() -> None:
    assert read('<meta name="source" content="sample.invalid">').source == "sample.invalid"
    named = '<meta name="source" content="sample.invalid"><meta name="mediaid" content="样例晚报">'
    assert read(named).source == "样例晚报"


def test_a_publisher_is_not_its_own_author() -> None:
    head = '<meta property="og:site_name" content="樣本社"><meta name="author" content="樣本社">'
    assert read(head, above="<div>樣本社記者陳例文</div>").author == "陳例文"


@pytest.mark.parametrize(
    "author",
    ["name, email@gmail.com", "admin", "大汉网络", "Discuz! Team and Comsenz UI Team", "佚名", "小編"],
)
def test_what_templates_put_for_an_author_is_nobody(author: str) -> None:
    assert read(f'<meta name="author" content="{author}">').author is None


def test_of_a_title_without_end_the_beginning_is_compared() -> None:
    beginning = "".join(chr(0x4E00 + number) for number in range(500))
    assert share_of(beginning + "龙" * 20_000, beginning) == 1.0


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<!-- saved from url=(0031)https://saved.invalid/a/1.html -->", "https://saved.invalid/a/1.html"),
        (
            "<!--\n Page saved with SingleFile \n url: https://saved.invalid/2 \n saved date: x\n-->",
            "https://saved.invalid/2",
        ),
        ("<!-- saved from url=(0014)about:internet -->", None),
        ("<!-- url: https://saved.invalid/3 -->", None),
        (
            '<!-- saved from url=(0023)https://saved.invalid/4 --><link rel="canonical" href="/5">',
            "https://saved.invalid/5",
        ),
    ],
)
def test_a_saved_page_says_where_it_was(head: str, url: str | None) -> None:
    page = f"<!DOCTYPE html><html>{head}<body><h1>{TITLE}</h1><p>{TEXT}</p></body></html>"
    assert read_page(page, None).url == url


def test_where_a_page_was_fetched_from_counts_before_what_it_says_it_was_saved_from() -> None:
    assert read("<!-- saved from url=(0023)https://saved.invalid/4 -->").url == "https://asked.invalid/1"
