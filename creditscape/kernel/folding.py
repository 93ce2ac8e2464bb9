"""The score as a fold over the records held (model.md, 7.5): one walk through the file of a person, whatever changed."""

from .columns import (
    A_BONUSES,
    A_DAY,
    A_DEDUCTIONS,
    A_LEAST,
    A_LOWEST,
    A_WAITING,
    ANNULLED,
    B_LEVELS,
    B_LOWEST,
    DROP,
    ENDED,
    ENTRY,
    F_COUNT,
    F_LISTS,
    F_PLACE,
    FRESH,
    IN_EFFECT,
    INTRICATE,
    J_FLAGS,
    L_A,
    L_CAP,
    L_EFFECT,
    L_FADE,
    L_FADES,
    L_GROUP,
    L_LEVEL,
    L_LINKED,
    L_LIST,
    L_MODE,
    L_NUMBER,
    L_ROOM,
    L_SCORE,
    L_SET,
    L_TOP,
    NEVER,
    OVER,
    R_BASE,
    R_DAY,
    R_EFFECT,
    R_END,
    R_LAW,
    R_MARKS,
    R_START,
    R_VALUE,
    STIRRED,
    TABLE,
    V_CEILING,
    V_FLOOR,
    V_FRIENDS,
    V_START,
    X_STAMP,
    Z_SCORES,
)
from .compiled import compiled, inlined
from .records import forget, move, since, stop_record


@compiled
def end_of(t, duration, day):
    """The day that lies a duration after a day; -1 is for ever."""
    if duration < 0 or day >= len(t.ends):
        return NEVER
    return int(t.ends[day, duration])


@compiled
def table_points(t, row, amount):
    """Points of a table for a year's total."""
    points = 0
    for k in range(t.step_count[row]):
        if amount >= t.step_from[row, k]:
            points = int(t.step_points[row, k])
    return points


@compiled
def lowest_of(t, z, phase, rule):
    """L of a drop: the lowest score of the band dropped to, or its highest."""
    b, level = rule[L_SET], rule[L_LEVEL]
    if rule[L_TOP]:
        return int(t.cut[z, phase, b, level - 1]) - 1
    if level == t.bands[z, phase, b, B_LEVELS] - 1:
        return int(t.bands[z, phase, b, B_LOWEST])
    return int(t.cut[z, phase, b, level])


@inlined
def _remembered(s, row, stamp, otherwise):
    """What this walk has noted in a row of the memory; rows noted by other walks say nothing."""
    return s.memory[row, 1] if s.memory[row, 0] == stamp else otherwise


@inlined
def _linked_worth(t, s, rule, rec, walk, year):
    """Value of a record after table, repetition and cap, and what it means for later ones. walk, year: stamps of the memory."""
    v = int(rec[R_BASE])
    rules = len(s.stamp)
    if rule[L_MODE] == TABLE:
        row = rule[L_NUMBER]
        total = _remembered(s, row, year, 0)
        s.memory[row, 0], s.memory[row, 1] = year, total + v
        v = table_points(t, rule[L_A], total + v) - table_points(t, rule[L_A], total)
    if rule[L_GROUP] >= 0:
        row = rules + rule[L_GROUP]
        last = _remembered(s, row, walk, -1)
        if rec[R_DAY] < last:
            v *= 2
        s.memory[row, 0], s.memory[row, 1] = walk, max(last, int(rec[R_END]))
    if rule[L_CAP] >= 0:
        row = 2 * rules + rule[L_CAP]
        used = _remembered(s, row, year, 0)
        room = max(0, rule[L_ROOM] - used)
        v = min(v, room) if v > 0 else max(v, -room)
        s.memory[row, 0], s.memory[row, 1] = year, used + abs(v)
    return v


@inlined
def _steps_reached(t, rule, start, d):
    """Fading steps reached by today."""
    reached = 0
    for a in range(rule[L_FADES]):  # counted, not searched: which step it is can hardly be foretold
        reached += end_of(t, rule[L_FADE] + a, start) <= d
    return reached


@inlined
def _pass_drops(a):
    """A drop waits until every record of its own day is counted."""
    if a[A_WAITING] != NEVER:
        a[A_LEAST] = min(a[A_LEAST], a[A_BONUSES])
        a[A_LOWEST] = min(a[A_LOWEST], a[A_WAITING] - a[A_DEDUCTIONS])
        a[A_WAITING] = NEVER


@inlined
def _marks_today(t, s, w, i, r, rec, d):
    """Marks of a record this morning: terms end, entries take effect."""
    marks = rec[R_MARKS] & ~FRESH
    if not marks & OVER:
        if rec[R_END] <= d:
            stop_record(t, s, w, i, r, rec[R_END], ENDED)
            return rec[R_MARKS]
        if rec[R_EFFECT] <= d:
            marks |= IN_EFFECT
    return marks


