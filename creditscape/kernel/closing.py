"""The end of a community: what each person lived through, compared between the worlds day by day.

The days on which measures held were logged whenever they changed. Here each life is cut into stretches on which nothing changed in any
world, and every stretch is booked: right, wrong, spared or shifted (model.md, section 4).
"""

from numba import int64

from ..words.luck import ATTEMPT, ATTEMPT_COUNT, ATTEMPTS, LINK, PERSON
from .chance import ask_person, column_of, high_half, low_half, shake
from .columns import (
    BREACHED,
    F_ENTRY,
    F_LOG,
    F_SPELLS,
    FILED,
    G_BEFORE,
    G_DAY,
    G_GUILTY,
    G_MASK,
    J_FLAGS,
    LANE_HIGH,
    LANE_LOW,
    LANES,
    LEARNT,
    LIVED,
    ONE,
    P_AGE,
    P_AWARE,
    P_BIRTH,
    P_DEATH,
    P_GROUP,
    P_INCOME,
    P_SEX,
    RIGHTED,
    W_PARTNER,
    WON,
    Y_CAUSE,
    Y_FROM,
    Y_MASK,
    Y_NEXT,
    Y_UNTIL,
)
from .compiled import compiled
from .counts import (
    A_RESTRICTED,
    A_SUBJECT,
    ANY,
    D_DAYS,
    D_SHIFTED,
    D_SPARED,
    D_WITHOUT_BREACH,
    D_WRONG,
    H_RESTRICTED,
    H_RESTRICTED_DAYS,
    H_REWARDED,
    H_SPARED,
    H_SPARED_DAYS,
    H_SUBJECTS,
    H_WITHOUT_BREACH_DAYS,
    H_WRONG_DAYS,
    H_WRONGLY,
    M_BETTER,
    M_MIXED,
    M_REWARDS_FEWER,
    M_REWARDS_MORE,
    M_UNCHANGED,
    M_WORSE,
    O_RESTRICTED,
    O_SPARED,
    O_WRONGLY,
    OUTCOMES,
    REWARD,
)
from .parting import told_in
from .standing import margins


@compiled
def _cut(s, p, count, d):
    """Keep the days of change sorted and each once."""
    if d <= p.t0 or d >= p.stop:
        return count
    k = count
    while k > 0 and s.cuts[k - 1] > d:
        k -= 1
    if k > 0 and s.cuts[k - 1] == d:
        return count
    j = count
    while j > k:
        s.cuts[j] = s.cuts[j - 1]
        j -= 1
    s.cuts[k] = d
    return count + 1


@compiled
def _open_diary(s, row, w, i):
    """Places of a life's logs into the end of a row of the diary, in order of days. Returns where they begin."""
    first, x = s.diary.shape[1], int(s.file[i, w, F_LOG])
    while x >= 0:
        first -= 1
        s.diary[row, first] = x
        x = int(s.log[x, G_BEFORE])
    return first


@compiled
def _collect_cuts(t, s, p, i):
    count = 0
    for w in range(len(t.world)):
        if not s.gist[i, w, J_FLAGS] & LIVED:
            continue
        for k in range(_open_diary(s, 0, w, i), s.diary.shape[1]):
            row = s.log[s.diary[0, k]]
            count = _cut(s, p, count, row[G_DAY])
            # the day on which own breaches leave the look-back is a change too
            if row[G_MASK]:
                count = _cut(s, p, count, row[G_GUILTY])
        x = s.file[i, w, F_SPELLS]
        while x >= 0:
            count = _cut(s, p, count, s.spell[x, Y_FROM])
            count = _cut(s, p, count, s.spell[x, Y_UNTIL])
            x = s.spell[x, Y_NEXT]
    return count


@compiled
def _shift_mask(s, w, partner, i, d):
    """Measures that a single cause brings today in this world, and in the partner's on whatever days."""
    mask = 0
    x = s.file[i, w, F_SPELLS]
    while x >= 0:
        if s.spell[x, Y_FROM] <= d < s.spell[x, Y_UNTIL]:
            y = s.file[i, partner, F_SPELLS]
            while y >= 0:
                if s.spell[y, Y_CAUSE] == s.spell[x, Y_CAUSE]:
                    mask |= s.spell[x, Y_MASK] & s.spell[y, Y_MASK]
                y = s.spell[y, Y_NEXT]
        x = s.spell[x, Y_NEXT]
    return mask


