"""Changes to the tree of a scheme: dotted paths with new values (phases, reforms)."""

from collections.abc import Mapping
from dataclasses import replace

from ..words import InputError, Key, Node, show, suggest, walk_numbers

NAMED = ("sources", "keepers", "scores", "bands", "caps", "rules", "lists", "measures")
SINGLE = ("process",)
DATED = ("scores", "bands", "caps", "rules", "lists", "measures", "process")
Change = tuple[tuple[str, ...], Node]
FIXED = ("scheme", "extends", "sources", "phases", "reform")


def split_changes(changes: Mapping[Key, Node], allowed: tuple[str, ...] | None) -> list[Change]:
    """Changes as (path, new value). allowed: the top-level blocks they may touch; None: all but `FIXED`.

    Raises: InputError E209 (a block that may not change), E249 (changes that overlap).
    """
    found: list[Change] = []
    for key, node in changes.items():
        path = tuple(str(key).split("."))
        if path[0] in FIXED or (allowed is not None and path[0] not in allowed):
            words = f"allowed: {', '.join(allowed)}" if allowed else f"not: {', '.join(FIXED)}"
            raise _refuse("E209", node, f"{show(path[0])} cannot be changed here; {words}", path)
        found.append((path, node))
    for (first, _), (second, node) in ((a, b) for a in found for b in found if a is not b):
        if second[: len(first)] == first:
            raise _refuse("E249", node, f"overlaps the change of {show('.'.join(first))}", second)
    return found


def apply_changes(root: Node, changes: list[Change]) -> Node:
    """The tree with new values at paths.

    Raises: InputError E209 naming the first step that does not exist.
    """
    for path, node in changes:
        root = _change(root, path, node, path)
    return root


def _change(node: Node, path: tuple[str, ...], new: Node, whole: tuple[str, ...]) -> Node:
    key = _find_step(node, path[0])
    if len(path) > 1:
        below = None if key is None else _get(node, key)
        if below is None and path == whole and len(path) == 2 and path[0] in DATED:
            below = new.holding({})
        if below is None:
            raise _miss(node, path[0], new, whole)
        changed = _set(node, path[0] if key is None else key, _change(below, path[1:], new, whole))
        return _cite_anew(changed, new)
    if key is None and (new.value is None or not isinstance(node.value, dict)):
        raise _miss(node, path[0], new, whole)
    if new.value is None and key is not None:
        return _cite_anew(_remove(node, key), new)
    return _cite_anew(_set(node, path[0] if key is None else key, new), new)


def _cite_anew(node: Node, new: Node) -> Node:
    """A table or range that is changed within is no longer what its source says, but what the change says."""
    if node.citation is None:
        return node
    return replace(node, citation=next((each.citation for _, each in walk_numbers(new)), node.citation))


def _find_step(node: Node, step: str) -> Key | None:
    """The key or place that a step of a path means: a key, a number in a list, or the `name` of an item."""
    if node.entries:
        return step if step in node.entries else None
    if step.isascii() and step.isdigit() and len(step) < 6 and int(step) < len(node.items):
        return int(step)
    names = [item.entries["name"].value if "name" in item.entries else None for item in node.items]
    return names.index(step) if step in names else None


def _get(node: Node, key: Key) -> Node:
    return node.items[key] if isinstance(key, int) and node.items else node.entries[key]


def _set(node: Node, key: Key, new: Node) -> Node:
    if isinstance(key, int) and node.items:
        return node.holding((*node.items[:key], new, *node.items[key + 1 :]))
    return node.holding({**node.entries, key: new})


def _remove(node: Node, key: Key) -> Node:
    if isinstance(key, int) and node.items:
        return node.holding((*node.items[:key], *node.items[key + 1 :]))
    return node.holding({name: below for name, below in node.entries.items() if name != key})


def _miss(node: Node, step: str, new: Node, whole: tuple[str, ...]) -> InputError:
    known = list(node.entries) or [
        item.entries["name"].value for item in node.items if "name" in item.entries
    ]
    close = suggest(step, known)
    return _refuse("E209", new, f"unknown step {show(step)}" + (f"; {close}" if close else ""), whole)


def _refuse(code: str, node: Node, message: str, path: tuple[str, ...]) -> InputError:
    return InputError(code, message, file=node.file, line=node.place, field=".".join(path))
