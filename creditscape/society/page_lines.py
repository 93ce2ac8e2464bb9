"""Numbers on the pages about societies: value, range and evidence."""

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
