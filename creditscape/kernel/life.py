"""Who lives in a community and what happens to them: drawn from addresses, free of any world until the mark is compared."""

from numba import int64, uint64

from ..words.luck import BIRTH, BODY, CANDIDATE, COMMUNITY, COUNT, DELAY, FATE, PERSON, PLACE, SHOCK_SLOT
from .agenda import send
from .arrival import episode
from .chance import (
    ask,
    ask_person,
    choose,
    column_of,
    consequence,
    high_half,
    low_half,
    origin_of,
    shake,
    slot_of,
)
from .columns import (
    ARRIVAL,
    AWARE,
    BOND_FIRM_SIZES,
    BREACHED,
    C_COVER,
    C_KEY,
    C_MARK,
    C_WHO,
    DUPLICATE,
    E_DEED,
    E_DELAY,
    E_FALSE,
    E_FAULTS,
    E_FIRM,
    E_ONLY,
    E_PROFILE,
    E_READS,
    E_STARTS,
    FAULT_TYPE,
    FIRMS,
    FULL_CANDIDATES,
    J_FLAGS,
    J_GUILTY,
    J_MASK,
    J_TROUBLE,
    K_BEFORE,
    K_SET,
    K_UNTIL,
    LANE_HIGH,
    LANE_LOW,
    LANES,
    LIVED,
    MINORITY,
    MIX_UP,
    NEVER,
    P_AWARE,
    P_BIRTH,
    P_DEATH,
    P_GROUP,
    P_INCOME,
    P_SEX,
    P_STATE,
    P_STRATUM,
    SHOCK_BIT,
    SHOCK_DAY,
    SHOCK_KEY,
    SUBJECT,
    W_FALSE,
    W_FAULTS,
    W_FULL,
    W_PROMPT,
    W_SCHEME,
    W_SHARED,
    W_SHOCKS,
    WRONG_PERSON,
    X_DRAWN,
    X_FULL,
    Z_WHO,
)
from .compiled import compiled, inlined
from .dues import draw_conduct, draw_dues, note, strike
from .faults import differs, distort, double, held_up, misplace, pick_fault
from .folding import end_of
from .parting import part
from .standing import write_log
from .ties import pass_on
from .traces import trace_event
from .work import state_of


@compiled
def place_of(t, p, community):
    """1 if the community is urban."""
    words = ask(p.key, origin_of(community, 0), COMMUNITY, 0, 0, 0, 0, PLACE)
    return 1 if words[0] < t.odds[0] else 0


@compiled
def age_days(years):
    """Days of an age in years."""
    return 1461 * years // 4


@compiled
def _surviving(t, age):
    return t.survival[age] if age < len(t.survival) else 0


@compiled
def _death(t, born_or_start, age, w_years, w_day):
    """Day of death of somebody who has full years `age` on a day. Words: years lived on, day within the year of death."""
    x = int64((uint64(w_years) * uint64(_surviving(t, age))) >> uint64(32))  # both factors may reach 2^32
    k = 0
    while x < _surviving(t, age + k + 1):
        k += 1
    low, high = age_days(k), age_days(k + 1)
    return born_or_start + low + ((w_day * (high - low)) >> 32) + 1


@compiled
def _stratum(t, age):
    k = 0
    while k < len(t.strata) and age >= t.strata[k]:
        k += 1
    return k


