"""Reports in words and in JSON: what the writer's commands print.

Values in, text out: nothing is written here. The keys of `render_add_json` are the contract's; `particulars`,
`removed_earlier`, `warnings` and `passed_over` are ours beside them. `commands.py` sends the text to stdout.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from indexer.adding import AddReport, InputWarning, Rejection
from indexer.checking import CheckReport
from indexer.rebuild import RebuildReport
from indexer.rereading import RereadReport
from indexer.statistics import ArchiveStatistics, Counted

_SHOWN_VALUES = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveReport:
    """What became of every id: *removed* now, *already_removed* before, *not_found*."""

    removed: tuple[str, ...]
    already_removed: tuple[str, ...]
    not_found: tuple[str, ...]


def render_add_json(report: AddReport) -> str:
    """The contract's document of `add --json`, with `particulars`, `removed_earlier`, `warnings` and `passed_over` beside it."""
    return json_text(asdict(report) | {"seconds": round(report.seconds, 3)})


def render_add(report: AddReport) -> str:
    """One line."""
    parts = [f"{report.added:,} added", f"{report.updated:,} updated", f"{report.unchanged:,} unchanged"]
    if report.duplicates:
        parts[0] += f" ({report.duplicates:,} joined a story)"
    if report.particulars:
        parts[2] += f" ({report.particulars:,} with other particulars)"
    if report.removed_earlier:
        parts.append(f"{report.removed_earlier:,} removed earlier (add --again brings them back)")
    if report.rejected:
        parts.append(f"{len(report.rejected):,} rejected")
    if report.passed_over:
        parts.append(f"{len(report.passed_over):,} files passed over")
    return f"{', '.join(parts)} in {report.seconds:.1f} s"


def render_rejection(rejection: Rejection) -> str:
    """Where and why, on one line: `news.jsonl:7: rejected: not JSON …`."""
    return f"{_place(rejection.path, rejection.line)}: rejected: {rejection.reason}"


def render_warning(warning: InputWarning) -> str:
    """Where and what, on one line."""
    return f"{_place(warning.path, warning.line)}: {warning.message}"


def render_rebuild_json(report: RebuildReport, again: RereadReport | None = None) -> str:
    """`{"generation", "engine", "articles", "seconds"}`, and what was read *again* as `"reread": {"read", "changed", "failed"}`."""
    reread = {} if again is None else {"reread": asdict(again)}
    return json_text(asdict(report) | {"seconds": round(report.seconds, 3)} | reread)


def render_rebuild(report: RebuildReport, again: RereadReport | None = None) -> str:
    """One line, after one on what was read *again*."""
    line = f"{report.articles:,} articles indexed by {report.engine} in {report.seconds:.1f} s"
    if again is None:
        return line
    return f"{again.read:,} read again: {again.changed:,} changed, {again.failed:,} cannot be read now and stay\n{line}"


def render_check_json(report: CheckReport) -> str:
    """`{"articles": n, "differences": [{"kind", "id", "reason"}]}`."""
    differences = [
        {"kind": one.kind, "id": one.article_id, "reason": one.reason} for one in report.differences
    ]
    return json_text({"articles": report.articles, "differences": differences})


def render_check(report: CheckReport) -> str:
    """A line per difference, then the sum."""
    lines = [difference.reason for difference in report.differences]
    if lines:
        differences = "1 difference" if len(lines) == 1 else f"{len(lines):,} differences"
        return "\n".join((*lines, f"{report.articles:,} articles, {differences}"))
    return f"{report.articles:,} articles: store and index agree"


def render_remove_json(report: RemoveReport) -> str:
    """`{"removed": [ids], "already_removed": [ids], "not_found": [ids]}`."""
    return json_text(asdict(report))


def render_remove(report: RemoveReport) -> str:
    """One line."""
    parts = [f"{len(report.removed):,} removed"]
    if report.already_removed:
        parts.append(f"{len(report.already_removed):,} removed before")
    if report.not_found:
        parts.append(f"{len(report.not_found):,} not found")
    return ", ".join(parts)


def render_statistics_json(statistics: ArchiveStatistics) -> str:
    """Every count, `months` as yyyy-mm, sizes in bytes."""
    return json_text(
        {
            "articles": statistics.articles,
            "stories": statistics.stories,
            "undated": statistics.undated,
            "sources": [{"name": one.value or None, "articles": one.articles} for one in statistics.sources],
            "regions": [
                {"code": one.value, "name": one.label, "articles": one.articles} for one in statistics.regions
            ],
            "months_counted": "every month that the date of an article overlaps",
            "months": [{"month": one.value, "articles": one.articles} for one in statistics.months],
            "engine": statistics.engine,
            "generation": statistics.generation,
            "store_bytes": statistics.store_bytes,
            "index_bytes": statistics.index_bytes,
        }
    )


def render_statistics(statistics: ArchiveStatistics) -> str:
    """A page for the terminal: the sums, then the commonest sources and provinces and the newest months."""
    provinces = [one for one in statistics.regions if len(one.value) == 2]
    lines = [
        f"{statistics.articles:,} articles, {statistics.stories:,} stories, {statistics.undated:,} without a date",
        f"store {_size(statistics.store_bytes)}, index {_size(statistics.index_bytes)}"
        f" ({statistics.engine}, generation {statistics.generation})",
    ]
    lines += _table("sources", statistics.sources)
    lines += _table("regions", provinces)
    lines += _table("months (every one that an article's date overlaps)", statistics.months[::-1])
    return "\n".join(lines)


def _table(heading: str, rows: Sequence[Counted]) -> list[str]:
    if not rows:
        return []
    lines = ["", f"{heading}:"]
    lines += [f"{one.articles:>10,}  {one.label}" for one in rows[:_SHOWN_VALUES]]
    if len(rows) > _SHOWN_VALUES:
        lines.append(f"{'':>10}  … {len(rows) - _SHOWN_VALUES:,} more (--json names all)")
    return lines


def _size(size_bytes: int) -> str:
    size = float(size_bytes)
    for unit in ("B", "kB", "MB"):
        if size < 1_000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1_000
    return f"{size:.1f} GB"


def _place(path: str, line: int | None) -> str:
    return path if line is None else f"{path}:{line}"


def json_text(value: Mapping[str, object]) -> str:
    """*value* as JSON that can be written as UTF-8: Han stands as itself, a lone surrogate as its escape."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        # A file name or a reason may quote half a surrogate pair, which UTF-8 cannot carry.
        return json.dumps(value)
    return text
