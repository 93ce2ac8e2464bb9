"""Several rules that answer one act, direct drops and repairs, on worked cases computed by hand."""

from creditscape.law import run_case

YEAR = ("months", 12)


def scores(scheme, steps, *days):
    run = run_case(scheme, steps)
    return [run.standing(day).scores["points"] for day in days]


def on(day, event, **options):
    return {"day": day, "event": event, "amount": None, "episode": None, "label": None} | options


def test_largest_of_one_act(write_rule, write_scheme):
    """Of several rules that answer one act the largest deduction counts, before any bonus."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}),
            "s": write_rule("a", points={"fixed": -30}, rank=1),
            "t": write_rule("a", points={"fixed": 50}, rank=2),
        }
    )
    assert scores(scheme, [on(0, "a")], 1) == [70]


def test_drop_counts_before_deductions(write_rule, write_scheme):
    """Of one act the lowest drop counts and no points."""
    drop = {"effect": "drop", "lasts": YEAR}
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -90}),
            "s": write_rule("a", drop={"set": "grade", "to": "low"}, rank=1, **drop),
            "t": write_rule("a", drop={"set": "grade", "to": "last"}, rank=2, **drop),
        }
    )
    assert scores(scheme, [on(0, "a")], 1) == [20]


def test_ties_go_to_the_longer_term_then_rank(write_rule, write_scheme):
    """Equal deductions of one act: the longer term counts, then the lower rank."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}, lasts=("days", 5)),
            "s": write_rule("a", points={"fixed": -10}, lasts=("days", 9), rank=2),
            "t": write_rule("a", points={"fixed": -10}, lasts=("days", 9), rank=1),
        }
    )
    run = run_case(scheme, [on(0, "a")])
    assert [record.rule for record in run.records(1)] == ["t"]


def test_table_competes_with_its_amount_alone(write_rule, write_scheme):
    """A table rule competes with the points its amount alone would give."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"table": [(5, 1), (10, 9)]}),
            "s": write_rule("a", points={"fixed": 3}, rank=1),
        }
    )
    assert scores(scheme, [on(0, "a", amount=5), on(1, "a", amount=5)], 1, 2) == [103, 106]
    assert scores(scheme, [on(0, "a", amount=10)], 1) == [109]


def test_one_act_all(write_rule, write_scheme):
    """With one_act all, every rule that answers an act counts."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}),
            "s": write_rule("a", points={"fixed": -30}, rank=1),
            "t": write_rule("a", points={"fixed": 50}, rank=2),
        },
        one_act="all",
    )
    assert scores(scheme, [on(0, "a")], 1) == [110]


def test_scores_compete_apart(write_rule, write_scheme):
    """Rules on different scores do not compete."""
    two = {name: {"start": 0, "floor": None, "ceiling": None} for name in ("points", "other")}
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}),
            "s": write_rule("a", points={"fixed": -30}, score="other", rank=1),
        },
        scores=two,
    )
    assert run_case(scheme, [on(0, "a")]).standing(1).scores == {"points": -10, "other": -30}


def test_drop_holds_and_returns(write_rule, write_scheme):
    """Under a drop later bonuses do not lift, later deductions count, and at its end all points return."""
    scheme = write_scheme(
        {
            "d": write_rule("d", effect="drop", drop={"set": "grade", "to": "low"}, lasts=("days", 100)),
            "m": write_rule("m", points={"fixed": -7}),
            "p": write_rule("p", points={"fixed": 30}),
        }
    )
    steps = [on(0, "p"), on(10, "d"), on(20, "p"), on(30, "m")]
    assert scores(scheme, steps, 1, 11, 21, 31, 109, 110) == [130, 50, 50, 43, 43, 153]


