"""Words that only some schemes need, on worked cases computed by hand."""

import pytest

from creditscape.law import run_case

DAY = {"on": "arrival"}  # day 0 is 1 January 2020, day 31 1 February, day 366 1 January 2021


def on(day, event, **options):
    return {"day": day, "event": event, "amount": None, "episode": None, "label": None} | options


def scores(scheme, steps, *days, score="points"):
    run = run_case(scheme, steps)
    return [run.standing(day).scores[score] for day in days]


def listed(scheme, steps, *days):
    run = run_case(scheme, steps)
    return [bool(run.standing(day).listed) for day in days]


def requires(rules, times=1, within=None):
    return [{"rules": rules, "times": times, "within": within}]


def keep_list(term=None):
    return {"flagged": {"publication": DAY, "window": None, "term": term, "from": "effect"}}


def test_score_shows_on_its_day(write_rule, write_scheme):
    """A score worked out on the sixth of each month stands still in between; what ends meanwhile shows on the next sixth."""
    start = {"start": 100, "floor": None, "ceiling": None, "updates": {"every": 1, "month": 1, "day": 6}}
    rule = write_rule("a", points={"fixed": -30}, lasts=("days", 40))
    scheme = write_scheme({"r": rule}, scores={"points": start})
    assert scores(scheme, [on(6, "a")], 7, 35, 36, 46, 64, 65) == [100, 100, 70, 70, 70, 100]


def test_quarters_are_counted_from_their_month(write_rule, write_scheme):
    """Every three months from February: worked out on 1 February and 1 May, not on 1 January or 1 March."""
    start = {"start": 100, "floor": None, "ceiling": None, "updates": {"every": 3, "month": 2, "day": 1}}
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -30})}, scores={"points": start})
    assert scores(scheme, [on(0, "a")], 30, 31) == [100, 70]
    assert scores(scheme, [on(31, "a")], 60, 120, 121) == [100, 100, 70]


def test_sum_has_limits_of_its_own(write_rule, write_scheme):
    """A sum adds what its parts show and is cut at its own floor."""
    part = {"start": 50, "floor": 0, "ceiling": 60}
    total = {"start": 100, "floor": 40, "ceiling": None, "sum": ["one", "two"]}
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -30}, score="one"),
            "s": write_rule("b", points={"fixed": -45}, score="two"),
        },
        scores={"one": part, "two": part, "total": total},
        bands={},
    )
    steps = [on(0, "a"), on(1, "b")]
    assert scores(scheme, steps, 0, 1, 2, score="total") == [100, 70, 40]
    assert scores(scheme, steps, 2, score="two") == [5]


def test_without_a_file_on_the_last_level(write_rule, write_scheme):
    """Who is not on the list that a band set needs stands on its last level, whatever the score."""
    bands = {
        "grade": {
            "of": "points",
            "levels": [{"name": "good", "from": 50}, {"name": "none", "from": None}],
            "lowest": None,
            "needs": "flagged",
        }
    }
    scheme = write_scheme(
        {"r": write_rule("a", effect="list", list="flagged")}, bands=bands, lists=keep_list()
    )
    run = run_case(scheme, [on(5, "a")])
    assert [run.standing(day).levels["grade"] for day in (0, 5, 6)] == ["none", "none", "good"]


def test_gate(write_rule, write_scheme):
    """A measure for those who are not on a list holds until they are."""
    gate = {"title": "", "kind": "restriction", "domain": "travel", "severity": 3, "blocks": []}
    scheme = write_scheme(
        {"r": write_rule("a", effect="list", list="flagged")},
        lists=keep_list(),
        measures={"gate": gate | {"when": {"not_listed": "flagged"}}},
    )
    run = run_case(scheme, [on(5, "a")])
    assert [run.standing(day).measures for day in (5, 6)] == [{"gate"}, set()]


def test_drop_to_the_top_of_a_level(write_rule, write_scheme):
    """A drop at the top caps the score below the next better level, and lets lower scores be."""
    drop = {"effect": "drop", "drop": {"set": "grade", "to": "low", "at": "top"}, "lasts": ("days", 10)}
    rules = {"r": write_rule("a", **drop), "s": write_rule("b", points={"fixed": -40})}
    scheme = write_scheme(rules)
    assert scores(scheme, [on(0, "a")], 0, 1, 9, 10) == [100, 99, 99, 100]
    assert scores(scheme, [on(0, "b"), on(1, "a")], 1, 2) == [60, 60]


