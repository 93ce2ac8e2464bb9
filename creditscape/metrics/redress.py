"""Whether people can put it right: who of the wrongly restricted is told, contests, wins and is corrected
everywhere; what becomes of contests; and how long that takes.

Two things are counted. *Persons*: of those wrongly restricted, who got how far with a wrong record in their
own file. *Disputes*: of the records that could be contested, wrong ones and right ones apart, what became of
each. A person may have several disputes.
"""

import polars as pl

from ..words import RECORDS, STAGES
from .tables import (
    LIMITS,
    WRITTEN,
    Limits,
    Results,
    check_dimension,
    count_all,
    pick_rows,
    share_persons,
)

STEPS = ("wrongly_told", "wrongly_filed", "wrongly_upheld", "wrongly_corrected")
WAITS = {"learn": "brought", "answer": "filed", "correct": "brought"}  # step -> the disputes that wait for it
LAST_BIN = 1023  # so many days or more


def share_told(run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS) -> pl.DataFrame:
    """Of the wrongly restricted, the share who learnt of a wrong record in their own file.

    told or found out / wrongly restricted persons

    Args: by: a dimension; world: a world of the run; limits: when a group is too small.
    Returns: tidy frame (`tables`), persons. Raises: InputError for an unknown dimension.
    Reference: facts M15a, first factor.
    """
    return share_persons(run, "wrongly_told", "wrongly_restricted", by, world, limits)


def share_filed(run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS) -> pl.DataFrame:
    """Of the wrongly restricted, the share who contested a wrong record in their own file.

    contested / wrongly restricted persons

    Args: by, world, limits as in `share_told`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension. Reference: facts M15a, first two factors.
    """
    return share_persons(run, "wrongly_filed", "wrongly_restricted", by, world, limits)


