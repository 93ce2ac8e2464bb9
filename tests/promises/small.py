"""Small runs for the promises: few people, few years, everything on; and another process that runs them."""

import os
import subprocess
import sys
from functools import cache
from typing import Any

import polars as pl

from creditscape import simulation
from creditscape.kernel import FIRST_ROOM
from creditscape.simulation import run as running
from creditscape.simulation.frames import Frames
from creditscape.simulation.lowering import Lowered

COMMUNITIES, SIZE, YEARS = 20, 128, 2


@cache
def small_plan(scheme: str = "suining-2010", seed: int = 3, **options: Any) -> Any:
    """A plan of 20 communities of 128 people for two years."""
    people = options.pop("communities", COMMUNITIES) * SIZE
    return simulation.make_plan(scheme, people=people, community_size=SIZE, years=YEARS, seed=seed, **options)


@cache
def small_tables() -> Lowered:
    """The kernel's tables of the small plan."""
    return running.lower_plan(small_plan())


def digest_of(threads: int = 1, per_task: int = 4, room: Any = FIRST_ROOM) -> str:
    """The digest of the small run, done in this way."""
    tallies = running.tally(small_tables(), COMMUNITIES, threads, per_task, room=room)
    return simulation.run_digest(simulation.table_digests(Frames(small_tables(), tallies).tables()))


def print_digest() -> None:
    """For another process: the digest of the small run."""
    print(digest_of())


def run_elsewhere(code: str, **environment: str) -> list[str]:
    """The lines that a new process prints, with this environment on top of ours."""
    command = [sys.executable, "-W", "ignore", "-c", code]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), **environment}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=500, check=False)
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout.splitlines()


def same_rows(a: pl.DataFrame, b: pl.DataFrame) -> bool:
    """True if two tables hold the same rows in whatever order."""
    return a.sort(a.columns).equals(b.sort(b.columns))
