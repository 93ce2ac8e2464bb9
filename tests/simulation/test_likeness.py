"""Like treated alike: who is held beside whom, by hand and beside scikit-learn."""

import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from creditscape.simulation.likeness import NEIGHBOURS, count_alike, count_elsewhere

NAMES = [("all", "all"), ("group", "majority"), ("group", "minority")]


def as_column(*acts):
    """Numbers of acts in one part of life."""
    return np.array(acts)[:, None]


def test_alike_by_hand():
    """Six who did nothing are held beside each other; one who did much, beside the five nearest, all six of whom are as near."""
    acts, restricted = as_column(0, 0, 0, 0, 0, 0, 9), np.array([1, 0, 0, 0, 0, 0, 1], bool)
    assert count_alike(acts, restricted) == [(0, 5, 1, 5), (1, 5, 0, 1), (1, 6, 1, 1)]


def test_the_fifth_sets_the_reach():
    """Whoever is as near as the fifth is one of those alike too."""
    acts, restricted = as_column(0, 1, 2, 3, 4, 5, 6), np.array([0, 0, 0, 0, 0, 1, 1], bool)
    assert count_alike(acts, restricted) == [
        (0, 5, 1, 3),  # 0, 1 and 2: everybody but 6
        (0, 5, 2, 1),  # 4: everybody but 0
        (0, 6, 2, 1),  # 3: everybody, for 0 and 6 are as near
        (1, 5, 1, 2),  # 5: everybody but 0; 6: everybody but 0
    ]


@pytest.mark.parametrize("many", [0, 1, NEIGHBOURS])
def test_too_few_are_held_beside_nobody(many):
    """Five others are needed."""
    assert count_alike(np.zeros((many, 2), np.int64), np.ones(many, bool)) == []
    assert count_alike(np.zeros((NEIGHBOURS + 1, 2), np.int64), np.ones(NEIGHBOURS + 1, bool))


@pytest.mark.parametrize(("most", "people"), [(3, 400), (40, 300), (100_000, 700)])
def test_agrees_with_sklearn(most, people):
    """The same persons within the distance of the fifth, whatever the ties; more people than distances are held at a time."""
    rng = np.random.default_rng(5)
    acts, restricted = rng.integers(0, most, (people, 3)), rng.random(people) < 0.3
    near = NearestNeighbors(n_neighbors=NEIGHBOURS + 1, algorithm="brute").fit(acts)
    reach = np.rint(np.square(near.kneighbors(acts)[0][:, -1])).astype(np.int64)
    apart = np.square(acts[:, None] - acts[None]).sum(axis=2)
    told = {}
    for i in range(people):
        alike = np.flatnonzero(apart[i] <= reach[i])
        alike = alike[alike != i]
        key = int(restricted[i]), len(alike), int(restricted[alike].sum())
        told[key] = told.get(key, 0) + 1
    assert {row[:3]: row[3] for row in count_alike(acts, restricted)} == told


def test_elsewhere_by_hand():
    """Who has no file under one of the schemes is left out; the others count in their group too."""
    standing = np.array([[0, 0], [1, 0], [1, 1], [-1, 1], [0, 1]])
    margins = np.array([[0, 1], [0, 1], [0, 2], [0, 2], [0, 2]])
    assert count_elsewhere(standing, margins, NAMES) == [
        ("all", "all", 2, 0, 1),
        ("all", "all", 2, 1, 2),
        ("all", "all", 2, 2, 1),
        ("group", "majority", 2, 0, 1),
        ("group", "majority", 2, 1, 1),
        ("group", "minority", 2, 1, 1),
        ("group", "minority", 2, 2, 1),
    ]
