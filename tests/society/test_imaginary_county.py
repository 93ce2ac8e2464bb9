"""The shipped teaching society."""

from fractions import Fraction as F
from math import prod
from time import process_time

import pytest

from creditscape.society import list_societies, load_society
from creditscape.society.plain import share_people
from creditscape.society.shelf import _load_shipped
from creditscape.words import load_vocabulary

COVERAGE = {"documented": 25, "press": 24, "contested": 0, "hypothetical": 0, "assumed": 676}
DIGEST = "98a843bf9a61f029162dad4377c840adae74af30bf0cf82f630fac95755ff7db"


@pytest.fixture(scope="module")
def county():
    return load_society("imaginary_county")


def sum_candidates(plain):
    """Candidates per adult and year (rate x at_most), attempts left out."""
    margins = share_people(load_society("imaginary_county").forms["used"]).margins()
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


def boost(group, profiles, shares):
    """How much more often than its base rate a group's events happen, with these shares in each condition."""
    factors = profiles[group.profile].in_condition if group.profile else {}
    return prod((1 + shares.get(name, F(0)) * (factor - 1) for name, factor in factors.items()), start=F(1))


def share_in_conditions(county):
    """The share of adults in each condition: starts a year times mean length; one may feed the next.

    Strata are left out: who is in one condition more often is more often in another too.
    """
    form, shares = county.forms["used"], {}
    for name, condition in form.conditions.items():
        shares[name] = F(0)
        for kind in condition.kinds:
            group = next(each for each in form.rates.values() if kind in each.kinds)
            days = sum(F(day) * share for day, share in form.episodes[kind].items())
            starts = group.per_year * group.kinds[kind] * boost(group, form.profiles, shares)
            shares[name] += starts * days / 365
    return shares


def happen(county):
    """Real events per adult and year of each group of rates."""
    form, shares = county.forms["used"], share_in_conditions(county)
    return {name: group.per_year * boost(group, form.profiles, shares) for name, group in form.rates.items()}


def test_it_is_shipped_and_says_that_it_is_invented(county):
    """The teaching society is on the shelf, under a title and a place that call it invented."""
    assert "imaginary_county" in list_societies()
    assert "invented" in county.title and "(invented)" in county.forms["used"].place.name


def test_every_kind_has_a_rate(county):
    """Every kind of the vocabulary that befalls persons can happen here."""
    named = {kind["name"] for kind in county.plain()["kinds"]}
    assert named == {name for name, kind in load_vocabulary().kinds.items() if kind.subject == "person"}


def test_candidates_per_adult_and_year(county):
    """An adult has 4.5 to 7 candidate events a year, and about half of them happen."""
    total = sum_candidates(county.plain())
    attempts = ("flights", "train_trips", "applications")
    real = sum(rate for name, rate in happen(county).items() if name not in attempts)
    assert F(9, 2) <= total <= 7
    assert real / total >= F(45, 100)


def test_missed_payments_cluster(county):
    """One adult in twenty is in debt trouble at a time, mostly the poor, and misses most payments."""
    form, shares = county.forms["used"], share_in_conditions(county)
    assert F(4, 100) <= shares["in_debt_trouble"] <= F(6, 100)
    assert form.profiles["debtors"].by_income[0] > 2 * form.profiles["debtors"].by_income[3]
    for name in ("loan_and_card_arrears", "utility_arrears", "tax_and_insurance_arrears"):
        assert happen(county)[name] > 3 * form.rates[name].per_year, name


def test_published_rates_come_out(county):
    """What happens in and out of debt trouble agrees with the published yearly rates within a tenth."""
    rates = happen(county)
    assert abs(rates["court_judgments"] - F(244, 10_000)) < F(24, 10_000)
    assert abs(rates["court_defaulters"] - F(28, 10_000)) < F(3, 10_000)


def test_false_records_are_few(county):
    """In a domain with false records they are between 0.5 and 25 per 100 true ones."""
    plain, numbers = county.plain(), load_vocabulary().domains
    mean = happen(county)

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
