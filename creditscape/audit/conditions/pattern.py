"""The parts of a social score, as the AI Act lists them. Each part alone decides nothing; only together do
they make the pattern.
"""

from ..answers import Answer, match_rows
from ..definition import SILENT, Definition


def evaluates_persons(definition: Definition) -> Answer:
    """Matches if natural persons or groups of them are evaluated; differs if the card says that only
    businesses are.
    """
    types = definition.ask("subjects.types")
    if types is not SILENT and not {"person", "group"} & set(types):
        return Answer("differs", "the card says that only businesses are evaluated")
    rows = [f"score {name}{label}" for label, phase in definition.phases for name in sorted(phase["scores"])]
    rows += [f"list {name}{label}" for label, phase in definition.phases for name in sorted(phase["lists"])]
    return match_rows(rows, "persons are scored or listed", "the definition neither scores nor lists anybody")


def evaluates_over_time(definition: Definition) -> Answer:
    """Matches if records of several days add up: a rule without end or with a term of more than a day feeds a
    score.
    """
    rows = [
        rule.label
        for rule in definition.negative_rules()
        if rule.plain["effect"] != "list" and rule.duration != ("days", 1)
    ]
    return match_rows(rows, "records of different days add up over time", "no score adds up over time")


def weighs_conduct(definition: Definition) -> Answer:
    """Matches if a rule counts what people do."""
    rows = [
        f"{rule.label}: {kind.name} ({kind.domain})"
        for rule in definition.negative_rules()
        for kind in rule.kinds
        if kind.class_ in ("conduct", "report")
    ]
    return match_rows(rows, "conduct of persons is weighed", "no rule weighs conduct of persons")


def leads_to_detriment(definition: Definition) -> Answer:
    """Matches if the score or list brings a restriction or a publication."""
    rows = [
        f"measure {name}{label}: {measure['title'] or name}"
        for name, label, measure, _ in definition.measures("restriction", "publication")
    ]
    return match_rows(
        rows,
        "the score or list leads to restriction or publication",
        "the definition has no restriction or publication",
    )
