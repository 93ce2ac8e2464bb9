"""One person's life, told day by day in every world asked for (model, 7.3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..words import Duration, add_months, luck, threshold
from .candidates import Candidate, list_attempts, list_candidates
from .community import Community, find_community
from .file import SubjectFile
from .person import Person
from .prepared import FALSE, Prepared, full_years, pick_value, prepare
from .record import Cause, Exit, HeldEntry, HeldRecord, Standing
from .statute import NEVER, Statute


@dataclass(frozen=True)
class World:
    """One telling of the same lives. scheme: plain form or None; responses, shocks: names of those that are on (shocks None: all)."""

    scheme: dict[str, Any] | None
    false_records: bool = True
    full_sight: bool = False
    responses: tuple[str, ...] = ()
    shocks: tuple[str, ...] | None = None


@dataclass
class Life:
    """A person's life in one world, from `start` to the day before `stop`; days are ordinals.

    entry, exit: first day as a subject within the run and the day after the last; None: never a subject.
    changes: the standing from each morning on which it differs, and an Exit if death falls within the run.
    events: day, kind, recorded kind and class of what really happened, false records included.
    attempts: day, kind, whether blocked and whether therefore given up, of the kinds that some measure blocks on some day of that
    year.
    breaches: day and end of the term (NEVER: none) of own acts that meet a rule against the person, whether
    recorded or not.
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
    attempts: list[tuple[int, str, bool, bool]] = field(default_factory=list)
    breaches: list[tuple[int, int]] = field(default_factory=list)

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


def live(
    worlds: Sequence[World],
    society: dict[str, Any] | Prepared,
    *,
    seed: int,
    community: int,
    index: int,
    t0: int,
    years: int,
    burn_in: int = 0,
) -> list[Life]:
    """The life of one roster slot in each world; society may be prepared. t0: the first tallied day."""
    prepared = prepare(society)
    start, stop = add_months(t0, -12 * burn_in), add_months(t0, 12 * years)
    there = find_community(prepared, seed, community, t0, stop)
    return [
        _Town(world, there, range(there.slots) if _couples(world) else [index], start, stop).tell()[index]
        for world in worlds
    ]


def live_together(
    worlds: Sequence[World],
    society: dict[str, Any] | Prepared,
    *,
    seed: int,
    community: int,
    t0: int,
    years: int,
    burn_in: int = 0,
) -> list[list[Life]]:
    """The lives of all slots of a community [slot][world], whether or not a scheme ties them to one another."""
    prepared = prepare(society)
    start, stop = add_months(t0, -12 * burn_in), add_months(t0, 12 * years)
    there = find_community(prepared, seed, community, t0, stop)
    towns = [_Town(world, there, range(there.slots), start, stop).tell() for world in worlds]
    return [[town[i] for town in towns] for i in range(there.slots)]


def _couples(world: World) -> bool:
    return world.scheme is not None and Statute(world.scheme).couples()


class _Town:
    """Some people of a community in one world, who live side by side: morning for all of them, then the day."""

    def __init__(
        self, world: World, community: Community, slots: Iterable[int], start: int, stop: int
    ) -> None:
        self.world, self.community = world, community
        self.start, self.stop = start, stop
        self.tellings = {i: _Telling(self, community.person(i), start, stop) for i in slots}
        statute = Statute(world.scheme) if world.scheme else None
        self.befriended = statute is not None and any(
            "friends" in score for phase in statute.phases for score in phase["scores"].values()
        )

    def tell(self) -> dict[int, Life]:
        """Day after day; the lives by slot."""
        lived = [telling for telling in self.tellings.values() if telling.first < telling.end]
        for day in range(self.start, self.stop):
            here = [telling for telling in lived if telling.first <= day < telling.end]
            if self.befriended:
                self._read_friends(day)
            for telling in here:
                telling.morning(day)
            for telling in here:
                telling.spend(day)
        return {i: telling.close() for i, telling in self.tellings.items()}

    def _read_friends(self, day: int) -> None:
        """What friends add: a share of the mean distance of their scores, of the previous morning, from the start."""
        statute = Statute(self.world.scheme or {})
        for name, wording in statute.phase(day)["scores"].items():
            friends = wording.get("friends")
            if not friends or date.fromordinal(day).day != friends["day"]:
                continue
            distance = {
                i: telling.file.changes[-1].scores[name] - wording["start"]
                for i, telling in self.tellings.items()
                if telling.file is not None and telling.is_scored(day - 1)
            }
            for i, known in self._list_known(friends["of"], distance):
                count, total = len(known), sum(distance[k] for k in known)
                size = friends["percent"] * abs(total) // (100 * count) if count else 0
                file = self.tellings[i].file
                if file is not None:
                    file.add_part(name, -size if total < 0 else size, day)

    def _list_known(self, of: str, distance: Mapping[int, int]) -> Iterator[tuple[int, list[int]]]:
        """Whom each of those who are scored knows among them; who shares several circles counts in each."""
        known: dict[int, list[int]] = {i: [] for i in distance}
        if of == "close":
            for i, friends in enumerate(self.community.friends):
                if i in known:
                    known[i] += [k for k in friends if k in known]
        else:
            for members in self.community.circles:
                there = [k for k in members if k in known]
                for i in there:
                    known[i] += [k for k in there if k != i]
        yield from known.items()


