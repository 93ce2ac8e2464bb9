"""The worked cases of the shipped schemes hold on the law and on the kernel; a wrong expectation is found by both."""

from dataclasses import replace
from typing import Any

import pytest

from creditscape.scheme import Cases, list_schemes, load_cases, load_scheme
from creditscape.simulation import check_cases

SCHEMES = ("suining-2010", "wendeng-2020")


@pytest.mark.parametrize("name", list_schemes())
def test_shipped(name: str) -> None:
    """Every expectation holds, at every value of the ranges, in both programs; at least five lives a scheme."""
    scheme = load_scheme(name)
    report = check_cases(scheme, load_cases(name, scheme))
    assert [str(failure) for failure in report.failures] == []
    assert report.lives >= 5
    assert report.checks >= 4 * report.lives


def with_expectation(cases: Cases, **changed: Any) -> Cases:
    """The first life that expects a score, alone, with its first such expectation changed."""
    for life in cases.lives:
        for n, expected in enumerate(life.expect):
            if expected.scores:
                wrong = replace(expected, **changed)
                return replace(cases, lives=(replace(life, expect=(*life.expect[:n], wrong)),))
    raise AssertionError("no life expects a score")


@pytest.mark.parametrize("name", SCHEMES)
@pytest.mark.parametrize(
    ("changed", "field"),
    [({"scores": {"points": (1, 2)}}, "score points"), ({"measures": ("nothing",)}, "measures")],
)
def test_wrong_expectation(name: str, changed: Any, field: str) -> None:
    """A planted wrong expectation fails in the law and in the kernel, and the message names it."""
    scheme = load_scheme(name)
    cases = load_cases(name)
    score = next(iter(scheme.plain()["phases"][0]["scores"]))
    if "scores" in changed:
        changed, field = {"scores": {score: (1, 2)}}, f"score {score}"
    report = check_cases(scheme, with_expectation(cases, **changed))
    assert {failure.program for failure in report.failures} == {"law", "kernel"}
    assert {failure.field for failure in report.failures} == {field}
    assert "expected" in str(report.failures[0])
