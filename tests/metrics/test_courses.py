"""The course of lives: changes of level, memory, and whether the score follows conduct."""

from math import erfc, exp, log, sqrt
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.metrics import (
    chi_squared_tail,
    find_memory,
    flips_a_year,
    measure_drift,
    measure_memory,
    measure_volatility,
)

counts = st.lists(st.integers(0, 30), min_size=8, max_size=8)


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def make_triples(numbers):
    """Three years in a row over two levels, in the order AAA, AAB, ABA ... BBB."""
    paths = [(a, b, c) for a in "AB" for b in "AB" for c in "AB"]
    rows = [
        {"world": "as_written", "set": "s", "from": a, "through": b, "to": c, "community": 0, "persons": many}
        for (a, b, c), many in zip(paths, numbers, strict=True)
    ]
    return pl.DataFrame(rows, schema_overrides={"persons": pl.Int64})


def test_flips_for_a_year_lived():
    """Three changes in two person-years make 1.5; a group with fewer than 50 person-years, or 5 changes, shows nothing."""
    days = 365.25
    rows = [
        {"world": "as_written", "set": "s", "dimension": dimension, "value": value, "community": 0, "year": 0}
        | {"up": up, "down": down, "subject_days": round(years * days * 4)}
        for dimension, value, up, down, years in (
            ("all", "all", 4, 8, 2),
            ("group", "a", 2, 4, 20),
            ("group", "b", 1, 3, 20),
            ("group", "c", 9, 9, 10),
        )
    ]
    run = SimpleNamespace(tables={"flips": pl.DataFrame(rows)}, manifest={})
    assert flips_a_year(run, "s") == about(1.5)
    groups = measure_volatility(run, "s", "group")
    assert groups["shown"].to_list() == [True, False, False] and groups["estimate"][0] == about(6 / 80)
    assert flips_a_year(run, "none") is None


@given(counts)
def test_memory_by_the_formula(numbers):
    """The ratio of likelihoods written out once more, as a sum over the level in between."""
    found = find_memory(make_triples(numbers))
    n = {
        path: many
        for path, many in zip(((a, b, c) for a in "AB" for b in "AB" for c in "AB"), numbers, strict=True)
    }
    ratio, freedom = 0.0, 0
    for b in "AB":
        table = [[n[a, b, c] for c in "AB"] for a in "AB"]
        rows, columns, whole = (
            [sum(r) for r in table],
            [sum(c) for c in zip(*table, strict=True)],
            sum(map(sum, table)),
        )
        freedom += (sum(map(bool, rows)) - 1) * (sum(map(bool, columns)) - 1) if whole else 0
        ratio += 2 * sum(
            m * log(m / (rows[i] * columns[j] / whole))
            for i, row in enumerate(table)
            for j, m in enumerate(row)
            if m
        )
    if not freedom:
        assert found is None
    else:
        assert found is not None and found.freedom == freedom and 0 <= found.misplaced <= 1
        assert found.ratio == pytest.approx(ratio, rel=1e-9, abs=1e-9)


def test_a_chain_has_no_memory_and_a_swing_has():
    """Where the last level tells all, nothing is misplaced; where people return to where they were, half of them are."""
    chain = find_memory(make_triples([9, 3, 3, 9, 9, 3, 3, 9]))
    assert chain is not None and (chain.ratio, chain.misplaced) == about((0, 0)) and chain.chance == 1
    run = SimpleNamespace(tables={"triples": make_triples([50, 0, 50, 0, 0, 50, 0, 50])}, manifest={})
    swing = measure_memory(run, "s")
    assert swing is not None and swing.misplaced == about(0.5) and swing.chance < 1e-12
    assert swing.ratio == about(2 * 200 * log(2))


def test_tail_of_chi_squared():
    """Closed forms of one, two, three and four degrees of freedom; scipy where it is at hand."""
    for x in (0.1, 1.0, 3.84, 20.0):
        half = x / 2
        assert chi_squared_tail(x, 1) == about(erfc(sqrt(half)))
        assert chi_squared_tail(x, 2) == about(exp(-half))
        assert chi_squared_tail(x, 3) == about(
            erfc(sqrt(half)) + 2 * sqrt(half / 3.141592653589793) * exp(-half)
        )
        assert chi_squared_tail(x, 4) == about(exp(-half) * (1 + half))
    assert chi_squared_tail(0, 5) == 1


def test_correlation_from_sums():
    """Two communities of three people: the correlation of all six, and none where all have the same points."""
    people = [[(100, 0), (90, 1), (70, 2)], [(100, 1), (80, 1), (60, 4)]]
    rows = [
        {"world": "as_written", "score": "s", "community": c, "at": 1, "persons": len(some)}
        | {"points": sum(p for p, _ in some), "acts": sum(a for _, a in some)}
        | {"points_squared": sum(p * p for p, _ in some), "acts_squared": sum(a * a for _, a in some)}
        | {"points_times_acts": sum(p * a for p, a in some)}
        for c, some in enumerate(people)
    ]
    rows.append({**rows[0], "at": 2, "points": 300, "points_squared": 30000, "points_times_acts": 300})
    found = measure_drift(SimpleNamespace(tables={"drift": pl.DataFrame(rows)}, manifest={}), "s")
    everybody = [each for some in people for each in some]
    mean_p, mean_a = (sum(each[k] for each in everybody) / 6 for k in (0, 1))
    covariance = sum((p - mean_p) * (a - mean_a) for p, a in everybody)
    spread = sum((p - mean_p) ** 2 for p, _ in everybody) * sum((a - mean_a) ** 2 for _, a in everybody)
    assert found["correlation"].to_list() == [about(covariance / sqrt(spread)), None]
    assert found["persons"].to_list() == [6, 3] and found["acts"].to_list() == [9, 3]
