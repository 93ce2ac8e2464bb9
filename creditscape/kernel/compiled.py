"""The one place that knows the compiler's options and where compiled code is kept between runs.

The cache folder's name holds a digest of the kernel's sources, the compiler's versions and the machine's instruction set, so an edited
kernel never meets old code; the folder belongs to the user alone, because a cache entry is a program. A damaged entry is compiled anew.
"""

import hashlib
import itertools
import os
import stat
import sys
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import llvmlite
import llvmlite.binding as llvm
import numba
import numpy as np
from numba.core import config as _config
from numba.core import types
from numba.core.caching import FunctionCache
from numba.core.codegen import JITCodeLibrary
from numba.core.compiler import Compiler


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


_NUMBERS = itertools.count(1)


class _Part(JITCodeLibrary):
    """Compiled code of a function that only compiled code enters: made machine code once, within what is entered."""

    order = 0  # of completion: whoever is called comes before the caller

    def finalize(self) -> None:
        self.order = next(_NUMBERS)
        self._finalize_dynamic_globals()
        self._finalized = True

    def get_pointer_to_function(self, name: str) -> int:  # noqa: ARG002
        return 0

    @property
    def codegen(self) -> Any:
        return self

    def set_env(self, _name: str, _env: Any) -> None:
        """A part refers to no objects of the interpreter."""


class _Whole(JITCodeLibrary):
    """Compiled code of a function that is entered from outside, with all its parts."""

    def add_linking_library(self, library: Any) -> None:
        if library not in self._linking_libraries:
            super().add_linking_library(library)
            if isinstance(library, _Part):
                for other in library._linking_libraries:
                    self.add_linking_library(other)

    def finalize(self) -> None:
        # callers come first: what nobody has asked for so far is left out
        self._linking_libraries.sort(key=lambda library: -getattr(library, "order", 0))
        super().finalize()


class _PartCompiler(Compiler):
    library_class: type[JITCodeLibrary] = _Part

    def __init__(self, typing: Any, target: Any, _library: None, *rest: Any) -> None:
        library = self.library_class(target.codegen(), f"creditscape.{next(_NUMBERS)}")
        library.enable_object_caching()
        super().__init__(typing, target, library, *rest)


class _WholeCompiler(_PartCompiler):
    library_class = _Whole


_NJIT: Any = numba.njit  # `_nrt` is not among its declared options
_OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}


def _make(function: Callable[..., Any], **options: Any) -> Any:
    made = _NJIT(**_OPTIONS, **options)(function)
    if hasattr(made, "compile"):  # absent when compilation is switched off
        compile_one = made.compile
        made.compile = lambda kinds: compile_one(tuple(map(_widen, kinds)))
    return made


def _widen(kind: Any) -> Any:
    """The type in which a number is passed: one for all widths and values, so that nothing is compiled once for each."""
    number: Any = kind  # its sign is not declared
    if isinstance(kind, types.Integer) and number.signed:
        return types.int64
    return types.boolean if isinstance(kind, types.BooleanLiteral) else kind


def entered(function: Callable[..., Any]) -> Any:
    """njit with our options, kept on disk: no interpreter lock, no memory taken inside."""
    made = _make(function, pipeline_class=_WholeCompiler)
    if hasattr(made, "_cache"):
        made._cache = _TolerantCache(function)
        made.compile = partial(_aside, made.compile)
    return made


def _aside(make: Callable[[Any], Any], kinds: Any) -> Any:
    """Compile or load away from the main thread, in which the interpreter answers signals.

    LLVM asks for its cache through callbacks. An interrupt that is raised inside one of them is lost, or leaves half an answer behind
    and the process crashes; here it is raised where the main thread waits, and what is being compiled comes to its end by itself.
    """
    if threading.current_thread() is not threading.main_thread():
        return make(kinds)
    side = ThreadPoolExecutor(1, "compiler")
    try:
        return side.submit(make, kinds).result()
    finally:
        side.shutdown(wait=False)


def compiled(function: Callable[..., Any], **options: Any) -> Any:
    """As `entered`, for functions that only compiled code enters: they are optimised with each whole, not at every level of the calls."""
    wrappers = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    made = _make(function, pipeline_class=_PartCompiler, **wrappers, **options)
    if hasattr(made, "compile"):
        made.add_overload = lambda found: made.overloads.update({found.signature.args: found})
        made._compile_for_args = partial(_refuse, function.__name__)
    return made


def _refuse(name: str, *_given: Any, **_named: Any) -> None:
    raise TypeError(f"{name} is a part of compiled code: it cannot be entered from outside")


def inlined(function: Callable[..., Any]) -> Any:
    """As `compiled`, and repeated wherever it is called: for what is small and runs all the time."""
    return compiled(function, forceinline=True)


def vectorised(function: Callable[..., Any]) -> Any:
    """As `entered`, with the compiler's loop vectoriser at work."""
    made = entered(function)
    if hasattr(made, "compile"):
        scalar = made.compile

        def compile_with_vectors(signature: Any) -> Any:
            config.LOOP_VECTORIZE = 1
            try:
                return scalar(signature)
            finally:
                config.LOOP_VECTORIZE = 0

        made.compile = partial(_aside, compile_with_vectors)
    return made
