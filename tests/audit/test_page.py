"""The pages of the audit: every standard of every scheme is there once, what is silent reads as a task, and text stays text."""

from pathlib import Path

import pytest

from creditscape import scheme as library
from creditscape.audit import (
    VERDICTS,
    load_standards,
    run_audit,
    write_findings,
    write_overview,
)
from creditscape.audit import page as pages
from creditscape.scheme import list_schemes, load_scheme

PAGE = Path(__file__).parents[2] / "docs" / "standards.md"
ASKED = [each for each in load_standards() if each.mode != "simulation"]  # of a definition
SIGNS = {
    "F": "FAIL",
    "L": "LIKELY_FAIL",
    "J": "JUDGEMENT",
    "?": "NOT_TESTABLE",
    "P": "PASS",
    "-": "NOT_APPLICABLE",
}


@pytest.fixture(scope="module")
def schemes():
    """Every scheme that ships."""
    return [load_scheme(name) for name in list_schemes()]


@pytest.fixture(scope="module")
def overview(schemes):
    return write_overview(schemes)


def read_tables(page):
    """Tables of a page: head and rows as lists of cells."""
    tables = []
    for block in page.split("\n\n"):
        rows = [
            [cell.strip() for cell in line.split("|")[1:-1]]
            for line in block.splitlines()
            if line.startswith("|")
        ]
        if rows:
            tables.append((rows[0], rows[2:]))
    return tables


def test_overview_is_current(overview):
    """Write it anew with `creditscape audit > docs/standards.md`."""
    assert PAGE.read_text(encoding="utf-8") == overview


def test_every_verdict_stands_in_one_cell(schemes, overview):
    """For each scheme and standard the overview has one sign, that of the finding."""
    signs = {}
    for head, rows in read_tables(overview):
        assert all(len(row) == len(head) for row in rows)
        if head[0] == "scheme" and head[1] != "fail":
            for row in rows:
                name = row[0].partition("]")[0].removeprefix("[")
                for standard, sign in zip(head[1:], row[1:], strict=True):
                    assert (name, standard) not in signs
                    signs[name, standard] = SIGNS[sign]
    meant = {
        (scheme.id, found.standard.id): found.verdict for scheme in schemes for found in run_audit(scheme)
    }
    assert signs == meant and len(signs) == len(schemes) * len(ASKED)


def test_counts_add_up(overview):
    """Each scheme's verdicts are as many as there are standards."""
    head, rows = next((head, rows) for head, rows in read_tables(overview) if head[1:2] == ["fail"])
    assert head[1:] == [verdict.replace("_", " ").lower() for verdict in VERDICTS]
    assert {sum(map(int, row[1:])) for row in rows} == {len(ASKED)}


def test_what_is_remembered_is_to_be_checked(overview):
    """A standard whose text was not read again says so; one that was does not."""
    marked = {row[0].partition(",")[0] for head, rows in read_tables(overview) if head[0] == "standard" for row in rows
              if "to be checked" in row[3]}  # fmt: skip
    assert marked == {each.id for each in load_standards() if "T" in each.basis}
    assert 0 < len(marked) < len(load_standards())


@pytest.mark.parametrize("name", ["wendeng-2020", "fico-8", "tax-credit"])
def test_a_page_tells_every_finding(name):
    """Title, sentence, source and bearing of each finding stand there; each that is silent waits for a task."""
    scheme = load_scheme(name)
    page = write_findings(scheme)
    for found in run_audit(scheme):
        verdict = found.verdict.replace("_", " ").lower()
        assert page.count(f"\n### {verdict}: {found.standard.id}, {found.standard.title}\n") == 1
        assert (
            " ".join(found.sentence.split()) in page
            and found.bearing in page
            and found.standard.pinpoint in page
        )
    told = [
        line.rpartition(" Needed by ")[2].rstrip(".").split(", ")
        for line in page.splitlines()
        if line.startswith("- [ ] ")
    ]
    silent = {
        found.standard.id
        for found in run_audit(scheme)
        if found.verdict == "NOT_TESTABLE" and found.standard.mode == "definition"
    }
    assert {name for names in told for name in names} == silent
    assert f"{len(load_standards()) - len(ASKED)} more standards are asked of a run" in page


def test_without_silence_there_is_no_list_of_tasks(monkeypatch):
    """A scheme that says everything has nothing left to state."""
    scheme = load_scheme("wendeng-2020")
    told = [found for found in run_audit(scheme) if found.verdict != "NOT_TESTABLE"]
    monkeypatch.setattr(pages, "run_audit", lambda *_: told)
    assert "To be stated" not in write_findings(scheme) and "- [ ]" not in write_findings(scheme)


def test_text_of_a_file_stays_text(tmp_path):
    """Markup and line breaks in a title make no heading, no list and no tag."""
    path = tmp_path / "draft.yaml"
    text = (Path(library.__file__).parent / "library" / "suining-2010.yaml").read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.startswith("title:"))
    path.write_text(text.replace(line, 'title: "<script>x</script>\\n# Evil"'), encoding="utf-8")
    page = write_findings(load_scheme(path))
    assert "<script>" not in page and "\n# Evil" not in page and page.startswith("# &lt;script>x")
