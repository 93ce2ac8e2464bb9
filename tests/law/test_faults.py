"""Faults of records: each alone does what it says, and none moves anything else."""

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from creditscape.law import World, live, prepare
from creditscape.law.candidates import list_candidates
from creditscape.law.community import find_community
from creditscape.words import luck

T0 = date(2020, 1, 1).toordinal()
HALF = Fraction(1, 2)
CELLS = list(product(range(5), (0, 1), range(5), (0, 1), (0, 1)))


def fault(name, share=1, kinds=("a",), **options):
    return {
        "name": name,
        "type": name,
        "kinds": list(kinds),
        "shares": dict.fromkeys(CELLS, Fraction(share)),
        "values": [],
        "to": None,
    } | options


def tell(worlds, society, years=2) -> Any:
    return live(worlds, prepare(society), seed=11, community=3, t0=T0, years=years)


def records(life, *leave):
    """The records of a life, without what is named."""
    return Counter(record._replace(**dict.fromkeys(leave)) for record in life.records)


@pytest.fixture
def scheme(write_scheme, write_rule):
    """A deduction with a term, and a measure from the first on."""
    bar = {"title": "", "kind": "restriction", "domain": "travel", "severity": 2, "blocks": ["trip"]}
    return write_scheme(
        {"r": write_rule("a", points={"fixed": -10}, lasts=("days", 90))},
        measures={"bar": bar | {"when": {"set": "grade", "levels": ["low", "last"]}}},
    )


@pytest.fixture
def write(write_society, write_kind):
    """A society with acts and trips, households and work, and some faults."""

    def write(*faults, delay=None, **options):
        kinds = [
            write_kind("a", delay=delay or [(1, HALF), (20, HALF)]),
            write_kind("trip", **{"class": "attempt", "share": Fraction(2), "domain": 3}),
            write_kind(
                "wrong", **{"class": "false_record", "reads_as": "a", "domain": 2, "share": Fraction(1, 9)}
            ),
        ]
        bonds = {
            "households": {
                "sizes": [(1, HALF), (3, HALF)],
                "couples": Fraction(1),
                "generations": [(25, Fraction(1))],
            },
            "work": {
                "employed": [[(16, Fraction(1))]] * 2,
                "sectors": [[Fraction(1), Fraction(0), Fraction(0)]] * 2,
                "firm_sizes": [(5, Fraction(1))],
            },
        }
        return write_society(kinds, faults=list(faults), **bonds | options)

    return write


def is_subject(life, day):
    return life.entry is not None and life.entry <= day < life.death


def candidates_of(society, lives):
    """The acts of subjects, with their slots; nothing stands against them here."""
    there = find_community(prepare(society), 11, 3, T0, lives[0].stop)
    for slot, life in enumerate(lives):
        if life.entry is not None:
            for candidate in list_candidates(there, there.person(slot), T0, life.stop):
                if is_subject(life, candidate.day) and candidate.number == 0:
                    yield slot, candidate


def find_namesake(slot, lives, groups, candidate):
    """Who gets the record of a mixed-up event, from the words of chance: somebody of the same sex and group."""
    first = 1 + (candidate.draw_all(luck.FAULT)[1] * 63 >> 32)
    block, place = slot // 64 * 64, slot % 64
    for k in [*range(first, 64), *range(1, first)]:
        other = block + (place + k) % 64
        if other >= len(lives) or not is_subject(lives[other], candidate.day):
            continue
        if (lives[other].sex, groups[other]) == (lives[slot].sex, groups[slot]):
            return other
    return None


def expect(found, lives):
    """What is held is what was sent (receiver, event day, whether false), but for what arrives after the end."""
    held = Counter((slot, r.event_day, r.false) for slot, life in enumerate(lives) for r in life.records)
    assert sum(held.values()) > 100 and not held - found
    for slot, day, _ in found - held:
        assert day >= min(lives[slot].death, lives[slot].stop) - 20


def test_mix_up(scheme, write):
    """A mixed-up record comes into the file of the first namesake of the same sex and group on whom there is one, and into no other."""
    society = write(fault("mix_up"))
    lives = [pair[0] for pair in tell([World(scheme, false_records=False)], society)]
    there = find_community(prepare(society), 11, 3, T0, lives[0].stop)
    groups = [there.person(slot).group for slot in range(len(lives))]
    assert 1 < sum(groups) < len(groups) - 1
    found, hit = Counter(), Counter()
    for slot, candidate in candidates_of(society, lives):
        other = find_namesake(slot, lives, groups, candidate)
        found[slot if other is None else other, candidate.day, other is not None] += 1
        hit[slot] += other is not None
    expect(found, lives)
    assert all(len(life.faults) == hit[slot] for slot, life in enumerate(lives))
    assert all(r.copy == r.false == r.flawed for life in lives for r in life.records)


