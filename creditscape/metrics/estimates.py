"""Figures with their intervals over communities: communities are replicates, and what two worlds differ in is a paired difference.

All worlds of a run tell the same people with the same luck, so leaving out a community leaves the same people out of each of them.
Reference: Efron, The Jackknife, the Bootstrap and Other Resampling Plans (1982), chapter 3.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from .tables import Results, Z, pick_rows

Figure = Callable[[Results], float | None]
PairedFigure = Callable[[Results, str], float | None]  # of a run and a world of it


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval over communities."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class _Part:
    """A run without one of the communities of a table."""

    tables: Mapping[str, pl.DataFrame]
    manifest: Mapping[str, Any]


def estimate(run: Results, figure: Figure, table: str) -> Estimate | None:
    """A figure of a table by community, and its interval: the jackknife, each community left out once.

    half width = 1.96 x sqrt((n - 1) / n x sum over communities of (figure without it - their mean)^2)

    Args: figure: from a run to a number, None where it cannot be told, and of no other table; table: one with a column `community`.
    Returns: the estimate, None where the figure cannot be told; of a single community, or where it cannot be told without some
    community, the interval has no ends. Raises: InputError if the run has no such table.
    """
    rows = pick_rows(run, table)
    value = figure(run)
    if value is None:
        return None
    without = [
        figure(_Part({**run.tables, table: rows.filter(pl.col("community") != number)}, run.manifest))
        for number in rows["community"].unique().sort()
    ]
    known = [each for each in without if each is not None]
    half = _half_width(known) if len(known) == len(without) else float("inf")
    return Estimate(value, value - half, value + half)


def estimate_difference(
    run: Results, figure: PairedFigure, table: str, worlds: Sequence[str] = ("as_written", "true_records")
) -> Estimate | None:
    """How far a figure differs between two worlds of the same people, with the interval of the paired difference.

    figure of the first world - figure of the second;  each community left out of both at once

    Args: figure: from a run and the name of a world; worlds: two names; table: as in `estimate`. Returns: as `estimate`.
    """
    first, second = worlds

    def gap(each: Results) -> float | None:
        one, other = figure(each, first), figure(each, second)
        return None if one is None or other is None else one - other

    return estimate(run, gap, table)


def estimate_ratio(parts: Sequence[np.ndarray], whole: np.ndarray) -> Estimate:
    """The ratio of two totals over communities, with the interval of the jackknife; of nothing to nothing it is 1.

    Args: parts: arrays [communities] that are added up; whole: array [communities].
    """
    part = np.sum(parts, axis=0)
    value = _divide(part.sum(), whole.sum())
    without = [_divide(part.sum() - p, whole.sum() - w) for p, w in zip(part, whole, strict=True)]
    half = _half_width(without)
    return Estimate(value, value - half, value + half)


def _half_width(without: Sequence[float]) -> float:
    n, figures = len(without), np.array(without, float)
    return (
        Z * float(np.sqrt((n - 1) / n * np.square(figures - figures.mean()).sum())) if n > 1 else float("inf")
    )


def _divide(part: float, whole: float) -> float:
    return float(part / whole) if whole else 1.0 if not part else float("inf")
