"""`creditscape validate`: what the laboratory makes of published figures."""

from typing import Annotated

from cyclopts import Parameter


def validate(
    *targets: Annotated[str, Parameter(help="Some targets only, by id such as V8; without one, all.")],
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of a page.")] = False,
) -> None:
    """Hold the laboratory against published figures: what agrees, what differs and why, what cannot be reached, what was fitted."""
    from ..validation import count_verdicts, describe, find_targets, run_targets, write_page
    from .progress import Progress, tell_compiling
    from .results import plain, print_json

    chosen = find_targets(targets)
    tell_compiling()
    with Progress("validate", "steps") as progress:
        results = run_targets(chosen, progress)
    if json:
        print_json({"counts": count_verdicts(results), "targets": [describe(each) for each in results]})
        return
    for line in write_page(results).splitlines():
        print(plain(line))
