"""The wait before the first result: the first compilation ever, a warm start, a long scheme, `--help`."""

from pathlib import Path
from statistics import median
from time import perf_counter

from creditscape.kernel import CACHE
from creditscape.scheme import load_scheme
from creditscape.simulation import make_plan
from creditscape.simulation.run import lower_plan, tally
from creditscape.words import load_vocabulary

from .machine import run_lab, run_python, spare_folder, time_often
from .tables import Chapter

RULES = (50, 1000)
_FIRST = """
from creditscape.simulation import simulate
print(simulate("suining-2010", people=4096, years=1).digest)
"""


def _scheme_text(rules: int) -> str:
    """A scheme file with that many rules, over the kinds of conduct in turn."""
    words = load_vocabulary().kinds.values()
    kinds = [kind.name for kind in words if kind.class_ == "conduct" and kind.subject == "person"]
    lines = [
        "scheme: long",
        "title: A long scheme",
        'place: {name: "Nowhere", country: XX}',
        "in_force: {from: 2020-01-01}",
        "subjects: [person]",
        "min_age: 18",
        "one_act: largest",
        'sources: {text: {title: "Made for timing", evidence: documented}}',
        "cite: text",
        "scores: {points: {start: 1000}}",
        "bands: {class: {of: points, levels: [{name: A, from: 900}, {name: B}]}}",
        "rules:",
    ]
    for n in range(rules):
        kind, points, years = kinds[n % len(kinds)], -5 - n % 40, 1 + n % 3
        lines.append(f"  rule_{n}: {{event: {kind}, points: {points}, lasts: {years} years}}")
    return "\n".join(lines) + "\n"


def _compiled_files() -> list[str]:
    return sorted(file.name for file in CACHE.rglob("*.nb[ic]"))


def _read_schemes(chapter: Chapter, folder: Path) -> None:
    """A short and a long scheme, from the file to the first community, on the same compiled kernel."""
    tally(lower_plan(make_plan("suining-2010", people=1, years=1)), 1, 1, 1)
    before = _compiled_files()
    for rules in RULES:
        path = folder / f"long_{rules}.yaml"
        path.write_text(_scheme_text(rules))
        began = perf_counter()
        scheme = load_scheme(path)
        read = perf_counter()
        plan = make_plan(scheme, people=1, years=1)
        low = lower_plan(plan)
        lowered = perf_counter()
        tally(low, 1, 1, 1)
        chapter.tell(f"{rules:,} rules: reading and checking the file", read - began, "s")
        chapter.tell(f"{rules:,} rules: lowering", lowered - read, "s")
        chapter.tell(f"{rules:,} rules: one community, one year, three worlds", perf_counter() - lowered, "s")
        chapter.check(f"the kernel knows {rules:,} rules", len(low.book.names[0].rules) == rules)
    chapter.notes.append("Lowering includes the society, which takes the larger part of it.")
    chapter.check("no scheme made the compiler work again", _compiled_files() == before)


def measure() -> Chapter:
    """Times of starting; cold and warm give one digest, and no scheme makes the compiler work again."""
    chapter = Chapter("compile", "Starting, compiling and reading")
    with spare_folder() as folder:
        cold = run_python(_FIRST, folder / "cache")
        warm = [run_python(_FIRST, folder / "cache") for _ in range(3)]
        chapter.tell("first run ever, 4,096 people and one year (the kernel is compiled)", cold.seconds, "s")
        chapter.tell("the same again in a new process", median(run.seconds for run in warm), "s")
        chapter.tell("`creditscape --help`", time_often(lambda: run_lab("--help"), 3), "s")
        _read_schemes(chapter, folder)
    chapter.check(
        "the first run and the later ones have one digest", len({run.output for run in (cold, *warm)}) == 1
    )
    return chapter
