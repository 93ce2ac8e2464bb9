"""What could happen to a person: candidates of events and attempts, free of any world (model, 7.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ..words import luck
from .person import Lot, Person, place_cell, span_year
from .prepared import Prepared


@dataclass(frozen=True)
class Candidate:
    """An event that may become real. number: of its kind in the society; mark, coverage: words of chance."""

    lot: Lot
    day: int
    year: int
    stream: int
    slot: int
    number: int
    mark: int
    coverage: int

    def draw(self, purpose: int) -> int:
        """The word of a consequence: an address made of the candidate's own and the purpose."""
        return self.lot.draw(purpose, self.year, self.stream, self.slot)[0]


def list_candidates(prepared: Prepared, person: Person, start: int, stop: int) -> list[Candidate]:
    """The candidates on days lived from start to the day before stop, in order of day, stream and slot."""
    found = [
        candidate
        for year in range(date.fromordinal(start).year, date.fromordinal(stop - 1).year + 1)
        for stream in prepared.streams
        if stream < luck.ATTEMPTS
        for candidate in _draw_year(prepared, person, year, stream)
        if start <= candidate.day < stop and person.lives(candidate.day)
    ]
    return sorted(found, key=lambda candidate: (candidate.day, candidate.stream, candidate.slot))


def _draw_year(prepared: Prepared, person: Person, year: int, stream: int) -> Iterator[Candidate]:
    cell, (first, length) = place_cell(prepared, person, year), span_year(year)
    words = person.lot.draw(luck.COUNT, year, stream - stream % 4)
    for slot in range(prepared.count(stream, cell, words[stream % 4])):
        day, kind, mark, coverage = person.lot.draw(luck.CANDIDATE, year, stream, slot)
        number = prepared.pick_kind(stream, cell, kind)
        yield Candidate(person.lot, first + (day * length >> 32), year, stream, slot, number, mark, coverage)


def list_attempts(prepared: Prepared, person: Person, year: int) -> list[tuple[int, str]]:
    """The attempts of a calendar year, lived or not: day and kind, in order of day, stream and slot."""
    first, length = span_year(year)
    cell, found = place_cell(prepared, person, year), []
    for stream in sorted(stream for stream in prepared.streams if stream >= luck.ATTEMPTS):
        count = prepared.count(stream, cell, person.lot.draw(luck.ATTEMPT_COUNT, year, stream)[0])
        for slot in range(count):
            day, kind, *_ = person.lot.draw(luck.ATTEMPT, year, stream, slot)
            number = prepared.pick_kind(stream, cell, kind)
            found.append((first + (day * length >> 32), stream, slot, str(prepared.kinds[number]["name"])))
    return [(day, kind) for day, _, _, kind in sorted(found)]
