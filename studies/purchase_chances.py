"""The arithmetic beside the study of purchase flags: what chance alone would bring, and what a flag then means.

Nothing here runs the simulation; the rates are those of the society's plain form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, lgamma, log
from typing import Any

import numpy as np
import polars as pl

YEAR = 365
CELL = ("age", "sex", "income", "group", "place")
MILLION = 10**6
Streams = Mapping[str, Sequence[tuple[float, int]]]  # by kind: reports a day, and the days that they take


@dataclass(frozen=True)
class Odds:
    """What flags mean where one adult in `base` is dangerous and a share `found` of these is flagged; of a million adults a year.

    rate: people flagged by chance, of an adult and year.
    """

    base: int
    found: Fraction
    rate: Fraction

    @property
    def dangerous(self) -> Fraction:
        return Fraction(MILLION, self.base)

    @property
    def flagged(self) -> Fraction:
        """Dangerous and flagged."""
        return self.dangerous * self.found

    @property
    def innocent(self) -> Fraction:
        """Innocent and flagged."""
        return (MILLION - self.dangerous) * self.rate

    @property
    def share(self) -> Fraction:
        """Share of the flagged who are dangerous."""
        return self.flagged / (self.flagged + self.innocent)

    @property
    def innocent_for_one(self) -> Fraction:
        return self.innocent / self.flagged


def expect_alarms(
    society: dict[str, Any], kinds: Sequence[str], cross: pl.DataFrame, window: int, days: int
) -> float:
    """Sets of four that independent purchases would complete. society: in plain form; cross: whose days, by stratum.

    A set is complete when a purchase arrives and each other thing was bought on that day or up to `window` days before it, and has
    arrived. Before the first of the `days` nothing was bought. People stay in the age group in which they came in.
    """
    names = [_label_ages(society["strata_ages"]), ["men", "women"], [1, 2, 3, 4, 5]]
    names += [["majority", "minority"], ["rural", "urban"]]
    windows = np.minimum(np.arange(days), window)
    total = 0.0
    for *labels, person_days in cross.group_by(CELL).agg(pl.col("subject_days").sum()).sort(CELL).rows():
        cell = tuple(among.index(label) for among, label in zip(names, labels, strict=True))
        streams = {kind: _list_streams(society, kind, cell) for kind in kinds}
        total += person_days * float(_alarms_a_day(streams, windows).mean())
    return total


def _label_ages(limits: Sequence[int]) -> list[Any]:
    return [f"{low}-{high - 1}" for low, high in pairwise([0, *limits])] + [f"{limits[-1]}+"]


def _list_streams(society: dict[str, Any], kind: str, cell: tuple[int, ...]) -> list[tuple[float, int]]:
    """Reports that read as a kind, true ones and wrong ones."""
    found = []
    for each in society["kinds"]:
        if kind == (each["reads_as"] or each["name"]):
            rate = society["groups"][each["group"]]["rates"][cell] * each["share"]
            told = rate * each["coverage"][cell[4], cell[3]]
            found += [(float(told * share) / YEAR, delay) for delay, share in each["delay"]]
    return found


def _alarms_a_day(streams: Streams, windows: np.ndarray) -> np.ndarray:
    total = np.zeros(len(windows))
    for last, own in streams.items():
        for rate, delay in own:
            present = np.ones(len(windows))
            for theirs in (each for other, each in streams.items() if other != last):
                # bought x days before the last: has arrived if it takes at most x + delay days
                met = [many * np.maximum(0, windows + 1 - max(0, late - delay)) for many, late in theirs]
                present *= -np.expm1(-sum(met))
            total += rate * present
    return total


def bound_rides(society: dict[str, Any], times: int, days: int) -> int:
    """n such that the chance of so many bus rides within so many days is below 10^-n for anybody in a year.

    The rides of these days are Poisson with a mean m, and `times` or more at most as likely as m^times / times!.
    """
    ride = next(each for each in society["kinds"] if each["name"] == "bus_ride")
    rate = max(society["groups"][ride["group"]]["rates"].values()) * max(ride["coverage"].values())
    mean = float(rate) * days / YEAR
    return -ceil((times * log(mean) - lgamma(times + 1) + log(YEAR)) / log(10))
