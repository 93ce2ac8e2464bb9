"""Golden values of the published metric libraries, and hand-computed ones."""

from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import (
    Limits,
    adverse_rate_ratio,
    breachless_share,
    favourable_rate_ratio,
    knife_edge_share,
    mean_per_thousand,
    measure_spread,
    measure_transitions,
    rate_difference,
    risk_without_breach,
    score_quantiles,
    share_restricted,
)
from creditscape.words import InputError

ANY = Limits(people=0, events=0)
TRUE_BREACH = {"A": [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], "B": [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]}
RESTRICTED = {"A": [1, 0, 1, 0, 0, 0, 0, 0, 0, 0], "B": [1, 1, 1, 0, 1, 1, 1, 0, 0, 0]}


@pytest.fixture
def twenty() -> SimpleNamespace:
    """Ten people in A and ten in B, whose rates fairlearn and AIF360 computed."""
    rows = []
    for value, breaches in TRUE_BREACH.items():
        pairs = list(zip(breaches, RESTRICTED[value], strict=True))
        counts = {
            "subjects": len(pairs),
            "restricted": sum(r for _, r in pairs),
            "never_breached": sum(not b for b, _ in pairs),
            "restricted_never_breached": sum(r and not b for b, r in pairs),
            "restricted_without_breach": sum(r and not b for b, r in pairs),
        }
        rows += [
            {
                "world": "as_written",
                "outcome": outcome,
                "dimension": "group",
                "value": value,
                "persons": int(count),
            }
            for outcome, count in counts.items()
        ]
    return SimpleNamespace(tables={"persons": pl.DataFrame(rows)}, manifest={"worlds": ["as_written"]})


def test_restricted_rates_agree_with_fairlearn(twenty):
    """The share restricted is fairlearn's selection rate: 0.2 and 0.6."""
    assert share_restricted(twenty, "group", limits=ANY)["estimate"].to_list() == [0.2, 0.6]


def test_risk_without_breach_is_the_false_positive_rate(twenty):
    """The risk for those who never breached is fairlearn's false positive rate: 0.125 and 0.5."""
    assert risk_without_breach(twenty, "group", limits=ANY)["estimate"].to_list() == [0.125, 0.5]


def test_breachless_share_is_the_complement_of_precision(twenty):
    """Of those restricted, half had no breach in either group, although the false positive rates differ."""
    assert breachless_share(twenty, "group", limits=ANY)["estimate"].to_list() == [0.5, 0.5]


def test_gaps_keep_their_polarity(twenty):
    """Parity difference 0.4; the favourable ratio is 0.5 and the adverse one a third, for the same people."""
    shares = share_restricted(twenty, "group", limits=ANY)
    assert rate_difference(shares) == pytest.approx(0.4)
    assert favourable_rate_ratio(shares) == pytest.approx(0.5)
    assert adverse_rate_ratio(shares) == pytest.approx(1 / 3)


def test_small_groups_are_too_few_to_tell(twenty):
    """Groups of ten show their counts and no estimate."""
    shares = share_restricted(twenty, "group")
    assert shares["estimate"].to_list() == [None, None] and shares["numerator"].to_list() == [2, 6]
    assert favourable_rate_ratio(shares) is None


@pytest.mark.parametrize(
    ("people", "rate", "shown"), [(49, 0.5, False), (50, 0.5, True), (100, 0.04, False), (100, 0.05, True)]
)
def test_limits_are_fifty_people_and_five_expected_events(people, rate, shown):
    """A group is shown from 50 people and 5 expected events on."""
    rows = [
        {
            "world": "as_written",
            "outcome": outcome,
            "dimension": "group",
            "value": "x",
            "persons": round(persons),
        }
        for outcome, persons in (("subjects", people), ("restricted", people * rate))
    ]
    run = SimpleNamespace(tables={"persons": pl.DataFrame(rows)}, manifest={"worlds": ["as_written"]})
    assert share_restricted(run, "group")["shown"].to_list() == [shown]


def test_interval_is_wilsons():
    """10 of 100 gives Wilson's 0.0552 to 0.1744."""
    rows = [
        {"world": "as_written", "outcome": outcome, "dimension": "group", "value": "x", "persons": persons}
        for outcome, persons in (("subjects", 100), ("restricted", 10))
    ]
    run = SimpleNamespace(tables={"persons": pl.DataFrame(rows)}, manifest={"worlds": ["as_written"]})
    row = share_restricted(run, "group").row(0, named=True)
    assert (round(row["low"], 4), round(row["high"], 4)) == (0.0552, 0.1744)


def test_unknown_dimension_is_refused(twenty):
    """A dimension that no table has is refused with the list of those that exist."""
    with pytest.raises(InputError, match="allowed: all, income"):
        share_restricted(twenty, "religion")


def test_transitions_add_up_years_and_keep_empty_rows_in_place():
    """Moves of all years are added; a band nobody was in stays where it is."""
    moves = [
        {"world": "as_written", "set": "s", "year": year, "from": "A", "to": to, "persons": persons}
        for year in (0, 1)
        for to, persons in (("A", 3), ("B", 1))
    ]
    run = SimpleNamespace(tables={"moves": pl.DataFrame(moves)}, manifest={"worlds": ["as_written"]})
    assert measure_transitions(run, "s", ["A", "B"]) == ([[6, 2], [0, 0]], [[0.75, 0.25], [0.0, 1.0]])
    with pytest.raises(InputError, match="no level 'B'"):
        measure_transitions(run, "s", ["A"])


def test_quantiles_and_knife_edge_of_a_histogram():
    """Ten people: the quantile is the first bin that reaches the share; near the cut-off stand those within
    the points.
    """
    histogram = pl.DataFrame({"bin": [580, 600, 640, 1000], "persons": [1, 2, 3, 4]})
    assert score_quantiles(histogram, (0.05, 0.3, 0.5, 0.95)) == {0.05: 580, 0.3: 600, 0.5: 640, 0.95: 1000}
    assert knife_edge_share(histogram, [600], 20) == pytest.approx(0.3)
    assert knife_edge_share(histogram, [600, 990], 20) == pytest.approx(0.7)
    assert score_quantiles(histogram.clear()) == {} and knife_edge_share(histogram.clear(), [600], 20) is None


def test_standard_error_comes_from_sums_and_squares():
    """Totals 10, 14 and 18 of three communities: variance 16, standard error of the total sqrt(48)."""
    rows = [
        {
            "world": "as_written",
            "quantity": "restricted_persons",
            "communities": 3,
            "sum": 42,
            "sum_of_squares": 620,
        },
        {
            "world": "as_written",
            "quantity": "subjects",
            "communities": 3,
            "sum": 300,
            "sum_of_squares": 30000,
        },
        {"world": "one", "quantity": "subjects", "communities": 1, "sum": 100, "sum_of_squares": 10000},
    ]
    run = SimpleNamespace(tables={"headline": pl.DataFrame(rows)}, manifest={"worlds": ["as_written"]})
    spread = measure_spread(run, "restricted_persons")
    assert spread is not None and spread.total == 42 and spread.standard_error == pytest.approx(48**0.5)
    mean = mean_per_thousand(run, "restricted_persons")
    assert mean is not None and mean == (140, pytest.approx(48**0.5 / 0.3))
    alone = measure_spread(run, "subjects", "one")
    assert alone is not None and alone.standard_error is None
    assert measure_spread(run, "nothing") is None
