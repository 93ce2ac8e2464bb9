"""The tables of chance hold what the plain form says, though rows that are alike are worked out once."""

from fractions import Fraction
from functools import cache
from math import prod
from random import Random

import numpy as np

from creditscape.simulation.lives import acceptance_tables, society_tables, stratum_number
from creditscape.society import load_society
from creditscape.words import ONE, alias_table, poisson_table, threshold

DRAWN = 40


@cache
def county():
    """The county in plain Python, one object for all tests."""
    return load_society("imaginary_county").plain()


def expect_acceptance(society, kind, on, conditions, known):
    """The threshold of one kind in one state, straight from docs/model.md."""
    group = society["groups"][kind["group"]]
    factors = [
        group["conditions"].get(name, 1)
        for k, name in enumerate(society["conditions"])
        if conditions >> k & 1
    ]
    for name in on:
        scored = society["responses"][name]["when"] == "scored"
        if known & (1 if scored else 2):
            factors.append(kind["responses"].get(name, 1))
    return threshold(prod(factors, start=Fraction(1)) / group["at_most"])


def test_acceptance_is_the_product_of_its_factors():
    """In every state a kind is accepted as often as its conditions and the responses that are on say, of what at_most leaves room for."""
    society, every = county(), tuple(county()["responses"])
    worlds = [every, every[1:], ()]
    table, profile = acceptance_tables(society, worlds)
    rng, thinned = Random("acceptance"), set()
    kinds = [(k, kind) for k, kind in enumerate(society["kinds"]) if kind["class"] != "attempt"]
    moved = [
        each for each in kinds if each[1]["responses"] or society["groups"][each[1]["group"]]["conditions"]
    ]
    for k, kind in rng.sample(moved, DRAWN) + rng.sample(kinds, DRAWN):
        for w, on in enumerate(worlds):
            for state in rng.sample(range(4 << len(society["conditions"])), DRAWN):
                assert table[w, profile[k], state] == expect_acceptance(society, kind, on, *divmod(state, 4))
            thinned.add((table[w, profile[k]] != table[w, profile[k], 0]).any())
    assert thinned == {True, False}  # not blind


def list_drawn_kinds(society, domain):
    """Kinds of a life domain that befall adults by chance: no attempts, nothing that falls due, no conduct of firms."""
    owed = {each["group"] for each in society["obligations"]}
    return [
        kind
        for kind in society["kinds"]
        if kind["domain"] == domain
        and kind["class"] != "attempt"
        and kind["group"] not in owed
        and kind["subject"] == "person"
    ]


def test_strata_have_their_own_rates():
    """A stratum's count and its choice among kinds follow from its own rates, also where it shares a table with others."""
    society, rng = county(), Random("strata")
    made, groups = society_tables(society), society["groups"]
    arrays, totals = made.arrays, set()
    domains = np.flatnonzero(arrays["stream_of"] >= 0)
    for domain in rng.choices(domains, k=DRAWN):
        kinds, n = list_drawn_kinds(society, domain), arrays["stream_of"][domain]
        numbers = arrays["column_kind"][n, : len(kinds)]
        assert [society["kinds"][made.kept[k]]["name"] for k in numbers] == [kind["name"] for kind in kinds]
        cell = tuple(rng.randrange(most) for most in (len(society["strata_ages"]) + 1, 2, 5, 2, 2))
        s = stratum_number(*cell)
        weights = [
            kind["share"] * groups[kind["group"]]["rates"][cell] * groups[kind["group"]]["at_most"]
            for kind in kinds
        ]
        counts = poisson_table(sum(weights, Fraction(0)))
        assert arrays["count_last"][n, s] == len(counts) - 1
        assert arrays["count_limit"][n, s, : len(counts)].tolist() == [min(x, ONE - 1) for x in counts]
        columns = [
            (0, k) if x == ONE else (x, a) for k, (x, a) in enumerate(zip(*alias_table(weights), strict=True))
        ]
        wide = 1 << arrays["column_bits"][n]
        found = arrays["column_limit"][n, s, :wide].tolist(), arrays["column_alias"][n, s, :wide].tolist()
        assert list(zip(*found, strict=True)) == columns
        totals.add(sum(weights))
    assert len(totals) > DRAWN // 2  # not blind
