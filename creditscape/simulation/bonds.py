"""From the plain form of a society to the kernel's tables of what binds people: households, work, obligations."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ..kernel import column_names as c
from ..words import ONE, alias_table, cumulate, luck, poisson_table, threshold

if TYPE_CHECKING:
    from .lives import Choices

Plain = dict[str, Any]
ENDS = 111  # ages in years for which tables have entries


def bond_tables(society: Plain, choices: "Choices") -> dict[str, np.ndarray]:
    """Households and work; rows of -1 where the society has none."""
    homes, work = society.get("households"), society.get("work")
    friends, circles = society.get("friends"), society.get("circles")
    bond = np.full(16, -1, np.int64)
    bond[c.BOND_ROUNDS] = 0
    employed, sectors = np.zeros((2, ENDS), np.int64), np.full((2, 3), ONE, np.int64)
    if homes:
        bond[c.BOND_SIZES] = choices.add(homes["sizes"])
        bond[c.BOND_COUPLES] = threshold(homes["couples"])
        bond[c.BOND_GENERATIONS] = choices.add(homes["generations"])
    if work:
        bond[c.BOND_FIRM_SIZES] = choices.add(work["firm_sizes"])
        for sex, table in enumerate(work["employed"]):
            for first, share in table:
                employed[sex, first:] = threshold(share)
        sectors = np.array([cumulate(shares) for shares in work["sectors"]], np.int64)
    if friends:
        bond[c.BOND_NUMBERS] = choices.add(friends["numbers"])
        bond[c.BOND_CLOSE : c.BOND_CLOSE + 2] = _mixing(friends)
    if circles:
        bond[c.BOND_CIRCLES], bond[c.BOND_ROUNDS] = choices.add(circles["sizes"]), circles["rounds"]
        bond[c.BOND_WIDE : c.BOND_WIDE + 2] = _mixing(circles)
        bond[c.BOND_JOINS :] = [threshold(share) for share in circles["joins"]]
    return {"bond": bond, "employed": employed, "sectors": sectors}


def _mixing(mixing: Plain) -> tuple[int, int]:
    """Threshold of the own income fifth, and days by which ages are stirred."""
    return threshold(mixing["same_income"]), 1461 * mixing["age_stir"] // 4


def conduct_tables(society: Plain, kept: list[int]) -> dict[str, np.ndarray]:
    """What firms do: yearly counts and kinds by life domain."""
    number_of, streams = {k: n for n, k in enumerate(kept)}, {}
    for k in kept:
        if society["kinds"][k].get("subject") == "firm":
            streams.setdefault(society["kinds"][k]["domain"], []).append(k)
    weights = {
        stream: [_weigh(society, society["kinds"][k]) for k in kinds]
        for stream, kinds in sorted(streams.items())
    }
    aliases = [alias_table(each) for each in weights.values()]
    counts = [poisson_table(sum(each, Fraction(0))) for each in weights.values()]
    count = np.full((len(counts), max(map(len, counts), default=1)), ONE, np.int64)
    for x, table in enumerate(counts):
        count[x, : len(table)] = table
    rows = [[stream, len(aliases[x][0]).bit_length() - 1] for x, stream in enumerate(weights)]
    limit, alias, kind = _columns(aliases, [[number_of[k] for k in streams[stream]] for stream in weights])
    return {
        "conduct": np.array(rows, np.int64).reshape(-1, 2),
        "conduct_count": count,
        "conduct_limit": limit,
        "conduct_alias": alias,
        "conduct_kind": kind,
    }


def _weigh(society: Plain, kind: Plain) -> Fraction:
    group = society["groups"][kind["group"]]
    return kind["share"] * group["per_firm"] * group["at_most"]


def due_tables(society: Plain, kept: list[int], strata: list[Any]) -> dict[str, np.ndarray]:
    """What falls due. kept: positions of the kinds in the order of their numbers; strata: cells in the order of theirs."""
    owed, number_of = society.get("obligations", []), {k: n for n, k in enumerate(kept)}
    due, tables, kinds = np.zeros((len(owed), 4), np.int64), [], []
    held, missed = np.zeros((len(owed), len(strata)), np.int64), np.zeros((len(owed), len(strata)), np.int64)
    for x, each in enumerate(owed):
        group = society["groups"][each["group"]]
        places = [k for k, kind in enumerate(society["kinds"]) if kind["group"] == each["group"]]
        tables.append(alias_table([society["kinds"][k]["share"] for k in places]))
        kinds.append([number_of[k] for k in places])
        slot = luck.DUE_SLOT + 64 * each["number"]
        bits = len(tables[-1][0]).bit_length() - 1
        due[x] = [each["domain"] << 14 | slot, each["every"], each["of"] == "firms", bits]
        if each["of"] == "firms":
            missed[x] = threshold(each["missed"])
            continue
        for n, cell in enumerate(strata):
            held[x, n] = threshold(each["holders"].get(cell, Fraction(0)))
            missed[x, n] = threshold(group["rates"].get(cell, Fraction(0)) * group["at_most"])
    limit, alias, kind = _columns(tables, kinds)
    return {
        "due": due,
        "due_held": held,
        "due_missed": missed,
        "due_limit": limit,
        "due_alias": alias,
        "due_kind": kind,
    }


def _columns(
    tables: list[tuple[list[int], list[int]]], kinds: list[list[int]]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Alias tables side by side, and the numbers of their kinds."""
    wide = max([len(thresholds) for thresholds, _ in tables], default=1)
    limit, alias = np.zeros((len(tables), wide), np.int64), np.zeros((len(tables), wide), np.int64)
    kind = np.zeros((len(tables), wide), np.int64)
    for x, ((thresholds, aliases), numbers) in enumerate(zip(tables, kinds, strict=True)):
        limit[x, : len(thresholds)], alias[x, : len(aliases)] = thresholds, aliases
        kind[x, : len(numbers)] = numbers
    return limit, alias, kind
