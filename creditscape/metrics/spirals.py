"""One slip more: what follows from one more unlawful act of some people, for themselves and for others.

The same people live with the slip and without it, with the same luck; what differs from the day after it to the end of the run is due
to it. Counted on the communities whose lives were told in full (tables `slips`, `aftermath`).
"""

import polars as pl

from ..words import InputError
from .tables import WRITTEN, Results, pick_rows

WHO = ("own", "others")
MONTH = 30  # days, as in the table `aftermath`


def measure_slip(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """What one slip more brings about, for whoever slips and for all others together.

    difference between the worlds with and without the slips / slips

    Args: world: as written, of the scheme or the reform. Returns: `who` (`own`, `others`), `kind` (the act), `slips`, and for each slip
    `restricted_days`, `points_lost`, `drops` (bands fallen) and `breaches` (further unlawful acts); no rows where no unlawful act counts
    under the scheme. Raises: InputError without the table `slips`. Reference: facts M12c.
    """
    rows = pick_rows(run, "slips", world=world)
    sums = rows.group_by("who", "kind", maintain_order=True).agg(
        pl.col("slips", "days", "lost", "drops", "breaches").sum()
    )
    told = sums.filter(pl.col("slips") > 0).with_columns(
        pl.col("days", "lost", "drops", "breaches") / pl.col("slips")
    )
    return told.rename({"days": "restricted_days", "lost": "points_lost"})


def spiral_multiplier(run: Results, world: str = WRITTEN) -> float | None:
    """Whether one slip brings the next loss: 1 if nothing more is lost than the slip itself took, above 1 if losses follow from losses.

    (points lost with the slip - points lost without it) / points by which the scores first differ,  of those who slip

    Returns: the ratio; None where no score of theirs moved. Raises: InputError without the table `slips`. Reference: facts M12c.
    """
    return _divide(run, world, "lost", "own", "first", "own")


def contagion_number(run: Results, world: str = WRITTEN) -> float | None:
    """Whether a drop spreads: bands that others fall for every band that those who slip fall; above 1 it cascades.

    bands fallen by others with the slips - without them / the same of those who slip

    Returns: the ratio; None where nobody who slipped fell. Raises: InputError without the table `slips`. Reference: facts M13b.
    """
    return _divide(run, world, "drops", "others", "drops", "own")


def draw_aftermath(run: Results, who: str = "own", world: str = WRITTEN) -> pl.DataFrame:
    """How many more are restricted because of the slip, month by month after it.

    restricted days with the slips - without them / (30 x slips), in each month of thirty days

    Args: who: `own`, of those who slip, or `others`. Returns: `month` (0, 1, ...), `share` (of one slip).
    Raises: InputError for another word, or without the table `aftermath`. Reference: facts M12c.
    """
    if who not in WHO:
        raise InputError("M102", f"who={who!r}; allowed: {', '.join(WHO)}")
    slips = int(pick_rows(run, "slips", world=world, who=who)["slips"].sum())
    rows = pick_rows(run, "aftermath", world=world, who=who).group_by("month").agg(pl.col("days").sum())
    share = pl.col("days") / (MONTH * slips) if slips else pl.lit(None, pl.Float64)
    return rows.sort("month").select("month", share.alias("share"))


def _divide(run: Results, world: str, part: str, of: str, whole: str, among: str) -> float | None:
    rows = pick_rows(run, "slips", world=world)
    below = int(rows.filter(who=among)[whole].sum())
    return int(rows.filter(who=of)[part].sum()) / below if below > 0 else None
