"""How long it takes to get out of a restriction, of those too who have not got out when the run ends or they die.

A *recovery* runs from a person's first restriction in the tallied time to the first day of 90 days in a row without one; a *spell* is one
unbroken time under any restriction (table `spells`). Those who die or are still restricted at the end are *censored*: they count as long
as they were seen. Reference: Kaplan and Meier 1958, DOI 10.1080/01621459.1958.10501452.
"""

from collections.abc import Sequence

import polars as pl

from ..words import InputError
from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, pick_rows

CLOSE = 1e-12
ABOUT = ("spell", "recovery")
_CURVE = {"time": pl.Int64, "at_risk": pl.Int64, "ended": pl.Int64, "left": pl.Float64}


def survival_curve(
    times: Sequence[int], ended: Sequence[int], persons: Sequence[int] | None = None
) -> pl.DataFrame:
    """The share still restricted after so many days, as Kaplan and Meier estimate it.

    left(t) = product over times u <= t of (1 - ended at u / still seen just before u)

    Args: times: how long each was seen; ended: 1 if it had ended then, 0 if not (censored); persons: how many of each; without it one.
    Returns: `time` (ascending, one row for each that occurs), `at_risk`, `ended`, `left`. Raises: InputError for a time below 0.
    Reference: facts M12a; `lifelines.KaplanMeierFitter`.
    """
    if any(time < 0 for time in times):
        raise InputError("M114", "a time is 0 days or more")
    counts = [1] * len(times) if persons is None else persons
    out, left, seen = [], 1.0, sum(counts)
    told: dict[int, list[int]] = {}
    for time, end, many in zip(times, ended, counts, strict=True):
        told.setdefault(int(time), [0, 0])[bool(end)] += many
    for time, (censored, done) in sorted(told.items()):
        left *= 1 - done / seen if seen else 1.0
        out.append((time, seen, done, left))
        seen -= censored + done
    return pl.DataFrame(out, schema=_CURVE, orient="row")


def median_time(curve: pl.DataFrame) -> int | None:
    """The first time after which fewer than half are left; None if that never comes.

    min of t with left(t) < 0.5.  Where exactly half are left for a while, the median is the end of that while.

    Args: curve: as `survival_curve` gives it. Reference: facts M12a.
    """
    fewer = curve.filter(pl.col("left") < 0.5 - CLOSE)
    return int(fewer["time"][0]) if len(fewer) else None


def restricted_mean(curve: pl.DataFrame, horizon: int) -> float:
    """Mean time under a restriction within a horizon: the area under the curve.

    integral of left(t) from 0 to horizon

    Args: curve: as `survival_curve` gives it; horizon: days above 0. Raises: InputError for another horizon.
    Reference: facts M12a; `lifelines.utils.restricted_mean_survival_time`.
    """
    if horizon <= 0:
        raise InputError("M114", f"horizon={horizon}; allowed: above 0 days")
    area, before, left = 0.0, 0, 1.0
    for time, now in curve.select("time", "left").iter_rows():
        area, before = area + left * (min(time, horizon) - before), min(time, horizon)
        left = now
    return area + left * (horizon - before)


def count_spells(
    run: Results, about: str = "recovery", by: str = "all", world: str = WRITTEN
) -> pl.DataFrame:
    """Spells or recoveries that began in the tallied time: `value`, `days`, `end` (`free`, `died`, `end_of_run`), `spells`.

    Args: about: `recovery`, or `spell` (of everybody together only). Raises: InputError for another word or dimension, or without the
    table `spells`. Reference: docs/results.md, `spells`.
    """
    check_dimension(by)
    if about not in ABOUT or (about == "spell" and by != "all"):
        raise InputError(
            "M115", f"about={about!r}, by={by!r}; allowed: recovery by any dimension, spell by all"
        )
    rows = pick_rows(run, "spells", world=world, about=about, dimension=by).filter(pl.col("year") >= 0)
    return rows.group_by("value", "days", "end", maintain_order=True).agg(pl.col("spells").sum())


def draw_recovery(run: Results, about: str = "recovery", world: str = WRITTEN) -> pl.DataFrame:
    """The curve of everybody's recoveries or spells; args as in `count_spells`, result as `survival_curve`."""
    return _curve(count_spells(run, about, "all", world))


def measure_recovery(
    run: Results,
    by: str = "all",
    world: str = WRITTEN,
    about: str = "recovery",
    horizon: int | None = None,
    limits: Limits = LIMITS,
) -> pl.DataFrame:
    """How long it takes to recover from the first restriction, group by group.

    Args: by: a dimension; world: a world that lives were told in; about: as in `count_spells`; horizon: days of the mean; by default
    those of the run, 365 a year; limits: a group with fewer spells than `people`, or fewer ends than `events`, is not shown.
    Returns: `dimension`, `value`, `spells`, `ended`, `median` (null too if half never recover), `mean`, `horizon`, `shown`.
    Raises: as `count_spells`. Reference: facts M12a.
    """
    rows, days = count_spells(run, about, by, world), horizon or 365 * int(run.manifest["years"])
    out = []
    for value in rows["value"].unique().sort():
        own = rows.filter(pl.col("value") == value)
        spells = int(own["spells"].sum())
        ended = int(own.filter(pl.col("end") == "free")["spells"].sum())
        shown = by == "all" or (spells >= limits.people and ended >= limits.events)
        curve = _curve(own)
        figures = (median_time(curve), restricted_mean(curve, days)) if shown else (None, None)
        out.append((by, value, spells, ended, *figures, days, shown))
    shape = {"dimension": pl.String, "value": pl.String, "spells": pl.Int64, "ended": pl.Int64}
    shape |= {"median": pl.Int64, "mean": pl.Float64, "horizon": pl.Int64, "shown": pl.Boolean}
    return pl.DataFrame(out, schema=shape, orient="row")


def _curve(rows: pl.DataFrame) -> pl.DataFrame:
    ended = (rows["end"] == "free").to_list()
    return survival_curve(rows["days"].to_list(), ended, rows["spells"].to_list())
