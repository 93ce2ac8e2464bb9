"""Runs the same random life through the kernel and through the law, and puts both into one form."""

from collections import Counter
from typing import Any

import numpy as np

from creditscape import law
from creditscape.kernel import FIRST_ROOM, columns, make_state, make_tallies, run_task
from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.timeline import BINS

Plain = dict[str, Any]
WORLDS = (
    World("as_written", partner="true_records"),
    World("true_records", false_records=False),
    World("no_scheme", None),
)


def lower_twins(scheme: Plain, society: Plain, *, seed: int = 5, years: int = 3, burn_in: int = 0) -> Lowered:
    low = lower(
        [scheme],
        society,
        WORLDS,
        seed=seed,
        years=years,
        burn_in=burn_in,
        against=(("as_written", "true_records"),),
    )
    return low._replace(low) if False else low


def run_kernel(
    low: Lowered, communities: int = 1, *, trace: bool = True, careful: bool = False, room: Any = None
) -> tuple[Any, Any]:
    """State (with its trace) and tallies after the first communities."""
    plan = low.plan._replace(trace=int(trace), careful=int(careful))
    people = plan.size + plan.births * plan.years
    state = make_state(low.tables, plan, room or FIRST_ROOM._replace(traces=400 * people))
    tallies = make_tallies(low.tables, plan, low.book.rows(), len(low.book.measures), BINS)
    assert run_task(low.tables, plan, state, tallies, 0, communities) == 0
    return state, tallies


def kernel_lives(low: Lowered, state: Any) -> dict[tuple[int, int], list[Any]]:
    """Changes of standing by world and slot, as (day, scores, levels, listed, measures); None for scores after death."""
    lives: dict[tuple[int, int], list[Any]] = {}
    scores, names = low.tables.score.shape[2], low.book.names[0]
    numbers = low.book.measure_numbers[0]
    for row in state.trace[: state.top[columns.X_TRACE]]:
        w, i, d, listed, mask = (int(x) for x in row[:5])
        levels = [int(x) for x in row[5 + scores :]]
        if names.sets and levels[0] < 0:
            standing = None
        else:
            standing = (
                tuple(int(x) for x in row[5 : 5 + len(names.scores)]),
                tuple(names.levels[s][levels[b]] for b, s in enumerate(names.sets)),
                tuple(n for k, n in enumerate(names.lists) if listed >> k & 1),
                tuple(sorted(n for n, k in numbers.items() if mask >> k & 1)),
            )
        lives.setdefault((w, i), []).append((d + low.timeline.first, standing))
    return lives


def law_life(
    low: Lowered, prepared: Any, scheme: Plain, index: int, *, seed: int, years: int, burn_in: int
) -> list[Any]:
    on = tuple(prepared.society["responses"])
    worlds = [
        law.World(scheme, responses=on),
        law.World(scheme, false_records=False, responses=on),
        law.World(None),
    ]
    t0 = low.timeline.first + low.timeline.t0
    return law.live(
        worlds, prepared, seed=seed, community=0, index=index, t0=t0, years=years, burn_in=burn_in
    )


def law_changes(low: Lowered, life: Any) -> list[Any]:
    names, changes = low.book.names[0], []
    for change in life.changes:
        if not isinstance(change, law.Standing):
            changes.append((change.day, None))
            continue
        changes.append(
            (
                change.day,
                (
                    tuple(change.scores[s] for s in names.scores),
                    tuple(change.levels[s] for s in names.sets),
                    tuple(n for n in names.lists if n in change.listed),
                    tuple(sorted(change.measures)),
                ),
            )
        )
    return changes


def law_events(low: Lowered, lives: list[Any], world: int) -> Counter[tuple[str, str, int]]:
    first, counts = low.timeline.first, Counter()
    for life in lives:
        for day, kind, reads, _ in life[world].events:
            if day - first >= low.timeline.t0:
                counts[kind, reads, int(low.tables.period_of[day - first])] += 1
    return counts


def kernel_events(low: Lowered, tallies: Any, world: int) -> Counter[tuple[str, str, int]]:
    counts: Counter[tuple[str, str, int]] = Counter()
    for n, kind in enumerate(low.kinds):
        for y, real in enumerate(tallies.events[world, n]):
            if real:
                counts[kind["name"], kind["reads_as"] or kind["name"], y] += int(real)
    return counts


def slots(low: Lowered) -> int:
    return low.plan.size + low.plan.births * max(0, low.plan.years - low.plan.birth_year)


def equal_tallies(a: Any, b: Any) -> bool:
    """True if every tally but the counts of work is the same."""
    return all(np.array_equal(x, y) for name, x, y in zip(a._fields, a, b, strict=True) if name != "counts")
