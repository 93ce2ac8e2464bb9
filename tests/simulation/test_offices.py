"""Offices keep people waiting as queues do: closed forms, two programs, nobody lost, and no matter how large a community is."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from statistics import mean, stdev
from typing import Any

import numpy as np
import polars as pl
import pytest

from creditscape.kernel import column_names as c
from creditscape.law import find_waits
from creditscape.scheme import Scheme, load_scheme
from creditscape.simulation import make_plan, simulate
from creditscape.simulation import run as running
from creditscape.simulation.faults import count_capacity
from creditscape.simulation.frames import Frames
from creditscape.simulation.offices import count_waits
from creditscape.simulation.timeline import Timeline, make_timeline
from creditscape.society import Recipe, read_society
from creditscape.words import is_working
from tests.society.records import RECORDS
from tests.society.small import spoil
from tests.twins.twin import run_kernel

MONDAY = date(2020, 1, 6).toordinal()
NONE: frozenset[int] = frozenset()


def list_days(days: int, holidays: frozenset[int] = NONE) -> Timeline:
    """A calendar of so many days from a Monday on, longer than a run could have."""
    return Timeline(MONDAY, 0, 0, days, days, days // 365, days // 365, holidays)


def count_working(line: Timeline) -> list[bool]:
    return [is_working(line.first + d, line.holidays) for d in range(line.days)]


def measure_queue(filings: np.ndarray, waits: list[int], at_work: list[bool]) -> np.ndarray:
    """Cases left undone on each working day by an office that does one a day, told by the waits of those who file then.

    The last of a day's filings waits for all before it; on a day without filings the wait is that of one more.
    """
    done = np.cumsum([0, *at_work])  # working days before a day
    days = np.flatnonzero(at_work)
    turns = np.array([done[min(d + 1 + waits[d], len(at_work))] - done[d + 1] + 1 for d in days])
    return np.maximum(turns - 1 - (filings[days] == 0), 0)


def file_by_chance(line: Timeline, rate: float, seed: int) -> tuple[np.ndarray, list[bool]]:
    """Poisson filings, on working days."""
    at_work = count_working(line)
    return np.random.default_rng(seed).poisson(rate, line.days) * at_work, at_work


@pytest.mark.parametrize("rate", [0.5, 0.8])
def test_mean_of_a_queue(rate: float) -> None:
    """Poisson filings at an office that decides one case a day leave a^2 / (2 (1 - a)) cases undone on average."""
    line = list_days(200_000)
    filings, at_work = file_by_chance(line, rate, seed=4)
    queue = measure_queue(filings, count_waits(filings, c.CASE, line), at_work)[1000:-1000]
    batches = [part.mean() for part in np.array_split(queue, 40)]  # long enough to forget each other
    error = stdev(batches) / 40**0.5
    expected = rate**2 / (2 * (1 - rate))
    assert error < 0.03 * max(1, expected)
    assert abs(mean(batches) - expected) < 4.8 * error
    assert abs(mean(batches) - rate * expected) > 4.8 * error, "the tolerance would let another queue pass"


def test_lindley() -> None:
    """Day by day the queue is what it was, and what came, less what an office can do: Lindley's recursion."""
    line = list_days(3000)
    filings, at_work = file_by_chance(line, 0.9, seed=1)
    queue, expected = measure_queue(filings, count_waits(filings, c.CASE, line), at_work), []
    for filed in filings[np.flatnonzero(at_work)]:
        expected.append(max((expected or [0])[-1] + int(filed) - 1, 0))
    assert queue[:-30].tolist() == expected[:-30] and max(expected) > 5


def test_one_case_a_day() -> None:
    """One filing on each working day and one decision: everybody is heard on the next working day."""
    line = list_days(70)
    filings = np.array(count_working(line), np.int64)
    waits = count_waits(filings, c.CASE, line)
    # who files on a Friday is heard on Monday; who would file at the weekend, a day later
    assert waits == [0, 0, 0, 0, 2, 2, 1] * 10


