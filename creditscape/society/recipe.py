"""A recipe: a society file that was read, traced to its sources and checked."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from hashlib import sha256
from json import dumps
from typing import Any

from ..words import (
    Document,
    InputError,
    Node,
    Row,
    Source,
    check_shape,
    count_grades,
    list_numbers,
    load_vocabulary,
    read_sources,
    resolve,
    show,
    suggest,
    trace_evidence,
)
from .blocks import Society
from .checks import Checker
from .plain import build_plain
from .spreads import LANGUAGE, choose_scenario, leave_out_wholes, unfold_spreads
from .topics import TOPICS, Topics, list_ranges

SCENARIOS = ("used", "low", "high")


@dataclass(frozen=True, eq=False)
class Recipe:
    """A society to be generated. It holds published aggregates and open assumptions, and no person.

    document: the tree that was read, with lines; sources: by name; forms: the file's blocks by scenario.
    """

    document: Document
    sources: dict[str, Source]
    traced: Node = field(repr=False)
    forms: Mapping[str, Society] = field(repr=False)
    _plain: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)

    @property
    def id(self) -> str:
        return self.forms["used"].society

    @property
    def title(self) -> str:
        return self.forms["used"].title

    @property
    def place(self) -> dict[str, str]:
        """name and country."""
        return self.forms["used"].place.model_dump()

    def plain(self, scenario: str = "used", size: int = 4096) -> dict[str, Any]:
        """The society in plain Python (docs/language.md, section 5).

        scenario: `used`, or `low` or `high` for that end of every range, except in tables that add up to 1 or
        are relative; size: persons of a community. Raises: InputError E251.
        """
        if scenario not in self.forms:
            close = suggest(scenario, SCENARIOS) or f"allowed: {', '.join(SCENARIOS)}"
            raise InputError("E251", f"unknown scenario {show(scenario)}; {close}", file=self.document.file)
        return {**_copy(self._build(scenario)), "size": size}

    def scenarios(self) -> list[str]:
        """What `plain` can be asked for."""
        return list(SCENARIOS)

    def list_open(self) -> dict[str, int]:
        """How many numbers the file leaves open in each topic (`topics.TOPICS`), but for tables that must hang together."""
        root = unfold_spreads(self.document.root)
        topics = Topics(root, load_vocabulary())
        found = Counter(topic for path in list_ranges(root) if (topic := topics.find(path)))
        return {topic: found[topic] for topic in TOPICS if found[topic]}

    def settle(self, ends: Mapping[str, str]) -> "Recipe":
        """The society with the ranges of some topics at one of their ends, all others at the value used.

        ends: topic -> `low` or `high`. Raises: InputError where the numbers of these ends do not go together.
        """
        root = unfold_spreads(self.document.root)
        topics = Topics(root, load_vocabulary())
        tree = resolve(root, lambda path: ends.get(topics.find(path) or "", "used"))
        form = check_shape(Society, tree)
        Checker(form, tree, load_vocabulary()).check()
        return Recipe(self.document, self.sources, self.traced, {"used": form})

    def evidence(self) -> list[Row]:
        """Every number with its range, grade and source, in the order of the file."""
        return list_numbers(self.traced)

    def coverage(self) -> dict[str, dict[str, int]]:
        """How many numbers there are of each grade, cited in their own block or by the file as a whole."""
        return count_grades(self.evidence())

    def digest(self) -> str:
        """SHA-256 of what the used values mean; words and order of the file do not matter."""
        return self._digest

    def _build(self, scenario: str) -> dict[str, Any]:
        """The plain form, made once; whoever asks gets a copy."""
        if scenario not in self._plain:
            self._plain[scenario] = build_plain(self.forms[scenario], load_vocabulary(), 0)
        return self._plain[scenario]

    @cached_property
    def _digest(self) -> str:
        plain = {key: value for key, value in self._build("used").items() if key != "size"}
        return sha256(dumps(_write(plain), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def build_recipe(document: Document) -> Recipe:
    """A recipe from a document. Raises: InputError (E2xx) or ResourceError (E3xx), naming the line."""
    sources, unfolded = read_sources(document.root), unfold_spreads(document.root)
    trees = {scenario: resolve(unfolded, choose_scenario(scenario)) for scenario in SCENARIOS}
    forms = {"used": check_shape(Society, trees["used"])}
    traced = trace_evidence(leave_out_wholes(unfolded), LANGUAGE, sources)
    for scenario, tree in trees.items():
        forms[scenario] = forms.get(scenario) or check_shape(Society, tree)
        Checker(forms[scenario], tree, load_vocabulary()).check()
    return Recipe(document, sources, traced, forms)


def _copy(value: Any) -> Any:
    """A value that may be changed without changing the other; what it holds besides lists and dictionaries cannot be changed."""
    if isinstance(value, dict):
        return {key: _copy(below) for key, below in value.items()}
    return [_copy(below) for below in value] if isinstance(value, list) else value


def _write(value: Any) -> Any:
    """A value in a form that JSON writes one way only."""
    if isinstance(value, dict):
        return {_write_key(key): _write(below) for key, below in value.items()}
    if isinstance(value, list | tuple):
        return [_write(below) for below in value]
    return str(value) if isinstance(value, Fraction) else value


def _write_key(key: Any) -> str:
    return key if isinstance(key, str) else ",".join(map(str, key))
