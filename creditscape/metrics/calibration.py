"""Does a score foretell conduct, and does it foretell the same in each group?

No scheme that ships says what chance a score stands for. So a chance is first fitted to it - falling with the score, on the communities
of even number - and then held against what the people of the others did in the following year (table `foresight`). *Acted*: did
something truly unlawful in those 365 days.
"""

from math import exp, log

import polars as pl

from .tables import LIMITS, WRITTEN, Limits, Results, check_dimension, pick_rows

_STEPS = 50


def fit_falling(counts: pl.DataFrame) -> pl.DataFrame:
    """The chance to act by score, as near to what was seen as it can be without ever rising with the score.

    Args: counts: `bin`, `persons` (above 0), `acted`. Returns: `bin` in ascending order, `predicted`: neighbours that rise are pooled.
    Reference: facts M09; Ayer and others 1955, DOI 10.1214/aoms/1177728423; `sklearn.isotonic.IsotonicRegression`.
    """
    rows = counts.sort("bin")
    pools: list[list[int]] = []  # acted, persons, bins
    for persons, acted in rows.select("persons", "acted").iter_rows():
        pools.append([acted, persons, 1])
        while len(pools) > 1 and pools[-2][0] * pools[-1][1] < pools[-1][0] * pools[-2][1]:
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    chances = [acted / persons for acted, persons, bins in pools for _ in range(bins)]
    return pl.DataFrame({"bin": rows["bin"], "predicted": pl.Series(chances, dtype=pl.Float64)})


def measure_calibration(run: Results, score: str, world: str = WRITTEN) -> pl.DataFrame:
    """What a score foretells beside what happened, bin by bin: fitted on communities of even number, held against the others.

    observed_b = acted / persons of the odd communities in bin b; predicted_b = the falling fit of the even ones

    Args: score: of the scheme; world: a world that lives were told in. Returns: `bin`, `persons`, `acted`, `observed`, `predicted`; no
    rows with a single community. A bin that the even communities do not have takes the chance of the next lower one.
    Raises: InputError without the table `foresight`. Reference: facts M09a.
    """
    rows = pick_rows(run, "foresight", world=world, score=score, dimension="all")
    even, odd = (_add_up(rows.filter(pl.col("community") % 2 == part), ["bin"]) for part in (0, 1))
    fitted = fit_falling(even)
    joined = odd.sort("bin").join_asof(fitted, on="bin")
    first = fitted["predicted"][0] if len(fitted) else None
    return joined.select(
        "bin",
        "persons",
        "acted",
        (pl.col("acted") / pl.col("persons")).alias("observed"),
        pl.col("predicted").cast(pl.Float64).fill_null(first),
    )


def calibration_error(bins: pl.DataFrame) -> float | None:
    """Mean distance of what was foretold from what happened.

    sum over bins of persons / all x |observed - predicted|

    Args: bins: as `measure_calibration` gives them. Returns: 0..1, or None without bins. Reference: facts M09b.
    """
    gap = (pl.col("persons") * (pl.col("observed") - pl.col("predicted")).abs()).sum() / pl.col(
        "persons"
    ).sum()
    return float(bins.select(gap).item()) if len(bins) else None


def brier_score(bins: pl.DataFrame) -> float | None:
    """Mean squared error of what was foretold for each person.

    mean over persons of (predicted - acted)^2

    Args: bins: as `measure_calibration` gives them. Returns: 0..1, or None without bins. Reference: facts M09b;
    `sklearn.metrics.brier_score_loss`.
    """
    p, acted, whole = pl.col("predicted"), pl.col("acted"), pl.col("persons")
    error = (acted * (1 - p) ** 2 + (whole - acted) * p**2).sum() / whole.sum()
    return float(bins.select(error).item()) if len(bins) else None


def calibration_line(bins: pl.DataFrame) -> tuple[float, float] | None:
    """Intercept and slope of what happened over what was foretold; 0 and 1 if the chances are right, a slope below 1 if they are too sure.

    logit P(acted) = intercept + slope x logit predicted, of greatest likelihood

    Args: bins: as `measure_calibration` gives them; bins with a chance of 0 or 1 are left out. Returns: the two, or None where fewer than
    two chances are left or no line is best. Reference: facts M09c; Cox 1958, DOI 10.1093/biomet/45.3-4.562.
    """
    kept = bins.filter((pl.col("predicted") > 0) & (pl.col("predicted") < 1))
    if kept["predicted"].n_unique() < 2:
        return None
    rows = [(log(p / (1 - p)), n, a) for p, n, a in kept.select("predicted", "persons", "acted").iter_rows()]
    intercept, slope = 0.0, 1.0
    for _ in range(_STEPS):
        grades, weights = [0.0, 0.0], [0.0, 0.0, 0.0]
        for x, persons, acted in rows:
            p = 1 / (1 + exp(-max(-700.0, min(700.0, intercept + slope * x))))
            miss, weight = acted - persons * p, persons * p * (1 - p)
            grades = [grades[0] + miss, grades[1] + miss * x]
            weights = [weights[0] + weight, weights[1] + weight * x, weights[2] + weight * x * x]
        spread = weights[0] * weights[2] - weights[1] ** 2
        if spread <= 0:
            return None
        steps = (
            (weights[2] * grades[0] - weights[1] * grades[1]) / spread,
            (weights[0] * grades[1] - weights[1] * grades[0]) / spread,
        )
        intercept, slope = intercept + steps[0], slope + steps[1]
        if max(map(abs, steps)) < 1e-13 * (1 + abs(intercept) + abs(slope)):
            break
    return intercept, slope


def measure_score_bias(
    run: Results, score: str, by: str, world: str = WRITTEN, limits: Limits = LIMITS
) -> pl.DataFrame:
    """Does the same score stand for the same conduct in each group?

    gap = sum over bins of persons of the group x (their share acted - share of everybody in the bin acted) / persons of the group

    Args: score: of the scheme; by: a dimension; world: a world that lives were told in; limits: a group of fewer persons, counted once a
    year, or fewer of them acting, is not shown. Returns: `dimension`, `value`, `persons` (once a year), `acted`, `gap` (above 0: the group
    acts more often than its score says, so the score favours it; null where not shown), `shown`.
    Raises: InputError for an unknown dimension, or without the table `foresight`. Reference: facts M09d.
    """
    check_dimension(by)
    rows = _add_up(pick_rows(run, "foresight", world=world, score=score, dimension=by), ["value", "bin"])
    everybody = pl.col("acted").sum().over("bin") / pl.col("persons").sum().over("bin")
    rows = rows.with_columns((pl.col("acted") - pl.col("persons") * everybody).alias("more"))
    groups = rows.group_by("value", maintain_order=True).agg(pl.col("persons", "acted", "more").sum())
    enough = (pl.col("persons") >= limits.people) & (pl.col("acted") >= limits.events)
    shown = pl.lit(True) if by == "all" else enough
    return groups.select(
        pl.lit(by).alias("dimension"),
        "value",
        "persons",
        "acted",
        pl.when(shown).then(pl.col("more") / pl.col("persons")).alias("gap"),
        shown.alias("shown"),
    )


def _add_up(rows: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    return rows.group_by(by, maintain_order=True).agg(pl.col("persons", "acted").sum())