@pytest.mark.parametrize("many", [2, 5])
def test_more_than_it_can_do(many: int) -> None:
    """With so many filings a day and one decision the queue grows by all but one on every working day."""
    line = list_days(210)
    at_work = count_working(line)
    filings = many * np.array(at_work, np.int64)
    waits = count_waits(filings, c.CASE, line)
    days = np.flatnonzero(at_work)
    # the last who files on working day n has many (n + 1) - n cases up to it, and is heard on that working day after
    turns = [n + many * (n + 1) - n for n in range(len(days))]
    known = [x for x in range(len(days)) if turns[x] < len(days)]
    assert len(known) > 25
    assert [waits[days[x]] for x in known] == [int(days[turns[x]] - days[x] - 1) for x in known]
    assert waits[days[-1]] > 150 * (many - 1)


def test_no_office_hours() -> None:
    """An office that decides nothing lets everybody wait for ever."""
    line = list_days(20)
    assert set(count_waits([1] * 20, 0, line)) == {c.NEVER}
    assert set(count_waits([0] * 20, 0, line)) == {c.NEVER}


@pytest.mark.parametrize("seed", range(8))
def test_both_programs_count_alike(seed: int) -> None:
    """The table of waits is the law's, which was written by somebody else: random filings, holidays and offices, to the day."""
    rng = Random(f"office {seed}")
    start = date(2019, 3, 15).toordinal()
    holidays = frozenset(start + rng.randrange(700) for _ in range(rng.choice([0, 30])))
    line = make_timeline(start, 2, 0, holidays)
    size, cases = rng.choice([64, 256, 4096]), Fraction(rng.randint(1, 400), rng.choice([7, 100, 997]))
    a_day = float(cases) * 32 * size / 1000
    rate = rng.choice([0.3, 0.9, 1.3]) * a_day
    filings = np.random.default_rng(seed).poisson(rate, line.days)
    filings[rng.randrange(300) :][:60] = 0
    society = {"redress": {"office": {"of": "district", "cases": cases}}, "size": size, "holidays": holidays}
    by_day = {line.first + d: int(n) for d, n in enumerate(filings) if n}
    law = find_waits(society, by_day, line.first, line.first + line.days)
    waits = count_waits(filings, count_capacity(cases, 32 * size), line)
    assert waits == list(law.values()) and len(set(waits)) > 1
    assert waits != count_waits(filings, count_capacity(cases, 33 * size), line) or rate < a_day / 2


SCHEME = """\
scheme: heard-1
title: A small scheme that hears people
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources:
  notice: {title: Notice, evidence: documented}
cite: notice
scores:
  points: {start: 100}
bands:
  level: {of: points, levels: [{name: high, from: 70}, {name: low}]}
rules:
  fined: {event: traffic_fine_small, points: -11}
  warned: {event: traffic_warning, points: -7}
measures:
  grounded:
    {kind: restriction, domain: travel, severity: 3, title: No flights, when: {band: [low]}, blocks: [air_trip]}
process:
  notice: arrival
  reasons: true
  proof: keeper
  suspends: false
"""
LATE = "  decided: 30 days\n  unanswered: stands\n"


def make_society(of: str, cases: float) -> Recipe:
    """A small society of immortals in which much is fined and contested; records are kept for good."""
    text = spoil("per_year: 0.08\n", "per_year: 1\n", RECORDS)
    text = spoil("  urban: 0.5\n", "  urban: 1\n", text)  # no two kinds of communities
    text = spoil("deaths: {0: 0.01, 1: 0.001, 60: 0.02, 90: 0.3}", "deaths: {0: 0}", text)
    text = spoil("right: {share: 0.0625, profile: thin}", "right: {share: 0.3, profile: thin}", text)
    return read_society(spoil("{of: district, cases: 0.055}", f"{{of: {of}, cases: {cases}}}", text))