@pytest.mark.parametrize(("gap", "flagged"), [(30, True), (31, False)])
def test_twice_within_thirty_days(write_rule, write_scheme, gap, flagged):
    """Two acts at most thirty days apart bring an entry on the arrival of the second."""
    scheme = write_scheme(
        {
            "late": write_rule("a", points={"fixed": -1}),
            "flag": write_rule(
                "a", effect="list", list="flagged", requires=requires(["late"], 2, ("days", 30))
            ),
        },
        lists=keep_list(),
    )
    assert listed(scheme, [on(0, "a"), on(gap, "a")], 1, gap, gap + 1) == [False, False, flagged]


def test_all_together(write_rule, write_scheme):
    """Several acts together raise a flag also when they arrive on one morning, in whatever order."""
    parts = {f"saw_{k}": write_rule(k, points={"fixed": 0}, lasts=("days", 30)) for k in "abc"}
    flag = write_rule(
        "a",
        "b",
        "c",
        effect="list",
        list="flagged",
        requires=[*requires(["saw_a"]), *requires(["saw_b"]), *requires(["saw_c"])],
    )
    scheme = write_scheme({"flag": flag, **parts}, lists=keep_list())
    assert listed(scheme, [on(3, "a"), on(3, "b"), on(3, "c")], 3, 4) == [False, True]
    assert listed(scheme, [on(3, "a"), on(3, "c")], 4, 40) == [False, False]


def test_paid_soon_or_late(write_rule, write_scheme):
    """Two repairs that exclude each other by what they require: which one acts, acts alone."""
    repair = {"points": {"fixed": -20}, "repairs": ["default"]}
    scheme = write_scheme(
        {
            "default": write_rule("a", points={"fixed": -60}),
            "soon": write_rule(
                "b", **repair, lasts=("days", 50), requires=requires(["default"], 1, ("days", 100))
            ),
            "late": write_rule(
                "b", **repair, lasts=("days", 500), requires=requires(["default"], 0, ("days", 100))
            ),
        }
    )
    assert scores(scheme, [on(0, "a"), on(100, "b")], 1, 100, 101, 149, 150) == [40, 40, 80, 80, 100]
    assert scores(scheme, [on(0, "a"), on(101, "b")], 102, 150, 600, 601) == [80, 80, 80, 100]


def test_paid_in_points(write_rule, write_scheme):
    """What is paid in points is given only to those who had them on the morning before."""
    scheme = write_scheme(
        {"r": write_rule("a", points={"fixed": -60}, at_least=60), "s": write_rule("b", points={"fixed": 25})}
    )
    steps = [on(0, "a"), on(2, "a"), on(4, "b"), on(6, "a")]
    assert scores(scheme, steps, 1, 3, 5, 7) == [40, 40, 65, 5]


def test_repair_after_three_working_days(write_rule, write_scheme):
    """Performance arrives on Tuesday 7 January; three working days later, on Friday the 10th, the entry ends."""
    rules = {
        "r": write_rule("a", effect="list", list="flagged"),
        "paid": write_rule("b", effect="none", repairs=["r"], after=("working_days", 3)),
    }
    scheme = write_scheme(rules, lists=keep_list())
    assert listed(scheme, [on(0, "a"), on(5, "b")], 1, 6, 8, 9) == [True, True, True, False]


def test_repair_later_than_the_end(write_rule, write_scheme):
    """A repair that would work after the term is over changes nothing."""
    rules = {
        "r": write_rule("a", points={"fixed": -30}, lasts=("days", 8)),
        "paid": write_rule("b", effect="none", repairs=["r"], after=("days", 30)),
    }
    assert scores(write_scheme(rules), [on(0, "a"), on(3, "b")], 4, 7, 8) == [70, 70, 100]


def test_rule_of_the_year(write_rule, write_scheme):
    """On 1 February whoever stood on the level the morning before gets points until the year ends; nobody on the first morning."""
    year = {"month": 2, "day": 1, "set": "grade", "levels": ["low"]}
    rules = {
        "r": write_rule("a", points={"fixed": -40}),
        "s": write_rule(points={"fixed": 10}, each_year=year, lasts=("year_ends", 1)),
    }
    scheme = write_scheme(rules)
    assert scores(scheme, [on(29, "a")], 30, 31, 365, 366, 396, 397) == [60, 70, 70, 60, 60, 70]
    assert scores(scheme, [on(30, "a")], 31, 32) == [60, 60], "the morning before they stood on another level"


def test_until_the_year_ends(write_rule, write_scheme):
    """Whatever the day of the event, the record ends with the New Year that follows."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -30}, lasts=("year_ends", 1))})
    assert scores(scheme, [on(10, "a"), on(366, "a")], 11, 365, 366, 367, 730, 731) == [
        70,
        70,
        100,
        70,
        70,
        100,
    ]
