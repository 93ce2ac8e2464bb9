"""Judging: parts over wholes with their standard error, and verdicts that a planted tolerance or a missing figure turns."""

from fractions import Fraction
from math import isclose, sqrt

import pytest

from creditscape.validation import count_verdicts, find_targets, judge, run_targets
from creditscape.validation.figures import say_distance, say_found, say_published, say_tolerance
from creditscape.validation.judging import pool
from creditscape.validation.target import Span, Target, Tolerance


def make(published, tolerance, **changes) -> Target:
    """R11 with other figures and another tolerance."""
    [target] = find_targets(["R11"])
    return target.model_copy(
        update={"published": published, "tolerance": Tolerance(whose="ours", **tolerance), **changes}
    )


def test_communities_are_added_before_they_are_divided():
    """A ratio is that of the sums, with the error of a ratio over communities, worked out by hand."""
    found = pool([{"a": (1, 10)}, {"a": (3, 10)}, {"a": (8, 20)}], 100)
    ratio, error = found["a"]
    spread = (1 - 3) ** 2 + (3 - 3) ** 2 + (8 - 6) ** 2
    assert ratio == 30 and error is not None and isclose(error, 100 * sqrt(3 / 2 * spread) / 40)


def test_one_community_has_no_error_and_nothing_no_ratio():
    """One community tells no spread; nothing to divide by gives no figure."""
    assert pool([{"a": (1, 4), "b": (0, 0)}]) == {"a": (0.25, None), "b": (None, None)}


@pytest.mark.parametrize(
    ("published", "tolerance", "value", "verdict"),
    [
        (10, {"points": 2}, 12.0, "agrees"),
        (10, {"points": 2}, 12.1, "differs"),
        (10, {"points": 2}, 7.9, "differs"),
        (10, {"factor": 2}, 5.0, "agrees"),
        (10, {"factor": 2}, 4.9, "differs"),
        (10, {"factor": 2}, 20.1, "differs"),
        (10, {"exact": True}, 10.0, "agrees"),
        (10, {"exact": True}, 10.001, "differs"),
        (Span(low=3, high=5), {"points": 0}, 5.0, "agrees"),
        (Span(low=3, high=5), {"points": 0}, 5.01, "differs"),
        (Span(low=3), {"points": 0}, 99.0, "agrees"),
        (Span(high=3), {"points": 1}, 4.5, "differs"),
        (Span(low=4, high=6), {"factor": 2}, 2.0, "agrees"),
        ("harm", {"exact": True}, "harm", "agrees"),
        ("harm", {"exact": True}, "no harm", "differs"),
        ("580", {"exact": True}, 580, "agrees"),
        (10, {"points": 2}, None, "not reached"),
    ],
)
def test_verdicts(published, tolerance, value, verdict):
    """A figure within its tolerance agrees, one just outside differs, none is not reached."""
    result = judge(make({"a": published}, tolerance), {"a": (value, None)})
    assert result.verdict == verdict


def test_one_figure_outside_is_enough():
    """A target of two figures differs if one of them does, and says which."""
    result = judge(make({"a": 1, "b": 1}, {"points": 0}), {"a": (1, None), "b": (2, None)})
    assert result.verdict == "differs" and [each.agrees for each in result.found] == [True, False]


def test_a_large_error_excuses_nothing():
    """The standard error is told and widens no tolerance."""
    assert judge(make({"a": 1}, {"points": 0}), {"a": (2, 50)}).verdict == "differs"


def test_a_figure_that_the_way_does_not_give_is_not_reached():
    """A misspelt figure never counts as agreeing."""
    result = judge(make({"precisoin": 15}, {"points": 1}), {"precision": (15, None)})
    assert result.verdict == "not reached" and "precisoin" in result.why


def test_a_broken_tolerance_differs():
    """Planted: the base-rate target agrees as it is, and differs with a figure one point off."""
    [target] = find_targets(["R11"])
    planted = target.model_copy(update={"published": {"precision": Fraction(164, 10)}})
    results = run_targets([target, planted.model_copy(update={"id": "X1"})])
    assert [each.verdict for each in results] == ["agrees", "differs"]
    assert count_verdicts(results) == {"agrees": 1, "differs": 1, "not reached": 0}


def test_steps_are_told():
    """Progress begins at none and ends at all."""
    steps = []
    run_targets(find_targets(["R11", "R12", "V32"]), lambda done, total: steps.append((done, total)))
    assert steps == [(0, 2), (1, 2), (2, 2)]


def test_figures_in_words():
    """Figures are told to one decimal more than published; ranges, sides and owners in words."""
    result = judge(make({"a": Fraction(47, 10), "b": 9, "c": Span(low=20)}, {"points": 1}), {
        "a": (3.456, None), "b": (-0.01, None), "c": (19.0, None)
    })  # fmt: skip
    assert [say_found(each) for each in result.found] == ["3.46", "0.0", "19"]
    assert [say_distance(each) for each in result.found] == ["1.24 below", "9.0 below", "1 below"]
    assert [say_published(each.published) for each in result.found] == ["4.7", "9", "at least 20"]
    assert say_published(Span(low=1, high=Fraction(3, 2))) == "1 to 1.5"
    assert say_tolerance(Tolerance(factor=Fraction(3, 2), whose="plan", note="x")) == "factor 1.5 (plan: x)"
