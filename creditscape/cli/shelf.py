"""`creditscape schemes` and `creditscape societies`: what ships, and how well it is documented."""

import sys
from typing import Annotated, Any

from cyclopts import Parameter

_GRADES = ("documented", "press", "contested", "hypothetical", "assumed")


def schemes(
    scheme: Annotated[str | None, Parameter(help="A scheme, to print its page.")] = None,
    /,
    *,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of a table.")] = False,
) -> None:
    """List the schemes that ship, whom they are about and how many numbers have which evidence; or print one's page."""
    from ..scheme import list_schemes, load_scheme, write_page
    from .results import plain, print_json

    if scheme is not None and not json:
        for line in write_page(load_scheme(scheme)).splitlines():
            print(plain(line))
        return
    rows = [_describe(load_scheme(name)) for name in ([scheme] if scheme else list_schemes())]
    if json:
        print_json({"schemes": rows})
    else:
        _print_table(rows, ("subjects", "society", "from"))


def societies(
    society: Annotated[str | None, Parameter(help="A society, to print its page.")] = None,
    /,
    *,
    json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of a table.")] = False,
) -> None:
    """List the societies that ship, with the share of their numbers that is cited; or print one's page."""
    from ..society import list_societies, load_society, write_page
    from .results import print_json

    if society is not None and not json:
        print(write_page(load_society(society)), end="")
        return
    rows = [_describe_society(load_society(name)) for name in ([society] if society else list_societies())]
    if json:
        print_json({"societies": rows})
    else:
        _print_table(rows, ("cited",))


def count_numbers(document: Any) -> dict[str, int]:
    """How many numbers of a scheme or society there are of each grade of evidence."""
    return {grade: sum(document.coverage()[grade].values()) for grade in _GRADES}


def _describe(scheme: Any) -> dict[str, Any]:
    return {
        "id": scheme.id,
        "title": scheme.title,
        "place": scheme.place["name"],
        "subjects": scheme.plain().get("subjects", "person"),
        "society": (scheme.runs_on or {}).get("society", ""),
        "from": scheme.in_force[0].isoformat(),
        "numbers": count_numbers(scheme),
    }


def _describe_society(recipe: Any) -> dict[str, Any]:
    from ..society import share_cited

    return {
        "id": recipe.id,
        "title": recipe.title,
        "place": recipe.place["name"],
        "cited": f"{float(share_cited(recipe)):.0%}",
        "numbers": count_numbers(recipe),
    }


def _print_table(rows: list[dict[str, Any]], more: tuple[str, ...]) -> None:
    """Rows with id, title, place, the columns named and the numbers by grade."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    columns = ("id", "title", "place", *more)
    for name in columns:
        table.add_column(name, no_wrap=name in ("id", *more))
    for grade in _GRADES:
        table.add_column(grade, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(
            *map(Text, [*(row[name] for name in columns), *(str(row["numbers"][grade]) for grade in _GRADES)])
        )
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False)
    with console.capture() as shown:  # Rich itself would end the program when a pipe is closed
        console.print(table)
    print("\n".join(line.rstrip() for line in shown.get().splitlines()))
