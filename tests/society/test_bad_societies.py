"""Societies that cannot be used: one line that names the fault and what is allowed."""

from fractions import Fraction as F
from itertools import combinations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.society import load_society, read_society
from creditscape.society.checks import Checker, find_largest_product
from creditscape.words import InputError, ResourceError, load_vocabulary, parse_document
from tests.society.small import SMALL, spoil

URBAN, PER_YEAR = "  urban: 0.5\n", "    per_year: 0.08\n"

BAD = [
    # numbers 20-34 of the list of bad inputs, as far as they apply to a society
    ('place: {name: "Nowhere", country: XX}\n', "", "E202", None, "missing required key 'place'"),
    ("    profile: poor\n", "    profil: poor\n", "E201", None, "in rates.entries; did you mean 'profile'"),
    ("  women: 0.49\n", "  women: 0.49\n  wumen: 1\n", "E201", None, "in people; did you mean 'women'"),
    (PER_YEAR, "    per_year: 1e18\n", "E203", "rates.entries.per_year", "must be between 0 and 200"),
    (PER_YEAR, "    per_year: -5\n", "E203", "rates.entries.per_year", "must be between 0 and 200"),
    (PER_YEAR, '    per_year: "1000"\n', "E203", "rates.entries.per_year", "text '1000' (remove the quotes)"),
    (PER_YEAR, "    per_year: true\n", "E203", "rates.entries.per_year", "must be a number, found true"),
    (PER_YEAR, "    per_year: [1]\n", "E203", "rates.entries.per_year", "must be a number, found a list"),
    (PER_YEAR, "    per_year: \uff11\uff12\n", "E203", None, "digits must be 0-9"),
    (PER_YEAR, f"    per_year: {'9' * 5000}\n", "E111", None, "limit is 4096"),
    (PER_YEAR, "    per_year: 010\n", "E114", None, "has a leading zero"),
    (PER_YEAR, "    per_year: 1:30\n", "E114", None, "ambiguous"),
    ("country: XX", "country: no", "E114", None, "ambiguous"),
    ("country: XX", "country: Utopia", "E212", "place.country", "text 'Utopia'"),
    (PER_YEAR, "    per_year: .nan\n", "E115", None, "not a finite number"),
    (PER_YEAR, "    per_year: 1.0e+400\n", "E115", None, "not a finite number"),
    (URBAN, "  urban: 1.2\n", "E204", "people.urban", "must be between 0 and 1"),
    (URBAN, "  urban: -0.1\n", "E204", "people.urban", "must be between 0 and 1"),
    (
        "traffic_warning: 0.4,",
        "traffic_warning: 0.7,",
        "E205",
        "rates.entries.kinds",
        "add up to 1.3, must be 1",
    ),
    ("delay: {3: 0.6, 20: 0.4}", "delay: {3: 0.6, 20: 0.3}", "E205", "furnishers.police.delay", "must be 1"),
    ("holidays: [2020-01-01]", "holidays: [2020-13-45]", "E206", None, "month 13"),
    ("holidays: [2020-01-01]", "holidays: [soon]", "E206", "holidays[0]", "must be a date"),
    # people
    ("ages: {0: 5, 5: 5,", "ages: {0: 5,", "E207", "people.ages", "0, 5, 10"),
    ("ages: {0: 5, 5: 5,", "ages: {5: 5, 0: 5,", "E207", "people.ages", "0, 5, 10"),
    ("deaths: {0: 0.01,", "deaths: {0: 1.01,", "E204", "people.deaths[0]", "between 0 and 1"),
    ("deaths: {0: 0.01, ", "deaths: {", "E207", "people.deaths", "start at age 0"),
    ("strata: {ages: [14, 30,", "strata: {ages: [30, 14,", "E207", "strata.ages", "must ascend"),
    # evidence
    ("  cite: book\n", "", "E240", "people.urban", "number without a source"),
    (
        '{low: 0.01, used: 0.05, high: 0.1, evidence: assumed, note: "a guess"}',
        "0.05",
        "E240",
        "rates.words.per_year",
        "number without a source",
    ),
    (
        '{low: 0.01, used: 0.05, high: 0.1, evidence: assumed, note: "a guess"}',
        '{used: 0.05, evidence: assumed, note: "a guess"}',
        "E242",
        "rates.words.per_year",
        "must be ranges",
    ),
    (
        '{low: 0.01, used: 0.05, high: 0.1, evidence: assumed, note: "a guess"}',
        '{low: 0.06, used: 0.05, high: 0.1, evidence: assumed, note: "a guess"}',
        "E244",
        "rates.words.per_year",
        "must lie between",
    ),
    (
        '{spread: 0.5, note: "guesses", by',
        "{by",
        "E240",
        "profiles.poor.by_income[0]",
        "number without a source",
    ),
    (
        '{spread: 0.5, note: "guesses", by',
        "{spread: 0.5, by",
        "E242",
        "profiles.poor.by_income[0]",
        "need a note",
    ),
    (
        '{spread: 0.5, note: "guesses", by',
        '{spread: 5, note: "guesses", by',
        "E204",
        "profiles.poor.spread",
        "between 0 and 1",
    ),
    (
        "used: 0.2, high: 0.4, cite: paper}",
        "used: 0.2, high: 0.4, cite: newspaper}",
        "E241",
        "people.aware",
        "unknown source",
    ),
    ("evidence: press}", "evidence: rumour}", "E211", "sources.paper.evidence", "is not a grade"),
    # words that nobody knows, or that mean something else
    (
        "{wage_unpaid: 1}",
        "{wage_unpayed: 1}",
        "E209",
        "rates.wages.kinds.wage_unpayed",
        "did you mean 'wage_unpaid'",
    ),
    (
        "{wage_unpaid: 1}",
        "{job_loss: 1}",
        "E208",
        "rates.jobs.kinds.job_loss",
        "already has a rate in 'wages'",
    ),
    ("    profile: poor\n", "    profile: pooor\n", "E209", "rates.entries.profile", "did you mean 'poor'"),
    (
        "    furnisher: police\n    at_most: 3\n",
        "    furnisher: polise\n    at_most: 3\n",
        "E209",
        "rates.entries.furnisher",
        "did you mean 'police'",
    ),
    (
        "in_condition: {unpaid: 2,",
        "in_condition: {unpayed: 2,",
        "E209",
        "profiles.poor.in_condition.unpayed",
        "did you mean 'unpaid'",
    ),
    (
        "domains: [speech]",
        "domains: [spech]",
        "E209",
        "responses.avoidance.of.domains[0]",
        "did you mean 'speech'",
    ),
    ("when: scored", "when: watched", "E211", "responses.avoidance.when", "allowed: scored, restricted"),
    (
        "  traffic_fine_small: {7: 1}\n",
        "  traffic_fine_smal: {7: 1}\n",
        "E209",
        "episodes.traffic_fine_smal",
        "did you mean 'traffic_fine_small'",
    ),
    ("  job_loss: {100: 1}\n", "", "E209", "conditions.unemployed.kinds[0]", "has no entry in 'episodes'"),
    (
        "{kinds: [job_loss]}",
        "{kinds: [wage_unpaid]}",
        "E208",
        "conditions.unemployed.kinds[0]",
        "already starts",
    ),
    (
        "reads_as: {traffic_fine_small: 0.75,",
        "reads_as: {job_loss: 0.75,",
        "E219",
        "rates.mistakes.reads_as.job_loss",
        "is of class circumstance",
    ),
    (
        "    reads_as: {traffic_fine_small: 0.75, traffic_warning: 0.25}\n",
        "",
        "E219",
        "rates.mistakes.kinds",
        "needs one kind and 'reads_as'",
    ),
    (
        "{wage_unpaid: 1}",
        "{wage_unpaid: 1}\n    reads_as: {traffic_warning: 1}",
        "E219",
        "rates.wages.reads_as",
        "only a kind of class false_record",
    ),
    (
        "{air_trip: 1}\n",
        "{air_trip: 1}\n    furnisher: police\n",
        "E219",
        "rates.trips.furnisher",
        "attempts are not recorded",
    ),
    (
        "{air_trip: 1}\n    at_most: 1",
        "{air_trip: 1}\n    at_most: 2",
        "E219",
        "rates.trips.at_most",
        "never thinned",
    ),
    # furnishers, profiles, room
    ("delay: {3: 0.6,", "delay: {0: 0.6,", "E203", "furnishers.police.delay", "at least 1 day"),
    (
        "minority_factor: 1.1",
        "minority_factor: 1.2",
        "E204",
        "furnishers.police.minority_factor",
        "at most 1",
    ),
    (
        "by_income: [2, 1, 1, 1, 0.5]",
        "by_income: [0, 0, 0, 0, 0]",
        "E216",
        "profiles.poor",
        "0 for everybody",
    ),
    (
        "by_income: [2, 1, 1, 1, 0.5]",
        "by_age: [1, 1, 1, 1, 0.5]",
        "E216",
        "profiles.poor.by_age",
        "0 for the children",
    ),
    ("by_income: [2, 1, 1, 1, 0.5]", "by_age: [0, 1]", "E216", "profiles.poor.by_age", "needs 5 entries"),
    (PER_YEAR, "    per_year: 199\n", "E305", "rates.entries.per_year", "limit is 200"),
]


