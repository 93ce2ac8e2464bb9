"""Lives told in full beside a run: spells, burdens, changes of level and scores beside conduct, of the run's first communities."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from ..simulation import LIVES, Run, make_plan, tell_lives
from .shapes import TABLES

COMMUNITIES = 8  # enough for a standard error, few enough to take seconds
_TOLD = ("as_written", "true_records")
Progress = Callable[[int, int], None]


def add_lives(run: Run, *, progress: Progress | None = None, threads: int | None = None) -> Run:
    """The run with what tallies do not keep of single lives, counted: tables `spells`, `burden`, `flips`, `triples`, `load`, `drift`.

    The run's own people live once more, of at most its first eight communities, as written and with true records where the run has
    that world; in a comparison under the reform too.
    Args: run: a finished run; progress: called with communities told and all of them; threads: for what offices make people wait.
    Returns: the run with six tables more (docs/results.md) and the key `lives` in its manifest: communities, people and worlds. The
    digest is that of the run. Raises: as `make_plan`.
    """
    said = run.manifest
    communities = min(COMMUNITIES, said["communities"])
    plan = make_plan(
        run.scheme,
        run.society,
        people=communities * said["community_size"],
        years=said["years"],
        burn_in=said["burn_in_years"],
        seed=said["seed"],
        worlds=tuple(world for world in _TOLD if world in said["worlds"]),
        reform=run.reform,
        threads=threads,
        community_size=said["community_size"],
    )
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in LIVES}
    for number, found in enumerate(tell_lives(plan, communities), 1):
        for name, each in found.items():
            rows[name] += each
        if progress:
            progress(number, communities)
    tables = {name: pl.DataFrame(each, schema=TABLES[name], orient="row") for name, each in rows.items()}
    about = {
        "communities": communities,
        "people": plan.people,
        "worlds": [world.name for world in plan.worlds],
    }
    return replace(run, tables=run.tables | tables, manifest=said | {"lives": about})
