"""How unequally a burden falls: golden values of the named libraries, extremes, and formulas written out once more."""

from math import log
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.metrics import (
    Limits,
    estimate,
    estimate_difference,
    gini_index,
    measure_concentration,
    polarisation_index,
    split_concentration,
    theil_index,
    top_share,
)
from creditscape.words import InputError

VALUES, GROUPS = [300, 400, 500, 600, 1000], [0, 0, 1, 1, 1]
burdens = st.lists(st.integers(0, 400), min_size=2, max_size=30).filter(any)


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def test_golden_values():
    """The vector of the facts has the values that inequality 1.1.2 and quantecon 0.11.4 gave, to the digits that are printed there."""
    theil = theil_index(VALUES, GROUPS)
    assert theil is not None
    assert gini_index(VALUES) == pytest.approx(0.228571, abs=5e-7)
    assert theil.whole == pytest.approx(0.0866838, abs=5e-8)
    assert theil.between == pytest.approx(0.0498568, abs=5e-8)
    assert theil.within == pytest.approx(0.0368271, abs=5e-8)


@given(burdens)
def test_gini_is_the_mean_difference(values):
    """Half of the mean difference of all pairs, relative to the mean."""
    n, total = len(values), sum(values)
    pairs = sum(abs(a - b) for a in values for b in values)
    assert gini_index(values) == about(pairs / (2 * n * total))


@given(burdens, st.integers(1, 3))
def test_theil_comes_apart(values, groups):
    """Between and within add up to the index of all, whatever the groups; counted people are people one by one."""
    labels = [k % groups for k in range(len(values))]
    theil, n, total = theil_index(values, labels), len(values), sum(values)
    assert theil is not None
    assert theil.whole == about(sum(v / total * log(n * v / total) for v in values if v))
    assert theil.whole == about(theil.between + theil.within) and theil.between >= -1e-12
    doubled = theil_index(values, labels, [2] * n)
    assert doubled is not None and doubled.whole == about(theil.whole)
    assert gini_index(values, [3] * n) == about(gini_index(values * 3))


def test_extremes():
    """All bear the same, or one of ten bears all; of nothing there is no figure."""
    assert (gini_index([7] * 10), top_share([7] * 10), polarisation_index([7] * 10)) == about((0, 0.1, 0))
    one = [0] * 9 + [5]
    assert (gini_index(one), top_share(one), polarisation_index(one)) == (about(0.9), 1, None)
    theil = theil_index(one)
    assert theil is not None and theil.whole == about(log(10))
    assert [f([0, 0]) for f in (gini_index, theil_index, top_share, polarisation_index)] == [None] * 4


def test_a_person_counts_by_a_fraction():
    """A tenth of five people is half a person: half of the heaviest burden."""
    assert top_share(VALUES) == about(500 / 2800)
    assert top_share(VALUES, part=0.5) == about((1000 + 600 + 250) / 2800)


def test_a_hollow_middle():
    """Half with little and half with much are more polarised than the same spread evenly; by hand for the first."""
    apart, even = [1, 1, 9, 9], [1, 4, 6, 9]
    assert polarisation_index(apart) == about((2 * (0.5 - 2 / 20) - 0.4) * 5 / 5)
    first, second = polarisation_index(apart), polarisation_index(even)
    assert first is not None and second is not None and first > second


def make_run(**worlds):
    """Burdens of two groups of two persons in each of three communities. worlds: days of the four, by world."""
    rows = [
        {
            "world": world,
            "dimension": dimension,
            "value": value,
            "community": c,
            "days": day + c,
            "persons": 100,
        }
        for world, days in worlds.items()
        for c in range(3)
        for k, day in enumerate(days)
        for dimension, value in (("all", "all"), ("group", ("a", "b")[k // 2]))
    ]
    return SimpleNamespace(tables={"burden": pl.DataFrame(rows)}, manifest={})


def test_of_a_run():
    """Communities are added up, groups stand apart, and small ones show nothing."""
    run = make_run(as_written=[0, 10, 20, 30])
    days = [day + c for c in range(3) for day in (0, 10, 20, 30)]
    row = measure_concentration(run).row(0, named=True)
    assert (row["persons"], row["days"]) == (1200, 100 * sum(days))
    assert row["gini"] == about(gini_index(days * 100)) and row["top_tenth"] == about(top_share(days * 100))
    parts = split_concentration(run, "group")
    whole = theil_index(days)
    assert parts is not None and whole is not None and parts.whole == about(whole.whole)
    small = measure_concentration(run, "group", limits=Limits(people=601))
    assert small["gini"].to_list() == [None, None] and small["shown"].to_list() == [False, False]


def test_intervals_leave_out_communities():
    """The jackknife by hand; two worlds that differ by nothing differ by exactly nothing, however far communities differ."""
    run = make_run(as_written=[0, 10, 20, 30], true_records=[0, 10, 20, 30], other=[5, 5, 20, 60])

    def gini(each, world="as_written"):
        return measure_concentration(each, "all", world)["gini"][0]

    found = estimate(run, gini, "burden")
    kept = [[day + c for c in range(3) if c != out for day in (0, 10, 20, 30)] for out in range(3)]
    without = [gini_index(days) or 0.0 for days in kept]
    mean = sum(without) / 3
    half = 1.959963984540054 * (2 / 3 * sum((each - mean) ** 2 for each in without)) ** 0.5
    assert found is not None and half > 0
    assert (found.low, found.high) == about((found.value - half, found.value + half))
    same = estimate_difference(run, gini, "burden")
    other = estimate_difference(run, gini, "burden", ("other", "as_written"))
    assert same is not None and (same.value, same.low, same.high) == (0, 0, 0)
    assert other is not None and other.value == about(gini(run, "other") - gini(run))


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: measure_concentration(make_run(as_written=[1]), quantity="score"), "has no zero of its own"),
        (lambda: gini_index([-1, 2]), "0 or above"),
        (lambda: top_share([1], part=0), "above 0 and up to 1"),
        (lambda: measure_concentration(SimpleNamespace(tables={}, manifest={})), "no table 'burden'"),
    ],
)
def test_refused(ask, words):
    """Raw scores, negative burdens and runs without lives are refused in one line."""
    with pytest.raises(InputError, match=words):
        ask()
