"""Errors of both kinds, day by day, by any crossing of groups: wrongly restricted, and wrongly spared.

Truth is the same person in the world with true records on the same day. A day is *right* if it is restricted in both worlds or free
in both; a day that a wrong record only shifted to another date counts as right. *Positive* means restricted, as in the libraries that
compare classifiers; the favourable outcome is not being restricted.
"""

from collections.abc import Sequence
from math import log

import polars as pl

from ..words import InputError
from .restriction import DAYS_A_YEAR
from .tables import DIMENSIONS, LIMITS, WRITTEN, Limits, Results, pick_rows

COUNTS = ("true_positive", "false_positive", "false_negative", "true_negative")
CROSSED = tuple(dimension for dimension in DIMENSIONS if dimension != "all")


def count_errors(run: Results, by: Sequence[str] = (), world: str = WRITTEN) -> pl.DataFrame:
    """Person-days of the whole run by what the scheme did and what it would have done on true records.

    Args: by: dimensions to be crossed, e.g. `("income", "group")`; none for everybody together; world: a world as written.
    Returns: a column for each dimension, `true_positive` (rightly restricted), `false_positive` (wrongly), `false_negative` (spared),
    `true_negative` (rightly free). Raises: InputError for an unknown or repeated dimension. Reference: facts M06.
    """
    if unknown := [each for each in by if each not in CROSSED]:
        raise InputError("M102", f"by={unknown[0]!r}; allowed: {', '.join(CROSSED)}")
    if len(set(by)) < len(by):
        raise InputError("M102", f"by={', '.join(by)}: a dimension stands there twice")
    sums = pl.col("subject_days", "restricted_days", "wrong_days", "spared_days").sum()
    rows = pick_rows(run, "cross", world=world)
    found = rows.group_by(by, maintain_order=True).agg(sums) if by else rows.select(sums)
    right = pl.col("restricted_days") - pl.col("wrong_days")
    return found.select(
        *by,
        right.alias("true_positive"),
        pl.col("wrong_days").alias("false_positive"),
        pl.col("spared_days").alias("false_negative"),
        (pl.col("subject_days") - pl.col("restricted_days") - pl.col("spared_days")).alias("true_negative"),
    )


def rate_errors(counts: pl.DataFrame, limits: Limits = LIMITS) -> pl.DataFrame:
    """Rates of both kinds of error and what they rest on, one row a group.

    false_positive_rate = FP / (FP + TN), false_negative_rate = FN / (FN + TP), precision = TP / (TP + FP),
    prevalence = (TP + FN) / all, restricted_rate = (TP + FP) / all

    Args: counts: as `count_errors` gives them, or persons instead of person-days; limits: a group of fewer than so many person-years
    (of person-days) shows nothing. Returns: the columns of the groups, the rates (null without a denominator or in a small group) and
    `shown`. Reference: facts M06, M10.
    """
    tp, fp, fn, tn = map(pl.col, COUNTS)
    everything = tp + fp + fn + tn
    shown = everything >= limits.people * DAYS_A_YEAR if counts.width > len(COUNTS) else pl.lit(True)

    def rate(part: pl.Expr, whole: pl.Expr, name: str) -> pl.Expr:
        return pl.when(shown & (whole > 0)).then(part / whole).alias(name)

    return counts.with_columns(
        rate(fp, fp + tn, "false_positive_rate"),
        rate(fn, fn + tp, "false_negative_rate"),
        rate(tp, tp + fp, "precision"),
        rate(tp + fn, everything, "prevalence"),
        rate(tp + fp, everything, "restricted_rate"),
        shown.alias("shown"),
    ).drop(COUNTS)


def equalised_odds_difference(rates: pl.DataFrame, worst: bool = True) -> float | None:
    """Largest gap between groups in either kind of error; with `worst=False` the mean of the two gaps.

    max(max_g FPR - min_g FPR, max_g FNR - min_g FNR)

    Args: rates: as `rate_errors` gives them. Returns: 0..1, or None if fewer than two groups are shown. Reference: facts M08.
    """
    gaps = [_gap(rates, name) for name in ("false_positive_rate", "false_negative_rate")]
    known = [gap for gap in gaps if gap is not None]
    if len(known) < 2:
        return None
    return max(known) if worst else sum(known) / 2


