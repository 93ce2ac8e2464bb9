"""One person's life told alone, up to a morning: what came into the file from others is told by whoever knows it (model, 7.9 and 7.10).

The kernel says what arrived from whom; the law says why: it draws the other person's event anew at its address, works out when its
record must arrive, and refuses to go on if that is another day.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from ..words import add_months
from .candidates import Candidate, list_candidates
from .community import Community, find_community
from .file import SubjectFile
from .life import Telling, Town
from .office import Office
from .prepared import Prepared
from .record import Cause
from .world import World


class Heard(NamedTuple):
    """A record about somebody else's event that arrives in the file. arrives, event_day: ordinals; sender: whose event it is;
    stream, slot, copy: of its address; tie: through which it comes, None: by mistake.
    """

    arrives: int
    sender: int
    event_day: int
    stream: int
    slot: int
    copy: int
    tie: str | None


class Part(NamedTuple):
    """What friends add to a score from a morning on."""

    day: int
    score: str
    points: int


class Disagreement(ArithmeticError):
    """The law and the kernel tell different lives: the program is wrong, never the person who asks."""


def live_alone(
    world: World,
    prepared: Prepared,
    *,
    seed: int,
    community: int,
    t0: int,
    years: int,
    burn_in: int,
    slot: int,
    until: int,
    heard: Sequence[Heard] = (),
    parts: Sequence[Part] = (),
    turns: Sequence[int] = (),
) -> Telling:
    """The telling of one roster slot in one world up to the morning `until`. heard, parts: what came from others, and what they add;
    turns: days on which the office of the community got to a case of this person.

    Raises: Disagreement where a record that was heard of cannot have come, or no case waited when the office got to one.
    """
    start, stop = add_months(t0, -12 * burn_in), add_months(t0, 12 * years)
    there = find_community(prepared, seed, community, t0, stop)
    alone = _Alone(world, there, slot, start, stop, turns)
    telling = alone.tellings[slot]
    if telling.file is not None:
        for each in heard:
            _hear(alone, telling.file, each)
        for part in parts:
            telling.file.add_part(part.score, part.points, part.day)
    alone.tell(until)
    return telling


class _Alone(Town):
    """A town in which one person lives; of the others it is known who has a file when, and nothing of what is in it."""

    def __init__(
        self, world: World, community: Community, slot: int, start: int, stop: int, turns: Sequence[int]
    ) -> None:
        office = _ToldOffice(community.prepared, turns)
        super().__init__(world, community, (slot,), start, stop, office=office)
        self.befriended = False
        self.others: dict[int, Telling] = {}

    def find(self, slot: int | None) -> Telling | None:
        """The telling of a slot; one of somebody else is made, and not told."""
        if slot is None or not 0 <= slot < self.community.slots:
            return None
        if slot not in self.tellings and slot not in self.others:
            self.others[slot] = Telling(self, self.community.person(slot), self.start, self.stop)
        return self.tellings.get(slot) or self.others[slot]


class _ToldOffice(Office):
    """The office of a community as one person sees it: their own cases, and the days on which it got to one."""

    def __init__(self, prepared: Prepared, turns: Iterable[int]) -> None:
        super().__init__(prepared)
        self.turns = Counter(turns)

    def serve(self, day: int) -> None:
        """As many of the cases that still wait as the office got to that day."""
        for _ in range(self.turns[day]):
            while self.queue and self.queue[0].has_left(day):
                self.queue.popleft()
            if not self.queue:
                raise Disagreement(f"the office got to a case on {day}; by the law none waited")
            self.queue.popleft().take_turn(day)


def _hear(town: _Alone, file: SubjectFile, heard: Heard) -> None:
    """A record about somebody else's event is on its way."""
    sender = town.find(heard.sender)
    candidate = None if sender is None else _find_candidate(town.community, sender, heard)
    if sender is None or candidate is None:
        raise Disagreement(
            f"no event of slot {heard.sender} lies on day {heard.event_day} at {heard.stream}/{heard.slot}"
        )
    cause, arrives = sender.furnisher.describe_sent(candidate)
    if arrives != heard.arrives:
        raise Disagreement(
            f"a record of slot {heard.sender} arrives on {heard.arrives}; by the law on {arrives}"
        )
    file.report(_mark(cause, heard), heard.arrives)


def _mark(cause: Cause, heard: Heard) -> Cause:
    return (
        replace(cause, tie=heard.tie)
        if heard.tie is not None
        else replace(cause, copy=heard.copy, false=True)
    )


def _find_candidate(community: Community, sender: Telling, heard: Heard) -> Candidate | None:
    found: Iterable[Candidate] = list_candidates(
        community, sender.person, heard.event_day, heard.event_day + 1
    )
    return next((each for each in found if (each.stream, each.slot) == (heard.stream, heard.slot)), None)
