"""A small design over assumptions: which topics stand at which end, in 32 points.

Sixteen columns of a Hadamard matrix and the same with all signs turned (a folded two-level design of resolution IV): the mean effect of
each of up to sixteen topics is told apart from those of all others and of all pairs. Reference: Box, Hunter and Hunter, Statistics
for Experimenters (1978), chapter 12.
"""

from collections.abc import Sequence

SIDE = 16
POINTS = 2 * SIDE
ENDS = {-1: "low", 1: "high"}
# columns that are powers of two first: few topics are then crossed in full
_COLUMNS = (1, 2, 4, 8, 15, 3, 5, 6, 9, 10, 12, 7, 11, 13, 14, 0)


def lay_out(topics: Sequence[str]) -> list[dict[str, int]]:
    """The settings of the topics at each point: -1 the low ends of their ranges, 1 the high ones.

    Raises: ValueError for more topics than there are columns.
    """
    if len(topics) > SIDE:
        raise ValueError(f"{len(topics)} topics; a design has room for {SIDE}")
    return [
        {topic: turn * _sign(row & column) for topic, column in zip(topics, _COLUMNS, strict=False)}
        for turn in (1, -1)
        for row in range(SIDE)
    ]


def _sign(bits: int) -> int:
    return -1 if bits.bit_count() % 2 else 1
