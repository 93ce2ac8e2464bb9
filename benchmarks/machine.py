"""The machine under the benchmarks: what it is, and programs of their own on it, timed from start to end."""

import hashlib
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def name_sources() -> str:
    """A short digest of everything in the package: figures belong to it."""
    files = sorted(path for path in (ROOT / "creditscape").rglob("*") if path.suffix in (".py", ".yaml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12]


def describe_machine() -> dict[str, str | int]:
    """Processor, cores and versions, for the head of every table."""
    name = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.is_file():
        lines = about.read_text().splitlines()
        name = next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), name)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return {
        "processor": name,
        "cores": count_cores(),
        "system": platform.system(),
        "python": platform.python_version(),
        **{package: version(package) for package in ("creditscape", "numba", "numpy", "mesa")},
        "load at start": load,
        "sources": name_sources(),
    }


@dataclass(frozen=True)
class Ended:
    """A program that has ended. seconds: from its start to its end; output: what it printed."""

    seconds: float
    output: str


def run_program(command: list[str], cache: Path | None = None) -> Ended:
    """Run a program in the repository's folder. cache: a folder for compiled code instead of the usual one.

    Raises: RuntimeError, with what it said, if the program fails.
    """
    surroundings = {**os.environ, **({} if cache is None else {"CREDITSCAPE_CACHE": str(cache)})}
    began = perf_counter()
    ended = subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    seconds = perf_counter() - began
    if ended.returncode:
        raise RuntimeError(f"{' '.join(command[:4])} ended with {ended.returncode}: {ended.stderr[-2000:]}")
    return Ended(seconds, ended.stdout)


def run_python(text: str, cache: Path | None = None) -> Ended:
    """Run lines of Python in a process of their own. Raises: as `run_program`."""
    return run_program([sys.executable, "-c", text], cache)


def run_lab(*arguments: str) -> Ended:
    """Run the creditscape command line. Raises: as `run_program`."""
    return run_program([sys.executable, "-c", "from creditscape.cli import main; main()", *arguments])


def time_often(action: Callable[[], object], times: int) -> float:
    """Median seconds of a number of calls."""
    taken = []
    for _ in range(times):
        began = perf_counter()
        action()
        taken.append(perf_counter() - began)
    return median(taken)


@contextmanager
def spare_folder() -> Generator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="creditscape-bench-") as folder:
        yield Path(folder)
