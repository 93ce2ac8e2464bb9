"""A society made ready for drawing lives: its tables of chance, each computed once, when first asked for."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any, Final

from ..words import ONE, alias_table, cumulate, luck, poisson_table, threshold

Cell = tuple[int, int, int, int, int]  # age stratum, sex, income fifth, group, place
Lengths = tuple[list[int], list[int]]  # values and their cumulated thresholds

FALSE: Final = "false_record"
ATTEMPT: Final = "attempt"
LINKAGE: Final = "linkage"


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
        self._prepare_bonds()
        self._prepare_faults()
        self.streams: dict[int, list[int]] = {}
        self.obligations: list[dict[str, Any]] = society.get("obligations", [])
        self.shocks: list[dict[str, Any]] = society.get("shocks", [])
        owed = {each["group"] for each in self.obligations}
        owed |= {
            each["group"] for each in self.shocks if "group" in each
        }  # what a shock plants comes no other way
        self.firm_streams: dict[int, list[int]] = {}
        for number, kind in enumerate(self.kinds):
            if kind["group"] in owed:
                continue
            if kind.get("subject") == "firm":
                self.firm_streams.setdefault(kind["domain"], []).append(number)
                continue
            stream = kind["domain"] + (luck.ATTEMPTS if kind["class"] == ATTEMPT else 0)
            self.streams.setdefault(stream, []).append(number)
        self._counts: dict[tuple[int, Cell], Sequence[int]] = {}
        self._aliases: dict[tuple[int, Cell], tuple[list[int], list[int]]] = {}
        self._accepted: dict[tuple[int, frozenset[str], frozenset[str]], int] = {}

    def _prepare_bonds(self) -> None:
        """Tables of households, work, friends and circles; empty where the society has none."""
        homes, work = self.society.get("households"), self.society.get("work")
        friends, circles = self.society.get("friends"), self.society.get("circles")
        self.household_sizes = _cumulate_values(homes["sizes"] if homes else [])
        self.generations = _cumulate_values(homes["generations"] if homes else [])
        self.couples = threshold(homes["couples"]) if homes else 0
        self.employed = [
            [(first, threshold(share)) for first, share in table]
            for table in (work["employed"] if work else [])
        ]
        self.sectors = [cumulate(shares) for shares in (work["sectors"] if work else [])]
        self.firm_sizes = _cumulate_values(work["firm_sizes"] if work else [])
        self.numbers_of_friends = _cumulate_values(friends["numbers"] if friends else [])
        self.circle_sizes = _cumulate_values(circles["sizes"] if circles else [])
        self.joins = [threshold(share) for share in circles["joins"]] if circles else []

    def _prepare_faults(self) -> None:
        """Faults of records in the order of their names, and the tables of redress; empty where the society has none."""
        self.faults = sorted(self.society.get("faults") or [], key=lambda fault: fault["name"])
        self.fault_values = {fault["name"]: _cumulate_values(fault["values"]) for fault in self.faults}
        self._faults: dict[tuple[str, Cell], list[tuple[int, dict[str, Any]]]] = {}
        self.redress: dict[str, Any] | None = self.society.get("redress")
        redress = self.redress or {"finds_after": [], "files_after": [], "reinserted_after": []}
        self.finds_after = _cumulate_values(redress["finds_after"])
        self.files_after = _cumulate_values(redress["files_after"])
        self.reinserted_after = _cumulate_values(redress["reinserted_after"])

    def list_faults(self, name: str, cell: Cell) -> list[tuple[int, dict[str, Any]]]:
        """The faults that may hit the record of an event of a kind, each with the word below which it does, if none before it does."""
        if (name, cell) not in self._faults:
            found, total = [], Fraction(0)
            for fault in self.faults:
                if fault["type"] != LINKAGE and name in fault["kinds"]:
                    total += Fraction(fault["shares"].get(cell, 0))
                    found.append((threshold(min(total, Fraction(1))), fault))
            self._faults[name, cell] = found
        return self._faults[name, cell]

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
        return self.streams[stream][_pick_column(*self._aliases[key], word)]

    def _weigh_firm(self, stream: int) -> list[Fraction]:
        """The yearly rate of candidates of each kind of conduct of a firm."""
        found = []
        for number in self.firm_streams[stream]:
            kind = self.kinds[number]
            group = self.society["groups"][kind["group"]]
            found.append(Fraction(kind["share"]) * group["per_firm"] * group["at_most"])
        return found

    def count_of_firm(self, stream: int, word: int) -> int:
        """How many candidates a year brings to a firm."""
        return choose(poisson_table(sum(self._weigh_firm(stream), Fraction(0))), word)

    def pick_kind_of_firm(self, stream: int, word: int) -> int:
        """The number of the kind that a candidate of a firm has."""
        return self.firm_streams[stream][_pick_column(*alias_table(self._weigh_firm(stream)), word)]

    def kinds_owed(self, obligation: dict[str, Any]) -> list[int]:
        """The numbers of the kinds as which a due date of an obligation may be missed."""
        return [n for n, kind in enumerate(self.kinds) if kind["group"] == obligation["group"]]

    def pick_owed(self, obligation: dict[str, Any], word: int) -> int:
        """The number of the kind as which a due date is missed."""
        numbers = self.kinds_owed(obligation)
        thresholds, alias = alias_table([Fraction(self.kinds[n]["share"]) for n in numbers])
        return numbers[_pick_column(thresholds, alias, word)]

    def concerns(self, number: int, states: frozenset[str]) -> bool:
        """Whether an event of a kind is about somebody who is this at work."""
        only = self.society["groups"][self.kinds[number]["group"]].get("only")
        return only is None or only in states

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

    def made(self, number: int, responses: frozenset[str]) -> int:
        """Below which word an attempt of a kind is made, and not given up."""
        share = Fraction(1)
        for response in responses:
            share *= Fraction(self.kinds[number]["responses"].get(response, 1))
        return threshold(share)

    def covered(self, number: int, place: int, group: int) -> int:
        """Below which word an event of a kind is recorded."""
        return threshold(Fraction(self.kinds[number]["coverage"].get((place, group), 0)))


def _pick_column(thresholds: Sequence[int], alias: Sequence[int], word: int) -> int:
    bits = len(thresholds).bit_length() - 1
    column, fraction = word >> (32 - bits), word << bits & ONE - 1
    return column if fraction < thresholds[column] else alias[column]


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
