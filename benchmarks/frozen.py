"""The frozen workload: a scheme that uses the whole language, and a society; made in code, never changed.

A change of these lines makes figures incomparable; because of `FINGERPRINT` nobody makes one unawares.
"""

import hashlib
from datetime import date
from fractions import Fraction
from typing import Any

Plain = dict[str, Any]
FINGERPRINT = "3b4ab90ee54d926fcb9609ab7f75060dd86fed5f16b281465b422db2ab52ce32"
START = date(2015, 3, 15).toordinal()
YEARS = 10
COMMUNITY_SIZE = 4096
KINDS = [f"act_{n:02d}" for n in range(24)]


def fingerprint() -> str:
    """SHA-256 of the workload's plain forms."""
    return hashlib.sha256(repr((make_scheme(), make_society(), YEARS)).encode()).hexdigest()


def _rate(age: int, sex: int, income: int, group: int, place: int) -> Fraction:
    """How much more often than the base rate; all tenths, so that every threshold is exact."""
    by_age, by_income = (0, 14, 12, 10, 8), (13, 11, 10, 9, 7)
    return Fraction(by_age[age] * (12, 8)[sex] * by_income[income] * (10, 11)[group] * (9, 11)[place], 10**5)


def _rates(base: Fraction) -> dict[tuple[int, int, int, int, int], Fraction]:
    strata = [
        (a, s, i, g, p) for a in range(1, 5) for s in (0, 1) for i in range(5) for g in (0, 1) for p in (0, 1)
    ]
    return {stratum: base * _rate(*stratum) for stratum in strata}


def _kind(n: int, name: str, group: str, share: Fraction, **more: Any) -> Plain:
    seen = {(p, g): Fraction(15 + 5 * (n % 5) + 10 * p - 3 * g, 100) for p in (0, 1) for g in (0, 1)}
    return {
        "name": name,
        "reads_as": name,
        "class": "conduct",
        "domain": 1 + 3 * (n % 6),
        "lawful": n % 5 == 0,
        "gravity": 1 + n % 5,
        "group": group,
        "share": share,
        "responses": {},
        "coverage": seen,
        "starts": None,
        "episode": [],
        "amount": [],
        "delay": [(1, Fraction(1, 10)), (3, Fraction(4, 10)), (20, Fraction(4, 10)), (90, Fraction(1, 10))],
        **more,
    }


