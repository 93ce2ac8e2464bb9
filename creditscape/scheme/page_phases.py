"""The part of a scheme's page about its dated changes: what each adds, removes and says otherwise."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from ..words import clean, head_lines, say, write_line
from .page_lines import Wording
from .page_process import list_steps
from .page_rules import (
    tell_bands,
    tell_effect,
    tell_list,
    tell_score,
    tell_size,
    tell_term,
    tell_when,
    title_list,
    title_rule,
)

_BLOCKS = {
    "scores": "score",
    "bands": "bands",
    "caps": "cap",
    "rules": "rule",
    "lists": "list",
    "measures": "measure",
}


def write_phases(wordings: list[Wording]) -> Iterator[str]:
    """One table a phase; nothing where the scheme never changed."""
    if len(wordings) > 1:
        yield from ("## What changed", "")
    for before, after in pairwise(wordings):
        yield from (f"### From {after.start}" + (f": {clean(after.title)}" if after.title else ""), "")
        yield from head_lines("what", "until then", "from then on")
        for block, noun in _BLOCKS.items():
            for name, was, now in _list_changes(getattr(before.blocks, block), getattr(after.blocks, block)):
                title = _title(block, name, now or was, after if now else before)
                told = [
                    _tell(block, name, entry, wording) for entry, wording in ((was, before), (now, after))
                ]
                yield write_line(f"{noun}: {title}", *told)
        yield from _write_steps(before, after)
        yield ""


def _write_steps(before: Wording, after: Wording) -> Iterator[str]:
    """The steps of the process that a phase changes, brings or takes away."""
    was, now = ({label: told for _, label, told in list_steps(each)} for each in (before, after))
    for label in dict.fromkeys((*was, *now)):
        if was.get(label) != now.get(label):
            told = [each.get(label, "not there") for each in (was, now)]
            yield write_line(f"process: {label[:1].lower()}{label[1:]}", *told)


def _list_changes(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Entries that differ: name, as they were and as they are, None where there was or is none."""
    for name in dict.fromkeys((*was, *now)):
        if was.get(name) != now.get(name):
            yield name, was.get(name), now.get(name)


def _title(block: str, name: str, entry: Any, wording: Wording) -> str:
    if block == "rules":
        return title_rule(name, entry)
    return title_list(name, wording) if block == "lists" else clean(entry.title or say(name))


def _tell(block: str, name: str, entry: Any, wording: Wording) -> str:
    """One entry of a block in a phrase."""
    if entry is None:
        return "not there"
    match block:
        case "scores":
            start, floor, ceiling, more = tell_score(name, entry, wording)
            return f"start {start}, floor {floor}, ceiling {ceiling}" + (f"; {more}" if more else "")
        case "bands":
            return ", ".join(f"{level} {start}" for level, start, _ in tell_bands(name, entry, wording))
        case "caps":
            return f"{wording.tell(f'caps.{name}.points', entry.points)} a year"
        case "rules":
            return f"{tell_effect(name, entry, wording)}; lasts: {tell_term(name, entry, wording)}"
        case "lists":
            publication, window, term = tell_list(name, entry, wording)
            return f"published {publication}; window: {window}; term: {term}"
    size = tell_size(name, entry, wording)
    return f"{entry.kind}, {tell_when(entry, wording)}" + (f", {size}" if size else "")
