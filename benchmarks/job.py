"""The main job as people do it: one command, a million people, ten years, three worlds, with the report."""

from creditscape.experiment import open_run
from creditscape.simulation import is_warm, run_digest, table_digests

from .machine import run_lab, spare_folder
from .tables import Chapter

ARGUMENTS = ("run", "suining-2010", "--people", "1e6", "--years", "10")
WARM_UP = ("run", "suining-2010", "--people", "1", "--years", "1")


def measure() -> Chapter:
    """Seconds from the command to its end, with a compiled kernel; what it left must be whole."""
    chapter = Chapter("job", f"The main job: creditscape {' '.join(ARGUMENTS)} --out DIR")
    if not is_warm():
        chapter.notes.append("the kernel was compiled before the clock started")
    run_lab(*WARM_UP)
    with spare_folder() as folder:
        ended = run_lab(*ARGUMENTS, "--out", str(folder / "run"))
        run, report = open_run(folder / "run"), folder / "run" / "report.html"
        size = report.stat().st_size if report.is_file() else 0
    work, simulated = run.manifest["counts"]["candidates_x_worlds"], run.manifest["seconds"]
    chapter.tell("from the command to its end", ended.seconds, "s")
    chapter.tell("of that: the simulation", simulated, "s")
    chapter.tell("people", run.manifest["people"], "")
    chapter.tell("candidates x worlds", work, "")
    chapter.tell("candidates x worlds a second, simulation", work / simulated, "/s")
    chapter.tell(
        "person-months a second, three worlds, whole command",
        run.manifest["people"] * 360 / ended.seconds,
        "/s",
    )
    chapter.tell("size of the report", size / 1e6, "MB")
    done = run.tables["headline"]["communities"].unique().to_list()
    chapter.check("no community was lost", done == [run.manifest["communities"]])
    chapter.check(
        "the tables on disk have the digest of the manifest",
        run_digest(table_digests(run.tables)) == run.digest,
    )
    chapter.check("there are three worlds and a report", len(run.manifest["worlds"]) == 3 and size > 10_000)
    return chapter
