"""The course of lives under a score: how often the level flips, whether the past matters, and whether the score follows conduct."""

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt

import polars as pl

from .restriction import DAYS_A_YEAR
from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, pick_rows


@dataclass(frozen=True, slots=True)
class Memory:
    """Whether the level of the year before last tells more than last year's. ratio: of likelihoods, freedom: its degrees of freedom;
    chance: how likely so much by chance if it tells nothing; misplaced: share of people whom last year's level alone puts elsewhere.
    """

    ratio: float
    freedom: int
    chance: float
    misplaced: float


def measure_volatility(
    run: Results, band_set: str, by: str = "all", world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Changes of level for every year that somebody lives as a subject.

    (changes to a better level + changes to a worse one) / (subject days / 365.25)

    Args: band_set: of the scheme; by: a dimension; world: a world that lives were told in; limits: a group of fewer person-years than
    `people`, or fewer changes than `events`, is not shown.
    Returns: `dimension`, `value`, `up`, `down`, `person_years`, `estimate` (changes per person and year, null where not shown), `shown`.
    Raises: InputError for an unknown dimension, or without the table `flips`. Reference: facts M20a, second half.
    """
    check_dimension(by)
    rows = pick_rows(run, "flips", world=world, set=band_set, dimension=by)
    rows = rows.group_by("value", maintain_order=True).agg(pl.col("up", "down", "subject_days").sum())
    years, flips = pl.col("subject_days") / DAYS_A_YEAR, pl.col("up") + pl.col("down")
    enough = pl.lit(True) if by == "all" else (years >= limits.people) & (flips >= limits.events)
    shown = enough & (years > 0)
    return rows.select(
        pl.lit(by).alias("dimension"),
        "value",
        "up",
        "down",
        years.alias("person_years"),
        pl.when(shown).then(flips / years).alias("estimate"),
        shown.alias("shown"),
    )


def flips_a_year(run: Results, band_set: str, world: str = WRITTEN) -> float | None:
    """Changes of level per person and year, everybody together; None if nobody was a subject. Reference: facts M20a."""
    rows = measure_volatility(run, band_set, "all", world)
    return None if rows.is_empty() else rows["estimate"][0]


def find_memory(counts: pl.DataFrame) -> Memory | None:
    """Whether levels are a chain without memory: two steps against twice one step.

    ratio = 2 x sum of n_abc ln(n_abc n_b / (n_ab n_bc)), chi-squared with sum over b of (levels before - 1)(levels after - 1) degrees
    of freedom; misplaced = half of the sum over a, c of |n_ac - sum over b of n_ab n_bc / n_b| / n

    Args: counts: `from`, `through`, `to`, `persons`: levels on the first mornings of three years in a row. With many people the test
    finds the smallest memory; `misplaced` says how large it is. Returns: the test, or None if there is nothing to test.
    Reference: facts M03g; `giddy.markov.kullback`; Anderson and Goodman 1957, DOI 10.1214/aoms/1177707039.
    """
    told = counts.group_by("from", "through", "to").agg(pl.col("persons").sum()).filter(pl.col("persons") > 0)
    n = {(a, b, c): many for a, b, c, many in told.sort("from", "through", "to").iter_rows()}
    before: dict[tuple[str, str], int] = {}
    after: dict[tuple[str, str], int] = {}
    middle: dict[str, int] = {}
    ends: dict[tuple[str, str], float] = {}
    for (a, b, c), many in n.items():
        before[a, b], after[b, c] = before.get((a, b), 0) + many, after.get((b, c), 0) + many
        middle[b], ends[a, c] = middle.get(b, 0) + many, ends.get((a, c), 0) + many
    freedom = sum((sum(y == b for _, y in before) - 1) * (sum(x == b for x, _ in after) - 1) for b in middle)
    if not freedom:
        return None
    ratio = 2 * sum(m * log(m * middle[b] / (before[a, b] * after[b, c])) for (a, b, c), m in n.items())
    for (a, b), first in before.items():
        for (x, c), second in after.items():
            if x == b:
                ends[a, c] = ends.get((a, c), 0) - first * second / middle[b]
    misplaced = sum(abs(each) for each in ends.values()) / 2 / sum(middle.values())
    return Memory(max(ratio, 0.0), freedom, chi_squared_tail(max(ratio, 0.0), freedom), misplaced)


def measure_memory(run: Results, band_set: str, world: str = WRITTEN) -> Memory | None:
    """Whether the level of the year before last tells more than last year's. Args and errors as `measure_volatility`, table `triples`.

    Reference: facts M03g.
    """
    return find_memory(pick_rows(run, "triples", world=world, set=band_set))


def chi_squared_tail(value: float, freedom: int) -> float:
    """How likely a chi-squared variable lies above a value; a finite sum for whole degrees of freedom. Equal to `scipy.stats.chi2.sf`.

    Reference: Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.4.4 and 26.4.5.
    """
    half = value / 2
    if half <= 0:
        return 1.0
    start = 0.0 if freedom % 2 == 0 else 0.5
    whole = erfc(sqrt(half)) if start else 0.0
    first = 1 if start else 0
    steps = (freedom - 1) // 2 if start else freedom // 2 - 1
    powers = (k - start if start else k for k in range(first, steps + 1))
    return min(1.0, whole + sum(exp(k * log(half) - half - lgamma(k + 1)) for k in powers))


def measure_drift(run: Results, score: str, world: str = WRITTEN) -> pl.DataFrame:
    """Whether the score follows conduct, year by year: towards 0 it has come loose from what people do.

    correlation of points with the number of true unlawful acts in the 365 days before, over all subjects of a morning

    Args: score: of the scheme; world: a world that lives were told in. Returns: `at` (1 .. years), `persons`, `acts`, `correlation`
    (below 0 if more acts go with fewer points; null if all have the same points or acts). Raises: InputError without the table `drift`.
    Reference: facts M25.
    """
    rows = pick_rows(run, "drift", world=world, score=score)
    sums = pl.col("persons", "points", "acts", "points_squared", "acts_squared", "points_times_acts").sum()
    out = []
    for at, *counted in rows.group_by("at").agg(sums).sort("at").iter_rows():
        n, points, acts, points2, acts2, both = counted
        spread = (n * points2 - points * points) * (n * acts2 - acts * acts)  # whole numbers: exact
        out.append((at, n, acts, (n * both - points * acts) / sqrt(spread) if spread else None))
    shape = {"at": pl.Int64, "persons": pl.Int64, "acts": pl.Int64, "correlation": pl.Float64}
    return pl.DataFrame(out, schema=shape, orient="row")
