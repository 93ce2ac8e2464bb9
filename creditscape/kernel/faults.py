"""What goes wrong between a true event and its record (model.md, 7.10), and shocks that reach into files (7.12)."""

from numba import uint64

from ..words.luck import ALTER, COMMUNITY, FAULT, PERSON, SHOCK, SHOCK_SLOT
from .agenda import send
from .chance import ask, ask_person, choose, consequences, high_half, low_half, philox, slot_of
from .columns import (
    ANNULLED,
    ARRIVAL,
    BY_COMMUNITY,
    COPY,
    E_DELAY,
    E_FAULTS,
    EMPLOYEE,
    EMPLOYER,
    ERASED,
    ERASURE_BACK,
    ERASURE_BIT,
    ERASURE_DAY,
    ERASURE_HIGH,
    ERASURE_LAWFUL,
    ERASURE_LOW,
    ERASURE_OF,
    ERASURE_STEP,
    F_COUNT,
    F_ENTRY,
    F_PLACE,
    FAULT_TO,
    FAULT_TYPE,
    FAULT_VALUES,
    FIRM_OWNER,
    J_FLAGS,
    J_MASK,
    KEY,
    LEAK_BIT,
    LEAK_DAY,
    LEAK_OF,
    LEAK_SLOT,
    LIVED,
    MIX_UP,
    NAMESAKES,
    OUTAGE_BIT,
    OUTAGE_FROM,
    OUTAGE_LATE,
    OUTAGE_UNTIL,
    P_DEATH,
    P_FIRM,
    P_GROUP,
    P_SEX,
    P_STATE,
    P_STRATUM,
    R_DAY,
    R_MARKS,
    RETURN,
    STALE,
    STIRRED,
    SUBJECT,
    U_DAY,
    U_FAULT,
    U_KEY,
    W_FALSE,
    W_FAULTS,
    W_PROMPT,
    W_SHARED,
    W_SHOCKS,
    WRONG_AMOUNT,
)
from .compiled import compiled
from .parting import part
from .records import is_live, resume, since, stop_record, suspend, touch
from .ties import tied


@compiled
def pick_fault(t, p, s, origin, i, d, key, kind):
    """The fault that hits the record of an event, or -1."""
    row, cell = t.kind[kind, E_FAULTS], int(s.person[i, P_STRATUM])
    if row < 0 or cell < 0:
        return -1
    word = consequences(t, p, s, origin, i, d, key, kind, FAULT)[0]
    limits = t.fault_limit[row, cell]
    if word >= limits[len(limits) - 1]:
        return -1
    k = 0
    while word >= limits[k]:
        k += 1
    return k


@compiled
def differs(t, p, shared, fault):
    """True if a fault is on in some of the worlds that are told together and off in others."""
    here, there = False, False
    for w in range(p.worlds):
        if t.world[w, W_SHARED] == shared:
            if (t.world[w, W_FAULTS] >> fault) & 1:
                here = True
            else:
                there = True
    return here and there


@compiled
def _is_subject(s, w, j, d):
    return s.file[j, w, F_ENTRY] <= d < s.person[j, P_DEATH]


@compiled
def _namesake(t, p, s, origin, w, i, d, word):
    """Somebody of the same sex and group among the people of neighbouring slots, or -1."""
    slot = slot_of(origin, i)
    place = slot % NAMESAKES
    k = 1 + ((word * (NAMESAKES - 1)) >> 32)
    for _ in range(NAMESAKES - 1):
        j = i - place + (place + k) % NAMESAKES
        if (
            slot_of(origin, j) < p.slots
            and s.person[j, P_SEX] == s.person[i, P_SEX]
            and s.person[j, P_GROUP] == s.person[i, P_GROUP]
            and _is_subject(s, w, j, d)
        ):
            return j
        k = k % (NAMESAKES - 1) + 1
    return -1


