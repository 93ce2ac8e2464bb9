"""The shape of a score: histogram, quantiles, and how many people stand close to a cut-off."""

from collections.abc import Sequence

import polars as pl

from ..words import InputError
from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, pick_rows

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


def score_shift(histogram: pl.DataFrame, other: pl.DataFrame) -> float | None:
    """How far the points of one crowd have to be carried to make those of another: Wasserstein's distance.

    integral of |F - F0| over the scores, F and F0 the shares at or below a score; a bin stands for its lowest score

    Args: histogram, other: `bin`, `persons`. Returns: points, or None if one of them is empty.
    Reference: facts M01a; `scipy.stats.wasserstein_distance`.
    """
    whole, base = int(histogram["persons"].sum()), int(other["persons"].sum())
    if not whole or not base:
        return None
    weights: dict[int, int] = {}
    for frame, factor in ((histogram, base), (other, -whole)):
        for score, persons in frame.select("bin", "persons").iter_rows():
            weights[score] = weights.get(score, 0) + factor * persons
    scores = sorted(weights)
    ahead = total = 0
    for score, following in zip(scores, scores[1:], strict=False):
        ahead += weights[score]
        total += abs(ahead) * (following - score)
    return total / (whole * base)


def measure_score_leak(
    run: Results,
    score: str,
    by: str,
    at: int | None = None,
    world: str = WRITTEN,
    limits: Limits = LIMITS,
) -> pl.DataFrame:
    """Whether the score gives away which group somebody belongs to, one group against all others.

    AUC = P(one of the group has fewer points than one of the others) + half of P(as many);  0.5 gives nothing away, below 0.5 the group
    has more points; those of one bin count as equal

    Args: by: a dimension; at: the first morning of year `at`; by default the last of the table; limits: a smaller group, or smaller
    others, are not shown. Returns: `dimension`, `value`, `persons`, `others`, `auc` (null where not shown), `shown`.
    Raises: InputError for an unknown dimension or without the table `scores`. Reference: facts M24; `sklearn.metrics.roc_auc_score`.
    """
    check_dimension(by)
    rows = pick_rows(run, "scores", world=world, score=score, dimension=by)
    morning = rows["at"].max() if at is None else at
    rows = rows.filter(pl.col("at") == morning)
    out = []
    for value in rows["value"].unique(maintain_order=True):
        own, rest = rows.filter(pl.col("value") == value), rows.filter(pl.col("value") != value)
        many, others = int(own["persons"].sum()), int(rest["persons"].sum())
        shown = min(many, others) >= max(limits.people, 1)
        out.append((by, value, many, others, lower_share(own, rest) if shown else None, shown))
    shape = {"dimension": pl.String, "value": pl.String, "persons": pl.Int64, "others": pl.Int64}
    return pl.DataFrame(out, schema=shape | {"auc": pl.Float64, "shown": pl.Boolean}, orient="row")


def lower_share(histogram: pl.DataFrame, other: pl.DataFrame) -> float | None:
    """How likely one of a crowd has fewer points than one of another, ties by half: the area under the ROC curve.

    Args: histogram, other: `bin`, `persons`. Returns: 0..1, or None if one of them is empty. Reference: facts M24.
    """
    parts = [frame.group_by("bin").agg(pl.col("persons").sum()) for frame in (histogram, other)]
    joined = parts[0].join(parts[1], on="bin", how="full", coalesce=True, suffix="_other").fill_null(0)
    wins = above = 0
    for _, own, rest in (
        joined.sort("bin", descending=True).select("bin", "persons", "persons_other").iter_rows()
    ):
        wins += own * (2 * above + rest)
        above += rest
    total = int(joined["persons"].sum()) * int(joined["persons_other"].sum())
    return wins / (2 * total) if total else None
