"""What a scheme file may not say: every refusal with its code, words, place and exit code."""

import os

import pytest

from creditscape.scheme import load_scheme
from creditscape.words import InputError

SMALL = """\
scheme: small-1
title: A small scheme
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources:
  notice: {title: Notice, evidence: documented}
  talk: {title: Talk, evidence: hypothetical}
  tale: {title: Tale, evidence: myth}
cite: notice
scores:
  points: {start: 1000, floor: 0, ceiling: 1200}
bands:
  main: {of: points, levels: [{name: A, from: 900}, {name: B, from: 600}, {name: C}], lowest: 100}
caps:
  giving: {points: 40}
rules:
  fine: {event: traffic_fine_small, points: -10, lasts: 1 year, repeats: double}
  drunk: {event: drunk_driving, drop: {band: main, to: C}, lasts: 2 years}
  given: {event: volunteer_shift, points: {table: [[10, 2], [20, 5]]}, cap: giving, lasts: 1 year}
  arrears: {event: loan_payment_missed, list: late}
  paid: {event: judgment_performed, repairs: arrears}
lists:
  late: {publication: {every: month, on: first working day}, window: 7 working days, term: 1 year}
measures:
  shut:
    {kind: restriction, domain: employment, when: {band: [C]}, severity: 3,
     blocks: [business_licence_application]}
  named: {kind: publication, domain: reputation, when: {listed: late}, severity: 2}
phases:
  - {from: 2021-07-01, changes: {rules.fine.points: -20}}
"""

FINE = "event: traffic_fine_small, points: -10, lasts: 1 year, repeats: double"

