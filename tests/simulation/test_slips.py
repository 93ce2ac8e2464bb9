"""One slip more: what follows from it, by hand and on whole communities."""

import numpy as np
import pytest

from creditscape.simulation import make_plan, simulate, slips, tell_slips
from creditscape.simulation.frames import HEADLINES
from creditscape.simulation.standings import Lives
from creditscape.simulation.tracing import tell_communities
from creditscape.society import read_society
from tests.society.small import SMALL


def make_lives(rows, people=3, days=100):
    """Standings of one world: rows of slot, first day, restrictions, score, level."""
    told = np.array(rows)
    until = np.full(len(rows), days)
    same = told[1:, 0] == told[:-1, 0]
    until[:-1][same] = told[1:, 1][same]
    nothing = np.zeros((people, 0), int)
    return Lives(
        told[:, 0],
        told[:, 1],
        until,
        told[:, 2],
        told[:, 3:4],
        told[:, 4:5],
        np.full(people, 9999),
        nothing,
        days,
    )


def test_months_by_hand():
    """Restricted days from the day after on, in whole months of thirty days, of those asked for."""
    lives = make_lives(
        [(0, 0, 1, 0, 0), (0, 15, 0, 0, 0), (1, 0, 0, 0, 0), (1, 50, 1, 0, 0), (2, 0, 1, 0, 0)]
    )
    first, second, both = (np.isin(np.arange(3), who) for who in ([0], [1], [0, 1]))
    assert slips._count_months(lives, first, 9).tolist() == [5, 0, 0]
    assert slips._count_months(lives, second, 9).tolist() == [0, 20, 30]
    assert slips._count_months(lives, both, 30).tolist() == [11, 30]
    assert slips._count_months(lives, both, 80).tolist() == []


@pytest.mark.parametrize(
    ("with_it", "without", "first"),
    [
        (
            [(0, 0, 0, 100, 0), (0, 20, 0, 95, 0), (0, 40, 0, 80, 0)],
            [(0, 0, 0, 100, 0), (0, 40, 0, 90, 0)],
            5,
        ),
        ([(0, 0, 0, 100, 0)], [(0, 0, 0, 100, 0)], 0),
        (
            [(0, 0, 0, 100, 0), (0, 20, 0, 90, 0), (0, 20, 0, 80, 0)],
            [(0, 0, 0, 100, 0)],
            20,
        ),  # the last of a day counts
        ([(1, 0, 0, 50, 0)], [(1, 0, 0, 100, 0)], 0),  # somebody else's
    ],
)
def test_first_difference_by_hand(with_it, without, first):
    """The gap on the first day on which the scores of a person differ."""
    assert slips._find_first([make_lives(with_it), make_lives(without)], 0) == first


@pytest.fixture(scope="module")
def small():
    """A society without ties, faults or offices, in which nobody can feel what another one did."""
    return read_society(SMALL)


def test_nobody_else_feels_it(small):
    """Where nothing ties people to one another, a slip is nothing to others; those who slip lose points, and one in 32 does."""
    plan = make_plan("suqian-xichu", small, people=8192, years=2, worlds=("as_written",))
    told = list(tell_slips(plan, 2, "traffic_fine_small"))
    assert len(told) == 2 and sum(in_all[0]["lost"] for in_all, _ in told) > 0
    for in_all, by_month in told:
        own, others = in_all
        assert (own["who"], others["who"]) == ("own", "others") and 90 < others["slips"] < 170
        assert own["slips"] <= others["slips"]
        assert not any(others[name] for name in ("days", "lost", "first", "drops", "breaches"))
        assert not any(row["days"] for row in by_month if row["who"] == "others")
        assert len(by_month) == 2 * ((2 * 365 - 32) // 30)


def test_a_slip_is_felt_and_adds_up():
    """On the county a defaulter more is listed for it; days by month are the days in all but for the last, unfinished month."""
    plan = make_plan("court-list-2013", "county_of_travellers", people=4096, years=2, worlds=("as_written",))
    in_all, by_month = next(tell_slips(plan, 1, "court_defaulter"))
    own = in_all[0]
    assert own["slips"] > 60 and own["days"] > 300 * own["slips"]
    told = sum(row["days"] for row in by_month if row["who"] == "own")
    assert 0 <= own["days"] - told <= 30 * own["slips"]
    assert next(tell_slips(plan, 1, "court_defaulter")) == (in_all, by_month)


def test_without_the_slip_it_is_the_run():
    """The second telling is the run itself: the same restricted days and events."""
    args = {"people": 4096, "years": 2, "worlds": ("as_written",)}
    run = simulate("wendeng-2020", "imaginary_county", **args)
    low, day = slips.lower_slip(make_plan("wendeng-2020", "imaginary_county", **args), "red_light")
    tallies = next(tell_communities(low, range(1))).tallies
    headline = run.tables["headline"]
    assert [world.name for world in low.worlds] == [
        "as_written",
        "without_one_slip_more",
    ] and day == slips.AFTER
    for quantity in ("restricted_days", "events"):
        place = HEADLINES.index(quantity)
        assert tallies.headline[1, place, 0] == headline.filter(quantity=quantity)["sum"].item()
    assert (
        tallies.headline[0, HEADLINES.index("events"), 0] > tallies.headline[1, HEADLINES.index("events"), 0]
    )


def test_the_day_is_free():
    """Where another shock begins on the day, the slip comes the day after."""
    assert slips._find_day({"shocks": []}, 7) == 7
    assert slips._find_day({"shocks": [{"day": 7}, {"day": 8}, {"day": 10}]}, 7) == 9
