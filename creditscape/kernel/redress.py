"""Disputes: who learns of a record, contests it, is heard and gets it corrected (model.md, 7.11).

A dispute is about one cause as it came into one file. It goes from step to step as a row of the mail.
"""

from ..words.luck import NOTICE, OFFICE, REINSERT
from .agenda import send_on
from .chance import beside, choose, slot_of
from .columns import (
    AMISS_FAULT,
    AMISS_SINCE,
    ANNULLED,
    COPY,
    CORRECTION,
    DISPUTED,
    DROP,
    E_FALSE,
    E_FIRM,
    ENTRY,
    F_COUNT,
    F_PLACE,
    FALLS,
    FILED,
    FILING,
    FRESH,
    HABIT_BACK,
    HABIT_FILES,
    HABIT_FINDS,
    HABIT_REINSERTED,
    IN_EFFECT,
    J_FLAGS,
    KEY,
    L_A,
    L_EFFECT,
    L_KEEPER,
    L_LIST,
    L_MODE,
    L_NUMBER,
    L_TIE,
    LEARNT,
    NEVER,
    OF_COMMUNITY,
    P_AGE,
    P_DEATH,
    P_FIRM,
    P_GROUP,
    P_INCOME,
    P_SEX,
    P_STRATUM,
    POINTS,
    PROCESS_CORRECTED,
    PROCESS_DECIDED,
    PROCESS_EVERY,
    PROCESS_HAS,
    PROCESS_NOTICE,
    PROCESS_PROOF,
    PROCESS_REASONED,
    PROCESS_REVIEW,
    PROCESS_REVIEWED,
    PROCESS_SUSPENDS,
    PROCESS_UNANSWERED,
    PROCESS_WITHIN,
    R_BASE,
    R_DAY,
    R_END,
    R_LAW,
    R_MARKS,
    R_VALUE,
    REINSERTION,
    REVIEW,
    RIGHTED,
    STIRRED,
    T_EFFECT,
    TABLE,
    U_BEGAN,
    U_DAY,
    U_FAULT,
    U_FILED,
    U_FROM,
    U_KEEPER,
    U_KEY,
    U_KIND,
    U_SLOT,
    U_TIE,
    U_WORD,
    W_SCHEME,
    WAITS,
    WON,
)
from .compiled import compiled
from .counts import (
    LONGEST,
    S_BROUGHT,
    S_CORRECTED,
    S_EVERYWHERE,
    S_FILED,
    S_LAPSED,
    S_LEARNT,
    S_REFUSED,
    S_REINSERTED,
    S_REVIEWED,
    S_UPHELD,
    S_UPHELD_ON_REVIEW,
    TO_ANSWER,
    TO_CORRECT,
    TO_LEARN,
)
from .folding import end_of, table_points
from .records import (
    fault_of,
    is_live,
    keep_spell,
    put_in_order,
    resume,
    since,
    stop_record,
    suspend,
    touch,
    whose_of,
)


@compiled
def _count(t, p, s, o, place, w, i, stage, right, d):
    """One dispute more that has come so far. right: 1 if it is about a record that is as it should be."""
    if d < p.t0 or d >= p.stop:
        return
    y, row = t.period_of[d], s.person[i]
    for g in (
        0,
        1 + row[P_INCOME],
        6 + row[P_GROUP],
        8 + row[P_SEX],
        12 + row[P_AGE],
        10 + place,
    ):
        o.redress[w, stage, right, g, y] += 1


@compiled
def _count_days(p, o, w, step, right, days, d):
    if d >= p.t0:
        o.redress_days[w, step, right, min(days, LONGEST)] += 1


@compiled
def _right(t, row):
    """1 if a dispute is about a record that is as it should be, 0 if it is about a wrong one."""
    return 0 if row[U_KEY] & COPY or row[U_FAULT] or t.kind[row[U_KIND], E_FALSE] else 1


@compiled
def _process(t, w, row, part):
    """What the procedure of a dispute says of one thing: that of the phase in which its record arrived."""
    z = t.world[w, W_SCHEME]
    return t.process[z, t.phase_of[z, row[U_BEGAN]], part]


@compiled
def _words(t, p, s, origin, row, purpose):
    """The words of a dispute."""
    i, whose = int(row[U_SLOT]), int(row[U_FROM])
    second = 0
    if whose != i or row[U_TIE]:
        second = slot_of(origin, i) ^ (
            s.person[whose, P_FIRM] if t.kind[row[U_KIND], E_FIRM] else slot_of(origin, whose)
        )
    return beside(
        t,
        p,
        s,
        origin,
        whose,
        second,
        int(row[U_DAY]),
        int(row[U_KEY]),
        int(row[U_KIND]),
        purpose,
        int(row[U_KEEPER]),
    )


