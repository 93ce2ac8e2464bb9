"""What the commands do when all is well: sentences for people, JSON for programs, a folder that holds."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from creditscape import simulation
from creditscape.cli import progress
from creditscape.experiment import open_run
from creditscape.scheme import list_schemes
from creditscape.society import list_societies

SMALL = ("--people", "4096", "--years", "1")
SUINING = Path(simulation.__file__).parents[1] / "scheme" / "library" / "suining-2010.yaml"
RUNS_ON = re.compile(r"^runs_on: .*$", re.MULTILINE)


@pytest.fixture(scope="module")
def small_comparison():
    """One community for one year under the points of Suining and of Wendeng."""
    return simulation.simulate("suining-2010", people=4096, years=1, reform="wendeng-2020")


def test_run_tells(call, tmp_path):
    """A run prints its plan on standard error, five sentences on standard output, and writes nothing."""
    ended = call("run", "suining-2010", *SMALL)
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert [line[:2] for line in lines[:5]] == ["1.", "2.", "3.", "4.", "5."]
    assert lines[5].startswith("Synthetic: ") and "written standards" in lines[5]
    assert lines[6] == "Nothing was written; --out keeps a run."
    assert "4,096 synthetic people" in ended.err and "3 worlds" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_run_keeps(call, tmp_path, small_run):
    """With --out the folder holds a run of the same digest and its report; run again, it stays as it is."""
    ended = call("run", "suining-2010", *SMALL, "--out", "a b/ü")
    assert ended.code == 0 and "Written to a b/ü; open a b/ü/report.html" in ended.out
    folder = tmp_path / "a b" / "ü"
    kept = open_run(folder)
    assert kept.digest == small_run.digest and kept.manifest["lives"]["people"] == 4096
    assert kept.tables["burden"].filter(dimension="all", world="as_written")["persons"].sum() > 0
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert b"synthetic" in before["report.html"]
    again = call("run", "suining-2010", *SMALL, "--out", "a b/ü", "--communities-per-task", "1")
    assert again.code == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_run_with_causes(call, tmp_path):
    """With --causes a run keeps exact parts that add up to its restricted days, says so in its manifest, and reports them."""
    ended = call("run", "wendeng-2020", *SMALL, "--worlds", "as_written", "--causes", "--out", "parts")
    assert ended.code == 0
    folder = tmp_path / "parts"
    run = open_run(folder)
    parts = run.tables["causes"].filter(dimension="all")
    assert {"unlawful conduct", "wrong records", "nobody"} <= set(parts["cause"])
    days = run.tables["measure_days"].filter(measure="any restriction", dimension="all")
    assert parts["sixtieths"].sum() == 60 * days["days"].sum() > 0
    assert run.manifest["command"].endswith("--seed 1 --causes")
    assert "These parts add up." in (folder / "report.html").read_text(encoding="utf-8")


def test_run_without_causes(call, kept, tmp_path):
    """Without --causes the table is empty, and the report says how to ask for parts."""
    assert open_run(kept).tables["causes"].height == 0
    assert call("report", str(kept), "--out", "told.html").code == 0
    told = (tmp_path / "told.html").read_text(encoding="utf-8")
    assert "These parts add up." not in told and "--causes" in told


def test_run_speaks_json(call, small_run):
    """--json prints exactly one object: what ran, how large, its digest and headline figures."""
    ended = call("run", "suining-2010", *SMALL, "--json")
    said = json.loads(ended.out)
    assert ended.code == 0 and said["synthetic"] is True
    assert (said["digest"], said["people"], said["years"], said["seed"]) == (small_run.digest, 4096, 1, 1)
    assert said["subjects"] == "person"
    assert said["versions"].keys() == {"python", "numpy", "numba", "polars"} and said["seconds"] >= 0
    assert said["headline"]["as_written"]["subjects"] > 3000 and len(said["sentences"]) == 5
    assert said["findings"] and said["written"] is None and "better" not in said
    assert ended.out.isascii()


def test_compare_speaks_json(call, monkeypatch, small_comparison):
    """A comparison also says how many are better, worse, mixed and unchanged; together they are everybody."""
    monkeypatch.setattr(simulation, "simulate", lambda plan, progress, store: small_comparison)
    ended = call("compare", "suining-2010", "wendeng-2020", *SMALL, "--json")
    said = json.loads(ended.out)
    assert ended.code == 0 and said["reform"]["id"] == "wendeng-2020"
    parts = [said[name] for name in ("better", "worse", "mixed", "unchanged")]
    assert sum(parts) >= said["headline"]["as_written"]["subjects"] and min(parts) >= 0
    assert {finding["scheme"] for finding in said["findings"]} == {"suining-2010", "wendeng-2020"}


def test_compare_tells(call, monkeypatch, small_comparison):
    """A comparison begins with what the reform changes."""
    monkeypatch.setattr(simulation, "simulate", lambda plan, progress, store: small_comparison)
    ended = call("compare", "suining-2010", "wendeng-2020", *SMALL)
    assert ended.code == 0 and ended.out.startswith("1. Of every 1,000 people, the reform left ")
    assert "suining-2010 against wendeng-2020" in ended.err


def test_compare_carries_both(call, monkeypatch, small_comparison):
    """`compare` hands both schemes and every flag to the plan."""
    plans = []
    monkeypatch.setattr(
        simulation, "simulate", lambda plan, progress, store: (plans.append(plan), small_comparison)[1]
    )
    flags = ("--years", "2", "--burn-in", "1", "--seed", "7", "--threads", "1", "--communities-per-task", "3")
    call(
        "compare",
        "suining-2010",
        "wendeng-2020",
        "--people",
        "1e4",
        *flags,
        "--worlds",
        "as_written, true_records",
    )
    plan = plans[0]
    assert (plan.scheme.id, plan.reform.id, plan.society.id) == (
        "suining-2010",
        "wendeng-2020",
        "imaginary_county",
    )
    assert (plan.people_asked, plan.years, plan.burn_in_years, plan.seed) == (10_000, 2, 1, 7)
    assert (plan.threads, plan.communities_per_task) == (1, 3)
    assert [world.name for world in plan.worlds] == [
        "as_written", "true_records", "reform_as_written", "reform_true_records",
    ]  # fmt: skip


@pytest.fixture
def plans(monkeypatch, small_run):
    """The plans of all runs that commands ask for; each run ends at once."""
    asked = []
    monkeypatch.setattr(
        simulation, "simulate", lambda plan, progress, store: (asked.append(plan), small_run)[1]
    )
    return asked


@pytest.mark.parametrize(
    ("flags", "setting"),
    [
        ((), ("china-2010", 8000, 3)),
        (("--society", "imaginary_county"), ("imaginary_county", 8000, 3)),
        (("--people", "5000"), ("china-2010", 5000, 3)),
        (("--years", "1"), ("china-2010", 8000, 1)),
    ],
)
def test_run_fits_the_scheme(flags, setting, call, tmp_path, plans):
    """Society, people and years are those of the scheme's `runs_on`; a flag goes before."""
    named = "runs_on: {society: china-2010, people: 8000, years: 3}"
    (tmp_path / "mine.yaml").write_text(RUNS_ON.sub(named, SUINING.read_text("utf-8")), "utf-8")
    for command in (("run", "mine.yaml"), ("compare", "mine.yaml", "suining-2010")):
        assert call(*command, *flags).code == 0
        assert (plans[-1].society.id, plans[-1].people_asked, plans[-1].years) == setting


