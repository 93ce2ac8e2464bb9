"""The edge of the program: whatever happens inside, one line comes out, with the right exit code."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from creditscape import scheme
from creditscape.cli import boundary

LONG_RUN = ("run", "suining-2010", "--people", "4_000_000", "--years", "20", "--communities-per-task", "1")


def raise_in_verb(monkeypatch, error: BaseException) -> None:
    """Let the listing of schemes fail."""

    def fail() -> list[str]:
        raise error

    monkeypatch.setattr(scheme, "list_schemes", fail)


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            RuntimeError("two\nlines \x1b[31m"),
            70,
            "error[E900] RuntimeError: two lines \\x1b[31m; this is our fault",
        ),
        (AssertionError(), 70, "error[E900] AssertionError"),
        (KeyError("x" * 5000), 70, "error[E900] KeyError"),
        (MemoryError(), 3, "error[E300] not enough memory"),
        (
            OSError(28, "No space left on device", "x\ny"),
            4,
            "error[E402] x\\ny: the system refuses: no space left",
        ),
        (KeyboardInterrupt(), 130, "interrupted"),
        (SystemExit(5), 5, ""),
        (SystemExit(), 0, ""),
    ],
)
def test_every_error_is_one_line(error, code, words, call, monkeypatch):
    """An error of any kind becomes one line and an exit code; ours says so and names --debug."""
    raise_in_verb(monkeypatch, error)
    ended = call("schemes")
    assert (ended.code, ended.out) == (code, "")
    assert ended.err.startswith(words) and ended.err.count("\n") == (1 if words else 0)
    assert len(ended.err) <= 401 and ended.err.rstrip("\n").isprintable()
    assert ("run with --debug" in ended.err.lower()) == (code == 70)


def test_debug_shows_the_traceback(call, monkeypatch):
    """With --debug, wherever it stands, the traceback comes before the line."""
    raise_in_verb(monkeypatch, RuntimeError("deep"))
    for words in (("--debug", "schemes"), ("schemes", "--debug")):
        ended = call(*words)
        assert ended.code == 70 and "Traceback" in ended.err and "deep" in ended.err
        assert ended.last.startswith("error[E900]")


def test_debug_changes_nothing_else(call):
    """With --debug a command that succeeds says the same."""
    assert call("schemes", "--json", "--debug") == call("schemes", "--json")


def test_debug_after_the_dashes_is_a_name(call):
    """After `--`, even --debug is a name."""
    assert "--debug: no such folder" in call("report", "--", "--debug").err


def test_help_and_version(call):
    """Help and version are exit code 0, on standard output, without colour codes."""
    for words in ((), ("--help",), ("run", "--help"), ("--version",)):
        ended = call(*words)
        assert ended.code == 0 and ended.err == "" and "\x1b" not in ended.out
    for verb in ("run", "compare", "check", "schemes", "societies", "report", "validate"):
        assert verb in call("--help").out


def test_the_handler_of_the_system_returns(call):
    """After a command the system's own answer to SIGTERM is in place again."""
    before = signal.getsignal(signal.SIGTERM)
    call("schemes", "--json")
    assert signal.getsignal(signal.SIGTERM) is before


def test_help_is_quick():
    """`creditscape --help` costs less than 0.6 s of processor time and loads neither compiler nor frames."""
    program = (
        "import sys, time, os\n"
        "from creditscape.cli import main\n"
        "sys.stdout = open(os.devnull, 'w')\n"
        "main(['--help'])\n"
        "heavy = {'numba', 'polars', 'pydantic', 'jinja2', 'vl_convert', 'numpy'} & sys.modules.keys()\n"
        "print(time.process_time(), sorted(heavy), file=sys.stderr)\n"
    )
    spent = []
    for _ in range(3):
        ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        seconds, _, heavy = ended.stderr.strip().partition(" ")
        assert heavy == "[]"
        spent.append(float(seconds))
    assert min(spent) < 0.6, spent


def test_closed_pipe(launch):
    """A reader that has seen enough is no error."""
    process = launch("schemes")
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")


def test_json_in_a_process(start_and_wait):
    """A process prints one JSON object and nothing else on standard output."""
    ended = start_and_wait("schemes", "--json")
    assert ended.code == 0 and ended.err == "" and json.loads(ended.out)["synthetic"] is True


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_signals(name, launch, tmp_path, small_run):
    """A run that is interrupted or ended says so in one line within seconds and leaves nothing behind."""
    process = launch(*LONG_RUN, "--out", "new")
    plan = [process.stderr.readline(), process.stderr.readline()]
    assert "synthetic people" in plan[0]
    time.sleep(1.0)
    assert process.poll() is None and (tmp_path / "new").is_dir()
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == ({"SIGINT": 130, "SIGTERM": 143}[name], "")
    told = [line for line in err.splitlines() if "communities, about" not in line and "compiling" not in line]
    assert len(told) == 1
    assert "nothing was left half written" in err
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_that_knows_no_unicode(tmp_path):
    """Where the terminal's letters are few, the others come as escapes, not as an error."""
    command = [sys.executable, "-c", "from creditscape.cli import main; main(['check', 'ü.yaml'])"]
    few = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(command, cwd=tmp_path, env=few, capture_output=True, check=True)
    assert ended.stderr == b"error[E001] \\xfc.yaml: no such file\n"


def test_exit_codes_are_written_down():
    """The codes of signals follow the custom of shells."""
    assert (boundary.INTERRUPTED, boundary.TERMINATED) == (128 + signal.SIGINT, 128 + signal.SIGTERM)
