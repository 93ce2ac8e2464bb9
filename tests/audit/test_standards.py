"""Every standard is planted both ways; silence is never a pass; words are careful."""

import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from creditscape.audit import SEVERITIES, VERDICTS, load_standards, run_audit
from creditscape.audit.conditions import CONDITIONS
from creditscape.audit.standard import CONDITIONS_BY_MODE
from creditscape.scheme import DOMAINS, list_schemes, load_scheme
from creditscape.words import load_vocabulary

sys.path.insert(0, str(Path(__file__).resolve().parent))
planting = import_module("planting")
PLANTED, find, plant, plant_all = planting.PLANTED, planting.find, planting.plant, planting.plant_all


DEFINED = [standard for standard in load_standards() if standard.mode == "definition"]


@pytest.mark.parametrize("standard", [standard.id for standard in DEFINED])
def test_a_standard_tells_planted_schemes_apart(standard, tmp_path):
    """The scheme planted to match gets the standard's grave verdict, the one planted not to match its mild
    one.
    """
    meant = next(entry for entry in load_standards() if entry.id == standard)
    matched, different = (plant_all(tmp_path, standard, way) for way in ("matches", "differs"))
    assert {found.verdict for found in matched} == {meant.if_matched}
    assert {found.verdict for found in different} == {meant.if_different}
    assert all("his definition matches" in found.sentence and found.evidence for found in matched)
    assert all("his definition does not match" in found.sentence for found in different)


@pytest.mark.parametrize("standard", [each.id for each in DEFINED if len(each.conditions) > 1])
def test_each_condition_decides_somewhere(standard, tmp_path):
    """Where any condition is enough, each alone makes a planted scheme match; where all are needed, each alone makes one differ.

    What is about a justification leaves the standard open instead.
    """
    meant = next(entry for entry in load_standards() if entry.id == standard)
    deciding = [demand for demand in meant.conditions if not demand.left_open]
    found = plant_all(tmp_path, standard, "matches" if meant.join == "any" else "differs")
    for demand in deciding:
        alone = [
            each
            for each in found
            if [d.says for d in meant.conditions if f"“{d.says}”" in each.sentence] == [demand.says]
        ]
        assert alone or meant.join == "all" and any(f"“{demand.says}”" in each.sentence for each in found), (
            demand.says
        )
    assert len(found) >= len(deciding)


@pytest.mark.parametrize("standard", [each.id for each in DEFINED if each.applies_if])
def test_a_standard_that_does_not_arise_says_so(standard, tmp_path):
    """A standard with conditions on which it arises is planted where it does not."""
    assert plant_all(tmp_path, standard, "apart")


def test_planted_schemes_that_do_not_decide(tmp_path):
    """Schemes planted to lie outside a standard, and those planted to leave it to judgement, do so."""
    told = {
        way: [found for name in PLANTED["schemes"] for found in plant_all(tmp_path, name, way)]
        for way in ("apart", "open")
    }
    assert len(told["apart"]) > 10 and {found.verdict for found in told["apart"]} == {"NOT_APPLICABLE"}
    assert all("does not arise" in found.sentence for found in told["apart"])
    assert len(told["open"]) > 5 and {found.verdict for found in told["open"]} == {"JUDGEMENT"}
    assert all("eft to judgement: " in found.sentence and found.evidence for found in told["open"])


READS_CARD = {name for name in CONDITIONS if name.startswith(("card_", "input_", "sanctions_", "takes_"))} | {
    "applies_before_publication", "has_one_purpose", "is_ai_system", "outlives_register", "rests_on_no_fact",
}  # fmt: skip


def test_an_empty_card_passes_nothing_that_asks_for_it(tmp_path):
    """Without a card, a standard that reads only the card is not testable; if another one passes, something else decides."""
    findings = run_audit(plant(tmp_path, {}))
    asks = {found.standard.id: {demand.condition for demand in found.standard.demands} for found in findings}
    only = [found for found in findings if asks[found.standard.id] <= READS_CARD]
    assert len(only) >= 40 and {found.verdict for found in only} == {"NOT_TESTABLE"}
    assert all("Silence is no pass" in found.sentence for found in only)
    for found in findings:
        silent = [demand for demand in found.standard.demands if demand.condition in READS_CARD]
        if silent and found.verdict == "PASS":
            assert not any(f"“{demand.says}”" in found.sentence for demand in silent)


def test_an_age_that_only_an_assumption_states_is_not_testable(tmp_path):
    """A scheme whose assumed lowest age ranges from 14 to 18 neither passes nor fails the protection of
    children.
    """
    age = {"low": 14, "used": 18, "high": 18, "evidence": "assumed", "note": "no text says"}
    assert find(plant(tmp_path, {"min_age": age}), "UN-24").verdict == "NOT_TESTABLE"


def test_a_scheme_without_publication_is_outside_naming_standards(tmp_path):
    """Where nothing is published, standards on publication do not arise."""
    scheme = plant(tmp_path, {})
    assert {find(scheme, name).verdict for name in ("CoE-LB", "CN-REP-26-T")} == {"NOT_APPLICABLE"}


def test_bearing_says_where_a_standard_binds(tmp_path):
    """A European standard is a benchmark for a scheme elsewhere; one in force later than the scheme says
    since when.
    """
    chinese, european = plant(tmp_path, {}, "CN"), plant(tmp_path, {}, "DE")
    assert find(chinese, "EU-GDPR-5.1.e").bearing.startswith("a benchmark here")
    assert find(european, "EU-GDPR-5.1.e").bearing == "binding there; since when, this version does not say"
    assert find(european, "NL-SYRI").bearing.startswith("a benchmark here")
    assert find(chinese, "CN-REP-26-T").bearing.startswith("in force there since 2026-04-01")
    assert find(chinese, "UN-19").bearing.startswith("a benchmark here")


