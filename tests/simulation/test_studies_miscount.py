"""The study of a miscount: what ends when it is found, what goes on, and why; the cause of each shown on one life by the law."""

import io
import sys
from contextlib import redirect_stdout
from datetime import date

import pytest

from creditscape.law import Statute, run_case
from creditscape.scheme import load_scheme
from studies.miscount import BUREAUS, MORNINGS, SOCIETIES, VILLAGES, Found, ask, main, tell


@pytest.fixture(scope="module")
def found() -> dict[str, Found]:
    return {scheme: ask(scheme, 2) for scheme in SOCIETIES}


def test_miscount(found: dict[str, Found]) -> None:
    """Most of those struck stand lower until it is found; in the villages some restrictions outlast it by nine mornings."""
    for each in found.values():
        mornings = dict(zip(MORNINGS, each.mornings, strict=True))
        assert 0 < mornings[-1].worse <= each.struck and mornings[-1].more > each.struck / 4
        assert mornings[-60].less == mornings[-1].less == 0
        assert each.days[0] > 0 and mornings[9].more == mornings[540].more == 0
        assert each.disputes["brought"] > each.known > each.disputes["filed"] >= each.disputes["corrected"]
        assert each.disputes["lapsed"] > 0
    bureaus, villages = (dict(zip(MORNINGS, found[each].mornings, strict=True)) for each in SOCIETIES)
    assert villages[0].more > villages[-1].worse / 2 and found[VILLAGES].days[1] > 0
    assert bureaus[0].worse == 0 and found[BUREAUS].days[1] <= 0 and found[BUREAUS].blocked[1] <= 3
    page = tell(found)
    assert page.count("\n| fico-8") == len(MORNINGS) + 2 and "1 January 2018" in page


@pytest.mark.parametrize("scheme", list(SOCIETIES))
def test_year_ends_when_found(scheme: str) -> None:
    """The first tallied year ends with the day before the miscount is found, so that its tables tell before from after."""
    struck = {BUREAUS: date(2018, 1, 1), VILLAGES: date(2020, 10, 3)}[scheme]
    start = date.fromordinal(load_scheme(scheme).plain()["start_day"])
    assert date.fromordinal(struck.toordinal() + 90) == start.replace(year=start.year + 1)


def test_true_record_from_a_wrong_score() -> None:
    """Whoever misses a payment during the miscount stands higher when it is taken back than without it, by what the law says."""
    statute = Statute(load_scheme(BUREAUS).plain())
    true = {"day": 60, "event": "loan_payment_missed"}
    wrong = {"day": 10, "event": "loan_payment_missed", "label": "wrong"}
    scores = [
        [run_case(statute, steps).standing(day).scores["points_equifax"] for day in (30, 80, 120)]
        for steps in ([true], [wrong, true, {"day": 100, "annul": "wrong"}])
    ]
    without, with_it = scores
    assert with_it[0] < without[0] and with_it[1] < without[1] and with_it[2] > without[2]


def test_grade_read_from_a_wrong_file() -> None:
    """A grade that was read on the tenth costs village points for a month, although the wrong debt has been taken back since."""
    statute = Statute(load_scheme(VILLAGES).plain())
    steps = [
        {"day": 5, "event": "utility_debt_confirmed", "label": "wrong"},
        {"day": 15, "annul": "wrong"},
    ]
    run = run_case(statute, steps)  # day 9 is 10 January
    assert [run.standing(day).levels["stars"] for day in (8, 9, 20, 39, 41)] == ["2", "1", "1", "1", "2"]
    assert [run.standing(day).levels["district"] for day in (4, 8, 20)] == ["A", "B", "A"]


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.miscount > docs/studies/miscount.md."""
    monkeypatch.setattr(sys, "argv", ["miscount"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/miscount.md").read_text(encoding="utf-8")
