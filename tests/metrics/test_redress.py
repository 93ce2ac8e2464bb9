"""Putting it right, causes, faults and leaks, on tables made by hand with answers known beforehand."""

import re
from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import (
    PARTS,
    STAGES,
    Limits,
    appeal_coverage,
    can_contest,
    count_blocked_attempts,
    count_disputes,
    count_faults,
    count_leaks,
    count_stages,
    has_parts,
    measure_days,
    measure_funnel,
    override_share,
    reinsertion_share,
    say_remedy,
    spared_days_share,
    spared_share,
    split_days,
)
from tests.report.remedy import SCHEMAS

ANY = Limits(people=0, events=0)
STEPS = ("wrongly_told", "wrongly_filed", "wrongly_upheld", "wrongly_corrected")
STAGE_COUNTS = {"brought": 200, "learnt": 80, "filed": 60, "upheld": 20, "refused": 30}
LATER = {"upheld_on_review": 6, "corrected": 26, "everywhere": 20, "reinserted": 2, "lapsed": 4}
DAYS = {"correct": {10: 20, 30: 50, 90: 30}, "answer": {0: 10, 14: 30, 1023: 10}}


def make_persons(counts, dimension="all", value="all", world="as_written"):
    return [
        {"world": world, "outcome": outcome, "dimension": dimension, "value": value, "persons": persons}
        for outcome, persons in counts.items()
    ]