def _acts() -> list[Plain]:
    """What people do and what happens to them. Drops and lists are rare, as in the shipped schemes."""
    acts = []
    for n, name in enumerate(KINDS):
        weights = [1 if k % 8 in (5, 7) else 24 for k in range(n % 4, 24, 4)]
        more: Plain = {"responses": ({"avoidance": Fraction(3, 4)}, {"caution": Fraction(1, 2)}, {})[n % 3]}
        if n in (4, 12):
            more |= {"class": "circumstance", "starts": "unpaid" if n == 4 else "ill"}
            more["episode"] = [(0, Fraction(1, 5)), (30, Fraction(2, 5)), (90, Fraction(2, 5))]
        if n % 8 == 6:
            more["amount"] = [(1, Fraction(1, 2)), (4, Fraction(3, 10)), (12, Fraction(1, 5))]
        acts.append(_kind(n, name, f"group_{n % 4}", Fraction(weights[n // 4], sum(weights)), **more))
    return acts


def make_society() -> Plain:
    """A society in plain form with about eleven candidates a grown person and year."""
    base = {
        "at_most": Fraction(2),
        "rates": _rates(Fraction(11, 10)),
        "conditions": {"unpaid": Fraction(3, 2), "ill": Fraction(1, 2)},
    }
    groups: Plain = {f"group_{n}": base for n in range(4)}
    groups["wrong"] = {"at_most": Fraction(1), "rates": _rates(Fraction(1, 5)), "conditions": {}}
    groups["trips"] = {"at_most": Fraction(1), "rates": _rates(Fraction(4)), "conditions": {}}
    wrong = [
        _kind(
            n,
            "wrong_record",
            "wrong",
            Fraction(1, 3),
            **{"reads_as": reads, "class": "false_record", "domain": 20},
        )
        for n, reads in enumerate(("act_00", "act_05", "act_07"))
    ]
    trips = [
        _kind(n, name, "trips", Fraction(1, 2), **{"class": "attempt", "lawful": True, "domain": 26})
        for n, name in enumerate(("trip", "loan_request"))
    ]
    limits, shares = (0, 14, 30, 45, 60, 90), (3, 4, 5, 4, 4)
    return {
        "id": "frozen",
        "size": COMMUNITY_SIZE,
        "urban": Fraction(3, 5),
        "women": Fraction(49, 100),
        "minority": Fraction(1, 10),
        "aware": Fraction(3, 5),
        "births": Fraction(1, 100),
        "ages": [
            (1461 * limits[k] // 4, 1461 * limits[k + 1] // 4, Fraction(shares[k], 20)) for k in range(5)
        ],
        "survival": [Fraction(100 * 110**3 - 100 * n**3, 100 * 110**3) for n in range(111)],
        "strata_ages": [14, 30, 45, 60],
        "holidays": [date(year, 5, 1).toordinal() for year in range(2015, 2026)],
        "groups": groups,
        "kinds": [*_acts(), *wrong, *trips],
        "conditions": ["unpaid", "ill"],
        "responses": {"avoidance": {"when": "scored"}, "caution": {"when": "restricted"}},
    }


def _rule(rank: int, events: list[str], effect: str, **more: Any) -> Plain:
    return {
        "events": events,
        "effect": effect,
        "score": "first" if effect == "points" else None,
        "points": None,
        "drop": None,
        "list": None,
        "lasts": ("months", 12),
        "repeats_with": None,
        "cap": None,
        "fades": None,
        "repairs": [],
        "rank": rank,
        **more,
    }


def _first_score(n: int, name: str) -> Plain:
    """The rule of one kind on the first score: each of eight ways in turn."""
    ways: list[tuple[str, Plain]] = [
        ("points", {"points": {"fixed": -20}, "repeats_with": name}),
        ("points", {"points": {"drawn": (-30, -10, 5)}, "lasts": ("months", 24)}),
        ("points", {"points": {"fixed": 5}, "cap": "gains"}),
        ("points", {"points": {"fixed": -12}, "fades": {"steps": 4, "every": ("months", 3)}}),
        ("points", {"points": {"scaled": {"percent": -5, "above": 300}}, "lasts": ("days", 200)}),
        ("drop", {"drop": {"set": "main", "to": "C"}, "score": "first", "lasts": ("months", 6)}),
        ("points", {"points": {"table": [(2, 1), (10, 5), (30, 9)]}}),
        ("list", {"list": "notice" if n == 15 else "listing", "lasts": None}),
    ]
    effect, more = ways[n % 8]
    return _rule(n, [KINDS[n]], effect, **more)


def _rules() -> dict[str, Plain]:
    rules = {f"rule_{n:02d}": _first_score(n, f"rule_{n:02d}") for n in range(24)}
    for n in range(0, 24, 4):
        gives = n % 8 == 4
        points = {"scaled": {"percent": 10, "below": 950}} if n == 20 else {"fixed": 4 if gives else -50}
        rules[f"side_{n:02d}"] = _rule(
            30 + n,
            [KINDS[n], KINDS[n + 1]],
            "points",
            score="second",
            points=points,
            lasts=None if n == 12 else ("days", 90),
            repeats_with=None if gives else "shared",
            cap="gains" if gives else "losses",
        )
    rules["repair_drop"] = _rule(60, ["act_10"], "none", repairs=["rule_05", "rule_13"], lasts=None)
    rules["repair_entry"] = _rule(
        61,
        ["act_18"],
        "points",
        points={"fixed": -15},
        repairs=["rule_07", "rule_23"],
        lasts=("working_days", 40),
    )
    rules["repair_points"] = _rule(62, ["act_02"], "none", repairs=["rule_03", "rule_19"], lasts=None)
    return rules


def _bands(score: str, shift: int) -> Plain:
    cuts = (("A", 1000 + shift), ("B", 900 + shift), ("C", 700 + shift), ("D", None))
    return {"of": score, "lowest": 500 + shift, "levels": [{"name": name, "from": low} for name, low in cuts]}


def _measures() -> Plain:
    measure: Plain = {"severity": 3, "kind": "restriction", "domain": "travel", "blocks": []}
    return {
        "no_trips": {
            **measure,
            "title": "no trips",
            "when": {"set": "main", "levels": ["C", "D"]},
            "blocks": ["trip"],
        },
        "no_loans": {
            **measure,
            "title": "no loans",
            "domain": "credit",
            "when": {"listed": "listing"},
            "blocks": ["loan_request", "trip"],
        },
        "no_office": {
            **measure,
            "title": "no office",
            "domain": "public_office",
            "when": {"set": "side", "levels": ["C", "D"]},
        },
        "named": {
            **measure,
            "title": "named",
            "kind": "publication",
            "domain": "reputation",
            "when": {"listed": "notice"},
        },
        "praised": {
            **measure,
            "title": "praised",
            "kind": "reward",
            "domain": "community",
            "when": {"set": "fine", "levels": ["A"]},
        },
    }


def _phase(start: int | None, shift: int) -> Plain:
    return {
        "from": start,
        "caps": {"gains": 40, "losses": 150},
        "rules": _rules(),
        "scores": {
            "first": {"start": 1000, "floor": 0, "ceiling": None},
            "second": {"start": 1000, "floor": None, "ceiling": 1100},
        },
        "bands": {
            "main": _bands("first", shift),
            "fine": _bands("first", shift + 5),
            "side": _bands("second", shift - 20),
        },
        "lists": {
            "listing": {
                "publication": {"on": "working_day", "n": 1},
                "window": ("working_days", 7),
                "term": ("months", 12),
                "from": "effect",
            },
            "notice": {
                "publication": {"on": "day", "n": 15},
                "window": None,
                "term": ("months", 6),
                "from": "event",
            },
        },
        "measures": _measures(),
    }


def make_scheme() -> Plain:
    """A scheme in plain form that uses every word of the language; a second phase starts after four years."""
    first, second = _phase(None, 0), _phase(START + 1461, 25)
    second["rules"]["rule_08"] |= {"points": {"fixed": -40}, "lasts": ("months", 18)}
    second["lists"]["notice"] |= {"publication": {"on": "arrival"}, "term": ("months", 9)}
    del second["rules"]["rule_16"]
    return {
        "id": "frozen",
        "title": "The frozen workload",
        "min_age": 16,
        "start_day": START,
        "standing": False,
        "one_act": "largest",
        "phases": [first, second],
    }
