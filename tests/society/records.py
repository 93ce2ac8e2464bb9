"""A small sound society in which records go wrong and people contest them, for tests to spoil."""

from tests.society.small import BOUND

_SHOCKS = """\
  import_error:
    {type: records, cite: paper, when: 2021-03-01, kind: wrong_record_traffic, reads_as: traffic_fine_small, of: people,
     share: 0.01, over: 7, found: 90}
  wiping:
    {type: erasure, cite: paper, when: 2021-04-01, of: people, share: 0.5, domains: [traffic, credit], restored: 60}
  amnesty: {type: erasure, cite: paper, when: 2022-03-01, of: communities, share: 1, lawful: true}
  outage: {type: outage, cite: paper, when: 2021-05-01, furnishers: [police], days: 60, late: true}
  leak: {type: leak, cite: paper, when: 2021-06-01, of: people, share: 0.2}
"""
_FAULTS = """\
faults:
  namesakes: {type: mix_up, cite: paper, of: {furnishers: [police], domains: [traffic]}, share: 0.02, profile: thin}
  heads: {type: wrong_person, cite: paper, to: household_head, of: {kinds: [traffic_warning]}, share: 0.01}
  doubles: {type: duplicate, cite: paper, of: {domains: [traffic]}, share: 0.125}
  wrong_sums: {type: wrong_amount, cite: paper, of: {kinds: [loan_payment_missed]}, share: 0.2, factors: {2: 0.7, 10: 0.3}}
  kept: {type: stale, cite: paper, of: {kinds: [traffic_fine_small]}, share: 0.3, days: {30: 0.5, 180: 0.5}}
  lost_link: {type: linkage, cite: paper, of: {domains: [travel]}, share: 0.4, profile: thin}
redress:
  cite: paper
  told: {share: 0.9}
  finds: {share: 0.25, profile: thin}
  finds_after: {0: 0.5, 365: 0.5}
  files: {wrong: {share: 0.375}, right: {share: 0.0625, profile: thin}}
  without_reasons: 0.6
  files_after: {7: 0.5, 31: 0.5}
  upheld: {keeper: {wrong: 0.8, right: 0.1}, subject: {wrong: 0.35, right: 0.05}}
  goes_on: {wrong: 0.15, right: 0.03}
  review: {wrong: 0.82, right: 0.45}
  reinserted: 0.04
  reinserted_after: {28: 1}
  office: {of: district, cases: 0.055}
"""
_THIN = (
    '  thin: {spread: 0.3, note: "guesses", by_income: [2, 1, 1, 1, 0.5], by_place: {urban: 1, rural: 1.2}}\n'
)
RECORDS = BOUND.replace("profiles:\n", "profiles:\n" + _THIN) + _SHOCKS + _FAULTS
