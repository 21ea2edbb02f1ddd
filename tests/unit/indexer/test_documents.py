"""Index documents: what the engine gets of an article, field by field."""

import datetime as dt

import pytest

from index.analysis.units import BREAK
from index.archive.generations import load_analyzer
from index.engines.port import EngineReader
from index.engines.registry import ENGINES, engine_named
from index.model import Article, Entity, FieldSpan, PartialDate
from index.regions.gazetteer import Gazetteer
from index.schema import UNDATED_SECONDS, IndexDocument
from index.store.port import StoredArticle
from indexer.documents import build_documents, place_document
from tests.builders import a_full_article, an_article
from tests.builders_engine import a_run


def a_document(article: Article) -> IndexDocument:
    return build_documents((article,), load_analyzer(()), Gazetteer.load())[0]


def dated(**parts: int) -> IndexDocument:
    return a_document(an_article(published=PartialDate(**parts)))  # type: ignore[arg-type]


def an_entity(name: str, canonical: str = "", kind: str = "person") -> Entity:
    return Entity(name=name, canonical=canonical or name, kind=kind)  # type: ignore[arg-type]


def test_title_and_body_are_what_the_analyzer_says() -> None:
    article = an_article(title="5G應用", body="內蒙古。\n獎勵")
    document, analyzer = a_document(article), load_analyzer(())
    assert (document.title_words, document.title_bigrams) == (
        analyzer.analyse(article.title).words,
        analyzer.analyse(article.title).bigrams,
    )
    assert document.body_bigrams == f"内蒙 蒙古 古。 。奖 奖励 励{BREAK}"


def test_what_is_not_searched_is_not_there() -> None:
    article = an_article(raw="責任編輯", author="趙錢孫", tags=("標籤",), url="https://example.cn/")
    assert a_document(article) == a_document(an_article())


def test_both_spellings_of_a_name_are_found_and_the_canonical_one_is_counted() -> None:
    document = a_document(an_article(entities=(an_entity("卫健委", "國家衛生健康委員會", "organisation"),)))
    assert "卫健委" in document.entity_bigrams.replace("卫健 健委", "卫健委")
    assert "国家" in document.entity_bigrams
    assert "委员会" in document.entity_words
    assert document.organisation == ("国家卫生健康委员会",)
    assert (document.person, document.place, document.term) == ((), (), ())


def test_a_name_that_stands_in_another_is_found_there() -> None:
    names = ("上海市", "上海", "5GAA", "5G", "滿洲里", "满洲里")
    document = a_document(an_article(entities=tuple(an_entity(name) for name in names)))
    found = [" ".join(one.split()) for one in document.entity_bigrams.split(f" {BREAK} ")]
    assert found == [load_analyzer(()).analyse(name).bigrams for name in ("上海市", "5GAA", "5G", "满洲里")]


