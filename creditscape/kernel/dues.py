"""What falls due and what befalls many at once: candidates on dates drawn once, free of any world (model.md, 7.3)."""

from numba import int64

from ..words.luck import CANDIDATE, COMMUNITY, COUNT, FIRM, HOLD, PERSON, SHOCK
from .chance import ask, ask_person, column_of, high_half, low_half, shake, slot_of
from .columns import (
    BY_COMMUNITY,
    BY_FIRM,
    C_COVER,
    C_KEY,
    C_MARK,
    C_WHO,
    DUE_BITS,
    DUE_EVERY,
    DUE_FIRMS,
    DUE_KEY,
    E_ONLY,
    EMPLOYEE,
    EMPLOYEES,
    FIRM_OWNER,
    FIRM_STRUCK,
    FULL_CANDIDATES,
    LANE_HIGH,
    LANE_LOW,
    LANES,
    P_BIRTH,
    P_DEATH,
    P_FIRM,
    P_STATE,
    P_STRATUM,
    SHOCK_DAY,
    SHOCK_KEY,
    SHOCK_KIND,
    SHOCK_OF,
    SHOCK_OVER,
    TOWN_FIRMS,
    X_FULL,
)
from .compiled import compiled


@compiled
def note(s, top, i, kind, key, mark, cover, within):
    """One candidate of the year, behind those that stand there. Returns where they end. mark, cover: words of chance."""
    if top >= len(s.candidate):
        s.top[X_FULL] |= FULL_CANDIDATES
        return top
    row = s.candidate[top]
    row[C_WHO], row[C_KEY] = kind << 14 | i, key
    row[C_MARK], row[C_COVER] = mark - 2147483648, cover - 2147483648
    s.day[top] = within
    s.on_day[within + 1] += 1
    return top + 1


@compiled
def _note_if_there(t, p, s, y, top, i, kind, key, mark, cover, d):
    """The candidate, if the person lives on that day and is whom it is about."""
    only = t.kind[kind, E_ONLY]
    if only and not only & s.person[i, P_STATE]:
        return top
    if d < p.start or d >= p.stop or d < s.person[i, P_BIRTH] or d >= s.person[i, P_DEATH]:
        return top
    return note(s, top, i, kind, key, mark, cover, d - t.new_year[y])


@compiled
def _kind_due(t, x, word):
    return t.due_kind[x, column_of(t.due_limit[x], t.due_alias[x], t.due[x, DUE_BITS], word)]


@compiled
def _first_due(word_day, word_month, every):
    """Day of the month, less one, and first month of what falls due every so many months."""
    return (word_day * 28) >> 32, (word_month * every) >> 32


