"""The one place that knows the compiler's options and where compiled code is kept between runs.

The cache folder's name holds a digest of the kernel's sources, the compiler's versions and the machine's instruction set, so an edited
kernel never meets old code; the folder belongs to the user alone, because a cache entry is a program. A damaged entry is compiled anew.
"""

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite
import llvmlite.binding as llvm
import numba
import numpy as np
from numba.core import config as _config
from numba.core import types
from numba.core.caching import FunctionCache


def _sources() -> bytes:
    here = Path(__file__).parent
    files = sorted([*here.glob("*.py"), here.parent / "words" / "luck.py"])
    return b"".join(f.name.encode() + f.read_bytes() for f in files)


def cache_name() -> str:
    """Digest of everything on which compiled code depends."""
    machine = os.environ.get("NUMBA_CPU_NAME") or llvm.get_host_cpu_name()
    switches = repr(
        sorted((k, v) for k, v in os.environ.items() if k.startswith("NUMBA_") and k != "NUMBA_CACHE_DIR")
    )
    parts = (numba.__version__, llvmlite.__version__, np.__version__, sys.version, machine, switches)
    return hashlib.sha256(_sources() + "\0".join(parts).encode()).hexdigest()[:24]


def _private(folder: Path) -> bool:
    """True if nobody else can write to the folder."""
    about = folder.stat()
    return (
        about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        if hasattr(os, "getuid")
        else True
    )


def cache_folder() -> Path:
    """The folder of compiled code, made if need be; a temporary one if the user's cannot be written or is not private."""
    root = Path(
        os.environ.get("CREDITSCAPE_CACHE")
        or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "creditscape"
    )
    folder = root / cache_name()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _private(folder) and _private(root) and os.access(folder, os.W_OK):
            return folder
    except OSError:
        pass
    return Path(tempfile.mkdtemp(prefix="creditscape-"))


SOURCES = hashlib.sha256(_sources()).hexdigest()  # what the kernel is; results depend on nothing else of it
CACHE = cache_folder()
config: Any = _config  # its names are made at run time
config.CACHE_DIR = str(CACHE)
# but for `vectorised` nothing here is a loop over long arrays: vectorising only lengthens compilation
config.LOOP_VECTORIZE = 0
config.SLP_VECTORIZE = 0


def is_warm() -> bool:
    """True if compiled code is ready on disk, so that the first run need not wait."""
    return any(CACHE.rglob("*.nbc"))


class _TolerantCache(FunctionCache):
    """A damaged entry counts as absent: it is removed and compiled anew."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        try:
            return super().load_overload(sig, target_context)
        except Exception:
            for file in CACHE.rglob("*.nb[ic]"):
                file.unlink(missing_ok=True)
            return None


_NJIT: Any = numba.njit  # `_nrt` is not among its declared options


def compiled(function: Callable[..., Any]) -> Any:
    """njit with our options: no interpreter lock, no memory taken inside, kept on disk."""
    made = _NJIT(nogil=True, error_model="numpy", _nrt=False)(function)
    if hasattr(made, "_cache"):  # absent when compilation is switched off
        made._cache = _TolerantCache(function)
        compile_one = made.compile
        made.compile = lambda kinds: compile_one(tuple(map(_widen, kinds)))
    return made


def _widen(kind: Any) -> Any:
    """The type in which a number is passed: one for all widths, so that nothing is compiled once for each."""
    number: Any = kind  # its sign is not declared
    return types.int64 if isinstance(kind, types.Integer) and number.signed else kind


def inlined(function: Callable[..., Any]) -> Any:
    """For functions with one caller: compiled as part of it, so that the same code is not optimised at every level of the calls."""
    return _NJIT(nogil=True, error_model="numpy", _nrt=False, inline="always")(function)


def vectorised(function: Callable[..., Any]) -> Any:
    """As `compiled`, with the compiler's loop vectoriser at work."""
    made = compiled(function)
    if hasattr(made, "compile"):  # absent when compilation is switched off
        scalar = made.compile

        def compile_with_vectors(signature: Any) -> Any:
            config.LOOP_VECTORIZE = 1
            try:
                return scalar(signature)
            finally:
                config.LOOP_VECTORIZE = 0

        made.compile = compile_with_vectors
    return made
