"""Migration between ratings: the one-year matrix of the CreditMetrics document, and a population of invented firms driven by it."""

from functools import cache

import numpy as np

from ..kernel import philox
from ..metrics import closed_bands, first_passage, memory_index, shorrocks_index, stationary_shares
from ..words import ONE, luck
from .shipped import read_table

FIRMS = 4096  # of each grade but default
YEARS = 10
SEED = 1
FIRST = 1997  # the year of the document; it only gives the luck an address


@cache
def load_matrix() -> tuple[list[str], np.ndarray]:
    """Grades, best first and default last, and the share [K, K] of those in one that are in another a year later; rows brought to 1."""
    head, rows = read_table("creditmetrics_transition_1y_pct.csv")
    matrix = np.array([[float(cell) for cell in row[1:]] for row in rows])
    return head[1:], matrix / matrix.sum(axis=1, keepdims=True)


def default_after(years: int) -> dict[str, float]:
    """Share of each grade in default after so many years: the last column of that power of the matrix."""
    grades, matrix = load_matrix()
    column = np.linalg.matrix_power(matrix, years)[:, -1]
    return dict(zip(grades[:-1], column[:-1].tolist(), strict=True))


@cache
def drive_firms(firms: int = FIRMS, years: int = YEARS, seed: int = SEED) -> tuple[np.ndarray, np.ndarray]:
    """Invented firms, so many of each grade, that move once a year by the luck of their own address.

    Returns: moves [K, K] counted over all years; grade [K - 1, firms] at the end by the grade at the start.
    """
    grades, matrix = load_matrix()
    limits = (np.cumsum(matrix, axis=1) * ONE).astype(np.int64)
    limits[:, -1] = ONE
    words = np.array(
        [
            [[_draw(start, firm, year, seed) for year in range(years)] for firm in range(firms)]
            for start in range(len(grades) - 1)
        ]
    )
    grade = np.repeat(np.arange(len(grades) - 1)[:, None], firms, axis=1)
    moves = np.zeros(matrix.shape, np.int64)
    for year in range(years):
        later = (words[:, :, year, None] >= limits[grade]).sum(axis=2)
        np.add.at(moves, (grade.ravel(), later.ravel()), 1)
        grade = later
    return moves, grade


def _draw(start: int, firm: int, year: int, seed: int) -> int:
    address = luck.pack(start, luck.FIRM, firm, year=FIRST + year - luck.FIRST_YEAR, purpose=luck.FATE)
    return int(philox(np.uint64(address >> 64), np.uint64(address & (1 << 64) - 1), np.uint64(seed))[0])


def mobility_of_matrix() -> dict[str, float | str]:
    """Figures of the printed matrix by `metrics`: the rate at which survivors last, where everybody ends, and the survivors' mix.

    The second largest eigenvalue of the whole matrix is the largest of its part without default.
    """
    grades, matrix = load_matrix()
    plain = matrix.tolist()
    mix = np.full(len(grades) - 1, 1 / (len(grades) - 1))
    for _ in range(5000):
        mix = mix @ matrix[:-1, :-1]
        mix /= mix.sum()
    ends = stationary_shares(plain)
    stuck = [grades[k] for found in closed_bands(plain) for k in found]
    passage = first_passage(plain, len(grades) - 1)
    return {
        "second eigenvalue": 1 - (memory_index(plain) or 0.0),
        **{f"survivors at {grade}": float(part) for grade, part in zip(grades, mix, strict=False)},
        "never left": ", ".join(stuck),
        "share that ends in default": ends[-1] if ends else 0.0,
        "grades from which default comes for certain": sum(years is not None for years in passage[:-1]),
    }


def firms_in_default() -> dict[str, float]:
    """How far the share of invented firms in default after ten years lies from the matrix power, by grade, in standard errors.

    (share of the firms - share p by the power) / sqrt(p (1 - p) / firms)
    """
    grades, _ = load_matrix()
    _, ends = drive_firms()
    shares = (ends == len(grades) - 1).mean(axis=1).tolist()
    powers = default_after(YEARS)
    return {
        grade: (share - p) / (p * (1 - p) / FIRMS) ** 0.5
        for share, (grade, p) in zip(shares, powers.items(), strict=True)
    }


def mobility_of_firms() -> dict[str, float]:
    """Shorrocks' index of the moves that the firms made, those in default included."""
    moves, _ = drive_firms()
    return {"Shorrocks": shorrocks_index((moves / moves.sum(axis=1, keepdims=True)).tolist()) or 0.0}


WAYS = (mobility_of_matrix, firms_in_default, mobility_of_firms)
