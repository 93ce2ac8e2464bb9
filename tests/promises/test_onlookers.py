"""Promise 4: recording, reporting, adding a world or a community, or giving less room never changes another number."""

from typing import Any

import numpy as np
import pytest

from creditscape import simulation
from creditscape.kernel import FIRST_ROOM
from creditscape.report import write_report
from creditscape.simulation import run as running
from tests.twins.twin import equal_tallies, lower_seed, run_kernel

from .small import COMMUNITIES, digest_of, small_plan, small_tables

TINY = FIRST_ROOM._replace(candidates=64, records=32, looks=64, mails=16, logs=16, spells=2)


@pytest.mark.parametrize("seed", range(4))
def test_trace(seed: int) -> None:
    """Writing down every standing changes no tally."""
    low = lower_seed(seed, 96)
    traced, plain = run_kernel(low)[1], run_kernel(low, trace=False)[1]
    assert equal_tallies(traced, plain)
    assert traced.measure_change.any()


def test_added_world() -> None:
    """The worlds of a run have the same tables when the world of full sight is added."""
    names = ("as_written", "true_records", "no_scheme")
    three = simulation.simulate(small_plan(communities=4, worlds=names)).manifest["table_digests"]
    four = simulation.simulate(small_plan(communities=4, worlds=(*names, "full_sight"))).manifest
    assert "full_sight" in four["worlds"]
    added = {
        table: {world: digest for world, digest in worlds.items() if world != "full_sight"}
        for table, worlds in four["table_digests"].items()
    }
    assert added == three
    sight = four["table_digests"]["rules"]
    assert sight["full_sight"] != sight["true_records"], "the added world is only a copy"


def test_added_communities() -> None:
    """A run is the sum of its communities: the first ones are the same whatever follows."""
    low = small_tables()
    first, rest, all_ = (running._Worker(low) for _ in range(3))
    first.work(0, 3)
    rest.work(3, 2)
    all_.work(0, 5)
    for name, a, b, both in zip(first.sums._fields, first.sums, rest.sums, all_.sums, strict=True):
        assert np.array_equal(a + b, both), name
    assert first.sums.events.any() and rest.sums.events.any()


def test_report(tmp_path: Any) -> None:
    """Writing a report changes no table, and a second report has the same bytes."""
    run = simulation.simulate(small_plan(communities=4))
    before = simulation.table_digests(run.tables)
    first, second = (
        write_report(run, tmp_path / name).read_bytes() for name in ("first.html", "second.html")
    )
    assert first == second
    assert simulation.table_digests(run.tables) == before
    assert simulation.run_digest(before) == run.digest


def test_tiny_room() -> None:
    """Communities that outgrow their room are run again with more, and nothing is lost."""
    assert digest_of(room=TINY) == digest_of()


def test_lost_overflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that takes a full room for a finished task gets another digest: the test above is not blind."""
    run_task, plain = running.run_task, digest_of()
    monkeypatch.setattr(running, "run_task", lambda *a: 0 * run_task(*a))
    assert digest_of(room=TINY) != plain


def test_other_seed() -> None:
    """Another seed gives other tables in every world: equal digests mean something."""
    ours, theirs = (
        simulation.simulate(small_plan(communities=4, seed=seed)).manifest["table_digests"]["events"]
        for seed in (3, 4)
    )
    assert all(ours[world] != theirs[world] for world in ours)
    assert COMMUNITIES > 4
