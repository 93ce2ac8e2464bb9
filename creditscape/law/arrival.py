"""A cause arrives: which rules answer it, with what value, and which of them count (model, 7.4)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from ..words import luck, threshold
from .record import Cause, Entry, Held, Record
from .statute import Statute, later


class Brought(NamedTuple):
    """What a cause brings on its arrival: records, entries, and what it ends, each with the day on which it does."""

    records: list[Record]
    entries: list[Entry]
    ended: list[tuple[Held, int]]


def meet_rules(
    cause: Cause,
    statute: Statute,
    today: int,
    scores: Mapping[str, int],
    repairable: Sequence[Held],
    present: Sequence[Held] | None = None,
) -> Brought:
    """What a cause brings by the rules without requirements; with `present`, by those that have some.

    scores: of the previous morning; repairable: arrived on an earlier morning, not ended, not annulled;
    present: what the file holds once everything else has arrived.
    """
    competing: list[Record] = []
    entries: list[Entry] = []
    ended: list[tuple[Held, int]] = []
    for name, rule in statute.rules_for(cause.kind, cause.day, cause.tie):
        if ("requires" in rule) != (present is not None) or not _reaches(cause, rule):
            continue
        if present is not None and not all(
            _is_met(each, cause, statute, present) for each in rule["requires"]
        ):
            continue
        if "at_least" in rule and scores.get(rule["score"], rule["at_least"]) < rule["at_least"]:
            continue
        targets = [held for held in repairable if held.rule in rule["repairs"]]
        if rule["repairs"] and not targets:
            continue
        day = statute.add(today, rule["after"]) if "after" in rule else today
        ended += [(held, day) for held in targets]
        if rule["effect"] == "list":
            entries.append(_enter(cause, name, rule, statute, today))
        else:
            competing.append(_record(cause, name, rule, statute, today, scores))
    records = competing if present is not None else _let_compete(competing, statute, today)
    return Brought(records, entries, ended)


def bring_by_year(name: str, rule: dict[str, Any], statute: Statute, today: int) -> Record:
    """The record that a day of the year brings to whoever stands on a level."""
    cause = Cause(today, luck.CALENDAR, statute.number(name), "")
    return _record(cause, name, rule, statute, today, {})


def _reaches(cause: Cause, rule: dict[str, Any]) -> bool:
    """Whether a report reaches the keeper whose rule this is."""
    keeper = rule.get("keeper")
    return keeper is None or cause.reach[keeper["number"]] < threshold(Fraction(keeper["reach"], 100))


def _is_met(requirement: dict[str, Any], cause: Cause, statute: Statute, present: Sequence[Held]) -> bool:
    within = requirement["within"]
    found = sum(
        held.rule in requirement["rules"]
        and (within is None or held.cause.day <= cause.day <= statute.add(held.cause.day, within))
        for held in present
    )
    return found < 1 if requirement["times"] == 0 else found >= requirement["times"]


def _enter(cause: Cause, name: str, rule: dict[str, Any], statute: Statute, today: int) -> Entry:
    published, effect = statute.publish(rule["list"], today)
    end = prolong(statute.end_entry(name, rule["list"], cause.term_start, effect, today), cause.extra)
    return Entry(cause, name, rule, today, end, rule["list"], published, effect)


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
        base = value_points(rule["points"], cause, scores.get(score, start)) * cause.factor
    end = prolong(statute.end_record(name, cause.term_start, today), cause.extra)
    return Record(cause, name, rule, today, end, score, base)


def prolong(end: int | None, extra: int) -> int | None:
    """An end that lies some days too late; what never ends does not end later."""
    return None if end is None else end + extra


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
        return 0, statute.cut_off(rule["drop"], today), longest, rank
    value = value_alone(record)
    return (1, value, longest, rank) if value < 0 else (2, -value, longest, rank)


def value_alone(record: Record) -> int:
    """The points of a points rule's record as if there were no other; of a table rule, those of its amount alone."""
    points = record.wording["points"]
    return read_table(points["table"], record.base) if "table" in points else record.base
