"""The file that a scheme keeps on one person in one world: records are entered, end, are repaired, annulled and forgotten."""

from .columns import (
    ANNULLED,
    DROP,
    DUE_EFFECT,
    DUE_END,
    DUE_FADE,
    ENDED,
    ENTRY,
    F_DEAD,
    F_FLUSHED,
    F_HEAD,
    F_SPELLS,
    FREED,
    FULL_NODES,
    FULL_RECORDS,
    FULL_SPELLS,
    IN_EFFECT,
    J_FLAGS,
    J_MASK,
    L_CAP,
    L_EFFECT,
    L_FADE,
    L_FADES,
    L_GROUP,
    L_LEVEL,
    L_LINKED,
    L_LIST,
    L_MODE,
    L_RANK,
    L_REPAIRED,
    L_REPAIRS,
    L_SCORE,
    L_SET,
    N_A,
    N_B,
    N_C,
    N_NEXT,
    N_PERSON,
    N_TYPE,
    POINTS,
    Q_NODE_FREE,
    Q_NODE_TOP,
    Q_RECORD_FREE,
    Q_RECORD_TOP,
    R_BASE,
    R_CAUSE,
    R_DAY,
    R_EFFECT,
    R_END,
    R_KEY,
    R_NEXT,
    R_NOW,
    R_PERSON,
    R_PHASE,
    R_RANK,
    R_RULE,
    R_SINCE,
    R_START,
    R_STATUS,
    R_VALUE,
    REFOLD,
    REPAIRED,
    TABLE,
    TOUCHED,
    W_SCHEME,
    X_FULL,
    X_SPELL,
    X_STAMP,
    X_TOUCHED,
    Y_CAUSE,
    Y_FROM,
    Y_MASK,
    Y_NEXT,
    Y_UNTIL,
    Z_KEEP,
)
from .compiled import compiled
from .folding import end_of, faded, worth


@compiled
def push(s, w, day, stop, due, person, a, b, c):
    """Put something on the list of a coming morning; days beyond the run are let go."""
    if day >= stop:
        return
    node = s.pool[w, Q_NODE_FREE]
    if node >= 0:
        s.pool[w, Q_NODE_FREE] = s.node[w, node, N_NEXT]
    else:
        node = s.pool[w, Q_NODE_TOP]
        if node >= s.node.shape[1]:
            s.top[X_FULL] |= FULL_NODES
            return
        s.pool[w, Q_NODE_TOP] = node + 1
    s.node[w, node, N_NEXT] = s.due[w, day]
    s.node[w, node, N_TYPE] = due
    s.node[w, node, N_PERSON] = person
    s.node[w, node, N_A] = a
    s.node[w, node, N_B] = b
    s.node[w, node, N_C] = c
    s.due[w, day] = node


@compiled
def book(t, p, s, o, w, i, d):
    """Book the restricted days since the last touch to every rule with a counting record, each rule and cause once."""
    since = max(int(s.file[w, i, F_FLUSHED]), p.t0)
    if since >= d:
        return
    rule_of = t.rule[t.world[w, W_SCHEME]]
    rec = s.record[w]
    s.top[X_STAMP] += 1
    r = int(s.file[w, i, F_HEAD])
    while r >= 0:
        if _counts(rec, rule_of, r) and s.stamp[rec[r, R_RULE], rec[r, R_CAUSE]] != s.top[X_STAMP]:
            s.stamp[rec[r, R_RULE], rec[r, R_CAUSE]] = s.top[X_STAMP]
            a = since
            while a < d:
                y = t.period_of[a]
                b = min(d, t.period_start[y + 1])
                o.booked[w, rec[r, R_RULE], rec[r, R_CAUSE], y] += b - a
                a = b
        r = int(rec[r, R_NEXT])


@compiled
def _counts(rec, rule_of, r):
    status = rec[r, R_STATUS]
    if status & (ANNULLED | ENDED):
        return False
    return rule_of[rec[r, R_PHASE], rec[r, R_RULE], L_EFFECT] != ENTRY or status & IN_EFFECT != 0


