"""Small random societies in which records go wrong, the same with something mended, and the tables of their worlds."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import polars as pl

from creditscape.simulation.frames import Frames
from creditscape.simulation.lowering import Lowered, World, lower
from tests.twins.generator import bind_people, make_scheme, make_society
from tests.twins.trouble import flaw_society, give_process
from tests.twins.twin import find_linkage, run_kernel

Plain = dict[str, Any]
SIZE, YEARS = 128, 2
MISPLACING = ("mix_up", "wrong_person")


@cache
def make_faulty(seed: int, *, size: int = SIZE, bound: bool = False) -> Plain:
    """A random society with faults, redress and all kinds of shocks; wrong records that just happen have a life domain of their own."""
    society = make_society(seed, size=size)
    flawed = flaw_society(bind_people(society, seed) if bound else society, seed)
    return mend_kinds(flawed, lambda kind: kind["group"] == "wrong", domain=41)


@cache
def make_contested(seed: int) -> Plain:
    """A random scheme with a procedure."""
    return give_process(make_scheme(seed), seed)


def mend_kinds(society: Plain, which: Callable[[Plain], bool], **words: Any) -> Plain:
    """The society with other words for some kinds."""
    return {
        **society,
        "kinds": [{**kind, **words} if which(kind) else kind for kind in society["kinds"]],
    }


def mend_shocks(society: Plain, which: Callable[[Plain], bool]) -> Plain:
    """The society in which some shocks strike nobody; their places in the order of names are kept."""
    harmless = {"share": Fraction(0), "kinds": []}
    shocks = [
        {**shock, **{word: value for word, value in harmless.items() if word in shock}}
        if which(shock)
        else shock
        for shock in society["shocks"]
    ]
    return {**society, "shocks": shocks}


def is_wrong(shock: Plain) -> bool:
    """Whether a shock makes files wrong."""
    return shock.get("type") == "records" or (shock.get("type") == "erasure" and not shock["lawful"])


def mend_files(society: Plain) -> Plain:
    """The society in which no file is ever wrong: no faults but those of linkage, no false records, nothing planted or lost."""
    groups = {**society["groups"], "wrong": {**society["groups"]["wrong"], "rates": {}, "conditions": {}}}
    links = [fault for fault in society["faults"] if fault["type"] == "linkage"]
    return mend_shocks({**society, "groups": groups, "faults": links}, is_wrong)


def see(society: Plain, which: Callable[[Plain], bool] = lambda _: True) -> Plain:
    """The society in which all that truly happens (of some kinds) is recorded."""
    sure = {(place, group): Fraction(1) for place in (0, 1) for group in (0, 1)}
    return mend_kinds(society, lambda kind: kind["class"] != "false_record" and which(kind), coverage=sure)


def lower_worlds(scheme: Plain, society: Plain, worlds: Iterable[World], seed: int = 5) -> Lowered:
    """Tables for a random scheme and society in these worlds."""
    return lower([scheme], society, tuple(worlds), seed=seed, years=YEARS)


def tell(
    scheme: Plain, society: Plain, *worlds: World, communities: int = 2
) -> list[dict[str, pl.DataFrame]]:
    """The tables of each of the worlds, without its name; rows in order."""
    named = [replace(world, name=f"world {n}") for n, world in enumerate(worlds)]
    low = lower_worlds(scheme, society, named)
    tables = Frames(low, run_kernel(low, communities, trace=False)[1]).tables()
    return [
        {
            name: (rows := table.filter(world=world.name).drop("world")).sort(rows.columns)
            for name, table in tables.items()
            if name != "comparison"
        }
        for world in named
    ]


def unequal(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> set[str]:
    """Names of the tables that differ."""
    assert one.keys() == other.keys()
    return {name for name, table in one.items() if not table.equals(other[name])}


def true_records(society: Plain, **words: Any) -> World:
    """The world of true records, as runs have it."""
    return World("true_records", false_records=False, faults=find_linkage(society), **words)


def all_but(name: str, things: Iterable[Plain]) -> tuple[str, ...]:
    """Names of faults or shocks but for one."""
    return tuple(each["name"] for each in things if each["name"] != name)
