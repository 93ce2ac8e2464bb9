"""A worked case: an invented life in relative days, run on the law to test the wording of a scheme."""

from collections.abc import Sequence
from typing import Any

from .file import SubjectFile
from .record import Cause, Record, Standing
from .statute import Statute


class CaseRun:
    """A case under way. Events are recorded and arrive the next morning; day 0 is the scheme's first day."""

    def __init__(self, statute: Statute, steps: Sequence[dict[str, Any]], value: int = 0) -> None:
        self.origin: int = statute.scheme["start_day"]
        first = min((step["day"] for step in steps), default=0)
        self._file = SubjectFile(statute, self.origin + min(0, first))
        for slot, step in enumerate(steps):
            day = self.origin + step["day"]
            if "annul" in step:
                self._file.annul(step["annul"], day)
            else:
                self._file.report(_read_step(step, day, slot, value), day + 1)
        self._told = self.origin + min(0, first) - 1

    def standing(self, day: int) -> Standing:
        """The standing on the morning of a relative day, dated by the last change before it."""
        self._advance(self.origin + day)
        changes = [change for change in self._file.changes if change.day <= self.origin + day]
        if not changes:
            raise ValueError(f"day {day} lies before the case begins")
        return changes[-1]

    def records(self, day: int) -> list[Record]:
        """The records held by a relative day, in the order of the fold; days may not go back."""
        self._advance(self.origin + day)
        return sorted(self._file.records, key=lambda record: record.order)

    def _advance(self, day: int) -> None:
        while (following := self._file.next_morning(self._told, day)) is not None:
            self._told = following
            self._file.morning(following)
        self._told = max(self._told, day)


def run_case(scheme: dict[str, Any] | Statute, steps: Sequence[dict[str, Any]], *, value: int = 0) -> CaseRun:
    """A worked case on a scheme in plain form, or on one made a statute because many cases are to be run.

    steps, sorted by day: {"day", "event", "amount", "episode", "label", "through"} or {"day", "annul": label}.
    value: the word of chance of every drawn value; 0 draws the low limits, 2^32 - 1 the high ones.
    """
    return CaseRun(scheme if isinstance(scheme, Statute) else Statute(scheme), steps, value)


def _read_step(step: dict[str, Any], day: int, slot: int, value: int) -> Cause:
    amount = step.get("amount")
    return Cause(
        day,
        0,
        slot,
        step["event"],
        step.get("episode") or 0,
        1 if amount is None else amount,
        value,
        label=step.get("label"),
        tie=step.get("through"),
    )
