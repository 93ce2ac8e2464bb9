"""How long people wait at an office that a whole district shares: from a pilot over some communities, per world (docs/model.md, 7.11)."""

from bisect import bisect_right
from collections.abc import Iterable

import numpy as np

from ..kernel import column_names as c
from ..words import is_working
from .timeline import Timeline

PILOT = 32  # communities; their filings are those of a district


def count_waits(filings: Iterable[int], capacity: int, line: Timeline) -> list[int]:
    """Days between the day after filing and the day on which the last case of that day is taken up, for every day of the tables.

    filings: of the pilot, by day; capacity: of the office on a working day, in parts of `CASE`. A day without filings counts as if
    somebody had filed. Who files beyond what the office can ever do waits for ever.
    """
    horizon = line.first + 4 * line.days
    working = [day for day in range(line.first, horizon) if is_working(day, line.holidays)]
    at_work = set(working)
    waits, waiting, credit = [], 0, 0
    for day, filed in enumerate(filings, start=line.first):
        if day in at_work:
            credit += capacity
            served = min(waiting, credit // c.CASE)
            waiting, credit = waiting - served, credit - served * c.CASE
            credit = credit if waiting else 0
        waiting += int(filed)
        work = (waiting if filed else waiting + 1) * c.CASE - credit
        needed = -(-work // capacity) if capacity else len(working)
        turn = bisect_right(working, day) + needed - 1
        waits.append(working[turn] - day - 1 if turn < len(working) else c.NEVER)
    return waits


def stretch(changes: Iterable[Iterable[int]], days: int) -> list[int]:
    """Waits by day from those of `squeeze`."""
    found: list[int] = []
    for day, wait in changes:
        found += [found[-1]] * (day - len(found)) if found else []
        found.append(wait)
    return found + found[-1:] * (days - len(found))


def squeeze(waits: Iterable[int]) -> list[list[int]]:
    """Waits by day as pairs of day and wait, one for every change."""
    row = np.array(list(waits), np.int64)
    starts = np.flatnonzero(np.diff(row, prepend=row[:1] - 1))
    return [[int(day), int(row[day])] for day in starts]
