"""Scheme files found and read: by id in the library or by path, with what they extend and what reforms
change.
"""

import os
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path

from ..words import (
    Citation,
    InputError,
    Language,
    Node,
    Source,
    check_shape,
    describe,
    lay_over,
    read_document,
    read_sources,
    rename_sources,
    resolve,
    show,
    suggest,
    trace_evidence,
)
from .blocks import PhaseBlock, ReformBlock
from .changes import DATED, NAMED, SINGLE, Change, apply_changes, split_changes
from .fields import ID

DEEPEST_CHAIN = 8
LANGUAGE = Language(
    durations=frozenset({"lasts", "restoration", "every", "window", "term", "within", "after"}),
    tables=frozenset({"table", "drawn", "dates"}),
    silent=frozenset({"sources", "cite", "evidence", "note", "severity", "runs_on"}),
    changes=frozenset({"changes"}),
    factual=frozenset({"inputs"}),
    worded=frozenset({"process"}),
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A wording of a scheme: from when (None: from the start), its title, its tree with a citation at every
    number.

    day: the cited number that `start` was read from.
    """

    start: date | None
    title: str | None
    root: Node
    day: Node | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A scheme file with everything it builds on.

    tree: the whole file laid over what it extends; stages: its wordings in order of time; sources: all that
    it may cite, by name.
    """

    file: str
    tree: Node
    stages: tuple[Stage, ...]
    sources: dict[str, Source]
    baseline: "Draft | None" = None
    reform: ReformBlock | None = None


def list_library(folder: str = "library") -> list[str]:
    """The ids of what ships, in alphabetical order."""
    shelf = files("creditscape.scheme").joinpath(folder)
    if not shelf.is_dir():
        return []
    return sorted(
        entry.name.removesuffix(".yaml") for entry in shelf.iterdir() if entry.name.endswith(".yaml")
    )


def locate(name: str | Path, folder: str = "library") -> Path:
    """The file of an id that ships, or the path itself. Raises: InputError E001 with a suggestion."""
    text = str(name)
    if isinstance(name, str) and re.fullmatch(ID, text):
        if text in list_library(folder):
            return Path(str(files("creditscape.scheme").joinpath(folder, f"{text}.yaml")))
        if not Path(text).exists():
            close = suggest(text, list_library(folder))
            raise InputError("E001", f"no scheme or file {show(text)}" + (f"; {close}" if close else ""))
    return Path(name)


def read_draft(name: str | Path) -> Draft:
    """Read a scheme or reform by id or path, with what it builds on. Raises: InputError."""
    path = locate(name)
    return _read(path, (), follow=path.parent != _find_library())


def _find_library() -> Path:
    return Path(str(files("creditscape.scheme").joinpath("library")))


@cache
def _parse_shipped(path: Path) -> Node:
    """A file that ships, parsed once: several build on the same one, and none changes while a program runs."""
    return read_document(path, follow=False).root


def _read(path: Path, chain: tuple[Path, ...], *, follow: bool) -> Draft:
    root = _parse_shipped(path) if path.parent == _find_library() else read_document(path, follow=follow).root
    chain = (*chain, path)
    if "reform" in root.entries:
        return _read_reform(root, path, chain)
    base = _read_base(root, "extends", path, chain) if "extends" in root.entries else None
    if base is not None and base.reform is not None:
        node = root.entries["extends"]
        raise InputError(
            "E225",
            f"{show(node.value)} is a reform; write a reform with it as baseline",
            file=path,
            line=node.place,
            field="extends",
        )
    root, sources = _trace(root, base.sources if base else {})
    tree = lay_over(base.tree, root, NAMED, SINGLE) if base is not None else root
    tree = tree.holding({key: node for key, node in tree.entries.items() if key != "extends"})
    return Draft(str(path), tree, _unfold(tree), sources)


def _read_reform(root: Node, path: Path, chain: tuple[Path, ...]) -> Draft:
    """The scheme that a reform makes of its baseline."""
    reform = check_shape(ReformBlock, resolve(root, lambda _: "used"))
    base = _read_base(root, "baseline", path, chain)
    author = Source(
        _find_free(reform.reform, base.sources),
        f"{reform.title} ({reform.author})",
        "hypothetical",
        note=reform.reason,
    )
    proposed = Citation("hypothetical", ((author.name, None),), reform.reason, own=True)
    root, sources = _trace(root, {**base.sources, author.name: author}, proposed)
    changes = split_changes(root.entries["changes"].entries, None if reform.from_ is None else DATED)
    stages = list(base.stages)
    if reform.from_ is not None and all(stage.start != reform.from_ for stage in stages):
        place = sum(stage.start is None or stage.start < reform.from_ for stage in stages)
        stages.insert(place, Stage(reform.from_, reform.title, stages[place - 1].root, root.entries["from"]))
    touched = [
        place
        for place, stage in enumerate(stages)
        if reform.from_ is None or (stage.start is not None and stage.start >= reform.from_)
    ]
    for change in changes:
        _apply_somewhere(stages, touched, change)
    stages = [replace(stage, root=_rename_scheme(stage.root, root)) for stage in stages]
    return Draft(str(path), root, tuple(stages), sources, base, reform)


def _apply_somewhere(stages: list[Stage], touched: list[int], change: Change) -> None:
    """One change in every wording that knows its path; one that fits nowhere is an error."""
    refusals: list[InputError] = []
    for place in touched:
        stage = stages[place]
        try:
            stages[place] = replace(stage, root=apply_changes(stage.root, [change]))
        except InputError as error:
            refusals.append(error)
    if len(refusals) == len(touched):
        raise refusals[0]


def _rename_scheme(root: Node, reform: Node) -> Node:
    names = {"scheme": reform.entries["reform"], "title": reform.entries["title"]}
    return root.holding({**root.entries, **names})


def _read_base(root: Node, key: str, path: Path, chain: tuple[Path, ...]) -> Draft:
    """The scheme that `extends` or `baseline` names: a file in the same folder, or an id that ships."""
    node = root.entries[key]

    def refuse(code: str, message: str) -> InputError:
        return InputError(code, message, file=path, line=node.place, field=key)

    if not isinstance(node.value, str) or not node.value:
        raise refuse("E212", f"must be the id of a scheme or a file name, found {describe(node.value)}")
    name = node.value
    _check_name(name, refuse)
    target = _find_neighbour(name, path)
    if target is None:
        close = suggest(name, list_library())
        raise refuse(
            "E225",
            f"no scheme {show(name)} in this folder or in the library" + (f"; {close}" if close else ""),
        )
    met = [os.path.abspath(each) for each in chain]
    if os.path.abspath(target) in met:
        cycle = [each.name for each in chain[met.index(os.path.abspath(target)) :]]
        raise refuse("E222", f"cycle {' -> '.join([*cycle, target.name])}")
    if len(chain) >= DEEPEST_CHAIN:
        raise refuse("E223", f"deeper than {DEEPEST_CHAIN}")
    try:
        return _read(target, chain, follow=False)
    except InputError as error:
        if error.code in ("E002", "E003"):
            raise refuse("E224", f"{show(name)}: not a regular file inside the scheme folder") from None
        raise


def _check_name(name: str, refuse: Callable[[str, str], InputError]) -> None:
    """Only a file name or id: nothing that leads to another folder or machine."""
    if "://" in name or name.startswith(("\\\\", "//", "file:")):
        raise refuse("E221", f"only file names inside the scheme folder, found {show(name)}")
    if (
        "/" in name
        or "\\" in name
        or name in (".", "..")
        or name.startswith("~")
        or re.match(r"[A-Za-z]:", name)
    ):
        raise refuse("E220", f"{show(name)} leaves the scheme folder")


def _find_neighbour(name: str, path: Path) -> Path | None:
    """`name.yaml` in the folder of a file, else the id in the library, else the file of that very name."""
    if os.path.lexists(beside := path.parent / f"{name}.yaml"):
        return beside
    if name in list_library():
        return Path(str(files("creditscape.scheme").joinpath("library", f"{name}.yaml")))
    return exact if os.path.lexists(exact := path.parent / name) else None


def _find_free(name: str, taken: Collection[str]) -> str:
    """The name itself, or with the first free number behind it."""
    return (
        name
        if name not in taken
        else next(new for n in range(2, 1000) if (new := f"{name}-{n}") not in taken)
    )


def _trace(
    root: Node, inherited: dict[str, Source], author: Citation | None = None
) -> tuple[Node, dict[str, Source]]:
    """The tree with citations, and all sources it may cite; a name that means another source below gets a
    suffix.
    """
    own = read_sources(root)
    names = {
        name: _find_free(name, {*inherited, *own})
        for name, source in own.items()
        if name in inherited and inherited[name] != source
    }
    root = rename_sources(root, names)
    sources = {**inherited, **{names.get(name, name): _rename(source, names) for name, source in own.items()}}
    if names:
        block = root.entries["sources"]
        renamed = block.holding({names.get(str(key), str(key)): node for key, node in block.entries.items()})
        root = root.holding({**root.entries, "sources": renamed})
    return trace_evidence(root, LANGUAGE, sources, author), sources


def _rename(source: Source, names: dict[str, str]) -> Source:
    return Source(names.get(source.name, source.name), source.title, source.evidence, source.url, source.note)


def _unfold(tree: Node) -> tuple[Stage, ...]:
    """The wordings of a scheme: its tree, then that tree with the changes of each phase in turn."""
    phases = tree.entries.get("phases")
    stages = [
        Stage(None, None, tree.holding({key: node for key, node in tree.entries.items() if key != "phases"}))
    ]
    if phases is not None and not isinstance(phases.value, tuple):
        raise InputError("E214", "must be a list", file=phases.file, line=phases.place, field="phases")
    for place, node in enumerate(phases.items if phases is not None else ()):
        block = check_shape(PhaseBlock, resolve(node, lambda _: "used"), ("phases", place))
        latest = stages[-1]
        if latest.start is not None and block.from_ <= latest.start:
            raise InputError(
                "E250",
                f"{block.from_} does not come after {latest.start}; write phases in order of time",
                file=node.file,
                line=node.find(("from",)).place,
                field=f"phases[{place}].from",
            )
        changed = apply_changes(latest.root, split_changes(node.entries["changes"].entries, DATED))
        stages.append(Stage(block.from_, block.title, changed, node.entries["from"]))
    return tuple(stages)
