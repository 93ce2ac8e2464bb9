"""Carries a society through time under its worlds: communities on threads, integers added up, nothing kept of anybody."""

import platform
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from queue import SimpleQueue
from time import perf_counter
from typing import Any

import numpy as np
import polars as pl

from ..kernel import FIRST_ROOM, Room, Tallies, is_warm, make_state, make_tallies, more_room, run_task
from ..kernel import column_names as c
from ..scheme import Scheme
from ..society import Recipe
from ..words import REFORMS
from ..words.errors import ResourceError
from .causes import FORM, list_causes, make_subsets, make_world, tell_causes
from .digests import run_digest, table_digests
from .frames import Frames
from .lowering import Lowered, World, lower
from .offices import PILOT, count_waits, squeeze
from .partial import Partial, Store, fingerprint
from .plan import RunPlan, available_memory, make_plan
from .timeline import BINS

Progress = Callable[[int, int], None]
NOTE_EVERY = 30.0  # seconds between two notes of how far a run has come: so much a kill may cost
__all__ = ["CommunityTables", "Run", "is_warm", "simulate", "tally_communities"]


@dataclass(frozen=True)
class Run:
    """What came out of a run: tables of integers (docs/results.md) and how they came about."""

    tables: dict[str, pl.DataFrame]
    manifest: dict[str, Any]
    scheme: Scheme
    society: Recipe
    reform: Scheme | None = None
    others: tuple[Scheme, ...] = ()  # further reforms

    @property
    def reforms(self) -> tuple[Scheme, ...]:
        """All reforms, in the order of their worlds."""
        return () if self.reform is None else (self.reform, *self.others)

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical rows of all tables and worlds."""
        return str(self.manifest["digest"])


@dataclass(frozen=True)
class CommunityTables:
    """The tables of one community (docs/results.md); over all communities of a plan they add up to those of its run."""

    community: int
    tables: dict[str, pl.DataFrame]
    first_day: date
    scheme: Scheme


@dataclass
class _Worker:
    """One thread's room and sums."""

    low: Lowered
    room: Room = FIRST_ROOM
    sums: Tallies = field(init=False)
    task: Tallies = field(init=False)

    def __post_init__(self) -> None:
        self.state = make_state(self.low.tables, self.low.plan, self.room)
        self.sums, self.task = self._empty(), self._empty()

    def _empty(self) -> Tallies:
        book = self.low.book
        return make_tallies(self.low.tables, self.low.plan, book.rows(), len(book.measures), BINS)

    def clear(self) -> None:
        """Forget what was added up."""
        self.sums = self._empty()

    def work(self, first: int, count: int) -> int:
        """Do one task; what was full is made larger until nothing is lost. Returns the number of communities done."""
        while True:
            for array in self.task:
                array[...] = 0
            full = run_task(self.low.tables, self.low.plan, self.state, self.task, first, count)
            if not full:
                break
            self.room = more_room(self.room, full)
            if sum(self.room) * 64 > available_memory():
                raise ResourceError(
                    "E305", f"community {first} needs more room than this machine has", field="plan"
                )
            self.state = make_state(self.low.tables, self.low.plan, self.room)
        for into, array in zip(self.sums, self.task, strict=True):
            into += array
        return count


def tally(
    low: Lowered,
    communities: int,
    threads: int,
    per_task: int,
    progress: Progress | None = None,
    room: Room = FIRST_ROOM,
    store: Store | None = None,
) -> Tallies:
    """Run all communities and add up. The result does not depend on threads, tasks or the order in which they end.

    store: from it the run goes on, and into it the run notes every `NOTE_EVERY` seconds how far it has come.
    """
    mark = fingerprint(low) if store else ""
    start = store.find(mark) if store else None
    team = _Team(low, threads, per_task, room, start)
    done = start.done if start else 0
    while done < communities:
        if progress:
            progress(done, communities)
        done = team.work_on(done, communities, progress, perf_counter() + NOTE_EVERY if store else None)
        if store and done < communities:
            store.note(mark, Partial(done, team.add_up()))
    return team.add_up()


def tally_each(low: Lowered, communities: int, threads: int, pick: Callable[[Tallies], Any]) -> list[Any]:
    """What is picked from the tallies of each community alone, in order of their numbers."""
    team = _Team(low, threads, 1, FIRST_ROOM, None)

    def work(number: int) -> Any:
        worker = team.idle.get()
        try:
            worker.work(number, 1)
            return pick(worker.task)
        finally:
            team.idle.put(worker)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, range(communities)))


