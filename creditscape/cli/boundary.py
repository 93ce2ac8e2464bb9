"""The edge of the program: here, and nowhere else, an error becomes one line and an exit code.

0 fine, 2 bad input, 3 too large, 4 storage, 5 damaged results, 70 our fault, 130 and 143 interrupted.
"""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..words import InputError

OUR_FAULT, INTERRUPTED, TERMINATED = 70, 130, 143


class _Terminated(BaseException):
    """The system asked the program to end."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. arguments: the words after `creditscape`; by default those of the process.

    Returns: the exit code.
    """
    words, debug = _take_debug(list(sys.argv[1:] if arguments is None else arguments))
    _forgive_encoding()
    try:
        with _heed_termination():
            from .app import build_app

            build_app()(words, exit_on_error=False, print_error=False, result_action="return_value")
            sys.stdout.flush()
        return 0
    except BrokenPipeError:
        return _leave_pipe()
    except BaseException as error:
        if debug:
            traceback.print_exc()
        return _tell(error)


def _take_debug(words: list[str]) -> tuple[list[str], bool]:
    """The words without `--debug`, which every command takes, and whether it was there."""
    end = words.index("--") if "--" in words else len(words)
    return [
        word for place, word in enumerate(words) if place >= end or word != "--debug"
    ], "--debug" in words[:end]


def _forgive_encoding() -> None:
    """A character that the terminal cannot show is shown as an escape."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


@contextmanager
def _heed_termination() -> Generator[None, None, None]:
    """End in order when the system asks, so that nothing is left half done."""

    def end(number: int, frame: FrameType | None) -> None:
        raise _Terminated

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave_pipe() -> int:
    """The reader has seen enough: end in peace, and let nothing be written to the closed pipe at exit."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _tell(error: BaseException) -> int:
    """Say in one line what went wrong. Returns: the exit code."""
    from ..words import InputError

    match error:
        case KeyboardInterrupt():
            return _say("interrupted; nothing was left half written", INTERRUPTED)
        case _Terminated():
            return _say("ended by the system; nothing was left half written", TERMINATED)
        case SystemExit():
            return error.code if isinstance(error.code, int) else OUR_FAULT if error.code else 0
        case InputError():
            known = error
        case _:
            known = _translate(error)
    return _say(str(known), OUR_FAULT if known.code == "E900" else known.exit_code)


def _translate(error: BaseException) -> "InputError":
    """An error of another library as one of ours."""
    from cyclopts.exceptions import CycloptsError

    from ..words import InputError, ResourceError, StorageError

    words = " ".join(str(error).split())
    match error:
        case CycloptsError():
            return InputError("U100", words.rstrip("."), hint="Run creditscape --help")
        case MemoryError():
            return ResourceError(
                "E300", "not enough memory on this machine", hint="Ask for fewer people or threads"
            )
        case OSError() if error.errno:
            reason = (error.strerror or "unknown reason").lower()
            return StorageError("E402", f"the system refuses: {reason}", file=error.filename)
    message = f"{type(error).__name__}: {words[:160]}; this is our fault"
    return InputError("E900", message, hint="Run with --debug for the traceback")


def _say(line: str, code: int) -> int:
    with suppress(OSError, ValueError):
        print(line, file=sys.stderr, flush=True)
    return code
