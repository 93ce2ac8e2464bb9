"""Conditions on the legal facts of a scheme's card. A fact that is absent gives silence, whatever the
question.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

from ..answers import Answer, keep_silent, say_value
from ..definition import SILENT, Definition


def card_denies(definition: Definition, fields: list[str]) -> Answer:
    """Matches if the card says `false` of one of the fields; differs only if it says `true` of all. Of a
    list of entries, if all of them are denied.
    """
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


def card_falls_short(definition: Definition, fields: list[str], least: int) -> Answer:
    """Matches if a number of the card is below `least`."""
    return _judge(definition, fields, lambda value: _is_number(value) and value < least, f"below {least}:")


def card_names(definition: Definition, fields: list[str], words: list[str]) -> Answer:
    """Matches if one of the fields holds one of the words; of a list of entries, if all of them do."""
    return _judge(definition, fields, lambda value: value in words, f"the card says {' or '.join(words)} of")


def card_includes(definition: Definition, field: str, words: list[str]) -> Answer:
    """Matches if one of the words stands in a list of the card."""
    told = definition.ask(field)
    if told is SILENT:
        return keep_silent(field)
    found = [word for word in told if word in words]
    row = (f"card.{field}: {_say(told) or 'none'}",)
    if found:
        return Answer("matches", f"the card lists {', '.join(found)} in card.{field}", row)
    return Answer("differs", f"card.{field} lists none of {', '.join(words)}", row)


def is_ai_system(definition: Definition) -> Answer:
    """Matches if the card says that the scheme is run by an AI system; differs if it says no; else silent."""
    told = definition.ask("is_ai_system")
    if told in ("yes", "no"):
        state, words = ("matches", "it is") if told == "yes" else ("differs", "it is not")
        return Answer(state, f"the card says that {words} an AI system", (f"card.is_ai_system: {told}",))
    return keep_silent("is_ai_system")


def has_one_purpose(definition: Definition) -> Answer:
    """Matches if the card declares exactly one purpose."""
    purposes = definition.entries("purposes")
    if not purposes:
        return keep_silent("purposes")
    rows = tuple(f"card.purposes: {each['aim']}" for each in purposes)
    if len(purposes) == 1:
        return Answer("matches", "the card declares one purpose", rows)
    return Answer("differs", f"the card declares {len(purposes)} purposes", rows)


def applies_before_publication(definition: Definition) -> Answer:
    """Matches if rules apply to conduct of days before the rules were published."""
    fields = ("rules.applies_to_conduct_from", "rules.published_on")
    start, published = (definition.ask(field) for field in fields)
    if not isinstance(start, date) or not isinstance(published, date):
        return keep_silent(
            *(name for name, value in zip(fields, (start, published), strict=True) if value is SILENT)
        )
    rows = (f"card.{fields[0]}: {start}", f"card.{fields[1]}: {published}")
    if start < published:
        return Answer(
            "matches", f"conduct counts from {start}, the rules were published on {published}", rows
        )
    return Answer("differs", "conduct counts from the day of publication or later", rows)


def _judge(definition: Definition, fields: list[str], bad: Callable[[Any], bool], words: str) -> Answer:
    facts = {name: definition.ask(name) for name in fields}
    found = {name: _settle(value, bad) for name, value in facts.items()}
    matched = [name for name, verdict in found.items() if verdict]
    if matched:
        rows = tuple(f"card.{name}: {_say(facts[name])}" for name in matched)
        return Answer("matches", f"{words} {', '.join(f'card.{name}' for name in matched)}", rows)
    silent = [name for name, verdict in found.items() if verdict is None]
    if silent:
        return keep_silent(*silent)
    rows = tuple(f"card.{name}: {_say(value)}" for name, value in facts.items())
    return Answer(
        "differs", f"the card states {', '.join(f'card.{name}' for name in fields)} otherwise", rows
    )


def _settle(value: Any, bad: Callable[[Any], bool]) -> bool | None:
    """Whether a fact is bad, None if the card does not say; a list is bad if all its members are."""
    if not isinstance(value, list):
        return None if value is SILENT else bad(value)
    if any(each is not SILENT and not bad(each) for each in value):
        return False
    return None if SILENT in value or not value else True


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool)


def _say(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_say(entry) for entry in value)
    if value is SILENT:
        return "not stated"
    return say_value(value)
