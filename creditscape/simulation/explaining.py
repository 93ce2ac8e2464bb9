"""Why an invented person of a run stands where they stand on a day: the kernel says what, the law says why, and both must agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from .. import law
from ..kernel import FIRST_ROOM, make_state, make_tallies, more_room, run_task
from ..kernel import column_names as c
from ..scheme import Scheme
from ..words.errors import InputError
from .lowering import Lowered, World, lower
from .offices import stretch
from .plan import RunPlan, make_plan
from .rules import TIES
from .run import Run
from .timeline import BINS

Plain = dict[str, Any]


@dataclass(frozen=True)
class Explanation:
    """The same invented person in every world of a run, on one morning. person: number in the run; day: of the tallied time.

    facts: what is fixed about the person; accounts: one a world; sentences: one list a world.
    """

    person: int
    day: int
    date: str
    facts: dict[str, Any]
    accounts: list[law.Account]
    sentences: list[list[str]]


def explain(run: Run, person: int, day: int | None = None) -> Explanation:
    """Why an invented person of a run stands where they stand on the morning of a day.

    Args: run: a finished run; person: 0 to people - 1, those of the first roster; day: 0 is the first tallied day, by default the
    last. Returns: the standing in every world, the records behind it, whether what they say happened, the draws, and sentences.
    Raises: InputError U180 (no such person), U181 (no such day); law.Disagreement if kernel and law tell different lives, which is our
    fault.
    """
    said = run.manifest
    last = (date.fromisoformat(said["last_day"]) - date.fromisoformat(said["first_day"])).days
    day = last if day is None else day
    if not 0 <= person < said["people"]:
        raise InputError(
            "U180", f"no invented person {person:,}; allowed 0 to {said['people'] - 1:,}", field="person"
        )
    if not 0 <= day <= last:
        raise InputError("U181", f"no day {day:,}; allowed 0 to {last:,}", field="day")
    plan = _plan_again(run)
    community, slot = divmod(person, plan.community_size)
    inputs = _find_inputs(_Known(run, plan))
    low = inputs.low
    rows = _trace(low, community, slot)
    told = [_ask_law(inputs, plan, w, community, slot, day, rows) for w in range(len(low.worlds))]
    who = told[0][0].person
    facts = {
        "sex": "men" if who.sex == 0 else "women",
        "born": date.fromordinal(who.birth).isoformat(),
        "income_fifth": who.income + 1,
        "group": "minority" if who.group else "majority",
        "place": "urban" if who.place else "rural",
        "alive": bool(who.alive and who.lives(said_day(low, day))),
    }
    accounts = [account for _, account in told]
    sentences = [
        law.say_account(account, telling.statute, *_name(run, low.worlds[w]))
        for w, (telling, account) in enumerate(told)
    ]
    return Explanation(
        person, day, date.fromordinal(said_day(low, day)).isoformat(), facts, accounts, sentences
    )


def said_day(low: Lowered, day: int) -> int:
    """The date of a tallied day, as an ordinal."""
    return low.timeline.first + low.timeline.t0 + day


def _plan_again(run: Run) -> RunPlan:
    """The plan of a run that is finished, for one thread."""
    said = run.manifest
    names = tuple(name for name in said["worlds"] if not name.startswith("reform_"))
    return make_plan(
        run.scheme,
        run.society,
        people=said["people_asked"],
        years=said["years"],
        burn_in=said["burn_in_years"],
        seed=said["seed"],
        worlds=names,
        reform=run.reforms,
        threads=1,
        community_size=said["community_size"],
    )


@dataclass(frozen=True)
class _Inputs:
    """What kernel and law live by."""

    low: Lowered
    prepared: law.Prepared
    schemes: list[Plain]


class _Known:
    """A run and its plan as a key: equal if the run is the same object."""

    def __init__(self, run: Run, plan: RunPlan) -> None:
        self.run, self.plan = run, plan

    def __hash__(self) -> int:
        return id(self.run)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.run is self.run


@lru_cache(maxsize=2)
def _find_inputs(known: _Known) -> _Inputs:
    """The run's tables, with the waits that its manifest holds, and the plain forms; kept for the next question."""
    plan, waits = known.plan, known.run.manifest.get("waits") or {}
    schemes = [s.plain() for s in (plan.scheme, *plan.reforms)]
    society = plan.society.plain(size=plan.community_size)
    low = lower(
        schemes,
        society,
        plan.worlds,
        seed=plan.seed,
        years=plan.years,
        burn_in=plan.burn_in_years,
        first_day=plan.first_day,
        against=plan.against,
    )
    table = low.tables.wait.copy()
    for w, world in enumerate(low.worlds):
        if world.name in waits:
            table[w] = stretch(waits[world.name], table.shape[1])
    return _Inputs(replace(low, tables=low.tables._replace(wait=table)), law.prepare(society), schemes)


def _trace(low: Lowered, community: int, slot: int) -> np.ndarray:
    """What the kernel writes down of one person: world, slot, day and what came."""
    plan, room = low.plan._replace(trace=3, asked=slot), FIRST_ROOM._replace(traces=1 << 14)
    while True:
        state = make_state(low.tables, plan, room)
        tallies = make_tallies(low.tables, plan, low.book.rows(), len(low.book.measures), BINS)
        full = run_task(low.tables, plan, state, tallies, community, 1)
        if not full:
            return state.trace[: state.top[c.X_TRACE]].copy()
        room = more_room(room, full)


