"""A scheme begun from a few answers: a file whose every number is hypothetical and open, ready to be checked, tried and made better."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .yamltext import write_yaml

NOTE = "an answer to a question, no text gives it"


@dataclass(frozen=True, slots=True)
class Open:
    """A number that is not settled: what runs, and between which bounds it may lie."""

    low: int
    used: int
    high: int

    def write(self, unit: str = "") -> dict[str, Any]:
        """The range as the file has it; with a unit a range of spans of time."""
        values = {"low": self.low, "used": self.used, "high": self.high}
        return {name: f"{n} {unit}" for name, n in values.items()} if unit else dict(values)


@dataclass(frozen=True, slots=True)
class Conduct:
    """An event that counts: points, and for how long, as `2 years`."""

    event: str
    points: Open
    lasts: str


@dataclass(frozen=True, slots=True)
class Outline:
    """Answers about a scheme that is to be.

    min_age: None for firms; below: points under which something happens; contest: whether people may object.
    """

    id: str
    title: str
    place: str
    country: str
    starts: date
    subjects: str
    min_age: Open | None
    start: Open
    below: Open
    consequence: str
    domain: str
    severity: int
    contest: bool
    conduct: list[Conduct] = field(default_factory=list)


def write_outline(outline: Outline) -> str:
    """The text of a scheme file made of the answers; `load_scheme` reads it.

    Raises: ValueError without any conduct that counts.
    """
    if not outline.conduct:
        raise ValueError("nothing counts in this scheme")
    day = outline.starts.isoformat()
    scheme: dict[str, Any] = {
        "scheme": outline.id,
        "title": outline.title,
        "place": {"name": outline.place, "country": outline.country},
        "in_force": {
            "from": {"low": outline.starts, "used": outline.starts, "high": outline.starts, "note": NOTE}
        },
        "subjects": [outline.subjects],
        "min_age": outline.min_age and {**outline.min_age.write(), "note": NOTE},
        "evidence": "hypothetical",
        "scores": {"points": {"start": outline.start.write(), "note": NOTE}},
        "bands": {
            "standing": {
                "of": "points",
                "levels": [{"name": "In_order", "from": outline.below.write()}, {"name": "Below"}],
                "note": NOTE,
            }
        },
        "rules": {conduct.event: _write_rule(conduct) for conduct in outline.conduct},
        "measures": {
            "consequence": {
                "title": outline.consequence,
                "kind": "restriction",
                "domain": outline.domain,
                "severity": outline.severity,
                "when": {"band": ["Below"]},
            }
        },
        "process": _write_process() if outline.contest else None,
    }
    head = f"# {outline.id}: begun with `creditscape new` for {day}; every number is open until a text gives it\n"
    return head + write_yaml({name: block for name, block in scheme.items() if block is not None})


def _write_rule(conduct: Conduct) -> dict[str, Any]:
    span = dict.fromkeys(("low", "used", "high"), conduct.lasts)
    return {"event": conduct.event, "points": conduct.points.write(), "lasts": span, "note": NOTE}


def _write_process() -> dict[str, Any]:
    """A plain procedure; each word of it is open."""
    words = {"notice": "arrival", "reasons": True, "proof": "keeper", "suspends": False}
    said = {name: {"used": word, "note": NOTE} for name, word in words.items()}
    return {**said, "decided": {**Open(15, 30, 90).write("days"), "note": NOTE}}
