"""The addresses of chance: which 128-bit Philox counter belongs to which question about which life.

Both programs that follow the model (kernel and law) take the layout and the purposes from here, and nothing else;
each has a Philox of its own.
An address says what is asked, never when or by whom it was computed, so no order, thread or machine can change an answer.
Purposes and streams are append-only.
"""

from datetime import date
from typing import Final

COMMUNITY: Final = 0
PERSON: Final = 1
FIRM: Final = 2
HOUSEHOLD: Final = 3
CIRCLE: Final = 4

ROSTER: Final = 0
ATTEMPTS: Final = 64  # stream of the attempts of domain n: ATTEMPTS + n

COUNT: Final = 0
CANDIDATE: Final = 1
ATTEMPT_COUNT: Final = 2
ATTEMPT: Final = 3
BODY: Final = 4
FATE: Final = 5
BIRTH: Final = 6
PLACE: Final = 7
DELAY: Final = 8
VALUE: Final = 9
AMOUNT: Final = 10
EPISODE: Final = 11
SIZE: Final = 12
BOND: Final = 13
WORK: Final = 14
HOLD: Final = 15
SHOCK: Final = 16
FRIEND: Final = 17
STUB: Final = 18
REPORTER: Final = 19
JOIN: Final = 20
CONSENT: Final = 21
REACH: Final = 22
FAULT: Final = 23
LINK: Final = 24
NOTICE: Final = 25
OFFICE: Final = 26
REINSERT: Final = 27
ALTER: Final = 28

CALENDAR: Final = 127  # stream of records that a day of the year brings; nothing happens there

# slots of a domain's stream: Poisson candidates below, then due dates (64 for each obligation), then shocks (by day of the year)
DUE_SLOT: Final = 8192
SHOCK_SLOT: Final = 14336

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = FIRST_YEAR + 255

# name, bits; from the most significant
LAYOUT: Final = (
    ("community", 32),
    ("entity", 3),
    ("index", 14),
    ("second", 14),
    ("year", 8),
    ("stream", 7),
    ("slot", 14),
    ("purpose", 10),
    ("step", 12),
    ("copy", 8),
    ("block", 6),
)


def pack(
    community: int,
    entity: int = COMMUNITY,
    index: int = 0,
    second: int = 0,
    year: int = 0,
    stream: int = 0,
    slot: int = 0,
    purpose: int = 0,
    step: int = 0,
    copy: int = 0,
    block: int = 0,
) -> int:
    """The 128-bit counter of an address. year: calendar year minus 1900.

    Raises: ValueError when a field does not fit its bits.
    """
    fields = (community, entity, index, second, year, stream, slot, purpose, step, copy, block)
    counter = 0
    for (name, bits), value in zip(LAYOUT, fields, strict=True):
        if not 0 <= value < 1 << bits:
            raise ValueError(f"address field {name} = {value} does not fit {bits} bits")
        counter = counter << bits | value
    return counter


def shock_slot(day: int) -> int:
    """The slot of what befalls many on one day, in the stream of its domain. day: ordinal."""
    return SHOCK_SLOT + day - date(date.fromordinal(day).year, 1, 1).toordinal()


def unpack(counter: int) -> dict[str, int]:
    """The fields of an address, by name; the inverse of `pack`."""
    fields = {}
    for name, bits in reversed(LAYOUT):
        fields[name] = counter & (1 << bits) - 1
        counter >>= bits
    return dict(reversed(fields.items()))