# old text, new text, code, words
CHANGED = [
    ("title: A", "t\u0456tle: A", "E201", "did you mean 'title' (the letter U+0456 is not Latin)"),
    (
        "lasts: 1 year, rep",
        "lasst: 1 year, rep",
        "E201",
        "s.yaml:18: unknown key 'lasst' in rules.fine; did you mean 'lasts'",
    ),
    ("min_age: 18", "min_aeg: 18", "E201", "s.yaml:5: unknown key 'min_aeg'; did you mean 'min_age'"),
    (
        "start: 1000, floor",
        "start: 1000, flor",
        "E201",
        "unknown key 'flor' in scores.points; did you mean 'floor'",
    ),
    ("title: Notice,", "titel: Notice,", "E201", "sources.notice: unknown key 'titel'"),
    ("min_age: 18\n", "", "E202", "missing required key 'min_age'"),
    ("title: A small scheme\n", "", "E202", "s.yaml:1: missing required key 'title'"),
    ("place: {name: Nowhere, country: XX}\n", "", "E202", "missing required key 'place'"),
    (
        "event: traffic_fine_small, points",
        "points",
        "E202",
        "s.yaml:18: rules.fine: missing required key 'event'",
    ),
    ("title: Notice, ", "", "E202", "sources.notice: missing required key 'title'"),
    (
        "points: -10",
        "points: 10.5",
        "E203",
        "s.yaml:18: rules.fine.points: must be a whole number, found 10.5",
    ),
    ("points: -10", 'points: "10"', "E203", "must be a whole number, found text '10' (remove the quotes)"),
    ("points: -10", "points: true", "E203", "must be a whole number, found true"),
    ("points: -10", "points: [10]", "E203", "must be a whole number, found a list"),
    ("points: -10", "points: __import__('os').system('id')", "E203", "must be a whole number, found text"),
    ("points: -10", "points: 9**9**9", "E203", "must be a whole number, found text '9**9**9'"),
    ("min_age: 18", "min_age: -5", "E203", "min_age: must be at least 0, found -5"),
    ("min_age: 18", "min_age: 200", "E203", "min_age: must be at most 150, found 200"),
    (
        "giving: {points: 40}",
        "giving: {points: 0}",
        "E203",
        "caps.giving.points: must be at least 1, found 0",
    ),
    ("from: 2020-01-01", 'from: "2020-01-01"', "E206", "in_force.from: must be a date (YYYY-MM-DD)"),
    ("from: 2020-01-01", "from: 1066-10-14", "E206", "must lie between 1900-01-01 and 2100-12-31"),
    ("from: 600", "from: 900", "E207", "bands.main.levels[1].from: band 'B' from 900 overlaps 'A' from 900"),
    ("from: 600", "from: 950", "E207", "band 'B' from 950 overlaps 'A' from 900"),
    ("{name: B, from: 600}", "{name: B}", "E207", "band 'B': only the last band has no 'from'"),
    ("{name: C}]", "{name: C, from: 1}]", "E207", "band 'C': the last band must have no 'from'"),
    ("lowest: 100", "lowest: 600", "E207", "bands.main.lowest: lowest 600 must be below 600"),
    ("{name: B, from", "{name: A, from", "E208", "band 'A' already used"),
    (
        "{name: B, from",
        "{nam: B, from",
        "E201",
        "unknown key 'nam' in bands.main.levels[1]; did you mean 'name'",
    ),
    (
        "event: drunk_driving",
        "event: drunk_drivng",
        "E209",
        "s.yaml:19: rules.drunk.event[0]: unknown event 'drunk_drivng'; did you mean 'drunk_driving'",
    ),
    (
        "event: drunk_driving",
        "event: [drunk_driving, drunk_driving]",
        "E208",
        "event 'drunk_driving' given twice",
    ),
    (
        "event: drunk_driving",
        "event: business_licence_application",
        "E209",
        "is of class attempt; no such event is ever recorded",
    ),
    ("list: late", "list: lat", "E209", "rules.arrears.list: unknown list 'lat'; did you mean 'late'"),
    ("cap: giving", "cap: givin", "E209", "rules.given.cap: unknown cap 'givin'"),
    (
        "band: main, to: C",
        "band: mian, to: C",
        "E209",
        "rules.drunk.drop.band: unknown band set 'mian'; did you mean 'main'",
    ),
    ("to: C", "to: E", "E209", "rules.drunk.drop.to: unknown band 'E'; known: A, B, C"),
    ("of: points", "of: point", "E209", "bands.main.of: unknown score 'point'; did you mean 'points'"),
    ("repairs: arrears", "repairs: arears", "E209", "unknown rule 'arears'; did you mean 'arrears'"),
    ("band: [C]", "band: [Z]", "E209", "measures.shut.when.band[0]: unknown band 'Z'"),
    ("listed: late", "listed: latte", "E209", "measures.named.when.listed: unknown list 'latte'"),
    ("[business_licence_application]", "[drunk_driving]", "E209", "only attempts can be blocked"),
    (
        "points: -10",
        "points: 99999999999",
        "E210",
        "rules.fine.points: 99999999999 must be between -1000000 and 1000000",
    ),
    (
        "start: 1000",
        "start: 1300",
        "E210",
        "scores.points: start 1300 must be between floor 0 and ceiling 1200",
    ),
    ("floor: 0", "floor: 1100", "E210", "start 1000 must be between floor 1100"),
    (
        "repeats: double",
        "repeats: triple",
        "E211",
        "rules.fine.repeats: 'triple' is not allowed; allowed: double",
    ),
    ("domain: employment", "domain: employmnt", "E211", "did you mean 'employment'"),
    (
        "evidence: documented",
        "evidence: certain",
        "E211",
        "sources.notice.evidence: 'certain' is not a grade",
    ),
    (
        "on: first working day",
        "on: 32",
        "E211",
        "must be a day from 1 to 31 or 'first working day', found 32",
    ),
    ("title: A small scheme", "title: 5", "E212", "title: must be text, found 5"),
    ("scheme: small-1", "scheme: Small 1", "E212", "scheme: is not a name"),
    ("in_force:", "standing: 1\nin_force:", "E213", "standing: must be true or false, found 1"),
    (
        "scores:\n  points: {start: 1000, floor: 0, ceiling: 1200}",
        "scores: 5",
        "E214",
        "scores: must be a mapping, found 5",
    ),
    (
        "levels: [{name: A, from: 900}, {name: B, from: 600}, {name: C}]",
        "levels: A",
        "E214",
        "must be a list, found text 'A'",
    ),
    (
        "  drunk:",
        "  copy: {" + FINE + "}\n  drunk:",
        "E215",
        "not to be told from rule 'fine': same event 'traffic_fine_small'",
    ),
    (
        "lasts: 1 year, rep",
        "lasts: 1 fortnight, rep",
        "E217",
        "rules.fine.lasts: '1 fortnight' is not a duration",
    ),
    (
        "lasts: 1 year, rep",
        "lasts: 3, rep",
        "E217",
        "must be a duration such as '2 years' or '30 days', found 3",
    ),
    ("points: -10", "points: {drawn: [-10, -50]}", "E218", "drawn limits must rise, found [-10, -50]"),
    ("points: -10", "points: {drawn: [-50, -25], step: 10}", "E218", "step 10 does not lead from -50 to -25"),
    ("points: -10", "points: {scaled: {percent: 20, above: 3}}", "E218", "percent must be"),
    ("points: -10", "points: {scaled: {percent: -20}}", "E218", "needs either 'above' or 'below'"),
    ("points: -10", "points: {}", "E218", "points need exactly one of"),
    ("[10, 2], [20, 5]", "[20, 2], [10, 5]", "E218", "table amounts must rise from 1 on, found 10 after 20"),
    (
        "event: volunteer_shift",
        "event: red_light",
        "E218",
        "a table needs events with an amount; 'red_light' has none",
    ),
    ("when: {band: [C]}", "when: {}", "E218", "needs exactly one of 'band', 'listed', 'not_listed'"),
    ("in_force: {from: 2020-01-01}", "in_force: {from: 2020-01-01, to: 2019-01-01}", "E218", "lies before"),
    (
        "list: late",
        "list: late, points: -1",
        "E219",
        "exactly one of points, drop, list is needed, found points and list",
    ),
    (", repairs: arrears", "", "E219", "exactly one of points, drop, list is needed, found none"),
    ("list: late", "list: late, repeats: double", "E219", "'repeats' needs 'points'"),
    ("lasts: 2 years", "lasts: 2 years, restoration: 2 years", "E219", "mean the same"),
    ("repeats: double", "repeats_with: x", "E219", "'repeats_with' needs 'repeats: double'"),
    (", lowest: 100", "", "E246", "a drop to the last band 'C' needs 'lowest' in bands.main"),
    (
        "points: -10, lasts",
        "points: -10, cap: giving, lasts",
        "E247",
        "cap 'giving' joins bonuses and deductions",
    ),
    ("list: late}", "list: late, repairs: [paid]}", "E219", "a repair may have points or a drop, not a list"),
    ("repairs: arrears", "repairs: paid", "E248", "repairs go in a circle: paid -> paid"),
    ("cite: notice", "cite: notce", "E241", "unknown source 'notce'; did you mean 'notice'"),
    ("cite: notice\n", "", "E240", "s.yaml:4: in_force.from: number without a source"),
    ("cite: notice\n", "cite: talk\n", "E242", "hypothetical numbers must be ranges {low, used, high}"),
    (
        "points: -10",
        "points: {low: -20, used: -10, high: -5, evidence: assumed}",
        "E242",
        "assumed numbers need a note",
    ),
    ("cite: notice\n", "cite: tale\n", "E243", "a myth cannot give a number"),
    (
        "points: -10",
        "points: {low: -20, used: -30, high: -5}",
        "E244",
        "'used' must lie between 'low' and 'high'",
    ),
    (
        "points: -10",
        "points: {used: -30, variants: [{value: -10}, {value: -20}]}",
        "E245",
        "used -30 is none of the variants",
    ),
    (
        "points: -10",
        "points: {used: -10, variants: [{value: -10}]}",
        "E245",
        "variants must be a list of two or more",
    ),
    ("points: -10", "points: {low: -10, high: -5}", "E202", "missing required key 'used' of a range"),
    ("points: -10", "points: {low: -10, used: -5}", "E202", "a range needs both 'low' and 'high'"),
    ("points: -10", "points: {low: x, used: y, high: z}", "E114", "'y' is ambiguous"),
    ("points: -10", "points: {low: a, used: b, high: c}", "E203", "must be a number, date or duration"),
    (
        "from: 600",
        "from: {low: 500, used: 600, high: 950}",
        "E207",
        "This holds where every range is at its high end",
    ),
    (
        "{rules.fine.points: -20}",
        "{rules.fin.points: -20}",
        "E209",
        "rules.fin.points: unknown step 'fin'; did you mean 'fine'",
    ),
    ("{rules.fine.points: -20}", "{title: x}", "E209", "'title' cannot be changed here; allowed: scores"),
    (
        "{rules.fine.points: -20}",
        "{rules.fine: null, rules.fine.points: -20}",
        "E249",
        "overlaps the change of 'rules.fine'",
    ),
    (
        "{rules.fine.points: -20}}",
        "{rules.fine.points: -20}}\n  - {from: 2021-07-01, changes: {rules.fine: null}}",
        "E250",
        "does not come after 2021-07-01",
    ),
    ("{rules.fine.points: -20}", "{lists.late: null}", "E209", "unknown list 'late'"),
    ("{rules.fine.points: -20}", "{}", "E216", "phases[0].changes: has too few entries"),
]


