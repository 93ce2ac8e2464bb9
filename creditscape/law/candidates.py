"""What could happen to a person: candidates of events and attempts, free of any world (model, 7.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..words import luck, threshold
from .community import Community
from .person import Lot, Person, place_cell, span_year
from .philox import Words
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
    shock: str | None = None

    def draw(self, purpose: int) -> int:
        """The word of a consequence: an address made of the candidate's own and the purpose."""
        return self.draw_all(purpose)[0]

    def draw_all(self, purpose: int) -> Words:
        """All four words of a consequence."""
        return self.lot.draw(purpose, self.year, self.stream, self.slot)


def list_candidates(community: Community, person: Person, start: int, stop: int) -> list[Candidate]:
    """The candidates on days lived from start to the day before stop, in order of day, stream and slot."""
    prepared = community.prepared
    found = []
    for year in range(date.fromordinal(start).year, date.fromordinal(stop - 1).year + 1):
        states = community.states(person, year)
        of_year = [
            *(
                candidate
                for stream in prepared.streams
                if stream < luck.ATTEMPTS
                for candidate in _draw_year(prepared, person, year, stream)
            ),
            *_list_due(community, person, year, states),
            *_list_shocks(community, person, year, states),
            *_list_conduct_of_firm(community, person, year),
        ]
        found += [
            candidate
            for candidate in of_year
            if start <= candidate.day < stop
            and person.lives(candidate.day)
            and prepared.concerns(candidate.number, states)
        ]
    return sorted(found, key=lambda candidate: (candidate.day, candidate.stream, candidate.slot))


def _draw_year(prepared: Prepared, person: Person, year: int, stream: int) -> Iterator[Candidate]:
    cell, (first, length) = place_cell(prepared, person, year), span_year(year)
    words = person.lot.draw(luck.COUNT, year, stream - stream % 4)
    for slot in range(prepared.count(stream, cell, words[stream % 4])):
        day, kind, mark, coverage = person.lot.draw(luck.CANDIDATE, year, stream, slot)
        number = prepared.pick_kind(stream, cell, kind)
        yield Candidate(person.lot, first + (day * length >> 32), year, stream, slot, number, mark, coverage)


def _list_due(community: Community, person: Person, year: int, states: frozenset[str]) -> Iterator[Candidate]:
    """Due dates that are missed unless something stands against it: the person's own, and those of the firm."""
    prepared, cell = community.prepared, place_cell(community.prepared, person, year)
    firm = community.firm_of(person) if "employees" in states else None
    if not cell[0]:
        return
    for owed in prepared.obligations:
        stream, first = owed["domain"], luck.DUE_SLOT + 64 * owed["number"]
        own = owed["of"] == "people"
        if not own and firm is None:
            continue
        ask = person.lot.draw if own or firm is None else community.lot_of_firm(firm).draw
        held, day, month, _ = ask(luck.HOLD, 0, stream, first)
        if own and held >= threshold(Fraction(owed["holders"].get(cell, 0))):
            continue
        group = prepared.society["groups"][owed["group"]]
        rate = Fraction(group["rates"].get(cell, 0)) * group["at_most"] if own else Fraction(owed["missed"])
        for m in range(month * owed["every"] >> 32, 12, owed["every"]):
            missed, kind, *_ = ask(luck.CANDIDATE, year, stream, first + m)
            if missed < threshold(rate):
                *_, mark, coverage = person.lot.draw(luck.CANDIDATE, year, stream, first + m)
                due = date(year, m + 1, 1).toordinal() + (day * 28 >> 32)
                number = prepared.pick_owed(owed, kind)
                yield Candidate(person.lot, due, year, stream, first + m, number, mark, coverage)


def _list_shocks(
    community: Community, person: Person, year: int, states: frozenset[str]
) -> Iterator[Candidate]:
    """What befalls people on a date of the recipe, and the records that somebody plants from a date on; the mark is 0."""
    prepared = community.prepared
    firm = community.firm_of(person) if "employees" in states else None
    if not place_cell(prepared, person, year)[0]:
        return
    for shock in prepared.shocks:
        if shock.get("type", "event") not in ("event", "records"):
            continue
        if (
            date.fromordinal(shock["day"]).year != year
            or shock["of"] in ("firms", "employees")
            and firm is None
        ):
            continue
        numbers = [
            n
            for n, kind in enumerate(prepared.kinds)
            if kind["name"] == shock["kind"] and shock.get("group", kind["group"]) == kind["group"]
        ]
        stream, slot = prepared.kinds[numbers[0]]["domain"], luck.shock_slot(shock["day"])
        struck, when = _draw_shock(community, person, firm, shock, stream)
        if struck < threshold(Fraction(shock["share"])):
            day = shock["day"] + (when * shock.get("over", 1) >> 32)
            coverage = person.lot.draw(luck.CANDIDATE, year, stream, slot)[3]
            yield Candidate(person.lot, day, year, stream, slot, numbers[0], 0, coverage, shock["name"])


def _draw_shock(
    community: Community, person: Person, firm: int | None, shock: dict[str, Any], stream: int
) -> tuple[int, int]:
    """The word that decides whether a shock strikes, drawn for all whom it strikes together, and the word of the day."""
    year, slot = date.fromordinal(shock["day"]).year, luck.shock_slot(shock["day"])
    own = person.lot.draw(luck.SHOCK, year, stream, slot)
    if shock["of"] == "communities":
        return community.lot.draw(luck.SHOCK, year, stream, slot)[0], own[1]
    if shock["of"] == "firms" and firm is not None:
        own = community.lot_of_firm(firm).draw(luck.SHOCK, year, stream, slot)
    return own[0], own[1]


def _list_conduct_of_firm(community: Community, person: Person, year: int) -> Iterator[Candidate]:
    """What a firm does: candidates at the firm's addresses, told with the life of whoever represents it."""
    prepared, firm = community.prepared, community.represented_by(person)
    if firm is None:
        return
    lot, (first, length) = community.lot_of_firm(firm), span_year(year)
    for stream in prepared.firm_streams:
        word = lot.draw(luck.COUNT, year, stream - stream % 4)[stream % 4]
        for slot in range(prepared.count_of_firm(stream, word)):
            day, kind, mark, coverage = lot.draw(luck.CANDIDATE, year, stream, slot)
            number = prepared.pick_kind_of_firm(stream, kind)
            yield Candidate(lot, first + (day * length >> 32), year, stream, slot, number, mark, coverage)


def list_attempts(prepared: Prepared, person: Person, year: int) -> list[tuple[int, int, int]]:
    """The attempts of a calendar year, lived or not: day, number of the kind and mark, in order of day, stream and slot."""
    first, length = span_year(year)
    cell, found = place_cell(prepared, person, year), []
    for stream in sorted(stream for stream in prepared.streams if stream >= luck.ATTEMPTS):
        count = prepared.count(stream, cell, person.lot.draw(luck.ATTEMPT_COUNT, year, stream)[0])
        for slot in range(count):
            day, kind, mark, _ = person.lot.draw(luck.ATTEMPT, year, stream, slot)
            number = prepared.pick_kind(stream, cell, kind)
            found.append((first + (day * length >> 32), stream, slot, number, mark))
    return [(day, number, mark) for day, _, _, number, mark in sorted(found)]
