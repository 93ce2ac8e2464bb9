"""Whom a fault can change: without coupling only people whose own record it hit, or who got a record that it misplaced.

Whom it touched the law says, person by person, in a program of its own; who changed the kernel says, day by day.
"""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from creditscape import law
from creditscape.kernel import FIRST_ROOM
from creditscape.law.furnisher import Furnisher
from creditscape.simulation import tracing
from creditscape.simulation.lowering import Lowered, World, couples
from tests.twins.generator import START, make_scheme, tie_people
from tests.twins.trouble import give_process
from tests.twins.twin import run_kernel

from .faulty import SIZE, YEARS, Plain, all_but, lower_worlds, make_contested, make_faulty

SEED, COMMUNITY = 5, 1
ROOM = FIRST_ROOM._replace(traces=1 << 18)


def set_waits(low: Lowered, wait: Any) -> Lowered:
    """The tables with these days to wait at the office of the district, in each world."""
    waits = low.tables.wait.copy()
    waits[: len(low.worlds)] = wait
    return replace(low, tables=low.tables._replace(wait=waits))


def tell_apart(scheme: Plain, society: Plain, worlds: tuple[World, World], wait: Any = 0) -> set[int]:
    """Slots of the community whose standings or events are not the same in both worlds. wait: days at the office."""
    low = set_waits(lower_worlds(scheme, society, worlds, SEED), wait)
    rows, *_ = tracing._trace(low, ROOM, COMMUNITY)
    lives: list[dict[int, list[Any]]] = [{}, {}]
    for row in rows.tolist():
        lives[row[0]].setdefault(row[1], []).append(row[2:])
    slots = lives[0].keys() | lives[1].keys()
    assert len(slots) > SIZE // 2 and len(rows) > 20 * SIZE
    return {i for i in slots if lives[0].get(i) != lives[1].get(i)}


class Watched:
    """Who was hit by a fault, and whose records came to whom, in worlds told by the law."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.hit: dict[str, set[int]] = {}
        self.moved: set[tuple[str, int, int]] = set()  # fault, from whom, to whom
        misplace = Furnisher._misplace

        def note(furnisher: Any, fault: Plain, words: Any, cause: Any, arrives: int) -> bool:
            moved = misplace(furnisher, fault, words, cause, arrives)
            if moved:
                to = furnisher._find_namesake(cause.day, words[1])
                self.moved.add((fault["name"], furnisher.person.lot.index, to))
            return moved

        monkeypatch.setattr(Furnisher, "_misplace", note)

    def watch(self, scheme: Plain, society: Plain, *off: str) -> None:
        """Tell the community once more, with some faults off."""
        on = tuple(society["responses"])
        faults = tuple(each["name"] for each in society["faults"] if each["name"] not in off)
        world = law.World(scheme, responses=on, faults=faults)
        lives = law.live([world], law.prepare(society), seed=SEED, community=COMMUNITY, t0=START, years=YEARS)
        for slot, (life,) in enumerate(lives):
            for _, name in life.faults:
                self.hit.setdefault(name, set()).add(slot)

    def touched(self, name: str) -> set[int]:
        """Who was touched by a fault."""
        return self.hit[name] | {to for fault, _, to in self.moved if fault == name}

    def reached(self, some: set[int]) -> set[int]:
        """Some people, and those who got misplaced records of theirs, and so on."""
        while more := {to for _, of, to in self.moved if of in some} - some:
            some = some | more
        return some


def uncoupled(seed: int, *, mix_ups: bool) -> tuple[Plain, Plain]:
    """A scheme and a society in which nobody depends on anybody, but for misplaced records."""
    scheme, society = make_contested(seed), make_faulty(seed)
    faults = [each for each in society["faults"] if mix_ups or each["type"] != "mix_up"]
    office = {"office": None if seed else {"of": "district", "cases": 1}}
    society = {**society, "faults": faults, "redress": {**society["redress"], **office}}
    assert not couples([scheme], society)
    return scheme, society


def without(society: Plain, name: str) -> tuple[World, World]:
    return World("as_written"), World(f"without_{name}", faults=all_but(name, society["faults"]))


@pytest.mark.parametrize("seed", [0, 1])
def test_own_records(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Doubles, wrong sums and old records change the lives of those alone whose own records they hit; the office's waits are fixed."""
    scheme, society = uncoupled(seed, mix_ups=False)
    watched = Watched(monkeypatch)
    watched.watch(scheme, society)
    names = ("a_doubles", "d_sums", "e_kept")
    changed = {name: tell_apart(scheme, society, without(society, name), wait=20) for name in names}
    for name in names:
        assert changed[name] <= watched.touched(name) and len(changed[name]) > 3
        for other in {*names} - {name}:
            assert changed[name] - watched.touched(other), (
                "this would also hold of whom another fault touched"
            )