def refuse(folder, text):
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_scheme("./s.yaml")
    return caught.value


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_small(folder):
    """The scheme that the bad ones are made from is sound."""
    (folder / "s.yaml").write_text(SMALL)
    assert len(load_scheme("./s.yaml").plain()["phases"]) == 2


@pytest.mark.parametrize(("old", "new", "code", "words"), CHANGED)
def test_changed(folder, old, new, code, words):
    """One wrong word in a sound scheme is refused in one line that names code and place."""
    assert old in SMALL
    error = refuse(folder, SMALL.replace(old, new, 1))
    assert error.code == code, str(error)
    assert words in str(error)
    assert error.exit_code == 2
    assert error.line is not None
    assert str(error).startswith(f"error[{code}] s.yaml:")
    assert "\n" not in str(error)
    assert len(str(error)) <= 400


def test_score_needed(folder):
    """A scheme with two scores must say which one a rule moves."""
    error = refuse(folder, SMALL.replace("scores:\n", "scores:\n  other: {start: 1}\n"))
    assert error.code == "E202"
    assert "rules.fine: missing required key 'score', one of other, points" in str(error)


def test_set_needed(folder):
    """A scheme with two band sets must say which one a measure looks at."""
    error = refuse(folder, SMALL.replace("bands:\n", "bands:\n  other: {of: points, levels: [{name: X}]}\n"))
    assert error.code == "E202"
    assert "measures.shut.when: missing required key 'of', one of other, main" in str(error)