@compiled
def touch(t, p, s, o, w, i, d):
    """Note that a person's standing is to be worked out this morning; must come before anything is changed."""
    if s.gist[i, w, J_FLAGS] & TOUCHED:
        return
    s.gist[i, w, J_FLAGS] |= TOUCHED
    s.touched[s.top[X_TOUCHED]] = i
    s.top[X_TOUCHED] += 1
    if s.gist[i, w, J_MASK] & t.kind_of_measure[0]:
        book(t, p, s, o, w, i, d)
    s.file[w, i, F_FLUSHED] = d
    if p.careful:
        s.gist[i, w, J_FLAGS] |= REFOLD


@compiled
def keep_spell(t, s, w, i, r, d):
    """Write down how long a direct drop or a list entry lasted, and what it brings by itself."""
    z = t.world[w, W_SCHEME]
    rec = s.record[w, r]
    rule = t.rule[z, rec[R_PHASE], rec[R_RULE]]
    phase = t.phase_of[z, min(d, t.phase_of.shape[1] - 1)]
    if rule[L_EFFECT] == DROP:
        mask, since = t.level_mask[z, phase, rule[L_SET], rule[L_LEVEL]], rec[R_SINCE]
    else:
        mask, since = t.list_mask[z, phase, rule[L_LIST]], rec[R_EFFECT]
    if not mask or since >= d:
        return
    x = s.top[X_SPELL]
    if x >= len(s.spell):
        s.top[X_FULL] |= FULL_SPELLS
        return
    s.top[X_SPELL] = x + 1
    s.spell[x, Y_NEXT] = s.file[w, i, F_SPELLS]
    s.spell[x, Y_CAUSE] = (rec[R_DAY] << 21) + rec[R_KEY]
    s.spell[x, Y_FROM] = since
    s.spell[x, Y_UNTIL] = d
    s.spell[x, Y_MASK] = mask
    s.file[w, i, F_SPELLS] = x


@compiled
def stop_record(t, s, w, i, r, d, status):
    """A record stops counting today: its term ended, it was repaired (both ENDED) or ANNULLED."""
    rec = s.record[w, r]
    if rec[R_STATUS] & (ENDED | ANNULLED | FREED):
        return
    rule = t.rule[t.world[w, W_SCHEME], rec[R_PHASE], rec[R_RULE]]
    if rule[L_EFFECT] == POINTS:
        s.total[w, i, rule[L_SCORE]] -= rec[R_NOW]
    elif rule[L_EFFECT] == DROP:
        s.drops[w, i, rule[L_SCORE]] -= 1
        keep_spell(t, s, w, i, r, d)
    elif rec[R_STATUS] & IN_EFFECT:
        s.listed[w, i, rule[L_LIST]] -= 1
        keep_spell(t, s, w, i, r, d)
    rec[R_STATUS] = (rec[R_STATUS] & ~IN_EFFECT) | status
    rec[R_END] = d
    s.file[w, i, F_DEAD] += 1
    if rule[L_LINKED]:
        # an earlier end or an annulment may change what later records count
        s.gist[i, w, J_FLAGS] |= REFOLD


@compiled
def end_record(t, s, w, i, r, d):
    """The term of a record is over; what it did to others stays, so the sum alone changes."""
    rec = s.record[w, r]
    if rec[R_PERSON] != i or rec[R_END] != d or rec[R_STATUS] & (ENDED | ANNULLED | FREED):
        return
    before = s.gist[i, w, J_FLAGS]
    stop_record(t, s, w, i, r, d, ENDED)
    s.gist[i, w, J_FLAGS] = before


@compiled
def forget(t, p, s, w, i, d):
    """Let go of records that no longer count and on which nothing can depend any more."""
    z = t.world[w, W_SCHEME]
    rec = s.record[w]
    last, r = -1, int(s.file[w, i, F_HEAD])
    while r >= 0:
        following = int(rec[r, R_NEXT])
        if _forgettable(t, s, z, w, r, d):
            if last < 0:
                s.file[w, i, F_HEAD] = following
            else:
                rec[last, R_NEXT] = following
            rec[r, R_STATUS] = FREED
            rec[r, R_NEXT] = s.pool[w, Q_RECORD_FREE]
            s.pool[w, Q_RECORD_FREE] = r
            s.file[w, i, F_DEAD] -= 1
        else:
            last = r
        r = following


