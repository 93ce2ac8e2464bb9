"""Every standard is planted both ways; silence is never a pass; words are careful."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from creditscape.audit import SEVERITIES, VERDICTS, load_standards, load_unexamined, run_audit
from creditscape.scheme import list_schemes, load_scheme
from creditscape.words import read_document

BASE: dict[str, Any] = {
    "min_age": 18,
    "scores": {"points": {"start": 1000}},
    "bands": {"set": {"of": "points", "levels": [{"name": "A", "from": 960}, {"name": "B"}]}},
    "rules": {"fine": {"event": "traffic_fine_small", "points": -10, "lasts": "1 year"}},
    "measures": {
        "stop": {
            "title": "no flights",
            "kind": "restriction",
            "domain": "travel",
            "when": {"band": ["B"]},
            "severity": 2,
        }
    },
}
HEAD = """scheme: planted
title: A planted scheme
place: {{name: Nowhere, country: {country}}}
in_force: {{from: 2020-01-01}}
sources: {{text: {{title: Invented for a test, evidence: documented}}}}
cite: text
"""
PLANTED = read_document(Path(__file__).parent / "planted.yaml").data


def plant(folder: Path, blocks: dict[str, Any], country: str = "XX") -> Any:
    """A scheme made of the base and the given blocks, read from a file."""
    text = HEAD.format(country=country) + "".join(
        f"{name}: {json.dumps(block)}\n" for name, block in (BASE | blocks).items()
    )
    path = folder / "planted.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scheme(path)


def find(scheme: Any, standard: str) -> Any:
    return next(finding for finding in run_audit(scheme) if finding.standard.id == standard)


@pytest.mark.parametrize("standard", [standard.id for standard in load_standards()])
def test_a_standard_tells_planted_schemes_apart(standard, tmp_path):
    """The scheme planted to match gets the standard's grave verdict, the one planted not to match its mild
    one.
    """
    meant = next(entry for entry in load_standards() if entry.id == standard)
    matched, different = (
        find(plant(tmp_path, PLANTED[standard][way]), standard) for way in ("matches", "differs")
    )
    assert (matched.verdict, different.verdict) == (meant.if_matched, meant.if_different)
    assert matched.sentence.startswith("This definition matches") and matched.evidence
    assert different.sentence.startswith("This definition does not match")


def test_an_empty_card_passes_nothing_that_asks_for_it(tmp_path):
    """Without a card, every standard that reads card fields is not testable, and none of them passes."""
    findings = run_audit(plant(tmp_path, {}))
    reads = [f for f in findings if any(d.condition.startswith("card_") for d in f.standard.conditions)]
    assert len(reads) >= 14 and {f.verdict for f in reads} == {"NOT_TESTABLE"}
    assert all("Silence is no pass" in f.sentence for f in reads)


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
    assert find(european, "EU-GDPR-5.1.e").bearing == "in force there"
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


def test_a_run_is_audited_by_its_scheme(tmp_path):
    """Auditing a run is auditing the scheme it ran."""
    scheme = plant(tmp_path, {})
    assert run_audit(SimpleNamespace(tables={}, scheme=scheme)) == run_audit(scheme)


def test_every_listed_standard_is_examined_or_listed_as_not_examined():
    """No id is both examined and unexamined, none comes twice, and there are over a hundred in all."""
    ids = [standard.id for standard in (*load_standards(), *load_unexamined())]
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