@compiled
def _is_contestable(t, s, w, i, r, row):
    """True if a record came from the cause of a dispute through the same tie, burdens its subject and may be contested."""
    rec = s.record[r]
    if rec[R_DAY] != row[U_DAY] or rec[R_MARKS] >> KEY != row[U_KEY] or whose_of(s, i, r) != row[U_FROM]:
        return False
    z = t.world[w, W_SCHEME]
    rule = t.rule[z, rec[R_LAW]]
    if rule[L_TIE] != row[U_TIE] or t.exempt[z, t.phase_of[z, row[U_BEGAN]], rule[L_NUMBER]]:
        return False
    if rule[L_EFFECT] != POINTS:
        return rule[L_EFFECT] == DROP or rule[L_EFFECT] == ENTRY
    return (table_points(t, rule[L_A], rec[R_BASE]) if rule[L_MODE] == TABLE else rec[R_BASE]) < 0


@compiled
def _is_about(t, s, w, i, r, row):
    """True if a dispute is about a record: one of its keeper, or of any where all copies are corrected."""
    if not _is_contestable(t, s, w, i, r, row):
        return False
    keeper = t.rule[t.world[w, W_SCHEME], s.record[r, R_LAW], L_KEEPER]
    return _process(t, w, row, PROCESS_EVERY) != 0 or keeper == row[U_KEEPER]


@compiled
def is_disputed(s, r):
    """True if a record is suspended because of a dispute."""
    return since(s, r) < 0 and -since(s, r) & DISPUTED != 0


@compiled
def _has_live(t, s, w, i, row, d):
    first, found = s.file[i, w, F_PLACE], 0
    for r in range(first, first + s.file[i, w, F_COUNT]):
        found += is_live(s.record[r], d) and _is_about(t, s, w, i, r, row)
    return found > 0


@compiled
def begin(t, p, s, o, origin, place, w, i, row, d):
    """A cause has arrived in a file: who is told of it, or finds out, may contest what it brought."""
    row[U_BEGAN] = d
    if not _process(t, w, row, PROCESS_HAS):
        return
    for keeper in range(1 if _process(t, w, row, PROCESS_EVERY) else 4):
        row[U_KEEPER] = keeper
        published, over, found = NEVER, NEVER, False
        first = s.file[i, w, F_PLACE]
        for r in range(first, first + s.file[i, w, F_COUNT]):
            rec = s.record[r]
            if rec[R_MARKS] & FRESH and is_live(rec, d) and _is_about(t, s, w, i, r, row):
                found = True
                over = min(over, rec[R_END] + min(0, row[U_FAULT]))
                published = min(published, _publication(t, w, rec, d))
        if found:
            _take_notice(t, p, s, o, origin, place, w, i, row, published, over, d)


@compiled
def _publication(t, w, rec, d):
    """The day on which a list entry is published; NEVER for other records."""
    z = t.world[w, W_SCHEME]
    rule = t.rule[z, rec[R_LAW]]
    if rule[L_EFFECT] != ENTRY:
        return NEVER
    return int(t.published[t.lists[z, t.phase_of[z, d], rule[L_LIST], T_EFFECT], d])


@compiled
def _take_notice(t, p, s, o, origin, place, w, i, row, published, over, d):
    """Whether and when somebody learns of a record and contests it. over: end of what is kept too long, as it should be."""
    right, cell = _right(t, row), int(s.person[i, P_STRATUM])
    _count(t, p, s, o, place, w, i, S_BROUGHT, right, d)
    if cell < 0:
        return
    begins, notice = d, _process(t, w, row, PROCESS_NOTICE)
    if row[U_FAULT] < 0:  # nobody gives notice of a record that should be gone
        notice = 0
        if over < NEVER - 100000:
            begins = max(d, over)
    elif notice == 2 and d < published < NEVER - 1:
        begins = published
    words = _words(t, p, s, origin, row, NOTICE)
    learnt = begins
    if not (notice and words[0] < t.told[cell]):
        if words[0] >= t.known[1 if notice else 0, cell]:
            return
        learnt = begins + choose(t, t.habit[HABIT_FINDS], words[1])
    if learnt < p.stop and learnt < s.person[i, P_DEATH]:
        _count(t, p, s, o, place, w, i, S_LEARNT, right, learnt)
        _count_days(p, o, w, TO_LEARN, right, learnt - d, learnt)
        if not right:
            s.gist[i, w, J_FLAGS] |= LEARNT
    if words[2] < t.files[_process(t, w, row, PROCESS_REASONED), right, cell]:
        filed = max(d + 1, learnt + choose(t, t.habit[HABIT_FILES], words[3]))
        if filed <= end_of(t, _process(t, w, row, PROCESS_WITHIN), learnt):
            row[U_FILED] = filed
            send_on(s, w, row, FILING, filed, p.stop)


