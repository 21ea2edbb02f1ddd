"""The query language, case by case: what is typed, what it means, what the reader is told.

The meaning is given as canonical text (`test_render.py` shows that it stands for one tree); a case whose signs are typed
half-width is read again with full-width ones.
"""

from __future__ import annotations

import pytest

from index.query.ast import And, Everything, InDates, InRegion, Node, Not, Or, Phrase, Prefix, Run
from index.query.notices import ALL_NOTICES
from index.query.parser import parse_query
from index.query.render import render_query

# typed, canonical
PLAIN = [
    ("5G and 6G", "5G AND and AND 6G"),
    ("", ""),
    ("   ", ""),
    (" \t\n\u3000\u00a0\u2003", ""),
    ("\u200b\ufeff", ""),
    ("稀土", "稀土"),
    ("  稀土  ", "稀土"),
    ("稀土 出口", "稀土 AND 出口"),
    ("稀土\u3000出口", "稀土 AND 出口"),
    ("稀土\u00a0出口", "稀土 AND 出口"),
    ("稀土\t出口\n管制", "稀土 AND 出口 AND 管制"),
    ("稀\u200b土\u202e", "稀土"),
    ("5G應用", "5G應用"),
    ("從0到1", "從0到1"),
    ("人工智能+", "人工智能+"),
    ("人工智能＋", "人工智能+"),
    ("C919", "C919"),
    ("５Ｇ應用", "５Ｇ應用"),
    ("3.5%", "3.5%"),
    ("U.S.", "U.S."),
    ("𠮷野家 〇", "𠮷野家 AND 〇"),
    # a hyphen inside a word is text
    ("5G-A", "5G-A"),
    ("5G－A", "5G-A"),
    ("中美-貿易", "中美-貿易"),
    ("中美－貿易", "中美-貿易"),
    ("COVID-19", "COVID-19"),
    ("中国（上海）-新加坡", "中国(上海)-新加坡"),
    # operators that are not words standing alone, or not in capitals
    ("A或B", "A或B"),
    ("或者", "或者"),
    ("ANDROID NOTE", "ANDROID AND NOTE"),
    ("not or and", "not AND or AND and"),
    # quotes and brackets that touch text are part of the run
    ("“卡脖子”难题", "“卡脖子”难题"),
    ("\"卡脖子\"难题", '"卡脖子"难题'),
    ("「卡脖子」難題", "「卡脖子」難題"),
    ("解决“卡脖子”", "解决“卡脖子”"),
    ("解决“卡脖子”难题", "解决“卡脖子”难题"),
    ("“卡脖子”难题 解决“卡脖子”", "“卡脖子”难题 AND 解决“卡脖子”"),
    ("中国（上海）自由贸易试验区", "中国(上海)自由贸易试验区"),
    ("中国(上海)自由贸易试验区", "中国(上海)自由贸易试验区"),
    ("（受权发布）全国人大", "(受权发布)全国人大"),
    ("公告（2025）", "公告(2025)"),
    ("《稀土管理條例》", "《稀土管理條例》"),
    ("‘稀土’", "‘稀土’"),
    ("A(B C)D", "A'B AND C'D"),
    ("A（B，C）D", "A'B AND C'D"),
    ("开展“勤俭节约 反对浪费”工作", "开展勤俭节约 AND 反对浪费工作"),
    ("“铭记历史 珍爱和平”展览", "铭记历史 AND 珍爱和平展览"),
    ("採樣方法（NIEA R118）草案", "採樣方法NIEA AND R118草案"),
    ("BBC：美中關係", "BBC AND 美中關係"),
    ("https://www.gov.cn/稀土", "https AND //www.gov.cn/稀土"),
    ("〔2024〕12号", "〔2024〕12号"),
    ("a\"b\"c", 'a"b"c'),
    # marks part a run into pieces
    ("稀土，出口", "稀土 AND 出口"),
    ("稀土。出口、管制", "稀土 AND 出口 AND 管制"),
    ("稀土：出口；管制！配额？", "稀土 AND 出口 AND 管制 AND 配额"),
    ("稀土,出口;管制!配额?镓:锗", "稀土 AND 出口 AND 管制 AND 配额 AND 镓 AND 锗"),
    ("稀土｡出口､管制", "稀土 AND 出口 AND 管制"),
    ("习近平：稀土", "习近平 AND 稀土"),
    ("稀土，", "稀土"),
    ("，，稀土", "稀土"),
    ("10:30", "10 AND 30"),
    ("1,000亿", "1,000亿"),
    ("１，０００億", "１,０００億"),
    ("1，000亿", "1,000亿"),
    ("2023，2024", "2023 AND 2024"),
    ("“稀土”、“出口”", "稀土 AND 出口"),
    ("解决“难题，问题”", "解决难题 AND 问题"),
    # in Han a star changes nothing
    ("綠色*", "綠色"),
    ("綠色＊", "綠色"),
    ("5G應用*", "5G應用"),
]  # fmt: skip

