"""Lives told in full beside a run: spells, burdens, changes of level and scores beside conduct, of the run's first communities."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from ..scheme import Scheme, leave_out_domains, list_aims
from ..simulation import LIVES, Run, RunPlan, make_plan, run_contexts, tell_lives, tell_slips
from ..words import REFORMS
from .shapes import TABLES

COMMUNITIES = 8  # enough for a standard error, few enough to take seconds
FLOW = 4  # of these, for what is told once for every domain of conduct
_TOLD = ("as_written", "true_records")
_TOLD_FLOW = {"variant": pl.String, "measure": pl.String, "community": pl.Int64, "days": pl.Int64}
Progress = Callable[[int, int], None]


def add_lives(run: Run, *, progress: Progress | None = None, threads: int | None = None) -> Run:
    """The run with what tallies do not keep of single lives, counted: tables `spells`, `burden`, `flips`, `triples`, `load`, `drift`,
    `foresight`, `households`, `housemates`, `likeness`, `elsewhere`, `flow`,
    `slips`, `aftermath`.

    The run's own people live once more, of at most its first eight communities, as written and with true records where the run has
    that world; in a comparison under the reform too.
    Args: run: a finished run; progress: called with communities told and all of them; threads: for what offices make people wait.
    Returns: the run with fourteen tables more (docs/results.md) and the key `lives` in its manifest: communities, people and worlds. The
    digest is that of the run. Raises: as `make_plan`.
    """
    said = run.manifest
    communities = min(COMMUNITIES, said["communities"])
    worlds = tuple(world for world in _TOLD if world in said["worlds"])
    plan = _plan_lives(run, communities, threads, worlds, run.scheme, run.reforms)
    rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in LIVES}
    if progress:
        progress(0, communities)
    for number, found in enumerate(tell_lives(plan, communities), 1):
        for name, each in found.items():
            rows[name] += each
        if progress:
            progress(number, communities)
    tables = {name: pl.DataFrame(each, schema=TABLES[name], orient="row") for name, each in rows.items()}
    tables["flow"] = _find_flow(run, min(FLOW, communities), threads)
    tables |= _find_slips(run, communities, threads)
    about = {
        "communities": communities,
        "flow_communities": min(FLOW, communities),
        "people": plan.people,
        "worlds": [world.name for world in plan.worlds],
    }
    return replace(run, tables=run.tables | tables, manifest=said | {"lives": about})


def _plan_lives(
    run: Run,
    communities: int,
    threads: int | None,
    worlds: tuple[str, ...],
    scheme: Scheme,
    reforms: Sequence[Scheme] = (),
) -> RunPlan:
    """The first communities of a run, as they lived in it."""
    said = run.manifest
    first = date.fromisoformat(said["first_day"]).toordinal()
    plan = make_plan(
        scheme,
        run.society,
        people=communities * said["community_size"],
        years=said["years"],
        burn_in=said["burn_in_years"],
        seed=said["seed"],
        worlds=worlds,
        reform=reforms,
        threads=threads,
        community_size=said["community_size"],
    )
    return replace(plan, first_day=first)  # a reform is told on the days of the scheme that it reforms


def _find_flow(run: Run, communities: int, threads: int | None) -> pl.DataFrame:
    """Restricted days by the domain of the conduct without which they would not be, and by that of the measure.

    Each domain of conduct in turn costs nothing, on the same people with the same luck; what then vanishes is due to it. Days that need
    two domains at once are in both, days that either would bring alone are in neither.
    """
    found = []
    for world, scheme in _list_told(run):
        plan = _plan_lives(run, communities, threads, ("as_written",), scheme)
        told = pl.DataFrame(
            list(run_contexts(plan, leave_out_domains(scheme.plain()), communities)), schema=_TOLD_FLOW
        )
        written = told.filter(variant="as_written").select(
            "measure", "community", pl.col("days").alias("whole")
        )
        parts = told.filter(pl.col("variant") != "as_written").join(written, on=["measure", "community"])
        parts = parts.select(
            pl.lit(world).alias("world"),
            pl.col("variant").alias("conduct"),
            "measure",
            "community",
            (pl.col("whole") - pl.col("days")).alias("days"),
        )
        found.append(parts.filter(pl.col("days") != 0).sort("conduct", "measure", "community"))
    return pl.concat(found)


def _list_told(run: Run) -> list[tuple[str, Scheme]]:
    """The scheme and its reforms, by their worlds as written."""
    worlds = ("as_written", *(f"{name}_as_written" for name in REFORMS))
    return list(zip(worlds, (run.scheme, *run.reforms), strict=False))


def _find_slips(run: Run, communities: int, threads: int | None) -> dict[str, pl.DataFrame]:
    """What follows from one more of a common act against the rules; nothing where firms have the files, or no unlawful act counts."""
    kind = _find_common(run)
    rows: dict[str, list[dict[str, object]]] = {"slips": [], "aftermath": []}
    for world, scheme in _list_told(run):
        if kind and scheme.plain().get("subjects") != "firm":
            plan = _plan_lives(run, communities, threads, ("as_written",), scheme)
            for in_all, by_month in tell_slips(plan, communities, kind):
                rows["slips"] += [{"world": world, **row} for row in in_all]
                rows["aftermath"] += [{"world": world, **row} for row in by_month]
    return {name: pl.DataFrame(each, schema=TABLES[name]) for name, each in rows.items()}


def _find_common(run: Run) -> str | None:
    """The unlawful act of people behind the rule that most records of own breaches met; where a rule heeds several acts, the most common.

    Only acts that the scheme counts against people; of equals the first by name.
    """
    known = {kind["name"] for kind in run.society.plain()["kinds"] if kind.get("subject") != "firm"}
    counted = known & set(list_aims(run.scheme.plain())["breaches"])
    records = _count(run.tables["rules"].filter(world="as_written", cause="own_breach"), "rule", "records")
    events = _count(run.tables["events"].filter(world="as_written"), "kind", "real")
    met: dict[str, int] = {}
    for phase in run.scheme.plain()["phases"]:
        for name, rule in phase["rules"].items():
            for kind in counted & set(rule["events"]):
                met[kind] = max(met.get(kind, 0), records.get(name, 0))
    happened = [kind for kind in sorted(met) if met[kind] and events.get(kind)]
    return max(happened, key=lambda kind: (met[kind], events[kind]), default=None)


def _count(rows: pl.DataFrame, by: str, what: str) -> dict[str, int]:
    return dict(rows.group_by(by).agg(pl.col(what).sum()).iter_rows())
