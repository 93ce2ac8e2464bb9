"""Who lives in a slot of the roster: body and fate, drawn once and the same in every world (model, 7.2)."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ..words import luck, threshold
from .philox import Words, draw_words
from .prepared import Cell, Prepared, choose, full_years


@dataclass(frozen=True)
class Lot:
    """One slot's share of chance: every word asked for a person has an address in it."""

    seed: int
    community: int
    index: int
    entity: int = luck.PERSON

    def draw(
        self,
        purpose: int,
        year: int = 0,
        stream: int = 0,
        slot: int = 0,
        *,
        second: int = 0,
        step: int = 0,
        copy: int = 0,
    ) -> Words:
        """The four words of a question. year: calendar year, 0 where none is meant."""
        counter = luck.pack(
            self.community,
            self.entity,
            index=self.index,
            second=second,
            year=year and year - luck.FIRST_YEAR,
            stream=stream,
            slot=slot,
            purpose=purpose,
            step=step,
            copy=copy,
        )
        return draw_words(counter, self.seed)


@dataclass(frozen=True)
class Person:
    """A slot's person. alive: false for an empty slot; days are ordinals, `death` the first day not lived."""

    lot: Lot
    alive: bool
    birth: int
    death: int
    sex: int
    income: int
    group: int
    place: int
    aware: bool

    def lives(self, day: int) -> bool:
        """Whether the person lives on a day."""
        return self.alive and self.birth <= day < self.death


def span_year(year: int) -> tuple[int, int]:
    """The first day of a calendar year and its length."""
    first = date(year, 1, 1).toordinal()
    return first, date(year + 1, 1, 1).toordinal() - first


def draw_person(prepared: Prepared, lot: Lot, t0: int) -> Person:
    """The person of a slot, given the first tallied day."""
    society = prepared.society
    body, fate = lot.draw(luck.BODY), lot.draw(luck.FATE)
    sex = int(body[1] < threshold(Fraction(society["women"])))
    if lot.index < society["size"]:
        low, high, _ = society["ages"][sex][choose(prepared.ages[sex], body[0])]
        age = low + (fate[3] * (high - low) >> 32)
        alive, birth, death = True, t0 - age, t0 + _live_on(prepared, age * 4 // 1461, fate)
    else:
        birth = _draw_birth(society, lot, t0)
        alive, death = birth > t0, birth + _live_on(prepared, 0, fate)
    place = draw_words(luck.pack(lot.community, purpose=luck.PLACE), lot.seed)[0]
    return Person(
        lot,
        alive,
        birth,
        death,
        sex=sex,
        income=body[2] * 5 >> 32,
        group=int(body[3] < threshold(Fraction(society["minority"]))),
        place=int(place < threshold(Fraction(society["urban"]))),
        aware=fate[2] < threshold(Fraction(society["aware"])),
    )


def _live_on(prepared: Prepared, age: int, fate: Words) -> int:
    """Days from now to the day of death, for somebody who reached `age` full years."""
    rank = fate[0] * prepared.surviving(age) >> 32
    years = 0
    while rank < prepared.surviving(age + years + 1):
        years += 1
    first, following = full_years(years), full_years(years + 1)
    return first + (fate[1] * (following - first) >> 32) + 1


def count_births(society: dict) -> int:
    """Birth slots a calendar year, rounded half up."""
    return int((Fraction(society["births"]) * society["size"] + Fraction(1, 2)).__floor__())


def _draw_birth(society: dict, lot: Lot, t0: int) -> int:
    births = count_births(society)
    if not births:
        raise ValueError(f"slot {lot.index} lies outside a roster of {society['size']} without births")
    year = date.fromordinal(t0).year + (lot.index - society["size"]) // births
    first, length = span_year(year)
    return first + (lot.draw(luck.BIRTH, year=year)[0] * length >> 32)


def place_cell(prepared: Prepared, person: Person, year: int) -> Cell:
    """The stratum of a person in a calendar year: the age on its 1 January, the youngest if not yet born."""
    age = span_year(year)[0] - person.birth
    return prepared.place_stratum(age), person.sex, person.income, person.group, person.place
