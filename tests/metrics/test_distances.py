"""Distances and rates with closed forms: scores against scores, groups given away, the base rate, spill-over, what is given up."""

from math import log
from types import SimpleNamespace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditscape.metrics import (
    Limits,
    chilling_index,
    contagion_share,
    entropy,
    error_inequality,
    false_alarms_per_hit,
    false_report_days,
    false_report_share,
    implied_false_positive_rate,
    leak_exposure,
    list_civic_kinds,
    lower_share,
    measure_entropy,
    measure_gap,
    measure_load,
    measure_score_leak,
    measure_within,
    measures_at_once,
    rare_event_precision,
    rate_difference,
    reach_of_conduct,
    scar_share,
    score_shift,
    share_many,
    share_restricted_by_conduct,
    spill_over_index,
)
from creditscape.words import InputError

crowd = st.dictionaries(st.integers(0, 20), st.integers(1, 5), min_size=1, max_size=8)
W = "as_written"


def about(value):
    return pytest.approx(value, rel=1e-12, abs=1e-12)


def draw(persons):
    """A histogram: persons by score."""
    rows = sorted(persons.items())
    return pl.DataFrame({"bin": [b for b, _ in rows], "persons": [n for _, n in rows]})


def make_run(**tables):
    """A run with some tables, each a list of rows without the world."""
    frames = {name: pl.DataFrame([{"world": W} | row for row in rows]) for name, rows in tables.items()}
    return SimpleNamespace(tables=frames, manifest={"worlds": [W]})


def test_rare_things_drown():
    """Golden: of 1,000 people 2 are to be found, 9 of 10 are, and 1 of 100 others too: 15.3 % of hits, 5.5 false alarms for each."""
    precision = rare_event_precision(0.002, 0.9, 0.01)
    assert precision is not None
    assert precision == about(0.0018 / (0.0018 + 0.00998)) and precision == pytest.approx(0.153, abs=5e-4)
    assert false_alarms_per_hit(precision) == pytest.approx(5.5, abs=0.05)
    assert rare_event_precision(0, 0.9, 0) is None and false_alarms_per_hit(0) is None
    with pytest.raises(InputError, match="between 0 and 1"):
        rare_event_precision(2, 0.9, 0.01)


def test_the_impossibility_holds_in_the_fixture():
    """Golden: precision 0.5 in both groups, yet false positive rates of 0.125 and 0.5 follow from prevalence and FNR."""
    assert implied_false_positive_rate(0.2, 0.5, 0.5) == about(0.125)
    assert implied_false_positive_rate(0.4, 0.5, 0.25) == about(0.5)
    assert implied_false_positive_rate(1, 0.5, 0.5) is None


def test_inequality_of_errors():
    """Golden: the fixture of the facts has the 0.15674 and 0.11983 of AIF360; the formulas once more from people."""
    counts = pl.DataFrame(
        {"true_positive": [1, 3], "false_positive": [1, 3], "false_negative": [1, 1], "true_negative": [7, 3]}
    )
    benefits = [2] * 4 + [0] * 2 + [1] * 14
    shares = [b / 1.1 for b in benefits]
    assert error_inequality(counts) == about(sum(s * log(s) for s in shares if s) / 20)
    assert error_inequality(counts) == pytest.approx(0.15674, abs=5e-6)
    assert error_inequality(counts, 2) == about(sum(s * s - 1 for s in shares) / 40)
    assert error_inequality(counts, 2) == pytest.approx(0.11983, abs=5e-6)
    assert error_inequality(counts.clear()) is None
    with pytest.raises(InputError, match="allowed: 1, 2"):
        error_inequality(counts, 3)


def test_scores_are_carried():
    """Five points for everybody make a distance of five; crowds of other sizes are compared by their shares."""
    assert score_shift(draw({600: 2, 700: 2}), draw({605: 1, 705: 1})) == about(5)
    assert score_shift(draw({0: 1}), draw({0: 1, 10: 3})) == about(7.5)
    assert score_shift(draw({0: 1}), draw({}).cast(pl.Int64)) is None