@pytest.fixture
def write_scheme(tmp_path: Any) -> Any:
    """The scheme, with more words in its process."""

    def write(more: str = "") -> Scheme:
        path = tmp_path / "heard.yaml"
        path.write_text(SCHEME + more, encoding="utf-8")
        return load_scheme(path)

    return write


def plan_hearings(scheme: Scheme, of: str, cases: float, **options: Any) -> Any:
    """A plan in which no shock and no response moves anything, and nobody loses a record by its end."""
    chosen: dict[str, Any] = {"people": 2048, "community_size": 256, "years": 2, "seed": 3, "threads": 1}
    plan = make_plan(scheme, make_society(of, cases), worlds=("as_written",), **chosen | options)
    return replace(plan, worlds=tuple(replace(world, responses=(), shocks=()) for world in plan.worlds))


def count_stages(tables: dict[str, pl.DataFrame]) -> dict[str, int]:
    rows = tables["redress"].filter(dimension="all").group_by("stage").agg(pl.col("cases").sum())
    return dict(rows.iter_rows())


def list_lengths(tables: dict[str, pl.DataFrame], step: str) -> np.ndarray:
    """How many days each case took."""
    rows = tables["redress_days"].filter(step=step).sort("days")
    return np.repeat(rows["days"].to_numpy(), rows["cases"].to_numpy())


def count_waiting(state: Any) -> int:
    """Cases in the queue of the community's office, in the one world, when the run ends."""
    found, place = 0, int(state.office[0, c.OFFICE_FIRST])
    while place >= 0:
        found, place = found + 1, int(state.mail[place, c.U_NEXT])
    return found


def test_full_office_loses_nobody(write_scheme: Any) -> None:
    """What was filed at an office that is far too small is answered or still waits, community by community; nothing else happens to it."""
    low = running.lower_plan(plan_hearings(write_scheme(), "community", 0.2))
    filed = 0
    for community in range(4):
        state, tallies = run_kernel(low, first=community, trace=False)
        stages = count_stages(Frames(low, tallies).tables())
        answered, waiting = stages["upheld"] + stages["refused"], count_waiting(state)
        assert stages["filed"] == answered + waiting == tallies.filings[0].sum()
        assert waiting > answered > 5 and "lapsed" not in stages
        filed += stages["filed"]
    assert filed > 200


def test_what_else_ends_shows(write_scheme: Any, tmp_path: Any) -> None:
    """Where records end meanwhile, cases lapse, and without these the sum would not hold."""
    path = tmp_path / "short.yaml"
    path.write_text(SCHEME.replace("points: -11", "points: -11, lasts: 3 months"), encoding="utf-8")
    low = running.lower_plan(plan_hearings(load_scheme(path), "community", 0.2))
    state, tallies = run_kernel(low, trace=False)
    stages = count_stages(Frames(low, tallies).tables())
    assert stages["filed"] > stages["upheld"] + stages["refused"] + count_waiting(state)
    assert stages["lapsed"] > 5


def test_full_office_delays_everybody(write_scheme: Any) -> None:
    """The same people file on the same days whether the office is full, sufficient or none; only answers and corrections come later."""
    scheme, stages, lengths = write_scheme(), [], []
    for cases in (1000, 1.2, 0.6, 0.3):
        tables = simulate(plan_hearings(scheme, "community", cases)).tables
        stages.append(count_stages(tables))
        lengths.append({step: list_lengths(tables, step) for step in ("learn", "answer", "correct")})
    free, *full = stages
    assert free["upheld"] + free["refused"] + 5 > free["filed"] > 400
    assert lengths[0]["answer"].max() <= 4 <= lengths[1]["answer"].mean()
    for one in full:
        assert [one[name] for name in ("brought", "learnt", "filed")] == [
            free[name] for name in ("brought", "learnt", "filed")
        ]
    answered = [one["upheld"] + one["refused"] for one in stages]
    assert answered == sorted(answered, reverse=True) and answered[2] > 1.5 * answered[3]
    for step in ("answer", "correct"):  # halving what it can do shows in every quarter of the cases
        for share in (0.25, 0.5, 0.75):
            days = [float(np.quantile(each[step], share)) for each in lengths]
            assert days == sorted(days) and days[1] > days[0] and days[3] > 1.3 * days[1], (step, share, days)
    assert all(np.array_equal(each["learn"], lengths[0]["learn"]) for each in lengths)


