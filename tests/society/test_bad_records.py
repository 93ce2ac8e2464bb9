"""Faults, redress and shocks that cannot be used: one line that names the fault and its place."""

import pytest

from creditscape.society import read_society
from creditscape.words import InputError
from tests.society.records import RECORDS
from tests.society.small import SMALL, spoil
from tests.society.test_bad_bonds import find_block, refuse

NAMESAKES = "of: {furnishers: [police], domains: [traffic]}, share: 0.02, profile: thin"
HEADS, LINK = "of: {kinds: [traffic_warning]}, share: 0.01", "of: {domains: [travel]}, share: 0.4"
FACTORS, KEPT = "factors: {2: 0.7, 10: 0.3}", "days: {30: 0.5, 180: 0.5}"
OFFICE, ERROR = (
    "{of: district, cases: 0.055}",
    "kind: wrong_record_traffic, reads_as: traffic_fine_small, of: people",
)
LEAK = "  leak: {type: leak, cite: paper, when: 2021-06-01, of: people, share: 0.2}\n"

# old text, new text, code, place (the block, where the error names no field), words
# fmt: off
BAD = [
    # faults
    ("type: mix_up", "type: mixup", "E211", "faults.namesakes.type", "'mixup' is not allowed; did you mean 'mix_up'"),
    ("type: mix_up", "type: 7", "E211", "faults.namesakes.type", "allowed: mix_up, wrong_person, duplicate"),
    ("{type: mix_up, cite: paper", "{cite: paper", "E202", "faults.namesakes", "missing required key 'type'"),
    ("  doubles: {type: duplicate, cite: paper, of: {domains: [traffic]}, share: 0.125}", "  doubles: 3", "E214", "faults.doubles",
     "must be a mapping"),
    ("type: mix_up,", "type: mix_up, to: partner,", "E201", "faults", "unknown key 'to' in faults.namesakes; allowed: cite, evidence"),
    (KEPT, "day: {30: 1}", "E201", "faults", "unknown key 'day' in faults.kept; did you mean 'days'"),
    (", " + KEPT, "", "E202", "faults.kept", "missing required key 'days'"),
    (", " + FACTORS, "", "E202", "faults.wrong_sums", "missing required key 'factors'"),
    ("to: household_head, ", "", "E202", "faults.heads", "missing required key 'to'"),
    ("to: household_head", "to: hausehold_head", "E211", "faults.heads.to", "did you mean 'household_head'"),
    (", share: 0.125", "", "E202", "faults.doubles", "missing required key 'share'"),
    ("share: 0.125", "share: 1.125", "E204", "faults.doubles.share", "must be between 0 and 1"),
    ("duplicate, cite: paper,", "duplicate,", "E240", "faults.doubles.share", "number without a source"),
    (FACTORS, "factors: {1: 0.7, 10: 0.3}", "E203", "faults.wrong_sums.factors", "a factor must be from 2 to 1,000, found 1"),
    (FACTORS, "factors: {2: 0.7, 1001: 0.3}", "E203", "faults.wrong_sums.factors", "found 1,001"),
    (FACTORS, "factors: {2: 0.7, 10: 0.2}", "E205", "faults.wrong_sums.factors", "add up to 0.9"),
    (KEPT, "days: {0: 0.5, 180: 0.5}", "E203", "faults.kept.days", "a number of days must be from 1 to 36,525, found 0"),
    (NAMESAKES, NAMESAKES.replace("furnishers: [police], domains: [traffic]", ""), "E202", "faults.namesakes.of",
     "needs 'furnishers', 'domains' or 'kinds'"),
    (NAMESAKES, NAMESAKES.replace("furnishers", "furnisher"), "E201", "faults", "in faults.namesakes.of; did you mean 'furnishers'"),
    (NAMESAKES, NAMESAKES.replace("police", "polise"), "E209", "faults.namesakes.of.furnishers[0]", "did you mean 'police'"),
    (NAMESAKES, NAMESAKES.replace("traffic", "trafic"), "E209", "faults.namesakes.of.domains[0]", "did you mean 'traffic'"),
    (NAMESAKES, NAMESAKES.replace("traffic", "travel"), "E219", "faults.namesakes.of.domains[0]",
     "nothing of the domain 'travel' fits: it is no true record of a person"),
    (HEADS, HEADS.replace("traffic_warning", "traffic_warnin"), "E209", "faults.heads.of.kinds[0]", "did you mean 'traffic_warning'"),
    (HEADS, HEADS.replace("traffic_warning", "wage_unpaid"), "E219", "faults.heads.of.kinds[0]", "is no true record of a person"),
    (HEADS, HEADS.replace("traffic_warning", "wrong_record_traffic"), "E219", "faults.heads.of.kinds[0]", "no true record"),
    (HEADS, HEADS.replace("traffic_warning", "firm_tax_late"), "E219", "faults.heads.of.kinds[0]", "no true record"),
    (HEADS, HEADS.replace("traffic_warning", "air_trip"), "E219", "faults.heads.of.kinds[0]", "no true record"),
    (LINK, LINK.replace("domains: [travel]", "furnishers: [police]"), "E219", "faults.lost_link.of.furnishers",
     "attempts have no furnisher; name domains or kinds"),
    (LINK, LINK.replace("domains: [travel]", "kinds: [traffic_warning]"), "E219", "faults.lost_link.of.kinds[0]",
     "'traffic_warning' is no attempt that anybody makes here"),
    (NAMESAKES, NAMESAKES.replace("thin", "thinn"), "E209", "faults.namesakes.profile", "did you mean 'thin'"),
    (NAMESAKES, NAMESAKES.replace("thin", "poor"), "E219", "faults.namesakes.profile", "'poor' knows conditions"),
    (LINK, LINK.replace("0.4", "0.6"), "E204", "faults.lost_link.share", "in some stratum it is 1.19"),
    ("  namesakes: {", "  avoidance: {", "E208", "faults.avoidance", "'avoidance' stands under 'responses' too"),
    ("  namesakes: {", "  closures: {", "E208", "faults.closures", "'closures' stands under 'shocks' too"),
    ("share: 0.3, days", "share: 0.85, days", "E204", "faults.namesakes.share",
     "with doubles, kept it is 1.01466942149 of the records of 'traffic_fine_small' in some stratum"),
    # redress
    ("  reinserted: 0.04\n", "", "E202", "redress", "missing required key 'reinserted'"),
    ("  reinserted: 0.04\n", "  reinsert: 0.04\n", "E201", "redress", "did you mean 'reinserted'"),
    ("  told: {share: 0.9}\n", "  told: 0.9\n", "E214", "redress.told", "must be a mapping"),
    ("finds: {share: 0.25,", "finds: {share: 0.75,", "E204", "redress.finds.share", "in some stratum it is 1.4"),
    ("right: {share: 0.0625, profile: thin}", "right: {share: 0.0625, profile: poor}", "E219", "redress.files.right.profile",
     "change no share here; use another profile"),
    ("wrong: {share: 0.375}", "wrong: {share: 0.375, profile: none}", "E209", "redress.files.wrong.profile", "unknown profile 'none'"),
    ("files: {wrong: {share: 0.375}, right", "files: {right", "E202", "redress.files", "missing required key 'wrong'"),
    ("finds_after: {0: 0.5,", "finds_after: {36526: 0.5,", "E203", "redress.finds_after", "must be from 0 to 36,525, found 36,526"),
    ("files_after: {7: 0.5,", "files_after: {0: 0.5,", "E203", "redress.files_after", "must be from 1 to 36,525, found 0"),
    ("reinserted_after: {28: 1}", "reinserted_after: {0: 1}", "E203", "redress.reinserted_after", "found 0"),
    ("without_reasons: 0.6", "without_reasons: 1.6", "E204", "redress.without_reasons", "must be between 0 and 1"),
    ("subject: {wrong: 0.35, right: 0.05}", "subject: {wrong: 0.35}", "E202", "redress.upheld.subject", "missing required key 'right'"),
    ("review: {wrong: 0.82", "review: {wrong: 1.82", "E204", "redress.review.wrong", "must be between 0 and 1"),
    (OFFICE, "{of: county, cases: 0.055}", "E211", "redress.office.of", "did you mean 'community'"),
    (OFFICE, "{of: district, cases: 0}", "E203", "redress.office.cases", "must decide at least 0.0001 cases a working day"),
    (OFFICE, "{of: district, cases: 1001}", "E203", "redress.office.cases", "between 0 and 1,000 cases a working day"),
    (OFFICE, "{of: district}", "E202", "redress.office", "missing required key 'cases'"),
    ("redress:\n  cite: paper\n", "redress:\n", "E240", "redress.told.share", "number without a source"),
    # shocks
    ("type: leak", "type: leek", "E211", "shocks.leak.type", "did you mean 'leak'"),
    ("type: outage, cite", "cite", "E201", "shocks", "unknown key 'furnishers' in shocks.outage; allowed: cite, evidence, kind"),
    ("type: outage,", "type: outage, share: 1,", "E201", "shocks", "unknown key 'share' in shocks.outage; allowed: cite, days, domains"),
    (ERROR, ERROR.replace("traffic, reads", "trafic, reads"), "E209", "shocks.import_error.kind", "did you mean 'wrong_record_traffic'"),
    (ERROR, ERROR.replace("wrong_record_traffic", "job_loss"), "E219", "shocks.import_error.kind", "must be a false record of a person"),
    (ERROR, ERROR.replace("wrong_record_traffic", "wrong_record_firm"), "E219", "shocks.import_error.kind", "of a firm"),
    (ERROR, ERROR.replace("reads_as: traffic_fine_small", "reads_as: job_loss"), "E219", "shocks.import_error.reads_as",
     "'job_loss' is of class circumstance, of a person; allowed: conduct, report of a person"),
    (ERROR, ERROR.replace("reads_as: traffic_fine_small, ", ""), "E202", "shocks.import_error", "missing required key 'reads_as'"),
    (ERROR, ERROR.replace("people", "villages"), "E211", "shocks.import_error.of", "allowed: firms, employees, people, communities"),
    ("over: 7", "over: 0", "E203", "shocks.import_error.over", "0 must be from 1 to 366 days"),
    ("over: 7", "over: 7.5", "E203", "shocks.import_error.over", "must be a whole number, found 7.5"),
    ("over: 7", "over: 307", "E203", "shocks.import_error.over",
     "307 days run until 2022-01-01; all of them must lie in one calendar year"),
    ("found: 90", "found: 1", "E203", "shocks.import_error.found", "1 must be from 2 to 36,525 days"),
    ("domains: [traffic, credit], restored", "domains: [traffic, debt], restored", "E209", "shocks.wiping.domains[1]",
     "unknown domain 'debt'"),
    ("restored: 60", "restored: 0", "E203", "shocks.wiping.restored", "must be from 1 to 36,525 days"),
    ("lawful: true}\n  outage", "lawful: yes}\n  outage", "E114", "shocks", "ambiguous"),
    ("of: communities, share: 1", "of: firms, share: 1", "E211", "shocks.amnesty.of", "allowed: people, communities"),
    ("furnishers: [police], days", "days", "E202", "shocks.outage", "needs 'furnishers', 'domains' or 'kinds'"),
    ("furnishers: [police], days", "kinds: [wage_unpaid], days", "E219", "shocks.outage.kinds[0]",
     "'wage_unpaid' is recorded by nobody here"),
    ("days: 60", "days: 0", "E203", "shocks.outage.days", "must be from 1 to 36,525 days"),
    (LEAK, LEAK + LEAK.replace("leak:", "second:"), "E208", "shocks.second", "'leak' is of the same type and strikes that day"),
    ("when: 2021-03-01", "when: 2020-06-01", None, "", ""),
    (ERROR, ERROR.replace("wrong_record_traffic", "wrong_record_work").replace("traffic_fine_small", "strike_joined"), None, "", ""),
    (LEAK, LEAK + "  again: {type: records, cite: paper, when: 2021-09-01, " + ERROR + ", share: 0.1}\n", "E208", "shocks.again.kind",
     "'import_error' brings records of the kind 'wrong_record_traffic' already"),
]
# fmt: on
GOOD = [row[:2] for row in BAD if row[2] is None]
BAD = [row for row in BAD if row[2] is not None]


