"""What a shock adds to the tables of a run: the world as written less the same world without the shock."""

from datetime import date
from typing import Any

import polars as pl

from creditscape.metrics import STAGES
from creditscape.simulation import Run

WRITTEN, WITHOUT = "as_written", "without_"
LAST = 1 << 30  # a month after all months


def add_up(run: Run, table: str, column: str, world: str, **where: Any) -> int:
    """The sum of a column over the rows of a world that are so."""
    rows = run.tables[table].filter(pl.col("world") == world, **where)
    return int(rows[column].sum())


def added(run: Run, shock: str, table: str, column: str, **where: Any) -> int:
    """What a shock adds to a sum; below 0 where it takes away."""
    return add_up(run, table, column, WRITTEN, **where) - add_up(run, table, column, WITHOUT + shock, **where)


def count_persons(run: Run, shock: str, change: str, dimension: str = "all", value: str = "all") -> int:
    """People whom the shock changes. change: a column of the table `comparison`, such as worse or better."""
    where = {"against": WITHOUT + shock, "dimension": dimension, "value": value}
    return add_up(run, "comparison", change, WRITTEN, **where)


def count_disputes(run: Run, shock: str, record: str = "wrong", **where: str) -> dict[str, int]:
    """What the shock adds to each stage of contesting. where: another dimension and value."""
    where = {"dimension": "all", "value": "all"} | where
    return {
        stage: added(run, shock, "redress", "cases", stage=stage, record=record, **where) for stage in STAGES
    }


def count_days(
    run: Run, shock: str, first: int = 0, last: int = LAST, of: str = "days", measure: str = "any restriction"
) -> int:
    """Person-days under a measure that a shock adds from one month to another, both included."""
    rows = run.tables["measure_days"].filter(
        pl.col("measure") == measure,
        pl.col("dimension") == "all",
        pl.col("month").is_between(first, last),
    )
    sums = dict(rows.group_by("world").agg(pl.col(of).sum()).iter_rows())
    return int(sums.get(WRITTEN, 0) - sums.get(WITHOUT + shock, 0))


def find_day(run: Run, shock: str) -> date:
    """The date of a shock of the society."""
    return date.fromordinal(next(s["day"] for s in run.society.plain()["shocks"] if s["name"] == shock))


def find_month(run: Run, day: date) -> int:
    """The number of a date's month in the tables: 0 is that of the first tallied day."""
    first = date.fromisoformat(run.manifest["first_day"])
    return 12 * (day.year - first.year) + day.month - first.month


def count_learnt(run: Run, shock: str, days: int) -> int:
    """How many of the wrong records that a shock brings are learnt of less than so many days after they arrived."""
    rows = run.tables["redress_days"].filter(
        pl.col("step") == "learn", pl.col("record") == "wrong", pl.col("days") < days
    )
    sums = dict(rows.group_by("world").agg(pl.col("cases").sum()).iter_rows())
    return int(sums.get(WRITTEN, 0) - sums.get(WITHOUT + shock, 0))
