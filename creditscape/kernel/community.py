"""One community from its first morning to its last, in all worlds: the order of a day is the order of these functions."""

from .arrival import arrive, change_terms
from .closing import close_person
from .columns import (
    ANNULLED,
    DUE_ANNUL,
    DUE_ARRIVE,
    DUE_EFFECT,
    DUE_END,
    DUE_ENTER,
    DUE_EXIT,
    DUE_FADE,
    F_DEAD,
    F_ENTRY,
    F_HEAD,
    F_HELD,
    F_LOG,
    F_LOG_LAST,
    F_SPELLS,
    H_EVENTS,
    HEADLINES,
    J_AWARE,
    J_FLAGS,
    N_A,
    N_B,
    N_C,
    N_NEXT,
    N_PERSON,
    N_TYPE,
    NEVER,
    P_AGE,
    P_AWARE,
    P_BIRTH,
    P_DEATH,
    Q_NODE_FREE,
    Q_NODE_TOP,
    Q_RECORD_FREE,
    Q_RECORD_TOP,
    R_DAY,
    R_KEY,
    R_NEXT,
    REFOLD,
    SUBJECT,
    W_AGE_OF,
    W_SCHEME,
    X_FULL,
    X_TOUCHED,
    X_TRACE,
    Z_MIN_AGE,
)
from .compiled import compiled, inlined
from .folding import refold
from .life import draw_roster, draw_year, happen, live, place_of
from .records import end_record, fade_record, forget, push, stop_record, take_effect, touch
from .references import refer
from .standing import become_subject, count_standing, leave, open_tallies, settle, work_out
from .tables import Plan, State, Tables, Tallies


@inlined
def _empty(s):
    """Clear one thread's room for the next community."""
    s.condition[:] = -1
    s.total[:] = 0
    s.drops[:] = 0
    s.score[:] = 0
    s.level[:] = -1
    s.before[:] = -1
    s.listed[:] = 0
    s.on_list[:] = 0
    s.gist[:] = 0
    s.happened[:] = 0
    s.due[:] = -1
    s.pool[:, Q_RECORD_FREE] = -1
    s.pool[:, Q_RECORD_TOP] = 0
    s.pool[:, Q_NODE_FREE] = -1
    s.pool[:, Q_NODE_TOP] = 0
    trace = s.top[X_TRACE]
    s.top[:] = 0
    s.stamp[:] = 0
    s.top[X_TRACE] = trace
    s.file[:] = 0
    s.file[:, :, F_HEAD] = -1
    s.file[:, :, F_LOG] = -1
    s.file[:, :, F_LOG_LAST] = -1
    s.file[:, :, F_SPELLS] = -1


@inlined
def _expect_people(t, p, s):
    """When everybody becomes a subject and dies, in every world; the age of the reporting cell."""
    for i in range(len(s.person)):
        row = s.person[i]
        for w in range(len(t.world)):
            entry = max(row[P_BIRTH] + t.scheme[t.world[w, W_AGE_OF], Z_MIN_AGE], p.start)
            if row[P_DEATH] == -NEVER:
                entry = NEVER
            s.file[w, i, F_ENTRY] = entry
            if entry < row[P_DEATH]:
                push(s, w, int(entry), p.stop, DUE_ENTER, i, 0, 0, 0)
                push(s, w, int(row[P_DEATH]), p.stop, DUE_EXIT, i, 0, 0, 0)
            s.gist[i, w, J_AWARE] = row[P_AWARE] if t.world[w, W_SCHEME] >= 0 else 0
        age, k = max(s.file[0, i, F_ENTRY], p.t0) - row[P_BIRTH], 0
        while k < len(t.strata) and age >= t.strata[k]:
            k += 1
        row[P_AGE] = k


@compiled
def _annul(t, p, s, o, w, i, event, key, d):
    """A decision takes the records of one cause out of the set."""
    touch(t, p, s, o, w, i, d)
    r = int(s.file[w, i, F_HEAD])
    while r >= 0:
        if s.record[w, r, R_DAY] == event and s.record[w, r, R_KEY] == key:
            stop_record(t, s, w, i, r, d, ANNULLED)
        r = int(s.record[w, r, R_NEXT])


@inlined
def _first_pass(t, p, s, o, place, w, d):
    """Ends of terms, decisions, entries into effect; arrivals wait for the second pass."""
    x = int(s.due[w, d])
    while x >= 0:
        due, i, a = s.node[w, x, N_TYPE], int(s.node[w, x, N_PERSON]), int(s.node[w, x, N_A])
        if due == DUE_ENTER:
            become_subject(t, p, s, o, place, w, i, d)
        elif due == DUE_EXIT:
            leave(t, p, s, o, place, w, i, d)
        elif due != DUE_ARRIVE and s.gist[i, w, J_FLAGS] & SUBJECT:
            touch(t, p, s, o, w, i, d)
            if due == DUE_END:
                end_record(t, s, w, i, a, d)
                if s.file[w, i, F_DEAD] > s.file[w, i, F_HELD] + 4 and not p.careful:
                    forget(t, p, s, w, i, d)
                    s.file[w, i, F_HELD] = s.file[w, i, F_DEAD]
            elif due == DUE_FADE:
                fade_record(t, s, w, i, a, d)
            elif due == DUE_EFFECT:
                take_effect(t, s, w, i, a, d)
            elif due == DUE_ANNUL:
                _annul(t, p, s, o, w, i, int(s.node[w, x, N_B]), a, d)
        x = int(s.node[w, x, N_NEXT])