@pytest.mark.parametrize(
    ("old", "new", "code", "place", "words"), BAD, ids=[f"{n}-{row[2]}-{row[3]}" for n, row in enumerate(BAD)]
)
def test_bad_record_is_one_line(old, new, code, place, words):
    """Every fault in these blocks gets its code, its field, a line of its block, and words that help."""
    error = refuse(spoil(old, new, RECORDS))
    assert (error.code, error.field) == (code, place if error.field else None), str(error)
    assert words in str(error)
    assert find_block(spoil(old, new, RECORDS), error.line) == place.partition(".")[0]


@pytest.mark.parametrize(("old", "new"), GOOD)
def test_shocks_of_other_domains_share_a_day(old, new):
    """Two shocks may strike on one day if they strike other life domains, or other kinds."""
    read_society(spoil(old, new, RECORDS))


def test_shocks_of_one_domain_share_no_day():
    """Wrong records and events of one life domain on one day would draw the same luck."""
    same = spoil(
        ERROR, ERROR.replace("wrong_record_traffic", "wrong_record_work").replace("traffic_fine_small", "job_left"), RECORDS
    )  # fmt: skip
    error = refuse(spoil("when: 2021-03-01", "when: 2020-06-01", same))
    assert (error.code, error.field) == ("E208", "shocks.import_error")
    assert "'closures' strikes the same life domain that day" in str(error)


