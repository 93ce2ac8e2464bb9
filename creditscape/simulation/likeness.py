"""Like treated alike: people beside those who behaved most like them, and the same lives under one scheme and another."""

from collections import Counter
from typing import Any

import numpy as np

NEIGHBOURS = 5  # who behaved most alike: a house number, that of AIF360
_CHUNK = 512  # rows of distances held at a time


def count_alike(acts: np.ndarray, restricted: np.ndarray) -> list[tuple[int, int, int, int]]:
    """Persons by how many of those who behaved most like them were restricted.

    Like are the five whose numbers of acts lie nearest (squared differences added up over the columns), and all who lie as near as the
    fifth; nobody is one of their own.

    Args: acts: whole numbers [person, part of life]; restricted: of each person. Returns: rows of own restriction (0 or 1), those alike,
    the restricted among them, persons. Nothing with fewer than six persons.
    """
    if len(acts) <= NEIGHBOURS:
        return []
    cells, of, many = np.unique(acts, axis=0, return_inverse=True, return_counts=True)
    bad = np.bincount(of.ravel(), restricted, minlength=len(cells)).astype(np.int64)
    told: Counter[tuple[int, int, int]] = Counter()
    for first in range(0, len(cells), _CHUNK):
        part = slice(first, first + _CHUNK)
        near = _find_near(cells.astype(np.float64), many, part)
        counts = np.stack([near @ many - 1, near @ bad, many[part], bad[part]], axis=1).astype(np.int64)
        for alike, found, persons, own in counts.tolist():
            told[0, alike, found] += persons - own
            told[1, alike, found - 1] += own
    return [(*key, persons) for key, persons in sorted(told.items()) if persons]


def _find_near(cells: np.ndarray, many: np.ndarray, part: slice) -> np.ndarray:
    """Which cells hold those alike, and oneself, of each cell of a part [cell of the part, cell]; float64 holds the whole numbers."""
    own, squares = cells[part], np.square(cells).sum(axis=1)
    apart = squares[part, None] + squares[None, :] - 2 * own @ cells.T
    # Each cell holds somebody, so that five beside one's own are enough.
    most = min(NEIGHBOURS, len(cells) - 1)
    nearest = np.argpartition(apart, most, axis=1)[:, : most + 1]
    distances = np.take_along_axis(apart, nearest, axis=1)
    order = np.argsort(distances, axis=1, kind="stable")
    seen = np.cumsum(np.take_along_axis(many[nearest], order, axis=1), axis=1) - 1
    enough = np.argmax(seen >= NEIGHBOURS, axis=1)
    reach = np.take_along_axis(np.take_along_axis(distances, order, axis=1), enough[:, None], axis=1)
    return (apart <= reach).astype(np.int64)


def count_elsewhere(
    standing: np.ndarray, margins: np.ndarray, names: list[tuple[str, str]]
) -> list[tuple[Any, ...]]:
    """Persons by the number of schemes, of those compared, under which they were restricted.

    Args: standing: [person, scheme] -1 no file, 0 never restricted, 1 restricted; margins: rows of each person in `names`.
    Returns: rows of dimension, value, schemes, under, persons; people with a file under all of them only.
    """
    whole = (standing >= 0).all(axis=1)
    under, rows = standing[whole].sum(axis=1), margins[whole]
    told = Counter(
        (g, each) for g_row, each in zip(rows.tolist(), under.tolist(), strict=True) for g in g_row
    )
    return [(*names[g], standing.shape[1], each, persons) for (g, each), persons in sorted(told.items())]