def _ask_law(
    inputs: _Inputs, plan: RunPlan, w: int, community: int, slot: int, day: int, rows: np.ndarray
) -> tuple[Any, law.Account]:
    """One world by the law, with what the kernel says came from others; their standings must be the same up to the day."""
    low = inputs.low
    world, until = low.worlds[w], said_day(low, day)
    mine = rows[(rows[:, 0] == w) & (rows[:, 2] + low.timeline.first <= until)]
    telling = law.live_alone(
        make_law_world(world, low, inputs.schemes, w),
        inputs.prepared,
        seed=plan.seed,
        community=community,
        t0=plan.first_day,
        years=plan.years,
        burn_in=plan.burn_in_years,
        slot=slot,
        until=until,
        heard=_list_heard(low, mine),
        parts=_list_parts(low, world, mine),
        turns=_list_turns(low, mine),
    )
    if world.scheme is not None:
        _compare(low, world, telling, mine, until)
    return telling, _number_others(
        law.give_account(world.name, telling, until), community * plan.community_size
    )


def _number_others(account: law.Account, first: int) -> law.Account:
    """An account in which other people have their numbers in the run. first: number of the community's first."""
    grounds = [g if g.of is None else g._replace(of=first + g.of) for g in account.grounds]
    return replace(account, grounds=tuple(grounds))


def make_law_world(world: World, low: Lowered, schemes: Sequence[Plain], w: int) -> law.World:
    """A world of a run for the law."""
    responses = low.responses if world.responses is None else world.responses
    row = low.tables.wait[w]
    return law.World(
        None if world.scheme is None else schemes[world.scheme],
        false_records=world.false_records,
        full_sight=world.full_sight,
        responses=() if world.scheme is None else responses,
        shocks=world.shocks,
        faults=world.faults,
        deeds_seen=world.deeds_seen,
        delays=world.delays,
        origins=world.origins,
        waits=dict(enumerate(map(int, row), start=low.timeline.first)) if row.any() else {},
    )


def _list_heard(low: Lowered, rows: np.ndarray) -> list[law.Heard]:
    """Records about others' events that arrived, as the law speaks of them."""
    told = rows[(rows[:, 3] <= -c.ARRIVED) & (rows[:, 3] > -c.TOLD_PART)]
    return [
        law.Heard(
            int(row[2]) + low.timeline.first,
            int(row[6]),
            int(row[4]) + low.timeline.first,
            int(row[5]) >> 14 & 127,
            int(row[5]) & 16383,
            1 if int(row[5]) & c.COPY else 0,
            TIES[int(row[7])],
        )
        for row in told
    ]


def _list_parts(low: Lowered, world: World, rows: np.ndarray) -> list[law.Part]:
    if world.scheme is None:
        return []
    scores = low.book.names[world.scheme].scores
    told = rows[rows[:, 3] == -c.TOLD_PART]
    return [law.Part(int(row[2]) + low.timeline.first, scores[int(row[4])], int(row[5])) for row in told]


def _list_turns(low: Lowered, rows: np.ndarray) -> list[int]:
    """Days on which the office of the community got to a case, one for each."""
    return [int(day) + low.timeline.first for day in rows[rows[:, 3] == -c.SERVED][:, 2]]


def _compare(low: Lowered, world: World, telling: Any, rows: np.ndarray, until: int) -> None:
    """Raises: law.Disagreement where kernel and law do not tell the same standings up to a day."""
    kernel = _name_standings(low, world, rows[rows[:, 3] >= 0])
    alive = [row for row in kernel if row[0] < telling.person.death]  # the last row is that of death
    mine = [
        (s.day, s.scores, s.levels, s.listed, s.measures)
        for s in (telling.file.changes if telling.file is not None else ())
        if s.day <= until
    ]
    if alive != mine:
        at = next((a[0] for a, b in zip(alive, mine, strict=False) if a != b), None)
        raise law.Disagreement(
            f"{world.name}: kernel and law tell different lives from {at and date.fromordinal(at)} on ({len(alive)}, {len(mine)})"
        )


def _name_standings(low: Lowered, world: World, rows: np.ndarray) -> list[tuple[Any, ...]]:
    """Standings of the trace in names."""
    z = world.scheme or 0
    names, numbers, first = low.book.names[z], low.book.measure_numbers[z], 5 + low.tables.score.shape[2]
    found: list[tuple[Any, ...]] = []
    for row in rows:
        day, listed, mask = (int(x) for x in row[2:5])
        levels = [int(x) for x in row[first : first + len(names.sets)]]
        found.append(
            (
                day + low.timeline.first,
                {s: int(row[5 + x]) for x, s in enumerate(names.scores)},
                {s: names.levels[s][levels[b]] for b, s in enumerate(names.sets)},
                frozenset(n for x, n in enumerate(names.lists) if listed >> x & 1),
                frozenset(n for n, k in numbers.items() if mask >> k & 1),
            )
        )
    return found


def _name(run: Run, world: World) -> tuple[Mapping[str, law.Named], Mapping[str, law.Named]]:
    """Titles and sources of the rules and measures of a world's scheme."""
    scheme = (run.scheme, *run.reforms)[world.scheme or 0]
    return _name_entries(scheme, "rules"), _name_entries(scheme, "measures")


def _name_entries(scheme: Scheme, block: str) -> dict[str, law.Named]:
    entries = {
        name: entry for _, blocks in scheme.wordings for name, entry in (getattr(blocks, block) or {}).items()
    }
    return {
        name: law.Named(entry.title or name, _say_source(scheme, entry.cite or scheme.blocks.cite))
        for name, entry in entries.items()
    }


def _say_source(scheme: Scheme, cite: Any) -> str:
    """The first source that an entry cites: its title, and the place in it."""
    first = next(iter(cite), None) if isinstance(cite, list) else cite
    if first is None:
        return "assumed"
    name, place = next(iter(first.items())) if isinstance(first, dict) else (first, None)
    title = scheme.sources[name].title if name in scheme.sources else name
    return f"{title}, {place}" if place else title
