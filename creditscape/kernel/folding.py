"""The score as a fold over the records held (model.md, 7.5).

`refold` does the whole fold. Where nothing but a plain sum changed, the callers carry the sum on; a test holds the two equal by running
everything with `careful`.
"""

from .columns import (
    ANNULLED,
    B_LEVELS,
    B_LOWEST,
    DROP,
    ENDED,
    F_HEAD,
    L_A,
    L_CAP,
    L_EFFECT,
    L_FADE,
    L_FADES,
    L_GROUP,
    L_LEVEL,
    L_LINKED,
    L_MODE,
    L_SCORE,
    L_SET,
    NEVER,
    POINTS,
    R_BASE,
    R_DAY,
    R_END,
    R_NEXT,
    R_NOW,
    R_PHASE,
    R_RULE,
    R_START,
    R_STATUS,
    R_VALUE,
    TABLE,
    V_CEILING,
    V_FLOOR,
    V_START,
    W_SCHEME,
    Z_SCORES,
)
from .compiled import compiled


@compiled
def end_of(t, duration, day):
    """The day that lies a duration after a day; -1 is for ever."""
    if duration < 0 or day >= t.ends.shape[1]:
        return NEVER
    return int(t.ends[duration, day])


@compiled
def table_points(t, row, amount):
    """Points of a table for a year's total."""
    points = 0
    for k in range(t.step_count[row]):
        if amount >= t.step_from[row, k]:
            points = t.step_points[row, k]
    return points


@compiled
def worth(t, s, z, w, head, r):
    """Value of a record after table, repetition and cap; every earlier record must have its own already."""
    rec = s.record[w]
    rule = t.rule[z, rec[r, R_PHASE], rec[r, R_RULE]]
    v = rec[r, R_BASE]
    if not rule[L_LINKED]:
        return v
    year = t.year_of[rec[r, R_DAY]]
    total, used, doubled = 0, 0, False
    q = head
    while q != r:
        if not rec[q, R_STATUS] & ANNULLED:
            other = t.rule[z, rec[q, R_PHASE], rec[q, R_RULE]]
            same_year = t.year_of[rec[q, R_DAY]] == year
            if same_year and rec[q, R_RULE] == rec[r, R_RULE]:
                total += rec[q, R_BASE]
            if other[L_EFFECT] == POINTS and same_year and other[L_CAP] == rule[L_CAP]:
                used += abs(rec[q, R_VALUE])
            if other[L_GROUP] == rule[L_GROUP] and rec[r, R_DAY] < rec[q, R_END]:
                doubled = True
        q = int(rec[q, R_NEXT])
    if rule[L_MODE] == TABLE:
        v = table_points(t, rule[L_A], total + v) - table_points(t, rule[L_A], total)
    if rule[L_GROUP] >= 0 and doubled:
        v *= 2
    if rule[L_CAP] >= 0:
        room = max(0, t.cap[z, rec[r, R_PHASE], rule[L_CAP]] - used)
        v = min(v, room) if v > 0 else max(v, -room)
    return v


@compiled
def faded(t, rule, v, start, d):
    """Value after the fading steps reached by today."""
    n = rule[L_FADES]
    if n == 0:
        return v
    a = 0
    while a < n and end_of(t, rule[L_FADE] + a, start) <= d:
        a += 1
    return abs(v) * (n - a) // n if v > 0 else -(abs(v) * (n - a) // n)


@compiled
def refold(t, s, w, i, d):
    """Fold the whole file anew: every value, the sums and the number of live drops."""
    z = t.world[w, W_SCHEME]
    for x in range(t.scheme[z, Z_SCORES]):
        s.total[w, i, x] = 0
        s.drops[w, i, x] = 0
    rec = s.record[w]
    head = int(s.file[w, i, F_HEAD])
    r = head
    while r >= 0:
        rule = t.rule[z, rec[r, R_PHASE], rec[r, R_RULE]]
        if not rec[r, R_STATUS] & ANNULLED:
            live = not rec[r, R_STATUS] & ENDED
            if rule[L_EFFECT] == POINTS:
                rec[r, R_VALUE] = worth(t, s, z, w, head, r)
                rec[r, R_NOW] = faded(t, rule, int(rec[r, R_VALUE]), int(rec[r, R_START]), d)
                if live:
                    s.total[w, i, rule[L_SCORE]] += rec[r, R_NOW]
            elif rule[L_EFFECT] == DROP and live:
                s.drops[w, i, rule[L_SCORE]] += 1
        r = int(rec[r, R_NEXT])


@compiled
def lowest_of(t, z, phase, rule):
    """L of a drop: the lowest cut-off of the band dropped to."""
    b, level = rule[L_SET], rule[L_LEVEL]
    if level == t.bands[z, phase, b, B_LEVELS] - 1:
        return t.bands[z, phase, b, B_LOWEST]
    return t.cut[z, phase, b, level]


@compiled
def fold_score(t, s, w, i, x, d):
    """The score of today from the sums, or under live drops from the records (model.md, 7.5, 6 and 7)."""
    z = t.world[w, W_SCHEME]
    phase = t.phase_of[z, d]
    score = t.score[z, phase, x, V_START] + s.total[w, i, x]
    if s.drops[w, i, x]:
        score = _under_drops(t, s, w, i, x, phase, t.score[z, phase, x, V_START])
    return min(max(score, t.score[z, phase, x, V_FLOOR]), t.score[z, phase, x, V_CEILING])


@compiled
def _under_drops(t, s, w, i, x, phase, start):
    """min over live drops j of min(start + live points but bonuses after j, L_j + live deductions after j), in one walk.

    With B and D the bonuses and deductions up to the day of j and E all deductions: start + B + E, and L_j + E - D.
    """
    z = t.world[w, W_SCHEME]
    rec = s.record[w]
    bonuses, deductions = 0, 0
    least_bonuses, least_lowest, waiting, day = NEVER, NEVER, NEVER, -1
    r = int(s.file[w, i, F_HEAD])
    while r >= 0:
        rule = t.rule[z, rec[r, R_PHASE], rec[r, R_RULE]]
        if rule[L_SCORE] == x and not rec[r, R_STATUS] & (ANNULLED | ENDED):
            if rec[r, R_DAY] != day:
                # a drop waits until every record of its own day is counted
                if waiting != NEVER:
                    least_bonuses, least_lowest = (
                        min(least_bonuses, bonuses),
                        min(least_lowest, waiting - deductions),
                    )
                    waiting = NEVER
                day = rec[r, R_DAY]
            if rule[L_EFFECT] == DROP:
                waiting = min(waiting, lowest_of(t, z, phase, rule))
            elif rule[L_EFFECT] == POINTS:
                bonuses += max(0, rec[r, R_NOW])
                deductions += min(0, rec[r, R_NOW])
        r = int(rec[r, R_NEXT])
    if waiting != NEVER:
        least_bonuses, least_lowest = min(least_bonuses, bonuses), min(least_lowest, waiting - deductions)
    return min(start + least_bonuses, least_lowest) + deductions
