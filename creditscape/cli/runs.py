"""`creditscape run`: one scheme on one society."""

from contextlib import nullcontext
from typing import Annotated, Any

from cyclopts import Parameter

from .options import Options, settle

_DEFAULTS = Options()


def run(
    scheme: Annotated[str, Parameter(help="The scheme to run.")], /, *, options: Options = _DEFAULTS
) -> None:
    """Run a scheme on a synthetic society, by default the one that its file names, and say what it does."""
    asked = options.read()  # a slip of the finger is answered before the compiler is loaded
    from ..scheme import load_scheme
    from ..simulation import make_plan

    read = load_scheme(scheme)
    carry_out(make_plan(read, **settle(asked, read)), options)


def carry_out(plan: Any, options: Options) -> None:
    """Say what will be done, do it, print what came out, and keep it if asked.

    plan: a `RunPlan`. Raises: as `claim_run` before anything is drawn; as `simulate`, `save_run` and
    `write_report`.
    """
    from ..experiment import claim_run
    from ..simulation import simulate
    from .progress import Progress
    from .results import print_object, print_place, print_sentences

    with nullcontext() if options.out is None else claim_run(options.out, plan) as keeper:
        announce(plan)
        with Progress(plan.scheme.id) as progress:
            finished = simulate(plan, progress=progress, store=keeper)
        finished = _try_beside(finished, options, plan.threads)
        if keeper is not None:
            finished = _tell_lives(finished, plan.threads)
        if not options.json:
            print_sentences(finished)
        if keeper is not None:
            from ..report import write_report  # it draws charts, which only a report needs

            write_report(finished, keeper.save(finished) / "report.html")
    if options.json:
        print_object(finished, options.out)
    else:
        print_place(options.out)


def _try_beside(run: Any, options: Options, threads: int) -> Any:
    """The run with what was asked for beside it: milder variants, and other values of what is assumed."""
    from ..experiment import add_milder, add_ranges
    from .progress import Progress

    if options.milder:
        run = add_milder(run, threads=threads)
    if options.ranges:
        with Progress("ranges", "points") as progress:
            run = add_ranges(run, progress=progress, threads=threads)
    return run


def _tell_lives(run: Any, threads: int) -> Any:
    """A run that is kept also keeps what is counted from lives told in full, where it has them as written."""
    from ..experiment import add_lives
    from .progress import Progress

    if "as_written" not in run.manifest["worlds"]:
        return run
    with Progress("lives") as progress:
        return add_lives(run, progress=progress, threads=threads)


def announce(plan: Any) -> None:
    """Tell what is about to be done, and of the wait when the kernel has never been compiled here."""
    from .progress import tell, tell_compiling
    from .results import plain

    for line in plan.lines():
        tell(plain(line))
    tell_compiling()
