"""Every standing and event of a community's invented people, world by world: for questions that tallies do not answer."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..kernel import FIRST_ROOM, Room, Tallies, make_state, make_tallies, more_room, run_task
from ..kernel import column_names as c
from .lowering import Lowered
from .plan import RunPlan
from .run import lower_plan
from .timeline import BINS


@dataclass(frozen=True)
class Trace:
    """One community told in full. Days count from the first tallied one; slots number its people.

    standings: rows of world, slot, day, lists as bits, measures as bits, scores, levels (-1: no subject any more); a row stands
    for all mornings until the next one of the same world and slot. events: rows of world, slot, day, kind. Worlds, scores, levels
    and kinds by their numbers in `worlds`, `scores`, `levels` and `kinds`, lists and measures by their bits in `lists` and
    `measures`; restrictions: the bits of the measures that restrict.
    """

    community: int
    standings: np.ndarray
    events: np.ndarray
    worlds: list[str]
    scores: list[str]
    levels: dict[str, list[str]]
    kinds: list[str]
    lists: list[str]
    measures: list[str]
    restrictions: int


def trace_communities(plan: RunPlan, communities: range) -> list[Trace]:
    """Some communities of a run, told in full. The run itself is not changed by it.

    Args: plan: of a run; communities: their numbers. Returns: one trace each, in order.
    """
    low = lower_plan(plan)
    return [told.trace for told in tell_communities(low, communities)]


@dataclass(frozen=True)
class Told:
    """A community told in full. crowd: everybody, columns as the kernel's; tallies: what was counted of it meanwhile."""

    trace: Trace
    crowd: np.ndarray
    tallies: Tallies


def tell_communities(low: Lowered, communities: range) -> Iterator[Told]:
    """Some communities told in full, one by one; days in `crowd` count from the first of the tables."""
    room = FIRST_ROOM._replace(traces=1 << 19)
    for community in communities:
        rows, crowd, tallies, room = _trace(low, room, community)
        yield Told(_name(low, community, rows), crowd, tallies)


def _trace(low: Lowered, room: Room, community: int) -> tuple[np.ndarray, np.ndarray, Tallies, Room]:
    plan = low.plan._replace(trace=2)
    while True:
        state = make_state(low.tables, plan, room)
        tallies = make_tallies(low.tables, plan, low.book.rows(), len(low.book.measures), BINS)
        full = run_task(low.tables, plan, state, tallies, community, 1)
        if not full:
            return state.trace[: state.top[c.X_TRACE]].copy(), state.crowd.copy(), tallies, room
        room = more_room(room, full)


def _name(low: Lowered, community: int, rows: np.ndarray) -> Trace:
    rows[:, 2] -= low.plan.t0
    happened = rows[:, 3] < 0
    events = rows[happened, :4].copy()
    events[:, 3] = -1 - events[:, 3]
    names = low.book.names[0]
    return Trace(
        community,
        rows[
            ~happened, : 5 + low.tables.score.shape[2] + low.tables.cut.shape[2]
        ],  # what else a row has room for is of no standing
        events,
        [world.name for world in low.worlds],
        names.scores,
        names.levels,
        [str(kind["name"]) for kind in low.kinds],
        names.lists,
        [each.name for each in low.book.measures],
        sum(1 << n for n, each in enumerate(low.book.measures) if each.kind == "restriction"),
    )
