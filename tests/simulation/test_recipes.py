"""Every shipped recipe generates the people that it describes, whatever the size of a community.

Communities are the sampling units. About 250 comparisons are made at a fixed seed; at 4.8 standard errors of 20 communities each
raises a false alarm once in 8,000 times, so all of them together once in about 30 changes of the seed.
"""

from functools import cache
from math import sqrt
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import FIRST_ROOM, Room, counts, make_state, make_tallies, run_task
from creditscape.kernel import column_names as c
from creditscape.scheme import load_scheme
from creditscape.simulation import simulate
from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.timeline import BINS
from creditscape.society import list_societies, load_society
from creditscape.society.sharing import share_people

COMMUNITIES, SIZE, FAR = 20, 4096, 4.8
ROOM = Room(*(8 * n for n in FIRST_ROOM))
# an overlay changes what happens, not who lives there
RECIPES = [name for name in list_societies() if not name.startswith(("county_", "villages_"))]


@cache
def tables(name: str) -> Lowered:
    """Tables of a recipe in a world without scheme, for one year."""
    scheme, society = load_scheme("suining-2010").plain(), load_society(name).plain(size=SIZE)
    return lower([scheme], society, (World("no_scheme", None),), seed=4, years=1)


@cache
def people(name: str) -> np.ndarray:
    """[community, person, column] of those who live there on the first tallied day, and urban or not in a last column."""
    low, found = tables(name), []
    plan = low.plan._replace(batch=low.plan.slots)
    for community in range(COMMUNITIES):
        state = make_state(low.tables, plan, ROOM)
        tallies = make_tallies(low.tables, plan, low.book.rows(), len(low.book.measures), BINS)
        assert run_task(low.tables, plan, state, tallies, community, 1) == 0
        urban = int(tallies.outcome[0, counts.O_SUBJECTS, 11] > 0)
        found.append(np.column_stack([state.person[:SIZE], np.full(SIZE, urban)]))
    return np.array(found)


def far(shares: np.ndarray, expected: float) -> float:
    """How many standard errors the mean of the communities lies from a share; at least those of a random draw."""
    least = sqrt(expected * (1 - expected) / SIZE)
    return abs(shares.mean() - expected) / (max(shares.std(ddof=1), least) / sqrt(len(shares)))


@pytest.mark.parametrize("name", RECIPES)
def test_age_by_sex(name: str) -> None:
    """Every age band of men and of women has the recipe's share."""
    low, everybody = tables(name), people(name)
    plain = load_society(name).plain()
    age = low.plan.t0 - everybody[:, :, c.P_BIRTH]
    for sex, bands in enumerate(plain["ages"]):
        of_sex = plain["women"] if sex else 1 - plain["women"]
        for first, last, share in bands:
            inside = (age >= first) & (age < last) & (everybody[:, :, c.P_SEX] == sex)
            assert far(inside.mean(axis=1), float(share * of_sex)) < FAR, (sex, first)


@pytest.mark.parametrize("name", RECIPES)
def test_traits(name: str) -> None:
    """Income fifths, minority and the aware have the recipe's shares."""
    everybody, plain = people(name), load_society(name).plain()
    for fifth in range(5):
        assert far((everybody[:, :, c.P_INCOME] == fifth).mean(axis=1), 0.2) < FAR
    for column, trait in ((c.P_GROUP, "minority"), (c.P_AWARE, "aware")):
        assert far(everybody[:, :, column].mean(axis=1), float(plain[trait])) < FAR


def test_urban() -> None:
    """Communities are urban as often as the recipe says."""
    for name in RECIPES:
        urban = people(name)[:, 0, -1]
        share = float(load_society(name).plain()["urban"])
        assert abs(urban.mean() - share) <= FAR * sqrt(share * (1 - share) / COMMUNITIES)


def test_not_blind() -> None:
    """Held against another recipe's shares the same people do not fit."""
    everybody, low = people("china-2020"), tables("china-2020")
    age = low.plan.t0 - everybody[:, :, c.P_BIRTH]
    wrong = load_society("germany-2019").plain()["ages"]
    inside = [(age >= first) & (age < last) for first, last, _ in wrong[0]]
    assert sum(far(x.mean(axis=1), float(b[2])) > FAR for x, b in zip(inside, wrong[0], strict=True)) > 10


@pytest.mark.parametrize("name", RECIPES)
def test_strata_shares(name: str) -> None:
    """The shares by which rates are spread are those of the people: children first, then adults by age and sex."""
    everybody, low = people(name), tables(name)
    shares = share_people(load_society(name).forms["used"]).ages_by_sex
    age = low.plan.t0 - everybody[:, :, c.P_BIRTH]
    stratum = (age[:, :, None] >= low.tables.strata).sum(axis=2)
    for a, row in enumerate(shares):
        for sex, share in enumerate(row):
            found = ((stratum == a) & (everybody[:, :, c.P_SEX] == sex)).mean(axis=1)
            assert far(found, float(share)) < FAR


def test_alone_as_in_a_run() -> None:
    """A community by itself adds to the tallies what it adds in a run."""
    low = tables("china-2020")

    def count(first: int, number: int) -> Any:
        tallies = make_tallies(low.tables, low.plan, low.book.rows(), len(low.book.measures), BINS)
        assert (
            run_task(low.tables, low.plan, make_state(low.tables, low.plan, ROOM), tallies, first, number)
            == 0
        )
        return tallies

    together, alone, before = count(0, 3), count(2, 1), count(0, 2)
    for name in together._fields:
        assert np.array_equal(getattr(together, name), getattr(alone, name) + getattr(before, name)), name
    assert not np.array_equal(together.events, before.events)


def rate(size: int, name: str) -> tuple[float, float]:
    """Share of subjects ever restricted, and its standard error from communities, for communities of a size."""
    run = simulate(
        "wendeng-2020", name, people=16 * 8192, community_size=size, years=3, seed=8, worlds=("as_written",)
    )
    rows = {row["quantity"]: row for row in run.tables["headline"].to_dicts() if row["world"] == "as_written"}
    n, hit = rows["subjects"], rows["restricted_persons"]
    many = n["communities"]
    mean = hit["sum"] / n["sum"]
    spread = hit["sum_of_squares"] / many - (hit["sum"] / many) ** 2
    return mean, sqrt(max(0.0, spread) / many) / (n["sum"] / many)


def test_size_of_communities() -> None:
    """Results do not move with the size of a community: 2,048, 4,096 and 8,192 persons agree within sampling error."""
    found = [rate(size, "china-2020") for size in (2048, 4096, 8192)]
    for mean, error in found[1:]:
        assert abs(mean - found[0][0]) < 4 * sqrt(error**2 + found[0][1] ** 2)
    assert all(0 < mean < 1 for mean, _ in found)
