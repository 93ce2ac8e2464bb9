"""Households, work, friends, what is owed and shocks that cannot be used: one line that names the fault and its place."""

import pytest

from creditscape.society import read_society
from creditscape.words import InputError
from tests.society.small import BOUND, SMALL, spoil

SIZES, EMPLOYED = "sizes: {1: 0.4, 3: 0.6}", "men: {16: 0.5, 60: 0.2}, women: {16: 0.4, 55: 0.1}"
URBAN, FIRM_SIZES = "urban: {firm: 0.5, office: 0.1, own_account: 0.4}", "firm_sizes: {2: 0.5, 10: 0.5}"
NUMBERS, JOINS, CIRCLES = (
    "numbers: {0: 0.2, 4: 0.8}",
    "joins: [0.5, 0.6, 0.7, 0.8, 0.9]",
    "sizes: {5: 0.75, 9: 0.25}",
)
DUTIES, FAULTS = "{firm_tax_late: 1}\n", "    only: employees\n"
LOAN, INSURANCE = "{loan_payment_missed: 1}", "{social_insurance_unpaid: 1}"
LOANS, PAYROLL = "    held_by: 0.3\n    holders: poor\n", "    of: firms\n    every: quarter\n"
OWED = "    profile: poor\n    furnisher: police\n    at_most: 3\n  payroll"
CLOSURES = "  closures: {cite: paper, when: 2020-06-01, kind: job_loss, of: firms, share: 0.1}\n"

