"""Grades of evidence, and where a number comes from."""

from dataclasses import dataclass, field

GRADES = ("documented", "press", "contested", "hypothetical", "assumed")
UNKNOWN = ("hypothetical", "assumed")
MYTH = "myth"


@dataclass(frozen=True, slots=True)
class Source:
    """A source of a file: its name there, title, address, grade and a note."""

    name: str
    title: str
    evidence: str
    url: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a number comes from.

    grade: one of `GRADES`; sources: names of sources with the place in each, the strongest first (none for
    a number that is openly assumed); note: the nearest words about it; own: whether its own block cites,
    not only the file.
    """

    grade: str
    sources: tuple[tuple[str, str | None], ...] = field(default=())
    note: str | None = None
    own: bool = False
