"""What the tests of all rooms share: the repository's folder and files, a browser, repeatable examples."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {".git", ".venv", "runs", "dist", "__pycache__"}
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def kept_files() -> list[Path]:
    """Every file that git keeps or would keep; without git, every file outside the folders that are made."""
    if shutil.which("git") and (ROOT / ".git").exists():
        command = [
            "git",
            "-c",
            "safe.directory=*",
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
            "\0"
        )
        found = {ROOT / name for name in names if name}
    else:
        found = {path for path in ROOT.rglob("*") if not NOT_OURS & set(path.relative_to(ROOT).parts)}
    return sorted(path for path in found if path.is_file())


@pytest.fixture(scope="session")
def python_files(kept_files: list[Path]) -> list[Path]:
    """Every Python file that git keeps."""
    return [path for path in kept_files if path.suffix == ".py"]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """A Chromium of the machine; tests that ask for it are skipped where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
