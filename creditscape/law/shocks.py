"""What befalls files on a date: records that are found out, erased or not taken down, and files laid open (model, 7.12)."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from ..words import luck, threshold
from .community import Community
from .person import Lot
from .prepared import Prepared
from .record import Held
from .world import Life, World

Shock = dict[str, Any]


def list_shocks(prepared: Prepared, world: World, kind: str) -> list[tuple[int, Shock]]:
    """The shocks of a type that happen in a world, with their numbers in the society."""
    return [
        (number, shock)
        for number, shock in enumerate(prepared.shocks)
        if shock.get("type", "event") == kind and world.shock_is_on(shock)
    ]


def hold_up(prepared: Prepared, world: World, kind: str, day: int) -> int | None:
    """The first morning on which the record of an event can arrive, as far as outages go; None: it is not recorded."""
    first = 0
    for _, shock in list_shocks(prepared, world, "outage"):
        end = shock["day"] + shock["days"]
        if kind in shock["kinds"] and shock["day"] <= day < end:
            if not shock["late"]:
                return None
            first = max(first, end)
    return first


def list_exposed(community: Community, world: World, lot: Lot, life: Life) -> Iterator[str]:
    """The leaks that lay a subject's file open."""
    if life.entry is None or life.exit is None:
        return
    for _, shock in list_shocks(community.prepared, world, "leak"):
        drawn = community.lot if shock["of"] == "communities" else lot
        if life.entry <= shock["day"] < life.exit and _strikes(shock, drawn):
            yield shock["name"]


def _strikes(shock: Shock, lot: Lot) -> bool:
    """Whether a shock on files as a whole strikes a person or a community."""
    day = shock["day"]
    word = lot.draw(luck.SHOCK, date.fromordinal(day).year, 0, luck.shock_slot(day))[0]
    return word < threshold(Fraction(shock["share"]))


class Erasures:
    """What is erased from one file, and what of it comes back."""

    def __init__(self, community: Community, world: World, lot: Lot, due: set[int]) -> None:
        self.community, self.lot, self.due = community, lot, due
        self.planned: dict[int, list[tuple[int, Shock]]] = {}
        self.returning: dict[int, list[tuple[Held, str]]] = {}
        for number, shock in list_shocks(community.prepared, world, "erasure"):
            self.planned.setdefault(shock["day"] + 1, []).append((number, shock))
        due.update(self.planned)

    def morning(self, day: int, file: Iterable[Held]) -> None:
        """What comes back on a morning, and what is erased."""
        for held, shock in self.returning.pop(day, ()):
            held.release(shock, day)
        for number, shock in self.planned.get(day, ()):
            for held in file:
                if held.is_live(day) and self._hits(number, shock, held):
                    self._erase(held, shock, day)

    def _hits(self, number: int, shock: Shock, held: Held) -> bool:
        cause = held.cause
        if shock["domains"] and cause.stream not in shock["domains"]:
            return False
        if shock["of"] == "communities":
            return _strikes(shock, self.community.lot)
        year = date.fromordinal(cause.day).year
        words = self.lot.draw(luck.ALTER, year, cause.stream, cause.slot, step=number, copy=cause.copy)
        return words[0] < threshold(Fraction(shock["share"]))

    def _erase(self, held: Held, shock: Shock, day: int) -> None:
        if shock["restored"] is None:
            held.annul(day)
            return
        held.suspend(shock["name"], day)
        self.returning.setdefault(day + shock["restored"], []).append((held, shock["name"]))
        self.due.add(day + shock["restored"])
