"""Promise 3, its reach: every feature of the language took effect in a life in at least ten of the hundred random schemes.

A feature is active in a scheme if some life of the first 64 persons is another one without it (the kernel tells; the twins are compared
on the same schemes and, among others, the same persons).
"""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as columns
from creditscape.kernel import counts

from .extras import enrich
from .generator import make_scheme, make_society
from .twin import YEARS, burn_in_of, lower_twins, run_kernel

Plain = dict[str, Any]
Ablation = Callable[[Plain], Plain]
SEEDS, LEAST, SIZE = 100, 10, 64


def rules(change: Callable[[str, Plain], Plain | None]) -> Ablation:
    """A scheme with rules changed or (None) left out."""

    def ablate(scheme: Plain) -> Plain:
        phases = []
        for phase in scheme["phases"]:
            kept = {name: change(name, rule) for name, rule in phase["rules"].items()}
            phases.append({**phase, "rules": {name: rule for name, rule in kept.items() if rule}})
        names = set.intersection(*({*p["rules"]} for p in phases)) if phases else set()
        for phase in phases:
            known = {*phase["rules"]} | names
            for name, rule in phase["rules"].items():
                phase["rules"][name] = {**rule, "repairs": [n for n in rule["repairs"] if n in known]}
        return {**scheme, "phases": phases}

    return ablate


def block(name: str, change: Callable[[Plain], Plain]) -> Ablation:
    """A scheme with every part of a block (scores, lists) changed."""

    def ablate(scheme: Plain) -> Plain:
        phases = [{**p, name: {n: change(part) for n, part in p[name].items()}} for p in scheme["phases"]]
        return {**scheme, "phases": phases}

    return ablate


def points(word: str, key: str = "") -> Ablation:
    """Rules whose points have a form are worth nothing."""
    none = {"fixed": 0}
    return (
        rules(
            lambda _, r: (
                {**r, "points": none} if word in (r["points"] or {}) and key in r["points"][word] else r
            )
        )
        if key
        else rules(lambda _, r: {**r, "points": none} if word in (r["points"] or {}) else r)
    )


def without(key: str, value: Any = None) -> Ablation:
    return rules(lambda _, r: {**r, key: value})


def publication(on: str) -> Ablation:
    other = {"on": "day", "n": 28} if on == "arrival" else {"on": "arrival"}
    return block("lists", lambda x: {**x, "publication": other} if x["publication"]["on"] == on else x)


def window(unit: str) -> Ablation:
    return block("lists", lambda x: {**x, "window": None} if x["window"] and x["window"][0] == unit else x)


def unit(word: str | None) -> Ablation:
    """Terms in a unit (None: without end) become three weeks."""
    return rules(lambda _, r: {**r, "lasts": ("days", 21)} if (r["lasts"] and r["lasts"][0]) == word else r)


def act(word: str) -> Ablation:
    other = {"largest": "all", "all": "largest"}[word]
    return lambda scheme: {**scheme, "one_act": other} if scheme["one_act"] == word else scheme