def test_run_of_a_file_without_setting(call, tmp_path, plans):
    """A scheme that names no run is run as before: a million people of the imaginary county for ten years."""
    (tmp_path / "mine.yaml").write_text(RUNS_ON.sub("", SUINING.read_text("utf-8")), "utf-8")
    assert call("run", "mine.yaml").code == 0
    assert (plans[0].society.id, plans[0].people_asked, plans[0].years) == ("imaginary_county", 1_000_000, 10)


@pytest.mark.parametrize("people", ["8192", "8_192", "8192.0", "8.192e3", " 8192 "])
def test_numbers_as_people_write_them(people, call, monkeypatch, small_run):
    """Whole numbers may be written with underscores, as decimals or with an exponent."""
    plans = []
    monkeypatch.setattr(
        simulation, "simulate", lambda plan, progress, store: (plans.append(plan), small_run)[1]
    )
    assert call("run", "suining-2010", "--years", "1", "--people", people).code == 0
    assert plans[0].people_asked == 8192


def test_largest_seed(call, instant):
    """The largest seed of 64 bits is accepted."""
    assert call("run", "suining-2010", *SMALL, "--seed", str((1 << 64) - 1)).code == 0


def test_check_counts(call):
    """`check` counts numbers by evidence and tries the worked cases that ship."""
    ended = call("check", "suining-2010")
    assert ended.code == 0
    assert "numbers, each with its source:" in ended.out and "press" in ended.out
    assert "17 invented lives" in ended.out and " 0 failed" in ended.out


