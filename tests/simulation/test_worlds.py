"""Which worlds a run may have, and which societies a scheme that acts through ties may have: settled before anything is drawn."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as c
from creditscape.scheme import Scheme, load_scheme
from creditscape.simulation import make_plan
from creditscape.simulation.plan import make_worlds
from creditscape.simulation.run import lower_plan
from creditscape.society import Recipe, load_society, read_society
from creditscape.words.errors import InputError
from tests.society.small import BOUND, SMALL

OWN = """\
scheme: tied-1
title: A small scheme
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources:
  notice: {title: Notice, evidence: documented}
cite: notice
scores:
  points: {start: 1000, floor: 0}
rules:
  fine: {event: traffic_fine_small, points: -10, lasts: 1 year}
"""
FINE, SCORE = "event: traffic_fine_small,", "floor: 0}"
LATER = "phases:\n  - {from: 2021-07-01, changes: {rules.late: {event: job_loss, through: partner, points: -1}}}\n"


def tie(old: str, new: str) -> str:
    """The scheme with one part written otherwise."""
    assert OWN.count(old) == 1
    return OWN.replace(old, new)


THROUGH_HEAD = tie(FINE, f"{FINE} through: household_head,")
# the scheme, the block that it needs, why
# fmt: off
TIED = [
    (THROUGH_HEAD, "households", "rule 'fine' acts through a tie (household_head)"),
    (tie(FINE, f"{FINE} through: partner,"), "households", "rule 'fine' acts through a tie (partner)"),
    (tie(FINE, f"{FINE} through: reporter,"), "households", "rule 'fine' acts through a tie (reporter)"),
    (tie(FINE, "event: firm_tax_late, through: representative,"), "work", "rule 'fine' acts through a tie (representative)"),
    (tie(SCORE, "floor: 0, friends: {percent: 5, of: close, day: 1}}"), "friends", "score 'points' takes in what friends are worth"),
    (tie(SCORE, "floor: 0, friends: {percent: 5, of: circles, day: 1}}"), "circles", "score 'points' takes in what friends are worth"),
    (OWN + LATER, "households", "rule 'late' acts through a tie (partner)"),
]
# fmt: on


def write(folder: Path, text: str = OWN) -> Scheme:
    path = folder / "tied.yaml"
    path.write_text(text)
    return load_scheme(path)


def take_block(name: str) -> str:
    """One block of the bound society."""
    lines = BOUND.splitlines(keepends=True)
    heads = [n for n, line in enumerate(lines) if line[0].isalpha()] + [len(lines)]
    return next(
        "".join(lines[a:b]) for a, b in zip(heads, heads[1:], strict=False) if lines[a].startswith(f"{name}:")
    )


@pytest.mark.parametrize(("text", "block", "why"), TIED, ids=[f"{n}-{row[1]}" for n, row in enumerate(TIED)])
def test_missing_ties_are_refused(tmp_path: Path, text: str, block: str, why: str) -> None:
    """A scheme that acts through ties runs only where the society has them; the refusal says which rule and which block."""
    scheme = write(tmp_path, text)
    with pytest.raises(InputError) as caught:
        make_plan(scheme, read_society(SMALL), people=1, years=1)
    error, said = caught.value, str(caught.value)
    assert (error.code, error.exit_code, error.field) == ("U151", 2, "society"), said
    assert f"{why}, but small has no block '{block}'" in said and "imaginary_county" in said
    assert said.startswith("error[U151] ") and "tied.yaml" in said and "\n" not in said
    # with this block alone it runs
    assert make_plan(scheme, read_society(SMALL + take_block(block)), people=1, years=1).scheme is scheme


def test_missing_ties_of_a_reform_are_refused(tmp_path: Path) -> None:
    """A reform needs its ties too; a scheme without ties needs none."""
    scheme, society = write(tmp_path), read_society(SMALL)
    assert make_plan(scheme, society, people=1, years=1).reform is None
    with pytest.raises(InputError, match="U151.*rule 'fine' acts through a tie"):
        make_plan(scheme, society, people=1, years=1, reform=write(tmp_path, THROUGH_HEAD))


@pytest.fixture(scope="module")
def county() -> Recipe:
    return load_society("imaginary_county")


def list_responses(society: Recipe) -> list[str]:
    found = sorted(society.forms["used"].responses)
    assert len(found) > 3  # not blind
    return found


def test_each_response_can_be_left_out(county: Recipe) -> None:
    """In a world without a response all others are on, and it is compared, person by person, with the world as written."""
    names = list_responses(county)
    for name in names:
        plan = make_plan("suining-2010", county, people=1, years=1, worlds=("as_written", f"without_{name}"))
        written, without = plan.worlds
        assert plan.against == (("as_written", f"without_{name}"),)
        assert (without.scheme, without.false_records, without.full_sight) == (0, True, False)
        assert written.responses is None and without.responses == tuple(x for x in names if x != name)


def test_what_is_left_out_is_missing_in_the_tables(county: Recipe) -> None:
    """The tables of a world without a response differ from those as written for the kinds that it is about, and for no other."""
    names, kinds = list_responses(county), county.plain()["kinds"]
    worlds = ("as_written", *(f"without_{name}" for name in names))
    low = lower_plan(make_plan("suining-2010", county, people=1, years=1, worlds=worlds))
    numbers = {(each["name"], each["reads_as"]): n for n, each in enumerate(low.kinds)}
    for w, name in enumerate(names, start=1):
        assert low.worlds[w].name == f"without_{name}"
        answers = [kind for kind in kinds if name in kind["responses"]]
        tried = {low.attempts.index(kind["name"]) for kind in answers if kind["class"] == "attempt"}
        others = [numbers[kind["name"], kind["reads_as"]] for kind in answers if kind["class"] != "attempt"]
        accept, made = low.tables.accept, low.tables.attempt_made
        changed = set(np.flatnonzero((accept[w] != accept[0]).any(axis=1)).tolist())
        assert changed == set(low.tables.kind[others, c.E_PROFILE].tolist())
        assert set(np.flatnonzero((made[w] != made[0]).any(axis=1)).tolist()) == tried
        assert tried or changed


def test_each_shock_can_be_left_out(tmp_path: Path) -> None:
    """A world without a shock is not struck by it, and by all others; its responses are those of the world as written."""
    more = (
        take_block("shocks")
        + "  strikes: {cite: paper, when: 2020-03-01, kind: job_loss, of: employees, share: 0.2}\n"
    )
    society = read_society(BOUND.replace(take_block("shocks"), more))
    worlds = ("as_written", "no_scheme", "without_closures", "without_strikes", "without_avoidance")
    low = lower_plan(make_plan(write(tmp_path), society, people=1, years=1, worlds=worlds))
    struck = {
        world.name: int(row[c.W_SHOCKS]) for world, row in zip(low.worlds, low.tables.world, strict=False)
    }
    days = low.tables.shock[:, 0].tolist()
    assert days == [152, 60]  # 1 June and 1 March of 2020, in the order of their names
    assert struck == {
        "as_written": 0b11, "no_scheme": 0b11, "without_closures": 0b10, "without_strikes": 0b01, "without_avoidance": 0b11,
    }  # fmt: skip
    of = {world.name: world for world in low.worlds}
    assert of["without_closures"].responses == ("avoidance",) and of["without_avoidance"].responses == ()
    assert of["without_avoidance"].shocks == ("closures", "strikes")


@pytest.mark.parametrize("name", ["imaginary_county", "county_with_heads", "china-2020"])
def test_each_fault_can_be_left_out(name: str) -> None:
    """A world without a fault has all the others, and every response and shock; true records keep failed linkage alone."""
    society = load_society(name)
    faults = [fault["name"] for fault in society.plain()["faults"]]
    assert len(faults) > 3 and faults == sorted(faults)
    worlds = ("as_written", "true_records", "full_sight", *(f"without_{fault}" for fault in faults))
    low = lower_plan(make_plan("suining-2010", society, people=1, years=1, worlds=worlds))
    bits = {
        world.name: int(row[c.W_FAULTS]) for world, row in zip(low.worlds, low.tables.world, strict=False)
    }
    everything = (1 << len(faults)) - 1
    assert bits["as_written"] == everything
    for n, fault in enumerate(faults):
        assert bits[f"without_{fault}"] == everything - (1 << n)
    assert bits["true_records"] == bits["full_sight"] == 1 << faults.index("lost_links")
    of = {world.name: world for world in low.worlds}
    assert of["without_doubles"].responses == tuple(list_responses(society))
    assert of["without_doubles"].false_records and not of["true_records"].false_records


def test_deeds_and_delays_have_worlds_of_their_own(county: Recipe) -> None:
    """Missed good deeds and delays are switched by their worlds, and by no other."""
    names = ("as_written", "true_records", "no_scheme", "full_sight", "deeds_seen", "no_delays")
    low = lower_plan(make_plan("suining-2010", county, people=1, years=1, worlds=names))
    rows = {world.name: row for world, row in zip(low.worlds, low.tables.world, strict=False)}
    assert {name for name in names if rows[name][c.W_PROMPT]} == {"no_delays"}
    assert {name: int(rows[name][c.W_FULL]) for name in names if rows[name][c.W_FULL]} == {
        "full_sight": 1,
        "deeds_seen": 2,
    }
    assert {name for name in names if not rows[name][c.W_FALSE]} == {"true_records", "full_sight"}


def test_a_reform_has_the_same_worlds(tmp_path: Path) -> None:
    """What is left out is left out of both schemes of a comparison."""
    one, other = write(tmp_path), write(tmp_path, tie("-10", "-20"))
    plan = make_plan(
        one, read_society(BOUND), people=1, years=1, worlds=("as_written", "without_closures"), reform=other
    )
    names = {world.name: (world.scheme, world.shocks) for world in plan.worlds}
    assert names["without_closures"] == (0, ()) and names["reform_without_closures"] == (1, ())
    assert ("as_written", "without_closures") in plan.against


@pytest.mark.parametrize(
    "name", ["without_closures", "without_", "without_Avoidance", "avoidance", "without_no_scheme"]
)
def test_unknown_worlds_are_refused(county: Recipe, name: str) -> None:
    """What the society does not have cannot be left out; the refusal lists what can."""
    with pytest.raises(InputError) as caught:
        make_worlds(("as_written", name), county)
    error = caught.value
    assert (error.code, error.exit_code, error.field) == ("U150", 2, "worlds")
    assert f"unknown world '{name}'; allowed: as_written, " in str(error)
    assert all(f"without_{response}" in str(error) for response in list_responses(county))


def test_a_run_needs_a_scheme(county: Recipe) -> None:
    """Leaving out a response is something that a scheme's world does; without any scheme there is nothing to compare."""
    plan: dict[str, Any] = {"people": 1, "years": 1}
    with pytest.raises(InputError, match="U150.*no world has a scheme"):
        make_plan("suining-2010", county, worlds=("no_scheme",), **plan)
    assert not make_plan("suining-2010", county, worlds=("without_caution",), **plan).against
