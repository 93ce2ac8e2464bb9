"""How unequally a burden falls: Gini, Theil, the share of the heaviest tenth, and a hollow middle.

The burden is restricted days of a person in the whole run (table `burden`). These figures need a quantity with a zero of its own: twice
as many days are twice as much. A score has none - 300 to 850 could as well be 0 to 550 - so none of them is worked out of raw scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import polars as pl

from ..words import InputError
from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, pick_rows

QUANTITIES = ("restricted_days",)


@dataclass(frozen=True, slots=True)
class Theil:
    """Theil's index in all, and its two parts: between groups and within them. `whole` = `between` + `within`."""

    whole: float
    between: float
    within: float


def gini_index(values: Sequence[float], persons: Sequence[int] | None = None) -> float | None:
    """Concentration: 0 if all bear the same, towards 1 if one bears all.

    (2 x sum over i of i x value_(i)) / (n x sum of values) - (n + 1) / n,  values in ascending order

    Args: values: burdens, 0 or above; persons: how many bear each; without it one each. Returns: the index, or None if there is no
    burden. Raises: InputError for a burden below 0. Reference: facts M04a; `inequality.gini.Gini`.
    """
    rows = _read(values, persons)
    number, total = sum(many for _, many in rows), sum(value * many for value, many in rows)
    if not total:
        return None
    before, ranked = 0, 0.0
    for value, many in rows:
        ranked += value * (many * before + many * (many + 1) / 2)
        before += many
    return 2 * ranked / (number * total) - (number + 1) / number


def theil_index(
    values: Sequence[float], groups: Sequence[object] | None = None, persons: Sequence[int] | None = None
) -> Theil | None:
    """Concentration that can be taken apart: how much of it lies between groups, and how much within them.

    T = sum of s ln(n s), s = share of all that one of n persons bears; between = sum over groups of S ln(S / their share of persons),
    S = what the group bears of all; within = sum over groups of S x T of the group.  A burden of 0 adds nothing.

    Args: values: burdens, 0 or above; groups: the group of each value; without it all are one group; persons: as in `gini_index`.
    Returns: the index and its parts, or None if there is no burden. Raises: InputError for a burden below 0.
    Reference: facts M04b; `inequality.theil.TheilD`.
    """
    labels = [None] * len(values) if groups is None else list(groups)
    counts = [1] * len(values) if persons is None else list(persons)
    _read(values, counts)
    number, total = sum(counts), sum(v * c for v, c in zip(values, counts, strict=True))
    if not total:
        return None
    between = within = 0.0
    for label in dict.fromkeys(labels):
        own = [(v, c) for v, c, g in zip(values, counts, labels, strict=True) if g == label]
        many, borne = sum(c for _, c in own), sum(v * c for v, c in own)
        if borne:
            share = borne / total
            between += share * log(share * number / many)
            within += share * sum(c * v / borne * log(many * v / borne) for v, c in own if v)
    return Theil(between + within, between, within)


def top_share(
    values: Sequence[float], persons: Sequence[int] | None = None, part: float = 0.1
) -> float | None:
    """What the heaviest burdened part of people bear of all: `one tenth of people carry ...`.

    sum of the largest values of n x part persons / sum of all;  the last person counts by the fraction that is missing

    Args: part: share of persons, above 0 and up to 1; others as in `gini_index`. Returns: 0..1, or None if there is no burden.
    Raises: InputError for another part or a burden below 0. Reference: facts M04d.
    """
    if not 0 < part <= 1:
        raise InputError("M106", f"part={part}; allowed: above 0 and up to 1")
    rows = _read(values, persons)
    total, left = sum(v * c for v, c in rows), part * sum(c for _, c in rows)
    if not total:
        return None
    borne = 0.0
    for value, many in reversed(rows):
        taken = min(left, many)
        borne, left = borne + taken * value, left - taken
    return borne / total