def test_drop_never_raises(write_rule, write_scheme):
    """A drop to a band above the score leaves the score as it is."""
    scheme = write_scheme(
        {
            "d": write_rule("d", effect="drop", drop={"set": "grade", "to": "low"}, lasts=("days", 100)),
            "m": write_rule("m", points={"fixed": -70}),
            "p": write_rule("p", points={"fixed": 5}),
        }
    )
    assert scores(scheme, [on(0, "m"), on(1, "d"), on(2, "p")], 1, 2, 3) == [30, 30, 30]
    assert scores(scheme, [on(0, "p"), on(0, "m"), on(1, "d")], 2) == [35]


def test_drop_and_same_day(write_rule, write_scheme):
    """Points of the drop's own day are not after it: a deduction does not press further."""
    scheme = write_scheme(
        {
            "d": write_rule("d", effect="drop", drop={"set": "grade", "to": "low"}),
            "m": write_rule("m", points={"fixed": -7}),
            "p": write_rule("p", points={"fixed": 30}),
        }
    )
    assert scores(scheme, [on(5, "d"), on(5, "m"), on(5, "p")], 6) == [50]
    heavy = [on(k, "m") for k in range(10)]
    assert scores(scheme, [*heavy, on(20, "d"), on(20, "p")], 20, 21) == [30, 50]
    assert scores(scheme, [*heavy, on(20, "d"), on(21, "p")], 22) == [30]


def test_two_drops(write_rule, write_scheme):
    """Of two live drops the lower result counts, each with the deductions after itself."""
    scheme = write_scheme(
        {
            "d": write_rule("d", effect="drop", drop={"set": "grade", "to": "low"}, lasts=("days", 50)),
            "e": write_rule("e", effect="drop", drop={"set": "grade", "to": "last"}, lasts=("days", 10)),
            "m": write_rule("m", points={"fixed": -40}),
        }
    )
    assert scores(scheme, [on(0, "d"), on(5, "m"), on(9, "e")], 6, 10, 19, 50) == [10, 10, 10, 60]
    assert scores(scheme, [on(0, "d"), on(9, "e")], 9, 10, 18, 19) == [50, 20, 20, 50]


def test_floor_and_ceiling(write_rule, write_scheme):
    """Floor and ceiling bound the result, not the sum on the way."""
    bounds = {"points": {"start": 100, "floor": 60, "ceiling": 120}}
    scheme = write_scheme(
        {"m": write_rule("m", points={"fixed": -70}), "p": write_rule("p", points={"fixed": 30})},
        scores=bounds,
    )
    assert scores(scheme, [on(0, "m"), on(1, "p"), on(2, "p"), on(3, "p"), on(4, "p")], 1, 2, 3, 5) == [
        60,
        60,
        90,
        120,
    ]


def test_repair(write_rule, write_scheme):
    """A repair ends the live records of its rules and enters its own, dated its event day."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -30}),
            "s": write_rule("fix", points={"fixed": -5}, lasts=("days", 10), repairs=["r"]),
        }
    )
    steps = [on(0, "a"), on(9, "fix"), on(12, "fix")]
    assert scores(scheme, steps, 9, 10, 13, 18, 19) == [70, 95, 95, 95, 100]


def test_repair_needs_an_earlier_arrival(write_rule, write_scheme):
    """A repair that arrives together with what it would repair does nothing."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -30}),
            "s": write_rule("fix", points={"fixed": -5}, repairs=["r"]),
        }
    )
    assert scores(scheme, [on(0, "a"), on(0, "fix")], 1, 2) == [70, 70]


def test_repair_ends_as_expiry_does(write_rule, write_scheme):
    """A repaired record no longer doubles what comes after its end, but keeps doubling what came before."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}, repeats_with="r"),
            "s": write_rule("fix", effect="none", repairs=["r"]),
        }
    )
    assert scores(scheme, [on(0, "a"), on(5, "fix"), on(7, "a")], 6, 8) == [100, 90]
    assert scores(scheme, [on(0, "a"), on(5, "fix"), on(5, "a")], 6) == [80]
