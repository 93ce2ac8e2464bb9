"""Peak memory of a run of a million people and of one of ten million: the same, because nobody is kept."""

import json
from math import sqrt
from typing import Any

from .machine import count_cores, run_python
from .tables import Chapter

SIZES = (1_000_000, 10_000_000)
LIMIT = 700.0  # MB
SPREAD = 10.0  # per cent

# The high-water mark where the system tells it: ru_maxrss also remembers the program that started this one.
_CHILD = """
import json, resource, sys
from pathlib import Path
from creditscape.simulation import simulate
run = simulate("wendeng-2020", people={people}, years=1, burn_in=0, threads={threads})
rows = run.tables["headline"].filter(world="as_written", quantity="restricted_days").row(0, named=True)
status = Path("/proc/self/status")
lines = status.read_text().splitlines() if status.is_file() else []
marks = [int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")]
most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
told = {{"asked": run.manifest["communities"], "seconds": run.manifest["seconds"]}}
print(json.dumps({{"bytes": marks[0] if marks else most, **told, **rows}}))
"""


def _run(people: int, threads: int) -> dict[str, Any]:
    return json.loads(run_python(_CHILD.format(people=people, threads=threads)).output.splitlines()[-1])


def _mean(found: dict[str, Any]) -> tuple[float, float]:
    """Restricted days a community and their standard error."""
    n, total, squares = found["communities"], found["sum"], found["sum_of_squares"]
    return total / n, sqrt(max(0.0, squares / n - (total / n) ** 2) / (n - 1))


def measure() -> Chapter:
    """Memory, its growth, and whether both runs tell the same story."""
    chapter = Chapter("memory", "Peak memory: wendeng-2020, one year, three worlds")
    small, large = (_run(people, count_cores()) for people in SIZES)
    for people, found in zip(SIZES, (small, large), strict=True):
        chapter.tell(f"peak memory, {people:,} people", found["bytes"] / 1e6, "MB", ("<=", LIMIT))
        chapter.tell(f"seconds, {people:,} people", found["seconds"], "s")
    growth = 100 * abs(large["bytes"] / small["bytes"] - 1)
    chapter.tell("difference between the two", growth, "%", ("<=", SPREAD))
    (a, error_a), (b, error_b) = _mean(small), _mean(large)
    apart = abs(a - b) / (sqrt(error_a**2 + error_b**2) or 1)
    told = f"{a:,.0f} and {b:,.0f}, {apart:.1f} standard errors apart"
    chapter.check(f"restricted days a community agree: {told}", apart <= 4)
    chapter.check("no community was lost", all(run["communities"] == run["asked"] for run in (small, large)))
    return chapter
