"""Who sits in which band, and who moves between bands."""

from collections.abc import Sequence
from math import log

import polars as pl

from ..words import InputError
from .tables import WRITTEN, Results, pick_rows

CLOSE = 1e-9


def list_band_sets(run: Results, world: str = WRITTEN) -> list[str]:
    """Names of the band sets that the run has tallied, in the order of the table."""
    rows = pick_rows(run, "stock", world=world, quantity="band", dimension="all")
    return rows["set"].unique(maintain_order=True).to_list()


def list_levels(run: Results, band_set: str, world: str = WRITTEN) -> list[str]:
    """Levels of one band set in the order of the table (best first)."""
    rows = pick_rows(run, "stock", world=world, quantity="band", set=band_set, dimension="all")
    return rows["level"].unique(maintain_order=True).to_list()


def measure_band_occupancy(run: Results, band_set: str, world: str = WRITTEN) -> pl.DataFrame:
    """Share of person-days that subjects spend in each band, month by month.

    p_k(t) = person-days in band k in month t / person-days in all bands in month t

    Args: band_set: a band set of the scheme; world: a world of the run.
    Returns: `month`, `level`, `person_days`, `at_end`, `share`; the shares of a month add up to 1.
    Raises: InputError if the run has no table `stock`. Reference: facts M02.
    """
    rows = pick_rows(run, "stock", world=world, quantity="band", set=band_set, dimension="all")
    rows = rows.group_by("month", "level", maintain_order=True).agg(pl.col("person_days", "at_end").sum())
    total = pl.col("person_days").sum().over("month")
    return rows.with_columns(
        pl.when(total > 0).then(pl.col("person_days") / total).otherwise(0.0).alias("share")
    )


def entropy(shares: Sequence[float]) -> float:
    """How evenly people stand in the bands: 0 if all stand in one, ln K if they are spread evenly over K.

    - sum of p ln p

    Args: shares: 0 or above, adding up to 1. Raises: InputError for other numbers. Reference: facts M02; `scipy.stats.entropy`.
    """
    if any(share < 0 for share in shares) or abs(sum(shares) - 1) > CLOSE:
        raise InputError("M111", "shares of people are numbers of 0 or above that add up to 1")
    return -sum(share * log(share) for share in shares if share)


def measure_entropy(run: Results, band_set: str, world: str = WRITTEN) -> pl.DataFrame:
    """How evenly person-days are spread over the bands, month by month: `month`, `entropy`; months without subjects are left out.

    Args and errors as `measure_band_occupancy`. Reference: facts M02.
    """
    shares = measure_band_occupancy(run, band_set, world)
    rows = [
        (month, entropy(own["share"].to_list()))
        for (month,), own in shares.group_by("month", maintain_order=True)
        if own["person_days"].sum()
    ]
    return pl.DataFrame(rows, schema={"month": pl.Int64, "entropy": pl.Float64}, orient="row")


def measure_transitions(
    run: Results, band_set: str, levels: Sequence[str], world: str = WRITTEN
) -> tuple[list[list[int]], list[list[float]]]:
    """Moves between bands from one year's first morning to the next's.

    p_kl = n_kl / sum over l of n_kl,  horizon one year, all years together

    Args: band_set: a band set of the scheme; levels: its K levels, the order of rows and columns; world: a
    world of the run.
    Returns: counts [K, K] in persons, and row shares [K, K]; a row without persons stays where it is (1 on
    the diagonal).
    Raises: InputError if a move names another level. Reference: facts M03a.
    """
    counts = [[0] * len(levels) for _ in levels]
    place = {level: position for position, level in enumerate(levels)}
    for row in pick_rows(run, "moves", world=world, set=band_set).iter_rows(named=True):
        if missing := [level for level in (row["from"], row["to"]) if level not in place]:
            raise InputError(
                "M104", f"band set {band_set!r} has no level {missing[0]!r}; given: {', '.join(levels)}"
            )
        counts[place[row["from"]]][place[row["to"]]] += row["persons"]
    return counts, [_share_row(row, position) for position, row in enumerate(counts)]


def _share_row(row: list[int], position: int) -> list[float]:
    total = sum(row)
    if not total:
        return [float(place == position) for place in range(len(row))]
    return [count / total for count in row]
