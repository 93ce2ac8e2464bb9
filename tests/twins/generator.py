"""Random schemes and societies in plain form, so that together they take every branch of the language. Seeded; used by several tests."""

from datetime import date
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

Plain = dict[str, Any]
KINDS = [f"act_{k:02d}" for k in range(24)]
FIRM_KINDS = ["firm_act_0", "firm_act_1"]
START = date(2019, 3, 15).toordinal()


def _share(rng: Random, low: int, high: int, of: int = 100) -> Fraction:
    return Fraction(rng.randint(low, high), of)


def _split(rng: Random, values: list[int]) -> list[tuple[int, Fraction]]:
    weights = [rng.randint(1, 5) for _ in values]
    return [(v, Fraction(w, sum(weights))) for v, w in zip(values, weights, strict=True)]


CELLS = list(
    product(range(1, 5), (0, 1), range(5), (0, 1), (0, 1))
)  # age, sex, income, group, place; no children


def _group(rates: list[Fraction], at_most: Fraction, conditions: Plain) -> Plain:
    return {
        "at_most": at_most,
        "rates": dict(zip(CELLS, rates, strict=False)),
        "conditions": conditions,
    }


def _busy_group(rng: Random, per_year: int) -> Plain:
    at_most = Fraction(rng.randint(3, 6), 2)
    rates = [Fraction(per_year * rng.randint(6, 14), 40) / at_most for _ in CELLS]
    return _group(rates, at_most, {"unpaid": Fraction(5, 4), "ill": Fraction(1, 2)})


def _plain_group(rng: Random, low: int, high: int) -> Plain:
    return _group([Fraction(rng.randint(low, high), 10) for _ in CELLS], Fraction(1), {})


def _kind(rng: Random, n: int, name: str, coverage: dict[Any, Fraction]) -> Plain:
    """An act or circumstance; every sixth or so has episodes, conditions, amounts or a response."""
    responses = ({"avoidance": Fraction(3, 4)}, {"caution": Fraction(1, 2)}, {})
    return {
        "name": name,
        "reads_as": name,
        "class": "circumstance" if n in (4, 5) else "conduct",
        "domain": 1 + n % 6 * 3,
        "lawful": n % 5 == 0,
        "gravity": 1 + n % 5,
        "group": f"group_{n % 4}",
        "share": Fraction(1, 6),
        "responses": responses[n % 3],
        "coverage": coverage,
        "delay": _split(rng, [1, 2, 9, 40]),
        "episode": _split(rng, [0, 10, 60]) if n % 6 in (4, 5) else [],
        "starts": {4: "unpaid", 5: "ill"}.get(n),
        "amount": _split(rng, [1, 4, 12]) if n in (6, 7) else [],
    }


def _wrong_and_tried(like: Plain) -> list[Plain]:
    """False records that read as three kinds, and two kinds of attempt."""
    bare = {**like, "responses": {}, "starts": None, "amount": [], "episode": []}
    wrong = {**bare, "name": "wrong_record", "class": "false_record", "group": "wrong", "domain": 7}
    tried = {**bare, "class": "attempt", "lawful": True, "group": "trips", "domain": 8}
    return [
        *(
            {**wrong, "reads_as": reads, "lawful": n == 0, "share": Fraction(1, 3)}
            for n, reads in enumerate(("act_00", "act_08", "act_09"))
        ),
        *(
            {**tried, "name": name, "reads_as": name, "share": Fraction(1, 2), "responses": given_up}
            for name, given_up in (("trip", {}), ("loan_request", {"caution": Fraction(2, 5)}))
        ),
    ]


def make_society(seed: int, size: int = 256, per_year: int = 8) -> Plain:
    """A society of `size` persons in which about `per_year` candidates a person and year happen."""
    rng = Random(f"society {seed}")
    sure: dict[Any, Fraction] = {(p, g): _share(rng, 60, 95) for p in (0, 1) for g in (0, 1)}
    groups = {f"group_{n}": _busy_group(rng, per_year) for n in range(4)}
    kinds = [_kind(rng, n, name, sure) for n, name in enumerate(KINDS)]
    groups["wrong"] = _plain_group(rng, 2, 8)
    groups["trips"] = _plain_group(rng, 1, 30)
    return {
        "id": f"random-{seed}",
        "size": size,
        "urban": Fraction(1, 2),
        "women": Fraction(49, 100),
        "minority": Fraction(1, 5),
        "aware": Fraction(3, 5),
        "births": Fraction(2, 100),
        "ages": [
            [(0, 5113, Fraction(1, 6)), (5113, 16000, Fraction(1, 2)), (16000, 30000, Fraction(1, 3))],
            [(0, 5113, Fraction(1, 7)), (5113, 16000, Fraction(2, 7)), (16000, 30000, Fraction(4, 7))],
        ],
        "survival": [Fraction(max(0, 100 - n), 100) for n in range(111)],
        "strata_ages": [14, 30, 45, 60],
        "holidays": [START + 17, START + 200],
        "groups": groups,
        "kinds": [*kinds, *_wrong_and_tried(kinds[0])],
        "conditions": ["unpaid", "ill"],
        "responses": {"avoidance": {"when": "scored"}, "caution": {"when": "restricted"}},
    }


