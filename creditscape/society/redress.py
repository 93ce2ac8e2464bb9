"""The form of how people come to know of a record, contest it, and what becomes of that."""

from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator

from .cited import Cited
from .faults import Portion
from .numbers import DaysLater, DaysOrNone, Share, Within, refuse

FEWEST = Fraction(1, 10_000)


class ByRecord(Cited):
    """A share for wrong records and one for right ones."""

    wrong: Share
    right: Share


class PortionByRecord(Cited):
    """The same, with who does it more often."""

    wrong: Portion
    right: Portion


class ByBurden(Cited):
    """Shares where the keeper must prove that a record is right, and where the subject must prove that it is wrong."""

    keeper: ByRecord
    subject: ByRecord


def _check_some(cases: Fraction) -> Fraction:
    if cases < FEWEST:
        raise refuse("E203", f"an office must decide at least {float(FEWEST):.4f} cases a working day")
    return cases


class Office(Cited):
    """Who decides, and how much of it: cases a working day per 1,000 residents, for a community or for 32 of them together."""

    of: Literal["community", "district"]
    cases: Annotated[
        Fraction, Within(0, 1000, "between 0 and 1,000 cases a working day"), AfterValidator(_check_some)
    ]


class Redress(Cited):
    """From notice to correction; what the rules of a scheme allow for, people and offices do or fail to do as this says.

    told: people whom a notice reaches that is given. finds: people who find a record by themselves, after so many days.
    files: of those who know of a wrong or a right record, who contest it, after so many days; without reasons given, so many
    times as often. upheld: of what is contested, by who must prove. goes_on: of those refused; review: of what is looked at
    again. reinserted: of corrections, after so many days. No office: every case is decided in its time.
    """

    told: Portion
    finds: Portion
    finds_after: DaysOrNone
    files: PortionByRecord
    without_reasons: Share
    files_after: DaysLater
    upheld: ByBurden
    goes_on: ByRecord
    review: ByRecord
    reinserted: Share
    reinserted_after: DaysLater
    office: Office | None = None
