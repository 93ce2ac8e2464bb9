"""Made-up tables about putting it right, faults, leaks and exact causes, for `fixture`."""

import polars as pl

from tests.report.figures import GROUPS
from tests.report.shape import Shape, spread, told_worlds

STEPS = ("wrongly_told", "wrongly_filed", "wrongly_upheld", "wrongly_corrected")
STAGES = {  # of 1,000 that could be contested: wrong records, right records
    "brought": (1000, 1000),
    "learnt": (400, 380),
    "filed": (130, 20),
    "lapsed": (12, 2),
    "upheld": (60, 3),
    "refused": (50, 14),
    "reviewed": (20, 4),
    "upheld_on_review": (9, 1),
    "corrected": (66, 4),
    "everywhere": (52, 4),
    "reinserted": (6, 0),
}
DAYS = {"learn": ("learnt", 30), "answer": ("upheld", 14), "correct": ("corrected", 45)}
PARTS = {  # of 100 restricted days
    "unlawful conduct": 61,
    "lawful conduct": 13,
    "wrong records": 17,
    "conduct of others": 8,
    "shocks": -2,
    "nobody": 3,
}
SCHEMAS: dict[str, dict[str, type[pl.DataType]]] = {
    "redress": {
        **dict.fromkeys(("world", "stage", "record", "dimension", "value"), pl.String),
        **dict.fromkeys(("year", "cases"), pl.Int64),
    },
    "redress_days": {
        **dict.fromkeys(("world", "step", "record"), pl.String),
        **dict.fromkeys(("days", "cases"), pl.Int64),
    },
    "faults": {
        **dict.fromkeys(("world", "fault"), pl.String),
        **dict.fromkeys(("year", "records"), pl.Int64),
    },
    "leaks": {
        **dict.fromkeys(("world", "shock"), pl.String),
        **dict.fromkeys(("exposed", "restricted"), pl.Int64),
    },
    "causes": {**dict.fromkeys(("cause", "dimension", "value"), pl.String), "sixtieths": pl.Int64},
}
Row = tuple[str | int, ...]


def count_steps(shape: Shape, wrong: int) -> dict[str, int]:
    """Persons at each step, of those wrongly restricted."""
    steps = shape.steps if shape.redress else (0,) * len(STEPS)
    return {step: wrong * part // 100 for step, part in zip(STEPS, steps, strict=True)}


def make_remedy(shape: Shape) -> dict[str, pl.DataFrame]:
    """The five tables; empty where the shape has no redress, faults or causes."""
    worlds = [world for world, _ in told_worlds(shape) if world.endswith("as_written")]
    rows: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for world in worlds if shape.redress else ():
        rows["redress"] += list_stages(shape, world)
        rows["redress_days"] += list_days(shape, world)
    for world in worlds if shape.faults else ():
        name = shape.hostile or "mixed up by banks"
        rows["faults"] += [(world, name, year, shape.people // 40) for year in range(shape.years)]
        rows["faults"] += [(world, "booked_twice", 0, shape.people // 90)]
        rows["leaks"] += [(world, shape.hostile or "stolen files", shape.people // 5, shape.people // 70)]
    if shape.causes:
        rows["causes"] = list_parts(shape)
    return {name: pl.DataFrame(rows[name], schema=SCHEMAS[name], orient="row") for name in SCHEMAS}


def list_stages(shape: Shape, world: str) -> list[Row]:
    """Disputes by stage, record, group and year."""
    return [
        (world, stage, record, dimension, value, year, cases)
        for stage, parts in STAGES.items()
        for record, part in zip(("wrong", "right"), parts, strict=True)
        for year in range(shape.years)
        for dimension in GROUPS
        for value, cases in spread(shape.people * part // 20_000, dimension, True).items()
    ]


def list_days(shape: Shape, world: str) -> list[Row]:
    """Days of each step: a third at once, a third later, a third much later."""
    rows: list[Row] = []
    for step, (stage, days) in DAYS.items():
        for record, part in zip(("wrong", "right"), STAGES[stage], strict=True):
            cases = shape.years * (shape.people * part // 20_000)
            rows += [(world, step, record, days * times, cases // 3) for times in (1, 2, 9)]
    return rows


def list_parts(shape: Shape) -> list[Row]:
    """Exact parts that add up to the restricted days of the shape."""
    days = shape.people * 8 * shape.restricted // 10
    return [
        (cause, dimension, value, part * days * 60 // 100)
        for cause, share in PARTS.items()
        for dimension in GROUPS
        for value, part in _sign(spread(abs(share), dimension, True), share).items()
    ]


def _sign(parts: dict[str, int], share: int) -> dict[str, int]:
    return {value: part if share > 0 else -part for value, part in parts.items()}
