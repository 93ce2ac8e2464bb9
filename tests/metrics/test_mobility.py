"""Mobility between bands: golden values of quantecon and giddy, hand-computed ones, and the extremes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.metrics import (
    bartholomew_index,
    closed_bands,
    determinant_index,
    fall_rise_ratio,
    first_passage,
    half_life,
    mean_stays,
    memory_index,
    prais_index,
    shorrocks_index,
    stationary_shares,
)
from creditscape.words import InputError

CHAIN = [[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.0, 0.05, 0.95]]
STUCK = [[1.0, 0.0, 0.0], [0.1, 0.8, 0.1], [0.0, 0.3, 0.7]]
FROZEN = [[1.0, 0.0], [0.0, 1.0]]
FREE = [[0.5, 0.5], [0.5, 0.5]]


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def test_golden_values():
    """The chain of the facts has the values that quantecon 0.11.4 and giddy 2.3.8 gave."""
    assert shorrocks_index(CHAIN) == about(0.225)
    assert determinant_index(CHAIN) == about(0.425)
    assert memory_index(CHAIN) == pytest.approx(0.06492, abs=5e-6)
    assert bartholomew_index(CHAIN) == about(0.075)
    assert prais_index(CHAIN) == about([0.1, 0.3, 0.05])
    assert mean_stays(CHAIN) == about([10, 10 / 3, 20])
    assert stationary_shares(CHAIN) == about([0.4, 0.2, 0.4])
    assert first_passage(CHAIN, 2) == about([40, 30, 0])
    assert half_life(CHAIN) == pytest.approx(10.33, abs=0.005)


def test_whoever_is_stuck_never_arrives():
    """With a band that nobody leaves, no other one can be sure to reach the top, and that band is the only closed set."""
    assert first_passage(STUCK, 2) == [None, None, 0]
    assert first_passage(STUCK, 0) == about([0, 40 / 3, 50 / 3])
    assert closed_bands(STUCK) == [[0]] and closed_bands(CHAIN) == [[0, 1, 2]]
    assert closed_bands(FROZEN) == [[0], [1]]
    assert stationary_shares(STUCK) == about([1, 0, 0]) and stationary_shares(FROZEN) is None


def test_extremes():
    """Nobody moves, or the next band does not depend on the present one; a single band has no mobility."""
    assert (shorrocks_index(FROZEN), determinant_index(FROZEN), memory_index(FROZEN)) == (0, 0, 0)
    assert (half_life(FROZEN), mean_stays(FROZEN), bartholomew_index(FROZEN)) == (None, [None, None], 0)
    assert (shorrocks_index(FREE), determinant_index(FREE), memory_index(FREE)) == about((1, 1, 1))
    assert half_life(FREE) == 0 and stationary_shares(FREE) == about([0.5, 0.5])
    assert [f([[1.0]]) for f in (shorrocks_index, memory_index, half_life, bartholomew_index)] == [None] * 4


def test_bartholomew_counts_people_where_they_are():
    """Where everybody is in the middle, 0.3 of them move one band of two."""
    assert bartholomew_index(CHAIN, [0, 1, 0]) == about(0.15)


def test_falls_for_a_rise():
    """Best band first: 6 fell for 4 who rose; without a rise there is no ratio."""
    assert fall_rise_ratio([[5, 3, 1], [2, 4, 2], [1, 1, 9]]) == about(1.5)
    assert fall_rise_ratio([[5, 3], [0, 4]]) is None


@given(st.lists(st.lists(st.integers(1, 9), min_size=4, max_size=4), min_size=4, max_size=4))
def test_of_any_chain(counts):
    """Where everybody may get everywhere, shares and passages solve the equations that define them."""
    chain = [[n / sum(row) for n in row] for row in counts]
    shares, steps = stationary_shares(chain), first_passage(chain, 1)
    assert shares is not None and sum(shares) == pytest.approx(1)
    for k in range(4):
        assert shares[k] == pytest.approx(sum(shares[i] * chain[i][k] for i in range(4)))
        if k != 1:
            assert steps[k] == pytest.approx(1 + sum(chain[k][i] * (steps[i] or 0) for i in range(4)))
    assert 0 <= (memory_index(chain) or 0) <= 1 and (half_life(chain) or 0) >= 0


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda: shorrocks_index([[0.5, 0.4], [0, 1]]), "adds up to 1"),
        (lambda: memory_index([[1.5, -0.5], [0, 1]]), "adds up to 1"),
        (lambda: prais_index([[1.0, 0.0]]), "as many columns as rows"),
        (lambda: bartholomew_index(CHAIN, [0.5, 0.6, 0]), "3 numbers that add up to 1"),
        (lambda: bartholomew_index(CHAIN, [1.0]), "3 numbers that add up to 1"),
        (lambda: first_passage(CHAIN, 3), "band 3 of 3"),
    ],
)
def test_refused(ask, words):
    """What is no matrix of transitions, no shares or no band is refused in one line."""
    with pytest.raises(InputError, match=words):
        ask()
