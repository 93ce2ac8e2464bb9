"""A cause arrives at the file of a person: the rules of its day's phase meet it (model.md, 7.4 and 7.6)."""

from ..words.luck import AMOUNT, CALENDAR, EPISODE, REACH, VALUE
from .chance import choose, consequence, consequences
from .columns import (
    ALWAYS,
    COPY,
    DRAWN,
    DROP,
    E_AMOUNT,
    E_EPISODE,
    E_FALSE,
    E_LAWFUL,
    E_READS,
    ENTRY,
    F_COUNT,
    F_PLACE,
    F_STANDING,
    FIXED,
    J_FLAGS,
    L_A,
    L_B,
    L_C,
    L_EFFECT,
    L_KEEPER,
    L_LEAST,
    L_LIST,
    L_MODE,
    L_NEEDED,
    L_NEEDS,
    L_NUMBER,
    L_RANK,
    L_REACH,
    L_REPAIRED,
    L_SCORE,
    L_TERM,
    L_TIE,
    L_YEAR,
    L_YEAR_LEVELS,
    L_YEAR_SET,
    NEVER,
    NO_EVENT,
    NOTHING,
    OF_ANOTHER,
    OWN_BREACH,
    OWN_LAWFUL,
    POINTS,
    R_EFFECT,
    R_END,
    R_LAW,
    R_START,
    SCALED_ABOVE,
    STIRRED,
    SUBJECT,
    T_EFFECT,
    T_FROM_EVENT,
    T_TERM,
    TABLE,
    W_ORIGINS,
    W_SCHEME,
    Z_ALL_ACTS,
    Z_SCORES,
)
from .compiled import compiled, inlined
from .folding import end_of, lowest_of, table_points
from .records import add_record, fault_of, is_met, is_over, is_suspended, repair, touch
from .traces import trace_arrival


@compiled
def episode(t, p, s, origin, i, event, key, kind):
    """Days that an event goes on after its day; 0 for most."""
    if p.scripted:
        return s.deed[key, 3]
    if t.kind[kind, E_EPISODE] < 0:
        return 0
    return choose(t, t.kind[kind, E_EPISODE], consequence(t, p, s, origin, i, event, key, kind, EPISODE))


@compiled
def _amount(t, p, s, origin, i, event, key, kind):
    if p.scripted:
        return s.deed[key, 2]
    if t.kind[kind, E_AMOUNT] < 0:
        return 1
    return choose(t, t.kind[kind, E_AMOUNT], consequence(t, p, s, origin, i, event, key, kind, AMOUNT))


