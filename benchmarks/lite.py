"""One declared model in four programs, each with its own random numbers: speed, and whether they agree."""

from collections.abc import Iterable

from . import lite_kernel, lite_mesa, lite_numpy
from .lite_model import BANDS, YEARS, Played, distance
from .machine import count_cores, run_python
from .tables import Chapter

PEOPLE = 65_536
TINY = 4096
REPEATS = 5  # of the programs that take less than a second
LIMIT = 4.0  # standard errors

_STARTS = {
    "creditscape": f"from benchmarks.lite_kernel import play; play({TINY}, 1)",
    "NumPy, only those who act": f"from benchmarks.lite_numpy import *; play({TINY}, draw_actors)",
    "Mesa": f"from benchmarks.lite_mesa import play; play({TINY})",
}


def measure() -> Chapter:
    """Speeds, ratios, agreement, and a town so small that starting up is most of it."""
    chapter = Chapter("lite", f"Lite workload: 12 kinds of acts, 4 bands, {YEARS} years, in four programs")
    cores = count_cores()
    lite_kernel.play(TINY, 1)  # compiled code is loaded before the clock starts
    ours = _middle(lite_kernel.play(PEOPLE, cores) for _ in range(REPEATS))
    single = _middle(lite_kernel.play(PEOPLE, 1) for _ in range(REPEATS))
    sparse = _middle(lite_numpy.play(PEOPLE, lite_numpy.draw_actors) for _ in range(REPEATS))
    dense = lite_numpy.play(PEOPLE, lite_numpy.draw_everybody)
    mesa = lite_mesa.play(PEOPLE)
    _tell_speed(chapter, f"creditscape, {cores} threads", ours)
    _tell_speed(chapter, "creditscape, 1 thread", single)
    _tell_speed(chapter, "NumPy, only those who act", sparse)
    _tell_speed(chapter, "NumPy, a count for everybody every day", dense)
    _tell_speed(chapter, "Mesa", mesa)
    chapter.tell("creditscape / Mesa", ours.person_years / mesa.person_years, "x", (">=", 500))
    chapter.tell(
        "creditscape / NumPy, a count for everybody", ours.person_years / dense.person_years, "x", (">=", 5)
    )
    chapter.tell("creditscape / NumPy, only those who act", ours.person_years / sparse.person_years, "x")
    peers = {"Mesa": mesa, "NumPy (only those who act)": sparse, "NumPy (everybody)": dense}
    for name, peer in peers.items():
        _check_agreement(chapter, name, ours, peer)
    for name, text in _STARTS.items():
        chapter.tell(
            f"{TINY:,} people from the start of the program to its end: {name}", run_python(text).seconds, "s"
        )
    chapter.notes.append(
        "Mesa and NumPy run on one core. Compiling is not counted here; see the chapter on compiling."
    )
    return chapter


def _middle(runs: Iterable[Played]) -> Played:
    """The run with the median time."""
    played = sorted(runs, key=lambda played: played.seconds)
    return played[len(played) // 2]


def _tell_speed(chapter: Chapter, name: str, played: Played) -> None:
    chapter.tell(f"person-years a second: {name} ({played.people:,} people)", played.person_years, "/s")


def _check_agreement(chapter: Chapter, name: str, ours: Played, peer: Played) -> None:
    apart = distance(ours, peer)
    shares = ", ".join(
        f"{b} {x:.2%}/{y:.2%}" for b, x, y in zip(BANDS, ours.shares(), peer.shares(), strict=True)
    )
    whole = sum(ours.bands) == ours.people and sum(peer.bands) == peer.people
    statement = (
        f"creditscape and {name} agree within {LIMIT:.0f} standard errors: {apart:.1f} apart ({shares})"
    )
    chapter.check(statement, apart <= LIMIT and whole)
