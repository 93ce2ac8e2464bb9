#!/usr/bin/env python3
"""Sets creditscape up and runs it. Needs Python 3.11 or newer and nothing else.

  python3 go.py demo              a million invented people, ten years, one scheme; tells where the report is
  python3 go.py test [ARGS...]    all tests (--full: the slow programme too); other arguments go to pytest
  python3 go.py bench [ARGS...]   the speed of this machine on the frozen workload
  python3 go.py lab ARGS...       the creditscape command line, for instance: python3 go.py lab schemes

The first run makes a folder .venv from the hash-pinned requirements; remove that folder to start afresh.
"""

import ctypes.util
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import time
from typing import Any, NoReturn

if sys.version_info < (3, 11):  # before anything that an older Python cannot read
    sys.exit("go.py: needs Python 3.11 or newer; this is {}.{}".format(*sys.version_info[:2]))

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
SUFFIX = ".exe" if WINDOWS else ""
PYTHON = BIN / ("python" + SUFFIX)
LAB = BIN / ("creditscape" + SUFFIX)
STAMP = VENV / ".stamp"
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"  # holds all of the run lock, so a tested checkout can also run
UV_LOCK = "requirements-uv.lock"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
BROWSER_PACKAGES = ("chromium", "fonts-dejavu-core", "libatomic1")

os.environ.update(PIP_DISABLE_PIP_VERSION_CHECK="1", PIP_NO_INPUT="1", UV_PYTHON_DOWNLOADS="never")
os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # trust what the machine trusts, company proxies included


def give_up(message: str) -> NoReturn:
    sys.exit("go.py: " + message)


def start(*command: str | pathlib.Path, **options: Any) -> int:
    """Run a command without a keyboard and give its exit status."""
    words = [str(word) for word in command]
    return subprocess.run(words, cwd=ROOT, stdin=subprocess.DEVNULL, check=False, **options).returncode


def identify() -> str:
    """The Python and the place a virtual environment is tied to."""
    return "{} {}".format(sys.version.replace("\n", " "), ROOT)


def stamp(lock: str) -> str:
    digest = hashlib.sha256((ROOT / lock).read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    return f"{identify()}\n{digest}\n"


def make_environment() -> None:
    if sys.prefix == str(VENV):
        give_up("deactivate .venv first: it cannot rebuild itself while it runs")
    try:
        import venv

        venv.create(VENV, with_pip=True, clear=True, symlinks=not WINDOWS)
    except (ImportError, subprocess.CalledProcessError):
        shutil.rmtree(VENV, ignore_errors=True)
        give_up("this Python cannot make virtual environments; on Debian: apt-get install python3-venv")


def install(lock: str) -> None:
    pip = [PYTHON, "-m", "pip", "install", "-q"]
    uv = BIN / ("uv" + SUFFIX)
    sync = [uv, "pip", "sync", "-q", "--require-hashes", "--compile-bytecode", "--python", PYTHON, lock]
    fetched = start(*pip, "--require-hashes", "-r", UV_LOCK) == 0 and start(*sync) == 0
    if not fetched:
        print("go.py: trying once more with plain pip", flush=True)  # it may know a mirror that uv does not
        fetched = start(*pip, "--require-hashes", "-r", lock) == 0
    if not fetched:
        give_up("the packages could not be fetched (lines above); check the network or proxy, run again")
    if start(*pip, "--no-deps", "--no-build-isolation", "-e", ".") != 0:
        give_up("creditscape itself could not be installed into .venv; see the lines above")


def set_up(lock: str) -> None:
    """Bring .venv in line with a lock file; free of charge when it is already."""
    held = STAMP.read_text() if STAMP.is_file() else ""
    if held in (stamp(lock), stamp(TEST_LOCK)):
        return
    begun = time.monotonic()
    print("go.py: setting up .venv (once; a minute or two)", flush=True)
    if not held.startswith(identify() + "\n") or not PYTHON.exists():
        make_environment()
    STAMP.unlink(missing_ok=True)
    install(lock)
    STAMP.write_text(stamp(lock))
    print(f"go.py: set-up took {time.monotonic() - begun:.0f} s", flush=True)


def find_browser() -> bool:
    """Chromium, and the library that the program driving it needs and a minimal Debian lacks."""
    drivable = sys.platform != "linux" or ctypes.util.find_library("atomic") is not None
    return drivable and any(map(shutil.which, BROWSERS))


def install_browser() -> None:
    if find_browser():
        return
    if not WINDOWS and os.geteuid() == 0 and shutil.which("apt-get"):
        print("go.py: installing Chromium for the browser tests", flush=True)
        calm = {"DEBIAN_FRONTEND": "noninteractive", **os.environ}
        quiet: dict[str, Any] = {"env": calm, "stdout": subprocess.DEVNULL}
        start("apt-get", "-q", "update", **quiet)
        start("apt-get", "-q", "-y", "install", "--no-install-recommends", *BROWSER_PACKAGES, **quiet)
    if not find_browser():
        print("go.py: no usable Chromium here: the browser tests will be skipped", flush=True)


def count_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_demo(rest: list[str]) -> int:
    set_up(RUN_LOCK)
    out = ROOT / "runs" / "demo"
    size = ["--people", "1000000", "--years", "10"]
    status = start(LAB, "run", "suining-2010", *size, "--out", "runs/demo", *rest)
    if status == 0:
        print("\nThe report: {}\nOpen it in any browser; it needs no network.".format(out / "report.html"))
    return status


def run_tests(rest: list[str]) -> int:
    set_up(TEST_LOCK)
    install_browser()
    # the longest tests stand together: whoever is done takes some of them over
    workers = ["-n", "2", "--dist", "worksteal"] if count_cores() >= 2 else []
    marks = ["-m", "full or not full"] if "--full" in rest else []
    return start(PYTHON, "-m", "pytest", *workers, *marks, *(word for word in rest if word != "--full"))


def run_benchmarks(rest: list[str]) -> int:
    set_up(TEST_LOCK)
    return start(PYTHON, "-m", "benchmarks", *rest)


def run_lab(rest: list[str]) -> int:
    set_up(RUN_LOCK)
    return subprocess.run([str(LAB), *rest], check=False).returncode


VERBS = {"demo": run_demo, "test": run_tests, "bench": run_benchmarks, "lab": run_lab}


def main() -> int:
    verb = sys.argv[1] if len(sys.argv) > 1 else "help"
    if verb in ("help", "-h", "--help"):
        print(__doc__.strip())
        return 0
    if verb not in VERBS:
        give_up("no verb {!r}; there are {} and help".format(verb, ", ".join(VERBS)))
    try:
        return VERBS[verb](sys.argv[2:])
    except PermissionError as error:
        give_up(f"no permission to write {error.filename or ROOT}; use a copy of the folder that is yours")
    except OSError as error:
        give_up(f"{error.strerror or error}: {error.filename or ROOT}")
    except KeyboardInterrupt:
        give_up("stopped")


if __name__ == "__main__":
    sys.exit(main())
