"""Strata, survival and rates, in exact fractions."""

from fractions import Fraction as F
from math import prod

from hypothesis import given, settings
from hypothesis import strategies as st

from creditscape.society.strata import (
    Shares,
    arrange_bands,
    follow_survival,
    multiply_cells,
    normalise,
    share_ages,
    spread_rate,
)

LIMITS = [14, 30, 45, 60]


def test_shares_of_age_strata_are_counted_in_days():
    """A band that a limit cuts is divided by days, and the shares of all strata add up to 1."""
    bands = arrange_bands({age: F(1) for age in range(0, 101, 5)})
    shares = share_ages(bands, LIMITS)
    assert shares[0] == (2 + F(1461 * 14 // 4 - 1461 * 10 // 4, 1461 * 15 // 4 - 1461 * 10 // 4)) / 21
    assert sum(shares) == 1


def test_survival_multiplies_yearly_deaths():
    """The share alive at an age is the product of the years survived; nobody reaches 110."""
    alive = follow_survival({0: F(1, 100), 1: F(1, 1000), 90: F(1, 2)})
    assert len(alive) == 111
    assert alive[0] == 1 and alive[1] == F(99, 100)
    assert alive[3] == F(99, 100) * F(999, 1000) ** 2
    assert alive[92] == alive[90] / 4
    assert alive[110] == 0 < alive[109]


def test_normalised_numbers_have_mean_one():
    """Numbers 3 and 1 for shares 1/4 and 3/4 become 2 and 2/3."""
    assert normalise([F(3), F(1)], [F(1, 4), F(3, 4)]) == [F(2), F(2, 3)]


NUMBER = st.fractions(min_value=0, max_value=9, max_denominator=20)


@st.composite
def draw_profile(draw):
    """A profile, and shares in which men and women are not equally old."""

    def share(length):
        weights = [draw(st.integers(1, 9)) for _ in range(length)]
        return [F(weight, sum(weights)) for weight in weights]

    profile = [[draw(NUMBER) for _ in range(length - 1)] + [F(1)] for length in (5, 2, 5, 2, 2)]
    cells = share(10)
    return profile, Shares([cells[2 * age : 2 * age + 2] for age in range(5)], share(5), share(2), share(2))


@given(draw_profile(), st.fractions(min_value=0, max_value=3, max_denominator=1000))
@settings(max_examples=25, deadline=None)
def test_rates_keep_the_published_mean(drawn, per_year):
    """Whatever the profile, the adults' mean rate is exactly the published one; children have none."""
    profile, people = drawn
    rates = spread_rate(per_year, profile, people)
    others = (people.incomes, people.groups, people.places)
    shares = {
        cell: people.ages_by_sex[cell[0]][cell[1]]
        * prod((m[c] for m, c in zip(others, cell[2:], strict=True)), start=F(1))
        for cell in rates
    }
    adults = 1 - sum(people.ages_by_sex[0])
    assert len(rates) == 200
    assert sum(rates[cell] * shares[cell] for cell in rates) / adults == per_year
    assert all(rate == 0 for (age, *_), rate in rates.items() if age == 0)


@given(draw_profile(), NUMBER)
@settings(max_examples=25, deadline=None)
def test_cells_multiply_their_own_five_numbers(drawn, rate):
    """Every stratum has the rate times its own entry of each list, also where entries of a list are equal."""
    lists = drawn[0]
    cells = multiply_cells(lists)
    rates = cells.times(rate)
    for cell, found in rates.items():
        assert found == rate * prod((each[at] for each, at in zip(lists, cell, strict=True)), start=F(1))
    assert len(rates) == 5 * 2 * 5 * 2 * 2 >= len(cells.numbers)