@compiled
def _other(t, p, s, origin, w, i, d, key, kind, to):
    """Who is at the other end of a tie and a subject today, or -1; the whole community is lived at a time."""
    if to == EMPLOYER:
        found = -1
        if s.person[i, P_STATE] & EMPLOYEE:
            found = int(s.firm[s.person[i, P_FIRM], FIRM_OWNER])
    else:
        found = tied(t, p, s, origin, i, d, to, key, kind)
    return found if found >= 0 and found != i and _is_subject(s, w, found, d) else -1


@compiled
def misplace(t, p, s, o, origin, w, i, d, arrives, key, kind, fault):
    """Send a record into the file of somebody else. Returns False if there is nobody: then nothing is wrong."""
    word = consequences(t, p, s, origin, i, d, key, kind, FAULT)[1]
    if t.fault[fault, FAULT_TYPE] == MIX_UP:
        found = _namesake(t, p, s, origin, w, i, d, word)
    else:
        found = _other(t, p, s, origin, w, i, d, key, kind, t.fault[fault, FAULT_TO])
    if found < 0:
        return False
    shared = t.world[w, W_SHARED]
    if shared >= 0 and s.gist[found, shared, J_FLAGS] & LIVED:
        part(t, p, s, shared, found, d)
    send(s, w, found, arrives, p.stop, d, key | COPY, kind, i, 0, ARRIVAL, 0)
    return True


@compiled
def double(t, p, s, origin, w, i, d, key, kind):
    """A record is on its way a second time."""
    delay = 1
    if not t.world[w, W_PROMPT]:
        delay = choose(t, t.kind[kind, E_DELAY], consequences(t, p, s, origin, i, d, key, kind, FAULT)[2])
    send(s, w, i, held_up(t, w, kind, d, d + delay), p.stop, d, key | COPY, kind, i, 0, ARRIVAL, 0)


@compiled
def distort(t, p, s, origin, i, d, key, kind, fault):
    """What is wrong with the content of a record: as AMISS_FAULT."""
    which = t.fault[fault, FAULT_TYPE]
    if which != WRONG_AMOUNT and which != STALE:
        return 0
    value = choose(t, t.fault[fault, FAULT_VALUES], consequences(t, p, s, origin, i, d, key, kind, FAULT)[1])
    return value if which == WRONG_AMOUNT else -value


@compiled
def held_up(t, w, kind, d, arrives):
    """The day on which a record arrives although the furnisher was out of order on the day of the event; -1: never."""
    for x in range(len(t.outage)):
        row = t.outage[x]
        if (
            row[OUTAGE_FROM] <= d < row[OUTAGE_UNTIL]
            and t.outage_kind[x, kind]
            and (t.world[w, W_SHOCKS] >> row[OUTAGE_BIT]) & 1
        ):
            if not row[OUTAGE_LATE]:
                return -1
            arrives = max(arrives, int(row[OUTAGE_UNTIL]))
    return arrives


@compiled
def _is_hit(t, p, s, origin, x, i, rec):
    """True if an erasure reaches a record: of its life domains, and by lot."""
    row, key = t.erasure[x], rec[R_MARKS] >> KEY
    stream, slot = (key >> 14) & 127, key & 16383
    if row[ERASURE_LOW] | row[ERASURE_HIGH]:
        bits = row[ERASURE_LOW] if stream < 32 else row[ERASURE_HIGH]
        if stream > 63 or not (bits >> (stream & 31)) & 1:
            return False
    if row[ERASURE_OF] == BY_COMMUNITY:
        return True
    year = p.first_year + t.year_of[rec[R_DAY]]
    low = low_half(year, stream, slot, ALTER) | uint64(row[ERASURE_STEP]) << uint64(14)
    if key & COPY:
        low |= uint64(64)
    return philox(high_half(origin, PERSON, i, year), low, p.key)[0] < t.erasure_share[x]


