"""The five sentences and the tidy frame, on made-up tables."""

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


def test_five_answers_with_denominators():
    """A summary has five answers, in natural frequencies; wrongly never stands without spared."""
    sentences = summarise(make_run(years=2)).sentences
    assert len(sentences) == 5
    assert all(re.search(r"of every 1,000|of every 100", sentence, re.I) for sentence in sentences[:4])
    assert all(("spared" in sentence) for sentence in sentences if "wrongly" in sentence)
    assert "152 (±" in sentences[0] and "2 years" in sentences[0]


def test_nobody_restricted_is_said_in_words():
    """A run without a restricted person says so five times, and compares nobody."""
    run = make_run(years=1, communities=1, restricted=0, wrongly=0, spared=0)
    sentences = summarise(run).sentences
    assert (
        sentences[0] == "None of the 3,276 people the scheme applies to was restricted on any day in 1 year."
    )
    assert sentences[1].startswith("Nobody was restricted, so nobody wrongly")
    assert sentences[2] == "Nobody bears it, for there was not a single restricted day."
    assert sentences[3].startswith("There was no wrong restriction to put right")
    assert sentences[4] == "Whether there is a milder way, this run cannot say: run it with --milder."


def test_everybody_restricted_is_said_in_words():
    """Where everybody is restricted nobody bears it more than another, and all means all."""
    run = make_run(years=1, restricted=1000, wrongly=1000, spared=0)
    everybody = (
        pl.col("persons").filter(pl.col("outcome") == "subjects").first().over("world", "dimension", "value")
    )
    whole = ("restricted", "wrongly_restricted", "restricted_without_breach")
    run.tables["persons"] = run.tables["persons"].with_columns(
        pl.when(pl.col("outcome").is_in(whole) & (pl.col("world") == "as_written"))
        .then(everybody)
        .otherwise(pl.col("persons"))
        .alias("persons")
    )
    sentences = summarise(run).sentences
    assert "all 1,000 were restricted" in sentences[0]
    assert "all had no breach" in sentences[1] and "Of the 100, all were wrongly" in sentences[1]
    assert sentences[2].startswith("No group by income")


def test_no_appeal_is_said_in_words():
    """Where nothing can be contested, none of the wrongly restricted could put it right."""
    sentence = summarise(make_run(years=1, redress=False)).sentences[3]
    assert re.match(
        r"None of the \d+ people wrongly restricted could put it right: nothing was open to contest", sentence
    )
    assert "spared" in sentence


NOBODY = {"restricted_days": 0, "breaches": 100, "wanted": 5}
SCHEME = {"restricted_days": 20, "breaches": 80, "wanted": 5}
HALF = {"restricted_days": 10, "breaches": 80, "wanted": 5}
LESS = {"restricted_days": 10, "breaches": 90, "wanted": 5}


@pytest.mark.parametrize(
    ("scheme", "variant", "words"),
    [
        (
            SCHEME,
            HALF,
            "There is a milder way: if the first time is a warning, 50 of every 100 restricted days would do as much",
        ),
        (SCHEME, LESS, "Of 1 milder ways tried, none kept the effect"),
        (NOBODY | {"restricted_days": 20}, HALF, "it changed none of the acts it is about"),
    ],
)
def test_a_milder_way_is_told(scheme, variant, words):
    """The fifth answer says whether there was an effect to keep, and which variant kept it with fewer days."""
    run = make_run(years=1)
    told = {"no_scheme": NOBODY, "as_written": scheme, "warning_first": variant}
    run.tables["milder"] = pl.DataFrame(
        [
            {"variant": name, "quantity": quantity, "community": n, "count": count}
            for name, counts in told.items()
            for quantity, count in {"subjects": 100, **counts}.items()
            for n in range(3)
        ]
    )
    variants = [
        {
            "name": "warning_first",
            "title": "the first time is a warning",
            "tried": True,
            "touched": [],
            "why": "",
        }
    ]
    run.manifest["milder"] = {"variants": variants, "assumed_responses": ["caution"]}
    assert words in summarise(run).sentences[4]


def syllables(word: str) -> int:
    """Syllables of an English word, near enough: groups of vowels, less a silent e; a number counts as one."""
    letters = re.sub("[^a-z]", "", word.lower())
    found = len(re.findall("[aeiouy]+", letters))
    return max(1, found - (letters.endswith("e") and not letters.endswith("le") and found > 1))


def grade(text: str) -> float:
    """Years of school that a text asks for (Kincaid and others, 1975)."""
    words = re.findall(r"[\w,.]*\w", text)
    return (
        0.39 * len(words) / len(re.findall(r"[.!?:;](?:\s|$)", text))
        + 11.8 * sum(map(syllables, words)) / len(words)
        - 15.59
    )


EXTREMES = (
    {},
    {"restricted": 0, "wrongly": 0, "spared": 0},
    {"redress": False},
    {"worlds": ("as_written", "no_scheme")},
)


@pytest.mark.parametrize("words", EXTREMES)
def test_page_one_can_be_read(words):
    """The first page asks for no more than ten years of school, and no answer for more than twelve."""
    sentences = summarise(make_run(years=1, **words)).sentences
    assert grade(" ".join(sentences)) <= 10
    assert all(grade(sentence) <= 12 for sentence in sentences), [(round(grade(s), 1), s) for s in sentences]


def test_the_reading_test_can_fail():
    """A sentence of an office asks for more."""
    assert (
        grade(
            "Notwithstanding considerations of administrative practicability, individual circumstances necessitate authorisation."
        )
        > 20
    )


def test_ranges_stand_behind_figures():
    """Where a run was tried at other values of what is assumed, the figures carry the range."""
    run = make_run(years=1)
    persons = (
        run.tables["persons"]
        .filter(pl.col("world") == "as_written")
        .rename({"outcome": "quantity", "persons": "count"})
    )
    points = [
        persons.with_columns(pl.lit(point).alias("point"), (pl.col("count") * share // 100).alias("scaled"))
        for point, share in enumerate((100, 50, 150))
    ]
    rows = pl.concat(points).with_columns(
        pl.when(pl.col("quantity") == "restricted").then("scaled").otherwise("count").alias("count")
    )
    run.tables["ranges"] = rows.drop("scaled")
    run.tables["design"] = pl.DataFrame({"factor": ["a"] * 3, "point": [0, 1, 2], "setting": [0, -1, 1]})
    run.manifest["ranges"] = {"open": {"a": 1}}
    assert "under other assumptions 76 to 228)" in summarise(run).sentences[0]
    assert grade(summarise(run).sentences[0]) <= 12


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
    assert "firms whose representative is aged" in summarise(run).sentences[2]


def test_without_true_records_nothing_is_called_wrong():
    """A run without the world of true records says that it cannot tell, and measures nothing against it."""
    run = make_run(years=1, worlds=("as_written", "no_scheme"))
    assert "Whether any were wrongly restricted or spared, this run cannot say" in summarise(run).sentences[1]
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
        for sentence in sentences[1:5]
    )


def test_a_comparison_says_once_what_both_share():
    """Where nothing can be contested under either scheme and nobody is wrongly restricted, it is said for both."""
    run = make_run(years=1, reform=True, wrongly=0, spared=0, redress=False)
    assert summarise(run).sentences[4] == (
        "Under the baseline and under the reform alike, there was no wrong restriction to put right; "
        "of every 1,000, none were spared by records that are not true."
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
