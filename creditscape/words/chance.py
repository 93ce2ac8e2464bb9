"""Probabilities as integer thresholds on 32 bits, computed exactly on the host.

A word w of chance is uniform on 0 .. 2^32 - 1; an event of probability p happens when w < threshold(p). Rational numbers stay
fractions; `exp` is taken by `decimal`, whose result is correctly rounded on every machine. Nothing here uses binary floats.
"""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import gcd, lcm

ONE = 1 << 32
_FIFTY = Context(prec=50)


def threshold(p: Fraction) -> int:
    """floor(p * 2^32), the number of words for which an event of probability p happens. p: share in 0..1.

    Raises: ValueError outside 0..1.
    """
    numerator, denominator = p.as_integer_ratio()
    if not 0 <= numerator <= denominator:
        raise ValueError(f"{p} is not a probability")
    return numerator * ONE // denominator


def cumulate(shares: Sequence[Fraction]) -> list[int]:
    """Cumulated thresholds of a list of shares; the last is always 2^32, so a choice is always made."""
    total, sums = Fraction(0), []
    for share in shares:
        total += share
        sums.append(threshold(min(total, Fraction(1))))
    sums[-1] = ONE
    return sums


@lru_cache(maxsize=65536)
def poisson_table(rate: Fraction) -> tuple[int, ...]:
    """Cumulated thresholds of a Poisson count of mean `rate`: the count is the first index whose entry exceeds the word.

    The table ends where the remaining tail is below 2^-32; its last entry is 2^32.
    Raises: ValueError for a negative rate or one above 200.
    """
    if not 0 <= rate <= 200:
        raise ValueError(f"a yearly rate of {rate} is outside 0..200")
    mean = _FIFTY.divide(Decimal(rate.numerator), Decimal(rate.denominator))
    term = _FIFTY.exp(-mean)
    total, table, count = term, [], 0
    while _FIFTY.multiply(_FIFTY.subtract(Decimal(1), total), Decimal(ONE)) >= 1:
        table.append(int(_FIFTY.multiply(total, Decimal(ONE)).to_integral_value(ROUND_FLOOR)))
        count += 1
        term = _FIFTY.divide(_FIFTY.multiply(term, mean), Decimal(count))
        total = _FIFTY.add(total, term)
    return (*table, ONE)


def reduce_whole(weights: Sequence[Fraction | int]) -> tuple[int, ...]:
    """Weights as the smallest whole numbers that stand to each other as they do."""
    scale = lcm(*(w.denominator for w in weights))
    whole = [w.numerator * (scale // w.denominator) for w in weights]
    common = gcd(*whole) or 1
    return tuple(w // common for w in whole)


def alias_table(weights: Sequence[Fraction | int]) -> tuple[list[int], list[int]]:
    """Walker's alias table of a list of weights, padded with weight 0 to a power of two columns.

    Returns thresholds [column] on 0..2^32 and the alias [column]. All weights 0: every column keeps itself.
    Columns are paired in order of their number, so the table depends on the weights alone.
    """
    columns = 1
    while columns < len(weights):
        columns *= 2
    whole = [*reduce_whole(weights), *[0] * (columns - len(weights))]
    total = sum(whole)
    if not total:
        return [ONE] * columns, list(range(columns))
    left = [w * columns for w in whole]
    small = [c for c in range(columns) if left[c] < total]
    large = [c for c in range(columns) if left[c] >= total]
    thresholds, alias = [ONE] * columns, list(range(columns))
    while small and large:
        low, high = small.pop(), large[-1]
        thresholds[low], alias[low] = left[low] * ONE // total, high
        left[high] -= total - left[low]
        if left[high] < total:
            small.append(large.pop())
    return thresholds, alias
