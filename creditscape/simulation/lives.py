"""From the plain form of a society to the kernel's tables of chance: who lives there, how often things happen, what is seen of them."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from ..kernel import column_names as c
from ..words import ONE, alias_table, cumulate, poisson_table, reduce_whole, threshold
from .bonds import bond_tables, conduct_tables, due_tables
from .faults import fault_tables, redress_tables

Plain = dict[str, Any]
ZERO = Fraction(0)


# whom a group of rates is about: states at work, one of which is needed
STATES = {
    None: 0,
    "employed": c.EMPLOYED,
    "employees": c.EMPLOYEE,
    "officials": c.OFFICIAL,
    "owners": c.OWNER,
}


Columns = tuple[list[int], list[int]]


@dataclass(frozen=True)
class Stream:
    """Yearly counts and alias tables of one life domain; strata with the same rates share them."""

    domain: int
    kinds: list[int]  # positions in the society's list of kinds
    limits: list[tuple[int, ...]]
    columns: list[Columns]
    place: list[int]  # which of these a stratum has


def stratum_number(age: int, sex: int, income: int, group: int, place: int) -> int:
    """The kernel's number of a stratum."""
    return (((age * 2 + sex) * 5 + income) * 2 + group) * 2 + place


def list_strata(society: Plain) -> list[tuple[int, int, int, int, int]]:
    ages = len(society["strata_ages"]) + 1
    return [
        (a, s, i, g, p) for a in range(ages) for s in (0, 1) for i in range(5) for g in (0, 1) for p in (0, 1)
    ]


def _stream(society: Plain, domain: int, kinds: list[int]) -> Stream:
    rows = [society["kinds"][k] for k in kinds]
    names = list(dict.fromkeys(row["group"] for row in rows))
    groups = [society["groups"][name] for name in names]
    group_of = [names.index(row["group"]) for row in rows]
    # events of a kind for one of its group
    parts = [
        row["share"] * (1 if row["class"] == "attempt" else groups[g]["at_most"])
        for row, g in zip(rows, group_of, strict=True)
    ]
    totals = [
        sum((p for p, g in zip(parts, group_of, strict=True) if g == n), ZERO) for n in range(len(groups))
    ]
    weights = reduce_whole(parts)
    limits, columns, place = [], [], []
    known: dict[tuple[tuple[int, int], ...], int] = {}
    aliases: dict[tuple[int, ...], Columns] = {}
    for stratum in list_strata(society):
        rates = [group["rates"].get(stratum, ZERO) for group in groups]
        # whole numbers as key, for a fraction is slow to hash
        key = tuple(rate.as_integer_ratio() for rate in rates)
        if key not in known:
            known[key] = len(limits)
            limits.append(poisson_table(sum((r * t for r, t in zip(rates, totals, strict=True)), ZERO)))
            relative = reduce_whole(rates)
            if relative not in aliases:
                each = [w * relative[g] for w, g in zip(weights, group_of, strict=True)]
                aliases[relative] = alias_table(each)
            columns.append(aliases[relative])
        place.append(known[key])
    return Stream(domain, kinds, limits, columns, place)


def _streams(society: Plain, attempts: bool) -> list[Stream]:
    domains: dict[int, list[int]] = {}
    owed = {each["group"] for each in society.get("obligations", ())}
    owed |= {
        each["group"] for each in society.get("shocks", ()) if "group" in each
    }  # what a shock plants comes no other way
    for k, kind in enumerate(society["kinds"]):
        of_firms = kind.get("subject") == "firm"
        if (kind["class"] == "attempt") == attempts and kind["group"] not in owed and not of_firms:
            domains.setdefault(kind["domain"], []).append(k)
    return [_stream(society, domain, kinds) for domain, kinds in sorted(domains.items())]


