"""Exact parts of causes: whole numbers of sixtieths that add up, and the average over all orders in which causes may come about."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations
from math import factorial
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from creditscape.experiment import open_run, save_run
from creditscape.scheme import Scheme, load_scheme
from creditscape.simulation import Run, RunPlan, causes, make_plan, simulate
from creditscape.simulation import run as running
from creditscape.simulation.frames import Frames
from creditscape.society import Recipe, read_society
from tests.society.records import RECORDS
from tests.society.small import spoil

SCHEME = """\
scheme: torn-1
title: A small scheme that restricts for five causes
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources:
  notice: {title: Notice, evidence: documented}
cite: notice
scores:
  points: {start: 100}
bands:
  level: {of: points, levels: [{name: high, from: 80}, {name: low}]}
rules:
  fined: {event: traffic_fine_small, points: -11, lasts: 1 year}
  warned: {event: traffic_warning, points: -7, lasts: 1 year}
  talked: {event: bad_information_in_chat, points: -8, lasts: 1 year}
  at_home: {event: traffic_fine_small, points: -9, lasts: 1 year, through: household_head}
measures:
  grounded:
    {kind: restriction, domain: travel, severity: 3, title: No flights, when: {band: [low]}, blocks: [air_trip]}
"""
PEOPLE, SIZE, YEARS = 1024, 256, 2
FIVE = ["unlawful conduct", "lawful conduct", "wrong records", "conduct of others", "shocks"]


def make_society() -> Recipe:
    """A small society in which much happens, and much goes wrong."""
    text = spoil("per_year: 0.08\n", "per_year: 1\n", RECORDS)
    text = spoil("{low: 0.001, used: 0.002, high: 0.01,", "{low: 0.1, used: 0.2, high: 0.3,", text)
    text = spoil("{low: 0.01, used: 0.05, high: 0.1,", "{low: 0.5, used: 1, high: 2,", text)
    return read_society(spoil("of: firms, share: 0.1}", "of: firms, share: 0.5}", text))


@pytest.fixture(scope="module")
def society() -> Recipe:
    return make_society()


def write(folder: Path, text: str = SCHEME) -> Scheme:
    path = folder / "torn.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scheme(path)


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Scheme:
    return write(tmp_path_factory.mktemp("torn"))


def plan_run(scheme: Scheme, society: Recipe, **options: Any) -> RunPlan:
    chosen: dict[str, Any] = {"worlds": ("as_written",), "causes": True, "threads": 1, **options}
    return make_plan(scheme, society, people=PEOPLE, community_size=SIZE, years=YEARS, seed=2, **chosen)


@pytest.fixture(scope="module")
def run(scheme: Scheme, society: Recipe) -> Run:
    return simulate(plan_run(scheme, society))


def sum_days(days: pl.DataFrame) -> dict[tuple[str, str, str], int]:
    """Restricted person-days by world, dimension and value."""
    rows = days.filter(measure="any restriction").group_by("world", "dimension", "value")
    return {(w, d, v): n for w, d, v, n in rows.agg(pl.col("days").sum()).iter_rows()}


def sum_parts(parts: pl.DataFrame) -> dict[tuple[str, str, str], int]:
    rows = parts.group_by("world", "dimension", "value").agg(pl.col("sixtieths").sum())
    return {(w, d, v): n for w, d, v, n in rows.iter_rows()}


def test_parts_add_up(run: Run) -> None:
    """In every group the parts of the five causes and of nobody are sixty times the restricted days as written."""
    parts, days = run.tables["causes"], sum_days(run.tables["measure_days"])
    assert parts["sixtieths"].dtype == pl.Int64
    assert set(parts["cause"]) == {*FIVE, "nobody"}
    assert len(days) == 17 and sum(n > 0 for n in days.values()) == 16  # no children
    assert sum_parts(parts) == {key: 60 * n for key, n in days.items()}
    whole = dict(parts.filter(dimension="all").select("cause", "sixtieths").iter_rows())
    assert all(whole[cause] for cause in FIVE) and whole["nobody"] == 0


def test_wrong_weights_show(scheme: Scheme, society: Recipe, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same weight for every set of causes the parts would not add up."""
    monkeypatch.setattr(causes, "weigh", lambda count, others: causes.UNIT >> count - 1)
    made = simulate(plan_run(scheme, society))
    parts, days = sum_parts(made.tables["causes"]), sum_days(made.tables["measure_days"])
    assert parts != {key: 60 * n for key, n in days.items()}


def list_values(plan: RunPlan) -> tuple[list[str], dict[frozenset[str], dict[tuple[str, str], int]]]:
    """The causes, and the restricted days of every set of them, by dimension and value."""
    plain = running._plain_society(plan.society, plan.community_size)
    names = causes.list_causes(plan.scheme.plain(), plain)
    sets = causes.make_subsets(names)
    assert len(sets) == 2 ** len(names) == len({*sets})
    worlds = tuple(replace(causes.make_world(some, names, plain), name=str(n)) for n, some in enumerate(sets))
    low = running.lower_plan(replace(plan, worlds=worlds))
    days = sum_days(Frames(low, running.tally(low, plan.communities, 1, 1)).tables()["measure_days"])
    found: dict[frozenset[str], dict[tuple[str, str], int]] = {some: {} for some in sets}
    for (world, *group), n in days.items():
        found[sets[int(world)]][group[0], group[1]] = n
    return names, found


