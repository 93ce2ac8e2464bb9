"""The published JSON Schema: current, sound, and of one mind with the reader as far as a schema can be."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from creditscape.scheme import list_schemes, load_scheme
from creditscape.scheme.schema import read_schema, scheme_schema, write_schema
from creditscape.words import InputError, parse_document, read_document

FOLDER = Path(__file__).parents[2] / "creditscape" / "scheme" / "library"

GOOD = """\
scheme: tiny
title: Tiny
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: {low: 14, used: 16, high: 18, evidence: assumed, note: open}
sources: {law: {title: Law, evidence: documented}}
cite: {law: art. 1}
scores: {points: {start: 1000}}
rules:
  fine: {event: traffic_fine_small, points: {drawn: [-30, -10], step: 5}, lasts: 1 year}
  late: {event: loan_payment_missed, list: late}
lists: {late: {publication: {every: month, on: 15}, term: 1 year}}
measures: {shut: {kind: restriction, domain: credit, when: {listed: late}, severity: 2}}
process:
  notice: publication
  reasons: {used: true, cite: law}
  proof: {used: keeper, evidence: assumed, note: open}
  suspends: false
  decided: {low: 5 days, used: 15 days, high: 30 days, evidence: assumed, note: open}
  review: {decided: 15 days}
  except: [{used: late, cite: law}]
phases: [{from: 2021-01-01, changes: {rules.fine.lasts: 2 years}}]
card: {operator: public, dispute: {response_days: 7}}
"""
REFORM = "reform: r\ntitle: R\nauthor: A\nbaseline: tiny\nreason: x\nchanges: {rules.fine.points: -1}\n"

BROKEN = [
    ("title: Tiny", "titel: Tiny"),
    ("min_age: {low: 14, used: 16, high: 18, evidence: assumed, note: open}\n", ""),
    ("drawn: [-30, -10]", "drawn: [-30]"),
    ("lasts: 1 year", "lasts: 1 fortnight"),
    ("lasts: 1 year", "lasts: 3"),
    ("start: 1000", "start: 99999999999"),
    ("start: 1000", "start: 1.5"),
    ("start: 1000", 'start: "1"'),
    ("severity: 2", "severity: 6"),
    ("domain: credit", "domain: credits"),
    ("kind: restriction", "kind: punishment"),
    ("on: 15", "on: 40"),
    ("low: 14, used: 16", "low: 14, usd: 16"),
    ("country: XX", "country: Nowhere"),
    ("operator: public", "operator: publik"),
    ("response_days: 7", "response_days: seven"),
    ("changes:", "change:"),
    ("scheme: tiny", "scheme: Tiny 1"),
    ("event: loan_payment_missed", "event: []"),
    ("rules:\n", "rule:\n"),
    ("notice: publication", "notice: letter"),
    ("reasons: {used: true", "reasons: {used: 1"),
    ("proof: {used: keeper", "proof: {low: keeper, used: keeper"),
    ("  suspends: false\n", ""),
    ("review: {decided: 15 days}", "review: 15 days"),
    ("except: [{used: late", "except: [{used: 1"),
]


def describe(value):
    """A document as JSON would hold it."""
    if isinstance(value, dict):
        return {str(key): describe(below) for key, below in value.items()}
    if isinstance(value, list):
        return [describe(below) for below in value]
    return (
        value.isoformat()
        if isinstance(value, date)
        else float(value)
        if not isinstance(value, str | int | None)
        else value
    )


@pytest.fixture(scope="module")
def validator():
    return jsonschema.Draft202012Validator(scheme_schema())


def test_current():
    """The published copy is what the models say today."""
    assert read_schema() == write_schema()
    assert json.loads(read_schema()) == scheme_schema()


def test_sound(validator):
    """The schema is itself a sound schema, and all that it refers to is in it."""
    validator.check_schema(scheme_schema())
    text = write_schema()
    names = set(scheme_schema()["$defs"])
    assert {each.split('"')[0] for each in text.split("#/$defs/")[1:]} <= names


@pytest.mark.parametrize("name", list_schemes())
def test_library(validator, name):
    """Every scheme that ships satisfies the schema."""
    assert not list(validator.iter_errors(describe(read_document(FOLDER / f"{name}.yaml").data)))


@pytest.mark.parametrize(
    "text", [GOOD, REFORM, "scheme: x\nextends: tiny\nphases: null\nrules: {fine: null}\n"]
)
def test_good(validator, text, tmp_path):
    """What the reader takes the schema takes."""
    (tmp_path / "tiny.yaml").write_text(GOOD)
    (tmp_path / "one.yaml").write_text(text)
    assert load_scheme(tmp_path / "one.yaml")
    assert not list(validator.iter_errors(describe(parse_document(text).data)))


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_broken(validator, old, new, tmp_path):
    """What breaks a block the schema refuses, and so does the reader."""
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    (tmp_path / "one.yaml").write_text(text)
    with pytest.raises(InputError):
        load_scheme(tmp_path / "one.yaml")
    assert list(validator.iter_errors(describe(parse_document(text).data)))


@pytest.mark.parametrize("key", ["author", "changes", "baseline"])
def test_broken_reform(validator, key):
    """A reform without one of its parts is refused by the schema too."""
    data = describe(parse_document(REFORM).data)
    del data[key]
    assert list(validator.iter_errors(data))
