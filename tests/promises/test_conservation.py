"""Promise 5: on every run subjects over bands are subjects, and entries less exits are the stock."""

from typing import Any

import pytest

from creditscape import simulation
from creditscape.simulation import run as running
from tests.twins.twin import lower_seed, run_kernel

from .small import small_plan

SEEDS = range(12)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_scheme(seed: int) -> None:
    """The books of random schemes with bands and lists balance."""
    low = lower_seed(seed, 96)
    running.check_conservation(low, run_kernel(low, trace=False)[1])


def spoil_band(low: Any, tallies: Any) -> None:
    tallies.change[0, int(low.book.arrays["level_row"][0, 0, 0]), 0, 3] += 1


def spoil_days(low: Any, tallies: Any) -> None:
    tallies.part[1, int(low.book.arrays["level_row"][0, 0, 1]), 2, 5] -= 1


def spoil_entries(low: Any, tallies: Any) -> None:
    tallies.entries[0, 0, 1, 0] += 1


def spoil_stock(low: Any, tallies: Any) -> None:
    tallies.change[1, int(low.book.arrays["list_row"][0, 0]), 0, 7] += 1


@pytest.mark.parametrize("spoil", [spoil_band, spoil_days, spoil_entries, spoil_stock])
def test_spoilt_books(spoil: Any) -> None:
    """One person too many in a band or on a list is an error."""
    low = lower_seed(1, 48)
    tallies = run_kernel(low, trace=False)[1]
    running.check_conservation(low, tallies)
    spoil(low, tallies)
    with pytest.raises(ArithmeticError, match="bands|entries"):
        running.check_conservation(low, tallies)


def test_every_run_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run whose books do not balance ends with the error, not with a result."""
    tally = running.tally

    def spoilt(low: Any, *rest: Any, **options: Any) -> Any:
        tallies = tally(low, *rest, **options)
        spoil_band(low, tallies)
        return tallies

    monkeypatch.setattr(running, "tally", spoilt)
    with pytest.raises(ArithmeticError):
        simulation.simulate(small_plan(communities=1))