@compiled
def _forgettable(t, s, z, w, r, d):
    rec = s.record[w]
    if not rec[r, R_STATUS] & (ENDED | ANNULLED):
        return False
    rule = t.rule[z, rec[r, R_PHASE], rec[r, R_RULE]]
    if rec[r, R_STATUS] & ANNULLED or not rule[L_LINKED]:
        return True
    keep = t.scheme[z, Z_KEEP]
    year = t.year_of[rec[r, R_DAY]]
    yearly = rule[L_CAP] >= 0 or rule[L_MODE] == TABLE
    if d < rec[r, R_END] + keep or (yearly and d < t.new_year[year + 1] + keep):
        return False
    q = int(rec[r, R_NEXT])
    while q >= 0:
        other = t.rule[z, rec[q, R_PHASE], rec[q, R_RULE]]
        # also a later record that ended may still use up room of a cap, at the value it has through this one
        if not rec[q, R_STATUS] & ANNULLED:
            if rule[L_GROUP] >= 0 and other[L_GROUP] == rule[L_GROUP] and rec[q, R_DAY] < rec[r, R_END]:
                return False
            if yearly and t.year_of[rec[q, R_DAY]] == year:
                return False
        q = int(rec[q, R_NEXT])
    return True


@compiled
def matters_later(t, s, z, w, r):
    """True if a record later in the order shares a group, a cap or a table with this one, so that its value may change."""
    rec = s.record[w]
    rule = t.rule[z, rec[r, R_PHASE], rec[r, R_RULE]]
    q = int(rec[r, R_NEXT])
    while q >= 0:
        other = t.rule[z, rec[q, R_PHASE], rec[q, R_RULE]]
        if rec[q, R_RULE] == rec[r, R_RULE] or (rule[L_GROUP] >= 0 and other[L_GROUP] == rule[L_GROUP]):
            return True
        if rule[L_CAP] >= 0 and other[L_CAP] == rule[L_CAP]:
            return True
        q = int(rec[q, R_NEXT])
    return False


@compiled
def fade_record(t, s, w, i, r, d):
    """A fading step is reached: nothing but this record's own part of the sum changes."""
    rec = s.record[w, r]
    if rec[R_PERSON] != i or rec[R_STATUS] & (ENDED | ANNULLED | FREED):
        return
    rule = t.rule[t.world[w, W_SCHEME], rec[R_PHASE], rec[R_RULE]]
    if rule[L_EFFECT] != POINTS or rule[L_FADES] == 0:
        return
    now = faded(t, rule, int(rec[R_VALUE]), int(rec[R_START]), d)
    s.total[w, i, rule[L_SCORE]] += now - rec[R_NOW]
    rec[R_NOW] = now


@compiled
def new_record(t, s, w, i, d):
    """A free place for a record, or -1 when the room is full."""
    r = int(s.pool[w, Q_RECORD_FREE])
    if r >= 0:
        s.pool[w, Q_RECORD_FREE] = s.record[w, r, R_NEXT]
        return r
    r = s.pool[w, Q_RECORD_TOP]
    if r >= s.record.shape[1]:
        s.top[X_FULL] |= FULL_RECORDS
        return -1
    s.pool[w, Q_RECORD_TOP] = r + 1
    return r


@compiled
def _before(a, b):
    """True if record a stands before record b in fold order."""
    if a[R_DAY] != b[R_DAY]:
        return a[R_DAY] < b[R_DAY]
    if a[R_KEY] != b[R_KEY]:
        return a[R_KEY] < b[R_KEY]
    if a[R_BASE] != b[R_BASE]:
        return a[R_BASE] < b[R_BASE]
    if a[R_END] != b[R_END]:
        return a[R_END] < b[R_END]
    return a[R_RANK] < b[R_RANK]


@compiled
def insert(s, w, i, r):
    """Put a record into the person's file in fold order. Returns True if it became the last."""
    rec = s.record[w]
    last, q = -1, int(s.file[w, i, F_HEAD])
    while q >= 0 and not _before(rec[r], rec[q]):
        last, q = q, int(rec[q, R_NEXT])
    rec[r, R_NEXT] = q
    if last < 0:
        s.file[w, i, F_HEAD] = r
    else:
        rec[last, R_NEXT] = r
    return q < 0


