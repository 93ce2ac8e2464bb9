"""The one translator: plain forms, worlds and a calendar become the kernel's tables, and numbers get names back."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from ..kernel import Plan, Tables, make_tables
from ..kernel import column_names as c
from .faults import find_office, list_faults, list_shocks, shock_tables, slip_table
from .lives import SocietyTables, acceptance_tables, list_strata, made_table, society_tables
from .rules import Rulebook
from .timeline import Timeline, make_timeline, timeline_tables

ORIGINS = ("own_breach", "own_lawful", "no_event", "of_another")  # of records, by the kernel's numbers
BATCH = 1024  # at most so many persons are lived at a time; measured: what the kernel touches of them stays in a core's cache

Plain = dict[str, Any]


@dataclass(frozen=True)
class World:
    """One telling of the same lives. scheme: position in the run's list of schemes, None where nobody scores."""

    name: str
    scheme: int | None = 0
    false_records: bool = True
    full_sight: bool = False
    deeds_seen: bool = False  # every lawful deed is recorded
    delays: bool = True
    faults: tuple[str, ...] | None = None  # names of those that are on; None: all
    origins: tuple[str, ...] | None = None  # causes whose records come into files; None: all
    responses: tuple[str, ...] | None = None  # names of those that are on; None: all
    shocks: tuple[str, ...] | None = None  # names of those that happen; None: all
    partner: str | None = None  # the world with true records that this one is compared with


@dataclass(frozen=True)
class Lowered:
    """The kernel's input, and the names behind its numbers."""

    tables: Tables
    plan: Plan
    book: Rulebook
    timeline: Timeline
    worlds: tuple[World, ...]
    society: SocietyTables
    kinds: list[Plain]  # entry kinds in the order of their numbers
    attempts: list[str]
    ages: list[int]
    faults: list[Plain]
    leaks: list[str]  # shocks that expose people, in the order of their numbers
    responses: tuple[str, ...] = ()  # that the society has


def _bits(names: list[str], on: tuple[str, ...] | None) -> int:
    """Which of some names are on, as bits; None: all."""
    return sum(1 << x for x, name in enumerate(names) if on is None or name in on)


def _world_rows(
    worlds: tuple[World, ...], groups: list[list[int]], shocks: list[str], faults: list[str]
) -> np.ndarray:
    names = [w.name for w in worlds]
    rows = np.zeros((len(worlds), 10), np.int64)
    for row, world in zip(rows, worlds, strict=True):
        scheme = -1 if world.scheme is None else world.scheme
        row[c.W_SCHEME], row[c.W_AGE_OF] = scheme, max(0, scheme)
        row[c.W_FALSE], row[c.W_FULL] = world.false_records, 1 if world.full_sight else 2 * world.deeds_seen
        row[c.W_PARTNER] = -1 if world.partner is None else names.index(world.partner)
        row[c.W_SHARED], row[c.W_PROMPT] = -1, not world.delays
        row[c.W_SHOCKS], row[c.W_FAULTS] = _bits(shocks, world.shocks), _bits(faults, world.faults)
        row[c.W_ORIGINS] = _bits(list(ORIGINS), world.origins)
    shared = []
    for n, alike in enumerate(groups, start=len(worlds)):
        rows[alike, c.W_SHARED] = n
        row = rows[alike[0]].copy()
        row[c.W_FALSE], row[c.W_PARTNER], row[c.W_SHARED] = 0, -1, -1
        shared.append(row)
    return np.array([*rows, *shared], np.int64)


def _alike(worlds: tuple[World, ...], linkage: list[str]) -> list[list[int]]:
    """Worlds that differ in nothing but wrong records, and so share every life that none has reached. linkage: such faults, which
    nobody's file knows of, but everybody's attempts."""
    groups: dict[Any, list[int]] = {}
    for w, world in enumerate(worlds):
        if world.scheme is not None:
            links = tuple(name for name in linkage if world.faults is None or name in world.faults)
            known = replace(world, name="", partner=None, false_records=True, faults=links)
            groups.setdefault(known, []).append(w)
    alike = groups.values()
    return [g for g in alike if len({(worlds[w].false_records, worlds[w].faults) for w in g}) > 1]


def couples(schemes: list[Plain], society: Plain) -> bool:
    """Whether what one subject does or is can act on another one's file."""
    disputes = any(phase.get("process") for scheme in schemes for phase in scheme["phases"])
    if disputes and find_office(society)[0] == c.OF_COMMUNITY:
        return True
    if any(fault["type"] == "wrong_person" for fault in list_faults(society)):
        return True
    return find_friends(schemes) > 0 or any(
        rule.get("through") not in (None, "representative")
        for scheme in schemes
        for phase in scheme["phases"]
        for rule in phase["rules"].values()
    )


def find_friends(schemes: list[Plain]) -> int:
    """Which networks the schemes read: 1 close friends, 2 circles, 3 both."""
    of = {
        score["friends"]["of"]
        for scheme in schemes
        for phase in scheme["phases"]
        for score in phase["scores"].values()
        if "friends" in score
    }
    return ("close" in of) + 2 * ("circles" in of)


