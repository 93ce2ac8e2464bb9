"""Section 7, under one roof: how many children and adults live with somebody under a restriction."""

from math import isfinite
from typing import Any

from ...metrics import (
    Results,
    beside_days_share,
    estimate,
    household_relative_risk,
    say_count,
    say_frequency,
    say_rate,
    share_beside,
    share_households,
)
from ..tellings import FEW, Telling, name_group

_GROUPS = (("child", "all"), ("child", "income"), ("child", "group"), ("adult", "all"))
_MANY = {"child": "children", "adult": "adults"}


def tell_roofs(run: Results, telling: Telling) -> dict[str, Any] | None:
    """Households and the people in them; None where lives were not told in full, or nobody lives in a household."""
    if "households" not in run.tables or run.tables["households"].filter(world=telling.world).is_empty():
        return None
    homes = share_households(run, world=telling.world).row(0, named=True)
    told = say_frequency(homes["numerator"], homes["denominator"])
    return {
        "label": telling.label,
        "title": _title(run, telling.world),
        "told": f"Of every 1,000 households, {told} had somebody under a restriction at some time. {_tell_together(run, telling.world)}",
        "rows": [row for who, by in _GROUPS for row in _list_rows(run, telling.world, who, by)],
        "days": [
            (_MANY[who], say_rate(1000 * share) if share else "none")
            for who in _MANY
            if (share := beside_days_share(run, who, telling.world)) is not None
        ],
        "communities": run.manifest["lives"]["communities"],
    }


def _title(run: Results, world: str) -> str:
    """The finding: those too young for a file, who live with the restriction of somebody else."""
    children = share_beside(run, "child", world=world)
    if children.is_empty():
        return "No children live in the households told"
    row = children.row(0, named=True)
    told = say_frequency(row["numerator"], row["denominator"])
    return f"Of every 1,000 children, {told} lived with somebody under a restriction at some time"


def _tell_together(run: Results, world: str) -> str:
    """Whether restrictions come together in households; empty where too few were restricted to tell."""
    risk = estimate(run, lambda each: household_relative_risk(each, world), "households")
    if risk is None or not isfinite(risk.low):
        return ""
    if risk.low <= 1 <= risk.high:
        return "Whether another adult of the household is restricted makes no difference that can be told."
    return (
        f"Somebody is restricted {risk.value:.2f} times as often ({risk.low:.2f} to {risk.high:.2f}) if another adult of the household "
        "is; two adults who have nothing to do with each other would give 1."
    )


def _list_rows(run: Results, world: str, who: str, by: str) -> list[tuple[str, list[str]]]:
    """A row for each group: its name, persons, and how many of 1,000 lived with somebody restricted."""
    rows = []
    for row in share_beside(run, who, by, world).iter_rows(named=True):
        named = _MANY[who] if by == "all" else f"{_MANY[who]}, {name_group(by, row['value'])}"
        told = say_frequency(row["numerator"], row["denominator"]) if row["shown"] else FEW
        rows.append((named, [say_count(row["denominator"]), told]))
    return rows
