"""The calendar of a run as arrays: which year, month and tallied year each day belongs to."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from ..words import add_months, is_working, luck

BINS = 128


@dataclass(frozen=True)
class Timeline:
    """Days of a run, counted from 1 January of the year in which it starts. Ordinals are proleptic."""

    first: int  # ordinal of day 0
    start: int  # first lived day
    t0: int  # first tallied day
    stop: int  # day after the last
    days: int  # of the tables: whole calendar years
    years: int  # calendar years
    periods: int  # tallied years
    holidays: frozenset[int]

    @property
    def first_year(self) -> int:
        return date.fromordinal(self.first).year


def make_timeline(
    first_tallied: int, years: int, burn_in: int, holidays: frozenset[int] = frozenset()
) -> Timeline:
    """The calendar of a run. first_tallied: ordinal; years, burn_in: whole years.

    Raises: ValueError if the run leaves the years that addresses can hold.
    """
    start, stop = add_months(first_tallied, -12 * burn_in), add_months(first_tallied, 12 * years)
    from_year, to_year = date.fromordinal(start).year, date.fromordinal(stop - 1).year
    if from_year < luck.FIRST_YEAR or to_year > luck.LAST_YEAR:
        raise ValueError(
            f"the run covers {from_year}-{to_year}; allowed are {luck.FIRST_YEAR}-{luck.LAST_YEAR}"
        )
    first = date(from_year, 1, 1).toordinal()
    days = date(to_year + 1, 1, 1).toordinal() - first
    return Timeline(
        first,
        start - first,
        first_tallied - first,
        stop - first,
        days,
        to_year - from_year + 1,
        years,
        holidays,
    )


def timeline_tables(line: Timeline) -> dict[str, np.ndarray]:
    """Calendar arrays of the kernel."""
    new_year = [date(line.first_year + y, 1, 1).toordinal() - line.first for y in range(line.years + 1)]
    year_of = np.repeat(np.arange(line.years), np.diff(new_year))
    start = date.fromordinal(line.first + line.t0).replace(day=1).toordinal()
    months = [start - line.first]
    while months[-1] < line.stop:
        months.append(add_months(start, len(months)) - line.first)
    months[0], months[-1] = line.t0, line.stop
    period_start = [add_months(line.first + line.t0, 12 * y) - line.first for y in range(line.periods + 1)]
    month_of, period_of = np.full(line.days, -1, np.int64), np.full(line.days, -1, np.int64)
    for m in range(len(months) - 1):
        month_of[months[m] : months[m + 1]] = m
    for y in range(line.periods):
        period_of[period_start[y] : period_start[y + 1]] = y
    return {
        "year_of": year_of,
        "working": np.array([is_working(line.first + d, line.holidays) for d in range(line.days)], np.int64),
        "new_year": np.array(new_year, np.int64),
        "month_of": month_of,
        "period_of": period_of,
        "month_end": np.array(months[1:], np.int64),
        "period_start": np.array(period_start, np.int64),
        "month_first": np.array(
            [add_months(line.first, m) - line.first for m in range(12 * line.years)], np.int64
        ),
    }