def test_average_of_all_orders(run: Run, scheme: Scheme, society: Recipe) -> None:
    """The part of a cause is what it adds when the causes come about one after the other, on average over all orders."""
    names, values = list_values(plan_run(scheme, society))
    assert names == FIVE
    told = {
        (cause, dimension, value): n
        for cause, dimension, value, n in run.tables["causes"].drop("world").iter_rows()
    }
    for group in values[frozenset()]:
        sums = dict.fromkeys(names, 0)
        for order in permutations(names):
            for n, cause in enumerate(order):
                before, after = frozenset(order[:n]), frozenset(order[: n + 1])
                sums[cause] += values[after][group] - values[before][group]
        exact = {cause: Fraction(60 * total, factorial(len(names))) for cause, total in sums.items()}
        assert {cause: told[cause, *group] for cause in names} == exact
        assert told["nobody", *group] == 60 * values[frozenset()][group]
    everywhere = sum_days(run.tables["measure_days"])
    assert {("as_written", *g): n for g, n in values[frozenset(names)].items()} == everywhere


def test_shares_interact(scheme: Scheme, society: Recipe) -> None:
    """Causes meet in one file: what each brings about alone, and what is missing without it, are other numbers than its part."""
    names, values = list_values(plan_run(scheme, society))
    of = {some: days["all", "all"] for some, days in values.items()}
    everything = frozenset(names)
    assert sum(of[frozenset([name])] for name in names) != of[everything]
    assert sum(of[everything] - of[everything - {name}] for name in names) != of[everything]


def test_nobody(society: Recipe, tmp_path: Path) -> None:
    """Where everybody is restricted from the start, nobody's records are the cause of it; bonuses would keep restrictions away."""
    text = spoil("start: 100", "start: 79", spoil("points: -8", "points: 12", SCHEME))
    made = simulate(plan_run(write(tmp_path, text), society))
    parts, days = made.tables["causes"], sum_days(made.tables["measure_days"])
    assert sum_parts(parts) == {key: 60 * n for key, n in days.items()}
    whole = dict(parts.filter(dimension="all").select("cause", "sixtieths").iter_rows())
    assert whole["nobody"] > 60 * days["as_written", "all", "all"] and whole["lawful conduct"] < 0


@pytest.mark.parametrize("count", range(1, 7))
def test_weights_are_whole(count: int) -> None:
    """Up to six causes the weights are whole sixtieths, and those of all sets together are one day; with seven they are not."""
    for others in range(count):
        assert causes.weigh(count, others) * factorial(count) == (
            60 * factorial(others) * factorial(count - others - 1)
        )
    sets = [factorial(count - 1) // factorial(n) // factorial(count - 1 - n) for n in range(count)]
    assert sum(many * causes.weigh(count, n) for n, many in enumerate(sets)) == 60
    assert causes.weigh(7, 3) * factorial(7) != 60 * factorial(3) * factorial(3)


def test_against_itself(run: Run, scheme: Scheme, society: Recipe) -> None:
    """A scheme compared with itself has the parts that it has alone; with another one, its own still."""
    both = simulate(plan_run(scheme, society, reform=scheme))
    assert both.tables["causes"].equals(run.tables["causes"])
    assert not both.tables["comparison"].filter(pl.col("better") + pl.col("worse") > 0).height


RENAMED = {
    "fined": "zebra",
    "warned": "a_word",
    "talked": "x_1",
    "at_home": "other",
    "grounded": "kept_here",
}


def test_renamed(run: Run, society: Recipe, tmp_path: Path) -> None:
    """Other names for rules and measures change no part; another value does."""
    text = SCHEME
    for name, other in RENAMED.items():
        text = spoil(f"  {name}:", f"  {other}:", text)
    renamed = simulate(plan_run(write(tmp_path, text), society))
    assert renamed.tables["causes"].equals(run.tables["causes"])
    sharper = simulate(plan_run(write(tmp_path, spoil("points: -7", "points: -10", text)), society))
    assert not sharper.tables["causes"].equals(run.tables["causes"])


def test_kept(run: Run, scheme: Scheme, society: Recipe, tmp_path: Path) -> None:
    """The parts are kept with a run and come back; a run that was not asked for them has none, and all else alike."""
    opened = open_run(save_run(run, tmp_path / "run"))
    assert opened.tables["causes"].equals(run.tables["causes"]) and opened.digest == run.digest
    assert run.manifest["command"].endswith(" --causes")
    plain = simulate(plan_run(scheme, society, causes=False))
    assert plain.tables["causes"].height == 0 and "--causes" not in plain.manifest["command"]
    digests, others = run.manifest["table_digests"], plain.manifest["table_digests"]
    assert {name for name in digests if digests[name] != others[name]} == {"causes"}
    assert open_run(save_run(plain, tmp_path / "plain")).tables["causes"].height == 0


def test_untied_and_unstruck(tmp_path: Path, society: Recipe) -> None:
    """Without ties in the scheme there is no part of others' conduct, and without true shocks none of shocks."""
    lines = SCHEME.splitlines(keepends=True)
    alone = write(tmp_path, "".join(line for line in lines if "household_head" not in line)).plain()
    plain = society.plain()
    assert causes.list_causes(alone, plain) == [FIVE[0], FIVE[1], FIVE[2], FIVE[4]]
    wrong = [s for s in plain["shocks"] if s["name"] in ("import_error", "wiping", "leak")]
    assert len(wrong) == 3 and len(plain["shocks"]) == 6
    assert causes.list_causes(alone, {**plain, "shocks": wrong}) == FIVE[:3]
