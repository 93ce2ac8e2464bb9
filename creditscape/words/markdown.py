"""Markdown of the pages about schemes and societies: names in words, rows of tables. Text of a file stays text."""

from collections.abc import Iterator


def say(name: str) -> str:
    """A name of the file in words."""
    return name.replace("_", " ")


def write_line(*cells: str) -> str:
    """One row of a table."""
    return "| " + " | ".join(clean(cell).replace("|", "/") for cell in cells) + " |"


def head_lines(*cells: str) -> Iterator[str]:
    """The head of a table."""
    yield write_line(*cells)
    yield "|" + "---|" * len(cells)


def clean(text: str) -> str:
    """Text of a file on one line, without markup of its own."""
    return " ".join(text.split()).replace("<", "&lt;")
