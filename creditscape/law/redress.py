"""How subjects learn of records, contest them, and what becomes of it, in one file (model, 7.11)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from ..words import Duration, luck, threshold
from .arrival import value_alone
from .dispute import Dispute
from .office import Office
from .person import Person, place_cell
from .prepared import Cell, Prepared, pick_value
from .record import Cause, Entry, Held, HeldDispute, Record
from .statute import Statute, later

ONE = Fraction(1)


class Redress:
    """The disputes about one file, from the mornings on which they can begin."""

    def __init__(
        self,
        prepared: Prepared,
        statute: Statute,
        person: Person,
        until: int,
        *,
        office: Office,
        waits: Mapping[int, int],
        due: set[int],
    ) -> None:
        self.prepared, self.statute, self.person, self.until = prepared, statute, person, until
        self.office, self.waits, self.due = office, waits, due
        self.table: dict[str, Any] = prepared.redress or {}
        self.disputes: list[Dispute] = []

    def begin(self, day: int, causes: Iterable[Cause], new: Sequence[Held]) -> None:
        """What this morning's arrivals may be contested for. new: records and entries that arrived."""
        process = self.statute.phase(day).get("process")
        if process is None:
            return
        for cause in causes:
            found = [held for held in new if held.cause is cause and _is_contestable(held, process, day)]
            every = process["corrects"] == "every"
            keepers = {0} if every and found else {_keeper(held) for held in found}
            for keeper in sorted(keepers):
                self._open(
                    cause,
                    keeper,
                    process,
                    [held for held in found if every or _keeper(held) == keeper],
                    found,
                    day,
                )

    def _open(
        self,
        cause: Cause,
        keeper: int,
        process: dict[str, Any],
        contested: list[Held],
        of_cause: list[Held],
        day: int,
    ) -> None:
        """A dispute that may begin: when the holder learns of it, and whether and when they file."""
        told = HeldDispute(
            cause.flawed, cause.day, cause.stream, cause.slot, cause.copy, cause.tie, keeper, day
        )
        holder = self.person.lot.index
        dispute = Dispute(
            cause,
            cause.lot or self.person.lot,
            holder,
            keeper,
            self.until,
            process,
            contested,
            of_cause,
            self.due,
            told,
        )
        self.disputes.append(dispute)
        words = dispute.draw(luck.NOTICE)
        cell = place_cell(self.prepared, self.person, date.fromordinal(day).year)
        learns = self._learn(dispute, cell, day, words[0], words[1])
        if learns is None or learns >= self.until:
            return
        told.learnt = learns
        share = Fraction(self.table["files"][dispute.record].get(cell, 0))
        if process["notice"] == "none" or not process["reasons"]:
            share = min(ONE, share * Fraction(self.table["without_reasons"]))
        files = max(day + 1, learns + pick_value(self.prepared.files_after, words[3], 1))
        if words[2] < threshold(share) and files <= later(self._after(learns, process["within"])):
            dispute.turn_to("file", files)

    def _learn(self, dispute: Dispute, cell: Cell, day: int, word: int, after: int) -> int | None:
        """The day on which the holder learns of the record: by a notice, or by chance."""
        notice, begins, told = dispute.process["notice"], day, Fraction(0)
        if dispute.late:  # when it goes wrong, nobody sends a notice
            begins = max(day, dispute.proper_end)
        elif notice != "none":
            told = Fraction(self.table["told"].get(cell, 0))
            begins = max(day, dispute.published) if notice == "publication" else day
        if word < threshold(told):
            return begins
        if word < threshold(told + (1 - told) * Fraction(self.table["finds"].get(cell, 0))):
            return begins + pick_value(self.prepared.finds_after, after, 0)
        return None

    def _after(self, day: int, duration: Duration | None) -> int | None:
        return None if duration is None else self.statute.add(day, duration)

    def morning(self, day: int) -> None:
        """Answers, reviews, corrections and re-insertions of a morning, and then what is filed."""
        steps = {
            "answer": self._answer,
            "review": self._review,
            "correct": self._correct,
            "reinsert": self._reinsert,
            "file": self._file,
        }
        for name, act in steps.items():
            for dispute in self.disputes:
                if dispute.step == name and dispute.day == day:
                    dispute.turn_to(None)
                    if dispute.list_live(day):
                        act(dispute, day)
                    elif name != "reinsert":
                        dispute.told.lapsed = day

    def _file(self, dispute: Dispute, day: int) -> None:
        process = dispute.process
        dispute.told.filed = day
        dispute.office = dispute.draw(luck.OFFICE)
        if process["suspends"]:
            dispute.suspend(day)
        dispute.deadline = self._after(day, process["decided"])
        answers = process["unanswered"] != "waits" and dispute.deadline is not None
        office, turn = self.table["office"], day + 1
        if office is not None and office["of"] == "community":
            dispute.turn_to("answer", dispute.deadline if answers else None)
            self.office.receive(dispute)
            return
        if office is not None:
            turn += self.waits.get(day, 0)
        if answers and turn > later(dispute.deadline):
            dispute.turn_to("answer", dispute.deadline)
        else:
            dispute.take_turn(turn)

    def _answer(self, dispute: Dispute, day: int) -> None:
        process, told, record = dispute.process, dispute.told, dispute.record
        told.answered, told.unseen = day, not dispute.seen
        if told.unseen:
            told.upheld = process["unanswered"] == "falls"
        else:
            share = Fraction(self.table["upheld"][process["proof"]][record])
            told.upheld = dispute.office[1] < threshold(share)
        if told.upheld:
            dispute.turn_to("correct", self._after(day, process["corrected"]) or day)
        elif process["review"] and dispute.office[2] < threshold(Fraction(self.table["goes_on"][record])):
            decided = self._after(day, process["review"]["decided"]) or day
            dispute.turn_to("review", max(day + 1, decided))
        else:
            dispute.release(day)

    def _review(self, dispute: Dispute, day: int) -> None:
        told = dispute.told
        told.reviewed = day
        told.upheld_on_review = dispute.office[3] < threshold(Fraction(self.table["review"][dispute.record]))
        if told.upheld_on_review:
            dispute.turn_to("correct", self._after(day, dispute.process["corrected"]) or day)
        else:
            dispute.release(day)

    def _correct(self, dispute: Dispute, day: int) -> None:
        cause = dispute.cause
        again, after, *_ = dispute.draw(luck.REINSERT)
        if not cause.false and (cause.factor != 1 or cause.extra):
            dispute.mend(day)
        elif again < threshold(Fraction(self.table["reinserted"])):
            dispute.suspend(day)
            dispute.turn_to("reinsert", day + pick_value(self.prepared.reinserted_after, after, 1))
        else:
            dispute.annul(day)
        dispute.told.corrected = day
        dispute.told.everywhere = dispute.is_settled(day)

    def _reinsert(self, dispute: Dispute, day: int) -> None:
        dispute.told.reinserted = day
        dispute.release(day)


def _keeper(held: Held) -> int:
    """The number of the keeper who holds it; 0 where there is one file alone."""
    keeper = held.wording.get("keeper")
    return 0 if keeper is None else keeper["number"]


def _is_contestable(held: Held, process: dict[str, Any], day: int) -> bool:
    """Whether somebody may contest it: what counts against the holder, is not over, and is not excepted."""
    if held.rule in process["except"] or not held.is_live(day):
        return False
    if isinstance(held, Record) and held.wording["effect"] == "points":
        return value_alone(held) < 0
    return isinstance(held, Entry) or held.wording["effect"] == "drop"
