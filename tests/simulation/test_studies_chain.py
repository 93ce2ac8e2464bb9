"""The study of a credit report's chain: counts are right, the fitted figures agree, what is predicted misses on the sides that it tells."""

import io
import sys
from contextlib import redirect_stdout
from fractions import Fraction

import numpy as np
import pytest

from creditscape.society import read_society
from creditscape.validation import Chain, judge_reports
from studies.us_chain import SOCIETY, ask, climb, main, read_fitted, tell


@pytest.fixture(scope="module")
def chain() -> Chain:
    return ask(communities=2)


def test_fitted_and_predicted(chain: Chain) -> None:
    """The two fitted shares are near; more reports are disputed and fewer of these changed than published."""
    rungs = climb(chain)
    assert [rung.kind for rung in rungs].count("fitted") == 2 == len(read_fitted())
    for rung in rungs[:2]:
        assert rung.published is not None and abs(rung.ours - rung.published) < Fraction(4, 100)
    disputed, changed = rungs[3], rungs[5]
    assert disputed.published is not None and disputed.ours > disputed.published
    assert changed.published is not None and changed.ours < changed.published < Fraction(206, 262)
    assert changed.ours < Fraction(chain.persons_changed, chain.persons_wrong)  # several tries
    assert 0 < chain.everywhere < chain.persons_changed and chain.far < chain.near < chain.persons_changed
    assert 2 < chain.reports_wrong / chain.persons_wrong < 3


def test_page_tells_it(chain: Chain) -> None:
    """The page calls two rows fitted, and says of the third that it follows from them."""
    page = tell(chain)
    assert page.count("| fitted |") == 2 and page.count("| follows from the two |") == 1
    assert page.count("misses, ") >= 2 and "no prediction" in page


def test_all_upheld() -> None:
    """Planted: if every dispute were upheld, nearly everybody with a wrong report would have one changed, and nearly all of them."""
    text = SOCIETY.read_text(encoding="utf-8")
    planted = text.replace("used: 0.46, high: 0.9", "used: 1, high: 1")
    assert planted != text
    found = ask(read_society(planted), communities=1)
    assert found.persons_changed > 0.95 * found.persons_wrong
    assert found.everywhere > 0.9 * found.persons_changed


def test_reports_are_judged() -> None:
    """Three persons by hand: one wrong everywhere and half put right, one wrong where there is no file, one better than it should be."""
    on_file = np.array([[True, True, True], [True, False, True], [True, True, True]])
    off = np.array([[-50, -150, -20], [0, -40, 0], [30, 0, 0]])
    rise = np.array([[0, 150, 20], [0, 40, 0], [5, 0, 0]])
    assert judge_reports(on_file, off, rise) == Chain(
        persons=3,
        reports=8,
        persons_wrong=1,
        reports_wrong=3,
        persons_changed=1,
        reports_changed=2,
        everywhere=0,
        far=1,
        near=1,
        better=1,
    )


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.us_chain > docs/studies/us-chain.md."""
    monkeypatch.setattr(sys, "argv", ["us_chain"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/us-chain.md").read_text(encoding="utf-8")