@compiled
def _mark_change(t, o, w, measure, which, g, day, sign):
    """One person more or less under a measure from a day on; the host adds up the days between."""
    m = t.month_of[day]
    rest = sign * (t.month_end[m] - day)
    part, change = o.measure_part[w, measure, which, :, m], o.measure_change[w, measure, which, :, m]
    for k in range(6):
        part[g[k]] += rest
        change[g[k]] += sign


@compiled
def _add_cross(t, o, w, which, cell, a, b):
    while a < b:
        y = t.period_of[a]
        end = min(b, t.period_start[y + 1])
        o.cross[w, which, cell, y] += end - a
        a = end


@compiled
def _with_totals(t, mask, measures):
    """Measures with two bits more: any restriction, any reward."""
    if mask & t.kind_of_measure[0]:
        mask |= 1 << measures
    if mask & t.kind_of_measure[2]:
        mask |= 2 << measures
    return mask


@compiled
def _classify(t, s, w, partner, i, day, mask, other, guilty, measures):
    """Measures of one stretch by class into s.classes [5]: all, without own breach, wrong, spared, shifted."""
    now, there = _with_totals(t, mask, measures), _with_totals(t, other, measures)
    s.classes[D_DAYS] = now
    s.classes[D_WITHOUT_BREACH] = now if day >= guilty else 0
    s.classes[D_WRONG], s.classes[D_SPARED], s.classes[D_SHIFTED] = 0, 0, 0
    if partner < 0 or now == there:
        return
    shift = _with_totals(t, _shift_mask(s, w, partner, i, day), measures) if now & ~there else 0
    back = _with_totals(t, _shift_mask(s, partner, w, i, day), measures) if there & ~now else 0
    s.classes[D_WRONG] = now & ~there & ~shift
    s.classes[D_SPARED] = there & ~now & ~back
    s.classes[D_SHIFTED] = (now & ~there & shift) | (there & ~now & back)


@compiled
def _book_stretch(t, p, s, o, w, g, cell, a, b, sums):
    """One stretch of one life in one world, as changes against the stretch before. sums [5]: any-restriction days by class."""
    measures = o.measure_part.shape[1] - 2
    for which in range(5):
        now, before = s.classes[which], s.classes_before[which]
        if now != before:
            for m in range(measures + 2):
                if ((now ^ before) >> m) & 1:
                    rise = (now >> m) & 1
                    _mark_change(t, o, w, m, which, g, a, 1 if rise else -1)
                    if which == D_DAYS:
                        place = m if m < measures else (ANY if m == measures else REWARD)
                        s.spent[w, place] += p.stop - a if rise else a - p.stop
            s.classes_before[which] = now
        if (now >> measures) & 1:
            sums[which] += b - a
            if which < D_SHIFTED:
                _add_cross(t, o, w, A_RESTRICTED + which, cell, a, b)


@compiled
def _mask_at(s, w, i, d):
    x = s.file[i, w, F_LOG]
    while x >= 0 and s.log[x, G_DAY] > d:
        x = s.log[x, G_BEFORE]
    return int(s.log[x, G_MASK]) if x >= 0 else 0


@compiled
def _blocking(t, w):
    mask = 0
    for k in range(t.attempt_block.shape[1]):
        mask |= t.attempt_block[w, k]
    return mask


@compiled
def _blocked_in(t, s, w, i, a, b, blocking):
    """True if something blocked in this world between two days."""
    if _mask_at(s, w, i, a) & blocking:
        return True
    x = s.file[i, w, F_LOG]
    while x >= 0:
        if a <= s.log[x, G_DAY] < b and s.log[x, G_MASK] & blocking:
            return True
        x = s.log[x, G_BEFORE]
    return False


@compiled
def _count_attempts(t, p, s, o, origin, place, w, partner, i):
    """Attempts on days on which a measure blocks them; a year's attempts are drawn only where something blocks in that year."""
    blocking = _blocking(t, w)
    if not blocking:
        return
    for y in range(p.years):
        a, b = max(t.new_year[y], p.t0), min(t.new_year[y + 1], p.stop)
        if a >= b:
            continue
        if not _blocked_in(t, s, w, i, a, b, blocking) and (
            partner < 0 or not _blocked_in(t, s, partner, i, a, b, blocking)
        ):
            continue
        stratum = _stratum_in(t, s, i, place, t.new_year[y])
        for stream in range(64):
            if t.attempt_of[stream] >= 0:
                _count_stream(t, p, s, o, origin, w, partner, i, y, stream, stratum)


