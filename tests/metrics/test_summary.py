"""The six sentences and the tidy frame, on made-up tables."""

import re
import sys
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from creditscape.metrics import (
    CAUSES,
    compare_persons,
    count_blocked_attempts,
    measure,
    measure_band_occupancy,
    measure_gaps,
    rank_rules,
    restricted_days_rate,
    say_frequency,
    say_rate,
    split_causes,
    summarise,
    wrongful_days_share,
)

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "report"))
make_run = import_module("fixture").make_run


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (0, 1000, "none"),
        (5, 5, "all 1,000"),
        (1, 16384, "fewer than 1 (1 of 16,384)"),
        (152, 1000, "152"),
        (24, 10_000, "2.4"),
        (99_999, 100_000, "more than 999"),
        (0, 0, "none"),
    ],
)
def test_frequencies_are_worded_with_care(numerator, denominator, words):
    """Zero, all, rare and nearly all are words; the rest is a number of 1,000."""
    assert say_frequency(numerator, denominator) == words


def test_errors_are_never_shown_as_zero():
    """An error too small to show is shown as the smallest that can be."""
    assert say_rate(24.0, 0.001) == "24.0 (±\u00a00.1)" and say_rate(14215.3, 175.2) == "14,215 (±\u00a0175)"


def test_six_sentences_with_denominators():
    """A summary has six sentences; each but the last-resort ones names its denominator, and wrongly never
    stands without spared.
    """
    sentences = summarise(make_run(years=2)).sentences
    assert len(sentences) == 6
    assert all(
        re.search(r"1,000 people|of every 1,000|of every 100", sentence, re.I) for sentence in sentences
    )
    assert all(("spared" in sentence) for sentence in sentences if "wrong" in sentence)
    assert "152 (±" in sentences[0] and "2 years" in sentences[0]


def test_nobody_restricted_is_said_in_words():
    """A run without a restricted person says so, and compares nobody."""
    sentences = summarise(make_run(years=1, communities=1, restricted=0, wrongly=0, spared=0)).sentences
    assert (
        sentences[0] == "None of the 3,276 people the scheme applies to was restricted on any day in 1 year."
    )
    assert "nobody was wrongly restricted, nobody was spared" in sentences[1]
    assert sentences[3] == "There was not a single restricted day." and "Too few" in sentences[4]


@pytest.mark.parametrize(("subjects", "many"), [("firm", "firms"), ("official", "officials")])
@pytest.mark.parametrize("restricted", [152, 0])
@pytest.mark.parametrize("reform", [False, True])
def test_sentences_speak_of_whoever_has_a_file(subjects, many, restricted, reform):
    """Where firms or officials have files, every sentence speaks of them and none of people; no figure changes."""
    run = make_run(years=1, restricted=restricted, wrongly=restricted // 6, spared=0, reform=reform)
    of_people = summarise(run).sentences
    run.manifest["subjects"] = subjects
    sentences = summarise(run).sentences
    assert not re.search("people|anybody", " ".join(sentences)) and many in sentences[0]
    assert re.findall(r"\d[\d,.]*", str(sentences)) == re.findall(r"\d[\d,.]*", str(of_people))


def test_groups_of_firms_are_those_of_their_representatives():
    """A firm has no income fifth of its own: the sentence names the fifth of whoever represents it."""
    run = make_run(years=1)
    run.manifest["subjects"] = "firm"
    assert "firms with a representative in the lowest income fifth" in summarise(run).sentences[4]


def test_without_true_records_nothing_is_called_wrong():
    """A run without the world of true records says that it cannot tell, and measures nothing against it."""
    run = make_run(years=1, worlds=("as_written", "no_scheme"))
    assert "cannot say who was wrongly restricted" in summarise(run).sentences[1]
    assert "share wrongly restricted" not in measure(run)["metric"].to_list()


def test_a_comparison_tells_of_both_worlds():
    """A comparison begins with better, worse and unchanged, and gives baseline and reform in every other
    sentence.
    """
    sentences = summarise(make_run(years=1, reform=True)).sentences
    assert len(sentences) == 6 and sentences[0].startswith(
        "Of every 1,000 people, the reform left 61 with fewer"
    )
    assert all(
        "under the baseline" in sentence.lower() and "under the reform" in sentence.lower()
        for sentence in sentences[1:]
    )


def test_a_comparison_says_once_what_both_share():
    """Where nothing can be contested under either scheme and nobody is wrongly restricted, it is said for both."""
    run = make_run(years=1, reform=True, wrongly=0, spared=0, redress=False)
    assert summarise(run).sentences[-1] == (
        "Under the baseline and under the reform alike, there was no wrong restriction to put right; "
        "of every 1,000 people, none were spared."
    )


def test_measure_is_tidy_by_any_dimension():
    """By income there are five rows for each of fifteen metrics, all with the same columns."""
    frame = measure(make_run(years=1), by="income")
    assert frame.height == 75 and frame["value"].unique().sort().to_list() == ["1", "2", "3", "4", "5"]
    assert set(measure_gaps(make_run(years=1), "income")["polarity"]) == {
        "not restricted",
        "restricted",
        "either",
    }


def test_rates_add_up_over_groups():
    """Restricted days of the income fifths add up to everybody's."""
    run = make_run(years=1)
    everybody, fifths = restricted_days_rate(run), restricted_days_rate(run, "income")
    assert (
        fifths["numerator"].sum() == everybody["numerator"].sum()
        and fifths["denominator"].sum() == everybody["denominator"].sum()
    )
    assert 0 < wrongful_days_share(run)["estimate"][0] < 1


def test_occupancy_of_a_month_adds_up_to_one():
    """The shares of all bands of a month add up to 1."""
    frame = measure_band_occupancy(make_run(years=1), "district")
    assert frame.group_by("month").agg(pl.col("share").sum())["share"].to_list() == pytest.approx([1.0] * 12)


def test_rules_are_ranked_and_split_by_cause():
    """The rule with most restricted days comes first, and its causes add up to them; ties go by name."""
    ranked = rank_rules(make_run(years=1), top=5)
    assert ranked.height == 5 and ranked["restricted_days"].is_sorted(descending=True)
    row = ranked.row(0, named=True)
    assert sum(row[cause] for cause in CAUSES) == row["restricted_days"]
    assert tuple(split_causes(make_run(years=1))["cause"]) == CAUSES


def test_blocked_attempts_come_most_blocked_first():
    """Attempts are summed over years, most blocked first."""
    blocked = count_blocked_attempts(make_run(years=2))
    assert blocked.height == 3 and blocked["blocked"].is_sorted(descending=True)


def test_a_comparison_counts_everybody_once():
    """Better, worse, mixed and unchanged add up to the persons of a group."""
    frame = compare_persons(make_run(years=1, reform=True), "group")
    assert (
        frame["persons"].sum()
        == make_run(years=1)
        .tables["persons"]
        .filter(outcome="subjects", dimension="all", world="as_written")["persons"]
        .sum()
    )
