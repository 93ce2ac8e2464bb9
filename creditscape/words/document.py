"""Documents that people write: a strict subset of YAML 1.2, every value with its file and line.

Files are scanned as *events* and built into a tree of our own, so that nothing can be constructed, expanded
or guessed: no anchors, aliases, tags or merge keys, no duplicate keys, bounded depth, size and length.
"""

from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from .errors import InputError
from .intake import decode, read_text
from .tree import Node


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read: its name as given, and the tree of its values."""

    file: str
    root: Node

    @property
    def data(self) -> dict[str, Any]:
        """The whole document as plain Python."""
        return self.root.plain()


def read_document(path: str | Path | Traversable, *, follow: bool = True) -> Document:
    """Read a YAML file strictly. follow: whether the path may be a symbolic link.

    Raises: InputError E001-E003, E101-E119, E203, E206; StorageError E401.
    """
    return _arrange(read_text(path, follow=follow), str(path))


def parse_document(text: str, file: str = "text") -> Document:
    """Read a YAML text strictly. Raises: InputError as `read_document`."""
    return _arrange(decode(text.encode("utf-8", "surrogatepass"), file), file)


def _arrange(text: str, file: str) -> Document:
    from .scanner import build_tree

    root = build_tree(text, file)
    if not isinstance(root.value, dict):
        found = (
            "a list"
            if isinstance(root.value, tuple)
            else "text"
            if isinstance(root.value, str)
            else "a value"
        )
        raise InputError("E102", f"top level must be a mapping, found {found}", file=file, line=root.line)
    return Document(file, root)
