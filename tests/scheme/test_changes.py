"""Three ways to change a scheme - extend it, reform it, change it from a date - give what writing it out
gives.
"""

from datetime import date

import pytest

from creditscape.scheme import load_scheme
from creditscape.words import InputError

BASE = """\
scheme: base
title: Base
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 18
sources: {law: {title: Law, evidence: documented}}
cite: law
scores: {points: {start: 1000}}
bands: {main: {of: points, levels: [{name: A, from: 900}, {name: B, from: 600}, {name: C}], lowest: 100}}
rules:
  fine: {event: traffic_fine_small, points: -10, lasts: 1 year, note: first}
  light: {event: red_light, points: -5}
lists: {late: {publication: on arrival, term: 1 year}}
"""

LOCAL = """\
scheme: local
title: Local
extends: base.yaml
sources: {law: {title: Local law, evidence: press}}
cite: {law: art. 1}
min_age: 16
rules:
  fine: {points: -20}
  light: null
  bribe: {event: bribery, points: -30}
lists: {late: {term: 2 years}}
"""

WRITTEN = """\
scheme: local
title: Local
place: {name: Nowhere, country: XX}
in_force: {from: 2020-01-01}
min_age: 16
sources: {law: {title: Law, evidence: documented}}
cite: law
scores: {points: {start: 1000}}
bands: {main: {of: points, levels: [{name: A, from: 900}, {name: B, from: 600}, {name: C}], lowest: 100}}
rules:
  fine: {event: traffic_fine_small, points: -20, lasts: 1 year}
  bribe: {event: bribery, points: -30}
lists: {late: {publication: on arrival, term: 2 years}}
"""

REFORM = """\
reform: milder
title: Milder
author: A. Nobody
baseline: base
reason: to see what it does
changes:
  rules.fine.points: -1
  rules.light: null
  bands.main.levels.B.from: 500
  bands.main.levels.0.from: 850
  caps.yearly: {points: 9}
  rules.fine.cap: yearly
"""

REFORMED = (
    WRITTEN.replace("scheme: local\ntitle: Local", "scheme: milder\ntitle: Milder")
    .replace("min_age: 16", "min_age: 18")
    .replace("points: -20", "points: -1, cap: yearly")
    .replace("  bribe: {event: bribery, points: -30}\n", "")
    .replace("2 years", "1 year")
    .replace("from: 900", "from: 850")
    .replace("from: 600", "from: 500")
    .replace("rules:\n", "caps: {yearly: {points: 9}}\nrules:\n")
)


@pytest.fixture
def write(tmp_path):
    def write_file(text, name):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    write_file(BASE, "base.yaml")
    return write_file


def list_facts(scheme):
    return sorted((row["path"], str(row["value"]), row["grade"], row["sources"]) for row in scheme.evidence())


def test_extends(write):
    """A file that extends another is what it would be written out."""
    assert (
        load_scheme(write(LOCAL, "local.yaml")).plain() == load_scheme(write(WRITTEN, "written.yaml")).plain()
    )


def test_extends_evidence(write):
    """Each number keeps the source of its own file, even where both files use one name for two sources."""
    scheme = load_scheme(write(LOCAL, "local.yaml"))
    rows = {row["path"]: row for row in scheme.evidence()}
    assert (rows["rules.fine.lasts"]["grade"], rows["rules.fine.lasts"]["source"]) == ("documented", "law")
    assert (rows["rules.fine.points"]["grade"], rows["rules.fine.points"]["place"]) == ("press", "art. 1")
    assert scheme.sources[rows["rules.fine.points"]["source"]].title == "Local law"
    assert scheme.sources["law"].title == "Law"
    assert rows["rules.fine.lasts"]["file"].endswith("base.yaml")


def test_extends_by_id(write):
    """A file beside goes before a scheme that ships; one that ships is found by its id."""
    write(BASE.replace("-10", "-77"), "suining-2010.yaml")
    near = load_scheme(
        write(LOCAL.replace("base.yaml", "suining-2010").replace("{points: -20}", "{note: x}"), "local.yaml")
    )
    assert near.plain()["phases"][0]["rules"]["fine"]["points"] == {"fixed": -77}
    far = load_scheme(write("scheme: far\nextends: wendeng-2020\n", "far.yaml"))
    assert far.plain()["phases"] == load_scheme("wendeng-2020").plain()["phases"]