def test_deadline_answers_everybody(write_scheme: Any) -> None:
    """Where silence is an answer after 30 days, nobody waits longer at a full office; what it did not come to is refused."""
    scheme = write_scheme(LATE)
    tables = simulate(plan_hearings(scheme, "community", 0.3)).tables
    stages, days = count_stages(tables), list_lengths(tables, "answer")
    assert set(days.tolist()) == {30}
    late = stages["filed"] - len(days)
    assert 0 <= late < stages["filed"] / 10 and stages["upheld"] + stages["refused"] == len(days)
    free = count_stages(simulate(plan_hearings(scheme, "community", 1000)).tables)
    assert free["filed"] == stages["filed"] and free["upheld"] > 2 * stages["upheld"] > 0


def test_halved_district_office(write_scheme: Any) -> None:
    """At an office of the district too, half the cases a day show in the days to an answer and to a correction, and in the waits told."""
    scheme, means, waits = write_scheme(), [], []
    for cases in (1.2, 0.6):
        made = simulate(plan_hearings(scheme, "district", cases))
        means.append([list_lengths(made.tables, step).mean() for step in ("answer", "correct")])
        waits.append(max(days for _, days in made.manifest["waits"]["as_written"]))
    assert waits[1] > 1.5 * waits[0] > 0
    assert all(half > 1.3 * whole for whole, half in zip(*means, strict=True))


def describe(scheme: Scheme, size: int, people: int, seed: int, cases: float) -> list[float]:
    """Disputes filed for each person, the share of them answered, and the median days to an answer and to a correction."""
    options = {"people": people, "community_size": size, "seed": seed}
    tables = simulate(plan_hearings(scheme, "district", cases, **options)).tables
    stages = count_stages(tables)
    medians = [float(np.median(list_lengths(tables, step))) for step in ("answer", "correct")]
    answered = stages["upheld"] + stages["refused"]
    return [stages["filed"] / people, answered / stages["filed"], *medians]


@pytest.mark.parametrize(
    ("sizes", "people", "seeds"),
    [
        ((256, 512, 1024), 8192, 5),
        pytest.param((2048, 4096, 8192), 65_536, 8, marks=pytest.mark.full),
    ],
)
def test_sizes_of_communities(write_scheme: Any, sizes: tuple[int, ...], people: int, seeds: int) -> None:
    """With an office of the district, shares filed and answered and median days do not move with the size of communities."""
    scheme, found = write_scheme(), {}
    for size in sizes:
        told = [describe(scheme, size, people, seed, 0.6) for seed in range(seeds)]
        found[size] = [(mean(each), stdev(each) / seeds**0.5) for each in zip(*told, strict=True)]
    for one in sizes:
        for other in sizes:
            for (a, e), (b, f) in zip(found[one], found[other], strict=True):
                assert abs(a - b) <= 4.8 * (e * e + f * f) ** 0.5 or one == other
    crowded = describe(scheme, sizes[0], people, 0, 0.5)
    spread = [(e * e + f * f) ** 0.5 for (_, e), (_, f) in zip(found[sizes[0]], found[sizes[1]], strict=True)]
    assert abs(crowded[2] - found[sizes[0]][2][0]) > 4.8 * spread[2], (
        "an office a sixth smaller would not be seen"
    )
