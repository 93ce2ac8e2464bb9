"""The fold, clause by clause, on worked cases small enough to compute by hand."""

import pytest

from creditscape.law import run_case

MONTH, YEAR = ("months", 1), ("months", 12)
HIGHEST = 2**32 - 1


def scores(scheme, steps, *days, **options):
    run = run_case(scheme, steps, **options)
    return [run.standing(day).scores["points"] for day in days]


def on(day, event, **options):
    return {"day": day, "event": event, "amount": None, "episode": None, "label": None} | options


def test_arrival_and_end(write_rule, write_scheme):
    """A record counts from the morning after its event to the day before its end."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, lasts=("days", 5))})
    assert scores(scheme, [on(3, "a")], 3, 4, 7, 8) == [100, 90, 90, 100]


def test_never_ends(write_rule, write_scheme):
    """A record without a term counts for ever."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10})})
    assert scores(scheme, [on(0, "a")], 3000) == [90]


def test_doubling_at_the_end_of_the_term(write_rule, write_scheme):
    """A repetition on the last day of the term is doubled, one on the end day is not."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, lasts=("days", 5), repeats_with="r")})
    assert scores(scheme, [on(0, "a"), on(4, "a")], 5) == [80]
    assert scores(scheme, [on(0, "a"), on(5, "a")], 5, 6) == [100, 90]


def test_doubling_needs_only_context(write_rule, write_scheme):
    """A doubled record stays doubled after the earlier one ended, and doubling does not compound."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, lasts=("days", 5), repeats_with="r")})
    assert scores(scheme, [on(0, "a"), on(4, "a")], 4, 5, 9) == [90, 80, 100]
    assert scores(scheme, [on(0, "a"), on(1, "a"), on(2, "a")], 3) == [100 - 10 - 20 - 20]


def test_doubling_joins_rules(write_rule, write_scheme):
    """Rules of one repetition group double each other, a rule outside it does not."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": -10}, repeats_with="g"),
            "s": write_rule("b", points={"fixed": -7}, repeats_with="g"),
            "t": write_rule("c", points={"fixed": -1}),
        }
    )
    assert scores(scheme, [on(0, "a"), on(1, "b"), on(2, "c"), on(3, "c")], 4) == [100 - 10 - 14 - 2]


def test_annulment_undoes_doubling(write_rule, write_scheme):
    """An annulled record takes the doubling it caused with it, from the morning of the annulment."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, repeats_with="r")})
    steps = [on(0, "a", label="first"), on(1, "a"), {"day": 9, "annul": "first"}]
    assert scores(scheme, steps, 8, 9) == [70, 90]


def test_annulment_before_arrival(write_rule, write_scheme):
    """A cause annulled on the morning of its arrival never enters."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10})})
    assert scores(scheme, [on(0, "a", label="x"), {"day": 1, "annul": "x"}], 1, 2) == [100, 100]


def test_cap_sharing(write_rule, write_scheme):
    """Rules of a cap share its room, which opens again in the next calendar year."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": 8}, cap="c"),
            "s": write_rule("b", points={"fixed": 5}, cap="c"),
        },
        caps={"c": 10},
    )
    steps = [on(0, "a"), on(1, "b"), on(2, "a"), on(366, "b")]
    assert scores(scheme, steps, 1, 2, 3, 367) == [108, 110, 110, 115]


def test_annulment_returns_cap_room(write_rule, write_scheme):
    """An annulled record returns the room it used, an ended one keeps it."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"fixed": 8}, cap="c", lasts=("days", 3)),
            "s": write_rule("b", points={"fixed": 5}, cap="c"),
        },
        caps={"c": 10},
    )
    assert scores(scheme, [on(0, "a", label="x"), on(1, "b")], 2, 3) == [110, 102]
    assert scores(scheme, [on(0, "a", label="x"), on(1, "b"), {"day": 2, "annul": "x"}], 2) == [105]


def test_table_of_the_year(write_rule, write_scheme):
    """A table rule pays by the year's total, ended records included, and starts anew in the next year."""
    table = {"table": [(10, 2), (20, 5)]}
    scheme = write_scheme({"r": write_rule("a", points=table)})
    steps = [on(0, "a", amount=6), on(1, "a", amount=6), on(2, "a", amount=9), on(366, "a", amount=12)]
    assert scores(scheme, steps, 1, 2, 3, 367) == [100, 102, 105, 107]
    scheme = write_scheme({"r": write_rule("a", points=table, lasts=("days", 3))})
    assert scores(scheme, [on(0, "a", amount=6), on(3, "a", amount=6)], 4) == [102]


