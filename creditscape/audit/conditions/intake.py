"""Conditions on what goes into a scheme: the inputs of its card, and the kinds of event that its rules count."""

from collections.abc import Iterable
from typing import Any

from ..answers import Answer, keep_silent, say_value
from ..definition import SILENT, Definition, Rule


def input_says(definition: Definition, field: str, words: list[str]) -> Answer:
    """Matches if the card says one of the words of an input; differs only if it says something else of every one."""
    inputs = definition.entries("inputs")
    rows = [_name_input(each, field) for each in inputs if each.get(field) in words]
    if rows:
        return Answer("matches", f"an input of the card says {' or '.join(words)} of {field}", tuple(rows))
    if not inputs or any(each.get(field) is None for each in inputs):
        return keep_silent(f"inputs.{field}")
    rows = [_name_input(each, field) for each in inputs]
    return Answer("differs", f"no input of the card says {' or '.join(words)} of {field}", tuple(rows))


def takes_without_ground(
    definition: Definition, field: str, value: Any, grounds: list[str], kinds: list[str]
) -> Answer:
    """Matches if an input whose `field` says `value` is taken in without one of the grounds.

    grounds: on these, whether it may be taken in is left to judgement. kinds: of event, by which a rule shows that such
    information goes in even if no input says so.
    """
    inputs = definition.entries("inputs")
    concerned = [each for each in inputs if each.get(field) == value]
    without = [_name_input(each, "ground") for each in concerned if _lacks(each, grounds)]
    if without:
        return Answer("matches", "an input is taken in without a ground that would allow it", tuple(without))
    counted = [] if concerned else _show_rules(definition.rules(), kinds)
    if counted:
        because = f"rules count such events ({len(counted)}), and no input of the card says {say_value(value)} of {field} with its ground"
        return Answer("silent", because, tuple(f"absent: card.inputs.{name}" for name in (field, "ground")))
    silent = [] if inputs and all(each.get(field) is not None for each in inputs) else [f"inputs.{field}"]
    if any(each.get("ground") is None for each in concerned):
        silent.append("inputs.ground")
    if silent:
        return keep_silent(*silent)
    rows = tuple(_name_input(each, "ground") for each in concerned)
    if rows:
        return Answer("open", "it is taken in on the ground that the card states", rows)
    return Answer("differs", f"no input of the card says {say_value(value)} of {field}")


def takes_traits(
    definition: Definition, traits: list[str], with_consent: list[str], kinds: dict[str, list[str]]
) -> Answer:
    """Matches if an input tells one of the traits, or a rule counts an event against somebody that tells one.

    with_consent: traits that may go in with the person's consent. kinds: trait -> kinds of event that tell it.
    """
    inputs = definition.entries("inputs")
    rows = [_name_input(each, "traits") for each in inputs if _tells(each, traits)]
    rows += _show_rules(
        definition.negative_rules(), [kind for trait in traits for kind in kinds.get(trait, [])]
    )
    bound = [each for each in inputs if _tells(each, with_consent)]
    rows += [_name_input(each, "ground") for each in bound if _lacks(each, ["consent"])]
    if rows:
        return Answer("matches", "an input or a rule tells what may not go in", tuple(rows))
    silent = [] if inputs and all(each.get("traits") is not None for each in inputs) else ["inputs.traits"]
    if any(each.get("ground") is None for each in bound):
        silent.append("inputs.ground")
    if silent:
        return keep_silent(*silent)
    if bound:
        rows = [_name_input(each, "ground") for each in bound]
        return Answer("open", "such information goes in with consent", tuple(rows))
    return Answer("differs", "no input and no rule tells such a thing")


def outlives_register(definition: Definition) -> Answer:
    """Matches if a private operator keeps an entry of a public register for longer than the register does."""
    operator = definition.ask("operator")
    copies = [
        each for each in definition.entries("inputs") if each.get("source") in ("court", "state_record")
    ]
    if operator == "public":
        return Answer(
            "apart", "the card says that the operator is public; the ceiling is one for private copies"
        )
    silent = ["operator"] if operator is SILENT else []
    sources = definition.ask("inputs.source")
    if sources is SILENT or SILENT in sources:
        silent.append("inputs.source")
    if not copies and not silent:
        return Answer("apart", "no input comes from a court or a register of the state")
    rows = []
    for each in copies:
        kept, public = each.get("retention_days"), each.get("public_days")
        silent += [
            f"inputs.{name}"
            for name, days in (("retention_days", kept), ("public_days", public))
            if days is None
        ]
        if kept is not None and public is not None and kept > public:
            rows.append(f"card.inputs, {each['id']}: kept {kept} days, in the register {public} days")
    if rows and operator is not SILENT:
        return Answer("matches", "a copy is kept for longer than the register keeps the entry", tuple(rows))
    if silent:
        return keep_silent(*dict.fromkeys(silent))
    return Answer("differs", "no copy is kept for longer than the register keeps the entry")


def rests_on_no_fact(definition: Definition) -> Answer:
    """Matches if no input rests on anything that was found or alleged: the evidence of every one is `none`."""
    grades = definition.ask("inputs.evidence")
    known = [] if grades is SILENT else [grade for grade in grades if grade is not SILENT]
    found = [grade for grade in known if grade != "none"]
    if found:
        rows = tuple(f"card.inputs.evidence: {grade}" for grade in dict.fromkeys(found))
        return Answer("differs", "an input rests on a decision, a finding or an allegation", rows)
    if grades is SILENT or SILENT in grades:
        return keep_silent("inputs.evidence")
    rows = tuple(f"card.inputs, {each['id']}: evidence none" for each in definition.entries("inputs"))
    return Answer("matches", "no input rests on a fact about the conduct", rows)


def _lacks(entry: dict[str, Any], grounds: list[str]) -> bool:
    """Whether an entry states its ground and that is none of these."""
    return entry.get("ground") is not None and entry["ground"] not in grounds


def _tells(entry: dict[str, Any], traits: list[str]) -> bool:
    return bool(set(entry.get("traits") or ()) & set(traits))


def _name_input(entry: dict[str, Any], field: str) -> str:
    value = entry.get(field)
    words = ", ".join(value) if isinstance(value, list) else say_value(value)
    return f"card.inputs, {entry['id']}: {field} {words}"


def _show_rules(rules: Iterable[Rule], kinds: list[str]) -> list[str]:
    return [
        f"{rule.label}: {kind.name} - {kind.means}"
        for rule in rules
        for kind in rule.kinds
        if kind.name in kinds
    ]