def lower(
    schemes: list[Plain],
    society: Plain,
    worlds: tuple[World, ...],
    *,
    seed: int,
    years: int,
    burn_in: int = 0,
    first_day: int | None = None,
    against: tuple[tuple[str, str], ...] = (),
) -> Lowered:
    """Tables for one run. first_day: ordinal of the first tallied day (default: the first scheme's); against: pairs of worlds."""
    first = schemes[0]["start_day"] if first_day is None else first_day
    line = make_timeline(first, years, burn_in, frozenset(society["holidays"]))
    lives = society_tables(society)
    book = Rulebook(schemes, lives.recorded, line, lives.latest)
    on = _list_responses(worlds, society)
    # where one's file can change another's, no life is the same in two worlds for sure
    faults, shocks = list_faults(society), list_shocks(society, line.first, line.days)
    linkage = [each["name"] for each in faults if each["type"] == "linkage"]
    groups = [] if couples(schemes, society) else _alike(worlds, linkage)
    rows = _world_rows(worlds, groups, [each["name"] for each in shocks], [each["name"] for each in faults])
    shared = [on[alike[0]] for alike in groups]
    accept, profile = acceptance_tables(society, on + shared)
    kind = lives.kind.copy()
    for n, k in enumerate(lives.kept):
        kind[n, c.E_PROFILE] = profile[k]
    names = [w.name for w in worlds]
    attempts = [society["kinds"][k]["name"] for k in lives.attempts]
    tried = [society["kinds"][k] for k in lives.attempts]
    tables = make_tables(
        world=rows,
        **timeline_tables(line),
        **lives.arrays,
        **shock_tables(society, lives.kept, line.first, line.days),
        kind=kind,
        accept=accept,
        **book.arrays,
        attempt_made=made_table(society, tried, on + shared),
        attempt_block=_blocks(book, worlds, attempts, groups),
        attempt_slip=slip_table(society, tried, list_strata(society), [int(row[c.W_FAULTS]) for row in rows]),
        wait=np.zeros((len(rows), line.days), np.int64),
        against=np.array([[names.index(a), names.index(b)] for a, b in against], np.int64).reshape(-1, 2),
    )
    plan = _numbers(line, society, tables, seed, len(worlds), schemes)
    return Lowered(
        tables,
        plan,
        book,
        line,
        worlds,
        lives,
        [society["kinds"][k] for k in lives.kept],
        attempts,
        society["strata_ages"],
        faults,
        [each["name"] for each in shocks if each.get("type") == "leak"],
        tuple(society["responses"]),
    )


def _list_responses(worlds: tuple[World, ...], society: Plain) -> list[tuple[str, ...]]:
    """The responses that are on in each world; none where nobody scores."""
    every = tuple(society["responses"])
    return [() if w.scheme is None else every if w.responses is None else w.responses for w in worlds]


def _numbers(
    line: Timeline, society: Plain, tables: Tables, seed: int, worlds: int, schemes: list[Plain]
) -> Plan:
    """The numbers of a run."""
    births = (2 * society["births"] * society["size"] + 1).__floor__() // 2
    birth_year = int(tables.year_of[line.t0])
    slots = society["size"] + births * max(0, line.years - birth_year)
    office, capacity = find_office(society)
    return Plan(
        key=np.uint64(seed),
        size=society["size"],
        slots=slots,
        batch=slots if couples(schemes, society) else _batch(slots),
        births=births,
        first_year=line.first_year - 1900,
        birth_year=birth_year,
        years=line.years,
        start=line.start,
        t0=line.t0,
        stop=line.stop,
        periods=line.periods,
        scripted=0,
        careful=0,
        trace=0,
        asked=-1,
        ages=len(society["strata_ages"]) + 1,
        worlds=worlds,
        friends=find_friends(schemes),
        redress=int(
            bool(society.get("redress")) and any(p.get("process") for s in schemes for p in s["phases"])
        ),
        links=int(any(each["type"] == "linkage" for each in list_faults(society))),
        office=office,
        capacity=capacity,
    )


def _batch(slots: int) -> int:
    """Persons lived at a time: as equal parts as can be, none of which cuts namesakes apart."""
    most = -(-slots // -(-slots // BATCH))
    return min(slots, -(-most // c.NAMESAKES) * c.NAMESAKES)


def _blocks(
    book: Rulebook, worlds: tuple[World, ...], attempts: list[str], groups: list[list[int]]
) -> np.ndarray:
    shared = [worlds[alike[0]] for alike in groups]
    table = np.zeros((len(worlds) + len(shared), max(1, len(attempts))), np.int64)
    for w, world in enumerate((*worlds, *shared)):
        if world.scheme is None:
            continue
        for number in book.measure_numbers[world.scheme].values():
            for kind in book.measures[number].blocks:
                if kind in attempts:
                    table[w, attempts.index(kind)] |= 1 << number
    return table


def lower_case(scheme: Plain, days: int, events: Collection[str] = ()) -> Lowered:
    """Tables for a worked case: one invented person, a society in which nothing happens by itself. days: how far to live.

    events: what happens in the case, beside what the scheme has rules for.
    """
    met = (kind for phase in scheme["phases"] for rule in phase["rules"].values() for kind in rule["events"])
    names = sorted({*met, *events})
    sure = {(p, g): Fraction(1) for p in (0, 1) for g in (0, 1)}
    society = {
        "size": 1,
        "urban": Fraction(0),
        "women": Fraction(0),
        "minority": Fraction(0),
        "aware": Fraction(0),
        "births": Fraction(0),
        "ages": [[(0, 1, Fraction(1))]] * 2,
        "survival": [Fraction(1)],
        "strata_ages": [1],
        "holidays": [],
        "conditions": [],
        "responses": {},
        "groups": {"none": {"at_most": Fraction(1), "rates": {}, "conditions": {}}},
        "kinds": [
            {
                "name": name,
                "reads_as": name,
                "class": "conduct",
                "domain": 1,
                "lawful": False,
                "gravity": 1,
                "group": "none",
                "share": Fraction(1),
                "responses": {},
                "coverage": sure,
                "delay": [(1, Fraction(1))],
                "episode": [],
                "starts": None,
                "amount": [],
            }
            for name in names
        ],
    }
    low = lower([scheme], society, (World("as_written"),), seed=0, years=days // 365 + 2)
    return replace(low, plan=low.plan._replace(scripted=1, trace=1))
