"""The policy lexicon as shipped, its strict rows, and the user dictionary with its errors for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis.lexicon import MAX_TERM_LENGTH, load_lexicon, load_user_dictionary, parse_lexicon
from index.analysis.script import fold, to_simplified
from index.errors import DamagedError, UserError
from index.model import PartialDate

ROW = "注册制\t註冊制\t金融\t政府工作报告\t国务院\t2014-03-05"


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "userdict.txt"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_the_shipped_lexicon_is_large_enough() -> None:
    assert len(load_lexicon()) >= 450


NOT_IN_GENERAL_DICTIONARIES = (
    "新质生产力 低空经济 耐心资本 专精特新 碳达峰 营商环境 高质量发展 乡村振兴 一带一路 "
    "粤港澳大湾区 中国式现代化"
).split()


@pytest.mark.parametrize("term", NOT_IN_GENERAL_DICTIONARIES)
def test_terms_missing_from_general_dictionaries_are_shipped(term: str) -> None:
    assert term in {entry.term for entry in load_lexicon()}


def test_both_scripts_of_a_term_fold_to_one_spelling() -> None:
    apart = [entry.term for entry in load_lexicon() if fold(entry.term) != fold(entry.term_hant)]
    assert apart == []


def test_no_two_terms_fold_together() -> None:
    folded = [fold(entry.term) for entry in load_lexicon()]
    assert sorted(folded) == sorted(set(folded))


def test_terms_stand_in_simplified_script() -> None:
    assert [entry.term for entry in load_lexicon() if to_simplified(entry.term) != entry.term] == []


def test_shipped_terms_have_room_below_the_limit() -> None:
    assert max(len(entry.term) for entry in load_lexicon()) < MAX_TERM_LENGTH


def test_every_document_is_dated_within_living_memory() -> None:
    odd = [entry.term for entry in load_lexicon() if not 1978 <= entry.date.first_day().year <= 2026]
    assert odd == []


def test_a_row_becomes_an_entry() -> None:
    (entry,) = parse_lexicon(["# comment", "", f"{ROW}\t注册制度;註冊制度\t股票发行"])
    assert entry.term == "注册制"
    assert entry.term_hant == "註冊制"
    assert entry.category == "金融"
    assert entry.document == "政府工作报告"
    assert entry.issuer == "国务院"
    assert entry.date == PartialDate(year=2014, month=3, day=5)
    assert entry.not_in == ("注册制度", "註冊制度")
    assert entry.note == "股票发行"


def test_a_date_may_be_a_month() -> None:
    (entry,) = parse_lexicon([ROW.replace("2014-03-05", "2014-03")])
    assert entry.date == PartialDate(year=2014, month=3)


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("注册制\t註冊制", "2 columns"),
        (ROW + "\t\t\t", "9 columns"),
        (ROW.replace("金融", ""), "no category"),
        (ROW.replace("国务院", " 国务院"), "spaces around the issuer"),
        (ROW.replace("2014-03-05", "2014"), "date 2014"),
        (ROW.replace("2014-03-05", "2014-02-30"), "day"),
        (ROW.replace("注册制\t", "注册、制\t"), "parts a text"),
        (ROW + "\t登记制度", "does not hold the term"),
    ],
)
def test_a_bad_row_is_named_with_its_line(row: str, fault: str) -> None:
    with pytest.raises(DamagedError, match=rf"line 2: .*{fault}"):
        parse_lexicon(["# comment", row])


def test_a_term_stands_only_once() -> None:
    with pytest.raises(DamagedError, match=r"line 2: .*注册制 stands already in line 1"):
        parse_lexicon([ROW, ROW.replace("註冊制", "注冊制")])


def test_no_user_dictionary_is_an_empty_one(tmp_path: Path) -> None:
    assert load_user_dictionary(tmp_path / "userdict.txt") == ()


def test_a_user_dictionary_takes_both_scripts_comments_and_jieba_columns(tmp_path: Path) -> None:
    content = (
        "\ufeff# our own terms\r\n"
        "新质生产力\r\n"
        "長照2.0 100 n\r\n"
        "\r\n"
        "  人工智能+\t50\r\n"
        "算力券 nz  # from 2024\r\n"
        "C919\r\n"
        "“双一流”建设\r\n"
        "新质生产力 3\r\n"
    )
    assert load_user_dictionary(written(tmp_path, content)) == (
        "新质生产力",
        "長照2.0",
        "人工智能+",
        "算力券",
        "C919",
        "“双一流”建设",
    )


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("新质 生产力", "expected a whole number or a tag"),
        ("新质生产力 many n", "frequency many is not a whole number"),
        ("新质生产力 1.5", "expected a whole number or a tag"),
        ("新质生产力 3 n x", "a term holds no space"),
        ("新质，生产力", "parts a text"),
        ("……", "needs a letter, a digit or a Chinese character"),
        ("稀" * (MAX_TERM_LENGTH + 1), f"at most {MAX_TERM_LENGTH} characters"),
        ("稀土\x0b出口 3 n", "a term holds no space"),
    ],
)
def test_a_bad_line_says_where_and_what_to_do(tmp_path: Path, line: str, fault: str) -> None:
    path = written(tmp_path, f"# terms\n稀土\n{line}\n")
    with pytest.raises(UserError) as caught:
        load_user_dictionary(path)
    assert f"{path}, line 3: " in str(caught.value)
    assert fault in str(caught.value)
    assert str(caught.value).endswith("change the line or put # before it")


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "utf-16"])
def test_another_encoding_is_named(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "稀土\n".encode(encoding))
    with pytest.raises(UserError, match="line 1: not UTF-8; save the file as UTF-8"):
        load_user_dictionary(path)
