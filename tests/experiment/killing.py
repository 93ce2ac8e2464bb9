"""Starts runs in children and kills them at random moments; a program of its own, because it forks."""

import json
import os
import random
import signal
import time
from functools import cache
from pathlib import Path

from creditscape.experiment import Keeper, claim_run
from creditscape.simulation import Partial, RunPlan, make_plan, simulate
from creditscape.simulation import run as running

SIZE, COMMUNITIES = 256, 400


@cache
def plan(seed: int = 3) -> RunPlan:
    """Four hundred communities of 256 people for two years."""
    return make_plan(
        "suining-2010", people=SIZE * COMMUNITIES, community_size=SIZE, years=2, seed=seed, threads=2,
        communities_per_task=1,
    )  # fmt: skip


class _Teller:
    """A store that acknowledges into a pipe what it has kept."""

    def __init__(self, keeper: Keeper, pipe: int) -> None:
        self.keeper, self.pipe = keeper, pipe

    def find(self, fingerprint: str) -> Partial | None:
        """What was kept, and where the run will go on."""
        partial = self.keeper.find(fingerprint)
        self.tell(f"began {partial.done if partial else 0}")
        return partial

    def note(self, fingerprint: str, partial: Partial) -> None:
        """Keep it, then say so."""
        self.keeper.note(fingerprint, partial)
        self.tell(f"noted {partial.done}")

    def tell(self, line: str) -> None:
        """One line into the pipe."""
        os.write(self.pipe, f"{line}\n".encode())


def _live(folder: Path, pipe: int) -> None:
    with claim_run(folder, plan()) as keeper:
        teller = _Teller(keeper, pipe)
        keeper.save(simulate(plan(), store=teller))
        teller.tell("ended 0")


def _live_and_be_killed(folder: Path, seconds: float) -> list[tuple[str, int]]:
    """What a child told before it was killed."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        try:
            _live(folder, writes)
        finally:
            os._exit(0)
    os.close(writes)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reads) as pipe:
        lines = [line.split() for line in pipe.read().split("\n")[:-1]]
    return [(word, int(number)) for word, number in lines]


def kill_often(folder: str, kills: int, digest: str) -> tuple[int, int]:
    """Start a run and kill it, again and again. Returns how many went on where others had come to, and how many ended.

    Raises: AssertionError if something acknowledged was lost, or a run that ended has another digest.
    """
    low = running.lower_plan(plan())
    running.lower_plan = lambda plan: low  # the children need not make the same tables again
    running.NOTE_EVERY = 0.05
    running.tally(low, 1, 1, 1)  # the kernel is loaded before the first fork
    rng, known, went_on, ended = random.Random(kills), 0, 0, 0
    manifest = Path(folder) / "manifest.json"
    for _ in range(kills):
        for word, number in _live_and_be_killed(Path(folder), rng.uniform(0, 1.5)):
            if word == "began":
                assert number >= known, f"{known} communities were acknowledged, {number} are left"
                went_on += number > 0
            known = number if word == "noted" else known
        if manifest.exists():
            assert json.loads(manifest.read_text())["digest"] == digest
            ended += 1
            for path in Path(folder).iterdir():
                path.unlink()
            known = 0
    return went_on, ended
