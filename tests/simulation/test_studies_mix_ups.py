"""The study of uneven mix-ups: people behave alike, the minority is wrongly restricted more often, and evenness takes that away."""

import io
import sys
from contextlib import redirect_stdout
from fractions import Fraction

import pytest

from studies.societies import find_society
from studies.uneven_mix_ups import EVEN, UNEVEN, Found, ask, compare, find_coverage, main, tell


@pytest.fixture(scope="module")
def found() -> tuple[Found, Found]:
    return ask(False, 24), ask(True, 24)


def test_conduct_is_equal(found: tuple[Found, Found]) -> None:
    """Where every record is true, group and place make no difference beyond chance, and both societies are alike."""
    for each in found:
        low, high = (each.people["group", value] for value in ("majority", "minority"))
        assert 0.85 < high.per_10000(high.rightly) / low.per_10000(low.rightly) < 1.2
    first, second = (each.people["all", "all"] for each in found)
    assert first.subjects == second.subjects and abs(first.rightly - second.rightly) < 0.01 * first.rightly


def test_harm_is_moved(found: tuple[Found, Found]) -> None:
    """As many mix-ups and wrong restrictions in all; more of them on the minority and the young where mix-ups are uneven."""
    uneven, even = found
    assert 0.85 < uneven.made / even.made < 1.15
    totals = [each.people["all", "all"].wrongly for each in found]
    assert totals[0] > 200 and 0.8 < totals[0] / totals[1] < 1.25
    assert compare(uneven, "group", "majority", "minority") > compare(even, "group", "majority", "minority")
    assert compare(uneven, "group", "majority", "minority") > Fraction(3, 2)
    assert compare(uneven, "age", "60+", "14-29") > compare(even, "age", "60+", "14-29")
    for each in found:
        everybody = each.people["all", "all"]
        assert everybody.wrongly > everybody.told > everybody.filed > everybody.corrected > 0


def test_even_society_is_even() -> None:
    """Every stratum of adults has one rate of wrong court records and one share of mix-ups, the county has several; the mean is kept."""
    rates, shares = [], []
    for society in (UNEVEN, EVEN):
        plain = find_society(society).plain()
        rows = plain["groups"]["wrong_court_records"]["rates"]
        rates.append({rate for cell, rate in rows.items() if cell[0]})
        (fault,) = (each for each in plain["faults"] if each["name"] == "namesakes")
        shares.append({share for cell, share in fault["shares"].items() if cell[0]})
    assert [len(each) > 1 for each in (*rates, *shares)] == [True, False, True, False]
    assert min(rates[0]) < min(rates[1]) < max(rates[0]) and min(shares[0]) < min(shares[1]) < max(shares[0])


def test_coverage_is_that_of_the_county() -> None:
    """What the even society's file says is the average worked out from the county; a plain mean of town and country would not be."""
    source = find_society(EVEN).forms["used"].furnishers["mix_ups"]
    assert source.coverage.urban == source.coverage.rural and source.minority_factor == 1
    assert abs(Fraction(source.coverage.urban) - find_coverage()) < Fraction(1, 10_000)
    assert abs(find_coverage() - Fraction(55, 100)) > Fraction(1, 100)


def test_page_tells_it(found: tuple[Found, Found]) -> None:
    """The page says whom a namesake's record harms and that small counts are too few."""
    page = tell(*found, 24)
    assert page.count("\n| minority |") == 3 and "harms the namesake" in page and "too few to tell" in page


@pytest.mark.full
def test_page_is_current(root, monkeypatch) -> None:
    """The page is what the study prints. Print it anew: python -m studies.uneven_mix_ups > docs/studies/uneven-mix-ups.md."""
    monkeypatch.setattr(sys, "argv", ["uneven_mix_ups"])
    with redirect_stdout(io.StringIO()) as printed:
        main()
    assert printed.getvalue() == (root / "docs/studies/uneven-mix-ups.md").read_text(encoding="utf-8")
