"""Like treated alike: consistency beside a lottery, and the same lives under several schemes."""

from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import arbitrary_share, consistency_by_chance, individual_consistency
from creditscape.words import InputError


def make_run(likeness=(), elsewhere=()):
    """A run of one world. likeness: own, alike, restricted, persons; elsewhere: value of `group` or `all`, schemes, under, persons."""
    like = [{"world": "as_written", "community": 0, **dict(zip(("own", "alike", "restricted", "persons"), row, strict=True))}
            for row in likeness]  # fmt: skip
    else_ = [
        {"dimension": "all" if row[0] == "all" else "group", "community": 0,
         **dict(zip(("value", "schemes", "under", "persons"), row, strict=True))}
        for row in elsewhere
    ]  # fmt: skip
    shape = {
        "world": pl.String,
        "own": pl.Int64,
        "alike": pl.Int64,
        "restricted": pl.Int64,
        "persons": pl.Int64,
    }
    tables = {
        "likeness": pl.DataFrame(like, schema=None if like else shape),
        "elsewhere": pl.DataFrame(else_),
    }
    return SimpleNamespace(tables=tables, manifest={})


@pytest.mark.parametrize(
    ("rows", "found", "lot"),
    [
        ([(0, 5, 0, 80), (1, 5, 5, 20)], 1.0, 1 - 2 * 0.2 * 0.8),  # everybody as those alike
        ([(0, 5, 5, 50), (1, 5, 0, 50)], 0.0, 0.5),  # everybody otherwise
        ([(0, 5, 1, 4), (1, 10, 0, 1)], 1 - (4 * 0.2 + 1) / 5, 1 - 2 * 0.2 * 0.8),
        ([(0, 5, 0, 9)], 1.0, 1.0),  # nobody restricted
        ([], None, None),
    ],
)
def test_consistency_by_hand(rows, found, lot):
    """1 minus how far people stand from those alike, and what lots would give."""
    run = make_run(rows)
    assert individual_consistency(run) == pytest.approx(found, abs=1e-12)
    assert consistency_by_chance(run) == pytest.approx(lot, abs=1e-12)


def test_lots_give_what_chance_says():
    """Where all are alike and a fifth is restricted, consistency is that of lots, but for nobody being one of their own."""
    run = make_run([(0, 999, 200, 800), (1, 999, 199, 200)])
    assert individual_consistency(run) == pytest.approx(consistency_by_chance(run), abs=1e-3)


def test_arbitrary_by_hand():
    """Neither those restricted under all schemes count nor those under none; groups too small are not shown."""
    rows = [("all", 3, 0, 60), ("all", 3, 1, 20), ("all", 3, 2, 10), ("all", 3, 3, 10),
            ("majority", 3, 0, 55), ("majority", 3, 1, 30), ("minority", 3, 0, 5), ("minority", 3, 3, 10)]  # fmt: skip
    run = make_run(elsewhere=rows)
    assert arbitrary_share(run)["estimate"].to_list() == [0.3]
    groups = arbitrary_share(run, "group")
    assert groups["numerator"].to_list() == [30, 0] and groups["shown"].to_list() == [True, False]


def test_refused():
    """Runs whose lives were not told, and unknown dimensions, are refused in one line."""
    empty = SimpleNamespace(tables={}, manifest={})
    for ask in (individual_consistency, consistency_by_chance, arbitrary_share):
        with pytest.raises(InputError, match="no table"):
            ask(empty)
    with pytest.raises(InputError, match="by='shoe'"):
        arbitrary_share(empty, "shoe")
