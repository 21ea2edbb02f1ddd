"""Learning: which paragraphs a publisher puts around its articles, from what is stored; cut from them, given back on demand.

    readings of a publisher → detect_repeated → noted in the store → cut from all its readings → index

Runs at the end of every `add` for the publishers that it touched, so what is learned from the thirtieth article is gone from
the first too. Nothing is lost: the uncut text is kept beside, raw as ever, and a paragraph that a person wants to keep comes
back everywhere. Whoever calls commits the store and indexes what changed (`build.py`).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import Final

from index.errors import NotFoundError
from index.store.boilerplate import LearnedParagraph
from index.store.port import StoreWriter
from indexer.extract.repeated import cut_repeated, detect_repeated
from indexer.pipeline import Pipeline

SAMPLED: Final = 200
"""The newest readings of a publisher that are counted: columns come and go."""


def learned_keys(paragraphs: Iterable[LearnedParagraph]) -> dict[str, frozenset[int]]:
    """The keys of what is to be cut, by publisher."""
    keys: dict[str, set[int]] = {}
    for one in paragraphs:
        if not one.kept:
            keys.setdefault(one.publisher, set()).add(one.key)
    return {publisher: frozenset(found) for publisher, found in keys.items()}


def learn(store: StoreWriter, pipeline: Pipeline, publishers: Collection[str]) -> list[int]:
    """Look at the newest articles of *publishers* and cut what repeats; the ordinals of the articles that changed."""
    if not publishers:
        return []
    known = store.learned_paragraphs()
    changed: list[int] = []
    for publisher in publishers:
        own = {one.key for one in known if one.publisher == publisher}
        kept = {one.key for one in known if one.publisher == publisher and one.kept}
        bodies = [reading.uncut for reading in store.readings(publisher, newest=SAMPLED)]
        fresh = [
            LearnedParagraph(publisher=publisher, key=one.key, text=one.text, articles=one.articles)
            for one in detect_repeated(bodies, kept)
            if one.key not in own
        ]
        if fresh:
            store.put_learned(fresh)
            changed += _cut_again(store, pipeline, publisher)
    return changed


def judge_paragraph(store: StoreWriter, pipeline: Pipeline, handle: str, *, kept: bool) -> list[int]:
    """Give a learned paragraph back to its articles (*kept*), or cut it again; the ordinals of the articles that changed.

    Raises NotFoundError where none has that handle.
    """
    found = [one for one in store.learned_paragraphs() if one.handle == handle.lower()]
    if not found:
        raise NotFoundError(
            f"no learned paragraph is called {handle[:40]!r}: zhengwen boilerplate list names them"
        )
    store.put_learned(dataclasses.replace(one, kept=kept) for one in found)
    return [ordinal for one in found for ordinal in _cut_again(store, pipeline, one.publisher)]


def _cut_again(store: StoreWriter, pipeline: Pipeline, publisher: str) -> list[int]:
    """Bring every reading of a publisher to what is learned now; the ordinals of those that it changes."""
    learned = learned_keys(store.learned_paragraphs())
    pipeline.use_boilerplate(learned)
    changed = []
    for reading in store.readings(publisher):
        body = cut_repeated(reading.uncut, learned.get(publisher, frozenset()))
        if body == reading.body:
            continue
        article = dataclasses.replace(store.article(reading.id).article, body=body)
        store.replace_text(reading.ordinal, pipeline.derive(article).article)
        store.note_reading(reading.ordinal, publisher, None if body == reading.uncut else reading.uncut)
        changed.append(reading.ordinal)
    return changed
