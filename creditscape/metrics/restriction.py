"""Who is restricted, who of them wrongly, and for how long.

Three denominators are easily confused, so each has a function and a plain name: of those *restricted*, how
many wrongly (M05a); of
those who *never breached*, how many were restricted (M05b); of all restricted *days*, how many were wrong
(M05c). *Wrongly* and
*spared* follow the model: restricted as written and not with true records, and the reverse.
"""

import polars as pl

from .tables import (
    LIMITS,
    WRITTEN,
    Limits,
    Results,
    check_dimension,
    count_persons,
    pick_rows,
    share_counts,
    share_persons,
    sum_days,
)

DAYS_A_YEAR = 365.25
RESTRICTION = "any restriction"


def share_restricted(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Share of subjects who were under a restriction on some day of the run.

    restricted persons / subjects

    Args: by: a dimension; world: a world of the run; limits: when a group is too small.
    Returns: tidy frame (`tables`), persons. Raises: InputError for an unknown dimension.
    Reference: facts M06 (selection rate, adverse polarity).
    """
    return share_persons(run, "restricted", "subjects", by, world, limits)


def wrongful_share(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of the persons restricted, the share wrongly restricted on some day.

    wrongly restricted persons / restricted persons

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: facts M05a, with *wrongly* read as *not with true records*.
    """
    return share_persons(run, "wrongly_restricted", "restricted", by, world, limits)


def spared_share(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of the persons whom true records would restrict, the share spared on some day: the twin of
    `wrongful_share`.

    spared persons / persons restricted in the world with true records  (false negative rate)

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: facts M06 (FNR), with *spared* as in docs/model.md section 4.
    """
    whole = count_persons(run, "restricted", by, _name_truth(world)).rename({"persons": "denominator"})
    part = count_persons(run, "spared", by, world).rename({"persons": "numerator"})
    counts = whole.join(part, on="value", how="left", maintain_order="left")
    return share_counts(counts.with_columns(pl.col("numerator").fill_null(0)), by, limits)


def breachless_share(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of the persons restricted, the share restricted on some day without own breach in the look-back.

    persons restricted without own breach in the look-back / restricted persons  (false discovery rate)

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: facts M05a (FDR).
    """
    return share_persons(run, "restricted_without_breach", "restricted", by, world, limits)


def risk_without_breach(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Risk of being restricted at some time for those who never breached.

    P(ever restricted | never breached) = restricted and never breached / never breached  (life-course false
    positive rate)

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: facts M05b.
    """
    return share_persons(run, "restricted_never_breached", "never_breached", by, world, limits)


def share_spared(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Share of subjects spared on some day: not restricted as written, restricted with true records.

    spared persons / subjects

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: docs/model.md section 4; always printed beside *wrongly restricted*.
    """
    return share_persons(run, "spared", "subjects", by, world, limits)


def share_wrongly_restricted(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Share of subjects wrongly restricted on some day: the twin of `share_spared`, with the same
    denominator.

    wrongly restricted persons / subjects

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: docs/model.md section 4.
    """
    return share_persons(run, "wrongly_restricted", "subjects", by, world, limits)


def share_rewarded(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Share of subjects under a reward on some day of the run.

    rewarded persons / subjects

    Args: by, world, limits as in `share_restricted`. Returns: tidy frame, persons. Raises: InputError for an
    unknown dimension.
    Reference: docs/results.md, outcomes.
    """
    return share_persons(run, "rewarded", "subjects", by, world, limits)


def wrongful_days_share(
    run: Results, by: str = "all", world: str = WRITTEN, measure: str = RESTRICTION, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of all restricted person-days, the share that was wrong.

    sum of wrong days / sum of restricted days

    Args: measure: one measure or `any restriction`; others as in `share_restricted`; a group is too small by
    its restricted persons.
    Returns: tidy frame, person-days, without interval (days of one person depend on each other). Raises:
    InputError.
    Reference: facts M05c.
    """
    days = sum_days(run, measure, "days", by, world).rename({"days": "denominator"})
    wrong = sum_days(run, measure, "wrong", by, world).rename({"days": "numerator"})
    return _ratio(run, wrong, days, by, world, "restricted", limits)


def spared_days_share(
    run: Results, by: str = "all", world: str = WRITTEN, measure: str = RESTRICTION, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Of all person-days that true records would restrict, the share that was spared: the twin of
    `wrongful_days_share`.

    sum of spared days / sum of restricted days in the world with true records

    Args: as in `wrongful_days_share`. Returns: tidy frame, person-days, without interval. Raises: InputError.
    Reference: facts M05c, in the other direction.
    """
    truth = _name_truth(world)
    days = sum_days(run, measure, "days", by, truth).rename({"days": "denominator"})
    spared = sum_days(run, measure, "spared", by, world).rename({"days": "numerator"})
    return _ratio(run, spared, days, by, truth, "restricted", limits)


def _name_truth(world: str) -> str:
    """The world with true records against which a world as written is held."""
    return world.replace(WRITTEN, "true_records")


def restricted_days_rate(
    run: Results,
    by: str = "all",
    world: str = WRITTEN,
    measure: str = RESTRICTION,
    column: str = "days",
    limits: Limits = LIMITS,
) -> pl.DataFrame:
    """Restricted days per 1,000 persons and year.

    1000 x person-days under the measure / (person-days as a subject / 365.25)

    Args: column: `days`, `wrong`, `spared`, `shifted` or `without_breach`; others as in
    `wrongful_days_share`.
    Returns: tidy frame; numerator person-days, denominator person-days as a subject, estimate days per 1,000
    persons and year.
    Raises: InputError for an unknown dimension. Reference: facts report.md section 2, rule 2.
    """
    days = sum_days(run, measure, column, by, world).rename({"days": "numerator"})
    frame = _ratio(run, days, count_subject_days(run, by, world), by, world, "subjects", limits)
    return frame.with_columns(pl.col("estimate") * 1000 * DAYS_A_YEAR)


def count_subject_days(run: Results, by: str = "all", world: str = WRITTEN) -> pl.DataFrame:
    """Person-days lived as a subject of the scheme, one row a group: `value`, `denominator`."""
    check_dimension(by)
    rows = pick_rows(run, "stock", world=world, quantity="subjects", dimension=by)
    return rows.group_by("value", maintain_order=True).agg(pl.col("person_days").sum().alias("denominator"))


def _ratio(
    run: Results, part: pl.DataFrame, whole: pl.DataFrame, by: str, world: str, people: str, limits: Limits
) -> pl.DataFrame:
    persons = count_persons(run, people, by, world)
    frame = whole.join(part, on="value", how="left", maintain_order="left").join(
        persons, on="value", how="left", maintain_order="left"
    )
    frame = frame.with_columns(pl.col("numerator").fill_null(0), pl.col("persons").fill_null(0))
    enough = pl.lit(True) if by == "all" else pl.col("persons") >= limits.people
    shown = enough & (pl.col("denominator") > 0)
    estimate = pl.when(shown).then(pl.col("numerator") / pl.col("denominator"))
    none = pl.lit(None, dtype=pl.Float64)
    return frame.select(
        pl.lit(by).alias("dimension"),
        "value",
        "numerator",
        "denominator",
        estimate.alias("estimate"),
        none.alias("low"),
        none.alias("high"),
        shown.alias("shown"),
    )
