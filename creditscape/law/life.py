"""One person's life, told day by day in every world asked for (model, 7.3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from ..words import Duration, add_months, luck, threshold
from .attempts import tell_attempts
from .candidates import Candidate, list_candidates
from .community import Community, find_community
from .faults import MIX_UP, NAMESAKES, WRONG_PERSON, has_fault
from .file import SubjectFile
from .furnisher import Furnisher
from .office import Office
from .person import Person
from .prepared import FALSE, Prepared, full_years, pick_value, prepare
from .record import Cause, Entry, Exit, HeldEntry, HeldRecord, Record
from .redress import Redress
from .shocks import Erasures, list_exposed, list_shocks
from .statute import NEVER, Statute
from .world import Life, World


def live(
    worlds: Sequence[World],
    society: dict[str, Any] | Prepared,
    *,
    seed: int,
    community: int,
    t0: int,
    years: int,
    burn_in: int = 0,
    slots: Sequence[int] | None = None,
) -> list[list[Life]]:
    """The lives of some roster slots of a community, or of all, in each world: [slot][world]. t0: the first tallied day.

    Whoever has a part in these lives is told beside them. The society may be prepared.
    """
    prepared = prepare(society)
    start, stop = add_months(t0, -12 * burn_in), add_months(t0, 12 * years)
    there = find_community(prepared, seed, community, t0, stop)
    asked = range(there.slots) if slots is None else slots
    drawn: Drawn = {}  # what might happen to people is the same in every world
    towns = [
        Town(world, there, _list_company(world, there, asked), start, stop, drawn).tell() for world in worlds
    ]
    return [[town[i] for town in towns] for i in asked]


def _list_company(world: World, community: Community, slots: Sequence[int]) -> Sequence[int]:
    """The slots on whose lives it depends what becomes of some, and these."""
    if world.scheme is None:
        return slots
    prepared, statute = community.prepared, Statute(world.scheme)
    if _share_a_queue(world, community) or statute.couples() or has_fault(prepared, world, WRONG_PERSON):
        return range(community.slots)
    if has_fault(prepared, world, MIX_UP):
        names = {i // NAMESAKES for i in slots}
        return [i for i in range(community.slots) if i // NAMESAKES in names]
    return slots


def _share_a_queue(world: World, community: Community) -> bool:
    """Whether people wait at one office of their community, so that all must be told."""
    office = (community.prepared.redress or {}).get("office")
    return office is not None and office["of"] == "community" and Statute(world.scheme or {}).has_process()


Drawn = dict[int, dict[int, list[Candidate]]]  # candidates by slot and day


class Town:
    """Some people of a community in one world, who live side by side: morning for all of them, then the day."""

    def __init__(
        self,
        world: World,
        community: Community,
        slots: Iterable[int],
        start: int,
        stop: int,
        drawn: Drawn | None = None,
        office: Office | None = None,
    ) -> None:
        self.world, self.community = world, community
        self.start, self.stop = start, stop
        self.drawn: Drawn = {} if drawn is None else drawn
        self.office = office or Office(community.prepared)
        self.tellings = {i: Telling(self, community.person(i), start, stop) for i in slots}
        statute = Statute(world.scheme) if world.scheme else None
        self.befriended = statute is not None and any(
            "friends" in score for phase in statute.phases for score in phase["scores"].values()
        )

    def tell(self, until: int | None = None) -> dict[int, Life]:
        """Day after day, the last one `until` if it is given; the lives by slot."""
        lived = [telling for telling in self.tellings.values() if telling.first < telling.end]
        for day in range(self.start, self.stop if until is None else until + 1):
            here = [telling for telling in lived if telling.first <= day < telling.end]
            if self.befriended:
                self._read_friends(day)
            self.office.serve(day)
            for telling in here:
                telling.morning(day)
            self.office.close_morning()
            for telling in here:
                telling.spend(day)
        return {i: telling.close() for i, telling in self.tellings.items()}

    def find(self, slot: int | None) -> "Telling | None":
        """The telling of a slot, if it is told here."""
        return self.tellings.get(-1 if slot is None else slot)

    def file_of(self, slot: int | None) -> SubjectFile | None:
        """The file that is kept, at some time, on the person of a slot."""
        telling = self.find(slot)
        return None if telling is None else telling.file

    def file_on(self, slot: int | None, day: int) -> SubjectFile | None:
        """The file on the person of a slot, if there is one on a day."""
        telling = self.find(slot)
        return telling.file if telling is not None and telling.is_subject(day) else None

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


class Telling:
    """One person in one world: the day loop and what it needs to know."""

    def __init__(self, town: Town, person: Person, start: int, stop: int) -> None:
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
        self.furnisher = Furnisher(town, person, self.life)
        self.episodes: list[tuple[str, int, int]] = []  # condition, first and last day
        self.draws: dict[tuple[int, int, int], tuple[int, int, int, int]] = {}  # of what happened
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
            self.file = self._open_file(self.statute, entry, self.life.exit)

    def _open_file(self, statute: Statute, entry: int, until: int) -> SubjectFile:
        """The file, with all that may change it besides what arrives."""
        world, prepared, person = self.world, self.prepared, self.person
        file = SubjectFile(statute, entry, world.origins)
        if list_shocks(prepared, world, "erasure"):
            file.erasures = Erasures(self.town.community, world, person.lot, file.due)
        if prepared.redress is not None and statute.has_process():
            file.redress = Redress(
                prepared,
                statute,
                person,
                until,
                office=self.town.office,
                waits=world.waits,
                due=file.due,
            )
        for _, shock in list_shocks(prepared, world, "records"):
            if shock["found"] is not None:
                file.annul(shock["name"], shock["day"] + shock["over"] - 1 + shock["found"])
        return file

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
        drawn, slot = self.town.drawn, self.person.lot.index
        if slot not in drawn:
            drawn[slot] = {}
            for candidate in list_candidates(
                self.town.community, self.person, self.town.start, self.town.stop
            ):
                drawn[slot].setdefault(candidate.day, []).append(candidate)
        return drawn[slot]

    def morning(self, day: int) -> None:
        """The morning of a day lived."""
        if self.file is not None and self._subject(day):
            self.file.morning(day)

    def spend(self, day: int) -> None:
        """What happens on a day lived."""
        for candidate in self.by_day.get(day, ()):
            accepted = self._accepted(candidate)
            if candidate.mark < accepted:
                covered = self.prepared.covered(candidate.number, self.person.place, self.person.group)
                self.draws[day, candidate.stream, candidate.slot] = (
                    candidate.mark, accepted, candidate.coverage, covered
                )  # fmt: skip
                self._happen(candidate)

    def close(self) -> Life:
        """The life, once all its days are lived."""
        self._close()
        return self.life

    def is_scored(self, day: int) -> bool:
        """Whether there was a standing on the morning of a day."""
        return self.file is not None and bool(self.file.changes) and self._subject(day) and day < self.end

    def is_subject(self, day: int) -> bool:
        """Whether there is a file on this person on a day."""
        return self._subject(day) and day < self.person.death

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
        sees = self.world.full_sight or self.world.deeds_seen and kind["lawful"]
        if candidate.coverage < covered or sees and not false:
            self.furnisher.report(self.file, candidate, reads_as, length, own)

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
        life.records = [_tell_record(r) for r in sorted(self.file.records, key=lambda r: r.order)]
        life.entries = [_tell_entry(entry) for entry in self.file.entries]
        life.disputes = [each.told for each in self.file.redress.disputes] if self.file.redress else []
        life.exposed = list(list_exposed(self.town.community, self.world, self.person.lot, life))
        life.attempts = list(tell_attempts(self.prepared, self.world, self.person, life, self.statute))


def _tell_record(r: Record) -> HeldRecord:
    cause = r.cause
    return HeldRecord(
        cause.day,
        r.rule,
        r.base,
        r.arrived,
        r.end,
        r.annulled,
        cause.false,
        cause.copy,
        cause.flawed,
        r.mended,
        tuple(r.away),
    )


def _tell_entry(e: Entry) -> HeldEntry:
    return HeldEntry(e.list, e.arrived, e.published, e.effect, e.end, e.cause.flawed, e.mended, tuple(e.away))


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
