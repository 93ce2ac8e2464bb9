"""Standards that a run answers: each is matched by a run that must match it, none is ever passed, and a planted scheme fails."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from creditscape.audit import load_standards, run_audit, write_findings
from creditscape.audit.standard import Standard
from creditscape.experiment import add_lives, add_milder, milder
from creditscape.scheme import load_scheme
from creditscape.simulation import simulate
from tests.report.fixture import make_run
from tests.report.shape import Shape

SIMULATED = [standard for standard in load_standards() if standard.mode == "simulation"]
SCHEME = """scheme: planted
title: A planted scheme that must fail
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources: {text: {title: Invented for a test, evidence: documented}}
cite: text
lists:
  debtors: {title: debtors, publication: on arrival}
  litter: {title: litter, publication: on arrival, term: 5 years}
rules:
  judgment: {event: [court_defaulter, judgment_refused], list: debtors}
  performed: {event: judgment_performed, repairs: [judgment]}
  fine: {event: traffic_fine_small, list: litter, lasts: 5 years}
  drunk: {event: drunk_driving, list: debtors, lasts: 1 month}
  oath: {event: false_evidence_grave, list: litter, lasts: 1 day}
  tax: {event: tax_evasion, list: litter, lasts: 1 day}
measures:
  no_flights: {title: no flights, kind: restriction, domain: travel, when: {listed: debtors}, severity: 3}
  no_trains: {title: no fast trains, kind: restriction, domain: travel, when: {listed: debtors}, severity: 3}
  no_licence: {title: no licence, kind: restriction, domain: employment, when: {listed: litter}, severity: 3}
