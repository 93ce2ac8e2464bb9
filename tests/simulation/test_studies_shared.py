"""What the studies of shocks share: standings told from a trace, and what a shock adds to tables, on made-up ones."""

from datetime import date

import numpy as np
import polars as pl

from creditscape.scheme import load_scheme
from creditscape.simulation import Run, Trace
from creditscape.society import load_society
from studies.followed import Standing, compare, find_standings, find_struck
from studies.worlds import add_up, added, count_days, count_learnt, count_persons, find_month


def make_trace() -> Trace:
    """Two worlds, two people, two scores, two band sets; the second person dies on day 30 in both."""
    # world, slot, day, lists, measures, scores, levels
    standings = [
        (0, 5, 0, 0, 0, 1000, 680, 2, 1),
        (0, 5, 10, 1, 0b10, 990, 680, 3, 1),
        (0, 5, 20, 0, 0b01, 1000, 680, 2, 1),
        (0, 6, 0, 0, 0, 1000, 680, 2, 1),
        (0, 6, 30, 0, 0, 0, 0, -1, -1),
        (1, 5, 0, 0, 0, 1000, 680, 2, 1),
        (1, 6, 0, 0, 0, 1000, 680, 2, 1),
        (1, 6, 30, 0, 0, 0, 0, -1, -1),
    ]
    events = [(0, 5, 9, 1), (0, 6, 9, 0), (1, 6, 9, 0), (0, 6, 40, 2)]
    return Trace(
        0,
        np.array(standings),
        np.array(events),
        ["here", "there"],
        ["points", "bureau"],
        {"grades": ["A", "B", "C", "D"], "tiers": ["good", "poor"]},
        ["lie", "wage", "lie"],
        ["listed"],
        ["reward", "ban"],
        0b10,
    )


def test_standings_by_morning() -> None:
    """The latest row up to the morning counts, the dead have no file, only the slots asked for are told."""
    trace = make_trace()
    assert find_standings(trace, 0, 10)[5] == Standing(1, True, (990, 680), (3, 1))
    assert find_standings(trace, 0, 9)[5] == find_standings(trace, 1, 500)[5]
    assert set(find_standings(trace, 0, 29)) == {5, 6} and set(find_standings(trace, 0, 30)) == {5}
    assert set(find_standings(trace, 0, 10, {6})) == {6}


def test_worse_here_than_there() -> None:
    """Each way to stand worse is seen on its mornings and on no other; a reward is no restriction."""
    trace = make_trace()
    for day, worse in ((9, set()), (10, {5}), (19, {5}), (20, set())):
        found = compare(find_standings(trace, 0, day), find_standings(trace, 1, day))
        assert found.lower == found.down == found.listed == found.restricted == worse
    back = compare(find_standings(trace, 1, 10), find_standings(trace, 0, 10))
    assert not (back.lower | back.down | back.listed | back.restricted)


def test_struck() -> None:
    """Struck is whom something of the kind befell here and not there, on those days, under any number of its name."""
    trace = make_trace()
    assert find_struck(trace, 0, 1, 9, 9, "wage") == {5}
    assert find_struck(trace, 0, 1, 9, 9, "lie") == set() and find_struck(trace, 0, 1, 9, 40, "lie") == {6}


def make_run() -> Run:
    """Tables of a run with a shock that adds three days in month 2, costs a reward, and brings two disputes."""
    worlds, measure = ["as_written", "without_flood"], "any restriction"
    days = [(w, m, "all", x, 7 + 3 * (w == worlds[0]) * (x == 2)) for w in worlds for m in (measure, "other") for x in (1, 2)]  # fmt: skip
    learn = [("as_written", "learn", "wrong", 5, 2), ("as_written", "learn", "right", 5, 9)]
    learn += [("without_flood", "learn", "wrong", 5, 1), ("as_written", "learn", "wrong", 90, 4)]
    tables = {
        "measure_days": pl.DataFrame(days, ["world", "measure", "dimension", "month", "days"], orient="row"),
        "comparison": pl.DataFrame(
            [
                ("as_written", "without_flood", "all", "all", 4),
                ("as_written", "without_flood", "sex", "men", 1),
            ],
            ["world", "against", "dimension", "value", "worse"],
            orient="row",
        ),
        "redress_days": pl.DataFrame(learn, ["world", "step", "record", "days", "cases"], orient="row"),
    }
    manifest = {"first_day": "2017-04-01"}
    return Run(tables, manifest, load_scheme("wendeng-2020"), load_society("imaginary_county"))


def test_what_a_shock_adds() -> None:
    """Sums are those of the world as written less those without the shock."""
    run = make_run()
    assert add_up(run, "measure_days", "days", "as_written") == 34
    assert added(run, "flood", "measure_days", "days") == 6
    assert (
        count_days(run, "flood") == count_days(run, "flood", 2, 2) == 3
        and count_days(run, "flood", 0, 1) == 0
    )
    assert count_persons(run, "flood", "worse") == 4
    assert count_persons(run, "flood", "worse", "sex", "men") == 1
    assert count_learnt(run, "flood", 90) == 1 and count_learnt(run, "flood", 91) == 5
    assert find_month(run, date(2018, 4, 30)) == 12
