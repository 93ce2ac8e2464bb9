"""Examples that the guidelines on prohibited practices give, as schemes: the ban on social scoring reads them as expected."""

import sys
from importlib import import_module
from pathlib import Path

import pytest

from creditscape.words import read_document

sys.path.insert(0, str(Path(__file__).resolve().parent))
planting = import_module("planting")
EXAMPLES = read_document(Path(__file__).parent / "guidelines.yaml").data["guidelines"]
READINGS = ("EU-AIA-5.1.c.i", "EU-AIA-5.1.c.i-AI")


def judge(folder, example, card):
    """The verdicts of both readings of the ban, with more facts on the card."""
    blocks = example["blocks"]
    scheme = planting.plant(folder, blocks | {"card": blocks["card"] | card}, "DE")
    return tuple(planting.find(scheme, standard).verdict for standard in READINGS)


@pytest.mark.parametrize("example", EXAMPLES, ids=[each["name"] for each in EXAMPLES])
def test_an_example_is_read_as_expected(example, tmp_path):
    """As if it were AI, the example is caught or not as expected; as it is, this turns on what its card says of AI."""
    expected = {"matches": "LIKELY_FAIL", "differs": "PASS"}[example["expected"]]
    assert judge(tmp_path, example, {}) == ("NOT_TESTABLE", expected)
    assert judge(tmp_path, example, {"is_ai_system": "unknown"}) == ("NOT_TESTABLE", expected)
    assert judge(tmp_path, example, {"is_ai_system": "no"}) == ("NOT_APPLICABLE", expected)
    assert judge(tmp_path, example, {"is_ai_system": "yes"}) == (expected, expected)


def test_what_is_out_of_the_ban_may_be_high_risk(tmp_path):
    """The creditor's scoring is named as high-risk instead, as information."""
    (creditor,) = [each for each in EXAMPLES if each.get("high_risk")]
    scheme = planting.plant(tmp_path, creditor["blocks"], "DE")
    assert planting.find(scheme, "EU-AIA-III.5b").verdict == "JUDGEMENT"


def test_examples_say_how_well_they_are_known():
    """Every example is marked as known from a secondary source or from memory, and both expectations occur under both marks."""
    assert {(each["basis"], each["expected"]) for each in EXAMPLES} == {
        (basis, expected) for basis in ("V2", "T") for expected in ("matches", "differs")
    }
