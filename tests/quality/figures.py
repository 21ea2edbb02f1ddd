"""A measured figure beside the floor that it must not fall below (or, where less is better, the ceiling)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of `make quality`: *bound* is None for what is only printed beside, such as plain baselines."""

    name: str
    value: float
    bound: float | None = None
    less_is_better: bool = False

    @property
    def holds(self) -> bool:
        """True where the bound is kept, or there is none."""
        if self.bound is None:
            return True
        return self.value <= self.bound if self.less_is_better else self.value >= self.bound

    def __str__(self) -> str:
        if self.bound is None:
            return f"       {self.value:9.4f}            {self.name}"
        sign = "≤" if self.less_is_better else "≥"
        return (
            f"{'  ok ' if self.holds else ' FAIL'}  {self.value:9.4f}  {sign} {self.bound:<7g}  {self.name}"
        )