def _owe(name: str, kind: Plain, number: int, every: int, of: str, share: Fraction) -> Plain:
    return {
        "name": name,
        "domain": kind["domain"],
        "number": number,
        "every": every,
        "of": of,
        "group": name,
        "missed": share,
        "holders": dict.fromkeys(CELLS, Fraction(3, 5)),
    }


def _regroup(society: Plain, rng: Random) -> tuple[list[Plain], Plain, dict[str, Plain]]:
    """Kinds and groups with due dates, wages, work and conduct of firms; and one kind of each group."""
    kinds = [dict(kind) for kind in society["kinds"]]
    groups = dict(society["groups"])
    for kind in kinds:
        if kind["name"] in KINDS[20:24]:
            kind["group"] = f"owed_{KINDS.index(kind['name']) % 2}"
            kind["domain"] = 1 + KINDS.index(kind["name"]) % 2 * 3
        if kind["name"] == KINDS[4]:
            kind["group"] = "wages"
        if kind["name"] == KINDS[0]:
            kind["group"] = "on_duty"
        if kind["name"] in KINDS[1:3]:
            kind["seen"] = True
    of = {kind["group"]: kind for kind in kinds}
    firm = {
        **kinds[0],
        "subject": "firm",
        "domain": 31,
        "group": "conduct_of_firms",
        "responses": {},
        "starts": None,
    }
    for n, name in enumerate(FIRM_KINDS):
        kinds.append({**firm, "name": name, "reads_as": name, "share": Fraction(n + 1, 3), "lawful": n == 0})
    groups["conduct_of_firms"] = {**_group([], Fraction(3, 2), {}), "rates": {}, "per_firm": Fraction(3)}
    groups["owed_0"] = _group(
        [Fraction(rng.randint(1, 9), 50) for _ in CELLS], Fraction(5, 2), {"unpaid": Fraction(5, 2)}
    )
    groups["owed_1"] = _group(
        [Fraction(rng.randint(1, 9), 20) for _ in CELLS], Fraction(2), {"ill": Fraction(1, 2)}
    )
    groups["wages"] = _group([Fraction(1, 9)] * len(CELLS), Fraction(1), {"ill": Fraction(0)})
    groups["on_duty"] = {
        **groups["group_0"],
        "only": rng.choice(["employed", "officials", "owners", "employees"]),
    }
    return kinds, groups, of


def bind_people(society: Plain, seed: int) -> Plain:
    """The same society with households, work, obligations and a shock; kinds 20 to 23 fall due, kind 4 befalls employees."""
    rng = Random(f"bonds {seed}")
    kinds, groups, of = _regroup(society, rng)
    shares = [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]
    employed = [[(16, Fraction(2, 3)), (25, Fraction(9, 10)), (60, Fraction(1, 4))]] * 2
    return {
        **society,
        "groups": groups,
        "kinds": kinds,
        "households": {
            "sizes": _split(rng, [1, 2, 3, 4, 7]),
            "couples": Fraction(3, 4),
            "generations": _split(rng, [20, 25, 31]),
        },
        "work": {
            "employed": employed,
            "sectors": [[Fraction(4, 5), Fraction(1, 10), Fraction(1, 10)], shares],
            "firm_sizes": _split(rng, [1, 3, 12, 40]),
        },
        "friends": {
            "numbers": _split(rng, [0, 1, 3, 5]),
            "same_income": Fraction(1, 2),
            "age_stir": rng.randint(0, 9),
        },
        "circles": {
            "rounds": 4,
            "sizes": _split(rng, [3, 8, 20]),
            "joins": [Fraction(n, 5) for n in range(1, 6)],
            "same_income": Fraction(2, 3),
            "age_stir": 20,
        },
        "obligations": [
            _owe("owed_0", of["owed_0"], 0, 1, "people", Fraction(1)),
            _owe("owed_1", of["owed_1"], 0, 3, "people", Fraction(1)),
            _owe("wages", of["wages"], 1, 1, "firms", Fraction(1, 20)),
        ],
        "shocks": [
            {"name": "late", "day": START + 300, "kind": KINDS[4], "of": "firms", "share": Fraction(1, 3)},
            {
                "name": "later",
                "day": START + 500,
                "kind": KINDS[4],
                "of": "employees",
                "share": Fraction(1, 5),
            },
        ],
    }