card: {purposes: [{aim: "That debts are paid"}], rules: {published: false}}
"""


def find(findings: list[Any], name: str) -> Any:
    return next(finding for finding in findings if finding.standard.id == name)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """A run of the planted scheme with its milder variants: two communities, three years."""
    path = tmp_path_factory.mktemp("planted") / "planted.yaml"
    path.write_text(SCHEME, encoding="utf-8")
    run = simulate(load_scheme(path), "county_of_travellers", people=8192, years=3)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(milder, "PEOPLE", 16384)
        return add_lives(add_milder(run))


@pytest.fixture(scope="module")
def findings(planted):
    return run_audit(planted)


MUST_FAIL = {
    "EU-CFR-52": "JUDGEMENT",
    "UN-12": "JUDGEMENT",
    "EU-AIA-5.1.c.ii-AI": "JUDGEMENT",
    "EU-CFR-49.3": "LIKELY_FAIL",
    "EU-GDPR-5.1.d": "LIKELY_FAIL",
    "US-FCRA-1681e": "LIKELY_FAIL",
    "UN-14.7": "JUDGEMENT",
    "EU-CFR-50 / CoE-P7-4": "JUDGEMENT",
    "EU-AIA-10": "JUDGEMENT",
    "UN-19.chill": "LIKELY_FAIL",
    "CoE-8-L": "LIKELY_FAIL",
    "UN-17": "LIKELY_FAIL",
    "EU-GDPR-5.1.c": "JUDGEMENT",
}


@pytest.mark.parametrize(("standard", "verdict"), MUST_FAIL.items())
def test_the_planted_scheme_matches(findings, standard, verdict):
    """A scheme without a remedy, harder on litter than on drunk driving, with two bans at once, matches what it was made to match."""
    found = find(findings, standard)
    assert found.verdict == verdict, found.sentence
    assert "This run matches" in found.sentence.replace("this run", "This run") and found.evidence


def test_no_run_is_a_pass(findings):
    """Whatever a run shows, no standard that it answers is passed."""
    answered = [found for found in findings if found.standard.mode == "simulation"]
    assert len(answered) == len(SIMULATED) and all(found.verdict != "PASS" for found in answered)


def test_a_standard_of_runs_cannot_be_written_as_a_pass():
    """A file that would let a run pass a standard is refused."""
    entry = SIMULATED[0].model_dump() | {"if_different": "PASS"}
    with pytest.raises(ValueError, match="never a pass"):
        Standard.model_validate(entry)


def test_a_scheme_is_not_asked_what_a_run_answers(planted):
    """Without a run the standards of runs are not there; those of the definition come to the same verdicts."""
    alone, ran = run_audit(planted.scheme), run_audit(planted)
    assert {found.standard.mode for found in alone} == {"definition", "findings"}
    verdicts = {found.standard.id: found.verdict for found in ran}
    defined = [found for found in alone if found.standard.mode == "definition"]
    assert defined and all(verdicts[found.standard.id] == found.verdict for found in defined)


def test_the_page_of_a_run(planted):
    """The page says which run it is, and that it is synthetic."""
    page = write_findings(planted)
    assert (
        f"Synthetic: invented people. Run {planted.digest[:12]}" in page
        and "### likely fail: EU-CFR-49.3" in page
    )


def ask(run: Any, standard: str) -> Any:
    return find(run_audit(run), standard)


def test_grave_findings_are_gathered(tmp_path, planted):
    """The calls for a ban gather the gravest findings, and wait where these could not be tested."""
    assert ask(planted, "OHCHR-48/31").verdict in ("JUDGEMENT", "NOT_TESTABLE")
    path = tmp_path / "talk.yaml"
    path.write_text(SCHEME + "", encoding="utf-8")
    text = SCHEME.replace(
        "  drunk:", "  talk: {event: petition_repeated, list: litter, lasts: 1 year}\n  drunk:"
    )
    path.write_text(text, encoding="utf-8")
    found = find(run_audit(load_scheme(path)), "OHCHR-48/31")
    assert found.verdict == "JUDGEMENT" and any(row.startswith("CoE-10/11") for row in found.evidence)


def made(**shape: Any) -> Any:
    """A made-up run with a manifest of worlds."""
    run = make_run(years=1, **shape)
    run.manifest.setdefault("worlds", list(Shape().worlds))
    return run


def test_errors_without_remedy_on_made_up_runs():
    """Nobody put right: likely; somebody put right, or nobody wronged: judgement; no world with true records: not testable."""
    assert ask(made(redress=False), "EU-GDPR-5.1.d").verdict == "LIKELY_FAIL"
    assert ask(made(), "EU-GDPR-5.1.d").verdict == "JUDGEMENT"
    assert ask(made(wrongly=0, spared=0), "EU-GDPR-5.1.d").sentence.startswith("This run does not match")
    assert ask(made(worlds=("as_written", "no_scheme")), "EU-GDPR-5.1.d").verdict == "NOT_TESTABLE"


@pytest.mark.parametrize(
    ("share", "verdict", "words"), [(70, "JUDGEMENT", "0.79 times"), (95, "JUDGEMENT", "does not match")]
)
def test_four_fifths(share, verdict, words):
    """A minority that is left unrestricted 0.79 times as often is a reason to look; one at 0.99 times is not."""
    run = made()
    restricted = {"majority": 110, "minority": 1000 - 89 * share // 10 if share == 70 else 120}
    if share == 70:
        restricted["minority"] = 1000 - int(0.79 * 890)
    run.tables["persons"] = groups(run, "restricted", restricted)
    found = ask(run, "US-4/5")
    assert found.verdict == verdict and words in found.sentence


def test_unequal_errors():
    """Wrongly restricted twice as often is likely a match, 1.1 times is not, and neither is twice of next to nothing."""
    for minority, verdict in ((40, "LIKELY_FAIL"), (22, "JUDGEMENT")):
        run = made()
        run.tables["persons"] = groups(run, "wrongly_restricted", {"majority": 20, "minority": minority})
        assert ask(run, "CoE-14").verdict == verdict
    run.tables["persons"] = groups(run, "wrongly_restricted", {"majority": 0, "minority": 0})
    assert "few cases" in ask(run, "CoE-14").sentence or ask(run, "CoE-14").verdict == "JUDGEMENT"


def groups(run: Any, outcome: str, per_thousand: dict[str, int]) -> pl.DataFrame:
    """The table of persons with so many of 1,000 of each group, and none by sex that differ."""
    subjects = {
        row["value"]: row["persons"]
        for row in run.tables["persons"]
        .filter(world="as_written", outcome="subjects", dimension="group")
        .iter_rows(named=True)
    }
    here = (pl.col("world") == "as_written") & (pl.col("outcome") == outcome)
    changed = run.tables["persons"]
    for value, share in per_thousand.items():
        changed = changed.with_columns(
            pl.when(here & (pl.col("dimension") == "group") & (pl.col("value") == value))
            .then(subjects[value] * share // 1000)
            .otherwise(pl.col("persons"))
            .alias("persons")
        )
    level = (
        pl.col("persons").filter(pl.col("outcome") == "subjects").first().over("world", "dimension", "value")
        // 10
    )
    return changed.with_columns(
        pl.when(here & (pl.col("dimension") == "sex"))
        .then(level)
        .otherwise(pl.col("persons"))
        .alias("persons")
    )


def test_review_that_never_helps():
    """None of many contests upheld: likely; some upheld: judgement; too few answers: not testable; no procedure: does not arise."""
    run = made()
    rows = run.tables["redress"]
    never = rows.filter(~pl.col("stage").is_in(["upheld", "upheld_on_review"]))
    run.tables["redress"] = never
    assert ask(run, "EU-AIA-14").verdict == "LIKELY_FAIL"
    run.tables["redress"] = rows
    assert ask(run, "EU-AIA-14").verdict == "JUDGEMENT"
    run.tables["redress"] = never.with_columns(
        pl.when(pl.col("stage") == "refused").then(0).otherwise(pl.col("cases")).alias("cases")
    )
    assert ask(run, "EU-AIA-14").verdict == "NOT_TESTABLE"
    assert ask(made(redress=False), "EU-AIA-14").verdict == "NOT_APPLICABLE"


def test_records_that_come_back():
    """More than one of 100 corrections that come back is likely a match."""
    run = made()
    rows = run.tables["redress"].filter(stage="corrected", record="wrong")
    for times, verdict in ((50, "LIKELY_FAIL"), (500, "JUDGEMENT")):
        back = rows.with_columns(pl.lit("reinserted").alias("stage"), pl.col("cases") // times)
        run.tables["redress"] = pl.concat(
            [make_run(years=1).tables["redress"].filter(pl.col("stage") != "reinserted"), back]
        )
        assert ask(run, "US-FCRA-1681i.5B").verdict == verdict


def test_leaks():
    """A leak is a matter of judgement; a society without one cannot tell."""
    run = made()
    run.tables["leaks"] = pl.DataFrame(
        [{"world": "as_written", "shock": "theft", "exposed": 900, "restricted": 30}]
    )
    assert ask(run, "EU-GDPR-33").verdict == "JUDGEMENT" and "900" in ask(run, "EU-GDPR-33").sentence
    run.tables["leaks"] = run.tables["leaks"].clear()
    assert ask(run, "EU-GDPR-33").verdict == "NOT_TESTABLE"


def test_variants_that_were_not_tried(planted):
    """Without --milder proportionality is not testable; a card without an aim leaves it so."""
    without = SimpleNamespace(
        **{**vars(planted), "tables": {n: t for n, t in planted.tables.items() if n != "milder"}}
    )
    assert ask(without, "EU-CFR-52").verdict == "NOT_TESTABLE"
    aimless = SimpleNamespace(
        **{
            **vars(planted),
            "manifest": planted.manifest | {"milder": planted.manifest["milder"] | {"aims": []}},
        }
    )
    found = ask(aimless, "EU-CFR-52")
    assert found.verdict == "NOT_TESTABLE" and found.evidence == ("absent: card.purposes",)


@pytest.mark.parametrize("standard", [each.id for each in SIMULATED])
def test_standards_of_runs_are_whole(standard):
    """Each has plain words, a pinpoint, a date of review, and says as its own what is its own."""
    each = next(entry for entry in SIMULATED if entry.id == standard)
    assert each.plain and each.pinpoint and each.reviewed >= date(2026, 11, 22)
    assert ("H" in each.basis) == bool(each.house_parameters) or "H" in each.basis


def tell_likeness(run: Any, own: int, alike: int, restricted: int, persons: int = 100) -> None:
    """Persons free like those alike, and others whose likeness is given."""
    rows = [(0, 5, 0, 900), (own, alike, restricted, persons)]
    run.tables["likeness"] = pl.DataFrame(
        [
            {
                "world": "as_written",
                "community": 0,
                "own": one,
                "alike": n,
                "restricted": bad,
                "persons": many,
            }
            for one, n, bad, many in rows
        ]
    )


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ((1, 5, 5), "NOT_TESTABLE"),  # like treated alike; whether the rules are published is not stated
        ((1, 5, 0), "JUDGEMENT"),  # less than half of the way from lots to certainty
        ((1, 5, 0, 20), "NOT_TESTABLE"),  # too few to tell
    ],
)
def test_quality_of_law(told, verdict):
    """Unlike treatment of the like is for judgement, open rules and like treatment too; what is not stated or told is not testable."""
    run = made()
    assert ask(run, "CoE-8-L").verdict == "NOT_TESTABLE" and "--out" in " ".join(ask(run, "CoE-8-L").evidence)
    tell_likeness(run, *told)
    assert ask(run, "CoE-8-L").verdict == verdict
    if verdict == "JUDGEMENT":
        assert "90.0 stood as that one did, by lot 82.0" in ask(run, "CoE-8-L").sentence


@pytest.mark.parametrize(
    ("days", "verdict"),
    [({"traffic": 90, "credit": 10}, "LIKELY_FAIL"), ({"traffic": 10, "credit": 90}, "NOT_TESTABLE")],
)
def test_reach(days, verdict):
    """Most days in unrelated parts of life: likely; few of them, and nothing said of the rules: not testable."""
    run = made()
    tell_likeness(run, 1, 5, 5)
    run.tables["flow"] = pl.DataFrame(
        [
            {"world": "as_written", "conduct": conduct, "measure": "credit", "community": 0, "days": many}
            for conduct, many in days.items()
        ]
    )
    assert ask(run, "UN-17").verdict == verdict


def test_minimisation(planted):
    """Where restricted days depend on every part of life that is counted, nothing is matched; without days the question does not arise."""
    flow = pl.DataFrame(
        [
            {"world": "as_written", "conduct": conduct, "measure": "travel", "community": 0, "days": 50}
            for conduct in ("courts", "traffic", "tax", "crime", "public_order", "honesty")
        ]
    )

    def with_flow(table: pl.DataFrame) -> Any:
        return SimpleNamespace(**{**vars(planted), "tables": {**planted.tables, "flow": table}})

    found = ask(with_flow(flow), "EU-GDPR-5.1.c")
    assert found.verdict == "JUDGEMENT" and "does not match" in found.sentence, found.sentence
    assert ask(with_flow(flow.clear()), "EU-GDPR-5.1.c").verdict == "NOT_APPLICABLE"
    assert "1 of 100" in " ".join(map(str, found.standard.house_parameters.values()))
