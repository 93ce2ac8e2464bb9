"""The office that decides disputes: those who filed first come first, and it decides so many a working day (model, 7.11)."""

from collections import deque
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from ..words import is_working
from .dispute import Dispute
from .prepared import Prepared
from .statute import NEVER

CASE: Final = 1 << 20  # what one decision costs
DISTRICT: Final = 32  # communities that share an office


def decide_a_day(office: Mapping[str, Any], persons: int) -> int:
    """What an office for so many persons can spend on a working day."""
    return (Fraction(office["cases"]) * persons * CASE / 1000).__floor__()


class Office:
    """The office of one community in one world."""

    def __init__(self, prepared: Prepared) -> None:
        office = (prepared.redress or {}).get("office") or {"of": None}
        self.cap = decide_a_day(office, prepared.society["size"]) if office["of"] == "community" else 0
        self.holidays = prepared.holidays
        self.credit = 0
        self.queue: deque[Dispute] = deque()
        self.filed: list[Dispute] = []

    def receive(self, dispute: Dispute) -> None:
        """Somebody files this morning."""
        self.filed.append(dispute)

    def serve(self, day: int) -> None:
        """Those who filed on earlier mornings, as far as the day's work goes; nothing is saved up for those who file later."""
        if not is_working(day, self.holidays):
            return
        self.credit += self.cap
        while self.queue:
            if not self.queue[0].has_left(day):
                if self.credit < CASE:
                    break
                self.credit -= CASE
                self.queue[0].take_turn(day)
            self.queue.popleft()
        if not self.queue:
            self.credit = 0

    def close_morning(self) -> None:
        """Those who filed this morning stand behind the others."""
        self.queue.extend(sorted(self.filed, key=lambda dispute: dispute.rank))
        self.filed.clear()


def find_waits(
    society: Mapping[str, Any], filings: Mapping[int, int], first: int, stop: int
) -> dict[int, int]:
    """How long the last one who files on a day waits at the office of a district, in days beyond the next.

    filings: by day, of 32 communities; of a day without any, the wait is that of somebody who would have filed.
    """
    cap = decide_a_day(society["redress"]["office"], DISTRICT * society["size"])
    holidays, waits = frozenset(society["holidays"]), {}
    waiting, credit = 0, 0
    for day in range(first, stop):
        if is_working(day, holidays):
            credit += cap
            served = min(waiting, credit // CASE)
            waiting, credit = waiting - served, credit - served * CASE
            credit = credit if waiting else 0
        waiting += filings.get(day, 0)
        ahead = waiting if filings.get(day) else waiting + 1
        waits[day] = _count_days(ahead * CASE - credit, day, cap, holidays) - 1
    return waits


def _count_days(work: int, day: int, cap: int, holidays: frozenset[int]) -> int:
    """Days from one until so much work is done; NEVER if nobody works."""
    if not cap:
        return NEVER
    days = 0
    while work > 0:
        days += 1
        work -= cap if is_working(day + days, holidays) else 0
    return days
