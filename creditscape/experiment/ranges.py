"""What becomes of a run's figures when its assumptions are others: a design of 32 points on a small society under the same luck."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import polars as pl

from ..simulation import Run, simulate
from ..words import InputError
from .design import ENDS, lay_out
from .shapes import TABLES

PEOPLE = 20_000
_TRUE = "true_records"
_DAYS = ("restricted_days", "wrong_days", "spared_days")
Progress = Callable[[int, int], None]


def add_ranges(run: Run, *, progress: Progress | None = None, threads: int | None = None) -> Run:
    """The run with its figures at other values of what is assumed: tables `ranges` and `design` (docs/results.md).

    At each point every open number of a topic stands at the low or the high end of its range; point 0 is as the run itself, on the
    same 20,000 people. A point whose numbers do not go together is left out and counted.
    Args: run: a finished run; progress: called with points done and all points. Returns: the run with two tables more and the key
    `ranges` in its manifest: people, points, left_out and open numbers by topic. The digest is that of the run. Raises: as `simulate`.
    """
    opened = _list_open(run)
    points = lay_out(list(opened)) if opened else []
    if progress:
        progress(0, 1 + len(points))
    used = _try(run, {}, threads)
    counts = [row | {"point": 0} for row in _count(used)]
    settings = [{"factor": topic, "point": 0, "setting": 0} for topic in opened]
    left_out = 0
    for number, point in enumerate(points, 1):
        if progress:
            progress(number, 1 + len(points))
        try:
            tried = _try(run, {topic: ENDS[setting] for topic, setting in point.items()}, threads)
        except InputError:
            left_out += 1
            continue
        counts += [row | {"point": number} for row in _count(tried)]
        settings += [{"factor": topic, "point": number, "setting": point[topic]} for topic in opened]
    about = {
        "people": used.manifest["people"],
        "points": len(points) - left_out,
        "left_out": left_out,
        "open": opened,
    }
    tables = {
        "ranges": pl.DataFrame(counts, schema=TABLES["ranges"]),
        "design": pl.DataFrame(settings, schema=TABLES["design"]),
    }
    said = run.manifest | {"ranges": about, "command": f"{run.manifest['command']} --ranges"}
    return replace(run, tables=run.tables | tables, manifest=said)


def _list_open(run: Run) -> dict[str, int]:
    """Open numbers by topic, of the society and of the schemes; those that both leave open are one topic."""
    opened = dict(run.scheme.list_open())
    for reform in run.reforms:
        for topic, count in reform.list_open().items():
            opened[topic] = max(count, opened.get(topic, 0))
    return opened | run.society.list_open()


def _try(run: Run, ends: dict[str, str], threads: int | None) -> Run:
    """The run on a small society at the ends of some topics."""
    said = run.manifest
    return simulate(
        run.scheme.settle(ends),
        run.society.settle(ends),
        people=min(PEOPLE, said["people"]),
        years=said["years"],
        burn_in=said["burn_in_years"],
        seed=said["seed"],
        worlds=tuple(world for world in ("as_written", _TRUE) if world in said["worlds"]),
        reform=[reform.settle(ends) for reform in run.reforms],
        threads=threads,
    )


def _count(run: Run) -> Iterator[dict[str, Any]]:
    """The whole-run counts of persons and days, as rows of the table `ranges`."""
    told = pl.col("world").str.ends_with("as_written")
    persons = run.tables["persons"].filter(told)
    for world, outcome, dimension, value, count in persons.iter_rows():
        yield {"world": world, "quantity": outcome, "dimension": dimension, "value": value, "count": count}
    days = run.tables["headline"].filter(told & pl.col("quantity").is_in(_DAYS))
    for row in days.iter_rows(named=True):
        yield {
            "world": row["world"],
            "quantity": row["quantity"],
            "dimension": "all",
            "value": "all",
            "count": row["sum"],
        }