def _stream_tables(streams: list[Stream], number_of: dict[int, int], strata: int) -> dict[str, np.ndarray]:
    """Arrays of a set of streams. number_of: position in the society's list -> the kernel's number."""
    rows = max(1, len(streams))
    most = max([len(t) for s in streams for t in s.limits], default=1)
    wide = max([len(col[0]) for s in streams for col in s.columns], default=1)
    of, limit, last = (
        np.full(64, -1, np.int64),
        np.zeros((rows, strata, most), np.uint32),
        np.zeros((rows, strata), np.int32),
    )
    column, alias = np.zeros((rows, strata, wide), np.uint32), np.zeros((rows, strata, wide), np.int32)
    bits, kind = np.zeros(rows, np.int64), np.zeros((rows, wide), np.int32)
    for n, stream in enumerate(streams):
        of[stream.domain] = n
        bits[n] = len(stream.columns[0][0]).bit_length() - 1
        kind[n, : len(stream.kinds)] = [number_of[k] for k in stream.kinds]
        for s, (table, (thresholds, aliases)) in enumerate(zip(stream.limits, stream.columns, strict=True)):
            last[n, s] = len(table) - 1
            limit[n, s, : len(table)] = [min(x, ONE - 1) for x in table]
            # a column that always keeps itself has threshold 2^32, which does not fit: its alias is itself
            column[n, s, : len(thresholds)] = [0 if x == ONE else x for x in thresholds]
            alias[n, s, : len(aliases)] = [
                k if x == ONE else a for k, (x, a) in enumerate(zip(thresholds, aliases, strict=True))
            ]
        for array in (limit, last, column, alias):
            array[n] = array[n, stream.place]
    return {
        "of": of,
        "limit": limit,
        "last": last,
        "column": column,
        "alias": alias,
        "bits": bits,
        "kind": kind,
    }


class Choices:
    """Lists of values with shares, each kept once."""

    def __init__(self) -> None:
        self.rows: dict[tuple[tuple[int, Fraction], ...], int] = {}

    def add(self, values: list[tuple[int, Fraction]]) -> int:
        """Row of a list; -1 for an empty one."""
        return self.rows.setdefault(tuple(values), len(self.rows)) if values else -1

    def tables(self) -> dict[str, np.ndarray]:
        most = max([len(r) for r in self.rows], default=1)
        limit = np.zeros((max(1, len(self.rows)), most), np.int64)
        value, count = np.zeros(limit.shape, np.int64), np.ones(len(limit), np.int64)
        for n, row in enumerate(self.rows):
            limit[n, : len(row)] = cumulate([share for _, share in row])
            value[n, : len(row)] = [v for v, _ in row]
            count[n] = len(row)
        return {"choice_limit": limit, "choice_value": value, "choice_count": count}


def _survival(society: Plain) -> np.ndarray:
    return np.array([threshold(s) for s in society["survival"][:110]] + [0, 0], np.int64)


def _list_conditions(society: Plain, group: Plain) -> list[Fraction]:
    """What share of its largest rate a group has, by the conditions in force."""
    factors = [Fraction(1) / group["at_most"]]
    for name in society["conditions"]:
        times = group["conditions"].get(name)
        factors += factors if times is None else [factor * times for factor in factors]
    return factors


def _list_answers(society: Plain, kind: Plain, responses: tuple[str, ...]) -> tuple[Fraction, ...]:
    """What responses leave of a kind, by what the person knows of being scored and restricted."""
    answers = [Fraction(1)] * 4
    for name in responses:
        bit = 1 if society["responses"][name]["when"] == "scored" else 2
        for known in range(4):
            if known & bit:
                answers[known] *= kind["responses"].get(name, 1)
    return tuple(answers)


def _accept(conditions: list[Fraction], answers: tuple[Fraction, ...]) -> tuple[int, ...]:
    """Thresholds by the conditions in force and what the person knows."""
    known: dict[tuple[int, int], list[int]] = {}
    row: list[int] = []
    for factor in conditions:
        key = factor.as_integer_ratio()
        if key not in known:
            known[key] = [threshold(factor * answer) for answer in answers]
        row += known[key]
    return tuple(row)


