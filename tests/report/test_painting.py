"""The process that draws charts: the same pictures as the library gives here, refusals told, and what happens when it is gone."""

import subprocess
import sys

import pytest
import vl_convert

from creditscape.report import painting

SPEC = {
    "data": {"values": [{"a": 1, "b": 2}, {"a": 2, "b": 5}]},
    "mark": "bar",
    "encoding": {"x": {"field": "a"}, "y": {"field": "b"}},
}


def test_it_draws_what_the_library_draws():
    """To the byte, and in the order asked."""
    other = SPEC | {"mark": "line"}
    promises = [painting.paint(spec) for spec in (SPEC, other, SPEC)]
    one, two, three = (promise.result() for promise in promises)
    assert (one, two) == (vl_convert.vegalite_to_svg(SPEC), vl_convert.vegalite_to_svg(other))
    assert one == three != two


def test_a_refused_spec_is_told():
    """What cannot be drawn is an error of that picture alone; the next one is drawn."""
    refused, drawn = painting.paint({"mark": 3, "encoding": []}), painting.paint(SPEC)
    with pytest.raises(ValueError):
        refused.result()
    assert drawn.result().startswith("<svg")


def test_its_end_is_told():
    """A drawing process that has ended is an error, never a picture left out or a wait without end."""
    painter = painting._Painter()
    painter.process.kill()
    painter.process.wait()
    with pytest.raises((RuntimeError, BrokenPipeError)):
        painter.turn.submit(painter.ask, SPEC).result(timeout=30)
    painter.close()


def test_it_ends_with_its_input():
    """A program that is killed leaves no drawing process behind: it ends when nobody can speak to it."""
    script = painting.__file__.replace("painting.py", "painter.py")
    done = subprocess.run(
        [sys.executable, "-I", script], input=b"", capture_output=True, timeout=60, check=True
    )
    assert done.stdout == b""
