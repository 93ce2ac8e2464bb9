"""Conditions on whose conduct counts, which conduct, and on what evidence."""

from typing import Any

from ..answers import Answer, keep_silent, match_rows
from ..definition import SILENT, Definition


def charges_lawful_acts(definition: Definition, domains: list[str]) -> Answer:
    """Matches if a rule takes points, drops or lists for a lawful act in one of the life domains."""
    rows = [
        f"{rule.label}: {kind.name} ({kind.domain}) - {kind.means}"
        for rule in definition.negative_rules()
        for kind in rule.kinds
        if kind.lawful and kind.class_ in ("conduct", "report") and kind.domain in domains
    ]
    return match_rows(
        rows,
        f"{_count(rows, 'entry')} against lawful acts ({', '.join(domains)})",
        f"no rule counts against lawful acts ({', '.join(domains)})",
    )


def counts_allegations(definition: Definition) -> Answer:
    """Matches if records rest on an allegation: an event reported by others, or an input whose evidence is an
    allegation or none.
    """
    rows = [
        f"{rule.label}: {kind.name} is a report by others"
        for rule in definition.negative_rules()
        for kind in rule.kinds
        if kind.class_ == "report"
    ]
    grades = _members(definition, "inputs.evidence")
    rows += [f"card.inputs.evidence: {grade}" for grade in grades if grade in ("allegation", "none")]
    if definition.ask("reports.denunciation") is True and definition.ask("reports.corroboration") is False:
        rows.append("card.reports: denunciation counts without corroboration")
    if not rows and SILENT in grades:
        return keep_silent("inputs.evidence")
    return match_rows(
        rows, "entries rest on allegations", "every input rests on a decision or an official finding"
    )


def counts_conduct_of_others(definition: Definition) -> Answer:
    """Matches if what family, friends or an employer do counts against a person."""
    about, effect = _members(definition, "inputs.about"), definition.ask("network.peer_effect")
    rows = [f"card.inputs.about: {whom}" for whom in about if whom is not SILENT and whom != "self"]
    if effect is not SILENT and effect:
        rows.append("card.network.peer_effect: yes")
    absent = [
        name
        for name, silent in (("inputs.about", SILENT in about), ("network.peer_effect", effect is SILENT))
        if silent
    ]
    if not rows and absent:
        return keep_silent(*absent)
    return match_rows(rows, "other people's conduct counts", "only a person's own conduct counts")


def subjects_younger_than(definition: Definition, age: int) -> Answer:
    """Matches if the scheme's youngest subjects are below `age`; silent if only the assumed range reaches
    below it.
    """
    stated = definition.plain["min_age"]
    if stated >= age > definition.youngest:
        return Answer(
            "silent",
            f"the text states no age; this file assumes {stated}, its range begins at {definition.youngest}",
            (f"min_age: {definition.youngest} to {stated}, assumed",),
        )
    rows = [f"min_age: {stated}"] if stated < age else []
    return match_rows(
        rows, f"people are scored from the age of {stated}", f"people are scored from the age of {stated}"
    )


def _members(definition: Definition, path: str) -> list[Any]:
    found = definition.ask(path)
    return found if isinstance(found, list) else [found]


def _count(rows: list[str], noun: str) -> str:
    return (
        f"1 {noun}"
        if len(rows) == 1
        else f"{len(rows)} {noun[:-1]}ies"
        if noun.endswith("y")
        else f"{len(rows)} {noun}s"
    )
