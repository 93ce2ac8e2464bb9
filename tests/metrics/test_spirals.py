"""One slip more: means for each slip, the multiplier, the contagion number, and the curve of what follows."""

from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import (
    contagion_number,
    draw_aftermath,
    estimate,
    measure_slip,
    spiral_multiplier,
)
from creditscape.words import InputError

COLUMNS = ("who", "community", "slips", "days", "lost", "first", "drops", "breaches")


def make_run(rows, months=()):
    """A run of one world. rows: `COLUMNS`; months: who, community, month, days."""
    same = {"world": "as_written", "kind": "red_light"}
    slips = pl.DataFrame([{**same, **dict(zip(COLUMNS, row, strict=True))} for row in rows])
    after = [
        {"world": "as_written", **dict(zip(("who", "community", "month", "days"), row, strict=True))}
        for row in months
    ]
    return SimpleNamespace(tables={"slips": slips, "aftermath": pl.DataFrame(after)}, manifest={})


ROWS = [
    ("own", 0, 10, 300, 60, 40, 8, 2),
    ("others", 0, 20, 40, 6, 0, 2, 0),
    ("own", 1, 30, 100, 60, 60, 8, -2),
    ("others", 1, 40, -10, 0, 0, 2, 3),
]


def test_means_by_hand():
    """Sums over communities for each slip: of those with a file, and of all who slip for what becomes of others."""
    told = measure_slip(make_run(ROWS))
    own, others = told.filter(who="own").row(0, named=True), told.filter(who="others").row(0, named=True)
    assert (own["slips"], own["restricted_days"], own["points_lost"], own["drops"], own["breaches"]) == (
        40,
        10,
        3,
        0.4,
        0,
    )
    assert (others["slips"], others["restricted_days"], others["breaches"]) == (60, 0.5, 0.05)


def test_ratios_by_hand():
    """Points lost over points taken, and bands of others over bands of one's own, with an interval over communities."""
    run = make_run(ROWS)
    assert spiral_multiplier(run) == 1.2 and contagion_number(run) == 0.25
    found = estimate(run, spiral_multiplier, "slips")
    assert found is not None and found.low < 1.2 < found.high
    assert (found.low + found.high) / 2 == pytest.approx(1.2)


def test_nothing_moved():
    """Where no score and no band moves there is no ratio; where nobody slips there are no means."""
    run = make_run([("own", 0, 10, 0, 0, 0, 0, 0), ("others", 0, 10, 0, 0, 0, 0, 0)], [("own", 0, 0, 0)])
    assert spiral_multiplier(run) is None and contagion_number(run) is None
    assert draw_aftermath(run)["share"].to_list() == [0.0]
    nobody = make_run([("own", 0, 0, 0, 0, 0, 0, 0)], [("own", 0, 0, 0)])
    assert measure_slip(nobody).is_empty() and draw_aftermath(nobody)["share"].to_list() == [None]


def test_the_curve_by_hand():
    """Months in order, communities added up; 40 slips for thirty days are 1,200 days."""
    months = [("own", 0, 1, 300), ("own", 0, 0, 600), ("own", 1, 0, 600), ("others", 0, 0, 90)]
    run = make_run(ROWS, months)
    assert draw_aftermath(run).to_dicts() == [{"month": 0, "share": 1.0}, {"month": 1, "share": 0.25}]
    assert draw_aftermath(run, "others")["share"].to_list() == [0.05]


def test_refused():
    """An unknown word, and runs whose lives were not told, are refused in one line."""
    with pytest.raises(InputError, match="who='all'; allowed: own, others"):
        draw_aftermath(make_run(ROWS), "all")
    for ask in (measure_slip, spiral_multiplier, contagion_number, draw_aftermath):
        with pytest.raises(InputError, match="no table"):
            ask(SimpleNamespace(tables={}, manifest={}))
