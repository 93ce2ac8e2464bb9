"""What faults and redress cost: wendeng-2020 on the county with a district's office, once as it is and once with neither."""

from dataclasses import replace
from statistics import median
from typing import Any

import numpy as np

from creditscape.scheme import load_scheme
from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.offices import PILOT, count_waits
from creditscape.simulation.run import check_conservation
from creditscape.society import load_society

from .speed import time_tally
from .tables import Chapter

COMMUNITIES, YEARS, REPEATS, MOST = 48, 10, 7, 1.3
SOCIETY = "county_with_district_office"

Plain = dict[str, Any]


def _lower(scheme: Plain, society: Plain) -> Lowered:
    links = tuple(fault["name"] for fault in society.get("faults", ()) if fault["type"] == "linkage")
    worlds = (
        World("as_written", partner="true_records"),
        World("true_records", false_records=False, faults=links),
        World("no_scheme", None),
    )
    return lower([scheme], society, worlds, seed=1, years=YEARS, against=(("as_written", "true_records"),))


def _strip(scheme: Plain, society: Plain) -> Lowered:
    """The same with true records but for false ones, and with nobody who contests anything."""
    phases = [
        {name: block for name, block in phase.items() if name != "process"} for phase in scheme["phases"]
    ]
    bare = {name: block for name, block in society.items() if name not in ("faults", "redress")}
    return _lower({**scheme, "phases": phases}, bare)


def _make_wait(low: Lowered) -> Lowered:
    """With the waits that the pilot tells: part of what a run does, but not of what a candidate costs."""
    filings, wait = time_tally(low, PILOT)[1].filings, low.tables.wait.copy()
    for w in range(len(low.worlds)):
        wait[w] = count_waits(filings[w], low.plan.capacity, low.timeline)
    return replace(low, tables=low.tables._replace(wait=wait))


def measure() -> Chapter:
    """Seconds without and with faults and redress, in turn, and whether the lives that no scheme touches are the same."""
    chapter = Chapter("redress", "Faults and redress: wendeng-2020 on the county, three worlds, ten years")
    scheme, society = load_scheme("wendeng-2020").plain(), load_society(SOCIETY).plain()
    bare, full = _strip(scheme, society), _make_wait(_lower(scheme, society))
    time_tally(bare, COMMUNITIES), time_tally(full, COMMUNITIES)
    runs = [(time_tally(bare, COMMUNITIES), time_tally(full, COMMUNITIES)) for _ in range(REPEATS)]
    without, with_all = ([run[n][0] for run in runs] for n in (0, 1))
    a, b = runs[0][0][1], runs[0][1][1]
    chapter.tell("seconds without faults and redress (fastest)", min(without), "s")
    chapter.tell("seconds with them (fastest)", min(with_all), "s")
    chapter.tell("with / without (fastest)", min(with_all) / min(without), "", ("<=", MOST))
    chapter.tell("with / without (median)", median(with_all) / median(without), "")
    chapter.tell("records hit by a fault", int(b.faults[0].sum()), "")
    chapter.tell("disputes filed", int(b.filings[0].sum()), "")
    chapter.tell("longest wait at the office", int(full.tables.wait[0].max()), "days")
    for low, tallies in ((bare, a), (full, b)):
        check_conservation(low, tallies)
    same = int(a.counts[0]) == int(b.counts[0]) and np.array_equal(a.events[2], b.events[2])
    chapter.check("the same candidates, and the same lives where nobody scores", same)
    hit = bool(b.faults[0].any()) and bool(b.filings[0].any()) and not (a.faults.any() or a.filings.any())
    chapter.check("records are hit and contested, and none without faults and redress", hit)
    return chapter
