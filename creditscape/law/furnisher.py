"""From an event to the files that get a record of it: delays, ties, outages and faults (model, 7.3, 7.9, 7.10)."""

from dataclasses import replace
from typing import Any, Protocol

from ..words import luck
from .candidates import Candidate
from .community import Community
from .faults import DUPLICATE, MIX_UP, STALE, WRONG_AMOUNT, WRONG_PERSON, list_namesakes, pick_fault
from .file import SubjectFile
from .person import Person
from .philox import Words
from .prepared import FALSE, pick_value
from .record import Cause
from .shocks import hold_up
from .world import Life, World


class Town(Protocol):
    """Whose files can be reached."""

    world: World
    community: Community

    def file_of(self, slot: int | None) -> SubjectFile | None:
        """The file that is kept, at some time, on the person of a slot."""

    def file_on(self, slot: int | None, day: int) -> SubjectFile | None:
        """The file on the person of a slot, if there is one on a day."""


class Furnisher:
    """Whoever reports one person's events in one world; `life` notes what goes wrong."""

    def __init__(self, town: Town, person: Person, life: Life) -> None:
        self.town, self.person, self.life = town, person, life
        self.prepared, self.world = town.community.prepared, town.world

    def report(self, file: SubjectFile, candidate: Candidate, reads_as: str, length: int, own: bool) -> None:
        """A record is on its way to the file, and through ties to the files of others. own: it is about this file's subject."""
        kind = self.prepared.kinds[candidate.number]
        first = hold_up(self.prepared, self.world, kind["name"], candidate.day)
        if first is None:
            return
        cause = self._describe(candidate, reads_as, length)
        arrives = max(first, candidate.day + self._delay(candidate, candidate.draw(luck.DELAY)))
        firm = kind.get("subject") == "firm"
        fault, words = None, (0, 0, 0, 0)
        if own and not firm and not cause.false and file.statute.heeds(reads_as, candidate.day):
            fault, words = pick_fault(self.prepared, self.world, self.person, candidate)
        if fault is not None and fault["type"] in (MIX_UP, WRONG_PERSON):
            if self._misplace(fault, words, cause, arrives):
                return
            fault = None
        if own:
            file.report(self._distort(fault, words, cause), arrives)
        if fault is not None:
            self.life.faults.append((cause.day, fault["name"]))
        if fault is not None and fault["type"] == DUPLICATE:
            again = max(first, candidate.day + self._delay(candidate, words[2]))
            file.report(replace(cause, copy=1, false=True), again)
        for tie in file.statute.ties_for(reads_as, candidate.day):
            reached = file if tie == "representative" and firm else self._find_tied(tie, candidate)
            if reached is not None:
                reached.report(replace(cause, tie=tie), arrives)

    def describe_sent(self, candidate: Candidate) -> tuple[Cause, int]:
        """An event as it is reported, and the day on which its record arrives."""
        kind = self.prepared.kinds[candidate.number]
        length = pick_value(self.prepared.episodes[candidate.number], candidate.draw(luck.EPISODE), 0)
        first = hold_up(self.prepared, self.world, kind["name"], candidate.day) or 0
        arrives = max(first, candidate.day + self._delay(candidate, candidate.draw(luck.DELAY)))
        return self._describe(candidate, kind["reads_as"] or kind["name"], length), arrives

    def _describe(self, candidate: Candidate, reads_as: str, length: int) -> Cause:
        """The event as it is reported. length: of its episode."""
        kind = self.prepared.kinds[candidate.number]
        return Cause(
            candidate.day,
            candidate.stream,
            candidate.slot,
            reads_as,
            length,
            pick_value(self.prepared.amounts[candidate.number], candidate.draw(luck.AMOUNT), 1),
            candidate.draw(luck.VALUE),
            kind["class"] == FALSE,
            candidate.shock,
            reach=candidate.draw_all(luck.REACH),
            lawful=kind["lawful"],
            lot=candidate.lot,
        )

    def _delay(self, candidate: Candidate, word: int) -> int:
        return pick_value(self.prepared.delays[candidate.number], word, 1) if self.world.delays else 1

    def _misplace(self, fault: dict[str, Any], words: Words, cause: Cause, arrives: int) -> bool:
        """The record goes into the file of somebody else, if there is anybody."""
        if fault["type"] == MIX_UP:
            found = self._find_namesake(cause.day, words[1])
        elif fault["to"] == "employer":
            found = self.town.community.find_employer(self.person, cause.day)
        else:
            found = self.town.community.find_tied(self.person.lot.index, fault["to"], cause.day, 0)
        file = self.town.file_on(found, cause.day)
        if file is None:
            return False
        self.life.faults.append((cause.day, fault["name"]))
        file.report(replace(cause, copy=1, false=True), arrives)
        return True

    def _find_namesake(self, day: int, word: int) -> int | None:
        """The first of the same name, sex and group, from a drawn one on, on whom there is a file."""
        for slot in list_namesakes(self.person.lot.index, word):
            if self.town.file_on(slot, day):
                other = self.town.community.person(slot)
                if (other.sex, other.group) == (self.person.sex, self.person.group):
                    return slot
        return None

    def _distort(self, fault: dict[str, Any] | None, words: Words, cause: Cause) -> Cause:
        """The record with a wrong amount, or one that ends too late, where such a fault hits it."""
        if fault is None or fault["type"] not in (WRONG_AMOUNT, STALE):
            return cause
        value = pick_value(self.prepared.fault_values[fault["name"]], words[1], 1)
        return replace(cause, factor=value) if fault["type"] == WRONG_AMOUNT else replace(cause, extra=value)

    def _find_tied(self, tie: str, candidate: Candidate) -> SubjectFile | None:
        """The file of whoever is at the other end of a tie."""
        seen = self.prepared.kinds[candidate.number].get("seen")
        if tie == "representative" or tie == "reporter" and not seen:
            return None
        word = candidate.draw(luck.REPORTER) if tie == "reporter" else 0
        found = self.town.community.find_tied(self.person.lot.index, tie, candidate.day, word)
        return self.town.file_of(found)