def _term(rng: Random) -> tuple[str, int] | None:
    return rng.choice(
        [
            ("days", rng.randint(3, 90)),
            ("months", rng.randint(1, 18)),
            ("months", 12),
            ("working_days", rng.randint(2, 40)),
            None,
        ]
    )


def _points(rng: Random, kind: str) -> Plain:
    way = rng.randrange(6)
    if kind in ("act_06", "act_07") and way < 3:
        return {"table": [(2, 1), (10, 5), (30, 9)]}
    if way == 0:
        return {"drawn": (-30, -10, rng.choice([1, 5]))}
    if way == 1:
        return {"scaled": {"percent": -rng.randint(5, 30), "above": 300}}
    if way == 2:
        return {"scaled": {"percent": rng.randint(5, 20), "below": 1200}}
    return {"fixed": rng.choice([-100, -50, -20, -20, -10, -5, 2, 5, 10, 30])}


def _sign(points: Plain) -> int:
    if "table" in points:
        return 1
    value = points.get("fixed") or points.get("drawn", (0,))[0] or points["scaled"]["percent"]
    return 1 if value > 0 else -1


def _rules(rng: Random, scores: list[str], lists: list[str], sets: dict[str, str]) -> dict[str, Plain]:
    rules: dict[str, Plain] = {}
    for n in range(rng.randint(14, 30)):
        kind = rng.choice(KINDS)
        events = [kind] if rng.random() < 0.8 else sorted({kind, rng.choice(KINDS)})
        rule: Plain = {
            "events": events,
            "effect": "points",
            "score": rng.choice(scores),
            "points": None,
            "drop": None,
            "list": None,
            "lasts": _term(rng),
            "repeats_with": None,
            "cap": None,
            "fades": None,
            "repairs": [],
            "rank": n,
        }
        what = rng.random()
        if what < 0.12:
            bands = rng.choice(list(sets))
            rule |= {
                "effect": "drop",
                "drop": {"set": bands, "to": rng.choice(["B", "C", "D"])},
                "score": sets[bands],
                "repeats_with": "shared" if rng.random() < 0.3 else None,
            }
        elif what < 0.27 and lists:
            own = _term(rng) if rng.random() < 0.3 else None
            rule |= {"effect": "list", "list": rng.choice(lists), "score": None, "lasts": own}
        else:
            rule["points"] = _points(rng, kind)
            if rng.random() < 0.5:
                rule["repeats_with"] = rng.choice([f"rule_{n}", "shared"])
            if rng.random() < 0.3:
                rule["cap"] = "gains" if _sign(rule["points"]) > 0 else "losses"
            if rng.random() < 0.25:
                rule["fades"] = {
                    "steps": rng.randint(1, 4),
                    "every": rng.choice([("months", 1), ("days", 20)]),
                }
        rules[f"rule_{n}"] = rule
    return rules | _repairs(rng, list(rules), scores, sets)


def _repairs(rng: Random, names: list[str], scores: list[str], sets: dict[str, str]) -> dict[str, Plain]:
    """Four rules that end records of other rules and enter points, a drop or nothing instead."""
    rules: dict[str, Plain] = {}
    for n in range(4):
        repaired = sorted({rng.choice(names) for _ in range(4)})
        effect = rng.choice(["none", "points", "points", "drop"])
        score = {"none": None, "points": rng.choice(scores), "drop": sets["main"]}[effect]
        rules[f"repair_{n}"] = {
            "events": [rng.choice(KINDS)],
            "effect": effect,
            "score": score,
            "points": {"fixed": -15} if effect == "points" else None,
            "drop": {"set": "main", "to": "B"} if effect == "drop" else None,
            "list": None,
            "lasts": ("months", 3),
            "repeats_with": None,
            "cap": None,
            "fades": None,
            "repairs": repaired,
            "rank": 100 + n,
        }
    return rules


def _bands(rng: Random, score: str, shift: int) -> Plain:
    return {
        "of": score,
        "lowest": 500 + shift,
        "levels": [
            {"name": "A", "from": 1000 + shift},
            {"name": "B", "from": 900 + shift},
            {"name": "C", "from": 700 + shift},
            {"name": "D", "from": None},
        ],
    }


