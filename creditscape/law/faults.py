"""What goes wrong between a true event and the file that should hold its record (model, 7.10)."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from ..words import luck, threshold
from .candidates import Candidate
from .person import Person, place_cell
from .philox import Words
from .prepared import LINKAGE, Prepared, choose
from .world import World

NAMESAKES: Final = 64  # the people of so many consecutive slots bear one name
MIX_UP: Final = "mix_up"
WRONG_PERSON: Final = "wrong_person"
DUPLICATE: Final = "duplicate"
WRONG_AMOUNT: Final = "wrong_amount"
STALE: Final = "stale"


def pick_fault(
    prepared: Prepared, world: World, person: Person, candidate: Candidate
) -> tuple[dict[str, Any] | None, Words]:
    """The fault that hits the record of a true event, and the words of chance of its course; None: none does."""
    name, cell = prepared.kinds[candidate.number]["name"], place_cell(prepared, person, candidate.year)
    faults = prepared.list_faults(name, cell)
    words = candidate.draw_all(luck.FAULT) if faults else (0, 0, 0, 0)
    if not faults or words[0] >= faults[-1][0]:
        return None, words
    fault = faults[choose([limit for limit, _ in faults], words[0])][1]
    return fault if world.fault_is_on(fault["name"]) else None, words


def list_namesakes(slot: int, word: int) -> Iterator[int]:
    """The slots of those who bear the name of a slot's person, from a drawn one on, all around."""
    block, place = slot - slot % NAMESAKES, slot % NAMESAKES
    first = word * (NAMESAKES - 1) >> 32
    for step in range(NAMESAKES - 1):
        yield block + (place + 1 + (first + step) % (NAMESAKES - 1)) % NAMESAKES


def slips(prepared: Prepared, world: World, person: Person, year: int, number: int) -> bool:
    """Whether whoever should stop an attempt of a kind does not see in that year that this person is meant."""
    kind, cell = prepared.kinds[number], place_cell(prepared, person, year)
    share = sum(
        (
            Fraction(fault["shares"].get(cell, 0))
            for fault in prepared.faults
            if fault["type"] == LINKAGE
            and kind["name"] in fault["kinds"]
            and world.fault_is_on(fault["name"])
        ),
        Fraction(0),
    )
    word = person.lot.draw(luck.LINK, year, luck.ATTEMPTS + kind["domain"])[0]
    return word < threshold(min(share, Fraction(1)))


def has_fault(prepared: Prepared, world: World, of: str) -> bool:
    """Whether a world has faults of a type."""
    return any(fault["type"] == of and world.fault_is_on(fault["name"]) for fault in prepared.faults)
