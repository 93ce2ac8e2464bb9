"""Restrictions under one roof: households with somebody restricted, who lives with one, and whether restrictions come together.

All is counted on the communities whose lives were told in full (tables `households`, `housemates`). Who lives with whom is drawn before
any scheme and stays as it was on the first tallied day.
"""

import polars as pl

from ..words import InputError
from .tables import LIMITS, WRITTEN, Limits, Results, pick_rows, share_counts

WHO = ("child", "adult")
_HOUSEHOLDS = ("all", "income", "group", "place", "members")
_HOUSEMATES = ("all", "income", "group", "sex", "place")


def share_households(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Households in which somebody was ever restricted, as a share of all households, as a tidy frame.

    households with somebody restricted / households

    Args: by: all, income, group or place of the household, or `members`, how many people live in it; limits: of households and expected
    events. Returns: the tidy frame of `metrics.tables`, counting households. Raises: InputError for another dimension, or without the
    table `households`. Reference: docs/metrics.md, U1.
    """
    _check("by", by, _HOUSEHOLDS)
    rows = pick_rows(run, "households", world=world, dimension="all" if by == "members" else by)
    if by == "members":
        rows = rows.sort("members").with_columns(pl.col("members").cast(pl.String).alias("value"))
    households = pl.col("households")
    counts = rows.group_by("value", maintain_order=True).agg(
        households.filter(pl.col("restricted") > 0).sum().alias("numerator"),
        households.sum().alias("denominator"),
    )
    return share_counts(counts, by, limits)


def share_beside(
    run: Results, who: str = "child", by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Persons who on some day lived with somebody else under a restriction, as a share of all such persons, as a tidy frame.

    persons who lived with one / persons

    Args: who: `child`, too young for a file under the scheme, or `adult`; by: all, income, group, sex or place.
    Returns: the tidy frame of `metrics.tables`. Raises: InputError for another word, or without the table `housemates`.
    Reference: docs/metrics.md, U2.
    """
    _check("who", who, WHO)
    _check("by", by, _HOUSEMATES)
    rows = pick_rows(run, "housemates", world=world, who=who, dimension=by)
    counts = rows.group_by("value", maintain_order=True).agg(
        pl.col("beside").sum().alias("numerator"), pl.col("persons").sum().alias("denominator")
    )
    return share_counts(counts, by, limits)


def beside_days_share(run: Results, who: str = "child", world: str = WRITTEN) -> float | None:
    """Share of all days of children, or of adults, on which they lived with somebody else under a restriction.

    days beside one / days

    Args: as `share_beside`. Returns: 0..1; None where nobody such lives in a household. Reference: docs/metrics.md, U2.
    """
    _check("who", who, WHO)
    rows = pick_rows(run, "housemates", world=world, who=who, dimension="all")
    days = int(rows["days"].sum())
    return int(rows["beside_days"].sum()) / days if days else None


def household_relative_risk(run: Results, world: str = WRITTEN) -> float | None:
    """How many times as often somebody is restricted if another adult of the household is: 1 if restrictions fall apart from each other.

    [sum of r (r - 1) / sum of r (g - 1)] / [sum of r (g - 1) / sum of g (g - 1)],  over households with g adults, r of them restricted.
    All are pairs of two adults of one household, each taken first once.

    Returns: the ratio; None where nobody who was restricted lives with another adult. Known in epidemiology as the recurrence risk ratio.
    Reference: docs/metrics.md, U3.
    """
    rows = pick_rows(run, "households", world=world, dimension="all")
    times, grown, restricted = (pl.col(name) for name in ("households", "grown", "restricted"))
    both, one, pairs = (
        int(rows.select((times * product).sum()).item())
        for product in (restricted * (restricted - 1), restricted * (grown - 1), grown * (grown - 1))
    )
    return both * pairs / (one * one) if one else None


def _check(name: str, word: str, allowed: tuple[str, ...]) -> None:
    if word not in allowed:
        raise InputError("M102", f"{name}={word!r}; allowed: {', '.join(allowed)}")
