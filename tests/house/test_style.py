"""How the code looks: the linter, the type checker, and the size of files and functions."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

LONGEST_FILE = 500
LONGEST_FUNCTION = 60
LONGEST_KERNEL_FUNCTION = (
    120  # a compiled loop is one function, because calls across arrays cost it its speed
)


def run_tool(
    name: str, *arguments: str, root: Path, text: str | None = None
) -> subprocess.CompletedProcess[str]:
    """The end of a program that lies beside this Python."""
    command = [str(Path(sys.executable).parent / name), *arguments]
    return subprocess.run(command, cwd=root, input=text, capture_output=True, text=True, check=False)


def find_long_parts(path: Path, text: str) -> list[str]:
    """What is too long in a Python file, one line each."""
    lines = text.count("\n")
    limit = LONGEST_KERNEL_FUNCTION if "kernel" in path.parts else LONGEST_FUNCTION
    found = [f"{path.name}: {lines} lines"] if lines > LONGEST_FILE else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > limit:
                found.append(f"{path.name}:{node.lineno}: {node.name} has {length} lines")
    return found


def test_ruff_is_content(root: Path) -> None:
    """The linter finds nothing."""
    verdict = run_tool("ruff", "check", "--no-cache", "--output-format=concise", root=root)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_ruff_sees_a_planted_fault(root: Path) -> None:
    """The linter is set to refuse the evaluation of text as code."""
    arguments = ("check", "--no-cache", "--stdin-filename", "creditscape/planted.py", "-")
    assert "S307" in run_tool("ruff", *arguments, root=root, text="eval(input())\n").stdout


def test_types_agree(root: Path) -> None:
    """The type checker finds nothing."""
    python = f"--python-interpreter-path={sys.executable}"
    verdict = run_tool("pyrefly", "check", python, "--output-format=min-text", "--summary=none", root=root)
    assert verdict.returncode == 0, verdict.stdout + verdict.stderr


def test_types_see_a_planted_fault(root: Path, tmp_path: Path) -> None:
    """The type checker, set as in the project, refuses a wrong value and a function without types."""
    (tmp_path / "pyproject.toml").write_text((root / "pyproject.toml").read_text())
    (tmp_path / "creditscape").mkdir()
    (tmp_path / "creditscape" / "planted.py").write_text(
        "days: int = 'two'\n\n\ndef count(x):\n    return x\n"
    )
    verdict = run_tool("pyrefly", "check", f"--python-interpreter-path={sys.executable}", root=tmp_path)
    assert "bad-assignment" in verdict.stdout and "unannotated-return" in verdict.stdout


def test_files_and_functions_are_short(python_files: list[Path]) -> None:
    """No Python file passes 500 lines, no function 60 (in the kernel 120)."""
    assert not [part for path in python_files for part in find_long_parts(path, path.read_text())]


@pytest.mark.parametrize(
    ("name", "text", "faults"),
    [
        ("a.py", "x = 1\n" * 501, 1),
        ("a.py", "x = 1\n" * 500, 0),
        ("a.py", "def f():\n" + "    x = 1\n" * 60, 1),
        ("a.py", "def f():\n" + "    x = 1\n" * 59, 0),
        ("kernel/a.py", "def f():\n" + "    x = 1\n" * 119, 0),
        ("kernel/a.py", "def f():\n" + "    x = 1\n" * 120, 1),
    ],
)
def test_long_parts_are_found(name: str, text: str, faults: int) -> None:
    """A planted line too many is found, and the limits themselves are allowed."""
    assert len(find_long_parts(Path(name), text)) == faults