class _Telling:
    """One person in one world: the day loop and what it needs to know."""

    def __init__(self, town: _Town, person: Person, start: int, stop: int) -> None:
        self.town, self.world, self.person = town, town.world, person
        self.prepared = prepared = town.community.prepared
        world = town.world
        self.first, self.end = max(start, person.birth), min(stop, person.death) if person.alive else start
        self.life = Life(
            start,
            stop,
            person.alive,
            person.birth,
            person.death,
            person.sex,
            person.income,
            person.group,
            person.place,
            person.aware,
        )
        self.episodes: list[tuple[str, int, int]] = []  # condition, first and last day
        self.of_firm = (world.scheme or {}).get(
            "subjects"
        ) == "firm"  # the file is a firm's; firms do not respond
        self.statute: Statute | None = None
        self.file: SubjectFile | None = None
        if world.scheme is None:
            return
        self.statute = Statute(world.scheme, prepared.holidays)
        entry = max(start, person.birth + full_years(world.scheme["min_age"]))
        if person.alive and entry < min(stop, person.death) and self._takes_part(world.scheme, entry):
            self.life.entry, self.life.exit = entry, min(stop, person.death)
            self.file = SubjectFile(self.statute, entry)

    def _takes_part(self, scheme: dict[str, Any], entry: int) -> bool:
        """Whether the scheme has a file on this person, from the day of entry on."""
        community, who = self.town.community, scheme.get("subjects", "person")
        if who == "firm" and community.represented_by(self.person) is None:
            return False
        if who == "official" and "officials" not in community.states(
            self.person, date.fromordinal(entry).year
        ):
            return False
        word = self.person.lot.draw(luck.CONSENT)[0]
        return word < threshold(Fraction(scheme.get("part", 100), 100))

    @cached_property
    def by_day(self) -> dict[int, list[Candidate]]:
        """The candidates of the life."""
        found: dict[int, list[Candidate]] = {}
        for candidate in list_candidates(self.town.community, self.person, self.life.start, self.life.stop):
            found.setdefault(candidate.day, []).append(candidate)
        return found

    def morning(self, day: int) -> None:
        """The morning of a day lived."""
        if self.file is not None and self._subject(day):
            self.file.morning(day)

    def spend(self, day: int) -> None:
        """What happens on a day lived."""
        for candidate in self.by_day.get(day, ()):
            if candidate.mark < self._accepted(candidate):
                self._happen(candidate)

    def close(self) -> Life:
        """The life, once all its days are lived."""
        self._close()
        return self.life

    def is_scored(self, day: int) -> bool:
        """Whether there was a standing on the morning of a day."""
        return self.file is not None and bool(self.file.changes) and self._subject(day) and day < self.end

    def _subject(self, day: int) -> bool:
        return self.life.entry is not None and self.life.entry <= day

    def _accepted(self, candidate: Candidate) -> int:
        """Below which mark the candidate is real, given this morning's standing and conditions."""
        if self.prepared.kinds[candidate.number]["class"] == FALSE and not self.world.false_records:
            return 0
        if candidate.shock and self.world.shocks is not None and candidate.shock not in self.world.shocks:
            return 0
        day = candidate.day
        conditions = frozenset(name for name, first, last in self.episodes if first <= day <= last)
        return self.prepared.accepted(candidate.number, conditions, self._responses(day))

    def _responses(self, day: int) -> frozenset[str]:
        if self.file is None or not self.person.aware or not self._subject(day) or self.of_firm:
            return frozenset()
        defined = self.prepared.society["responses"]
        return frozenset(
            name
            for name in self.world.responses
            if name in defined and (defined[name]["when"] == "scored" or self.file.restricts(day))
        )

    def _happen(self, candidate: Candidate) -> None:
        kind = self.prepared.kinds[candidate.number]
        reads_as = kind["reads_as"] or kind["name"]
        length = pick_value(self.prepared.episodes[candidate.number], candidate.draw(luck.EPISODE), 0)
        false, firm = kind["class"] == FALSE, kind.get("subject") == "firm"
        own = firm == self.of_firm
        self.life.events.append((candidate.day, kind["name"], reads_as, kind["class"]))
        if kind["starts"] is not None and not false:
            self.episodes.append((kind["starts"], candidate.day + 1, candidate.day + length))
        if self.file is None or not self._subject(candidate.day):
            return
        if not false and own:
            self._note_breach(Cause(candidate.day, candidate.stream, candidate.slot, reads_as, length))
        covered = self.prepared.covered(candidate.number, self.person.place, self.person.group)
        if candidate.coverage < covered or self.world.full_sight and not false:
            self._report(self.file, candidate, reads_as, length, false, own)

    def _report(
        self, file: SubjectFile, candidate: Candidate, kind: str, length: int, false: bool, own: bool
    ) -> None:
        """A record is on its way to the file, and through ties to the files of others; a firm's goes to its representative."""
        firm = self.prepared.kinds[candidate.number].get("subject") == "firm"
        number = candidate.number
        delay = pick_value(self.prepared.delays[number], candidate.draw(luck.DELAY), 1)
        amount = pick_value(self.prepared.amounts[number], candidate.draw(luck.AMOUNT), 1)
        value = candidate.draw(luck.VALUE)
        reach = candidate.draw_all(luck.REACH)
        cause = Cause(
            candidate.day, candidate.stream, candidate.slot, kind, length, amount, value, false, reach=reach
        )
        if own:
            file.report(cause, candidate.day + delay)
        for tie in file.statute.ties_for(kind, candidate.day):
            reached = file if tie == "representative" and firm else self._find_file(tie, candidate)
            if reached is not None:
                reached.report(replace(cause, tie=tie), candidate.day + delay)

    def _find_file(self, tie: str, candidate: Candidate) -> SubjectFile | None:
        """The file of whoever is at the other end of a tie."""
        if (
            tie == "representative"
            or tie == "reporter"
            and not self.prepared.kinds[candidate.number].get("seen")
        ):
            return None
        word = candidate.draw(luck.REPORTER) if tie == "reporter" else 0
        found = self.town.community.find_tied(self.person.lot.index, tie, candidate.day, word)
        return self.town.tellings[found].file if found in self.town.tellings else None

    def _note_breach(self, act: Cause) -> None:
        """The longest term of the rules against the person that an own act meets in the phase of its day."""
        if self.statute is None:
            return
        ends = []
        for _, rule in self.statute.rules_for(act.kind, act.day):
            if _burdens(rule):
                lasts: Duration | None = rule["lasts"]
                if rule["effect"] == "list":
                    lasts = lasts or self.statute.phase(act.day)["lists"][rule["list"]]["term"]
                ends.append(NEVER if lasts is None else self.statute.add(act.term_start, lasts))
        if ends:
            self.life.breaches.append((act.day, max(ends)))

    def _close(self) -> None:
        life = self.life
        if self.file is None or self.statute is None:
            return
        life.changes += self.file.changes
        if self.person.death < life.stop:
            life.changes.append(Exit(self.person.death))
        life.records = [
            HeldRecord(r.cause.day, r.rule, r.base, r.arrived, r.end, r.annulled, r.cause.false)
            for r in sorted(self.file.records, key=lambda record: record.order)
        ]
        life.entries = [HeldEntry(e.list, e.arrived, e.published, e.effect, e.end) for e in self.file.entries]
        life.attempts = list(self._attempt(self.statute))

    def _attempt(self, statute: Statute) -> Iterator[tuple[int, str, bool, bool]]:
        """The attempts of each year, of the kinds that some measure blocks on some day of it."""
        blocked = {
            (day, kind): any(
                statute.phase(day)["measures"][each]["kind"] != "reward" for each in standing.measures
            )
            for first, end, standing in self.life.spells()
            if standing.measures
            for day in range(first, end)
            for name in standing.measures
            for kind in statute.phase(day)["measures"][name]["blocks"]
        }
        touched = {(date.fromordinal(day).year, kind) for day, kind in blocked}
        lived = range(self.life.start, min(self.life.stop, self.person.death))
        for year in sorted({year for year, _ in touched}):
            for day, number, mark in list_attempts(self.prepared, self.person, year):
                kind = str(self.prepared.kinds[number]["name"])
                if (year, kind) not in touched or day not in lived or not self.person.lives(day):
                    continue
                stopped = (day, kind) in blocked
                yield day, kind, stopped, stopped and mark >= self._made(number, blocked[day, kind])

    def _made(self, number: int, restricted: bool) -> int:
        """Below which mark an attempt is made although a measure blocks it; only those who know of it give up."""
        defined = self.prepared.society["responses"]
        known = frozenset(
            name
            for name in self.world.responses
            if name in defined and (restricted or defined[name]["when"] == "scored")
        )
        return self.prepared.made(number, known if self.person.aware else frozenset())


def _burdens(rule: dict[str, Any]) -> bool:
    """Whether a rule works against a person: a deduction, a drop or a list."""
    if rule["effect"] != "points":
        return rule["effect"] in ("drop", "list")
    points = rule["points"]
    if "fixed" in points:
        return points["fixed"] < 0
    if "drawn" in points:
        return points["drawn"][0] < 0 or points["drawn"][1] <= 0
    return "scaled" in points and points["scaled"]["percent"] < 0