@pytest.mark.parametrize(
    ("block", "place", "words"),
    [
        ("faults:\n  x: {type: wrong_person, to: partner, of: {domains: [traffic]}, share: 0, cite: book}\n",
         "faults.x.to", "a record for somebody else needs a block 'households'"),
        ("faults:\n  x: {type: wrong_person, to: employer, of: {domains: [traffic]}, share: 0, cite: book}\n",
         "faults.x.to", "a record for somebody else needs a block 'work'"),
        ("shocks:\n  x: {type: records, when: 2021-03-01, kind: wrong_record_tax, reads_as: gambling, of: firms, share: 0, cite: book}\n",
         "shocks.x.of", "'of: firms' needs a block 'work'"),
    ],
)  # fmt: skip
def test_what_needs_ties(block, place, words):
    """A fault that goes through a tie, and a shock on firms, are refused where there is no such thing."""
    with pytest.raises(InputError) as caught:
        read_society(SMALL + block)
    assert (caught.value.code, caught.value.field) == ("E202", place) and words in str(caught.value)


def test_records_society_is_sound():
    """The society that the tests above spoil can be used, also at the limits of what is allowed."""
    for old, new in (
        ("share: 0.3, days", "share: 0.83, days"),
        ("over: 7", "over: 306"),
        ("found: 90", "found: 2"),
        (OFFICE, "{of: community, cases: 0.0001}"),
    ):
        read_society(spoil(old, new, RECORDS))
