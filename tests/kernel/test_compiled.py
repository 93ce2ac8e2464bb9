"""The kernel under the compiler's other switches, and the folder of compiled code."""

import os
import shutil
from pathlib import Path

import pytest

from creditscape.kernel import CACHE, chance, compiled
from tests.promises.small import run_elsewhere
from tests.twins.generator import make_scheme, make_society
from tests.twins.twin import lower_twins, run_kernel

SIZE, YEARS, SEEDS = 24, 2, (1, 3, 6)
TELL = "from tests.kernel.test_compiled import tell; tell()"


def sums(seed: int) -> str:
    """Sums of all tallies of a small random run, as one line."""
    society = make_society(seed % 5, size=SIZE)
    low = lower_twins(make_scheme(seed), society, seed=seed, years=YEARS)
    tallies = run_kernel(low, trace=False)[1]
    return " ".join(f"{name}={int((t * (1 + t.astype(bool).cumsum().reshape(t.shape))).sum())}" for name, t in
                    zip(tallies._fields, tallies, strict=True))  # fmt: skip


def tell() -> None:
    """For another process."""
    for seed in SEEDS:
        print(sums(seed))


def here() -> list[str]:
    return [sums(seed) for seed in SEEDS]


def test_without_compiler() -> None:
    """Run by the interpreter, the kernel's source gives the same tallies (24 people, two years)."""
    assert run_elsewhere(TELL, NUMBA_DISABLE_JIT="1") == here()


@pytest.mark.full
def test_bounds() -> None:
    """With every index checked, nothing is read or written outside an array, and the tallies are the same."""
    assert run_elsewhere(TELL, NUMBA_BOUNDSCHECK="1") == here()


def test_bounds_are_checked() -> None:
    """The switch of the test above finds an index that is one too far."""
    code = (
        "import numba, numpy as np\n"
        "@numba.njit\ndef read(a, k): return a[k]\n"
        "try: print(read(np.zeros(3), 3) * 0)\nexcept IndexError: print('found')"
    )
    assert run_elsewhere(code, NUMBA_BOUNDSCHECK="1") == ["found"]


@pytest.mark.full
def test_damaged_cache(tmp_path: Path) -> None:
    """A damaged file of compiled code is compiled anew, and the tallies are the same."""
    ours = here()
    copy = tmp_path / "cache"
    copy.mkdir(mode=0o700)
    shutil.copytree(CACHE, copy / CACHE.name)
    files = sorted(copy.rglob("*.nbc"))
    assert files
    for file in files:
        file.write_bytes(file.read_bytes()[:100] + b"damaged")
    assert run_elsewhere(TELL, CREDITSCAPE_CACHE=str(copy)) == ours
    assert all(b"damaged" not in file.read_bytes()[:200] for file in copy.rglob("*.nbc"))


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no POSIX permissions here")
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o720])
def test_open_folder(tmp_path: Path, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that others can write to is not used: what lies there is a program."""
    root = tmp_path / "cache"
    root.mkdir(mode=0o700)
    monkeypatch.setenv("CREDITSCAPE_CACHE", str(root))
    assert compiled.cache_folder().parent == root
    root.chmod(mode)
    elsewhere = compiled.cache_folder()
    assert root not in elsewhere.parents
    assert not elsewhere.stat().st_mode & 0o077
    elsewhere.rmdir()
    root.chmod(0o700)
    (root / compiled.cache_name()).chmod(mode)
    inner = compiled.cache_folder()
    assert root not in inner.parents
    inner.rmdir()


def test_name_of_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another processor, compiler switch or source gets another folder."""
    names = {compiled.cache_name()}
    monkeypatch.setenv("NUMBA_CPU_NAME", "generic")
    names.add(compiled.cache_name())
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "1")
    names.add(compiled.cache_name())
    monkeypatch.setattr(compiled, "_sources", lambda: b"edited")
    names.add(compiled.cache_name())
    assert len(names) == 4


def test_parts_are_not_entered() -> None:
    """What only compiled code enters has no way in from outside, and says so, whether compiled already or not."""
    sums(SEEDS[0])
    for _ in range(2):
        with pytest.raises(TypeError, match="slot_of is a part of compiled code"):
            chance.slot_of(1, 2)


INTERRUPTED = """
import signal, threading
import numpy as np
from numba.core.codegen import JITCodeLibrary
class Told(BaseException): pass
def tell(*_): raise Told
def speak_in(hook):
    def answer(cls, *given):
        signal.raise_signal(signal.SIGTERM)
        return hook(*given)
    return classmethod(answer)
for name in ("_object_compiled_hook", "_object_getbuffer_hook"):
    setattr(JITCodeLibrary, name, speak_in(getattr(JITCodeLibrary, name)))
from creditscape.kernel import philox
signal.signal(signal.SIGTERM, tell)
FAULT
try:
    philox(*np.zeros(3, np.uint64))
    print("not heard")
except Told:
    print("heard")
signal.signal(signal.SIGTERM, signal.SIG_IGN)
"""


def test_signals_while_loading() -> None:
    """A signal that comes while the compiler asks for its cache reaches the program."""
    assert run_elsewhere(INTERRUPTED.replace("FAULT", "")) == ["heard"]


def test_signals_in_the_main_thread_crash() -> None:
    """Loaded in the main thread itself, the same signal ends the process or is lost: the test above can fail."""
    fault = "threading.main_thread = lambda: None"
    with pytest.raises(AssertionError):
        assert run_elsewhere(INTERRUPTED.replace("FAULT", fault)) == ["heard"]
