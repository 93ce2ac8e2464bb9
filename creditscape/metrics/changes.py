"""What a reform changes, person by person: the two schemes ran on the same lives with the same luck."""

import polars as pl

from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, list_worlds, pick_rows

REFORM = "reform_as_written"
_ANSWERS = ("better", "worse", "mixed", "unchanged")


def is_comparison(run: Results) -> bool:
    """Whether the run carries a reform beside its baseline."""
    return bool(run.manifest.get("reform")) and REFORM in run.manifest["worlds"]


def list_reforms(run: Results) -> list[str]:
    """The worlds as written of the reforms, in order."""
    return [world for world in list_worlds(run) if world.startswith("reform_") and world.endswith(WRITTEN)]


def name_world(run: Results, world: str) -> str:
    """A world as written in words: `the baseline`, `the reform`, and of several `reform 1`, `reform 2`."""
    reforms = list_reforms(run)
    if world not in reforms:
        return "the baseline"
    return "the reform" if len(reforms) == 1 else f"reform {reforms.index(world) + 1}"


def compare_persons(
    run: Results, by: str = "all", limits: Limits = LIMITS, world: str = REFORM
) -> pl.DataFrame:
    """Persons better off, worse off, mixed and unchanged under a reform, whole run.

    *Better* = fewer restricted days under some measure and more under none; *worse* the reverse; *mixed*
    both.

    Args: by: a dimension; limits: groups with fewer people are not shown; world: the reform's as written.
    Returns: `value`, `better`, `worse`, `mixed`, `unchanged`, `rewards_more`, `rewards_fewer`, `persons`,
    `shown`.
    Raises: InputError for an unknown dimension or a run without comparison. Reference: DESIGN 6, facts
    report.md section 1 (winners
    and losers).
    """
    check_dimension(by)
    rows = pick_rows(run, "comparison", world=world, against=WRITTEN, dimension=by)
    columns = pl.col(*_ANSWERS, "rewards_more", "rewards_fewer").sum()
    frame = rows.group_by("value", maintain_order=True).agg(columns)
    frame = frame.with_columns(pl.sum_horizontal(*_ANSWERS).alias("persons"))
    enough = pl.lit(by == "all") | (pl.col("persons") >= limits.people)
    return frame.with_columns(enough.alias("shown"))
