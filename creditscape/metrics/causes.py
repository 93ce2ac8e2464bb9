"""What brings restrictions about, and what people could not do because of them."""

import polars as pl

from .tables import WRITTEN, Results, pick_rows

CAUSES = ("own_breach", "own_lawful", "no_event", "of_another")


def rank_rules(run: Results, top: int = 15, world: str = WRITTEN) -> pl.DataFrame:
    """The rules whose records counted on most restricted days, with the split by cause.

    restricted person-days on which a record of the rule counted; days with several records are in every row

    Args: top: how many rules; world: a world of the run.
    Returns: `rule`, `records`, `restricted_days`, and restricted days by cause `own_breach`, `own_lawful`,
    `no_event`.
    Raises: InputError if the run has no table `rules`. Reference: facts M05d (cause split, overlapping form).
    """
    rows = pick_rows(run, "rules", world=world)
    split = [
        pl.col("restricted_days").filter(pl.col("cause") == cause).sum().alias(cause) for cause in CAUSES
    ]
    ranked = rows.group_by("rule").agg(pl.col("records", "restricted_days").sum(), *split)
    ranked = ranked.filter(pl.col("restricted_days") > 0)
    return ranked.sort(["restricted_days", "rule"], descending=[True, False]).head(top)


def split_causes(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """Records that arrived, by cause.

    Args: world: a world of the run. Returns: `cause`, `records`, one row for every cause, in the fixed order
    of `CAUSES`.
    Raises: InputError if the run has no table `rules`. Reference: facts M05d.
    """
    rows = pick_rows(run, "rules", world=world).group_by("cause").agg(pl.col("records").sum())
    order = pl.DataFrame({"cause": CAUSES})
    return order.join(rows, on="cause", how="left", maintain_order="left").with_columns(
        pl.col("records").fill_null(0)
    )


def count_blocked_attempts(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """Attempts (journeys, applications) that fell on a day on which a measure blocked them.

    Args: world: a world of the run. Returns: `kind`, `blocked`, `wrongly_blocked`, `spared`, `given_up`
    (not made because a measure was known of), most blocked first.
    Raises: InputError if the run has no table `attempts`. Reference: docs/model.md 7.3.
    """
    rows = pick_rows(run, "attempts", world=world)
    rows = rows.group_by("kind").agg(pl.col("blocked", "wrongly_blocked", "spared", "given_up").sum())
    return rows.filter(pl.any_horizontal(pl.col("blocked", "spared", "given_up") > 0)).sort(
        ["blocked", "kind"], descending=[True, False]
    )


def sum_measures(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """Person-days under every measure of the scheme, and how many of them were wrong, spared or without own
    breach.

    Args: world: a world of the run. Returns: `measure`, `days`, `without_breach`, `wrong`, `spared`,
    `shifted`, most days first;
    the rows `any restriction` and `any reward` are left out. Raises: InputError if the run has no table
    `measure_days`.
    Reference: docs/results.md.
    """
    rows = pick_rows(run, "measure_days", world=world, dimension="all")
    rows = rows.filter(~pl.col("measure").is_in(["any restriction", "any reward"]))
    columns = pl.col("days", "without_breach", "wrong", "spared", "shifted").sum()
    return rows.group_by("measure").agg(columns).sort(["days", "measure"], descending=[True, False])
