"""A society made ready for drawing lives: its tables of chance, each computed once, when first asked for."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from ..words import ONE, alias_table, cumulate, luck, poisson_table, threshold

Cell = tuple[int, int, int, int, int]  # age stratum, sex, income fifth, group, place
Lengths = tuple[list[int], list[int]]  # values and their cumulated thresholds

FALSE: Final = "false_record"
ATTEMPT: Final = "attempt"


def full_years(years: int) -> int:
    """An age of so many years, in days."""
    return 1461 * years // 4


def choose(thresholds: Sequence[int], word: int) -> int:
    """The number of the first threshold that exceeds the word."""
    return next(n for n, limit in enumerate(thresholds) if limit > word)


class Prepared:
    """The tables of one society (plain form: docs/language.md, section 5)."""

    def __init__(self, society: dict[str, Any]) -> None:
        self.society = society
        self.kinds: list[dict[str, Any]] = society["kinds"]
        self.holidays = frozenset(society["holidays"])
        self.survival = [threshold(Fraction(share)) for share in society["survival"]]
        self.ages = [cumulate([share for _, _, share in bands]) for bands in society["ages"]]
        self.delays = [_cumulate_values(kind["delay"]) for kind in self.kinds]
        self.episodes = [_cumulate_values(kind["episode"]) for kind in self.kinds]
        self.amounts = [_cumulate_values(kind["amount"]) for kind in self.kinds]
        self.streams: dict[int, list[int]] = {}
        for number, kind in enumerate(self.kinds):
            stream = kind["domain"] + (luck.ATTEMPTS if kind["class"] == ATTEMPT else 0)
            self.streams.setdefault(stream, []).append(number)
        self._counts: dict[tuple[int, Cell], Sequence[int]] = {}
        self._aliases: dict[tuple[int, Cell], tuple[list[int], list[int]]] = {}
        self._accepted: dict[tuple[int, frozenset[str], frozenset[str]], int] = {}

    def surviving(self, age: int) -> int:
        """Of 2^32 newborn, how many reach an age in years; nobody reaches 110."""
        return self.survival[age] if age < min(110, len(self.survival)) else 0

    def place_stratum(self, age_days: int) -> int:
        """The age stratum of an age in days."""
        limits: list[int] = self.society["strata_ages"]
        return sum(age_days >= full_years(limit) for limit in limits)

    def weigh_kinds(self, stream: int, cell: Cell) -> list[Fraction]:
        """The yearly rate of candidates (or attempts) of each kind of a stream, for people of one cell."""
        return [self._weigh(self.kinds[number], cell) for number in self.streams[stream]]

    def _weigh(self, kind: dict[str, Any], cell: Cell) -> Fraction:
        group = self.society["groups"][kind["group"]]
        rate = Fraction(kind["share"]) * Fraction(group["rates"].get(cell, 0))
        return rate if kind["class"] == ATTEMPT else rate * Fraction(group["at_most"])

    def count(self, stream: int, cell: Cell, word: int) -> int:
        """How many candidates (or attempts) a year brings."""
        key = (stream, cell)
        if key not in self._counts:
            self._counts[key] = poisson_table(sum(self.weigh_kinds(stream, cell), Fraction(0)))
        return choose(self._counts[key], word)

    def pick_kind(self, stream: int, cell: Cell, word: int) -> int:
        """The number of the kind that a candidate (or attempt) of a stream has."""
        key = (stream, cell)
        if key not in self._aliases:
            self._aliases[key] = alias_table(self.weigh_kinds(stream, cell))
        thresholds, alias = self._aliases[key]
        bits = len(thresholds).bit_length() - 1
        column, fraction = word >> (32 - bits), word << bits & ONE - 1
        return self.streams[stream][column if fraction < thresholds[column] else alias[column]]

    def accepted(self, number: int, conditions: frozenset[str], responses: frozenset[str]) -> int:
        """Below which mark a candidate of a kind becomes real, under conditions and responses in force."""
        key = (number, conditions, responses)
        if key not in self._accepted:
            self._accepted[key] = self._accept(self.kinds[number], conditions, responses)
        return self._accepted[key]

    def _accept(self, kind: dict[str, Any], conditions: frozenset[str], responses: frozenset[str]) -> int:
        group = self.society["groups"][kind["group"]]
        share = 1 / Fraction(group["at_most"])
        for condition in conditions:
            share *= Fraction(group["conditions"].get(condition, 1))
        for response in responses:
            share *= Fraction(kind["responses"].get(response, 1))
        return threshold(min(share, Fraction(1)))

    def covered(self, number: int, place: int, group: int) -> int:
        """Below which word an event of a kind is recorded."""
        return threshold(Fraction(self.kinds[number]["coverage"].get((place, group), 0)))


def _cumulate_values(shares: Sequence[tuple[int, Fraction]]) -> Lengths:
    if not shares:
        return [], []
    return [value for value, _ in shares], cumulate([Fraction(share) for _, share in shares])


def pick_value(lengths: Lengths, word: int, default: int) -> int:
    """A value drawn from a list of shares; `default` where there is no list."""
    values, thresholds = lengths
    return values[choose(thresholds, word)] if values else default


def prepare(society: dict[str, Any] | Prepared) -> Prepared:
    """The tables of a society; prepare once when many lives are asked for."""
    return society if isinstance(society, Prepared) else Prepared(society)
