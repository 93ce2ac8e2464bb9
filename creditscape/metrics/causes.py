"""What brings restrictions about, and what people could not do because of them."""

from collections.abc import Collection, Mapping

import polars as pl

from .restriction import DAYS_A_YEAR, count_subject_days
from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, count_persons, pick_rows

CAUSES = ("own_breach", "own_lawful", "no_event", "of_another")
PARTS = ("unlawful conduct", "lawful conduct", "wrong records", "conduct of others", "shocks", "nobody")


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

    Args: world: a world of the run. Returns: `kind`, `blocked`, `wrongly_blocked`, `spared`, `slipped`
    (made all the same, as the measure was not linked to the person), `given_up` (not made because a measure
    was known of), most blocked first.
    Raises: InputError if the run has no table `attempts`. Reference: docs/model.md 7.3.
    """
    counts = pl.col("blocked", "wrongly_blocked", "spared", "slipped", "given_up")
    rows = pick_rows(run, "attempts", world=world).group_by("kind").agg(counts.sum())
    some = pl.any_horizontal(pl.col("blocked", "spared", "slipped", "given_up") > 0)
    return rows.filter(some).sort(["blocked", "kind"], descending=[True, False])


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


def has_parts(run: Results) -> bool:
    """Whether the run was made with exact parts by cause (`--causes`)."""
    return "causes" in run.tables and run.tables["causes"].height > 0


def split_days(run: Results, by: str = "all", limits: Limits = LIMITS) -> pl.DataFrame:
    """Restricted person-days as written in exact parts by cause, which add up to the whole.

    part = Shapley value of the cause over all ways of switching the causes on, in days; share = part / sum of
    the parts of the group; a negative part is *spared*: on balance the cause keeps restrictions away

    Args: by: a dimension; limits: a group with fewer restricted persons is not shown.
    Returns: `dimension`, `value`, `cause` (of `PARTS`, in order), `days`, `share`, `estimate` (days per 1,000
    persons and year), `shown`; days, share and estimate are null where not shown, share also where the whole
    is not above 0.
    Raises: InputError for an unknown dimension, or if the run has no table `causes`. Reference: facts M05d
    (exact form).
    """
    check_dimension(by)
    rows = pick_rows(run, "causes", dimension=by)
    days = rows.group_by("value", "cause").agg((pl.col("sixtieths").sum() / 60).alias("days"))
    lived = count_subject_days(run, by).join(
        count_persons(run, "restricted", by), on="value", how="left", maintain_order="left"
    )
    frame = lived.join(pl.DataFrame({"cause": PARTS}), how="cross", maintain_order="left_right")
    frame = frame.join(days, on=["value", "cause"], how="left", maintain_order="left").with_columns(
        pl.col("days").fill_null(0.0), pl.lit(by).alias("dimension")
    )
    enough = pl.lit(True) if by == "all" else pl.col("persons").fill_null(0) >= limits.people
    whole, lived_days = pl.col("days").sum().over("value"), pl.col("denominator")
    shown = pl.when(enough & (lived_days > 0))
    return frame.select(
        "dimension",
        "value",
        "cause",
        shown.then(pl.col("days")).alias("days"),
        pl.when(enough & (whole > 0)).then(pl.col("days") / whole).alias("share"),
        shown.then(pl.col("days") * 1000 * DAYS_A_YEAR / lived_days).alias("estimate"),
        (enough & (lived_days > 0)).alias("shown"),
    )


def contagion_share(run: Results) -> float | None:
    """Share of restricted days that is due to the conduct of others: friends, household, those whom one represents.

    part of `conduct of others` / sum of all parts, parts as in `split_days`; in days, not in points lost

    Returns: the share, or None without restricted days. Raises: InputError if the run has no table `causes`. Reference: facts M13a.
    """
    rows = pick_rows(run, "causes", dimension="all")
    whole = int(rows["sixtieths"].sum())
    part = int(rows.filter(pl.col("cause") == "conduct of others")["sixtieths"].sum())
    return part / whole if whole > 0 else None


def false_report_share(
    run: Results, rules: Collection[str] | None = None, world: str = WRITTEN
) -> float | None:
    """Of the records that rules brought about, the share with no event behind them.

    records of `no_event` / records

    Args: rules: those that reports by others feed, for the quality of denunciations; without them all; world: a world of the run.
    Returns: 0..1, or None without records. Raises: InputError if the run has no table `rules`. Reference: facts M14a.
    """
    rows = _pick_rules(run, rules, world)
    whole = int(rows["records"].sum())
    return int(rows.filter(pl.col("cause") == "no_event")["records"].sum()) / whole if whole else None


def false_report_days(
    run: Results, rules: Collection[str] | None = None, world: str = WRITTEN
) -> float | None:
    """Restricted days on which a record with no event behind it counted, per 1,000 people and year.

    1000 x restricted days with such a record / (subject days / 365.25);  days with records of several rules are counted for each rule

    Args and errors as `false_report_share`. Returns: days, or None if nobody was a subject. Reference: facts M14b.
    """
    rows = _pick_rules(run, rules, world).filter(pl.col("cause") == "no_event")
    lived = int(count_subject_days(run, "all", world)["denominator"].sum())
    return 1000 * DAYS_A_YEAR * int(rows["restricted_days"].sum()) / lived if lived else None


def _pick_rules(run: Results, rules: Collection[str] | None, world: str) -> pl.DataFrame:
    rows = pick_rows(run, "rules", world=world)
    return rows if rules is None else rows.filter(pl.col("rule").is_in(list(rules)))


def leak_exposure(
    run: Results, weights: Mapping[str, float] | None = None, world: str = WRITTEN
) -> float | None:
    """What the leaks of the run cost, per 1,000 subjects: persons exposed, each with the weight of the leak.

    1000 x sum over leaks of weight x persons exposed / subjects

    Args: weights: of leaks by name; without them each counts 1. Returns: the figure, or None if nobody is a subject.
    Raises: InputError if the run has no table `leaks`. Reference: facts M19.
    """
    subjects = int(count_persons(run, "subjects", "all", world)["persons"].sum())
    rows = count_leaks(run, world).select("shock", "exposed").iter_rows()
    cost = sum((1 if weights is None else weights.get(name, 0)) * exposed for name, exposed in rows)
    return 1000 * cost / subjects if subjects else None


def count_faults(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """Records that each fault of the society hit.

    Args: world: a world of the run. Returns: `fault`, `records`, most records first.
    Raises: InputError if the run has no table `faults`. Reference: docs/results.md, `faults`.
    """
    rows = pick_rows(run, "faults", world=world).group_by("fault").agg(pl.col("records").sum())
    return rows.sort(["records", "fault"], descending=[True, False])


def count_leaks(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """Persons whose file each leak exposed, and how many of them were under a restriction that morning.

    Args: world: a world of the run. Returns: `shock`, `exposed`, `restricted`, in the order of the table.
    Raises: InputError if the run has no table `leaks`. Reference: docs/results.md, `leaks`.
    """
    rows = pick_rows(run, "leaks", world=world)
    return rows.group_by("shock", maintain_order=True).agg(pl.col("exposed", "restricted").sum())
