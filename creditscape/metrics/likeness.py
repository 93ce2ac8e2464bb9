"""Like treated alike: whether people who behaved alike stand alike, and whether the same life stands alike under another scheme.

All is counted on the communities whose lives were told in full (tables `likeness`, `elsewhere`).
"""

import polars as pl

from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, pick_rows, share_counts


def individual_consistency(run: Results, world: str = WRITTEN) -> float | None:
    """How far people stand as those who behaved most like them: 1 if all of these were restricted who were so themselves, and no others.

    1 - mean over persons of abs(y - mean y of those alike),  y = 1 if ever restricted in the tallied time, else 0

    Those alike are the five persons of the community whose numbers of true unlawful acts that the scheme counts against people lie
    nearest, part of life by part of life, and all who lie as near as the fifth; all acts since the scheme began count, whatever their
    date. Told are those who had a file all the tallied time.

    Returns: 0..1; None where nobody can be held beside others. Raises: InputError without the table `likeness`.
    Reference: facts M21d; AIF360, `BinaryLabelDatasetMetric.consistency`.
    """
    rows = pick_rows(run, "likeness", world=world)
    persons = int(rows["persons"].sum())
    apart = (pl.col("own") - pl.col("restricted") / pl.col("alike")).abs() * pl.col("persons")
    return 1 - float(rows.select(apart.sum()).item()) / persons if persons else None


def consistency_by_chance(run: Results, world: str = WRITTEN) -> float | None:
    """What `individual_consistency` would be if as many were restricted and lots were drawn for who.

    1 - 2 p (1 - p),  p = share of the persons told who were ever restricted

    Returns and raises: as `individual_consistency`. Reference: facts M21d.
    """
    rows = pick_rows(run, "likeness", world=world)
    persons = int(rows["persons"].sum())
    if not persons:
        return None
    share = int(rows.filter(pl.col("own") == 1)["persons"].sum()) / persons
    return 1 - 2 * share * (1 - share)


def arbitrary_share(run: Results, by: str = "all", limits: Limits = LIMITS) -> pl.DataFrame:
    """Persons restricted under some of the schemes compared and not under others, as a share of all, as a tidy frame.

    persons restricted under at least one scheme and not under all / persons with a file under all

    All live the same lives with the same luck under each scheme, and answer to each. Args: by: a dimension; limits: of persons and
    expected events. Returns: the tidy frame of `metrics.tables`; no rows where the run compares no schemes. Raises: InputError for an
    unknown dimension, or without the table `elsewhere`. Reference: facts M21a.
    """
    check_dimension(by)
    rows, persons = pick_rows(run, "elsewhere", dimension=by), pl.col("persons")
    some = (pl.col("under") > 0) & (pl.col("under") < pl.col("schemes"))
    counts = rows.group_by("value", maintain_order=True).agg(
        persons.filter(some).sum().alias("numerator"), persons.sum().alias("denominator")
    )
    return share_counts(counts, by, limits)