SCHEME: dict[str, Ablation] = {
    "fixed points": points("fixed"),
    "drawn points": points("drawn"),
    "points scaled above": points("scaled", "above"),
    "points scaled below": points("scaled", "below"),
    "table over the year": points("table"),
    "doubling of a rule alone": rules(
        lambda n, r: {**r, "repeats_with": None} if r["repeats_with"] == n else r
    ),
    "shared groups": rules(lambda n, r: {**r, "repeats_with": n} if r["repeats_with"] == "shared" else r),
    "caps on gains": rules(lambda _, r: {**r, "cap": None} if r["cap"] == "gains" else r),
    "caps on losses": rules(lambda _, r: {**r, "cap": None} if r["cap"] == "losses" else r),
    "fading": without("fades"),
    "drops": rules(lambda _, r: {**r, "effect": "none", "drop": None, "score": None} if r["drop"] else r),
    "several kinds of event": rules(lambda _, r: {**r, "events": r["events"][:1]}),
    "terms in days": unit("days"),
    "terms in months": unit("months"),
    "terms in working days": unit("working_days"),
    "no end": unit(None),
    "publication on arrival": publication("arrival"),
    "publication on a working day": publication("working_day"),
    "publication on a day of the month": publication("day"),
    "publication on dates": publication("dates"),
    "window in working days": window("working_days"),
    "window in days": window("days"),
    "list term": block("lists", lambda x: {**x, "term": ("days", 400)} if x["term"] else x),
    "list terms from the event": block("lists", lambda x: {**x, "from": "effect"}),
    "a list rule's own term": rules(lambda _, r: {**r, "lasts": None} if r["list"] else r),
    "repairs": rules(lambda _, r: None if r["repairs"] else r),
    "repairs with points": rules(
        lambda _, r: {**r, "points": {"fixed": 0}} if r["repairs"] and r["points"] else r
    ),
    "one act, the largest": act("largest"),
    "one act, all": act("all"),
    "two phases": lambda scheme: {**scheme, "phases": scheme["phases"][:1]},
    "two scores": rules(lambda _, r: None if r["score"] == "second" else r),
    "floors": block("scores", lambda x: {**x, "floor": None}),
    "ceilings": block("scores", lambda x: {**x, "ceiling": None}),
}


def lose(key: str) -> Ablation:
    """Rules that no longer say a word."""
    return rules(lambda _, r: {k: v for k, v in r.items() if k != key})


def bare(block_name: str, key: str) -> Ablation:
    """Parts of a block that no longer say a word."""
    return block(block_name, lambda x: {k: v for k, v in x.items() if k != key})


def ask_once(rule: Plain) -> Plain:
    return {**rule, "requires": [{**each, "within": None} for each in rule["requires"]]}


EXTRA: dict[str, Ablation] = {
    "consent": lambda scheme: {k: v for k, v in scheme.items() if k != "part"},
    "days of working out": bare("scores", "updates"),
    "sums": block("scores", lambda x: {**x, "sum": x["sum"][:1], "ceiling": 1000} if "sum" in x else x),
    "bands that need a list": bare("bands", "needs"),
    "measures for those on no list": block(
        "measures", lambda x: {**x, "when": {"listed": "listing"}} if "not_listed" in x["when"] else x
    ),
    "drops to the top": rules(
        lambda _, r: {**r, "drop": {k: v for k, v in r["drop"].items() if k != "at"}} if r["drop"] else r
    ),
    "requirements": lose("requires"),
    "requirements within a time": rules(lambda _, r: ask_once(r) if "requires" in r else r),
    "points paid": lose("at_least"),
    "later repairs": lose("after"),
    "rules of the year": rules(lambda _, r: None if "each_year" in r else r),
    "keepers": lose("keeper"),
    "terms to the year's end": unit("year_ends"),
}


def kinds(change: Callable[[Plain], Plain]) -> Ablation:
    return lambda society: {**society, "kinds": [change(kind) for kind in society["kinds"]]}


def calm(society: Plain) -> Plain:
    groups = {name: {**group, "conditions": {}} for name, group in society["groups"].items()}
    return {**society, "groups": groups}


def response(name: str) -> Ablation:
    return kinds(lambda k: {**k, "responses": {n: f for n, f in k["responses"].items() if n != name}})


