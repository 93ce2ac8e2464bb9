"""Restrictions under one roof: shares of households and of the people in them, and whether restrictions come together."""

from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import (
    beside_days_share,
    household_relative_risk,
    share_beside,
    share_households,
)
from creditscape.words import InputError

HOMES = ["members", "grown", "restricted", "households"]
MATES = ["who", "value", "persons", "beside", "only_beside", "days", "beside_days"]


def make_run(homes, mates=()):
    """A run of one world and community. homes, mates: rows of `HOMES` (everybody) and `MATES` (by group, but for `all`)."""
    same = {"world": "as_written", "community": 0}
    households = [
        {**same, "dimension": "all", "value": "all", **dict(zip(HOMES, row, strict=True))} for row in homes
    ]
    housemates = [
        {**same, "dimension": "all" if row[1] == "all" else "group", **dict(zip(MATES, row, strict=True))}
        for row in mates
    ]
    return SimpleNamespace(
        tables={"households": pl.DataFrame(households), "housemates": pl.DataFrame(housemates)}, manifest={}
    )


def test_households_by_hand():
    """A household counts once however many of it are restricted; sizes with too few are not shown."""
    run = make_run([(1, 1, 0, 300), (1, 1, 1, 100), (2, 2, 2, 40), (2, 1, 0, 60), (10, 4, 1, 9)])
    whole = share_households(run).row(0, named=True)
    assert (whole["numerator"], whole["denominator"]) == (149, 509)
    sizes = share_households(run, "members")
    assert sizes["value"].to_list() == ["1", "2", "10"] and sizes["denominator"].to_list() == [400, 100, 9]
    assert sizes["estimate"].to_list() == [0.25, 0.4, None]


def test_housemates_by_hand():
    """Persons and days, children and adults apart; a small group keeps its counts and shows nothing."""
    rows = [
        ("child", "all", 200, 50, 50, 1000, 100),
        ("child", "majority", 190, 49, 49, 950, 99),
        ("child", "minority", 10, 1, 1, 50, 1),
        ("adult", "all", 400, 0, 0, 2000, 0),
    ]
    run = make_run([(1, 1, 0, 1)], rows)
    assert share_beside(run)["estimate"].to_list() == [0.25]
    groups = share_beside(run, "child", "group")
    assert groups["shown"].to_list() == [True, False] and groups["numerator"].to_list() == [49, 1]
    assert (beside_days_share(run), beside_days_share(run, "adult")) == (0.1, 0.0)


@pytest.mark.parametrize(
    ("homes", "risk"),
    [
        # 100 couples, a fifth of the people restricted: independent, always together, never together
        ([(2, 2, 2, 4), (2, 2, 1, 32), (2, 2, 0, 64)], 1.0),
        ([(2, 2, 2, 20), (2, 2, 0, 80)], 5.0),
        ([(2, 2, 1, 40), (2, 2, 0, 60)], 0.0),
        # households of every size with as many restricted as independence gives: half of the people
        (
            [
                (3, 2, 0, 1),
                (3, 2, 1, 2),
                (3, 2, 2, 1),
                (3, 3, 0, 1),
                (3, 3, 1, 3),
                (3, 3, 2, 3),
                (3, 3, 3, 1),
            ],
            1.0,
        ),
        ([(1, 1, 1, 50), (2, 1, 1, 50)], None),  # nobody restricted lives with another adult
        ([(2, 2, 0, 50)], None),
    ],
)
def test_relative_risk_by_hand(homes, risk):
    """1 where restrictions fall apart from each other, whatever the sizes; nothing where it cannot be told."""
    assert household_relative_risk(make_run(homes)) == risk


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda run: share_households(run, "sex"), "by='sex'; allowed: all, income, group, place, members"),
        (lambda run: share_beside(run, "infant"), "who='infant'; allowed: child, adult"),
        (lambda run: share_beside(run, "child", "age"), "by='age'"),
        (lambda run: beside_days_share(run, "dog"), "who='dog'"),
        (lambda _: household_relative_risk(SimpleNamespace(tables={}, manifest={})), "no table 'households'"),
    ],
)
def test_refused(ask, words):
    """Unknown words, and runs without the tables, are refused in one line."""
    with pytest.raises(InputError, match=words):
        ask(make_run([(1, 1, 0, 1)], [("child", "all", 1, 0, 0, 9, 0)]))
