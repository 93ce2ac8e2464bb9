"""Results that a run may bring and most do not. Each function gives what a section draws, or None; a section that gets None says in one
sentence what is missing. No figure is ever made up here.

table `milder`: `form`, `days` (restricted days a year for every 1,000 people), `aim` (effect on the declared aim); the scheme first.
table `ranges`: `assumption`, `low`, `used`, `high` (restricted of every 1,000 people with the assumption at its ends, and as run).
table `flow`: `record_domain`, `measure_domain`, `days` (restricted person-days of the whole run).
"""

from typing import Any

from ..metrics import Results


def find_milder(run: Results) -> list[dict[str, Any]] | None:
    """Forms of the scheme by burden and effect, and whether no other form beats each; None if the run has none."""
    rows = _read(run, "milder", ("form", "days", "aim"))
    if rows is None:
        return None
    return [{**row, "front": not any(_beats(other, row) for other in rows)} for row in rows]


def find_ranges(run: Results) -> list[dict[str, Any]] | None:
    """Assumptions by how far the result moves with each, the widest first; None if the run has none."""
    rows = _read(run, "ranges", ("assumption", "low", "used", "high"))
    return rows and sorted(rows, key=lambda row: -abs(row["high"] - row["low"]))


def find_flow(run: Results) -> list[dict[str, Any]] | None:
    """Restricted days by the domain of the record and of the measure; None if the run has none."""
    return _read(run, "flow", ("record_domain", "measure_domain", "days"))


def _read(run: Results, name: str, columns: tuple[str, ...]) -> list[dict[str, Any]] | None:
    frame = run.tables.get(name)
    if frame is None or not frame.height or not set(columns) <= set(frame.columns):
        return None
    return frame.select(columns).to_dicts()


def _beats(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether one form has no more restricted days and no less effect, and is better in one of them."""
    at_least = one["days"] <= other["days"] and one["aim"] >= other["aim"]
    return at_least and (one["days"], one["aim"]) != (other["days"], other["aim"])