@inlined
def _add_up(t, s, z, w, i, d):
    """Fold a file of nothing but points that count in full until their term ends. Returns the next day of change."""
    first, following = int(s.file[i, w, F_PLACE]), NEVER
    into = first
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        if rec[R_END] <= d or rec[R_MARKS] & OVER:
            continue
        rec[R_MARKS] &= ~FRESH
        a = s.running[t.rule[z, rec[R_LAW], L_SCORE]]
        a[A_BONUSES] += rec[R_BASE]
        following = min(following, int(rec[R_END]))
        if into != r:
            move(s, r, into)
        into += 1
    s.file[i, w, F_COUNT] = into - first
    return following


@compiled
def fold(t, s, z, w, i, d, careful):
    """Sums into s.running [score], lists into the file. Returns the next day on which the file changes by itself."""
    for x in range(t.scheme[z, Z_SCORES]):
        a = s.running[x]
        a[A_BONUSES], a[A_DEDUCTIONS], a[A_LEAST], a[A_LOWEST], a[A_WAITING] = 0, 0, NEVER, NEVER, NEVER
    if careful or s.gist[i, w, J_FLAGS] & INTRICATE:
        return _walk(t, s, z, w, i, d, careful)
    return _add_up(t, s, z, w, i, d)


@inlined
def _walk(t, s, z, w, i, d, careful):
    """Walk through a whole file: s.running [score] says what counts, the person's lists are set. Returns the next day of change.

    The minimum over live drops j of min(start + live points but bonuses after j, L_j + live deductions after j) needs one walk:
    with B and D the bonuses and deductions up to the day of j and E all deductions it is min(start + B + E, L_j + E - D).
    """
    phase = t.phase_of[z, d]
    lists, following, year, walk = 0, NEVER, -1, s.top[X_STAMP] + 1
    stamp = walk
    stirred = careful or s.gist[i, w, J_FLAGS] & STIRRED
    s.gist[i, w, J_FLAGS] &= ~(STIRRED | INTRICATE)
    first = int(s.file[i, w, F_PLACE])
    into, spare, intricate = first, 0, 0
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        rule = t.rule[z, rec[R_LAW]]
        if not rec[R_MARKS] & INTRICATE and (rec[R_END] <= d or rec[R_MARKS] & OVER) and not careful:
            continue
        marks = _marks_today(t, s, w, i, r, rec, d)
        suspended = marks & OVER and since(s, r) < 0 and (rec[R_END] > d or rule[L_LINKED])
        if marks & OVER and (marks & ANNULLED or not rule[L_LINKED]) and not careful and not suspended:
            continue
        rec[R_MARKS] = marks
        if into != r:
            move(s, r, into)
            rec = s.record[into]
        into += 1
        intricate |= marks & INTRICATE
        if stirred and rule[L_LINKED] and not marks & ANNULLED:
            if t.year_of[rec[R_DAY]] != year:
                year = t.year_of[rec[R_DAY]]
                stamp += 1
            rec[R_VALUE] = _linked_worth(t, s, rule, rec, walk, stamp)
        if marks & OVER:
            spare += not suspended
            continue
        v = int(rec[R_VALUE])
        following = min(following, int(rec[R_END]))
        if not marks & IN_EFFECT:
            following = min(following, int(rec[R_EFFECT]))
            continue
        effect = rule[L_EFFECT]
        if effect == ENTRY:
            lists |= 1 << rule[L_LIST]
            continue
        a = s.running[rule[L_SCORE]]
        if a[A_WAITING] != NEVER and a[A_DAY] != rec[R_DAY]:
            _pass_drops(a)
        if effect == DROP:
            a[A_WAITING], a[A_DAY] = min(a[A_WAITING], lowest_of(t, z, phase, rule)), rec[R_DAY]
            continue
        n = rule[L_FADES]
        if n:
            k = _steps_reached(t, rule, rec[R_START], d)
            if k < n:
                following = min(following, end_of(t, rule[L_FADE] + k, rec[R_START]))
            v = abs(v) * (n - k) // n if v > 0 else -(abs(v) * (n - k) // n)
        a[A_BONUSES if v > 0 else A_DEDUCTIONS] += v
    s.top[X_STAMP] = stamp
    s.gist[i, w, J_FLAGS] |= intricate
    s.file[i, w, F_LISTS] = lists
    s.file[i, w, F_COUNT] = into - first
    if 2 * spare > into - first and not careful:
        forget(t, s, z, w, i, d)
    return following


@compiled
def score_of(t, s, z, w, i, phase, x):
    """The score of today after the walk; what friends add moves the start."""
    a = s.running[x]
    _pass_drops(a)
    score = t.score[z, phase, x, V_START] + a[A_DEDUCTIONS]
    if t.score[z, phase, x, V_FRIENDS]:
        score += s.file[i, w, s.file.shape[2] - t.score.shape[2] + x]
    if a[A_LEAST] == NEVER and a[A_LOWEST] == NEVER:
        score += a[A_BONUSES]
    else:
        score = min(score + a[A_LEAST], a[A_LOWEST] + a[A_DEDUCTIONS])
    return min(max(score, int(t.score[z, phase, x, V_FLOOR])), int(t.score[z, phase, x, V_CEILING]))
