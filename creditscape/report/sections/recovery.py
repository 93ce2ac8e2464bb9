"""Section 8, the way out of a restriction: of those restricted for the first time, how many are free again after how long."""

from typing import Any

from ...metrics import (
    DAYS_A_YEAR,
    LIMITS,
    Results,
    draw_recovery,
    measure_recovery,
    name_subjects,
    say_count,
    say_days,
)
from ..downloads import Citation
from ..drawings import draw_curves
from ..pictures import render_picture
from ..tellings import Telling, name_group

NEVER = 1 << 30  # no median is so long


def tell_recovery(run: Results, telling: Telling, cite: Citation) -> dict[str, Any] | None:
    """The curve of recoveries, and medians by income fifth and group; None where lives were not told in full, or too few restricted."""
    if "spells" not in run.tables or run.tables["spells"].filter(world=telling.world).is_empty():
        return None
    whole = measure_recovery(run, world=telling.world).row(0, named=True)
    if whole["spells"] < LIMITS.people:
        return None
    curve = draw_recovery(run, world=telling.world)
    free = [
        (0.0, 0.0),
        *((time / DAYS_A_YEAR, 100 * (1 - left)) for time, left in curve.select("time", "left").iter_rows()),
    ]
    title = _title(whole, name_subjects(run.manifest).many)
    drawing = draw_curves(
        {"free again": free}, "years", "of 100 restricted for the first time", 100, ["free again"]
    )
    return {
        "label": telling.label,
        "title": title,
        "picture": render_picture(
            drawing, telling.name(title), f"{title}. The table gives the groups.", cite
        ),
        "rows": [
            (name_group(by, row["value"]), _tell_group(row))
            for by in ("income", "group", "sex")
            for row in measure_recovery(run, by, telling.world).iter_rows(named=True)
        ],
        "communities": run.manifest["lives"]["communities"],
    }


def _title(row: dict[str, Any], many: str) -> str:
    if row["median"] is None:
        return f"Fewer than half of the {many} restricted were free again for 90 days in a row before the run ended"
    return f"Half of the {many} restricted for the first time were free again for 90 days in a row after {say_days(row['median'], NEVER)}"


def _tell_group(row: dict[str, Any]) -> list[str]:
    counts = [say_count(row["spells"]), say_count(row["ended"])]
    if not row["shown"]:
        return [*counts, "too few to tell", "too few to tell"]
    median = "more than half never were" if row["median"] is None else say_days(row["median"], NEVER)
    return [*counts, median, say_days(round(row["mean"]), NEVER)]
