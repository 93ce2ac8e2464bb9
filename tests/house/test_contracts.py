"""Who may import whom: the contracts of pyproject.toml are kept, and can be broken."""

import shutil
import subprocess
import sys
from pathlib import Path

FAULTS = {
    "words/planted.py": "import creditscape.report\n",
    "report/planted.py": "import creditscape.metrics.planted\n",
    "metrics/planted.py": "import numba\n",
    "law/planted.py": "import numpy\n",
    "kernel/planted.py": "import pydantic\n",
    "simulation/planted.py": "import pydantic\n",
    "society/planted.py": "import polars\n",
    "scheme/planted.py": "import polars\n",
    "audit/planted.py": "import vl_convert\n",
    "validation/planted.py": "import creditscape.report\n",
    "experiment/planted.py": "import rich\n",
}
BROKEN_BY_THEM = (
    "Layers: a room may import only the rooms below it",
    "Only the kernel knows Numba",
    "The kernel knows arrays, nothing else",
    "The law knows plain Python, nothing else",
    "Documents are read by the rooms that own them",
    "Societies are made, never loaded",
    "Frames are for results",
    "Only the report draws",
    "Only the command line talks to the terminal",
    "metrics: enter by the front door",
)


def judge_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """The verdict of import-linter on the package that lies in a folder."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_contracts_are_kept(root: Path) -> None:
    """No room imports upward, sideways, by a back door, or a library that belongs to another room."""
    verdict = judge_imports(root)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_planted_imports_break_the_contracts(root: Path, tmp_path: Path) -> None:
    """Every kind of contract is reported as broken where an import against it is planted."""
    shutil.copytree(root / "creditscape", tmp_path / "creditscape")
    shutil.copy(root / "pyproject.toml", tmp_path)
    for name, code in FAULTS.items():
        (tmp_path / "creditscape" / name).write_text(code)
    verdict = judge_imports(tmp_path)
    broken = {
        line.removesuffix("BROKEN").strip() for line in verdict.stdout.splitlines() if line.endswith("BROKEN")
    }
    assert verdict.returncode != 0
    assert broken.issuperset(BROKEN_BY_THEM), verdict.stdout + verdict.stderr
