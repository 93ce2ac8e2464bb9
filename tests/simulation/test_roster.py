"""Who lives in a community and what happens to them, against the recipe: within sampling error at a fixed seed."""

from datetime import date
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as c
from creditscape.kernel import counts
from creditscape.simulation.lowering import Lowered
from creditscape.society import load_society
from tests.twins.generator import make_scheme, make_society
from tests.twins.twin import lower_twins, run_kernel

Plain = dict[str, Any]
SIZE, YEARS, FAR = 4096, 3, 4.5  # FAR: standard deviations; the seed is fixed, so nothing flickers


def calm(society: Plain) -> Plain:
    """The same society where no condition and no response changes what happens."""
    groups = {n: {**g, "conditions": {}} for n, g in society["groups"].items()}
    return {**society, "groups": groups, "kinds": [{**k, "responses": {}} for k in society["kinds"]]}


@pytest.fixture(scope="module")
def society() -> Plain:
    return calm(make_society(2, size=SIZE, per_year=3))


@pytest.fixture(scope="module")
def run(society: Plain) -> tuple[Lowered, Any, Any]:
    """Tables, state and tallies of one community of 4,096 for three years."""
    low = lower_twins(make_scheme(2), society, seed=11, years=YEARS)
    return low, *run_kernel(low, trace=False, whole=True)


def far(found: int, tries: int, share: float) -> float:
    """How many standard deviations a count lies from what a share gives."""
    return abs(found - tries * share) / sqrt(tries * share * (1 - share))


def test_fixed_traits(run: tuple[Lowered, Any, Any], society: Plain) -> None:
    """Women, minority, awareness and income fifths are drawn with the recipe's shares."""
    person = run[1].person[:SIZE]
    for column, name in ((c.P_SEX, "women"), (c.P_GROUP, "minority"), (c.P_AWARE, "aware")):
        assert far(int(person[:, column].sum()), SIZE, float(society[name])) < FAR, name
    for fifth in range(5):
        assert far(int((person[:, c.P_INCOME] == fifth).sum()), SIZE, 0.2) < FAR
    assert far(int(person[:, c.P_SEX].sum()), SIZE, float(society["minority"])) > FAR  # not blind


def test_ages(run: tuple[Lowered, Any, Any], society: Plain) -> None:
    """Ages on the first tallied day follow the recipe's bands, and lie evenly within them."""
    low, state, _ = run
    age, sex = low.timeline.t0 - state.person[:SIZE, c.P_BIRTH], state.person[:SIZE, c.P_SEX]
    for of_sex, bands in enumerate(society["ages"]):
        for first, last, share in bands:
            inside = age[(age >= first) & (age < last) & (sex == of_sex)]
            assert far(len(inside), int((sex == of_sex).sum()), float(share)) < FAR
            middle = (inside.mean() - (first + last) / 2) / ((last - first) / sqrt(12 * len(inside)))
            assert abs(middle) < FAR


def test_deaths_and_births(run: tuple[Lowered, Any, Any], society: Plain) -> None:
    """Deaths in a year follow the life table, births the recipe's rate; nobody dies before the first tallied day."""
    low, state, _ = run
    person, t0 = state.person[:SIZE], low.timeline.t0
    assert (person[:, c.P_DEATH] > t0).all()
    years = (t0 - person[:, c.P_BIRTH]) * 4 // 1461
    survival = [float(s) for s in society["survival"]]
    chance = np.array([1 - survival[n + 1] / survival[n] for n in years])
    died = int((person[:, c.P_DEATH] <= t0 + 365).sum())
    assert abs(died - chance.sum()) / sqrt((chance * (1 - chance)).sum()) < FAR
    born = state.person[SIZE:]
    born = born[born[:, c.P_DEATH] != -c.NEVER]
    assert low.plan.births == (2 * society["births"] * SIZE + 1) // 2
    for y in range(low.plan.birth_year + 1, low.plan.years):
        inside = (born[:, c.P_BIRTH] >= low.tables.new_year[y]) & (
            born[:, c.P_BIRTH] < low.tables.new_year[y + 1]
        )
        assert inside.sum() == low.plan.births


