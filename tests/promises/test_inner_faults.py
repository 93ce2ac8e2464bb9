"""Promise 7, its inner side: a fault of our own is never swallowed, and never dressed up as bad input."""

from typing import Any

import pytest

from creditscape import simulation
from creditscape.simulation import run as running
from creditscape.words import InputError

from .small import small_plan


@pytest.mark.parametrize("threads", [1, 2])
def test_fault_in_a_thread(threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault in the work of one task comes out of the run as it is."""
    run_task = running.run_task

    def fail(low: Any, plan: Any, state: Any, tallies: Any, first: int, count: int) -> int:
        if first == 2:
            raise ZeroDivisionError("planted")
        return run_task(low, plan, state, tallies, first, count)

    monkeypatch.setattr(running, "run_task", fail)
    plan = small_plan(communities=4, communities_per_task=1, threads=threads)
    with pytest.raises(ZeroDivisionError, match="planted"):
        simulation.simulate(plan)


def test_fault_in_the_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault while results get their names is no InputError."""

    def fail(*_: Any) -> Any:
        raise KeyError("planted")

    monkeypatch.setattr(running, "Frames", fail)
    with pytest.raises(KeyError, match="planted") as caught:
        simulation.simulate(small_plan(communities=1))
    assert not isinstance(caught.value, InputError)


def test_lost_task(monkeypatch: pytest.MonkeyPatch) -> None:
    """A task that reports fewer communities than it was given ends the run."""
    monkeypatch.setattr(running._Worker, "work", lambda self, first, count: max(0, count - 1))
    with pytest.raises(ArithmeticError, match="communities were counted"):
        simulation.simulate(small_plan(communities=4))