@pytest.mark.parametrize("to", ["household_head", "partner", "employer"])
def test_wrong_person(scheme, write, to):
    """A record filed under the wrong person comes to the other end of the tie, if that is a subject; else it stays."""
    society = write(fault("wrong_person", to=to))
    lives = [pair[0] for pair in tell([World(scheme, false_records=False)], society)]
    there: Any = find_community(prepare(society), 11, 3, T0, lives[0].stop)
    found = Counter()
    for slot, candidate in candidates_of(society, lives):
        person = there.person(slot)
        if to == "employer":
            year, firm = candidate.year, there.work.firm_of(person)
            employed = firm is not None and there.work.employed(person, year)
            other = there.work.owners[firm] if employed else None
        else:
            other = there.find_tied(slot, to, candidate.day, 0)
        moved = other is not None and other != slot and is_subject(lives[other], candidate.day)
        found[other if moved else slot, candidate.day, moved] += 1
    expect(found, lives)
    assert any(moved for *_, moved in found) and not all(moved for *_, moved in found)


def test_duplicate(scheme, write):
    """The record comes as ever, and once more after a delay of its own; the second one is false."""
    society = write(fault("duplicate"))
    sooner = later = 0
    for off, on in tell([World(scheme, faults=()), World(scheme)], society):
        again = [r for r in on.records if r.copy]
        assert records(off) == Counter(r for r in on.records if not r.copy)
        assert all(r.false and r.arrived - r.event_day in (1, 20) for r in again)
        first = {r.event_day: r.arrived for r in on.records if not r.copy}
        sooner += sum(r.arrived < first.get(r.event_day, 0) for r in again)
        later += sum(r.arrived > first.get(r.event_day, 9**9) for r in again)
        assert [name for _, name in on.faults] == ["duplicate"] * len(on.faults)
        assert len(on.faults) >= len(again)
    assert sooner > 20 and later > 20