def polarisation_index(values: Sequence[float], persons: Sequence[int] | None = None) -> float | None:
    """Whether the middle is hollow: Wolfson's index, 0 if all bear the same.

    (2 x D50 - G) x mean / median,  D50 = 0.5 - what the lower half bears of all, G = `gini_index`

    Args: as `gini_index`. Returns: the index, or None if half of the people bear nothing, for then there is no middle to divide by.
    Raises: InputError for a burden below 0. Reference: facts M01c; `inequality.wolfson.wolfson`.
    """
    rows = _read(values, persons)
    gini = gini_index(values, persons)
    median = _find_median(rows) if gini is not None else 0
    if gini is None or not median:
        return None
    number, total = sum(c for _, c in rows), sum(v * c for v, c in rows)
    left, lower = number / 2, 0.0
    for value, many in rows:
        taken = min(left, many)
        lower, left = lower + taken * value, left - taken
    return (2 * (0.5 - lower / total) - gini) * (total / number) / median


def measure_concentration(
    run: Results,
    by: str = "all",
    world: str = WRITTEN,
    quantity: str = "restricted_days",
    limits: Limits = LIMITS,
) -> pl.DataFrame:
    """How unequally restricted days fall on subjects, group by group.

    Args: by: a dimension; world: a world that lives were told in; quantity: `restricted_days`; limits: a smaller group is not shown.
    Returns: `dimension`, `value`, `persons`, `days`, `gini`, `top_tenth`, `polarisation` (null where not shown, or without a burden),
    `shown`. Raises: InputError if the run has no table `burden`, and for a quantity without a zero of its own, as scores are.
    Reference: facts M04a, M04d, M01c.
    """
    if quantity not in QUANTITIES:
        raise InputError(
            "M112", f"quantity={quantity!r} has no zero of its own; allowed: {', '.join(QUANTITIES)}"
        )
    check_dimension(by)
    out = []
    rows = _burdens(run, by, world)
    for value in rows["value"].unique(maintain_order=True):
        days, persons = (
            rows.filter(pl.col("value") == value)[name].to_list() for name in ("days", "persons")
        )
        shown = by == "all" or sum(persons) >= limits.people
        figures = [f(days, persons) if shown else None for f in (gini_index, top_share, polarisation_index)]
        borne = sum(d * p for d, p in zip(days, persons, strict=True))
        out.append((by, value, sum(persons), borne, *figures, shown))
    floats = dict.fromkeys(("gini", "top_tenth", "polarisation"), pl.Float64)
    shape = {"dimension": pl.String, "value": pl.String, "persons": pl.Int64, "days": pl.Int64}
    return pl.DataFrame(out, schema=shape | floats | {"shown": pl.Boolean}, orient="row")


def split_concentration(run: Results, by: str, world: str = WRITTEN) -> Theil | None:
    """How much of the inequality of restricted days lies between the groups of a dimension.

    Args: by: a dimension; world: a world that lives were told in. Returns: as `theil_index`. Raises: InputError if the run has no
    table `burden`. Reference: facts M04b.
    """
    check_dimension(by)
    rows = _burdens(run, by, world)
    return theil_index(rows["days"].to_list(), rows["value"].to_list(), rows["persons"].to_list())


def _burdens(run: Results, by: str, world: str) -> pl.DataFrame:
    rows = pick_rows(run, "burden", world=world, dimension=by)
    return rows.group_by("value", "days", maintain_order=True).agg(pl.col("persons").sum())


def _read(values: Sequence[float], persons: Sequence[int] | None) -> list[tuple[float, int]]:
    """Burdens in ascending order, each with the number of persons that bear it."""
    counts = [1] * len(values) if persons is None else persons
    if any(value < 0 for value in values) or any(many < 0 for many in counts):
        raise InputError("M113", "a burden, and the number of those who bear it, is 0 or above")
    return sorted((value, many) for value, many in zip(values, counts, strict=True) if many)


def _find_median(rows: list[tuple[float, int]]) -> float:
    number, before = sum(many for _, many in rows), 0
    for place, (value, many) in enumerate(rows):
        before += many
        if 2 * before > number:
            return value
        if 2 * before == number:
            return (value + rows[place + 1][0]) / 2
    return 0.0
