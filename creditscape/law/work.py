"""Who works, for whom, and who stands for a firm (model, 7.2)."""

from collections.abc import Sequence
from typing import Final

from ..words import luck
from .households import Draw
from .person import Person, span_year
from .philox import Words
from .prepared import Prepared, choose, pick_value

FIRM: Final = 0
OFFICE: Final = 1
OWN_ACCOUNT: Final = 2
OWNER_AGE: Final = 25


class Work:
    """The working life of a community: `firms` holds the members of each firm on the first roster, in order."""

    def __init__(self, prepared: Prepared, draw: Draw, people: Sequence[Person], year: int) -> None:
        self.prepared, self.draw, self.people = prepared, draw, people
        members = [each for each in people if self.sector(each) == FIRM and self.employed(each, year)]
        members.sort(key=lambda each: (self._words(each)[2], each.lot.index))
        self.order = [each.lot.index for each in members]
        self.sizes: list[int] = []
        self.firms: list[list[int]] = []
        self._found()
        self.owners = [self._find_owner(firm, year) for firm in self.firms]
        self.represents = {owner: firm for firm, owner in enumerate(self.owners)}
        self.joined = {i: firm for firm, each in enumerate(self.firms) for i in each}

    def _words(self, person: Person) -> Words:
        return self.draw(luck.PERSON, person.lot.index, 0, luck.WORK)

    def _found(self) -> None:
        """Firms until everybody who works in one belongs to one; `sizes` are those drawn, before the last is cut."""
        begun = 0
        while begun < len(self.order):
            word = self.draw(luck.FIRM, len(self.firms), 0, luck.SIZE)[0]
            size = pick_value(self.prepared.firm_sizes, word, 1)
            self.sizes.append(size)
            self.firms.append(self.order[begun : begun + size])
            begun += size

    def _find_owner(self, members: list[int], year: int) -> int:
        """The first member old enough; the first of all where nobody is."""
        return next((i for i in members if _age(self.people[i], year) >= OWNER_AGE), members[0])

    def sector(self, person: Person) -> int:
        """Where somebody works who works."""
        return choose(self.prepared.sectors[person.place], self._words(person)[1])

    def employed(self, person: Person, year: int) -> bool:
        """Whether somebody is in work in a calendar year, if no job is lost."""
        age, limit = _age(person, year), 0
        for first, share in self.prepared.employed[person.sex]:
            if age >= first:
                limit = share
        return person.alive and self._words(person)[0] < limit

    def firm_of(self, person: Person) -> int | None:
        """The firm to which somebody belongs in the years in work; who comes later joins a member of the first roster."""
        if self.sector(person) != FIRM or not self.order:
            return None
        if person.lot.index in self.joined:
            return self.joined[person.lot.index]
        return self.joined[self.order[self._words(person)[2] * len(self.order) >> 32]]

    def states(self, person: Person, year: int) -> frozenset[str]:
        """What somebody is in a calendar year: employed, employees, officials, owners."""
        if not self.employed(person, year):
            return frozenset()
        sector = self.sector(person)
        if sector == OFFICE:
            return frozenset({"employed", "officials"})
        firm = self.firm_of(person)
        if sector == OWN_ACCOUNT or firm is None or self.owners[firm] == person.lot.index:
            return frozenset({"employed", "owners"})
        return frozenset({"employed", "employees"})


def _age(person: Person, year: int) -> int:
    return (span_year(year)[0] - person.birth) * 4 // 1461
