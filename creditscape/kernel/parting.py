"""Worlds tell the same life together until a false record parts them.

Where two worlds differ only in whether false records exist, a person whom none has reached lives the same life in both. It is told once,
in a telling of its own behind those of the worlds; on the day on which they part, the file is copied. Tallies are sums, so nothing has to
be taken back: what the worlds shared is added to each of them at the end. With `careful` nothing is shared from the start.
"""

from .agenda import look_at
from .columns import (
    F_COUNT,
    F_NEXT,
    F_PLACE,
    F_ROOM,
    J_FLAGS,
    LIVED,
    LOOK,
    W_SHARED,
)
from .compiled import compiled
from .records import enlarge, move, release


@compiled
def told_in(t, s, w, i):
    """The telling that holds a person's life in a world."""
    shared = t.world[w, W_SHARED]
    return shared if shared >= 0 and s.gist[i, shared, J_FLAGS] & LIVED else w


@compiled
def part(t, p, s, shared, i, d):
    """From tomorrow each world tells this life by itself."""
    for w in range(p.worlds):
        if t.world[w, W_SHARED] != shared:
            continue
        for k in range(s.file.shape[2]):
            s.file[i, w, k] = s.file[i, shared, k]
        for k in range(s.gist.shape[2]):
            s.gist[i, w, k] = s.gist[i, shared, k]
        for k in range(s.condition.shape[2]):
            for x in range(3):
                s.condition[i, w, k, x] = s.condition[i, shared, k, x]
        s.file[i, w, F_ROOM], s.file[i, w, F_COUNT] = 0, 0
        count, old = s.file[i, shared, F_COUNT], s.file[i, shared, F_PLACE]
        while s.file[i, w, F_ROOM] < count:
            if not enlarge(s, w, i):
                return
        for r in range(count):
            move(s, old + r, s.file[i, w, F_PLACE] + r)
        s.file[i, w, F_COUNT] = count
        if s.file[i, w, F_NEXT] > d:
            look_at(s, w, i, LOOK, s.file[i, w, F_NEXT], p.stop)
    release(s, shared, i)
    s.gist[i, shared, J_FLAGS] = 0