@pytest.mark.parametrize("seed", [0, 1])
def test_namesakes(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Mix-ups change those alone whose own record was misplaced, and those in whose file it landed.

    Meanwhile another fault reaches whom it touched and, through their conduct, whoever gets misplaced records of theirs.
    """
    scheme, society = uncoupled(seed, mix_ups=True)
    watched = Watched(monkeypatch)
    watched.watch(scheme, society)
    changed = tell_apart(scheme, society, without(society, "c_namesakes"), wait=20)
    assert changed <= watched.touched("c_namesakes")
    assert changed - watched.hit["c_namesakes"], "nobody was changed by the record of somebody else"
    assert changed - {to for _, _, to in watched.moved}, "nobody was changed by losing a record"
    doubled = tell_apart(scheme, society, without(society, "a_doubles"), wait=20)
    assert doubled <= watched.reached(watched.touched("a_doubles"))


def test_waits_are_a_coupling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the office of the district keeps people waiting longer in one of the worlds, others change than those whom a fault touched."""
    scheme, society = uncoupled(0, mix_ups=False)
    watched = Watched(monkeypatch)
    watched.watch(scheme, society)
    wait = np.array([[20], [60]])
    assert tell_apart(scheme, society, without(society, "a_doubles"), wait) - watched.touched("a_doubles")


def coupled(office: str) -> tuple[Plain, Plain]:
    """A scheme that acts through ties, and a society in which faults are rare."""
    seed = 6
    scheme = tie_people(make_scheme(seed), seed)
    plain = {**give_process(scheme, seed)["phases"][0]["process"], "decided": None, "unanswered": "waits"}
    scheme = {**scheme, "phases": [{**phase, "process": plain} for phase in scheme["phases"]]}
    society = make_faulty(seed, bound=True)
    other = {**society["faults"][0], "name": "f_other", "type": "wrong_person", "to": "household_head"}
    faults = [each for each in society["faults"] if each["name"] != "f_other"] + [other]
    rare = [
        {**each, "shares": {cell: share / 80 for cell, share in each["shares"].items()}} for each in faults
    ]
    redress = {**society["redress"], "office": {"of": office, "cases": 5}}
    return scheme, {**society, "faults": rare, "redress": redress}


def find_changed(name: str, office: str, wait: Any = 0) -> tuple[set[int], set[int]]:
    """Communities that differ in the two worlds in any table, and those in which a fault hit a record."""
    scheme, society = coupled(office)
    low = set_waits(lower_worlds(scheme, society, without(society, name), SEED), wait)
    number = [fault["name"] for fault in low.faults].index(name)
    changed, touched = set(), set()
    for community in range(12):
        tallies = run_kernel(low, first=community, trace=False)[1]
        worlds = [
            getattr(tallies, of) for of in tallies._fields if of not in ("compared", "counts", "faults")
        ]
        if not all(np.array_equal(each[0], each[1]) for each in worlds):
            changed.add(community)
        if tallies.faults[0, number].any():
            touched.add(community)
    return changed, touched


@pytest.mark.parametrize("office", ["community", "district"])
def test_coupled_communities(office: str) -> None:
    """Ties, friends, misplaced records and a queue carry a fault about a community, and never into another one."""
    for name in ("a_doubles", "c_namesakes", "f_other"):
        changed, touched = find_changed(name, office, wait=20)
        assert changed and changed <= touched and len(touched) < 12, name


def test_waits_couple_communities() -> None:
    """Were the table of waits not held fixed, communities would change in which nobody was touched."""
    changed, touched = find_changed("a_doubles", "district", wait=np.array([[20], [60]]))
    assert changed - touched
