"""A cause arrives: which rules answer it, with what value, and which of them count (model, 7.4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from .record import Cause, Entry, Record
from .statute import Statute, later


def meet_rules(
    cause: Cause,
    statute: Statute,
    today: int,
    scores: Mapping[str, int],
    repairable: Sequence[Record | Entry],
) -> tuple[list[Record], list[Entry], list[Record | Entry]]:
    """What a cause brings on its arrival: records, entries, and the records and entries that it ends today.

    scores: of the previous morning; repairable: arrived on an earlier morning, not ended, not annulled.
    """
    competing: list[Record] = []
    entries: list[Entry] = []
    ended: list[Record | Entry] = []
    for name, rule in statute.rules_for(cause.kind, cause.day, cause.tie):
        targets = [held for held in repairable if held.rule in rule["repairs"]]
        if rule["repairs"] and not targets:
            continue
        ended += targets
        if rule["effect"] == "list":
            entries.append(_enter(cause, name, rule, statute, today))
        else:
            competing.append(_record(cause, name, rule, statute, today, scores))
    return _let_compete(competing, statute, today), entries, ended


def _enter(cause: Cause, name: str, rule: dict[str, Any], statute: Statute, today: int) -> Entry:
    published, effect = statute.publish(rule["list"], today)
    end = statute.end_entry(name, rule["list"], cause.term_start, effect, today)
    return Entry(cause, name, rule["list"], today, published, effect, end)


def _record(
    cause: Cause,
    name: str,
    rule: dict[str, Any],
    statute: Statute,
    today: int,
    scores: Mapping[str, int],
) -> Record:
    score = statute.score_of(rule, cause.day)
    base = 0
    if rule["effect"] == "points" and score is not None:
        start: int = statute.phase(cause.day)["scores"][score]["start"]
        base = value_points(rule["points"], cause, scores.get(score, start))
    return Record(cause, name, rule, score, base, today, statute.end_record(name, cause.term_start, today))


def value_points(points: dict[str, Any], cause: Cause, score: int) -> int:
    """The base of a points rule: fixed, drawn, scaled from a score, or the amount of a table rule."""
    if "fixed" in points:
        return points["fixed"]
    if "drawn" in points:
        low, high, step = points["drawn"]
        return low + step * (cause.value * ((high - low) // step + 1) >> 32)
    if "table" in points:
        return cause.amount
    scaled = points["scaled"]
    gap = score - scaled["above"] if "above" in scaled else scaled["below"] - score
    size = max(0, gap) * abs(scaled["percent"]) // 100
    return -size if scaled["percent"] < 0 else size


def read_table(table: Sequence[tuple[int, int]], total: int) -> int:
    """The points of a table for a total: those of the last line that the total reaches, else 0."""
    return next((points for least, points in reversed(table) if total >= least), 0)


def _let_compete(records: list[Record], statute: Statute, today: int) -> list[Record]:
    if statute.scheme["one_act"] == "all":
        return records
    kept = [record for record in records if record.score is None]
    for score in sorted({record.score for record in records if record.score is not None}):
        kept.append(
            min(
                (record for record in records if record.score == score),
                key=lambda record: _rank(record, statute, today),
            )
        )
    return kept


def _rank(record: Record, statute: Statute, today: int) -> tuple[int, int, int, int]:
    """What counts sorts first: drops, the lowest first; then deductions, bonuses, large before small."""
    rule = record.wording
    longest, rank = -later(record.end), rule["rank"]
    if rule["effect"] == "drop":
        return 0, statute.cut_off(rule["drop"]["set"], rule["drop"]["to"], today), longest, rank
    points = rule["points"]
    value = read_table(points["table"], record.base) if "table" in points else record.base
    return (1, value, longest, rank) if value < 0 else (2, -value, longest, rank)
