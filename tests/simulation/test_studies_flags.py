"""The study of purchase flags: its small society is the whole one, its arithmetic is that of chance, its page is current."""

import io
import sys
from contextlib import redirect_stdout
from fractions import Fraction
from math import exp

import polars as pl
import pytest

from creditscape.scheme import load_scheme
from creditscape.simulation import make_plan, simulate
from creditscape.society import load_society
from studies.purchase_chances import CELL, Odds, bound_rides, expect_alarms
from studies.purchase_flags import (
    ENDS,
    RULE,
    SCHEME,
    SOCIETY,
    ask,
    find_rate,
    find_rides,
    find_window,
    main,
    set_purchases,
    set_window,
    tell,
)


def test_small_society_is_the_whole_one() -> None:
    """What is left out changes nobody's purchases or rides: lists and records are those of the whole county."""
    tables = [
        simulate(make_plan(SCHEME, society, people=4096, years=1, worlds=("as_written",))).tables
        for society in (set_purchases("used"), load_society(SOCIETY))
    ]
    for name in ("entries", "scores", "stock"):
        assert tables[0][name].equals(tables[1][name]), name
    records = [each["rules"].select("rule", "cause", "year", "records") for each in tables]
    assert records[0].equals(records[1]) and records[0]["records"].sum() > 1000
    small, whole = (set(each["events"]["kind"]) for each in tables)
    assert small < whole


def test_one_end_at_a_time() -> None:
    """Windows and purchases are the ends that the files name, and nothing else of the scheme is moved."""
    assert [find_window(set_window(end)) for end in ENDS] == [7, 30, 90]
    assert [find_rate(end) for end in ENDS] == [Fraction(3, 10), 3, 6]
    used = load_scheme(SCHEME).plain()
    for end in ENDS:
        plain = set_window(end).plain()
        assert (plain == used) is (end == "used")
        for each in plain["phases"][0]["rules"][RULE]["requires"]:
            each["within"] = ("days", 30)
        assert plain["phases"] == used["phases"]


def test_flags_by_chance() -> None:
    """Purchases raise the flags, most flags need no wrong record, no bus does, the arithmetic agrees, and the page tells it."""
    low, used, high = (ask(end, "used", communities=4, wrong=end == "used") for end in ENDS)
    assert sum(low.flagged) < sum(used.flagged) < sum(high.flagged) and low.few and not high.few
    # a record that reaches a namesake spares whom it is about: true records may flag a few more
    assert 0.5 < used.true / sum(used.flagged) < 1.1
    assert low.rides == used.rides == high.rides == 0
    assert high.people == 4 * 4096 and sum(high.flagged) < high.alarms
    assert high.alarms == pytest.approx(high.expected, rel=0.15)
    assert used.expected / low.expected > 2000  # nearly the fourth power of ten
    page = tell([low, used, high])
    assert (
        page.count("\n| 1,000,000 |") == 2 and "proposal in a speech" in page and "Nobody is flagged" in page
    )


def test_odds_are_exact() -> None:
    """One in a million dangerous, all flagged, and one in a thousand flagged by chance: 999,999 innocent people for a thousand."""
    odds = Odds(10**6, Fraction(1), Fraction(1, 1000))
    assert odds.innocent_for_one == Fraction(999_999, 1000)
    assert odds.share == 1 / (1 + odds.innocent_for_one)
    half = Odds(10**6, Fraction(1, 2), Fraction(1, 1000))
    assert half.innocent_for_one == 2 * odds.innocent_for_one and half.innocent == odds.innocent


@pytest.mark.parametrize(("delay", "seen"), [(1, 31), (7, 31)])
def test_alarms_of_one_stratum(delay: int, seen: int) -> None:
    """Four things at one rate, reported with one delay: 4 r (1 - e^(-31 r))^3 alarms a day with a window of 30 days."""
    rate, cell = Fraction(365, 100), (0, 0, 0, 0, 0)
    kinds = [
        {
            "name": name,
            "reads_as": None,
            "group": "things",
            "share": Fraction(1),
            "coverage": {(0, 0): Fraction(1)},
            "delay": [(delay, Fraction(1))],
        }
        for name in "abcd"
    ]
    society = {"strata_ages": [14], "kinds": kinds, "groups": {"things": {"rates": {cell: rate}}}}
    row = dict(zip(CELL, ("0-13", "men", 1, "majority", "rural"), strict=True))
    cross = pl.DataFrame([{**row, "subject_days": 1000}])
    found = expect_alarms(society, list("abcd"), cross, 30, 1_000_000)
    assert found == pytest.approx(1000 * 4 * 0.01 * (1 - exp(-0.01 * seen)) ** 3, rel=1e-4)
    # on the first days hardly anything lies behind
    assert expect_alarms(society, list("abcd"), cross, 30, 30) < found / 2


def test_rides_are_out_of_reach() -> None:
    """Fifty rides within two days are beyond chance at both ends, and less so at the higher one."""
    assert find_rides() == (50, 2)
    used, high = (bound_rides(load_society(SOCIETY).plain(end), 50, 2) for end in ("used", "high"))
    assert 20 < high < used


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.purchase_flags > docs/studies/purchase-flags.md."""
    monkeypatch.setattr(sys, "argv", ["purchase_flags"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/purchase-flags.md").read_text(encoding="utf-8")
