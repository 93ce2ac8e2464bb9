"""The form of what befalls many at once on a date: events, wrong records, files lost or made public, furnishers who fail to report."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from .cited import Cited
from .faults import Records
from .numbers import LONGEST, Days, Name, Share, WholeWithin

FromTwo = Annotated[int, WholeWithin(2, LONGEST, f"from 2 to {LONGEST:,} days")]
OfAYear = Annotated[int, WholeWithin(1, 366, "from 1 to 366 days")]


class Dated(Cited):
    """What has a day."""

    when: date


class Shock(Dated):
    """Something befalls a share of firms, and so all their employees; or of employees one by one."""

    type: Literal["event"] = "event"
    kind: Name
    of: Literal["firms", "employees"]
    share: Share


class WrongRecords(Dated):
    """Records of what never happened come into the files of many.

    kind: a kind of class false record; reads_as: what it is recorded as; over: within so many days; found: so many days after
    the last of them it is found, and everything that it brought is annulled.
    """

    type: Literal["records"]
    kind: Name
    reads_as: Name
    of: Literal["firms", "employees", "people", "communities"]
    share: Share
    over: OfAYear = 1
    found: FromTwo | None = None


class Erasure(Dated):
    """A share of what the files hold is lost, or lawfully struck out (an amnesty); restored: so many days later it is back."""

    type: Literal["erasure"]
    of: Literal["people", "communities"]
    share: Share
    domains: list[Name] = []
    restored: Days | None = None
    lawful: bool = False


class Outage(Dated, Records):
    """For some days nothing of this is recorded; or it is, but later (late)."""

    type: Literal["outage"]
    days: Days
    late: bool = False


class Leak(Dated):
    """The files of a share of people become public; this is counted and changes nothing."""

    type: Literal["leak"]
    of: Literal["people", "communities"]
    share: Share


def _name_type(value: Any) -> str:
    return str(value.get("type", "event")) if isinstance(value, dict) else "event"


AnyShock = Annotated[
    Annotated[Shock, Tag("event")]
    | Annotated[WrongRecords, Tag("records")]
    | Annotated[Erasure, Tag("erasure")]
    | Annotated[Outage, Tag("outage")]
    | Annotated[Leak, Tag("leak")],
    Discriminator(_name_type),
]