def share_upheld(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of the wrongly restricted, the share who won about a wrong record in their own file.

    won, at first or on review / wrongly restricted persons

    Args: by, world, limits as in `share_told`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension. Reference: facts M15a, first three factors.
    """
    return share_persons(run, "wrongly_upheld", "wrongly_restricted", by, world, limits)


def appeal_coverage(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of all wrongly restricted, those who never contested too, the share with a wrong record corrected
    everywhere.

    corrected everywhere / wrongly restricted persons
    = P(told) x P(files | told) x P(upheld | files) x P(corrected everywhere | upheld)

    Args: by, world, limits as in `share_told`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension. Reference: facts M15a.
    """
    return share_persons(run, "wrongly_corrected", "wrongly_restricted", by, world, limits)


def measure_funnel(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """The four steps from being wrongly restricted to being corrected everywhere, as shares of all wrongly
    restricted.

    Args: by, world, limits as in `share_told`.
    Returns: `step` (of `STEPS`, in order) and the tidy frame, persons. Raises: InputError for an unknown
    dimension. Reference: facts M15a and report.md, row 11.
    """
    shares = (share_told, share_filed, share_upheld, appeal_coverage)
    return pl.concat(
        share(run, by, world, limits).select(pl.lit(step).alias("step"), pl.all())
        for step, share in zip(STEPS, shares, strict=True)
    )


def count_disputes(run: Results, by: str = "all", world: str = WRITTEN) -> pl.DataFrame:
    """What became of everything that could be contested, wrong and right records apart.

    Args: by: a dimension; world: a world of the run.
    Returns: `record` (`wrong`, `right`), `value`, `stage` (of `STAGES`, in order), `cases`, and `share` of
    the disputes that could begin (null if there were none); stages that nothing reached have 0 cases.
    Raises: InputError for an unknown dimension, or if the run has no table `redress`.
    Reference: docs/results.md, `redress`.
    """
    check_dimension(by)
    rows = pick_rows(run, "redress", world=world, dimension=by)
    values = rows.select("value").unique(maintain_order=True)
    if by == "all":
        values = pl.DataFrame({"value": ["all"]})
    every = pl.DataFrame({"record": RECORDS}).join(values, how="cross").join(_list_stages(), how="cross")
    counted = rows.group_by("record", "value", "stage").agg(pl.col("cases").sum())
    frame = every.join(counted, on=["record", "value", "stage"], how="left", maintain_order="left")
    frame = frame.with_columns(pl.col("cases").fill_null(0))
    brought = pl.col("cases").filter(pl.col("stage") == "brought").sum().over("record", "value")
    return frame.with_columns(
        pl.when(brought > 0).then(pl.col("cases") / brought).otherwise(None).alias("share")
    )


def _list_stages() -> pl.DataFrame:
    return pl.DataFrame({"stage": STAGES})


def count_stages(run: Results, record: str, world: str = WRITTEN) -> dict[str, int]:
    """Cases of every stage, everybody together. record: `wrong` or `right`."""
    rows = count_disputes(run, "all", world).filter(pl.col("record") == record)
    return dict(rows.select("stage", "cases").iter_rows())


def override_share(run: Results, record: str, world: str = WRITTEN) -> float | None:
    """Of the contests that were looked at and answered, the share upheld, at first or on review.

    (upheld + upheld on review) / (upheld + refused at first)

    Args: record: `wrong` or `right`; world: a world of the run. Returns: 0..1, or None if none was answered.
    Raises: InputError if the run has no table `redress`. Reference: facts M15b.
    """
    stages = count_stages(run, record, world)
    answered = stages["upheld"] + stages["refused"]
    return (stages["upheld"] + stages["upheld_on_review"]) / answered if answered else None


def reinsertion_share(run: Results, record: str = "wrong", world: str = WRITTEN) -> float | None:
    """Of the disputes that ended in a correction, the share in which what was corrected came back.

    reinserted / corrected

    Args: record: `wrong` or `right`; world: a world of the run. Returns: 0..1, or None if nothing was
    corrected. Raises: InputError if the run has no table `redress`. Reference: facts M15d.
    """
    stages = count_stages(run, record, world)
    return stages["reinserted"] / stages["corrected"] if stages["corrected"] else None


def measure_days(run: Results, world: str = WRITTEN) -> pl.DataFrame:
    """How long it takes to learn of a record, to get an answer, and to be corrected.

    median = the first day by which at least half of *all* that wait had it; those that never had it wait for
    ever, as in the Kaplan-Meier median without censoring

    Args: world: a world of the run.
    Returns: `step` (`learn`, `answer`, `correct`), `record`, `waiting` (disputes: all that could begin, for
    `answer` those filed), `reached`, `median` (null: not reached by half), `median_of_reached` (of those
    that had it; null if none had). A median of 1,023 days stands for that many or more.
    Raises: InputError if the run has no table `redress` or `redress_days`. Reference: facts M15c.
    """
    rows = pick_rows(run, "redress_days", world=world)
    out = []
    for step, stage in WAITS.items():
        for record in RECORDS:
            days = rows.filter((pl.col("step") == step) & (pl.col("record") == record))
            days = days.group_by("days").agg(pl.col("cases").sum()).sort("days")
            reached = int(days["cases"].sum())
            waiting = count_stages(run, record, world)[stage]
            medians = [_find_median(days, whole) for whole in (waiting, reached)]
            out.append((step, record, waiting, reached, *medians))
    columns = ["step", "record", "waiting", "reached", "median", "median_of_reached"]
    return pl.DataFrame(
        out, schema=dict.fromkeys(columns[:2], pl.String) | dict.fromkeys(columns[2:], pl.Int64), orient="row"
    )


def _find_median(days: pl.DataFrame, whole: int) -> int | None:
    """The first day by which half of the whole had it; None if that day never comes."""
    running = days.with_columns(pl.col("cases").cum_sum().alias("so_far"))
    half = running.filter(2 * pl.col("so_far") >= whole)
    return int(half["days"][0]) if whole and half.height else None


def can_contest(run: Results, world: str = WRITTEN) -> bool:
    """Whether anything at all could be contested in a world: a procedure is there, and something it is for."""
    return any(count_stages(run, record, world)["brought"] for record in RECORDS)


def count_funnel(run: Results, world: str = WRITTEN) -> list[int]:
    """Persons wrongly restricted, and of these those at each of the four steps."""
    return [count_all(run, outcome, world) for outcome in ("wrongly_restricted", *STEPS)]