@compiled
def draw_dues(t, p, s, origin, y, x, people, top):
    """Due dates of one obligation that are missed unless something stands against it. people: in s.order."""
    if t.due[x, DUE_FIRMS]:
        return _pass_on(t, p, s, origin, y, x, people, top)
    year, every, key = p.first_year + y, t.due[x, DUE_EVERY], t.due[x, DUE_KEY]
    stream, slot = key >> 14, key & 16383
    for first in range(0, people, LANES):
        count, held = min(LANES, people - first), 0
        for n in range(count):
            s.lanes[LANE_HIGH, n] = int64(high_half(origin, PERSON, s.order[first + n], 0))
            s.lanes[LANE_LOW, n] = int64(low_half(0, stream, slot, HOLD))
        shake(s.lanes, count, p.key)
        for n in range(count):
            i = int(s.order[first + n])
            if s.lanes[0, n] < t.due_held[x, s.person[i, P_STRATUM]]:
                day, month = _first_due(s.lanes[1, n], s.lanes[2, n], every)
                s.tied[held] = (month << 5 | day) << 14 | i
                held += 1
        for turn in range(12 // every):
            for n in range(held):
                month = (s.tied[n] >> 19) + turn * every
                s.lanes[LANE_HIGH, n] = int64(high_half(origin, PERSON, s.tied[n] & 16383, year))
                s.lanes[LANE_LOW, n] = int64(low_half(year, stream, slot + month, CANDIDATE))
            shake(s.lanes, held, p.key)
            for n in range(held):
                i, month = int(s.tied[n] & 16383), (s.tied[n] >> 19) + turn * every
                if s.lanes[0, n] < t.due_missed[x, s.person[i, P_STRATUM]]:
                    d = t.month_first[12 * y + month] + ((s.tied[n] >> 14) & 31)
                    kind = _kind_due(t, x, s.lanes[1, n])
                    top = _note_if_there(
                        t, p, s, y, top, i, kind, key + month, s.lanes[2, n], s.lanes[3, n], d
                    )
    return top


@compiled
def _miss(t, p, s, base, y, x):
    """Months of the year in which each firm misses what it owes, as bits."""
    year, every, key = p.first_year + y, t.due[x, DUE_EVERY], t.due[x, DUE_KEY]
    stream, slot = key >> 14, key & 16383
    for firm in range(s.town[TOWN_FIRMS]):
        words = ask(p.key, base, FIRM, firm, 0, stream, slot, HOLD)
        day, month = _first_due(words[1], words[2], every)
        missed = day
        while month < 12:
            if ask(p.key, base, FIRM, firm, year, stream, slot + month, CANDIDATE)[0] < t.due_missed[x, 0]:
                missed |= 32 << month
            month += every
        s.late[firm, x] = missed


@compiled
def _pass_on(t, p, s, origin, y, x, people, top):
    """What firms owe and miss befalls each of their employees."""
    year, key, base = p.first_year + y, t.due[x, DUE_KEY], origin & ~16383
    _miss(t, p, s, base, y, x)
    for n in range(people):
        i = int(s.order[n])
        if not s.person[i, P_STATE] & EMPLOYEE:
            continue
        firm = int(s.person[i, P_FIRM])
        missed = s.late[firm, x] >> 5
        month = 0
        while missed >> month:
            if (missed >> month) & 1:
                stream, slot = key >> 14, (key & 16383) + month
                what = ask(p.key, base, FIRM, firm, year, stream, slot, CANDIDATE)[1]
                words = ask_person(p.key, origin, i, year, stream, slot, CANDIDATE)
                d = t.month_first[12 * y + month] + (s.late[firm, x] & 31)
                kind = _kind_due(t, x, what)
                top = _note_if_there(t, p, s, y, top, i, kind, key + month, words[2], words[3], d)
            month += 1
    return top


@compiled
def draw_conduct(t, p, s, origin, y, x, top):
    """What firms do in a year, in one life domain: candidates at the firm's addresses, told with the life of its representative."""
    year, stream, base, first = p.first_year + y, int(t.conduct[x, 0]), origin & ~16383, slot_of(origin, 0)
    length = t.new_year[y + 1] - t.new_year[y]
    for firm in range(s.town[TOWN_FIRMS]):
        i = int(s.firm[firm, FIRM_OWNER]) - first
        if i < 0 or i >= len(s.person):
            continue
        word = ask(p.key, base, FIRM, firm, year, stream - stream % 4, 0, COUNT)[stream % 4]
        count = 0
        while word >= t.conduct_count[x, count]:
            count += 1
        for j in range(count):
            words = ask(p.key, base, FIRM, firm, year, stream, j, CANDIDATE)
            column = column_of(t.conduct_limit[x], t.conduct_alias[x], t.conduct[x, 1], words[1])
            d = t.new_year[y] + ((words[0] * length) >> 32)
            kind, key = t.conduct_kind[x, column], stream << 14 | j
            top = _note_if_there(t, p, s, y, top, i, kind, key, words[2], words[3], d)
    return top


@compiled
def _strike_firms(t, p, s, base, year, stream, slot, x):
    """Which firms a shock strikes, and on which day of it."""
    for firm in range(s.town[TOWN_FIRMS]):
        words = ask(p.key, base, FIRM, firm, year, stream, slot, SHOCK)
        after = 1 + ((words[1] * t.shock[x, SHOCK_OVER]) >> 32)
        s.firm[firm, FIRM_STRUCK] = after if words[0] < t.shock_share[x] else 0


@compiled
def strike(t, p, s, origin, y, x, people, top):
    """A shock: firms and so their employees, people one by one, or whole communities; a struck one's mark is 0."""
    year, key, base = p.first_year + y, t.shock[x, SHOCK_KEY], origin & ~16383
    stream, slot, of = key >> 14, key & 16383, t.shock[x, SHOCK_OF]
    if of == BY_FIRM:
        _strike_firms(t, p, s, base, year, stream, slot, x)
    everybody = (
        of == BY_COMMUNITY and ask(p.key, base, COMMUNITY, 0, year, stream, slot, SHOCK)[0] < t.shock_share[x]
    )
    for n in range(people):
        i = int(s.order[n])
        if of in (EMPLOYEES, BY_FIRM) and not s.person[i, P_STATE] & EMPLOYEE:
            continue
        struck = 0  # day of the shock, counted from 1
        if of == BY_FIRM:
            struck = int(s.firm[s.person[i, P_FIRM], FIRM_STRUCK])
        else:
            words = ask_person(p.key, origin, i, year, stream, slot, SHOCK)
            if everybody or (of != BY_COMMUNITY and words[0] < t.shock_share[x]):
                struck = 1 + ((words[1] * t.shock[x, SHOCK_OVER]) >> 32)
        if struck:
            cover = ask_person(p.key, origin, i, year, stream, slot, CANDIDATE)[3]
            kind, d = t.shock[x, SHOCK_KIND], t.shock[x, SHOCK_DAY] + struck - 1
            top = _note_if_there(t, p, s, y, top, i, kind, key, 0, cover, d)
    return top
