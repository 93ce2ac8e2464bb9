"""What ties cost: wendeng-2020 on the county, once as it is and once with rules that act through ties and a friends' part."""

from statistics import median
from typing import Any

import numpy as np

from creditscape.scheme import load_scheme
from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.run import check_conservation
from creditscape.society import load_society

from .speed import time_tally
from .tables import Chapter

WORLDS = (
    World("as_written", partner="true_records"),
    World("true_records", false_records=False),
    World("no_scheme", None),
)
COMMUNITIES, YEARS, REPEATS, MOST = 48, 10, 7, 2.0
TIES = ("household_head", "partner", "reporter")

Plain = dict[str, Any]


def untie(scheme: Plain) -> Plain:
    """The scheme without the rules by which a firm's record reaches its representative."""
    phases = [
        {**phase, "rules": {name: rule for name, rule in phase["rules"].items() if "through" not in rule}}
        for phase in scheme["phases"]
    ]
    kept = {name for phase in phases for name in phase["rules"]}
    for phase in phases:
        for name, rule in phase["rules"].items():
            phase["rules"][name] = {**rule, "repairs": [each for each in rule["repairs"] if each in kept]}
    return {**scheme, "phases": phases}


def tie(scheme: Plain) -> Plain:
    """The scheme with every third rule said again for those who are tied to whoever breaks it, and a friends' part of 5 %."""
    phases = []
    for phase in scheme["phases"]:
        rules = dict(phase["rules"])
        for n, (name, rule) in enumerate(phase["rules"].items()):
            if n % 3 == 0 and not rule["repairs"]:
                rules[f"{name}_of_another"] = {
                    **rule,
                    "through": TIES[n // 3 % 3],
                    "rank": rule["rank"] + 10_000,
                }
        first = next(iter(phase["scores"]))
        friends = {"percent": 5, "of": "circles", "day": 6}
        scores = {**phase["scores"], first: {**phase["scores"][first], "friends": friends}}
        phases.append({**phase, "rules": rules, "scores": scores})
    return {**scheme, "phases": phases}


def _lower(scheme: Plain, society: Plain) -> Lowered:
    against = (("as_written", "true_records"),)
    return lower([scheme], society, WORLDS, seed=1, years=YEARS, against=against)


def measure() -> Chapter:
    """Seconds without and with ties, one after the other in turn, and whether the lives that no scheme touches are the same."""
    chapter = Chapter("ties", "Ties: wendeng-2020 on the county, three worlds, ten years")
    scheme, society = untie(load_scheme("wendeng-2020").plain()), load_society("imaginary_county").plain()
    apart, tied = _lower(scheme, society), _lower(tie(scheme), society)
    time_tally(apart, COMMUNITIES), time_tally(tied, COMMUNITIES)
    runs = [(time_tally(apart, COMMUNITIES), time_tally(tied, COMMUNITIES)) for _ in range(REPEATS)]
    without, with_ties = ([run[n][0] for run in runs] for n in (0, 1))
    a, b = runs[0][0][1], runs[0][1][1]
    chapter.tell("seconds without ties (fastest)", min(without), "s")
    chapter.tell("seconds with ties (fastest)", min(with_ties), "s")
    chapter.tell("with ties / without (fastest)", min(with_ties) / min(without), "", ("<=", MOST))
    chapter.tell("with ties / without (median)", median(with_ties) / median(without), "")
    chapter.tell("records that came through ties", int(b.records[0, :, 3].sum()), "")
    for low, tallies in ((apart, a), (tied, b)):
        check_conservation(low, tallies)
    same = int(a.counts[0]) == int(b.counts[0]) and np.array_equal(a.events[2], b.events[2])
    chapter.check("the same candidates, and the same lives where nobody scores", same)
    chapter.check(
        "records come through ties, and none without them",
        bool(b.records[:, :, 3].any()) and not a.records[:, :, 3].any(),
    )
    return chapter