@compiled
def _is_struck(t, p, origin, x, d):
    """True if an erasure reaches this community at all."""
    row = t.erasure[x]
    if row[ERASURE_OF] != BY_COMMUNITY:
        return True
    shock, year = int(row[ERASURE_DAY]) - 1, t.year_of[max(0, int(row[ERASURE_DAY]) - 1)]
    slot = SHOCK_SLOT + shock - int(t.new_year[year])
    return (
        ask(p.key, origin & ~16383, COMMUNITY, 0, p.first_year + year, 0, slot, SHOCK)[0] < t.erasure_share[x]
    )


@compiled
def erase(t, p, s, o, origin, w, x, d):
    """Records go, for good or for some days."""
    row = t.erasure[x]
    if not (t.world[w, W_SHOCKS] >> row[ERASURE_BIT]) & 1 or not (row[ERASURE_LAWFUL] or t.world[w, W_FALSE]):
        return
    if not _is_struck(t, p, origin, x, d):
        return
    for i in range(len(s.person)):
        if not s.gist[i, w, J_FLAGS] & SUBJECT:
            continue
        first = s.file[i, w, F_PLACE]
        for r in range(first, first + s.file[i, w, F_COUNT]):
            rec = s.record[r]
            if not is_live(rec, d) or not _is_hit(t, p, s, origin, x, i, rec):
                continue
            touch(t, p, s, o, w, i, d)
            if row[ERASURE_BACK] < 0:
                stop_record(t, s, w, i, r, d, ANNULLED)
                s.gist[i, w, J_FLAGS] |= STIRRED
                continue
            suspend(t, s, w, i, r, d, ERASED << x)
            send(
                s,
                w,
                i,
                d + row[ERASURE_BACK],
                p.stop,
                rec[R_DAY],
                rec[R_MARKS] >> KEY,
                0,
                i,
                0,
                RETURN,
                ERASED << x,
            )


@compiled
def bring_back(t, p, s, o, w, i, row, d):
    """What was erased of one cause counts again."""
    touch(t, p, s, o, w, i, d)
    first = s.file[i, w, F_PLACE]
    for r in range(first, first + s.file[i, w, F_COUNT]):
        rec = s.record[r]
        erased = since(s, r) < 0 and -since(s, r) & row[U_FAULT] != 0
        if erased and rec[R_DAY] == row[U_DAY] and rec[R_MARKS] >> KEY == row[U_KEY]:
            resume(s, w, i, r, d, int(row[U_FAULT]))


@compiled
def expose(t, p, s, o, origin, w, x):
    """A leak: who is exposed, and who of them is under a restriction."""
    row = t.leak[x]
    if not (t.world[w, W_SHOCKS] >> row[LEAK_BIT]) & 1:
        return
    year, slot, whole = (
        p.first_year + t.year_of[row[LEAK_DAY]],
        int(row[LEAK_SLOT]),
        row[LEAK_OF] == BY_COMMUNITY,
    )
    if whole and ask(p.key, origin & ~16383, COMMUNITY, 0, year, 0, slot, SHOCK)[0] >= t.leak_share[x]:
        return
    for i in range(len(s.person)):
        if not s.gist[i, w, J_FLAGS] & SUBJECT:
            continue
        if (
            row[LEAK_OF] == BY_COMMUNITY
            or ask_person(p.key, origin, i, year, 0, slot, SHOCK)[0] < t.leak_share[x]
        ):
            o.leaks[w, x, 0] += 1
            o.leaks[w, x, 1] += s.gist[i, w, J_MASK] & t.kind_of_measure[0] != 0


@compiled
def part_for_erasure(t, p, s, shared, x, d):
    """Worlds of which only some know an erasure tell the lives of everybody who has a file by themselves from this morning on."""
    if t.erasure[x, ERASURE_LAWFUL]:
        return
    for i in range(len(s.person)):
        if s.gist[i, shared, J_FLAGS] & LIVED and s.file[i, shared, F_COUNT]:
            part(t, p, s, shared, i, d - 1)
