"""How far a figure moves when what is assumed is moved: over a design of points, and which topic moves it most.

A run made with `--ranges` keeps its counts at 32 points; at each, every open number of a topic stands at the low or the high end of its
range. A range here is no interval of confidence: it is the least and the greatest figure that the ends of the assumptions, taken
together, lead to. Reference: docs/decisions/0018; Box, Hunter and Hunter, Statistics for Experimenters (1978), chapter 12.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from .tables import WRITTEN, Results, count_all, count_persons

Figure = Callable[[Results], float | None]


@dataclass(frozen=True, slots=True)
class Range:
    """A figure at the values used, on the small society of the design, and the least and greatest over its points."""

    used: float
    low: float
    high: float
    points: int


@dataclass(frozen=True, slots=True)
class Point:
    """The counts at one point, as the results of a run."""

    tables: Mapping[str, pl.DataFrame]
    manifest: Mapping[str, Any]


def has_ranges(run: Results) -> bool:
    """Whether the run was tried at other values of what is assumed, and anything is."""
    return "ranges" in run.tables and run.tables["ranges"]["point"].n_unique() > 1


def list_points(run: Results) -> dict[int, Point]:
    """The counts at every point; point 0 has the values used."""
    counts = run.tables["ranges"].rename({"quantity": "outcome", "count": "persons"})
    parts = counts.partition_by("point", as_dict=True, maintain_order=True)
    return {int(number): Point({"persons": rows}, run.manifest) for (number,), rows in parts.items()}


def find_range(run: Results, figure: Figure) -> Range | None:
    """The least and greatest value of a figure over the design.

    Args: figure: from the counts of persons to a number, None where it cannot be told. Returns: the range, or None without a design or
    where the figure cannot be told at the values used.
    """
    if not has_ranges(run):
        return None
    found = {number: figure(point) for number, point in list_points(run).items()}
    known = [value for value in found.values() if value is not None]
    used = found.get(0)
    return None if used is None else Range(used, min(known), max(known), len(known))


def rank_factors(run: Results, figure: Figure) -> pl.DataFrame:
    """Which topic of assumptions matters to a figure: its mean where the topic stands at the low and at the high ends.

    Args: figure: as in `find_range`. Returns: `factor`, `numbers` (open in it), `low`, `high` (means over the points), `effect`
    (high - low), the topic that moves the figure most first; no rows without a design.
    """
    shape = {
        "factor": pl.String,
        "numbers": pl.Int64,
        "low": pl.Float64,
        "high": pl.Float64,
        "effect": pl.Float64,
    }
    if not has_ranges(run):
        return pl.DataFrame(schema=shape)
    values = {number: figure(point) for number, point in list_points(run).items()}
    known = pl.DataFrame(
        {"point": list(values), "figure": list(values.values())},
        schema={"point": pl.Int64, "figure": pl.Float64},
    )
    moved = run.tables["design"].filter(pl.col("setting") != 0).join(known, on="point", how="inner")

    def mean(setting: int) -> pl.Expr:
        return pl.col("figure").filter(pl.col("setting") == setting).mean()

    opened = run.manifest["ranges"]["open"]
    ranked = moved.group_by("factor", maintain_order=True).agg(mean(-1).alias("low"), mean(1).alias("high"))
    return ranked.select(
        "factor",
        pl.col("factor").replace_strict(opened, return_dtype=pl.Int64).alias("numbers"),
        "low",
        "high",
        (pl.col("high") - pl.col("low")).alias("effect"),
    ).sort(pl.col("effect").abs(), descending=True, nulls_last=True, maintain_order=True)


def share_of(outcome: str, among: str = "subjects", world: str = WRITTEN, per: int = 1000) -> Figure:
    """A figure: persons with an outcome of every `per` persons with another; None where there is nobody to speak of."""

    def figure(run: Results) -> float | None:
        whole = count_all(run, among, world)
        return per * count_all(run, outcome, world) / whole if whole else None

    return figure


def times_as_often(dimension: str, one: str, other: str, world: str = WRITTEN) -> Figure:
    """A figure: how many times as often the people of one group are restricted as those of another."""

    def figure(run: Results) -> float | None:
        restricted, subjects = (
            dict(count_persons(run, outcome, dimension, world).iter_rows())
            for outcome in ("restricted", "subjects")
        )
        if not all(subjects.get(name) for name in (one, other)) or not restricted.get(other):
            return None
        return (restricted.get(one, 0) / subjects[one]) / (restricted[other] / subjects[other])

    return figure
