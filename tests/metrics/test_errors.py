"""Errors of both kinds: fairlearn's golden values, Chouldechova's identity, crossings, and small groups."""

from fractions import Fraction
from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import (
    Limits,
    count_errors,
    equalised_odds_difference,
    precision_difference,
    rate_errors,
    worst_group,
)
from creditscape.simulation import simulate
from creditscape.words import InputError

ANY = Limits(people=0, events=0)
# truth and treatment of the facts, ten in A and ten in B: of A one rightly, one wrongly restricted, one spared; of B 3, 3 and 1
TWENTY = pl.DataFrame(
    {
        "group": ["A", "B"],
        "true_positive": [1, 3],
        "false_positive": [1, 3],
        "false_negative": [1, 1],
        "true_negative": [7, 3],
    }
)


def test_golden_values():
    """Rates, equalised odds and predictive parity are those of fairlearn 0.15.0."""
    rates = rate_errors(TWENTY, ANY)
    assert rates["restricted_rate"].to_list() == [0.2, 0.6]
    assert rates["false_positive_rate"].to_list() == [0.125, 0.5]
    assert rates["false_negative_rate"].to_list() == [0.5, 0.25]
    assert rates["precision"].to_list() == [0.5, 0.5]
    assert equalised_odds_difference(rates) == 0.375
    assert equalised_odds_difference(rates, worst=False) == 0.3125
    assert precision_difference(rates) == 0
    worst = [worst_group(rates, f"false_{kind}_rate") or {} for kind in ("positive", "negative")]
    assert [row["group"] for row in worst] == ["B", "A"]


@pytest.fixture(scope="module")
def run():
    return simulate("court-list-2013", "county_of_travellers", people=12_288, years=3, seed=3)


def test_parts_are_days_of_the_run(run):
    """The four parts add up to the days lived under the scheme; wrong and spared days are those of the other tables."""
    days = run.tables["measure_days"].filter(measure="any restriction", world="as_written", dimension="all")
    counts = count_errors(run)
    subject = run.tables["stock"].filter(quantity="subjects", world="as_written", dimension="all")
    assert counts.sum_horizontal().sum() == subject["person_days"].sum()
    assert counts["false_positive"].sum() == days["wrong"].sum() > 0
    assert counts["false_negative"].sum() == days["spared"].sum() > 0
    assert (counts["true_positive"] + counts["false_positive"]).sum() == days["days"].sum()


@pytest.mark.parametrize("by", [(), ("group",), ("income", "group"), ("sex", "age", "place")])
def test_chouldechova_holds_exactly(run, by):
    """FPR = p / (1 - p) x (1 - PPV) / PPV x (1 - FNR) in every group, in whole numbers."""
    counts = count_errors(run, by)
    assert len(counts) == len(run.tables["cross"].select(by).unique()) if by else len(counts) == 1
    told = 0
    for row in counts.iter_rows(named=True):
        tp, fp, fn, tn = (
            row[name] for name in ("true_positive", "false_positive", "false_negative", "true_negative")
        )
        if not tp or not fp + tn:
            continue
        everything = tp + fp + fn + tn
        p, precision, missed = Fraction(tp + fn, everything), Fraction(tp, tp + fp), Fraction(fn, fn + tp)
        assert Fraction(fp, fp + tn) == p / (1 - p) * (1 - precision) / precision * (1 - missed)
        told += 1
    assert told


def test_crossings_add_up(run):
    """The groups of a crossing add up to everybody."""
    parts = count_errors(run, ("income", "group"))
    assert parts.drop("income", "group").sum().row(0) == count_errors(run).row(0)


def test_small_groups_are_withheld(run):
    """A group of fewer person-years than the limit shows no rate; with none left there is no gap and no worst group."""
    by = ("income", "group", "sex", "age", "place")
    rates = rate_errors(count_errors(run, by))
    hidden = rates.filter(~pl.col("shown"))
    assert 0 < len(hidden) < len(rates)
    assert hidden["false_positive_rate"].is_null().all() and hidden["precision"].is_null().all()
    none = rate_errors(count_errors(run, by), Limits(people=10**9))
    assert (
        worst_group(none) is None
        and equalised_odds_difference(none) is None
        and precision_difference(none) is None
    )
    assert rate_errors(count_errors(run), Limits(people=10**9))["shown"].to_list() == [True]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda run: count_errors(run, ("religion",)), "by='religion'; allowed: income, group"),
        (lambda run: count_errors(run, ("group", "group")), "stands there twice"),
        (lambda run: worst_group(rate_errors(count_errors(run, ("group",))), "luck"), "no rate 'luck'"),
        (lambda run: count_errors(SimpleNamespace(tables={}, manifest={})), "no table 'cross'"),
    ],
)
def test_refused(run, ask, words):
    """An unknown or repeated dimension, an unknown rate and a missing table are refused in one line."""
    with pytest.raises(InputError, match=words):
        ask(run)
