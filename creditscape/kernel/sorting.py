"""Numbers put in order, and the nearest of things laid out by age: what forming households and circles needs."""

from .columns import SHELF_FIRST, SHELF_LAST
from .compiled import compiled


@compiled
def sort(keys, spare, count):
    """The first `count` of `keys` in ascending order, by merging ever longer runs. spare: room for as many."""
    length = 1
    while length < count:
        first = 0
        while first < count:
            middle, end = min(first + length, count), min(first + 2 * length, count)
            a, b, into = first, middle, first
            while into < end:
                if b >= end or (a < middle and keys[a] <= keys[b]):
                    spare[into] = keys[a]
                    a += 1
                else:
                    spare[into] = keys[b]
                    b += 1
                into += 1
            first = end
        for k in range(count):
            keys[k] = spare[k]
        length *= 2


@compiled
def nearest(s, shelf, age, least, reach):
    """The age nearest to `age`, the higher first, not below `least` and at most `reach` away, at which something lies; else -1."""
    for step in range(reach + 1):
        near = age + step
        if least <= near <= 127 and s.shelf[shelf, near, SHELF_FIRST] >= 0:
            return near
        near = age - step
        if near >= 0 and least <= near <= 127 and s.shelf[shelf, near, SHELF_FIRST] >= 0:
            return near
    return -1


@compiled
def lay(s, shelf, age, thing):
    """Something is laid at the end of a row."""
    s.laid[shelf, thing] = -1
    last = s.shelf[shelf, age, SHELF_LAST]
    if s.shelf[shelf, age, SHELF_FIRST] < 0:
        s.shelf[shelf, age, SHELF_FIRST] = thing
    else:
        s.laid[shelf, last] = thing
    s.shelf[shelf, age, SHELF_LAST] = thing


@compiled
def fetch(s, shelf, age):
    """The first thing of a row, taken away."""
    thing = int(s.shelf[shelf, age, SHELF_FIRST])
    s.shelf[shelf, age, SHELF_FIRST] = s.laid[shelf, thing]
    return thing
