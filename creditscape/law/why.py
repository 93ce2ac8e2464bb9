"""Why somebody stands where they stand on a morning: the records behind it, what truly happened, and the draws, in sentences.

About invented people only: a telling is drawn from addresses, and nothing here takes the facts of a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from .fold import weigh_records
from .life import Telling
from .record import Entry, Held, Record, Standing
from .statute import Statute

ONE = 1 << 32


class Draw(NamedTuple):
    """Why an event happened and was recorded, as shares: its mark lay below `accepted`, its coverage below `covered`."""

    mark: float
    accepted: float
    coverage: float
    covered: float


class Ground(NamedTuple):
    """A record or entry in the file. happened: the recorded kind; points: what it stands for this morning, None for an entry or a drop;
    counts: whether it counts this morning; state: in words; origin: `own`, `nothing`, `another` or `distorted`; of: whose event it is.
    """

    rule: str
    kind: str
    event_day: int
    arrived: int
    end: int | None
    list: str | None
    points: int | None
    drop: str | None
    counts: bool
    state: str
    origin: str
    of: int | None
    tie: str | None
    draw: Draw | None
    drawn: float | None


@dataclass(frozen=True)
class Account:
    """One world's answer. standing: None for whoever is no subject that morning; happened: what truly happened so far, by day."""

    world: str
    day: int
    standing: Standing | None
    grounds: tuple[Ground, ...]
    happened: tuple[tuple[int, str, str], ...]


class Named(NamedTuple):
    """What a rule or measure is called, and where its source says so."""

    title: str
    source: str


def give_account(name: str, telling: Telling, day: int) -> Account:
    """What stands behind the standing of a telling that was told up to the morning of a day."""
    events = tuple((d, kind, class_) for d, kind, _, class_ in telling.life.events if d < day)
    file = telling.file
    if file is None or telling.statute is None or not telling.is_subject(day) or not file.changes:
        return Account(name, day, None, (), events)
    known = [r for r in file.records if not r.annulled and not r.suspended]
    points = {id(each.record): each.points for each in weigh_records(known, telling.statute, day)}
    held: list[Held] = [*sorted(file.records, key=lambda r: r.order), *file.entries]
    grounds = tuple(_tell_ground(each, telling, day, points.get(id(each))) for each in held)
    return Account(name, day, file.changes[-1], grounds, events)


def _tell_ground(held: Held, telling: Telling, day: int, points: int | None) -> Ground:
    cause, record = held.cause, isinstance(held, Record)
    drop = held.wording["drop"]["to"] if held.wording["effect"] == "drop" else None
    draw = (
        telling.draws.get((cause.day, cause.stream, cause.slot))
        if cause.tie is None and not cause.copy
        else None
    )
    drawn = "drawn" in (held.wording["points"] or {})
    of = cause.lot.index if cause.lot is not None else None
    return Ground(
        held.rule,
        cause.kind,
        cause.day,
        held.arrived,
        held.end,
        held.list if isinstance(held, Entry) else None,
        points if record and drop is None else None,
        drop,
        held.listed(day) if isinstance(held, Entry) else held.counts(day),
        _say_state(held, day),
        _find_origin(held, telling),
        None if of == telling.person.lot.index else of,
        cause.tie,
        None if draw is None else Draw(*(each / ONE for each in draw)),
        cause.value / ONE if drawn else None,
    )


def _find_origin(held: Held, telling: Telling) -> str:
    cause = held.cause
    if cause.false:
        return "nothing" if cause.lot is None or cause.lot.index == telling.person.lot.index else "another"
    if cause.tie is not None:
        return "another"
    return "distorted" if held.flawed else "own"


def _say_state(held: Held, day: int) -> str:
    if held.annulled:
        return "annulled"
    if not held.is_live(day):
        return "over"
    if held.suspended:
        return "suspended"
    if isinstance(held, Entry) and not held.listed(day):
        return "not yet in effect"
    return "counts"


def say_account(
    account: Account, statute: Statute | None, rules: Mapping[str, Named], measures: Mapping[str, Named]
) -> list[str]:
    """An account in sentences. rules, measures: names and sources by name."""
    if account.standing is None or statute is None:
        return [f"{account.world}: nobody keeps a file on this person on {_date(account.day)}."]
    told = [f"{account.world}: {_say_standing(account.standing, measures)}."]
    counting = [ground for ground in account.grounds if ground.counts]
    told += [_say_ground(ground, rules) for ground in counting]
    rest = len(account.grounds) - len(counting)
    if rest:
        states: dict[str, int] = {}
        for ground in account.grounds:
            if not ground.counts:
                states[ground.state] = states.get(ground.state, 0) + 1
        parts = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
        told.append(f"{rest} more in the file do not count this morning: {parts}.")
    if not account.grounds:
        told.append("There is nothing in the file.")
    return told


def _say_standing(standing: Standing, measures: Mapping[str, Named]) -> str:
    scores = ", ".join(f"{points} {name}" for name, points in standing.scores.items())
    levels = ", ".join(f"level {level} of {name}" for name, level in standing.levels.items())
    lists = f"on the list {', '.join(sorted(standing.listed))}" if standing.listed else ""
    under = ", ".join(
        measures[name].title if name in measures else name for name in sorted(standing.measures)
    )
    return "; ".join(
        filter(None, (scores, levels, lists, f"under: {under}" if under else "under no measure"))
    )


def _say_ground(ground: Ground, rules: Mapping[str, Named]) -> str:
    named = rules.get(ground.rule, Named(ground.rule, ""))
    effect = (
        f"listed ({ground.list})"
        if ground.list
        else f"dropped to {ground.drop}"
        if ground.drop
        else f"{ground.points:+,} points"
    )
    until = "for good" if ground.end is None else f"until {_date(ground.end)}"
    source = f" ({named.source})" if named.source else ""
    title = f"{ground.rule}, {named.title}" if named.title != ground.rule else ground.rule
    since = f"in the file since {_date(ground.arrived)}, counts {until}"
    return f"{effect} by rule {title}{source}: {_say_origin(ground)}, {since}{_say_draws(ground)}."


def _say_origin(ground: Ground) -> str:
    kind, day = ground.kind.replace("_", " "), _date(ground.event_day)
    match ground.origin:
        case "own":
            return f"{kind} on {day}, which happened"
        case "distorted":
            return f"{kind} on {day}, which happened, but not as the record says"
        case "another" if ground.tie is not None:
            return f"{kind} on {day}, which invented person {ground.of} did; it came through {ground.tie.replace('_', ' ')}"
        case "another":
            return (
                f"{kind} on {day}, which invented person {ground.of} did; it came into this file by mistake"
            )
        case _:
            return f"{kind} on {day}, which never happened"


def _say_draws(ground: Ground) -> str:
    told = []
    if ground.draw is not None:
        mark, accepted, coverage, covered = ground.draw
        told.append(f"happened as {mark:.3f} < {accepted:.3f}")
        if coverage < covered:
            told.append(f"was recorded as {coverage:.3f} < {covered:.3f}")
    if ground.drawn is not None:
        told.append(f"its points were drawn at {ground.drawn:.3f} of their range")
    return f"; drawn: {', '.join(told)}" if told else ""


def _date(day: int) -> str:
    return date.fromordinal(day).isoformat()