# old text, new text, code, place (the block, where the error names no field), words
# fmt: off
BAD = [
    # households
    (SIZES, "sizes: {1: 0.4, 3: 0.5}", "E205", "households.sizes", "add up to 0.9, must be 1"),
    (SIZES, "sizes: {}", "E205", "households.sizes", "add up to 0, must be 1"),
    (SIZES, "sizes: {0: 0.4, 3: 0.6}", "E203", "households.sizes", "at least 1, found 0"),
    (SIZES, "sizes: {1: 0.4, 4097: 0.6}", "E203", "households.sizes", "at most 4096, found 4097"),
    (SIZES, "sizes: {one: 0.4, 3: 0.6}", "E203", "households.sizes.one", "must be a whole number, found text 'one'"),
    ("couples: 0.8", "couples: 1.2", "E204", "households.couples", "must be between 0 and 1"),
    ("couples: 0.8", "couple: 0.8", "E201", "households", "in households; did you mean 'couples'"),
    ("  couples: 0.8\n", "", "E202", "households", "missing required key 'couples'"),
    ("generations: {25: 0.5,", "generations: {25: 0.6,", "E205", "households.generations", "add up to 1.1"),
    ("households:\n  cite: book\n", "households:\n", "E240", "households.sizes[1]", "number without a source"),
    # work
    (EMPLOYED, EMPLOYED.replace("16: 0.5, 60: 0.2", "60: 0.2, 16: 0.5"), "E207", "work.employed.men", "must ascend"),
    (EMPLOYED, EMPLOYED.replace("55: 0.1", "110: 0.1"), "E207", "work.employed.women", "end below 110"),
    (EMPLOYED, "men: {}, women: {16: 0.4}", "E207", "work.employed.men", "first ages must ascend"),
    (EMPLOYED, "men: {16: 0.5}", "E202", "work.employed", "missing required key 'women'"),
    (EMPLOYED, EMPLOYED.replace("16: 0.5", "16: 1.5"), "E204", "work.employed.men[16]", "must be between 0 and 1"),
    (URBAN, "urban: {firm: 0.5, office: 0.1, own_account: 0.3}", "E205", "work.sectors.urban", "must add up to 1"),
    (URBAN, "urban: {firm: 0.5, office: 0.5}", "E202", "work.sectors.urban", "missing required key 'own_account'"),
    (URBAN + ", ", "", "E202", "work.sectors", "missing required key 'urban'"),
    (FIRM_SIZES, "firm_sizes: {0: 0.5, 10: 0.5}", "E203", "work.firm_sizes", "at least 1, found 0"),
    (FIRM_SIZES, "firm_sizes: {2: 0.5, 10: 0.6}", "E205", "work.firm_sizes", "add up to 1.1"),
    # friends and circles
    (NUMBERS, "numbers: {0: 0.2, 65: 0.8}", "E203", "friends.numbers", "at most 64, found 65"),
    (NUMBERS, "numbers: {0: 0.2, 4: 0.7}", "E205", "friends.numbers", "add up to 0.9"),
    ("same_income: 0.6\n", "same_income: 1.6\n", "E204", "friends.same_income", "must be between 0 and 1"),
    ("age_stir: 8", "age_stir: -8", "E203", "friends.age_stir", "found -8"),
    ("age_stir: 8", "age_stir: 2.5", "E203", "friends.age_stir", "must be a whole number, found 2.5"),
    ("{mean: 2.5}", "{mean: 5000}", "E203", "friends.aims.mean", "must be between 0 and 4096"),
    ("{mean: 2.5}", "{meen: 2.5}", "E201", "friends", "in friends.aims; did you mean 'mean'"),
    ("rounds: 4", "rounds: 0", "E203", "circles.rounds", "must be at least 1, found 0"),
    ("rounds: 4", "rounds: 17", "E203", "circles.rounds", "must be at most 16, found 17"),
    (JOINS, "joins: [0.5, 0.6, 0.7, 0.8]", "E216", "circles.joins", "has too few entries"),
    (JOINS, "joins: [0.5, 0.6, 0.7, 0.8, 0.9, 1]", "E216", "circles.joins", "has too many entries"),
    (JOINS, "joins: [0.5, 0.6, 0.7, 0.8, 1.9]", "E204", "circles.joins[4]", "must be between 0 and 1"),
    (CIRCLES, "sizes: {0: 0.75, 9: 0.25}", "E203", "circles.sizes", "at least 1, found 0"),
    (CIRCLES, "numbers: {5: 1}", "E201", "circles", "unknown key 'numbers' in circles"),
    # only
    (FAULTS, "    only: employes\n", "E211", "rates.faults.only", "did you mean 'employees'"),
    ("{air_trip: 1}\n", "{air_trip: 1}\n    only: owners\n", "E219", "rates.trips.only", "attempts are everybody's"),
    (EMPLOYED, "men: {16: 0}, women: {16: 0}", "E216", "rates.faults", "there is nobody whom this is about"),
    # conduct of firms
    ("    of: firms\n    per_year", "    of: firm\n    per_year", "E211", "rates.duties.of", "did you mean 'firms'"),
    (DUTIES, DUTIES + "    profile: poor\n", "E219", "rates.duties", "every firm is alike"),
    (DUTIES, DUTIES + "    only: owners\n", "E219", "rates.duties", "every firm is alike"),
    (DUTIES, "{strike_joined: 1}\n", "E219", "rates.duties.kinds.strike_joined", "is of a person, this group is about firms"),
    ("{job_loss: 1}\n", "{firm_tax_evaded: 1}\n", "E219", "rates.jobs.kinds.firm_tax_evaded", "is of a firm, this group is about people"),
    (DUTIES, "{securities_issue: 1}\n", "E219", "rates.duties.kinds", "what firms attempt is not counted yet"),
    # obligations
    ("  loans:\n", "  wages:\n", "E208", "obligations.wages", "'wages' is a group of rates already"),
    (LOAN, "{traffic_warning: 1}", "E208", "obligations.loans.kinds.traffic_warning", "already has a rate in 'entries'"),
    (LOAN, "{loan_taken_bck: 1}", "E209", "obligations.loans.kinds.loan_taken_bck", "unknown kind 'loan_taken_bck'"),
    (LOAN, "{loan_payment_missed: 0.5, job_left: 0.5}", "E219", "obligations.loans.kinds", "kinds of one domain"),
    (LOAN, "{loan_application: 1}", "E219", "obligations.loans.furnisher", "attempts are not recorded"),
    (INSURANCE, "{job_application: 1}", "E219", "obligations.payroll.kinds", "neither attempts nor false records"),
    (INSURANCE, "{wrong_record_work: 1}", "E219", "obligations.payroll.kinds", "class false_record"),
    ("every: month", "every: week", "E211", "obligations.loans.every", "allowed: month, quarter, half_year, year"),
    ("missed: 0.01\n", "missed: 1.01\n", "E204", "obligations.loans.missed", "must be between 0 and 1"),
    ("missed: 0.01\n", "missed: 0.25\n", "E204", "obligations.loans.missed", "it is 1.13793103448; must be at most 1"),
    (LOANS, LOANS.replace("0.3", "0.7"), "E204", "obligations.loans.held_by", "in some stratum 1.27272727273 of the people"),
    (LOANS, LOANS.replace("poor", "pooor"), "E209", "obligations.loans.holders", "did you mean 'poor'"),
    (OWED, OWED.replace("poor", "pooor"), "E209", "obligations.loans.profile", "did you mean 'poor'"),
    (OWED, OWED.replace("police", "polise"), "E209", "obligations.loans.furnisher", "did you mean 'police'"),
    (OWED, OWED.replace("3", "2"), "E217", "obligations.loans.at_most", "can be multiplied by 3"),
    (PAYROLL, PAYROLL.replace("firms", "firm"), "E211", "obligations.payroll.of", "did you mean 'firms'"),
    (PAYROLL, PAYROLL + "    holders: poor\n", "E219", "obligations.payroll", "every firm owes it alike"),
    (INSURANCE + "\n    at_most: 1", INSURANCE + "\n    at_most: 2", "E217", "obligations.payroll.at_most", "firms are not thinned"),
    (PAYROLL, PAYROLL + "    reads_as: {job_left: 1}\n", "E201", "obligations", "unknown key 'reads_as' in obligations.payroll"),
    # shocks
    ("kind: job_loss", "kind: job_los", "E209", "shocks.closures.kind", "did you mean 'job_loss'"),
    ("kind: job_loss", "kind: hospital_stay", "E209", "shocks.closures.kind", "'hospital_stay' has no rate here"),
    ("kind: job_loss", "kind: air_trip", "E219", "shocks.closures.kind", "'air_trip' is of class attempt"),
    ("kind: job_loss", "kind: wrong_record_traffic", "E219", "shocks.closures.kind", "is of class false_record"),
    ("of: firms, share", "of: people, share", "E211", "shocks.closures.of", "allowed: firms, employees"),
    ("share: 0.1}", "share: 1.1}", "E204", "shocks.closures.share", "must be between 0 and 1"),
    ("when: 2020-06-01", "when: 2020-06-31", "E206", "shocks", "is not a date"),
    ("when: 2020-06-01", "when: soon", "E206", "shocks.closures.when", "must be a date (YYYY-MM-DD), found text 'soon'"),
    ("closures: {cite: paper,", "closures: {", "E240", "shocks.closures.share", "number without a source"),
    (CLOSURES, CLOSURES + CLOSURES.replace("closures", "strikes").replace("job_loss", "wage_unpaid"), "E208", "shocks.strikes",
     "'closures' strikes the same life domain that day"),
]
# a block that a society without work cannot have: old text, new text, place, words
WITHOUT_WORK = [
    ("{job_loss: 1}\n", "{job_loss: 1}\n    only: employees\n", "rates.jobs.only", "'only: employees' needs a block 'work'"),
    ("{job_loss: 1}\n", "{firm_tax_late: 1}\n    of: firms\n", "rates.jobs.of", "a group about firms needs a block 'work'"),
    ("amounts: {}\n", "amounts: {}\nobligations:\n" + BOUND[BOUND.index("  payroll:") : BOUND.index("shocks:")],
     "obligations.payroll.of", "an obligation of firms needs a block 'work'"),
    ("amounts: {}\n", "amounts: {}\nshocks:\n" + CLOSURES, "shocks.closures", "it needs a block 'work'"),
]
# fmt: on


