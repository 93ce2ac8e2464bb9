"""What people try while measures are in force: blocked, given up, slipped through (model, 7.3 and 7.10)."""

from collections.abc import Iterator
from datetime import date

from .candidates import list_attempts
from .faults import slips
from .person import Person
from .prepared import Prepared
from .statute import Statute
from .world import Life, World

Attempt = tuple[int, str, bool, bool, bool]  # day, kind, blocked, given up, slipped through


def tell_attempts(
    prepared: Prepared, world: World, person: Person, life: Life, statute: Statute
) -> Iterator[Attempt]:
    """The attempts of each year, of the kinds that some measure blocks on some day of it."""
    blocked = _list_blocked(life, statute)
    touched = {(date.fromordinal(day).year, kind) for day, kind in blocked}
    lived = range(life.start, min(life.stop, person.death))
    for year in sorted({year for year, _ in touched}):
        for day, number, mark in list_attempts(prepared, person, year):
            kind = str(prepared.kinds[number]["name"])
            if (year, kind) not in touched or day not in lived or not person.lives(day):
                continue
            if (day, kind) not in blocked:
                yield day, kind, False, False, False
                continue
            given_up = mark >= _made(prepared, world, person, number, blocked[day, kind])
            yield day, kind, True, given_up, not given_up and slips(prepared, world, person, year, number)


def _list_blocked(life: Life, statute: Statute) -> dict[tuple[int, str], bool]:
    """The days and kinds that measures block, and whether more than rewards are in force on such a day."""
    blocked: dict[tuple[int, str], bool] = {}
    for first, end, standing in life.spells():
        for since, until, phase in statute.stretches(first, end) if standing.measures else ():
            measures = [phase["measures"][name] for name in standing.measures]
            more = any(measure["kind"] != "reward" for measure in measures)
            kinds = {kind for measure in measures for kind in measure["blocks"]}
            blocked |= {(day, kind): more for day in range(since, until) for kind in kinds}
    return blocked


def _made(prepared: Prepared, world: World, person: Person, number: int, restricted: bool) -> int:
    """Below which mark an attempt is made although a measure blocks it; only those who know of it give up."""
    defined = prepared.society["responses"]
    known = frozenset(
        name
        for name in world.responses
        if name in defined and (restricted or defined[name]["when"] == "scored")
    )
    return prepared.made(number, known if person.aware else frozenset())
