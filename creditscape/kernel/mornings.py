"""The morning of a day in one world, in the order of the model (model.md, section 3)."""

from ..words.luck import SHOCK_SLOT
from .agenda import look_at, send_on
from .arrival import arrive, change_terms, come_round
from .columns import (
    ANNULMENT,
    ANSWER,
    ARRIVAL,
    CORRECTION,
    DECISION,
    E_FALSE,
    ENTER,
    ERASURE_DAY,
    EXIT,
    F_NEXT,
    FILING,
    J_FLAGS,
    LIVED,
    LOOK,
    N_NEXT,
    N_WHO,
    Q_LOOK_FREE,
    Q_MAIL_FREE,
    RETURN,
    REVIEW,
    SHIFTED,
    SHOCK_DAY,
    SHOCK_FOUND,
    SHOCK_KEY,
    SUBJECT,
    TOUCHED,
    U_DAY,
    U_FAULT,
    U_FROM,
    U_KEY,
    U_KIND,
    U_NEXT,
    U_SLOT,
    U_STAGE,
    U_TIE,
    W_SCHEME,
    W_SHARED,
    X_TOUCHED,
    Z_LATE,
)
from .compiled import compiled
from .faults import bring_back, erase, part_for_erasure
from .friends import read_friends, score_on
from .offices import serve, take_in
from .parting import part
from .places import give_back
from .records import annul, touch
from .redress import begin, correct, decide, reinsert, review
from .standing import become_subject, leave, shift, work_out


@compiled
def _tell_worlds(t, p, s, shared, i, why, d):
    """Somebody comes of age or dies whose life the worlds no longer tell together; these have their own looks at the file."""
    if why != LOOK:
        for w in range(p.worlds):
            if t.world[w, W_SHARED] == shared:
                look_at(s, w, i, why, d, p.stop)


@compiled
def _first_pass(t, p, s, o, place, w, d):
    """Who comes of age, who dies, whose file changes by itself; then decisions."""
    x = int(s.looks[d, w])
    s.looks[d, w] = -1
    while x >= 0:
        i, why = int(s.look[x, N_WHO] >> 2), s.look[x, N_WHO] & 3
        following = int(s.look[x, N_NEXT])
        give_back(s, s.look, x, Q_LOOK_FREE)
        x = following
        if not s.gist[i, w, J_FLAGS] & LIVED:
            _tell_worlds(t, p, s, w, i, why, d)
        elif why == ENTER:
            become_subject(t, p, s, o, place, w, i, d)
        elif why == EXIT:
            leave(t, p, s, o, place, w, i, d)
        elif s.file[i, w, F_NEXT] == d and s.gist[i, w, J_FLAGS] & SUBJECT:
            touch(t, p, s, o, w, i, d)


@compiled
def _step(t, p, s, o, origin, place, w, i, row, d):
    """A decision or correction of this morning."""
    stage = row[U_STAGE]
    if stage == ANNULMENT:
        annul(t, p, s, o, w, i, int(row[U_DAY]), int(row[U_KEY]), d)
    elif stage == RETURN:
        bring_back(t, p, s, o, w, i, row, d)
    elif stage in (DECISION, ANSWER):
        decide(t, p, s, o, origin, place, w, i, row, stage == ANSWER, d)
    elif stage == REVIEW:
        review(t, p, s, o, origin, place, w, i, row, d)
    elif stage == CORRECTION:
        correct(t, p, s, o, origin, place, w, i, row, d)
    else:
        reinsert(t, p, s, o, place, w, i, row, d)


@compiled
def _settle_disputes(t, p, s, o, origin, place, w, d):
    """Decisions and corrections; then contests are filed."""
    for x in range(len(t.erasure)):
        if t.erasure[x, ERASURE_DAY] == d:
            erase(t, p, s, o, origin, w, x, d)
    serve(t, p, s, o, origin, place, w, d)
    x = int(s.mails[d, w])
    while x >= 0:
        row = s.mail[x]
        following, i = int(row[U_NEXT]), int(row[U_SLOT])
        if row[U_STAGE] != ARRIVAL and row[U_STAGE] != FILING and s.gist[i, w, J_FLAGS] & SUBJECT:
            _step(t, p, s, o, origin, place, w, i, row, d)
        x = following
    before, x = -1, int(s.mails[d, w])
    while x >= 0:
        row = s.mail[x]
        following, i = int(row[U_NEXT]), int(row[U_SLOT])
        stays = True
        if row[U_STAGE] == FILING and s.gist[i, w, J_FLAGS] & SUBJECT:
            stays = not take_in(t, p, s, o, origin, place, w, x, d)
        if stays:
            before = x
        elif before < 0:
            s.mails[d, w] = following
        else:
            s.mail[before, U_NEXT] = following
        x = following


