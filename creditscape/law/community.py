"""A community as a whole: who lives there, with whom, where they work and whom they know; free of any world."""

from dataclasses import replace
from datetime import date
from functools import cached_property, lru_cache

from ..words import luck
from .friends import befriend, form_circles
from .households import Households
from .person import Lot, Person, draw_person
from .philox import Words, draw_words
from .prepared import Prepared
from .work import Work


class Community:
    """What binds the people of one community; each part is drawn when first asked for."""

    def __init__(self, prepared: Prepared, seed: int, number: int, t0: int) -> None:
        self.prepared, self.seed, self.number, self.t0 = prepared, seed, number, t0

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

    def lot_of_firm(self, firm: int) -> Lot:
        """A firm's share of chance."""
        return Lot(self.seed, self.number, firm, luck.FIRM)

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
def find_community(prepared: Prepared, seed: int, number: int, t0: int) -> Community:
    """A community; the last few are kept, for many lives are asked for one after the other."""
    return Community(prepared, seed, number, t0)
