"""Builders of tiny hand-made schemes and societies in plain form; tests change what they are about."""

from datetime import date
from fractions import Fraction
from itertools import product

import pytest

CELLS = list(product(range(5), (0, 1), range(5), (0, 1), (0, 1)))
SURE, NOBODY = dict.fromkeys(CELLS, Fraction(1)), dict.fromkeys(CELLS, Fraction(0))
BOTH, NONE = ({"wrong": Fraction(share), "right": Fraction(share)} for share in (1, 0))

BANDS = {
    "grade": {
        "of": "points",
        "levels": [
            {"name": "good", "from": 100},
            {"name": "low", "from": 50},
            {"name": "last", "from": None},
        ],
        "lowest": 20,
    }
}


def _write_rule(*events, rank=0, **options):
    plain = {
        "events": list(events),
        "effect": "points",
        "score": None,
        "points": None,
        "drop": None,
        "list": None,
        "lasts": None,
        "repeats_with": None,
        "cap": None,
        "fades": None,
        "repairs": [],
        "rank": rank,
    } | options
    if plain["effect"] in ("points", "drop"):
        plain["score"] = plain["score"] or "points"
    return plain


def _write_phase(rules, **blocks):
    return {
        "from": None,
        "scores": {"points": {"start": 100, "floor": None, "ceiling": None}},
        "bands": BANDS,
        "caps": {},
        "rules": rules,
        "lists": {},
        "measures": {},
    } | blocks


def _write_scheme(rules, *later_phases, one_act="largest", start=(2020, 1, 1), **blocks):
    return {
        "id": "tiny",
        "title": "Tiny",
        "min_age": 18,
        "start_day": date(*start).toordinal(),
        "standing": False,
        "one_act": one_act,
        "phases": [_write_phase(rules, **blocks), *later_phases],
    }


def _write_kind(name, **options):
    return {
        "name": name,
        "reads_as": name,
        "class": "conduct",
        "domain": 1,
        "lawful": False,
        "gravity": 2,
        "group": "acts",
        "share": Fraction(1),
        "responses": {},
        "coverage": {(p, g): Fraction(1) for p in (0, 1) for g in (0, 1)},
        "delay": [(1, Fraction(1))],
        "episode": [],
        "starts": None,
        "amount": [],
    } | options


def _write_society(kinds, rate=Fraction(3), at_most=Fraction(1), conditions=None, **options):
    rates = {cell: Fraction(rate) for cell in CELLS}
    survival = [Fraction(max(0, 100 - age), 100) for age in range(111)]
    return {
        "id": "tiny",
        "size": 64,
        "urban": Fraction(1, 2),
        "women": Fraction(1, 2),
        "minority": Fraction(1, 10),
        "aware": Fraction(1),
        "births": Fraction(1, 8),
        "ages": [[(0, 7305, Fraction(1, 4)), (7305, 29220, Fraction(3, 4))]] * 2,
        "survival": survival,
        "strata_ages": [14, 30, 45, 60],
        "holidays": [],
        "groups": {"acts": {"at_most": at_most, "rates": rates, "conditions": conditions or {}}},
        "kinds": kinds,
        "conditions": [],
        "responses": {},
    } | options


def _write_redress(**options):
    """Everybody is told, contests after three days, and is right."""
    return {
        "told": SURE,
        "finds": NOBODY,
        "finds_after": [(5, Fraction(1))],
        "files": {"wrong": SURE, "right": SURE},
        "without_reasons": Fraction(1),
        "files_after": [(3, Fraction(1))],
        "upheld": {"keeper": BOTH, "subject": NONE},
        "goes_on": BOTH,
        "review": BOTH,
        "reinserted": Fraction(0),
        "reinserted_after": [(30, Fraction(1))],
        "office": None,
    } | options


def _write_process(**options):
    return {
        "notice": "arrival",
        "reasons": True,
        "within": None,
        "proof": "keeper",
        "suspends": False,
        "decided": None,
        "unanswered": "waits",
        "corrected": None,
        "corrects": "every",
        "review": None,
        "except": [],
    } | options


@pytest.fixture
def write_rule():
    """A rule in plain form: kinds, then what differs from a rule without options."""
    return _write_rule


@pytest.fixture
def write_phase():
    """A phase in plain form."""
    return _write_phase


@pytest.fixture
def write_scheme():
    """A scheme in plain form, one score from 100: rules, later phases, blocks of the first phase."""
    return _write_scheme


@pytest.fixture
def write_kind():
    """A kind of a society in plain form, always recorded on the next day."""
    return _write_kind


@pytest.fixture
def write_society():
    """A society of 64 in plain form."""
    return _write_society


@pytest.fixture
def write_redress():
    """Redress in plain form: everybody is told, contests after three days, and wins where the keeper has to prove."""
    return _write_redress


@pytest.fixture
def write_process():
    """The process of a phase in plain form: a notice on arrival, an answer on the next morning, corrected at once."""
    return _write_process


@pytest.fixture
def write_disputes():
    """A scheme of one rule with a process (from steps), and a society with redress (from what differs) and false records."""

    def write(table=None, *, rules=None, faults=(), rate=3, blocks=None, **steps):
        scheme = _write_scheme(
            rules or {"r": _write_rule("a", points={"fixed": -10}, lasts=("days", 120))},
            process=_write_process(**steps),
            **blocks or {},
        )
        wrong = {"class": "false_record", "reads_as": "a", "domain": 2, "share": Fraction(1, 2)}
        kinds = [_write_kind("a"), _write_kind("wrong", **wrong)]
        society = _write_society(kinds, rate=Fraction(rate), faults=list(faults))
        return scheme, society | {"redress": _write_redress(**table or {})}

    return write
