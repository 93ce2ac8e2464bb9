"""A society that extends another one: its file says only what is different (docs/language.md, section 4)."""

from fractions import Fraction
from importlib.resources import files
from importlib.resources.abc import Traversable
from os.path import lexists
from pathlib import Path
from re import fullmatch

from ..words import Document, InputError, Key, Node, is_range, join, lay_over, read_document, show, suggest
from .spreads import SHARES

NAME = r"[a-z0-9][a-z0-9_-]{0,63}"
DEEPEST_CHAIN = 8
_NAMED = (
    "sources", "profiles", "furnishers", "rates", "obligations", "conditions", "episodes", "amounts", "responses", "shocks",
    "faults",
)  # fmt: skip
_SINGLE = ("people", "place", "strata", "households", "work", "friends", "circles", "redress")
_EVIDENCE = frozenset({"cite", "evidence"})


def find_library() -> Traversable:
    """The folder of the shipped societies."""
    return files(__name__.rpartition(".")[0]).joinpath("library")


def list_library() -> list[str]:
    """The names of the shipped societies, sorted."""
    names = (each.name for each in find_library().iterdir())
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def lay_over_base(document: Document) -> Document:
    """The document laid over the one that it extends, if it extends one.

    Raises: InputError E208 (a source's name used anew), E212, E220 (no name), E222 (a cycle), E223 (too deep), E225 (no such
    society), E240 (a number that would seem to come from a source of the base).
    """
    return Document(
        document.file,
        _lay(
            document, (document.root.entries["society"].value,) if "society" in document.root.entries else ()
        ),
    )


def _lay(document: Document, chain: tuple[object, ...]) -> Node:
    root = document.root
    if "extends" not in root.entries:
        return root
    node = root.entries["extends"]
    name = _read_name(node)
    if name in chain:
        raise _refuse("E222", node, f"cycle {' -> '.join(map(str, (*chain, name)))}", ("extends",))
    if len(chain) > DEEPEST_CHAIN:
        raise _refuse("E223", node, f"deeper than {DEEPEST_CHAIN}", ("extends",))
    base = _lay(_read_base(name, document, node), (*chain, name))
    own = root.holding({key: below for key, below in root.entries.items() if key != "extends"})
    _check_sources(base, own)
    _check_citations(base, own)
    return lay_over(base, own, _NAMED, _SINGLE)


def _read_name(node: Node) -> str:
    if not isinstance(node.value, str) or not node.value:
        raise _refuse("E212", node, "must be the name of a society", ("extends",))
    if not fullmatch(NAME, node.value):
        raise _refuse(
            "E220",
            node,
            f"{show(node.value)} is no name; a file is named without its folder and '.yaml'",
            ("extends",),
        )
    return node.value


def _read_base(name: str, document: Document, node: Node) -> Document:
    """A file beside the document, else a shipped society."""
    beside = Path(document.file).parent / f"{name}.yaml"
    if name in list_library():
        return read_document(find_library().joinpath(f"{name}.yaml"))
    if lexists(beside):
        return read_document(beside, follow=False)
    close = suggest(name, list_library())
    message = f"no society {show(name)} in this folder or in the library" + (f"; {close}" if close else "")
    raise _refuse("E225", node, message, ("extends",))


def _check_sources(base: Node, own: Node) -> None:
    old = base.entries["sources"].entries if "sources" in base.entries else {}
    for name, node in own.entries["sources"].entries.items() if "sources" in own.entries else ():
        if name in old and node.value is not None:
            raise _refuse(
                "E208", node, "a source of the society that is extended has this name", ("sources", name)
            )


def _check_citations(base: Node, own: Node) -> None:
    """A number of this file must not stand under a citation of the other file."""
    for block in _NAMED[1:]:
        if block not in own.entries or block not in base.entries:
            continue
        for name, entry in own.entries[block].entries.items():
            old = base.entries[block].entries.get(name)
            if old is None or not old.entries.keys() & _EVIDENCE or entry.entries.keys() & _EVIDENCE:
                continue
            for key, below in entry.entries.items():
                if key not in (*SHARES, "at_most") and _is_bare(below):
                    message = "would seem to come from a source of the society that is extended"
                    hint = "Give the number or its block a 'cite' or 'evidence' of its own"
                    raise _refuse("E240", below, message, (block, name, key), hint)


def _is_bare(node: Node) -> bool:
    if is_range(node):
        return not node.entries.keys() & _EVIDENCE
    if node.items:
        return any(map(_is_bare, node.items))
    return isinstance(node.value, int | Fraction) and not isinstance(node.value, bool)


def _refuse(
    code: str, node: Node, message: str, path: tuple[Key, ...], hint: str | None = None
) -> InputError:
    return InputError(code, message, file=node.file, line=node.place, field=join(path), hint=hint)
