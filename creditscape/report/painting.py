"""The door to the process that draws charts (`painter.py`): a spec in, the promise of an SVG out; telling goes on meanwhile."""

import atexit
import json
import os
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any


class _Painter:
    """One process, and one thread that hands it a spec at a time, in the order in which they came."""

    def __init__(self) -> None:
        script = Path(__file__).with_name("painter.py")
        self.process = subprocess.Popen(
            [sys.executable, "-I", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self.turn = ThreadPoolExecutor(1, thread_name_prefix="painting")
        atexit.register(self.close)

    def ask(self, spec: dict[str, Any]) -> str:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(spec).encode() + b"\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError("the process that draws charts has ended")
        svg, error = json.loads(answer)
        if svg is None:
            raise ValueError(error)
        return svg

    def close(self) -> None:
        self.process.kill()  # it holds nothing; whoever breaks off need not wait for a drawing
        self.turn.shutdown(cancel_futures=True)
        self.process.communicate()


def start_painting() -> None:
    """Begin the process before there is anything to draw: it needs half a second until it can."""
    _start(os.getpid())


@cache
def _start(owner: int) -> _Painter:
    """The painter of this process: a forked one must not talk into its parent's pipes."""
    return _Painter()


def paint(spec: dict[str, Any]) -> "Future[str]":
    """The promise of a chart as SVG. spec: a complete Vega-Lite spec. Its result raises: ValueError for a spec that cannot be drawn."""
    painter = _start(os.getpid())
    return painter.turn.submit(painter.ask, spec)