def test_places() -> None:
    """Communities are urban with the recipe's share."""
    low = lower_twins(make_scheme(2), make_society(2, size=2), seed=11, years=1)
    tallies = run_kernel(low, 400, trace=False)[1]
    people = tallies.outcome[0, counts.O_SUBJECTS]
    assert abs(people[11] / people[0] - 0.5) < FAR * sqrt(0.25 / 400)


def expected_events(low: Lowered, state: Any, society: Plain, place: int) -> tuple[np.ndarray, np.ndarray]:
    """By kind: how many events the rates let expect in the tallied time, and the same at twice the rates' shares."""
    line, table = low.timeline, low.tables
    lived: dict[tuple[int, ...], float] = {}
    for row in state.person:
        for y in range(low.plan.years):
            a, b = int(table.new_year[y]), int(table.new_year[y + 1])
            days = min(b, line.stop, int(row[c.P_DEATH])) - max(a, line.t0, int(row[c.P_BIRTH]))
            if days > 0:
                age = int((a - row[c.P_BIRTH] >= table.strata).sum())
                key = (age, *(int(row[k]) for k in (c.P_SEX, c.P_INCOME, c.P_GROUP)), place)
                lived[key] = lived.get(key, 0) + days / (b - a)
    rates = [
        sum(
            time * float(k["share"] * society["groups"][k["group"]]["rates"].get(cell, 0))
            for cell, time in lived.items()
        )
        for k in low.kinds
    ]
    return np.array(rates), np.array(rates) * 2


def test_event_rates(run: tuple[Lowered, Any, Any], society: Plain) -> None:
    """Where nothing changes conduct, every kind happens as often as its rate, share and stratum say."""
    low, state, tallies = run
    place = int(tallies.outcome[0, counts.O_SUBJECTS, 11] > 0)
    expected, doubled = expected_events(low, state, society, place)
    found = tallies.events[2].sum(axis=1)
    assert found.sum() > 15_000
    assert (np.abs(found - expected) / np.sqrt(expected) < FAR).all()
    assert (np.abs(found - doubled) / np.sqrt(doubled) > FAR).all()  # not blind


def test_burn_in(society: Plain) -> None:
    """Two years of burn-in change nobody's birth, death or traits, and no event of the tallied years."""
    runs = [
        (low, *run_kernel(low, trace=False, whole=True))
        for low in (
            lower_twins(make_scheme(2), {**society, "size": 512}, seed=11, years=YEARS, burn_in=years)
            for years in (0, 2)
        )
    ]
    (low, state, tallies), (early, other, more) = runs
    shift = low.timeline.first - early.timeline.first
    assert shift == date(2019, 1, 1).toordinal() - date(2017, 1, 1).toordinal()
    here, there = state.person.copy(), other.person.copy()
    for column in (c.P_BIRTH, c.P_DEATH):
        there[:, column] -= np.where(np.abs(there[:, column]) >= c.NEVER, 0, shift)
    assert np.array_equal(here[:, : c.P_STRATUM], there[:, : c.P_STRATUM])
    assert np.array_equal(tallies.events[2], more.events[2])
    assert tallies.events[2].any() and not np.array_equal(tallies.records[0], more.records[0])


def test_county_shares() -> None:
    """The shipped county's shares of people add up, and its survival falls from one."""
    plain = load_society("imaginary_county").plain(size=SIZE)
    assert all(sum((share for *_, share in bands), Fraction(0)) == 1 for bands in plain["ages"])
    survival = plain["survival"]
    assert survival[0] == 1 and all(a >= b >= 0 for a, b in zip(survival, survival[1:], strict=False))
