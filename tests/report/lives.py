"""Made-up tables about what people do, who is on a list, and crossings of groups, for `fixture`."""

from itertools import product
from typing import Any

import polars as pl

from creditscape.words import load_vocabulary
from tests.report.figures import GROUPS
from tests.report.shape import Shape, split, told_worlds

SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    "events": {**dict.fromkeys(("world", "kind"), pl.String), **dict.fromkeys(("year", "real"), pl.Int64)},
    "entries": {
        **dict.fromkeys(("world", "list"), pl.String),
        **dict.fromkeys(("year", "entries", "exits"), pl.Int64),
    },
    "cross": {
        "world": pl.String,
        "year": pl.Int64,
        **dict.fromkeys(("income", "group", "sex", "age", "place"), pl.String),
        **dict.fromkeys(
            ("subject_days", "restricted_days", "without_breach_days", "wrong_days", "spared_days"), pl.Int64
        ),
    },
}
Row = tuple[str | int, ...]


def make_lives(shape: Shape, scheme: Any) -> dict[str, pl.DataFrame]:
    """The three tables."""
    rows: dict[str, list[Row]] = {"events": list_events(shape, scheme), "entries": [], "cross": []}
    for world, per in told_worlds(shape):
        for name in shape.lists:
            rows["entries"] += [
                (world, name, year, shape.people * per // 1000, shape.people * per // 4000)
                for year in range(shape.years)
            ]
        rows["cross"] += list_crossings(shape, world, per)
    return {name: pl.DataFrame(rows[name], schema=SCHEMAS[name], orient="row") for name in SCHEMAS}


def list_events(shape: Shape, scheme: Any) -> list[Row]:
    """Fewer lawful acts with the scheme than without it, and hardly fewer unlawful ones."""
    kinds = load_vocabulary().kinds
    heeded = sorted(
        {kind for rule in scheme.plain()["phases"][-1]["rules"].values() for kind in rule["events"]}
    )
    worlds = [*(world for world, _ in told_worlds(shape)), *(w for w in shape.worlds if w == "no_scheme")]
    return [
        (world, kind, year, shape.people // 50 - (world != "no_scheme") * (9 if kinds[kind].lawful else 1))
        for world, kind, year in product(worlds, heeded, range(shape.years))
    ]


def list_crossings(shape: Shape, world: str, per: int) -> list[Row]:
    """Restricted days fall most on the minority of the lowest fifth."""
    crossed = list(product(*(GROUPS[name] for name in ("income", "group", "sex", "age", "place"))))
    days = split(shape.people * 292, dict.fromkeys(map(str, range(len(crossed))), 1))
    rows: list[Row] = []
    for place, cell in enumerate(crossed):
        lived = days[str(place)]
        hit = lived * per // 1000 * (2 if cell[:2] == ("1", "minority") else 1) // 2
        wrong = hit // 9 if world.endswith("as_written") else 0
        rows += [(world, year, *cell, lived, hit, hit // 5, wrong, wrong // 4) for year in range(shape.years)]
    return rows
