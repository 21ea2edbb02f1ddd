"""The recall law: for runs of 1–12 Han characters, exactly the articles whose folded text holds the folded run."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.engines.criteria import Criterion
from index.engines.port import Engine, EngineReader
from index.engines.registry import ENGINES, engine_named
from index.planning.planner import Planner
from index.query.ast import And
from index.query.parser import parse_query
from index.regions.gazetteer import Gazetteer
from tests.builders_engine import a_run, an_analyzer
from tests.contracts.engine_cases import RawArticle, index_documents, load_news, load_samples
from tests.contracts.folded_runs import HAN, FoldedTexts, holds_units, runs_of, units_of

NEWS_ARTICLES = 240
NEWS_RUNS = 360
SAMPLE_RUNS = 240
TEXTS = FoldedTexts()

# Few characters, so that runs meet; twins, variants, skipped signs, breaks, letters, marks, and what has no width.
SIGNS = "天地人國国裏里後后臺台台〇𠮷㐀" + "“”「」（）·　 " + "。，!-+%.5aＡé\n…①\u200b\ufe0f\u0301"
texts = st.text(alphabet=SIGNS, max_size=24)
mixed = st.text(alphabet="天aB5" + '"“”「（）’《' + "…", max_size=16)
marked = st.text(alphabet="天地国。，、？’", max_size=16)
quoted = st.text(alphabet="天地國。，？’", min_size=1, max_size=4).filter(
    lambda text: not set("天地國").isdisjoint(text)
)
runs = st.text(alphabet=re.findall(f"[{HAN}]", SIGNS), min_size=1, max_size=4)


def selected(reader: EngineReader, criterion: Criterion) -> set[int]:
    return {candidate.ordinal for candidate in reader.newest(criterion, 1_000_000).candidates}


def indexed(engine: Engine, folder: Path, articles: list[RawArticle]) -> EngineReader:
    folder.mkdir(mode=0o700)
    engine.create(folder)
    writer = engine.open_writer(folder)
    writer.add(index_documents(articles))
    writer.commit()
    writer.close()
    return engine.open_reader(folder)


def misses(reader: EngineReader, articles: list[RawArticle], runs: list[str]) -> list[str]:
    folded = TEXTS.fold_articles(articles)
    return [run for run in runs if selected(reader, a_run(run)) != TEXTS.holding(run, folded)]


def test_runs_of_the_samples_are_found_exactly(engine: Engine, tmp_path: Path) -> None:
    articles = load_samples()
    reader = indexed(engine, tmp_path / "samples", articles)
    assert misses(reader, articles, list(runs_of(articles, SAMPLE_RUNS, seed=3))) == []
    reader.close()


def test_runs_of_real_news_are_found_exactly(engine: Engine, tmp_path: Path, real_data: Path) -> None:
    articles = load_news(real_data, NEWS_ARTICLES)
    reader = indexed(engine, tmp_path / "news", articles)
    assert misses(reader, articles, list(runs_of(articles, NEWS_RUNS, seed=4))) == []
    reader.close()


def test_a_run_read_from_a_query_is_one_piece_with_the_same_units() -> None:
    for run in runs_of(load_samples(), 120, seed=5):
        assert an_analyzer().read_run(run).pieces == (a_run(run).units,), run


def articles_of(bodies: Sequence[str]) -> list[RawArticle]:
    return [RawArticle(title="", body=body, source="", published="", regions=(), tags=()) for body in bodies]


@pytest.mark.parametrize("name", list(ENGINES))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_runs_of_any_signs_are_found_exactly(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bodies = data.draw(st.lists(texts, min_size=1, max_size=8), label="bodies")
    articles = articles_of(bodies)
    reader = indexed(engine_named(name), tmp_path_factory.mktemp("any") / name, articles)
    folded = TEXTS.fold_articles(articles)
    for sought in data.draw(st.lists(runs, min_size=1, max_size=8), label="runs"):
        assert selected(reader, a_run(sought)) == TEXTS.holding(sought, folded), sought
    reader.close()


@pytest.mark.parametrize("name", list(ENGINES))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_mixed_runs_copied_from_an_article_find_it(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bodies = data.draw(st.lists(mixed, min_size=1, max_size=6), label="bodies")
    articles = articles_of(bodies)
    reader = indexed(engine_named(name), tmp_path_factory.mktemp("mixed") / name, articles)
    planner = Planner(an_analyzer(), Gazetteer.load())
    for body in bodies:
        pieces = re.findall("[0-9A-Za-z]+|.", data.draw(st.sampled_from(body.split("…")), label="sentence"))
        first = data.draw(st.integers(0, len(pieces)), label="first")
        run = "".join(pieces[first : data.draw(st.integers(first, len(pieces)), label="last")])
        sought = [unit for unit in units_of(run) if unit != "\0"]
        if not sought:
            continue
        tree = parse_query(run).tree
        found = selected(reader, planner.plan(tree).query.criterion)
        holding = {number for number, one in enumerate(bodies, 1) if holds_units(one, sought)}
        assert holding <= found, run
        # Brackets side by side, (A)(B), are two clauses.
        assert isinstance(tree, And) or holding == found, run
    reader.close()


@pytest.mark.parametrize("name", list(ENGINES))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_quotations_find_exactly_what_holds_their_marks(
    name: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bodies = data.draw(st.lists(marked, min_size=1, max_size=8), label="bodies")
    articles = articles_of(bodies)
    reader = indexed(engine_named(name), tmp_path_factory.mktemp("marked") / name, articles)
    folded = TEXTS.fold_articles(articles)
    planner = Planner(an_analyzer(), Gazetteer.load())
    for sought in data.draw(st.lists(quoted, min_size=1, max_size=8), label="quotations"):
        criterion = planner.plan(parse_query(f"「{sought}」").tree).query.criterion
        assert selected(reader, criterion) == TEXTS.holding(sought, folded), sought
    reader.close()
