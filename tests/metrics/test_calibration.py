"""Does a score foretell conduct: fits by hand, lines that are known, and groups at the same score."""

from math import exp, log
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.metrics import (
    brier_score,
    calibration_error,
    calibration_line,
    fit_falling,
    measure_calibration,
    measure_score_bias,
)

counted = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20)), min_size=1, max_size=8)


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def make_bins(rows):
    """Bins with predicted chances: persons, acted, predicted."""
    frame = pl.DataFrame(rows, schema=["persons", "acted", "predicted"], orient="row")
    return frame.with_columns((pl.col("acted") / pl.col("persons")).alias("observed"))


def make_run(rows):
    """Persons and acts by group, community and bin."""
    table = [
        {"world": "as_written", "score": "s", "dimension": dimension, "value": value, "community": community}
        | {"bin": score, "persons": persons, "acted": acted}
        for group, community, score, persons, acted in rows
        for dimension, value in (("all", "all"), ("group", group))
    ]
    return SimpleNamespace(tables={"foresight": pl.DataFrame(table)}, manifest={})


def test_neighbours_that_rise_are_pooled():
    """Chances 0.5, 0.2, 0.4 and 0.1 by score: the second and third become one."""
    counts = pl.DataFrame({"bin": [600, 620, 640, 660], "persons": [10, 10, 10, 10], "acted": [5, 2, 4, 1]})
    assert fit_falling(counts)["predicted"].to_list() == about([0.5, 0.3, 0.3, 0.1])


@given(counted)
def test_the_fit_falls_and_keeps_the_whole(rows):
    """It never rises, foretells as many acts as there were, and leaves alone what falls already."""
    counts = pl.DataFrame(
        {"bin": range(len(rows)), "persons": [n for n, _ in rows], "acted": [min(n, a) for n, a in rows]}
    )
    fitted = fit_falling(counts)["predicted"].to_list()
    assert all(a >= b for a, b in zip(fitted, fitted[1:], strict=False))
    assert sum(p * n for p, (n, _) in zip(fitted, rows, strict=True)) == pytest.approx(counts["acted"].sum())
    share = (counts["acted"] / counts["persons"]).to_list()
    if share == sorted(share, reverse=True):
        assert fitted == about(share)


def test_fitted_here_and_held_against_there():
    """Even communities foretell, odd ones happen; a bin that the even ones do not have takes the chance of the next lower one."""
    run = make_run(
        [
            ("a", 0, 600, 10, 4),
            ("a", 2, 700, 10, 1),
            ("a", 1, 600, 20, 10),
            ("a", 3, 650, 5, 1),
            ("a", 1, 590, 4, 1),
        ]
    )
    found = measure_calibration(run, "s")
    assert found.select("bin", "persons", "acted", "predicted").rows() == [
        (590, 4, 1, 0.4), (600, 20, 10, 0.4), (650, 5, 1, 0.4)
    ]  # fmt: skip
    assert calibration_error(found) == about((4 * 0.15 + 20 * 0.1 + 5 * 0.2) / 29)
    people = [(0.4, 1)] * 12 + [(0.4, 0)] * 17
    assert brier_score(found) == about(sum((p - y) ** 2 for p, y in people) / 29)
    alone = measure_calibration(make_run([("a", 0, 600, 10, 4)]), "s")
    assert alone.is_empty() and calibration_error(alone) is None and brier_score(alone) is None


def test_the_line_is_found():
    """Chances that are right lie on intercept 0 and slope 1; those twice too sure have slope 0.5; one chance makes no line."""
    right = make_bins([(100, 10, 0.1), (100, 50, 0.5), (100, 80, 0.8)])
    assert calibration_line(right) == about((0, 1))
    shares = [0.2, 0.5, 0.9]
    bold = [1 / (1 + exp(-2 * log(p / (1 - p)))) for p in shares]
    assert calibration_line(
        make_bins([(1000, round(1000 * s), p) for s, p in zip(shares, bold, strict=True)])
    ) == about((0, 0.5))
    assert calibration_line(make_bins([(10, 1, 0.1), (10, 3, 0.1), (9, 0, 0.0)])) is None


def test_groups_at_the_same_score():
    """In the one bin 20 of 100 act; of one group 30, of the other 10: the score favours the first by 10 of 100."""
    rows = [("a", 0, 600, 100, 30), ("b", 1, 600, 100, 10), ("c", 1, 600, 20, 4)]
    found = measure_score_bias(make_run(rows), "s", "group")
    assert found["gap"].to_list() == [about(0.1), about(-0.1), None]
    assert measure_score_bias(make_run(rows), "s", "all")["gap"].to_list() == about([0])
