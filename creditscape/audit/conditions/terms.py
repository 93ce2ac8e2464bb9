"""Conditions on how long an entry counts."""

from ..answers import Answer, match_rows
from ..definition import Definition

_DAYS = {"days": 1.0, "working_days": 1.4, "months": 30.4375, "year_ends": 366.0}


def keeps_for_ever(definition: Definition) -> Answer:
    """Matches if an entry that costs something has no end."""
    rows = [f"{rule.label}: no end" for rule in definition.negative_rules() if rule.duration is None]
    return match_rows(
        rows,
        f"{len(rows)} of the rules that cost something never end",
        "every rule that costs something has an end",
    )


def keeps_longer_than(
    definition: Definition, years: int, years_for: dict[str, int], exempt: list[str]
) -> Answer:
    """Matches if an entry that costs something counts for longer than `years`.

    years_for: longer limits by kind of event; exempt: kinds of event without limit.
    """
    rows = []
    for rule in definition.negative_rules():
        kinds = [kind for kind in rule.kinds if kind.name not in exempt]
        limit = max((years_for.get(kind.name, years) for kind in kinds), default=None)
        if limit is not None and (rule.duration is None or years_of(rule.duration) > limit):
            rows.append(f"{rule.label}: {say_term(rule.duration)}; limit {limit} years")
    return match_rows(
        rows,
        f"{len(rows)} of the rules that cost something count for longer than {years} years",
        f"no rule that costs something counts for longer than {years} years",
    )


def years_of(duration: tuple[str, int]) -> float:
    """Length of a duration in years; working days as 7 to 5."""
    unit, n = duration
    return n / 12 if unit == "months" else n * _DAYS[unit] / 365.25


def say_term(duration: tuple[str, int] | None) -> str:
    """A term in words: `2 years`, `6 months`, `no end`."""
    if duration is None:
        return "no end"
    unit, n = duration
    unit, n = ("years", n // 12) if unit == "months" and n % 12 == 0 else (unit.replace("_", " "), n)
    return f"{n} {unit[:-1] if n == 1 else unit}"