@compiled
def add_record(t, p, s, o, w, i, event, key, cause, start, r, base, end, effect_day, d):
    """Enter a record that arrives today."""
    z = t.world[w, W_SCHEME]
    n = new_record(t, s, w, i, d)
    if n < 0:
        return
    phase = t.phase_of[z, event]
    rule = t.rule[z, phase, r]
    rec = s.record[w, n]
    rec[R_DAY], rec[R_KEY], rec[R_RULE], rec[R_BASE] = event, key, r, base
    rec[R_SINCE], rec[R_END], rec[R_START], rec[R_EFFECT] = d, end, start, effect_day
    rec[R_VALUE], rec[R_NOW], rec[R_STATUS], rec[R_CAUSE], rec[R_PHASE] = 0, 0, 0, cause, phase
    rec[R_PERSON], rec[R_RANK] = i, rule[L_RANK]
    last = insert(s, w, i, n)
    if d >= p.t0:
        o.records[w, r, cause, t.period_of[d]] += 1
    over = end <= d
    if over:
        rec[R_STATUS] = ENDED
        s.file[w, i, F_DEAD] += 1
    if rule[L_EFFECT] == POINTS:
        if rule[L_LINKED] and not last and matters_later(t, s, z, w, n):
            s.gist[i, w, J_FLAGS] |= REFOLD
        else:
            rec[R_VALUE] = worth(t, s, z, w, int(s.file[w, i, F_HEAD]), n)
        rec[R_NOW] = faded(t, rule, int(rec[R_VALUE]), start, d)
        if not over:
            s.total[w, i, rule[L_SCORE]] += rec[R_NOW]
        for k in range(rule[L_FADES]):
            step = end_of(t, rule[L_FADE] + k, start)
            if step > d:
                push(s, w, step, p.stop, DUE_FADE, i, n, 0, 0)
    elif rule[L_EFFECT] == DROP:
        s.drops[w, i, rule[L_SCORE]] += not over
        if rule[L_LINKED] and not last:
            s.gist[i, w, J_FLAGS] |= REFOLD
    elif not over and effect_day <= d:
        rec[R_STATUS] |= IN_EFFECT
        s.listed[w, i, rule[L_LIST]] += 1
    elif not over:
        push(s, w, effect_day, p.stop, DUE_EFFECT, i, n, 0, 0)
    if not over:
        push(s, w, end, p.stop, DUE_END, i, n, 0, 0)


@compiled
def take_effect(t, s, w, i, r, d):
    """A list entry comes into effect, unless it ended before."""
    rec = s.record[w, r]
    rule = t.rule[t.world[w, W_SCHEME], rec[R_PHASE], rec[R_RULE]]
    if rec[R_PERSON] != i or rec[R_EFFECT] != d or rule[L_EFFECT] != ENTRY:
        return
    if rec[R_STATUS] & (ENDED | ANNULLED | FREED | IN_EFFECT):
        return
    rec[R_STATUS] |= IN_EFFECT
    s.listed[w, i, rule[L_LIST]] += 1


@compiled
def repair(t, p, s, o, w, i, rule, d):
    """End the live records that a rule repairs. Returns True if there was one that arrived before today."""
    z = t.world[w, W_SCHEME]
    rec = s.record[w]
    found = False
    r = int(s.file[w, i, F_HEAD])
    while r >= 0:
        status = rec[r, R_STATUS]
        # judged as it stood before this morning's arrivals: a second repair of the same record acts too
        live = not status & (ENDED | ANNULLED) or (
            status & REPAIRED and not status & ANNULLED and rec[r, R_END] == d
        )
        if live and rec[r, R_SINCE] < d:
            for k in range(rule[L_REPAIRED]):
                if t.repairs[z, rule[L_REPAIRS] + k] == rec[r, R_RULE]:
                    stop_record(t, s, w, i, r, d, ENDED | REPAIRED)
                    found = True
        r = int(rec[r, R_NEXT])
    return found
