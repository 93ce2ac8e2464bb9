"""The lite workload in NumPy, by hand, in two ways of drawing who acts today.

The usual way is a count for everybody every day; the fast way draws only those who act.
"""

from collections.abc import Callable
from time import perf_counter

import numpy as np

from .lite_model import A_DAY, BANDS, BEGIN, CUTS, DAYS, FEWER, KINDS, Played

Array = np.ndarray
Draw = Callable[[np.random.Generator, Array], Array]
CHANCES = np.cumsum([rate for rate, _, _ in KINDS]) / sum(rate for rate, _, _ in KINDS)
POINTS = np.array([points for _, points, _ in KINDS], np.int32)
LONG = np.array([term == 730 for _, _, term in KINDS])
SHORT_TERM, LONG_TERM = 365, 730


def draw_everybody(rng: np.random.Generator, score: Array) -> Array:
    """Who acts today, a Poisson count for each person."""
    counts = rng.poisson(np.where(score < CUTS[-1], FEWER * A_DAY, A_DAY))
    return np.repeat(np.arange(len(score)), counts)


def draw_actors(rng: np.random.Generator, score: Array) -> Array:
    """Who acts today, from one Poisson count for all: uniform persons, thinned in the lowest band."""
    who = rng.integers(len(score), size=rng.poisson(len(score) * A_DAY))
    return who[(score[who] >= CUTS[-1]) | (rng.random(len(who)) < FEWER)]


def play(people: int, draw: Draw) -> Played:
    """Run to the last morning. Points come back from lists by day: a day costs only what happens on it."""
    began = perf_counter()
    rng = np.random.default_rng(1)
    score = np.full(people, BEGIN, np.int32)
    due: dict[int, list[tuple[Array, Array]]] = {}
    for day in range(DAYS):
        for who, points in due.pop(day, ()):
            np.add.at(score, who, points)
        if day == DAYS - 1:
            break
        who = draw(rng, score)
        kind = np.searchsorted(CHANCES, rng.random(len(who)), side="right")
        points, long = POINTS[kind], LONG[kind]
        due.setdefault(day + SHORT_TERM, []).append((who[~long], points[~long]))
        due.setdefault(day + LONG_TERM, []).append((who[long], points[long]))
        np.subtract.at(score, who, points)
    bands = np.bincount(len(CUTS) - np.searchsorted(sorted(CUTS), score, side="right"), minlength=len(BANDS))
    return Played(people, tuple(int(n) for n in bands), perf_counter() - began)
