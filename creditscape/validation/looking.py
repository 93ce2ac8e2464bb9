"""Figures from one community told in full (`simulation.Trace`): part and whole of each.

Every function takes a trace and gives {name: (part, whole)}; days count from the first tallied one.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from ..simulation import Trace

Counts = dict[str, tuple[float, float]]


def find_standings(trace: Trace, world: str, day: int) -> np.ndarray:
    """The row of everybody that stands on a morning, by slot; who is no subject any more is left out.

    Returns: [persons, columns of `Trace.standings`], sorted by slot.
    """
    rows = trace.standings
    rows = rows[(rows[:, 0] == trace.worlds.index(world)) & (rows[:, 2] <= day)]
    rows = rows[np.lexsort((rows[:, 2], rows[:, 1]))]
    last = np.append(rows[1:, 1] != rows[:-1, 1], True)
    return rows[last & (rows[:, 5 + len(trace.scores)] >= 0)]


def share_in_bins(
    trace: Trace, *, score: str, bands: str, day: int, bins: Mapping[str, Sequence[int]]
) -> Counts:
    """Persons with a score by ranges of it. bins: name -> lowest and highest score, both included."""
    values = _scores_on_file(trace, score, bands, day)
    return {
        name: (float(((values >= low) & (values <= high)).sum()), float(len(values)))
        for name, (low, high) in bins.items()
    }


def mean_score(trace: Trace, *, name: str, score: str, bands: str, day: int) -> Counts:
    """The mean score of those who have one."""
    values = _scores_on_file(trace, score, bands, day)
    return {name: (float(values.sum()), float(len(values)))}


def share_not_right(trace: Trace, *, name: str, day: int, against: str, bands: str | None = None) -> Counts:
    """Persons any of whose scores is another one, higher or lower, than in a world with better records.

    bands: only those on a level above the last of it, such as with a file.
    """
    here, there = (find_standings(trace, world, day) for world in ("as_written", against))
    here, there = here[np.isin(here[:, 1], there[:, 1])], there[np.isin(there[:, 1], here[:, 1])]
    scores = slice(5, 5 + len(trace.scores))
    wrong = (here[:, scores] != there[:, scores]).any(axis=1)
    if bands is not None:
        wrong = wrong[_on_file(trace, here, bands)]
    return {name: (float(wrong.sum()), float(len(wrong)))}


def movement(trace: Trace, *, score: str, bands: str, day: int, later: int) -> Counts:
    """Who of those with a score moves up and down between two mornings, and by how many points on average."""
    first, second = (find_standings(trace, "as_written", each) for each in (day, later))
    first, second = first[np.isin(first[:, 1], second[:, 1])], second[np.isin(second[:, 1], first[:, 1])]
    both = _on_file(trace, first, bands) & _on_file(trace, second, bands)
    change = (second - first)[both, _column(trace, score)]
    up, down = change[change > 0], -change[change < 0]
    return {
        "up": (float(len(up)), float(len(change))),
        "down": (float(len(down)), float(len(change))),
        "points up": (float(up.sum()), float(len(up))),
        "points down": (float(down.sum()), float(len(down))),
    }


def paid_after_listing(trace: Trace, *, name: str, listing: str, kind: str, day: int) -> Counts:
    """Of those ever listed up to a morning, who did something (such as pay) while listed, up to then."""
    bit = 1 << trace.lists.index(listing)
    rows = trace.standings
    rows = rows[(rows[:, 0] == trace.worlds.index("as_written")) & (rows[:, 2] <= day)]
    rows = rows[np.lexsort((rows[:, 2], rows[:, 1]))]
    listed = set(rows[(rows[:, 3] & bit) != 0, 1].tolist())
    numbers = [n for n, name in enumerate(trace.kinds) if name == kind]
    events = trace.events
    events = events[(events[:, 0] == trace.worlds.index("as_written")) & (events[:, 2] <= day)]
    events = events[np.isin(events[:, 3], numbers)]
    paid = set()
    for slot, when in events[:, 1:3].tolist():
        held = rows[(rows[:, 1] == slot) & (rows[:, 2] <= when)]
        if len(held) and held[-1, 3] & bit:
            paid.add(slot)
    return {name: (float(len(paid)), float(len(listed)))}


def _column(trace: Trace, score: str) -> int:
    return 5 + trace.scores.index(score)


def _on_file(trace: Trace, rows: np.ndarray, bands: str) -> np.ndarray:
    """Whose level is above the last one of a set of bands, which stands for having no score."""
    names = [*trace.levels]
    level = rows[:, 5 + len(trace.scores) + names.index(bands)]
    return (level >= 0) & (level < len(trace.levels[bands]) - 1)


def _scores_on_file(trace: Trace, score: str, bands: str, day: int) -> np.ndarray:
    rows = find_standings(trace, "as_written", day)
    return rows[_on_file(trace, rows, bands), _column(trace, score)]


WAYS = (share_in_bins, mean_score, share_not_right, movement, paid_after_listing)
