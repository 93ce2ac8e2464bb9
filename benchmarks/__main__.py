"""`python -m benchmarks [frozen] [lite] [memory] [compile] [job] [ties] [redress]`: without a name all of them.

`python -m benchmarks markdown` prints the figures of the last run as a Markdown table.
"""

import json
import sys
from collections.abc import Callable
from time import perf_counter

from . import compiling, job, lite, memory, redress, speed, ties
from .machine import ROOT, describe_machine, name_sources
from .tables import Chapter, as_markdown, as_text, read_chapter

LATEST = ROOT / "runs" / "bench" / "latest.json"
CHAPTERS: dict[str, Callable[[], Chapter]] = {
    "frozen": speed.measure,
    "lite": lite.measure,
    "memory": memory.measure,
    "compile": compiling.measure,
    "job": job.measure,
    "ties": ties.measure,
    "redress": redress.measure,
}


def print_markdown() -> int:
    """The figures of the last run as a Markdown table."""
    if not LATEST.is_file():
        print("no figures yet; run `python -m benchmarks` first", file=sys.stderr)
        return 2
    data = json.loads(LATEST.read_text())
    chapters = [read_chapter(name, chapter) for name, chapter in data["chapters"].items()]
    print(as_markdown(data["machine"], chapters), end="")
    return 0


def measure_chapters(names: list[str]) -> int:
    """Run the named benchmarks, print each as it ends, write all figures. Returns 1 for a wrong answer."""
    began, machine, chapters = perf_counter(), describe_machine(), []
    print(", ".join(f"{key} {value}" for key, value in machine.items()) + "\n", flush=True)
    for name in names:
        chapters.append(CHAPTERS[name]())
        print(as_text(chapters[-1]), flush=True)
        LATEST.parent.mkdir(parents=True, exist_ok=True)
        found = {"machine": machine, "chapters": {chapter.name: chapter.data() for chapter in chapters}}
        LATEST.write_text(json.dumps(found, indent=1) + "\n")
    if name_sources() != machine["sources"]:
        print("The package was changed while it was measured: these figures and checks are worth nothing.")
    wrong = [chapter.name for chapter in chapters if not chapter.right]
    print(f"{perf_counter() - began:.0f} seconds; figures in {LATEST.relative_to(ROOT)}; ", end="")
    print(f"wrong answers in {', '.join(wrong)}" if wrong else "all answers right")
    return 1 if wrong else 0


def main(names: list[str]) -> int:
    """Exit code 0, 1 for wrong answers, 2 for a name that is no benchmark."""
    if names == ["markdown"]:
        return print_markdown()
    unknown = [name for name in names if name not in CHAPTERS]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; there are {', '.join(CHAPTERS)} and markdown", file=sys.stderr)
        return 2
    return measure_chapters(names or list(CHAPTERS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