class _Team:
    """_Workers on threads, and what they have added up."""

    def __init__(self, low: Lowered, threads: int, per_task: int, room: Room, start: Partial | None) -> None:
        self.low, self.threads, self.per_task, self.room, self.start = low, threads, per_task, room, start
        self.workers: list[_Worker] = []
        self.idle: SimpleQueue[_Worker] = SimpleQueue()
        self._hire().work(0, 0)  # compile before the threads start
        for _ in range(threads - 1):
            self._hire()

    def _hire(self) -> _Worker:
        worker = _Worker(self.low, self.room)
        self.workers.append(worker)
        self.idle.put(worker)
        return worker

    def work_on(self, first: int, communities: int, progress: Progress | None, until: float | None) -> int:
        """Communities from the first on, until all are done or the time is over. Returns the first that is not done."""
        starts, done, reached = iter(range(first, communities, self.per_task)), first, first

        def work(begin: int) -> int:
            worker = self.idle.get()
            try:
                return worker.work(begin, min(self.per_task, communities - begin))
            finally:
                self.idle.put(worker)

        with ThreadPoolExecutor(self.threads) as pool:
            pending: set[Future[int]] = set()
            try:
                while True:
                    if until is None or perf_counter() < until or reached == first:
                        # no long queue: an interrupt then waits for the running tasks only
                        for _, begin in zip(range(2 * self.threads - len(pending)), starts, strict=False):
                            pending.add(pool.submit(work, begin))
                            reached = min(begin + self.per_task, communities)
                    if not pending:
                        break
                    ended, pending = wait(pending, return_when=FIRST_COMPLETED)
                    done += sum(future.result() for future in ended)
                    if progress:
                        progress(done, communities)
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        if done != reached:
            raise ArithmeticError(f"{done} of {reached} communities were counted")
        return done

    def add_up(self) -> Tallies:
        """The sums of all workers, and of what was done before."""
        parts = [worker.sums for worker in self.workers] + ([self.start.tallies] if self.start else [])
        return Tallies(*(np.sum([getattr(part, name) for part in parts], axis=0) for name in Tallies._fields))


def check_conservation(low: Lowered, tallies: Tallies) -> None:
    """Promise 5 on every run: subjects over bands are subjects; people who came onto a list less those who left are on it.

    Raises: ArithmeticError; the run is wrong then.
    """
    for w, world in enumerate(low.worlds):
        if world.scheme is None:
            continue
        names, rows = low.book.names[world.scheme], low.book.arrays
        for b, bands in enumerate(names.sets):
            levels = [int(rows["level_row"][world.scheme, b, v]) for v in range(len(names.levels[bands]))]
            for part in (tallies.part, tallies.change):
                if not np.array_equal(part[w, levels].sum(axis=0), part[w, 0]):
                    raise ArithmeticError(f"{world.name}: the bands of {bands} do not add up to the subjects")
        for x, name in enumerate(names.lists):
            stock = tallies.change[w, int(rows["list_row"][world.scheme, x]), 0].sum()
            if tallies.entries[w, x, :, 0].sum() - tallies.entries[w, x, :, 1].sum() != stock:
                raise ArithmeticError(f"{world.name}: entries less exits of {name} are not the stock")


def plain_society(plan: RunPlan) -> dict[str, Any]:
    """The society of a plan in plain form, in communities of its size; nobody changes it."""
    return _plain_society(plan.society, plan.community_size)


@lru_cache(maxsize=4)
def _plain_society(society: Recipe, size: int) -> dict[str, Any]:
    """The plain form that tables are made from and found again by: one object for all runs on a society, which nobody changes."""
    return society.plain(size=size)


def lower_plan(plan: RunPlan) -> Lowered:
    """The kernel's tables for a plan, with what people wait at the office of a district."""
    schemes = [s.plain() for s in (plan.scheme, *plan.reforms)]
    return lower_worlds(plan, schemes, plan.worlds, plan.against)


def lower_worlds(
    plan: RunPlan,
    schemes: list[dict[str, Any]],
    worlds: tuple[World, ...],
    against: tuple[tuple[str, str], ...] = (),
    society: dict[str, Any] | None = None,
) -> Lowered:
    """The kernel's tables for worlds of a plan's people. schemes: plain forms, which the worlds name by their places; society: in place of
    the plan's own.
    """
    low = lower(
        schemes,
        society or plain_society(plan),
        worlds,
        seed=plan.seed,
        years=plan.years,
        burn_in=plan.burn_in_years,
        first_day=plan.first_day,
        against=against,
    )
    return _open_offices(low, plan.threads) if low.plan.redress and low.plan.office == c.OF_DISTRICT else low


def _open_offices(low: Lowered, threads: int) -> Lowered:
    """The tables with the waits that a pilot has told, in which nobody waits."""
    filings, wait = tally(low, PILOT, threads, 1).filings, low.tables.wait.copy()
    for w in range(len(low.worlds)):
        wait[w] = count_waits(filings[w], low.plan.capacity, low.timeline)
    return replace(low, tables=low.tables._replace(wait=wait))


