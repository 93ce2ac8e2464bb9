"""Tables that ship with this room (data/SOURCES.md): small published aggregates."""

import csv
from importlib.resources import files
from io import StringIO

_ROOM = __name__.rpartition(".")[0]


def read_table(name: str) -> tuple[list[str], list[list[str]]]:
    """The head and the rows of a shipped table, as text."""
    text = (files(_ROOM) / "data" / name).read_text(encoding="utf-8")
    head, *rows = csv.reader(StringIO(text))
    return head, [row for row in rows if row]