@compiled
def file(t, p, s, o, origin, place, w, i, row, d):
    """A contest reaches the office, if there is still something to contest. Returns the day of its turn; -1: none, -2: it waits."""
    right = _right(t, row)
    if not _has_live(t, s, w, i, row, d):
        _count(t, p, s, o, place, w, i, S_LAPSED, right, d)
        return -1
    _count(t, p, s, o, place, w, i, S_FILED, right, d)
    o.filings[w, d] += 1
    if not right:
        s.gist[i, w, J_FLAGS] |= FILED
    if _process(t, w, row, PROCESS_SUSPENDS):
        _set_aside(t, p, s, o, w, i, row, d, True)
    row[U_WORD] = _words(t, p, s, origin, row, OFFICE)[0] - 2147483648
    return -2 if p.office == OF_COMMUNITY else d + 1 + int(t.wait[w, d])


@compiled
def deadline_of(t, w, row):
    """The day by which a decision is due; NEVER if none is."""
    return end_of(t, _process(t, w, row, PROCESS_DECIDED), int(row[U_FILED]))


@compiled
def take_turn(t, p, s, w, row, turn):
    """The day of decision of a case whose turn comes on a day: when the time allowed is over, unless the office is later still."""
    due = deadline_of(t, w, row)
    return turn if due == NEVER else max(turn, due)


@compiled
def _set_aside(t, p, s, o, w, i, row, d, aside):
    """What a dispute is about is suspended, or counts again."""
    touch(t, p, s, o, w, i, d)
    first, some = s.file[i, w, F_PLACE], False
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        if is_live(rec, d) and _is_about(t, s, w, i, r, row):
            if aside:
                suspend(t, s, w, i, r, d, DISPUTED)
            elif is_disputed(s, r):
                some = True
                resume(s, w, i, r, d, DISPUTED)
    return some


@compiled
def decide(t, p, s, o, origin, place, w, i, row, forced, d):
    """The office decides, or its time is over (forced): for the subject or against."""
    right = _right(t, row)
    if not _has_live(t, s, w, i, row, d):
        _count(t, p, s, o, place, w, i, S_LAPSED, right, d)
        return
    words = _words(t, p, s, origin, row, OFFICE)
    upheld = words[1] < t.upheld[_process(t, w, row, PROCESS_PROOF), right]
    if forced:
        upheld = _process(t, w, row, PROCESS_UNANSWERED) == FALLS
    _count(t, p, s, o, place, w, i, S_UPHELD if upheld else S_REFUSED, right, d)
    _count_days(p, o, w, TO_ANSWER, right, d - row[U_FILED], d)
    if upheld:
        _grant(t, p, s, o, origin, place, w, i, row, d)
    elif _process(t, w, row, PROCESS_REVIEW) and words[2] < t.goes_on[right]:
        term = _process(t, w, row, PROCESS_REVIEWED)
        send_on(s, w, row, REVIEW, d + 1 if term < 0 else max(d + 1, end_of(t, term, d)), p.stop)
    else:
        _set_aside(t, p, s, o, w, i, row, d, False)


@compiled
def _grant(t, p, s, o, origin, place, w, i, row, d):
    """A contest is won: the correction follows, at once or when its time is over."""
    if not _right(t, row):
        s.gist[i, w, J_FLAGS] |= WON
    term = _process(t, w, row, PROCESS_CORRECTED)
    day = d if term < 0 else max(d, end_of(t, term, d))
    if day == d:
        correct(t, p, s, o, origin, place, w, i, row, d)
    else:
        send_on(s, w, row, CORRECTION, day, p.stop)


@compiled
def review(t, p, s, o, origin, place, w, i, row, d):
    """A second body looks again."""
    right = _right(t, row)
    if not _has_live(t, s, w, i, row, d):
        _count(t, p, s, o, place, w, i, S_LAPSED, right, d)
        return
    _count(t, p, s, o, place, w, i, S_REVIEWED, right, d)
    if _words(t, p, s, origin, row, OFFICE)[3] < t.review[right]:
        _count(t, p, s, o, place, w, i, S_UPHELD_ON_REVIEW, right, d)
        _grant(t, p, s, o, origin, place, w, i, row, d)
    else:
        _set_aside(t, p, s, o, w, i, row, d, False)


