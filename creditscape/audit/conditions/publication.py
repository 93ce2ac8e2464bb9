"""Conditions on naming people in public."""

from ..answers import Answer, keep_silent, match_rows
from ..definition import SILENT, Definition
from .terms import say_term, years_of


def names_without_assessment(definition: Definition) -> Answer:
    """Matches if people are named in public without an assessment of the single case."""
    published = [
        f"measure {name}{label}: {measure['title'] or name}"
        for name, label, measure, _ in definition.measures("publication")
    ]
    names = definition.ask("publication.names")
    if not published and (names is SILENT or names is False):
        if names is SILENT:
            return Answer("apart", "the definition has no measure that publishes")
        return Answer("differs", "the card says that no names are published", ("card.publication.names: no",))
    assessed = definition.ask("publication.individual_assessment")
    silent = [
        f"publication.{field}"
        for field, value in (("names", names), ("individual_assessment", assessed))
        if value is SILENT
    ]
    if silent and not (names is False or assessed is True):
        return keep_silent(*silent)
    rows = [*published, "card.publication.individual_assessment: no"] if names and assessed is False else []
    return match_rows(
        rows,
        "names are published without assessment of the single case",
        "no name is published without assessment of the single case",
    )


def displays_longer_than(definition: Definition, years: int) -> Answer:
    """Matches if a published listing is shown for longer than `years`, or without end."""
    rows, seen = [], 0
    for name, label, measure, phase in definition.measures("publication"):
        listed = measure["when"].get("listed")
        if listed is None:
            continue
        seen += 1
        term = phase["lists"][listed]["term"]
        if term is None or years_of((str(term[0]), int(term[1]))) > years:
            rows.append(f"measure {name}{label}, list {listed}: {say_term(term)}; limit {years} years")
    days = definition.ask("publication.days")
    if days is not SILENT:
        seen += 1
        rows += [f"card.publication.days: {days}"] if days > years * 366 else []
    if not seen:
        return Answer("apart", "the definition has no listing that is shown to the public")
    return match_rows(
        rows,
        f"entries are displayed for longer than {years} years",
        f"no entry is displayed for longer than {years} years",
    )