def test_extends_lines(write):
    """A mistake in a file is named in that file, not in the one it extends."""
    with pytest.raises(InputError, match=r"local.yaml:8: rules.fine.points: must be a whole number"):
        load_scheme(write(LOCAL.replace("-20", "x"), "local.yaml"))


def test_reform(write):
    """A reform is what its baseline would be with the changes written in."""
    assert (
        load_scheme(write(REFORM, "reform.yaml")).plain()
        == load_scheme(write(REFORMED, "written.yaml")).plain()
    )


def test_reform_remembers(write):
    """A reformed scheme knows its baseline, its author's words and which numbers are proposals."""
    scheme = load_scheme(write(REFORM, "reform.yaml"))
    assert scheme.baseline is not None
    assert scheme.reform is not None
    assert (scheme.id, scheme.baseline.id, scheme.reform.author) == ("milder", "base", "A. Nobody")
    assert scheme.baseline.plain() == load_scheme(write(BASE, "other.yaml")).plain()
    rows = {row["path"]: row for row in scheme.evidence()}
    assert (rows["rules.fine.points"]["grade"], rows["rules.fine.points"]["source"]) == (
        "hypothetical",
        "milder",
    )
    assert rows["rules.fine.lasts"]["grade"] == "documented"
    assert scheme.sources["milder"].title == "Milder (A. Nobody)"


def test_reform_within_table(write):
    """A table that a reform changes in one place counts as its author's proposal, not as what the source
    says.
    """
    table = BASE.replace(
        "rules:\n", "rules:\n  given: {event: volunteer_shift, points: {table: [[10, 2], [20, 5]]}}\n"
    )
    write(table, "base.yaml")
    text = REFORM[: REFORM.index("changes:")] + "changes: {rules.given.points.table.1.1: 6}\n"
    scheme = load_scheme(write(text, "reform.yaml"))
    rows = {row["path"]: row for row in scheme.evidence()}
    assert rows["rules.given.points.table"]["value"] == [[10, 2], [20, 6]]
    assert rows["rules.given.points.table"]["grade"] == "hypothetical"


def test_reform_from(write):
    """A reform from a date leaves the baseline until the day before."""
    dated = REFORM.replace("changes:", "from: 2022-01-01\nchanges:")
    phases = load_scheme(write(dated, "reform.yaml")).plain()["phases"]
    assert [phase["from"] for phase in phases] == [None, date(2022, 1, 1).toordinal()]
    assert phases[0] == load_scheme(write(BASE, "b.yaml")).plain()["phases"][0]
    after = load_scheme(write(REFORMED, "written.yaml")).plain()["phases"][0]
    assert {**phases[1], "from": None} == after


def test_reform_of_phases(write):
    """A reform without date holds in every phase, one with a date in those from then on."""
    write(
        BASE + "phases: [{from: 2021-01-01, changes: {rules.light.points: -6}},"
        " {from: 2023-01-01, changes: {rules.fine: null}}]\n",
        "base.yaml",
    )
    change = (
        "reform: r\ntitle: R\nauthor: A\nbaseline: base\nreason: x\nFROMchanges: {rules.light.points: -7}\n"
    )
    always = load_scheme(write(change.replace("FROM", ""), "r.yaml")).plain()["phases"]
    assert [phase["rules"]["light"]["points"]["fixed"] for phase in always] == [-7, -7, -7]
    later = load_scheme(write(change.replace("FROM", "from: 2022-01-01\n"), "r.yaml")).plain()["phases"]
    assert [phase["rules"]["light"]["points"]["fixed"] for phase in later] == [-5, -6, -7, -7]
    assert ["fine" in phase["rules"] for phase in later] == [True, True, True, False]


def test_reform_of_reform(write):
    """A reform can change a reform; both authors' numbers keep their names."""
    write(REFORM, "milder.yaml")
    second = load_scheme(
        write(
            "reform: second\ntitle: Second\nauthor: B\nbaseline: milder\n"
            "reason: x\nchanges: {rules.fine.lasts: 2 years}\n",
            "second.yaml",
        )
    )
    rows = {row["path"]: row["source"] for row in second.evidence()}
    assert (rows["rules.fine.points"], rows["rules.fine.lasts"]) == ("milder", "second")


