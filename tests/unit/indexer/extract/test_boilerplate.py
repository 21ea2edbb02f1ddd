"""What goes and what stays: bylines, captions, page lines and legal tails beside sentences that only look like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.extract.boilerplate import Removal, SplitText, find_author, split_boilerplate
from indexer.extract.bylines import is_names_line
from indexer.extract.spelling import spell

BODY = "示例省新能源产业园3月2日开园，首批入驻企业十二家，总投资三十亿元。"
HANT_BODY = "示例縣府今天宣布，山城公車明年起增加三成班次，受惠居民約兩萬人。"


def removed(paragraph: str) -> list[tuple[str, Removal]]:
    """What goes of *paragraph* at the end of an article."""
    split = split_boilerplate([BODY, BODY, paragraph])
    return [(paragraph[span.start : span.end], span.why) for span in split.removed if span.paragraph == 2]


@pytest.mark.parametrize(
    "credit",
    [
        "（记者 李晗）", "(記者 李晗)", "（本报记者 李晗 王卓伦）", "（记者李晗、王卓伦）", "（編輯：簡例文/周樣張）1141107", "【编辑:刘欢】",
        "（视频编辑：张贝龙 文字编辑：温凤浩）", "（譯者：楊昭彥/核稿：陳彥鈞）1131103", "（完）", "(完)", "（執筆記者：李家瑞；參與記者：周星竹）", "（作者：张文静，系样例大学副教授）",
        "（共同社）", "(史自强)", "（责任编辑：alonliu）", "（文/王例文）", "（样例经纬APP）", "（综合报道）", "（綜合報導）",
    ],
)  # fmt: skip
def test_credits_behind_the_last_sentence_go(credit: str) -> None:
    assert removed(BODY + credit) == [(credit, Removal.BYLINE)]


@pytest.mark.parametrize(
    ("before", "credit", "after"),
    [
        ("", "（中央社記者張謙香港18日電）", HANT_BODY),
        ("", "〔記者蔡例句／花蓮報導〕", HANT_BODY),
        ("样例社北京1月29日电 ", "（记者冯家顺）", BODY),
        ("样例社广州4月2日电 ", "(索有为岳海宗)", BODY),
    ],
)
def test_credits_before_the_first_sentence_go(before: str, credit: str, after: str) -> None:
    assert split_boilerplate([before + credit + after, BODY]).kept == (before + after, BODY)


@pytest.mark.parametrize(
    "line",
    [
        "新华社记者任芊", "本报记者 李晗 王卓伦", "责任编辑：李晗", "編輯：施芷珊 網編：李家明", "来源：样例日报 作者：李晗", "监制/王元 主编/王瑄",
        "记者：杨思琪、何山", "（责任编辑：方例题）", "2025-10-03 16:20 範例時報", "（原标题：另一个标题）", "https://www.example.cn/a?b=1",
        "【打印】【关闭窗口】", "分享到：微信", "透過 Google News追蹤樣本社", "上一篇：另一篇文章", "图为会议现场。", "▲巡迴車內部。（記者蔡例句攝）", "资料图：会议现场。",
        "會議現場。記者 馬建兵 攝", "會議現場。中央社記者陳昱婷攝 114年11月7日", "圖為會議現場。（中央社檔案照片）", "1月28日，演员在演出。新华社记者 张凤国 摄",
        "会议现场。（样例集团供图）", "圖：樣例資料圖片", "图①：会议现场", "樣例社資料圖片 / 粵語組製圖", "样例集团图片", "图｜何一鸣 /样例视觉",
        "样例省会议现场。图：样例视觉", "會議路線示意。（圖取自Example圖庫）", "示意圖。（樣例社製圖）", "李晗摄（样例图片）", "图注：会议现场的布置",
        "样例社音视频部制作", "编辑｜何一鸣", "监制 | 王元 主编 | 王瑄", "▌本文来源：样例新闻微信公众号", "本版制图：王例文",
        "【纠错】【责任编辑：方例题】", "阅读 12.3万　评论(2)　分享(10)", "ADVERTISEMENT", "訂閱《樣本早報》電子報 每天三分鐘掌握天下事", "感謝您的訂閱！",
        "下载样例新闻客户端", "首页 → 国内新闻", "成为会员，享受无限阅读，支持独立新闻。", "一鍵贊助本刊，您的支持是我們前進的力量。", "欢迎关注样例发布微信公众号",
    ],
)  # fmt: skip
def test_lines_that_are_not_the_article_go(line: str) -> None:
    assert [text for text, _ in removed(line)] == [line]


@pytest.mark.parametrize(
    "paragraph",
    [
        "记者从国家医保局获悉，去年共济四亿人次。", "（记者注）", "记者调查", "【记者连线】", "（一）总体要求", "（見附件）", "审核：同现行规定办理。",
        "（依法免辦工廠登記者應檢附主管機關核發之證明文件）", "时间：每日上午8时至12时", "图书馆昨天开放。", "他拿起相机拍摄", "摄影展今天开幕。",
        "市民在展厅里拍摄。", "圖三 採樣設備組裝示意圖", "△E/min：平均每分鐘吸光值之差值", "5月1日 10:00 召开会议", "2025年4月17日", "示例市工业和信息化局",
        "来源：据统计，去年全市用水量下降百分之五，其中工业用水下降最多，居民用水略有上升，农业用水基本持平。", "“为人民服务”（毛泽东）的话", "分享经济的未来",
        "第四条 未经许可，任何单位和个人不得转载、复制他人作品。", "四、不得約定廣告僅供參考。", "關閉工廠三家。", "他在平台上发布了一组图片。", "一图读懂样例省政府工作报告", "加入志愿者群体的年轻人越来越多。", "记者：改造完成之后，最大的难题是什么", "成为会员国以来，该国一直支持多边主义。", "下载量突破三千万次", "阅读让生活更美好", "市民可关注气象预报。", "影片由市民制作", "★★★★", "图片，让历史说话", "照片来源，已经没有人说得清", "作者，一位退休多年的乡村教师", "角色，从来不是一个人的事",
        "联系人：李晗，联系电话：000-0000000。",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(paragraph: str) -> None:
    assert removed(paragraph) == []


LEGAL_LINES = [
    "版权声明：本网站所有文字、图片，未经样例网书面授权，不得转载。",
    "本網站之文字、圖片及影音,非經授權,不得轉載、公開播送或公開傳輸及利用。",
    "© 2024年样例之声版权声明：本文所有内容受到著作权法保护，如无样例之声特别授权，不得擅自使用。",
    "人 民 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用",
    "Copyright © 1997-2026 by www.example.cn all rights reserved",
    "免责声明：本文仅代表作者个人观点，与本网无关。其原创性以及文中陈述文字和内容未经本站证实，请读者仅作参考。",
    "声明：转载此文是出于传递更多信息之目的。若有来源标注错误或侵犯了您的合法权益，请与本网联系，我们将及时更正、删除。",
    "（以上評論純屬作者個人觀點，並不代表本台立場。）",
    "凡本網註明“來源：樣例在線”的所有作品，均為本網合法擁有版權的作品，未經授權不得轉載。",
    "样ICP备00000000号 样公网安备0000号",
    "違法和不良信息舉報電話：000-0000000",
]


@pytest.mark.parametrize("line", LEGAL_LINES)
def test_a_legal_line_at_the_end_goes(line: str) -> None:
    assert removed(line) == [(line, Removal.LEGAL)]


@pytest.mark.parametrize("line", LEGAL_LINES)
def test_a_legal_line_inside_an_article_stays(line: str) -> None:
    assert split_boilerplate([BODY, line, BODY * 2, BODY]).kept == (BODY, line, BODY * 2, BODY)


def test_a_tail_takes_its_heading_its_numbered_items_and_the_footer_with_it() -> None:
    tail = [
        "法律声明",
        "1、“样例在线”由样例传播中心主办。经授权，样例公司负责“样例在线”网站的经营。",
        "2、凡本网注明“来源：样例在线”的作品，未经授权，不得转载、摘编。",
        "3、如因作品内容、版权和其他问题需要与本网联系的，请在30日内进行。",
        "关于我们",
        "网站地图",
    ]
    split = split_boilerplate([BODY, *tail])
    assert split.kept == (BODY,)
    assert {span.why for span in split.removed} == {Removal.LEGAL}


def test_numbered_paragraphs_of_the_article_stay_above_a_tail() -> None:
    items = ["1、评选范围。建成满三年的社区均可报名。", "2、评选标准。用水量比上年下降。"]
    assert split_boilerplate([BODY, *items, "版权所有：样例网 未经授权不得转载"]).kept == (BODY, *items)


def test_an_article_about_rights_is_not_half_emptied() -> None:
    article = [BODY, *LEGAL_LINES[:3] * 3]
    assert split_boilerplate(article, "样例网发布新的版权声明").kept == tuple(article)


def test_links_below_the_article_go() -> None:
    split = split_boilerplate([BODY, BODY, "延伸閱讀", "山城小學最後一班校車", "長者卡明年擴大適用", BODY])
    assert split.kept == (BODY, BODY, BODY)
    assert [span.why for span in split.removed] == [Removal.RELATED] * 3


def test_all_below_the_editors_goes_where_no_sentence_stands() -> None:
    assert split_boilerplate([BODY, "责任编辑：李晗", "好文", "评论 12", "首页"]).kept == (BODY,)
    assert split_boilerplate([BODY, "责任编辑：李晗", "附件", BODY]).kept == (BODY, "附件", BODY)


@pytest.mark.parametrize(
    "paragraphs", [["（完）"], ["图为会场。", "记者李例 摄"], ["图为会议现场。"], ["", "打印"]]
)
def test_an_article_is_never_emptied(paragraphs: list[str]) -> None:
    assert split_boilerplate(paragraphs) == SplitText(kept=tuple(filter(None, paragraphs)), removed=())


def test_nothing_gives_nothing() -> None:
    assert split_boilerplate([]) == SplitText(kept=(), removed=())


@pytest.mark.parametrize(
    "text",
    [
        "(" + "驻" * 190 + ")", "(" + "王" * 190 + ")", "本报记者" + "王" * 30 + "x", "。(" + "王" * 24 + "x)", "分享到" * 19 + "x", "来源:" + " " * 150 + "x",
        "来源:" * 60, "(" * 100_000, "(编辑" * 500 + ")", "记者王" * 50 + "摄", "凡本网" * 200, "国" * 1_000_000, "(国国" * 50_000, "王 " * 20 + "摄x",
        "记者" * 60, "编辑/" * 50, "1、" * 500, "《" * 1000, "注明" * 1000,
    ],
)  # fmt: skip
def test_no_paragraph_takes_long(text: str) -> None:
    assert "".join(split_boilerplate([BODY, text, text, BODY]).kept).startswith(BODY)


PIECES = st.sampled_from(
    "稀土 。 （记者 李晗） 记者 攝 （ ） 版权所有 凡本网注明 1、 2、 来源： 责任编辑： 王 未经授权不得转载 更多报道 图为 本网 声明： （完） 电 共同社 2025-11-28".split(
        " "
    )
)


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=12))
def test_kept_and_removed_make_the_whole(paragraphs: list[str]) -> None:
    split = split_boilerplate(paragraphs)
    rest = list(map(list, paragraphs))
    for span in split.removed:
        for position in range(span.start, span.end):
            assert rest[span.paragraph][position] != "", "removed twice"
            rest[span.paragraph][position] = ""
    squeezed = ["".join("".join(row).split()) for row in rest]
    assert [text for text in squeezed if text] == ["".join(text.split()) for text in split.kept]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("县里新开三条公交线路。（本报记者 陈例、李样）", "陈例、李样"),
        ("（樣本社記者陳例文海港7日電）縣裡新開三條公車路線。", "陳例文"),
        ("（樣本社記者陳例海港7日電）縣裡新開三條公車路線。", "陳例"),
        ("〔記者陳例文／南嶼報導〕縣裡新開三條公車路線。", "陳例文"),
        ("【樣本報訊】記者陳例報道：縣裡新開三條公車路線。", "陳例"),
        ("作者：陈例", "陈例"),
        ("记者 陈例 文/摄", "陈例"),
        ("- 作者，陈例舟", "陈例舟"),
        ("角色，样本中文", None),
        ("样例河报记者陈例舟/文受访者供图", "陈例舟"),
        ("整合 青禾日报·青禾客户端记者 陈例舟", "陈例舟"),
        ("线路下月开通。（文/图 陈例舟 李样）", "陈例舟 李样"),
        ("采写：样报见习记者 陈例舟", "陈例舟"),
        ("（陈例舟）", "陈例舟"),
        ("线路下月开通。（样透社）", None),
        ("线路下月开通。（陈例舟）", "陈例舟"),
        ("线路下月开通。（缪例舟）", "缪例舟"),
        ("线路下月开通。（陈例舟李样宁）", "陈例舟李样宁"),
        ("线路下月开通。（南样网/陈例舟）", "陈例舟"),
        ("线路下月开通。（左图）", None),
        ("线路下月开通。（全文）", None),
        ("线路下月开通。（连载一）", None),
        ("线路下月开通。（王府井）", None),
        ("（本刊）", None),
        ("（作者单位：样例大学）", None),
        ("（责任编辑：陈例）", None),
        ("图为公交车。记者 陈例 摄", None),
    ],
)
def test_the_writer_is_who_a_byline_names(line: str, author: str | None) -> None:
    paragraphs = ("示例县新开三条公交线路，覆盖十一个村。", line)
    assert find_author(paragraphs, split_boilerplate(paragraphs)) == author


def test_a_heading_of_comments_is_the_articles_own_without_their_machinery() -> None:
    told = ("示例县新开三条公交线路。", "网友评论", "多数网友认为票价合适。", "县里说，明年再增两条线路。")
    assert split_boilerplate(told).kept == told
    assert split_boilerplate((*told[:2], "共 2 条评论", "票价真便宜。")).kept == told[:1]


@pytest.mark.parametrize(
    "comments",
    [
        ("《新线路》已有1件评论", "September 19th, 2005 at 7:32 pm", "写得好。"),
        ("在〈新线路〉中有 2 則留言", "王樣 表示：", "寫得好。"),
    ],
)
def test_the_heading_that_counts_comments_heads_them_too(comments: tuple[str, ...]) -> None:
    assert split_boilerplate((BODY, BODY, *comments)).kept == (BODY, BODY)


def test_what_a_report_counts_heads_no_comments() -> None:
    told = (BODY, "截至昨日，该提案下共有125条评论", "王样 表示：", "票价合适。", BODY)
    assert split_boilerplate(told).kept == told


def test_below_a_label_stands_a_caption_of_one_short_sentence() -> None:
    caption = "工人在坝顶种草。"
    long = "县交通局局长介绍，明年还将改造五座旧桥，并在河边修建步道，方便群众散步和骑行。"
    assert split_boilerplate((BODY, "图注：", caption, BODY)).kept == (BODY, BODY)
    assert split_boilerplate((BODY, "图片说明：", long, BODY)).kept[-2:] == (long, BODY)


def test_a_word_is_a_button_only_beside_buttons() -> None:
    article = ("示例县新开三条公交线路。", "标准", "票价两元。")
    assert split_boilerplate(article).kept == article
    assert split_boilerplate(("字号", "放大", "标准", *article[::2])).kept == article[::2]


def test_where_nothing_is_left_the_notices_go_all_the_same() -> None:
    split = split_boilerplate(("版式设计：沈例", "样例网版权所有，未经书面授权禁止使用"))
    assert split.kept == ("版式设计：沈例",)


def test_rules_and_figures_of_a_table_stay() -> None:
    table = ("示例县公布三年的数字。", "一、收入。", "二、支出。", "三、结余。", "四、债务。", "五、说明。", "1.", "---", "□□□", "六、附注。", "七、负责人。", "八、日期。", "九、印发。", "十、存档。", "以上数字均经审计。")  # fmt: skip
    assert split_boilerplate(table).kept == table


@pytest.mark.parametrize("subheading", ["加入世贸组织成为正式会员", "成为联合国会员", "支持原创媒体"])
def test_a_subheading_that_could_invite_stays(subheading: str) -> None:
    assert split_boilerplate([BODY, BODY, subheading, BODY, BODY]).kept == (
        BODY,
        BODY,
        subheading,
        BODY,
        BODY,
    )


@pytest.mark.parametrize("other", ["欢迎关注样例发布微信公众号", "支持独立新闻"])
def test_beside_another_invitation_it_goes(other: str) -> None:
    assert split_boilerplate([BODY, "成为样例会员", other, BODY]).kept == (BODY, BODY)


@pytest.mark.parametrize(
    "question",
    ["本台记者：谢谢您", "央视记者：何时", "红星新闻记者：那么呢", "样例报记者：能否", "本报记者：那时候"],
)
def test_what_a_reporter_asks_is_no_line_of_names(question: str) -> None:
    assert not is_names_line(spell(question))


@pytest.mark.parametrize("line", ["样例新闻编辑：何一鸣", "样例报记者：成例文、时例舟"])
def test_who_edited_and_reported_is_one(line: str) -> None:
    assert is_names_line(spell(line))


@pytest.mark.parametrize(
    "line",
    [
        "Notice: All contents on this page are uploaded by their authors, and the platform is not answerable.",
        "Disclaimer: The views of this article do not represent those of Sample News or its staff.",
        "读懂政策就看样例研报，专业，及时，助您抓住每一次机会！",
        "支持雲溪時報，每一則新聞都值得您信賴",
        "支持云溪社 每篇报道值得信任",
    ],
)
def test_what_advertises_the_site_or_answers_for_nothing_goes(line: str) -> None:
    assert [text for text, _ in removed(line)] == [line]


@pytest.mark.parametrize(
    "paragraph",
    [
        "Notice: The bridge closes at noon.",
        "村民说，这项政策支持了乡村报刊亭，值得信赖。",
        "他说，市里派来的技术员会助您增产。",
    ],
)
def test_what_only_sounds_like_it_stays(paragraph: str) -> None:
    assert removed(paragraph) == []
