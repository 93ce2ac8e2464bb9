"""The file that a scheme keeps on one subject, and the mornings on which it changes (model, 3 and 7.4-7)."""

from collections.abc import Iterable
from typing import Any

from .arrival import bring_by_year, meet_rules, prolong
from .fold import add_sums, fold_scores
from .record import Cause, Entry, Held, Record, Standing
from .redress import Redress
from .shocks import Erasures
from .statute import Statute, later


class SubjectFile:
    """A file from the first morning as a subject; `morning` is called for the due days, in order.

    origins: of the records that come into it; None: all. redress, erasures: what else may change it, where there is such.
    """

    def __init__(self, statute: Statute, first: int, origins: tuple[str, ...] | None = None) -> None:
        self.statute = statute
        self.origins = origins
        self.redress: Redress | None = None
        self.erasures: Erasures | None = None
        self.records: list[Record] = []
        self.entries: list[Entry] = []
        self.changes: list[Standing] = []
        self.waiting: dict[int, list[Cause]] = {}
        self.annulments: dict[int, list[str]] = {}
        self.parts: dict[str, int] = {}
        self.settled = False  # what shows is what the fold says
        self.due: set[int] = {first, *(start for start in statute.starts if start > first)}

    def report(self, cause: Cause, arrives: int) -> None:
        """A cause is on its way."""
        if self.origins is not None and cause.origin not in self.origins:
            return
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
        if day not in self.due and (
            not self.statute.calls(day) or (self.settled and not self.statute.rules_of_year(day))
        ):
            return
        for label in self.annulments.get(day, ()):
            self._correct(label, day)
        if self.erasures is not None:
            self.erasures.morning(day, [*self.records, *self.entries])
        if self.redress is not None:
            self.redress.morning(day)
        by_year = self._come_round(day)
        self._receive(day)
        self._hold(by_year, [])
        if day in self.statute.starts:
            self._renew_terms(day)
        self._switch(day)

    def next_morning(self, told: int, until: int) -> int | None:
        """The next morning after one, up to another, on which anything may change."""
        called = self.statute.next_call(told)
        days = self.due if called is None else (*self.due, called)
        return min((day for day in days if told < day <= until), default=None)

    def restricts(self, today: int) -> bool:
        """Whether a restriction or publication is in force this morning."""
        measures = self.statute.phase(today)["measures"]
        return any(measures[name]["kind"] != "reward" for name in self.changes[-1].measures)

    def _correct(self, label: str, day: int) -> None:
        for held in (*self.records, *self.entries):
            if held.cause.label == label:
                held.annul(day)
        for arrives, causes in self.waiting.items():
            if arrives >= day:
                causes[:] = [cause for cause in causes if cause.label != label or cause.day >= day]

    def _come_round(self, day: int) -> list[Record]:
        """What the day of the year brings to somebody who stood where they stood the morning before."""
        levels = self.changes[-1].levels if self.changes else {}
        if self.origins is not None and "own_lawful" not in self.origins:
            return []
        return [
            bring_by_year(name, rule, self.statute, day)
            for name, rule in self.statute.rules_of_year(day)
            if levels.get(rule["each_year"]["set"]) in rule["each_year"]["levels"]
        ]

    def _receive(self, day: int) -> None:
        """Causes arrive; rules with requirements look at the file once everything else has arrived."""
        scores = self.changes[-1].scores if self.changes else {}
        repairable = [held for held in (*self.records, *self.entries) if held.counts(day)]
        causes = self.waiting.get(day, ())
        ended: list[tuple[Held, int]] = []
        before = len(self.records), len(self.entries)
        for cause in causes:
            brought = meet_rules(cause, self.statute, day, scores, repairable)
            self._hold(brought.records, brought.entries)
            ended += brought.ended
        new = (*self.records[before[0] :], *self.entries[before[1] :])
        present = [*repairable, *(held for held in new if held.counts(day))]
        for cause in causes:
            brought = meet_rules(cause, self.statute, day, scores, repairable, present)
            self._hold(brought.records, brought.entries)
            ended += brought.ended
        for held, end in ended:
            held.end = min(later(held.end), end)
            self.due.add(held.end)
        if self.redress is not None:
            self.redress.begin(day, causes, [*self.records[before[0] :], *self.entries[before[1] :]])

    def _hold(self, records: list[Record], entries: list[Entry]) -> None:
        self.records += records
        self.entries += entries
        self._expect(records, entries)

    def _renew_terms(self, day: int) -> None:
        records = [record for record in self.records if later(record.end) > day]
        entries = [entry for entry in self.entries if later(entry.end) > day]
        for record in records:
            end = self.statute.end_record(record.rule, record.cause.term_start, day)
            record.end = self._not_before(day, prolong(end, record.extra))
        for entry in entries:
            end = self.statute.end_entry(entry.rule, entry.list, entry.cause.term_start, entry.effect, day)
            entry.end = self._not_before(day, prolong(end, entry.extra))
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
        scores = self._score(day)
        listed = frozenset(entry.list for entry in self.entries if entry.listed(day)) & set(phase["lists"])
        levels = {
            name: _find_level(bands, scores[bands["of"]], listed) for name, bands in phase["bands"].items()
        }
        measures = frozenset(
            name for name, measure in phase["measures"].items() if _applies(measure["when"], levels, listed)
        )
        standing = Standing(day, scores, levels, listed, measures)
        if not self.changes or self.changes[-1][1:] != standing[1:]:
            self.changes.append(standing)

    def _score(self, day: int) -> dict[str, int]:
        """The scores that show: those of a day on which they are worked out anew, until the next."""
        scores = fold_scores(self.records, self.statute, day, self.parts)
        shown = self.changes[-1].scores if self.changes else scores
        wordings = self.statute.phase(day)["scores"]
        self.settled = True
        for name, score in scores.items():
            if not self.statute.is_updated(wordings[name], day) and score != shown[name]:
                scores[name], self.settled = shown[name], False
        return add_sums(scores, self.statute, day)


def _find_level(bands: dict[str, Any], score: int, listed: frozenset[str]) -> str:
    """The best level whose lowest score is reached; the last level has none, and is that of everybody without a file."""
    if "needs" in bands and bands["needs"] not in listed:
        return bands["levels"][-1]["name"]
    return next(level["name"] for level in bands["levels"] if level["from"] is None or score >= level["from"])


def _applies(when: dict[str, Any], levels: dict[str, str], listed: frozenset[str]) -> bool:
    if "listed" in when:
        return when["listed"] in listed
    if "not_listed" in when:
        return when["not_listed"] not in listed
    return levels[when["set"]] in when["levels"]
