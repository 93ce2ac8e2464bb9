"""Promise 2: the same digest on one or more threads, any task size, any order of completion, on an imitated other processor."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from random import Random
from typing import Any

import numpy as np
import pytest

from creditscape.kernel import column_names as columns
from creditscape.simulation import lowering
from creditscape.simulation import run as running

from .small import COMMUNITIES, digest_of, run_elsewhere, small_tables

CPU = """
import hashlib, numba, numpy as np
@numba.njit
def add(a, b):
    for i in range(len(a)):
        a[i] += b[i]
add(np.ones(8), np.ones(8))
print(max((w for w in ("xmm", "ymm", "zmm") if w in next(iter(add.inspect_asm().values()))), default="none"))
print(hashlib.sha256(np.exp(np.linspace(-20, 20, 100_003)).tobytes()).hexdigest())
from tests.promises.small import print_digest  # only now: the kernel switches the compiler's vectors off
print_digest()
"""
OTHER_CPUS = {
    "generic": {
        "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
        "NUMBA_CPU_NAME": "generic",
        "NUMBA_ENABLE_AVX": "0",
    },
    "haswell": {
        "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
        "NUMBA_CPU_NAME": "haswell",
        "NUMBA_CPU_FEATURES": "+avx,+avx2,+bmi,+bmi2,+fma,+popcnt,+sse4.2",
    },
}


class Shuffled(ThreadPoolExecutor):
    """Starts the tasks of one community each in an order of its own."""

    seed = 1

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        self.order = Random(self.seed).sample(range(COMMUNITIES), COMMUNITIES)

    def submit(self, fn: Any, first: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        return super().submit(fn, self.order[first])


@pytest.fixture(scope="module")
def digest() -> str:
    return digest_of()


@pytest.mark.parametrize("batch", [64, 128, 1024])
def test_batches(digest: str, batch: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few people of a community are lived at a time, the last batch not being full, the digest is the same.

    Those whose records may be taken for each other's, 64 slots side by side, are never cut apart.
    """
    low = small_tables()
    assert low.plan.slots % 64 and low.plan.slots > 128 and batch % columns.NAMESAKES == 0
    other = replace(low, plan=low.plan._replace(batch=min(batch, low.plan.slots)))
    monkeypatch.setattr("tests.promises.small.small_tables", lambda: other)
    assert digest_of() == digest


def test_planned_batches() -> None:
    """No plan cuts namesakes apart: its batches are whole blocks of 64 slots, or everybody."""
    for slots in (*range(1, 300), 1023, 1024, 1025, 4096, 4700, 9000):
        batch = lowering._batch(slots)
        assert batch <= slots and (batch % columns.NAMESAKES == 0 or batch == slots)


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("per_task", [1, 3, 16])
def test_threads_and_tasks(digest: str, threads: int, per_task: int) -> None:
    """Threads and task sizes leave the digest as it is."""
    assert digest_of(threads, per_task) == digest


@pytest.mark.parametrize("seed", [1, 2])
def test_order(digest: str, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks begun and ended in another order leave the digest as it is."""
    monkeypatch.setattr(running, "ThreadPoolExecutor", Shuffled)
    monkeypatch.setattr(Shuffled, "seed", seed)
    assert digest_of(threads=2, per_task=1) == digest


def test_order_would_show(monkeypatch: pytest.MonkeyPatch) -> None:
    """A merge that depends on order, or one that loses a task, changes the digest."""
    work = running._Worker.work

    def weigh(self: Any, first: int, count: int) -> int:
        for array in self.sums:
            array *= 3
        return work(self, first, count)

    def lose(self: Any, first: int, count: int) -> int:
        before = [array.copy() for array in self.sums]
        done = work(self, first, count)
        if first == COMMUNITIES - 1:
            for array, old in zip(self.sums, before, strict=True):
                np.copyto(array, old)
        return done

    plain = digest_of(per_task=1)
    monkeypatch.setattr(running._Worker, "work", lose)
    assert digest_of(per_task=1) != plain
    monkeypatch.setattr(running._Worker, "work", weigh)
    in_order = digest_of(per_task=1)
    monkeypatch.setattr(running, "ThreadPoolExecutor", Shuffled)
    assert digest_of(per_task=1) != in_order


@pytest.mark.parametrize("cpu", ["generic", pytest.param("haswell", marks=pytest.mark.full)])
def test_other_processor(digest: str, cpu: str) -> None:
    """On an imitated older processor compiled code and NumPy take other ways, and the digest is the same."""
    ours, theirs = run_elsewhere(CPU), run_elsewhere(CPU, **OTHER_CPUS[cpu])
    if ours[:2] == theirs[:2]:
        pytest.skip(f"this processor is no larger than the imitated one ({ours[0]})")
    if ours[0] == "zmm" or cpu == "generic":
        assert ours[0] != theirs[0], "the compiler's switch did not take effect"
    assert ours[2] == theirs[2] == digest
