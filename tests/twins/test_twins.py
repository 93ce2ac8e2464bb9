"""Promise 3: the kernel and the law tell the same lives, on random schemes that together take every branch of the language."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as columns
from creditscape.law import fold
from creditscape.words import luck

from .twin import equal_tallies, live_twins, lower_seed, run_kernel

SEEDS = 100
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_lives(part: int) -> None:
    """On 25 random schemes every person's scores, levels, listings, measures and events are the same in both programs."""
    changes = 0
    for seed in range(part, SEEDS, PARTS):
        twins = live_twins(
            seed, size=112 if seed % 10 > 4 else 256
        )  # those with ties are many, and live together
        assert not twins.unequal(), f"scheme {seed}: world and slot {twins.unequal()[:3]}"
        assert not twins.other_events(), f"scheme {seed}: events of worlds {twins.other_events()}"
        _, careful = run_kernel(twins.low, careful=True)
        assert equal_tallies(twins.tallies, careful), f"scheme {seed}: incremental sums are not the fold"
        changes += twins.changes()
    assert changes > 50_000, "too little happened to prove anything"


def mutate(function: Callable[..., Any], old: str, new: str) -> Callable[..., Any]:
    """The same function with one piece of its source replaced."""
    source = inspect.getsource(function)
    assert source.count(old) == 1
    scope = dict(inspect.getmodule(function).__dict__)
    exec(source.replace(old, new), scope)  # noqa: S102
    return scope[function.__name__]


def test_shifted_boundary(monkeypatch: pytest.MonkeyPatch) -> None:
    """A law that doubles also on the day on which the earlier term is over lives other lives."""
    shifted = mutate(
        fold.weigh_records, "record.cause.day < doubled_until", "record.cause.day <= doubled_until"
    )
    monkeypatch.setattr(fold, "weigh_records", shifted)
    assert any(live_twins(seed, size=64).unequal() for seed in range(12))


def test_longer_term() -> None:
    """A kernel whose every term is a day longer lives other lives."""
    twins = live_twins(1, size=48)
    assert not twins.unequal()
    twins.low.tables.ends[...] += 1
    twins.state, _ = run_kernel(twins.low)
    assert twins.unequal()


def test_swapped_purposes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A law that draws delays where values are drawn, and values where delays are, lives other lives."""
    run_kernel(lower_seed(1, 48))  # the kernel's purposes are compiled in before ours are swapped
    delay, value = luck.DELAY, luck.VALUE
    monkeypatch.setattr(luck, "DELAY", value)
    monkeypatch.setattr(luck, "VALUE", delay)
    assert live_twins(1, size=48).unequal()


def forgets_too_early(seed: int) -> bool:
    low = lower_seed(seed, 128)
    low.tables.scheme[:, columns.Z_KEEP] = -1000
    tallies, careful = (run_kernel(low, trace=False, careful=c)[1] for c in (False, True))
    return not equal_tallies(tallies, careful)


def test_early_forgetting() -> None:
    """Records forgotten while something can still depend on them are found by folding everything anew."""
    assert any(forgets_too_early(seed) for seed in range(4))


def parted(seed: int) -> tuple[int, int]:
    """People whose worlds still tell one life at the end, and people whose worlds have parted."""
    low = lower_seed(seed, 128)
    state, _ = run_kernel(low, trace=False)
    shared = int(low.tables.world[0, columns.W_SHARED])
    lived = state.gist[:, :, columns.J_FLAGS] & columns.LIVED != 0
    assert np.array_equal(lived[:, shared], ~lived[:, 0]) and np.array_equal(lived[:, 0], lived[:, 1])
    return int(lived[:, shared].sum()), int(lived[:, 0].sum())


def test_parting() -> None:
    """Nobody's life is told both together and apart, and both happen: so `test_lives` has proved that it makes no difference."""
    counts = [parted(seed) for seed in range(4)]
    assert sum(together for together, _ in counts) > 100
    assert sum(apart for _, apart in counts) > 50