def test_check_finds_a_false_case(call, tmp_path):
    """A case that does not come true is named, and the command fails with exit code 2 and one line."""
    (tmp_path / "cases.yaml").write_text(
        "cases: suining-2010\nlives:\n  - name: an idle life\n    tests: that nothing happens\n    life: []\n"
        "    expect:\n      - {day: 5, score: 3}\n"
    )
    ended = call("check", "suining-2010", "--cases", "cases.yaml")
    assert ended.code == 2 and ended.err.splitlines()[-1].startswith("error[U160] cases.yaml: ")
    assert "an idle life" in ended.out and "1000" in ended.out
    said = json.loads(call("check", "suining-2010", "--cases", "cases.yaml", "--json").out)
    assert (
        said["lives"] == 1
        and said["failures"][0]["expected"] == "3"
        and said["failures"][0]["found"] == "1000"
    )


def test_check_without_cases(call, tmp_path):
    """A scheme of one's own is checked without cases unless some are given."""
    from creditscape.scheme import load_scheme

    (tmp_path / "mine.yaml").write_text(load_scheme("suining-2010").dump())
    ended = call("check", "mine.yaml")
    assert ended.code == 0 and "no worked cases given" in ended.out


def test_schemes_lists_all(call):
    """`schemes` shows every scheme that ships with its numbers by grade; as JSON, the same."""
    ended, said = call("schemes"), json.loads(call("schemes", "--json").out)
    assert ended.code == 0 and said["synthetic"] is True
    assert [row["id"] for row in said["schemes"]] == list_schemes()
    for row in said["schemes"]:
        line = next(line for line in ended.out.splitlines() if line.startswith(row["id"]))
        assert line.split()[-5:] == [str(count) for count in row["numbers"].values()]
        assert row["from"] in line


def test_societies_lists_all(call):
    """`societies` shows every society that ships with its share of cited numbers; with a name, its page; as JSON, the same."""
    ended, said = call("societies"), json.loads(call("societies", "--json").out)
    assert ended.code == 0 and said["synthetic"] is True
    assert [row["id"] for row in said["societies"]] == list_societies()
    for row in said["societies"]:
        line = next(line for line in ended.out.splitlines() if line.startswith(row["id"]))
        assert line.split()[-6:] == [row["cited"], *(str(count) for count in row["numbers"].values())]
        assert 0 <= int(row["cited"].rstrip("%")) < 100
    page = call("societies", "china-2020")
    assert page.code == 0 and page.out.startswith("# china-2020: ") and "## Sources" in page.out
    assert call("societies", "china-2021").err.startswith("error[E001] no society 'china-2021'; did you mean")


def test_report_of_a_kept_run(call, kept, tmp_path):
    """`report` writes the page of a kept run where asked, or into its folder."""
    ended = call("report", str(kept), "--out", "page.html")
    assert ended.code == 0 and ended.out == "Written to page.html\n"
    assert call("report", str(kept)).code == 0
    assert (kept / "report.html").read_bytes() == (tmp_path / "page.html").read_bytes()


