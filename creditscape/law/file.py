"""The file that a scheme keeps on one subject, and the mornings on which it changes (model, 3 and 7.4-7)."""

from collections.abc import Iterable
from typing import Any

from .arrival import meet_rules
from .fold import fold_scores
from .record import Cause, Entry, Record, Standing
from .statute import Statute, later


class SubjectFile:
    """A file from the first morning as a subject; `morning` is called for the due days, in order."""

    def __init__(self, statute: Statute, first: int) -> None:
        self.statute = statute
        self.records: list[Record] = []
        self.entries: list[Entry] = []
        self.changes: list[Standing] = []
        self.waiting: dict[int, list[Cause]] = {}
        self.annulments: dict[int, list[str]] = {}
        self.parts: dict[str, int] = {}
        self.due: set[int] = {first, *(start for start in statute.starts if start > first)}

    def report(self, cause: Cause, arrives: int) -> None:
        """A cause is on its way."""
        self.waiting.setdefault(arrives, []).append(cause)
        self.due.add(arrives)

    def annul(self, label: str, day: int) -> None:
        """The causes of a label that have happened before a morning are annulled on it."""
        self.annulments.setdefault(day, []).append(label)
        self.due.add(day)

    def add_part(self, score: str, part: int, day: int) -> None:
        """What friends add to a score, from this morning on."""
        if self.parts.get(score, 0) != part:
            self.parts[score] = part
            self.due.add(day)

    def morning(self, day: int) -> None:
        """The steps of a morning. Ends of terms need no act: whatever reads an end compares it with today."""
        if day not in self.due:
            return
        for label in self.annulments.get(day, ()):
            self._correct(label, day)
        self._receive(day)
        if day in self.statute.starts:
            self._renew_terms(day)
        self._switch(day)

    def restricts(self, today: int) -> bool:
        """Whether a restriction or publication is in force this morning."""
        measures = self.statute.phase(today)["measures"]
        return any(measures[name]["kind"] != "reward" for name in self.changes[-1].measures)

    def _correct(self, label: str, day: int) -> None:
        for held in (*self.records, *self.entries):
            if held.cause.label == label:
                held.annulled = True
        for entry in self.entries:
            if entry.cause.label == label and later(entry.end) > day:
                entry.end = day
        for arrives, causes in self.waiting.items():
            if arrives >= day:
                causes[:] = [cause for cause in causes if cause.label != label or cause.day >= day]

    def _receive(self, day: int) -> None:
        scores = self.changes[-1].scores if self.changes else {}
        repairable = [
            held for held in (*self.records, *self.entries) if not held.annulled and later(held.end) > day
        ]
        for cause in self.waiting.get(day, ()):
            records, entries, ended = meet_rules(cause, self.statute, day, scores, repairable)
            for held in ended:
                held.end = day
            self.records += records
            self.entries += entries
            self._expect(records, entries)

    def _renew_terms(self, day: int) -> None:
        records = [record for record in self.records if later(record.end) > day]
        entries = [entry for entry in self.entries if later(entry.end) > day]
        for record in records:
            end = self.statute.end_record(record.rule, record.cause.term_start, day)
            record.end = self._not_before(day, end)
        for entry in entries:
            end = self.statute.end_entry(entry.rule, entry.list, entry.cause.term_start, entry.effect, day)
            entry.end = self._not_before(day, end)
        self._expect(records, entries)

    @staticmethod
    def _not_before(day: int, end: int | None) -> int | None:
        return None if end is None else max(day, end)

    def _expect(self, records: Iterable[Record], entries: Iterable[Entry]) -> None:
        for record in records:
            fades = record.wording["fades"] or {"steps": 0}
            for k in range(1, fades["steps"] + 1):
                self.due.add(self.statute.add(record.cause.term_start, fades["every"], k))
        self.due.update(entry.effect for entry in entries if entry.effect is not None)
        self.due.update(held.end for held in (*records, *entries) if held.end is not None)

    def _switch(self, day: int) -> None:
        phase = self.statute.phase(day)
        scores = fold_scores(self.records, self.statute, day, self.parts)
        levels = {name: _find_level(bands, scores[bands["of"]]) for name, bands in phase["bands"].items()}
        listed = frozenset(entry.list for entry in self.entries if entry.listed(day)) & set(phase["lists"])
        measures = frozenset(
            name for name, measure in phase["measures"].items() if _applies(measure["when"], levels, listed)
        )
        standing = Standing(day, scores, levels, listed, measures)
        if not self.changes or self.changes[-1][1:] != standing[1:]:
            self.changes.append(standing)


def _find_level(bands: dict[str, Any], score: int) -> str:
    """The best level whose lowest score is reached; the last level has none."""
    return next(level["name"] for level in bands["levels"] if level["from"] is None or score >= level["from"])


def _applies(when: dict[str, Any], levels: dict[str, str], listed: frozenset[str]) -> bool:
    return when["listed"] in listed if "listed" in when else levels[when["set"]] in when["levels"]
