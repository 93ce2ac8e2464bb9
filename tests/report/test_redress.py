"""The sections of the report about putting it right and about what brought restrictions about."""

import re
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from creditscape.metrics import say_remedy
from creditscape.report import render_report
from creditscape.report.downloads import cite_run
from creditscape.report.sections.redress import STAGE_WORDS, tell_redress
from creditscape.report.tellings import Telling
from tests.report.fixture import make_run
from tests.report.remedy import PARTS

TAGS = re.compile(r"<[^>]+>")


def read_section(text: str, name: str) -> str:
    """The words of one section, its spaces made one."""
    found = re.search(rf'<section id="{name}".*?</section>', text, re.DOTALL)
    return " ".join(TAGS.sub(" ", found[0] if found else "").split())


def make_document(plain: dict[str, Any]) -> Any:
    """A scheme or society that has nothing but a plain form."""
    return SimpleNamespace(plain=lambda scenario: plain)


def test_the_section_begins_with_the_sentence_of_the_summary():
    """The sentence comes first, with the days it takes, then the funnel, groups, contests and days."""
    run = make_run(years=1)
    words = read_section(render_report(run), "redress")
    told = say_remedy(run)
    assert words.startswith(f"11 Can people find out and put it right? {told[0].upper()}{told[1:]}")
    for told in ("had a wrong record corrected everywhere", "lowest income fifth", "not reached by half"):
        assert told in words
    for stage in STAGE_WORDS.values():
        assert stage in words


def test_contests_of_right_records_and_returns_are_told():
    """The text says how many contests of right records were upheld and how many corrections did not last."""
    run = make_run(years=1)
    words = read_section(render_report(run), "redress")
    assert "answered contests of right records," in words and "something true no longer counted" in words
    assert "did not last: the record came back" in words
    lasting = pl.when(pl.col("stage") == "reinserted").then(0).otherwise(pl.col("cases")).alias("cases")
    run.tables["redress"] = run.tables["redress"].with_columns(lasting)
    assert "Every correction of a wrong record lasted." in read_section(render_report(run), "redress")


def test_numbers_of_the_table_are_those_of_the_run():
    """Cases and persons of the tables stand in the page, digit for digit."""
    run = make_run(years=1)
    rows = run.tables["redress"].filter(dimension="all", world="as_written", stage="filed", record="wrong")
    wrongly = run.tables["persons"].filter(outcome="wrongly_restricted", dimension="all", world="as_written")
    words = read_section(render_report(run), "redress")
    assert f"contested {rows['cases'].sum():,} 13" in words
    assert f"everybody {wrongly['persons'].sum():,} " in words


@pytest.mark.parametrize(
    ("process", "redress", "words"),
    [
        (None, {"told": {}}, "The scheme names no procedure: nobody can put anything right."),
        ({"notice": "none"}, None, "the society does not say who learns of a record"),
        ({"notice": "none"}, {"told": {}}, "no record arrived that could be contested under it"),
    ],
)
def test_one_sentence_says_why_nothing_was_contested(process, redress, words):
    """No procedure, no redress in the society, or nothing to contest: each has its sentence."""
    run = make_run(years=1, redress=False)
    scheme = make_document({"phases": [{"process": None}, {"process": process}]})
    society = make_document({"redress": redress} if redress else {})
    other = SimpleNamespace(tables=run.tables, manifest=run.manifest, society=society)
    told = tell_redress(other, Telling("as_written", "", scheme), cite_run(run.manifest))
    assert words in told["reason"] and told["sentence"].startswith("None of the ")


def test_a_run_with_parts_shows_them_and_one_without_says_how():
    """Exact parts come as chart and tables; without them a line names the switch."""
    split, overlapping = (
        read_section(render_report(make_run(years=1, causes=causes)), "others") for causes in (True, False)
    )
    rules = [
        read_section(render_report(make_run(years=1, causes=causes)), "reach") for causes in (True, False)
    ]
    assert "These parts add up." in split and "spared" in split and "--causes" not in split
    assert "Largest part: unlawful conduct, 61 of every 100 restricted days" in split
    assert "These parts" not in overlapping and "run it again with --causes" in overlapping
    assert "For exact" not in rules[0] and "do not add up. For exact" in rules[1]
    assert all(cause in split for cause in PARTS if cause != "nobody")


def test_parts_that_cancel_out_are_told():
    """Where what is spared outweighs the rest, no share is given and the days are said to be spared."""
    run = make_run(years=1, causes=True)
    run.tables["causes"] = run.tables["causes"].with_columns(-pl.col("sixtieths"))
    words = read_section(render_report(run), "others")
    assert "On balance no restricted day is left over" in words


def test_faults_leaks_and_slipped_attempts_are_listed():
    """Faults with their records, leaks with those exposed, and slipped attempts beside the blocked ones."""
    text = render_report(make_run(years=1))
    words = read_section(text, "wrongly")
    assert "mixed up by banks 1,228" in words and "stolen files 9,830 702 7.1" in words
    assert "blocked of these wrongly slipped through spared a block" in read_section(text, "reach")


def test_spared_stands_beside_wrongly_restricted():
    """The picture of 1,000 people, the groups and the funnel name those spared, too."""
    text = render_report(make_run(years=1))
    assert "No mark of its own: of every 1,000 people, 7.0 were spared" in read_section(text, "one-page")
    assert "spared, of 100 whom true records would restrict" in read_section(text, "burden")
    assert "spared, beside them" in read_section(text, "redress")


def test_few_wrongly_restricted_are_not_compared():
    """Groups with fewer than fifty wrongly restricted are too few to tell."""
    words = read_section(render_report(make_run(years=1, communities=1, wrongly=20)), "redress")
    assert "too few to tell" in words and "of the 65 wrongly restricted" in words.lower()


def test_firms_are_called_firms():
    """The section of a scheme for firms speaks of firms."""
    run = make_run(years=1, causes=True)
    run.manifest["subjects"] = "firm"
    text = render_report(run)
    assert "people" not in read_section(text, "redress") and "firms wrongly restricted" in text
