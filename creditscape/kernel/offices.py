"""Offices that decide disputes: those of a community serve one case after the other, those of a district are a table of waits."""

from .agenda import send_on
from .columns import (
    ANSWER,
    CASE,
    DECISION,
    J_FLAGS,
    OF_COMMUNITY,
    OFFICE_CREDIT,
    OFFICE_FIRST,
    OFFICE_LAST,
    Q_MAIL_FREE,
    SETTLED,
    SUBJECT,
    U_DAY,
    U_FILED,
    U_KEEPER,
    U_KEY,
    U_NEXT,
    U_SLOT,
    U_STAGE,
    U_TIE,
    U_WORD,
)
from .compiled import compiled
from .places import give_back
from .redress import answers_late, deadline_of, decide, falls_due, file, is_answered, take_turn
from .traces import trace_turn


@compiled
def _stands_before(a, b):
    """True if one case is served before another: by day of filing, then by lot."""
    for k in (U_FILED, U_WORD, U_SLOT, U_DAY, U_KEY, U_TIE, U_KEEPER):
        if a[k] != b[k]:
            return a[k] < b[k]
    return False


@compiled
def _join(s, w, x):
    """A case joins the queue of the community's office."""
    office = s.office[w]
    before, here = -1, int(office[OFFICE_FIRST])
    last = int(office[OFFICE_LAST])
    if last >= 0 and _stands_before(s.mail[last], s.mail[x]):
        before, here = last, -1
    while here >= 0 and _stands_before(s.mail[here], s.mail[x]):
        before, here = here, int(s.mail[here, U_NEXT])
    s.mail[x, U_NEXT] = here
    if before < 0:
        office[OFFICE_FIRST] = x
    else:
        s.mail[before, U_NEXT] = x
    if here < 0:
        office[OFFICE_LAST] = x


@compiled
def take_in(t, p, s, o, origin, place, w, x, d):
    """A contest is filed this morning. Returns True if its place in the mail is still needed: the case waits."""
    row = s.mail[x]
    i = int(row[U_SLOT])
    turn = file(t, p, s, o, origin, place, w, i, row, d)
    if turn >= 0:
        due = deadline_of(t, w, row)
        if answers_late(t, w, row) and turn > due:
            send_on(s, w, row, ANSWER, due, p.stop)
        else:
            send_on(s, w, row, DECISION, take_turn(t, p, s, w, row, turn), p.stop)
    elif turn == -2:
        row[U_STAGE] = DECISION
        _join(s, w, x)
        return True
    return False


@compiled
def serve(t, p, s, o, origin, place, w, d):
    """A working day of the community's office, and answers for want of one."""
    if p.office != OF_COMMUNITY:
        return
    office = s.office[w]
    if t.working[d]:
        office[OFFICE_CREDIT] += p.capacity
        x = int(office[OFFICE_FIRST])
        while x >= 0:
            row = s.mail[x]
            i = int(row[U_SLOT])
            here = (
                s.gist[i, w, J_FLAGS] & SUBJECT and row[U_STAGE] != SETTLED and not is_answered(t, w, row, d)
            )
            if here and office[OFFICE_CREDIT] < CASE:
                break
            if here:
                office[OFFICE_CREDIT] -= CASE
                if p.trace > 2:
                    trace_turn(t, p, s, w, i, d)
                day = take_turn(t, p, s, w, row, d)
                if day == d:
                    decide(t, p, s, o, origin, place, w, i, row, False, d)
                else:
                    send_on(s, w, row, DECISION, day, p.stop)
            following = int(row[U_NEXT])
            give_back(s, s.mail, x, Q_MAIL_FREE)
            x = following
        office[OFFICE_FIRST] = x
        if x < 0:
            office[OFFICE_LAST], office[OFFICE_CREDIT] = -1, 0
    x = int(office[OFFICE_FIRST])
    while x >= 0:
        row = s.mail[x]
        i = int(row[U_SLOT])
        if row[U_STAGE] != SETTLED and falls_due(t, w, row, d) and s.gist[i, w, J_FLAGS] & SUBJECT:
            decide(t, p, s, o, origin, place, w, i, row, True, d)
            row[U_STAGE] = SETTLED
        x = int(row[U_NEXT])
