"""Runs the same random life through the kernel and through the law, and puts both into one form."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from creditscape import law
from creditscape.kernel import FIRST_ROOM, Room, make_state, make_tallies, run_task
from creditscape.kernel import column_names as columns
from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.timeline import BINS

from .extras import enrich, score_firms
from .generator import FIRM_KINDS, bind_people, make_scheme, make_society, tie_people
from .trouble import flaw_society, give_process

Plain = dict[str, Any]
WORLDS = 3  # as written, with true records, without a scheme


def find_linkage(society: Plain) -> tuple[str, ...]:
    """Faults that stay on where records are true."""
    return tuple(fault["name"] for fault in society.get("faults", ()) if fault["type"] == "linkage")


def make_worlds(society: Plain) -> tuple[World, ...]:
    """The worlds in which the twins live."""
    links = find_linkage(society)
    return (
        World("as_written", partner="true_records"),
        World("true_records", false_records=False, faults=links),
        World("no_scheme", None),
    )


def lower_twins(scheme: Plain, society: Plain, *, seed: int = 5, years: int = 3, burn_in: int = 0) -> Lowered:
    """Tables for a random scheme and society in three worlds."""
    return lower(
        [scheme],
        society,
        make_worlds(society),
        seed=seed,
        years=years,
        burn_in=burn_in,
        against=(("as_written", "true_records"),),
    )


def run_kernel(
    low: Lowered,
    communities: int = 1,
    *,
    first: int = 0,
    trace: bool = True,
    careful: bool = False,
    whole: bool = False,
    room: Any = None,
) -> tuple[Any, Any]:
    """State (with its trace) and tallies after some communities; a trace is of use for one of them. whole: in one batch."""
    plan = low.plan._replace(trace=int(trace), careful=int(careful))
    if whole:  # the state then holds everybody of the last community
        plan, room = plan._replace(batch=plan.slots), Room(*(8 * n for n in FIRST_ROOM))
    people = plan.size + plan.births * plan.years
    state = make_state(low.tables, plan, room or FIRST_ROOM._replace(traces=400 * people))
    tallies = make_tallies(low.tables, plan, low.book.rows(), len(low.book.measures), BINS)
    assert run_task(low.tables, plan, state, tallies, first, communities) == 0
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


def law_lives(
    low: Lowered,
    prepared: Any,
    scheme: Plain,
    *,
    seed: int,
    years: int,
    burn_in: int = 0,
    community: int = 0,
    slots: Sequence[int] | None = None,
) -> list[list[Any]]:
    """The lives of some slots of a community, or of all, by the law in the three worlds: [slot][world]."""
    return law.live(
        law_worlds(low, prepared, scheme),
        prepared,
        seed=seed,
        community=community,
        t0=low.timeline.first + low.timeline.t0,
        years=years,
        burn_in=burn_in,
        slots=slots,
    )


def law_worlds(low: Lowered, prepared: Any, scheme: Plain) -> list[Any]:
    """The three worlds for the law, in which an office of a district is as slow as the kernel's tables say."""
    on, links = tuple(prepared.society["responses"]), find_linkage(prepared.society)
    waits = [
        dict(enumerate(map(int, row), start=low.timeline.first)) if row.any() else {}
        for row in low.tables.wait
    ]
    return [
        law.World(scheme, responses=on, waits=waits[0]),
        law.World(scheme, false_records=False, faults=links, responses=on, waits=waits[1]),
        law.World(None),
    ]


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


YEARS = 3
SOCIETIES: dict[tuple[int, int, bool], Plain] = {}


def is_troubled(seed: int) -> bool:
    """Whether a random run has faults, redress and shocks on files: half of all, and of every ten with the same society."""
    return (seed + seed // 20) % 2 == 0


def society_of(seed: int, size: int) -> Plain:
    """One of ten random societies, half of them with ties, or such a one with trouble of its own.

    The same object for the same numbers: tables are kept by object.
    """
    troubled = is_troubled(seed)
    key = seed if troubled else seed % 10, size, troubled
    if key not in SOCIETIES:
        society = make_society(seed % 5, size=size)
        society = bind_people(society, seed % 10) if seed % 10 > 4 else society
        SOCIETIES[key] = flaw_society(society, seed) if troubled else society
    return SOCIETIES[key]


def scheme_of(seed: int) -> Plain:
    """A random scheme; every fourth acts through ties, on a society that has such; half have rarer words, some score firms.

    Where there is trouble, the scheme says what to do about it.
    """
    scheme = make_scheme(seed)
    if seed % 2:
        scheme = enrich(scheme, seed, firms=seed % 10 > 4)
    if seed % 20 > 14:
        scheme = tie_people(scheme, seed)
    elif seed % 20 in (7, 8):
        scheme = score_firms(scheme, FIRM_KINDS)
    return give_process(scheme, seed) if is_troubled(seed) else scheme


def size_of(seed: int) -> int:
    """Persons of a random run: those with ties are many, and live together; with trouble, twice as many as bear one name."""
    if seed % 10 > 4:
        return 80
    return 128 if is_troubled(seed) else 112


def burn_in_of(seed: int) -> int:
    """A third of the random runs begin a year before the tallies."""
    return int(seed % 3 == 0)


@dataclass
class Twins:
    """One random scheme as both programs lived it."""

    low: Lowered
    scheme: Plain
    state: Any
    tallies: Any
    lives: list[list[Any]]  # law: [slot][world]

    def unequal(self) -> list[tuple[int, int]]:
        """World and slot of every life whose changes of standing differ."""
        kernel = kernel_lives(self.low, self.state)
        return [
            (w, i)
            for i, worlds in enumerate(self.lives)
            for w in (0, 1)
            if kernel.get((w, i), []) != law_changes(self.low, worlds[w])
        ]

    def changes(self) -> int:
        """How many changes of standing were compared."""
        return sum(len(worlds[w].changes) for worlds in self.lives for w in (0, 1))

    def other_events(self) -> list[int]:
        """Worlds in which what really happened differs."""
        return [
            w
            for w in range(WORLDS)
            if law_events(self.low, self.lives, w) != kernel_events(self.low, self.tallies, w)
        ]


def lower_seed(seed: int, size: int, scheme: Plain | None = None, society: Plain | None = None) -> Lowered:
    """Tables of random scheme `seed` (or another one) on its society (or another one)."""
    scheme, society = scheme or scheme_of(seed), society or society_of(seed, size)
    low = lower_twins(scheme, society, seed=seed, years=YEARS, burn_in=burn_in_of(seed))
    if low.plan.office == columns.OF_DISTRICT:
        low.tables.wait[...] = draw_waits(low, seed)
    return low


def draw_waits(low: Lowered, seed: int) -> Any:
    """Days to wait at the office of a district, other ones in each world: most days few, on some for ever."""
    rng = np.random.default_rng(seed)
    waits = rng.integers(0, 25, low.tables.wait.shape)
    waits[rng.random(waits.shape) < 0.03] = columns.NEVER
    return waits


def live_twins(
    seed: int, size: int = 256, scheme: Plain | None = None, society: Plain | None = None
) -> Twins:
    """Random scheme `seed` (or another one) on its society (or another one) through the kernel and the law."""
    scheme, society = scheme or scheme_of(seed), society or society_of(seed, size)
    low = lower_seed(seed, size, scheme, society)
    state, tallies = run_kernel(low)
    prepared = law.prepare(society)
    lives = law_lives(low, prepared, scheme, seed=seed, years=YEARS, burn_in=burn_in_of(seed))
    return Twins(low, scheme, state, tallies, lives)
