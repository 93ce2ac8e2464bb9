"""Who knows whom: close friends one by one, and circles in which everybody knows everybody (model, 7.2)."""

from collections.abc import Sequence
from typing import Any

from ..words import luck, threshold
from .households import Draw
from .person import Person
from .philox import Words
from .prepared import Prepared, full_years, pick_value

Place = tuple[int, int, int]  # fifth looked for, birth day after stirring, slot


def _stand(mixing: dict[str, Any], person: Person, i: int, words: Words) -> Place:
    """Where somebody stands among those who look for ties: fifth by fifth, by age, with some stirring."""
    fifth = person.income if words[0] < threshold(mixing["same_income"]) else words[1] * 5 >> 32
    days = full_years(mixing["age_stir"])
    return fifth, person.birth + (words[2] * (2 * days + 1) >> 32) - days, i


def befriend(prepared: Prepared, draw: Draw, people: Sequence[Person]) -> list[list[int]]:
    """The close friends of everybody on the first roster, each list in order of slots."""
    mixing = prepared.society["friends"]
    places: list[Place] = []
    for i, person in enumerate(people):
        number = pick_value(prepared.numbers_of_friends, draw(luck.PERSON, i, 0, luck.FRIEND)[0], 0)
        for k in range(number):
            places.append(_stand(mixing, person, i, draw(luck.PERSON, i, k, luck.STUB)))
    places.sort()
    friends: list[set[int]] = [set() for _ in people]
    for (*_, a), (*_, b) in zip(places[::2], places[1::2], strict=False):
        if a != b:
            friends[a].add(b)
            friends[b].add(a)
    return [sorted(each) for each in friends]


def form_circles(prepared: Prepared, draw: Draw, people: Sequence[Person]) -> list[list[int]]:
    """The circles of the first roster: members in the order in which they stand."""
    mixing = prepared.society["circles"]
    circles: list[list[int]] = []
    for turn in range(mixing["rounds"]):
        places: list[Place] = []
        for i, person in enumerate(people):
            words = draw(luck.PERSON, i, turn, luck.JOIN)
            if words[3] < prepared.joins[person.income]:
                places.append(_stand(mixing, person, i, words))
        places.sort()
        begun, number = 0, 0
        while begun < len(places):
            size = pick_value(prepared.circle_sizes, draw(luck.CIRCLE, number, turn, luck.SIZE)[0], 1)
            circles.append([i for *_, i in places[begun : begun + size]])
            begun, number = begun + size, number + 1
    return circles
