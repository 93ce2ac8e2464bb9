"""What is told: a world, and a life in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .record import Exit, HeldDispute, HeldEntry, HeldRecord, Standing


@dataclass(frozen=True)
class World:
    """One telling of the same lives.

    scheme: plain form or None; responses, shocks, faults: names of those that are on (shocks, faults None: all);
    deeds_seen: what is lawful is always recorded; delays: records arrive after the furnisher's delay, not all on the next morning;
    origins: of the records that come into files (None: all); waits: days to wait at a district's office, by the day of filing.
    """

    scheme: dict[str, Any] | None
    false_records: bool = True
    full_sight: bool = False
    responses: tuple[str, ...] = ()
    shocks: tuple[str, ...] | None = None
    faults: tuple[str, ...] | None = None
    deeds_seen: bool = False
    delays: bool = True
    origins: tuple[str, ...] | None = None
    waits: Mapping[int, int] = field(default_factory=dict, hash=False)

    def shock_is_on(self, shock: Mapping[str, Any]) -> bool:
        """Whether a shock happens in this world; with true records nobody plants or loses records by wrong."""
        kind = shock.get("type", "event")
        if not self.false_records and (kind == "records" or kind == "erasure" and not shock["lawful"]):
            return False
        return self.shocks is None or shock["name"] in self.shocks

    def fault_is_on(self, name: str) -> bool:
        """Whether a fault of records happens in this world."""
        return self.faults is None or name in self.faults


@dataclass
class Life:
    """A person's life in one world, from `start` to the day before `stop`; days are ordinals.

    entry, exit: first day as a subject within the run and the day after the last; None: never a subject.
    changes: the standing from each morning on which it differs, and an Exit if death falls within the run.
    events: day, kind, recorded kind and class of what really happened, false records included.
    attempts: day, kind, whether some measure blocks it, and if so whether therefore given up and whether it slipped through, of the
    kinds that some measure blocks on some day of that year.
    breaches: day and end of the term (NEVER: none) of own acts that meet a rule against the person, whether
    recorded or not.
    faults: day and fault, of the records of this person's events that a fault hit; disputes: about records of the own file;
    exposed: shocks that laid the file open.
    """

    start: int
    stop: int
    alive: bool
    birth: int
    death: int
    sex: int
    income: int
    group: int
    place: int
    aware: bool
    entry: int | None = None
    exit: int | None = None
    changes: list[Standing | Exit] = field(default_factory=list)
    events: list[tuple[int, str, str, str]] = field(default_factory=list)
    records: list[HeldRecord] = field(default_factory=list)
    entries: list[HeldEntry] = field(default_factory=list)
    attempts: list[tuple[int, str, bool, bool, bool]] = field(default_factory=list)
    breaches: list[tuple[int, int]] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)
    disputes: list[HeldDispute] = field(default_factory=list)
    exposed: list[str] = field(default_factory=list)

    def spells(self) -> Iterator[tuple[int, int, Standing]]:
        """The stretches of equal standing: first day, day after the last, standing."""
        ends = [change.day for change in self.changes[1:]] + [self.exit or self.stop]
        for change, end in zip(self.changes, ends, strict=False):
            if isinstance(change, Standing):
                yield change.day, end, change

    def days(self, measure: str) -> set[int]:
        """The mornings on which a measure is in force."""
        return {
            day
            for first, end, standing in self.spells()
            if measure in standing.measures
            for day in range(first, end)
        }

    def guilty_until(self, day: int) -> int:
        """The latest end of a term among own breaches before a day; 0 if none, NEVER if one has no end."""
        return max((end for breach, end in self.breaches if breach < day), default=0)

    def has_own_breach(self, day: int) -> bool:
        """Whether an own breach lies in the look-back of a day."""
        return self.guilty_until(day) > day
