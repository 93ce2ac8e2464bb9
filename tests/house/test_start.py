"""The one command a newcomer types: what it sets up, when it does nothing, what it says when it cannot."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def go(root: Path, tmp_path: Path) -> ModuleType:
    """A copy of the start program in a checkout of its own."""
    for name in (
        "go.py",
        "pyproject.toml",
        "requirements.lock",
        "requirements-test.lock",
        "requirements-uv.lock",
    ):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    spec = importlib.util.spec_from_file_location("go", tmp_path / "go.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def done(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the start program did, with nothing really done."""
    steps: list[str] = []

    def make() -> None:
        steps.append("environment")
        go.BIN.mkdir(parents=True)
        go.PYTHON.touch()

    monkeypatch.setattr(go, "make_environment", make)
    monkeypatch.setattr(go, "install", steps.append)
    return steps


def test_set_up_happens_once(go: ModuleType, done: list[str]) -> None:
    """The second set-up from the same lock does nothing."""
    go.set_up(go.RUN_LOCK)
    go.set_up(go.RUN_LOCK)
    assert done == ["environment", go.RUN_LOCK]


def test_a_tested_checkout_can_run(go: ModuleType, done: list[str]) -> None:
    """Set up for tests, the demo needs no set-up; set up for the demo, the tests do."""
    go.set_up(go.TEST_LOCK)
    go.set_up(go.RUN_LOCK)
    assert done == ["environment", go.TEST_LOCK]
    go.STAMP.write_text(go.stamp(go.RUN_LOCK))
    go.set_up(go.TEST_LOCK)
    assert done == ["environment", go.TEST_LOCK, go.TEST_LOCK]


def test_a_changed_lock_is_installed(go: ModuleType, done: list[str]) -> None:
    """A lock that has changed is installed into the same environment."""
    go.set_up(go.RUN_LOCK)
    with (go.ROOT / go.RUN_LOCK).open("a") as lock:
        lock.write("\n")
    go.set_up(go.RUN_LOCK)
    assert done == ["environment", go.RUN_LOCK, go.RUN_LOCK]


def test_a_broken_set_up_starts_afresh(
    go: ModuleType, done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A set-up that broke off leaves no stamp, so the next one starts from nothing."""

    def break_off(lock: str) -> None:
        raise KeyboardInterrupt

    go.set_up(go.TEST_LOCK)
    with monkeypatch.context() as patch:
        patch.setattr(go, "install", break_off)
        go.STAMP.write_text(go.stamp(go.RUN_LOCK))
        with pytest.raises(KeyboardInterrupt):
            go.set_up(go.TEST_LOCK)
    assert not go.STAMP.exists()


def test_failed_download_is_one_line(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can be fetched, the last word is one line that names the network."""
    monkeypatch.setattr(go, "start", lambda *command, **options: 1)
    with pytest.raises(SystemExit) as stop:
        go.install(go.RUN_LOCK)
    assert "network" in str(stop.value) and "\n" not in str(stop.value)


def test_missing_venv_is_one_line(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python without virtual environments is told which package it lacks."""

    def fail(*place: object, **options: object) -> None:
        raise subprocess.CalledProcessError(1, "ensurepip")

    monkeypatch.setattr("venv.create", fail)
    with pytest.raises(SystemExit, match="python3-venv"):
        go.make_environment()


def test_unwritable_folder_is_one_line(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of somebody else is named, without a traceback."""

    def refuse(rest: list[str]) -> int:
        raise PermissionError(13, "Permission denied", str(go.VENV))

    monkeypatch.setitem(go.VERBS, "demo", refuse)
    monkeypatch.setattr(sys, "argv", ["go.py", "demo"])
    with pytest.raises(SystemExit, match=r"no permission to write .*\.venv"):
        go.main()


def test_unknown_verb_names_the_known(root: Path) -> None:
    """A verb that does not exist ends with status 1 and the list of those that do."""
    ended = subprocess.run(
        [sys.executable, "go.py", "frob"], cwd=root, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 1
    assert ended.stderr == "go.py: no verb 'frob'; there are demo, test, bench, lab and help\n"


def test_full_runs_the_slow_programme(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--full` is taken from the arguments and turned into the choice of the slow tests as well."""
    started: list[tuple[str, ...]] = []
    monkeypatch.setattr(go, "set_up", lambda lock: None)
    monkeypatch.setattr(go, "install_browser", lambda: None)
    monkeypatch.setattr(go, "start", lambda *command: started.append(command) or 0)
    assert go.run_tests(["--full", "-x"]) == go.run_tests(["-x"]) == 0
    assert "full or not full" in started[0] and "--full" not in started[0] and started[0][-1] == "-x"
    assert "-m" not in started[1][3:]
