"""The file that a scheme keeps on one person in one world: records are entered, end, are repaired, annulled and forgotten.

The records of a person stand side by side in fold order, in a block of 4, 8, 16 ... places; a full one is exchanged for a larger one.
A morning first looks at a file (`touch`), then causes arrive, and at last everything is folded; that walk also marks what ended.
"""

from .columns import (
    AMISS,
    AMISS_FAULT,
    AMISS_FROM,
    AMISS_SINCE,
    ANNULLED,
    CAUSE,
    DROP,
    ENDED,
    ENTRY,
    F_COUNT,
    F_LOOKED,
    F_PLACE,
    F_ROOM,
    F_SPELLS,
    FRESH,
    FULL_RECORDS,
    FULL_SPELLS,
    IN_EFFECT,
    INTRICATE,
    J_FLAGS,
    J_MASK,
    KEY,
    L_AFTER,
    L_CAP,
    L_EFFECT,
    L_FADES,
    L_GROUP,
    L_LEVEL,
    L_LINKED,
    L_LIST,
    L_MODE,
    L_NUMBER,
    L_RANK,
    L_REPAIRED,
    L_REPAIRS,
    L_SET,
    N_COUNT,
    N_RULES,
    N_TIMES,
    N_WITHIN,
    NEVER,
    OVER,
    POINTS,
    Q_BLOCK,
    Q_RECORD_TOP,
    R_BASE,
    R_DAY,
    R_EFFECT,
    R_END,
    R_LAW,
    R_MARKS,
    R_START,
    R_VALUE,
    RECORD,
    REPAIRED,
    SHIFTED,
    SMALLEST,
    STIRRED,
    TABLE,
    TOUCHED,
    USELESS,
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
from .compiled import compiled, inlined
from .places import append


@compiled
def book(t, p, s, o, w, i, d):
    """Book the restricted days since the last look to every rule with a counting record, each rule and cause once."""
    a = max(int(s.file[i, w, F_LOOKED]), p.t0)
    first = s.file[i, w, F_PLACE]
    rule_of = t.rule[t.world[w, W_SCHEME]]
    while a < d:
        y = t.period_of[a]
        b = min(d, int(t.period_start[y + 1]))
        s.top[X_STAMP] += 1
        stamp = s.top[X_STAMP]
        for r in range(first, first + s.file[i, w, F_COUNT]):
            marks = s.record[r, R_MARKS]
            if marks & (OVER | IN_EFFECT) != IN_EFFECT:
                continue
            number, cause = rule_of[s.record[r, R_LAW], L_NUMBER], (marks >> CAUSE) & 3
            if s.stamp[number, cause] != stamp:
                s.stamp[number, cause] = stamp
                o.booked[w, number, cause, y] += b - a
        a = b


@compiled
def touch(t, p, s, o, w, i, d):
    """Somebody's standing is to be worked out this morning; must come before anything is changed."""
    if s.gist[i, w, J_FLAGS] & TOUCHED:
        s.gist[i, w, J_FLAGS] &= ~SHIFTED
        return
    s.gist[i, w, J_FLAGS] |= TOUCHED
    s.touched[s.top[X_TOUCHED]] = i
    s.top[X_TOUCHED] += 1
    if s.gist[i, w, J_MASK] & t.kind_of_measure[0]:
        book(t, p, s, o, w, i, d)
    s.file[i, w, F_LOOKED] = d


@inlined
def move(s, r, into):
    for k in range(RECORD):
        s.record[into, k] = s.record[r, k]
    if s.record[r, R_MARKS] & INTRICATE:
        for k in range(AMISS):
            s.amiss[into, k] = s.amiss[r, k]


@inlined
def fault_of(s, r):
    """What is wrong with the content of a record."""
    return s.amiss[r, AMISS_FAULT] if s.record[r, R_MARKS] & INTRICATE else 0


@inlined
def whose_of(s, i, r):
    """Whose event a record is about."""
    return s.amiss[r, AMISS_FROM] if s.record[r, R_MARKS] & INTRICATE else i


@inlined
def since(s, r):
    """The day from which a record counts again, or why it does not; 0 for most."""
    return s.amiss[r, AMISS_SINCE] if s.record[r, R_MARKS] & INTRICATE else 0


@inlined
def _needed(t, s, z, rec, rule, walk, later, d):
    """True if a linked record that ended may still matter to another, held or to come. later: calendar year of the next linked one."""
    keep = t.scheme[z, Z_KEEP]
    if d < rec[R_END] + keep:
        return True
    if rule[L_CAP] >= 0 or rule[L_MODE] == TABLE:
        year = t.year_of[rec[R_DAY]]
        if year == later or d < t.new_year[year + 1] + keep:
            return True
    row = len(s.stamp) + rule[L_GROUP]
    return rule[L_GROUP] >= 0 and s.memory[row, 0] == walk and s.memory[row, 1] < rec[R_END]


@compiled
def forget(t, s, z, w, i, d):
    """Let go of records that are over and on which nothing can depend any more.

    From the last to the first: what a record means for later ones is known when it is decided upon.
    """
    first, last = int(s.file[i, w, F_PLACE]), int(s.file[i, w, F_PLACE] + s.file[i, w, F_COUNT]) - 1
    s.top[X_STAMP] += 1
    walk, later = s.top[X_STAMP], -1
    for r in range(last, first - 1, -1):
        rec = s.record[r]
        rule = t.rule[z, rec[R_LAW]]
        if rec[R_MARKS] & OVER and since(s, r) >= 0 and not _needed(t, s, z, rec, rule, walk, later, d):
            rec[R_MARKS] |= USELESS
        elif rule[L_LINKED]:
            # also one that is over may use up room of a cap, at the value it has through an earlier one
            later = int(t.year_of[rec[R_DAY]])
            if rule[L_GROUP] >= 0:
                s.memory[len(s.stamp) + rule[L_GROUP], 0] = walk
                s.memory[len(s.stamp) + rule[L_GROUP], 1] = rec[R_DAY]
    into = first
    for r in range(first, last + 1):
        if not s.record[r, R_MARKS] & USELESS:
            if into != r:
                move(s, r, into)
            into += 1
    s.file[i, w, F_COUNT] = into - first


@compiled
def keep_spell(t, s, w, i, r, d):
    """Write down how long a direct drop or a list entry lasted, and what it brings by itself."""
    z = t.world[w, W_SCHEME]
    rec = s.record[r]
    rule = t.rule[z, rec[R_LAW]]
    phase = t.phase_of[z, min(d, t.phase_of.shape[1] - 1)]
    if rule[L_EFFECT] == DROP:
        mask = t.level_mask[z, phase, rule[L_SET], rule[L_LEVEL]]
    elif rule[L_EFFECT] == ENTRY:
        mask = t.list_mask[z, phase, rule[L_LIST]]
    else:
        return
    if not mask or rec[R_EFFECT] >= d or since(s, r) >= d:
        return
    x = append(s, s.spell, X_SPELL, FULL_SPELLS)
    if x < 0:
        return
    row = s.spell[x]
    row[Y_NEXT], row[Y_UNTIL], row[Y_MASK] = s.file[i, w, F_SPELLS], d, mask
    row[Y_FROM] = max(rec[R_EFFECT], since(s, r))
    # what is kept too long is wrong, not shifted: it has no counterpart in other worlds
    row[Y_CAUSE] = -1 if fault_of(s, r) < 0 else (rec[R_DAY] << 22) + (rec[R_MARKS] >> KEY)
    s.file[i, w, F_SPELLS] = x


@compiled
def close_spells(t, s, w, i, d):
    """Write down the direct drops and list entries that still last."""
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        if s.record[r, R_MARKS] & IN_EFFECT:
            keep_spell(t, s, w, i, r, d)


@inlined
def is_over(rec, d):
    """True if a record does not count any more this morning, marked so or not yet."""
    return rec[R_MARKS] & OVER or rec[R_END] <= d


@compiled
def stop_record(t, s, w, i, r, d, marks):
    """A record stops counting today: its term is over, it is repaired (both ENDED) or ANNULLED."""
    rec = s.record[r]
    if rec[R_MARKS] & IN_EFFECT:
        keep_spell(t, s, w, i, r, d)
    rec[R_MARKS] = (rec[R_MARKS] & ~IN_EFFECT) | marks
    if rec[R_MARKS] & INTRICATE:
        s.amiss[r, AMISS_SINCE] = max(0, s.amiss[r, AMISS_SINCE])
    if rec[R_END] != d:
        rec[R_END] = d
        s.gist[i, w, J_FLAGS] |= STIRRED


@compiled
def suspend(t, s, w, i, r, d, reason):
    """A record does not count from this morning on, until no reason is left; its term runs on."""
    rec = s.record[r]
    if rec[R_MARKS] & IN_EFFECT:
        keep_spell(t, s, w, i, r, d)
    before = since(s, r)
    s.amiss[r, AMISS_FAULT], s.amiss[r, AMISS_FROM] = fault_of(s, r), whose_of(s, i, r)
    s.amiss[r, AMISS_SINCE] = -reason if before >= 0 else -(-before | reason)
    rec[R_MARKS] = (rec[R_MARKS] & ~IN_EFFECT) | ANNULLED | INTRICATE
    s.gist[i, w, J_FLAGS] |= STIRRED | INTRICATE


@compiled
def resume(s, w, i, r, d, reason):
    """One reason why a record does not count is gone."""
    rec = s.record[r]
    left = -since(s, r) & ~reason
    s.amiss[r, AMISS_SINCE] = -left if left else d
    if not left:
        rec[R_MARKS] &= ~ANNULLED
    s.gist[i, w, J_FLAGS] |= STIRRED | INTRICATE


@inlined
def is_suspended(s, r, d):
    """True if a record does not count this morning but may again."""
    return since(s, r) < 0 and not s.record[r, R_MARKS] & ENDED and s.record[r, R_END] > d


@inlined
def is_live(rec, d):
    """True if a record counts, or may count again."""
    return not rec[R_MARKS] & ENDED and rec[R_END] > d


@compiled
def put_in_order(t, s, w, i, r):
    """A record whose value has changed moves to its place among the others of its cause."""
    first = s.file[i, w, F_PLACE]
    last = first + s.file[i, w, F_COUNT] - 1
    rule_of = t.rule[t.world[w, W_SCHEME]]
    moved = True
    while moved:
        moved = False
        for side in (-1, 1):
            k = r + side
            if k < first or k > last:
                continue
            a, b = (r, k) if side < 0 else (k, r)  # a should stand behind b
            rec = s.record[a]
            if _stands_before(
                rule_of,
                s.record[b],
                rec[R_DAY],
                rec[R_MARKS] >> KEY,
                rec[R_BASE],
                rec[R_END],
                rule_of[rec[R_LAW], L_RANK],
            ):
                for n in range(RECORD):
                    held = int(s.record[a, n])
                    s.record[a, n] = s.record[b, n]
                    s.record[b, n] = held
                for n in range(AMISS):
                    held = int(s.amiss[a, n])
                    s.amiss[a, n] = s.amiss[b, n]
                    s.amiss[b, n] = held
                r, moved = k, True
                break


@compiled
def annul(t, p, s, o, w, i, event, key, d):
    """A decision takes the records of one cause out of the set, also those that are over and only matter to others."""
    touch(t, p, s, o, w, i, d)
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        if rec[R_DAY] == event and rec[R_MARKS] >> KEY == key:
            stop_record(t, s, w, i, r, d, ANNULLED)
            s.gist[i, w, J_FLAGS] |= STIRRED


@compiled
def repair(t, p, s, o, w, i, rule, d):
    """End the live records that a rule repairs. Returns True if there was one that arrived before today."""
    z = t.world[w, W_SCHEME]
    found = False
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        # judged as it stood before this morning's arrivals: a second repair of the same record acts too
        again = rec[R_MARKS] & REPAIRED and not rec[R_MARKS] & ANNULLED and rec[R_END] == d
        if rec[R_MARKS] & FRESH or (is_over(rec, d) and not again):
            continue
        number = t.rule[z, rec[R_LAW], L_NUMBER]
        for k in range(rule[L_REPAIRS], rule[L_REPAIRS] + rule[L_REPAIRED]):
            if t.repairs[z, k] == number:
                found = True
                if rule[L_AFTER] >= 0:
                    end = int(t.ends[d, rule[L_AFTER]])
                    if end < rec[R_END]:
                        rec[R_END] = end
                        s.gist[i, w, J_FLAGS] |= STIRRED
                elif not is_over(rec, d):
                    stop_record(t, s, w, i, r, d, ENDED | REPAIRED)
    return found


@compiled
def is_met(t, s, z, w, i, event, requirement, d):
    """True if a file holds as many live records of some rules as a requirement asks for; what was repaired this morning still counts."""
    found, within = 0, requirement[N_WITHIN]
    rules, most = requirement[N_RULES], requirement[N_RULES] + requirement[N_COUNT]
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        if rec[R_MARKS] & ANNULLED or (is_over(rec, d) and not (rec[R_MARKS] & REPAIRED and rec[R_END] == d)):
            continue
        if within >= 0 and (event < rec[R_DAY] or event > t.ends[rec[R_DAY], within]):
            continue
        for k in range(rules, most):
            found += t.required[z, k] == t.rule[z, rec[R_LAW], L_NUMBER]
    return found < 1 if requirement[N_TIMES] == 0 else found >= requirement[N_TIMES]


@compiled
def release(s, w, i):
    """Give a person's places back."""
    room, block = s.file[i, w, F_ROOM], Q_BLOCK
    if room:
        while SMALLEST << (block - Q_BLOCK) < room:
            block += 1
        s.record[s.file[i, w, F_PLACE], 0] = s.pool[block]
        s.pool[block] = s.file[i, w, F_PLACE]
    s.file[i, w, F_ROOM], s.file[i, w, F_COUNT] = 0, 0


@compiled
def enlarge(s, w, i):
    """A block of twice as many places. Returns False when the room is full."""
    count, old = s.file[i, w, F_COUNT], s.file[i, w, F_PLACE]
    block, room = Q_BLOCK, SMALLEST
    while room < 2 * s.file[i, w, F_ROOM]:
        room *= 2
        block += 1
    place = s.pool[block]
    if place >= 0:
        s.pool[block] = s.record[place, 0]
    else:
        place = s.pool[Q_RECORD_TOP]
        if place + room > len(s.record):
            s.top[X_FULL] |= FULL_RECORDS
            return False
        s.pool[Q_RECORD_TOP] = place + room
    for r in range(count):
        move(s, old + r, place + r)
    release(s, w, i)
    s.file[i, w, F_PLACE], s.file[i, w, F_ROOM], s.file[i, w, F_COUNT] = place, room, count
    return True


@inlined
def _stands_before(rule_of, rec, event, key, base, end, rank):
    """True if a new record belongs before another in fold order."""
    if event != rec[R_DAY]:
        return event < rec[R_DAY]
    if key != rec[R_MARKS] >> KEY:
        return key < rec[R_MARKS] >> KEY
    if base != rec[R_BASE]:
        return base < rec[R_BASE]
    if end != rec[R_END]:
        return end < rec[R_END]
    return rank < rule_of[rec[R_LAW], L_RANK]


@compiled
def add_record(t, p, s, o, w, i, event, key, cause, start, law, base, end, effect, d, fault, whose):
    """Enter a record that arrives today. effect: the day from which it counts; whose: event it is."""
    rule_of = t.rule[t.world[w, W_SCHEME]]
    rule = rule_of[law]
    if d >= p.t0:
        o.records[w, rule[L_NUMBER], cause, t.period_of[d]] += 1
    if end <= d and not rule[L_LINKED]:
        return  # over before it came, and nothing depends on it
    if s.file[i, w, F_COUNT] == s.file[i, w, F_ROOM] and not enlarge(s, w, i):
        return
    first = s.file[i, w, F_PLACE]
    r = first + s.file[i, w, F_COUNT]
    s.file[i, w, F_COUNT] += 1
    while r > first and _stands_before(rule_of, s.record[r - 1], event, key, base, end, rule[L_RANK]):
        move(s, r - 1, r)
        r -= 1
    rec = s.record[r]
    rec[R_DAY], rec[R_VALUE], rec[R_LAW], rec[R_BASE] = event, base, law, base
    rec[R_END], rec[R_START], rec[R_EFFECT] = min(end, NEVER), start, effect
    marks = ENDED if end <= d else FRESH | (IN_EFFECT if effect <= d else 0)
    if rule[L_LINKED]:
        s.gist[i, w, J_FLAGS] |= STIRRED
    if rule[L_LINKED] or rule[L_FADES] or rule[L_EFFECT] != POINTS or fault or (p.redress and whose != i):
        s.gist[i, w, J_FLAGS] |= INTRICATE
        marks |= INTRICATE
        s.amiss[r, AMISS_FAULT], s.amiss[r, AMISS_SINCE], s.amiss[r, AMISS_FROM] = fault, 0, whose
    rec[R_MARKS] = key << KEY | cause << CAUSE | marks
