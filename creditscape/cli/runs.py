"""`creditscape run`: one scheme on one society."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from .options import Options

_DEFAULTS = Options()


def run(scheme: Annotated[str, Parameter(help="The scheme to run.")], /, *, options: Options = _DEFAULTS) -> None:
    """Run a scheme on a synthetic society and say what it does."""
    from ..simulation import make_plan, simulate

    plan = make_plan(scheme, **options.read())
    carry_out(plan, options, lambda progress: simulate(plan, progress=progress))


def carry_out(plan: Any, options: Options, work: Any) -> None:
    """Say what will be done, do it, keep it if asked, and print what came out.

    work: what makes the run, given something to call with its progress.
    """
    from ..experiment import claim_run
    from ..report import write_report
    from .progress import Progress
    from .results import print_results

    with nullcontext() if options.out is None else claim_run(options.out) as keeper:
        announce(plan)
        with Progress("running") as progress:
            finished = work(progress)
        if keeper is not None:
            write_report(finished, keeper.save(finished) / "report.html")
    print_results(finished, None if options.out is None else Path(options.out), options.json)


def announce(plan: Any) -> None:
    """Tell what is about to be done, and of the wait when the kernel has never been compiled here."""
    from ..simulation import is_warm
    from .progress import tell
    from .results import plain

    if not is_warm():
        tell("compiling once, about half a minute; the next run starts at once")
    for line in plan.lines():
        tell(plain(line))
