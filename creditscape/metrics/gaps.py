"""How far apart groups are: ratio and difference of a rate, with the polarity said.

The *favourable* outcome is not being restricted. A ratio of favourable rates and a ratio of adverse rates are
different numbers
(0.50 and 0.33 for the same people), so both carry their polarity in the name.
"""

import polars as pl

from ..words import InputError


def favourable_rate_ratio(shares: pl.DataFrame) -> float | None:
    """Lowest group's rate of *not* being restricted over the highest group's.

    min_g (1 - r_g) / max_g (1 - r_g)

    Args: shares: tidy frame of an adverse share, one row a group. Returns: 0..1, or None if fewer than two
    groups are shown
    or nobody at all is unrestricted. Raises: InputError if shares are not shares. Reference: facts M07a,
    favourable polarity.
    """
    rates = [1 - rate for rate in _read_rates(shares)]
    return min(rates) / max(rates) if len(rates) > 1 and max(rates) > 0 else None


def adverse_rate_ratio(shares: pl.DataFrame) -> float | None:
    """Lowest group's rate of being restricted over the highest group's.

    min_g r_g / max_g r_g

    Args: shares: tidy frame of an adverse share, one row a group. Returns: 0..1, or None if fewer than two
    groups are shown
    or nobody is restricted. Raises: InputError if shares are not shares. Reference: facts M07a, adverse
    polarity.
    """
    rates = _read_rates(shares)
    return min(rates) / max(rates) if len(rates) > 1 and max(rates) > 0 else None


def rate_difference(shares: pl.DataFrame) -> float | None:
    """Largest gap between the groups' rates; the same number in either polarity.

    max_g r_g - min_g r_g

    Args: shares: tidy frame of a share, one row a group. Returns: 0..1, or None if fewer than two groups are
    shown.
    Raises: InputError if shares are not shares. Reference: facts M07b.
    """
    rates = _read_rates(shares)
    return max(rates) - min(rates) if len(rates) > 1 else None


def _read_rates(shares: pl.DataFrame) -> list[float]:
    rates = [float(rate) for rate in shares["estimate"].drop_nulls()]
    if any(rate < 0 or rate > 1 for rate in rates):
        raise InputError("M103", "a gap needs shares between 0 and 1, not rates per 1,000")
    return rates
