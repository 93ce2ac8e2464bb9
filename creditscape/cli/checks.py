"""`creditscape check`: is a scheme file sound, is every number cited, do its worked cases come true?"""

from dataclasses import asdict
from typing import Annotated, Any

from cyclopts import Parameter


def check(
    scheme: Annotated[str, Parameter(help="The scheme to check.")],
    /,
    *,
    cases: Annotated[str | None, Parameter(help="A file of worked cases; by default those that ship.")] = None,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of lines.")] = False,
) -> None:
    """Read a scheme strictly, count its numbers by evidence, and try its worked cases on the law and the kernel."""
    from ..scheme import list_schemes, load_cases, load_scheme
    from ..words import InputError

    read = load_scheme(scheme)
    named = cases or (scheme if scheme in list_schemes() else None)
    lives, checks, failures = (0, 0, []) if named is None else _try_cases(read, load_cases(named, read))
    if json:
        _print_object(read, lives, checks, failures)
    else:
        _print_lines(read, lives, checks, failures)
    if failures:
        raise InputError(
            "U150", f"{len(failures)} of {checks} checks of worked cases fail", file=named, hint="See the lines above"
        )


def _try_cases(scheme: Any, cases: Any) -> tuple[int, int, list[Any]]:
    from ..simulation import check_cases, is_warm
    from .progress import tell

    if not is_warm():
        tell("compiling once, about half a minute; the next check starts at once")
    return check_cases(scheme, cases)


def _print_object(scheme: Any, lives: int, checks: int, failures: list[Any]) -> None:
    from .results import print_json

    print_json(
        {
            "scheme": {"id": scheme.id, "title": scheme.title, "digest": scheme.digest()},
            "numbers": scheme.coverage(),
            "lives": lives,
            "checks": checks,
            "failures": [{name: str(value) for name, value in asdict(failure).items()} for failure in failures],
        }
    )


def _print_lines(scheme: Any, lives: int, checks: int, failures: list[Any]) -> None:
    from .results import plain
    from .shelf import count_numbers

    grades = count_numbers(scheme)
    told = ", ".join(f"{count} {grade}" for grade, count in grades.items() if count)
    print(plain(f"{scheme.id}: {scheme.title}"))
    print(f"{sum(grades.values())} numbers, each with its source: {told}")
    for each in failures:
        where = f"{each.life}, day {each.day}, {each.program}, {each.scenario}"
        print(plain(f"fails: {where}: {each.field}: expected {each.expected}, found {each.found}"))
    if lives:
        print(f"{lives} invented lives, {checks} checks on the law and the kernel, {len(failures)} failed")
    else:
        print("no worked cases given; --cases names a file of them")
