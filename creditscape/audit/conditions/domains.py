"""Whether what people did in one part of life restricts them in another."""

from typing import Any

from ..answers import Answer, match_rows
from ..definition import Definition, Rule


def crosses_domains(definition: Definition, related: dict[str, list[str]]) -> Answer:
    """Matches if a rule of one life domain feeds a restriction in an unrelated domain.

    related: life domain of the event -> domains of measures held to be related to it. A house table, printed
    with the finding.
    A domain that the table leaves out is related to nothing.
    """
    rules = list(definition.negative_rules())
    rows = []
    for name, label, measure, phase in definition.measures("restriction", "publication"):
        far = sorted(
            {
                kind.domain
                for rule in rules
                if feeds(rule, measure, phase)
                for kind in rule.kinds
                if measure["domain"] not in related.get(kind.domain, [])
            }
        )
        if far:
            rows.append(
                f"measure {name}{label} ({measure['domain']}) follows from conduct in: {', '.join(far)}"
            )
    return match_rows(
        rows,
        f"{len(rows)} measures follow from conduct in unrelated parts of life",
        "every measure follows only from conduct in a related part of life",
    )


def stays_in_domain(definition: Definition, related: dict[str, list[str]]) -> Answer:
    """Matches if no rule of one life domain feeds a restriction in an unrelated one (`crosses_domains`)."""
    found = crosses_domains(definition, related)
    return Answer("differs" if found.state == "matches" else "matches", found.because, found.evidence)


def feeds(rule: Rule, measure: dict[str, Any], phase: dict[str, Any]) -> bool:
    """Whether records of a rule can bring about a measure, in one phase."""
    if rule.name not in phase["rules"]:
        return False
    when, plain = measure["when"], rule.plain
    if "listed" in when:
        return plain["effect"] == "list" and plain["list"] == when["listed"]
    if plain["effect"] == "drop":
        return plain["drop"]["set"] == when["set"]
    return plain["effect"] == "points" and plain["score"] == phase["bands"][when["set"]]["of"]
