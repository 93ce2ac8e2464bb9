"""Builders of tiny hand-made schemes and societies in plain form; tests change what they are about."""

from datetime import date
from fractions import Fraction

import pytest

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
    cells = [
        (a, s, i, g, p) for a in range(5) for s in (0, 1) for i in range(5) for g in (0, 1) for p in (0, 1)
    ]
    rates = {cell: Fraction(rate) for cell in cells}
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