@compiled
def draw_roster(t, p, s, origin):
    """Everybody who lives in the community at some time of the run. origin: of the community."""
    for i in range(p.slots):
        row = s.crowd[i]
        body = ask_person(p.key, origin, i, 0, 0, 0, BODY)
        fate = ask_person(p.key, origin, i, 0, 0, 0, FATE)
        row[P_SEX] = 1 if body[1] < t.odds[1] else 0
        row[P_INCOME] = (body[2] * 5) >> 32
        row[P_GROUP] = 1 if body[3] < t.odds[2] else 0
        row[P_AWARE] = 1 if fate[2] < t.odds[3] else 0
        if i < p.size:
            k, low, high = 0, t.age_low[row[P_SEX]], t.age_high[row[P_SEX]]
            while body[0] >= t.age_limit[row[P_SEX], k]:
                k += 1
            age = low[k] + ((fate[3] * (high[k] - low[k])) >> 32)
            row[P_BIRTH] = p.t0 - age
            row[P_DEATH] = _death(t, p.t0, age * 4 // 1461, fate[0], fate[1])
        else:
            y = p.birth_year + (i - p.size) // p.births
            word = ask_person(p.key, origin, i, p.first_year + y, 0, 0, BIRTH)[0]
            born = t.new_year[y] + ((word * (t.new_year[y + 1] - t.new_year[y])) >> 32)
            row[P_BIRTH] = born
            row[P_DEATH] = _death(t, born, 0, fate[0], fate[1]) if born > p.t0 else -NEVER


@compiled
def join_batch(p, s, origin):
    """The people of a batch step out of the crowd."""
    first = slot_of(origin, 0)
    for i in range(len(s.person)):
        for k in range(s.person.shape[1]):
            s.person[i, k] = s.crowd[first + i, k] if first + i < p.slots else 0
        if first + i >= p.slots:  # the last batch may have more places than people
            s.person[i, P_DEATH] = -NEVER


@compiled
def _order_people(t, p, s, origin, place, jan, length):
    """People of the year in order of their strata, so that tables of chance are read one after the other. Returns their number."""
    s.starts[:] = 0
    alive = 0
    for i in range(len(s.person)):
        row = s.person[i]
        row[P_STRATUM] = -1
        if row[P_DEATH] <= max(jan, p.start) or row[P_BIRTH] >= jan + length:
            continue
        age = _stratum(t, jan - row[P_BIRTH])
        if age == 0:
            continue  # children are people, not subjects: the host checks that they have no rates
        row[P_STATE] = state_of(t, s, slot_of(origin, i), jan) if t.bond[BOND_FIRM_SIZES] >= 0 else 0
        row[P_STRATUM] = (((age * 2 + row[P_SEX]) * 5 + row[P_INCOME]) * 2 + row[P_GROUP]) * 2 + place
        s.starts[row[P_STRATUM] + 1] += 1
        alive += 1
    for k in range(1, len(s.starts)):
        s.starts[k] += s.starts[k - 1]
    for i in range(len(s.person)):
        k = s.person[i, P_STRATUM]
        if k >= 0:
            s.order[s.starts[k]] = i
            s.starts[k] += 1
    return alive


@inlined
def _draw_counts(t, p, s, origin, year, first, count):
    """How many candidates of each stream some people have this year: one row each for s.candidate, from s.top[X_DRAWN] on."""
    for x in range(len(t.fours)):
        for n in range(count):
            s.lanes[LANE_HIGH, n] = int64(high_half(origin, PERSON, s.order[first + n], year))
            s.lanes[LANE_LOW, n] = int64(low_half(year, t.fours[x], 0, COUNT))
        shake(s.lanes, count, p.key)
        for n in range(count):
            i = int(s.order[first + n])
            stratum = int(s.person[i, P_STRATUM])
            for k in range(4):
                word = s.lanes[k, n]
                if word >= t.none[stratum, 4 * x + k]:  # not so of most streams in most years
                    _draw_count(t, s, i, stratum, t.fours[x] + k, word)


@inlined
def _draw_count(t, s, i, stratum, stream, word):
    n = t.stream_of[stream]
    count, last = 1, t.count_last[n, stratum]
    while count < last and word >= t.count_limit[n, stratum, count]:
        count += 1
    top = s.top[X_DRAWN]
    if top + count > len(s.candidate):
        s.top[X_FULL] |= FULL_CANDIDATES
        return
    for j in range(count):
        s.candidate[top + j, C_WHO], s.candidate[top + j, C_KEY] = i, stream << 14 | j
    s.top[X_DRAWN] = top + count


@inlined
def _draw_candidates(t, p, s, origin, jan, length, year, first, count, top):
    """Day, kind, mark and coverage of some candidates of the year; who is not there is left out. Returns where those kept end."""
    for n in range(count):
        row = s.candidate[first + n]
        key = row[C_KEY]
        s.lanes[LANE_HIGH, n] = int64(high_half(origin, PERSON, row[C_WHO], year))
        s.lanes[LANE_LOW, n] = int64(low_half(year, key >> 14, key & 16383, CANDIDATE))
    shake(s.lanes, count, p.key)
    for n in range(count):
        i, key = int(s.candidate[first + n, C_WHO]), s.candidate[first + n, C_KEY]
        within = (s.lanes[0, n] * length) >> 32
        d = jan + within
        if d < p.start or d >= p.stop or d < s.person[i, P_BIRTH] or d >= s.person[i, P_DEATH]:
            continue
        stream, stratum = t.stream_of[key >> 14], int(s.person[i, P_STRATUM])
        column = column_of(
            t.column_limit[stream, stratum],
            t.column_alias[stream, stratum],
            t.column_bits[stream],
            s.lanes[1, n],
        )
        kind = t.column_kind[stream, column]
        only = t.kind[kind, E_ONLY]
        if only and not only & s.person[i, P_STATE]:
            continue
        top = note(s, top, i, kind, key, s.lanes[2, n], s.lanes[3, n], within)
    return top


@compiled
def draw_year(t, p, s, o, origin, place, y):
    """The candidates of one calendar year, in order of days."""
    s.on_day[:] = 0
    s.top[X_DRAWN] = 0
    jan, length = t.new_year[y], t.new_year[y + 1] - t.new_year[y]
    year = p.first_year + y
    people = _order_people(t, p, s, origin, place, jan, length)
    for first in range(0, people, LANES):
        _draw_counts(t, p, s, origin, year, first, min(LANES, people - first))
    drawn, top = s.top[X_DRAWN], 0
    for first in range(0, drawn, LANES):
        top = _draw_candidates(t, p, s, origin, jan, length, year, first, min(LANES, drawn - first), top)
    for x in range(len(t.due)):
        top = draw_dues(t, p, s, origin, y, x, people, top)
    for x in range(len(t.shock)):
        if t.year_of[max(t.shock[x, SHOCK_DAY], 0)] == y and t.shock[x, SHOCK_DAY] >= 0:
            top = strike(t, p, s, origin, y, x, people, top)
    for x in range(len(t.conduct)):
        top = draw_conduct(t, p, s, origin, y, x, top)
    o.counts[0] += top
    _sort_by_day(s, top)


@compiled
def _sort_by_day(s, top):
    """Counting sort: a day's candidates stand together. Their order within a day does not matter."""
    for d in range(1, len(s.on_day)):
        s.on_day[d] += s.on_day[d - 1]
    for x in range(top):
        into = s.on_day[s.day[x]]
        s.on_day[s.day[x]] = into + 1
        for k in range(4):
            s.by_day[into, k] = s.candidate[x, k]


@compiled
def _circumstances(s, w, i, d):
    """Bits of the conditions in force today; one that was set today acts from tomorrow."""
    bits = 0
    for k in range(s.condition.shape[2]):
        row = s.condition[i, w, k]
        until = row[K_BEFORE] if row[K_SET] == d else row[K_UNTIL]
        if until >= d:
            bits |= 1 << k
    return bits


@compiled
def _begin_condition(s, w, i, k, d, days):
    row = s.condition[i, w, k]
    if row[K_SET] != d:
        row[K_BEFORE] = row[K_UNTIL]
        row[K_SET] = d
    row[K_UNTIL] = max(row[K_UNTIL], d + days)
    s.gist[i, w, J_TROUBLE] = max(s.gist[i, w, J_TROUBLE], row[K_UNTIL])


@inlined
def _state(s, w, i, d, known_kinds):
    """What decides on acceptance: whether the person knows of being scored and restricted, and conditions in force."""
    state, gist = 0, s.gist[i, w]
    if gist[J_FLAGS] & (AWARE | SUBJECT) == AWARE | SUBJECT:
        state = 3 if gist[J_MASK] & known_kinds else 1
    if gist[J_TROUBLE] >= d:
        state += 4 * _circumstances(s, w, i, d)
    return state


@inlined
def _count_unheard(t, p, s, o, shared, kind, d):
    """A false record that reaches nobody's file is an event of the worlds that have such, and parts nothing."""
    for w in range(p.worlds):
        if d >= p.t0 and t.world[w, W_SHARED] == shared and t.world[w, W_FALSE]:
            o.events[w, kind, t.period_of[d]] += 1
            s.happened[w] += 1


@compiled
def _is_spared(t, w, key):
    """True if the shock of this cause does not happen in a world."""
    spared = False
    for x in range(len(t.shock)):
        if t.shock[x, SHOCK_KEY] == key:
            spared = not (t.world[w, W_SHOCKS] >> t.shock[x, SHOCK_BIT]) & 1
    return spared


@inlined
def _part_if_need_be(t, p, s, o, place, i, d, kind, key, cover, mark, known_kinds):
    """A false record parts the worlds that were told together if it comes to anything."""
    for shared in range(p.worlds, len(t.world)):
        if s.gist[i, shared, J_FLAGS] & LIVED and not (
            key & 16383 >= SHOCK_SLOT and _is_spared(t, shared, key)
        ):
            accept = t.accept[shared, t.kind[kind, E_PROFILE], _state(s, shared, i, d, known_kinds)]
            recorded = _meets_rules(t, s, shared, i, d, kind) and _is_covered(
                t, s, shared, i, place, kind, cover
            )
            if mark < accept:
                if recorded or t.kind[kind, E_STARTS] >= 0:
                    part(t, p, s, shared, i, d)
                else:
                    _count_unheard(t, p, s, o, shared, kind, d)


@inlined
def _meets_rules(t, s, w, i, d, kind):
    """True if the person is a subject and the scheme has rules for the kind."""
    z = t.world[w, W_SCHEME]
    if z < 0 or not s.gist[i, w, J_FLAGS] & SUBJECT:
        return False
    phase, recorded = t.phase_of[z, d], t.kind[kind, E_READS]
    return t.rule_first[z, phase, recorded] != t.rule_first[z, phase, recorded + 1]


@inlined
def _is_covered(t, s, w, i, place, kind, cover):
    return cover < t.cover[kind, place * 2 + (s.gist[i, w, J_FLAGS] & MINORITY != 0)]


@inlined
def _is_recorded(t, s, w, i, place, kind, cover):
    """True if an event is recorded: it is covered, or sight is full for such as it."""
    if _is_covered(t, s, w, i, place, kind, cover):
        return True
    full = t.world[w, W_FULL]
    return not t.kind[kind, E_FALSE] and (full == 1 or (full == 2 and t.kind[kind, E_DEED] != 0))


@inlined
def _fault_of(t, p, s, origin, place, w, i, d, kind, key, cover):
    """The fault that hits the record of a real event in somebody's own file, or -1: most times there is neither fault nor record."""
    z = t.world[w, W_SCHEME]
    if t.kind[kind, E_FAULTS] < 0 or z < 0 or t.scheme[z, Z_WHO] == FIRMS:
        return -1
    if not _meets_rules(t, s, w, i, d, kind) or not _is_recorded(t, s, w, i, place, kind, cover):
        return -1
    return pick_fault(t, p, s, origin, i, d, key, kind)


@compiled
def live(t, p, s, o, origin, place, d, within):
    """The life part of a day: in each world candidates become real, and real events send records on their way."""
    known_kinds = t.kind_of_measure[0] | t.kind_of_measure[1]
    tellings = len(t.world)
    for x in range(s.on_day[within - 1] if within else 0, s.on_day[within]):
        i, kind = int(s.by_day[x, C_WHO] & 16383), int(s.by_day[x, C_WHO] >> 14)
        key = int(s.by_day[x, C_KEY])
        cover = int(s.by_day[x, C_COVER]) + 2147483648
        mark = int(s.by_day[x, C_MARK]) + 2147483648
        false, profile = t.kind[kind, E_FALSE], t.kind[kind, E_PROFILE]
        if false:
            _part_if_need_be(t, p, s, o, place, i, d, kind, key, cover, mark, known_kinds)
        # what worlds share comes first: a fault that only some of them know parts them
        for back in range(tellings):
            w = tellings - 1 - back
            gist = s.gist[i, w]
            if not gist[J_FLAGS] & LIVED or (false and not t.world[w, W_FALSE]):
                continue
            if key & 16383 >= SHOCK_SLOT and _is_spared(t, w, key):
                continue
            if mark < t.accept[w, profile, _state(s, w, i, d, known_kinds)]:
                fault = _fault_of(t, p, s, origin, place, w, i, d, kind, key, cover)
                if fault >= 0 and w >= p.worlds and differs(t, p, w, fault):
                    part(t, p, s, w, i, d)
                else:
                    happen(t, p, s, o, origin, place, w, i, d, kind, key, cover, fault)


@compiled
def happen(t, p, s, o, origin, place, w, i, d, kind, key, cover, fault):
    """A real event (or a false record) of today: conditions, tallies, the record it leads to. fault: that hits this record, or -1."""
    of = t.kind[kind]
    z = t.world[w, W_SCHEME]
    if d >= p.t0:
        o.events[w, kind, t.period_of[d]] += 1
        s.happened[w] += 1
    if p.trace > 1:
        trace_event(t, p, s, w, i, d, kind)
    if of[E_STARTS] >= 0:
        _begin_condition(s, w, i, of[E_STARTS], d, episode(t, p, s, origin, i, d, key, kind))
    if not _meets_rules(t, s, w, i, d, kind):
        return
    own = p.scripted or (t.scheme[z, Z_WHO] == FIRMS) == (of[E_FIRM] != 0)
    if not of[E_FALSE] and own:
        _breach(t, p, s, origin, w, z, t.phase_of[z, d], i, d, kind, key)
    if _is_recorded(t, s, w, i, place, kind, cover):
        _report(t, p, s, o, origin, w, i, d, kind, key, own, fault)


@compiled
def _report(t, p, s, o, origin, w, i, d, kind, key, own, fault):
    """A record is on its way, whole or not, to the right file or not."""
    z, delay, wrong = t.world[w, W_SCHEME], 1, 0
    if not (p.scripted or t.world[w, W_PROMPT]):
        delay = choose(t, t.kind[kind, E_DELAY], consequence(t, p, s, origin, i, d, key, kind, DELAY))
    arrives = held_up(t, w, kind, d, d + delay)
    if arrives < 0:
        return
    if fault >= 0 and (t.world[w, W_FAULTS] >> fault) & 1:
        which = t.fault[fault, FAULT_TYPE]
        elsewhere = which in (MIX_UP, WRONG_PERSON)
        hit = not elsewhere or misplace(t, p, s, o, origin, w, i, d, arrives, key, kind, fault)
        if hit and d >= p.t0:
            o.faults[w, fault, t.period_of[d]] += 1
        if hit and elsewhere:
            return
        wrong = distort(t, p, s, origin, i, d, key, kind, fault)
        if which == DUPLICATE:
            double(t, p, s, origin, w, i, d, key, kind)
    if own:
        send(s, w, i, arrives, p.stop, d, key, kind, i, 0, ARRIVAL, wrong)
    if t.tie_of[z, t.phase_of[z, d], t.kind[kind, E_READS]]:
        pass_on(t, p, s, origin, w, i, d, arrives, key, kind)


@inlined
def _breach(t, p, s, origin, w, z, phase, i, d, kind, key):
    """Own true breaches: how long this one stays in the scheme's own look-back."""
    recorded = t.kind[kind, E_READS]
    first, last = t.guilt_first[z, phase, recorded], t.guilt_first[z, phase, recorded + 1]
    if first == last:
        return
    days = episode(t, p, s, origin, i, d, key, kind)
    start = d + days + 1 if days else d
    until = 0
    for x in range(first, last):
        until = max(until, end_of(t, t.guilt_list[z, phase, x], start))
    gist = s.gist[i, w]
    if d >= p.t0:
        gist[J_FLAGS] |= BREACHED
    if until > gist[J_GUILTY]:
        gist[J_GUILTY] = until
        if gist[J_MASK] and d >= p.t0 and d + 1 < p.stop:
            write_log(s, w, i, d + 1, int(gist[J_MASK]), until)
