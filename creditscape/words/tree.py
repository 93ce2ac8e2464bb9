"""Trees of values: what a document holds, each value with the file and line where it stands."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from .errors import clip, show
from .evidence import Citation
from .scalars import Scalar

Key = str | int


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a document: a scalar, a tuple of nodes or a mapping of nodes, and where it stands.

    key_line: the line of the key it stands under, if any; written: a scalar as written; quoted: whether in
    quotes; citation: where a number comes from, once `trace_evidence` has been here.
    """

    value: "Scalar | tuple[Node, ...] | dict[Key, Node]"
    file: str
    line: int
    key_line: int | None = None
    written: str = ""
    quoted: bool = False
    citation: Citation | None = None

    @property
    def entries(self) -> "dict[Key, Node]":
        """The entries of a mapping; nothing for any other value."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> "tuple[Node, ...]":
        """The items of a list; nothing for any other value."""
        return self.value if isinstance(self.value, tuple) else ()

    @property
    def place(self) -> int:
        """The line to name in a message: that of the key, else that of the value."""
        return self.line if self.key_line is None else self.key_line

    def plain(self) -> Any:
        """The value as plain Python: dict, list, str, int, bool, Fraction, date, None."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, tuple):
            return [node.plain() for node in self.value]
        return self.value

    def find(self, path: "tuple[Key, ...] | list[Key]") -> "Node":
        """The node at a path, or the last one met on the way to it."""
        node = self
        for step in path:
            below = (
                node.entries.get(step)
                if not node.items
                else (node.items[step] if isinstance(step, int) and 0 <= step < len(node.items) else None)
            )
            if below is None:
                return node
            node = below
        return node

    def holding(self, value: "tuple[Node, ...] | dict[Key, Node]") -> "Node":
        """The same node with other contents."""
        return Node(value, self.file, self.line, self.key_line, self.written, self.quoted, self.citation)


def describe(value: object) -> str:
    """What kind of value was found, in words for a message."""
    match value:
        case None:
            return "nothing"
        case bool():
            return str(value).lower()
        case str():
            return f"text {show(value)}"
        case dict():
            return "a mapping"
        case tuple() | list():
            return "a list"
        case Fraction():
            return clip(_write_decimal(value), 80)
        case date():
            return f"the date {value}"
    return show(value)


def _write_decimal(value: Fraction) -> str:
    return format(float(value), ".12g") if abs(value) < 10**15 else str(value)
