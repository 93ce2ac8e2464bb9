"""Phases: points by the event day, terms, bands, start and measures of today."""

from copy import deepcopy

import pytest

from creditscape.law import run_case

CHANGE = 10


def on(day, event, **options):
    return {"day": day, "event": event, "amount": None, "episode": None, "label": None} | options


def scores(scheme, steps, *days):
    run = run_case(scheme, steps)
    return [run.standing(day).scores["points"] for day in days]


@pytest.fixture
def write_reform(write_rule, write_scheme, write_phase):
    """A scheme whose one rule for kind `a` changes on day 10."""

    def write(before, after, **blocks):
        rules = {"r": write_rule("a", **after)} if after is not None else {}
        phase = write_phase(rules, **blocks)
        phase["from"] = 737425 + CHANGE
        return write_scheme({"r": write_rule("a", **before)}, phase)

    return write


def test_points_follow_the_event_day(write_reform):
    """An event before the change keeps its old points, also when it arrives on the morning of the change."""
    scheme = write_reform({"points": {"fixed": -10}}, {"points": {"fixed": -3}})
    assert scores(scheme, [on(9, "a"), on(10, "a")], 10, 11) == [90, 87]


def test_terms_follow_today(write_reform):
    """Records that have not ended take the new term, not before that morning; ended ones stay ended."""
    short, long = ({"points": {"fixed": -10}, "lasts": ("days", n)} for n in (5, 20))
    assert scores(write_reform(long, short), [on(0, "a"), on(7, "a")], 9, 10, 11, 12) == [80, 90, 90, 100]
    assert scores(write_reform(short, long), [on(4, "a"), on(6, "a")], 8, 9, 10, 11, 25, 26) == [
        80,
        90,
        90,
        90,
        90,
        100,
    ]


def test_shortened_terms_undo_no_doubling(write_reform):
    """A term cut by the change ends on its morning, so what was doubled within it stays doubled."""
    long, short = ({"points": {"fixed": -10}, "lasts": ("days", n), "repeats_with": "r"} for n in (20, 5))
    assert scores(write_reform(long, short), [on(0, "a"), on(7, "a")], 9, 10, 12) == [70, 80, 100]


def test_end_on_the_morning_of_change(write_reform):
    """A record that ends on the very morning of the change has ended and is not revived."""
    short, long = ({"points": {"fixed": -10}, "lasts": ("days", n)} for n in (5, 20))
    assert scores(write_reform(short, long), [on(5, "a")], 9, 10, 11) == [90, 100, 100]


def test_arrival_on_the_morning_of_change(write_reform):
    """A cause that arrives on the morning of the change takes the new term."""
    short, long = ({"points": {"fixed": -10}, "lasts": ("days", n)} for n in (5, 20))
    assert scores(write_reform(short, long), [on(9, "a")], 28, 29) == [90, 100]


def test_repealed_rule_keeps_its_term(write_reform):
    """A record of a rule that the new phase no longer knows keeps its points and its end."""
    scheme = write_reform({"points": {"fixed": -10}, "lasts": ("days", 15)}, None)
    assert scores(scheme, [on(5, "a"), on(12, "a")], 14, 19, 20) == [90, 90, 100]


def test_bands_and_start_follow_today(write_reform, write_phase):
    """The start and the bands change for everybody on the morning of the change."""
    points = {"points": {"fixed": -10}}
    bands = deepcopy(write_phase({})["bands"])
    bands["grade"]["levels"][0]["from"] = 130
    scheme = write_reform(
        points, points, bands=bands, scores={"points": {"start": 120, "floor": None, "ceiling": None}}
    )
    run = run_case(scheme, [on(0, "a")])
    told = [(run.standing(day).scores["points"], run.standing(day).levels["grade"]) for day in (0, 9, 10)]
    assert told == [(100, "good"), (90, "low"), (110, "low")]


def test_first_phase_before_its_date(write_reform):
    """The earliest phase also applies before the scheme's first day."""
    scheme = write_reform({"points": {"fixed": -10}}, {"points": {"fixed": -3}})
    assert scores(scheme, [on(-400, "a")], -399, 0) == [90, 90]


def test_drop_reads_the_cut_off_of_today(write_rule, write_scheme, write_phase):
    """A drop leads to the lowest score that its band has today."""
    rules = {"d": write_rule("d", effect="drop", drop={"set": "grade", "to": "low"})}
    bands = deepcopy(write_phase({})["bands"])
    bands["grade"]["levels"][1]["from"] = 60
    phase = write_phase(rules, bands=bands)
    phase["from"] = 737425 + CHANGE
    assert scores(write_scheme(rules, phase), [on(0, "d")], 9, 10) == [50, 60]
