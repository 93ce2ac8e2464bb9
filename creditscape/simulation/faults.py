"""From the plain form of a society to the kernel's tables of faults, of redress, and of shocks on files."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np

from ..kernel import column_names as c
from ..words import luck, threshold
from .offices import PILOT

if TYPE_CHECKING:
    from .lives import Choices

Plain = dict[str, Any]
TYPES = ("mix_up", "wrong_person", "duplicate", "wrong_amount", "stale", "linkage")  # by the kernel's numbers
OTHERS = {"household_head": c.HOUSEHOLD_HEAD, "partner": c.PARTNER, "employer": c.EMPLOYER}
STRUCK = {"employees": c.EMPLOYEES, "firms": c.BY_FIRM, "people": c.PEOPLE, "communities": c.BY_COMMUNITY}
OFFICES = {"district": c.OF_DISTRICT, "community": c.OF_COMMUNITY}
SIDES = ("wrong", "right")  # by the kernel's numbers


def list_faults(society: Plain) -> list[Plain]:
    """What goes wrong with records, in the order of the kernel's numbers."""
    return list(society.get("faults") or [])


def fault_tables(
    society: Plain, kept: list[int], strata: list[Any], choices: "Choices"
) -> tuple[dict[str, np.ndarray], list[int]]:
    """Faults of records, and for each kind its row of thresholds (-1: none). kept: positions of the kinds in the order of their numbers."""
    faults = list_faults(society)
    about = [
        [TYPES.index(each["type"]), choices.add(sorted(each["values"])), OTHERS.get(each["to"], 0)]
        for each in faults
    ]
    rows: dict[frozenset[int], int] = {}
    of_kind = []
    for k in kept:
        kind = society["kinds"][k]
        on_people = kind["class"] != "false_record" and kind.get("subject") != "firm"
        hit = frozenset(
            f
            for f, each in enumerate(faults)
            if on_people and each["type"] != "linkage" and kind["name"] in each["kinds"]
        )
        of_kind.append(rows.setdefault(hit, len(rows)) if hit else -1)
    limit = np.zeros((max(1, len(rows)), len(strata), max(1, len(faults))), np.int64)
    for hit, row in rows.items():
        for n, cell in enumerate(strata):
            total = Fraction(0)
            for f, each in enumerate(faults):
                total += each["shares"].get(cell, 0) if f in hit else 0
                limit[row, n, f] = threshold(total)
    return {"fault": np.array(about, np.int64).reshape(-1, 3), "fault_limit": limit}, of_kind


def slip_table(society: Plain, attempts: list[Plain], strata: list[Any], worlds: list[int]) -> np.ndarray:
    """Below which word of chance linkage fails to stop an attempt [world, attempt kind, stratum]. worlds: their faults as bits."""
    table = np.zeros((len(worlds), max(1, len(attempts)), len(strata)), np.int64)
    links = [(f, each) for f, each in enumerate(list_faults(society)) if each["type"] == "linkage"]
    for w, on in enumerate(worlds if links else ()):
        for n, kind in enumerate(attempts):
            shares = [each["shares"] for f, each in links if on >> f & 1 and kind["name"] in each["kinds"]]
            for x, cell in enumerate(strata if shares else ()):
                table[w, n, x] = threshold(
                    min(Fraction(1), sum((s.get(cell, 0) for s in shares), Fraction(0)))
                )
    return table


def redress_tables(society: Plain, strata: list[Any], choices: "Choices") -> dict[str, np.ndarray]:
    """What people and offices do about wrong records; nothing where the society has no redress."""
    redress, cells = society.get("redress"), len(strata)
    tables = {
        "habit": np.full(4, -1, np.int64),
        "told": np.zeros(cells, np.int64),
        "known": np.zeros((2, cells), np.int64),
        "files": np.zeros((2, 2, cells), np.int64),
        "upheld": np.zeros((2, 2), np.int64),
        "goes_on": np.zeros(2, np.int64),
        "review": np.zeros(2, np.int64),
    }
    if not redress:
        return tables
    tables["habit"][c.HABIT_FINDS] = choices.add(sorted(redress["finds_after"]))
    tables["habit"][c.HABIT_FILES] = choices.add(sorted(redress["files_after"]))
    tables["habit"][c.HABIT_BACK] = choices.add(sorted(redress["reinserted_after"]))
    tables["habit"][c.HABIT_REINSERTED] = threshold(Fraction(redress["reinserted"]))
    for n, cell in enumerate(strata):
        told, finds = Fraction(redress["told"].get(cell, 0)), Fraction(redress["finds"].get(cell, 0))
        tables["told"][n] = threshold(told)
        tables["known"][:, n] = [threshold(finds), threshold(told + (1 - told) * finds)]
        for k, side in enumerate(SIDES):
            share = Fraction(redress["files"][side].get(cell, 0))
            tables["files"][:, k, n] = [threshold(share * redress["without_reasons"]), threshold(share)]
    for k, side in enumerate(SIDES):
        tables["upheld"][:, k] = [
            threshold(Fraction(redress["upheld"][who][side])) for who in ("keeper", "subject")
        ]
        tables["goes_on"][k] = threshold(Fraction(redress["goes_on"][side]))
        tables["review"][k] = threshold(Fraction(redress["review"][side]))
    return tables


