"""Builds a tree of values from the events of a YAML text, without recursion and without ever constructing
an object. The events come from libyaml, which reads about thirty times as fast as a scanner in Python.

Apart from `document.py`, so that the YAML library is loaded only where a file is read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yaml import events
from yaml.cyaml import CParser
from yaml.error import MarkedYAMLError, YAMLError

from .errors import InputError, show
from .intake import check_seen
from .scalars import read_key, read_scalar
from .tree import Key, Node

DEEPEST = 32
MOST_NODES = 200_000
LONGEST_SCALAR = 4096
_DIRECTIVE = re.compile(r"(?:[ ]*(?:#[^\n]*)?\n)*%")


def build_tree(text: str, file: str) -> Node:
    """The tree of a text that holds one document.

    Raises: InputError E101, E103, E107-E119, E203, E206 with file and line.
    """
    if directive := _DIRECTIVE.match(text):
        raise InputError(
            "E117",
            "directives are not allowed; remove the line with '%'",
            file=file,
            line=directive[0].count("\n") + 1,
        )
    return _Builder(file).build(text)


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being read."""

    line: int
    items: list[Node] | None
    entries: dict[Key, Node] | None
    key_line: int | None
    key: Key | None = None
    here: int | None = None


class _Builder:
    """Builds the tree of one document from its events, with a stack of its own instead of recursion."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.stack: list[_Frame] = []
        self.root: Node | None = None
        self.nodes = 0
        self.documents = 0

    def build(self, text: str) -> Node:
        for event in self._scan(text):
            line = event.start_mark.line + 1
            if isinstance(event, events.NodeEvent):
                self._check(event, line)
            match event:
                case events.ScalarEvent():
                    self._add_scalar(event, line)
                case events.CollectionStartEvent():
                    self._open(event, line)
                case events.CollectionEndEvent():
                    self._close()
                case events.DocumentStartEvent():
                    self._start(event, line)
        if self.root is None or (self.root.value is None and not self.root.quoted):
            raise InputError("E101", "file is empty; a mapping of keys and values is needed", file=self.file)
        return self.root

    def _scan(self, text: str) -> Iterator[Any]:
        line = 1
        try:
            parser = CParser(text)
            while parser.check_event():
                event = parser.get_event()
                line = event.start_mark.line + 1
                yield event
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise self._refuse(
                "E116",
                f"cannot be read as YAML: {error.problem or error.context or 'malformed'}",
                line if mark is None else mark.line + 1,
            ) from None
        except YAMLError:
            raise self._refuse("E116", "cannot be read as YAML: malformed", line) from None

    def _start(self, event: Any, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise self._refuse("E103", "more than one document; remove the line '---'", line)

    def _check(self, event: Any, line: int) -> None:
        self.nodes += 1
        if isinstance(event, events.AliasEvent) or event.anchor is not None:
            raise self._refuse("E108", "anchors and aliases are not allowed; use extends", line)
        if event.tag is not None:
            raise self._refuse(
                "E112",
                f"tags are not allowed ({show(str(event.tag).replace('tag:yaml.org,2002:', '!!'))[1:-1]})",
                line,
            )
        if self.nodes > MOST_NODES:
            raise self._refuse("E110", f"more than {MOST_NODES:,} values; limit is {MOST_NODES:,}", line)

    def _add_scalar(self, event: Any, line: int) -> None:
        text, quoted = event.value, bool(event.style)
        if len(text) > LONGEST_SCALAR:
            raise self._refuse("E111", f"value is {len(text)} characters; limit is {LONGEST_SCALAR}", line)
        if quoted:
            check_seen(text, self.file, line)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.entries is not None and frame.key is None:
            self._set_key(frame, text, quoted, line)
            return
        value = text if quoted else read_scalar(text, file=self.file, line=line)
        self._place(Node(value, self.file, line, None if frame is None else frame.here, text, quoted))

    def _set_key(self, frame: _Frame, text: str, quoted: bool, line: int) -> None:
        if text == "<<" and not quoted:
            raise self._refuse("E108", "merge keys, anchors and aliases are not allowed; use extends", line)
        key = text if quoted else read_key(text, file=self.file, line=line)
        if isinstance(key, bool) or not isinstance(key, str | int):
            raise self._refuse("E118", f"key {show(text)} must be text or a whole number", line)
        entries = frame.entries or {}
        if key in entries:
            raise self._refuse(
                "E107", f"key {show(text)} given twice, first at line {entries[key].place}", line
            )
        frame.key, frame.here = key, line

    def _open(self, event: Any, line: int) -> None:
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.entries is not None and parent.key is None:
            raise self._refuse("E118", "a key must be text or a whole number, found a list or mapping", line)
        if len(self.stack) >= DEEPEST:
            raise self._refuse("E109", f"nested deeper than {DEEPEST}", line)
        mapping = isinstance(event, events.MappingStartEvent)
        self.stack.append(
            _Frame(
                line,
                None if mapping else [],
                {} if mapping else None,
                None if parent is None else parent.here,
            )
        )

    def _close(self) -> None:
        frame = self.stack.pop()
        value = frame.entries if frame.entries is not None else tuple(frame.items or ())
        self._place(Node(value, self.file, frame.line, frame.key_line))

    def _place(self, node: Node) -> None:
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        if frame.entries is not None and frame.key is not None:
            frame.entries[frame.key] = node
            frame.key = frame.here = None
        elif frame.items is not None:
            frame.items.append(node)

    def _refuse(self, code: str, message: str, line: int) -> InputError:
        return InputError(code, message, file=self.file, line=line)
