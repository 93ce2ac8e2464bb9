"""How one thing is punished: how many measures hold at once, and how far they lie from what they are for."""

from collections.abc import Mapping, Sequence

import polars as pl

from ..words import load_related
from .tables import WRITTEN, Results, pick_rows


def measure_load(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """Restricted person-days by the number of restrictions that hold at once, and of the domains of life they lie in.

    Args: world: a world that lives were told in. Returns: `measures`, `domains`, `days`, `share` of all restricted days.
    Raises: InputError without the table `load`. Reference: facts M16, measures at a time.
    """
    rows = pick_rows(run, "load", world=world).group_by("measures", "domains").agg(pl.col("days").sum())
    return rows.sort("measures", "domains").with_columns(
        (pl.col("days") / pl.col("days").sum()).alias("share")
    )


def measures_at_once(run: Results, world: str = WRITTEN) -> float | None:
    """Mean number of restrictions that hold on a restricted day; None without such a day. Reference: facts M16."""
    rows = measure_load(run, world)
    days = int(rows["days"].sum())
    return int((rows["measures"] * rows["days"]).sum()) / days if days else None


def share_many(run: Results, least: int = 2, world: str = WRITTEN) -> float | None:
    """Share of restricted days on which at least so many restrictions hold; None without a restricted day. Reference: facts M16."""
    rows = measure_load(run, world)
    days = int(rows["days"].sum())
    return int(rows.filter(pl.col("measures") >= least)["days"].sum()) / days if days else None


def spill_over_index(flow: pl.DataFrame, related: Mapping[str, Sequence[str]] | None = None) -> float | None:
    """How much of the sanctions falls on parts of life that have nothing to do with what was done.

    sum of W_ab (1 - A_ab) / sum of W_ab,  W_ab = person-days of measures in domain b for conduct in domain a, those below 0 as 0 (conduct
    that on balance keeps measures away), A_ab = 1 if b is held to be related to a, else 0

    Args: flow: `conduct`, `measure`, `days`; related: domain of conduct -> domains of measures; by default the house table
    (`words/related.yaml`). Returns: 0..1, or None without days. Reference: facts M17; with A the identity, 1 - trace W / sum W.
    """
    table = load_related() if related is None else related
    total = far = 0
    for conduct, measure, days in _add_up(flow).iter_rows():
        total += days
        far += 0 if measure in table.get(conduct, ()) else days
    return far / total if total else None


def reach_of_conduct(flow: pl.DataFrame, related: Mapping[str, Sequence[str]] | None = None) -> pl.DataFrame:
    """How many unrelated domains the sanctions for each kind of conduct reach, and on how many days.

    Args: as `spill_over_index`. Returns: `conduct`, `days`, `unrelated_days`, `unrelated_domains`, most days first.
    Reference: facts M17, breadth, by domain of conduct instead of by event.
    """
    table = load_related() if related is None else related
    out = []
    for (conduct,), rows in _add_up(flow).group_by("conduct", maintain_order=True):
        near = table.get(str(conduct), ())
        far = rows.filter(~pl.col("measure").is_in(list(near)) & (pl.col("days") > 0))
        out.append((str(conduct), int(rows["days"].sum()), int(far["days"].sum()), far["measure"].n_unique()))
    shape = {"conduct": pl.String, **dict.fromkeys(("days", "unrelated_days", "unrelated_domains"), pl.Int64)}
    return pl.DataFrame(out, schema=shape, orient="row").sort(["days", "conduct"], descending=[True, False])


def _add_up(flow: pl.DataFrame) -> pl.DataFrame:
    """Days of all communities by conduct and measure, none below 0."""
    rows = flow.group_by("conduct", "measure", maintain_order=True).agg(pl.col("days").sum())
    return rows.with_columns(pl.col("days").clip(lower_bound=0))
