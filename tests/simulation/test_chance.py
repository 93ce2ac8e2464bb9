"""Alias and Poisson tables give exactly the probabilities they were made from, up to the last of 32 bits."""

from fractions import Fraction
from random import Random

import pytest

from creditscape.words import ONE, alias_table, cumulate, poisson_table, reduce_whole, threshold


def chances(thresholds: list[int], alias: list[int]) -> list[Fraction]:
    """The probability of each column of an alias table."""
    columns = len(thresholds)
    found = [Fraction(0)] * columns
    for column, limit in enumerate(thresholds):
        found[column] += Fraction(limit, ONE * columns)
        found[alias[column]] += Fraction(ONE - limit, ONE * columns)
    return found


def random_weights(seed: int) -> list[Fraction]:
    rng = Random(f"weights {seed}")
    return [Fraction(rng.randint(0, 50), rng.randint(1, 60)) for _ in range(rng.randint(1, 30))] + [
        Fraction(1)
    ]


@pytest.mark.parametrize("seed", range(40))
def test_alias(seed: int) -> None:
    """The sums of the columns are the weights' shares; no column is off by more than one word of chance each."""
    weights = random_weights(seed)
    found, total = chances(*alias_table(weights)), sum(weights)
    assert sum(found) == 1
    for column, share in enumerate(found):
        wanted = weights[column] / total if column < len(weights) else 0
        assert abs(share - wanted) <= Fraction(1, ONE)


def test_alias_exact() -> None:
    """Where 32 bits suffice, the table is exact, and weight 0 never happens."""
    weights = [Fraction(1, 2), Fraction(0), Fraction(3, 16), Fraction(5, 16)]
    assert chances(*alias_table(weights)) == weights
    assert chances(*alias_table(weights[::-1])) != weights


def test_alias_of_whole_numbers() -> None:
    """Weights and the smallest whole numbers in their proportion have one table; nothing is a proportion of nothing."""
    weights = [Fraction(1, 2), Fraction(0), Fraction(3, 16), Fraction(5, 16)]
    assert reduce_whole(weights) == (8, 0, 3, 5)
    assert alias_table(reduce_whole(weights)) == alias_table(weights) != alias_table((8, 1, 3, 5))
    assert reduce_whole([Fraction(2, 3), Fraction(4, 3)]) == (1, 2)
    assert reduce_whole([Fraction(0)] * 2) == (0, 0)


@pytest.mark.parametrize(
    "rate", [Fraction(1, 1000), Fraction(1, 3), Fraction(5, 2), Fraction(40), Fraction(200)]
)
def test_poisson(rate: Fraction) -> None:
    """Mean and variance of a Poisson table are its rate, up to what 32 bits leave."""
    table = poisson_table(rate)
    share = [Fraction(b - a, ONE) for a, b in zip((0, *table), table, strict=False)]
    assert all(s >= 0 for s in share) and sum(share) == 1
    mean = sum(n * s for n, s in enumerate(share))
    variance = sum(n * n * s for n, s in enumerate(share)) - mean * mean
    slack = Fraction(len(table) ** 2, ONE)
    assert abs(mean - rate) <= slack
    assert abs(variance - rate) <= slack * 2 * (rate + len(table))
    assert abs(mean - rate - Fraction(1, 100)) > slack  # not blind


def test_poisson_ratio() -> None:
    """Neighbouring counts stand in the ratio rate / n."""
    rate = Fraction(7, 2)
    table = poisson_table(rate)
    share = [b - a for a, b in zip((0, *table), table, strict=False)]
    for n in range(1, 12):
        assert abs(share[n] - share[n - 1] * rate / n) <= 3


def test_thresholds() -> None:
    """Probabilities become floor(p * 2^32); the last of a list of choices takes what is left."""
    assert [threshold(Fraction(x)) for x in (0, 1)] == [0, ONE]
    assert threshold(Fraction(1, 3)) == ONE // 3
    assert cumulate([Fraction(1, 3)] * 3) == [ONE // 3, 2 * ONE // 3, ONE]
    with pytest.raises(ValueError):
        threshold(Fraction(4, 3))
