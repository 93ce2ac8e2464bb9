"""The same people in two worlds: how each stands on a morning here and there, from a community told in full."""

from dataclasses import dataclass

import numpy as np

from creditscape.simulation import Trace


@dataclass(frozen=True)
class Standing:
    """How somebody stands on a morning. lists: bits; scores, levels: by the scheme's order, the lower a level's number the better."""

    lists: int
    restricted: bool
    scores: tuple[int, ...]
    levels: tuple[int, ...]


def find_standings(trace: Trace, world: int, day: int, slots: set[int] | None = None) -> dict[int, Standing]:
    """Everybody who has a file on a morning, by slot. slots: only these."""
    rows = trace.standings
    rows = rows if slots is None else rows[np.isin(rows[:, 1], list(slots))]
    rows = rows[(rows[:, 0] == world) & (rows[:, 2] <= day)][::-1]  # the latest of everybody comes first
    scores, sets = 5 + len(trace.scores), len(trace.levels)
    held, last = np.unique(rows[:, 1], return_index=True)
    return {
        int(slot): Standing(
            int(row[3]),
            bool(row[4] & trace.restrictions),
            tuple(row[5:scores].tolist()),
            tuple(row[len(row) - sets :].tolist()),
        )
        for slot, row in zip(held, rows[last], strict=True)
        if not sets or row[-1] >= 0
    }


@dataclass(frozen=True)
class Worse:
    """Who of some people stands worse here than there on a morning, by slot, and in what."""

    lower: set[int]
    down: set[int]
    listed: set[int]
    restricted: set[int]


def compare(here: dict[int, Standing], there: dict[int, Standing]) -> Worse:
    """Who has a lower score (of any), a worse level, an entry more in force, a restriction more than in the other world."""
    both = {
        slot: (here[slot], there[slot]) for slot in here.keys() & there.keys() if here[slot] != there[slot]
    }
    return Worse(
        {i for i, (a, b) in both.items() if any(map(int.__lt__, a.scores, b.scores))},
        {i for i, (a, b) in both.items() if any(map(int.__gt__, a.levels, b.levels))},
        {i for i, (a, b) in both.items() if a.lists & ~b.lists},
        {i for i, (a, b) in both.items() if a.restricted and not b.restricted},
    )


def find_struck(trace: Trace, here: int, there: int, first: int, last: int, kind: str) -> set[int]:
    """Whom something of a kind befell here and not there, from one day to another. More than one number may have the name."""
    numbers = [n for n, name in enumerate(trace.kinds) if name == kind]
    rows = trace.events
    rows = rows[np.isin(rows[:, 3], numbers) & (rows[:, 2] >= first) & (rows[:, 2] <= last)]
    befell = [set(map(tuple, rows[rows[:, 0] == w, 1:].tolist())) for w in (here, there)]
    return {int(slot) for slot, *_ in befell[0] - befell[1]}
