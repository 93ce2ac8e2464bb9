"""The page of metrics: every id once, every function real, and every function that speaks of an id stands in its row."""

import re
from pathlib import Path

import pytest

from creditscape import metrics

PARTS = {1: "abc", 3: "abcdefg", 4: "abcd", 5: "abcd", 7: "abc", 9: "abcd", 12: "abcde", 13: "abc", 14: "abc", 15: "abcd",
         18: "ab", 20: "ab", 21: "abcd", 22: "abcd"}  # fmt: skip
IDS = [f"M{n:02}{part}" for n in range(26) for part in PARTS.get(n, [""])] + ["M10b", "U1", "U2", "U3"]
WHOLE = ("measure", "measure_gaps", "say_remedy")  # they put together what other functions tell
KNOWN = re.compile(r"M\d\d[a-g]?|U\d")


def read_rows(text: str) -> dict[str, list[list[str]]]:
    """The cells of every row of the page, by id."""
    rows: dict[str, list[list[str]]] = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if KNOWN.fullmatch(cells[0]):
            rows.setdefault(cells[0], []).append(cells[1:])
    return rows


def list_faults(text: str) -> list[str]:
    """What is wrong with the page, one line each."""
    rows = read_rows(text)
    faults = [
        f"{each}: stands there {len(rows.get(each, []))} times"
        for each in IDS
        if len(rows.get(each, [])) != 1
    ]
    faults += [f"{each}: unknown" for each in rows if each not in IDS]
    for each, found in rows.items():
        for cells in found:
            if len(cells) not in (2, 6) or not all(cells):
                faults.append(f"{each}: a cell is empty or missing")
            names = re.findall(r"`(\w+)`", cells[1]) if len(cells) == 6 else []
            faults += [f"{each}: no function {name}" for name in names if not hasattr(metrics, name)]
            if len(cells) == 6 and not names:
                faults.append(f"{each}: names no function")
    return faults + list_missing(rows)


def list_missing(rows: dict[str, list[list[str]]]) -> list[str]:
    """Functions whose docstring refers to an id in whose row they do not stand. `M10` and its like mean themselves, `M01` its parts."""
    faults = []
    for name in set(metrics.__all__) - set(WHOLE):
        made = getattr(metrics, name)
        told = (made.__doc__ or "").partition("Reference: ")[2] if callable(made) else ""
        for each in sorted(set(KNOWN.findall(told)) & set(IDS)):
            if all(f"`{name}`" not in "".join(cells) for cells in rows.get(each, [])):
                faults.append(f"{each}: {name} refers to it and is not in its row")
    return faults


@pytest.fixture
def page(root: Path) -> str:
    """The page of metrics."""
    return (root / "docs" / "metrics.md").read_text()


def test_the_page_is_complete(page: str) -> None:
    """Every id from M00 to M25, and of households, stands in one row, with functions that exist, or with the reason why not."""
    assert list_faults(page) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("| M04a |", "| M04e |", "M04a: stands there 0 times"),
        ("`gini_index`", "`gini_number`", "M04a: no function gini_number"),
        ("`gini_index`, ", "", "M04a: gini_index refers to it and is not in its row"),
        ("| M22c |", "| M22d |", "M22d: stands there 2 times"),
        ("`score_quantiles`, `score_shift`", "quantiles", "M01a: names no function"),
    ],
)
def test_faults_are_found(page: str, old: str, new: str, fault: str) -> None:
    """An id that is gone or doubled, a function that is not there and one that is left out are each found."""
    assert fault in list_faults(page.replace(old, new))
