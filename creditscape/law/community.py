"""A community as a whole: who lives there, with whom, where they work and whom they know; free of any world."""

from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from ..words import luck
from .friends import befriend, form_circles
from .households import Households, grown_on
from .person import Lot, Person, count_births, draw_person
from .philox import Words, draw_words
from .prepared import Prepared
from .work import Work


class Community:
    """What binds the people of one community; each part is drawn when first asked for."""

    def __init__(self, prepared: Prepared, seed: int, number: int, t0: int, stop: int) -> None:
        self.prepared, self.seed, self.number, self.t0 = prepared, seed, number, t0
        years = date.fromordinal(stop - 1).year - date.fromordinal(t0).year + 1
        self.slots: int = prepared.society["size"] + count_births(prepared.society) * years

    def draw(self, entity: int, index: int, slot: int, purpose: int) -> Words:
        """The four words of a question about an entity of the community."""
        return draw_words(luck.pack(self.number, entity, index=index, slot=slot, purpose=purpose), self.seed)

    @cached_property
    def _drawn(self) -> list[Person]:
        size: int = self.prepared.society["size"]
        return [draw_person(self.prepared, Lot(self.seed, self.number, i), self.t0) for i in range(size)]

    @cached_property
    def households(self) -> Households | None:
        """The households, where the society has such."""
        if not self.prepared.society.get("households"):
            return None
        return Households(self.prepared, self.draw, self._drawn, self.t0)

    def household_of(self, i: int) -> int | None:
        """The household of a slot."""
        if self.households is None:
            return None
        if i in self.households.of:
            return self.households.of[i]
        person = draw_person(self.prepared, Lot(self.seed, self.number, i), self.t0)
        return self.households.place_newborn(person.birth, self.draw(luck.PERSON, i, 0, luck.BOND))

    def person(self, i: int) -> Person:
        """The person of a slot; income fifth and group are those of the head of the household, where there are households."""
        household = self.household_of(i)
        if household is None or self.households is None:
            return draw_person(self.prepared, Lot(self.seed, self.number, i), self.t0)
        known = i < len(self._drawn)
        person = (
            self._drawn[i] if known else draw_person(self.prepared, Lot(self.seed, self.number, i), self.t0)
        )
        head = self._drawn[self.households.members[household][0]]
        return replace(person, income=head.income, group=head.group)

    @cached_property
    def people(self) -> list[Person]:
        """Everybody of the first roster."""
        size: int = self.prepared.society["size"]
        return [self.person(i) for i in range(size)]

    @cached_property
    def work(self) -> Work | None:
        """Who works where, if the society says."""
        if not self.prepared.society.get("work"):
            return None
        return Work(self.prepared, self.draw, self.people, date.fromordinal(self.t0).year)

    def states(self, person: Person, year: int) -> frozenset[str]:
        """What somebody is at work in a calendar year."""
        return self.work.states(person, year) if self.work else frozenset()

    def firm_of(self, person: Person) -> int | None:
        """The firm to which somebody belongs in the years in work."""
        return self.work.firm_of(person) if self.work else None

    def represented_by(self, person: Person) -> int | None:
        """The firm for which somebody stands, from the first roster on and for life."""
        return self.work.represents.get(person.lot.index) if self.work else None

    def lot_of_firm(self, firm: int) -> Lot:
        """A firm's share of chance."""
        return Lot(self.seed, self.number, firm, luck.FIRM)

    def find_employer(self, person: Person, day: int) -> int | None:
        """The owner of the firm in which somebody is an employee on a day, if alive."""
        firm = (
            self.firm_of(person) if "employees" in self.states(person, date.fromordinal(day).year) else None
        )
        owner = None if firm is None or self.work is None else self.work.owners[firm]
        return owner if owner is not None and self.person(owner).lives(day) else None

    @property
    def lot(self) -> Lot:
        """What befalls a community as a whole."""
        return Lot(self.seed, self.number, 0, luck.COMMUNITY)

    def find_tied(self, i: int, tie: str, day: int, word: int) -> int | None:
        """Who is at the other end of somebody's tie on a day; None: nobody, or the same person. word: of chance, for a reporter."""
        household = self.household_of(i)
        if household is None or self.households is None:
            return None
        if tie == "partner":
            found = self.households.partner_of(i)
        elif tie == "household_head":
            found = self.head_of(household, day)
        else:
            found = self.head_of(self._neighbour(household, word), day)
        return None if found == i or found is None or not self.person(found).lives(day) else found

    def _neighbour(self, household: int, word: int) -> int | None:
        """One of the three households before and the three after; they live in the order of their numbers."""
        homes = 0 if self.households is None else len(self.households.members)
        step = word * 6 >> 32
        found = (household + (step - 3 if step < 3 else step - 2)) % homes
        return None if found == household else found

    def head_of(self, household: int | None, day: int) -> int | None:
        """The head of a household on a day: the first in precedence who lives and has come of age."""
        if household is None or self.households is None:
            return None
        return next((i for i in self.all_members[household] if grown_on(self.person(i), day)), None)

    @cached_property
    def all_members(self) -> list[list[int]]:
        """The members of every household, those born later behind the others."""
        if self.households is None:
            return []
        members = [list(each) for each in self.households.members]
        for i in range(len(self._drawn), self.slots):
            household = self.household_of(i)
            if household is not None and self.person(i).alive:
                members[household].append(i)
        return members

    @cached_property
    def friends(self) -> list[list[int]]:
        """Close friends of everybody; none where the society has no such ties."""
        if not self.prepared.society.get("friends"):
            return [[] for _ in self.people]
        return befriend(self.prepared, self.draw, self.people)

    @cached_property
    def circles(self) -> list[list[int]]:
        """Wider ties, as circles; none where the society has no such ties."""
        return (
            form_circles(self.prepared, self.draw, self.people)
            if self.prepared.society.get("circles")
            else []
        )


@lru_cache(maxsize=8)
def find_community(prepared: Prepared, seed: int, number: int, t0: int, stop: int) -> Community:
    """A community; the last few are kept, for many lives are asked for one after the other."""
    return Community(prepared, seed, number, t0, stop)