def test_annulment_reads_the_table_anew(write_rule, write_scheme):
    """Points of a table fall when an earlier amount of the year is annulled."""
    scheme = write_scheme({"r": write_rule("a", points={"table": [(10, 2), (20, 5)]})})
    steps = [on(0, "a", amount=12, label="x"), on(1, "a", amount=9), {"day": 5, "annul": "x"}]
    assert scores(scheme, steps, 4, 5) == [105, 100]


@pytest.mark.parametrize(
    ("points", "expected"), [(-10, [90, 93, 95, 98, 100]), (10, [110, 107, 105, 102, 100])]
)
def test_fading(write_rule, write_scheme, points, expected):
    """Fading takes equal steps from the value, cut towards zero."""
    fades = {"steps": 4, "every": ("days", 10)}
    scheme = write_scheme({"r": write_rule("a", points={"fixed": points}, fades=fades)})
    assert scores(scheme, [on(0, "a")], 9, 10, 20, 30, 40) == expected


def test_fading_by_months_counts_from_the_term_start(write_rule, write_scheme):
    """The k-th monthly step lies k months after the term start, not a month after the last step."""
    fades = {"steps": 2, "every": MONTH}
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, fades=fades)})
    steps = [on(30, "a")]  # 31 January 2020: 29 February is day 59, 31 March day 90
    assert scores(scheme, steps, 58, 59, 88, 89, 90) == [90, 95, 95, 95, 100]


def test_drawn_limits_are_inclusive(write_rule, write_scheme):
    """The lowest and the highest word draw the two limits themselves, other words whole steps."""
    scheme = write_scheme({"r": write_rule("a", points={"drawn": (-50, -30, 10)})})
    drawn = [scores(scheme, [on(0, "a")], 1, value=word)[0] for word in (0, HIGHEST // 2, HIGHEST)]
    assert drawn == [50, 60, 70]


def test_scaled_reads_the_previous_morning(write_rule, write_scheme):
    """A scaled rule reads the score of the morning before arrival, not what arrives with it."""
    scheme = write_scheme(
        {
            "r": write_rule("a", points={"scaled": {"percent": -20, "above": 30}}),
            "s": write_rule("b", points={"fixed": -50}),
        }
    )
    assert scores(scheme, [on(0, "b"), on(0, "a")], 1) == [100 - 50 - 14]
    assert scores(scheme, [on(0, "b"), on(1, "a")], 2) == [100 - 50 - 4]


def test_scaled_below(write_rule, write_scheme):
    """A scaled bonus is a share of what is missing, rounded down."""
    scheme = write_scheme({"r": write_rule("a", points={"scaled": {"percent": 15, "below": 850}})})
    assert scores(scheme, [on(0, "a")], 1) == [100 + 112]


def test_episode_starts_the_term(write_rule, write_scheme):
    """A record of something that goes on is live while it does, its term starting the day after."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, lasts=("days", 5))})
    assert scores(scheme, [on(0, "a", episode=30)], 1, 35, 36) == [90, 90, 100]


@pytest.mark.parametrize(
    ("start", "day", "lasts", "end"),
    [
        ((2020, 1, 1), 30, MONTH, 59),  # 31 January + 1 month = 29 February 2020
        ((2021, 1, 1), 30, MONTH, 58),  # 28 February 2021
        ((2020, 1, 1), 59, YEAR, 424),  # 29 February 2020 + 1 year = 28 February 2021
        ((2020, 1, 1), 2, ("working_days", 1), 5),  # Friday 3 January: Monday 6 January
    ],
)
def test_ends_on_the_calendar(write_rule, write_scheme, start, day, lasts, end):
    """A term in months ends on the same date, or the last day of a shorter month."""
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -10}, lasts=lasts)}, start=start)
    assert scores(scheme, [on(day, "a")], end - 1, end) == [90, 100]


def test_levels_and_measures(write_rule, write_scheme):
    """The level is the best one reached, and a measure holds while the level is among those it names."""
    measures = {
        "bar": {
            "title": "",
            "kind": "restriction",
            "domain": "travel",
            "severity": 2,
            "blocks": [],
            "when": {"set": "grade", "levels": ["low", "last"]},
        }
    }
    scheme = write_scheme({"r": write_rule("a", points={"fixed": -1}, lasts=("days", 2))}, measures=measures)
    run = run_case(scheme, [on(0, "a")])
    told = [(run.standing(day).levels["grade"], sorted(run.standing(day).measures)) for day in (0, 1, 2)]
    assert told == [("good", []), ("low", ["bar"]), ("good", [])]
