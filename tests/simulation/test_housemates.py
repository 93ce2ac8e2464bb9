"""Restrictions under one roof, counted by hand."""

import numpy as np
import pytest

from creditscape.simulation.housemates import (
    Roofs,
    count_days,
    count_households,
    count_housemates,
    join_spells,
)

NAMES = [("all", "all"), ("income", "1"), ("income", "2"), ("group", "majority"), ("sex", "men"), ("sex", "women"),
         ("place", "rural")]  # fmt: skip


def make_roofs(people, spells=()):
    """Slots of household, first tallied day, first of age, first after the last; all of the first fifth, men if even."""
    rows = np.array(people)
    margins = np.array([[0, 1, 3, 4 + slot % 2, 6] for slot in range(len(rows))])
    return Roofs(rows[:, 0], rows[:, 1:], np.array(spells, np.int64).reshape(-1, 3), margins, NAMES)


def pick(rows, dimension="all"):
    """Rows of one dimension, without the columns that are the same for all of them."""
    return [row for row in rows if dimension in row]


def test_a_household_by_hand():
    """Two adults and a child; one adult restricted on days 10 to 19 and 15 to 29: the other two live beside it for 20 days."""
    roofs = make_roofs([(0, 0, 0, 100), (0, 0, 0, 100), (0, 0, 100, 100)], [(0, 10, 20), (0, 15, 30)])
    assert pick(count_households(("w", 3), roofs)) == [("w", "all", "all", 3, 3, 2, 1, 1)]
    mates = pick(count_housemates(("w", 3), roofs))
    assert mates == [
        ("w", "child", "all", "all", 3, 1, 1, 1, 100, 20),
        ("w", "adult", "all", "all", 3, 2, 1, 1, 200, 20),
    ]


def test_what_is_ones_own_is_not_beside():
    """Who lives alone lives beside nobody; two who are restricted live beside each other, but neither only so."""
    alone = make_roofs([(0, 0, 0, 50)], [(0, 0, 50)])
    assert pick(count_housemates(("w", 0), alone)) == [("w", "adult", "all", "all", 0, 1, 0, 0, 50, 0)]
    both = make_roofs([(7, 0, 0, 50), (7, 0, 0, 50)], [(0, 0, 10), (1, 5, 20)])
    assert pick(count_housemates(("w", 0), both)) == [("w", "adult", "all", "all", 0, 2, 2, 0, 100, 25)]
    assert pick(count_households(("w", 0), both)) == [("w", "all", "all", 0, 2, 2, 2, 1)]


def test_birth_coming_of_age_and_death_bound_the_days():
    """Born after the restriction: not beside it. Of age in between: both, each with its days. Dead before it: not beside it."""
    people = [(0, 0, 0, 100), (0, 60, 100, 100), (0, 0, 50, 100), (0, 0, 0, 40)]
    mates = pick(count_housemates(("w", 0), make_roofs(people, [(0, 45, 60)])))
    assert mates == [
        ("w", "child", "all", "all", 0, 2, 1, 1, 90, 5),
        ("w", "adult", "all", "all", 0, 3, 1, 1, 190, 10),
    ]


def test_who_is_not_counted():
    """People without a household, those who never lived in the tallied time, and restrictions that ended before it."""
    people = [(-1, 0, 0, 100), (0, 0, 0, 0), (0, 0, 0, 100), (0, 0, 0, 100)]
    roofs = make_roofs(people, [(0, 0, 9), (2, -50, 0)])
    assert pick(count_households(("w", 0), roofs)) == [("w", "all", "all", 0, 2, 2, 0, 1)]
    assert pick(count_housemates(("w", 0), roofs)) == [("w", "adult", "all", "all", 0, 2, 0, 0, 200, 0)]
    nobody = make_roofs([(-1, 0, 0, 100)])
    assert count_households(("w", 0), nobody) == count_housemates(("w", 0), nobody) == []


def test_groups_are_those_of_the_person():
    """Persons are told by sex too, households are not."""
    roofs = make_roofs([(0, 0, 0, 10), (0, 0, 0, 10)], [(0, 0, 4)])
    assert pick(count_housemates(("w", 0), roofs), "sex") == [
        ("w", "adult", "sex", "men", 0, 1, 0, 0, 10, 0),
        ("w", "adult", "sex", "women", 0, 1, 1, 1, 10, 4),
    ]
    assert not pick(count_households(("w", 0), roofs), "sex")


@pytest.mark.parametrize(
    ("spells", "joined", "days"),
    [
        ([], [], 0),
        ([(5, 8), (1, 3)], [(1, 3), (5, 8)], 4),
        ([(1, 3), (3, 8)], [(1, 8)], 6),
        ([(1, 9), (2, 3), (4, 20)], [(1, 20)], 8),
        ([(30, 40)], [(30, 40)], 0),
    ],
)
def test_days_are_counted_once(spells, joined, days):
    """Stretches that overlap or touch are one; days from 2 to 9 are counted."""
    assert join_spells(spells) == joined
    assert count_days(joined, 2, 10) == days