SURE = {(place, group): Fraction(1) for place in (0, 1) for group in (0, 1)}
SOCIETY: dict[str, Ablation] = {
    "episodes": kinds(lambda k: k if k["starts"] else {**k, "episode": []}),
    "conditions": calm,
    "avoidance": response("avoidance"),
    "caution": response("caution"),
    "coverage": kinds(lambda k: {**k, "coverage": SURE}),
    "delays": kinds(lambda k: {**k, "delay": [(1, Fraction(1))]}),
    "amounts": kinds(lambda k: {**k, "amount": []}),
    "holidays": lambda society: {**society, "holidays": []},
}
MEASURE: dict[str, Callable[[Any], int]] = {
    "blocked attempts": lambda o: o.attempts[0, :, :, 0].sum(),
    "false records": lambda o: o.measure_change[0, :, counts.D_WRONG].astype(bool).sum(),
    "spared days": lambda o: o.measure_change[0, :, counts.D_SPARED].astype(bool).sum(),
    "shifted days": lambda o: o.measure_change[0, :, counts.D_SHIFTED].astype(bool).sum(),
    "exits from a list": lambda o: o.entries[0, :, :, 1].sum(),
    "fewer subjects in a month": lambda o: (o.change[0, 0, 0] < 0).sum(),
}

_known: dict[Any, Any] = {}


def society_of(seed: int, name: str = "") -> Plain:
    """The society of a random scheme, with a feature left out; the same object for the same question."""
    key = seed % 5, name
    if key not in _known:
        whole = make_society(seed % 5, size=SIZE)
        _known[key] = SOCIETY[name](whole) if name else whole
    return _known[key]


def lives_of(seed: int, scheme: Plain, society: Plain, burn_in: int | None = None) -> tuple[Any, Any]:
    """Every standing in the order of world, slot and day, from the first tallied day on; and the tallies."""
    before = burn_in_of(seed) if burn_in is None else burn_in
    low = lower_twins(scheme, society, seed=seed, years=YEARS, burn_in=before)
    state, tallies = run_kernel(low)
    rows = state.trace[: state.top[columns.X_TRACE]].copy()
    rows[:, 2] -= low.timeline.t0
    rows = rows[np.lexsort(rows[:, 2::-1].T)]
    return rows[:, [0, 1, 2, 3, *range(5, rows.shape[1])]], tallies


def plain_lives(seed: int) -> tuple[Any, Any]:
    if seed not in _known:
        _known[seed] = lives_of(seed, make_scheme(seed), society_of(seed))
    return _known[seed]


def is_active(feature: str, seed: int) -> bool:
    """Whether some life, or count, of a random scheme is owed to a feature."""
    if feature in EXTRA:
        rich = enrich(make_scheme(seed), seed)
        poor = EXTRA[feature](rich)
        if poor == rich:
            return False
        mine, other = (lives_of(seed, scheme, society_of(seed))[0] for scheme in (rich, poor))
        return not np.array_equal(mine, other)
    if feature in MEASURE:
        return bool(MEASURE[feature](plain_lives(seed)[1]))
    scheme, society = make_scheme(seed), society_of(seed)
    if feature == "burn-in":
        if not burn_in_of(seed):
            return False
        other = lives_of(seed, scheme, society, burn_in=0)
        mine = plain_lives(seed)[0]
        return not np.array_equal(mine[mine[:, 2] > 0], other[0][other[0][:, 2] > 0])
    if feature in SOCIETY:
        return not np.array_equal(plain_lives(seed)[0], lives_of(seed, scheme, society_of(seed, feature))[0])
    ablated = SCHEME[feature](scheme)
    if ablated == scheme:
        return False
    return not np.array_equal(plain_lives(seed)[0], lives_of(seed, ablated, society)[0])


@pytest.mark.parametrize("feature", [*SCHEME, *EXTRA, *SOCIETY, *MEASURE, "burn-in"])
def test_feature(feature: str) -> None:
    """Without the feature, lives under at least ten of the hundred schemes would be others."""
    active = 0
    for seed in range(SEEDS):
        active += is_active(feature, seed)
        if active == LEAST:
            return
    raise AssertionError(f"{feature} took effect in {active} schemes only")


def test_idle_feature() -> None:
    """Leaving out what no scheme has changes no life: activity is not seen where there is none."""
    scheme = make_scheme(1)
    renamed = {**scheme, "title": "another title", "standing": True}
    assert np.array_equal(plain_lives(1)[0], lives_of(1, renamed, society_of(1))[0])