def make_run(persons=(), stages=None, days=None, worlds=("as_written", "true_records"), **tables):
    """A run of a few rows. stages, days: of wrong records."""
    redress = [
        ("as_written", stage, "wrong", "all", "all", year, cases // 2)
        for stage, cases in (stages or {}).items()
        for year in (0, 1)
    ]
    waits = [
        ("as_written", step, "wrong", day, cases)
        for step, counts in (days or {}).items()
        for day, cases in counts.items()
    ]
    shapes = {"redress": redress, "redress_days": waits, **tables}
    frames = {
        name: pl.DataFrame(shapes.get(name, []), schema=schema, orient="row")
        for name, schema in SCHEMAS.items()
    }
    columns = dict.fromkeys(("world", "outcome", "dimension", "value"), pl.String) | {"persons": pl.Int64}
    people = pl.DataFrame(list(persons), schema=columns)
    return SimpleNamespace(tables={"persons": people, **frames}, manifest={"worlds": list(worlds)})


def count_people(wrongly, *steps, spared=0, subjects=10_000):
    """Outcomes of everybody: those wrongly restricted, and who of them got how far."""
    counts = {"subjects": subjects, "wrongly_restricted": wrongly, "spared": spared}
    return counts | dict(zip(STEPS, steps, strict=True))


def test_coverage_counts_those_who_never_contested():
    """Eight corrected of 200 wrongly restricted are 4 %, although eight of ten who contested won."""
    run = make_run(make_persons(count_people(200, 40, 10, 8, 8)))
    assert appeal_coverage(run)["estimate"].to_list() == [0.04]
    funnel = measure_funnel(run)
    assert funnel["step"].to_list() == list(STEPS)
    assert funnel["estimate"].to_list() == [0.2, 0.05, 0.04, 0.04]


def test_small_groups_keep_counts_and_show_no_share():
    """Of two groups the one with fewer than 50 wrongly restricted is too small, as for every other metric."""
    rows = make_persons(count_people(400, 200, 100, 60, 50), "group", "majority")
    rows += make_persons(count_people(40, 20, 10, 6, 5), "group", "minority")
    frame = measure_funnel(make_run(rows), "group")
    small = frame.filter(value="minority")
    assert small["shown"].to_list() == [False] * 4 and small["numerator"].to_list() == [20, 10, 6, 5]
    assert frame.filter(value="majority")["estimate"].to_list() == [0.5, 0.25, 0.15, 0.125]


def test_disputes_keep_every_stage_in_order():
    """Years are added; stages that nothing reached have no cases; right records stand apart."""
    run = make_run(stages=STAGE_COUNTS)
    frame = count_disputes(run)
    assert frame["stage"].to_list() == list(STAGES) * 2
    assert count_stages(run, "wrong") == dict.fromkeys(STAGES, 0) | STAGE_COUNTS
    assert frame.filter(record="wrong", stage="filed")["share"].to_list() == [0.3]
    assert frame.filter(record="right")["cases"].sum() == 0
    assert frame.filter(record="right")["share"].null_count() == len(STAGES)


def test_without_a_procedure_nothing_can_be_contested():
    """An empty table is no fault: no cases, no shares, no days."""
    run = make_run()
    assert not can_contest(run) and count_disputes(run)["cases"].sum() == 0
    assert count_disputes(run, "income").is_empty()
    assert override_share(run, "wrong") is None and reinsertion_share(run) is None
    assert measure_days(run)["median"].null_count() == 6


def test_upheld_and_reinserted_are_shares_of_what_could_be():
    """26 of 50 answered contests were upheld in the end; 2 of 26 corrections did not last."""
    run = make_run(stages=STAGE_COUNTS | LATER)
    assert override_share(run, "wrong") == pytest.approx(26 / 50)
    assert reinsertion_share(run) == pytest.approx(2 / 26)
    assert override_share(run, "right") is None


@pytest.mark.parametrize(
    ("brought", "median"), [(100, 30), (40, 10), (140, 30), (198, 90), (200, 90), (202, None)]
)
def test_medians_count_the_uncorrected_as_never(brought, median):
    """A hundred corrections, 20 within 10 days and 70 within 30: half of 202 disputes never see one."""
    row = measure_days(make_run(stages={"brought": brought}, days=DAYS)).filter(
        step="correct", record="wrong"
    )
    assert row["median"].to_list() == [median] and row["median_of_reached"].to_list() == [30]
    assert row["waiting"].to_list() == [brought] and row["reached"].to_list() == [100]


def test_answers_wait_from_the_filing():
    """The answer's days are held against the disputes filed; half of 60 have one within 14 days."""
    run = make_run(stages=STAGE_COUNTS, days=DAYS)
    answer = measure_days(run).filter(step="answer", record="wrong").row(0, named=True)
    assert (answer["waiting"], answer["reached"], answer["median"]) == (60, 50, 14)


def test_kaplan_meier_of_the_facts_agrees():
    """Five of eight corrected on days 2, 3, 3, 5 and 8, as lifelines has it without censoring: the survivors
    fall to half on day 5.
    """
    run = make_run(stages={"brought": 8}, days={"correct": {2: 1, 3: 2, 5: 1, 8: 1}})
    assert measure_days(run).filter(step="correct", record="wrong")["median"].to_list() == [5]


def make_parts():
    """Parts of 3,600 days of everybody, and of two groups, one of them too small to show."""
    parts = {"unlawful conduct": 3000, "wrong records": 900, "shocks": -300}
    rows = [(cause, "all", "all", 60 * days) for cause, days in parts.items()]
    rows += [(cause, "group", "majority", 50 * days) for cause, days in parts.items()]
    rows += [(cause, "group", "minority", 10 * days) for cause, days in parts.items()]
    people = [
        *make_persons({"restricted": 100}),
        *make_persons({"restricted": 80}, "group", "majority"),
        *make_persons({"restricted": 20}, "group", "minority"),
    ]
    run = make_run(people, causes=rows)
    stock = [
        {"world": "as_written", "quantity": "subjects", "dimension": dimension, "value": value} | days
        for dimension, value, days in (
            ("all", "all", {"person_days": 365_250}),
            ("group", "majority", {"person_days": 300_000}),
            ("group", "minority", {"person_days": 65_250}),
        )
    ]
    run.tables["stock"] = pl.DataFrame(stock)
    return run


def test_parts_add_up_and_may_be_spared():
    """The parts of a group add up to its days; a cause below zero spares; causes without rows have none."""
    frame = split_days(make_parts())
    assert frame["cause"].to_list() == list(PARTS)
    days = dict(frame.select("cause", "days").iter_rows())
    assert sum(days.values()) == 3600 and days["shocks"] == -300 and days["nobody"] == 0
    shares = dict(frame.select("cause", "share").iter_rows())
    assert shares["wrong records"] == 0.25 and sum(shares.values()) == pytest.approx(1)
    assert frame["estimate"].sum() == pytest.approx(3600)  # 1,000 person-years were lived


def test_parts_of_small_groups_are_not_shown():
    """A group with fewer than 50 restricted persons keeps no part."""
    frame = split_days(make_parts(), "group")
    assert frame.filter(value="minority")["days"].null_count() == len(PARTS)
    assert frame.filter(value="majority")["days"].sum() == pytest.approx(3000)
    assert has_parts(make_parts()) and not has_parts(make_run())
    assert not has_parts(SimpleNamespace(tables={}, manifest={}))


def test_faults_and_leaks_are_added_up():
    """Records of a fault are summed over years, most first; leaks keep their order."""
    faults = [
        ("as_written", "b", 0, 3),
        ("as_written", "a", 0, 2),
        ("as_written", "a", 1, 5),
        ("x", "a", 1, 9),
    ]
    leaks = [("as_written", "theft", 40, 3), ("as_written", "disk", 7, 0)]
    run = make_run(faults=faults, leaks=leaks)
    assert count_faults(run).rows() == [("a", 7), ("b", 3)]
    assert count_leaks(run).rows() == [("theft", 40, 3), ("disk", 7, 0)]


def test_slipped_attempts_are_told_where_nothing_was_blocked():
    """A kind of which every blocked attempt slipped through is still listed."""
    names = ("blocked", "wrongly_blocked", "spared", "slipped", "given_up")
    rows = [
        {"world": "as_written", "kind": kind, "year": 0} | dict(zip(names, counts, strict=True))
        for kind, counts in (("rail", (0, 0, 0, 4, 0)), ("air", (3, 1, 0, 2, 0)), ("bus", (0, 0, 0, 0, 0)))
    ]
    run = SimpleNamespace(tables={"attempts": pl.DataFrame(rows)}, manifest={"worlds": ["as_written"]})
    assert count_blocked_attempts(run).select("kind", "slipped").rows() == [("air", 2), ("rail", 4)]


def test_spared_is_held_against_whom_true_records_would_restrict():
    """20 spared of 200 restricted in the world with true records are a tenth; of 4,000 days, 100 are 2.5 %."""
    rows = make_persons({"spared": 20, "restricted": 500})
    rows += make_persons({"restricted": 200, "spared": 0}, world="true_records")
    run = make_run(rows)
    shape = {"measure": "any restriction", "dimension": "all", "value": "all"}
    run.tables["measure_days"] = pl.DataFrame(
        [
            {"world": "as_written", **shape, "days": 9000, "spared": 100},
            {"world": "true_records", **shape, "days": 4000, "spared": 0},
        ]
    )
    assert spared_share(run)["estimate"].to_list() == [0.1]
    assert spared_days_share(run)["estimate"].to_list() == [0.025]


SAYS = [
    ((0, 0, 0, 0, 0), "there was no wrong restriction to put right; of every 1,000 people, none were spared"),
    ((200, 0, 0, 0, 0), "beside whom none were spared, none learnt of a wrong record in their own file"),
    ((200, 80, 0, 0, 0), "40 learnt of a wrong record in their own file and none contested one"),
    ((200, 80, 20, 0, 0), "own file, 10 contested one and none won"),
    ((200, 80, 20, 10, 0), "10 contested one, 5.0 won and none had one corrected everywhere"),
    ((200, 200, 200, 200, 200), "all learnt of a wrong record in their own file, contested it, won and had"),
    ((20, 5, 1, 1, 1), "of the 20 wrongly restricted, while none were spared, 5 learnt of"),
    ((20, 5, 1, 1, 1), ", 1 contested one, 1 won and 1 had one corrected everywhere"),
    ((100_000, 20, 10, 10, 10), "fewer than 1 (20 of 100,000) learnt of"),
]


@pytest.mark.parametrize(("people", "words"), SAYS)
def test_the_sentence_is_true_at_the_extremes(people, words):
    """Nobody wrongly restricted, nobody told, nobody contesting, nobody winning, everybody corrected, few, rare."""
    run = make_run(make_persons(count_people(*people, subjects=200_000)), {"brought": 400}, DAYS)
    clause = say_remedy(run)
    assert words in clause and "spared" in clause and not clause.endswith(".")
    assert ("open to contest were" in clause) == (people[-1] > 0)


@pytest.mark.parametrize(
    ("brought", "words"),
    [(100, "corrected within 30 days"), (400, "fewer than half of the wrong records open to contest were")],
)
def test_the_sentence_tells_the_median_of_all_records(brought, words):
    """The days are those of half of all wrong records, or half never had it."""
    run = make_run(make_persons(count_people(200, 80, 40, 20, 20, spared=50)), {"brought": brought}, DAYS)
    assert words in say_remedy(run) and "beside whom 25 were spared" in say_remedy(run)


def test_the_sentence_knows_the_last_bin():
    """A median in the bin of 1,023 days is said to be so many or more."""
    run = make_run(
        make_persons(count_people(200, 80, 40, 20, 20)), {"brought": 10}, {"correct": {40: 2, 1023: 8}}
    )
    assert say_remedy(run).endswith("were corrected after 1,023 days or more")


def test_the_sentence_says_when_nothing_is_open_to_contest():
    """With wrongly restricted people and no dispute, none of them could put it right."""
    run = make_run(make_persons(count_people(1200, 0, 0, 0, 0, spared=1)))
    assert say_remedy(run) == (
        "none of the 1,200 people wrongly restricted could put it right, for nothing was open to contest; "
        "1 was spared"
    )


def test_the_sentence_needs_true_records():
    """Without a world with true records nobody is called wrongly restricted."""
    clause = say_remedy(make_run(worlds=("as_written",)))
    assert "cannot be said" in clause and not re.search("wrong", clause)
