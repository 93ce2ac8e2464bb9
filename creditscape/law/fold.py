"""The score as a fold over the records held, computed anew each time: no running total (model, 7.5)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from .arrival import read_table
from .record import Record
from .statute import Statute, later


class Weighed(NamedTuple):
    """A live record and the points it stands for today."""

    record: Record
    points: int


def fold_scores(
    records: Sequence[Record], statute: Statute, today: int, parts: Mapping[str, int]
) -> dict[str, int]:
    """Every score of the phase of today that is no sum, from the records that have arrived.

    Annulled and suspended ones are left out. parts: what friends add to the start of a score.
    """
    known = [record for record in records if not record.annulled and not record.suspended]
    live = weigh_records(known, statute, today)
    scores = {}
    wordings = statute.phase(today)["scores"]
    for name, wording in wordings.items():
        if "sum" in wording:
            continue
        own = [weighed for weighed in live if weighed.record.score == name]
        start = wording["start"] + (parts.get(name, 0) if "friends" in wording else 0)
        scores[name] = _bound(wording, _sum(start, own, statute, today))
    return scores


def add_sums(scores: Mapping[str, int], statute: Statute, today: int) -> dict[str, int]:
    """The scores with those that are sums of others, in the order of the phase of today."""
    wordings = statute.phase(today)["scores"]
    return {
        name: _bound(wording, sum(scores[part] for part in wording["sum"]))
        if "sum" in wording
        else scores[name]
        for name, wording in wordings.items()
    }


def weigh_records(records: Sequence[Record], statute: Statute, today: int) -> list[Weighed]:
    """The live records with their points after value, repetition, cap and fading."""
    amounts: Counter[tuple[str, int]] = Counter()
    used: Counter[tuple[str, int]] = Counter()
    doubled_until: dict[str, int] = {}  # repetition group -> latest end of the records so far
    live: list[Weighed] = []
    for record in sorted(records, key=lambda record: record.order):
        rule, year = record.wording, date.fromordinal(record.cause.day).year
        points = _read_value(record, year, amounts)
        group = rule["repeats_with"]
        if group is not None:
            points *= 2 if record.cause.day < doubled_until.get(group, 0) else 1
            doubled_until[group] = max(doubled_until.get(group, 0), later(record.end))
        if rule["cap"] is not None:
            room = max(0, statute.phase(record.cause.day)["caps"][rule["cap"]] - used[rule["cap"], year])
            points = _sign(points) * min(abs(points), room)
            used[rule["cap"], year] += abs(points)
        if rule["fades"] is not None:
            points = _fade(points, rule["fades"], record, statute, today)
        if today < later(record.end):
            live.append(Weighed(record, points))
    return live


def _read_value(record: Record, year: int, amounts: Counter[tuple[str, int]]) -> int:
    points = record.wording["points"]
    if record.wording["effect"] != "points" or "table" not in points:
        return record.base
    amounts[record.rule, year] += record.base
    total = amounts[record.rule, year]
    return read_table(points["table"], total) - read_table(points["table"], total - record.base)


def _fade(points: int, fades: dict[str, Any], record: Record, statute: Statute, today: int) -> int:
    steps: int = fades["steps"]
    begins = record.cause.term_start
    reached = sum(statute.add(begins, fades["every"], k) <= today for k in range(1, steps + 1))
    return _sign(points) * (abs(points) * (steps - reached) // steps)


def _sign(points: int) -> int:
    return -1 if points < 0 else 1


def _sum(start: int, live: Sequence[Weighed], statute: Statute, today: int) -> int:
    """The start and all live points; while direct drops are live, the lowest of what each of them leaves."""
    results = [
        min(
            start + sum(w.points for w in live if w.points < 0 or w.record.cause.day <= drop.cause.day),
            statute.cut_off(drop.wording["drop"], today)
            + sum(w.points for w in live if w.points < 0 and w.record.cause.day > drop.cause.day),
        )
        for drop in (w.record for w in live)
        if drop.wording["effect"] == "drop"
    ]
    return min(results) if results else start + sum(w.points for w in live)


def _bound(wording: dict[str, Any], score: int) -> int:
    if wording["floor"] is not None:
        score = max(score, wording["floor"])
    if wording["ceiling"] is not None:
        score = min(score, wording["ceiling"])
    return score