@pytest.mark.parametrize(
    ("old", "new", "code", "field", "words"), BAD, ids=[f"{n}-{row[2]}" for n, row in enumerate(BAD)]
)
def test_bad_input_is_one_line(old, new, code, field, words):
    """Every bad society gets its code, the line and field of the fault, and words that help."""
    with pytest.raises(InputError) as caught:
        read_society(spoil(old, new), "small.yaml")
    error, text = caught.value, str(caught.value)
    assert (error.code, error.field if field else None) == (code, field), text
    assert words in text and len(text) <= 400 and "\n" not in text
    assert text.startswith(f"error[{code}] small.yaml:"), text
    assert error.exit_code == (3 if code.startswith("E3") else 2)


def test_fault_is_named_with_its_line():
    """The line named is the one where the fault stands."""
    text = spoil("{wage_unpaid: 1}", "{wage_unpayed: 1}")
    with pytest.raises(InputError) as caught:
        read_society(text)
    assert text.splitlines()[(caught.value.line or 0) - 1].strip() == "kinds: {wage_unpayed: 1}"


def test_small_society_is_sound():
    """The society that the tests above spoil can be used as it stands."""
    assert read_society(SMALL).id == "small"


def test_quotes_and_fractions_that_must_be_accepted():
    """Shares of 0 and 1, whole numbers with underscores and exponents, and strange names are no faults."""
    read_society(spoil(URBAN, "  urban: 1\n"))
    read_society(spoil(URBAN, "  urban: 0\n"))
    read_society(spoil("ages: {0: 5,", "ages: {0: 5_0e-1,"))
    assert (
        read_society(spoil("A small society for tests", "<b>\u0421\u043f</b>")).title == "<b>\u0421\u043f</b>"
    )


