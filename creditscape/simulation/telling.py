"""What is counted from lives told in full: spells, burdens, changes of level, measures at a time, scores beside conduct.

Nobody's life leaves this file: rows are counts of people of a community (docs/results.md).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from .. import kernel
from ..kernel import column_names as c
from ..scheme import list_aims
from .digests import LIVES
from .frames import margin_names
from .housemates import Roofs, count_households, count_housemates
from .likeness import count_alike, count_elsewhere
from .lowering import Lowered
from .plan import RunPlan
from .run import lower_plan
from .standings import Lives, find_spells, order_lives
from .timeline import BINS
from .tracing import Told, tell_communities

FREE = 90  # days without a restriction after which somebody has recovered: a house number
YEAR = 365  # days of conduct that a score is held against
ENDS = ("free", "died", "end_of_run")
Rows = dict[str, list[tuple[Any, ...]]]


def tell_lives(plan: RunPlan, communities: int) -> Iterator[Rows]:
    """The first communities of a plan told in full, and what is counted of them in every world with a scheme.

    Args: plan: its worlds are told; communities: how many. Yields: for each community the rows of `LIVES`, columns as in
    docs/results.md. Raises: as `lower`.
    """
    low = lower_plan(replace(plan, causes=False))
    heeded = [set(list_aims(scheme.plain())["breaches"]) for scheme in (plan.scheme, *plan.reforms)]
    for told in tell_communities(low, range(communities)):
        found: Rows = {name: [] for name in LIVES}
        lives = {
            w: order_lives(low, told, w) for w, world in enumerate(low.worlds) if world.scheme is not None
        }
        for w, each in lives.items():
            for name, rows in _tell_world(low, told, w, each).items():
                found[name] += rows
            found["likeness"] += _count_likeness(low, told, w, each, heeded[low.worlds[w].scheme or 0])
        found["elsewhere"] = _count_elsewhere(low, told, lives)
        yield found


def _tell_world(low: Lowered, told: Told, w: int, lives: Lives) -> Rows:
    names = margin_names(low.ages)
    at = (low.worlds[w].name, told.trace.community)
    subjects = told.tallies.outcome[w, kernel.counts.O_SUBJECTS]
    starts = [int(day) - low.plan.t0 for day in low.tables.period_start]
    return {
        "spells": _count_spells(at, lives, names, starts),
        "burden": _count_burdens(at, lives, names, subjects),
        "flips": _count_flips(low, told, w, lives, names, starts),
        "triples": _count_triples(low, told, w, lives, starts),
        "load": _count_load(low, at, lives),
        "drift": _count_drift(low, told, w, lives, starts),
        "foresight": _count_foresight(low, told, w, lives, names, starts),
        **_count_roofs(low, told, w, lives, names),
    }


def _count_roofs(low: Lowered, told: Told, w: int, lives: Lives, names: list[tuple[str, str]]) -> Rows:
    """Restrictions under one roof; nothing without households, or where firms have the files."""
    if _of_firms(low, w) or low.tables.bond[c.BOND_SIZES] < 0:
        return {}
    born = told.crowd[:, c.P_BIRTH] - low.plan.t0
    of_age = born + low.tables.scheme[low.tables.world[w, c.W_AGE_OF], c.Z_MIN_AGE]
    first, last = np.clip(born, 0, lives.days), np.clip(lives.death, 0, lives.days)
    lived = np.stack([first, np.clip(of_age, first, np.maximum(first, last)), last], axis=1)
    roofs = Roofs(told.crowd[:, c.P_HOUSE], lived, find_spells(lives), lives.margins, names)
    at = (low.worlds[w].name, told.trace.community)
    return {"households": count_households(at, roofs), "housemates": count_housemates(at, roofs)}


def _count_likeness(
    low: Lowered, told: Told, w: int, lives: Lives, heeded: set[str]
) -> list[tuple[Any, ...]]:
    """Those subject all the tallied time, beside those who did most alike. heeded: unlawful acts that the scheme counts against people."""
    if _of_firms(low, w):
        return []
    kinds = np.array([kind["name"] in heeded for kind in low.kinds])
    domains = np.array([kind["domain"] for kind in low.kinds])
    events = told.trace.events[told.trace.events[:, 0] == w]
    events = events[kinds[events[:, 3]]]
    acts = np.zeros((len(lives.death), domains.max() + 1), np.int64)
    np.add.at(acts, (events[:, 1], domains[events[:, 3]]), 1)
    who = lives.list_subjects(all_the_time=True)
    return [
        (low.worlds[w].name, told.trace.community, *row)
        for row in count_alike(acts[who], lives.find_restricted()[who])
    ]


def _count_elsewhere(low: Lowered, told: Told, lives: dict[int, Lives]) -> list[tuple[Any, ...]]:
    """The same people under the schemes compared; nothing if there is one, or if one is about firms."""
    compared = [w for w in lives if low.worlds[w].name.endswith("as_written")]
    if len(compared) < 2 or any(_of_firms(low, w) for w in compared):
        return []
    standing = np.full((len(told.crowd), len(compared)), -1)
    for place, w in enumerate(compared):
        who = lives[w].list_subjects()
        standing[who, place] = lives[w].find_restricted()[who]
    margins, names = lives[compared[0]].margins, margin_names(low.ages)
    return [(*row[:2], told.trace.community, *row[2:]) for row in count_elsewhere(standing, margins, names)]


def _of_firms(low: Lowered, w: int) -> bool:
    return bool(low.tables.scheme[low.worlds[w].scheme or 0, c.Z_WHO] == c.FIRMS)


def _find_recoveries(lives: Lives, spells: np.ndarray) -> np.ndarray:
    """From the first restriction in the tallied time to the first that `FREE` days without one follow; rows as those of spells."""
    found = []
    changes = np.flatnonzero(spells[1:, 0] != spells[:-1, 0]) + 1
    for own in np.split(spells, changes):
        if not len(own) or own[0, 1] < 0:
            continue  # under a restriction before counting began
        slot, began = int(own[0, 0]), int(own[0, 1])
        stop = min(lives.days, int(lives.death[slot]))
        for (_, _, until, _), following in zip(own, [*own[1:, 1], stop], strict=True):
            if following - until >= FREE:
                found.append((slot, began, int(until), 0))
                break
        else:
            found.append((slot, began, stop, 1 if stop < lives.days else 2))
    return np.array(found, np.int64).reshape(-1, 4)


def _count_spells(
    at: tuple[str, int], lives: Lives, names: list[tuple[str, str]], starts: list[int]
) -> list[tuple[Any, ...]]:
    world, community = at
    spells = find_spells(lives)
    told: Counter[tuple[Any, ...]] = Counter()
    # spells are many: by group only recoveries are told
    for about, rows, dimensions in (("spell", spells, 1), ("recovery", _find_recoveries(lives, spells), 6)):
        began = np.searchsorted(starts, rows[:, 1], side="right") - 1
        for (slot, since, until, end), year in zip(rows.tolist(), began.tolist(), strict=True):
            for g in lives.margins[slot, :dimensions]:
                told[about, ENDS[end], *names[g], year, until - since] += 1
    return [(world, *key[:4], community, *key[4:], count) for key, count in sorted(told.items())]


def _count_burdens(
    at: tuple[str, int], lives: Lives, names: list[tuple[str, str]], subjects: np.ndarray
) -> list[tuple[Any, ...]]:
    """Persons by their restricted days; those without any are the other subjects."""
    world, community = at
    days = np.bincount(
        lives.slot, np.where(lives.restrictions > 0, lives.held, 0), minlength=len(lives.death)
    ).astype(np.int64)
    rows = []
    for g, (dimension, value) in enumerate(names):
        burdens = days[(lives.margins == g).any(axis=1) & (days > 0)]
        told = Counter(burdens.tolist())
        told[0] = int(subjects[g]) - len(burdens)
        rows += [(world, dimension, value, community, *each) for each in sorted(told.items()) if each[1]]
    return rows


def _count_flips(
    low: Lowered, told: Told, w: int, lives: Lives, names: list[tuple[str, str]], starts: list[int]
) -> list[tuple[Any, ...]]:
    """Changes of level after the first tallied morning, to a better one and to a worse one, beside the days lived as a subject."""
    lived = _count_subject_days(low, told, w)
    same = (lives.slot[1:] == lives.slot[:-1]) & (lives.since[1:] > 0)
    years = np.searchsorted(starts, lives.since[1:], side="right") - 1
    rows = []
    for b, bands in enumerate(low.book.names[low.worlds[w].scheme or 0].sets):
        old, new = lives.levels[:-1, b], lives.levels[1:, b]
        known = same & (old >= 0) & (new >= 0)
        moved = [np.flatnonzero(known & (new < old)), np.flatnonzero(known & (new > old))]
        tally = np.zeros((2, len(names), len(starts)), np.int64)
        for k, places in enumerate(moved):
            for g in lives.margins[lives.slot[places]].T:
                np.add.at(tally[k], (g, years[places]), 1)
        for g, (dimension, value) in enumerate(names):
            for y in range(low.plan.periods):
                if lived[g, y]:
                    counted = (int(tally[0, g, y]), int(tally[1, g, y]), int(lived[g, y]))
                    rows.append(
                        (low.worlds[w].name, bands, dimension, value, told.trace.community, y, *counted)
                    )
    return rows


def _count_subject_days(low: Lowered, told: Told, w: int) -> np.ndarray:
    """Person-days as a subject [margin, year]."""
    cells = told.tallies.cross[w, kernel.counts.A_SUBJECT]
    ages = low.plan.ages
    shaped = cells.reshape(5, 2, 2, ages, 2, -1)  # income, group, sex, age, place
    whole = shaped.sum(axis=(0, 1, 2, 3, 4))[None]
    parts = [shaped.sum(axis=tuple(a for a in range(5) if a != axis)) for axis in (0, 1, 2, 4, 3)]
    return np.concatenate([whole, *parts])


def _stand_on(lives: Lives, day: int) -> np.ndarray:
    """Places of the standings on the morning of a day, of those who had one with a level."""
    now = (lives.since <= day) & (lives.until > day)
    now |= (lives.until == day) & (day == lives.days)
    return (
        np.flatnonzero(now & (lives.levels >= 0).any(axis=1)) if lives.levels.shape[1] else np.array([], int)
    )


def _count_triples(
    low: Lowered, told: Told, w: int, lives: Lives, starts: list[int]
) -> list[tuple[Any, ...]]:
    """Levels on the first mornings of three years in a row, of those subject on all of them."""
    names = low.book.names[low.worlds[w].scheme or 0]
    mornings = [_stand_on(lives, day) for day in starts]
    rows = []
    for b, bands in enumerate(names.sets):
        levels = np.full((len(mornings), len(lives.death)), -1)
        for y, places in enumerate(mornings):
            levels[y, lives.slot[places]] = lives.levels[places, b]
        three = np.stack([levels[:-2], levels[1:-1], levels[2:]], axis=-1).reshape(-1, 3)
        three = three[(three >= 0).all(axis=1)]
        called = names.levels[bands]
        for path, persons in sorted(Counter(map(tuple, three.tolist())).items()):
            told_as = [called[level] for level in path]
            rows.append((low.worlds[w].name, bands, *told_as, told.trace.community, persons))
    return rows


def _count_load(low: Lowered, at: tuple[str, int], lives: Lives) -> list[tuple[Any, ...]]:
    """Restricted person-days by the number of restrictions that hold at once, and by that of their domains."""
    domains: dict[str, int] = {}
    for n, measure in enumerate(low.book.measures):
        domains[measure.domain] = domains.get(measure.domain, 0) | 1 << n
    many, wide = np.zeros_like(lives.restrictions), np.zeros_like(lives.restrictions)
    for n in range(len(low.book.measures)):
        many += (lives.restrictions >> n) & 1
    for bits in domains.values():
        wide += (lives.restrictions & bits) > 0
    told: Counter[tuple[int, int]] = Counter()
    held = (lives.restrictions > 0) & (lives.held > 0)
    if held.any():
        for m, d, days in zip(
            many[held].tolist(), wide[held].tolist(), lives.held[held].tolist(), strict=True
        ):
            told[m, d] += days
    return [(*at, *key, days) for key, days in sorted(told.items())]


def _find_breaches(low: Lowered, told: Told, w: int) -> np.ndarray:
    """True unlawful acts in a world: rows of world, slot, day, kind."""
    bad = [n for n, kind in enumerate(low.kinds) if kind["class"] == "conduct" and not kind["lawful"]]
    events = told.trace.events
    return events[(events[:, 0] == w) & np.isin(events[:, 3], bad)]


def _count_drift(low: Lowered, told: Told, w: int, lives: Lives, starts: list[int]) -> list[tuple[Any, ...]]:
    """Scores beside the unlawful acts of the year before: the sums that a correlation needs."""
    breaches, rows = _find_breaches(low, told, w), []
    for at, day in enumerate(starts):
        if at == 0:
            continue
        places = _stand_on(lives, day)
        year = breaches[(breaches[:, 2] >= day - YEAR) & (breaches[:, 2] < day)]
        acts = np.bincount(year[:, 1], minlength=len(lives.death))[lives.slot[places]]
        for x, score in enumerate(low.book.names[low.worlds[w].scheme or 0].scores):
            points = lives.scores[places, x]
            sums = (points.sum(), acts.sum(), points @ points, acts @ acts, points @ acts)
            if len(places):
                counted = (told.trace.community, at, len(places), *map(int, sums))
                rows.append((low.worlds[w].name, score, *counted))
    return rows


def _count_foresight(
    low: Lowered, told: Told, w: int, lives: Lives, names: list[tuple[str, str]], starts: list[int]
) -> list[tuple[Any, ...]]:
    """Persons by their score on the first morning of a year, and how many of them did something unlawful in the 365 days from it."""
    z, breaches = low.worlds[w].scheme or 0, _find_breaches(low, told, w)
    lowest, width = low.book.arrays["bin_low"][z], low.book.arrays["bin_width"][z]
    tally = np.zeros((2, len(low.book.names[z].scores), len(names), BINS), np.int64)
    for day in starts[:-1]:
        places = _stand_on(lives, day)
        year = breaches[(breaches[:, 2] >= day) & (breaches[:, 2] < day + YEAR)]
        acted = np.isin(lives.slot[places], year[:, 1]).astype(np.int64)
        margins = lives.margins[lives.slot[places]]
        for x in range(tally.shape[1]):
            bins = np.clip((lives.scores[places, x] - lowest[x]) // width[x], 0, BINS - 1)
            np.add.at(tally[0, x], (margins, bins[:, None]), 1)
            np.add.at(tally[1, x], (margins, bins[:, None]), acted[:, None])
    rows = []
    for x, g, k in np.argwhere(tally[0]).tolist():
        at = (low.worlds[w].name, low.book.names[z].scores[x], *names[g], told.trace.community)
        rows.append((*at, int(lowest[x] + k * width[x]), int(tally[0, x, g, k]), int(tally[1, x, g, k])))
    return rows
