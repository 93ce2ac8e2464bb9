"""One slip more: the same people with and without one more unlawful act of a few of them, and what becomes of it.

Some people, drawn by lot, do something once more on one day; in the other world they do not. Whatever then differs, for them and for
others, is due to it: restrictions, points, bands, and the acts that follow.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from .lowering import Lowered, World
from .plan import RunPlan
from .run import lower_worlds, plain_society
from .standings import Lives, order_lives
from .tracing import Told, tell_communities

AFTER = 30  # days from the first tallied morning to the slip
SHARE = Fraction(1, 32)  # of people who slip: enough to tell, few enough not to meet each other often
MONTH = 30  # days of a step of what follows
_NAME = "one_slip_more"
_WORLDS = ("as_written", f"without_{_NAME}")
Rows = list[dict[str, Any]]


def tell_slips(plan: RunPlan, communities: int, kind: str) -> Iterator[tuple[Rows, Rows]]:
    """What one slip more brings about until the end of the run, for whoever slips and for others, community by community.

    Args: plan: its scheme is told; kind: an unlawful act that the society knows. Yields: for each community rows of what followed in all,
    and month by month. All are differences between the two worlds from the day after the slip on; `who` is `own` (those who slip and have
    a file that day) or `others`. In all: `kind`, `who`, `community`, `slips` (of these; for others, all slips), `days` (under a
    restriction), `lost` (points that fell, whatever rose again), `first` (points by which the scores first differ), `drops` (bands
    fallen), `breaches` (unlawful acts). By month of thirty days: `who`, `community`, `month`, `days`. Raises: as `lower`.
    """
    low, day = lower_slip(plan, kind)
    for told in tell_communities(low, range(communities)):
        yield _compare(low, told, kind, day)


def lower_slip(plan: RunPlan, kind: str) -> tuple[Lowered, int]:
    """Tables of two worlds, with the slips and without them, and the tallied day of the slips."""
    society = plain_society(plan)
    day = _find_day(society, plan.first_day + AFTER)
    shock = {"name": _NAME, "day": day, "kind": kind, "of": "people", "share": SHARE}
    others = tuple(each["name"] for each in society["shocks"])
    worlds = (World(_WORLDS[0]), World(_WORLDS[1], shocks=others))
    changed = society | {"shocks": [*society["shocks"], shock]}
    low = lower_worlds(plan, [plan.scheme.plain()], worlds, society=changed)
    return low, day - plan.first_day


def _find_day(society: dict[str, Any], day: int) -> int:
    """The first day from a day on, of the same year or the next, on which no other shock begins."""
    taken = {shock["day"] for shock in society["shocks"]}
    while day in taken:
        day += 1
    return day


def _compare(low: Lowered, told: Told, kind: str, day: int) -> tuple[Rows, Rows]:
    lives = [order_lives(low, told, w) for w in (0, 1)]
    struck = _find_struck(low, told, kind, day)
    held, other = (_sum_up(low, told, w, each, day) for w, each in enumerate(lives))
    more = {name: held[name] - other[name] for name in held}
    more["first"] = np.zeros(len(struck), np.int64)
    more["first"][struck] = [_find_first(lives, slot) for slot in np.flatnonzero(struck).tolist()]
    subjects = lives[1].has_file(day)
    in_all, by_month = Rows(), Rows()
    for who, mask in (("own", struck & subjects), ("others", ~struck)):
        at = {"who": who, "community": told.trace.community}
        counts = {name: int(each[mask].sum()) for name, each in more.items()}
        in_all.append({"kind": kind, **at, "slips": int((mask if who == "own" else struck).sum()), **counts})
        course = _count_months(lives[0], mask, day) - _count_months(lives[1], mask, day)
        by_month += [{**at, "month": month, "days": days} for month, days in enumerate(course.tolist())]
    return in_all, by_month


def _count_months(lives: Lives, mask: np.ndarray, day: int) -> np.ndarray:
    """Restricted person-days of some slots in each whole month after a day."""
    held = (lives.restrictions > 0) & mask[lives.slot]
    since, until = (np.clip(each[held], day + 1, lives.days) for each in (lives.since, lives.until))
    change = np.zeros(lives.days + 1, np.int64)
    np.add.at(change, since, 1)
    np.add.at(change, until, -1)
    months = max(0, lives.days - day - 1) // MONTH
    return np.cumsum(change)[day + 1 : day + 1 + months * MONTH].reshape(months, MONTH).sum(axis=1)


def _find_struck(low: Lowered, told: Told, kind: str, day: int) -> np.ndarray:
    """Those who do it once more on the day in the first world."""
    numbers = [n for n, each in enumerate(low.kinds) if each["name"] == kind]
    events = told.trace.events
    events = events[np.isin(events[:, 3], numbers) & (events[:, 2] == day)]
    times = [np.bincount(events[events[:, 0] == w][:, 1], minlength=len(told.crowd)) for w in (0, 1)]
    return times[0] > times[1]


def _sum_up(low: Lowered, told: Told, w: int, lives: Lives, day: int) -> dict[str, np.ndarray]:
    """What is added up of each slot from the day after the slip on."""
    many = len(told.crowd)
    bad = [n for n, kind in enumerate(low.kinds) if kind["class"] == "conduct" and not kind["lawful"]]
    events = told.trace.events
    later = events[(events[:, 0] == w) & (events[:, 2] > day) & np.isin(events[:, 3], bad)]
    held = np.clip(lives.until, day + 1, lives.days) - np.clip(lives.since, day + 1, lives.days)
    same = np.flatnonzero((lives.slot[1:] == lives.slot[:-1]) & (lives.since[1:] > day))
    fell = np.maximum(lives.scores[same] - lives.scores[same + 1], 0).sum(axis=1)
    old, new = lives.levels[same], lives.levels[same + 1]
    dropped = np.where((old >= 0) & (new > old), new - old, 0).sum(axis=1)

    def add(slots: np.ndarray, amounts: np.ndarray) -> np.ndarray:
        total = np.zeros(many, np.int64)
        np.add.at(total, slots, amounts)
        return total

    return {
        "days": add(lives.slot, np.where(lives.restrictions > 0, held, 0)),
        "lost": add(lives.slot[same + 1], fell),
        "drops": add(lives.slot[same + 1], dropped),
        "breaches": np.bincount(later[:, 1], minlength=many),
    }


def _find_first(lives: list[Lives], slot: int) -> int:
    """Points by which somebody's scores with the slip lie below those without it, on the first day on which any differ."""
    courses = []
    for each in lives:
        places = np.flatnonzero(each.slot == slot)
        # of several standings of a day the last one counts
        courses.append(dict(zip(each.since[places].tolist(), each.scores[places], strict=True)))
    days = sorted(set(courses[0]) | set(courses[1]))
    now: list[np.ndarray | None] = [None, None]
    for day in days:
        now = [course.get(day, before) for course, before in zip(courses, now, strict=True)]
        if now[0] is not None and now[1] is not None and (now[0] != now[1]).any():
            return int((now[1] - now[0]).sum())
    return 0
