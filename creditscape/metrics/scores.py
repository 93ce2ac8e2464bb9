"""The shape of a score: histogram, quantiles, and how many people stand close to a cut-off."""

from collections.abc import Sequence

import polars as pl

from ..words import InputError
from .tables import WRITTEN, Results, pick_rows

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def list_scores(run: Results, world: str = WRITTEN) -> list[str]:
    """Names of the scores that the run has tallied, in the order of the table."""
    return pick_rows(run, "scores", world=world)["score"].unique(maintain_order=True).to_list()


def count_scores(run: Results, score: str, at: int, world: str = WRITTEN) -> pl.DataFrame:
    """Histogram of one score on the first tallied morning of year `at` (the last morning for `at` = years):
    `bin`, `persons`.
    """
    rows = pick_rows(run, "scores", world=world, score=score, at=at, dimension="all")
    return rows.group_by("bin").agg(pl.col("persons").sum()).filter(pl.col("persons") > 0).sort("bin")


def score_quantiles(histogram: pl.DataFrame, shares: Sequence[float] = QUANTILES) -> dict[float, int]:
    """Quantiles of a score, to the width of a bin.

    q(s) = the lowest bin up to which at least the share s of persons stands

    Args: histogram: `bin` (points, ascending), `persons`; shares: in (0, 1].
    Returns: share -> lowest score of the bin; empty if nobody is in the histogram. Raises: InputError for
    other shares.
    Reference: facts M01a.
    """
    if any(not 0 < share <= 1 for share in shares):
        raise InputError("M106", "quantiles lie above 0 and up to 1")
    total = int(histogram["persons"].sum())
    if not total:
        return {}
    running = histogram.with_columns(pl.col("persons").cum_sum().alias("up_to"))
    return {share: int(running.filter(pl.col("up_to") >= share * total)["bin"][0]) for share in shares}


def knife_edge_share(histogram: pl.DataFrame, cutoffs: Sequence[int], points: int) -> float | None:
    """Share of people so close to a cut-off that one ordinary rule moves them across it.

    P(|score - cut-off| <= points for some cut-off), a bin standing for its lowest score

    Args: histogram: `bin`, `persons`; cutoffs: points; points: what one ordinary rule takes, > 0.
    Returns: 0..1, or None if nobody is in the histogram. Raises: InputError if points is not above 0.
    Reference: facts M01b.
    """
    if points <= 0:
        raise InputError("M107", f"points={points}; allowed: above 0")
    total = int(histogram["persons"].sum())
    if not total:
        return None
    inside = sum(
        persons
        for score, persons in histogram.select("bin", "persons").iter_rows()
        if any(abs(score - cutoff) <= points for cutoff in cutoffs)
    )
    return inside / total
