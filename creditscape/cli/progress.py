"""Progress on standard error: a bar with the time left on a terminal, else a line every few seconds."""

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import Any

EVERY = 5.0  # seconds between two lines


class Progress:
    """Called with the communities (or other units) done and all there are; shows how far a run has come."""

    def __init__(self, title: str, units: str = "communities") -> None:
        self.title, self.units = title, units
        self.start = self.last = time.monotonic()
        self.first: int | None = None  # communities done when this run began or went on
        self.stack = ExitStack()
        self.bar: Any = None
        self.task: Any = None

    def __enter__(self) -> "Progress":
        if sys.stderr.isatty():
            self.bar = self.stack.enter_context(_make_bar())
            self.task = self.bar.add_task(self.title, total=None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stack.close()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if self.first is None:  # what came before, such as compiling, says nothing about the time left
            self.first, self.start, self.last = done, now, now
            if done:
                tell(f"{self.title}: goes on; {done} of {total} {self.units} were done before")
        if self.bar is not None:
            self.bar.update(self.task, completed=done, total=total)
            return
        if now - self.last >= EVERY and self.first < done < total:
            self.last = now
            left = say_time((now - self.start) * (total - done) / (done - self.first))
            tell(f"{self.title}: {done} of {total} {self.units}, about {left} left")


def tell(line: str) -> None:
    """A line for whoever watches; results go to standard output, this does not."""
    print(line, file=sys.stderr, flush=True)


def tell_compiling() -> None:
    """Tell of the wait that comes once, when the kernel has never been compiled on this machine."""
    from ..simulation import is_warm

    if not is_warm():
        tell("compiling once, about half a minute; from then on a command starts at once")


def say_time(seconds: float) -> str:
    """A span in words that are as exact as a forecast can be."""
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _make_bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Bar(*columns, console=Console(stderr=True), transient=True)
