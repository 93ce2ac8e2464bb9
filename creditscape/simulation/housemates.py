"""Restrictions under one roof: households by how many of their members were restricted, and people by whether somebody they live with was.

A child is here whoever is too young for a file under the scheme; a household's members are those who lived on some tallied day.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

WHO = ("child", "adult")
OF_HOUSEHOLDS = (0, 1, 2, 4)  # rows of the margins that a household shares: all, income, group, place
OF_PERSONS = (0, 1, 2, 3, 4)  # a person has a sex too


@dataclass(frozen=True)
class Roofs:
    """The households of a community and the restrictions of their members, in one world.

    house: of each slot, below 0 for none; lived: first tallied day, first of age and first after the last of each slot, within the tallied
    time; spells: stretches under a restriction, rows of slot, first day, first day after it; margins: rows of each slot in `names`.
    """

    house: np.ndarray
    lived: np.ndarray
    spells: np.ndarray
    margins: np.ndarray
    names: list[tuple[str, str]]

    def list_members(self) -> list[np.ndarray]:
        """The slots of each household, of those who lived on some tallied day."""
        slots = np.flatnonzero((self.house >= 0) & (self.lived[:, 0] < self.lived[:, 2]))
        slots = slots[np.argsort(self.house[slots], kind="stable")]
        changes = np.flatnonzero(np.diff(self.house[slots])) + 1
        return [members for members in np.split(slots, changes) if len(members)]

    def list_spells(self) -> dict[int, list[tuple[int, int]]]:
        """Spells by slot, of the tallied time."""
        own: dict[int, list[tuple[int, int]]] = {}
        for slot, since, until in self.spells[:, :3].tolist():
            if until > 0:
                own.setdefault(slot, []).append((since, until))
        return own


def count_households(at: tuple[str, int], roofs: Roofs) -> list[tuple[Any, ...]]:
    """Households by the number of their members, of those of age among them, and of those ever restricted in the tallied time.

    Args: at: world and community. Returns: rows of table `households` (docs/results.md).
    """
    own, told = roofs.list_spells(), Counter[tuple[Any, ...]]()
    for members in roofs.list_members():
        grown = int((roofs.lived[members, 1] < roofs.lived[members, 2]).sum())
        counts = (len(members), grown, sum(slot in own for slot in members.tolist()))
        for row in OF_HOUSEHOLDS:
            told[*roofs.names[roofs.margins[members[0], row]], *counts] += 1
    return [(at[0], *key[:2], at[1], *key[2:], many) for key, many in sorted(told.items())]


def count_housemates(at: tuple[str, int], roofs: Roofs) -> list[tuple[Any, ...]]:
    """Persons of households, as a child and as an adult, and those of them who lived with somebody else under a restriction.

    Args: at: world and community. Returns: rows of table `housemates` (docs/results.md); who comes of age in the tallied time is in both.
    """
    own, members = roofs.list_spells(), roofs.list_members()
    slots = np.concatenate(members) if members else np.zeros(0, np.int64)
    days, beside = np.diff(roofs.lived, axis=1), np.zeros((len(roofs.house), 2), np.int64)
    for those in members:
        restricted = [slot for slot in those.tolist() if slot in own]
        for slot in those.tolist() if restricted else ():
            others = join_spells([spell for other in restricted if other != slot for spell in own[other]])
            first, grown, last = roofs.lived[slot].tolist()
            beside[slot] = count_days(others, first, grown), count_days(others, grown, last)
    never = ~np.isin(np.arange(len(roofs.house)), list(own))
    rows = []
    for w, who in enumerate(WHO):
        lived, shared = days[slots, w], beside[slots, w]
        counts = np.stack([lived > 0, shared > 0, (shared > 0) & never[slots], lived, shared]).astype(
            np.int64
        )
        for g in np.unique(roofs.margins[slots][:, OF_PERSONS]).tolist():
            told = counts[:, (roofs.margins[slots][:, OF_PERSONS] == g).any(axis=1)].sum(axis=1).tolist()
            rows += [(at[0], who, *roofs.names[g], at[1], *told)] if told[0] else []
    return rows


def join_spells(spells: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches of days covered by any of the spells, none twice."""
    joined: list[tuple[int, int]] = []
    for since, until in sorted(spells):
        if joined and since <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(joined[-1][1], until)
        else:
            joined.append((since, until))
    return joined


def count_days(stretches: list[tuple[int, int]], since: int, until: int) -> int:
    """Days of a time that lie in any of some stretches."""
    return sum(max(0, min(last, until) - max(first, since)) for first, last in stretches)
