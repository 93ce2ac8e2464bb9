"""The process of a scheme: how a record is put right, as written, changed, laid over, told and refused."""

import pytest

from creditscape.scheme import list_schemes, load_scheme, write_page
from creditscape.words import InputError

HEAD = """\
scheme: small
title: Small
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources: {law: {title: Law, evidence: documented}, paper: {title: Paper, evidence: press}, tale: {title: Tale, evidence: myth}}
cite: law
"""
BODY = """\
scores: {points: {start: 100}}
rules:
  late: {event: loan_payment_missed, points: -10, lasts: 1 year, title: Paid late}
  fine: {event: traffic_fine_small, points: -10, lasts: 1 year}
  owing: {event: court_defaulter, list: owing}
lists: {owing: {publication: on arrival}}
"""
PROCESS = """\
process:
  notice: arrival
  reasons: true
  within: {used: 60 days, cite: paper}
  proof: {used: keeper, evidence: assumed, note: nobody says}
  suspends: false
  decided: {low: 10 days, used: 15 days, high: 20 days, evidence: assumed, note: unknown}
  unanswered: falls
  corrected: 3 working days
  review: {decided: 1 month}
  except: [late]
  cite: {law: art. 9}
  note: Ours.
"""
FULL = {
    "notice": "arrival",
    "reasons": True,
    "within": ("days", 60),
    "proof": "keeper",
    "suspends": False,
    "decided": ("days", 15),
    "unanswered": "falls",
    "corrected": ("working_days", 3),
    "corrects": "every",
    "review": {"decided": ("months", 1)},
    "except": ["late"],
}
SHORT = "process: {notice: none, reasons: false, proof: subject, suspends: true, review: {}}\n"
ASSUMED = """\
process:
  evidence: assumed
  note: Nothing was read.
  notice: publication
  reasons: false
  proof: subject
  suspends: {used: true, note: recalled}
  decided: {low: 1 day, used: 2 days, high: 3 days}
"""
PHASES = """\
phases:
  - {from: 2021-01-01, changes: {process.decided: 10 days, process.proof: subject}}
  - {from: 2022-01-01, changes: {process: null}}
  - {from: 2023-01-01, changes: {process: {notice: none, reasons: false, proof: subject, suspends: true, cite: paper}}}
"""
KEEPERS = "keepers: {first: {reach: 95}, second: {reach: 90}}\n"
REFORM = "reform: fair\ntitle: Fair\nauthor: A. Nobody\nbaseline: s\nreason: to see\nchanges:\n"


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Loads a text as the file s.yaml, or under another name beside it."""
    monkeypatch.chdir(tmp_path)

    def load_text(text, name="s.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return load_scheme(f"./{name}")

    return load_text


def list_processes(scheme, scenario="used"):
    return [phase["process"] for phase in scheme.plain(scenario)["phases"]]


def test_plain(load):
    """Every word in plain form; what is absent is None, and the two words that may be left out have their values."""
    assert list_processes(load(HEAD + BODY + PROCESS)) == [FULL]
    assert list_processes(load(HEAD + BODY + SHORT)) == [
        {
            "notice": "none",
            "reasons": False,
            "within": None,
            "proof": "subject",
            "suspends": True,
            "decided": None,
            "unanswered": "waits",
            "corrected": None,
            "corrects": "every",
            "review": {"decided": None},
            "except": [],
        }
    ]


def test_no_process_no_key(load):
    """A scheme without a process has no such key, so that its digest is what it was; with one the digest follows it."""
    bare = load(HEAD + BODY)
    assert "process" not in bare.plain()["phases"][0]
    first = load(HEAD + BODY + PROCESS).digest()
    assert bare.digest() != first != load(HEAD + BODY + PROCESS.replace("falls", "stands")).digest()
    assert load(HEAD + BODY + PROCESS.replace("nobody says", "who knows")).digest() == first


def test_phases(load):
    """A phase changes a word, takes the process away or brings another; each builds on the one before."""
    changed = {**FULL, "decided": ("days", 10), "proof": "subject"}
    first, second, none, last = list_processes(load(HEAD + BODY + PROCESS + PHASES))
    assert (first, second, none) == (FULL, changed, None)
    assert (last["suspends"], last["decided"], last["except"]) == (True, None, [])
    late = "phases: [{from: 2021-01-01, changes: {" + SHORT.strip() + "}}]\n"
    assert [each and each["notice"] for each in list_processes(load(HEAD + BODY + late))] == [None, "none"]


def test_keepers(load):
    """Rules nobody can contest are those of every keeper; corrections may stay with one of them."""
    text = HEAD + KEEPERS + BODY + PROCESS.replace("  review", "  corrects: one\n  review")
    (process,) = list_processes(load(text))
    assert process == {**FULL, "corrects": "one", "except": ["late_first", "late_second"]}
    assert set(process["except"]) < set(load(text).plain()["phases"][0]["rules"])


def test_extends(load):
    """A file lays its words over those of the process it extends, with citations of its own; null takes all of it away."""
    load(HEAD + BODY + PROCESS, "base.yaml")
    own = load("scheme: own\nextends: base\ncite: paper\nprocess: {decided: 5 days, review: null}\n")
    assert list_processes(own) == [{**FULL, "decided": ("days", 5), "review": None}]
    grades = {row["path"]: row["grade"] for row in own.evidence()}
    assert (grades["process.decided"], grades["process.notice"]) == ("press", "documented")
    bare = load("scheme: own\nextends: base\nprocess: null\n")
    assert "process" not in bare.plain()["phases"][0]


def test_reform(load):
    """A reform may change, bring or take away a process; its words are graded as a proposal."""
    load(HEAD + BODY + PROCESS)
    fair = load(REFORM + "  process.unanswered: stands\n  process.except: [fine]\n", "r.yaml")
    assert list_processes(fair) == [{**FULL, "unanswered": "stands", "except": ["fine"]}]
    grades = {row["path"]: row["grade"] for row in fair.evidence()}
    assert {grades["process.unanswered"], grades["process.except[0]"]} == {"hypothetical"}
    assert "process" not in load(REFORM + "  process: null\n", "r.yaml").plain()["phases"][0]
    load(HEAD + BODY)
    brought = load(REFORM + "  " + SHORT, "r.yaml")
    assert list_processes(brought)[0]["suspends"] is True
    again = load(brought.dump(), "again.yaml")
    assert (again.plain(), list_facts(again)) == (brought.plain(), list_facts(brought))


def test_evidence(load):
    """Words and truth values are counted like numbers, each with its own grade and source; only durations have ends."""
    scheme = load(HEAD + BODY + PROCESS)
    rows = {row["path"]: row for row in scheme.evidence() if row["path"].startswith("process")}
    assert len(rows) == 10
    assert (rows["process.notice"]["value"], rows["process.notice"]["place"]) == ("arrival", "art. 9")
    assert (rows["process.reasons"]["value"], rows["process.within"]["grade"]) == (True, "press")
    proof = rows["process.proof"]
    assert (proof["grade"], proof["note"], proof["low"]) == ("assumed", "nobody says", None)
    assert scheme.scenarios() == ["used", "low", "high", "low:process.decided", "high:process.decided"]
    assert list_processes(scheme, "low") == [{**FULL, "decided": ("days", 10)}]


def test_rule_of_that_name(load):
    """A rule that is called process is a rule: its words are not counted."""
    text = HEAD + BODY.replace("  fine: {", "  process: {repeats: double, ")
    assert not [row for row in load(text).evidence() if row["value"] == "double"]


@pytest.mark.parametrize("process", [PROCESS + PHASES, ASSUMED, SHORT])
def test_dump(process, load):
    """A scheme with a process is written out and read again with the same meaning, evidence and notes."""
    scheme = load(HEAD + BODY + process)
    again = load(scheme.dump(), "again.yaml")
    assert [again.plain(name) for name in scheme.scenarios()] == [
        scheme.plain(name) for name in scheme.scenarios()
    ]
    assert list_facts(again) == list_facts(scheme)
    assert again.dump() == scheme.dump()


def list_facts(scheme):
    return sorted(
        (row["path"], str(row["value"]), row["grade"], str(row["sources"]), str(row["note"]))
        for row in scheme.evidence()
    )


# old text, new text, code, words
REFUSED = [
    ("notice: arrival", "notise: arrival", "E201", "unknown key 'notise' in process; did you mean 'notice'"),
    (
        "proof: {used: keeper",
        "proof: {used: keeper, low: subject",
        "E201",
        "unknown key 'low' of a word; allowed: used,",
    ),
    (
        "proof: {used: keeper",
        "proof: {used: keeper, why: x",
        "E201",
        "unknown key 'why' of a word; allowed: used, evidence,",
    ),
    (
        "proof: {used: keeper, evidence: assumed, note: nobody says}",
        "",
        "E202",
        "missing required key 'proof'",
    ),
    (
        "review: {decided",
        "review: {decide",
        "E201",
        "unknown key 'decide' in process.review; did you mean 'decided'",
    ),
    (
        "notice: arrival",
        "notice: letter",
        "E211",
        "'letter' is not allowed; allowed: none, arrival, publication",
    ),
    ("reasons: true", "reasons: 1", "E213", "process.reasons: must be true or false, found 1"),
    (
        "suspends: false",
        "suspends: {used: never}",
        "E213",
        "process.suspends: must be true or false, found text 'never'",
    ),
    ("corrected: 3 working days", "corrected: soon", "E217", "process.corrected: 'soon' is not a duration"),
    ("corrected: 3 working days", "corrected: 3", "E217", "must be a duration such as"),
    ("except: [late]", "except: []", "E216", "process.except: has too few entries"),
    ("except: [late]", "except: [lat]", "E209", "process.except[0]: unknown rule 'lat'; did you mean 'late'"),
    ("except: [late]", "except: [late, late]", "E208", "process.except[1]: rule 'late' given twice"),
    ("cite: {law: art. 9}", "cite: lwa", "E241", "process: unknown source 'lwa'"),
    ("cite: {law: art. 9}", "cite: tale", "E243", "process.notice: a myth cannot give a word"),
    (
        "cite: {law: art. 9}\n  note: Ours.",
        "evidence: assumed",
        "E242",
        "process.notice: assumed words need a note",
    ),
    (
        "{low: 10 days, used: 15 days, high: 20 days",
        "{used: 15 days",
        "E242",
        "assumed numbers must be ranges",
    ),
    ("used: 15 days", "used: 30 days", "E244", "'used' must lie between 'low' and 'high'"),
    ("unanswered: falls", "unanswered: late", "E211", "'late' is not allowed; allowed: waits, stands, falls"),
    (
        "decided: {low: 10 days, used: 15 days, high: 20 days, evidence: assumed, note: unknown}",
        "",
        "E253",
        "process: 'unanswered: falls' needs 'decided', the time that is over then",
    ),
    (
        "review: {decided: 1 month}",
        "corrects: one",
        "E255",
        "process.corrects: 'one' is one of several keepers, but the scheme has no 'keepers'; allowed: every",
    ),
]


@pytest.mark.parametrize(("old", "new", "code", "words"), REFUSED)
def test_refused(old, new, code, words, load):
    """One wrong word in a sound process is refused in one line that names code, place and what is allowed."""
    text = HEAD + BODY + PROCESS
    assert old in text
    with pytest.raises(InputError) as caught:
        load(text.replace(old, new, 1))
    error = caught.value
    assert error.code == code, str(error)
    assert words in str(error)
    assert error.line is not None and str(error).startswith(f"error[{code}] s.yaml:{error.line}: ")


def test_word_without_source(load):
    """A word that nothing cites is refused like a number."""
    text = (HEAD + BODY + PROCESS).replace("  cite: {law: art. 9}\n", "").replace("cite: law\n", "")
    cited = text.replace("2020-01-01}", "2020-01-01, cite: law}").replace(
        "min_age: 18", "min_age: {used: 18, cite: law}"
    )
    cited = cited.replace("{start: 100", "{start: 100, cite: law").replace("1 year", "1 year, cite: law")
    with pytest.raises(
        InputError, match="E240.*process.notice: word without a source; give its block 'cite'"
    ):
        load(cited)


def test_publication_needs_a_list(load):
    """Nobody can be told by a list that is not there."""
    bare = BODY.replace("lists: {owing: {publication: on arrival}}\n", "").replace(
        "list: owing", "points: -1"
    )
    with pytest.raises(
        InputError, match="E254.*process.notice: 'publication' is that of a list.*allowed: none,"
    ):
        load(HEAD + bare + PROCESS.replace("arrival", "publication"))


def test_part_of_a_process(load):
    """A phase that changes a process which is not there yet says nothing whole."""
    with pytest.raises(InputError, match="E202.*process: missing required key 'notice'"):
        load(HEAD + BODY + "phases: [{from: 2021-01-01, changes: {process.decided: 10 days}}]\n")


@pytest.mark.parametrize(
    "words",
    [
        "## How a record is put right\n\nOurs.\n",
        "| Who is told | whoever it is about, when something is entered | documented | `law`: art. 9 |  |",
        "| Reasons | are given |",
        "| Objection | within 60 days of learning of it | press | `paper` |",
        "| Proof | whoever keeps the file must prove that a record is right | assumed |  | nobody says |",
        "| Meanwhile | what is contested goes on counting |",
        "| Decision | within 15 days (10 days to 20 days) | assumed |  | unknown |",
        "| Without an answer by then | the record falls |",
        "| Correction | within 3 working days | documented |",
        "| Second body | can be asked after a refusal; it decides within 1 month |",
        "| What nobody can contest | “Paid late” |",
        "| process: proof | whoever keeps the file must prove that a record is right | whoever objects must prove that",
        "| process: decision | within 10 days | not there |",
        "| process: objection | not there | at any time |",
        "2 of 26 numbers and words rest on no source; the numbers are ranges.",
        "| `process.proof` | keeper |  | assumed | nobody says |",
    ],
)
def test_page_tells(words, load):
    """Every word of a process stands on the page with its grade, source and note, and so do its changes."""
    assert words in write_page(load(HEAD + BODY + PROCESS + PHASES))


def test_page_of_little(load):
    """What a file leaves open is told as such; where keepers are, so is how far a correction reaches."""
    page = write_page(load(HEAD + KEEPERS + BODY + SHORT))
    assert "| Objection | at any time |  |  | the file does not say; a run takes it so |" in page
    assert "| Where | in the files of every keeper |  |  | the file does not say; a run takes it so |" in page
    assert "How a record is put right" not in write_page(load(HEAD + BODY))


@pytest.mark.parametrize("name", list_schemes())
def test_library(name):
    """What a shipped process leaves to nobody: what follows without an answer, how far a correction reaches; and the card agrees."""
    scheme = load_scheme(name)
    process, dispute = scheme.blocks.process, (scheme.card or {}).get("dispute", {})
    if process is None:
        return
    said = {row["path"].removeprefix("process.") for row in scheme.evidence()}
    assert "unanswered" in said or not process.decided
    assert "corrects" in said or not scheme.blocks.keepers
    assert dispute.get("suspensive", process.suspends) == process.suspends
    assert not process.decided or dispute.get("response_days", process.decided[1]) == process.decided[1]
