"""Every single citation, date and unit of the schemes that ship, and what a scheme is without it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from creditscape.scheme import drafts, list_schemes, load_scheme
from creditscape.scheme.blocks import SchemeBlocks
from creditscape.scheme.changes import DATED, NAMED
from creditscape.words import (
    Document,
    InputError,
    Key,
    Node,
    check_shape,
    parse_duration,
    read_document,
    resolve,
)

from .pins import count, walk

View = Callable[[dict[str, Any]], Any]
SPOKEN = ("title", "note", "claim")  # keys of words, where a duration is no unit of the scheme


@dataclass(frozen=True)
class Removal:
    """One thing that is taken away. left: what stays in its place, such as `1` of `1 year`; None: nothing."""

    scheme: str
    kind: str
    path: tuple[Key, ...]
    left: Node | None = None

    def apply(self, root: Node) -> Node:
        """The tree of the file without it."""
        return remove(root, self.path, self.left)


def list_removals(scheme: str, root: Node, path: tuple[Key, ...] = ()) -> Iterator[Removal]:
    """All that can be taken away from a file: cite, source (one of several in a `cite`), date, unit."""
    for key, node in walk(root):
        here = (*path, key)
        if key == "cite":
            yield Removal(scheme, "cite", here)
            several = [step for step, _ in walk(node)]
            yield from (Removal(scheme, "source", (*here, step)) for step in several if len(several) > 1)
        elif here != ("sources",):
            if isinstance(node.value, date):
                yield Removal(scheme, "date", here)
            elif here[-2:] == ("size", "unit"):
                yield Removal(scheme, "unit", here)
            elif key not in SPOKEN and is_span(node.value):
                yield Removal(scheme, "unit", here, drop_unit(node))
            yield from list_removals(scheme, node, here)


def is_span(value: object) -> bool:
    """Whether a value is a duration."""
    try:
        return isinstance(value, str) and bool(parse_duration(value))
    except ValueError:
        return False


def drop_unit(node: Node) -> Node:
    """`1 year` without its unit: the number 1. Of `end of year` the text `end` is left."""
    left = node.written.split()[0]
    return replace(node, value=int(left) if left.isdigit() else left, written=left)


def remove(node: Node, path: tuple[Key, ...], left: Node | None = None) -> Node:
    """A tree without what stands at a path, or with something else in its place."""
    step, *rest = path
    entries = dict(walk(node))
    if rest:
        left = remove(entries[step], tuple(rest), left)
    entries.pop(step) if left is None else entries.update({step: left})
    return node.holding(entries if node.entries else tuple(entries.values()))


def narrow(root: Node, path: tuple[Key, ...]) -> Node:
    """A scheme without the entries that a path does not lead into; all of it for a path into a phase.

    Counts of entries add up and shapes are checked one by one, so what is seen here is seen in the whole.
    """
    if len(path) < 2 or path[0] in ("phases", "cite"):
        return root
    left_out = {"phases", "process", "card", "claims"} - {path[0]}
    kept = {key: node for key, node in root.entries.items() if key not in left_out}
    for block in kept.keys() & set(DATED) & set(NAMED):
        name = path[1] if block == path[0] else None
        kept[block] = kept[block].holding({key: node for key, node in walk(kept[block]) if key == name})
    return root.holding(kept)


class Shelf:
    """The files of the library, each read once, any of which may be replaced for a moment.

    Its `read` and `read_base` stand in for those of `creditscape.scheme.drafts`.
    """

    def __init__(self) -> None:
        self.roots = {name: read_document(drafts.locate(name)).root for name in list_schemes()}
        self.replaced: dict[str, Node] = {}
        self.within: tuple[Key, ...] = ()
        self.bases: dict[str, drafts.Draft] = {}
        self.tables: dict[tuple[Key, ...], dict[str, Any]] = {}
        self.read_below = drafts._read_base

    def read(self, path, **_) -> Document:
        """A file of the library, or what stands in its place."""
        return Document(str(path), self.replaced.get(path.stem, self.roots[path.stem]))

    def read_base(self, root, key, path, chain) -> drafts.Draft:
        """What a file extends, as narrow as the file itself."""
        name = root.entries[key].value
        if name not in self.bases:
            within, self.within = self.within, ()
            self.bases[name] = self.read_below(root, key, path, chain)
            self.within = within
        return replace(self.bases[name], tree=narrow(self.bases[name].tree, self.within))

    def find_family(self, name: str) -> list[str]:
        """A scheme and those that extend it."""
        extend = [key for key, root in self.roots.items() if root.find(["extends"]).value == name]
        return [name, *extend]

    def list_removals(self, *names: str) -> list[Removal]:
        """All that can be taken away from some files, or from all of them."""
        return [each for name in names or self.roots for each in list_removals(name, self.roots[name])]

    def count_sound(self, name: str) -> dict[str, Any]:
        """The table of an untouched scheme, as narrow as `within` says. Raises: ValueError if refused."""
        key = (name, *self.within[:2])
        if key not in self.tables:
            try:
                draft = self.read_draft(name, self.roots[name])
                check(draft)
            except InputError as error:
                raise ValueError(f"{key} is refused with nothing taken away") from error
            self.tables[key] = count(draft)
        return self.tables[key]

    def read_draft(self, name: str, root: Node) -> drafts.Draft:
        """The draft of a scheme with another tree for its own file, which stays in its place."""
        self.replaced = {name: narrow(root, self.within)}
        return drafts.read_draft(name)

    def find(self, removal: Removal, *, whole: bool = False, view: View = lambda table: table) -> str:
        """How a removal comes to light: `refused`, `counted` (the table is another), or `unseen`.

        whole: load the whole scheme, not only the entry; view: what of the table one looks at.
        """
        self.within = () if whole else removal.path
        try:
            sound = self.count_sound(removal.scheme)
            draft = self.read_draft(removal.scheme, removal.apply(self.roots[removal.scheme]))
            if view(count(draft)) != view(sound):
                return "counted"
            load_scheme(removal.scheme) if whole else check(draft)
        except InputError:
            return "refused"
        finally:
            self.within, self.replaced = (), {}
        return "unseen"


def check(draft: drafts.Draft) -> None:
    """Check the shape of all wordings of a scheme at all ends of what is uncertain. Raises: InputError."""
    for stage in draft.stages:
        for end in ("used", "low", "high"):
            check_shape(SchemeBlocks, resolve(stage.root, lambda _, end=end: end))
