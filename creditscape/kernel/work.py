"""Who works, for whom, and in which state a calendar year finds them (model.md, 7.2)."""

from ..words.luck import FIRM, PERSON, SIZE, WORK
from .chance import ask, choose
from .columns import (
    BOND_FIRM_SIZES,
    EMPLOYED,
    EMPLOYEE,
    FIRM_FIRST,
    FIRM_OWNER,
    FIRM_SIZE,
    NEVER,
    OFFICIAL,
    OWNER,
    P_BIRTH,
    P_DEATH,
    P_FIRM,
    P_JOB,
    P_SECTOR,
    P_SEX,
    TOWN_FIRMS,
)
from .compiled import compiled
from .sorting import sort


@compiled
def is_employed(t, row, jan):
    """Whether somebody is in work in the year that begins on a day, if no job is lost."""
    if row[P_DEATH] == -NEVER:
        return False
    age = (jan - row[P_BIRTH]) * 4 // 1461
    return age >= 0 and row[P_JOB] + 2147483648 < t.employed[row[P_SEX], min(age, 110)]


@compiled
def _found_firms(t, p, s, origin, jan, workers):
    """Firms until everybody who works in one on the first roster belongs to one. s.keys: workers in order."""
    firms, begun = 0, 0
    while begun < workers:
        size = choose(t, t.bond[BOND_FIRM_SIZES], ask(p.key, origin, FIRM, firms, 0, 0, 0, SIZE)[0])
        end = min(begun + size, workers)
        row, owner = s.firm[firms], -1
        row[FIRM_FIRST], row[FIRM_SIZE] = begun, end - begun
        for x in range(begun, end):
            i = int(s.keys[x] & 16383)
            s.crew[x] = i
            s.crowd[i, P_FIRM] = firms
            if owner < 0 and (jan - s.crowd[i, P_BIRTH]) * 4 // 1461 >= 25:
                owner = i
        row[FIRM_OWNER] = owner if owner >= 0 else s.crew[begun]
        begun, firms = end, firms + 1
    s.town[TOWN_FIRMS] = firms


@compiled
def settle_work(t, p, s, origin, place, jan):
    """Jobs and firms of a community. jan: 1 January of the year of the first tallied day."""
    workers = 0
    for i in range(p.slots):
        row = s.crowd[i]
        words = ask(p.key, origin, PERSON, i, 0, 0, 0, WORK)
        row[P_JOB], row[P_SECTOR], row[P_FIRM] = words[0] - 2147483648, 0, -1
        while words[1] >= t.sectors[place, row[P_SECTOR]]:
            row[P_SECTOR] += 1
        if i < p.size and row[P_SECTOR] == 0 and is_employed(t, row, jan):
            s.keys[workers] = words[2] << 14 | i
            workers += 1
    sort(s.keys, s.spare, workers)
    _found_firms(t, p, s, origin, jan, workers)
    for i in range(p.slots):  # who comes later joins a member of the first roster
        if workers and s.crowd[i, P_SECTOR] == 0 and s.crowd[i, P_FIRM] < 0:
            word = ask(p.key, origin, PERSON, i, 0, 0, 0, WORK)[2]
            s.crowd[i, P_FIRM] = s.crowd[s.crew[(word * workers) >> 32], P_FIRM]


@compiled
def state_of(t, s, slot, jan):
    """What somebody is in the year that begins on a day, as bits."""
    row = s.crowd[slot]
    if not is_employed(t, row, jan):
        return 0
    if row[P_SECTOR] == 1:
        return EMPLOYED | OFFICIAL
    if row[P_SECTOR] == 2 or row[P_FIRM] < 0 or s.firm[row[P_FIRM], FIRM_OWNER] == slot:
        return EMPLOYED | OWNER
    return EMPLOYED | EMPLOYEE
