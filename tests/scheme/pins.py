"""The atlas counted: numbers of each grade, own and inherited, and blocks that cite each source.

.venv/bin/python -m tests.scheme.pins     count the schemes that ship and write the counts down
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from creditscape.scheme import list_schemes
from creditscape.scheme.drafts import Draft, read_draft
from creditscape.scheme.ledger import list_evidence
from creditscape.scheme.yamltext import write_yaml
from creditscape.words import Key, Node, count_grades, read_document

PINS = Path(__file__).with_name("atlas_pins.yaml")
HEAD = "# What the schemes of the library hold. Written anew by: python -m tests.scheme.pins\n"


def count(draft: Draft) -> dict[str, Any]:
    """The pinned table of a scheme.

    numbers: by grade, own and inherited, of all its wordings; cited: by source, the blocks of its own file
    that cite it. The second part is there because a citation need not stand at a number: that of a claim, a
    fact of the card, a measure, or a rule that puts on a list covers words, and no number tells of it.
    """
    grades = count_grades(list_evidence(draft.stages))
    cites = [node for node in walk_cites(draft.tree) if node.file == draft.file]
    return {
        "numbers": {grade: columns for grade, columns in grades.items() if any(columns.values())},
        "cited": dict(sorted(Counter(name for node in cites for name in name_sources(node)).items())),
    }


def walk_cites(node: Node) -> Iterator[Node]:
    """What stands behind each `cite` of a tree."""
    for key, below in walk(node):
        if key == "cite":
            yield below
        else:
            yield from walk_cites(below)


def walk(node: Node) -> Iterator[tuple[Key, Node]]:
    """What a mapping or list holds, with key or place."""
    yield from node.entries.items() if node.entries else enumerate(node.items)


def name_sources(cite: Node) -> list[str]:
    """The sources that a `cite` names, the places in them left out."""
    return [
        str(name)
        for each in cite.items or (cite,)
        for name in (each.entries if each.entries else (each.value,))
    ]


@cache
def read_pins() -> dict[str, Any]:
    """The counts as they were written down, by scheme."""
    return read_document(PINS).data


def explain(pinned: dict[str, Any], counted: dict[str, Any]) -> list[str]:
    """What fell and what rose, one line each: `numbers.documented.own: 7 -> 6`."""
    before, after = dict(flatten(pinned)), dict(flatten(counted))
    return [
        f"{name}: {before.get(name, 0)} -> {after.get(name, 0)}"
        for name in dict.fromkeys([*before, *after])
        if before.get(name, 0) != after.get(name, 0)
    ]


def flatten(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, int]]:
    """The counts of a table under dotted names."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from flatten(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def write_pins() -> None:
    """Write down what the schemes hold today."""
    counts = {name: count(read_draft(name)) for name in list_schemes()}
    PINS.write_text(HEAD + write_yaml(counts), encoding="utf-8")


if __name__ == "__main__":
    write_pins()
