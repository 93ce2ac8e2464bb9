"""`creditscape check`: is a scheme file sound, is every number cited, do its worked cases come true?"""

from dataclasses import asdict
from typing import Annotated, Any

from cyclopts import Parameter


def check(
    scheme: Annotated[str, Parameter(help="The scheme to check.")],
    /,
    *,
    cases: Annotated[
        str | None, Parameter(help="A file of worked cases; by default those that ship.")
    ] = None,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Read a scheme strictly, count its numbers by evidence, and try its worked cases."""
    from ..scheme import list_schemes, load_cases, load_scheme
    from ..words import InputError

    read = load_scheme(scheme)
    named = cases or (scheme if scheme in list_schemes() else None)
    report = None if named is None else _try_cases(read, load_cases(named, read))
    if json:
        _print_object(read, report)
    else:
        _print_lines(read, report)
    if report and report.failures:
        message = f"{len(report.failures)} of {report.checks} checks of worked cases fail"
        raise InputError("U160", message, file=named, hint="See the lines above")


def _try_cases(scheme: Any, cases: Any) -> Any:
    from ..simulation import check_cases
    from .progress import tell_compiling

    tell_compiling()
    return check_cases(scheme, cases)


def _print_object(scheme: Any, report: Any) -> None:
    """A check as one JSON object. report: a `CaseReport`, or None without cases."""
    from .results import print_json

    print_json(
        {
            "scheme": {"id": scheme.id, "title": scheme.title, "digest": scheme.digest()},
            "numbers": scheme.coverage(),
            "lives": report.lives if report else 0,
            "checks": report.checks if report else 0,
            "failures": [asdict(failure) for failure in report.failures] if report else [],
        }
    )


def _print_lines(scheme: Any, report: Any) -> None:
    """A check in lines. report: a `CaseReport`, or None without cases."""
    from .results import plain
    from .shelf import count_numbers

    grades = count_numbers(scheme)
    told = ", ".join(f"{count} {grade}" for grade, count in grades.items() if count)
    print(plain(f"{scheme.id}: {scheme.title}"))
    print(f"{sum(grades.values())} numbers, each with its source: {told}")
    if report is None:
        print("no worked cases given; --cases names a file of them")
        return
    for failure in report.failures:
        print(plain(f"fails: {failure}"))
    tried = f"{report.lives} invented lives, {report.checks} checks on the law and the kernel"
    print(f"{tried}, {len(report.failures)} failed")
