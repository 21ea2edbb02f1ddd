"""The detectors of one article as the pipeline joins them, for tests that ask what a text names."""

from __future__ import annotations

from collections.abc import Sequence

from index.analysis.lexicon import load_lexicon
from index.analysis.script import fold
from index.model import Entity
from index.regions.gazetteer import Gazetteer
from indexer.detect.names import NameDetector, NameFindings, PlacedText
from indexer.detect.regions import RegionDetector
from indexer.entities import build_entities


class Finder:
    """The detectors as the pipeline joins them."""

    def __init__(self) -> None:
        gazetteer = Gazetteer.load()
        self._regions = RegionDetector(gazetteer, fold)
        self._names = NameDetector(gazetteer, (entry.term for entry in load_lexicon()))

    def findings(self, title: str, body: str) -> NameFindings:
        return self._names.detect(title, body, self._regions.detect(title, body).mentions)

    def findings_together(self, articles: Sequence[tuple[str, str]]) -> list[NameFindings]:
        """The findings of several articles, each a title and a body, as the pipeline finds them: together."""
        return self._names.detect_all(
            [PlacedText(title, body, self._regions.detect(title, body).mentions) for title, body in articles]
        )

    def entities(self, body: str, title: str = "") -> tuple[Entity, ...]:
        return build_entities(title, body, self.findings(title, body), ())

    def names(self, body: str, kind: str, title: str = "") -> list[str]:
        return [entity.name for entity in self.entities(body, title) if entity.kind == kind]

    def canonical(self, body: str, kind: str) -> list[str]:
        return [entity.canonical for entity in self.entities(body) if entity.kind == kind]

    def offices(self, body: str) -> dict[str, str | None]:
        return {entity.name: entity.office for entity in self.entities(body) if entity.kind == "person"}
