"""Promise 3: the kernel and the law tell the same lives, on random schemes that together take every branch of the language."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from textwrap import dedent
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as columns
from creditscape.law import dispute, faults, fold, furnisher, redress
from creditscape.words import luck

from .generator import CELLS, KINDS
from .twin import (
    equal_tallies,
    is_troubled,
    live_twins,
    lower_seed,
    run_kernel,
    scheme_of,
    size_of,
    society_of,
)

Plain = dict[str, Any]
SEEDS = 100
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_lives(part: int) -> None:
    """On 25 random schemes every person's scores, levels, listings, measures and events are the same in both programs."""
    changes = 0
    for seed in range(part, SEEDS, PARTS):
        twins = live_twins(seed, size_of(seed))
        assert not twins.unequal(), f"scheme {seed}: world and slot {twins.unequal()[:3]}"
        assert not twins.other_events(), f"scheme {seed}: events of worlds {twins.other_events()}"
        _, careful = run_kernel(twins.low, careful=True)
        assert equal_tallies(twins.tallies, careful), f"scheme {seed}: incremental sums are not the fold"
        changes += twins.changes()
    assert changes > 30_000, "too little happened to prove anything"


def crowd_employers(seed: int, size: int) -> tuple[Plain, Plain]:
    """A scheme and a society in which what a firm owes many on one day comes into the file of its owner."""
    everybody = dict.fromkeys(CELLS, Fraction(9, 10))
    fault = {"name": "f", "type": "wrong_person", "kinds": [KINDS[4]], "to": "employer", "values": []}
    scheme = scheme_of(seed)
    for phase in scheme["phases"]:
        for name in [n for n, rule in phase["rules"].items() if rule["events"] and "through" not in rule][
            ::2
        ]:
            events = [*phase["rules"][name]["events"], KINDS[4]]
            phase["rules"][name] = {**phase["rules"][name], "events": events}
    return scheme, {**society_of(seed, size), "faults": [{**fault, "shares": everybody}]}


def test_events_of_one_address() -> None:
    """Of several people's events of the same day, stream and slot in one file, each is contested by itself."""
    twins = live_twins(56, 112, *crowd_employers(56, 112))
    addresses = [
        (i, dispute.event_day, dispute.stream, dispute.slot, dispute.copy, dispute.tie, dispute.keeper)
        for i, lives in enumerate(twins.lives)
        for dispute in lives[0].disputes
    ]
    assert len(addresses) > len(set(addresses))
    assert not twins.unequal()


def mutate(function: Callable[..., Any], old: str, new: str) -> Callable[..., Any]:
    """The same function with one piece of its source replaced."""
    source = dedent(inspect.getsource(function))
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


def test_other_namesakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A law that mixes people up with the next but one lives other lives."""
    run_kernel(lower_seed(2, 128))
    other = mutate(faults.list_namesakes, "place + 1 + ", "place + 2 + ")
    monkeypatch.setattr(furnisher, "list_namesakes", other)
    assert live_twins(2, size=128).unequal()


def test_other_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    """A law in whose office those who file on one morning are served in the opposite order lives other lives."""
    monkeypatch.setattr(dispute.Dispute, "rank", property(lambda self: -self.office[0]))
    assert live_twins(98, size=96).unequal()


def test_confused_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A law that takes several people's events of the same day, stream and slot for one lives other lives."""
    same = "(held.cause.day, held.cause.stream, held.cause.slot) == (cause.day, cause.stream, cause.slot)"
    begin = mutate(redress.Redress.begin, "held.cause is cause", same)
    monkeypatch.setattr(redress.Redress, "begin", begin)
    assert live_twins(56, 112, *crowd_employers(56, 112)).unequal()


def test_late_corrections(monkeypatch: pytest.MonkeyPatch) -> None:
    """A law that corrects a day later lives other lives."""
    corrects = 'self._after(day, process["corrected"]) or day'
    later = mutate(redress.Redress._answer, corrects, f"1 + ({corrects})")
    monkeypatch.setattr(redress.Redress, "_answer", later)
    assert live_twins(2, size=96).unequal()


@pytest.mark.parametrize(
    ("table", "place"),
    [("habit", columns.HABIT_REINSERTED), ("process", (..., columns.PROCESS_SUSPENDS)), ("wait", ...)],
)
def test_forgotten_redress(table: str, place: Any) -> None:
    """A kernel that forgets re-insertions, suspensions, or waits at the office of a district lives other lives."""
    twins = live_twins(10, size=64)
    assert not twins.unequal()
    changed = getattr(twins.low.tables, table).copy()
    changed[place] = 0
    twins.state, _ = run_kernel(replace(twins.low, tables=twins.low.tables._replace(**{table: changed})))
    assert twins.unequal()


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
    state, tallies = run_kernel(low, trace=False)
    assert equal_tallies(tallies, run_kernel(low, trace=False, careful=True)[1])
    shared = int(low.tables.world[0, columns.W_SHARED])
    lived = state.gist[:, :, columns.J_FLAGS] & columns.LIVED != 0
    assert np.array_equal(lived[:, shared], ~lived[:, 0]) and np.array_equal(lived[:, 0], lived[:, 1])
    return int(lived[:, shared].sum()), int(lived[:, 0].sum())


@pytest.mark.parametrize("troubled", [False, True])
def test_parting(troubled: bool) -> None:
    """Nobody's life is told both together and apart, both happen, and nothing else comes of it than where nothing is shared."""
    seeds = [seed for seed in range(40) if seed % 10 < 5 and is_troubled(seed) == troubled]
    counts = [parted(seed) for seed in seeds[:6]]
    assert sum(together for together, _ in counts) > 100
    assert sum(apart for _, apart in counts) > 50
