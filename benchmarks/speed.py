"""The frozen workload timed: candidates x worlds a second on one thread, on two and on all cores."""

from statistics import median
from time import perf_counter

import polars as pl

from creditscape.kernel import FIRST_ROOM, Room, Tallies, make_state, make_tallies, more_room, run_task
from creditscape.simulation.digests import run_digest, table_digests
from creditscape.simulation.frames import Frames
from creditscape.simulation.lowering import Lowered, World, lower
from creditscape.simulation.run import check_conservation, tally
from creditscape.simulation.timeline import BINS

from .frozen import COMMUNITY_SIZE, FINGERPRINT, YEARS, fingerprint, make_scheme, make_society
from .machine import count_cores
from .tables import Chapter

WORLDS = (World("as_written", partner="true_records"), World("true_records", false_records=False))
COMMUNITIES = 32
YEARS_CAREFUL = 5  # past the change of phase
REPEATS = 9  # other programs on a machine only make a run slower: the fastest one is the program's own speed
TARGET = 1.5e7


def lower_frozen(years: int = YEARS) -> Lowered:
    """The kernel's tables for the frozen workload."""
    society = make_society()
    # the frozen form was written when both sexes had to be equally old
    society["ages"] = [society["ages"]] * 2
    return lower(
        [make_scheme()],
        society,
        WORLDS,
        seed=1,
        years=YEARS,
        against=(("as_written", "true_records"),),
    )


def _one_community(low: Lowered, room: Room, careful: int) -> tuple[Tallies, Room]:
    """The first community by itself, and a room in which it fits."""
    plan = low.plan._replace(careful=careful)
    while True:
        tallies = make_tallies(low.tables, plan, low.book.rows(), len(low.book.measures), BINS)
        full = run_task(low.tables, plan, make_state(low.tables, plan, room), tallies, 0, 1)
        if not full:
            return tallies, room
        room = more_room(room, full)


def _digest(low: Lowered, tallies: Tallies) -> str:
    check_conservation(low, tallies)
    return run_digest(table_digests(Frames(low, tallies).tables()))


def _time(low: Lowered, room: Room, threads: int) -> tuple[float, Tallies]:
    began = perf_counter()
    tallies = tally(low, COMMUNITIES, threads, 2, room=room)
    return perf_counter() - began, tallies


def time_tally(low: Lowered, communities: int) -> tuple[float, Tallies]:
    """Seconds of a run on all cores, and what it tells."""
    began = perf_counter()
    tallies = tally(low, communities, count_cores(), 1)
    return perf_counter() - began, tallies


def measure() -> Chapter:
    """Speed on the frozen workload; threads and a second, careful way of folding give the same integers."""
    chapter = Chapter("frozen", "Frozen workload: every word of the language, two worlds")
    began = perf_counter()
    low = lower_frozen()
    lowering = perf_counter() - began
    _, room = _one_community(low, FIRST_ROOM, careful=0)
    cores = count_cores()
    timed = {
        threads: [_time(low, room, threads) for _ in range(REPEATS)]
        for threads in sorted({1, min(2, cores), cores})
    }
    _tell(chapter, {n: [run[0] for run in runs] for n, runs in timed.items()}, timed[cores][0][1])
    chapter.tell("lowering", lowering, "s")
    _check(chapter, low, timed)
    _check_folding(chapter, room)
    return chapter


def _tell(chapter: Chapter, seconds: dict[int, list[float]], tallies: Tallies) -> None:
    """seconds: of each run by threads, all cores last."""
    people, candidates = COMMUNITIES * COMMUNITY_SIZE, int(tallies.counts[0])
    cores = max(seconds)
    for threads, taken in seconds.items():
        name, work = f"candidates x worlds a second, threads: {threads}", candidates * len(WORLDS)
        target = (">=", TARGET) if threads == min(2, cores) else None
        chapter.tell(f"{name} (fastest of {REPEATS})", work / min(taken), "/s", target)
        chapter.tell(f"{name} (median)", work / median(taken), "/s")
    months = 12 * people * YEARS * len(WORLDS)
    chapter.tell(
        "person-months a second, both worlds, all cores (fastest)", months / min(seconds[cores]), "/s"
    )
    chapter.tell("people", people, "")
    chapter.tell("years", YEARS, "")
    chapter.tell("candidates a person and year", candidates / people / YEARS, "")


def _check(chapter: Chapter, low: Lowered, timed: dict[int, list[tuple[float, Tallies]]]) -> None:
    tallies = [tallies for runs in timed.values() for _, tallies in runs]
    digests = sorted({_digest(low, t) for t in tallies})
    told = (
        f"{len(tallies)} runs on {' and '.join(map(str, timed))} threads have one digest ({digests[0][:16]})"
    )
    chapter.check(told, len(digests) == 1)
    whole = all(int(t.counts[2]) == COMMUNITIES for t in tallies)
    chapter.check(f"{COMMUNITIES} communities were run, none lost", whole)
    chapter.check("the workload is the frozen one", fingerprint() == FINGERPRINT)
    chapter.check("at least 8 candidates a person and year", candidates_enough(tallies[0]))
    idle = find_idle(low, tallies[0])
    but = f", but not {', '.join(idle)}" if idle else ""
    chapter.check(f"every rule, list, measure and attempt comes into play{but}", not idle)


def _check_folding(chapter: Chapter, room: Room) -> None:
    """One community of fewer years, because the careful way is slow."""
    low = lower_frozen(YEARS_CAREFUL)
    fast, careful = (_one_community(low, room, careful)[0] for careful in (0, 1))
    same = _digest(low, fast) == _digest(low, careful)
    chapter.check(
        f"folding everything anew at every touch gives the same integers for {YEARS_CAREFUL} years", same
    )


def candidates_enough(tallies: Tallies) -> bool:
    """True if the workload is as heavy as it claims."""
    return int(tallies.counts[0]) >= 8 * COMMUNITIES * COMMUNITY_SIZE * YEARS


def find_idle(low: Lowered, tallies: Tallies) -> list[str]:
    """Names of what the workload declares and the lives never meet: what is idle is not timed."""
    tables, names, found = Frames(low, tallies).tables(), low.book.names[0], set()
    for table, name, count in (
        ("rules", "rule", "records"),
        ("entries", "list", "exits"),
        ("measure_days", "measure", "days"),
        ("attempts", "kind", "blocked"),
        ("events", "kind", "real"),
    ):
        rows = tables[table].filter(pl.col(count) > 0, world="as_written")
        found.update(rows[name].to_list())
    days = tables["measure_days"].filter(measure="any restriction", dimension="all")
    found.update(column for column in ("without_breach", "wrong", "spared") if days[column].sum())
    wrong = [f"{k['name']}>{k['reads_as']}" if k["class"] == "false_record" else k["name"] for k in low.kinds]
    # a repair without an effect of its own leaves no record to be seen by
    rules = [name for name in names.rules if name not in ("repair_drop", "repair_points")]
    declared = [*rules, *names.lists, *(m.name for m in low.book.measures), *low.attempts, *wrong]
    declared += ["without_breach", "wrong", "spared"]
    return [name for name in declared if name not in found]
