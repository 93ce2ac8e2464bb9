"""The pages of the documentation as programs: their files, commands and answers.

A fenced block of a page is a file (`yaml`, its name in the first line as a comment), an edit of the last file
(`diff`, lines with `-` and `+` before them), commands (`console`, each after `$`, below it what it
answers), or Python (`python`, a `text` block right after it being what it prints).

  .venv/bin/python -m tests.docs.pages      run the tutorial and write down what it answers today
"""

import contextlib
import io
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from creditscape.cli import main

TUTORIAL = Path(__file__).resolve().parents[2] / "docs" / "tutorial.md"
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NAME = re.compile(r"# ([a-z][a-z0-9-]*\.yaml)\n")


@dataclass(frozen=True)
class Fenced:
    """One fenced block. language: the word behind the fence; text: what stands inside."""

    language: str
    text: str

    def __str__(self) -> str:
        return f"```{self.language}\n{self.text}```"


def read_blocks(page: str) -> list[Fenced]:
    """The fenced blocks of a page in order."""
    return [Fenced(language, text) for language, text in FENCE.findall(page)]


def list_commands(block: Fenced) -> list[str]:
    """The commands of a console block."""
    return [line.removeprefix("$ ") for line in block.text.splitlines() if line.startswith("$ ")]


def play(page: str) -> Iterator[tuple[Fenced, Fenced]]:
    """Carry a page out in the current folder. Yields: every block, and the same as it should read."""
    file, printed = Path(), ""
    for block in read_blocks(page):
        told = block
        if block.language == "yaml" and (name := NAME.match(block.text)):
            file = Path(name[1])
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "diff":
            edit(file, block)
        elif block.language == "console":
            told = Fenced("console", "".join(f"$ {words}\n{call(words)}" for words in list_commands(block)))
        elif block.language == "python":
            printed = run_python(block.text)
        elif block.language == "text":
            told = Fenced("text", printed)
        yield block, told


def edit(file: Path, block: Fenced) -> None:
    """Replace the lines of a file that a diff takes away, which must be there, with those that it adds."""
    before, after = (re.findall(rf"^\{sign}(.*\n)", block.text, re.MULTILINE) for sign in "-+")
    text = file.read_text(encoding="utf-8")
    if text.count("".join(before)) != 1:
        raise ValueError(f"{file} does not hold these lines once: {before}")
    file.write_text(text.replace("".join(before), "".join(after)), encoding="utf-8")


def call(words: str) -> str:
    """What a command prints, and its error if it ends with one."""
    program, *arguments = shlex.split(words)
    if program != "creditscape":
        raise ValueError(f"the pages call creditscape alone, found {words}")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    last = err.getvalue().rstrip("\n").rpartition("\n")[2]
    return out.getvalue() + (f"{last}\n" if code else "")


def run_python(text: str) -> str:
    """What a Python block prints, in a process of its own as a reader would run it."""
    ended = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise ValueError(ended.stderr)
    return ended.stdout


def write_answers(path: Path) -> None:
    """Write into a page what its commands answer today."""
    page = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        answers = iter([str(told) for _, told in play(page)])
    path.write_text(FENCE.sub(lambda _: next(answers), page), encoding="utf-8")


if __name__ == "__main__":
    write_answers(TUTORIAL)