def find_office(society: Plain) -> tuple[int, int]:
    """Whose office decides disputes, and what it can do on a working day, in parts of a case; 0: no office, nobody waits."""
    office = (society.get("redress") or {}).get("office")
    if not office:
        return c.NO_OFFICE, 0
    communities = PILOT if office["of"] == "district" else 1
    return OFFICES[office["of"]], count_capacity(office["cases"], communities * society["size"])


def count_capacity(cases: Fraction, people: int) -> int:
    """What an office for so many people does on a working day. cases: decided a working day per 1,000 residents."""
    return int(Fraction(cases) * people * c.CASE / 1000)


def list_shocks(society: Plain, first_day: int, days: int) -> list[Plain]:
    """The shocks that reach into the days of the tables, in the order of their numbers."""
    return [each for each in society.get("shocks", []) if 0 <= each["day"] - first_day < days]


def shock_tables(society: Plain, kept: list[int], first_day: int, days: int) -> dict[str, np.ndarray]:
    """Shocks that fall into the days of the tables. first_day: ordinal of day 0."""
    rows: dict[str, list[list[int]]] = {name: [] for name in ("shock", "erasure", "outage", "leak")}
    shares: dict[str, list[int]] = {name: [] for name in rows}
    concerned = []
    steps = [each["name"] for each in society.get("shocks", [])]
    for bit, shock in enumerate(list_shocks(society, first_day, days)):
        day, kind = shock["day"] - first_day, shock.get("type", "event")
        table = {"event": "shock", "records": "shock"}.get(kind, kind)
        if kind == "erasure":
            rows[table].append(_erasure_row(shock, day, bit, steps.index(shock["name"])))
        elif kind == "outage":
            rows[table].append([day, day + shock["days"], shock["late"], bit])
            concerned.append([society["kinds"][k]["name"] in shock["kinds"] for k in kept])
        elif kind == "leak":
            rows[table].append([day, bit, STRUCK[shock["of"]], luck.shock_slot(shock["day"])])
        else:
            rows[table].append(_strike_row(society, kept, shock, day, bit))
        shares[table].append(threshold(Fraction(shock.get("share", 0))))
    widths = {"shock": 8, "erasure": 8, "outage": 4, "leak": 4}
    return {
        **{name: np.array(each, np.int64).reshape(-1, widths[name]) for name, each in rows.items()},
        **{f"{name}_share": np.array(shares[name], np.int64) for name in ("shock", "erasure", "leak")},
        "outage_kind": np.array(concerned, np.int64).reshape(-1, max(1, len(kept))),
    }


def _strike_row(society: Plain, kept: list[int], shock: Plain, day: int, bit: int) -> list[int]:
    """A shock that becomes a candidate: something befalls people, or a record is planted on them."""
    kinds, group = [society["kinds"][k] for k in kept], shock.get("group")
    number = next(
        n for n, each in enumerate(kinds) if each["name"] == shock["kind"] and group in (None, each["group"])
    )
    over = shock.get("over", 1)
    found = c.NEVER if shock.get("found") is None else day + over - 1 + shock["found"]
    key = kinds[number]["domain"] << 14 | luck.shock_slot(shock["day"])
    return [day, number, STRUCK[shock["of"]], key, bit, over, found, 0]


def _erasure_row(shock: Plain, day: int, bit: int, step: int) -> list[int]:
    """Records go on the morning after the day."""
    domains = sum(1 << number for number in shock["domains"])
    low, high = domains & (1 << 32) - 1, domains >> 32
    back = -1 if shock["restored"] is None else shock["restored"]
    return [day + 1, bit, step, STRUCK[shock["of"]], back, shock["lawful"], _signed(low), _signed(high)]


def _signed(bits: int) -> int:
    """Thirty-two bits as the number that a 32-bit integer holds."""
    return bits - (1 << 32) if bits >> 31 else bits
