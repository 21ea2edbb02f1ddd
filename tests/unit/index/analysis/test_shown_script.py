"""The script shown: what is in the reader's script stays, what is not is converted as news writes it, names as names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.script import load_shown_words, to_simplified
from index.analysis.shown_script import show_name, show_person, show_text
from index.model import ShownScript

TRADITIONAL = "范、余、于三人昨赴信義里說明，規定如后：台灣與臺灣並行，林明杰、王友岳在場，胡子文著作甚豐。"
SIMPLIFIED = "邓乾素成绩显著，乾隆年间的著名画作由徐徵与于瞭保管，瞭望台下慰藉人心。"


@pytest.mark.parametrize(("text", "own"), [(TRADITIONAL, "hant"), (SIMPLIFIED, "hans")])
def test_a_text_in_the_readers_script_is_shown_as_it_is_stored(text: str, own: ShownScript) -> None:
    assert show_text(text, own, "hant" if own == "hant" else "hans") == text


@pytest.mark.parametrize(("text", "own"), [(TRADITIONAL, "hant"), (SIMPLIFIED, "hans")])
def test_nor_is_it_converted_where_its_script_is_not_known(text: str, own: ShownScript) -> None:
    assert show_text(text, own) == text


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("两军协防台湾", "兩軍協防台灣"),
        ("台风来袭，平台风险上升", "颱風來襲，平台風險上升"),
        ("有关系统已升级，两岸关系统一论", "有關系統已升級，兩岸關係統一論"),
        ("一出让土地就签约", "一出讓土地就簽約"),
        ("总理发言人在发展中国家发现理发店", "總理發言人在發展中國家發現理髮店"),
        ("增长发展与长发", "增長發展與長髮"),
        ("信息、软件与程序", "信息、軟件與程序"),
        ("之后三里外的村里", "之後三里外的村裡"),
        ("范某规范市场，余某持剩余十余股", "范某規範市場，余某持剩餘十餘股"),
        ("里约的手里", "里約的手裡"),
        ("山岳、黄岩、烟台、台州", "山岳、黃岩、煙台、台州"),
        ("市场准入，手表走时准", "市場准入，手錶走時準"),
    ],
)
def test_simplified_text_as_news_in_traditional_script_writes_it(simplified: str, traditional: str) -> None:
    assert show_text(simplified, "hant", "hans") == traditional


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("資訊軟體後來看著他", "资讯软体后来看着他"),
        ("乾隆年間曬乾稻穀", "乾隆年间晒干稻谷"),
        ("於是徵收，並瞭解著名畫作", "于是征收，并了解著名画作"),
    ],
)
def test_traditional_text_in_simplified_script(traditional: str, simplified: str) -> None:
    assert show_text(traditional, "hans", "hant") == simplified


@pytest.mark.parametrize(
    "name", ["范涂岳", "余偉斌", "于珊", "涂家彰", "岳友山", "胡子文", "林明杰", "陳冲", "沈后山"]
)
def test_the_name_of_a_person_written_in_traditional_script_survives(name: str) -> None:
    assert show_person(name, "hant") == name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("总台记者在服务总台", "總台記者在服務總台"),
        ("柜台、舞台灯光和台灯", "櫃檯、舞台燈光和檯燈"),
        ("坚持一个中国原则", "堅持一個中國原則"),
        ("个中滋味", "箇中滋味"),
        ("这只有靠改革，那只能等", "這只有靠改革，那只能等"),
        ("这只熊猫", "這隻熊貓"),
        ("美国制裁三日制定", "美國制裁三日制定"),
        ("美国制造", "美國製造"),
        ("受重大冲击", "受重大衝擊"),
        ("名单于本所云林分处公布", "名單於本所雲林分處公布"),
        ("报名表一份，折合三元，炸毁", "報名表一份，折合三元，炸毀"),
    ],
)
def test_what_news_say_often_is_converted_as_they_write_it(text: str, shown: str) -> None:
    assert show_text(text, "hant", "hans") == shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("范伟", "范偉"),
        ("于红", "于紅"),
        ("涂长岳", "涂長岳"),
        ("马云", "馬雲"),
        ("陈冲", "陳沖"),
        ("钟里", "鍾里"),
    ],
)
def test_the_name_of_a_person_is_converted_character_by_character(name: str, shown: str) -> None:
    assert show_person(name, "hant") == shown


def test_a_name_in_simplified_script_keeps_what_simplified_names_have() -> None:
    assert [show_person(name, "hans") for name in ("邓乾素", "張乾", "范偉")] == ["邓乾素", "张乾", "范伟"]


def test_names_within_a_text_are_shown_as_names() -> None:
    assert (
        show_text("于珊与胡子文出席", "hant", "hans", {"于珊": "于珊", "胡子文": "胡子文"})
        == "于珊與胡子文出席"
    )
    assert show_text("由于胡子长", "hant", "hans", {"于珊": "于珊"}) == "由於鬍子長"


def test_sources_and_offices_are_converted_only_out_of_the_other_script() -> None:
    assert show_name("台州后山范里村", "hant") == "台州后山范里村"
    assert show_name("中华报台湾版", "hant") == "中華報台灣版"
    assert show_name("显著网", "hans") == "显著网"
    assert show_name("新華網", "original") == "新華網"


def test_of_a_text_in_both_scripts_only_the_other_sentences_are_converted() -> None:
    mixed = (
        "范偉說如后處理，台灣各界關注此事的後續發展與影響。"
        + "范伟说这项规定关系国计民生，应当认真执行到位。"
    )
    shown = show_text(mixed, "hant", "mixed")
    assert shown[:25] == mixed[:25]
    assert shown[25:] == "范偉說這項規定關係國計民生，應當認真執行到位。"


def test_a_piece_that_only_the_reader_writes_so_stays_in_an_article_of_the_other_script() -> None:
    assert show_text("显著进步", "hans", "hant") == "显著进步"


@given(
    st.text(alphabet="范余于台湾灣发展系统发理关一。\n乾著後a", max_size=60),
    st.sampled_from(["hans", "hant"]),
)
def test_the_length_stays(text: str, target: ShownScript) -> None:
    for written in ("hans", "hant", "mixed", "none"):
        assert len(show_text(text, target, written, {"范余": "范余", "于": "于"})) == len(text)


def test_every_word_of_the_table_is_shown_as_it_says() -> None:
    wrong = {
        word: wanted
        for word, wanted in load_shown_words().items()
        if show_text(word, "hant", "hans") != wanted
    }
    assert wrong == {}


def test_every_word_of_the_table_is_simplified_to_itself() -> None:
    wrong = {word for word, shown in load_shown_words().items() if to_simplified(shown) != word}
    assert wrong == set()