@given(crowd, crowd)
def test_distance_and_area_by_people(one, other):
    """Both figures once more from people: the mean gap of those of equal rank, and every pair compared."""
    first = sorted(s for s, n in one.items() for _ in range(n * sum(other.values())))
    second = sorted(s for s, n in other.items() for _ in range(n * sum(one.values())))
    shift = sum(abs(a - b) for a, b in zip(first, second, strict=True)) / len(first)
    assert score_shift(draw(one), draw(other)) == about(shift)
    pairs = [((a < b) + (a == b) / 2, n * m) for a, n in one.items() for b, m in other.items()]
    area = sum(won * many for won, many in pairs) / sum(many for _, many in pairs)
    assert lower_share(draw(one), draw(other)) == about(area)


def test_a_score_gives_a_group_away():
    """On the last morning the minority stands below all others, in the end as in every pair; small groups show nothing."""
    rows = [
        {"score": "s", "dimension": "group", "value": value, "at": at, "bin": score, "persons": 60}
        for value, score in (("majority", 700), ("minority", 600))
        for at in (0, 1)
    ]
    run = make_run(scores=rows)
    assert measure_score_leak(run, "s", "group")["auc"].to_list() == [0, 1]
    assert measure_score_leak(run, "s", "group", limits=Limits(people=61))["auc"].to_list() == [None, None]


def test_entropy():
    """All in one band: 0; evenly in three: ln 3; month by month from the table; other numbers are refused."""
    assert entropy([1.0, 0.0]) == 0 and entropy([1 / 3] * 3) == about(1.0986122886681098)
    rows = [
        {"quantity": "band", "set": "s", "level": level, "dimension": "all", "value": "all", "month": month}
        | {"person_days": days, "at_end": 0}
        for month, some in ((0, (10, 10)), (1, (20, 0)), (2, (0, 0)))
        for level, days in zip("AB", some, strict=True)
    ]
    assert measure_entropy(make_run(stock=rows), "s").rows() == [(0, about(0.6931471805599453)), (1, 0.0)]
    with pytest.raises(InputError, match="add up to 1"):
        entropy([0.5, 0.6])


def test_spill_over():
    """With each domain related to itself alone, it is what lies off the diagonal; by the house table, traffic and travel are related."""
    flow = pl.DataFrame({"conduct": ["a", "a", "b"], "measure": ["a", "b", "b"], "days": [60, 30, 10]})
    assert spill_over_index(flow, {"a": ["a"], "b": ["b"]}) == about(0.3)
    assert spill_over_index(flow, {}) == 1 and spill_over_index(flow.clear()) is None
    assert reach_of_conduct(flow, {"a": ["a"], "b": ["b"]}).rows() == [("a", 90, 30, 1), ("b", 10, 0, 0)]
    house = pl.DataFrame({"conduct": ["traffic", "speech"], "measure": ["travel", "travel"], "days": [3, 1]})
    assert spill_over_index(house) == about(0.25)


def test_what_brings_less_than_nothing_is_left_out():
    """A domain that on balance keeps measures away does not make the others spill over less."""
    flow = pl.DataFrame({"conduct": ["a", "b"], "measure": ["b", "b"], "days": [30, -10]})
    assert spill_over_index(flow, {}) == 1 and reach_of_conduct(flow, {})["unrelated_domains"].to_list() == [
        1,
        0,
    ]


def test_many_at_once():
    """Ten days with one restriction and thirty with three: 2.5 at a time, three quarters of the days with several."""
    run = make_run(
        load=[
            {"community": c, "measures": m, "domains": 1, "days": d}
            for c in (0, 1)
            for m, d in ((1, 5), (3, 15))
        ]
    )
    assert measure_load(run)["days"].to_list() == [10, 30] and measures_at_once(run) == about(2.5)
    assert share_many(run) == about(0.75) and share_many(run, 4) == 0
    assert measures_at_once(run, "other") is None


def test_what_people_give_up():
    """Of 40 petitions 30 are left: a quarter is given up; unlawful acts and good deeds are no civic acts."""
    rows = [
        {"world": world, "kind": kind, "year": 0, "real": real}
        for world, many in ((W, 30), ("no_scheme", 40))
        for kind, real in (("petition_to_province", many), ("slander", 99))
    ]
    run = SimpleNamespace(tables={"events": pl.DataFrame(rows)}, manifest={"worlds": [W, "no_scheme"]})
    assert chilling_index(run) == about(0.25) and chilling_index(run, ["nothing"]) is None
    assert "slander" not in list_civic_kinds() and "official_criticised" in list_civic_kinds()
    with pytest.raises(InputError, match="no world 'full_sight'"):
        chilling_index(run, against="full_sight")


