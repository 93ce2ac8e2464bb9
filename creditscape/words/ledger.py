"""The evidence of a tree number by number, and how much of it there is."""

from collections.abc import Iterator
from typing import Any

from .evidence import GRADES
from .ranges import Path, is_range, join, pick
from .tree import Node

Row = dict[str, Any]


def list_numbers(root: Node) -> list[Row]:
    """One row a number, in the order of the file.

    Each has: path, value, low, high, grade, source, place, sources, note, own, file, line.
    """
    return [write_row(path, node) for path, node in walk_numbers(root)]


def count_grades(rows: list[Row]) -> dict[str, dict[str, int]]:
    """Rows by grade, apart for numbers cited in their own block and by the file as a whole."""
    counts = {grade: {"own": 0, "inherited": 0} for grade in GRADES}
    for row in rows:
        counts[row["grade"]]["own" if row["own"] else "inherited"] += 1
    return counts


def walk_numbers(node: Node, path: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every number of a traced tree with its path: the nodes that carry a citation."""
    if node.citation is not None:
        yield path, node
        return
    for key, below in node.entries.items() if node.entries else enumerate(node.items):
        yield from walk_numbers(below, (*path, key))


def write_row(path: Path, node: Node) -> Row:
    """The row of one number. Raises: ValueError for a value without citation."""
    citation = node.citation
    if citation is None:
        raise ValueError(f"{join(path)} carries no citation")
    low = high = None
    used: Any = node.plain()
    if is_range(node):
        used = pick(node, "used").plain()
        if node.entries.keys() & {"low", "variants"}:
            low, high = pick(node, "low").plain(), pick(node, "high").plain()
    source, place = citation.sources[0] if citation.sources else (None, None)
    return {
        "path": join(path),
        "value": used,
        "low": low,
        "high": high,
        "grade": citation.grade,
        "source": source,
        "place": place,
        "sources": list(citation.sources),
        "note": citation.note,
        "own": citation.own,
        "file": node.file,
        "line": node.place,
    }
