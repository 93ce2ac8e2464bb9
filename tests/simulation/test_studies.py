"""The studies run at small size, and what they say follows from the lives."""

import io
import sys
from contextlib import redirect_stdout
from typing import Any

import numpy as np
import pytest

from creditscape.simulation import make_plan, trace_communities
from studies.late_salaries import (
    ALONE,
    BUREAUS,
    HERE,
    LISTS,
    MONTHS,
    POINTS,
    QUIET,
    SHOCK,
    SOCIETIES,
    TIED,
    YEARS,
    Month,
    add_up,
    ask,
    ask_redress,
    main,
    tell,
)


def check_months(community: tuple[Month, ...]) -> None:
    """Who misses a payment more goes on having missed it; nobody is counted who was not struck."""
    missed = [month.missed for month in community]
    assert len(community) == MONTHS and missed == sorted(missed)
    for month in community:
        assert max(month.missed, month.worse, month.restricted, month.lower + month.recovered) <= month.struck
        assert month.restricted <= month.worse + month.listed


def test_late_salaries() -> None:
    """Few miss a payment for it; points and bureaus take some score, the list nobody; nobody wins against a true record."""
    ways = [(POINTS, TIED), (POINTS, ALONE), (LISTS, TIED), (BUREAUS, TIED)]
    found = {(scheme, way): ask(SOCIETIES[way], 4, scheme) for scheme, way in ways}
    for communities in found.values():
        for community in communities:
            check_months(community)
        last = add_up(communities, MONTHS)
        assert last.struck > 40 and last.missed < last.struck / 10
    assert sum(add_up(communities, MONTHS).missed for communities in found.values()) > 0
    assert max(add_up(found[LISTS, TIED], m).lower for m in range(1, MONTHS + 1)) == 0
    assert sum(add_up(found[BUREAUS, TIED], m).worse for m in range(1, 7)) > 0
    redress = {scheme: ask_redress(scheme, 4) for scheme in YEARS}
    for each in redress.values():
        assert (
            each.true["brought"] >= each.true["learnt"] >= each.true["filed"] >= each.true["corrected"] == 0
        )
    assert redress[BUREAUS].true["brought"] > 0
    page = tell(found, redress)
    assert page.count("\n| 24 |") == 4 and "with the tie" in page and "By the book nothing is wrong" in page


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


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.late_salaries > docs/studies/late-salaries.md."""
    monkeypatch.setattr(sys, "argv", ["late_salaries"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/late-salaries.md").read_text(encoding="utf-8")
