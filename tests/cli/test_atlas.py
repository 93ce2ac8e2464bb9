"""`creditscape atlas` and `creditscape schemes ID`: a line for every scheme, and the page of one."""

import json
from dataclasses import replace

import polars as pl
import pytest

from creditscape import simulation
from creditscape.cli import atlas
from creditscape.scheme import list_schemes, load_scheme, write_page

TWO = ("--ids", "suining-2010, wendeng-2020")


@pytest.fixture
def plans(monkeypatch, small_run):
    """The plans of all runs that the atlas asks for; each ends at once, with the small run."""
    asked = []

    def end(plan, progress):
        asked.append(plan)
        return small_run

    monkeypatch.setattr(simulation, "simulate", end)
    return asked


def recount(run, **counts):
    """The run with other counts of persons, everybody together."""
    persons = run.tables["persons"]
    for outcome, count in counts.items():
        told = (pl.col("outcome") == outcome) & (pl.col("dimension") == "all")
        persons = persons.with_columns(
            pl.when(told).then(count).otherwise(pl.col("persons")).alias("persons")
        )
    return replace(run, tables={**run.tables, "persons": persons})


def test_atlas_runs_what_the_files_name(call, plans):
    """Each scheme is run on the society, people and years that its file names, and gets one line."""
    ended = call("atlas", *TWO)
    assert ended.code == 0 and [plan.scheme.id for plan in plans] == ["suining-2010", "wendeng-2020"]
    for plan, line in zip(plans, ended.out.splitlines(), strict=True):
        setting = {"society": plan.society.id, "people": plan.people_asked, "years": plan.years}
        assert setting == load_scheme(plan.scheme.id).runs_on
        assert line.startswith(f"{plan.scheme.id}: {plan.society.id}, 4,096 people; of every 1,000 people: ")
        assert all(
            f" {outcome.replace('_', ' ')} " in line for outcome, _ in atlas._OUTCOMES
        ) and line.endswith(" s")


def test_atlas_runs_the_whole_library(call, monkeypatch):
    """Without names every scheme that ships is run."""
    monkeypatch.setattr(atlas, "_run_scheme", lambda name, people, per_cent: {"id": name, "error": "stopped"})
    ended = call("atlas")
    assert ended.out.splitlines() == [f"{name}: error: stopped" for name in list_schemes()]


@pytest.mark.parametrize(
    ("flags", "people"), [(("--people", "50_000"), 50_000), (("--people", "50_000", "--scale", "10"), 5000)]
)
def test_atlas_takes_other_sizes(flags, people, call, plans):
    """--people sets the size of every run, --scale a percentage of it."""
    call("atlas", *TWO, *flags)
    assert [plan.people_asked for plan in plans] == [people, people]


def test_what_is_rare_is_not_told(call, monkeypatch, small_run):
    """Fewer than ten people tell nothing; ten do; what no measure of a scheme can bring is none."""
    run = recount(small_run, subjects=3000, restricted=9, wrongly_restricted=10, spared=30, rewarded=300)
    monkeypatch.setattr(simulation, "simulate", lambda plan, progress: run)
    line = call("atlas", "--ids", "wendeng-2020").out
    assert (
        "restricted too rare to tell (9 of 3,000), wrongly restricted 3.3, spared 10, rewarded 100, "
        "published none; " in line
    )


def test_a_scheme_that_fails_does_not_stop_the_others(call, plans):
    """An error is said in its line, the others are run, and the exit code is 2 at the end."""
    ended = call("atlas", "--ids", "nowhere,suining-2010")
    assert ended.code == 2 and ended.last.startswith("error[U170] 1 of 2 schemes did not run: nowhere")
    first, second = ended.out.splitlines()
    assert first.startswith("nowhere: error: [E001] no scheme") and second.startswith(
        "suining-2010: imaginary"
    )


def test_a_fault_of_ours_does_not_stop_the_others(call, monkeypatch):
    """Whatever breaks in one run is told in its line."""
    monkeypatch.setattr(simulation, "simulate", lambda plan, progress: 1 / 0)
    assert call("atlas", "--ids", "suining-2010").out == "suining-2010: error: division by zero\n"


def test_atlas_speaks_json(call, plans, small_run):
    """As JSON: for each scheme its setting, counts and digest, null for what no measure can bring."""
    said = json.loads(call("atlas", *TWO, "--json").out)
    assert said["synthetic"] is True
    suining, wendeng = said["schemes"]
    assert suining["id"] == "suining-2010" and suining["digest"] == small_run.digest
    assert suining["subjects"] == "person" and suining["of"] > 3000 and suining["restricted"] >= 0
    assert wendeng["published"] is None and suining["published"] is not None


def test_atlas_speaks_of_firms(call, monkeypatch, small_run):
    """Where firms have the files, the line speaks of firms."""
    run = replace(small_run, manifest={**small_run.manifest, "subjects": "firm"})
    monkeypatch.setattr(simulation, "simulate", lambda plan, progress: run)
    assert "people; of every 1,000 firms: " in call("atlas", "--ids", "suining-2010").out


def test_schemes_prints_a_page(call, tmp_path):
    """With an id or a file, `schemes` prints its page; as JSON, its one row."""
    assert call("schemes", "suining-2010").out == write_page(load_scheme("suining-2010"))
    [row] = json.loads(call("schemes", "suining-2010", "--json").out)["schemes"]
    assert (row["subjects"], row["society"]) == ("person", "imaginary_county")
    assert call("schemes", "suining-2011").err.startswith(
        "error[E001] no scheme or file 'suining-2011'; did you mean"
    )
    (tmp_path / "mine.yaml").write_text(load_scheme("suining-2010").dump())
    assert call("schemes", "mine.yaml").out.startswith("# suining-2010: ")
