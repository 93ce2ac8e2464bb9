"""One community from its first morning to its last, in all worlds: the order of a day is the order of these functions.

People who cannot reach each other need not be lived side by side: a community is lived in batches that a core's cache can hold.
"""

from ..words.luck import CONSENT, PERSON
from .agenda import look_at, send
from .chance import ask, origin_of, slot_of
from .closing import close_person
from .columns import (
    ALWAYS,
    ANNULMENT,
    ARRIVAL,
    AWARE,
    BOND_CIRCLES,
    BOND_FIRM_SIZES,
    BOND_NUMBERS,
    BOND_SIZES,
    ENTER,
    EXIT,
    F_ENTRY,
    F_LOG,
    F_NEXT,
    F_SPELLS,
    F_STANDING,
    FIRM_OWNER,
    FIRMS,
    J_FLAGS,
    LEAK_DAY,
    LIVED,
    MINORITY,
    NEVER,
    OFFICE_CREDIT,
    OFFICIALS,
    P_AGE,
    P_AWARE,
    P_BIRTH,
    P_DEATH,
    P_FIRM,
    P_GROUP,
    P_SECTOR,
    Q_BLOCK,
    Q_LOOK_FREE,
    Q_MAIL_FREE,
    W_AGE_OF,
    W_SCHEME,
    W_SHARED,
    X_FIRST,
    X_FULL,
    X_TRACE,
    Z_MIN_AGE,
    Z_PART,
    Z_SCORES,
    Z_WHO,
)
from .compiled import compiled, entered
from .counts import H_EVENTS, HEADLINES
from .faults import expose
from .friends import befriend, form_circles
from .households import settle_households
from .life import draw_roster, draw_year, happen, join_batch, live, place_of
from .mornings import morning
from .references import refer
from .standing import count_standing, open_tallies, settle
from .tables import Plan, State, Tables, Tallies
from .work import is_employed, settle_work


@compiled
def _empty(t, s):
    """Clear one thread's room for the next community."""
    s.condition[:] = -1
    s.now[:] = -NEVER
    s.gist[:] = 0
    s.happened[:] = 0
    s.looks[:] = -1
    s.office[:] = -1
    s.office[:, OFFICE_CREDIT] = 0
    s.mails[:] = -1
    s.pool[:] = 0
    s.pool[Q_LOOK_FREE] = -1
    s.pool[Q_MAIL_FREE] = -1
    s.pool[Q_BLOCK:] = -1
    trace = s.top[X_TRACE]
    s.top[:] = 0
    s.stamp[:] = 0
    s.memory[:] = 0
    s.top[X_TRACE] = trace
    s.file[:] = 0
    s.file[:, :, F_NEXT] = -1
    s.file[:, :, F_LOG] = -1
    s.file[:, :, F_SPELLS] = -1
    for w in range(len(t.world)):
        if t.world[w, W_SCHEME] >= 0:
            s.file[:, w, F_STANDING + t.scheme[t.world[w, W_SCHEME], Z_SCORES] :] = -1
    s.file[:, :, s.file.shape[2] - t.score.shape[2] :] = 0


@compiled
def _takes_part(t, p, s, origin, i, z, entry):
    """True if a scheme has a file on somebody from the day of entry on."""
    slot, who = slot_of(origin, i), t.scheme[z, Z_WHO]
    row = s.crowd[slot]
    if who == FIRMS:
        firm = row[P_FIRM] if t.bond[BOND_FIRM_SIZES] >= 0 else -1
        if firm < 0 or s.firm[firm, FIRM_OWNER] != slot:
            return False
    if who == OFFICIALS:
        jan = t.new_year[t.year_of[min(entry, p.stop - 1)]]
        if t.bond[BOND_FIRM_SIZES] < 0 or row[P_SECTOR] != 1 or not is_employed(t, row, jan):
            return False
    consent = t.scheme[z, Z_PART]
    return consent == ALWAYS or ask(p.key, origin, PERSON, i, 0, 0, 0, CONSENT)[0] - 2147483648 < consent


@compiled
def _expect_people(t, p, s, origin):
    """When everybody becomes a subject and dies, in every world; the age of the reporting cell."""
    for i in range(len(s.person)):
        row = s.person[i]
        for w in range(len(t.world)):
            lived = w < p.worlds if p.careful else t.world[w, W_SHARED] < 0
            entry = max(row[P_BIRTH] + t.scheme[t.world[w, W_AGE_OF], Z_MIN_AGE], p.start)
            if row[P_DEATH] == -NEVER or not _takes_part(t, p, s, origin, i, t.world[w, W_AGE_OF], entry):
                entry = NEVER
            s.file[i, w, F_ENTRY] = entry
            if entry < row[P_DEATH] and lived:
                look_at(s, w, i, ENTER, int(entry), p.stop)
                look_at(s, w, i, EXIT, int(row[P_DEATH]), p.stop)
            flags = LIVED if lived else 0
            if row[P_AWARE] and t.world[w, W_SCHEME] >= 0 and t.scheme[t.world[w, W_SCHEME], Z_WHO] != FIRMS:
                flags |= AWARE
            if row[P_GROUP]:
                flags |= MINORITY
            s.gist[i, w, J_FLAGS] = flags
        age, k = max(s.file[i, 0, F_ENTRY], p.t0) - row[P_BIRTH], 0
        while k < len(t.strata) and age >= t.strata[k]:
            k += 1
        row[P_AGE] = k


@compiled
def _script(t, p, s, o, d):
    """The deeds of a worked case on this day, in the one world, for the one person."""
    for k in range(len(s.deed)):
        if s.deed[k, 0] == d and s.deed[k, 1] >= 0:
            if s.deed[k, 4]:
                send(s, 0, 0, d + 1, p.stop, d, k, s.deed[k, 1], 0, s.deed[k, 4], ARRIVAL, 0)
            else:
                happen(t, p, s, o, 0, 0, 0, 0, d, s.deed[k, 1], k, 0, -1)