def acceptance_tables(society: Plain, worlds: list[tuple[str, ...]]) -> tuple[np.ndarray, list[int]]:
    """Acceptance [world, profile, state] and the profile of every kind. worlds: the responses that are on in each."""
    conditions = {name: _list_conditions(society, group) for name, group in society["groups"].items()}
    rows: dict[tuple[str, tuple[Fraction, ...]], tuple[int, ...]] = {}
    profiles: dict[tuple[tuple[int, ...], ...], int] = {}
    of_kind = []
    for kind in society["kinds"]:
        keys = (
            []
            if kind["class"] == "attempt"
            else [(kind["group"], _list_answers(society, kind, on)) for on in worlds]
        )
        for key in keys:
            if key not in rows:
                rows[key] = _accept(conditions[key[0]], key[1])
        of_worlds = tuple(rows[key] for key in keys)
        of_kind.append(profiles.setdefault(of_worlds, len(profiles)) if keys else 0)
    table = np.zeros((len(worlds), max(1, len(profiles)), 4 << len(society["conditions"])), np.int64)
    for of_worlds, n in profiles.items():
        table[:, n, :] = of_worlds
    return table, of_kind


def made_table(society: Plain, attempts: list[Plain], worlds: list[tuple[str, ...]]) -> np.ndarray:
    """Below which word an attempt is made by those who know that they are scored, or restricted [world, attempt kind, 2]."""
    table = np.full((len(worlds), max(1, len(attempts)), 2), ONE, np.int64)
    for w, on in enumerate(worlds):
        for n, kind in enumerate(attempts):
            for restricted in (0, 1):
                share = Fraction(1)
                for name in on:
                    if restricted or society["responses"][name]["when"] == "scored":
                        share *= kind["responses"].get(name, 1)
                table[w, n, restricted] = threshold(share)
    return table


@dataclass(frozen=True)
class SocietyTables:
    """What of a society's tables depends on the society alone."""

    arrays: dict[str, np.ndarray]
    kind: np.ndarray  # without profiles
    kept: list[int]  # positions of the kinds that are not attempts, in the order of their numbers
    attempts: list[int]
    recorded: dict[str, int]  # name of a recorded kind -> number
    latest: int  # longest delay, days


def _kind_rows(
    society: Plain, kept: list[int], recorded: dict[str, int], choices: Choices, faults: list[int]
) -> np.ndarray:
    rows = np.zeros((max(1, len(kept)), 14), np.int64)
    rows[:, c.E_FAULTS] = -1
    for n, k in enumerate(kept):
        kind = society["kinds"][k]
        rows[n, c.E_READS] = recorded[kind["reads_as"] or kind["name"]]
        rows[n, c.E_FALSE] = kind["class"] == "false_record"
        rows[n, c.E_STARTS] = society["conditions"].index(kind["starts"]) if kind["starts"] else -1
        rows[n, c.E_EPISODE] = choices.add(kind["episode"])
        rows[n, c.E_AMOUNT] = choices.add(kind["amount"])
        rows[n, c.E_DELAY] = choices.add(kind["delay"])
        rows[n, c.E_LAWFUL] = kind["lawful"]
        rows[n, c.E_STREAM] = kind["domain"]
        rows[n, c.E_FIRM] = kind.get("subject") == "firm"
        rows[n, c.E_SEEN] = kind.get("seen", False)
        rows[n, c.E_FAULTS] = faults[n]
        rows[n, c.E_DEED] = kind["lawful"]
        rows[n, c.E_ONLY] = STATES[society["groups"][kind["group"]].get("only")]
    return rows


def society_tables(society: Plain) -> SocietyTables:
    """All tables that depend on the society alone; the same plain form gives the same tables (kept for the last few)."""
    return _society_tables(_Keyed(society))