@compiled
def _second_pass(t, p, s, o, origin, place, w, d):
    """Causes arrive; then, where a scheme has such rules, those that look at what has arrived."""
    late = t.scheme[t.world[w, W_SCHEME], Z_LATE]
    x = int(s.mails[d, w])
    while late and x >= 0:
        row = s.mail[x]
        i = int(row[U_SLOT])
        if row[U_STAGE] == ARRIVAL and s.gist[i, w, J_FLAGS] & SUBJECT:
            _bring(t, p, s, o, origin, w, i, row, d, False)
        x = int(row[U_NEXT])
    x = int(s.mails[d, w])
    s.mails[d, w] = -1
    while x >= 0:
        row = s.mail[x]
        i = int(row[U_SLOT])
        if not s.gist[i, w, J_FLAGS] & LIVED:
            for world in range(p.worlds):
                if t.world[world, W_SHARED] == w:
                    send_on(s, world, row, row[U_STAGE], d, p.stop)
        elif row[U_STAGE] == ARRIVAL and s.gist[i, w, J_FLAGS] & SUBJECT:
            _bring(t, p, s, o, origin, w, i, row, d, late != 0)
            if p.redress:
                begin(t, p, s, o, origin, place, w, i, row, d)
            if row[U_KEY] & 16383 >= SHOCK_SLOT and t.kind[row[U_KIND], E_FALSE]:
                _expect_finding(t, p, s, w, i, row)
        following = int(row[U_NEXT])
        give_back(s, s.mail, x, Q_MAIL_FREE)
        x = following


@compiled
def _bring(t, p, s, o, origin, w, i, row, d, late):
    """A cause of the mail arrives in a file."""
    whose, tie, kind, fault = int(row[U_FROM]), int(row[U_TIE]), int(row[U_KIND]), int(row[U_FAULT])
    arrive(t, p, s, o, origin, w, i, whose, tie, int(row[U_DAY]), int(row[U_KEY]), kind, fault, d, late)


@compiled
def _expect_finding(t, p, s, w, i, row):
    """What a shock has planted is annulled on the day on which it is found."""
    for x in range(len(t.shock)):
        about = t.shock[x]
        if about[SHOCK_KEY] == row[U_KEY] and t.year_of[about[SHOCK_DAY]] == t.year_of[row[U_DAY]]:
            send_on(s, w, row, ANNULMENT, int(about[SHOCK_FOUND]), p.stop)


@compiled
def _part_in_time(t, p, s, w, d):
    """Worlds that are told together part before a morning on which an office, or an erasure, may tell them apart."""
    for x in range(len(t.erasure)):
        if t.erasure[x, ERASURE_DAY] == d:
            part_for_erasure(t, p, s, w, x, d)
    x = int(s.mails[d, w])
    while p.office and x >= 0:
        row = s.mail[x]
        if row[U_STAGE] == FILING and s.gist[row[U_SLOT], w, J_FLAGS] & LIVED:
            part(t, p, s, w, int(row[U_SLOT]), d - 1)
        x = int(row[U_NEXT])


@compiled
def _change_phase(t, p, s, o, w, d):
    for i in range(len(s.person)):
        if s.gist[i, w, J_FLAGS] & SUBJECT:
            touch(t, p, s, o, w, i, d)
            change_terms(t, s, w, i, d)


@compiled
def morning(t, p, s, o, origin, place, w, d):
    """The morning of a day in one world (model.md, section 3)."""
    z = t.world[w, W_SCHEME]
    if p.friends and z >= 0 and t.friends_on[z, d]:
        read_friends(t, p, s, o, w, d)
    if w >= p.worlds:
        _part_in_time(t, p, s, w, d)
    _first_pass(t, p, s, o, place, w, d)
    if z < 0:
        return
    if p.redress or p.scripted or len(t.erasure) or len(t.shock):
        _settle_disputes(t, p, s, o, origin, place, w, d)
    _second_pass(t, p, s, o, origin, place, w, d)
    if t.year_day[z, d]:
        for i in range(len(s.person)):
            come_round(t, p, s, o, w, i, d)
    if d > p.start and t.phase_of[z, d] != t.phase_of[z, d - 1]:
        _change_phase(t, p, s, o, w, d)
    for k in range(s.top[X_TOUCHED]):
        i = int(s.touched[k])
        flags = s.gist[i, w, J_FLAGS]
        s.gist[i, w, J_FLAGS] = flags & ~(TOUCHED | SHIFTED)
        if flags & SUBJECT:
            if flags & SHIFTED:
                shift(t, p, s, o, place, w, i, d, score_on(t, z, d), s.heard[i])
            else:
                work_out(t, p, s, o, place, w, i, d)
    s.top[X_TOUCHED] = 0
