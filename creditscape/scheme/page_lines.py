"""What the pages about schemes share: the wordings of a scheme, and its numbers with their ranges and evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from ..words import Row, Source, clean, say
from .blocks import SchemeBlocks
from .definition import Scheme
from .fields import Cited

Rows = dict[str, Row]


@dataclass(frozen=True)
class Wording:
    """A scheme as it stands from a day on. start: None for the first wording; rows: its numbers by path; scheme: the whole."""

    start: date | None
    title: str | None
    blocks: SchemeBlocks
    rows: Rows
    scheme: Scheme

    def tell(self, path: str, value: object) -> str:
        """A number with the range that it may lie in. value: the one used."""
        row = self.rows.get(path)
        if row is None or row["low"] is None or row["low"] == row["high"]:
            return write(value)
        return f"{write(value)} ({write(row['low'])} to {write(row['high'])})"

    def back(self, path: str, block: Cited) -> tuple[str, str]:
        """Grades and sources of all numbers at a path and below; those of the block itself where it holds none."""
        below = [
            row
            for place, row in self.rows.items()
            if place == path or place.startswith((f"{path}.", f"{path}["))
        ]
        if below:
            cited = (pair for row in below for pair in row["sources"])
            return ", ".join(dict.fromkeys(row["grade"] for row in below)), say_cited(cited)
        cite = block.cite or self.blocks.cite
        names = [name for name, _ in list_cited(cite)]
        grades = [block.evidence or self.blocks.evidence or self.sources[name].evidence for name in names[:1]]
        return ", ".join(grades), say_cited(list_cited(cite))

    @property
    def sources(self) -> dict[str, Source]:
        return self.scheme.sources


def list_wordings(scheme: Scheme) -> list[Wording]:
    """All wordings in order of time; the numbers of a later one are those before it with what it changes."""
    found: list[Wording] = []
    rows = scheme.evidence()
    for place, (stage, blocks) in enumerate(scheme.wordings):
        mark = f"phases[{place - 1}]."
        if place:
            own = {row["path"].removeprefix(mark): row for row in rows if row["path"].startswith(mark)}
            known = {**found[-1].rows, **own}
        else:
            known = {row["path"]: row for row in rows if not row["path"].startswith("phases[")}
        found.append(Wording(stage.start, stage.title, blocks, known, scheme))
    return found


def list_cited(cite: object) -> list[tuple[str, str | None]]:
    """The sources that a `cite` names, each with the place in it."""
    if isinstance(cite, str):
        return [(cite, None)]
    if isinstance(cite, dict):
        return list(cite.items())
    return [pair for each in cite for pair in list_cited(each)] if isinstance(cite, list) else []


def say_cited(cited: Iterable[tuple[str, str | None]]) -> str:
    """Sources by name, each once, with the places in it."""
    places: dict[str, list[str]] = {}
    for name, place in cited:
        known = places.setdefault(name, [])
        if place is not None and place not in known:
            known.append(place)
    return "; ".join(
        f"`{name}`" + (f": {clean(', '.join(told))}" if told else "") for name, told in places.items()
    )


def write(value: Any) -> str:
    """A number, a date or a duration as text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and abs(value) >= 10_000:
        return f"{value:,}"
    if isinstance(value, Fraction):
        return f"{float(value):.4g}"
    if isinstance(value, list | tuple):
        return ", ".join(write(each) for each in value)
    return str(value)


def write_span(span: tuple[str, int] | None) -> str:
    """A duration in words: `2 years`, `7 working days`, `end of year`."""
    if span is None:
        return ""
    unit, length = span
    if unit == "year_ends":
        return "end of year"
    if unit == "months" and not length % 12:
        unit, length = "years", length // 12
    return f"{length} {say(unit)}" if length != 1 else f"1 {say(unit).removesuffix('s')}"


def join_some(words: list[str], most: int = 3, between: str = ", ") -> str:
    """The first few, and how many more there are."""
    return between.join(words[:most]) + (f" and {len(words) - most} more" if len(words) > most else "")
