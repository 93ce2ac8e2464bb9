"""The lite workload in creditscape: a small scheme and society, through the same kernel as everything."""

from datetime import timedelta
from fractions import Fraction
from time import perf_counter
from typing import Any

from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.run import check_conservation, tally

from .lite_model import BANDS, BEGIN, CUTS, DAYS, KINDS, START, YEARS, Played

Plain = dict[str, Any]
COMMUNITY_SIZE = 4096
assert (START.replace(year=START.year + YEARS) - START) == timedelta(DAYS)


def make_scheme() -> Plain:
    """Twelve rules, one score, four bands, one measure."""
    rules = {
        f"act_{n:02d}": {
            "events": [f"act_{n:02d}"],
            "effect": "points",
            "score": "points",
            "points": {"fixed": -points},
            "drop": None,
            "list": None,
            "lasts": ("days", term),
            "repeats_with": None,
            "cap": None,
            "fades": None,
            "repairs": [],
            "rank": n,
        }
        for n, (_, points, term) in enumerate(KINDS)
    }
    levels = [{"name": name, "from": low} for name, low in zip(BANDS, (*CUTS, None), strict=True)]
    lowest = {
        "title": "lowest",
        "kind": "restriction",
        "domain": "travel",
        "severity": 1,
        "blocks": [],
        "when": {"set": "bands", "levels": [BANDS[-1]]},
    }
    phase = {
        "from": None,
        "scores": {"points": {"start": BEGIN, "floor": None, "ceiling": None}},
        "caps": {},
        "lists": {},
        "rules": rules,
        "bands": {"bands": {"of": "points", "levels": levels, "lowest": None}},
        "measures": {"lowest": lowest},
    }
    return {
        "id": "lite",
        "title": "Lite",
        "min_age": 18,
        "start_day": START.toordinal(),
        "standing": False,
        "one_act": "largest",
        "phases": [phase],
    }


def make_society() -> Plain:
    """Everybody is thirty, lives on, knows the scheme, and is seen at once."""
    sure, total = Fraction(1), sum(kind[0] for kind in KINDS)
    strata = [(1, s, i, g, p) for s in (0, 1) for i in range(5) for g in (0, 1) for p in (0, 1)]
    # rates are per calendar year; DAYS / YEARS days a year make the same chance a day in all programs
    group = {"at_most": sure, "rates": dict.fromkeys(strata, Fraction(total, 100)), "conditions": {}}
    kinds = [
        {
            "name": f"act_{n:02d}",
            "reads_as": f"act_{n:02d}",
            "class": "conduct",
            "domain": 1,
            "lawful": False,
            "gravity": 1,
            "group": "acts",
            "share": Fraction(rate, total),
            "responses": {"fewer": Fraction(7, 10)},
            "delay": [(1, sure)],
            "coverage": {(p, g): sure for p in (0, 1) for g in (0, 1)},
            "episode": [],
            "starts": None,
            "amount": [],
        }
        for n, (rate, _, _) in enumerate(KINDS)
    ]
    return {
        "id": "lite",
        "size": COMMUNITY_SIZE,
        "urban": Fraction(1, 2),
        "women": Fraction(1, 2),
        "minority": Fraction(0),
        "aware": sure,
        "births": Fraction(0),
        "ages": [[(30 * 1461 // 4, 31 * 1461 // 4, sure)]] * 2,
        "survival": [sure] * 111,
        "strata_ages": [14],
        "holidays": [],
        "groups": {"acts": group},
        "kinds": kinds,
        "conditions": [],
        "responses": {"fewer": {"when": "restricted"}},
    }


def lower_lite() -> Lowered:
    """The kernel's tables of the lite workload."""
    return lower([make_scheme()], make_society(), (World("as_written"),), seed=1, years=YEARS)


def play(people: int, threads: int) -> Played:
    """Run whole communities. people: a multiple of their size. The time covers lowering and tallying."""
    began = perf_counter()
    low = lower_lite()
    communities = people // COMMUNITY_SIZE
    tallies = tally(low, communities, threads, max(1, min(16, communities // (4 * threads))))
    check_conservation(low, tallies)
    levels = low.book.arrays["level_row"][0, 0, : len(BANDS)]
    bands = tuple(int(tallies.change[0, row, 0].sum()) for row in levels)
    return Played(communities * COMMUNITY_SIZE, bands, perf_counter() - began)
