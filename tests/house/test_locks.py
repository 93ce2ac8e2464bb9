"""What gets installed: hash-pinned, from wherever the machine's owner fetches packages, only listed names."""

import re
import tomllib
from pathlib import Path

import pytest

LOCKS = ("requirements.lock", "requirements-test.lock", "requirements-uv.lock")

# What a user's machine may get. Nothing here opens a database, a queue or a connection: its point.
ALLOWED = {
    "annotated-types", "attrs", "cyclopts", "docstring-parser", "editables", "hatchling",
    "jinja2", "llvmlite", "markdown-it-py", "markupsafe",
    "mdurl", "numba", "numpy", "packaging", "pathspec", "pluggy", "polars", "polars-runtime-32",
    "pydantic", "pydantic-core", "pygments", "pyyaml", "rich", "rich-rst",
    "tomlkit", "trove-classifiers", "typing-extensions", "typing-inspection", "vl-convert-python",
}  # fmt: skip


def read_pins(text: str) -> dict[str, list[str]]:
    """The blocks of a lock file: package, version and marker, with the hashes that follow."""
    pins: dict[str, list[str]] = {}
    for line in text.splitlines():
        word = line.strip().removesuffix("\\").strip()
        if line.startswith(" "):
            pins[list(pins)[-1]].append(word)
        elif word:
            pins[word] = []
    return pins


def find_loose_pins(text: str) -> list[str]:
    """The entries of a lock file that are not one exact version with SHA-256 hashes."""
    exact = re.compile(r"[a-z0-9][a-z0-9.-]*==[^ ]+( ; .+)?")
    sealed = re.compile(r"--hash=sha256:[0-9a-f]{64}")
    pins = read_pins(text)
    return [
        pin
        for pin, seals in pins.items()
        if not (exact.fullmatch(pin) and seals and all(map(sealed.fullmatch, seals)))
    ]


def read_names(text: str) -> set[str]:
    """The names of the packages in a lock file."""
    return {pin.split("==")[0] for pin in read_pins(text)}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_are_sealed(root: Path, name: str) -> None:
    """Every package is pinned to one version with hashes, and no lock names a host."""
    text = (root / name).read_text()
    assert read_pins(text)
    assert find_loose_pins(text) == []
    assert "://" not in text and "--index" not in text


def test_loose_pins_are_found() -> None:
    """A range, a missing hash and a short hash are each found."""
    good = f"rich==15.0.0 \\\n    --hash=sha256:{'a' * 64}\n"
    planted = f"numpy>=2 \\\n    --hash=sha256:{'a' * 64}\nnumba==1\npolars==2 \\\n    --hash=sha256:abc\n"
    assert find_loose_pins(good) == []
    assert find_loose_pins(good + planted) == ["numpy>=2", "numba==1", "polars==2"]


def test_the_test_lock_holds_the_run_lock(root: Path) -> None:
    """Whoever has set up the tests can also run, with the same versions of everything."""
    run, test = (read_pins((root / name).read_text()) for name in LOCKS[:2])
    assert run.items() <= test.items()


def test_declared_packages_are_locked(root: Path) -> None:
    """Everything that the project file asks for is in the locks."""
    project = tomllib.loads((root / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    for lock, wanted in ((LOCKS[0], groups["build"]), (LOCKS[1], groups["build"] + groups["test"])):
        names = {re.split("[<>=! ;]", line)[0] for line in project["project"]["dependencies"] + wanted}
        assert {name.replace(".", "-") for name in names} <= read_names((root / lock).read_text())


def test_only_listed_packages_reach_a_user(root: Path) -> None:
    """No database driver, message queue, web client or anything else unlisted comes with the product."""
    assert read_names((root / LOCKS[0]).read_text()) - ALLOWED == set()
