import datetime as dt
import re
from typing import Any

import pytest

from index.model import PartialDate
from tests.builders import an_article
from webapp.citations import cite_gbt7714, render_bibtex, render_ris, split_authors

DAY = PartialDate(year=2025, month=11, day=27)
TODAY = dt.date(2026, 1, 5)
URL = "https://sample.invalid/a?b=1"


@pytest.mark.parametrize(
    ("particulars", "cited"),
    [
        (
            {"author": "李樣章", "source": "樣例在線", "published": DAY, "url": URL},
            f"李樣章. 稀土[N/OL]. 樣例在線, 2025-11-27[2026-01-05]. {URL}.",
        ),
        ({"source": "樣例在線", "published": DAY}, "稀土[N]. 樣例在線, 2025-11-27."),
        ({"published": DAY, "url": URL}, f"稀土[EB/OL]. (2025-11-27)[2026-01-05]. {URL}."),
        ({"source": "樣例在線", "published": PartialDate(year=2025)}, "稀土[N]. 樣例在線, 2025."),
        ({"url": URL}, f"稀土[EB/OL]. [2026-01-05]. {URL}."),
        ({}, "稀土[Z]."),
        ({"url": "javascript:alert(1)"}, "稀土[Z]."),
    ],
)
def test_an_article_is_cited_after_the_standard(particulars: dict[str, Any], cited: str) -> None:
    assert cite_gbt7714(an_article(title="稀土", **particulars), TODAY) == cited


def test_a_day_without_a_year_is_no_date_of_a_citation() -> None:
    article = an_article(title="稀土", source="樣例在線", published=PartialDate(month=11, day=27))
    assert cite_gbt7714(article, TODAY) == "稀土[N]. 樣例在線."


def test_bibtex_holds_what_is_known() -> None:
    article = an_article(
        id="sample-1", title="稀土{5%}", author="甲、乙", source="樣例_在線", published=DAY, url=URL
    )
    assert render_bibtex(article) == (
        "@misc{sample-1,\n"
        "  title = {{稀土\\{5\\%\\}}},\n"
        "  author = {{甲} and {乙}},\n"
        "  howpublished = {樣例\\_在線},\n"
        "  year = {2025},\n"
        "  month = {11},\n"
        "  day = {27},\n"
        f"  url = {{{URL}}},\n"
        "  language = {chinese},\n"
        "}\n"
    )


@pytest.mark.parametrize("article_id", ["國務院〔2024〕12號", "a/b", "}", "http://example.org/x?y=z#w"])
def test_every_id_has_a_key_of_its_own_that_bibtex_reads(article_id: str) -> None:
    key = re.match(r"@misc\{([^,]+),", render_bibtex(an_article(id=article_id)))
    other = re.match(r"@misc\{([^,]+),", render_bibtex(an_article(id=article_id + "!")))
    assert key is not None
    assert other is not None
    assert re.fullmatch(r"[A-Za-z0-9-]+", key[1])
    assert key[1] != other[1]


def test_ris_holds_what_is_known() -> None:
    article = an_article(
        id="s1", title="稀土\n出口", author="甲 乙", source="樣例", published=DAY, url=URL, tags=("礦",)
    )
    assert render_ris(article).split("\r\n") == [
        "TY  - NEWS",
        "TI  - 稀土 出口",
        "AU  - 甲",
        "AU  - 乙",
        "T2  - 樣例",
        "PY  - 2025",
        "DA  - 2025/11/27/",
        f"UR  - {URL}",
        "KW  - 礦",
        "LA  - zh",
        "ID  - s1",
        "ER  - ",
        "",
    ]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        (None, ()),
        ("", ()),
        ("李樣章", ("李樣章",)),
        ("本报记者 甲例、乙例", ("甲例", "乙例")),
        ("記者甲例，乙例", ("甲例", "乙例")),
        ("John Sample", ("John Sample",)),
    ],
)
def test_authors_are_parted(author: str | None, names: tuple[str, ...]) -> None:
    assert split_authors(author) == names