# typed, canonical: with an operator, a field, a quotation or a prefix
OPERATED = [
    # quotations
    ('"稀土出口管制"', '"稀土出口管制"'),
    ("＂稀土出口管制＂", '"稀土出口管制"'),
    ("“稀土出口管制”", '"稀土出口管制"'),
    ("「稀土出口管制」", '"稀土出口管制"'),
    ("『稀土出口管制』", '"稀土出口管制"'),
    ("｢稀土出口管制｣", '"稀土出口管制"'),
    ('"稀土 出口"', '"稀土 出口"'),
    ('" 稀土 "', '"稀土"'),
    ("“稀土，出口。”", '"稀土,出口。"'),
    ("“a「b」c”", '"a「b」c"'),
    ("「a“b”c」", '"a“b”c"'),
    ('「say "hi"」', '“say "hi"”'),
    ('"OR"', '"OR"'),
    ('"稀土 OR (出口) -管制"', '"稀土 OR (出口) -管制"'),
    ('"稀土""出口"', '"稀土" AND "出口"'),
    ("“稀土”「出口」", '"稀土" AND "出口"'),
    ('"稀土"(出口)', '"稀土" AND 出口'),
    ('稀土 "出口" 管制', '稀土 AND "出口" AND 管制'),
    ("「“稀土”」", '"“稀土”"'),
    ("（“稀土”）", '"稀土"'),
    ("“卡脖子”难题 “稀土”", '“卡脖子”难题 AND "稀土"'),
    # OR
    ("A OR B", "A OR B"),
    ("Ａ　ＯＲ　Ｂ", "Ａ OR Ｂ"),
    ("A 或 B", "A OR B"),
    ("A | B", "A OR B"),
    ("A｜B", "A OR B"),
    ("A|B|C", "A OR B OR C"),
    ("A OR B OR C", "A OR B OR C"),
    ("A B OR C D", "A AND B OR C AND D"),
    ("A OR (B OR C)", "A OR B OR C"),
    ('"A" OR "B"', '"A" OR "B"'),
    # AND
    ("稀土 AND 出口", "稀土 AND 出口"),
    ("稀土 ＡＮＤ 出口", "稀土 AND 出口"),
    ("A AND B OR C AND D", "A AND B OR C AND D"),
    # NOT
    ("NOT A", "NOT A"),
    ("ＮＯＴ A", "NOT A"),
    ("-A", "NOT A"),
    ("－A", "NOT A"),
    ("−A", "NOT A"),
    ("稀土 -出口", "稀土 AND NOT 出口"),
    ("稀土　－出口", "稀土 AND NOT 出口"),
    ("(-A B)", "NOT A AND B"),
    ("（－A B）", "NOT A AND B"),
    ("(稀土)-出口", "稀土 AND NOT 出口"),
    ('"稀土"-出口', '"稀土" AND NOT 出口'),
    ("A|-B", "A OR NOT B"),
    ("A -A", "A AND NOT A"),
    ("NOT NOT A", "A"),
    ("NOT -A", "A"),
    ("--A", "NOT A"),
    ("-5G-A", "NOT 5G-A"),
    ('-"稀土 出口"', 'NOT "稀土 出口"'),
    ("-稀土，出口", "NOT (稀土 AND 出口)"),
    ("NOT A OR B", "NOT A OR B"),
    ("NOT (A OR B)", "NOT (A OR B)"),
    ("NOT(A OR B)", "NOT (A OR B)"),
    ("-(A B)", "NOT (A AND B)"),
    ("A NOT B", "A AND NOT B"),
    ("A AND NOT B", "A AND NOT B"),
    ("A OR -B", "A OR NOT B"),
    # brackets
    ("(稀土 出口) 管制", "稀土 AND 出口 AND 管制"),
    ("（稀土 OR 出口） 管制", "(稀土 OR 出口) AND 管制"),
    ("(稀土|出口) (管制|配额)", "(稀土 OR 出口) AND (管制 OR 配额)"),
    ("(稀土)(出口)", "稀土 AND 出口"),
    ("((稀土))", "稀土"),
    ("(A (B OR (C D)))", "A AND (B OR C AND D)"),
    ("(A OR B)OR C", "A OR B OR C"),
    ("(中国（上海） OR 北京) 稀土", "(中国(上海) OR 北京) AND 稀土"),
    ("(5G (A OR B) 中国“上海”)", "5G AND (A OR B) AND 中国“上海”"),
    # fields
    ("title:獎勵", "title:獎勵"),
    ("TITLE：獎勵", "title:獎勵"),
    ("ｔｉｔｌｅ：獎勵", "title:獎勵"),
    ("標題：獎勵", "title:獎勵"),
    ("标题:獎勵", "title:獎勵"),
    ("body:獎勵", "body:獎勵"),
    ("正文：獎勵", "body:獎勵"),
    ("entity:王偉中", "entity:王偉中"),
    ("實體:王偉中", "entity:王偉中"),
    ("实体：王偉中", "entity:王偉中"),
    ("source:新華社", "source:新華社"),
    ("來源:新華社", "source:新華社"),
    ("来源：新華社", "source:新華社"),
    ("region:内蒙古", "region:内蒙古"),
    ("地區:內蒙古", "region:內蒙古"),
    ("地区：15", "region:15"),
    ("title:A B", "title:A AND B"),
    ("title: A B", "title:A AND B"),
    ("標題：　獎勵 稀土", "title:獎勵 AND 稀土"),
    ("title:“稀土 出口”", 'title:"稀土 出口"'),
    ("title:(A OR B) C", "(title:A OR title:B) AND C"),
    ("title:（A B）", "title:A AND title:B"),
    ("title:-A", "NOT title:A"),
    ("-title:A", "NOT title:A"),
    ("--title:A", "NOT title:A"),
    ("A －－標題：B", "A AND NOT title:B"),
    ("－標題：A", "NOT title:A"),
    ("NOT title:A", "NOT title:A"),
    ("title:-(A B)", "NOT (title:A AND title:B)"),
    ("title:(A body:B)", "title:A AND body:B"),
    ("title:稀土，出口", "title:稀土 AND title:出口"),
    ("title:“卡脖子”难题", "title:“卡脖子”难题"),
    ("title:A OR body:B", "title:A OR body:B"),
    ("A|title:B", "A OR title:B"),
    ("(title:A)", "title:A"),
    ("title:tech*", "title:tech*"),
    ("region:(15 OR 上海)", "region:15 OR region:上海"),
    ('region:"New Zealand"', 'region:"New Zealand"'),
    ("region:中国（上海）", 'region:"中国(上海)"'),
    ("-region:15", "NOT region:15"),
    # dates
    ("date:2025", "date:2025"),
    ("date:2025-11", "date:2025-11"),
    ("ｄａｔｅ：２０２５－１１", "date:2025-11"),
    ("date:2025-11-27", "date:2025-11-27"),
    ("date:2025-01..2025-06", "date:2025-01..2025-06"),
    ("date:2025-01..", "date:2025-01.."),
    ("date:..2025-06", "date:..2025-06"),
    ("date:2025-01～2025-06", "date:2025-01..2025-06"),
    ("date:2025-01~2025-06", "date:2025-01..2025-06"),
    ("date:2025-01至2025-06", "date:2025-01..2025-06"),
    ("日期：2025年11月", "date:2025-11"),
    ("日期:2025年11月27日", "date:2025-11-27"),
    ("日期：2025年1月至2025年6月", "date:2025-01..2025-06"),
    ("日期：2025年1月～6月", "date:2025-01..2025-06"),
    ("日期：「2025年1月 至 6月」", "date:2025-01..2025-06"),
    ("date:(2024 OR 2025-11) 稀土", "(date:2024 OR date:2025-11) AND 稀土"),
    ("-date:2025", "NOT date:2025"),
    ("稀土 date:2025 出口", "稀土 AND date:2025 AND 出口"),
    # prefixes
    ("tech*", "tech*"),
    ("tech＊", "tech*"),
    ("5G*", "5G*"),
    ("tech**", "tech*"),
    ("稀土 tech*", "稀土 AND tech*"),
]  # fmt: skip

