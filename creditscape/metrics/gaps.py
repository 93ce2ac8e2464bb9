"""How far apart groups are: ratio and difference of a rate, with the polarity said.

The *favourable* outcome is not being restricted. A ratio of favourable rates and a ratio of adverse rates are
different numbers
(0.50 and 0.33 for the same people), so both carry their polarity in the name.
"""

import polars as pl

from ..words import InputError
from .errors import count_errors, rate_errors
from .tables import LIMITS, WRITTEN, Limits, Results, count_persons, share_counts

BREACHED = ("never breached", "breached")


def favourable_rate_ratio(shares: pl.DataFrame) -> float | None:
    """Lowest group's rate of *not* being restricted over the highest group's.

    min_g (1 - r_g) / max_g (1 - r_g)

    Args: shares: tidy frame of an adverse share, one row a group. Returns: 0..1, or None if fewer than two
    groups are shown
    or nobody at all is unrestricted. Raises: InputError if shares are not shares. Reference: facts M07a,
    favourable polarity.
    """
    rates = [1 - rate for rate in _read_rates(shares)]
    return min(rates) / max(rates) if len(rates) > 1 and max(rates) > 0 else None


def adverse_rate_ratio(shares: pl.DataFrame) -> float | None:
    """Lowest group's rate of being restricted over the highest group's.

    min_g r_g / max_g r_g

    Args: shares: tidy frame of an adverse share, one row a group. Returns: 0..1, or None if fewer than two
    groups are shown
    or nobody is restricted. Raises: InputError if shares are not shares. Reference: facts M07a, adverse
    polarity.
    """
    rates = _read_rates(shares)
    return min(rates) / max(rates) if len(rates) > 1 and max(rates) > 0 else None


def rate_difference(shares: pl.DataFrame) -> float | None:
    """Largest gap between the groups' rates; the same number in either polarity.

    max_g r_g - min_g r_g

    Args: shares: tidy frame of a share, one row a group. Returns: 0..1, or None if fewer than two groups are
    shown.
    Raises: InputError if shares are not shares. Reference: facts M07b.
    """
    rates = _read_rates(shares)
    return max(rates) - min(rates) if len(rates) > 1 else None


def _read_rates(shares: pl.DataFrame) -> list[float]:
    rates = [float(rate) for rate in shares["estimate"].drop_nulls()]
    if any(rate < 0 or rate > 1 for rate in rates):
        raise InputError("M103", "a gap needs shares between 0 and 1, not rates per 1,000")
    return rates


def measure_within(
    run: Results, by: str, within: str, world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Gaps between groups within strata of another dimension: is the gap explained by it?

    in each stratum: min_g (1 - r_g) / max_g (1 - r_g), and max_g r_g - min_g r_g, r_g = restricted days / subject days

    Args: by: the groups; within: the strata; limits: a group of fewer person-years in a stratum is left out of it.
    Returns: `value` (of the stratum), `subject_days`, `ratio` (favourable), `difference` (null with fewer than two groups shown).
    Raises: InputError for an unknown or repeated dimension, or without the table `cross`. Reference: facts M07c.
    """
    counts = count_errors(run, (within, by), world).with_columns(pl.col(within).cast(pl.String))
    days = counts.select(within, pl.sum_horizontal(pl.exclude(within, by)).alias("days"))
    rates = rate_errors(counts, limits).select(within, pl.col("restricted_rate").alias("estimate"))
    out = []
    for (value,), rows in rates.sort(within).group_by(within, maintain_order=True):
        lived = int(days.filter(pl.col(within) == value)["days"].sum())
        out.append((value, lived, favourable_rate_ratio(rows), rate_difference(rows)))
    return pl.DataFrame(out, schema=_WITHIN, orient="row")


_WITHIN = {"value": pl.String, "subject_days": pl.Int64, "ratio": pl.Float64, "difference": pl.Float64}


def share_restricted_by_conduct(
    run: Results, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Share of persons ever restricted, of those who never breached and of those who did: gaps at like conduct.

    restricted and never breached / never breached, and restricted and breached / breached

    Args: by: a dimension; world: a world of the run; limits: when a group is too small.
    Returns: `conduct` (`never breached`, `breached`) and the tidy frame, persons; `rate_difference` and `favourable_rate_ratio` of the
    rows of one conduct are the gap that conduct does not explain. Raises: InputError for an unknown dimension. Reference: facts M07c.
    """
    never, part = (
        count_persons(run, outcome, by, world) for outcome in ("never_breached", "restricted_never_breached")
    )
    subjects, restricted = (count_persons(run, outcome, by, world) for outcome in ("subjects", "restricted"))
    frames = []
    for conduct, whole, some in (
        (BREACHED[0], never, part),
        (BREACHED[1], _subtract(subjects, never), _subtract(restricted, part)),
    ):
        counts = whole.rename({"persons": "denominator"}).join(
            some.rename({"persons": "numerator"}), on="value", how="left", maintain_order="left"
        )
        counts = counts.with_columns(pl.col("numerator").fill_null(0))
        frames.append(share_counts(counts, by, limits).select(pl.lit(conduct).alias("conduct"), pl.all()))
    return pl.concat(frames)


def _subtract(whole: pl.DataFrame, part: pl.DataFrame) -> pl.DataFrame:
    joined = whole.join(part, on="value", how="left", maintain_order="left", suffix="_part")
    return joined.select("value", pl.col("persons") - pl.col("persons_part").fill_null(0))
