"""The JSON Schema of society files."""

import json
from importlib.resources import files

import pytest
from jsonschema import Draft202012Validator

from creditscape.society import build_schema
from creditscape.society.schema import print_schema
from creditscape.words import parse_document, read_document
from tests.society.small import SMALL


def write_plain(value):
    """A document's values as JSON would hold them."""
    if isinstance(value, dict):
        return {str(key): write_plain(below) for key, below in value.items()}
    if isinstance(value, list):
        return [write_plain(below) for below in value]
    return (
        value
        if isinstance(value, str | int | bool | None)
        else float(value)
        if hasattr(value, "numerator")
        else str(value)
    )


def test_printed_schema_is_current():
    """`schema.json` is what the models give today (print it anew with `print_schema`)."""
    assert files("creditscape.society").joinpath("schema.json").read_text() == print_schema()


def test_shipped_societies_fit():
    """Every shipped society is valid under the schema."""
    Draft202012Validator.check_schema(build_schema())
    for path in files("creditscape.society").joinpath("library").iterdir():
        assert not list(
            Draft202012Validator(build_schema()).iter_errors(write_plain(read_document(path).data))
        )


@pytest.mark.parametrize(
    "spoilt",
    [
        {"society": "A B"},
        {"people": {}},
        {"unknown": 1},
        {"rates": {"x": {"per_year": "often"}}},
        {"strata": {"ages": []}},
    ],
)
def test_schema_refuses(spoilt):
    """A file with a wrong name, missing or unknown keys, or text for a number is invalid under the schema."""
    good = write_plain(parse_document(SMALL).data)
    validator = Draft202012Validator(json.loads(print_schema()))
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, **spoilt})