def test_spellings_other_than_the_archive_s_are_looked_up_by_kind() -> None:
    spans = (FieldSpan("body", 0, 2), FieldSpan("body", 3, 7), FieldSpan("body", 8, 9))
    entity = Entity(name="包鋼", canonical="包钢集团", kind="organisation", spans=spans)
    # the archive's own name is none of them, in whatever script, and a single character names too many
    document = a_document(
        an_article(body="包鋼、包鋼集團、包。", entities=(entity, an_entity("張偉", "张伟")))
    )
    assert document.spelling == ("organisation:包钢",)


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_a_run_does_not_step_from_one_name_into_the_next(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    names = ("王小明", "李大同", "5G", "甲", "乙")
    document = a_document(an_article(entities=tuple(an_entity(name) for name in names)))
    reader = indexed(engine, tmp_path_factory, document)
    for name in names:
        assert reader.count(a_run(name, "entity")) == 1, name
    for run in ("明李", "小明李大", "王小明李大同", "同5G", "5G甲", "甲乙"):
        assert reader.count(a_run(run, "entity")) == 0, run
    reader.close()


def indexed(engine: str, tmp_path_factory: pytest.TempPathFactory, document: IndexDocument) -> EngineReader:
    folder = tmp_path_factory.mktemp(engine)
    folder.chmod(0o700)
    engine_named(engine).create(folder)
    writer = engine_named(engine).open_writer(folder)
    writer.add([document])
    writer.commit()
    writer.close()
    return engine_named(engine).open_reader(folder)


def test_a_name_in_two_spellings_is_counted_once() -> None:
    document = a_document(an_article(entities=(an_entity("張偉"), an_entity("张伟"))))
    assert document.person == ("张伟",)


def test_regions_bring_what_they_lie_in() -> None:
    assert a_document(an_article(regions=("150102", "44"))).region == ("150102", "1501", "15", "44")
    assert a_document(an_article(regions=("15", "1501"))).region == ("15", "1501")
    assert a_document(an_article(regions=())).region == ()


def test_a_source_is_a_folded_key_and_searchable() -> None:
    document = a_document(an_article(source="新華社"))
    assert document.source == ("新华社",)
    assert "新华社" in document.source_words
    assert a_document(an_article()).source == ()


def test_a_day() -> None:
    document = dated(year=2024, month=2, day=29)
    assert (document.years, document.months, document.days) == ((2024,), (202402,), (20240229,))
    assert (document.first_day, document.last_day) == (20240229, 20240229)
    assert document.sort_seconds == dt.date(2024, 2, 29).toordinal() * 86_400


def test_a_month_and_a_year_overlap_all_their_days() -> None:
    month = dated(year=2024, month=2)
    assert (month.months, len(month.days), month.days[-1]) == ((202402,), 29, 20240229)
    year = dated(year=2024)
    assert (len(year.months), len(year.days)) == (12, 366)
    assert (year.first_day, year.last_day) == (20240101, 20241231)
    assert year.sort_seconds == dated(year=2024, month=1, day=1).sort_seconds


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_the_last_year(year: int) -> None:
    document = dated(year=year)
    assert (document.first_day, document.last_day) == (year * 10_000 + 101, year * 10_000 + 1_231)


def test_a_time_orders_within_the_day() -> None:
    at = PartialDate(year=2025, month=11, day=27, time=dt.time(10, 42, 3))
    document = a_document(an_article(published=at))
    assert document.sort_seconds == dt.date(2025, 11, 27).toordinal() * 86_400 + 38_523
    assert document.days == (20251127,)


def test_the_event_serves_where_nothing_was_published() -> None:
    event = PartialDate(year=2025, month=11, day=27)
    assert a_document(an_article(event_date=event)).days == (20251127,)
    assert a_document(an_article(event_date=PartialDate(year=2025, month=11))).days == ()
    published = PartialDate(year=2025, month=12)
    assert a_document(an_article(published=published, event_date=event)).months == (202512,)
    no_year = PartialDate(month=11, day=27)
    assert a_document(an_article(published=no_year, event_date=event)).days == (20251127,)


@pytest.mark.parametrize("published", [None, PartialDate(month=2, day=29)])
def test_without_a_year_there_is_no_date(published: PartialDate | None) -> None:
    document = a_document(an_article(published=published))
    assert (document.years, document.months, document.days) == ((), (), ())
    assert (document.first_day, document.last_day, document.sort_seconds) == (0, 0, UNDATED_SECONDS)


def test_an_article_without_any_text() -> None:
    document = a_document(an_article(title="", body=""))
    assert (document.title_words, document.body_bigrams, document.entity_words) == ("", "", "")


def test_the_store_gives_the_numbers() -> None:
    article = a_full_article()
    document = a_document(article)
    assert (document.ordinal, document.sequence, document.digest) == (0, 0, 0)
    placed = place_document(
        document, StoredArticle(article=article, ordinal=7, sequence=9, digest=-3, version=2)
    )
    assert (placed.ordinal, placed.sequence, placed.digest) == (7, 9, -3)
    assert placed.title_words == document.title_words