def test_at_most_is_guarded():
    """A group whose conditions together reach 3 may say 3; just below is refused, naming kind and value."""
    assert read_society(SMALL).plain()["groups"]["entries"]["at_most"] == 3
    with pytest.raises(InputError, match="E217.*'traffic_warning' can be multiplied by 3") as caught:
        read_society(spoil("at_most: 3", "at_most: 2.999"))
    assert caught.value.field == "rates.entries.at_most"
    assert caught.value.hint == "Write at least 3"


def test_at_most_counts_responses_too():
    """A response that makes people do something more often counts, at the high end of its range as well."""
    rising = "factor: {low: 0.5, used: 0.8, high: 1.2}"
    with pytest.raises(InputError, match="E217.*'bad_information_in_chat' can be multiplied by 1.2"):
        read_society(spoil("factor: 0.8", rising))


@given(st.dictionaries(st.sampled_from("abcde"), st.fractions(0, 4, max_denominator=8)))
def test_largest_product_is_over_all_subsets(factors):
    """The largest product found is the one that trying every subset gives."""
    subsets = (subset for size in range(len(factors) + 1) for subset in combinations(sorted(factors), size))
    most, names = find_largest_product(factors)
    assert most == max(prod((factors[name] for name in subset), start=F(1)) for subset in subsets)
    assert most == prod((factors[name] for name in names), start=F(1))


def test_a_domain_holds_256_kinds():
    """A society with more kinds in a domain than its table holds is refused before any table is made."""
    recipe = read_society(SMALL)
    checker = Checker(recipe.forms["used"], parse_document(SMALL).root, load_vocabulary())
    checker._check_limit("E303", "kinds", {"'traffic'": 256}, 256, ("rates",))
    with pytest.raises(ResourceError, match="257 kinds in domain 'traffic'; limit is 256"):
        checker._check_limit("E303", "kinds", {"'traffic'": 257}, 256, ("rates",))


def test_unknown_society_is_named():
    """A name that is neither shipped nor a file gets a suggestion; a missing file says so."""
    with pytest.raises(InputError, match="E001.*did you mean 'imaginary_county'"):
        load_society("imaginary_conty")
    with pytest.raises(InputError, match="E001.*no such file"):
        load_society("./nowhere/none.yaml")


def test_unknown_scenario_is_named():
    """Only `used`, `low` and `high` can be asked for."""
    with pytest.raises(InputError, match="E251.*did you mean 'high'"):
        read_society(SMALL).plain("hihg")
