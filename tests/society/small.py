"""A small sound society for tests to spoil."""

SMALL = """\
society: small
title: A small society for tests
place: {name: "Nowhere", country: XX}
sources:
  book: {title: "A yearbook", evidence: documented}
  paper: {title: "A newspaper", evidence: press}
people:
  cite: book
  urban: 0.5
  women: 0.49
  minority: 0.1
  aware: {low: 0.1, used: 0.2, high: 0.4, cite: paper}
  births: 0.01
  ages: {0: 5, 5: 5, 10: 5, 15: 5, 20: 5, 25: 5, 30: 5, 35: 5, 40: 5, 45: 5, 50: 5, 55: 5, 60: 5, 65: 5,
    70: 5, 75: 5, 80: 5, 85: 5, 90: 5, 95: 3, 100: 2}
  deaths: {0: 0.01, 1: 0.001, 60: 0.02, 90: 0.3}
strata: {ages: [14, 30, 45, 60]}
holidays: [2020-01-01]
profiles:
  poor:
    {spread: 0.5, note: "guesses", by_income: [2, 1, 1, 1, 0.5], in_condition: {unpaid: 2, unemployed: 1.5}}
furnishers:
  police:
    {cite: paper, coverage: {urban: 0.9, rural: 0.5}, minority_factor: 1.1, delay: {3: 0.6, 20: 0.4}}
rates:
  entries:
    per_year: 0.08
    cite: paper
    kinds: {traffic_warning: 0.4, traffic_fine_small: 0.6}
    spread: 0.5
    profile: poor
    furnisher: police
    at_most: 3
  words:
    per_year: {low: 0.01, used: 0.05, high: 0.1, evidence: assumed, note: "a guess"}
    kinds: {bad_information_in_chat: 1}
    furnisher: police
    at_most: 1
  wages:
    per_year: 0.01
    cite: paper
    kinds: {wage_unpaid: 1}
    at_most: 1
  jobs:
    per_year: 0.1
    cite: paper
    kinds: {job_loss: 1}
    at_most: 1
  mistakes:
    per_year: {low: 0.001, used: 0.002, high: 0.01, evidence: assumed, note: "a guess"}
    kinds: {wrong_record_traffic: 1}
    reads_as: {traffic_fine_small: 0.75, traffic_warning: 0.25}
    spread: 0.2
    furnisher: police
    at_most: 1
  trips:
    per_year: 2
    cite: paper
    kinds: {air_trip: 1}
    at_most: 1
conditions:
  unpaid: {kinds: [wage_unpaid]}
  unemployed: {kinds: [job_loss]}
episodes:
  cite: paper
  wage_unpaid: {30: 0.6, 90: 0.4}
  job_loss: {100: 1}
  traffic_fine_small: {7: 1}
amounts: {}
responses:
  avoidance: {when: scored, of: {domains: [speech], lawful: true}, factor: 0.8, cite: paper}
"""

_AT_WORK = """\
  faults:
    per_year: 0.2
    cite: paper
    kinds: {factory_rule_breach_minor: 1}
    only: employees
    furnisher: police
    at_most: 1
  duties:
    of: firms
    per_year: 0.1
    cite: paper
    kinds: {firm_tax_late: 1}
    at_most: 1
"""
_BONDS = """\
households:
  cite: book
  sizes: {1: 0.4, 3: 0.6}
  couples: 0.8
  generations: {25: 0.5, 30: 0.5}
work:
  cite: book
  employed: {men: {16: 0.5, 60: 0.2}, women: {16: 0.4, 55: 0.1}}
  sectors: {urban: {firm: 0.5, office: 0.1, own_account: 0.4}, rural: {firm: 0.25, office: 0.05, own_account: 0.7}}
  firm_sizes: {2: 0.5, 10: 0.5}
friends:
  cite: book
  numbers: {0: 0.2, 4: 0.8}
  same_income: 0.6
  age_stir: 8
  aims: {mean: 2.5}
circles:
  cite: book
  rounds: 4
  joins: [0.5, 0.6, 0.7, 0.8, 0.9]
  sizes: {5: 0.75, 9: 0.25}
  same_income: 0.65
  age_stir: 36
obligations:
  loans:
    cite: paper
    held_by: 0.3
    holders: poor
    every: month
    missed: 0.01
    kinds: {loan_payment_missed: 1}
    profile: poor
    furnisher: police
    at_most: 3
  payroll:
    cite: paper
    of: firms
    every: quarter
    missed: 0.02
    kinds: {social_insurance_unpaid: 1}
    at_most: 1
shocks:
  closures: {cite: paper, when: 2020-06-01, kind: job_loss, of: firms, share: 0.1}
"""
# the same society with people tied to each other
BOUND = SMALL.replace("conditions:\n  unpaid", f"{_AT_WORK}conditions:\n  unpaid") + _BONDS


def spoil(old, new, text=SMALL):
    """A society, the small one unless said, with one part replaced; the part must stand in it once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)
