"""Places for things that come and go: taken from those given back, or from those never used; full rooms are noted."""

from .columns import X_FULL
from .compiled import inlined


@inlined
def take(s, rows, free, top, full):
    """A place of `rows`, given back (a chain through column 0 that begins in s.pool[free]) or new (from s.pool[top] on); -1 if full."""
    place = int(s.pool[free])
    if place >= 0:
        s.pool[free] = rows[place, 0]
        return place
    place = int(s.pool[top])
    if place >= len(rows):
        s.top[X_FULL] |= full
        return -1
    s.pool[top] = place + 1
    return place


@inlined
def give_back(s, rows, place, free):
    """A place of `rows` is of no more use."""
    rows[place, 0] = s.pool[free]
    s.pool[free] = place


@inlined
def append(s, rows, top, full):
    """The next place of `rows`, of which s.top[top] are used; -1 if full."""
    place = int(s.top[top])
    if place >= len(rows):
        s.top[X_FULL] |= full
        return -1
    s.top[top] = place + 1
    return place
