"""What the tests of the command line share: a small finished run, and ways to call a command."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from creditscape import simulation
from creditscape.cli import main

PROGRAM = "import sys; from creditscape.cli import main; sys.exit(main())"
SMALL = ("--people", "4096", "--years", "1")


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, standard output and error."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line on standard error."""
        return self.err.rstrip("\n").rpartition("\n")[2]


@pytest.fixture
def call(capsys, tmp_path, monkeypatch) -> Callable[..., Ended]:
    """Call a command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def act(*words: str) -> Ended:
        capsys.readouterr()
        code = main(words)
        seen = capsys.readouterr()
        return Ended(code, seen.out, seen.err)

    return act


@pytest.fixture
def launch(tmp_path) -> Callable[..., "subprocess.Popen[str]"]:
    """Start a command as a process of its own, in an empty folder."""

    def act(*words: str | bytes) -> "subprocess.Popen[str]":
        command = [sys.executable, "-c", PROGRAM, *words]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(command, cwd=tmp_path, text=True, encoding="utf-8", errors="strict", **pipes)

    return act


@pytest.fixture
def start_and_wait(launch) -> Callable[..., Ended]:
    """Start a command as a process of its own and wait for its end."""

    def act(*words: str | bytes) -> Ended:
        process = launch(*words)
        out, err = process.communicate(timeout=120)
        return Ended(process.returncode, out, err)

    return act


@pytest.fixture(scope="session")
def small_run() -> simulation.Run:
    """One community for one year under the points of Suining."""
    return simulation.simulate("suining-2010", people=4096, years=1)


@pytest.fixture
def instant(monkeypatch, small_run) -> None:
    """Every simulation ends at once, with the small run."""
    monkeypatch.setattr(simulation, "simulate", lambda plan, progress, store: small_run)


@pytest.fixture(scope="session")
def kept(small_run, tmp_path_factory) -> Path:
    """The small run, kept."""
    from creditscape.experiment import save_run

    return save_run(small_run, tmp_path_factory.mktemp("kept") / "run")