def tally_communities(plan: RunPlan) -> Iterator[CommunityTables]:
    """The communities of a run one by one, on one thread: for standard errors over communities.

    The same lives and the same waits as in the run. Raises: ResourceError if a community needs more room than there is.
    """
    low = lower_plan(plan)
    first = date.fromordinal(low.timeline.first + low.timeline.t0)
    worker = _Worker(low)
    for community in range(plan.communities):
        worker.clear()
        worker.work(community, 1)
        yield CommunityTables(community, Frames(low, worker.sums).tables(), first, plan.scheme)


def _find_causes(plan: RunPlan, society: dict[str, Any]) -> pl.DataFrame:
    """Exact parts of what restricts people as written; the same people live once more, once for each set of causes."""
    causes = list_causes(plan.scheme.plain(), society)
    worlds = {some: make_world(some, causes, society) for some in make_subsets(causes)}
    low = lower_plan(replace(plan, reform=None, others=(), worlds=tuple(worlds.values()), against=()))
    tallies = tally(low, plan.communities, plan.threads, plan.communities_per_task)
    days = Frames(low, tallies).tables()["measure_days"]
    return tell_causes(days, causes, {some: world.name for some, world in worlds.items()})


def simulate(
    plan: RunPlan | Scheme | str,
    society: Any = "imaginary_county",
    *,
    progress: Progress | None = None,
    store: Store | None = None,
    **options: Any,
) -> Run:
    """Run a plan; or make one from a scheme, a society and the options of `make_plan`, and run it.

    progress: called with communities done and all communities; store: where the run notes how far it has come, and from where it
    goes on. Returns: a Run. Raises: as `make_plan`.
    """
    made = plan if isinstance(plan, RunPlan) else make_plan(plan, society, **options)
    began = perf_counter()
    low = lower_plan(made)
    tallies = tally(low, made.communities, made.threads, made.communities_per_task, progress, store=store)
    check_conservation(low, tallies)
    tables = Frames(low, tallies).tables()
    tables["causes"] = (
        _find_causes(made, _plain_society(made.society, made.community_size))
        if made.causes
        else pl.DataFrame(schema=FORM)
    )
    return Run(
        tables,
        _manifest(made, low, tallies, tables, perf_counter() - began),
        made.scheme,
        made.society,
        made.reform,
        made.others,
    )


def _document(document: Scheme | Recipe) -> dict[str, str]:
    return {"id": document.id, "title": document.title, "digest": document.digest()}


def _manifest(
    plan: RunPlan, low: Lowered, tallies: Tallies, tables: dict[str, pl.DataFrame], seconds: float
) -> dict[str, Any]:
    digests = table_digests(tables)
    candidates = int(tallies.counts[0])
    return {
        "synthetic": True,
        "creditscape": version("creditscape"),
        "versions": {
            "python": platform.python_version(),
            **{name: version(name) for name in ("numpy", "numba", "polars")},
        },
        "command": _command(plan),
        "scheme": _document(plan.scheme),
        "reform": None,
        **{name: _document(each) for name, each in zip(REFORMS, plan.reforms, strict=False)},
        "subjects": plan.scheme.plain().get("subjects", "person"),
        "society": _document(plan.society),
        "people_asked": plan.people_asked,
        "people": plan.people,
        "community_size": plan.community_size,
        "communities": plan.communities,
        "years": plan.years,
        "burn_in_years": plan.burn_in_years,
        "first_day": date.fromordinal(low.timeline.first + low.timeline.t0).isoformat(),
        "last_day": date.fromordinal(low.timeline.first + low.timeline.stop - 1).isoformat(),
        "seed": plan.seed,
        "worlds": [w.name for w in plan.worlds],
        "waits": {
            w.name: squeeze(low.tables.wait[n]) for n, w in enumerate(plan.worlds) if low.tables.wait[n].any()
        },
        "digest": run_digest(digests),
        "table_digests": digests,
        "counts": {"candidates": candidates, "candidates_x_worlds": candidates * len(plan.worlds)},
        "seconds": round(seconds, 3),
    }


def _command(plan: RunPlan) -> str:
    verb = (
        f"creditscape compare {plan.scheme.id} {' '.join(each.id for each in plan.reforms)}"
        if plan.reform
        else f"creditscape run {plan.scheme.id}"
    )
    return (
        f"{verb} --society {plan.society.id} --people {plan.people_asked} --years {plan.years} --burn-in {plan.burn_in_years}"
        f" --seed {plan.seed}" + (" --causes" if plan.causes else "")
    )
