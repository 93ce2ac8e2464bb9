"""`creditscape schemes`: what ships, and how well every scheme is documented."""

import sys
from typing import Annotated, Any

from cyclopts import Parameter

_GRADES = ("documented", "press", "contested", "hypothetical", "assumed")


def schemes(
    *, json: Annotated[bool, Parameter(negative=(), help="Print one JSON object instead of a table.")] = False
) -> None:
    """List the schemes that ship: id, title, place, date, and how many numbers have which evidence."""
    from ..scheme import list_schemes, load_scheme
    from .results import print_json

    rows = [_describe(load_scheme(name)) for name in list_schemes()]
    if json:
        print_json({"schemes": rows})
    else:
        _print_table(rows)


def count_numbers(scheme: Any) -> dict[str, int]:
    """How many numbers of a scheme there are of each grade of evidence."""
    return {grade: sum(scheme.coverage()[grade].values()) for grade in _GRADES}


def _describe(scheme: Any) -> dict[str, Any]:
    return {
        "id": scheme.id,
        "title": scheme.title,
        "place": scheme.place["name"],
        "from": scheme.in_force[0].isoformat(),
        "numbers": count_numbers(scheme),
    }


def _print_table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in ("id", "title", "place", "from"):
        table.add_column(name, no_wrap=name in ("id", "from"))
    for grade in _GRADES:
        table.add_column(grade, justify="right", no_wrap=True)
    for row in rows:
        words = [row["id"], row["title"], row["place"], row["from"]]
        table.add_row(*map(Text, [*words, *(str(row["numbers"][grade]) for grade in _GRADES)]))
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else 160, highlight=False)
    with console.capture() as shown:  # Rich itself would end the program when a pipe is closed
        console.print(table)
    print("\n".join(line.rstrip() for line in shown.get().splitlines()))
