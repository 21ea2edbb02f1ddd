"""The recall law on tens of thousands of articles, and the engines' agreement on a thousand; minutes each."""

from pathlib import Path

import pytest

from index.engines.registry import engine_named
from tests.builders_engine import a_run
from tests.contracts.engine_cases import RawArticle, index_documents, load_file
from tests.contracts.folded_runs import FoldedTexts, runs_of
from tests.contracts.test_three_engines_agree import build_corpus, differences

pytestmark = pytest.mark.campaign

FILES = ("xwlb", "agora_2411", "ey_gazette", "chinanews_2020", "feeds_cn", "gov_rss", "laws_cn")
RUNS = 2_000


def load_articles(real_data: Path, each: int) -> list[RawArticle]:
    return [article for name in FILES for article in load_file(real_data, name, each)]


@pytest.mark.parametrize(("name", "each"), [("tantivy", 4_000), ("whoosh", 600), ("reference", 600)])
def test_many_runs_are_found_exactly(name: str, each: int, real_data: Path, tmp_path: Path) -> None:
    articles = load_articles(real_data, each)
    engine, texts = engine_named(name), FoldedTexts()
    folded = texts.fold_articles(articles)
    folder = tmp_path / name
    folder.mkdir(mode=0o700)
    engine.create(folder)
    writer = engine.open_writer(folder)
    for start in range(0, len(articles), 5_000):
        writer.add(index_documents(articles[start : start + 5_000], first=start + 1))
    writer.commit()
    writer.close()
    reader = engine.open_reader(folder)
    for run in runs_of(articles, RUNS, seed=17):
        found = {row.ordinal for row in reader.newest(a_run(run), 1_000_000).candidates}
        assert found == texts.holding(run, folded), run
    reader.close()


def test_the_engines_agree_on_a_thousand_articles(real_data: Path, tmp_path: Path) -> None:
    corpus = build_corpus(tmp_path, index_documents(load_articles(real_data, 150)))
    assert differences(corpus, 280) == []
    for reader in corpus.readers.values():
        reader.close()
