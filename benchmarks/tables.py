"""What a benchmark says: figures with targets, checks of the answers; as text, Markdown and JSON."""

import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_MEETS: dict[str, Callable[[float, float], bool]] = {">=": operator.ge, "<=": operator.le}


@dataclass(frozen=True)
class Figure:
    """One measured number. target: `>=` or `<=` and the number to reach; none for what is only told."""

    name: str
    value: float
    unit: str
    target: tuple[str, float] | None = None

    @property
    def verdict(self) -> str:
        """`met`, `missed`, or nothing where there is no target."""
        if self.target is None:
            return ""
        relation, limit = self.target
        return "met" if _MEETS[relation](self.value, limit) else "missed"

    def cells(self) -> tuple[str, str, str, str]:
        """Name, value with its unit, target and verdict as text."""
        goal = "" if self.target is None else f"{self.target[0]} {number(self.target[1])}"
        return self.name, f"{number(self.value)} {self.unit}".strip(), goal, self.verdict


@dataclass(frozen=True)
class Check:
    """One statement about the answers of what was timed, and whether it is true."""

    statement: str
    holds: bool


@dataclass
class Chapter:
    """What one benchmark found. notes: what a reader must know to read the figures."""

    name: str
    title: str
    figures: list[Figure] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def tell(self, name: str, value: float, unit: str, target: tuple[str, float] | None = None) -> None:
        """Add a figure."""
        self.figures.append(Figure(name, value, unit, target))

    def check(self, statement: str, holds: bool) -> None:
        """Add a check."""
        self.checks.append(Check(statement, bool(holds)))

    @property
    def right(self) -> bool:
        """True if every check holds."""
        return all(check.holds for check in self.checks)

    def data(self) -> dict[str, Any]:
        """The chapter as it is written to JSON."""
        return {
            "title": self.title,
            "figures": [
                {
                    "name": f.name,
                    "value": f.value,
                    "unit": f.unit,
                    "verdict": f.verdict,
                    "target": None if f.target is None else {"relation": f.target[0], "value": f.target[1]},
                }
                for f in self.figures
            ],
            "checks": [{"statement": c.statement, "holds": c.holds} for c in self.checks],
            "notes": self.notes,
        }


def read_chapter(name: str, data: dict[str, Any]) -> Chapter:
    """The chapter that `Chapter.data` wrote."""
    chapter = Chapter(name, data["title"], notes=list(data["notes"]))
    for f in data["figures"]:
        target = f["target"] and (f["target"]["relation"], f["target"]["value"])
        chapter.tell(f["name"], f["value"], f["unit"], target)
    for c in data["checks"]:
        chapter.check(c["statement"], c["holds"])
    return chapter


def number(value: float) -> str:
    """A number as people read it: three figures, thousands apart, whole ones in full."""
    if value == int(value) and abs(value) < 1e7:
        return f"{int(value):,}"
    if abs(value) >= 1e7:
        return f"{value:.2e}".replace("e+0", "e")
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if abs(value) >= 0.001 else f"{value:.1e}"


def as_text(chapter: Chapter) -> str:
    """A chapter for the terminal."""
    rows = [("", "measured", "target", ""), *(f.cells() for f in chapter.figures)]
    wide = [max(len(row[k]) for row in rows) for k in range(4)]
    lines = [chapter.title, "-" * len(chapter.title)]
    for row in rows:
        lines.append(f"{row[0]:<{wide[0]}}  {row[1]:>{wide[1]}}  {row[2]:>{wide[2]}}  {row[3]}".rstrip())
    lines += [f"{'right' if c.holds else 'WRONG'}: {c.statement}" for c in chapter.checks]
    lines += [f"note: {note}" for note in chapter.notes]
    return "\n".join(lines) + "\n"


def as_markdown(machine: dict[str, Any], chapters: list[Chapter]) -> str:
    """All chapters as one Markdown table with a line about the machine, to be pasted into a page."""
    lines = [", ".join(f"{key} {value}" for key, value in machine.items()), ""]
    lines += ["| figure | measured | target | |", "|---|---:|---:|---|"]
    for chapter in chapters:
        lines.append(f"| **{chapter.title}** | | | |")
        lines += ["| " + " | ".join(figure.cells()) + " |" for figure in chapter.figures]
        lines += [f"| {c.statement} | | | {'right' if c.holds else '**wrong**'} |" for c in chapter.checks]
    return "\n".join(lines) + "\n"
