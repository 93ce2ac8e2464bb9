"""A dispute about one cause in one file: what it is about, and what comes next (model, 7.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from ..words import luck
from .person import Lot
from .philox import Words
from .record import Cause, Entry, Held, HeldDispute, Record

REASON: Final = "dispute"  # why its records are suspended


@dataclass
class Dispute:
    """A dispute. lot: of the event; holder: slot of whose file it is; until: the day after the last as a subject;
    process: as of the morning of arrival; contested: records and entries of this keeper; of_cause: those of every keeper;
    due: the file's; step, day: what comes next, and when (None: when the office gets to it); deadline: of the answer;
    seen: the office gets to it before that."""

    cause: Cause
    lot: Lot
    holder: int
    keeper: int
    until: int
    process: dict[str, Any]
    contested: Sequence[Held]
    of_cause: Sequence[Held]
    due: set[int]
    told: HeldDispute
    step: str | None = None
    day: int | None = None
    deadline: int | None = None
    seen: bool = False
    office: Words = (0, 0, 0, 0)

    def draw(self, purpose: int) -> Words:
        """The words of a question about the dispute."""
        cause = self.cause
        own = cause.tie is None and (self.lot.entity == luck.FIRM or self.lot.index == self.holder)
        return self.lot.draw(
            purpose,
            date.fromordinal(cause.day).year,
            cause.stream,
            cause.slot,
            second=0 if own else self.holder ^ self.lot.index,
            step=self.keeper,
            copy=cause.copy,
        )

    @property
    def record(self) -> str:
        """What it is about: a wrong record or a right one."""
        return "wrong" if self.cause.flawed else "right"

    @property
    def rank(self) -> tuple[Any, ...]:
        """The place among those filed on one morning."""
        cause = self.cause
        place = (cause.day, cause.copy, cause.stream, cause.slot, cause.tie or "", self.keeper)
        return self.office[0], self.holder, *place

    @property
    def late(self) -> bool:
        """Whether all that is wrong is that it ends too late."""
        return self.cause.extra != 0 and self.cause.factor == 1 and not self.cause.false

    @property
    def proper_end(self) -> int:
        """The first day on which something should be over; 0 if nothing ever ends."""
        return min((held.end - held.extra for held in self.contested if held.end is not None), default=0)

    @property
    def published(self) -> int:
        """The first day on which an entry is published; 0 if none is."""
        days = [held.published for held in self.contested if isinstance(held, Entry)]
        return min((day for day in days if day is not None), default=0)

    def turn_to(self, step: str | None, day: int | None = None) -> None:
        """What comes next, and when."""
        self.step, self.day = step, day
        if day is not None:
            self.due.add(day)

    def take_turn(self, turn: int) -> None:
        """The office gets to it; it is answered on the last day allowed, or at once if that is over."""
        self.seen = True
        self.turn_to("answer", max(turn, self.deadline or turn))

    def has_left(self, day: int) -> bool:
        """Whether it waits for the office no more: the deadline has answered, or the holder has died."""
        answered = self.process["unanswered"] != "waits" and self.deadline is not None and self.deadline < day
        return answered or self.until <= day

    def list_live(self, day: int) -> list[Held]:
        """What there still is to decide about."""
        return [held for held in self.contested if held.is_live(day)]

    def suspend(self, day: int) -> None:
        """The records do not count from this morning on."""
        for held in self.list_live(day):
            held.suspend(REASON, day)

    def release(self, day: int) -> None:
        """The records count again."""
        for held in self.list_live(day):
            held.release(REASON, day)

    def annul(self, day: int) -> None:
        """The records never count again."""
        for held in self.list_live(day):
            held.annul(day)

    def mend(self, day: int) -> None:
        """A wrong amount, or a wrong end, is put right."""
        for held in self.list_live(day):
            if isinstance(held, Record) and held.wording["effect"] == "points":
                held.base //= self.cause.factor
            if held.extra and held.end is not None:
                held.end = min(held.end, max(day, held.end - held.extra))
                self.due.add(held.end)
            held.mended = day
            held.release(REASON, day)

    def is_settled(self, day: int) -> bool:
        """Whether no flawed record of the cause counts in this file, at any keeper."""
        return not any(held.flawed and held.counts(day) for held in self.of_cause)
