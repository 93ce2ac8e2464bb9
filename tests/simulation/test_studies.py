"""The studies run at small size, and what they say follows from the lives."""

from typing import Any

import numpy as np

from creditscape.simulation import make_plan, trace_communities
from studies.late_salaries import (
    ALONE,
    BUREAUS,
    HERE,
    LISTS,
    POINTS,
    QUIET,
    SHOCK,
    SOCIETIES,
    TIED,
    YEARS,
    ask,
    ask_redress,
    tell,
)


def test_late_salaries() -> None:
    """Some employees are struck, few miss a payment for it, whoever stands lower had missed one or recovers; the page tells both ways."""
    ways = [(POINTS, TIED), (POINTS, ALONE), (LISTS, TIED), (BUREAUS, TIED)]
    found = {(scheme, way): ask(SOCIETIES[way], 3, scheme) for scheme, way in ways}
    for communities in found.values():
        last = [community[-1] for community in communities]
        assert sum(month.struck for month in last) > 10
        for community in communities:
            missed = [month.missed for month in community]
            assert missed == sorted(missed) and all(month.worse <= month.struck for month in community)
            assert all(
                month.missed + month.lower + month.recovered <= 3 * month.struck for month in community
            )
    assert sum(c[-1].missed for communities in found.values() for c in communities) > 0
    redress = {scheme: ask_redress(scheme, 3) for scheme in YEARS}
    assert all(each.true["upheld"] <= each.true["filed"] <= each.true["brought"] for each in redress.values())
    page = tell(found, redress)
    assert "with the tie" in page and "without it" in page and page.count("| 24 |") == 4


def test_nobody_else_is_touched() -> None:
    """Whom the shock does not strike stands on every morning as in the world without it."""
    plan = make_plan("wendeng-2020", HERE / "late_salaries.yaml", people=4096, years=2, worlds=(SHOCK, QUIET))
    (trace,) = trace_communities(plan, range(1))
    here, there = trace.worlds.index(SHOCK), trace.worlds.index(QUIET)
    events: list[set[Any]] = [
        set(map(tuple, trace.events[trace.events[:, 0] == w, 1:].tolist())) for w in (here, there)
    ]
    struck = {slot for slot, *_ in events[0] ^ events[1]}
    rows = trace.standings[~np.isin(trace.standings[:, 1], list(struck))]
    apart = [rows[rows[:, 0] == w, 1:] for w in (here, there)]
    assert 0 < len(struck) < 400 and len(apart[0]) > 4000
    first, second = (each[np.lexsort(each.T[::-1])] for each in apart)
    assert np.array_equal(first, second)