def _phase(rng: Random, start: int | None) -> Plain:
    two = rng.random() < 0.5
    scores = ["first", "second"] if two else ["first"]
    sets = {"main": "first", **({"side": rng.choice(scores)} if rng.random() < 0.5 else {})}
    lists = ["listing", "notice"] if rng.random() < 0.6 else ["listing"]
    publication = [
        {"on": "arrival"},
        {"on": "working_day", "n": 1},
        {"on": "day", "n": 15},
        {"on": "dates", "dates": [START + 40, START + 300, START + 600]},
    ]
    phase: Plain = {
        "from": start,
        "scores": {
            s: {"start": 1000, "floor": rng.choice([None, 400]), "ceiling": rng.choice([None, 1100])}
            for s in scores
        },
        "bands": {name: _bands(rng, score, rng.choice([0, 30, -40])) for name, score in sets.items()},
        "caps": {"gains": 40, "losses": 150},
        "rules": _rules(rng, scores, lists, sets),
        "lists": {
            name: {
                "publication": rng.choice(publication),
                "window": rng.choice([None, ("working_days", 7), ("days", 10)]),
                "term": rng.choice([("months", 6), ("months", 12), ("days", 30), None]),
                "from": rng.choice(["effect", "event"]),
            }
            for name in lists
        },
    }
    measure: Plain = {"title": "t", "severity": 3, "domain": "travel", "blocks": []}
    phase["measures"] = {
        "no_trips": {
            **measure,
            "kind": "restriction",
            "when": {"set": "main", "levels": ["C", "D"]},
            "blocks": ["trip"],
        },
        "no_loans": {
            **measure,
            "kind": "restriction",
            "domain": "credit",
            "when": {"listed": lists[-1]},
            "blocks": ["loan_request", "trip"],
        },
        "named": {**measure, "kind": "publication", "domain": "reputation", "when": {"listed": lists[0]}},
        "praised": {
            **measure,
            "kind": "reward",
            "domain": "community",
            "when": {"set": "main", "levels": ["A"]},
        },
    }
    return phase


def make_scheme(seed: int) -> Plain:
    """A random scheme; about a third have a second phase."""
    rng = Random(f"scheme {seed}")
    phases = [_phase(rng, None)]
    if rng.random() < 0.35:
        again: Plain = {**phases[0], "from": START + rng.randint(100, 700), "rules": dict(phases[0]["rules"])}
        for name in list(again["rules"])[::3]:
            rule = again["rules"][name]
            if rule["points"] and "fixed" in rule["points"] and rule["cap"] is None:
                rule = {**rule, "points": {"fixed": rule["points"]["fixed"] * 2}}
            again["rules"][name] = {**rule, "lasts": rule["lasts"] and _term(rng)}
        del again["rules"][list(again["rules"])[1]]
        plain = next(rule for rule in again["rules"].values() if rule["points"] and not rule["repairs"])
        again["rules"]["later"] = {**plain, "events": [rng.choice(KINDS)], "rank": 200}
        again["lists"] = {
            n: {**x, "term": ("months", rng.randint(1, 9)), "window": rng.choice([None, ("days", 3)])}
            for n, x in again["lists"].items()
        }
        again["caps"] = {"gains": 25, "losses": 90}
        again["bands"] = {
            n: {
                **b,
                "levels": [{"name": v["name"], "from": v["from"] and v["from"] + 25} for v in b["levels"]],
            }
            for n, b in again["bands"].items()
        }
        phases.append(again)
    return {
        "id": f"random-{seed}",
        "title": "random",
        "min_age": rng.choice([14, 18]),
        "start_day": START,
        "standing": False,
        "one_act": rng.choice(["largest", "all"]),
        "phases": phases,
    }


def tie_people(scheme: Plain, seed: int) -> Plain:
    """The same scheme with rules about others' events, and scores that take in what friends are worth."""
    rng = Random(f"ties {seed}")
    tied = {
        **scheme,
        "phases": [{**p, "rules": dict(p["rules"]), "scores": dict(p["scores"])} for p in scheme["phases"]],
    }
    names = sorted(
        {name for phase in scheme["phases"] for name, rule in phase["rules"].items() if not rule["repairs"]}
    )
    repaired = {
        name for phase in scheme["phases"] for rule in phase["rules"].values() for name in rule["repairs"]
    }
    chosen = {
        name: rng.choice(["household_head", "partner", "reporter"]) for name in names if rng.random() < 0.4
    }
    for_firms = [name for name in names if name not in chosen and name not in repaired][:2]
    friends = {
        "percent": rng.randint(5, 60),
        "of": rng.choice(["close", "circles"]),
        "day": rng.randint(1, 28),
    }
    for phase in tied["phases"]:
        for name, tie in chosen.items():
            if name in phase["rules"]:
                phase["rules"][name] = {**phase["rules"][name], "through": tie}
        for name in for_firms:
            if name in phase["rules"]:
                phase["rules"][name] = {
                    **phase["rules"][name],
                    "through": "representative",
                    "events": FIRM_KINDS,
                }
        first = next(iter(phase["scores"]))
        phase["scores"][first] = {**phase["scores"][first], "friends": friends}
    return tied
