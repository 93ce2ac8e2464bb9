"""Conditions on the legal facts of a scheme's card. A fact that is absent gives silence, whatever the
question.
"""

from fractions import Fraction
from typing import Any

from ..answers import Answer, keep_silent
from ..definition import SILENT, Definition


def card_denies(definition: Definition, fields: list[str]) -> Answer:
    """Matches if the card says `false` of one of the fields; differs only if it says `true` of all."""
    return _judge(definition, fields, lambda value: value is False, "the card says no to")


def card_affirms(definition: Definition, fields: list[str]) -> Answer:
    """Matches if the card says `true` (or a number above 0) of one of the fields."""
    return _judge(
        definition,
        fields,
        lambda value: value is True or _is_number(value) and value > 0,
        "the card says yes to",
    )


def card_exceeds(definition: Definition, fields: list[str], most: int) -> Answer:
    """Matches if a number of the card is above `most` (days)."""
    return _judge(definition, fields, lambda value: _is_number(value) and value > most, f"above {most}:")


def card_names(definition: Definition, fields: list[str], words: list[str]) -> Answer:
    """Matches if one of the fields holds one of the words; of a list of entries, if all of them do."""

    def holds(value: Any) -> bool:
        return all(entry in words for entry in value) if isinstance(value, list) else value in words

    return _judge(definition, fields, holds, f"the card says {' or '.join(words)} of")


def _judge(definition: Definition, fields: list[str], bad: Any, words: str) -> Answer:
    facts = {name: definition.ask(name) for name in fields}
    matched = [name for name, value in facts.items() if value is not SILENT and bad(value)]
    if matched:
        rows = tuple(f"card.{name}: {_say(facts[name])}" for name in matched)
        return Answer("matches", f"{words} {', '.join(f'card.{name}' for name in matched)}", rows)
    silent = [
        name
        for name, value in facts.items()
        if value is SILENT or isinstance(value, list) and SILENT in value
    ]
    if silent:
        return keep_silent(*silent)
    rows = tuple(f"card.{name}: {_say(value)}" for name, value in facts.items())
    return Answer(
        "differs", f"the card states {', '.join(f'card.{name}' for name in fields)} otherwise", rows
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool)


def _say(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_say(entry) for entry in value)
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