# typed, canonical, notices
NOTICED = [
    # unbalanced
    ("(稀土", "稀土", ["unbalanced-bracket"]),
    ("稀土）", "稀土", ["unbalanced-bracket"]),
    ("稀土)出口", "稀土出口", ["unbalanced-bracket"]),
    ("(稀土 出口)管制", "稀土 AND 出口管制", ["unbalanced-bracket"]),
    ("((稀土 OR 出口) 管制", "(稀土 OR 出口) AND 管制", ["unbalanced-bracket"]),
    ("MB（Mega", "MB'Mega", ["unbalanced-bracket"]),
    ("02)23117722", "02'23117722", ["unbalanced-bracket"]),
    ("Axios）10", "Axios'10", ["unbalanced-bracket"]),
    ('5G"AI 香港', "5G'AI AND 香港", ["unbalanced-quote"]),
    ("a)”(b", "a'b", ["unbalanced-quote", "unbalanced-bracket"]),
    ("“稀土", "稀土", ["unbalanced-quote"]),
    ('"稀土 出口', "稀土 AND 出口", ["unbalanced-quote"]),
    ("稀土」 出口", "稀土 AND 出口", ["unbalanced-quote"]),
    ("“起底“嫌疑人", "起底嫌疑人", ["unbalanced-quote"]),
    ('5"屏 "稀土"', '5屏 AND "稀土"', ["unbalanced-quote"]),
    ("“稀土「", "稀土", ["unbalanced-quote"]),
    ("“稀土” “出口", '"稀土" AND 出口', ["unbalanced-quote"]),
    # lone operators
    ("OR", "(OR)", ["lone-operator"]),
    ("或", "(或)", ["lone-operator"]),
    ("NOT", "(NOT)", ["lone-operator"]),
    ("A OR", "A AND (OR)", ["lone-operator"]),
    ("OR A", "(OR) AND A", ["lone-operator"]),
    ("A AND", "A AND (AND)", ["lone-operator"]),
    ("A NOT", "A AND (NOT)", ["lone-operator"]),
    ("A OR OR B", "A AND (OR) OR B", ["lone-operator"]),
    ("A |", "A", ["lone-operator"]),
    ("A || B", "A OR B", ["lone-operator"]),
    ("A - B", "A AND B", ["lone-operator"]),
    ("- A", "A", ["lone-operator"]),
    ("(OR)", "(OR)", ["lone-operator"]),
    ("-OR A", "NOT (OR) AND A", ["lone-operator"]),
    ("title:OR", "title:(OR)", ["lone-operator"]),
    ("-NOT NOT 標題：（總統）", "NOT (NOT) AND NOT title:總統", ["lone-operator"]),
    ("稀土 or 煤", "稀土 AND or AND 煤", ["small-operator"]),
    ("not 稀土", "not AND 稀土", ["small-operator"]),
    # fields
    ("body:", "body", ["empty-field"]),
    ("標題：", "標題", ["empty-field"]),
    ("稀土 title:", "稀土 AND title", ["empty-field"]),
    ("title: OR B", "title OR B", ["empty-field"]),
    ("(title:) A", "title AND A", ["empty-field"]),
    ("title:body:A", "title AND body:A", ["empty-field"]),
    ("title:region:北京", "title AND region:北京", ["empty-field"]),
    ("foo:bar", "foo AND bar", ["unknown-field"]),
    ("author：王", "author AND 王", ["unknown-field"]),
    # dates
    ("date:2025-02-30", "date AND 2025-02-30", ["impossible-date"]),
    ("date:--11-27", "date AND 11-27", ["impossible-date"]),
    ("日期：－－１１－２７", "日期 AND １１-２７", ["impossible-date"]),
    ("date:2025-13", "date AND 2025-13", ["impossible-date"]),
    ("日期：待定", "日期 AND 待定", ["impossible-date"]),
    ("date:0000", "date AND 0000", ["impossible-date"]),
    ("date:99999", "date AND 99999", ["impossible-date"]),
    ("date:..", "date", ["signs-ignored", "empty-field"]),
    ("(-A B", "NOT A AND B", ["unbalanced-bracket"]),
    ("“title:A", "title:A", ["unbalanced-quote"]),
    ("(-稀土 出口)、管制", "NOT 稀土 AND 出口 AND 管制", ["unbalanced-bracket"]),
    ("title:(date:x)", "title:date AND title:x", ["impossible-date"]),
    ('date:"稀土"', 'date AND "稀土"', ["impossible-date"]),
    ("date:2025-06..2025-01", "date:2025-01..2025-06", ["swapped-dates"]),
    # stars
    ("t*", "t", ["star-dropped"]),
    ("中国tech*", "中国tech", ["star-dropped"]),
    ("te*ch", "te AND ch", ["star-dropped"]),
    ("*ST公司", "ST公司", ["star-dropped"]),
    ("C++*", "C++", ["star-dropped"]),
    ('"tech"*', '"tech"', ["star-dropped"]),
    ("region:abc*", "region:abc", ["star-dropped"]),
    # signs alone
    ("A & B", "A AND B", ["signs-ignored"]),
    ("A OR () B", "A OR B", ["signs-ignored"]),
    ("-### A", "A", ["signs-ignored"]),
    ('"，" 稀土', "稀土", ["signs-ignored"]),
    ("-", "-", ["lone-operator", "nothing-searchable"]),
    ("*", "*", ["star-dropped", "nothing-searchable"]),
    ("。。。", "。。。", ["signs-ignored", "nothing-searchable"]),
    ('""', '""', ["signs-ignored", "nothing-searchable"]),
    ("( )", "()", ["signs-ignored", "nothing-searchable"]),
    ("\x00", "\x00", ["signs-ignored", "nothing-searchable"]),
    ("\ud800", "\ufffd", ["signs-ignored", "nothing-searchable"]),
]  # fmt: skip

