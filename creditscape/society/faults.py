"""The form of what goes wrong with records of true events: whose they become, how often they come, what they say, how long they stay."""

from typing import Annotated, Any, Literal, Self

from pydantic import Discriminator, Tag, model_validator

from ..words import Block
from .cited import Cited
from .numbers import Choices, DaysLater, Name, Share, refuse, within

Factors = Annotated[Choices, within(2, 1000, "a factor")]


class Portion(Cited):
    """A share of people or of their records, and the profile of those who have more of it; the overall share stays what it is."""

    share: Share
    profile: Name | None = None


class Records(Block):
    """Which records are meant: those of these furnishers, of these life domains, of these kinds; all that is named, together."""

    furnishers: list[Name] = []
    domains: list[Name] = []
    kinds: list[Name] = []

    @model_validator(mode="after")
    def _check_some(self) -> Self:
        if not (self.furnishers or self.domains or self.kinds):
            raise refuse("E202", "needs 'furnishers', 'domains' or 'kinds'")
        return self


class Fault(Portion):
    """What befalls a share of records."""

    of: Records


class MixUp(Fault):
    """The record goes into the file of a namesake."""

    type: Literal["mix_up"]


class WrongPerson(Fault):
    """The record goes into the file of whoever is at the other end of a tie."""

    type: Literal["wrong_person"]
    to: Literal["household_head", "partner", "employer"]


class Duplicate(Fault):
    """The record comes twice."""

    type: Literal["duplicate"]


class WrongAmount(Fault):
    """The record counts so many times as much."""

    type: Literal["wrong_amount"]
    factors: Factors


class Stale(Fault):
    """The record stays so many days longer than it should."""

    type: Literal["stale"]
    days: DaysLater


class Linkage(Fault):
    """An attempt that a measure blocks slips through, because the list and the person are not joined."""

    type: Literal["linkage"]


def _name_type(value: Any) -> str | None:
    if not isinstance(value, dict):
        return "mix_up"  # any form says that this is no mapping
    return str(value["type"]) if "type" in value else None


AnyFault = Annotated[
    Annotated[MixUp, Tag("mix_up")]
    | Annotated[WrongPerson, Tag("wrong_person")]
    | Annotated[Duplicate, Tag("duplicate")]
    | Annotated[WrongAmount, Tag("wrong_amount")]
    | Annotated[Stale, Tag("stale")]
    | Annotated[Linkage, Tag("linkage")],
    Discriminator(_name_type),
]
