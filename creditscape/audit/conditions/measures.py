"""Conditions on what a scheme does to people: its measures, its lists, and the sanctions of its card."""

from typing import Any

from ..answers import Answer, match_rows, say_value
from ..definition import Definition, Rule
from .domains import feeds
from .terms import say_term, years_of


def restricts_in(definition: Definition, domains: list[str], severity: int = 1) -> Answer:
    """Matches if a restriction of at least that severity falls in one of the domains; no domain means any."""
    rows = [
        f"measure {name}{label}: {measure['title'] or name} ({measure['domain']}, severity {measure['severity']})"
        for name, label, measure, _ in definition.measures("restriction")
        if (not domains or measure["domain"] in domains) and measure["severity"] >= severity
    ]
    where = f" in {', '.join(domains)}" if domains else ""
    grave = f" of severity {severity} or more" if severity > 1 else ""
    return match_rows(rows, f"there is a restriction{where}{grave}", f"there is no restriction{where}{grave}")


def acts_in(definition: Definition, domains: list[str]) -> Answer:
    """Matches if a measure of any kind, a reward too, falls in one of the domains."""
    rows = [
        f"measure {name}{label}: {measure['title'] or name} ({measure['domain']})"
        for name, label, measure, _ in definition.measures("restriction", "publication", "reward")
        if measure["domain"] in domains
    ]
    where = ", ".join(domains)
    return match_rows(rows, f"there is a measure in {where}", f"there is no measure in {where}")


def restricts_without_end(definition: Definition, domains: list[str]) -> Answer:
    """Matches if a restriction in one of the domains follows from a rule whose records never end."""
    rules = list(definition.negative_rules())
    rows = [
        f"measure {name}{label} follows from {rule.label}: no end"
        for name, label, measure, phase in definition.measures("restriction")
        if measure["domain"] in domains
        for rule in rules
        if rule.duration is None and feeds(rule, measure, phase)
    ]
    where = ", ".join(domains)
    return match_rows(
        rows, f"a restriction in {where} has no end", f"every restriction in {where} comes to an end"
    )


def sanctions_say(definition: Definition, field: str, words: list[Any], domains: list[str]) -> Answer:
    """Matches if the card says one of the words of a sanction; silent if it says nothing of one of them.

    domains: only of sanctions that are measures of the file in these; none means of all. A restriction or publication of
    the file that the card does not describe is silence too.
    """
    measures = {
        name: not domains or measure["domain"] in domains
        for name, _, measure, _ in definition.measures("restriction", "publication")
    }
    asked = {name for name, concerned in measures.items() if concerned}
    told = {
        each["id"]: each.get(field)
        for each in definition.entries("sanctions")
        if each["id"] in asked or not domains and each["id"] not in measures
    }
    rows = [
        f"card.sanctions, {name}: {field} {say_value(value)}"
        for name, value in told.items()
        if value in words
    ]
    if rows:
        return Answer(
            "matches", f"the card says {' or '.join(map(say_value, words))} of {field}", tuple(rows)
        )
    if not asked and not told:
        return Answer("apart", "the definition has no such measure")
    silent = sorted(asked - set(told)) + sorted(name for name, value in told.items() if value is None)
    if silent:
        because = f"the scheme's card does not state sanctions.{field} (of {', '.join(silent)})"
        return Answer("silent", because, (f"absent: card.sanctions.{field}",))
    rows = [f"card.sanctions, {name}: {field} {say_value(value)}" for name, value in told.items()]
    return Answer("differs", f"the card says otherwise of {field} of every sanction", tuple(rows))


def lists_for(definition: Definition, kinds: list[str]) -> Answer:
    """Matches if a rule lists people for one of the kinds of event."""
    rows = [
        f"{rule.label}: {', '.join(found)}"
        for rule in _list_rules(definition)
        if (found := _among(rule, kinds))
    ]
    return match_rows(rows, "people are listed for such events", "nobody is listed for such events")


def lists_other_than(definition: Definition, domains: list[str]) -> Answer:
    """Matches if somebody is listed for conduct in a life domain other than these."""
    rules = list(_list_rules(definition))
    if not rules:
        return Answer("apart", "the definition has no list that restricts")
    rows = [
        f"{rule.label}: {kind.name} ({kind.domain})"
        for rule in rules
        for kind in rule.kinds
        if kind.class_ == "conduct" and kind.domain not in domains
    ]
    return match_rows(
        rows,
        "people are listed for conduct of other sorts",
        "every list is for conduct of these sorts",
    )


def lists_longer_than(definition: Definition, years: int, kinds: list[str]) -> Answer:
    """Matches if an entry for one of the kinds of event stays on a list for longer than `years`."""
    rows = [
        f"{rule.label}: {say_term(rule.duration)}; normally {years} years"
        for rule in _list_rules(definition)
        if _among(rule, kinds) and (rule.duration is None or years_of(rule.duration) > years)
    ]
    return match_rows(
        rows, f"an entry stays for longer than {years} years", f"no entry stays for longer than {years} years"
    )


def inverts_gravity(definition: Definition, gap: int) -> Answer:
    """Matches if a rule takes more points of a score than another whose conduct is graver by `gap` or more.

    Fixed points only; the gravity of a rule is the highest of its kinds of event.
    """
    weighed = [
        (
            rule.phase,
            rule.plain["score"],
            max(kind.gravity for kind in rule.kinds),
            -rule.plain["points"]["fixed"],
            rule,
        )
        for rule in definition.negative_rules()
        if rule.kinds
        and rule.plain["effect"] == "points"
        and (rule.plain["points"] or {}).get("fixed", 0) < 0
    ]
    if len(weighed) < 2:
        return Answer("apart", "fewer than two rules take a fixed number of points")
    pairs = sorted(
        (
            (light, grave)
            for light in weighed
            for grave in weighed
            if light[:2] == grave[:2] and light[2] + gap <= grave[2] and light[3] > grave[3]
        ),
        key=lambda pair: (pair[1][3] - pair[0][3], pair[0][4].name, pair[1][4].name),
    )
    rows = [
        f"{light[4].label} takes {light[3]} at gravity {light[2]}, {grave[4].label} takes {grave[3]} at gravity {grave[2]}"
        for light, grave in pairs
    ]
    return match_rows(
        rows,
        f"pairs of rules in which the lighter conduct costs more: {len(rows)}",
        "no lighter conduct costs more than a graver one",
    )


def _list_rules(definition: Definition) -> list[Rule]:
    return [rule for rule in definition.negative_rules() if rule.plain["effect"] == "list"]


def _among(rule: Rule, kinds: list[str]) -> list[str]:
    return [kind.name for kind in rule.kinds if kind.name in kinds]
