"""What the report quotes from the scheme and the society: titles of rules and measures, cut-offs, and every
number with its source.

Text of a file is untrusted: it is returned as plain text and escaped by the template.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """A number that entered: where it stands, what was used, its range, grade, sources and note; `first` is
    the strongest source.
    """

    path: str
    value: str
    range: str
    grade: str
    source: str
    first: str
    note: str


def list_entries(document: Any) -> list[Entry]:
    """Every number of a scheme or society with its evidence, in the order of the file."""
    return [_read_row(row, document.sources) for row in document.evidence()]


def _read_row(row: dict[str, Any], sources: Mapping[str, Any]) -> Entry:
    span = (
        ""
        if row["low"] is None or row["low"] == row["high"]
        else f"{_say(row['low'])} to {_say(row['high'])}"
    )
    cited = [_cite(row["sources"][:count], sources) for count in (None, 1)]
    return Entry(row["path"], _say(row["value"]), span, row["grade"], cited[0], cited[1], row["note"] or "")


def _cite(cited: Iterable[tuple[str, str | None]], sources: Mapping[str, Any]) -> str:
    named = ((sources[name].title if name in sources else name, place) for name, place in cited)
    return "; ".join(title if place is None else f"{title}: {place}" for title, place in named)


def list_sources(document: Any) -> list[tuple[str, str, str, str]]:
    """The sources of a document: title, grade, address, note."""
    return [
        (source.title, source.evidence, source.url or "", source.note or "")
        for source in document.sources.values()
    ]


def last_phase(scheme: Any) -> dict[str, Any]:
    """The scheme's last phase in plain form."""
    return scheme.plain("used")["phases"][-1]


def list_levels(scheme: Any, band_set: str, seen: Iterable[str] = ()) -> list[str]:
    """Levels of a band set, best first; levels that only earlier phases knew come last."""
    levels: list[str] = []
    for phase in reversed(scheme.plain("used")["phases"]):
        levels += [
            level["name"]
            for level in phase["bands"].get(band_set, {"levels": []})["levels"]
            if level["name"] not in levels
        ]
    return levels + [level for level in seen if level not in levels]


def list_cutoffs(scheme: Any, score: str) -> list[tuple[str, int]]:
    """Names and lowest scores of the bands on a score, highest first."""
    return [
        (level["name"], level["from"])
        for band_set in last_phase(scheme)["bands"].values()
        if band_set["of"] == score
        for level in band_set["levels"]
        if level["from"] is not None
    ]


def typical_points(scheme: Any, score: str) -> int | None:
    """What one ordinary rule takes: the median of the fixed deductions of a score."""
    taken = sorted(
        -rule["points"]["fixed"]
        for rule in last_phase(scheme)["rules"].values()
        if rule["effect"] == "points"
        and rule["score"] == score
        and (rule["points"] or {}).get("fixed", 0) < 0
    )
    return taken[len(taken) // 2] if taken else None


def name_lists(scheme: Any) -> dict[str, str]:
    """Titles of the lists of the first wording, or their names in words."""
    return {name: listing.title or name.replace("_", " ") for name, listing in scheme.blocks.lists.items()}


def name_rules(scheme: Any, entries: Iterable[Entry]) -> dict[str, tuple[str, str]]:
    """Title and citation of every rule; the citation is the source of its first number."""
    cited: dict[str, str] = {}
    for entry in entries:
        parts = entry.path.split(".")
        if parts[0] == "rules" and len(parts) > 1:
            cited.setdefault(parts[1], entry.first or f"{entry.grade}: {entry.note}")
    titles = {name: rule.title or name.replace("_", " ") for name, rule in scheme.blocks.rules.items()}
    return {
        name: (name_of(titles, name), cited.get(find_base(cited, name), "no number of its own"))
        for phase in scheme.plain("used")["phases"]
        for name in phase["rules"]
    }


def find_base(known: Iterable[str], name: str) -> str:
    """The name that a file gives: where several keep files, each keeper's name stands behind it."""
    return max((base for base in known if name == base or name.startswith(f"{base}_")), key=len, default=name)


def name_of(titles: Mapping[str, str], name: str) -> str:
    """A title, with the keeper's name behind it where several keep files; the name in words without one."""
    base = find_base(titles, name)
    keeper = name[len(base) + 1 :].replace("_", " ")
    return titles.get(base, name.replace("_", " ")) + (f" ({keeper})" if keeper and base in titles else "")


def _say(value: Any) -> str:
    """A number as text: 0.082, 2020-01-01, 1 year, [10, 2], [20, 5]."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{float(value):.6g}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_say(entry) for entry in value)}]"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
