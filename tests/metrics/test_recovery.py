"""How long it takes to get out: the golden fixture of lifelines, ties, censoring, and groups."""

from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.metrics import (
    count_spells,
    draw_recovery,
    measure_recovery,
    median_time,
    restricted_mean,
    survival_curve,
)
from creditscape.words import InputError

TIMES, ENDED = [2, 3, 3, 5, 8, 8, 12, 12], [1, 1, 1, 1, 1, 0, 0, 0]


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def test_golden_values():
    """The fixture of the facts has the median 8 and the restricted mean 7.125 that lifelines 0.30.3 gave.

    Exactly half are left from day 5 to day 8: the median is the day on which fewer are.
    """
    curve = survival_curve(TIMES, ENDED)
    assert median_time(curve) == 8
    assert restricted_mean(curve, 12) == about(7.125)
    assert curve["left"].to_list() == about([7 / 8, 5 / 8, 1 / 2, 3 / 8, 3 / 8])


def test_whoever_never_gets_out():
    """Where half stay to the end there is no median; a mean goes to the horizon, also beyond the last day seen."""
    curve = survival_curve([4, 9, 9], [1, 0, 0])
    assert median_time(curve) is None and restricted_mean(curve, 9) == about(4 + 5 * 2 / 3)
    assert restricted_mean(curve, 12) == about(4 + 8 * 2 / 3) and restricted_mean(curve, 2) == 2
    assert len(survival_curve([], [])) == 0


@given(st.lists(st.tuples(st.integers(0, 20), st.booleans(), st.integers(1, 4)), min_size=1, max_size=20))
def test_against_the_formula(rows):
    """Day by day over people one by one; without censoring the mean is the mean."""
    people = [(time, ended) for time, ended, many in rows for _ in range(many)]
    curve = survival_curve(*map(list, zip(*rows, strict=True)))
    left = 1.0
    for time in range(21):
        risk = sum(1 for each, _ in people if each >= time)
        left *= 1 - sum(1 for each, ended in people if each == time and ended) / risk if risk else 1
        known = curve.filter(pl.col("time") <= time)
        assert (known["left"][-1] if len(known) else 1.0) == about(left)
    if all(ended for _, ended in people):
        assert restricted_mean(curve, 21) == pytest.approx(sum(time for time, _ in people) / len(people))


@pytest.fixture
def run():
    """Recoveries of two groups, and one that began before counting did."""
    rows = [
        ("a", "free", 0, 10, 60),
        ("a", "end_of_run", 1, 30, 20),
        ("b", "free", 0, 5, 10),
        ("b", "died", 0, 7, 3),
    ]
    rows += [("all", end, year, days, n) for _, end, year, days, n in rows] + [("all", "free", -1, 900, 9)]
    table = [
        {
            "world": "as_written",
            "about": "recovery",
            "end": end,
            "dimension": "all" if value == "all" else "group",
        }
        | {"value": value, "community": 0, "year": year, "days": days, "spells": n}
        for value, end, year, days, n in rows
    ]
    return SimpleNamespace(tables={"spells": pl.DataFrame(table)}, manifest={"years": 2})


def test_of_a_run(run):
    """Death and the end of the run censor; what began before counting is left out; a small group shows nothing."""
    everybody, groups = measure_recovery(run).row(0, named=True), measure_recovery(run, "group")
    assert (everybody["spells"], everybody["ended"], everybody["median"]) == (93, 70, 10)
    assert groups["shown"].to_list() == [True, False] and groups["mean"][1] is None
    assert groups["mean"][0] == about(10 + 0.25 * 720) and groups["median"][0] == 10
    assert groups["value"].to_list() == ["a", "b"]
    turned = SimpleNamespace(tables={"spells": run.tables["spells"].reverse()}, manifest=run.manifest)
    assert measure_recovery(turned, "group").equals(groups)  # the order of rows is no matter
    assert draw_recovery(run)["time"].to_list() == [5, 7, 10, 30]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda run: count_spells(run, "stay"), "recovery by any dimension"),
        (lambda run: count_spells(run, "spell", "group"), "spell by all"),
        (lambda run: restricted_mean(draw_recovery(run), 0), "above 0 days"),
        (lambda run: survival_curve([-1], [True]), "0 days or more"),
    ],
)
def test_refused(run, ask, words):
    """Unknown words, negative times and an empty horizon are refused in one line."""
    with pytest.raises(InputError, match=words):
        ask(run)
