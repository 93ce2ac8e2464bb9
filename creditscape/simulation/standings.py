"""The standings of one world, in order of people and days: what is counted of lives told in full begins here."""

from dataclasses import dataclass

import numpy as np

from .. import kernel
from ..kernel import column_names as c
from .lowering import Lowered
from .tracing import Told


@dataclass(frozen=True)
class Lives:
    """The standings of one world in order of people and days. until: day on which the next one begins; margins: rows of each slot."""

    slot: np.ndarray
    since: np.ndarray
    until: np.ndarray
    restrictions: np.ndarray
    scores: np.ndarray
    levels: np.ndarray
    death: np.ndarray
    margins: np.ndarray
    days: int

    @property
    def held(self) -> np.ndarray:
        """Tallied days of each standing."""
        return np.clip(self.until, 0, self.days) - np.clip(self.since, 0, self.days)

    def list_subjects(self, all_the_time: bool = False) -> np.ndarray:
        """Slots of those who had a file in the tallied time, or in all of it."""
        slots, first = np.unique(self.slot, return_index=True)
        since, last = (0, self.days - 1) if all_the_time else (self.days - 1, 0)
        return slots[(self.since[first] <= since) & (self.death[slots] > last)]

    def has_file(self, day: int) -> np.ndarray:
        """Whether each slot has a file on a day."""
        found = np.zeros(len(self.death), bool)
        found[self.slot[self.since <= day]] = True
        return found & (self.death > day)

    def find_restricted(self) -> np.ndarray:
        """Whether each slot was ever under a restriction in the tallied time."""
        found = np.zeros(len(self.death), bool)
        found[self.slot[(self.restrictions > 0) & (self.held > 0)]] = True
        return found


def order_lives(low: Lowered, told: Told, w: int) -> Lives:
    """The standings of a world of a community, from its trace."""
    rows = told.trace.standings
    rows = rows[rows[:, 0] == w]
    rows = rows[np.lexsort((np.arange(len(rows)), rows[:, 2], rows[:, 1]))]
    days = low.plan.stop - low.plan.t0
    until = np.full(len(rows), days)
    same = rows[1:, 1] == rows[:-1, 1]
    until[:-1][same] = rows[1:, 2][same]
    scheme = low.worlds[w].scheme or 0
    scores, first = len(low.book.names[scheme].scores), 5 + low.tables.score.shape[2]
    return Lives(
        rows[:, 1],
        rows[:, 2],
        until,
        rows[:, 4] & told.trace.restrictions,
        rows[:, 5 : 5 + scores],
        rows[:, first : first + len(low.book.names[scheme].sets)],
        told.crowd[:, c.P_DEATH] - low.plan.t0,
        _list_margins(low, told),
        days,
    )


def _list_margins(low: Lowered, told: Told) -> np.ndarray:
    """The six margin rows of everybody, as the kernel finds them; the age is that at the entry under the first scheme of the run."""
    crowd, plan = told.crowd, low.plan
    least = low.tables.scheme[low.tables.world[0, c.W_AGE_OF], c.Z_MIN_AGE]
    entry = np.maximum(crowd[:, c.P_BIRTH] + least, plan.start)
    ages = np.searchsorted(low.tables.strata, np.maximum(entry, plan.t0) - crowd[:, c.P_BIRTH], side="right")
    urban = int(told.tallies.outcome[:, kernel.counts.O_SUBJECTS, 11].any())
    return np.stack(
        [
            np.zeros(len(crowd), np.int64),
            1 + crowd[:, c.P_INCOME],
            6 + crowd[:, c.P_GROUP],
            8 + crowd[:, c.P_SEX],
            np.full(len(crowd), 10 + urban),
            12 + ages,
        ],
        axis=1,
    )


def find_spells(lives: Lives) -> np.ndarray:
    """Stretches under any restriction: rows of slot, first day, first day after it, how it ended (a place in `ENDS` of `telling`)."""
    lasting = (lives.until > lives.since) & (lives.restrictions > 0)
    slot, since, until = lives.slot[lasting], lives.since[lasting], lives.until[lasting]
    joined = (slot[1:] == slot[:-1]) & (since[1:] == until[:-1])
    first, last = np.flatnonzero(np.append(True, ~joined)), np.flatnonzero(np.append(~joined, True))
    if not len(slot):
        return np.zeros((0, 4), np.int64)
    slot, since, until = slot[first], since[first], until[last]
    end = np.where(until >= lives.days, 2, np.where(lives.death[slot] <= until, 1, 0))
    return np.stack([slot, since, until, end], axis=1)