@compiled
def _stratum_in(t, s, i, place, jan):
    age, k = jan - s.person[i, P_BIRTH], 0
    while k < len(t.strata) and age >= t.strata[k]:
        k += 1
    row = s.person[i]
    return (((k * 2 + row[P_SEX]) * 5 + row[P_INCOME]) * 2 + row[P_GROUP]) * 2 + place


@compiled
def _count_stream(t, p, s, o, origin, w, partner, i, y, stream, stratum):
    n = t.attempt_of[stream]
    year = p.first_year + y
    word = ask_person(p.key, origin, i, year, ATTEMPTS + stream, 0, ATTEMPT_COUNT)[0]
    count, last = 0, t.attempt_last[n, stratum]
    while count < last and word >= t.attempt_limit[n, stratum, count]:
        count += 1
    lost = ONE  # without linkage faults nothing slips through
    if p.links and count:
        lost = ask_person(p.key, origin, i, year, ATTEMPTS + stream, 0, LINK)[0]
    for first in range(0, count, LANES):
        some = min(LANES, count - first)
        for j in range(some):
            s.lanes[LANE_HIGH, j] = int64(high_half(origin, PERSON, i, year))
            s.lanes[LANE_LOW, j] = int64(low_half(year, ATTEMPTS + stream, first + j, ATTEMPT))
        shake(s.lanes, some, p.key)
        for j in range(some):
            words = s.lanes[0, j], s.lanes[1, j], s.lanes[2, j]
            _count_attempt(t, p, s, o, w, partner, i, y, n, stratum, lost, words)


@compiled
def _is_made(t, s, w, i, kind, mask, mark):
    """True if somebody under these measures does not give an attempt up."""
    if not s.person[i, P_AWARE]:
        return True
    restricted = 1 if mask & (t.kind_of_measure[0] | t.kind_of_measure[1]) else 0
    return mark < t.attempt_made[w, kind, restricted]


@compiled
def _count_attempt(t, p, s, o, w, partner, i, y, n, stratum, lost, words):
    """One attempt, if the person lived then: blocked here, blocked here alone, blocked only at the partner's; given up; or slipped.

    lost: the word of chance of linkage; words: those of the attempt.
    """
    when, what, mark = words
    d = t.new_year[y] + ((when * (t.new_year[y + 1] - t.new_year[y])) >> 32)
    if d < p.t0 or d >= p.stop or d < s.person[i, P_BIRTH] or d >= s.person[i, P_DEATH]:
        return
    column = column_of(
        t.attempt_column_limit[n, stratum], t.attempt_column_alias[n, stratum], t.attempt_bits[n], what
    )
    kind = t.attempt_kind[n, column]
    mask = _mask_at(s, w, i, d)
    other = _mask_at(s, partner, i, d) if partner >= 0 else 0
    here, there = mask & t.attempt_block[w, kind] != 0, other & t.attempt_block[w, kind] != 0
    cells = o.attempts[w, kind, t.period_of[d]]
    if here and not _is_made(t, s, w, i, kind, mask, mark):
        cells[3] += 1
        return
    there = (
        there and _is_made(t, s, w, i, kind, other, mark) and lost >= t.attempt_slip[partner, kind, stratum]
    )
    if here and lost < t.attempt_slip[w, kind, stratum]:
        cells[4] += 1
        return
    if here:
        cells[0] += 1
    if partner >= 0 and here and not there:
        cells[1] += 1
    if partner >= 0 and there and not here:
        cells[2] += 1


@compiled
def _count_outcomes(t, s, o, h, w, i, g, sums):
    """Whole-run outcomes of one subject in one world."""
    days = s.spent[w, ANY]
    rewarded = s.spent[w, REWARD] > 0
    published = False
    for m in range(o.measure_part.shape[1] - 2):
        if (t.kind_of_measure[1] >> m) & 1 and s.spent[w, m]:
            published = True
    never = not s.gist[i, w, J_FLAGS] & BREACHED
    flags = (
        True,
        days > 0,
        sums[1] > 0,
        sums[2] > 0,
        days > 0 and sums[2] == days,
        sums[3] > 0,
        rewarded,
        published,
        never,
        never and days > 0,
        sums[2] > 0,
        sums[2] == 0 and days > 0,
        days == 0 and rewarded,
        days == 0 and not rewarded,
        sums[2] > 0 and s.gist[i, w, J_FLAGS] & LEARNT != 0,
        sums[2] > 0 and s.gist[i, w, J_FLAGS] & FILED != 0,
        sums[2] > 0 and s.gist[i, w, J_FLAGS] & WON != 0,
        sums[2] > 0 and s.gist[i, w, J_FLAGS] & RIGHTED != 0,
    )
    for k in range(OUTCOMES):
        if flags[k]:
            for x in range(len(g)):
                o.outcome[w, k, g[x]] += 1
    h[w, H_SUBJECTS] += 1
    h[w, H_RESTRICTED] += flags[O_RESTRICTED]
    h[w, H_WRONGLY] += flags[O_WRONGLY]
    h[w, H_SPARED] += flags[O_SPARED]
    h[w, H_REWARDED] += rewarded
    h[w, H_RESTRICTED_DAYS] += days
    h[w, H_WRONG_DAYS] += sums[2]
    h[w, H_SPARED_DAYS] += sums[3]
    h[w, H_WITHOUT_BREACH_DAYS] += sums[1]