def test_a_later_phase_is_examined_too(tmp_path):
    """A rule that only a later phase brings is found, with its date in the evidence."""
    text = (
        "phases:\n  - {from: 2021-07-01, changes: {rules.talk: {event: petition_repeated, "
        "points: -5, lasts: 1 year}}}\n"
    )
    plant(tmp_path, {})
    path = tmp_path / "planted.yaml"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    finding = find(load_scheme(path), "CoE-10/11")
    assert finding.verdict == "FAIL" and "(from 2021-07-01)" in finding.evidence[0]


def test_every_listed_standard_is_examined():
    """No id comes twice, and there are over a hundred in all."""
    ids = [standard.id for standard in load_standards()]
    assert len(ids) == len(set(ids)) > 100


def test_standards_never_call_a_scheme_legal(tmp_path):
    """No finding and no standard says that something is legal or illegal, and verdicts and severities are
    those of the list.
    """
    for finding in run_audit(plant(tmp_path, {})):
        words = " ".join((finding.sentence, finding.standard.plain, finding.standard.note))
        assert not re.search(r"\b(is|are|be|was) (not )?(il)?(legal|lawful|unlawful)\b", words), words
        assert finding.verdict in VERDICTS and finding.standard.severity in SEVERITIES


def test_what_was_not_re_read_is_said(tmp_path):
    """A standard whose text was not re-read says so in its basis; house numbers stand beside what they
    decide.
    """
    findings = {finding.standard.id: finding for finding in run_audit(plant(tmp_path, {}))}
    assert "text not re-read for this version" in findings["EU-GDPR-16"].basis
    assert findings["EU-AIA-5.1.c.i"].standard.house_parameters


@pytest.mark.parametrize("name", list_schemes())
def test_every_scheme_can_be_examined(name):
    """Each standard comes to a verdict on each scheme that ships, and names what it rests on."""
    findings = run_audit(load_scheme(name))
    assert [finding.standard.id for finding in findings] and all(finding.sentence for finding in findings)
    assert all(finding.evidence for finding in findings if finding.verdict == "fail")


def test_information_never_passes():
    """A standard of severity 0 informs: nothing that a scheme says turns it into a pass or a fail."""
    verdicts = {(each.if_matched, each.if_different) for each in load_standards() if each.severity == 0}
    assert verdicts <= {("JUDGEMENT", "NOT_APPLICABLE"), ("JUDGEMENT", "JUDGEMENT")} and len(verdicts) == 2


def test_every_condition_serves_a_standard():
    """No condition lies idle, and every kind of event that a parameter names is in the shared vocabulary."""
    demands = [demand for standard in load_standards() for demand in standard.demands]
    assert {demand.condition for demand in demands} == {
        name for some in CONDITIONS_BY_MODE.values() for name in some
    }
    named = [demand.parameters.get("kinds", []) for demand in demands]
    lists = [kinds for each in named for kinds in (each.values() if isinstance(each, dict) else [each])]
    assert {kind for kinds in lists for kind in kinds} <= set(load_vocabulary().kinds)
    domains = {kind.domain for kind in load_vocabulary().kinds.values()}
    tables = [demand.parameters["related"] for demand in demands if "related" in demand.parameters]
    assert tables and all(set(table) <= domains for table in tables)
    assert all(set(related) <= set(DOMAINS) for table in tables for related in table.values())


def test_a_ban_of_the_ai_act_is_read_twice(tmp_path):
    """As it is, a ban waits for the word that there is an AI system; as if it were AI, it does not, and says so."""
    twice = [standard.id.removesuffix("-AI") for standard in DEFINED if standard.as_if]
    assert {"EU-AIA-5.1.c.i", "EU-AIA-5.1.d"} == set(twice)
    for name in twice:
        scheme = plant(tmp_path, {})
        as_it_is, as_if = find(scheme, name), find(scheme, f"{name}-AI")
        assert as_it_is.verdict == "NOT_TESTABLE" and as_it_is.evidence == ("absent: card.is_ai_system",)
        assert as_if.sentence.startswith("As if the system were an AI system: ")
        assert as_it_is.standard.title.endswith("as it is") and as_if.standard.title.endswith(
            "as if it were AI"
        )
        assert as_if.standard.conditions == as_it_is.standard.conditions


def test_counted_events_show_what_goes_in(tmp_path):
    """A rule on convictions is not outweighed by inputs that the card calls ordinary: the ground has to be stated."""
    blocks = {
        "rules": {"crime": {"event": "deliberate_crime", "points": -10, "lasts": "1 year"}},
        "card": {"inputs": [{"id": "court", "class": "ordinary"}]},
    }
    found = find(plant(tmp_path, blocks), "EU-GDPR-10")
    assert found.verdict == "NOT_TESTABLE" and "absent: card.inputs.ground" in found.evidence


def test_a_sanction_that_the_card_leaves_out_is_silence(tmp_path):
    """Describing one sanction says nothing of the file's other measures."""
    blocks = {"card": {"sanctions": [{"id": "another", "catalogue": "national", "in_law": True}]}}
    assert find(plant(tmp_path, blocks), "CN-49-PUN").verdict == "NOT_TESTABLE"
