"""The lite workload in words and numbers, from which the programs beside this file are written.

Everybody is grown and lives through all the years. On each day a person commits a Poisson number of acts of
twelve kinds; in the lowest band 30 % fewer. An act of day d costs points from the morning of d + 1 to the
morning before d + 365 or d + 730. The outcome is the share of people in each of four bands on the last
morning of five years.
"""

from dataclasses import dataclass
from datetime import date
from math import sqrt

START = date(2021, 1, 1)
YEARS = 5
DAYS = 1826
BEGIN = 1000
CUTS = (950, 900, 840)  # lowest score of the three upper bands
BANDS = ("A", "B", "C", "D")
FEWER = 0.7  # acts of people in the lowest band
# yearly rate in hundredths, points, days until they come back
KINDS = (
    (45, 10, 365),
    (30, 20, 365),
    (25, 15, 365),
    (20, 30, 365),
    (20, 25, 730),
    (15, 40, 365),
    (25, 5, 730),
    (20, 20, 730),
    (15, 30, 730),
    (10, 50, 730),
    (10, 35, 730),
    (5, 80, 730),
)
RATE = sum(kind[0] for kind in KINDS) / 100  # acts a person and year of 365.25 days
A_DAY = RATE * YEARS / DAYS


@dataclass(frozen=True)
class Played:
    """What a program found: people by band, and how long it took without its start-up."""

    people: int
    bands: tuple[int, ...]
    seconds: float

    @property
    def person_years(self) -> float:
        """Person-years a second."""
        return self.people * YEARS / self.seconds

    def shares(self) -> tuple[float, ...]:
        """The share of people in each band."""
        return tuple(n / self.people for n in self.bands)


def distance(a: Played, b: Played) -> float:
    """The largest difference of a band's share, in standard errors of the difference."""
    most = 0.0
    for x, y in zip(a.shares(), b.shares(), strict=True):
        pooled = (x * a.people + y * b.people) / (a.people + b.people)
        error = sqrt(pooled * (1 - pooled) * (1 / a.people + 1 / b.people))
        most = max(most, abs(x - y) / error if error else 0.0)
    return most