def test_too_many_rules(folder):
    """More than 1000 rules are too much work: exit code 3."""
    many = "".join(f"  r{n}: {{event: red_light, points: -{n + 1}}}\n" for n in range(1001))
    error = refuse(folder, SMALL.replace("rules:\n", "rules:\n" + many, 1))
    assert (error.code, error.exit_code) == ("E303", 3)
    assert "1006 rules; limit is 1000" in str(error)


def test_repairs_circle(folder):
    """A circle of repairs is shown in order."""
    error = refuse(
        folder,
        SMALL.replace(
            "  paid:", "  a: {event: red_light, repairs: b}\n  b: {event: bribery, repairs: a}\n  paid:"
        ),
    )
    assert error.code == "E248"
    assert "a -> b -> a" in str(error)


EXTENDS = [
    ("../../../../etc/passwd", "E220", "leaves the scheme folder"),
    ("/etc/hostname", "E220", "leaves the scheme folder"),
    ("C:\\x", "E220", "leaves the scheme folder"),
    ("~/x", "E220", "leaves the scheme folder"),
    ("..", "E220", "leaves the scheme folder"),
    ("a/b.yaml", "E220", "leaves the scheme folder"),
    ("https://x/y.yaml", "E221", "only file names inside the scheme folder"),
    ("file:///etc/passwd", "E221", "only file names inside the scheme folder"),
    ("\\\\host\\x", "E221", "only file names inside the scheme folder"),
    ("wendeng-2021", "E225", "did you mean 'wendeng-2020'"),
    ("[a]", "E212", "must be the id of a scheme or a file name, found a list"),
    ("folder", "E224", "not a regular file inside the scheme folder"),
    ("link.yaml", "E224", "not a regular file inside the scheme folder"),
    ("pipe.yaml", "E224", "not a regular file inside the scheme folder"),
    ("s.yaml", "E222", "cycle s.yaml -> s.yaml"),
]


@pytest.mark.parametrize(("name", "code", "words"), EXTENDS)
def test_extends(folder, name, code, words):
    """`extends` stays in the folder, reads regular files only, and never shows what else it met."""
    (folder / "folder").mkdir()
    (folder / "link.yaml").symlink_to("/etc/passwd")
    os.mkfifo(folder / "pipe.yaml")
    quoted = name if name.startswith("[") else f"'{name}'"
    error = refuse(folder, f"scheme: x\nextends: {quoted}\n")
    assert error.code == code, str(error)
    assert words in str(error)
    assert "root:" not in str(error)
    assert (error.line, error.field) == (2, "extends")


def test_extends_circle(folder):
    """Two files that extend each other are refused by name."""
    (folder / "b.yaml").write_text("scheme: b\nextends: s.yaml\n")
    error = refuse(folder, "scheme: x\nextends: b\n")
    assert error.code == "E222"
    assert "cycle s.yaml -> b.yaml -> s.yaml" in str(error)


def test_extends_chain(folder):
    """A chain of eight files is read, one of nine is refused."""
    (folder / "c1.yaml").write_text(SMALL)
    for n in range(2, 10):
        (folder / f"c{n}.yaml").write_text(f"scheme: c{n}\nextends: c{n - 1}\n")
    assert load_scheme("./c8.yaml").id == "c8"
    with pytest.raises(InputError, match="E223.*deeper than 8"):
        load_scheme("./c9.yaml")


def test_unknown_id():
    """An id that does not ship brings the nearest that does."""
    with pytest.raises(InputError, match="E001.*did you mean 'wendeng-2020'"):
        load_scheme("wendeng-2002")


def test_accepted(folder):
    """A large honest file, words of all scripts and markup are accepted, shown as text."""
    rules = "".join(
        f'  r{n}: {{event: red_light, points: -{n + 1}, title: "{"w" * 700} <script> {{{{7*7}}}} 信用"}}\n'
        for n in range(900)
    )
    text = SMALL.replace("rules:\n", "rules:\n" + rules, 1).replace("start: 1000", "start: 1_000")
    assert 600_000 < len(text.encode()) < 1_048_576
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    scheme = load_scheme("./s.yaml")
    assert len(scheme.plain()["phases"][0]["rules"]) == 905
    assert "<script> {{7*7}} 信用" in (scheme.blocks.rules["r0"].title or "")
