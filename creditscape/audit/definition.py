"""What a condition may look at: the rules, lists, measures and legal facts of one scheme, phase by phase.

Reads the plain form of a scheme (`docs/language.md` section 5) and its card. A fact that the card does not
carry is `Silent`, never
`False`: absence is no pass.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from ..words import Kind, load_vocabulary


class SchemeLike(Protocol):
    """The part of `creditscape.scheme.Scheme` that an audit reads."""

    @property
    def card(self) -> Any: ...

    def plain(self, scenario: str = ...) -> dict[str, Any]: ...


class Silent:
    """The card does not say."""


SILENT: Final = Silent()


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule and the phase it stands in. `duration`: its term as (unit, n), None if it never ends."""

    name: str
    phase: str
    kinds: tuple[Kind, ...]
    plain: dict[str, Any]
    duration: tuple[str, int] | None

    @property
    def label(self) -> str:
        return f"rule {self.name}{self.phase}"


@dataclass(frozen=True, slots=True)
class Definition:
    """One scheme as an audit sees it."""

    plain: dict[str, Any]
    youngest: int
    card: Any
    country: str | None

    @staticmethod
    def read(scheme: SchemeLike) -> "Definition":
        """The definition of a scheme, with the lowest age that its range allows."""
        plain = scheme.plain("used")
        place = getattr(scheme, "place", None)
        country = place.get("country") if isinstance(place, dict) else getattr(place, "country", None)
        youngest = min(int(scheme.plain(scenario)["min_age"]) for scenario in ("low", "used"))
        card = scheme.card.model_dump(by_alias=True) if hasattr(scheme.card, "model_dump") else scheme.card
        return Definition(plain, youngest, card or {}, country)

    @property
    def phases(self) -> list[tuple[str, dict[str, Any]]]:
        """Every phase with its label: empty for the first, ` (from 2021-07-01)` for later ones."""
        return [
            ("" if phase["from"] is None else f" (from {date.fromordinal(phase['from'])})", phase)
            for phase in self.plain["phases"]
        ]

    def negative_rules(self) -> Iterator[Rule]:
        """Rules that cost people something: they take points, drop somebody or list somebody to be restricted."""
        phases = dict(self.phases)
        yield from (rule for rule in self.rules() if costs_something(rule.plain, phases[rule.phase]))

    def rules(self) -> Iterator[Rule]:
        """All rules, in every phase; a rule unchanged from an earlier phase comes once."""
        seen: set[str] = set()
        kinds = load_vocabulary().kinds
        for label, phase in self.phases:
            for name, rule in sorted(phase["rules"].items()):
                found = Rule(
                    name, label, tuple(kinds[kind] for kind in rule["events"]), rule, _find_term(rule, phase)
                )
                costs = costs_something(rule, phase)
                key = repr((name, sorted(rule.items(), key=lambda pair: pair[0]), found.duration, costs))
                if key not in seen:
                    seen.add(key)
                    yield found

    def measures(self, *kinds: str) -> Iterator[tuple[str, str, dict[str, Any], dict[str, Any]]]:
        """Measures of the given kinds: name, phase label, measure, phase."""
        for label, phase in self.phases:
            for name, measure in sorted(phase["measures"].items()):
                if measure["kind"] in kinds:
                    yield name, label, measure, phase

    def entries(self, block: str) -> list[dict[str, Any]]:
        """The entries of a block of the card that is a list (`inputs`, `sanctions`); none if it is absent."""
        found = self.ask(block)
        return found if isinstance(found, list) else []

    def ask(self, path: str) -> Any:
        """A legal fact by its dotted path (`dispute.fee`); SILENT if the card does not carry it.

        A block that is a list (`inputs.evidence`) gives the list of what its members say, SILENT in place of
        what one leaves out.
        """
        return _descend(self.card, path.split("."))


def _descend(value: Any, path: list[str]) -> Any:
    if isinstance(value, list) and path:
        return [_descend(entry, path) for entry in value] or SILENT
    if not path:
        return SILENT if value is None else value
    if not isinstance(value, dict) or path[0] not in value:
        return SILENT
    return _descend(value[path[0]], path[1:])


def costs_something(rule: dict[str, Any], phase: dict[str, Any]) -> bool:
    """Whether a rule takes points, drops somebody or puts somebody on a list that restricts."""
    if rule["effect"] == "drop":
        return True
    if rule["effect"] == "list":
        kinds = {m["kind"] for m in phase["measures"].values() if m["when"].get("listed") == rule["list"]}
        return not kinds or kinds != {"reward"}
    points = rule["points"] or {}
    lowest = [
        points.get("fixed", 0),
        *points.get("drawn", ())[:1],
        *(amount for _, amount in points.get("table", ())),
    ]
    return min(lowest) < 0 or points.get("scaled", {}).get("percent", 0) < 0


def _find_term(rule: dict[str, Any], phase: dict[str, Any]) -> tuple[str, int] | None:
    term = rule["lasts"]
    if term is None and rule["effect"] == "list":
        term = phase["lists"][rule["list"]]["term"]
    return (str(term[0]), int(term[1])) if term else None
