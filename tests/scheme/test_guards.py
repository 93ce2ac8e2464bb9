"""Planted faults: with a guard switched off, what it refuses gets past it, so tests of refusals can fail."""

import re

import pytest

from creditscape.scheme import load_scheme
from creditscape.words import InputError

SOUND = """\
scheme: small
title: A small scheme
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources: {law: {title: Law, evidence: documented}, guess: {title: Guess, evidence: assumed}}
cite: law
scores: {points: {start: 1000, floor: 0}}
bands: {main: {of: points, levels: [{name: A, from: 900}, {name: B, from: 600}, {name: C}], lowest: 100}}
caps: {yearly: {points: 40}}
rules:
  fine: {event: traffic_fine_small, points: -10, lasts: 1 year}
  given: {event: volunteer_shift, points: 5, cap: yearly}
  drunk: {event: drunk_driving, drop: {band: main, to: C}}
  late: {event: loan_payment_missed, list: late}
  paid: {event: judgment_performed, repairs: late}
lists: {late: {publication: on arrival}}
measures: {shut: {kind: restriction, domain: credit, when: {listed: late}, severity: 2}}
process: {notice: none, reasons: false, proof: subject, suspends: false, except: [fine]}
phases: [{from: 2021-01-01, changes: {rules.fine.points: -20}}]
"""
COHERENCE = "creditscape.scheme.coherence._Coherence"

# guard, what stands in for it, sound words, bad words, code
GUARDS = [
    (f"{COHERENCE}._check_bands", None, "from: 600", "from: 950", "E207"),
    (f"{COHERENCE}._check_drop", None, ", lowest: 100", "", "E246"),
    (
        f"{COHERENCE}._check_twins",
        None,
        "  given:",
        "  twin: {event: traffic_fine_small, points: -10, lasts: 1 year}\n  given:",
        "E215",
    ),
    (f"{COHERENCE}._check_caps", None, "points: -10,", "points: -10, cap: yearly,", "E247"),
    (f"{COHERENCE}._check_repairs", None, "repairs: late", "repairs: paid", "E248"),
    (f"{COHERENCE}._check_process", None, "except: [fine]", "except: [fin]", "E209"),
    (
        "creditscape.words.provenance.check_word",
        None,
        "proof: subject",
        "proof: {used: subject, x: 1}",
        "E201",
    ),
    (f"{COHERENCE}._check_when", None, "listed: late", "listed: nobody", "E209"),
    (f"{COHERENCE}._check_kind", None, "event: traffic_fine_small", "event: no_such_thing", "E209"),
    (f"{COHERENCE}._check_frame", None, "floor: 0", "floor: 1001", "E210"),
    (
        "creditscape.words.provenance.check_range",
        False,
        "points: -10,",
        "points: {low: 1, used: 9, high: 3},",
        "E244",
    ),
    ("creditscape.words.provenance.UNKNOWN", (), "cite: law\n", "cite: guess\n", "E242"),
    ("creditscape.scheme.fields.LARGEST", 10**12, "points: -10,", "points: -10000000,", "E210"),
    ("creditscape.words.intake.UNSEEN", re.compile("$^"), "A small", "A \u202esmall", "E113"),
    ("creditscape.words.scanner.check_seen", None, "title: A small", 'title: "A \\u202esmall"', "E113"),
    (
        "creditscape.words.scanner.DEEPEST",
        99,
        "title: A small scheme",
        "title: " + "[" * 40 + "]" * 40,
        "E109",
    ),
    ("creditscape.words.scanner.LONGEST_SCALAR", 9999, "A small", "A" * 5000, "E111"),
    ("creditscape.words.scanner._Builder._check", None, "title: A small scheme", "title: !x A", "E112"),
    ("creditscape.words.scalars._AMBIGUOUS", frozenset(), "title: A small scheme", "title: no", "E114"),
    ("creditscape.scheme.drafts.DATED", ("title",), "rules.fine.points: -20", "title: x", "E209"),
]


def find_code(path):
    """The code with which a file is refused, or what else came of it."""
    try:
        load_scheme(path)
    except InputError as error:
        return error.code
    except Exception as error:
        return type(error).__name__
    return "none"


@pytest.mark.parametrize(("guard", "instead", "old", "new", "code"), GUARDS)
def test_guard(guard, instead, old, new, code, tmp_path, monkeypatch):
    """Each guard alone is what refuses: without it the bad file is refused no more, or for another reason."""
    path = tmp_path / "s.yaml"
    path.write_text(SOUND.replace(old, new, 1), encoding="utf-8")
    assert find_code(path) == code
    monkeypatch.setattr(guard, (lambda *_: instead) if instead in (None, False) else instead)
    assert find_code(path) != code


def test_limit(tmp_path, monkeypatch):
    """The limit of rules is what refuses a scheme of too many."""
    (tmp_path / "s.yaml").write_text(SOUND)
    monkeypatch.setattr("creditscape.scheme.coherence.MOST_RULES", 4)
    assert find_code(tmp_path / "s.yaml") == "E303"


def test_sound(tmp_path):
    """The scheme that the bad ones are made from is sound."""
    (tmp_path / "s.yaml").write_text(SOUND)
    assert find_code(tmp_path / "s.yaml") == "none"