def test_wrong_amount(write_scheme, write_rule, write):
    """Points are multiplied, lists and drops are as they are, and nothing wrong goes through ties."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}),
            "t": write_rule("a", points={"table": [(2, 9)]}, score="other"),
            "d": write_rule("a", effect="drop", drop={"set": "grade", "to": "low"}),
            "h": write_rule("a", points={"fixed": -7}, through="household_head"),
        },
        one_act="all",
        scores={name: {"start": 0, "floor": None, "ceiling": None} for name in ("points", "other")},
    )
    society = write(fault("wrong_amount", values=[(3, HALF), (4, HALF)]))
    seen = Counter()
    for off, on in tell([World(scheme, faults=()), World(scheme)], society):
        assert records(off, "base", "flawed") == records(on, "base", "flawed")
        for r in on.records:
            if not r.false:
                seen[r.rule, r.base, r.flawed] += 1
    assert set(seen) == {
        ("r", -30, True),
        ("r", -40, True),
        ("t", 3, True),
        ("t", 4, True),
        ("d", 0, True),
        ("h", -7, False),
    }


def test_stale(scheme, write_phase, write_rule, write):
    """What has an end ends later, also when a phase gives it a new term."""
    rules = {"r": write_rule("a", points={"fixed": -10}, lasts=("days", 50))}
    scheme["phases"].append(write_phase(rules) | {"from": T0 + 200})
    society = write(fault("stale", values=[(33, Fraction(1))]))
    renewed = 0
    for off, on in tell([World(scheme, faults=()), World(scheme)], society):
        ends = {(r.event_day, r.arrived): r.end for r in off.records if not r.false}
        for r in on.records:
            if not r.false:
                early = r.event_day + (90 if r.arrived < T0 + 200 else 50)
                expected = early + 33
                if r.arrived < T0 + 200 < expected:
                    expected, renewed = max(T0 + 200, r.event_day + 83), renewed + 1
                assert r.end == expected and ends[r.event_day, r.arrived] <= r.end
    assert renewed > 10


def test_linkage(scheme, write):
    """Whoever is not linked in a year slips through every block of that year, and the others through none."""
    slipped = Counter()
    society = write(fault("linkage", share=HALF, kinds=["trip"]))
    for off, on in tell([World(scheme, faults=()), World(scheme)], society):
        assert [each[:4] for each in off.attempts] == [each[:4] for each in on.attempts]
        assert not any(each[4] for each in off.attempts) and records(off) == records(on)
        for year in (2020, 2021):
            ways = {each[4] for each in on.attempts if each[2] and date.fromordinal(each[0]).year == year}
            assert len(ways) < 2
            slipped.update(ways)
    assert slipped[True] > 10 and slipped[False] > 10


def test_nobody_slips_who_gives_up(scheme, write):
    """An attempt that is given up is not made, so it does not slip through."""
    society = write(fault("linkage", kinds=["trip"]), responses={"fear": {"when": "restricted"}})
    society["kinds"][1]["responses"] = {"fear": HALF}
    attempts = [a for (life,) in tell([World(scheme, responses=("fear",))], society) for a in life.attempts]
    assert {each[2:] for each in attempts} == {
        (False, False, False),
        (True, True, False),
        (True, False, True),
    }


FAULTS = (
    fault("duplicate", Fraction(1, 10)),
    fault("linkage", HALF, ["trip"]),
    fault("mix_up", Fraction(1, 10)),
    fault("stale", Fraction(1, 10), values=[(9, Fraction(1))]),
    fault("wrong_amount", Fraction(1, 10), values=[(2, Fraction(1))]),
    fault("wrong_person", Fraction(1, 10), to="employer"),
)


@pytest.mark.parametrize("name", [each["name"] for each in FAULTS])
def test_one_fault_off(scheme, write, name):
    """With one fault off the others hit the same records as before, and nothing steps in its place."""
    others = tuple(each["name"] for each in FAULTS if each["name"] != name)
    gone = 0
    for on, off in tell([World(scheme), World(scheme, faults=others)], write(*FAULTS)):
        assert off.faults == [each for each in on.faults if each[1] != name]
        assert off.events == on.events
        gone += len(on.faults) - len(off.faults)
    assert (gone > 10) == (name != "linkage")


def test_true_records(scheme, write):
    """Without false records and without faults, lives are those of a society that has neither."""
    bare, faulty = write(), write(*FAULTS)
    world = World(scheme, false_records=False, faults=())
    assert tell([world], faulty) == tell([replace(world, faults=None)], bare)


def test_first_fault_by_name(scheme, write):
    """Shares add up in the order of names: one that takes every word leaves none to those behind it."""
    society = write(fault("wrong_amount", values=[(2, Fraction(1))]), fault("duplicate", Fraction(2, 3)))
    hits = Counter(name for (life,) in tell([World(scheme)], society) for _, name in life.faults)
    assert set(hits) == {"duplicate", "wrong_amount"}
    assert 1.4 < hits["duplicate"] / hits["wrong_amount"] < 2.9


def test_delays_off(scheme, write):
    """Without delays every record arrives on the next morning, the second one of a duplicate too."""
    for (life,) in tell([World(scheme, delays=False)], write(fault("duplicate"))):
        assert all(r.arrived == r.event_day + 1 for r in life.records)


def test_deeds_seen(scheme, write):
    """Lawful acts are always recorded where deeds are seen; others, and false records, as far as they are covered."""
    society = write()
    for kind in society["kinds"]:
        kind["coverage"] = {}
    lives = tell([World(scheme), World(scheme, deeds_seen=True)], society)
    assert not any(life.records for pair in lives for life in pair)
    for kind in society["kinds"]:
        kind["lawful"] = True
    lives = tell([World(scheme), World(scheme, deeds_seen=True)], society)
    assert not any(off.records for off, _ in lives)
    assert sum(len(on.records) for _, on in lives) > 50
    assert not any(record.false for _, on in lives for record in on.records)


@pytest.mark.parametrize("origin", ["own_breach", "own_lawful", "no_event", "of_another"])
def test_origins(write_scheme, write_rule, write, origin):
    """Only records of the origins of the world come into files; those of a day of the year count as lawful."""
    year = {"month": 3, "day": 1, "set": "grade", "levels": ["good", "low", "last"]}
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -1}),
            "s": write_rule("a", points={"fixed": -1}, through="household_head"),
            "y": write_rule(points={"fixed": 2}, each_year=year),
        }
    )
    society = write(fault("duplicate"))
    found = {
        (r.rule, r.false)
        for (life,) in tell([World(scheme, origins=(origin,))], society)
        for r in life.records
    }
    assert (
        found
        == {
            "own_breach": {("r", False)},
            "own_lawful": {("y", False)},
            "no_event": {("r", True), ("s", True)},
            "of_another": {("s", False)},
        }[origin]
    )
    society["kinds"][0]["lawful"] = True
    lives = tell([World(scheme, origins=("own_lawful",))], society)
    assert {r.rule for (life,) in lives for r in life.records} == {"r", "y"}


def test_one_life_alone(scheme, write):
    """A life asked for by itself is the one lived among the others."""
    society = write(*FAULTS)
    lives = tell([World(scheme)], society)
    asked = live([World(scheme)], society, seed=11, community=3, t0=T0, years=2, slots=[3, 40])
    assert asked == [lives[3], lives[40]]