@compiled
def _base(t, p, s, origin, w, i, whose, event, key, kind, rule):
    """Base value on arrival: fixed, drawn, scaled from the score of the previous morning, or an amount."""
    mode = rule[L_MODE]
    if mode == FIXED:
        return rule[L_A]
    if mode == TABLE:
        return _amount(t, p, s, origin, whose, event, key, kind)
    if mode == DRAWN:
        word = consequence(t, p, s, origin, whose, event, key, kind, VALUE)
        return rule[L_A] + rule[L_C] * ((word * ((rule[L_B] - rule[L_A]) // rule[L_C] + 1)) >> 32)
    gap = s.file[i, w, F_STANDING + rule[L_SCORE]] - rule[L_B]
    gap = max(0, gap if mode == SCALED_ABOVE else -gap)
    return abs(rule[L_A]) * gap // 100 if rule[L_A] > 0 else -(abs(rule[L_A]) * gap // 100)


@compiled
def _outweighs(weight, end, rank, row):
    if weight != row[2]:
        return weight < row[2]
    if end != row[3]:
        return end > row[3]
    return rank < row[4]


@inlined
def _end_today(t, s, z, today, law, start):
    """End of a record's term by the phase of today."""
    return end_of(t, t.rule[z, today * len(s.stamp) + t.rule[z, law, L_NUMBER], L_TERM], start)


@inlined
def _reaches(t, p, s, origin, whose, event, key, kind, rule):
    """True if a report reaches the keeper whose rule this is."""
    if rule[L_REACH] == ALWAYS or p.scripted:
        return True
    words = consequences(t, p, s, origin, whose, event, key, kind, REACH)
    number = rule[L_KEEPER]
    word = words[0] if number == 0 else words[1] if number == 1 else words[2] if number == 2 else words[3]
    return word - 2147483648 < rule[L_REACH]


@inlined
def _may_act(t, s, z, w, i, event, rule, d):
    """True if the file holds what a rule requires, and its score is high enough."""
    for n in range(rule[L_NEEDS], rule[L_NEEDS] + rule[L_NEEDED]):
        if not is_met(t, s, z, w, i, event, t.requirement[z, n], d):
            return False
    return s.file[i, w, F_STANDING + rule[L_SCORE]] >= rule[L_LEAST]


@compiled
def arrive(t, p, s, o, origin, w, i, whose, tie, event, key, kind, fault, d, late):
    """A cause arrives: the rules of its day's phase meet it (model.md, 7.4). whose: event it is; tie: through which it comes, or 0.

    fault: what is wrong with the content of its records (AMISS_FAULT). late: everything else has arrived, and it is the turn of rules
    that look at what a file holds.
    """
    z = t.world[w, W_SCHEME]
    phase, today = t.phase_of[z, event], t.phase_of[z, d]
    recorded = t.kind[kind, E_READS]
    first, last = t.rule_first[z, phase, recorded], t.rule_first[z, phase, recorded + 1]
    if first == last:
        return
    cause = (
        NO_EVENT
        if t.kind[kind, E_FALSE] or key & COPY
        else (OWN_LAWFUL if t.kind[kind, E_LAWFUL] else OWN_BREACH)
    )
    if tie and cause != NO_EVENT:
        cause = OF_ANOTHER
    if not (t.world[w, W_ORIGINS] >> cause) & 1:
        return
    if p.trace > 2 and not late:
        trace_arrival(t, p, s, w, i, d, event, key, kind, whose, tie)
    touch(t, p, s, o, w, i, d)
    goes_on = episode(t, p, s, origin, whose, event, key, kind)
    start = event + goes_on + 1 if goes_on else event
    longer = max(0, -fault)
    for x in range(t.scheme[z, Z_SCORES]):
        s.chosen[x, 0] = -1
    for x in range(first, last):
        law = int(t.rule_list[z, phase, x])
        rule = t.rule[z, law]
        if rule[L_TIE] != tie or (rule[L_NEEDED] > 0) != late:
            continue
        if not _reaches(t, p, s, origin, whose, event, key, kind, rule):
            continue
        if not _may_act(t, s, z, w, i, event, rule, d):
            continue
        if rule[L_REPAIRED] and not repair(t, p, s, o, w, i, rule, d):
            continue
        if rule[L_EFFECT] == NOTHING:
            continue
        if rule[L_EFFECT] == ENTRY:
            row = t.lists[z, today, rule[L_LIST]]
            effect = int(t.effective[row[T_EFFECT], d])
            end = _entry_end(t, s, z, today, law, row, start, effect) + longer
            add_record(t, p, s, o, w, i, event, key, cause, start, law, 0, end, effect, d, fault, whose)
            continue
        end = _end_today(t, s, z, today, law, start) + longer
        base = 0
        if rule[L_EFFECT] == POINTS:
            base = _base(t, p, s, origin, w, i, whose, event, key, kind, rule) * max(1, fault)
        if t.scheme[z, Z_ALL_ACTS] or last - first == 1 or late:
            add_record(t, p, s, o, w, i, event, key, cause, start, law, base, end, d, d, fault, whose)
            continue
        # drops before deductions before bonuses; the smaller weight wins
        if rule[L_EFFECT] == DROP:
            weight = lowest_of(t, z, today, rule) - 2 * NEVER
        else:
            weight = table_points(t, rule[L_A], base) if rule[L_MODE] == TABLE else base
            if weight >= 0:
                weight = 2 * NEVER - weight
        row = s.chosen[rule[L_SCORE]]
        if row[0] < 0 or _outweighs(weight, end, rule[L_RANK], row):
            row[0], row[1], row[2], row[3], row[4] = law, base, weight, end, rule[L_RANK]
    if not t.scheme[z, Z_ALL_ACTS]:
        for x in range(t.scheme[z, Z_SCORES]):
            row = s.chosen[x]
            if row[0] >= 0:
                add_record(
                    t, p, s, o, w, i, event, key, cause, start, row[0], row[1], row[3], d, d, fault, whose
                )


@compiled
def come_round(t, p, s, o, w, i, d):
    """What the day of the year brings to somebody by the level on which they stood the morning before."""
    z = t.world[w, W_SCHEME]
    if not (t.world[w, W_ORIGINS] >> OWN_LAWFUL) & 1:
        return
    first = t.phase_of[z, d] * len(s.stamp)
    for law in range(first, first + len(s.stamp)):
        rule = t.rule[z, law]
        if (
            rule[L_YEAR] != t.year_day[z, d]
            or rule[L_EFFECT] != POINTS
            or not s.gist[i, w, J_FLAGS] & SUBJECT
        ):
            continue
        level = s.file[i, w, F_STANDING + t.scheme[z, Z_SCORES] + rule[L_YEAR_SET]]
        if level >= 0 and (rule[L_YEAR_LEVELS] >> level) & 1:
            touch(t, p, s, o, w, i, d)
            key, end = CALENDAR << 14 | rule[L_NUMBER], _end_today(t, s, z, t.phase_of[z, d], law, d)
            add_record(t, p, s, o, w, i, d, key, OWN_LAWFUL, d, law, rule[L_A], end, d, d, 0, i)


@compiled
def _entry_end(t, s, z, today, law, row, start, effect):
    """End of a list entry: the rule's own term, else the list's, from the term start or from the day in effect."""
    own = t.rule[z, today * len(s.stamp) + t.rule[z, law, L_NUMBER], L_TERM]
    return end_of(t, own if own >= 0 else row[T_TERM], start if row[T_FROM_EVENT] else effect)


@compiled
def change_terms(t, s, w, i, d):
    """The morning of a new phase: terms of records that still count are computed anew, not before today."""
    z = t.world[w, W_SCHEME]
    today = t.phase_of[z, d]
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        if is_over(rec, d) and not is_suspended(s, r, d):
            continue
        law, start = int(rec[R_LAW]), int(rec[R_START])
        if t.rule[z, law, L_EFFECT] == ENTRY:
            row = t.lists[z, today, t.rule[z, law, L_LIST]]
            end = _entry_end(t, s, z, today, law, row, start, int(rec[R_EFFECT]))
        else:
            end = _end_today(t, s, z, today, law, start)
        rec[R_END] = max(min(end + max(0, -fault_of(s, r)), NEVER), d)
    s.gist[i, w, J_FLAGS] |= STIRRED
