"""The shipped teaching society."""

from fractions import Fraction as F
from math import prod
from time import process_time

import pytest

from creditscape.society import list_societies, load_society
from creditscape.society.plain import list_margins
from creditscape.society.shelf import _load_shipped
from creditscape.words import load_vocabulary

COVERAGE = {"documented": 25, "press": 28, "contested": 0, "hypothetical": 0, "assumed": 625}
DIGEST = "577222ca1ec9c083feaf840cead973e5b17a108d1a2bcb8e00f02778fca47af2"


@pytest.fixture(scope="module")
def county():
    return load_society("imaginary_county")


def sum_candidates(plain):
    """Candidates per adult and year (rate x at_most), attempts left out."""
    margins = list_margins(load_society("imaginary_county").forms["used"])
    total = F(0)
    for name, group in plain["groups"].items():
        kinds = (k for k in plain["kinds"] if k["group"] == name and k["class"] != "attempt")
        part = sum((k["share"] for k in kinds), F(0))
        weights = (
            prod((m[c] for m, c in zip(margins, cell, strict=True)), start=F(1)) * rate
            for cell, rate in group["rates"].items()
        )
        total += part * sum(weights) / (1 - margins[0][0]) * group["at_most"]
    return total


def test_it_is_shipped_and_says_that_it_is_invented(county):
    """The teaching society is on the shelf, under a title and a place that call it invented."""
    assert "imaginary_county" in list_societies()
    assert "invented" in county.title and "(invented)" in county.forms["used"].place.name


def test_every_kind_has_a_rate(county):
    """Every kind of the vocabulary that befalls persons can happen here."""
    named = {kind["name"] for kind in county.plain()["kinds"]}
    assert named == {name for name, kind in load_vocabulary().kinds.items() if kind.subject == "person"}


def test_candidates_per_adult_and_year(county):
    """An adult has 4 to 6 candidate events a year, of which few are thrown away for want of a condition."""
    plain = county.plain()
    total = sum_candidates(plain)
    real = sum(group.per_year for group in county.forms["used"].rates.values())
    real -= sum(
        county.forms["used"].rates[name].per_year for name in ("flights", "train_trips", "applications")
    )
    assert 4 <= total <= 6
    assert real / total >= F(7, 10)


def test_false_records_are_few(county):
    """In a domain with false records they are between 0.5 and 25 per 100 true ones."""
    plain, numbers = county.plain(), load_vocabulary().domains
    mean = {name: county.forms["used"].rates[name].per_year for name in plain["groups"]}

    def recorded(domain, false):
        return sum(
            mean[k["group"]] * k["share"] * k["coverage"][1, 0]
            for k in plain["kinds"]
            if k["domain"] == domain and k["class"] in (("false_record",) if false else ("conduct",))
        )

    checked = 0
    for name, number in numbers.items():
        false, true = recorded(number, True), recorded(number, False)
        if false and name != "village":  # in town no village rule is broken, and nobody collects
            assert F(1, 200) * true <= false <= true / 4, name
            checked += 1
    assert checked >= 10


def test_minority_does_nothing_more_or_less_often(county):
    """Rates are the same for majority and minority; only coverage differs."""
    for group in county.plain()["groups"].values():
        for (age, sex, income, part, place), rate in group["rates"].items():
            assert rate == group["rates"][age, sex, income, 1 - part, place]


def test_evidence_is_pinned(county):
    """The count of numbers by grade: documented and press values may not fall unnoticed."""
    assert {
        grade: counts["own"] + counts["inherited"] for grade, counts in county.coverage().items()
    } == COVERAGE
    assert not any(counts["inherited"] for counts in county.coverage().values())


def test_every_number_has_a_source_or_is_openly_assumed(county):
    """Each number names a source of the file, or is an assumed range with a note."""
    numbers = county.evidence()
    assert len(numbers) == sum(COVERAGE.values())
    for number in numbers:
        if number["grade"] == "assumed":
            assert number["low"] <= number["value"] <= number["high"] and number["note"], number["path"]
        else:
            assert number["source"] in county.sources, number["path"]


def test_every_source_is_cited(county):
    """No source stands in the file for show."""
    cited = {name for number in county.evidence() for name, _ in number["sources"]}
    assert cited == set(county.sources)


def test_digest_is_pinned(county):
    """The meaning of the shipped file does not change unnoticed: a new digest means new results."""
    assert county.digest() == DIGEST


def test_no_person_is_in_it(county):
    """The recipe has no field for a person, and the size of a community is no part of it."""
    assert set(county.document.root.entries) <= {
        "society",
        "title",
        "note",
        "place",
        "sources",
        "people",
        "strata",
        "holidays",
        "profiles",
        "furnishers",
        "rates",
        "conditions",
        "episodes",
        "amounts",
        "responses",
    }
    assert county.plain(size=256)["size"] == 256


def test_it_loads_in_time():
    """Reading, tracing and checking the file takes less than a second and a half of processor time."""
    _load_shipped.cache_clear()
    load_vocabulary.cache_clear()
    start = process_time()
    load_society("imaginary_county")
    assert process_time() - start < 1.5
