"""What a silent file has to state: one task a fact, which names what may be written and who waits for it."""

import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from creditscape.audit import load_standards, run_audit
from creditscape.audit.tasks import list_tasks, load_questions
from creditscape.scheme import list_schemes, load_scheme
from creditscape.scheme.card import Card

sys.path.insert(0, str(Path(__file__).resolve().parent))
planting = import_module("planting")


def find_field(path):
    """The schema of a card's field by its dotted path."""
    schema = Card.model_json_schema(by_alias=True)
    place = schema
    for step in path.split("."):
        forms = [form for form in place.get("anyOf", [place]) if form.get("type") != "null"]
        form = forms[0].get("items", forms[0])
        if "$ref" in form:
            form = schema["$defs"][form["$ref"].rpartition("/")[2]]
        place = form["properties"][step]
    return place


def list_words(schema):
    """The words that a field allows, none if it is no list of words."""
    forms = [form for form in schema.get("anyOf", [schema]) if form.get("type") != "null"]
    return forms[0].get("enum", [])


@pytest.mark.parametrize("fact", sorted(load_questions()))
def test_a_question_fits_the_card(fact):
    """Each question is about a field of the card that exists, and names every word, or the truth values, that it takes."""
    question = load_questions()[fact]
    assert question["asks"].endswith("?") and question["write"]
    if fact == "min_age":
        return
    field = find_field(fact)
    kinds = {form.get("type") for form in field.get("anyOf", [field])}
    assert all(word in question["write"] for word in list_words(field) if word != "unknown")
    assert ("boolean" in kinds) == (question["write"] == "true or false")
    assert ("integer" in kinds) == question["write"].startswith("a number")


def test_a_field_that_does_not_exist_is_seen():
    """The check above fails on a misspelt field."""
    with pytest.raises(KeyError):
        find_field("dispute.fees")


def test_every_silence_has_a_question(tmp_path):
    """Whatever any shipped scheme, or one without a card, leaves unsaid is asked for, and every question is asked of somebody."""
    schemes = [*(load_scheme(name) for name in list_schemes()), planting.plant(tmp_path, {})]
    asked = {task.fact for scheme in schemes for task in list_tasks(run_audit(scheme))}
    assert asked == set(load_questions())


def test_tasks_come_gravest_first(tmp_path):
    """A fact that several standards wait for is one task, and the order is by gravest standard, then by how many wait."""
    findings = run_audit(planting.plant(tmp_path, {}))
    tasks = list_tasks(findings)
    assert len({task.fact for task in tasks}) == len(tasks)
    order = [(-task.standards[0].severity, -len(task.standards)) for task in tasks]
    assert order == sorted(order)
    evidence = next(task for task in tasks if task.fact == "inputs.evidence")
    assert {"CoE-6.2", "UN-14.2", "CN-49-EVD"} <= {standard.id for standard in evidence.standards}
    assert list_tasks([replace(finding, verdict="PASS") for finding in findings]) == []


def test_answering_the_questions_ends_the_silence(tmp_path):
    """A card that states a fact is no longer asked for it."""
    before = {task.fact for task in list_tasks(run_audit(planting.plant(tmp_path, {})))}
    card = {"dispute": {"fee": False}, "is_ai_system": "no"}
    after = {task.fact for task in list_tasks(run_audit(planting.plant(tmp_path, {"card": card})))}
    assert before - after == {"dispute.fee", "is_ai_system"} and len(load_standards()) > len(after)


def test_every_fact_of_the_card_is_in_the_language():
    """The description of scheme files names each block and each field of the card."""
    text = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
    text = text[text.index("**The card**") :]
    schema = Card.model_json_schema(by_alias=True)
    blocks = [schema, *schema["$defs"].values()]
    named = {
        name
        for block in blocks
        for name in block.get("properties", ())
        if name not in ("cite", "evidence", "note")
    }
    assert len(named) > 90 and [name for name in named if f"`{name}`" not in text] == []
