"""The page of validation: current, complete, and with a reason for every miss."""

import re

import pytest

from creditscape.validation import find_targets, run_targets, write_page
from creditscape.validation.page import list_rows
from creditscape.validation.ways import OF_NOTHING, WAYS

CHEAP = ("V24", "V23b")  # run on societies, and quick


@pytest.fixture(scope="module")
def page(root) -> str:
    """The page as it is kept. Print it anew: creditscape validate > docs/validation.md."""
    return (root / "docs" / "validation.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def quick():
    """What can be reached in a few seconds."""
    return run_targets(
        [
            target
            for target in find_targets()
            if target.reach and (WAYS[target.reach.way].of == OF_NOTHING or target.id in CHEAP)
        ]
    )


def read_verdicts(page: str) -> dict[str, str]:
    """The verdict of every target that was run, from the tables of a page."""
    return dict(re.findall(r"^\| \*\*([A-Z]\w+)\*\* .*\| \*\*(agrees|differs)\*\* \|$", page, re.MULTILINE))


def test_quick_rows_are_current(page, quick):
    """Row by row, what can be reached in a few seconds is what the page says."""
    lines = page.splitlines()
    assert len(quick) >= 25
    for result in quick:
        rows = list(list_rows(result))
        first = lines.index(rows[0])
        assert lines[first : first + len(rows)] == rows


def test_a_moved_figure_is_seen(page):
    """Planted: a row with another published figure is not on the page."""
    [target] = find_targets(["R11"])
    [result] = run_targets([target.model_copy(update={"published": {"precision": 16}})])
    assert next(iter(list_rows(result))) not in page


def test_counts_of_the_summary(page):
    """The numbers of the first sentence are those of the tables below it."""
    found = re.search(r"\*\*Of (\d+) targets (\d+) were run: (\d+) agree and (\d+) differ; (\d+) could", page)
    assert found is not None
    every, run, agree, differ, unreached = map(int, found.groups())
    verdicts = [*read_verdicts(page).values()]
    assert (len(verdicts), verdicts.count("agrees"), verdicts.count("differs")) == (run, agree, differ)
    assert every == run + unreached == len(find_targets()) and run >= 25
    assert unreached == sum(target.unreached is not None for target in find_targets())


def test_every_miss_has_a_reason(page):
    """Whatever differs has a paragraph of its own with a likely reason, and nothing that agrees has one."""
    differing = {name for name, verdict in read_verdicts(page).items() if verdict == "differs"}
    assert differing == set(re.findall(r"^\*\*([A-Z]\w+), .*Outside: ", page, re.MULTILINE))
    assert "No reason was found" not in page
    assert all(target.missed for target in find_targets(sorted(differing)))


def test_everything_fitted_is_listed(page):
    """Every number that was fitted stands in the table, and every target that is fitted names one."""
    for target in find_targets():
        for fitted in target.fitted:
            assert f"| {fitted.name} | {fitted.value} | " in page
        assert target.fitted or target.kind != "fitted", target.id
        assert not target.fitted or target.kind in ("fitted", "case"), target.id


def test_what_is_remembered_is_told_apart(page):
    """Targets held against a figure that is only remembered are named beside the counts."""
    recalled = [target.id for target in find_targets() if target.source.evidence == "recalled"]
    assert recalled and f"{' and '.join(recalled)} are held against figures that are only remembered" in page


def test_text_of_a_file_stays_text():
    """Markup in a title makes no tag and no column."""
    [target] = find_targets(["R11"])
    page = write_page(run_targets([target.model_copy(update={"title": "<b>x</b> | y"})]))
    assert "<b>" not in page and "&lt;b>x" in page


@pytest.mark.full
def test_page_is_current(page):
    """The whole page is what the command prints."""
    assert write_page(run_targets(find_targets())) == page