FULL_WIDTH: dict[int, int] = {
    ord(" "): 0x3000,
    **{sign: sign + 0xFEE0 for sign in range(0x21, 0x7F) if not chr(sign).isalnum()},
}


@pytest.mark.parametrize(("typed", "canonical"), PLAIN)
def test_plain_words(typed: str, canonical: str) -> None:
    parsed = parse_query(typed)
    assert render_query(parsed.tree) == canonical
    assert parsed.plain
    assert parsed.notices == ()


@pytest.mark.parametrize(("typed", "canonical"), OPERATED)
def test_operators_fields_and_quotations(typed: str, canonical: str) -> None:
    parsed = parse_query(typed)
    assert render_query(parsed.tree) == canonical
    assert not parsed.plain
    assert parsed.notices == ()


@pytest.mark.parametrize(("typed", "canonical", "codes"), NOTICED)
def test_what_cannot_be_read_as_it_looks_is_plain_words_with_a_notice(
    typed: str, canonical: str, codes: list[str]
) -> None:
    parsed = parse_query(typed)
    assert render_query(parsed.tree) == canonical
    assert [notice.code for notice in parsed.notices] == codes


@pytest.mark.parametrize("typed", [case[0] for case in (*PLAIN, *OPERATED, *NOTICED)])
def test_full_width_signs_equal_half_width_ones(typed: str) -> None:
    half, full = parse_query(typed), parse_query(typed.translate(FULL_WIDTH))
    assert (half.tree, half.plain, half.notices) == (full.tree, full.plain, full.notices)


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", Everything()),
        ("稀土", Run(text="稀土")),
        ("title:稀土", Run(text="稀土", scope="title")),
        ("稀土 出口", And(children=(Run(text="稀土"), Run(text="出口")))),
        ("稀土 OR 出口", Or(children=(Run(text="稀土"), Run(text="出口")))),
        ("-稀土", Not(child=Run(text="稀土"))),
        ("source:“新華 社”", Phrase(text="新華 社", scope="source")),
        ("tech*", Prefix(text="tech")),
        ("地區：內蒙古", InRegion(name="內蒙古")),
        ("date:2025-01..", InDates(first="2025-01", last=None)),
        ("date:2025", InDates(first="2025", last="2025")),
        ("OR", Run(text="OR")),
        ("*", Run(text="*")),
        ("解“卡”", Run(text="解“卡”")),
        ("中国（上海）", Run(text="中国(上海)")),
        ("“第一\n第二”", Phrase(text="第一\n第二")),
        ("A (B C)", And(children=(Run(text="A"), Run(text="B"), Run(text="C")))),
    ],
)
def test_trees(typed: str, tree: Node) -> None:
    assert parse_query(typed).tree == tree


def test_the_text_is_kept_as_typed_but_can_be_encoded() -> None:
    assert parse_query(" 稀土　“出口").text == " 稀土　“出口"
    assert parse_query("稀\ud800土").text == "稀\ufffd土"


def test_a_notice_is_given_once() -> None:
    assert [notice.code for notice in parse_query("A - B - C").notices] == ["lone-operator"]


def test_every_notice_arises_in_some_case() -> None:
    assert {code for case in NOTICED for code in case[2]} == {notice.code for notice in ALL_NOTICES}