def _thresholds_of_none(life: dict[str, np.ndarray], fours: np.ndarray) -> np.ndarray:
    """First thresholds of the Poisson tables side by side [stratum, 4 x fours]; never met by streams without a table."""
    table = np.full((life["limit"].shape[1], 4 * len(fours)), 1 << 32, np.int64)
    for x, four in enumerate(fours):
        for k in range(4):
            n = life["of"][four + k]
            if n >= 0:
                table[:, 4 * x + k] = np.where(
                    life["last"][n] > 0, life["limit"][n, :, 0].astype(np.int64), 1 << 32
                )
    return table


class _Keyed:
    """A plain society as a key: equal if it is the same object."""

    def __init__(self, society: Plain) -> None:
        self.society = society

    def __hash__(self) -> int:
        return id(self.society)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.society is self.society


@lru_cache(maxsize=4)
def _society_tables(keyed: _Keyed) -> SocietyTables:
    society = keyed.society
    kinds = society["kinds"]
    kept = [k for k, kind in enumerate(kinds) if kind["class"] != "attempt"]
    attempts = [k for k, kind in enumerate(kinds) if kind["class"] == "attempt"]
    names = sorted(
        {kind["reads_as"] for kind in kinds if kind["reads_as"]} | {kind["name"] for kind in kinds}
    )
    recorded = {name: n for n, name in enumerate(names)}
    choices = Choices()
    faults, of_kind = fault_tables(society, kept, list_strata(society), choices)
    rows = _kind_rows(society, kept, recorded, choices, of_kind)
    strata = len(list_strata(society))
    life = _stream_tables(_streams(society, False), {k: n for n, k in enumerate(kept)}, strata)
    tries = _stream_tables(_streams(society, True), {k: n for n, k in enumerate(attempts)}, strata)
    cover = np.zeros((max(1, len(kept)), 4), np.int64)
    for n, k in enumerate(kept):
        cover[n] = [threshold(kinds[k]["coverage"][place, group]) for place in (0, 1) for group in (0, 1)]
    fours = np.array(sorted({stream // 4 * 4 for stream in np.flatnonzero(life["of"] >= 0)}), np.int64)
    arrays = {
        "odds": np.array(
            [threshold(society[name]) for name in ("urban", "women", "minority", "aware")], np.int64
        ),
        "age_limit": np.array(
            [cumulate([share for *_, share in bands]) for bands in society["ages"]], np.int64
        ),
        "age_low": np.array([[low for low, _, _ in bands] for bands in society["ages"]], np.int64),
        "age_high": np.array([[high for _, high, _ in bands] for bands in society["ages"]], np.int64),
        "survival": _survival(society),
        "strata": np.array([1461 * a // 4 for a in society["strata_ages"]], np.int64),
        "fours": fours,
        "none": _thresholds_of_none(life, fours),
        "stream_of": life["of"],
        "count_limit": life["limit"],
        "count_last": life["last"],
        "column_limit": life["column"],
        "column_alias": life["alias"],
        "column_bits": life["bits"],
        "column_kind": life["kind"],
        "attempt_of": tries["of"],
        "attempt_limit": tries["limit"],
        "attempt_last": tries["last"],
        "attempt_column_limit": tries["column"],
        "attempt_column_alias": tries["alias"],
        "attempt_bits": tries["bits"],
        "attempt_kind": tries["kind"],
        "cover": cover,
        **bond_tables(society, choices),
        **due_tables(society, kept, list_strata(society)),
        **conduct_tables(society, kept),
        **faults,
        **redress_tables(society, list_strata(society), choices),
    }
    arrays |= choices.tables()
    latest = max([days for kind in kinds for days, _ in kind["delay"]], default=1)
    latest += max([s["days"] for s in society.get("shocks", ()) if s.get("late")], default=0)
    return SocietyTables(arrays, rows, kept, attempts, recorded, latest)
