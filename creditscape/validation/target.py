"""Targets: published figures that the laboratory is held against, as data that a lawyer can read (`targets/*.yaml`).

A target names its figure, its source, how it is reached, and the tolerance and whose that is. One that cannot be reached says why.
"""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal

from pydantic import Field, model_validator

from ..words import Block, InputError, check_shape, mismatch, read_document, show, suggest
from .ways import OF_LIVES, OF_NOTHING, OF_TABLES, WAYS

KINDS = {
    "exact": "an identity or a replication that must hold; nothing of the model's own is in it",
    "fitted": "a number of a scheme or society was chosen so that this comes out; agreement shows nothing",
    "predicted": "no number was chosen by this figure; where one was by another figure of its source, the bias says so",
    "case": "a worked case: one invented life, one expected standing",
}
GRADES = {
    "documented": "an official text or page, or the author's own, was read",
    "press": "press or a secondary source was read",
    "contested": "sources disagree, or the meaning is doubtful",
    "derived": "no publication: follows by arithmetic, or from another program, as the note says",
    "recalled": "from memory, to be checked; not a sourced figure",
}
OWNERS = {
    "range": "the published figure is a range",
    "rounding": "half a unit of the last published digit",
    "plan": "set in the plan of this validation, before it was run",
    "ours": "set for this page by one rule: 5 points if the largest figure is 20 % or more, else a factor of 1.5; or as noted",
}
Number = int | Fraction
_ROOM = __name__.rpartition(".")[0]
_FILES = ("replications.yaml", "bureaus.yaml", "points.yaml", "lists.yaml", "firms.yaml", "unreached.yaml")


class Span(Block):
    """A published range; an end that is not named is open."""

    low: Number | None = None
    high: Number | None = None


class Publication(Block):
    """Where a figure was published, and how well that was confirmed (`GRADES`)."""

    title: str = Field(min_length=1)
    url: str | None = None
    evidence: Literal["documented", "press", "contested", "derived", "recalled"]
    note: str | None = None


class Tolerance(Block):
    """How far from the published figure still agrees; one of the first three. whose: see `OWNERS`."""

    points: Number | None = None
    factor: Number | None = None
    exact: bool | None = None
    whose: Literal["range", "rounding", "plan", "ours"]
    note: str | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Tolerance":
        given = [self.points, self.factor, self.exact]
        if sum(each is not None for each in given) != 1 or self.exact is False:
            raise mismatch("E219", "names no single tolerance; allowed: one of points, factor, exact: true")
        for limit, least in ((self.points, 0), (self.factor, 1)):
            if limit is not None and limit < least:
                raise mismatch("E203", f"a tolerance is at least {least}, found {limit}")
        return self


class Fitted(Block):
    """A number that was chosen so that a figure comes out: its name, its value, and the file it stands in."""

    name: str
    value: str
    where: str


class Setting(Block):
    """What is run: a scheme on a society, in so many communities of 4,096 people, seed 1."""

    scheme: str
    society: str
    years: int = Field(ge=1)
    communities: int = Field(ge=1)
    worlds: list[str] = ["as_written"]
    reform: str | None = None
    burn_in: int | None = None


class Reach(Block):
    """The function that reaches a figure (`ways.WAYS`), what it looks at, and its parameters."""

    way: str
    on: Setting | None = None
    given: dict[str, object] = {}

    @model_validator(mode="after")
    def _known(self) -> "Reach":
        if self.way not in WAYS:
            hint = suggest(self.way, WAYS)
            raise mismatch(
                "E209",
                f"no way {show(self.way)}" + (f"; {hint}" if hint else f"; allowed: {', '.join(WAYS)}"),
            )
        if (self.on is None) != (WAYS[self.way].of == OF_NOTHING):
            raise mismatch("E202", f"way '{self.way}' {'needs' if self.on is None else 'takes no'} 'on'")
        return self


class Target(Block):
    """One published figure, or several that belong together. Either `reach` or `unreached` is given."""

    id: str = Field(pattern=r"^[A-Z][A-Za-z0-9-]*$")
    title: str
    statistic: str
    unit: Literal["%", "points", "months", "ratio", "count", "number", "years", "words"]
    published: dict[str, Number | str | Span] = Field(min_length=1)
    source: Publication
    kind: Literal["exact", "fitted", "predicted", "case"]
    tolerance: Tolerance | None = None
    reach: Reach | None = None
    unreached: str | None = None
    bias: str = Field(min_length=1)
    fitted: list[Fitted] = []
    reading: str | None = None
    missed: str | None = None

    @model_validator(mode="after")
    def _reached_or_not(self) -> "Target":
        if (self.reach is None) == (self.unreached is None):
            raise mismatch("E202", "needs either 'reach' or 'unreached'")
        if self.reach is not None and self.tolerance is None:
            raise mismatch("E202", "missing required key 'tolerance'")
        for name, told in self.published.items():
            if isinstance(told, Span) and told.low is None and told.high is None:
                raise mismatch("E202", f"'{name}' names neither 'low' nor 'high'")
            if isinstance(told, Span) and not (
                told.low is None or told.high is None or told.low <= told.high
            ):
                raise mismatch("E244", f"'{name}': low is above high")
        if self.kind == "fitted" and not self.fitted and self.reach is not None:
            raise mismatch("E202", "is fitted but names no fitted number; missing key 'fitted'")
        return self


class _Shelf(Block):
    about: str
    targets: list[Target] = Field(min_length=1)


def read_targets(path: str | Traversable) -> tuple[str, list[Target]]:
    """What a file is about, and its targets. Raises: InputError E2xx with line for what cannot be used."""
    shelf = check_shape(_Shelf, read_document(path).root)
    return shelf.about, shelf.targets


@cache
def load_targets() -> dict[str, tuple[Target, ...]]:
    """All targets that ship, in order, by what their file is about."""
    return {
        about: tuple(targets)
        for about, targets in (read_targets(files(_ROOM) / "targets" / name) for name in _FILES)
    }


def find_targets(names: Sequence[str] = ()) -> list[Target]:
    """Targets by id, in the order of the files; all of them without names. Raises: InputError U180 for an unknown id."""
    every = [target for shelf in load_targets().values() for target in shelf]
    known = {target.id for target in every}
    for name in names:
        if name not in known:
            hint = suggest(name, known)
            raise InputError(
                "U180", f"found {show(name)}; no such target" + (f"; {hint}" if hint else ""), field="TARGET",
                hint="creditscape validate prints them all",
            )  # fmt: skip
    return [target for target in every if not names or target.id in names]


__all__ = [
    "GRADES",
    "KINDS",
    "OF_LIVES",
    "OF_NOTHING",
    "OF_TABLES",
    "OWNERS",
    "Setting",
    "Span",
    "Target",
    "Tolerance",
    "find_targets",
    "load_targets",
    "read_targets",
]
