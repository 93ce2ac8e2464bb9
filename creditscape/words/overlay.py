"""One tree laid over another: a file that extends a file says only what is different."""

from collections.abc import Collection

from .tree import Key, Node


def lay_over(base: Node, own: Node, named: Collection[str], single: Collection[str] = ()) -> Node:
    """The tree of a file laid over that of the file it extends.

    Blocks of named entries are merged by name, and an entry by its keys; a single block by its keys; anything else replaces.
    `null` removes.
    """
    entries = dict(base.entries)
    for key, node in own.entries.items():
        old = entries.get(key)
        both = old is not None and bool(old.entries) and isinstance(node.value, dict)
        if both and old is not None and key in named:
            entries[key] = node.holding(_merge_named(old, node))
        elif both and old is not None and key in single:
            entries[key] = _merge_keys(old, node)
        else:
            _put(entries, key, node)
    return own.holding(entries)


def _merge_named(base: Node, own: Node) -> dict[Key, Node]:
    entries = dict(base.entries)
    for name, node in own.entries.items():
        old = entries.get(name)
        if old is not None and old.entries and isinstance(node.value, dict):
            entries[name] = _merge_keys(old, node)
        else:
            _put(entries, name, node)
    return entries


def _merge_keys(base: Node, own: Node) -> Node:
    inner = dict(base.entries)
    for key, value in own.entries.items():
        _put(inner, key, value)
    return own.holding(inner)


def _put(entries: dict[Key, Node], key: Key, node: Node) -> None:
    if node.value is None:
        entries.pop(key, None)
    else:
        entries[key] = node
