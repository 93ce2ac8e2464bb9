"""The shared vocabulary: every kind of event that societies produce and that schemes may speak about.

The words themselves are data, `events.yaml` in this room. Because societies and schemes use the same words,
the same lives can run under every scheme.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from .document import read_document

CLASSES = ("conduct", "circumstance", "false_record", "report", "attempt")
SUBJECTS = ("person", "firm")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event.

    `class_` is one of `CLASSES`; `domain` names a life domain; `gravity` runs from 1 (slight) to 5 (grave);
    `lawful` says whether the act is lawful; `subject` whom it befalls; `unit` what an amount of it counts, if
    it has one; `means` is its definition.
    """

    name: str
    class_: str
    domain: str
    gravity: int
    lawful: bool
    subject: str
    unit: str | None
    means: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All kinds by name, and the number (1-63) of every life domain; numbers are append-only."""

    kinds: dict[str, Kind]
    domains: dict[str, int]


@cache
def load_vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once.

    Raises: ValueError where `events.yaml` breaks its own rules (it ships with the package: a fault of ours).
    """
    return arrange_vocabulary(read_document(files(__name__.rpartition(".")[0]).joinpath("events.yaml")).data)


def arrange_vocabulary(words: Mapping[str, Any]) -> Vocabulary:
    """The vocabulary of a mapping: `domains` (name: number) and `kinds` (name: fields of `Kind`).

    Raises: ValueError naming the first domain or kind that breaks a rule.
    """
    domains: dict[str, int] = dict(words["domains"])
    numbers = list(domains.values())
    if len(set(numbers)) != len(numbers) or not all(1 <= number <= 63 for number in numbers):
        raise ValueError("the numbers of the domains must differ and lie in 1..63")
    kinds = {name: _arrange_kind(name, fields, domains) for name, fields in words["kinds"].items()}
    return Vocabulary(kinds, domains)


def _arrange_kind(name: str, fields: Mapping[str, Any], domains: Mapping[str, int]) -> Kind:
    kind = Kind(
        name,
        fields["class"],
        fields["domain"],
        fields["gravity"],
        fields["lawful"],
        fields["subject"],
        fields.get("unit"),
        fields["means"],
    )
    allowed = {
        "class": kind.class_ in CLASSES,
        "domain": kind.domain in domains,
        "gravity": kind.gravity in range(1, 6),
        "lawful": isinstance(kind.lawful, bool),
        "subject": kind.subject in SUBJECTS,
        "means": bool(kind.means),
    }
    for field, good in allowed.items():
        if not good:
            raise ValueError(f"kind '{name}': {field} {fields[field]!r} is not allowed")
    return kind
