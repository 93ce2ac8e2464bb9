"""Evidence in a tree of values: sources, citations inherited from block to block, and ranges in place of
numbers.

A number is a whole number, a fraction, a date, a duration, a table - or a range `{low, used, high}` or
`{used, variants}` of them. In some blocks words and truth values are cited like numbers. `cite` and
`evidence` of a block hold for everything below it that has none of its own, within the same file.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from .errors import show
from .evidence import GRADES, MYTH, UNKNOWN, Citation, Source
from .ranges import (
    Path,
    check_range,
    check_word,
    complain,
    flatten,
    is_duration,
    is_range,
    is_word,
    join,
    offer,
)
from .tree import Key, Node, describe

_ORDER = {**{grade: place for place, grade in enumerate(GRADES)}, MYTH: len(GRADES)}


@dataclass(frozen=True, slots=True)
class Language:
    """Which values of a language are numbers, beyond whole numbers, fractions and dates.

    durations: keys whose text is a duration; tables: keys whose list counts as one number; silent: keys
    that hold no evidence (their numbers are the laboratory's own labels, or words); changes: keys below
    below which dotted paths stand; factual: keys in whose blocks `evidence` is a fact of its own and no grade;
    worded: blocks of the file in which words and truth values decide what happens, and are cited like numbers.
    """

    durations: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset({"sources", "cite", "evidence", "note"})
    changes: frozenset[str] = frozenset()
    factual: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()

    def find_block(self, path: Path) -> Key | None:
        """The block of the file that a path leads into, be it through a dotted path of a change."""
        for place, step in enumerate(path):
            if step in self.changes:
                path = path[place + 1 :]
                break
        return path[0] if path else None


@dataclass(frozen=True, slots=True)
class _Standing:
    """What holds at a place of the tree: the citation in force and the nearest note."""

    sources: tuple[tuple[str, str | None], ...]
    grade: str | None
    note: str | None
    own: bool


def read_sources(root: Node) -> dict[str, Source]:
    """The sources of a file by name. Raises: InputError E201, E202, E211, E212, E214."""
    block = root.entries.get("sources")
    if block is None:
        return {}
    _expect(block, dict, "a mapping of names to sources", "sources")
    return {str(name): _read_source(str(name), node) for name, node in block.entries.items()}


def _read_source(name: str, node: Node) -> Source:
    field = f"sources.{name}"
    _expect(node, dict, "a mapping", field)
    for key, below in node.entries.items():
        if key not in ("title", "url", "evidence", "note"):
            raise complain(
                "E201", below, f"unknown key {show(str(key))}; allowed: title, url, evidence, note", field
            )
        _expect(below, str, "text", f"{field}.{key}")
    for key in ("title", "evidence"):
        if key not in node.entries:
            raise complain("E202", node, f"missing required key '{key}'", field)
    grade = node.entries["evidence"]
    if grade.value not in _ORDER:
        raise complain(
            "E211",
            grade,
            f"{show(grade.value)} is not a grade; allowed: {', '.join(_ORDER)}",
            f"{field}.evidence",
        )
    words = {str(key): below.written for key, below in node.entries.items()}
    return Source(name, words["title"], words["evidence"], words.get("url"), words.get("note"))


def trace_evidence(
    root: Node,
    language: Language,
    sources: Mapping[str, Source],
    author: Citation | None = None,
) -> Node:
    """The same tree with a `Citation` at every number.

    author: what holds where nothing is cited; assumptions then need not be ranges, for they are proposals.
    Raises: InputError E240 (a number without source), E241 (unknown source), E242 (an assumption that is no
    range, or has no note), E243 (a myth as number), E244 (order of a range), E245 (variants).
    """
    start = _Standing((), None, None, False)
    if author is not None:
        start = _Standing(author.sources, author.grade, author.note, False)
    return _Tracer(language, sources, author is not None).walk(root, (), start)


class _Tracer:
    """Walks a tree and hands every number its citation."""

    def __init__(self, language: Language, sources: Mapping[str, Source], lenient: bool) -> None:
        self.language = language
        self.sources = sources
        self.lenient = lenient

    def walk(self, node: Node, path: Path, above: _Standing) -> Node:
        if is_range(node):
            return self.cite(node, path, self.stand(node, path, above))
        if isinstance(node.value, dict):
            return self._walk_mapping(node, path, self.stand(node, path, above))
        if isinstance(node.value, tuple):
            if (
                path
                and path[-1] in self.language.tables
                and not any(is_range(below) for below in flatten(node))
            ):
                return self.cite(node, path, above)
            return node.holding(
                tuple(self.walk(below, (*path, place), above) for place, below in enumerate(node.value))
            )
        return self.cite(node, path, above) if self.is_number(node, path) else node

    def _walk_mapping(self, node: Node, path: Path, here: _Standing) -> Node:
        entries = {}
        for key, below in node.entries.items():
            dotted = bool(path) and path[-1] in self.language.changes and isinstance(key, str)
            steps = tuple(key.split(".")) if dotted and isinstance(key, str) else (key,)
            entries[key] = (
                below if steps[-1] in self.language.silent else self.walk(below, (*path, *steps), here)
            )
        return node.holding(entries)

    def is_number(self, node: Node, path: Path) -> bool:
        if isinstance(node.value, str | bool) and self.language.find_block(path) in self.language.worded:
            return True
        if isinstance(node.value, str):
            return bool(path) and path[-1] in self.language.durations and is_duration(node.value)
        return isinstance(node.value, int | Fraction | date) and not isinstance(node.value, bool)

    def stand(self, node: Node, path: Path, above: _Standing) -> _Standing:
        """What holds inside a block: its own citation, grade and note, else those of the block around it."""
        entries, here = node.entries, above
        if "cite" in entries:
            sources = self._read_cite(entries["cite"], join(path))
            strongest = min((self.sources[name].evidence for name, _ in sources), key=_ORDER.__getitem__)
            ranked = sorted(sources, key=lambda pair: _ORDER[self.sources[pair[0]].evidence])
            here = replace(here, sources=tuple(ranked), grade=strongest, own=bool(path))
        if "evidence" in entries and not self.language.factual.intersection(path):
            grade = entries["evidence"]
            if not isinstance(grade.value, str) or grade.value not in _ORDER:
                raise complain(
                    "E211",
                    grade,
                    f"{describe(grade.value)} is not a grade; allowed: {', '.join(GRADES)}",
                    join((*path, "evidence")),
                )
            keeps = grade.value not in UNKNOWN or "cite" in entries
            here = replace(here, grade=grade.value, sources=here.sources if keeps else (), own=bool(path))
        if path and "note" in entries and isinstance(note := entries["note"].value, str):
            here = replace(here, note=note)
        return here

    def _read_cite(self, node: Node, field: str) -> list[tuple[str, str | None]]:
        found: list[tuple[str, str | None]] = []
        for each in node.items or (node,):
            if isinstance(each.value, str):
                found.append((each.value, None))
            elif isinstance(each.value, dict) and all(
                isinstance(at.value, str) for at in each.value.values()
            ):
                found.extend((str(name), str(at.value)) for name, at in each.value.items())
            else:
                raise complain(
                    "E241",
                    each,
                    f"cite must be a source's name or {{name: place}}, found {describe(each.value)}",
                    field,
                )
        for name, _ in found:
            if name not in self.sources:
                raise complain(
                    "E241", node, f"unknown source {show(name)}" + offer(name, self.sources), field
                )
        if not found:
            raise complain("E241", node, "cite names no source", field)
        return found

    def cite(self, node: Node, path: Path, here: _Standing) -> Node:
        """The number with its citation, checked."""
        field = join(path)
        word = self.language.find_block(path) in self.language.worded and is_word(node)
        if word:
            check_word(node, field)
        variants = check_range(node, field) if is_range(node) and not word else False
        if variants:
            here = self._stand_variants(node, path, here)
        grade = here.grade
        if grade is None or (grade not in UNKNOWN and grade != MYTH and not here.sources):
            raise complain(
                "E240",
                node,
                "word without a source; give its block 'cite', or write {used, evidence, note}"
                if word
                else "number without a source; give its block 'cite', or a range with 'evidence'",
                field,
            )
        if grade == MYTH:
            what = "word" if word else "number"
            raise complain("E243", node, f"a myth cannot give a {what}; it belongs under 'claims'", field)
        if grade in UNKNOWN and not self.lenient:
            if not word and not variants and not {"low", "high"} <= node.entries.keys():
                raise complain("E242", node, f"{grade} numbers must be ranges {{low, used, high}}", field)
            if not here.note:
                what = "words" if word else "numbers"
                raise complain("E242", node, f"{grade} {what} need a note", field)
        return replace(node, citation=Citation(grade, here.sources, here.note, here.own))

    def _stand_variants(self, node: Node, path: Path, here: _Standing) -> _Standing:
        """Variants are contested unless the range says otherwise, and rest on the sources of all of them."""
        each = [self.stand(below, path, here) for below in node.entries["variants"].items]
        cited = tuple(dict.fromkeys(pair for standing in each for pair in standing.sources))
        own = node.entries.get("evidence")
        return replace(here, sources=cited, grade="contested" if own is None else here.grade, own=bool(path))


def rename_sources(node: Node, names: Mapping[str, str]) -> Node:
    """The tree with other names for its sources, where two files use one name for two sources."""
    if not isinstance(node.value, dict | tuple) or not names:
        return node
    if isinstance(node.value, tuple):
        return node.holding(tuple(rename_sources(below, names) for below in node.value))
    return node.holding(
        {
            key: _rename_cite(below, names) if key == "cite" else rename_sources(below, names)
            for key, below in node.value.items()
        }
    )


def _rename_cite(node: Node, names: Mapping[str, str]) -> Node:
    if isinstance(node.value, str):
        return replace(node, value=names.get(node.value, node.value))
    if isinstance(node.value, dict):
        return node.holding({names.get(str(name), name): below for name, below in node.value.items()})
    return node.holding(tuple(_rename_cite(below, names) for below in node.items)) if node.items else node


def _expect(node: Node, kind: type[Any], words: str, field: str) -> None:
    if not isinstance(node.value, kind):
        raise complain(
            "E212" if kind is str else "E214", node, f"must be {words}, found {describe(node.value)}", field
        )
