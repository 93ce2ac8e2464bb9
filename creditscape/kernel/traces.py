"""What is written down of a life for those who ask: standings, and on request events, and what came into a file from elsewhere.

A row is world, slot, day and what happened; the fourth column tells which: the lists of a standing are 0 or more, an event is
-1 - kind, a record about somebody else's event -ARRIVED - kind (then event day, key, whose slot, tie), what friends add to a score
-TOLD_PART (then score, points), that the office got to one of their cases -SERVED.
"""

from .columns import ARRIVED, FULL_TRACE, SERVED, TOLD_PART, W_SHARED, X_FIRST, X_TRACE
from .compiled import compiled
from .places import append


@compiled
def trace_row(t, p, s, world, w, i, d):
    """A row of the trace for a world of which this telling speaks; -1 if it does not, or if the room is full."""
    x = -1
    if p.asked >= 0 and s.top[X_FIRST] + i != p.asked:
        return x
    if world == w or t.world[world, W_SHARED] == w:
        x = append(s, s.trace, X_TRACE, FULL_TRACE)
        if x >= 0:
            s.trace[x, :] = 0
            s.trace[x, 0], s.trace[x, 1], s.trace[x, 2] = world, s.top[X_FIRST] + i, d
    return x


@compiled
def trace_event(t, p, s, w, i, d, kind):
    """Note what really happened to somebody: in place of lists, the kind as -1 - kind."""
    for world in range(p.worlds):
        x = trace_row(t, p, s, world, w, i, d)
        if x >= 0:
            s.trace[x, 3] = -1 - kind


@compiled
def trace_arrival(t, p, s, w, i, d, event, key, kind, whose, tie):
    """Note a record about somebody else's event that comes into a file, through a tie or by mistake."""
    if whose == i:
        return
    for world in range(p.worlds):
        x = trace_row(t, p, s, world, w, i, d)
        if x >= 0:
            s.trace[x, 3], s.trace[x, 4], s.trace[x, 5] = -ARRIVED - kind, event, key
            s.trace[x, 6], s.trace[x, 7] = s.top[X_FIRST] + whose, tie


@compiled
def trace_part(t, p, s, w, i, d, score, part):
    """Note what friends add to somebody's score."""
    for world in range(p.worlds):
        x = trace_row(t, p, s, world, w, i, d)
        if x >= 0:
            s.trace[x, 3], s.trace[x, 4], s.trace[x, 5] = -TOLD_PART, score, part


@compiled
def trace_turn(t, p, s, w, i, d):
    """Note that the community's office got to a case of somebody's."""
    for world in range(p.worlds):
        x = trace_row(t, p, s, world, w, i, d)
        if x >= 0:
            s.trace[x, 3] = -SERVED
