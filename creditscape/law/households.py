"""Who lives with whom: people already drawn are brought together into households (model, 7.2)."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from ..words import luck
from .person import Person
from .philox import Words
from .prepared import Prepared, full_years, pick_value

GROWN: Final = 20  # years from which somebody may head a household, or be a partner
CHILD: Final = 18  # below, nobody lives without somebody at least `YOUNGEST_PARENT` years older
YOUNGEST_PARENT: Final = 16
OLD: Final = 60  # from here on people live with grown children, below `YOUNG` with parents, between with people of their age
YOUNG: Final = 36
PARTNERS: Final = 10  # most years between the age looked for and that of the partner found
STIR: Final = 5  # most years between a head and the age looked for
OLDEST: Final = 127

Draw = Callable[[int, int, int, int], Words]  # entity, index, slot, purpose


class Shelves:
    """Things laid out by age in years, each age in order; the nearest to an age is taken."""

    def __init__(self) -> None:
        self.of: list[list[int]] = [[] for _ in range(OLDEST + 1)]

    def nearest(self, age: int, least: int, reach: int) -> int | None:
        """The age nearest to `age`, the higher first, not below `least` and at most `reach` away, at which something lies."""
        for step in range(reach + 1):
            for near in (age + step, age - step):
                if least <= near <= OLDEST and near >= 0 and self.of[near]:
                    return near
        return None


class Households:
    """The households of a community: `members` in order of precedence, the head first; `of`: slot -> household."""

    def __init__(self, prepared: Prepared, draw: Draw, people: Sequence[Person], t0: int) -> None:
        self.rules: dict[str, Any] = prepared.society["households"]
        self.prepared, self.draw, self.people, self.t0 = prepared, draw, people, t0
        self.bonds = [draw(luck.PERSON, i, 0, luck.BOND) for i in range(len(people))]
        self.ages = [(t0 - person.birth) * 4 // 1461 for person in people]
        self.members: list[list[int]] = []
        self.room: list[int] = []
        self.couples: dict[int, tuple[int, int]] = {}
        self.of: dict[int, int] = {}
        self._found()
        self._pair()
        self._fill()
        self.mothers = Shelves()
        for household, members in enumerate(self.members):
            for i in members[:2]:
                if people[i].sex and self.ages[i] >= GROWN:
                    self.mothers.of[min(self.ages[i], OLDEST)].append(household)
                    break

    def _found(self) -> None:
        """Sizes until everybody has a place, and a head for each."""
        everybody, sizes = len(self.people), []
        while sum(sizes) < everybody:
            word = self.draw(luck.HOUSEHOLD, len(sizes), 0, luck.SIZE)[0]
            sizes.append(min(pick_value(self.prepared.household_sizes, word, 1), everybody - sum(sizes)))
        grown = [i for i in range(everybody) if self.ages[i] >= GROWN]
        heads = sorted(grown, key=lambda i: (self.bonds[i][0], i))[: len(sizes)]
        del sizes[len(heads) :]
        sizes[-1] += everybody - sum(sizes)
        for household, head in enumerate(heads):
            self.members.append([head])
            self.room.append(sizes[household] - 1)
            self.of[head] = household

    def _pair(self) -> None:
        """A partner of the other sex and about the same age for the heads of couples."""
        free = (Shelves(), Shelves())
        for i in range(len(self.people)):
            if i not in self.of and self.ages[i] >= GROWN:
                free[self.people[i].sex].of[min(self.ages[i], OLDEST)].append(i)
        for household, room in enumerate(self.room):
            word = self.draw(luck.HOUSEHOLD, household, 0, luck.SIZE)[1]
            if not room or word >= self.prepared.couples:
                continue
            head = self.members[household][0]
            wanted = free[1 - self.people[head].sex]
            stir = (self.bonds[head][1] * (2 * STIR + 1) >> 32) - STIR
            age = wanted.nearest(min(self.ages[head] + stir, OLDEST), GROWN, PARTNERS)
            if age is not None:
                partner = wanted.of[age].pop(0)
                self._enter(partner, household)
                self.couples[household] = (head, partner)

    def _enter(self, i: int, household: int) -> None:
        self.members[household].append(i)
        self.room[household] -= 1
        self.of[i] = household

    def _fill(self) -> None:
        """Everybody else finds a place: children first, each group from the oldest to the youngest."""
        places = Shelves()
        for household, members in enumerate(self.members):
            if self.room[household]:
                places.of[min(*(self.ages[i] for i in members), OLDEST)].append(household)
        left = [i for i in range(len(self.people)) if i not in self.of]
        for i in sorted(left, key=lambda i: (self.ages[i] >= CHILD, -self.ages[i], i)):
            age, gap = self.ages[i], self._gap(self.bonds[i][3])
            if age < CHILD:
                found = places.nearest(age + gap, age + YOUNGEST_PARENT, OLDEST)
                if found is None:
                    found = places.nearest(OLDEST, 0, OLDEST)
            else:
                target = max(0, age - gap) if age >= OLD else age + gap if age < YOUNG else age
                found = places.nearest(target, 0, OLDEST)
            if found is None:
                raise ArithmeticError(f"slot {i} finds no household")
            household = places.of[found].pop(0)
            self._enter(i, household)
            if self.room[household]:  # to the end: the next child of this household is a younger one
                places.of[found].append(household)

    def partner_of(self, i: int) -> int | None:
        """The other one of the couple that heads a household."""
        couple = self.couples.get(self.of.get(i, -1), ())
        return couple[1 - couple.index(i)] if i in couple else None

    def _gap(self, word: int) -> int:
        return pick_value(self.prepared.generations, word, 0)

    def place_newborn(self, birth: int, bond: Words) -> int:
        """The household into which somebody is born after the first tallied day: that of a mother of the age wanted."""
        target = self._gap(bond[3]) - (birth - self.t0) * 4 // 1461
        age = self.mothers.nearest(max(0, target), 0, OLDEST)
        if age is None:
            return 0
        there = self.mothers.of[age]
        return there[bond[0] * len(there) >> 32]


def grown_on(person: Person, day: int) -> bool:
    """Whether somebody lives and has come of age on a day."""
    return person.lives(day) and day - person.birth >= full_years(CHILD)