def refuse(text):
    """The error of a society, in one line that names the file."""
    with pytest.raises(InputError) as caught:
        read_society(text, "small.yaml")
    said = str(caught.value)
    assert said.startswith(f"error[{caught.value.code}] small.yaml:{caught.value.line}: "), said
    assert len(said) <= 400 and "\n" not in said
    assert caught.value.exit_code == 2
    return caught.value


def find_block(text, line):
    """The block of the file in which a line stands."""
    return [each for each in text.splitlines()[:line] if each[:1].isalpha()][-1].partition(":")[0]


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "words"), BAD, ids=[f"{n}-{row[2]}-{row[3]}" for n, row in enumerate(BAD)]
)
def test_bad_bond_is_one_line(old, new, code, place, words):
    """Every fault in what ties people together gets its code, its field, a line of its block, and words that help."""
    text = spoil(old, new, BOUND)
    error = refuse(text)
    assert (error.code, error.field) == (code, place if error.field else None), str(error)
    assert words in str(error)
    assert find_block(text, error.line) == place.partition(".")[0]


@pytest.mark.parametrize(("old", "new", "place", "words"), WITHOUT_WORK)
def test_what_needs_work(old, new, place, words):
    """What is about firms or people at work is refused where nobody works."""
    text = spoil(old, new)
    error = refuse(text)
    assert (error.code, error.field) == ("E202", place), str(error)
    assert words in str(error)
    assert find_block(text, error.line) == place.partition(".")[0]


def test_fault_is_named_with_its_line():
    """The line named is the one where the fault stands."""
    text = spoil("firm: 0.25,", "firm: 0.35,", BOUND)
    assert text.splitlines()[(refuse(text).line or 0) - 1].endswith("own_account: 0.7}}")


def test_bound_society_is_sound():
    """The society that the tests above spoil can be used as it stands, and at the limits of what is allowed."""
    plain = read_society(BOUND).plain()
    assert [each["name"] for each in plain["obligations"]] == ["loans", "payroll"]
    assert (
        plain["groups"]["faults"]["only"] == "employees" and plain["groups"]["duties"]["per_firm"] is not None
    )
    assert read_society(SMALL).plain()["work"] is None
    for old, new in (
        (SIZES, "sizes: {4096: 1}"),
        (NUMBERS, "numbers: {64: 1}"),
        ("rounds: 4", "rounds: 16"),
        (LOANS, LOANS.replace("0.3", "0.55")),
        ("missed: 0.01\n", "missed: 0.2196\n"),
    ):
        read_society(spoil(old, new, BOUND))