def precision_difference(rates: pl.DataFrame) -> float | None:
    """Whether a restriction means the same in each group: largest gap in the share of restricted days that are right.

    max_g precision - min_g precision

    Args: rates: as `rate_errors` gives them. Returns: 0..1, or None if fewer than two groups are shown. Reference: facts M10.
    """
    return _gap(rates, "precision")


def rare_event_precision(
    prevalence: float, true_positive_rate: float, false_positive_rate: float
) -> float | None:
    """Of those flagged, the share rightly flagged, worked out from how rare the thing is: the base rate that is easily forgotten.

    TPR x prevalence / (TPR x prevalence + FPR x (1 - prevalence))

    Args: shares in [0, 1]. Returns: 0..1, or None if nobody is flagged. Raises: InputError for other numbers. Reference: facts M11.
    """
    for share in (prevalence, true_positive_rate, false_positive_rate):
        if not 0 <= share <= 1:
            raise InputError("M103", f"found {share}; a share lies between 0 and 1")
    hits = true_positive_rate * prevalence
    flagged = hits + false_positive_rate * (1 - prevalence)
    return hits / flagged if flagged else None


def false_alarms_per_hit(precision: float) -> float | None:
    """People wrongly flagged for every one rightly flagged.

    (1 - precision) / precision

    Args: precision: in [0, 1]. Returns: the number, or None if nobody is rightly flagged. Reference: facts M11.
    """
    return (1 - precision) / precision if precision else None


def implied_false_positive_rate(
    prevalence: float, precision: float, false_negative_rate: float
) -> float | None:
    """The false positive rate that follows from the other figures: why no group can have all of them equal where prevalence differs.

    prevalence / (1 - prevalence) x (1 - precision) / precision x (1 - FNR)

    Args: shares in [0, 1]. Returns: the rate, or None where it is not determined. Reference: facts M10b; Chouldechova 2017,
    arXiv 1610.07524.
    """
    if not 0 <= prevalence < 1 or not precision:
        return None
    return prevalence / (1 - prevalence) * (1 - precision) / precision * (1 - false_negative_rate)


def error_inequality(counts: pl.DataFrame, alpha: int = 1) -> float | None:
    """How unequally errors give and take: the "Theil index" of AIF360, which is no inequality of scores.

    generalised entropy of b = 1 + restricted - to be restricted: 2 if wrongly, 0 if spared, else 1, mean m;
    alpha 1: mean of b/m ln(b/m), alpha 2: mean of ((b/m)^2 - 1) / 2

    Args: counts: as `count_errors` gives them, or persons; all rows are added up; alpha: 1 or 2. Returns: the figure, or None without
    counts. Raises: InputError for another alpha. Reference: facts M04c; Speicher and others 2018, DOI 10.1145/3219819.3220046.
    """
    if alpha not in (1, 2):
        raise InputError("M106", f"alpha={alpha}; allowed: 1, 2")
    right_one, wrong, spared, right_none = (int(counts[name].sum()) for name in COUNTS)
    right, whole = right_one + right_none, right_one + right_none + wrong + spared
    if not right + wrong:
        return None
    mean = (right + 2 * wrong) / whole
    parts = ((right, 1 / mean), (wrong, 2 / mean), (spared, 0.0))
    if alpha == 2:
        return sum(many * (each * each - 1) / 2 for many, each in parts) / whole
    return sum(many * each * log(each) for many, each in parts if each) / whole


def worst_group(rates: pl.DataFrame, rate: str = "false_positive_rate") -> dict[str, object] | None:
    """The crossing of groups with the highest rate of an error.

    Args: rates: as `rate_errors` gives them; rate: one of its columns. Returns: its row, or None if no group is shown.
    Raises: InputError for an unknown rate. Reference: facts M23.
    """
    if rate not in rates.columns:
        raise InputError("M109", f"no rate {rate!r}; found {', '.join(rates.columns)}")
    shown = rates.filter(pl.col(rate).is_not_null())
    return shown.row(int(shown[rate].arg_max() or 0), named=True) if len(shown) else None


def _gap(rates: pl.DataFrame, name: str) -> float | None:
    known = [float(rate) for rate in rates[name].drop_nulls()]
    return max(known) - min(known) if len(known) > 1 else None
