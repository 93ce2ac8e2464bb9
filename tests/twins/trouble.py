"""What goes wrong with records, what people do about it, and shocks on files: laid over a random society and scheme."""

from fractions import Fraction
from random import Random
from typing import Any

from .generator import CELLS, KINDS, START

Plain = dict[str, Any]


def _share(rng: Random, low: int, high: int) -> Fraction:
    return Fraction(rng.randint(low, high), 100)


def _uneven(rng: Random, low: int, high: int) -> dict[Any, Fraction]:
    """A share for every adult stratum."""
    return {cell: _share(rng, low, high) for cell in CELLS if cell[0]}


def _days(rng: Random, *days: int) -> list[tuple[int, Fraction]]:
    chosen = sorted(rng.sample(days, 2))
    first = _share(rng, 20, 80)
    return [(chosen[0], first), (chosen[1], 1 - first)]


def flaw_society(society: Plain, seed: int) -> Plain:
    """The same society with faults, redress and shocks on files; where people have households, some faults use them."""
    rng = Random(f"trouble {seed}")
    return {
        **society,
        "faults": _make_faults(rng, "households" in society),
        "redress": _make_redress(rng, bool(society.get("households"))),
        **_add_shocks(society, rng),
    }


def _make_faults(rng: Random, bound: bool) -> list[Plain]:
    def fault(name: str, of: str, values: list[Any] | None = None, to: str | None = None) -> Plain:
        kinds = rng.sample(KINDS, 16)
        shares = _uneven(rng, 1, 12)
        return {"name": name, "type": of, "kinds": kinds, "shares": shares, "values": values or [], "to": to}

    faults = [
        fault("a_doubles", "duplicate"),
        {**fault("b_link", "linkage"), "kinds": ["trip"]},
        fault("c_namesakes", "mix_up"),
        fault("d_sums", "wrong_amount", _days(rng, 2, 3, 5)),
        fault("e_kept", "stale", _days(rng, 1, 20, 200, 500)),
    ]
    if bound and rng.random() < 0.6:
        to = rng.choice(["household_head", "partner", "employer"])
        faults.append(fault("f_other", "wrong_person", to=to))
    return faults


def _sides(rng: Random, low: int, high: int) -> Plain:
    return {"wrong": _share(rng, low, high), "right": _share(rng, low // 2, high // 2)}


def _make_redress(rng: Random, bound: bool) -> Plain:
    office = rng.choice([None, "community", "community"] if bound else [None, "district", "district"])
    return {
        "told": _uneven(rng, 40, 90),
        "finds": _uneven(rng, 5, 50),
        "finds_after": _days(rng, 0, 3, 30, 200),
        "files": {"wrong": _uneven(rng, 50, 100), "right": _uneven(rng, 20, 60)},
        "without_reasons": _share(rng, 30, 100),
        "files_after": _days(rng, 1, 2, 10, 40),
        "upheld": {"keeper": _sides(rng, 40, 100), "subject": _sides(rng, 20, 60)},
        "goes_on": _sides(rng, 40, 100),
        "review": _sides(rng, 40, 100),
        "reinserted": _share(rng, 0, 60),
        "reinserted_after": _days(rng, 1, 15, 90),
        "office": office and {"of": office, "cases": Fraction(rng.choice([1, 2, 10]))},
    }


def _add_shocks(society: Plain, rng: Random) -> Plain:
    """Shocks on files beside those that the society has, and the kind that one of them plants."""
    false = next(kind for kind in society["kinds"] if kind["class"] == "false_record")
    true = rng.choice(
        [kind for kind in society["kinds"] if kind["class"] == "conduct" and kind.get("subject") != "firm"]
    )
    corners = [(p, g) for p in (0, 1) for g in (0, 1)]
    planted = {
        **false,
        "name": "planted",
        "reads_as": true["name"],
        "domain": 40,
        "group": "planted",
        "coverage": {corner: Fraction(1) for corner in corners},
        "delay": [(1, Fraction(1))],
        "responses": {},
        "starts": None,
    }
    group = {**society["groups"][false["group"]], "rates": {}, "conditions": {}, "at_most": Fraction(1)}
    of = ["people", "communities"] + (["firms", "firms", "employees"] * 2 if society.get("work") else [])
    new = [
        {
            "name": "m_plant",
            "type": "records",
            "day": START + 150,
            "kind": "planted",
            "group": "planted",
            "of": rng.choice(of),
            "share": _share(rng, 60, 95),
            "over": rng.choice([1, 10]),
            "found": rng.choice([None, 2, 60]),
        },
        {
            "name": "n_wipe",
            "type": "erasure",
            "day": START + 260,
            "of": rng.choice(["people", "communities"]),
            "share": _share(rng, 20, 90),
            "domains": rng.choice([[], [true["domain"]]]),
            "restored": rng.choice([None, 40]),
            "lawful": rng.random() < 0.5,
        },
        {
            "name": "o_silent",
            "type": "outage",
            "day": START + 320,
            "days": rng.choice([10, 120]),
            "kinds": rng.sample(KINDS, 12),
            "late": rng.random() < 0.5,
        },
        {"name": "p_leak", "type": "leak", "day": START + 400, "of": "people", "share": _share(rng, 10, 60)},
    ]
    return {
        "kinds": [*society["kinds"], planted],
        "groups": {**society["groups"], "planted": group},
        "shocks": sorted([*society.get("shocks", []), *new], key=lambda shock: str(shock["name"])),
    }


def give_process(scheme: Plain, seed: int) -> Plain:
    """The same scheme with a procedure, another one in each of its phases; two of five have more keepers."""
    rng = Random(f"process {seed}")
    phases = [{**phase, "rules": dict(phase["rules"])} for phase in scheme["phases"]]
    if rng.random() < 0.4:
        _add_keepers(rng, phases)
    keepers = any("keeper" in rule for phase in phases for rule in phase["rules"].values())
    return {
        **scheme,
        "phases": [{**phase, "process": _make_process(rng, phase, keepers)} for phase in phases],
    }


def _add_keepers(rng: Random, phases: list[Plain]) -> None:
    """Most rules speak of one of four keepers, in every phase of the same."""
    names = sorted({name for phase in phases for name in phase["rules"]})
    keepers = {name: {"number": rng.randrange(4), "reach": rng.choice([70, 100])} for name in names}
    for phase in phases:
        for name, rule in phase["rules"].items():
            if rule["events"] and not rule["repairs"]:
                phase["rules"][name] = {**rule, "keeper": keepers[name]}


def _make_process(rng: Random, phase: Plain, keepers: bool) -> Plain | None:
    decided = rng.choice([None, ("days", 15), ("working_days", 3), ("working_days", 6), ("months", 2)])
    rules = sorted(phase["rules"])
    return {
        "notice": rng.choice(["none", "arrival", "publication"]),
        "reasons": rng.random() < 0.6,
        "within": rng.choice([None, ("days", 60), ("days", 7)]),
        "proof": rng.choice(["keeper", "subject"]),
        "suspends": rng.random() < 0.5,
        "decided": decided,
        "unanswered": rng.choice(["waits", *2 * ["stands", "falls"]]) if decided else "waits",
        "corrected": rng.choice([None, ("working_days", 3), ("days", 1)]),
        "corrects": "one" if keepers and rng.random() < 0.7 else "every",
        "review": rng.choice([None, {"decided": ("days", 20)}, {"decided": None}]),
        "except": rng.sample(rules, min(len(rules), rng.choice([0, 0, 2]))),
    }
