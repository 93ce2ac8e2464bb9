"""A scheme written out as one file that stands alone: what it extends, its reform and its sources are all
in it.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from ..words import UNKNOWN, Citation, Key, Node, Source, is_range, is_word, pick, walk_numbers
from .changes import DATED, NAMED, SINGLE
from .drafts import LANGUAGE, Stage
from .yamltext import write_yaml

_Path = tuple[Key, ...]
_Mark = tuple[str, tuple[tuple[str, str | None], ...]]


def write_scheme(stages: tuple[Stage, ...], sources: dict[str, Source]) -> str:
    """The YAML text of a scheme; reading it gives the same plain form, and the same grade and sources of
    every number.
    """
    return write_yaml(_Writer(sources).write(stages))


def _mark(citation: Citation | None) -> _Mark | None:
    return None if citation is None else (citation.grade, citation.sources)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns trees with a citation at every number into plain blocks that cite."""

    sources: dict[str, Source]

    def write(self, stages: tuple[Stage, ...]) -> dict[str, Any]:
        root = stages[0].root
        common = self._find_common(root, lambda citation: not citation.own)
        written: dict[str, Any] = {}
        for key, node in root.entries.items():
            if key == "sources" or key in ("cite", "evidence"):
                continue
            written[str(key)] = self.block(node, (key,), common)
            if key == "title":
                written["sources"] = {name: _write_source(source) for name, source in self.sources.items()}
                written.update(self.name(common))
        if len(stages) > 1:
            written["phases"] = [
                self._write_phase(*pair, common) for pair in zip(stages, stages[1:], strict=False)
            ]
        return written

    def _write_phase(self, before: Stage, stage: Stage, common: _Mark | None) -> dict[str, Any]:
        """A later wording as the entries in which it differs from the one before."""
        phase: dict[str, Any] = {
            "from": stage.start if stage.day is None else self.block(stage.day, ("phases", 0, "from"), common)
        }
        if stage.title:
            phase["title"] = stage.title
        changes: dict[str, Any] = {}
        for block in SINGLE:
            changes.update(self._write_single(block, before.root.entries, stage.root.entries, common))
        for block in [each for each in DATED if each not in SINGLE]:
            old = before.root.entries[block].entries if block in before.root.entries else {}
            new = stage.root.entries[block].entries if block in stage.root.entries else {}
            changes.update({f"{block}.{name}": None for name in old if name not in new})
            for name, node in new.items():
                changes.update(self._write_difference((block, name), old.get(name), node, common))
        # A wording may equal the one before (what was changed back), but a phase needs a change.
        return {**phase, "changes": changes or self._repeat(stage, common)}

    def _write_single(
        self, block: str, old: dict[Key, Node], new: dict[Key, Node], common: _Mark | None
    ) -> dict[str, Any]:
        """What changes of a block that is one entry."""
        if block not in new:
            return {block: None} if block in old else {}
        return self._write_difference((block,), old.get(block), new[block], common)

    def _write_difference(
        self, path: _Path, old: Node | None, new: Node, common: _Mark | None
    ) -> dict[str, Any]:
        """What changes of one named entry: all of it if it is new, else key by key."""
        name = ".".join(map(str, path))
        if old is None:
            return {name: self.block(new, path, common)}
        changed: dict[str, Any] = {f"{name}.{key}": None for key in old.entries if key not in new.entries}
        for key, node in new.entries.items():
            if old.entries.get(key) is not node and key not in ("cite", "evidence"):
                changed[f"{name}.{key}"] = self.block(node, (*path, key), common)
        return {key: value for key, value in changed.items() if not key.endswith((".cite", ".evidence"))}

    def _repeat(self, stage: Stage, common: _Mark | None) -> dict[str, Any]:
        name, node = next(iter(stage.root.entries["rules"].entries.items()))
        return {f"rules.{name}": self.block(node, ("rules", name), common)}

    def block(self, node: Node, path: _Path, around: _Mark | None) -> Any:
        """A value with whatever citations it needs inside a block that cites `around`."""
        if node.citation is not None:
            return self.number(node, around)
        if isinstance(node.value, dict):
            return self._write_mapping(node, path, around)
        if isinstance(node.value, tuple):
            return [self.block(below, (*path, place), around) for place, below in enumerate(node.value)]
        return node.value

    def _write_mapping(self, node: Node, path: _Path, around: _Mark | None) -> dict[str, Any]:
        named = len(path) == 1 and path[0] in NAMED
        mark = around if named else self._find_common(node) or around
        written: dict[str, Any] = {}
        for key, below in node.entries.items():
            if key in LANGUAGE.silent and not named:
                if (
                    key in ("note", "severity")
                    or path[0] == "claims"
                    or key == "evidence"
                    and "inputs" in path
                ):
                    written[str(key)] = below.plain()
                continue
            written[str(key)] = self.block(below, (*path, key), mark)
        if mark != around:
            return {**written, **self.name(mark)}
        if (
            path[0] in NAMED and len(path) == 2 and not any(walk_numbers(node, ()))
        ):  # it has no number, and says where it stands
            written |= {key: node.entries[key].plain() for key in ("cite", "evidence") if key in node.entries}
        return written

    def _find_common(self, node: Node, keep: Any = lambda _: True) -> _Mark | None:
        """The citation of a list of numbers, which cannot cite by itself; else the most frequent one."""
        for below in node.entries.values():
            if below.items and below.citation is not None and not self._proposes(below):
                return _mark(below.citation)
        found = (each.citation for _, each in walk_numbers(node, ()))
        marks = Counter(_mark(citation) for citation in found if citation is not None and keep(citation))
        return marks.most_common(1)[0][0] if marks else None

    def _proposes(self, node: Node) -> bool:
        """Whether a number is a reform's proposal: unknown by nature, yet no range.

        It is written as a range of one value.
        """
        return node.citation is not None and node.citation.grade in UNKNOWN and not is_range(node)

    def number(self, node: Node, around: _Mark | None) -> Any:
        """A number, wrapped where its citation is not that of the block around it."""
        mark, note = _mark(node.citation), node.citation.note if node.citation else None
        added = {} if mark == around else self.name(mark)
        if is_word(node):
            return self._write_word(node, added)
        if is_range(node) and "variants" in node.entries:
            kept = {str(key): below.plain() for key, below in node.entries.items()}
            return (
                kept
                if all("cite" in each.entries for each in node.entries["variants"].items)
                else {**kept, **added}
            )
        if is_range(node) and "low" in node.entries:
            unknown = mark is not None and mark[0] in UNKNOWN
            words = {"note": note} if note and (unknown or "note" in node.entries) else {}
            return {**{end: pick(node, end).value for end in ("low", "used", "high")}, **added, **words}
        if self._proposes(node):
            return self._propose(node, {**added, **({"note": note} if note else {})})
        value = pick(node, "used").value if is_range(node) else node.plain()
        return {"used": value, **added} if added and not isinstance(value, list) else value

    def _write_word(self, node: Node, added: dict[str, Any]) -> Any:
        """A word or truth value; one that rests on no source keeps the note that says why."""
        citation = node.citation
        unknown = citation is not None and citation.grade in UNKNOWN
        words = (
            {"note": citation.note}
            if citation and citation.note and (unknown or "note" in node.entries)
            else {}
        )
        value = pick(node, "used").value if is_range(node) else node.value
        return {"used": value, **added, **words} if added or words else value

    def _propose(self, node: Node, words: dict[str, Any]) -> Any:
        if node.items:
            return [self._propose(below, words) for below in node.items]
        return {"low": node.value, "used": node.value, "high": node.value, **words}

    def name(self, mark: _Mark | None) -> dict[str, Any]:
        """A citation as the keys of a block."""
        if mark is None:
            return {}
        grade, sources = mark
        cites = [name if place is None else {name: place} for name, place in sources]
        cite = {"cite": cites[0] if len(cites) == 1 else cites} if cites else {}
        strongest = self.sources[sources[0][0]].evidence if sources else None
        return cite if strongest == grade else {**cite, "evidence": grade}


def _write_source(source: Source) -> dict[str, str]:
    words = {"title": source.title, "url": source.url, "evidence": source.evidence, "note": source.note}
    return {key: value for key, value in words.items() if value is not None}
