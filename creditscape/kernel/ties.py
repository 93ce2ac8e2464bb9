"""Who is at the other end of a tie, and what reaches them; ties are free of any world, what goes through them is not (model.md, 7.9)."""

from ..words.luck import REPORTER
from .agenda import send
from .chance import consequence, slot_of
from .columns import (
    ARRIVAL,
    E_FIRM,
    E_READS,
    E_SEEN,
    HOUSE_HEAD,
    HOUSE_PARTNER,
    HOUSEHOLD_HEAD,
    P_BIRTH,
    P_DEATH,
    P_HOUSE,
    P_NEXT,
    PARTNER,
    REPORTED_BY,
    REPRESENTATIVE,
    TOWN_HOUSES,
    W_SCHEME,
)
from .compiled import compiled


@compiled
def head_of(s, house, d):
    """The first in precedence of a household who lives and has come of age."""
    i = int(s.house[house, HOUSE_HEAD])
    while i >= 0:
        if s.crowd[i, P_BIRTH] + 6574 <= d < s.crowd[i, P_DEATH]:
            return i
        i = int(s.crowd[i, P_NEXT])
    return -1


@compiled
def _partner_of(s, house, i, d):
    head, partner = int(s.house[house, HOUSE_HEAD]), int(s.house[house, HOUSE_PARTNER])
    if partner < 0 or i not in (head, partner):
        return -1
    other = partner if i == head else head
    return other if d < s.crowd[other, P_DEATH] else -1


@compiled
def _reporter_of(t, p, s, origin, house, i, d, key, kind):
    """The head of one of the three households before or the three after; they live in the order of their numbers."""
    if not t.kind[kind, E_SEEN]:
        return -1
    step = (consequence(t, p, s, origin, i, d, key, kind, REPORTER) * 6) >> 32
    there = (house + (step - 3 if step < 3 else step - 2)) % s.town[TOWN_HOUSES]
    return head_of(s, there, d) if there != house else -1


@compiled
def tied(t, p, s, origin, i, d, tie, key, kind):
    """Who is at the other end of somebody's tie on a day; -1: nobody, or the same person. The whole community is lived at a time."""
    slot = slot_of(origin, i)
    house = int(s.crowd[slot, P_HOUSE])
    if s.town[TOWN_HOUSES] == 0 or house < 0:
        return -1
    found = -1
    if tie == HOUSEHOLD_HEAD:
        found = head_of(s, house, d)
    elif tie == PARTNER:
        found = _partner_of(s, house, slot, d)
    elif tie == REPORTED_BY:
        found = _reporter_of(t, p, s, origin, house, i, d, key, kind)
    return found if found != slot else -1


@compiled
def pass_on(t, p, s, origin, w, i, d, arrives, key, kind):
    """A record of somebody's event is on its way also to those on whom it acts through a tie."""
    z = t.world[w, W_SCHEME]
    ties = int(t.tie_of[z, t.phase_of[z, d], t.kind[kind, E_READS]])
    tie = 1
    while ties >> tie:
        if (ties >> tie) & 1:
            found = -1
            if tie != REPRESENTATIVE:
                found = tied(t, p, s, origin, i, d, tie, key, kind)
            elif t.kind[kind, E_FIRM]:
                found = i
            if found >= 0:
                send(s, w, found, arrives, p.stop, d, key, kind, i, tie, ARRIVAL, 0)
        tie += 1