def test_a_scar():
    """A shock opens a gap of 20 points, of which 5 are left; where no gap opens there is no scar."""
    rows = [
        {
            "world": world,
            "score": "s",
            "dimension": "all",
            "value": "all",
            "at": at,
            "bin": score,
            "persons": 10,
        }
        for world, scores in ((W, (100, 80, 95)), ("without_hack", (100, 100, 100)))
        for at, score in enumerate(scores)
    ]
    run = SimpleNamespace(tables={"scores": pl.DataFrame(rows)}, manifest={"worlds": [W, "without_hack"]})
    gaps = measure_gap(run, "s", "without_hack")
    assert gaps["gap"].to_list() == [0, 20, 5] and scar_share(gaps) == about(0.25)
    assert scar_share(measure_gap(run, "s", W, "without_hack")) is None


def test_causes_and_reports():
    """Shares of parts, of records with no event behind them, and of persons exposed, by hand."""
    parts = (("unlawful conduct", 90), ("conduct of others", 30))
    causes = [{"cause": c, "dimension": "all", "value": "all", "sixtieths": n} for c, n in parts]
    rules = [
        {"rule": rule, "cause": cause, "year": 0, "records": records, "restricted_days": days}
        for rule, cause, records, days in (
            ("told", "no_event", 5, 40),
            ("told", "own_lawful", 15, 90),
            ("r", "own_breach", 80, 9),
        )
    ]
    stock = [{"quantity": "subjects", "dimension": "all", "value": "all", "person_days": 36525}]
    persons = [{"outcome": "subjects", "dimension": "all", "value": "all", "persons": 200}]
    leaks = [
        {"shock": "hack", "exposed": 30, "restricted": 1},
        {"shock": "theft", "exposed": 10, "restricted": 1},
    ]
    run = make_run(causes=causes, rules=rules, stock=stock, persons=persons, leaks=leaks)
    assert contagion_share(run) == about(0.25)
    assert (false_report_share(run), false_report_share(run, ["told"]), false_report_share(run, [])) == (
        0.05,
        0.25,
        None,
    )
    assert false_report_days(run, ["told"]) == about(400)
    assert leak_exposure(run) == about(200) and leak_exposure(run, {"theft": 2.0}) == about(100)


def test_gaps_at_like_conduct():
    """Of those who never breached one group is restricted twice as often; of those who did, both alike."""
    persons = [
        {"outcome": outcome, "dimension": "group", "value": value, "persons": count}
        for value, counts in (("a", (1000, 260, 600, 60)), ("b", (1000, 320, 600, 120)))
        for outcome, count in zip(
            ("subjects", "restricted", "never_breached", "restricted_never_breached"), counts, strict=True
        )
    ]
    shares = share_restricted_by_conduct(make_run(persons=persons), "group")
    gaps = [rate_difference(shares.filter(conduct=c)) for c in ("never breached", "breached")]
    assert gaps == about([0.1, 0])


def test_gaps_within_strata():
    """A gap between groups that is only one of income is gone within each fifth."""
    rows = [
        {"year": 0, "income": income, "group": group, "sex": "men", "age": "30-44", "place": "rural"}
        | {"subject_days": days, "restricted_days": days * rate // 100, "wrong_days": 0, "spared_days": 0}
        for income, rate, both in ((1, 20, (30_000, 90_000)), (5, 5, (90_000, 30_000)))
        for group, days in zip(("majority", "minority"), both, strict=True)
    ]
    run = make_run(cross=rows)
    within = measure_within(run, "group", "income")
    assert within.rows() == [("1", 120_000, 1, 0), ("5", 120_000, 1, 0)]
    small = measure_within(run, "group", "income", limits=Limits(people=100))
    assert small["ratio"].to_list() == [None, None]
    with pytest.raises(InputError, match="stands there twice"):
        measure_within(run, "group", "group")
