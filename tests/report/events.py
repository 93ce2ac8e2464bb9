"""Plausible tables of events and of the full cross, by plain arithmetic."""

import polars as pl

from tests.report.shape import Shape, told_worlds

KINDS = ("public_post", "petition_filed", "traffic_fine_small")
CELLS = [
    (income, group, sex, age, place)
    for income in range(1, 6)
    for group in ("majority", "minority")
    for sex in ("men", "women")
    for age in ("14-29", "60+")
    for place in ("rural", "urban")
]


def make_events(shape: Shape) -> pl.DataFrame:
    """Events of a few kinds, a little fewer where somebody scores."""
    rows = [
        {"world": world, "kind": kind, "year": year, "real": shape.people * (30 if per else 32) // 1000}
        for world, per in (*told_worlds(shape), ("no_scheme", 0))
        for kind in KINDS
        for year in range(shape.years)
    ]
    return pl.DataFrame(rows)


def make_cross(shape: Shape) -> pl.DataFrame:
    """Days of every crossing of groups; the minority has more wrong ones."""
    days = shape.people * 8 // 10 * 365 // len(CELLS)
    rows = []
    for world, per in told_worlds(shape):
        written = world.endswith("as_written")
        for year in range(shape.years):
            for income, group, sex, age, place in CELLS:
                restricted = days * per * (8 - income) // 5000
                wrong = restricted * (2 if group == "minority" else 1) // 20 if written else 0
                rows.append(
                    {
                        "world": world, "year": year, "income": income, "group": group, "sex": sex, "age": age, "place": place,
                        "subject_days": days, "restricted_days": restricted, "without_breach_days": wrong // 2,
                        "wrong_days": wrong, "spared_days": wrong // 3,
                    }
                )  # fmt: skip
    return pl.DataFrame(rows)
