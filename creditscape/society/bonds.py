"""The form of what ties people together: households, work and firms, friends and circles, what they owe."""

from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from .cited import Cited
from .numbers import AtMost, Choices, Name, Share, Shares, Whole, WithEvidence, Within, refuse

Only = Literal["employed", "employees", "officials", "owners"]
MOST_TIES = 64


def _check_counts(choices: dict[int, Any]) -> dict[int, Any]:
    if min(choices) < 1:
        raise refuse("E203", "a size must be at least 1, found 0")
    if max(choices) > 4096:
        raise refuse("E203", f"a size must be at most 4096, found {max(choices)}")
    return choices


def _check_few(choices: dict[int, Any]) -> dict[int, Any]:
    if max(choices) > MOST_TIES:
        raise refuse("E203", f"a number of friends must be at most {MOST_TIES}, found {max(choices)}")
    return choices


def _check_ages(table: dict[int, Any]) -> dict[int, Any]:
    if not table or list(table) != sorted(table) or max(table) >= 110:
        raise refuse("E207", "first ages must ascend and end below 110")
    return table


Sizes = Annotated[Choices, AfterValidator(_check_counts)]
Numbers = Annotated[Choices, AfterValidator(_check_few)]
FromAge = Annotated[dict[Whole, Share], WithEvidence(), AfterValidator(_check_ages)]


class Households(Cited):
    """Who lives together: shares of households by size, of those of two and more that a couple heads, and the years between generations."""

    sizes: Sizes
    couples: Share
    generations: Choices


class EmployedBySex(Cited):
    """Share of persons in work from an age on, the age being that of 1 January."""

    men: FromAge
    women: FromAge


class Sectors(Cited):
    """How those in work divide: in firms, in public offices, on their own account."""

    firm: Share
    office: Share
    own_account: Share

    @model_validator(mode="after")
    def _check_sum(self) -> Self:
        if self.firm + self.office + self.own_account != 1:
            raise refuse("E205", "firm, office and own_account must add up to 1")
        return self


class SectorsByPlace(Cited):
    """The sectors in town and country."""

    urban: Sectors
    rural: Sectors


class Work(Cited):
    """Who works, where, and in firms of what size (persons, the owner included; shares of firms)."""

    employed: EmployedBySex
    sectors: SectorsByPlace
    firm_sizes: Sizes


class Aims(Cited):
    """Figures that a network should show; nothing is computed from them, a test holds the generated ties against them.

    mean, median: of the number of people one knows; clustering: share of pairs of them who know each other; ages: correlation of
    the ages of two who are tied; lower_half_to_upper, upper_half_to_upper: share of the ties of a half of incomes that lead up.
    """

    mean: Annotated[Fraction, Within(0, 4096, "between 0 and 4096")] | None = None
    median: Annotated[Fraction, Within(0, 4096, "between 0 and 4096")] | None = None
    clustering: Share | None = None
    lower_half_to_upper: Share | None = None
    upper_half_to_upper: Share | None = None
    ages: Share | None = None


class Mixing(Cited):
    """Who meets whom: the share of ties looked for in the own income fifth, and the years by which ages are stirred."""

    same_income: Share
    age_stir: Whole
    aims: Aims | None = None


class Friends(Mixing):
    """Close ties: how many a person looks for (shares of persons)."""

    numbers: Numbers


class Circles(Mixing):
    """Wider ties: people who belong to the same circle - school year, workshop, choir - know each other.

    rounds: circles that a person may belong to; joins: share of these that people of each income fifth do belong to;
    sizes: persons of a circle (shares of circles).
    """

    rounds: Annotated[Whole, Field(ge=1, le=16)]
    joins: Annotated[list[Share], Field(min_length=5, max_length=5)]
    sizes: Sizes


class Bringer(Cited):
    """What brings events of some kinds: how they divide, who does it more, who records it, and whom it is about."""

    kinds: Shares
    at_most: AtMost
    profile: Name | None = None
    furnisher: Name | None = None
    only: Only | None = None


class Obligation(Bringer):
    """Something that falls due again and again: who owes it, how often a due date is missed, and as which kind of event.

    of: `people` owe it themselves; `firms` owe it to each of their employees, who suffer the event.
    """

    of: Literal["people", "firms"] = "people"
    held_by: Share = Fraction(1)
    holders: Name | None = None
    every: Literal["month", "quarter", "half_year", "year"]
    missed: Share

    @property
    def reads_as(self) -> None:
        """What is missed is recorded as what it is."""
        return None
