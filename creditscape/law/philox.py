"""Philox4x32-10, the counter-based generator of Salmon et al. (2011), from its published definition."""

from functools import cache
from typing import Final

MASK: Final = 0xFFFFFFFF
MULTIPLIERS: Final = (0xD2511F53, 0xCD9E8D57)
WEYL: Final = (0x9E3779B9, 0xBB67AE85)
ROUNDS: Final = 10

Words = tuple[int, int, int, int]


def draw_words(counter: int, seed: int) -> Words:
    """The four 32-bit words at an address.

    counter: 128 bits, its lowest 32 the first counter word; seed: 64 bits, its low word the first key word.
    """
    c0, c1, c2, c3 = (counter >> shift & MASK for shift in (0, 32, 64, 96))
    for k0, k1 in _round_keys(seed):
        left, right = MULTIPLIERS[0] * c0, MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (right >> 32) ^ c1 ^ k0, right & MASK, (left >> 32) ^ c3 ^ k1, left & MASK
    return c0, c1, c2, c3


@cache
def _round_keys(seed: int) -> tuple[tuple[int, int], ...]:
    """The two key words of each round."""
    low, high = seed & MASK, seed >> 32 & MASK
    return tuple((low + n * WEYL[0] & MASK, high + n * WEYL[1] & MASK) for n in range(ROUNDS))
