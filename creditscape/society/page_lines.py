"""Lines of the pages about societies: table rows, numbers with their ranges and evidence."""

from collections.abc import Iterator
from typing import Any

from ..words import Row


def tell(row: Row) -> tuple[str, str, str]:
    """A number, its range, and its grade with the sources."""
    low, high = row["low"], row["high"]
    reach = f"{write(low)} to {write(high)}" if low is not None else ""
    cited = ", ".join(name for name, _ in row["sources"])
    return write(row["value"]), reach, row["grade"] + (f": {cited}" if cited else "")


def write(number: Any) -> str:
    """A number in at most four digits."""
    return f"{float(number):.4g}"


def say(name: str) -> str:
    """A name of the file in words."""
    return name.replace("_", " ")


def write_line(*cells: str) -> str:
    """One row of a table."""
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def head_lines(*cells: str) -> Iterator[str]:
    """The head of a table."""
    yield write_line(*cells)
    yield "|" + "---|" * len(cells)
