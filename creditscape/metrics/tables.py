"""What every metric shares: how to ask a run for rows, how to turn two counts into a share, and when a group
is too small.

A metric is a pure function of the tables of a run. It returns a tidy frame, one row a group, always with the
same columns:
`dimension`, `value`, `numerator`, `denominator`, `estimate`, `low`, `high`, `shown`. The interval is Wilson's
at 95 %, which treats
persons as independent. Groups under the limits keep their counts but show no estimate: *too few to tell*.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import polars as pl

from ..words import InputError

DIMENSIONS = ("all", "income", "group", "sex", "age", "place")
WRITTEN = "as_written"
Z = 1.959963984540054  # the 97.5 % point of the normal distribution


class Results(Protocol):
    """What a metric needs of a run: the tables and the manifest of `docs/results.md`."""

    @property
    def tables(self) -> Mapping[str, pl.DataFrame]: ...

    @property
    def manifest(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Limits:
    """Below these a group's estimate is not shown: `people` in the denominator, `events` expected at the
    overall rate.
    """

    people: int = 50
    events: float = 5.0


LIMITS = Limits()


def pick_rows(run: Results, table: str, **equals: str | int) -> pl.DataFrame:
    """Rows of one table whose columns equal the given values.

    Args: table: a name of `docs/results.md`; equals: column = value. Raises: InputError if the run has no
    such table.
    """
    if table not in run.tables:
        raise InputError("M101", f"this run has no table {table!r}; found {', '.join(sorted(run.tables))}")
    return run.tables[table].filter(**equals) if equals else run.tables[table]


def check_dimension(by: str) -> None:
    """Refuse a dimension that no table has."""
    if by not in DIMENSIONS:
        raise InputError("M102", f"by={by!r}; allowed: {', '.join(DIMENSIONS)}")


def count_persons(run: Results, outcome: str, by: str = "all", world: str = WRITTEN) -> pl.DataFrame:
    """Persons with one whole-run outcome, one row a group: `value`, `persons`, in the order of the table."""
    check_dimension(by)
    rows = pick_rows(run, "persons", world=world, outcome=outcome, dimension=by)
    return rows.group_by("value", maintain_order=True).agg(pl.col("persons").sum())


def count_all(run: Results, outcome: str, world: str = WRITTEN) -> int:
    """Persons with one whole-run outcome, everybody together."""
    return int(count_persons(run, outcome, "all", world)["persons"].sum())


def sum_days(run: Results, measure: str, column: str, by: str = "all", world: str = WRITTEN) -> pl.DataFrame:
    """Person-days under a measure in the whole run, one row a group: `value`, `days`."""
    check_dimension(by)
    rows = pick_rows(run, "measure_days", world=world, measure=measure, dimension=by)
    return rows.group_by("value", maintain_order=True).agg(pl.col(column).sum().alias("days"))


def list_worlds(run: Results) -> list[str]:
    """Names of the worlds of the run, in the order of the manifest."""
    return [str(world) for world in run.manifest["worlds"]]


def knows_wrongs(run: Results, world: str = WRITTEN) -> bool:
    """Whether the run has the world with true records against which `world` is held."""
    return world.replace(WRITTEN, "true_records") in list_worlds(run)


def share_counts(counts: pl.DataFrame, by: str, limits: Limits = LIMITS) -> pl.DataFrame:
    """The tidy frame of a share.

    estimate = numerator / denominator;  centre and half width of the interval after Wilson (1927), DOI
    10.2307/2276774.

    Args: counts: `value`, `numerator`, `denominator` (persons); by: the dimension; limits: when a group is
    too small.
    Returns: the tidy frame of this module; `estimate`, `low`, `high` in [0, 1], null where not shown.
    """
    over = max(int(counts["denominator"].sum()), 1)
    overall = int(counts["numerator"].sum()) / over
    n, p = pl.col("denominator"), pl.col("numerator") / pl.col("denominator")
    spread = Z * (p * (1 - p) / n + Z**2 / (4 * n**2)).sqrt()
    enough = (n >= max(limits.people, 1)) & (overall * n >= limits.events)
    shown = (n > 0) if by == "all" else enough
    hide = pl.when(pl.col("shown"))
    return counts.with_columns(pl.lit(by).alias("dimension"), shown.alias("shown")).select(
        "dimension",
        "value",
        "numerator",
        "denominator",
        hide.then(p).alias("estimate"),
        hide.then(((p + Z**2 / (2 * n) - spread) / (1 + Z**2 / n)).clip(0, 1)).alias("low"),
        hide.then(((p + Z**2 / (2 * n) + spread) / (1 + Z**2 / n)).clip(0, 1)).alias("high"),
        "shown",
    )


def share_persons(
    run: Results, outcome: str, among: str, by: str, world: str, limits: Limits
) -> pl.DataFrame:
    """Persons with `outcome` as a share of persons with `among`, as a tidy frame."""
    whole = count_persons(run, among, by, world).rename({"persons": "denominator"})
    part = count_persons(run, outcome, by, world).rename({"persons": "numerator"})
    counts = whole.join(part, on="value", how="left", maintain_order="left").with_columns(
        pl.col("numerator").fill_null(0)
    )
    return share_counts(counts, by, limits)