@compiled
def _compare(t, s, o, k, i, g):
    """Better, worse, mixed or unchanged: days under each measure in one world against another."""
    w, v = told_in(t, s, t.against[k, 0], i), told_in(t, s, t.against[k, 1], i)
    more, fewer, reward_more, reward_fewer = False, False, False, False
    for m in range(o.measure_part.shape[1] - 2):
        a, b = s.spent[w, m], s.spent[v, m]
        if (t.kind_of_measure[2] >> m) & 1:
            reward_more |= a > b
            reward_fewer |= a < b
        elif (t.kind_of_measure[0] >> m) & 1:
            more |= a > b
            fewer |= a < b
    which = M_UNCHANGED
    if more:
        which = M_MIXED if fewer else M_WORSE
    elif fewer:
        which = M_BETTER
    for x in range(len(g)):
        o.compared[k, which, g[x]] += 1
        o.compared[k, M_REWARDS_MORE, g[x]] += reward_more
        o.compared[k, M_REWARDS_FEWER, g[x]] += reward_fewer


@compiled
def _book_stretches(t, p, s, o, w, partner, i, g, cell, count, sums):
    """All stretches of one life in one world. count: of days on which something changes."""
    end = s.diary.shape[1]
    x, y = _open_diary(s, 0, w, i), end
    if partner >= 0:
        y = _open_diary(s, 1, partner, i)
    mask, other, guilty, a = 0, 0, 0, p.t0
    s.classes_before[:] = 0
    for k in range(count + 1):
        while x < end and s.log[s.diary[0, x], G_DAY] <= a:
            mask, guilty = int(s.log[s.diary[0, x], G_MASK]), int(s.log[s.diary[0, x], G_GUILTY])
            x += 1
        while y < end and s.log[s.diary[1, y], G_DAY] <= a:
            other = int(s.log[s.diary[1, y], G_MASK])
            y += 1
        _classify(t, s, w, partner, i, a, mask, other, guilty, o.measure_part.shape[1] - 2)
        _book_stretch(t, p, s, o, w, g, cell, a, s.cuts[k], sums)
        a = s.cuts[k]


@compiled
def close_person(t, p, s, o, h, origin, place, i, g, sums):
    """Book one life in every world."""
    row = s.person[i]
    margins(s, i, place, g)
    cell = (((row[P_INCOME] * 2 + row[P_GROUP]) * 2 + row[P_SEX]) * p.ages + row[P_AGE]) * 2 + place
    s.spent[:] = 0
    count = _collect_cuts(t, s, p, i)
    s.cuts[count] = p.stop
    present = False
    for w in range(len(t.world)):
        a = max(s.file[i, w, F_ENTRY], p.t0)
        b = min(row[P_DEATH], p.stop)
        if a >= b or not s.gist[i, w, J_FLAGS] & LIVED:
            continue
        present = True
        _add_cross(t, o, w, A_SUBJECT, cell, a, b)
        sums[:] = 0
        # worlds that are told together do not differ, so there is nothing to compare
        partner = t.world[w, W_PARTNER]
        if partner >= 0:
            partner = told_in(t, s, partner, i)
        if s.file[i, w, F_LOG] >= 0 or (partner >= 0 and s.file[i, partner, F_LOG] >= 0):
            _book_stretches(t, p, s, o, w, partner, i, g, cell, count, sums)
            _count_attempts(t, p, s, o, origin, place, w, partner, i)
        _count_outcomes(t, s, o, h, w, i, g, sums)
    if present:
        for k in range(len(t.against)):
            _compare(t, s, o, k, i, g)