def test_folder_with_a_leading_dash(call, tmp_path):
    """After `--` a word that begins with a dash is a name."""
    ended = call("report", "--", "-x")
    assert ended.code == 2 and "error[E001] -x: no such folder" in ended.err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_on_a_terminal(monkeypatch):
    """On a terminal there is a bar with what is done and what there is."""
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress.Progress("suining-2010") as bar:
        bar(1, 4)
        bar.bar.refresh()
    assert "1/4" in screen.getvalue() and "suining-2010" in screen.getvalue()


def test_progress_elsewhere(monkeypatch, capsys):
    """Elsewhere there is a plain line at most every five seconds, with the time left."""
    clock = iter([0.0, 0.0, 1.0, 4.9, 5.0, 6.0, 10.0, 20.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.Progress("x") as bar:
        for done in range(7):
            bar(done, 6)
    assert capsys.readouterr().err.splitlines() == [
        "x: 3 of 6 communities, about 5 s left",
        "x: 5 of 6 communities, about 2 s left",
    ]


def test_progress_of_a_run_that_goes_on(monkeypatch, capsys):
    """What was done before is told once, and does not count for the time left."""
    clock = iter([0.0, 0.0, 6.0])
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    with progress.Progress("x") as bar:
        bar(40, 100)
        bar(60, 100)
    assert capsys.readouterr().err.splitlines() == [
        "x: goes on; 40 of 100 communities were done before",
        "x: 60 of 100 communities, about 12 s left",
    ]


@pytest.mark.parametrize(("seconds", "words"), [(0.2, "1 s"), (89, "89 s"), (600, "10 min"), (7200, "2.0 h")])
def test_spans(seconds, words):
    """A span is told in the unit that suits it."""
    assert progress.say_time(seconds) == words


def test_first_compilation_is_announced(call, instant, monkeypatch):
    """Where nothing was ever compiled, a line tells of the wait; else none does."""
    monkeypatch.setattr(simulation, "is_warm", lambda: False)
    assert "compiling once" in call("run", "suining-2010", *SMALL).err
    monkeypatch.setattr(simulation, "is_warm", lambda: True)
    assert "compiling" not in call("run", "suining-2010", *SMALL).err


def test_audit_tells_findings(call):
    """With a scheme its findings, without one a table of all that ship; as JSON the same verdicts."""
    ended = call("audit", "wendeng-2020")
    assert ended.code == 0 and "held against" in ended.out.splitlines()[0] and "### " in ended.out
    told = json.loads(call("audit", "wendeng-2020", "--json").out)["schemes"]
    assert [each["id"] for each in told] == ["wendeng-2020"]
    for finding in told[0]["findings"]:
        verdict = finding["verdict"].replace("_", " ").lower()
        assert f"### {verdict}: {finding['standard']}, " in ended.out and finding["sentence"]
    everything = call("audit").out
    assert all(f"[{name}]" in everything for name in list_schemes())


def test_audit_refuses_what_is_no_scheme(call):
    """An unknown name is refused in one line with what there is to choose from."""
    ended = call("audit", "wendeng-2021")
    assert (
        ended.code == 2
        and ended.out == ""
        and "wendeng-2020" in ended.err
        and len(ended.err.splitlines()) <= 2
    )


def test_validate_prints_a_page_and_an_object(call):
    """Some targets as a page with their verdicts; as JSON the same verdicts; progress on standard error."""
    page = call("validate", "R11", "V32")
    assert (
        page.code == 0
        and "**Of 2 targets 1 were run: 1 agree and 0 differ; 1 could not be reached.**" in page.out
    )
    told = json.loads(call("validate", "R11", "V32", "--json").out)
    assert told["synthetic"] is True and told["counts"] == {"agrees": 1, "differs": 0, "not reached": 1}
    assert [(each["id"], each["verdict"]) for each in told["targets"]] == [
        ("R11", "agrees"),
        ("V32", "not reached"),
    ]


def test_validate_refuses_an_unknown_target(call):
    """An unknown id is refused in one line, with what is near."""
    ended = call("validate", "R1l")
    assert (ended.code, ended.out) == (2, "") and ended.err.count("\n") == 1
    assert ended.err.startswith("error[U180] TARGET: found 'R1l'; no such target")
