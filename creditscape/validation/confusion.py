"""Right and wrong decisions counted: identities and worked figures through `metrics.rate_errors`."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import polars as pl

from ..metrics import (
    Limits,
    adverse_rate_ratio,
    bartholomew_index,
    determinant_index,
    equalised_odds_difference,
    favourable_rate_ratio,
    first_passage,
    memory_index,
    rate_errors,
    shorrocks_index,
)
from .shipped import read_table

CELLS = ("true_positive", "false_positive", "false_negative", "true_negative")
CLUSTERS_A = (0, 100, 100, 200, 300, 300, 0)  # of 1,000 in each of seven credit clusters
CLUSTERS_B = (100, 100, 200, 300, 300, 0, 0)
REPAY = (100, 200, 450, 600, 650, 700, 700)  # of 1,000
BREAK_EVEN = 500  # of 1,000


def read_compas() -> dict[str, dict[str, int]]:
    """The published counts by group: {group: {cell: persons}}."""
    head, rows = read_table("compas_confusion_2016.csv")
    names = dict(zip(CELLS, ("tp", "fp", "fn", "tn"), strict=True))
    return {row[0]: {cell: int(row[head.index(name)]) for cell, name in names.items()} for row in rows}


def _rate(counts: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """Rates of every group by the library's own function. counts: persons; no group is too small to be shown here."""
    frame = pl.DataFrame([{"group": group, **cells} for group, cells in counts.items()])
    rows = rate_errors(frame, Limits(people=0, events=0)).to_dicts()
    return {row["group"]: row for row in rows}


def compas_rates() -> dict[str, float]:
    """False positive and false negative rate and accuracy of both groups, per cent."""
    counts = read_compas()
    found = {}
    for group, rates in _rate(counts).items():
        cells = counts[group]
        right = Fraction(cells["true_positive"] + cells["true_negative"], sum(cells.values()))
        found |= {
            f"{group}: false positives": 100 * rates["false_positive_rate"],
            f"{group}: false negatives": 100 * rates["false_negative_rate"],
            f"{group}: accuracy": 100 * float(right),
        }
    return found


def identity_gap(cells: Mapping[str, int], told: Mapping[str, int]) -> Fraction:
    """How far a false positive rate is from what the other three figures make it; 0 exactly, if all are of the same counts.

    FP / (FP + TN) - p / (1 - p) x (1 - PPV) / PPV x (1 - FNR), with p the prevalence and PPV the precision

    Args: cells: counts for the left side; told: counts for the right side. Reference: Chouldechova 2017, arXiv 1610.07524.
    """
    left = Fraction(cells["false_positive"], cells["false_positive"] + cells["true_negative"])
    tp, fp, fn, tn = (told[cell] for cell in CELLS)
    prevalence, precision, missed = (
        Fraction(tp + fn, tp + fp + fn + tn),
        Fraction(tp, tp + fp),
        Fraction(fn, tp + fn),
    )
    return left - prevalence / (1 - prevalence) * (1 - precision) / precision * (1 - missed)


def compas_identity() -> dict[str, int | float]:
    """The identity in whole numbers for both groups, and by the library's rates: what is left over."""
    counts = read_compas()
    found: dict[str, int | float] = {}
    for group, rates in _rate(counts).items():
        gap = identity_gap(counts[group], counts[group])
        odds = rates["prevalence"] / (1 - rates["prevalence"])
        right = odds * (1 - rates["precision"]) / rates["precision"] * (1 - rates["false_negative_rate"])
        found[f"{group}: in whole numbers"] = gap.numerator
        found[f"{group}: by rate_errors, to 12 digits"] = (
            round(rates["false_positive_rate"] - right, 12) + 0.0
        )
    return found


Number = Fraction | int


def precision_of_test(*, prevalence: Number, found: Number, flagged: Number) -> dict[str, float]:
    """Of those flagged by a test, the share rightly so. All per cent. prevalence: of what is looked for; found: of those who have it;
    flagged: of those who have not. Counted on a million persons, rounded to whole ones.
    """
    whole = 1_000_000
    have = round(prevalence * whole / 100)
    hits, alarms = (round(share * many / 100) for share, many in ((found, have), (flagged, whole - have)))
    cells = {
        "true_positive": hits,
        "false_positive": alarms,
        "false_negative": have - hits,
        "true_negative": whole - have - alarms,
    }
    precision = _rate({"all": cells})["all"]["precision"]
    return {"precision": 100 * precision, "false alarms for each hit": (1 - precision) / precision}


def gym_step_0() -> dict[str, float]:
    """The seven credit clusters of ml-fairness-gym before the first loan: whoever is in a cluster that repays half or more is accepted."""
    counts, repayment = {}, {}
    for group, shares in (("A", CLUSTERS_A), ("B", CLUSTERS_B)):
        repay = [share * chance for share, chance in zip(shares, REPAY, strict=True)]
        fail = [share * (1000 - chance) for share, chance in zip(shares, REPAY, strict=True)]
        taken = [chance >= BREAK_EVEN for chance in REPAY]
        counts[group] = {
            "true_positive": sum(n for n, yes in zip(repay, taken, strict=True) if yes),
            "false_positive": sum(n for n, yes in zip(fail, taken, strict=True) if yes),
            "false_negative": sum(n for n, yes in zip(repay, taken, strict=True) if not yes),
            "true_negative": sum(n for n, yes in zip(fail, taken, strict=True) if not yes),
        }
        repayment[group] = sum(repay) / 1_000_000
    found = {}
    for group, rates in _rate(counts).items():
        found |= {
            f"{group}: mean repayment": repayment[group],
            f"{group}: accepted": rates["restricted_rate"],
            f"{group}: true positives": 1 - rates["false_negative_rate"],
            f"{group}: false positives": rates["false_positive_rate"],
            f"{group}: precision": rates["precision"],
        }
    return found


def errors_fixture(*, groups: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """Figures of small counts that other programs have worked out too. groups: name -> counts in the order of `CELLS`."""
    counts = {group: dict(zip(CELLS, cells, strict=True)) for group, cells in groups.items()}
    rates = _rate(counts)
    shares = pl.DataFrame({"estimate": [row["restricted_rate"] for row in rates.values()]})
    found = {
        f"{group}: {name.replace('_', ' ')}": row[name]
        for group, row in rates.items()
        for name in ("restricted_rate", "false_positive_rate", "false_negative_rate", "precision")
    }
    return {
        **found,
        "equalised odds, worst": equalised_odds_difference(pl.DataFrame([*rates.values()])) or 0.0,
        "ratio, restricted": adverse_rate_ratio(shares) or 0.0,
        "ratio, not restricted": favourable_rate_ratio(shares) or 0.0,
    }


def mobility_fixture(*, matrix: Sequence[Sequence[Fraction | int]]) -> dict[str, float]:
    """Figures of a small matrix that other programs have worked out too."""
    plain = [[float(cell) for cell in row] for row in matrix]
    return {
        "Shorrocks": shorrocks_index(plain) or 0.0,
        "determinant": determinant_index(plain),
        "one less second eigenvalue": memory_index(plain) or 0.0,
        "Bartholomew": bartholomew_index(plain) or 0.0,
        "from worst to best": first_passage(plain, len(plain) - 1)[0] or 0.0,
    }


WAYS = (compas_rates, compas_identity, precision_of_test, gym_step_0, errors_fixture, mobility_fixture)