@inlined
def _second_pass(t, p, s, o, community, w, d):
    """Records arrive; the nodes of this morning are given back."""
    x = int(s.due[w, d])
    while x >= 0:
        i = int(s.node[w, x, N_PERSON])
        if s.node[w, x, N_TYPE] == DUE_ARRIVE and s.gist[i, w, J_FLAGS] & SUBJECT:
            arrive(
                t,
                p,
                s,
                o,
                community,
                w,
                i,
                int(s.node[w, x, N_A]),
                int(s.node[w, x, N_B]),
                int(s.node[w, x, N_C]),
                d,
            )
        following = int(s.node[w, x, N_NEXT])
        s.node[w, x, N_NEXT] = s.pool[w, Q_NODE_FREE]
        s.pool[w, Q_NODE_FREE] = x
        x = following
    s.due[w, d] = -1


@inlined
def _change_phase(t, p, s, o, w, d):
    for i in range(len(s.person)):
        if s.gist[i, w, J_FLAGS] & SUBJECT:
            touch(t, p, s, o, w, i, d)
            change_terms(t, p, s, w, i, d)


@inlined
def morning(t, p, s, o, community, place, w, d):
    """The morning of a day in one world (model.md, section 3)."""
    z = t.world[w, W_SCHEME]
    _first_pass(t, p, s, o, place, w, d)
    if z < 0:
        return
    _second_pass(t, p, s, o, community, w, d)
    if d > p.start and t.phase_of[z, d] != t.phase_of[z, d - 1]:
        _change_phase(t, p, s, o, w, d)
    for k in range(s.top[X_TOUCHED]):
        i = int(s.touched[k])
        flags = s.gist[i, w, J_FLAGS]
        if flags & SUBJECT:
            if flags & REFOLD:
                refold(t, s, w, i, d)
            work_out(t, p, s, o, place, w, i, d)
        s.gist[i, w, J_FLAGS] = flags & SUBJECT
    s.top[X_TOUCHED] = 0


@inlined
def _script(t, p, s, o, d):
    """The deeds of a worked case on this day, in the one world, for the one person."""
    for k in range(len(s.deed)):
        if s.deed[k, 0] == d and s.deed[k, 1] >= 0:
            happen(t, p, s, o, 0, 0, 0, 0, d, s.deed[k, 1], k, 0)


@inlined
def _cast_case(t, p, s):
    """One person, of age all the time; annulments are known from the start."""
    s.person[0, P_BIRTH] = -NEVER
    s.person[0, P_DEATH] = NEVER
    s.file[0, 0, F_ENTRY] = p.start
    push(s, 0, p.start, p.stop, DUE_ENTER, 0, 0, 0, 0)
    for k in range(len(s.deed)):
        if s.deed[k, 1] < 0:
            annulled = s.deed[k, 2]
            push(s, 0, s.deed[k, 0], p.stop, DUE_ANNUL, 0, annulled, s.deed[annulled, 0], 0)


@inlined
def _close(t, p, s, o, community, place):
    """Book every life, and the community's totals with their squares."""
    s.headline[:] = 0
    for i in range(len(s.person)):
        close_person(t, p, s, o, s.headline, community, place, i, s.margin, s.sums)
    for w in range(len(t.world)):
        s.headline[w, H_EVENTS] = s.happened[w]
        for k in range(HEADLINES):
            o.headline[w, k, 0] += s.headline[w, k]
            o.headline[w, k, 1] += s.headline[w, k] * s.headline[w, k]


@inlined
def run_community(t, p, s, o, community):
    """One community in all worlds. Returns 0, or which rooms were full (the tallies are spoilt then)."""
    _empty(s)
    place = place_of(t, p, community)
    if p.scripted:
        _cast_case(t, p, s)
    else:
        draw_roster(t, p, s, community)
        _expect_people(t, p, s)
    for y in range(p.years):
        if t.new_year[y + 1] <= p.start or t.new_year[y] >= p.stop:
            continue
        if not p.scripted:
            draw_year(t, p, s, o, community, place, y)
        for d in range(max(t.new_year[y], p.start), min(t.new_year[y + 1], p.stop)):
            for w in range(len(t.world)):
                morning(t, p, s, o, community, place, w, d)
            if d == p.t0:
                open_tallies(t, p, s, o, place)
            if d >= p.t0 and t.period_start[t.period_of[d]] == d:
                count_standing(t, p, s, o, place, t.period_of[d])
            if p.scripted:
                _script(t, p, s, o, d)
            else:
                live(t, p, s, o, community, place, d, d - t.new_year[y])
            if s.top[X_FULL]:
                return s.top[X_FULL]
    if not p.scripted:
        count_standing(t, p, s, o, place, p.periods)
        settle(t, p, s, o)
        _close(t, p, s, o, community, place)
    o.counts[2] += 1
    return s.top[X_FULL]


@compiled
def _run_task(t, p, s, o, first, count):
    for community in range(first, first + count):
        full = run_community(t, p, s, o, community)
        if full:
            return full
    return 0


def run_task(tables: Tables, plan: Plan, state: State, tallies: Tallies, first: int, count: int) -> int:
    """Communities first .. first + count - 1, added into the tallies. Returns 0, or which rooms were full: then nothing counts."""
    references = refer(tables), refer(plan), refer(state), refer(tallies)
    return int(_run_task(*references, first, count))
