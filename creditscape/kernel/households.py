"""Who lives with whom: people already drawn are brought together into households (model.md, 7.2)."""

from ..words.luck import BOND, HOUSEHOLD, PERSON, SIZE
from .chance import ask, choose
from .columns import (
    BOND_COUPLES,
    BOND_GENERATIONS,
    BOND_SIZES,
    HOUSE_HEAD,
    HOUSE_LAST,
    HOUSE_MEMBERS,
    HOUSE_PARTNER,
    HOUSE_ROOM,
    NEVER,
    P_BIRTH,
    P_DEATH,
    P_GROUP,
    P_HOUSE,
    P_INCOME,
    P_NEXT,
    P_SEX,
    SHELF_FIRST,
    TOWN_HOUSES,
)
from .compiled import compiled
from .sorting import fetch, lay, nearest, sort

# shelves: men and women without a household, households with room, mothers


@compiled
def _age(p, s, i):
    """Age in years on the first tallied day; negative for who is born later."""
    return (p.t0 - s.crowd[i, P_BIRTH]) * 4 // 1461


@compiled
def _bond(p, origin, i):
    return ask(p.key, origin, PERSON, i, 0, 0, 0, BOND)


@compiled
def _enter(s, i, house):
    """Somebody joins a household, behind those who are there."""
    row = s.house[house]
    s.crowd[i, P_HOUSE], s.crowd[i, P_NEXT] = house, -1
    if row[HOUSE_MEMBERS]:
        s.crowd[row[HOUSE_LAST], P_NEXT] = i
    else:
        row[HOUSE_HEAD] = i
    row[HOUSE_LAST] = i
    row[HOUSE_MEMBERS] += 1
    row[HOUSE_ROOM] -= 1


@compiled
def _found(t, p, s, origin):
    """Sizes until everybody has a place, and a head for each. Returns the number of households."""
    houses, placed = 0, 0
    while placed < p.size:
        word = ask(p.key, origin, HOUSEHOLD, houses, 0, 0, 0, SIZE)[0]
        size = min(choose(t, t.bond[BOND_SIZES], word), p.size - placed)
        s.house[houses, HOUSE_ROOM], s.house[houses, HOUSE_MEMBERS] = size, 0
        s.house[houses, HOUSE_PARTNER] = -1
        placed += size
        houses += 1
    grown = 0
    for i in range(p.size):
        s.crowd[i, P_HOUSE] = -1
        if _age(p, s, i) >= 20:
            s.keys[grown] = _bond(p, origin, i)[0] << 14 | i
            grown += 1
    sort(s.keys, s.spare, grown)
    while houses > grown:
        houses -= 1
        s.house[houses - 1, HOUSE_ROOM] += s.house[houses, HOUSE_ROOM]
    for house in range(houses):
        _enter(s, int(s.keys[house] & 16383), house)
    return houses


@compiled
def _pair(t, p, s, origin, houses):
    """A partner of the other sex and about the same age for the heads of couples."""
    for i in range(p.size):
        age = _age(p, s, i)
        if s.crowd[i, P_HOUSE] < 0 and age >= 20:
            lay(s, s.crowd[i, P_SEX], min(age, 127), i)
    for house in range(houses):
        word = ask(p.key, origin, HOUSEHOLD, house, 0, 0, 0, SIZE)[1]
        if s.house[house, HOUSE_ROOM] == 0 or word >= t.bond[BOND_COUPLES]:
            continue
        head = int(s.house[house, HOUSE_HEAD])
        stir = ((_bond(p, origin, head)[1] * 11) >> 32) - 5
        wanted = 1 - s.crowd[head, P_SEX]
        age = nearest(s, wanted, min(_age(p, s, head) + stir, 127), 20, 10)
        if age >= 0:
            s.house[house, HOUSE_PARTNER] = fetch(s, wanted, age)
            _enter(s, int(s.house[house, HOUSE_PARTNER]), house)


@compiled
def _fill(t, p, s, origin, houses):
    """Everybody else finds a place: children first, each group from the oldest to the youngest."""
    for house in range(houses):
        if s.house[house, HOUSE_ROOM]:
            head = int(s.house[house, HOUSE_HEAD])
            age = min(_age(p, s, head), 127)
            if s.house[house, HOUSE_MEMBERS] == 2:
                age = min(age, _age(p, s, int(s.crowd[head, P_NEXT])))
            lay(s, 2, age, house)
    left = 0
    for i in range(p.size):
        if s.crowd[i, P_HOUSE] < 0:
            age = _age(p, s, i)
            s.keys[left] = ((1 if age >= 18 else 0) << 10 | (512 - age)) << 14 | i
            left += 1
    sort(s.keys, s.spare, left)
    for x in range(left):
        i = int(s.keys[x] & 16383)
        age = _age(p, s, i)
        gap = choose(t, t.bond[BOND_GENERATIONS], _bond(p, origin, i)[3])
        if age < 18:
            found = nearest(s, 2, age + gap, age + 16, 127)
            if found < 0:
                found = nearest(s, 2, 127, 0, 127)
        elif age >= 60:
            found = nearest(s, 2, max(0, age - gap), 0, 127)
        else:
            found = nearest(s, 2, age + gap if age < 36 else age, 0, 127)
        house = fetch(s, 2, found)
        _enter(s, i, house)
        if s.house[house, HOUSE_ROOM]:  # to the end: the next child of this household is a younger one
            lay(s, 2, found, house)


@compiled
def _place_newborn(t, p, s, origin):
    """Those born in the run enter the household of a mother of the age wanted."""
    for i in range(p.size, p.slots):
        s.crowd[i, P_HOUSE], s.crowd[i, P_NEXT] = -1, -1
        if s.crowd[i, P_DEATH] == -NEVER:
            continue
        bond = _bond(p, origin, i)
        years = (s.crowd[i, P_BIRTH] - p.t0) * 4 // 1461
        age = nearest(s, 3, max(0, choose(t, t.bond[BOND_GENERATIONS], bond[3]) - years), 0, 127)
        house = 0
        if age >= 0:
            there, x = 0, int(s.shelf[3, age, SHELF_FIRST])
            while x >= 0:
                there += 1
                x = int(s.laid[3, x])
            house = int(s.shelf[3, age, SHELF_FIRST])
            for _ in range((bond[0] * there) >> 32):
                house = int(s.laid[3, house])
        _enter(s, i, house)


@compiled
def _lay_mothers(p, s, houses):
    """Households by the age of the woman among its first two members."""
    for house in range(houses):
        i = int(s.house[house, HOUSE_HEAD])
        for _ in range(2):
            if i >= 0 and s.crowd[i, P_SEX] and _age(p, s, i) >= 20:
                lay(s, 3, min(_age(p, s, i), 127), house)
                break
            i = int(s.crowd[i, P_NEXT]) if i >= 0 else -1


@compiled
def settle_households(t, p, s, origin):
    """Households of a community; income fifth and group of everybody become those of the head."""
    s.shelf[:] = -1
    houses = _found(t, p, s, origin)
    s.town[TOWN_HOUSES] = houses
    _pair(t, p, s, origin, houses)
    _fill(t, p, s, origin, houses)
    _lay_mothers(p, s, houses)
    _place_newborn(t, p, s, origin)
    for house in range(houses):
        head = int(s.house[house, HOUSE_HEAD])
        i = head
        while i >= 0:
            s.crowd[i, P_INCOME], s.crowd[i, P_GROUP] = s.crowd[head, P_INCOME], s.crowd[head, P_GROUP]
            i = int(s.crowd[i, P_NEXT])
