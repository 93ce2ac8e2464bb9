"""A natural-frequency tree: numbers of people that split, with a bar under each number as long as it is large."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..downloads import Table
from ..pictures import Drawing, Spec, fill_spec
from .room import TELEPHONE

_NARROW_STEP, _NARROW_LINE = 22, 54


@dataclass(frozen=True, slots=True)
class Branch:
    """One node: what it is called, how many of the whole, as said; its depth; the places of those it comes from; its line in the wide
    picture.
    """

    name: str
    figure: float
    words: str
    depth: int
    parents: tuple[int, ...]
    line: float
    colour: str


def draw_tree(branches: Sequence[Branch], whole: float) -> Drawing:
    """The tree, in columns, or on a telephone as an indented list.

    branches: parents before children; whole: the figure of the root.
    """

    def shape(width: int) -> Spec:
        wide = width > TELEPHONE
        depths = max(branch.depth for branch in branches) + 1
        column = (width - 10) / depths
        if wide:
            spots = [(branch.depth * column, 42 + 74 * branch.line) for branch in branches]
            down, full = 42 + 74 * max(branch.line for branch in branches) + 30, column - 46
        else:
            spots = [(_indent(branch), 28 + _NARROW_LINE * place) for place, branch in enumerate(branches)]
            down, full = 28 + _NARROW_LINE * len(branches) - 22, width - 90.0
        return fill_spec(
            "tree",
            {
                "links": _link(branches, spots, full if wide else None, whole),
                "bars": [
                    {
                        "x": x,
                        "y": y,
                        "x2": x + max(full * branch.figure / whole, 1),
                        "y2": y,
                        "colour": branch.colour,
                    }
                    for branch, (x, y) in zip(branches, spots, strict=True)
                ],
                "numbers": [
                    {"x": x, "y": y, "number": branch.words}
                    for branch, (x, y) in zip(branches, spots, strict=True)
                ],
                "words": [
                    {"x": x, "y": y + 7, "words": branch.name}
                    for branch, (x, y) in zip(branches, spots, strict=True)
                ],
            },
            width=width - 10,
            height=down,
            across=width - 10,
            down=down,
        )

    rows = [
        (branch.name, " and ".join(branches[parent].name for parent in branch.parents), branch.figure)
        for branch in branches
    ]
    return Drawing(shape, Table(("who", "part of", f"of {whole:,.0f}"), rows))


def _indent(branch: Branch) -> float:
    """Where a node begins on a telephone: what joins several stands apart, for no line could lead to it past the others."""
    return branch.depth * _NARROW_STEP if len(branch.parents) < 2 else 0


def _link(
    branches: Sequence[Branch], spots: Sequence[tuple[float, float]], full: float | None, whole: float
) -> list[dict[str, float]]:
    """Lines from each node to those it comes from. full: length of the longest bar in columns; None on a telephone."""
    links = []
    for branch, (x, y) in zip(branches, spots, strict=True):
        for parent in branch.parents if full is not None or len(branch.parents) == 1 else ():
            px, py = spots[parent]
            if full is None:
                links += [
                    {"x": px + 4, "y": py, "x2": px + 4, "y2": y},
                    {"x": px + 4, "y": y, "x2": x, "y2": y},
                ]
            else:
                start = px + max(full * branches[parent].figure / whole, 1) + 4
                links += [
                    {"x": start, "y": py, "x2": x - 14, "y2": py},
                    {"x": x - 14, "y": py, "x2": x - 14, "y2": y},
                    {"x": x - 14, "y": y, "x2": x - 3, "y2": y},
                ]
    return links
