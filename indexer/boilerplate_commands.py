"""The command `boilerplate`: what was learned to be no part of articles, per source; and the judgement of a person on it.

Options in, calls to `build.py` and the store, a list out. What is learned and cut is decided in `learning.py`.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from typing import Final

import click

from index.analysis.script import name_key
from index.archive.folder import DataFolder
from index.errors import NotFoundError
from index.settings import Settings
from index.store.boilerplate import LearnedParagraph
from index.store.sqlite_store import SqliteStoreReader
from indexer.build import ArchiveWriter
from indexer.terminal import EXIT_INCOMPLETE, json_option, print_result

_LOG: Final = logging.getLogger(__name__)


@click.command()
@click.option("--source", metavar="NAME", help="Only what was learned of this source.")
@click.option(
    "--keep", "kept", multiple=True, metavar="ID", help="Give this paragraph back to the articles, for good."
)
@click.option("--cut", multiple=True, metavar="ID", help="Cut a paragraph again that was kept.")
@json_option
@click.pass_context
def boilerplate(
    context: click.Context, source: str | None, kept: tuple[str, ...], cut: tuple[str, ...], as_json: bool
) -> None:
    """List the paragraphs that repeat around a source's articles.

    They are kept out of the search; --keep gives one back, --cut takes it out again. They are learned from pages, feeds and plain text, never from JSON lines, and stand in the raw text as ever.
    """
    folder = DataFolder(context.ensure_object(Settings).data)
    missing = _judge(folder, kept, cut) if kept or cut else False
    store = SqliteStoreReader(folder.path)
    try:
        learned = store.learned_paragraphs()
    finally:
        store.close()
    shown = [one for one in learned if source is None or name_key(one.publisher) == name_key(source)]
    print_result(_render_json(shown), _render(shown), as_json=as_json)
    if missing:
        context.exit(EXIT_INCOMPLETE)


def _judge(folder: DataFolder, kept: Sequence[str], cut: Sequence[str]) -> bool:
    """Act on each id; True where one names nothing."""
    missing = False
    with ArchiveWriter(folder) as writer:
        for handle, keep in (*((handle, True) for handle in kept), *((handle, False) for handle in cut)):
            try:
                changed = writer.judge_paragraph(handle, kept=keep)
                _LOG.warning("%s: %d articles changed", handle, changed)
            except NotFoundError as error:
                missing = True
                _LOG.error("%s", error)
    return missing


def _render(learned: Sequence[LearnedParagraph]) -> str:
    """One paragraph per line under its source; `kept` where it stays in the articles."""
    lines: list[str] = []
    publisher = None
    for one in learned:
        if one.publisher != publisher:
            publisher = one.publisher
            lines += [*([""] if lines else []), f"{publisher}:"]
        state = "  kept" if one.kept else f"{one.articles:>6,}"
        lines.append(f"{state}  {one.handle}  {one.text}")
    return "\n".join(lines) or "nothing is learned yet"


def _render_json(learned: Sequence[LearnedParagraph]) -> str:
    """`{"paragraphs": [{"id", "source", "text", "articles", "kept"}]}`."""
    rows = [
        {
            "id": one.handle,
            "source": one.publisher,
            "text": one.text,
            "articles": one.articles,
            "kept": one.kept,
        }
        for one in learned
    ]
    return json.dumps({"paragraphs": rows}, ensure_ascii=False)