@compiled
def correct(t, p, s, o, origin, place, w, i, row, d):
    """A correction: of the content, where that was wrong; else what a dispute is about is taken out, for good or until it comes back."""
    right = _right(t, row)
    if not _has_live(t, s, w, i, row, d):
        _count(t, p, s, o, place, w, i, S_LAPSED, right, d)
        return
    touch(t, p, s, o, w, i, d)
    content = row[U_FAULT] != 0 and not row[U_KEY] & COPY and not t.kind[row[U_KIND], E_FALSE]
    words = _words(t, p, s, origin, row, REINSERT)
    returns = not content and words[0] < t.habit[HABIT_REINSERTED]
    first = s.file[i, w, F_PLACE]
    r = first
    while r < first + s.file[i, w, F_COUNT]:
        rec = s.record[r]
        if not (is_live(rec, d) and _is_about(t, s, w, i, r, row)):
            r += 1
        elif content:
            r = first if _mend(t, s, w, i, r, row, d) else r + 1
        elif returns:
            suspend(t, s, w, i, r, d, DISPUTED)
            r += 1
        else:
            stop_record(t, s, w, i, r, d, ANNULLED)
            s.gist[i, w, J_FLAGS] |= STIRRED
            r += 1
    if returns:
        send_on(s, w, row, REINSERTION, d + choose(t, t.habit[HABIT_BACK], words[1]), p.stop)
    _count(t, p, s, o, place, w, i, S_CORRECTED, right, d)
    _count_days(p, o, w, TO_CORRECT, right, d - row[U_BEGAN], d)
    if _is_everywhere(t, s, w, i, row, d):
        _count(t, p, s, o, place, w, i, S_EVERYWHERE, right, d)
        if not right:
            s.gist[i, w, J_FLAGS] |= RIGHTED


@compiled
def _mend(t, s, w, i, r, row, d):
    """Put the content of a record right. Returns True if records may have changed places."""
    rec = s.record[r]
    if is_disputed(s, r):
        resume(s, w, i, r, d, DISPUTED)
    fault = int(fault_of(s, r))
    if fault < 0 and rec[R_MARKS] & IN_EFFECT:
        # until today it was kept too long; from now on it has a counterpart in other worlds
        keep_spell(t, s, w, i, r, d)
        s.amiss[r, AMISS_SINCE] = d
    s.gist[i, w, J_FLAGS] |= STIRRED
    if fault:
        s.amiss[r, AMISS_FAULT] = 0
    if fault < 0 and rec[R_END] < NEVER:
        rec[R_END] = min(rec[R_END], max(d, rec[R_END] + fault))
    if fault > 0 and t.rule[t.world[w, W_SCHEME], rec[R_LAW], L_EFFECT] == POINTS:
        rec[R_BASE] //= fault
        rec[R_VALUE] = rec[R_BASE]
        put_in_order(t, s, w, i, r)
        return True
    return False


@compiled
def _is_everywhere(t, s, w, i, row, d):
    """True if no keeper holds anything wrong of the cause any more."""
    false = row[U_KEY] & COPY or t.kind[row[U_KIND], E_FALSE]
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        stands = is_live(rec, d) and not rec[R_MARKS] & ANNULLED and (false or fault_of(s, r) != 0)
        if stands and _is_contestable(t, s, w, i, r, row):
            return False
    return True


@compiled
def reinsert(t, p, s, o, place, w, i, row, d):
    """What was corrected is back, as it was."""
    if _set_aside(t, p, s, o, w, i, row, d, False):
        _count(t, p, s, o, place, w, i, S_REINSERTED, _right(t, row), d)


@compiled
def is_answered(t, w, row, d):
    """True if somebody who waits has had an answer for want of one."""
    return _process(t, w, row, PROCESS_UNANSWERED) != WAITS and deadline_of(t, w, row) < d


@compiled
def falls_due(t, w, row, d):
    """True if the time for a decision is over today, and that is an answer."""
    return _process(t, w, row, PROCESS_UNANSWERED) != WAITS and deadline_of(t, w, row) == d


@compiled
def answers_late(t, w, row):
    return _process(t, w, row, PROCESS_UNANSWERED) != WAITS
