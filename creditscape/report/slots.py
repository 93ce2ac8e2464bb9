"""Results that a run may bring and most do not. Each function gives what a section draws, or None; a section that gets None says in one
sentence what is missing. No figure is ever made up here.
"""

from typing import Any

import polars as pl

from ..metrics import (
    WRITTEN,
    Estimate,
    Results,
    find_range,
    has_milder,
    has_ranges,
    list_moved,
    list_variants,
    measure_effects,
    pick_rows,
    rank_factors,
    share_of,
)


def find_milder(run: Results) -> list[dict[str, Any]] | None:
    """Forms of the scheme by burden and effect, the scheme first; whether no other form beats each. None if none was tried.

    Each: `form`, `days` (restricted days a year for every 1,000 subjects), `aim` (acts changed as meant of every 1,000 subjects, of the
    aim that the scheme moves most; 0 if it moves none), `share` and `kept` (of the scheme's days and effect; None for the scheme).
    """
    if not has_milder(run):
        return None
    moved = list_moved(run)
    effect = max((measure_effects(run)[aim].value for aim in moved), default=0.0)
    aim = next((each for each in moved if measure_effects(run)[each].value == effect), None)
    days = _count_days(run)
    rows: list[dict[str, Any]] = [_form("the scheme as written", days, effect, None, None)]
    for variant in list_variants(run):
        kept = variant.kept.get(aim) if aim else None
        reached = effect * kept.value if kept else 0.0
        rows.append(_form(variant.title, days * variant.days.value, reached, variant.days, kept))
    rows.append(_form("no scheme", 0.0, 0.0, None, None))
    return [{**row, "front": not any(_beats(other, row) for other in rows)} for row in rows]


def _form(
    form: str, days: float, aim: float, share: Estimate | None, kept: Estimate | None
) -> dict[str, Any]:
    return {"form": form, "days": days, "aim": aim, "share": share, "kept": kept}


def _count_days(run: Results) -> float:
    """Restricted days a year for every 1,000 subjects, among those on whom the variants were tried."""
    days, subjects = (
        int(pick_rows(run, "milder", variant=WRITTEN, quantity=quantity)["count"].sum())
        for quantity in ("restricted_days", "subjects")
    )
    return 1000 * days / max(subjects, 1) / int(run.manifest["years"])


def find_ranges(run: Results) -> list[dict[str, Any]] | None:
    """Assumptions by how far the share restricted moves with each, the widest first; None if they were not tried.

    Each: `assumption`, `numbers` (open in it), `low`, `used`, `high` (restricted of every 1,000 subjects).
    """
    found = find_range(run, share_of("restricted")) if has_ranges(run) else None
    if found is None:
        return None
    ranked = rank_factors(run, share_of("restricted")).iter_rows(named=True)
    return [
        {
            "assumption": row["factor"],
            "numbers": row["numbers"],
            "low": row["low"],
            "used": found.used,
            "high": row["high"],
        }
        for row in ranked
        if row["low"] is not None and row["high"] is not None
    ]


def find_flow(run: Results, world: str = WRITTEN) -> list[dict[str, Any]] | None:
    """Restricted person-days of the whole run by the domain of conduct without which they would not be, and of the measure; None if the
    world has none. Days below 0 count as 0: such conduct on balance keeps restrictions away.

    The days are those of the communities told, times as many as ran.
    """
    frame = run.tables.get("flow")
    if frame is None or frame.filter(world=world).is_empty():
        return None
    times = int(run.manifest["communities"]) / int(run.manifest["lives"]["flow_communities"])
    sums = (
        frame.filter(world=world)
        .group_by("conduct", "measure", maintain_order=True)
        .agg(pl.col("days").sum())
    )
    return [
        {"conduct": conduct, "measure": measure, "days": days * times}
        for conduct, measure, days in sums.select("conduct", "measure", "days").iter_rows()
        if days > 0
    ]


def _beats(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one form has no more restricted days and no less effect, and is better in one of them."""
    at_least = one["days"] <= other["days"] and one["aim"] >= other["aim"]
    return at_least and (one["days"], one["aim"]) != (other["days"], other["aim"])
