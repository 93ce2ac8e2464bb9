"""Words that only some schemes need, laid over a random scheme: who has a file, keepers, sums, days of working out, requirements."""

from random import Random
from typing import Any

Plain = dict[str, Any]


def enrich(scheme: Plain, seed: int, firms: bool = False) -> Plain:
    """The same scheme with such words. firms: the society has work, so that officials may be the subjects."""
    rng = Random(f"extras {seed}")
    phases = [{**phase, "rules": dict(phase["rules"])} for phase in scheme["phases"]]
    scores = list(phases[0]["scores"])
    choices = {
        "updates": rng.random() < 0.6,
        "sum": rng.random() < 0.6,
        "needs": rng.random() < 0.6,
        "unlisted": rng.random() < 0.6,
    }
    updates = {"every": rng.choice([1, 3, 6, 12]), "month": rng.randint(1, 12), "day": rng.randint(1, 28)}
    if updates["every"] == 1:
        updates["month"] = 1
    names = _choose_rules(rng, phases)
    for phase in phases:
        if choices["updates"]:
            phase["scores"] = {
                **phase["scores"],
                scores[-1]: {**phase["scores"][scores[-1]], "updates": updates},
            }
        if choices["sum"]:
            _add_sum(rng, phase, scores)
        if choices["needs"]:
            phase["bands"] = {
                name: {**bands, "needs": "listing"} if name == "main" else bands
                for name, bands in phase["bands"].items()
            }
        if choices["unlisted"]:
            gate = {**phase["measures"]["named"], "kind": "restriction", "when": {"not_listed": "listing"}}
            phase["measures"] = {**phase["measures"], "gate": gate}
        for name, words in names.items():
            if name in phase["rules"]:
                phase["rules"][name] = {**phase["rules"][name], **words}
        phase["rules"] |= _rules_of_year(rng, scores)
    extras: Plain = {}
    if rng.random() < 0.4:
        extras["part"] = rng.randint(30, 95)
    if firms and rng.random() < 0.5:
        extras["subjects"] = "official"
    return {**scheme, **extras, "phases": phases}


def _add_sum(rng: Random, phase: Plain, scores: list[str]) -> None:
    total = {
        "start": 1000 * len(scores),
        "floor": 600 if len(scores) == 1 else None,
        "ceiling": 1080 * len(scores),
        "sum": list(scores),
    }
    phase["scores"] = {**phase["scores"], "total": total}
    levels = [{"name": name, "from": 1000 * len(scores) - 120 * k} for k, name in enumerate("AB")]
    phase["bands"] = {
        **phase["bands"],
        "whole": {"of": "total", "lowest": None, "levels": [*levels, {"name": "C", "from": None}]},
    }


def _choose_rules(rng: Random, phases: list[Plain]) -> dict[str, Plain]:
    """What some rules say besides: by rule."""
    first = phases[0]["rules"]
    required = [
        name for name, rule in first.items() if rule["effect"] in ("points", "list") and not rule["repairs"]
    ]
    found: dict[str, Plain] = {}
    plain = [name for name in required if name not in required[:6]]
    for name, rule in first.items():
        if rule["repairs"]:
            if rng.random() < 0.6:
                found[name] = {"after": rng.choice([("days", 5), ("working_days", 3), ("months", 2)])}
            elif rng.random() < 0.7:
                found[name] = {
                    "requires": [{"rules": required[:3], "times": rng.choice([0, 1]), "within": None}]
                }
        elif rule["effect"] == "drop" and rng.random() < 0.5:
            found[name] = {"drop": {**rule["drop"], "at": "top"}}
        elif name in plain and rng.random() < 0.4:
            found[name] = {
                "requires": [
                    {
                        "rules": rng.sample(required[:6], 2),
                        "times": rng.choice([0, 1, 1, 2]),
                        "within": rng.choice([None, ("days", 90), ("months", 8)]),
                    }
                    for _ in range(rng.choice([1, 1, 2]))
                ]
            }
        elif rule["effect"] == "points" and rng.random() < 0.2:
            found[name] = {"at_least": rng.choice([880, 960, 1000])}
        elif rng.random() < 0.25:
            found[name] = {"keeper": {"number": rng.randrange(4), "reach": rng.choice([40, 70, 100])}}
        elif rule["lasts"] and rng.random() < 0.3:
            found[name] = {"lasts": ("year_ends", 1)}
    return found


def _rules_of_year(rng: Random, scores: list[str]) -> dict[str, Plain]:
    return {
        f"of_year_{n}": {
            "events": [],
            "effect": "points",
            "score": rng.choice(scores),
            "points": {"fixed": rng.choice([-30, 15, 40])},
            "drop": None,
            "list": None,
            "lasts": rng.choice([("months", 5), ("year_ends", 1), ("months", 12)]),
            "repeats_with": None,
            "cap": None,
            "fades": None,
            "repairs": [],
            "rank": 300 + n,
            "each_year": {
                "month": rng.choice([1, 4, 9]),
                "day": rng.choice([1, 17]),
                "set": "main",
                "levels": rng.choice([["A"], ["B", "C"], ["D"]]),
            },
        }
        for n in range(2)
    }


def score_firms(scheme: Plain, kinds: list[str]) -> Plain:
    """The same scheme for firms: each rule answers one of the kinds of firms' conduct, and nothing comes through ties."""
    phases = []
    for phase in scheme["phases"]:
        rules = {
            name: {
                **{key: value for key, value in rule.items() if key != "through"},
                "events": [kinds[n % len(kinds)]] if rule["events"] else [],
            }
            for n, (name, rule) in enumerate(phase["rules"].items())
        }
        phases.append({**phase, "rules": rules})
    return {**scheme, "subjects": "firm", "min_age": 0, "phases": phases}
