"""What brings restrictions about: exact Shapley parts over switches, under the same luck (docs/model.md, section 4)."""

from collections.abc import Callable
from itertools import combinations
from math import factorial
from typing import Any

import polars as pl

from .lowering import World

Plain = dict[str, Any]
UNIT = 60  # parts of a person-day: the weights of up to six causes are whole numbers of them
UNLAWFUL, LAWFUL, WRONG = "unlawful conduct", "lawful conduct", "wrong records"
OTHERS, SHOCKS, NOBODY = "conduct of others", "shocks", "nobody"
FORM = {
    "world": pl.String,
    "cause": pl.String,
    "dimension": pl.String,
    "value": pl.String,
    "sixtieths": pl.Int64,
}
ORIGIN = {UNLAWFUL: "own_breach", LAWFUL: "own_lawful", WRONG: "no_event", OTHERS: "of_another"}


def list_causes(scheme: Plain, society: Plain) -> list[str]:
    """The causes that a run can have: ties only where the scheme acts through them, shocks only where true ones strike."""
    tied = any("through" in rule for phase in scheme["phases"] for rule in phase["rules"].values())
    return [
        UNLAWFUL,
        LAWFUL,
        WRONG,
        *[OTHERS][: int(tied)],
        *[SHOCKS][: int(bool(_list_true_shocks(society)))],
    ]


def _list_true_shocks(society: Plain) -> list[str]:
    """Shocks that are no wrong records."""
    return [
        shock["name"]
        for shock in society.get("shocks", ())
        if shock.get("type", "event") in ("event", "outage") or shock.get("lawful", False)
    ]


def make_subsets(causes: list[str]) -> list[frozenset[str]]:
    """Every set of causes, the smallest first."""
    return [frozenset(some) for n in range(len(causes) + 1) for some in combinations(causes, n)]


def make_world(on: frozenset[str], causes: list[str], society: Plain) -> World:
    """The first scheme's world in which only some causes act."""
    faults = [
        each["name"] for each in society.get("faults") or () if WRONG in on or each["type"] == "linkage"
    ]
    true = _list_true_shocks(society)
    shocks = [each["name"] for each in society.get("shocks", ()) if SHOCKS in on or each["name"] not in true]
    return World(
        "with " + ", ".join(sorted(on)) if on else "with nothing",
        0,
        false_records=WRONG in on,
        faults=tuple(faults),
        shocks=tuple(shocks),
        origins=tuple(ORIGIN[cause] for cause in ORIGIN if cause in on or cause not in causes),
    )


def weigh(causes: int, others: int) -> int:
    """The weight of a cause added to so many others, in sixtieths: n! orders, of which so many add it just then."""
    share = UNIT * factorial(others) * factorial(causes - others - 1)
    return share // factorial(causes)


def share_out(causes: list[str], value: Callable[[frozenset[str]], int]) -> dict[str, int]:
    """What each cause adds, in sixtieths; with what is there without any cause they add up to the whole. value: of a set of causes."""
    parts = {cause: 0 for cause in causes}
    for cause in causes:
        rest = [other for other in causes if other != cause]
        for some in make_subsets(rest):
            parts[cause] += weigh(len(causes), len(some)) * (value(some | {cause}) - value(some))
    return parts | {NOBODY: UNIT * value(frozenset())}


def tell_causes(days: pl.DataFrame, causes: list[str], names: dict[frozenset[str], str]) -> pl.DataFrame:
    """Parts of the restricted person-days by dimension and value. days: table `measure_days` of the worlds; names: of the worlds."""
    restricted = (
        days.filter(measure="any restriction")
        .group_by("world", "dimension", "value")
        .agg(pl.col("days").sum())
    )
    table = {(world, dimension, value): n for world, dimension, value, n in restricted.iter_rows()}
    rows = []
    for dimension, value in days.select("dimension", "value").unique(maintain_order=True).iter_rows():
        parts = share_out(causes, lambda some, d=dimension, v=value: table.get((names[some], d, v), 0))
        rows += [("as_written", cause, dimension, value, part) for cause, part in parts.items()]
    return pl.DataFrame(rows, schema=FORM, orient="row")
