"""Strata: who shares a rate with whom, and how many of them there are.

A stratum is a cell of age, sex, income fifth, group and place. Its share among adults is that of age and sex times the
three other margins, because the roster draws these independently. A *profile* says how much more often one stratum
does something than another; it is normalised so that its mean over the adults is exactly 1: a group's
published rate stays what it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod

Cell = tuple[int, int, int, int, int]
Band = tuple[int, int, Fraction]
LAST_AGE = 110


def count_days(years: int) -> int:
    """Days of an age in full years, as the model counts them: 1461 * years // 4."""
    return 1461 * years // 4


def arrange_bands(weights: dict[int, Fraction]) -> list[Band]:
    """Age bands of five years as (lowest day, first day above, share); the shares add up to 1.

    weights: first age of the band -> weight. Raises: ZeroDivisionError if all are 0.
    """
    total = sum(weights.values())
    return [(count_days(age), count_days(age + 5), weight / total) for age, weight in sorted(weights.items())]


def follow_survival(deaths: dict[int, Fraction]) -> list[Fraction]:
    """Share surviving to age 0, 1, .. 110; nobody survives to 110.

    deaths: first age -> share of those alive who die within a year, the same each year until the next age.
    """
    alive, shares, risk = Fraction(1), [Fraction(1)], Fraction(0)
    for age in range(LAST_AGE):
        risk = deaths.get(age, risk)
        alive *= 1 - risk
        shares.append(alive)
    shares[LAST_AGE] = Fraction(0)
    return shares


@dataclass(frozen=True)
class Shares:
    """How all persons divide among strata: of age by sex [age stratum][sex], of income fifths, groups and places."""

    ages_by_sex: list[list[Fraction]]
    incomes: list[Fraction]
    groups: list[Fraction]
    places: list[Fraction]

    def weigh(self, lists: Sequence[Sequence[Fraction]]) -> "Shares":
        """The shares among people of whom a stratum holds so many times more. lists: as of `normalise_profile`."""
        ages, sexes, incomes, groups, places = lists
        return Shares(
            [
                [share * age * sex for share, sex in zip(row, sexes, strict=True)]
                for row, age in zip(self.ages_by_sex, ages, strict=True)
            ],
            [a * b for a, b in zip(self.incomes, incomes, strict=True)],
            [a * b for a, b in zip(self.groups, groups, strict=True)],
            [a * b for a, b in zip(self.places, places, strict=True)],
        )

    def margins(self) -> list[list[Fraction]]:
        """Shares of age strata among all persons, of sexes among the adults, of income fifths, groups and places."""
        adults = self.ages_by_sex[1:]
        everybody = sum(map(sum, adults), Fraction(0))
        sexes = [sum((row[sex] for row in adults), Fraction(0)) / everybody for sex in (0, 1)]
        return [
            [sum(row, Fraction(0)) for row in self.ages_by_sex],
            sexes,
            self.incomes,
            self.groups,
            self.places,
        ]


def share_ages(bands: Sequence[Band], limits: Sequence[int]) -> list[Fraction]:
    """Shares of all persons [age stratum]: below the first limit, between limits, above the last.

    Ages are spread evenly over the days of a band.
    """
    edges = [0, *(count_days(limit) for limit in limits), count_days(LAST_AGE)]
    return [
        sum((share * _overlap(low, high, start, end) for low, high, share in bands), Fraction(0))
        for start, end in zip(edges, edges[1:], strict=False)
    ]


def _overlap(low: int, high: int, start: int, end: int) -> Fraction:
    return Fraction(max(0, min(high, end) - max(low, start)), high - low)


def normalise(relative: Sequence[Fraction], shares: Sequence[Fraction]) -> list[Fraction]:
    """`relative` divided by its mean over the shares. Raises: ZeroDivisionError if that mean is 0."""
    mean = sum((r * s for r, s in zip(relative, shares, strict=True)), Fraction(0)) / sum(shares)
    return [r / mean for r in relative]


def spread_rate(
    per_year: Fraction, profile: Sequence[Sequence[Fraction]], shares: Shares
) -> dict[Cell, Fraction]:
    """The yearly rate of every stratum, so that its mean over the adults is exactly `per_year`.

    profile: five lists (age, sex, income, group, place) of multipliers; the first entry of the age list is the youngest
    stratum, the children, whose rate is 0.
    """
    return multiply_cells(normalise_profile(profile, shares)).times(per_year)


@dataclass(frozen=True)
class Cells:
    """A relative number for every stratum; the few that differ stand once."""

    numbers: list[Fraction]
    places: dict[Cell, int]

    def times(self, rate: Fraction) -> dict[Cell, Fraction]:
        """A rate times the number of each stratum."""
        rates = [rate * number for number in self.numbers]
        return {cell: rates[place] for cell, place in self.places.items()}


def multiply_cells(lists: Sequence[Sequence[Fraction]]) -> Cells:
    """The product of five lists (age, sex, income, group, place) for every stratum."""
    same = [[each.index(number) for number in each] for each in lists]
    numbers: list[Fraction] = []
    known: dict[tuple[int, ...], int] = {}
    places: dict[Cell, int] = {}
    ages, sexes, incomes, groups, living = (range(len(each)) for each in lists)
    for a, s, p, i, g in product(ages, sexes, living, incomes, groups):
        cell = (a, s, i, g, p)
        key = tuple(of[at] for of, at in zip(same, cell, strict=True))
        if key not in known:
            known[key] = len(numbers)
            numbers.append(prod((each[at] for each, at in zip(lists, key, strict=True)), start=Fraction(1)))
        places[cell] = known[key]
    return Cells(numbers, places)


def normalise_profile(profile: Sequence[Sequence[Fraction]], shares: Shares) -> list[list[Fraction]]:
    """The five lists of a profile, each divided by its mean over the adults, and together of mean 1; the children's entry is 0."""
    margins = shares.margins()
    ages = normalise(profile[0][1:], margins[0][1:])
    sexes, *others = (normalise(p, m) for p, m in zip(profile[1:], margins[1:], strict=True))
    adults = shares.ages_by_sex[1:]
    # where men and women are not equally old, the mean of the product is not the product of the means
    together = sum(
        (
            age * sex * share
            for age, row in zip(ages, adults, strict=True)
            for sex, share in zip(sexes, row, strict=True)
        ),
        Fraction(0),
    ) / sum(map(sum, adults), Fraction(0))
    return [[Fraction(0), *(age / together for age in ages)], sexes, *others]
