"""The form of a society file (docs/language.md, section 4), block by block.

The models see a file after a scenario has picked the value of every range.
"""

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from ..words import Block
from .bonds import Bringer, Circles, Friends, Households, Obligation, Work
from .cited import Cited, Text
from .faults import AnyFault
from .numbers import (
    Choices,
    Multiplier,
    Name,
    Rate,
    Share,
    Shares,
    Weight,
    Whole,
    WithEvidence,
    refuse,
)
from .redress import Redress
from .shocks import AnyShock

Limits = Annotated[list[Annotated[int, Field(ge=1, le=100)]], Field(min_length=1, max_length=6)]


class Place(Block):
    """Where the society lies; an invented one says so."""

    name: Text
    country: Annotated[str, StringConstraints(pattern="^[A-Z]{2}$")]


class Source(Block):
    """A source of the file."""

    title: Text
    evidence: str
    url: Text | None = None
    note: Text | None = None


def _check_bands(ages: dict[int, Any]) -> dict[int, Any]:
    if list(ages) != list(range(0, 101, 5)):
        raise refuse("E207", "age bands must start at 0, 5, 10, ... 100, in this order")
    return ages


def _check_deaths(deaths: dict[int, Any]) -> dict[int, Any]:
    if not deaths or next(iter(deaths)) != 0 or list(deaths) != sorted(deaths) or max(deaths) >= 110:
        raise refuse("E207", "yearly deaths must start at age 0, ascend and end below 110")
    return deaths


Bands = Annotated[dict[Whole, Weight], WithEvidence(), AfterValidator(_check_bands)]


class BandsBySex(Cited):
    """Persons by age band, the sexes apart."""

    men: Bands
    women: Bands


def _name_form(ages: Any) -> str:
    return "by_sex" if isinstance(ages, dict) and {"men", "women"} & ages.keys() else "together"


Ages = Annotated[
    Annotated[Bands, Tag("together")] | Annotated[BandsBySex, Tag("by_sex")], Discriminator(_name_form)
]


class People(Cited):
    """Who lives there: shares of places, sexes, groups and the aware; births; ages; yearly deaths.

    Where the ages stand by sex, the share of women follows from them and is not given.
    """

    urban: Share
    women: Share | None = None
    minority: Share
    aware: Share
    births: Share
    ages: Ages
    deaths: Annotated[dict[Whole, Share], WithEvidence(), AfterValidator(_check_deaths)]

    @model_validator(mode="after")
    def _check_women(self) -> Self:
        apart = isinstance(self.ages, BandsBySex)
        if apart and self.women is not None:
            raise refuse("E249", "'women' follows from 'ages' by sex; remove it")
        if not apart and self.women is None:
            raise refuse("E202", "missing required key 'women', or 'ages' by sex")
        return self

    def count_bands(self) -> list[dict[int, Any]]:
        """Weights of the age bands of men and of women; they are alike where the file does not tell them apart."""
        return [self.ages.men, self.ages.women] if isinstance(self.ages, BandsBySex) else [self.ages] * 2

    def share_women(self) -> Any:
        """Share of women among all persons."""
        if self.women is not None:
            return self.women
        men, women = (sum(bands.values()) for bands in self.count_bands())
        return women / (men + women)


def _check_limits(limits: list[int]) -> list[int]:
    if limits != sorted(set(limits)):
        raise refuse("E207", "limits of age strata must ascend")
    return limits


class Strata(Block):
    """Below which ages the strata end; the youngest are the children."""

    ages: Annotated[Limits, AfterValidator(_check_limits)]


class BySex(Cited):
    """Relative numbers of the sexes."""

    men: Multiplier
    women: Multiplier


class ByPlace(Cited):
    """Relative numbers of town and country."""

    urban: Multiplier
    rural: Multiplier


class ByGroup(Cited):
    """Relative numbers of majority and minority."""

    majority: Multiplier
    minority: Multiplier


class Profile(Cited):
    """Who does it more often than others, and in which condition."""

    by_age: list[Multiplier] | None = None
    by_sex: BySex | None = None
    by_income: Annotated[list[Multiplier], Field(min_length=5, max_length=5)] | None = None
    by_place: ByPlace | None = None
    by_group: ByGroup | None = None
    in_condition: Annotated[dict[Name, Multiplier], WithEvidence()] = {}


class Coverage(Cited):
    """Share of events that are recorded, in town and country."""

    urban: Share
    rural: Share


class Furnisher(Cited):
    """Who turns events into records, how many of them and how late (days: share).

    neighbours: what is recorded was reported by a neighbour.
    """

    coverage: Coverage
    minority_factor: Multiplier
    delay: Choices
    neighbours: bool = False


class RateGroup(Bringer):
    """Kinds that share one yearly rate per adult, one profile and one furnisher.

    of: people, or firms: the rate is then that of a firm and year, and its kinds are the conduct of firms.
    only: the rate is that of people in work, of employees of firms, of officials or of owners; nobody else does or suffers it.
    """

    per_year: Rate
    reads_as: Shares | None = None
    of: Literal["people", "firms"] = "people"


class Condition(Block):
    """A state that begins with an event of one of these kinds and lasts its episode."""

    kinds: Annotated[list[Name], Field(min_length=1)]
    note: Text | None = None


class Matter(Block):
    """Which kinds of conduct a response is about: of these domains or these kinds, lawful or not or both."""

    domains: list[Name] = []
    kinds: list[Name] = []
    lawful: bool | None = None


class Response(Cited):
    """What people who know of the scheme do less, or more, often while it scores or restricts them."""

    when: Literal["scored", "restricted"]
    of: Matter
    factor: Multiplier


class Society(Cited):
    """A whole society file."""

    society: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
    title: Text
    place: Place
    sources: dict[Name, Source] = {}
    people: People
    strata: Strata
    holidays: list[date] = []
    profiles: dict[Name, Profile] = {}
    furnishers: dict[Name, Furnisher] = {}
    rates: dict[Name, RateGroup]
    conditions: dict[Name, Condition] = {}
    episodes: Annotated[dict[Name, Choices], WithEvidence()] = {}
    amounts: Annotated[dict[Name, Choices], WithEvidence()] = {}
    responses: dict[Name, Response] = {}
    households: Households | None = None
    work: Work | None = None
    friends: Friends | None = None
    circles: Circles | None = None
    obligations: dict[Name, Obligation] = {}
    shocks: dict[Name, AnyShock] = {}
    faults: dict[Name, AnyFault] = {}
    redress: Redress | None = None

    def list_groups(self) -> dict[str, RateGroup | Obligation]:
        """Whatever brings events: groups of rates, then obligations."""
        return {**self.rates, **self.obligations}