def test_phases(write):
    """Each phase is what the scheme would be with all changes up to then written in."""
    text = (
        BASE + "phases: [{from: 2021-01-01, changes: {rules.fine.points: -20}},"
        " {from: 2022-01-01, changes: {rules.light: null}}]\n"
    )
    phases = load_scheme(write(text, "p.yaml")).plain()["phases"]
    second = BASE.replace("points: -10", "points: -20")
    third = second.replace("  light: {event: red_light, points: -5}\n", "")
    for number, written in enumerate((BASE, second, third)):
        whole = load_scheme(write(written, "written.yaml")).plain()["phases"][0]
        assert {**phases[number], "from": None} == whole
    assert [phase["from"] for phase in phases[1:]] == [
        date(2021, 1, 1).toordinal(),
        date(2022, 1, 1).toordinal(),
    ]


def test_phase_evidence(write):
    """A phase adds the rows of its date and of what it changes, under its own path and source."""
    text = (
        BASE.replace("sources: {", "sources: {order: {title: Order, evidence: press}, ")
        + "phases: [{from: 2021-01-01, cite: {order: no. 2}, changes: {rules.fine.points: -20}}]\n"
    )
    scheme, before = load_scheme(write(text, "p.yaml")), load_scheme(write(BASE, "b.yaml"))
    rows = {row["path"]: row for row in scheme.evidence()}
    assert len(rows) == len(before.evidence()) + 2
    assert (rows["phases[0].from"]["source"], rows["phases[0].rules.fine.points"]["place"]) == (
        "order",
        "no. 2",
    )


@pytest.mark.parametrize(
    "text",
    [
        LOCAL,
        REFORM,
        REFORM.replace("changes:", "from: 2022-01-01\nchanges:"),
        BASE + "phases: [{from: 2021-01-01, changes: {rules.fine.points: -20, rules.light: null}}]\n",
    ],
)
def test_dump(write, text):
    """Whatever it was made from, a scheme is written out as one file that says and cites the same."""
    scheme = load_scheme(write(text, "one.yaml"))
    again = load_scheme(write(scheme.dump(), "two.yaml"))
    assert again.plain() == scheme.plain()
    assert list_facts(again) == list_facts(scheme)
    assert again.baseline is None


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        ("rules.fin.points: -1", "E209", "unknown step 'fin'; did you mean 'fine'"),
        ("rules.gone: null", "E209", "unknown step 'gone'"),
        ("scheme: x", "E209", "'scheme' cannot be changed here"),
        ("phases: []", "E209", "'phases' cannot be changed here"),
        ("bands.main.levels.Z.from: 1", "E209", "unknown step 'Z'"),
        ("bands.main.levels.9.from: 1", "E209", "unknown step '9'"),
        ("rules.fine.points.x: 1", "E209", "unknown step 'x'"),
        ("rules.fine.points: x", "E203", "must be a whole number, found text 'x'"),
        ("rules.fine.event: red_lihgt", "E209", "did you mean 'red_light'"),
        ("card.operator: public", "E209", "unknown step 'card'"),
    ],
)
def test_reform_refused(write, change, code, words):
    """A change that leads nowhere or breaks the scheme is refused in the reform's own file and line."""
    text = REFORM[: REFORM.index("changes:")] + f"changes: {{{change}}}\n"
    with pytest.raises(InputError) as caught:
        load_scheme(write(text, "reform.yaml"))
    assert caught.value.code == code, str(caught.value)
    assert words in str(caught.value)
    assert str(caught.value.file).endswith("reform.yaml")
    assert caught.value.line == 6


@pytest.mark.parametrize("key", ["title", "author", "baseline", "reason", "changes"])
def test_reform_needs(write, key):
    """A reform says who proposes what to which scheme, and why."""
    head, changes = REFORM[: REFORM.index("changes:")], "changes: {rules.light: null}\n"
    lines = [line for line in (head + changes).splitlines(keepends=True) if not line.startswith(f"{key}:")]
    with pytest.raises(InputError, match=f"E202.*missing required key '{key}'"):
        load_scheme(write("".join(lines), "reform.yaml"))


def test_extends_reform(write):
    """A reform cannot be extended; it can be a baseline."""
    write(REFORM, "milder.yaml")
    with pytest.raises(InputError, match="E225.*is a reform"):
        load_scheme(write("scheme: x\nextends: milder\n", "x.yaml"))
