"""Philox4x32-10 (Salmon and others 2011) at addresses with a meaning; the layout is that of `words.luck`."""

from numba import int64, uint64

from ..words.luck import FIRM, PERSON
from .columns import COPY, E_FIRM, LANE_HIGH, LANE_LOW, P_FIRM
from .compiled import compiled, entered, inlined, vectorised


@inlined
def rounds(high, low, key):
    """Ten rounds of Philox as four uint64 in 0..2^32-1."""
    mask = uint64(0xFFFFFFFF)
    half = uint64(32)
    c0, c1 = low & mask, low >> half
    c2, c3 = high & mask, high >> half
    k0, k1 = key & mask, key >> half
    for _ in range(10):
        p0 = uint64(0xD2511F53) * c0
        p1 = uint64(0xCD9E8D57) * c2
        c0, c2 = (p1 >> half) ^ c1 ^ k0, (p0 >> half) ^ c3 ^ k1
        c1, c3 = p1 & mask, p0 & mask
        k0 = (k0 + uint64(0x9E3779B9)) & mask
        k1 = (k1 + uint64(0xBB67AE85)) & mask
    return c0, c1, c2, c3


@entered
def philox(high, low, key):
    """Four words of chance. high, low: the 128-bit counter; key: the 64-bit seed (uint64). Returns four int64 in 0..2^32-1."""
    c0, c1, c2, c3 = rounds(high, low, key)
    return int64(c0), int64(c1), int64(c2), int64(c3)


@vectorised
def shake(lanes, count, key):
    """Four words of chance for each of many addresses side by side. lanes [6, LANES]: counters in, words out."""
    for x in range(count):
        c0, c1, c2, c3 = rounds(uint64(lanes[LANE_HIGH, x]), uint64(lanes[LANE_LOW, x]), key)
        lanes[0, x], lanes[1, x], lanes[2, x], lanes[3, x] = int64(c0), int64(c1), int64(c2), int64(c3)


@compiled
def origin_of(community, first):
    """Where the addresses of a batch of a community's people begin: community and slot, with the type of entity left free between."""
    return community << 17 | first


@compiled
def slot_of(origin, index):
    """The slot in its community of the index-th person of a batch."""
    return (origin & 16383) + index


@inlined
def high_half(origin, entity, index, year):
    """The upper half of an address (second index and block are 0). year: calendar year minus 1900."""
    return uint64(origin + index) << uint64(15) | uint64(entity) << uint64(29) | uint64(year) >> uint64(7)


@inlined
def low_half(year, stream, slot, purpose):
    """The lower half of an address (step and copy are 0)."""
    return (
        (uint64(year) & uint64(127)) << uint64(57)
        | uint64(stream) << uint64(50)
        | uint64(slot) << uint64(36)
        | uint64(purpose) << uint64(26)
    )


@compiled
def ask(key, origin, entity, index, year, stream, slot, purpose):
    """The four words at an address."""
    return philox(high_half(origin, entity, index, year), low_half(year, stream, slot, purpose), key)


@compiled
def ask_person(key, origin, index, year, stream, slot, purpose):
    """The four words at an address of a person, the index-th of a batch."""
    return ask(key, origin, PERSON, index, year, stream, slot, purpose)


@compiled
def choose(t, row, word):
    """One of a list of values by cumulated thresholds."""
    last = t.choice_count[row] - 1
    k = 0
    while k < last and word >= t.choice_limit[row, k]:
        k += 1
    return int64(t.choice_value[row, k])


@compiled
def beside(t, p, s, origin, index, second, day, cause, kind, purpose, step):
    """The words at the address of a step of what follows from a candidate, in somebody's file. second: whose, or 0 for one's own."""
    year, stream, slot = p.first_year + t.year_of[day], (cause >> 14) & 127, cause & 16383
    if t.kind[kind, E_FIRM]:
        high = high_half(origin & ~16383, FIRM, s.person[index, P_FIRM], year)
    else:
        high = high_half(origin, PERSON, index, year)
    low = low_half(year, stream, slot, purpose) | uint64(step) << uint64(14)
    if cause & COPY:
        low |= uint64(64)
    return philox(high | uint64(second) << uint64(1), low, p.key)


@compiled
def consequences(t, p, s, origin, index, day, cause, kind, purpose):
    """The words at a consequence address of a candidate, of a person or of the firm for which one stands. cause: stream << 14 | slot."""
    year, stream, slot = p.first_year + t.year_of[day], (cause >> 14) & 127, cause & 16383
    if t.kind[kind, E_FIRM]:
        return ask(p.key, origin & ~16383, FIRM, s.person[index, P_FIRM], year, stream, slot, purpose)
    return ask(p.key, origin, PERSON, index, year, stream, slot, purpose)


@compiled
def consequence(t, p, s, origin, index, day, cause, kind, purpose):
    """The first of these words."""
    return consequences(t, p, s, origin, index, day, cause, kind, purpose)[0]


@compiled
def column_of(limits, aliases, bits, word):
    """Column of an alias table for a word."""
    column = word >> (32 - bits)
    fraction = (word << bits) & 0xFFFFFFFF
    return column if fraction < limits[column] else int(aliases[column])
