"""Worked cases: invented lives in relative days, and the standing that a scheme must give them.

A case tests the wording of a scheme. It holds no person: days count from the scheme's first day, at most 30
lives a file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from ..words import (
    Block,
    InputError,
    Key,
    Kind,
    Node,
    check_shape,
    join,
    load_vocabulary,
    mismatch,
    read_document,
    show,
    suggest,
)
from .coherence import RECORDED
from .definition import Scheme, load_scheme
from .drafts import locate
from .fields import Id, Name, Text, Tie

MOST_LIVES = 30
LAST_DAY = 36_500
MOST_STEPS = 10_000
_Path = tuple[Key, ...]
_Day = Annotated[int, Field(ge=0, le=LAST_DAY)]


@dataclass(frozen=True, slots=True)
class Step:
    """An event on a day (`times` times, `every` so many days), or the annulment of what has a label.

    through: the event is somebody else's and reaches this life through a tie.
    """

    day: int
    event: str | None = None
    annul: str | None = None
    times: int = 1
    every: int = 0
    label: str | None = None
    amount: int = 1
    episode: int = 0
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Expectation:
    """The standing expected on the morning of a day; None: nothing is said.

    scores: lowest and highest allowed score by name; bands: level by band set; listed, measures: names, in
    order.
    """

    day: int
    scores: dict[str, tuple[int, int]]
    bands: dict[str, str]
    listed: tuple[str, ...] | None
    measures: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Life:
    """An invented life: its name, what it tests in our own words, its steps and what must come of them."""

    name: str
    tests: str
    steps: tuple[Step, ...]
    expect: tuple[Expectation, ...]


@dataclass(frozen=True, slots=True)
class Cases:
    """The worked cases of a scheme."""

    id: str
    file: str
    scheme: Scheme
    lives: tuple[Life, ...]


class _Step(Block):
    day: _Day
    event: Name | None = None
    annul: Text | None = None
    times: Annotated[int, Field(ge=1, le=1000)] = 1
    every: Annotated[int, Field(ge=1, le=LAST_DAY)] | None = None
    label: Text | None = None
    amount: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    episode: Annotated[int, Field(ge=0, le=LAST_DAY)] | None = None
    through: Tie | None = None

    @model_validator(mode="after")
    def _check(self) -> "_Step":
        if (self.event is None) == (self.annul is None):
            raise mismatch("E219", "a step needs either 'event' or 'annul'")
        if self.annul is not None and self.model_fields_set - {"day", "annul"}:
            raise mismatch("E219", "an annulment has only a day")
        if (self.times > 1) != (self.every is not None):
            raise mismatch("E219", "'times' and 'every' belong together")
        if self.day + (self.times - 1) * (self.every or 0) > LAST_DAY:
            raise mismatch("E203", f"the last event would fall after day {LAST_DAY}")
        return self


class _Span(Block):
    low: int
    high: int

    @model_validator(mode="after")
    def _check(self) -> "_Span":
        if self.low > self.high:
            raise mismatch("E244", f"low {self.low} must not be above high {self.high}")
        return self


class _Expectation(Block):
    day: _Day
    score: int | dict[str, Any] | None = None
    band: str | dict[Name, Text] | None = None
    listed: list[Name] | None = None
    measures: list[Name] | None = None


class _Life(Block):
    name: Text
    tests: Text
    life: list[_Step] = Field(max_length=1000)
    expect: list[_Expectation] = Field(min_length=1, max_length=1000)


class CasesFile(Block):
    """A file of worked cases."""

    cases: Id
    lives: list[_Life] = Field(min_length=1, max_length=MOST_LIVES)


def load_cases(name: str | Path, scheme: Scheme | None = None) -> Cases:
    """Read worked cases by the id of a scheme that ships, or by path. scheme: what they are about; else the
    one `cases` names.

    Raises: InputError with file and line, also for names that the scheme does not know.
    """
    document = read_document(locate(name, "cases"))
    file = check_shape(CasesFile, document.root)
    if scheme is None:
        scheme = load_scheme(_find_scheme(file.cases, Path(document.file)))
    reader = _Reader(scheme, document.root)
    lives = tuple(reader.read_life(life, ("lives", place)) for place, life in enumerate(file.lives))
    names = [life.name for life in lives]
    for place, each in enumerate(names):
        if each in names[:place]:
            raise reader.refuse("E208", ("lives", place, "name"), f"name {show(each)} already used")
    return Cases(file.cases, document.file, scheme, lives)


def _find_scheme(scheme: str, file: Path) -> str | Path:
    """A scheme file beside the cases, else an id that ships."""
    beside = file.parent / f"{scheme}.yaml"
    return beside if beside.is_file() and beside.name != file.name else scheme


def expand_life(life: Life) -> list[dict[str, Any]]:
    """The steps of a life one by one, sorted by day: {day, event, annul, label, amount, episode}."""
    steps = [
        {
            "day": step.day + count * step.every,
            "event": step.event,
            "annul": step.annul,
            "label": step.label,
            "amount": step.amount,
            "episode": step.episode,
            "through": step.through,
        }
        for step in life.steps
        for count in range(step.times)
    ]
    return sorted(steps, key=lambda step: step["day"])


class _Reader:
    """Reads lives and checks every name in them against the scheme."""

    def __init__(self, scheme: Scheme, root: Node) -> None:
        self.root = root
        self.kinds: dict[str, Kind] = load_vocabulary().kinds
        self.phases = scheme.plain()["phases"]

    def read_life(self, life: _Life, path: _Path) -> Life:
        steps = tuple(self._read_step(step, (*path, "life", place)) for place, step in enumerate(life.life))
        if sum(step.times for step in steps) > MOST_STEPS:
            raise self.refuse("E216", (*path, "life"), f"more than {MOST_STEPS} events")
        self._check_labels(steps, path)
        expect = tuple(
            self._read_expectation(each, (*path, "expect", place)) for place, each in enumerate(life.expect)
        )
        return Life(life.name, life.tests, steps, expect)

    def _read_step(self, step: _Step, path: _Path) -> Step:
        if step.event is None:
            return Step(step.day, annul=step.annul)
        self._need((*path, "event"), step.event, self.kinds, "event")
        kind = self.kinds[step.event]
        if kind.class_ not in RECORDED:
            raise self.refuse(
                "E209",
                (*path, "event"),
                f"event {show(kind.name)} is of class {kind.class_}; none is ever recorded",
            )
        if step.amount is not None and kind.unit is None:
            raise self.refuse("E218", (*path, "amount"), f"event {show(kind.name)} has no amount")
        return Step(
            step.day,
            step.event,
            None,
            step.times,
            step.every or 0,
            step.label,
            step.amount or 1,
            step.episode or 0,
            step.through,
        )

    def _check_labels(self, steps: tuple[Step, ...], path: _Path) -> None:
        labels = [step.label for step in steps if step.label is not None]
        for place, step in enumerate(steps):
            here = (*path, "life", place)
            if step.label is not None and labels.count(step.label) > 1:
                raise self.refuse("E208", (*here, "label"), f"label {show(step.label)} used twice")
            if step.annul is None:
                continue
            self._need((*here, "annul"), step.annul, labels, "label")
            if all(other.day > step.day for other in steps if other.label == step.annul):
                raise self.refuse(
                    "E218", (*here, "annul"), f"{show(step.annul)} is annulled before it happens"
                )

    def _read_expectation(self, expected: _Expectation, path: _Path) -> Expectation:
        listed = (
            None
            if expected.listed is None
            else self._read_names((*path, "listed"), expected.listed, "lists", "list")
        )
        measures = expected.measures
        in_force = (
            None
            if measures is None
            else self._read_names((*path, "measures"), measures, "measures", "measure")
        )
        return Expectation(
            expected.day,
            self._read_scores(expected.score, (*path, "score")),
            self._read_bands(expected.band, (*path, "band")),
            listed,
            in_force,
        )

    def _read_scores(self, score: int | dict[str, Any] | None, path: _Path) -> dict[str, tuple[int, int]]:
        if score is None:
            return {}
        node = self.root.find(path)
        if not node.entries or set(node.entries) <= {"low", "high"}:
            return {self._only(path, "scores", "score"): self._read_span(node, path)}
        for name in node.entries:
            self._need((*path, name), str(name), self._names("scores"), "score")
        return {str(name): self._read_span(below, (*path, name)) for name, below in node.entries.items()}

    def _read_span(self, node: Node, path: _Path) -> tuple[int, int]:
        if node.entries:
            span = check_shape(_Span, node, path)
            return span.low, span.high
        if isinstance(node.value, bool) or not isinstance(node.value, int):
            raise self.refuse("E203", path, "must be a whole number or {low, high}")
        return node.value, node.value

    def _read_bands(self, band: str | dict[str, str] | None, path: _Path) -> dict[str, str]:
        if band is None:
            return {}
        bands = {self._only(path, "bands", "band set"): band} if isinstance(band, str) else band
        for name, level in bands.items():
            self._need(path, name, self._names("bands"), "band set")
            levels = [
                each["name"]
                for phase in self.phases
                if name in phase["bands"]
                for each in phase["bands"][name]["levels"]
            ]
            self._need(path, level, levels, "band")
        return bands

    def _read_names(self, path: _Path, names: list[str], block: str, what: str) -> tuple[str, ...]:
        for place, name in enumerate(names):
            self._need((*path, place), name, self._names(block), what)
        return tuple(names)

    def _names(self, block: str) -> list[str]:
        """All names of a block, in whatever phase."""
        return list(dict.fromkeys(name for phase in self.phases for name in phase[block]))

    def _only(self, path: _Path, block: str, what: str) -> str:
        names = self._names(block)
        if len(names) != 1:
            raise self.refuse(
                "E202", path, f"the scheme has {len(names)} {what}s; name one: {{{what.split()[-1]}: ...}}"
            )
        return names[0]

    def _need(self, path: _Path, name: str, known: Iterable[str], what: str) -> None:
        names = list(known)
        if name not in names:
            close = suggest(name, names)
            raise self.refuse("E209", path, f"unknown {what} {show(name)}" + (f"; {close}" if close else ""))

    def refuse(self, code: str, path: _Path, message: str) -> InputError:
        node = self.root.find(path)
        return InputError(code, message, file=node.file, line=node.place, field=join(path))
