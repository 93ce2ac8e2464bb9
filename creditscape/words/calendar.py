"""Days on the real calendar: durations, working days, publication days.

A day is a proleptic ordinal (`datetime.date.toordinal`). The kernel never computes a date; it looks up tables that are made here.
"""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date

Duration = tuple[str, int]
_UNITS = {
    "day": ("days", 1),
    "week": ("days", 7),
    "month": ("months", 1),
    "year": ("months", 12),
    "working day": ("working_days", 1),
}
_TEXT = re.compile(r"([1-9][0-9]{0,4}) (working day|day|week|month|year)s?", re.ASCII)
NONE: frozenset[int] = frozenset()


def parse_duration(text: str) -> Duration:
    """`2 years` -> ("months", 24); `end of year`, ("year_ends", 1), ends with New Year.

    Raises: ValueError for other words, or more than 200 years.
    """
    if text == "end of year":
        return "year_ends", 1
    match = _TEXT.fullmatch(text)
    if not match:
        raise ValueError(
            f"'{text}' is not a duration; write for example '2 years', '30 days' or '7 working days'"
        )
    unit, factor = _UNITS[match[2]]
    length = int(match[1]) * factor
    if length > (2400 if unit == "months" else 73050):
        raise ValueError(f"'{text}' is longer than 200 years")
    return unit, length


def is_working(day: int, holidays: Collection[int] = NONE) -> bool:
    """Monday to Friday, except holidays."""
    return (day - 1) % 7 < 5 and day not in holidays


def add_months(day: int, months: int) -> int:
    """The same day of the month, or the last day of a shorter month."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1])).toordinal()


def add_duration(day: int, duration: Duration, holidays: Collection[int] = NONE) -> int:
    """The day that lies a duration after `day`; `n working days` is the n-th working day after it."""
    unit, length = duration
    if unit == "months":
        return add_months(day, length)
    if unit == "days":
        return day + length
    if unit == "year_ends":
        return date(date.fromordinal(day).year + length, 1, 1).toordinal()
    while length:
        day += 1
        length -= is_working(day, holidays)
    return day


def end_table(first: int, days: int, duration: Duration, holidays: Collection[int] = NONE) -> list[int]:
    """add_duration for each of `days` days from `first`, in one sweep."""
    if duration[0] == "months":
        return _add_months_each(first, days, duration[1])
    if duration[0] != "working_days":
        return [add_duration(first + d, duration) for d in range(days)]
    working = [
        d
        for d in range(first, first + days + 2 * duration[1] + 30 + 2 * len(holidays))
        if is_working(d, holidays)
    ]
    return [working[bisect_right(working, first + d) + duration[1] - 1] for d in range(days)]


def _add_months_each(first: int, days: int, months: int) -> list[int]:
    """`add_months` for each of `days` days from `first`, month by month."""
    found: list[int] = []
    day = first
    while len(found) < days:
        start = date.fromordinal(day)
        length = monthrange(start.year, start.month)[1] - start.day + 1
        year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
        target, last = date(year, month + 1, 1).toordinal() - 1, monthrange(year, month + 1)[1]
        within = max(0, min(length, last - start.day + 1))  # days that the month arrived at has too
        found += range(target + start.day, target + start.day + within)
        found += [target + last] * (length - within)
        day += length
    return found[:days]


def publication_days(first: int, days: int, rule: dict, holidays: Collection[int] = NONE) -> list[int]:
    """The publication days of a list in a stretch of time. rule: plain form of `publication` (language.md, section 5)."""
    if rule["on"] == "arrival":
        return list(range(first, first + days))
    if rule["on"] == "dates":
        return [d for d in sorted(rule["dates"]) if first <= d < first + days]
    return [d for d in _monthly(first, days, rule, holidays) if first <= d < first + days]


def _monthly(first: int, days: int, rule: dict, holidays: Collection[int]) -> list[int]:
    start, found = date.fromordinal(first).replace(day=1).toordinal(), []
    while start < first + days:
        following = add_months(start, 1)
        month = range(start, following)
        if rule["on"] == "day":
            found.append(month[min(rule["n"], len(month)) - 1])
        else:
            found += [d for d in month if is_working(d, holidays)][rule["n"] - 1 : rule["n"]]
        start = following
    return found


def next_days(first: int, days: int, among: Sequence[int], never: int) -> list[int]:
    """For each of `days` days from `first`: the first of `among` that lies after it, else `never`."""
    return [among[k] if (k := bisect_right(among, first + d)) < len(among) else never for d in range(days)]
