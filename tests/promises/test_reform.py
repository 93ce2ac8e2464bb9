"""A scheme against itself differs for nobody; a reform of one rule, where nothing ties lives, only for people whom it touched."""

from pathlib import Path

import numpy as np
import pytest

from creditscape.experiment import compare
from creditscape.scheme import Scheme, load_scheme
from creditscape.simulation import Trace, make_plan, trace_communities
from creditscape.society import load_society
from creditscape.words import load_vocabulary

BASE, RULE, PEOPLE, YEARS = "wendeng-2020", "fine_to_500", 4096, 4
SOCIETY = """society: county_without_mix_ups
extends: imaginary_county
title: County without mix-ups (invented)
faults: {{{removed}}}
"""


def write_reform(folder: Path, changes: str) -> Scheme:
    path = folder / "milder_fine.yaml"
    path.write_text(
        f"reform: milder-fine\ntitle: A milder fine\nauthor: a test\nbaseline: {BASE}\nreason: a test\nchanges: {changes}\n",
        encoding="utf-8",
    )
    return load_scheme(path)


@pytest.fixture(scope="module")
def society(tmp_path_factory):
    """The county without faults that reach the files of others."""
    names = load_society("imaginary_county").forms["used"].faults
    path = tmp_path_factory.mktemp("society") / "county_without_mix_ups.yaml"
    path.write_text(SOCIETY.format(removed=", ".join(f"{name}: null" for name in names)), encoding="utf-8")
    return load_society(path)


def standings(trace: Trace, world: str) -> dict[int, list[tuple[int, ...]]]:
    """Restrictions of everybody by day of change, in one world."""
    rows = trace.standings[trace.standings[:, 0] == trace.worlds.index(world)]
    found: dict[int, list[tuple[int, ...]]] = {}
    for row in rows:
        found.setdefault(int(row[1]), []).append(tuple(int(x) for x in row[2:]))
    return found


def touched(trace: Trace, kinds: set[str]) -> set[int]:
    """Everybody to whom something of these kinds happened in some world."""
    numbers = [n for n, kind in enumerate(trace.kinds) if kind in kinds]
    return {int(slot) for slot in np.unique(trace.events[np.isin(trace.events[:, 3], numbers), 1])}


def differing(trace: Trace) -> set[int]:
    """Everybody who stands differently under the reform."""
    one, other = standings(trace, "as_written"), standings(trace, "reform_as_written")
    return {slot for slot in one.keys() | other.keys() if one.get(slot) != other.get(slot)}


def trace_both(scheme: Scheme, reform: Scheme, society) -> Trace:
    plan = make_plan(scheme, society, reform=reform, people=PEOPLE, years=YEARS, worlds=("as_written",))
    return trace_communities(plan, range(1))[0]


def test_only_people_whom_the_rule_touched(tmp_path, society):
    """Nobody to whom nothing of the rule's kinds happened stands differently; many to whom it did, do."""
    scheme = load_scheme(BASE)
    reform = write_reform(tmp_path, f"{{rules.{RULE}.points: -1}}")
    trace = trace_both(scheme, reform, society)
    kinds = set(scheme.plain()["phases"][0]["rules"][RULE]["events"])
    known = load_vocabulary().kinds
    kinds |= {
        kind for kind in trace.kinds if known[kind].class_ == "false_record"
    }  # it may read as one of these
    moved, reached = differing(trace), touched(trace, kinds)
    assert moved and moved <= reached
    assert len(reached) < len(standings(trace, "as_written"))


def test_a_reform_that_touches_more_is_found(tmp_path, society):
    """A reform of another rule moves people whom the first one does not touch: the test above can fail."""
    scheme = load_scheme(BASE)
    reform = write_reform(tmp_path, "{rules.loan_arrears.points: -60}")
    trace = trace_both(scheme, reform, society)
    kinds = set(scheme.plain()["phases"][0]["rules"][RULE]["events"])
    assert not differing(trace) <= touched(trace, kinds)


def test_against_itself_nobody_wins_or_loses():
    """Compared with itself a scheme leaves everybody as they were, with all couplings and faults on."""
    for scheme in (BASE, "court-list-2013"):
        run = compare(scheme, scheme, people=PEOPLE, years=2)
        row = run.tables["comparison"].filter(world="reform_as_written", dimension="all").row(0, named=True)
        assert [row[name] for name in ("better", "worse", "mixed", "rewards_more", "rewards_fewer")] == [
            0
        ] * 5
        assert row["unchanged"] > 3000
