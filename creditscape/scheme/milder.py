"""Milder variants of a scheme: the standard menu against which a scheme's burden is measured (docs/decisions/0018).

A variant is made from the plain form and says what it touches; one that changes nothing, or cannot be made, says why. Nothing here
looks for variants that act on people more strongly: each one only takes away, shortens, or adds a safeguard.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from ..words import Kind, load_related, load_vocabulary

Plain = dict[str, Any]
WARNED = "warned"  # a list without measures
HALF, UNENDING = 2, ("months", 60)  # house numbers: terms are halved; what never ends, ends after five years
SECOND, ON_REQUEST = (
    ("months", 12),
    ("months", 24),
)  # a second time within a year; entries that end on request only end after two years


@dataclass(frozen=True)
class Milder:
    """A variant. plain: None where it cannot be made or changes nothing; touched: what it changes; why: what stands against it."""

    name: str
    title: str
    plain: Plain | None
    touched: tuple[str, ...]
    why: str = ""


def list_milder(plain: Plain) -> list[Milder]:
    """The menu of variants for a scheme in plain form, in the order of the menu."""
    return [_make(plain, name, title, change, why) for name, (title, change, why) in MENU.items()]


def list_aims(plain: Plain) -> dict[str, list[str]]:
    """The acts that a scheme is about: `breaches`, unlawful acts that it counts against people, and `wanted`, lawful ones that it rewards
    or that put something right.
    """
    known = load_vocabulary().kinds
    breaches: set[str] = set()
    wanted: set[str] = set()
    for phase in plain["phases"]:
        for rule in phase["rules"].values():
            conduct = [name for name in rule["events"] if known[name].class_ == "conduct"]
            if costs(rule, phase):
                breaches |= {name for name in conduct if not known[name].lawful}
            elif rule["effect"] == "points" or rule["repairs"]:
                wanted |= {name for name in conduct if known[name].lawful}
    return {"breaches": sorted(breaches), "wanted": sorted(wanted)}


def _make(plain: Plain, name: str, title: str, change: Callable[[Plain], list[str]], why: str) -> Milder:
    made = deepcopy(plain)
    touched = tuple(dict.fromkeys(each for phase in made["phases"] for each in change(phase)))
    return Milder(name, title, made if touched else None, touched, "" if touched else why)


def _kinds(rule: Plain) -> list[Kind]:
    known = load_vocabulary().kinds
    return [known[name] for name in rule["events"]]


def costs(rule: Plain, phase: Plain) -> bool:
    """Whether a rule can cost somebody something: points, a drop, or a place on a list that is no reward."""
    if rule["effect"] == "list":
        return _burdens(rule["list"], phase)
    if rule["effect"] != "points":
        return rule["effect"] == "drop"
    points = rule["points"]
    values = [
        points.get("fixed", 0),
        *points.get("drawn", ())[:1],
        *(value for _, value in points.get("table", ())),
        points.get("scaled", {}).get("percent", 0),
    ]
    return min(values) < 0


def _burdens(name: str, phase: Plain) -> bool:
    """Whether something worse than a reward follows from a place on a list."""
    return any(
        measure["kind"] != "reward" and measure["when"].get("listed") == name
        for measure in phase["measures"].values()
    )


def _negative(phase: Plain) -> Iterator[tuple[str, Plain]]:
    return ((name, rule) for name, rule in phase["rules"].items() if costs(rule, phase))


def _halve(term: tuple[str, int] | None) -> tuple[str, int] | None:
    if term is None:
        return UNENDING
    unit, length = term
    return (unit, -(-length // HALF)) if unit != "year_ends" and length > 1 else None


def _shorten(phase: Plain) -> list[str]:
    touched = []
    for name, rule in _negative(phase):
        if rule["effect"] == "list" and rule["lasts"] is None:
            continue
        if (term := _halve(rule["lasts"])) is not None:
            rule["lasts"] = term
            touched.append(f"rule {name}")
    for name, kept in phase["lists"].items():
        if _burdens(name, phase) and kept["term"] is not None and (term := _halve(kept["term"])) is not None:
            kept["term"] = term
            touched.append(f"list {name}")
    return touched


def _leave_out_measures(phase: Plain, unwanted: Callable[[Plain], bool]) -> list[str]:
    names = [name for name, measure in phase["measures"].items() if unwanted(measure)]
    for name in names:
        del phase["measures"][name]
    return [f"measure {name}" for name in names]


def _leave_out_rules(phase: Plain, unwanted: Callable[[Plain], bool]) -> list[str]:
    """Rules are left out, and with them what repairs or requires them."""
    gone: set[str] = set()
    while found := {
        name
        for name, rule in phase["rules"].items()
        if name not in gone
        and (
            unwanted(rule)
            or gone & {*rule["repairs"], *(n for each in rule.get("requires", ()) for n in each["rules"])}
        )
    }:
        gone |= found
    for name in gone:
        del phase["rules"][name]
    return [f"rule {name}" for name in sorted(gone)]


def _publish_nothing(phase: Plain) -> list[str]:
    return _leave_out_measures(phase, lambda measure: measure["kind"] == "publication")


def _stay_in_context(phase: Plain) -> list[str]:
    """Conduct counts only where some measure is related to it, and measures fall only where some conduct that counts is related."""
    related = load_related()
    domains = {m["domain"] for m in phase["measures"].values() if m["kind"] == "restriction"}
    rules = _leave_out_rules(
        phase,
        lambda rule: (
            costs(rule, phase)
            and not any(domains & set(related.get(kind.domain, ())) for kind in _kinds(rule))
        ),
    )
    reached = {
        d for _, rule in _negative(phase) for kind in _kinds(rule) for d in related.get(kind.domain, ())
    }
    return rules + _leave_out_measures(
        phase, lambda measure: measure["kind"] == "restriction" and measure["domain"] not in reached
    )


def _warn_first(phase: Plain) -> list[str]:
    """What costs something counts from the second time within a year on; the first is a warning."""
    named = {n for r in phase["rules"].values() for each in r.get("requires", ()) for n in each["rules"]}
    touched, rank = [], max((rule["rank"] for rule in phase["rules"].values()), default=0)
    for name, rule in list(_negative(phase)):
        if (
            name in named
            or "requires" in rule
            or "each_year" in rule
            or rule["repairs"]
            or not rule["events"]
        ):
            continue
        rank += 1
        shadow = f"{name}_warning"
        silent = {"effect": "list", "score": None, "points": None, "drop": None, "list": WARNED, "cap": None}
        phase["rules"][shadow] = {
            **rule, **silent, "lasts": SECOND, "repeats_with": None, "fades": None, "rank": rank
        }  # fmt: skip
        rule["requires"] = [{"rules": [shadow], "times": 2, "within": SECOND}]
        touched.append(f"rule {name}")
    if touched:
        phase["lists"][WARNED] = {
            "publication": {"on": "arrival"},
            "window": None,
            "term": SECOND,
            "from": "event",
        }
    return touched


def _review(phase: Plain) -> list[str]:
    """The keeper must prove, gives reasons, what is contested does not count, and a second body looks at refusals."""
    process = phase.get("process")
    if not process:
        return []
    better = {"reasons": True, "proof": "keeper", "suspends": True}
    changed = [f"process: {key}" for key, value in better.items() if process[key] != value]
    process.update(better)
    if process["notice"] == "none":
        process["notice"] = "arrival"
        changed.append("process: notice")
    if process["review"] is None:
        process["review"] = {"decided": None}
        changed.append("process: review")
    return changed


def _leave_out_peers(phase: Plain) -> list[str]:
    touched = []
    for name, score in phase["scores"].items():
        if "friends" in score:
            del score["friends"]
            touched.append(f"score {name}")
    return touched


def _only_own(phase: Plain) -> list[str]:
    """Own conduct only: nothing through a tie, nothing that merely befalls people."""
    tied = _leave_out_rules(
        phase, lambda rule: costs(rule, phase) and rule.get("through") not in (None, "representative")
    )
    return tied + _leave_out_kinds(phase, lambda kind: kind.class_ == "circumstance")


def _leave_out_kinds(phase: Plain, unwanted: Callable[[Kind], bool]) -> list[str]:
    """Rules that cost something and heed nothing but unwanted kinds of events are left out."""
    return _leave_out_rules(
        phase, lambda rule: costs(rule, phase) and bool(rule["events"]) and all(map(unwanted, _kinds(rule)))
    )


def _final_only(phase: Plain) -> list[str]:
    """What others merely report counts nothing."""
    return _leave_out_kinds(phase, lambda kind: kind.class_ == "report")


def _lawful_free(phase: Plain) -> list[str]:
    """Lawful acts cost nothing."""
    return _leave_out_kinds(phase, lambda kind: kind.lawful and kind.class_ == "conduct")


def _end_by_itself(phase: Plain) -> list[str]:
    """What ends on request or performance only ends by itself after two years."""
    touched = []
    for name, kept in phase["lists"].items():
        if _burdens(name, phase) and kept["term"] is None:
            kept["term"] = ON_REQUEST
            touched.append(f"list {name}")
    for name, rule in _negative(phase):
        if rule["lasts"] is None and rule["effect"] != "list":
            rule["lasts"] = ON_REQUEST
            touched.append(f"rule {name}")
    return touched


MENU: dict[str, tuple[str, Callable[[Plain], list[str]], str]] = {
    "shorter": ("records and entries count half as long", _shorten, "no record or entry has a term"),
    "no_publication": ("nothing is published", _publish_nothing, "nothing is published"),
    "same_context": (
        "conduct counts only where a measure is related to it",
        _stay_in_context,
        "all conduct and all measures are related",
    ),
    "warning_first": ("the first time is a warning", _warn_first, "no rule costs anything at the first time"),
    "reviewed": (
        "the keeper must prove, with reasons, and a second body reviews",
        _review,
        "the file states no procedure, or one that does all this",
    ),
    "no_peers": ("friends' scores do not count", _leave_out_peers, "friends do not count"),
    "own_conduct": (
        "only what people do themselves counts",
        _only_own,
        "only what people do themselves counts already",
    ),
    "no_hearsay": ("what others merely report does not count", _final_only, "reports by others do not count"),
    "lawful_free": ("lawful acts cost nothing", _lawful_free, "no lawful act costs anything"),
    "self_ending": (
        "what ends on request only ends by itself after two years",
        _end_by_itself,
        "everything ends by itself",
    ),
}
