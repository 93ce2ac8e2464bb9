"""Milder variants and ranges, by hand: ratios over communities, what is named, and which assumption matters."""

from types import SimpleNamespace

import polars as pl
import pytest

from creditscape.metrics import (
    find_milder,
    find_range,
    has_milder,
    has_ranges,
    list_moved,
    list_variants,
    measure_effects,
    rank_factors,
    share_of,
    tabulate_variants,
    times_as_often,
)

SUBJECTS = [100, 100, 100]
SCHEME = {"restricted_days": [10, 20, 30], "breaches": [90, 80, 70], "wanted": [5, 5, 5]}
NOBODY = {"restricted_days": [0, 0, 0], "breaches": [100, 100, 100], "wanted": [5, 5, 5]}


def make_run(**variants):
    """A run with the table of variants. variants: counts of three communities by quantity."""
    told = {"no_scheme": NOBODY, "as_written": SCHEME, **variants}
    rows = [
        {"variant": variant, "quantity": quantity, "community": n, "count": count}
        for variant, counts in told.items()
        for quantity, each in {"subjects": SUBJECTS, **counts}.items()
        for n, count in enumerate(each)
    ]
    said = [
        {"name": name, "title": f"{name} title", "tried": True, "touched": ["rule a"], "why": ""}
        for name in variants
    ]
    said.append(
        {"name": "left", "title": "left out", "tried": False, "touched": [], "why": "nothing to change"}
    )
    return SimpleNamespace(tables={"milder": pl.DataFrame(rows)}, manifest={"milder": {"variants": said}})


def test_effect_by_hand():
    """60 breaches fewer of 300 people: 200 per 1,000; leaving out one community each gives 250, 200 and 150."""
    effect = measure_effects(make_run())["breaches"]
    half = 1.959963984540054 * (2 / 3 * (50**2 + 0 + 50**2)) ** 0.5
    assert effect.value == pytest.approx(200)
    assert (effect.low, effect.high) == (pytest.approx(200 - half), pytest.approx(200 + half))
    assert list_moved(make_run()) == ["breaches"]  # nobody does more of what is wanted


def test_a_milder_way_is_named():
    """The same effect with half the days is named; of two, the one with fewer days."""
    run = make_run(
        half={**SCHEME, "restricted_days": [5, 10, 15]}, less={**SCHEME, "restricted_days": [4, 8, 12]}
    )
    found = find_milder(run)
    assert found is not None
    assert found.name == "less" and found.surely and found.touched == ("rule a",)
    assert found.days.value == pytest.approx(0.4) and found.kept["breaches"].value == pytest.approx(1)
    assert has_milder(run) and [each.name for each in list_variants(run)] == ["half", "less"]
    assert set(tabulate_variants(run)["figure"]) == {"restricted days", "effect: breaches"}


@pytest.mark.parametrize(
    "variant",
    [
        {**SCHEME, "restricted_days": [9, 17, 25]},  # 85 % of the days: not far fewer
        {**SCHEME, "restricted_days": [1, 1, 1], "breaches": [91, 82, 73]},  # 90 % of the effect: not kept
    ],
)
def test_what_keeps_too_little_is_not_named(variant):
    """With more than 80 of 100 days, or less than 95 of 100 of the effect, nothing is named."""
    assert find_milder(make_run(other=variant)) is None


def test_unequal_communities_leave_it_open():
    """Where the communities disagree the variant is named, but not for sure."""
    run = make_run(other={**SCHEME, "restricted_days": [5, 10, 15], "breaches": [80, 80, 80]})
    found = find_milder(run)
    assert found is not None
    assert found.milder and not found.surely


def test_without_an_effect_nothing_is_milder():
    """A scheme that changes no act has no effect that a variant could keep: no variant is named, for whatever it saves."""
    run = make_run(none={**NOBODY})
    run.tables["milder"] = run.tables["milder"].with_columns(
        pl.when(pl.col("quantity") == "breaches").then(100).otherwise(pl.col("count")).alias("count")
    )
    assert list_moved(run) == [] and find_milder(run) is None
    assert list_variants(run)[0].days.value == 0


def make_design(first: float = 50, second: float = 10):
    """Four points of two topics; restricted = 100 at the values used, and moved by so much by each topic."""
    points = {0: (0, 0), 1: (-1, -1), 2: (1, -1), 3: (-1, 1), 4: (1, 1)}
    counts, settings = [], []
    for point, (a, b) in points.items():
        for quantity, count in (("subjects", 1000), ("restricted", int(100 + a * first + b * second))):
            counts += [
                {"world": "as_written", "quantity": quantity, "dimension": "all", "value": "all", "point": point, "count": count},
                {"world": "as_written", "quantity": quantity, "dimension": "income", "value": "1", "point": point, "count": count // 2},
                {"world": "as_written", "quantity": quantity, "dimension": "income", "value": "5", "point": point, "count": count // 4},
            ]  # fmt: skip
        settings += [
            {"factor": "one", "point": point, "setting": a},
            {"factor": "two", "point": point, "setting": b},
        ]
    return SimpleNamespace(
        tables={"ranges": pl.DataFrame(counts), "design": pl.DataFrame(settings)},
        manifest={"ranges": {"open": {"one": 3, "two": 4}}},
    )


def test_range_by_hand():
    """The least and greatest figure over the points, beside the one at the values used."""
    found = find_range(make_design(), share_of("restricted"))
    assert found is not None
    assert (found.used, found.low, found.high, found.points) == (100, 40, 160, 5)
    assert find_range(make_design(), share_of("wrongly_restricted", "spared")) is None


def test_the_topic_that_matters_comes_first():
    """Means at the ends of each topic, whatever the other topic does; the topic that moves the figure most comes first."""
    ranked = rank_factors(make_design(), share_of("restricted"))
    assert ranked.rows() == [("one", 3, 50.0, 150.0, 100.0), ("two", 4, 90.0, 110.0, 20.0)]
    turned = rank_factors(make_design(first=5, second=-30), share_of("restricted"))
    assert turned.rows() == [("two", 4, 130.0, 70.0, -60.0), ("one", 3, 95.0, 105.0, 10.0)]


def test_ratio_between_groups():
    """Of groups of 500 and 250 people, half and a quarter of the restricted: as often."""
    assert times_as_often("income", "1", "5")(make_design_point()) == pytest.approx(1)


def make_design_point():
    """The counts of point 0 as the results of a run."""
    rows = make_design().tables["ranges"].filter(point=0).rename({"quantity": "outcome", "count": "persons"})
    return SimpleNamespace(tables={"persons": rows}, manifest={})


def test_without_a_design():
    """A run that was not tried elsewhere has no range and no ranking."""
    run = SimpleNamespace(tables={}, manifest={})
    assert not has_ranges(run) and not has_milder(run)
    assert (
        find_range(run, share_of("restricted")) is None
        and rank_factors(run, share_of("restricted")).is_empty()
    )
