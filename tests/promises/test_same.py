"""Promise 1: a scheme compared with itself, also renamed, reordered, re-serialised, in another process, differs for nobody."""

from typing import Any

import numpy as np
import polars as pl
import pytest

from creditscape import simulation
from creditscape.kernel import counts
from creditscape.scheme import load_scheme
from creditscape.simulation.lowering import World, lower
from tests.twins.generator import make_scheme, make_society
from tests.twins.twin import run_kernel

from .small import SIZE, YEARS, digest_of, run_elsewhere, same_rows

Plain = dict[str, Any]
WORLDS = (
    World("as_written", 0, partner="true_records"),
    World("true_records", 0, false_records=False),
    World("reform_as_written", 1, partner="reform_true_records"),
    World("reform_true_records", 1, false_records=False),
)
BY_RULE = ("records", "booked")


def rename(scheme: Plain) -> Plain:
    """The same scheme with every name of its own another one."""

    def other(name: Any) -> Any:
        return None if name is None else f"other {name}"

    def rule(r: Plain) -> Plain:
        drop = r["drop"] and {"set": other(r["drop"]["set"]), "to": other(r["drop"]["to"])}
        names = {k: other(r[k]) for k in ("score", "list", "repeats_with", "cap")}
        return {**r, **names, "drop": drop, "repairs": [other(n) for n in r["repairs"]]}

    def bands(b: Plain) -> Plain:
        return {
            **b,
            "of": other(b["of"]),
            "levels": [{**level, "name": other(level["name"])} for level in b["levels"]],
        }

    def measure(m: Plain) -> Plain:
        when = m["when"]
        if "listed" in when:
            return {**m, "when": {"listed": other(when["listed"])}}
        levels = [other(level) for level in when["levels"]]
        return {**m, "when": {"set": other(when["set"]), "levels": levels}}

    def phase(p: Plain) -> Plain:
        parts = {
            "rules": rule, "bands": bands, "measures": measure,
            "scores": lambda x: x, "caps": lambda x: x, "lists": lambda x: x,
        }  # fmt: skip
        return {"from": p["from"], **{k: {other(n): f(v) for n, v in p[k].items()} for k, f in parts.items()}}

    return {**scheme, "id": "other", "title": "other", "phases": [phase(p) for p in scheme["phases"]]}


def reorder(scheme: Plain) -> Plain:
    """The same scheme with its rules and measures in another order."""
    turned = ("rules", "measures")
    phases = [{**p, **{k: dict(reversed(p[k].items())) for k in turned}} for p in scheme["phases"]]
    return {**scheme, "phases": phases}


def compare(baseline: Plain, reform: Plain, seed: int) -> tuple[Any, Any]:
    """Both schemes on the same 200 people for two years, behaviour on."""
    low = lower(
        [baseline, reform],
        make_society(seed % 5, size=200),
        WORLDS,
        seed=seed,
        years=2,
        against=(("reform_as_written", "as_written"), ("reform_true_records", "true_records")),
    )
    return low, run_kernel(low, trace=False)[1]


def differing(low: Any, tallies: Any) -> list[str]:
    """What of the reform's worlds is not as in the baseline's, up to names; and who is not unchanged."""
    rules = [low.book.names[1].rules.index(n) for n in low.book.names[1].rules]
    assert len(rules) == len(low.book.names[0].rules)
    first, second = (
        {rule["rank"]: name for p in scheme["phases"] for name, rule in p["rules"].items()}
        for scheme in low.book.schemes
    )
    order = [
        low.book.names[1].rules.index(second[rank])
        for name in low.book.names[0].rules
        for rank, own in first.items()
        if own == name
    ]
    found = []
    for name, table in zip(tallies._fields, tallies, strict=True):
        if name in ("compared", "counts"):
            continue
        for a, b in ((0, 2), (1, 3)):
            other = table[b][order] if name in BY_RULE else table[b]
            if not np.array_equal(table[a], other):
                found.append(name)
    subjects = tallies.outcome[0, counts.O_SUBJECTS]
    for pair in tallies.compared:
        if not np.array_equal(pair[counts.M_UNCHANGED], subjects):
            found.append("unchanged")
        if np.delete(pair, counts.M_UNCHANGED, axis=0).any():
            found.append("better, worse or rewarded")
    return found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("change", [dict, rename, reorder])
def test_random_scheme(change: Any, seed: int) -> None:
    """A random scheme against itself, renamed or reordered: every tally is equal and everybody is unchanged."""
    scheme = make_scheme(seed)
    low, tallies = compare(scheme, change(scheme), seed)
    assert tallies.events[0].sum() > 1000
    assert not differing(low, tallies)


@pytest.mark.parametrize("seed", range(4))
def test_changed_points(seed: int) -> None:
    """One rule with other points is not the same scheme: somebody's life differs."""
    scheme = make_scheme(seed)
    phases = []
    for phase in scheme["phases"]:
        name = next(n for n, r in phase["rules"].items() if r["points"] and "fixed" in r["points"])
        rule = {**phase["rules"][name], "points": {"fixed": -300}}
        phases.append({**phase, "rules": {**phase["rules"], name: rule}})
    assert differing(*compare(scheme, {**scheme, "phases": phases}, seed))


def tables_of(baseline: Any, reform: Any) -> dict[str, pl.DataFrame]:
    made = simulation.simulate(
        baseline, reform=reform, people=4 * SIZE, community_size=SIZE, years=YEARS, seed=5, threads=1
    )
    return made.tables


def unequal(tables: dict[str, pl.DataFrame]) -> list[str]:
    """Tables in which the reform's worlds are not the baseline's; `comparison` if anybody is not unchanged."""
    found = []
    reformed = pl.col("world").str.starts_with("reform_")
    for name, table in tables.items():
        if name == "comparison":
            rows = table.filter(pl.col("world") == "reform_as_written")
            moved = ("better", "worse", "mixed", "rewards_more", "rewards_fewer")
            if any(rows[column].sum() for column in moved) or not rows["unchanged"].sum():
                found.append(name)
            continue
        base = table.filter(~reformed & (pl.col("world") != "no_scheme"))
        reform = table.filter(reformed).with_columns(pl.col("world").str.strip_prefix("reform_"))
        if not same_rows(base, reform):
            found.append(name)
    return found


@pytest.mark.parametrize("name", ["suining-2010", "wendeng-2020"])
def test_written_again(name: str, tmp_path: Any) -> None:
    """A shipped scheme written out and read again is the same scheme: every table of the reform's worlds is equal."""
    scheme = load_scheme(name)
    again = tmp_path / "again.yaml"
    again.write_text(scheme.dump(), encoding="utf-8")
    assert unequal(tables_of(scheme, load_scheme(again))) == []


def test_written_otherwise(tmp_path: Any) -> None:
    """Read again with one value changed, a shipped scheme differs for somebody."""
    scheme = load_scheme("suining-2010")
    text = scheme.dump()
    assert "points: -30" in text
    again = tmp_path / "again.yaml"
    again.write_text(text.replace("points: -30", "points: -300"), encoding="utf-8")
    assert "comparison" in unequal(tables_of(scheme, load_scheme(again)))


def test_other_process() -> None:
    """Another process, with another hash seed and zone, gets the same digest."""
    code = "from tests.promises.small import print_digest; print_digest()"
    here = digest_of()
    assert run_elsewhere(code, PYTHONHASHSEED="77", TZ="Pacific/Kiritimati", LC_ALL="C") == [here]
    shorter = "import tests.promises.small as small; small.YEARS = 1; small.print_digest()"
    assert run_elsewhere(shorter) != [here]
