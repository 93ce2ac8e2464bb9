"""The study of appeal steps: a court more puts more right, a step more stops people before they begin, success tells who comes."""

import io
import sys
from contextlib import redirect_stdout
from fractions import Fraction

import pytest

from creditscape.scheme import load_scheme
from studies.appeal_steps import FEWER, LONGER, NO_REVIEW, ROWS, SCHEME, Way, ask, main, tell


@pytest.fixture(scope="module")
def ways() -> dict[str, Way]:
    return ask(communities=10)


def test_steps(ways: dict[str, Way]) -> None:
    """Who is wrongly restricted is the same; without the higher court fewer are put right, with one step more a third fewer contest."""
    less, written, fewer, more = (ways[row] for row in ROWS)
    assert written.funnel[0] > 100
    assert less.wrong["filed"] == written.wrong["filed"] and less.wrong["reviewed"] == 0
    assert less.funnel[-1] <= written.funnel[-1] and less.wrong_days >= written.wrong_days
    for wrong_or_right in ("wrong", "right"):
        counts = [getattr(way, wrong_or_right)["filed"] for way in (written, fewer, more)]
        assert 0.5 < counts[1] / counts[0] < 0.85 and abs(counts[1] - counts[2]) <= 3
    assert more.funnel[-1] < written.funnel[-1] and more.wrong_days > written.wrong_days
    assert (written.answer, fewer.answer, more.answer) == (15, 15, 30)
    assert more.right["corrected"] <= written.right["corrected"]


def test_selection(ways: dict[str, Way]) -> None:
    """Few of the records are wrong, more of those contested, more of those upheld: success tells who comes."""
    written = ways["as written"]
    shares = [
        Fraction(written.wrong[stage], written.wrong[stage] + written.right[stage])
        for stage in ("brought", "filed", "upheld")
    ]
    assert shares[0] < Fraction(1, 10) < shares[1] < shares[2]


def test_reforms_change_one_thing() -> None:
    """Each reform touches one word of the procedure, and nothing else of the scheme."""
    base = load_scheme(SCHEME).plain()["phases"]
    for path, key in ((NO_REVIEW, "review"), (LONGER, "decided")):
        for mine, theirs in zip(load_scheme(path).plain()["phases"], base, strict=True):
            assert mine["process"][key] != theirs["process"][key]
            assert {**mine, "process": {**mine["process"], key: theirs["process"][key]}} == theirs


def test_page_tells_it(ways: dict[str, Way]) -> None:
    """The page tells the four ways twice, and says that small counts are too few."""
    page = tell(ways, 10)
    assert page.count("\n| as written |") == 2 and "too few to tell" in page and FEWER.exists()


def test_planted_ladder(ways: dict[str, Way]) -> None:
    """Planted: if right records went to the higher court as often as wrong ones, hardly any success would be left of the same answers."""
    written = ways["as written"]
    reviewed = (
        {**written.wrong, "reviewed": 10, "upheld_on_review": 8},
        {
            **written.right,
            "reviewed": 240,
            "upheld_on_review": 24,
        },
    )
    planted = Way(
        written.funnel, written.wrong_days, written.right_days, *reviewed, written.answer, written.correct
    )
    assert planted.won_on_review() == Fraction(32, 250)


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.appeal_steps > docs/studies/appeal-steps.md."""
    monkeypatch.setattr(sys, "argv", ["appeal_steps"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/appeal-steps.md").read_text(encoding="utf-8")
