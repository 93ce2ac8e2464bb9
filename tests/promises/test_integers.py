"""Promise 6: no float, no transcendental function, no read global in the kernel; in its source and in the compiled code."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
from numba import njit

from creditscape import kernel
from creditscape.kernel import community
from tests.twins.twin import lower_seed, run_kernel

ROOM = Path(kernel.__file__).parent
# host code: the compiler's options, the forms of the arrays, the front door
HOST = {"__init__.py", "compiled.py", "references.py", "tables.py", "columns.py", "counts.py"}
COMPILED = sorted(path for path in ROOM.glob("*.py") if path.name not in HOST)
BUILTINS = {"abs", "bool", "int", "len", "max", "min", "range", "int64", "uint64", "True", "False"}
FLOATING = re.compile(
    r"\b(?:fadd|fsub|fmul|fdiv|frem|fcmp|sitofp|uitofp|fptosi|double|float|llvm\.\w+\.f64)\b"
)


def is_compiled(node: ast.AST) -> bool:
    names = {d.id for d in getattr(node, "decorator_list", []) if isinstance(d, ast.Name)}
    return isinstance(node, ast.FunctionDef) and bool(
        names & {"compiled", "entered", "inlined", "vectorised"}
    )


def compiled_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    return [node for node in tree.body if isinstance(node, ast.FunctionDef) and is_compiled(node)]


def outside_names(tree: ast.Module) -> set[str]:
    """What compiled code may read from outside: constants of columns and words.luck, and other compiled functions."""
    allowed = {f.name for f in compiled_functions(tree)} | BUILTINS
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and (node.level, node.module) in (
            (1, "columns"),
            (1, "counts"),
            (2, "words.luck"),
        ):
            allowed |= {alias.asname or alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.level == 1 and node.module:
            sibling = ast.parse((ROOM / f"{node.module}.py").read_text(encoding="utf-8"))
            theirs = {f.name for f in compiled_functions(sibling)}
            allowed |= {alias.asname or alias.name for alias in node.names if alias.name in theirs}
    return allowed


def find_faults(source: str) -> list[str]:
    """Everything in compiled functions that promise 6 forbids, with its line."""
    tree, faults = ast.parse(source), []
    allowed = outside_names(tree)
    for function in compiled_functions(tree):
        own = {a.arg for a in function.args.args}
        own |= {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        for node in (n for part in function.body for n in ast.walk(part)):
            line = getattr(node, "lineno", 0)
            if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
                faults.append(f"{line}: the number {node.value}")
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div | ast.Pow):
                faults.append(f"{line}: {type(node.op).__name__}")
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in own | allowed:
                faults.append(f"{line}: the name {node.id}")
    return faults


PATHS = [pytest.param(p, id=p.name) for p in COMPILED]


@pytest.mark.parametrize("path", PATHS)
def test_source(path: Path) -> None:
    """Compiled functions hold no float, no true division or power, and read no name but constants and each other."""
    source = path.read_text(encoding="utf-8")
    assert compiled_functions(ast.parse(source)), "nothing to look at"
    assert find_faults(source) == []


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("x = d * 0.5", "the number 0.5"),
        ("x = d / 2", "Div"),
        ("x = d ** 2", "Pow"),
        ("x = np.exp(d)", "the name np"),
        ("x = math.log(d)", "the name math"),
        ("x = random.random()", "the name random"),
        ("x = LIMIT + d", "the name LIMIT"),
        ("x = _host(d)", "the name _host"),
    ],
)
def test_planted_source(line: str, fault: str) -> None:
    """Each forbidden thing is found where it is planted, and nothing is where it is not."""
    text = "from .columns import NEVER\nLIMIT = 3\ndef _host(d):\n    return d / 2.5\n@compiled\ndef f(d):\n    {}\n    return NEVER"
    assert [f.partition(": ")[2] for f in find_faults(text.format(line))] == [fault]
    assert find_faults(text.format("x = d // 2")) == []


def code_of(function: Any) -> str:
    """The compiler's intermediate code of a compiled function, also of one that came from the cache."""
    library = next(iter(function.overloads.values())).library
    return str(library._get_module_for_linking() if library._disable_inspection else library.get_llvm_str())


def test_compiled_code() -> None:
    """The compiled kernel has no floating-point instruction and no floating-point type."""
    run_kernel(lower_seed(1, 24))
    code = code_of(community._run_task)
    assert len(code) > 500_000, "this is not the whole kernel"
    assert FLOATING.findall(code) == []


def test_planted_code() -> None:
    """A single float in a compiled function is found in its code."""
    halve = njit(lambda n: int(n * 0.5))
    whole = njit(lambda n: n // 3)
    assert halve(8) == 4 and whole(9) == 3
    assert FLOATING.findall(code_of(halve))
    assert not FLOATING.findall(re.sub(r"(?s)define .*?@_ZN7cpython.*?\n}", "", code_of(whole)))