@compiled
def _leak(t, p, s, o, origin, x):
    for w in range(len(t.world)):
        if t.world[w, W_SCHEME] >= 0:
            expose(t, p, s, o, origin, w, x)


@compiled
def _cast_case(t, p, s):
    """One person, of age all the time; annulments are known from the start."""
    s.person[0, P_BIRTH] = -NEVER
    s.person[0, P_DEATH] = NEVER
    s.file[0, 0, F_ENTRY] = p.start
    s.gist[0, 0, J_FLAGS] = LIVED
    look_at(s, 0, 0, ENTER, p.start, p.stop)
    for k in range(len(s.deed)):
        if s.deed[k, 1] < 0:
            annulled = s.deed[k, 2]
            send(s, 0, 0, s.deed[k, 0], p.stop, s.deed[annulled, 0], annulled, 0, 0, 0, ANNULMENT, 0)


@compiled
def _close(t, p, s, o, origin, place):
    """Book every life."""
    for i in range(len(s.person)):
        close_person(t, p, s, o, s.headline, origin, place, i, s.margin, s.sums)
    for w in range(len(t.world)):
        s.headline[w, H_EVENTS] += s.happened[w]


@compiled
def _add_headlines(t, p, s, o):
    """The community's totals, and their squares."""
    for w in range(p.worlds):
        shared = t.world[w, W_SHARED]
        for k in range(HEADLINES):
            total = s.headline[w, k] + (s.headline[shared, k] if shared >= 0 else 0)
            o.headline[w, k, 0] += total
            o.headline[w, k, 1] += total * total


@compiled
def _cast(t, p, s, origin):
    """Who is there, and when each becomes a subject."""
    if p.scripted:
        _cast_case(t, p, s)
    else:
        join_batch(p, s, origin)
        _expect_people(t, p, s, origin)


@compiled
def run_batch(t, p, s, o, origin, place):
    """One batch of a community's people in all worlds. Returns 0, or which rooms were full (the tallies are spoilt then)."""
    _empty(t, s)
    s.top[X_FIRST] = slot_of(origin, 0)
    _cast(t, p, s, origin)
    for y in range(p.years):
        if t.new_year[y + 1] <= p.start or t.new_year[y] >= p.stop:
            continue
        if not p.scripted:
            draw_year(t, p, s, o, origin, place, y)
        for d in range(max(t.new_year[y], p.start), min(t.new_year[y + 1], p.stop)):
            # what worlds share comes first: it may have something for them
            for back in range(len(t.world)):
                morning(t, p, s, o, origin, place, len(t.world) - 1 - back, d)
            if d == p.t0:
                open_tallies(t, p, s, o, place)
            if d >= p.t0 and t.period_start[t.period_of[d]] == d:
                count_standing(t, p, s, o, place, t.period_of[d])
            if p.scripted:
                _script(t, p, s, o, d)
            else:
                live(t, p, s, o, origin, place, d, d - t.new_year[y])
            for x in range(len(t.leak)):
                if t.leak[x, LEAK_DAY] == d:
                    _leak(t, p, s, o, origin, x)
            if s.top[X_FULL]:
                return s.top[X_FULL]
    if not p.scripted:
        count_standing(t, p, s, o, place, p.periods)
        settle(t, p, s, o)
        _close(t, p, s, o, origin, place)
    return s.top[X_FULL]


@compiled
def _gather(t, p, s, origin, place):
    """Everybody of a community, and what binds them; free of any world."""
    draw_roster(t, p, s, origin)
    if t.bond[BOND_SIZES] >= 0:
        settle_households(t, p, s, origin)
    if t.bond[BOND_FIRM_SIZES] >= 0:
        settle_work(t, p, s, origin, place, t.new_year[t.year_of[p.t0]])
    if p.friends & 1 and t.bond[BOND_NUMBERS] >= 0:
        befriend(t, p, s, origin)
    if p.friends & 2 and t.bond[BOND_CIRCLES] >= 0:
        form_circles(t, p, s, origin)


@compiled
def run_community(t, p, s, o, community):
    """One community, batch by batch. Returns 0, or which rooms were full."""
    place = place_of(t, p, community)
    s.headline[:] = 0
    s.town[:] = 0
    if not p.scripted:
        _gather(t, p, s, origin_of(community, 0), place)
    for first in range(0, p.slots, p.batch):
        full = run_batch(t, p, s, o, origin_of(community, first), place)
        if full:
            return full
    _add_headlines(t, p, s, o)
    o.counts[2] += 1
    return 0


@entered
def _run_task(t, p, s, o, first, count):
    for community in range(first, first + count):
        full = run_community(t, p, s, o, community)
        if full:
            return full
    return 0


def run_task(tables: Tables, plan: Plan, state: State, tallies: Tallies, first: int, count: int) -> int:
    """Communities first .. first + count - 1, added into the tallies. Returns 0, or which rooms were full: then nothing counts."""
    references = refer(tables), refer(plan), refer(state), refer(tallies)
    full = int(_run_task(*references, first, count))
    if not full:
        _share_out(tables, plan, tallies)
    return full


def _share_out(tables: Tables, plan: Plan, tallies: Tallies) -> None:
    """Add to each world what it shared with others."""
    for name in tallies._fields:
        array = getattr(tallies, name)
        if name not in ("headline", "compared", "counts"):
            for w, shared in enumerate(tables.world[: plan.worlds, W_SHARED]):
                if shared >= 0:
                    array[w] += array[shared]
            array[plan.worlds :] = 0
